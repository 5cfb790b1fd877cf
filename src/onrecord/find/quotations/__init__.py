"""Quotations: what the article says that somebody said, to whom and where.

Paragraph by paragraph, `reading` asks `attribution` what is given to a speaker and makes a quotation of it. Paragraphs
that are nothing but a quotation have no cue of their own: `dialogue`, `credited` and `transcript` tell whose words they
are. Words between marks within a quotation are a quotation of their own if a cue there says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.find.parse import Parsed
from onrecord.find.quotations.grammar import Grammar, read_grammar
from onrecord.find.quotations.making import quotation_of, range_span, spans_of
from onrecord.find.quotations.nested import nested_attributions
from onrecord.find.quotations.phrases import Attribution
from onrecord.find.quotations.reading import Reading
from onrecord.find.quotations.speakers import Cast
from onrecord.find.quotations.transcript import transcript_lines
from onrecord.model import Name, Quotation, Speaker
from onrecord.span import Span, within

__all__ = ["find_quotations"]


def find_quotations(parsed: Parsed, names: tuple[Name, ...]) -> tuple[Quotation, ...]:
    """All quotations of the article's own words, in text order, with `speaker.person` and `utterance` left open.

    `names` are the article's names in text order, as `find_names` gives them. No two share their first span.
    """
    grammars = [read_grammar(p) for p in parsed.paragraphs]
    cast = Cast(grammars, names)
    reading = Reading(grammars, cast, lines=transcript_lines(grammars, cast.people))
    for number in range(len(grammars)):
        reading.paragraph(number)
    quotations = [t.quotation for t in reading.turns] + list(_nested(reading))
    return tuple(sorted(quotations, key=lambda q: (q.content[0].start, -q.content[-1].end)))


def _nested(reading: Reading) -> Iterator[Quotation]:
    """Quotations within quotations that have a cue of their own there."""
    for turn in reading.turns:
        for number, part in turn.parts:
            g = reading.grammars[number]
            for a in nested_attributions(g, part):
                spans = spans_of(g, a)
                if not spans or spans[0] in reading.taken or not _inside(spans, turn.quotation):
                    continue
                reading.taken.add(spans[0])
                speaker = _nested_speaker(reading.cast, number, g, a, turn.name)
                yield replace(quotation_of(g, a, spans, speaker, a), nested_in=turn.quotation.id)


def _inside(spans: tuple[Span, ...], holder: Quotation) -> bool:
    return all(any(within(s, c) for c in holder.content) for s in spans)


def _nested_speaker(cast: Cast, number: int, g: Grammar, a: Attribution, holder: Name | None) -> Speaker | None:
    """Whom somebody quotes: `I` is that somebody."""
    if a.speaker is None:
        return None
    form, name = cast.read(number, a.speaker)
    if g.lower[a.speaker[0]] in ("i", "we"):
        form, name = "pronoun", holder if g.lower[a.speaker[0]] == "i" else None
    elif form == "pronoun":
        name = None  # whom a speaker means by "he" the sentences around do not tell
    return Speaker(None, range_span(g, a.speaker), form, name.span if name else None)
