"""From an attribution to a quotation: its printed characters, its speaker and its circumstances."""

from __future__ import annotations

from onrecord.find.quotations.circumstances import addressee, occasion
from onrecord.find.quotations.confidence import confidence
from onrecord.find.quotations.grammar import Grammar, Range
from onrecord.find.quotations.phrases import Attribution
from onrecord.find.quotations.speakers import Cast
from onrecord.ids import finding_id
from onrecord.model import Name, Passage, Quotation, Speaker
from onrecord.span import Span

__all__ = ["passage_of", "quotation_of", "range_span", "spans_of", "speaker_of"]


def speaker_of(cast: Cast, number: int, g: Grammar, a: Attribution) -> tuple[Speaker | None, Name | None]:
    """The speaker that an attribution of paragraph `number` names and whose name it is; both None if nobody."""
    if a.speaker is None:
        if g.paragraph.kind != "prose" and a.verb is not None and not any(g.quote[i] < 0 for i in range(a.verb)):
            name = cast.last_name(number)  # a heading that leaves out whom the article is about: "Says He Is Sorry"
            return Speaker(None, None, "implicit", name.span if name else None), name
        return None, None
    form, name = cast.read(number, a.speaker)
    if a.rule == "transcript":  # a word in capitals is no name by itself
        known = cast.people.surnamed(g.words[a.speaker[1] - 1])
        form, name = "name", known or (name if a.speaker[1] - a.speaker[0] > 1 else None)
    return Speaker(None, range_span(g, a.speaker), form, name.span if name else None), name


def quotation_of(
    g: Grammar, a: Attribution, spans: tuple[Span, ...], speaker: Speaker | None, said: Attribution
) -> Quotation:
    """The quotation `spans` of type and rule `said`, with the cue and circumstances of `a` in paragraph `g`."""
    outside = () if said is not a else a.content
    return Quotation(
        finding_id("q", spans[0]), said.type, spans,
        range_span(g, a.cue) if a.cue else None, a.kind, speaker,
        passage_of(g, addressee(g, a.verb, a.kind, outside) if a.verb is not None else None),
        passage_of(g, occasion(g, a.verb, outside) if a.verb is not None else None),
        confidence=confidence(said.rule, said.type),
    )  # fmt: skip


def passage_of(g: Grammar, words: Range | None) -> Passage | None:
    """The tokens as a passage of the article; None for none."""
    return Passage(g.text(*words), range_span(g, words)) if words else None


def range_span(g: Grammar, words: Range) -> Span:
    """The printed characters of tokens."""
    return g.paragraph.span(g.starts[words[0]], g.ends[words[1] - 1])


def spans_of(g: Grammar, a: Attribution) -> tuple[Span, ...]:
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
