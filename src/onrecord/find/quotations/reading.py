"""An article read paragraph by paragraph: who has spoken so far, and who speaks next."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from onrecord.find.quotations import dialogue
from onrecord.find.quotations.attribution import attributions
from onrecord.find.quotations.circumstances import placed_anew, set_scene
from onrecord.find.quotations.credited import credit_line, signature
from onrecord.find.quotations.dialogue import Turn
from onrecord.find.quotations.grammar import Grammar, Range
from onrecord.find.quotations.making import passage_of, quotation_of, range_span, spans_of, speaker_of
from onrecord.find.quotations.phrases import Attribution, introduction
from onrecord.find.quotations.speakers import Cast
from onrecord.model import Name, Passage, Speaker
from onrecord.span import Span

__all__ = ["Reading"]


@dataclass(slots=True)
class Reading:
    """The article as far as it is read: who has spoken, and lone paragraphs that wait for the next to say whose.

    `before` is the turn that the paragraph before ends with, `found` are the attributions of the one that is read and
    `found_before` those of the one before. `signature` is the last paragraph that only named who spoke above it,
    `lines` are those of a transcript.
    """

    grammars: list[Grammar]
    cast: Cast
    turns: list[Turn] = field(default_factory=list)
    waiting: list[tuple[int, Attribution]] = field(default_factory=list)
    taken: set[Span] = field(default_factory=set)
    before: Turn | None = None
    found: list[Attribution] = field(default_factory=list)
    found_before: list[Attribution] = field(default_factory=list)
    signature: int = -1
    lines: dict[int, Attribution] = field(default_factory=dict)

    def paragraph(self, number: int) -> None:
        """Reads one paragraph's attributions into turns."""
        g = self.grammars[number]
        line = self.lines.get(number)
        self.found_before, self.found = self.found, [line] if line is not None else attributions(g)
        self.before = dialogue.latest(self.turns, number - 1)
        if self.waiting and self.waiting[-1][0] != number - 1:
            self.waiting = []
        if not self.found:
            self._signed(number)
        for a in self.found:
            if a.rule != "alone":
                self._told(number, a)
            elif self._spans((number, a)):
                self._lone(number, a)

    def _told(self, number: int, a: Attribution) -> None:
        """An attribution with a speaker of its own; paragraphs that wait for one go before it."""
        before, self.waiting = self.waiting, []
        if before and not self._completes(before[-1], number, a):
            before = []
        speaker, name = speaker_of(self.cast, number, self.grammars[number], a)
        parts: list[tuple[int, Attribution]] = []
        for part in before:
            parts.append(part)
            if not dialogue.left_open(self.grammars[part[0]], part[1]):
                self._add(parts, dialogue.same_speaker(speaker, name), name)
                parts = []
        self._add([*parts, (number, a)], speaker, name)

    def _completes(self, waiting: tuple[int, Attribution], number: int, a: Attribution) -> bool:
        """Whether a paragraph opens with more of the words of the paragraph before, and says whose they are."""
        before, g = self.grammars[waiting[0]], self.grammars[number]
        if a.type != "direct" or a.rule == "transcript" or g.whole[0][0] != 0 or g.quote[a.content[0][0]] != 0:
            return False
        if dialogue.left_open(before, waiting[1]):
            return not dialogue.damaged(before, waiting[1])
        return (
            a.rule != "credited"
            and dialogue.same_marks(before, waiting[1], g)
            and not dialogue.asks(before, waiting[1])
        )

    def _signed(self, number: int) -> None:
        """A line below a quotation that names who said it."""
        g = self.grammars[number]
        words = self._signature(number) if self.waiting else None
        if words is not None:
            form, name = self.cast.read(number, words)
            self.signature = number
            speaker = Speaker(None, range_span(g, words), form, name.span if name else None)
            self._add(self.waiting, speaker, name)
            self.waiting = []

    def _signature(self, number: int) -> Range | None:
        """The words of a line that only names who speaks beside it: after a dash, or a person's full name."""
        g = self.grammars[number]
        words = signature(g)
        if words is None:
            words = credit_line(g)
            name = self.cast.read(number, words)[1] if words is not None else None
            return words if name is not None and name.kind == "person" else None
        return words

    def _named_above(self, number: int) -> tuple[Attribution, tuple[Speaker | None, Name | None]] | None:
        """The line above a lone quotation that names its speaker, if it did not name the one above it."""
        words = self._signature(number - 1) if number and self.signature != number - 1 else None
        if words is None:
            return None
        a = Attribution("direct", (words,), None, None, words, "introduced")
        return a, speaker_of(self.cast, number - 1, self.grammars[number - 1], a)

    def _credited_apart(self, number: int) -> bool:
        """Whether voices stand in a row here, each with a credit, so that no one goes on from the one before."""
        after = self.grammars[number + 1] if number + 1 < len(self.grammars) else None
        signed_below = after is not None and signature(after) is not None
        credited = self.before is not None and self.before.attribution.rule == "credited"
        return signed_below or credited or (number > 0 and self.signature == number - 1)

    def _lone(self, number: int, a: Attribution) -> None:
        """A paragraph that is nothing but a quotation."""
        lead = _led_to(self.cast, number, self.found_before) or self._named_above(number)
        if lead is not None:
            announced, (speaker, name) = lead
            self._add([(number, a)], speaker, name, announced)
            return
        turn = self.before
        if self._credited_apart(number):
            self.waiting.append((number, a))
            return
        if turn is None:
            turn = self._resumed(number)
            if turn is None:
                self.waiting.append((number, a))
            else:
                self._add([(number, a)], dialogue.unchanged(turn), turn.name)
            return
        before, g = self.grammars[number - 1], self.grammars[number]
        if dialogue.repeats(before, turn, g, a):
            return
        other = dialogue.alternates(self.turns, turn)
        if not dialogue.left_open(before, turn.parts[-1][1]) and (other is not None or dialogue.answers(before, turn)):
            name = (other.name if other is not None else None) or turn.hearer
            self._add([(number, a)], dialogue.implied(name), name, exchange=True)
        elif dialogue.left_open(before, turn.parts[-1][1]) and turn.parts[-1][1].type == "direct":
            self._extend(turn, number, a)
        elif dialogue.carries_on(before, turn, g) or (
            self._undisturbed(number - 1, turn) and dialogue.same_marks(before, turn.parts[-1][1], g)
        ):
            self._add([(number, a)], dialogue.unchanged(turn), turn.name)

    def _resumed(self, number: int) -> Turn | None:
        """Whoever spoke two paragraphs before, if the paragraph between is about them and nobody else."""
        turn = dialogue.latest(self.turns, number - 2)
        if turn is None or turn.name is None or not self.cast.people.about(number - 1, turn.entity):
            return None
        same = dialogue.same_marks(self.grammars[number - 2], turn.parts[-1][1], self.grammars[number])
        return turn if same else None

    def _undisturbed(self, number: int, turn: Turn) -> bool:
        """Whether after a turn's words the paragraph names nobody else."""
        return not self.cast.people.others_after(number, dialogue.end(turn.parts[-1][1]), turn.entity)

    def _extend(self, turn: Turn, number: int, a: Attribution) -> None:
        spans = self._spans((number, a))
        self.taken.add(spans[0])
        quotation = replace(turn.quotation, content=(*turn.quotation.content, *spans))
        at = next(i for i in range(len(self.turns) - 1, -1, -1) if self.turns[i] is turn)
        self.turns[at] = replace(turn, quotation=quotation, parts=(*turn.parts, (number, a)))
        told = next(((n, part.speaker) for n, part in turn.parts if part.speaker), (number, None))
        self.cast.heard(turn.name, number, a.content[0][0], told, sure=False)

    def _add(
        self, parts: list[tuple[int, Attribution]], speaker: Speaker | None, name: Name | None,
        announced: Attribution | None = None, exchange: bool = False,
    ) -> None:  # fmt: skip
        """A turn of one or more paragraphs, the last of which has the cue; `announced` has it in the one before."""
        number, a = parts[-1]
        g = self.grammars[number]
        spans = tuple(s for part in parts for s in self._spans(part))
        if not self._spans(parts[-1]) or spans[0] in self.taken:
            return
        self.taken.add(spans[0])
        cue_at, cued = (number - 1, announced) if announced is not None else (number, a)
        said = a if announced is None else replace(a, rule="introduced")
        quotation = quotation_of(self.grammars[cue_at], cued, spans, speaker, said)
        hearer = self.cast.people.within(quotation.addressee.span) if quotation.addressee else None
        before = self.before if len(parts) == 1 else None
        entity = self.cast.people.entity(name) if name is not None else None
        talk = exchange or dialogue.in_exchange(before, entity, a)
        if quotation.occasion is None and entity is not None and not (a.verb is not None and placed_anew(g, a.verb)):
            quotation = replace(quotation, occasion=self._scene(number, a, entity))
        sure = speaker is not None and speaker.form == "name"
        self.cast.heard(name, number, a.content[0][0], (cue_at, cued.speaker), sure)
        self.turns.append(Turn(quotation, tuple(parts), name, entity, hearer, talk))

    def _scene(self, number: int, a: Attribution, entity: str) -> Passage | None:
        """The occasion that the same speaker's words before, or a sentence before, set in this paragraph.

        Where the paragraph opens with the words, the sentence may be the last of the paragraph before.
        """
        for turn in reversed(self.turns):
            if turn.last < number:
                break
            if turn.last == number:
                return turn.quotation.occasion if turn.entity == entity else None
        g = self.grammars[number]
        units = [(number, unit) for unit in range(g.unit_of[a.content[0][0]] - 1, -1, -1)]
        if number and a.content[0][0] <= 1 and self.grammars[number - 1].paragraph.kind == "prose":
            units = [(number - 1, len(self.grammars[number - 1].units) - 1)]
        for place, unit in units:
            scene = set_scene(self.grammars[place], unit) if unit >= 0 else None
            if scene is not None:
                _, name = self.cast.read(place, scene[1])
                same = name is not None and self.cast.people.entity(name) == entity
                return passage_of(self.grammars[place], scene[0]) if same else None
        return None

    def _spans(self, part: tuple[int, Attribution]) -> tuple[Span, ...]:
        spans = spans_of(self.grammars[part[0]], part[1])
        return spans if spans and spans[0] not in self.taken else ()


def _led_to(
    cast: Cast, number: int, found: list[Attribution]
) -> tuple[Attribution, tuple[Speaker | None, Name | None]] | None:
    """The cue and speaker of a lone quotation that the paragraph before, with the attributions `found`, announces."""
    if number == 0:
        return None
    before = cast.grammars[number - 1]
    if not before.units or before.quote[-1] >= 0:
        return None
    lead = before.units[-1]
    reporting = any(b.cue is not None and lead[0] <= b.cue[0] < lead[1] for b in found)
    a = introduction(before, reporting, lead, None)
    return (a, speaker_of(cast, number - 1, before, a)) if a is not None else None
