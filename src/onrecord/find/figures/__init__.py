"""Figures: the quantities that an article states, with what they count and what their clause is about.

A figure is a number that is no time, no part of a name or label (`Route 66`), no year and no score. Its unit is read
off the words beside it; what it counts is the noun that the parse gives it to. Vague plurals (`dozens`, `hundreds`)
have no value and are left out. The two ends of a range (`10 to 15 people`) are figures with a bound each.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.find.figures.units import (
    BEFORE,
    Unit,
    bound_of,
    range_of,
    rate_at,
    rate_before,
    same_unit,
    shared_unit,
    unit_of,
)
from onrecord.find.parse import Paragraph, Parsed, lemma
from onrecord.model import FigureKind, StatedAge, StatedFigure, StatedTime
from onrecord.numbers import Bound, Number, figure_words, find_numbers
from onrecord.span import Cover, Span, hull, overlaps
from onrecord.tokens import content_words, stem

__all__ = ["find_figures"]

_DATES = frozenset({"DATE", "TIME"})
_CLAUSES = frozenset({"relcl", "advcl", "ccomp", "conj", "parataxis", "acl", "pcomp"})
_TIME_UNIT = re.compile(r"(second|minute|hour|day|week|month|year|decade)s?\b", re.IGNORECASE)
_AGED = re.compile(r"[\s-]?years?[\s-]olds?\b|(?<=\w)-olds?\b", re.IGNORECASE)
_AGES = re.compile(r"\bage[sd]?(?:\s+of)?(?:\s+[\d\w]+\s+(?:and|to))?\s+$", re.IGNORECASE)
_PART = re.compile(r"\b(?:half|third|thirds|quarter|quarters) of (?:an? |the )?$", re.IGNORECASE)
"""Of a part of a number neither the part nor the number is stated: `a quarter of a million`."""
_CODE = re.compile(r"0\d|\d{1,4}\s?\([a-z]\)")
"""What begins with a nought is read digit by digit: a telephone number, an hour. `401(k)` is a section of a law."""
_CLOCK = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d\s+[A-Z]")
"""The hour that an entry of a live report opens with: `1228 Officials say`."""
_LISTED, _LIST_END = re.compile(r":\s$"), re.compile(r"[.)]+(?:\s|$)")
"""Around the number of an entry: `he wrote: 1. Keep calm.`"""
LONGEST = 200
"""Characters of the longest time or age that a number may stand in."""
CLAUSE = 5
"""Nouns, verbs and adjectives of a clause below which the clause that governs it is taken in: `and 31 injured`."""


def find_figures(
    parsed: Parsed, times: tuple[StatedTime, ...], ages: tuple[StatedAge, ...]
) -> tuple[StatedFigure, ...]:
    """The figures of an article in text order; stated ages are among them, in years."""
    text = parsed.article.text
    times = tuple(t for t in times if not text[t.span.start : t.span.end].lower().endswith("old"))  # ages are figures
    taken = Cover([*(t.span for t in times), *(a.span for a in ages)])
    ordered, aged = sorted(times, key=lambda t: t.span), sorted(ages, key=lambda a: a.span)
    found: list[StatedFigure] = []
    for paragraph in parsed.paragraphs:
        here = taken.beginning_in(Span(paragraph.article, paragraph.start, paragraph.end))
        timed = ordered[_place(ordered, paragraph.start) : _place(ordered, paragraph.end)]
        dates = [t.span for t in timed if t.type in _DATES]
        numbers = list(find_numbers(paragraph.text))
        for place, number in enumerate(numbers):
            before = numbers[place - 1] if place else None
            after = numbers[place + 1] if place + 1 < len(numbers) else None
            figure = _figure(paragraph, number, before, after, here, dates)
            if figure is not None:
                found.append(figure)
        found += _durations(paragraph, [t for t in timed if t.type == "DURATION"], dates)
        found += _ages(paragraph, aged[_place(aged, paragraph.start) : _place(aged, paragraph.end)], dates)
    return tuple(sorted(found, key=lambda f: f.span))


def _place(items: Sequence[StatedTime] | Sequence[StatedAge], start: int) -> int:
    return bisect_left(items, start, key=lambda item: item.span.start)


def _meeting(spans: Sequence[Span], span: Span) -> list[Span]:
    """Those of `spans`, in text order, that share a character with `span`."""
    end = bisect_left(spans, Span(span.article, span.end, 0))
    start = bisect_left(spans, Span(span.article, span.start - LONGEST, 0))
    return [s for s in spans[start:end] if overlaps(s, span)]


def _ages(paragraph: Paragraph, ages: Sequence[StatedAge], dates: Sequence[Span]) -> Iterator[StatedFigure]:
    seen: set[Span] = set()
    for age in ages:
        tokens = _tokens(paragraph, paragraph.analysis(age.span.start), paragraph.analysis(age.span.end - 1) + 1)
        if tokens is None or age.span in seen:
            continue
        seen.add(age.span)
        about, time = _clause(paragraph, tokens, dates)
        sentence = paragraph.of(tokens.sent)
        yield StatedFigure(age.span, "age", float(age.age), "year", None, False, sentence, about, age.time or time)


def _durations(paragraph: Paragraph, timed: Sequence[StatedTime], dates: Sequence[Span]) -> Iterator[StatedFigure]:
    """Lengths of time with a number, in the unit that is printed: `18 months` in prison. Vague ones have no number."""
    for time in timed:
        start, end = paragraph.analysis(time.span.start), paragraph.analysis(time.span.end - 1) + 1
        tokens = _tokens(paragraph, start, end)
        numbers = [n for n in find_numbers(paragraph.text[start:end]) if not n.ordinal]
        unit = _TIME_UNIT.search(paragraph.text, start, end)
        if tokens is None or len(numbers) != 1 or not unit or _AGED.match(paragraph.text, end - 1):
            continue
        shifted = replace(numbers[0], start=numbers[0].start + start, end=numbers[0].end + start)
        bound = bound_of(paragraph.text, shifted, Unit("measure", None, shifted.start, shifted.end))
        about, date = _clause(paragraph, tokens, dates)
        yield StatedFigure(
            time.span, "measure", shifted.value, unit[1].lower(), None, bound is not None, paragraph.of(tokens.sent),
            about, date, bound,
        )  # fmt: skip


def _figure(
    paragraph: Paragraph,
    number: Number,
    before: Number | None,
    after: Number | None,
    taken: Sequence[Span],
    dates: Sequence[Span],
) -> StatedFigure | None:
    tokens = _tokens(paragraph, number.start, number.end)
    if tokens is None or _meeting(taken, paragraph.of(tokens)):
        return None
    if _PART.search(paragraph.text, max(0, number.start - BEFORE), number.start):
        return None
    end = range_of(paragraph.text, number, before, after)
    upper = after if end == "min" or same_unit(paragraph.text, number, after) else None
    unit = shared_unit(paragraph.text, number, before if end == "max" else None, upper)
    counting = upper or number
    told = unit_of(paragraph.text, upper) if upper else unit
    noun = _counted(paragraph, _last(_tokens(paragraph, counting.start, counting.end) or tokens), told, counting)
    bound = bound_of(paragraph.text, number, unit) or end
    if noun is not None and _singular(noun) in figure_words().labels.time_units and not _kind_of_days(noun):
        return _age(paragraph, number, tokens, noun, dates)
    if not _is_quantity(paragraph, number, tokens, unit, noun, bound):
        return None
    about, time = _clause(paragraph, tokens, dates)
    kind: FigureKind = "ordinal" if number.ordinal else unit.kind
    per = _per(paragraph.text, unit, told, noun)
    name = None if unit.unit is None and per is None else (unit.unit or "") + (f"/{per}" if per else "")
    of = _singular(noun) if noun is not None else None
    return StatedFigure(
        paragraph.span(unit.start, unit.end), kind, number.value, name, of, bound is not None,
        paragraph.of(tokens.sent), about, time, bound,
    )  # fmt: skip


def _per(text: str, unit: Unit, told: Unit, noun: Token | None) -> str | None:
    """What a figure of `unit` is per: as told behind the unit `told`, behind what is counted, or before its bracket."""
    ended = max(told.end, noun.idx + len(noun) if noun is not None else 0)
    for end in dict.fromkeys((told.end, ended)):
        if per := rate_at(text, end, measure=unit.kind == "measure"):
            return per
    return rate_before(text, unit.start, told.end) if unit.kind in ("measure", "money") else None


def _age(
    paragraph: Paragraph, number: Number, tokens: Tokens, noun: Token, dates: Sequence[Span]
) -> StatedFigure | None:
    """The age of somebody without a name (`a 10-year-old girl`); any other length of time is for times to find."""
    match = _AGED.match(paragraph.text, number.end)
    if match is None or number.ordinal:
        return None
    about, time = _clause(paragraph, tokens, dates)
    span, sentence = paragraph.span(number.start, match.end()), paragraph.of(tokens.sent)
    return StatedFigure(span, "age", number.value, "year", None, False, sentence, about, time)


def _tokens(paragraph: Paragraph, start: int, end: int) -> Tokens | None:
    tokens = paragraph.doc.char_span(start, end, alignment_mode="expand")
    return tokens if tokens is not None and len(tokens) else None


def _last(tokens: Tokens) -> Token:
    """The number token that the noun governs: the last of `2.2 million` and of `2.2 bn`."""
    if tokens[-1].lower_ in figure_words().short_scales:
        return tokens[-1]
    return next((t for t in reversed(list(tokens)) if t.tag_ == "CD"), tokens[-1])


# ------------------------------------------------------------------ what is counted
def _kind_of_days(noun: Token) -> bool:
    """Whether days are counted that are of one kind, and not how long something lasts: `18 furlough days`."""
    return noun.i > 0 and noun.nbor(-1).dep_ == "compound" and noun.nbor(-1).tag_.startswith("NN")


def _counted(paragraph: Paragraph, root: Token, unit: Unit, number: Number) -> Token | None:
    """The noun that is counted or measured: `workers`; of a measure what it is of: barrels of `oil`."""
    if unit.end > number.end and unit.kind != "ordinal":
        tokens = _tokens(paragraph, unit.end - 1, unit.end)
        return _prep_noun(tokens[-1]) if tokens is not None else None
    if unit.kind == "money":
        noun = _prep_noun(root) or _modified(root)
        return noun if noun is None or not noun.tag_.startswith("NNP") else None
    return _modified(root) or _prep_noun(root) or _following(root) or _tallied(root)


def _modified(root: Token) -> Token | None:
    head = root
    if root.i + 1 < len(root.doc) and root.nbor().tag_ == "HYPH" and root.head.tag_.startswith("JJ"):
        head = root.head  # an 80-strong team
    while head.dep_ in ("nummod", "compound", "quantmod", "amod", "nmod") and head.head.i != head.i:
        up = head.head
        if up.i < head.i:
            return None
        head = up
        if head.tag_.startswith("NN"):
            return head
    return None


def _prep_noun(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "in") and child.i > token.i:
            noun = next((c for c in child.children if c.dep_ == "pobj" and c.tag_.startswith("NN")), None)
            if noun is not None and noun.ent_type_ not in ("DATE", "TIME", "GPE", "LOC"):
                return noun
    return None


def _tallied(root: Token) -> Token | None:
    """What a tally counts that the number is said to have reached: `the death toll rose to 52`."""
    verb = next((t for t in root.ancestors if t.tag_.startswith("VB")), None)
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None) if verb is not None else None
    if subject is None or subject.lower_ not in figure_words().labels.tallies:
        return None
    compound = next((c for c in subject.children if c.dep_ == "compound"), None)
    return compound or _prep_noun(subject)


def _following(root: Token) -> Token | None:
    """The noun that ends the run of adjectives and nouns straight after the number, where the parse gave none."""
    noun = None
    for token in root.doc[root.i + 1 : min(root.i + 5, len(root.doc))]:
        if token.tag_.startswith("NN"):
            noun = token
        elif not token.tag_.startswith("JJ") or noun is not None:
            break
    return noun


def _singular(noun: Token) -> str:
    return figure_words().singular.get(noun.lower_) or stem(lemma(noun))


def _is_quantity(
    paragraph: Paragraph, number: Number, tokens: Tokens, unit: Unit, noun: Token | None, bound: Bound | None
) -> bool:
    """Whether a number states how many or how much, and is not a label, a year, a clock time or a pronoun."""
    words = figure_words()
    text = paragraph.text
    if unit.kind in ("money", "percent", "measure"):
        return True
    left = tokens[0].nbor(-1) if tokens[0].i > 0 else None
    if left is not None and left.lower_.rstrip(".") in words.labels.before:
        return False
    if noun is not None and noun.lower_ in words.labels.not_counted:
        return False
    if number.ordinal:
        return noun is not None and tokens[-1].dep_ in ("amod", "nummod") and noun.i > tokens[-1].i
    if _AGES.search(text, max(0, number.start - BEFORE), number.start):
        return False
    if _LISTED.search(text, max(0, number.start - 4), number.start) and _LIST_END.match(text, number.end):
        return False
    if _CODE.match(text, number.start) or (tokens[0].is_sent_start and _CLOCK.match(text, number.start)):
        return False
    if number.bare and len(text[number.start : number.end]) == 4 and 1500 <= number.value < 2100 and bound is None:
        return False
    if left is not None and left.tag_ in ("NNP", "NNPS") and left.text[:1].isupper() and noun is None:
        return False
    if text[number.start : number.end].lower() == "one":
        return noun is not None and noun.i > tokens[-1].i and tokens[-1].dep_ == "nummod"
    return noun is not None or bound is not None or tokens[-1].dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "attr")


# ------------------------------------------------------------------ what the clause is about
def _clause(paragraph: Paragraph, tokens: Tokens, dates: Sequence[Span]) -> tuple[tuple[str, ...], Span | None]:
    """The content words of the clause around `tokens`, without the number's own, and the one time that stands in it.

    A short clause takes in the one that governs it; its own words come first.
    """
    verb = tokens.root
    while not verb.tag_.startswith("VB") and verb.head.i != verb.i:
        verb = verb.head
    found = _members(verb, tokens.root)
    near = {t.i for t in found}
    while sum(t.tag_[:2] in ("NN", "VB", "JJ") for t in found) < CLAUSE and verb.head.i != verb.i:
        inner, verb = verb, verb.head
        while not verb.tag_.startswith("VB") and verb.head.i != verb.i:
            verb = verb.head
        found += _members(verb, inner)
    members = sorted({t.i: t for t in found}.values(), key=lambda t: (t.i not in near, t.i))
    own = set(range(tokens.start, tokens.end))
    spans = [(paragraph.span(t.idx, t.idx + len(t)), t) for t in members if t.i not in own]
    around = _meeting(dates, hull(s for s, _ in spans)) if spans else []
    inside = {d for d in around if any(overlaps(s, d) for s, _ in spans)}
    words = [
        word
        for s, t in spans
        if not any(overlaps(s, d) for d in inside) and t.tag_ != "CD"
        if content_words(t.text)
        for word in ([_singular(t)] if t.tag_.startswith(("VB", "NN")) and t.tag_ != "NNP" else content_words(t.text))
    ]
    time = inside.pop() if len(inside) == 1 else None
    return tuple(dict.fromkeys(words)), time


def _members(verb: Token, inner: Token) -> list[Token]:
    """The tokens of the clause of `verb`: its subtree without other clauses, with the noun that it describes."""
    path = {t.i for t in inner.ancestors} | {inner.i}
    members, open_ = [], [verb]
    if verb.dep_ in ("relcl", "acl"):
        members += [verb.head, *(c for c in verb.head.children if c.dep_ in ("compound", "amod", "poss"))]
    if verb.dep_ in ("conj", "xcomp", "advcl"):
        own = any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
        members += [] if own else [c for c in verb.head.children if c.dep_ in ("nsubj", "nsubjpass")]
    while open_:
        token = open_.pop()
        members.append(token)
        open_ += [
            c for c in token.children
            if c.i in path or not (c.dep_ in _CLAUSES and (c.tag_.startswith("VB") or c.dep_ in ("relcl", "advcl")))
        ]  # fmt: skip
    return members
