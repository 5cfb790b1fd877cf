"""Quotations: what the article says that somebody said (first version)."""

from __future__ import annotations

from onrecord.find.attribution import Attribution, attributions
from onrecord.find.grammar import Grammar, read_grammar
from onrecord.find.parse import Parsed
from onrecord.ids import finding_id
from onrecord.model import Name, Quotation, Speaker
from onrecord.span import Span

__all__ = ["find_quotations"]


def find_quotations(parsed: Parsed, names: tuple[Name, ...]) -> tuple[Quotation, ...]:
    """All quotations of the article's own words, in text order, with `speaker.person` and `utterance` left open."""
    found = []
    for paragraph in parsed.paragraphs:
        grammar = read_grammar(paragraph)
        for a in attributions(grammar):
            found.append(_quotation(grammar, a))
    unique = {q.content[0]: q for q in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda q: q.content))


def _quotation(g: Grammar, a: Attribution) -> Quotation:
    spans = tuple(_span(g, first, last, a.type == "direct") for first, last in a.content)
    cue = g.paragraph.span(g.starts[a.cue[0]], g.ends[a.cue[1] - 1]) if a.cue else None
    speaker = None
    if a.speaker:
        first, last = a.speaker
        speaker = Speaker(None, g.paragraph.span(g.starts[first], g.ends[last - 1]), "name")
    return Quotation(finding_id("q", spans[0]), a.type, spans, cue, a.kind, speaker)


def _span(g: Grammar, first: int, last: int, direct: bool) -> Span:
    if direct:
        m = g.outer[g.quote[first]] if g.quote[first] >= 0 else None
        if m is not None and g.whole[g.quote[first]] == (first, last):
            return g.paragraph.span(m.inner, m.inner_end)
    return g.paragraph.span(g.starts[first], g.ends[last - 1])
