"""Transcripts: paragraphs that begin with whose words they are (`QUILL: I read every report.`, `Q: Will you resign?`).

Such lines have neither cue nor marks; where the whole transcript is quoted, an opening mark stands before each label. A
label counts if it is a person of the article, `Q` or `A`, or stands beside such a line in capitals; and only where two
labels take turns, so that a list (`Roe: Just hang on.`) and a site's plugs (`RELATED: …`) are none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.find.quotations.grammar import OPENING, Grammar, Range
from onrecord.find.quotations.mentions import People
from onrecord.find.quotations.phrases import Attribution

__all__ = ["transcript_lines"]

_LONGEST = 6
"""Most tokens of a label: a title, a first and a last name, and who that is in brackets."""
_ASKED = frozenset({"Q", "A", "Question", "Answer"})
_NEAR = 2
"""Paragraphs from one line of a transcript to the next: a longer turn may go on for a second one."""
_LEAST = 2
"""Fewest lines of one label: whoever takes turns speaks again."""


def transcript_lines(grammars: Sequence[Grammar], people: People) -> dict[int, Attribution]:
    """By paragraph, the words of each line of a transcript, given to its label."""
    labels = {number: label for number, g in enumerate(grammars) if (label := _label(g)) is not None}
    texts = {number: grammars[number].text(*label) for number, label in labels.items()}
    voices = {number: text.split()[-1].casefold() for number, text in texts.items()}
    known = {n for n, text in texts.items() if text in _ASKED or people.surnamed(voices[n]) is not None}
    able = known | {n for n, text in texts.items() if text.isupper()}
    turns = [(a, b) for a in able for b in range(a + 1, a + _NEAR + 1) if b in able and voices[a] != voices[b]]
    spoken = {voices[n] for turn in turns if not known.isdisjoint(turn) for n in turn}
    lines = sorted(n for n in able if voices[n] in spoken)
    if all(count < _LEAST for count in Counter(voices[n] for n in lines).values()):
        return {}
    return {n: _line(grammars[n], labels[n]) for n in lines}


def _label(g: Grammar) -> Range | None:
    """The tokens before a paragraph's first colon, if they are a name or initials and words follow."""
    first = 1 if g.words and g.words[0] in OPENING else 0
    colon = next((i for i in range(first, min(first + _LONGEST + 1, len(g.words))) if g.words[i] == ":"), None)
    if g.paragraph.kind == "title" or colon is None or colon == first or colon + 1 >= len(g.words):
        return None
    named = g.words[first][:1].isupper() and not any(g.words[i][:1].islower() for i in range(first, colon))
    return (first, colon) if named else None


def _line(g: Grammar, label: Range) -> Attribution:
    """All words after the colon, without the mark that closes the transcript."""
    first, last = label[1] + 1, len(g.words)
    stretch = g.quote[first]
    closed = stretch >= 0 and g.quote[last - 1] == stretch and g.outer[stretch].closed
    end = g.outer[stretch].inner_end if closed else g.ends[last - 1]
    return Attribution("direct", ((first, last),), None, None, label, "transcript", None, (g.starts[first], end))
