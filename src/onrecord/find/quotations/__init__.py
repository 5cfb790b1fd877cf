"""Quotations: what the article says that somebody said, to whom and where.

Paragraph by paragraph, `attribution` finds what is given to a speaker; here the paragraphs are put together. A
quotation whose mark is left open runs on into the next paragraph if that opens with a mark again. A paragraph that is
nothing but a quotation continues whoever spoke in the paragraph before. Words between marks within a quotation are
a quotation of their own if a cue there says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.find.parse import Parsed
from onrecord.find.quotations.attribution import attributions
from onrecord.find.quotations.circumstances import addressee, occasion
from onrecord.find.quotations.grammar import Grammar, Range, read_grammar
from onrecord.find.quotations.nested import nested_attributions
from onrecord.find.quotations.phrases import Attribution, introduction
from onrecord.find.quotations.speakers import Cast
from onrecord.ids import finding_id
from onrecord.model import Name, Passage, Quotation, Speaker
from onrecord.span import Span, within

__all__ = ["CONFIDENCE", "find_quotations"]

CONFIDENCE: dict[tuple[str, str], float] = {
    ("before", "direct"): 0.95, ("before", "mixed"): 0.80, ("before", "indirect"): 0.84,
    ("after", "direct"): 0.80, ("after", "mixed"): 0.83, ("after", "indirect"): 0.80,
    ("around", "direct"): 0.97, ("around", "mixed"): 0.67, ("across", "direct"): 0.76,
    ("according", "indirect"): 0.80, ("according", "mixed"): 0.76,
    ("introduced", "direct"): 0.83, ("nested", "direct"): 0.87, ("alone", "direct"): 0.42,
    ("as", "indirect"): 0.54, ("as", "mixed"): 0.33,
}  # fmt: skip
"""By rule and type, the share of quotations whose words and extent (token F1 of 0.8) were those of a hand-marked one.

Measured on the 210 training articles of PolNeAR (US campaign news), with one success and one failure added to each; it
counts a paragraph that only continues a quotation (`alone`) as part of the one before. Quotations within quotations
are not marked there: 20 of the 23 found were right, read by hand.
"""
OTHERWISE = 0.6
"""For rules and types too rare to measure: headings, mostly."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A quotation with what decides how the next paragraph goes on; `last` is the paragraph that it ends in."""

    quotation: Quotation
    paragraph: int
    last: int
    attribution: Attribution
    name: Name | None
    open_ended: bool


def find_quotations(parsed: Parsed, names: tuple[Name, ...]) -> tuple[Quotation, ...]:
    """All quotations of the article's own words, in text order, with `speaker.person` and `utterance` left open.

    `names` are the article's names in text order, as `find_names` gives them. No two share their first span.
    """
    grammars = [read_grammar(p) for p in parsed.paragraphs]
    cast = Cast(grammars, names)
    found: list[_Found] = []
    taken: set[Span] = set()
    for number, g in enumerate(grammars):
        for a in attributions(g):
            _add(found, taken, cast, number, g, a)
    quotations = [f.quotation for f in found] + list(_nested(grammars, cast, found, taken))
    return tuple(sorted(quotations, key=lambda q: (q.content[0].start, -q.content[-1].end)))


def _add(found: list[_Found], taken: set[Span], cast: Cast, number: int, g: Grammar, a: Attribution) -> None:
    """Makes one attribution a quotation, or part of the one before it."""
    previous = found[-1] if found and found[-1].last >= number - 1 else None
    spans = _spans(g, a)
    if not spans or spans[0] in taken:
        return
    if a.rule == "alone":
        lead = _led_to(cast, number, g)
        if lead is not None:
            cast.heard(lead[1], number, a.content[0][0])
            taken.add(spans[0])
            quotation = replace(_quotation(g, a, spans, lead[0]), cue=lead[2], cue_class=lead[3])
            found.append(_Found(quotation, number, number, a, lead[1], _open_ended(g, a)))
            return
        if previous is None or previous.quotation.speaker is None or previous.attribution.type == "indirect":
            return
        if previous.open_ended and previous.last == number - 1:
            whole = replace(previous.quotation, content=(*previous.quotation.content, *spans))
            found[-1] = replace(previous, quotation=whole, last=number, open_ended=_open_ended(g, a))
            return
        name = previous.name
        speaker: Speaker | None = Speaker(None, None, "implicit", name.span if name else None)
    else:
        speaker, name = _speaker(cast, number, g, a)
    cast.heard(name, number, a.content[0][0])
    taken.add(spans[0])
    found.append(_Found(_quotation(g, a, spans, speaker), number, number, a, name, _open_ended(g, a)))


def _led_to(cast: Cast, number: int, g: Grammar) -> tuple[Speaker | None, Name | None, Span | None, str | None] | None:
    """The speaker and cue of a paragraph that is a quotation, where the paragraph before announces it."""
    if number == 0:
        return None
    before = cast.grammars[number - 1]
    if not before.units:
        return None
    lead = before.units[-1]
    if before.quote[-1] >= 0:
        return None
    reporting = any(b.cue is not None and lead[0] <= b.cue[0] < lead[1] for b in attributions(before))
    a = introduction(before, reporting, lead, None)
    if a is None:
        return None
    speaker, name = _speaker(cast, number - 1, before, a)
    return speaker, name, _range_span(before, a.cue) if a.cue else None, a.kind


def _speaker(cast: Cast, number: int, g: Grammar, a: Attribution) -> tuple[Speaker | None, Name | None]:
    if a.speaker is None:
        if g.paragraph.kind != "prose" and a.verb is not None and not any(g.quote[i] < 0 for i in range(a.verb)):
            name = cast.last_name(number)  # a heading that leaves out whom the article is about: "Says He Is Sorry"
            return Speaker(None, None, "implicit", name.span if name else None), name
        return None, None
    form, name = cast.read(number, a.speaker)
    return Speaker(None, _range_span(g, a.speaker), form, name.span if name else None), name


def _open_ended(g: Grammar, a: Attribution) -> bool:
    """Whether the content ends with the paragraph in a quotation that is never closed."""
    last = a.content[-1][1] - 1
    return g.quote[last] >= 0 and not g.outer[g.quote[last]].closed and a.content[-1][1] == len(g.words)


def _quotation(g: Grammar, a: Attribution, spans: tuple[Span, ...], speaker: Speaker | None) -> Quotation:
    return Quotation(
        finding_id("q", spans[0]), a.type, spans,
        _range_span(g, a.cue) if a.cue else None, a.kind, speaker,
        _passage(g, addressee(g, a.verb, a.kind, a.content) if a.verb is not None else None),
        _passage(g, occasion(g, a.verb, a.content) if a.verb is not None else None),
        confidence=CONFIDENCE.get((a.rule, a.type), OTHERWISE),
    )  # fmt: skip


def _passage(g: Grammar, words: Range | None) -> Passage | None:
    return Passage(g.text(*words), _range_span(g, words)) if words else None


def _range_span(g: Grammar, words: Range) -> Span:
    """The printed characters of tokens."""
    return g.paragraph.span(g.starts[words[0]], g.ends[words[1] - 1])


def _spans(g: Grammar, a: Attribution) -> tuple[Span, ...]:
    """The printed characters of an attribution's content; for a direct quotation without the marks."""
    spans: list[Span] = []
    for first, last in a.content:
        start, end = g.starts[first], g.ends[last - 1]
        if a.marked is not None:
            start, end = a.marked
        elif a.type == "direct":
            opening, closing = g.outer[g.quote[first]], g.outer[g.quote[last - 1]]
            start, end = max(start, opening.inner), min(end, closing.inner_end)
        while start < end and g.paragraph.text[start] == " ":
            start += 1
        while start < end and g.paragraph.text[end - 1] == " ":
            end -= 1
        if start < end:
            spans.append(g.paragraph.span(start, end))
    return tuple(spans)


def _nested(grammars: list[Grammar], cast: Cast, found: list[_Found], taken: set[Span]) -> Iterator[Quotation]:
    """Quotations within quotations that have a cue of their own there."""
    for f in found:
        g = grammars[f.paragraph]
        for a in nested_attributions(g, f.attribution):
            spans = _spans(g, a)
            if not spans or spans[0] in taken or not all(any(within(s, c) for c in f.quotation.content) for s in spans):
                continue
            taken.add(spans[0])
            speaker = None
            if a.speaker is not None:
                form, name = cast.read(f.paragraph, a.speaker)
                if g.lower[a.speaker[0]] in ("i", "we"):
                    form, name = "pronoun", f.name if g.lower[a.speaker[0]] == "i" else None
                elif form == "pronoun":
                    name = None  # whom a speaker means by "he" the sentences around do not tell
                speaker = Speaker(None, _range_span(g, a.speaker), form, name.span if name else None)
            yield replace(_quotation(g, a, spans, speaker), nested_in=f.quotation.id)
