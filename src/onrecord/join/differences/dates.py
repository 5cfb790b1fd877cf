"""Dates of one event that do not agree, and those that only say it less exactly."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise, permutations, product

from onrecord.edtf import bounds
from onrecord.join.differences.ground import Draft, Ground, reasons
from onrecord.join.differences.sameness import alike, blocked, may_be_one, same_time
from onrecord.join.differences.tellings import Telling, named
from onrecord.model import Statement
from onrecord.span import Span, within
from onrecord.tokens import content_words

__all__ = ["date_differences"]

MOST = 48
"""Tellings with one verb and argument that are compared with one another, at most."""
LEAST = 2.4
"""Least that two tellings of one event have in common: more than for a denial, for one thing happens on many days."""
YEARS = 3
"""Years between two dates beyond which they are of two events."""
STAMP = 16
"""Characters before a date in which a time of day stands if it is when something was posted."""
SAME = 8
"""Fewest content words of two sentences that are the same but for their dates."""
SEVERAL = 3
"""Fewest independent sources that give one date with a figure, where one alone gives another."""
ALIKE = 0.3
"""Least share of the shorter sentence's content words that the other has, for a date told by its figure."""
_FIGURE = re.compile(r"\b\d{1,3}(?:,\d{3})+\b")
"""A figure that few other things have: thousands."""
TITLE, NEXT = 60, 8
"""Characters in which the title of an article without one stands, and between two sentences running."""
MONTH = 28
"""Days that a date must span to be vague where another account gives the day."""
SEASON = 92
"""Days of the vaguest date that is still told of a day: a year may be part of a name."""
_CLOCK = re.compile(r"\d:\d|\d\s?(?:[ap]\.?m|GMT|[A-Z]ST)|\d{4}\s(?:GMT|local)")
_EXPLICIT = re.compile(r"\d")


def date_differences(ground: Ground, tellings: Sequence[Telling], rarity: Mapping[str, float]) -> Iterator[Draft]:
    """One difference for each two dates that one event is given."""
    dated = (t for t in tellings if t.dates and not (t.denied or t.loose))
    pairs: dict[tuple[Span, Span], tuple[float, str, Telling, Telling]] = {}
    for block in blocked(dated, rarity).values():
        for a, b in combinations(_few(block), 2):
            reason = _reason(ground, a, b) if a.span.article != b.span.article and may_be_one(a, b) else None
            if reason and (score := alike(a, b, rarity, LEAST)):
                pairs[a.span, b.span] = (score, reason, a, b)
    for block in blocked(_lone(ground, tellings), rarity).values():
        for a, b in combinations(_few(block), 2):
            if a.span.article != b.span.article and _printed_alike(a, b) and _reason(ground, a, b) == "dates":
                pairs.setdefault((a.span, b.span), (0.0, "dates", a, b))
    yield from _corrections(ground, tellings)
    yield from _beside_a_figure(ground)
    used: set[tuple[object, ...]] = set()
    taken: set[tuple[str, Span]] = set()
    for _, reason, a, b in sorted(pairs.values(), key=lambda p: (-p[0], p[2].span, p[3].span)):
        if reason == "dates-vague" and _finest(a) > _finest(b):
            a, b = b, a
        key = (reason, a.lemma, *sorted(a.arguments & b.arguments), *sorted((_date(a), _date(b))))
        places = {(reason, t.span) for t in (a, b)}
        if key not in used and not places & taken:
            used.add(key)
            taken |= places
            yield _draft(ground, reason, a, b)


def _lone(ground: Ground, tellings: Iterable[Telling]) -> Iterator[Telling]:
    """The tellings that have no date of their own, each with the only date of its sentence.

    In a sentence that another account has word for word it is of the same thing, whatever verb it belongs to.
    """
    times = sorted((s for s, t in ground.known.times.items() if t.edtf and t.type == "DATE"), key=_at)
    starts = [_at(s) for s in times]
    for telling in tellings:
        low = bisect_left(starts, _at(telling.sentence))
        here = [s for s in times[low : low + 2] if within(s, telling.sentence)]
        edtf = ground.known.times[here[0]].edtf if len(here) == 1 and not telling.dates else None
        text = ground.coverage.articles[telling.span.article].text
        if edtf and not _CLOCK.search(text, max(0, here[0].start - STAMP), here[0].end):
            yield replace(telling, dates=(edtf,), times=(here[0],))


def _at(span: Span) -> tuple[str, int]:
    return span.article, span.start


def _printed_alike(a: Telling, b: Telling) -> bool:
    """Whether two sentences have the same words but for a number or two: those of the date."""
    return len(a.around & b.around) >= SAME and all(w.isdigit() for w in a.around ^ b.around)


def _beside_a_figure(ground: Ground) -> Iterator[Draft]:
    """The date that one account alone gives with a figure that several give with another: what has one toll is one.

    The dates are told by their sentences' figure, and the sentences must have a good part of their words in common.
    """
    stated: dict[str, dict[str, list[tuple[Span, frozenset[str]]]]] = defaultdict(lambda: defaultdict(list))
    for id_ in ground.coverage.articles:
        times = [t for t in ground.known.times_of(ground.coverage.findings[id_]) if t.type == "DATE" and t.edtf]
        for sentence in ground.coverage.findings[id_].sentences:
            low, high = (
                bisect_left(times, at, key=lambda t: t.span.start) for at in (sentence.span.start, sentence.span.end)
            )
            printed = ground.coverage.text(sentence.span) if high - low == 1 else ""
            for figure in sorted(set(_FIGURE.findall(printed))):
                words = frozenset(content_words(printed))
                stated[figure][times[low].edtf or ""].append((times[low].span, words))
    for figure, dates in sorted(stated.items()):
        sources = {d: {ground.source(s) for s, _ in places} for d, places in dates.items()}
        for wrong, right in permutations(sorted(dates)[:MOST], 2):
            if len(sources[wrong]) == 1 and len(sources[right] - sources[wrong]) >= SEVERAL and _slipped(wrong, right):
                pairs = product(dates[right][:MOST], dates[wrong])
                both = next(((a, b) for a, b in pairs if _told_alike(ground, a, b)), None)
                if both:
                    yield _figure_draft(ground, figure, *both)


Dated = tuple[Span, frozenset[str]]


def _told_alike(ground: Ground, a: Dated, b: Dated) -> bool:
    """Whether two dates are printed as days, by two accounts, in sentences that have enough words in common."""
    printed = (ground.coverage.text(s) for s, _ in (a, b))
    shared = [w for w in a[1] & b[1] if not w.isdigit()]
    return all(map(_EXPLICIT.search, printed)) and len(shared) >= max(2, ALIKE * min(len(a[1]), len(b[1])))


def _figure_draft(ground: Ground, figure: str, a: Dated, b: Dated) -> Draft:
    statements = tuple(ground.statement(s, " ".join(ground.coverage.text(s).split())) for s, _ in (a, b))
    word = max((w for w in a[1] & b[1] if not w.isdigit()), key=lambda w: (len(w), w))
    args = {"name": figure, "word": word, "a": statements[0].value, "b": statements[1].value}
    return Draft("dates", args, word, statements)


def _corrections(ground: Ground, tellings: Sequence[Telling]) -> Iterator[Draft]:
    """Dates that a correction puts right: one verb in two sentences running, as it was printed and as it was."""
    for a, b in pairwise(t for t in tellings if t.dates):
        article = ground.coverage.articles[a.span.article]
        title = set((article.title or article.text[:TITLE]).lower().split())
        near = a.span.article == b.span.article and 0 < b.sentence.start - a.sentence.end <= NEXT
        if near and title & reasons().correcting and a.lemma == b.lemma and not same_time(a, b):
            wrong = [t for t in tellings if t.lemma == a.lemma and t.dates == a.dates and t.arguments & a.arguments]
            draft = _draft(ground, "corrected", a, b)
            others = [t for t in wrong if t.span.article != a.span.article][:1]
            yield replace(draft, statements=(*(_statement(ground, t) for t in others), *draft.statements))


def _few(block: Sequence[Telling]) -> list[Telling]:
    """The first tellings of each date."""
    seen: dict[tuple[str, ...], int] = defaultdict(int)
    kept = []
    for telling in block:
        seen[telling.dates] += 1
        if seen[telling.dates] <= max(2, MOST // 8):
            kept.append(telling)
    return kept[:MOST]


def _date(telling: Telling) -> str:
    """The most exact of a telling's dates."""
    return min(telling.dates, key=lambda d: (bounds(d).days, d))


def _finest(telling: Telling) -> int:
    return bounds(_date(telling)).days


def _reason(ground: Ground, a: Telling, b: Telling) -> str | None:
    """Whether two dates contradict one another, or one is only less exact; None when they agree or are far apart."""
    x, y = _date(a), _date(b)
    if same_time(a, b):
        days = sorted((bounds(x).days, bounds(y).days))
        return "dates-vague" if days[0] == 1 and MONTH <= days[1] <= SEASON else None
    printed = [ground.coverage.text(_place(t)) for t in (a, b)]
    if not all(_EXPLICIT.search(p) and not _CLOCK.search(p) and _named(p) for p in printed):
        return None  # `on Tuesday` is only as right as the day that the article appeared on
    return "dates" if _slipped(x, y) else None


def _named(printed: str) -> bool:
    """Whether a date is named, not counted from another: `10 days ago`."""
    return reasons().counted.isdisjoint(printed.lower().split())


def _slipped(x: str, y: str) -> bool:
    """Whether two dates are the same but for the day, the month or the year: others are of two events."""
    if not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", x) or not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", y):
        return False
    one, other = x.split("-"), y.split("-")
    unlike = [p != q for p, q in zip(one, other, strict=False)]
    return len(one) == len(other) and sum(unlike) == 1 and abs(int(one[0]) - int(other[0])) <= YEARS


def _place(telling: Telling) -> Span:
    """Where the most exact date stands."""
    return telling.times[telling.dates.index(_date(telling))]


def _draft(ground: Ground, reason: str, a: Telling, b: Telling) -> Draft:
    statements = tuple(_statement(ground, t) for t in (a, b))
    name = named(ground, a.arguments & b.arguments or a.arguments)
    args = {"name": name, "word": a.lemma, "a": statements[0].value, "b": statements[1].value}
    return Draft(reason, args, name, statements)


def _statement(ground: Ground, telling: Telling) -> Statement:
    place = _place(telling)
    return ground.statement(place, " ".join(ground.coverage.text(place).split()))
