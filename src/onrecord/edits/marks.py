"""Which items of a finished record were corrected by hand: what writers mark.

Found again by place, as when the edits are applied. Where two events are told in one sentence and neither has its id
from the words of the edit, both are marked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from onrecord.edits.places import Locator, Place, Target, target_of
from onrecord.errors import RecordError
from onrecord.ids import finding_id
from onrecord.model import Edit, Record
from onrecord.span import Span, overlaps

__all__ = ["marks_of", "missed_of"]

_DONE = {
    "merge": "merged by hand", "split": "split by hand", "pin": "kept as it is by hand", "accept": "accepted by hand"
}  # fmt: skip


def marks_of(record: Record) -> dict[str, tuple[str, ...]]:
    """Id → what was done to it by hand, in words, in the order in which it was; notes in full."""
    live = [e for e in record.edits if not e.undone]
    if not live:
        return {}
    finder = _Finder(record)
    marks: defaultdict[str, list[str]] = defaultdict(list)
    for edit in live:
        for item in dict.fromkeys(finder.of(edit)):
            marks[item].append(_words(edit))
    return {item: tuple(dict.fromkeys(words)) for item, words in marks.items()}


def _words(edit: Edit) -> str:
    if edit.verb == "note":
        return f"note: {edit.value}"
    return _DONE.get(edit.verb) or f"{edit.verb.removeprefix('set ')} set by hand"


def missed_of(record: Record) -> dict[int, str]:
    """Number of an edit, from 1 → why it no longer applies, for those that do not."""
    found = ((s.why, _NUMBER.match(s.why)) for s in record.set_aside if s.what == "edit")
    return {int(number[1]): why for why, number in found if number}


_NUMBER = re.compile(r"edit (\d+) ")
"""How what is set aside of an edit begins; see `hand`."""


class _Finder:
    """The items of a record by place."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._locator = Locator(record.articles)
        self._mentions = {m: p.id for p in record.people for m in p.mentions}
        self._quotations = {q.content[0]: q for q in record.quotations}
        self._events: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
        for event in record.events:
            for sentence in event.support:
                self._events[sentence.article].append((sentence, event.id))
        self._event_ids = {e.id for e in record.events}

    def of(self, edit: Edit) -> Iterator[str]:
        """The ids that an edit has left its mark on."""
        if edit.verb in ("reject", "dismiss"):
            return  # they are set aside, and say so there
        try:
            target, value = target_of(edit.target), target_of(edit.value) if edit.verb == "split" else None
        except RecordError:
            return  # it was set aside for that
        if target.kind in ("article", "difference"):
            yield from self._known(target)
            return
        yield from next((hits for place in target.places if (hits := list(self._at(target.kind, place)))), ())
        for place in value.places if value else ():
            yield from self._at(target.kind, place)

    def _known(self, target: Target) -> Iterator[str]:
        if target.kind == "article":
            yield from filter(None, [self._locator.article(target.places[0])])
            return
        spans = [span for place in target.places if (span := self._locator.span(place))]
        if len(spans) == len(target.places):
            yield from (
                d.id for d in self._record.differences
                if d.reason == target.code and {s.span for s in d.statements}.issuperset(spans)
            )  # fmt: skip

    def _at(self, kind: str, place: Place) -> Iterator[str]:
        span = self._locator.span(place)
        if span is None:
            return
        if kind == "person":
            yield from filter(None, [self._mentions.get(span)])
        elif kind == "event":
            yield from self._telling(span)
        elif quotation := self._quotations.get(span):
            yield quotation.id if kind == "quotation" else quotation.utterance

    def _telling(self, span: Span) -> Iterator[str]:
        own = finding_id("e", span)
        if own in self._event_ids:
            yield own
        else:
            yield from (e for sentence, e in self._events[span.article] if overlaps(sentence, span))
