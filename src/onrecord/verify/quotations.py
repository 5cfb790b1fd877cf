"""Quotations of a draft: whether somebody of the record said these words, and which others if not these.

What stands between marks is looked for word by word in the texts of all articles, and, for words that a cue parts, in
the record's quotations. Where it stands nowhere, the wordings that share most of its telling words are aligned with
it: those of its speaker first, then anybody's, which must be more alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.join.utterances.align import Stretch, Word, segments, stretches
from onrecord.join.utterances.readings import read_against
from onrecord.model import Quotation, Segment
from onrecord.span import Span, hull, overlaps
from onrecord.verify.held import Draft, Held
from onrecord.verify.phrases import Phrases
from onrecord.verify.said import Quoted, Said, person_of
from onrecord.verify.statement import Difference, Piece, Place, Statement, Verdict, passages

__all__ = ["check_quotations"]

OWN = 0.5
"""Least share of a quotation's words, weighted by rarity, that a wording of its own speaker must have in the same
order to be what was said. Set by reason, checked with benchmarks/drafts.py, as the next one."""

OWN_PLAIN = 0.7
"""Or so, with all words weighing the same: in a short saying the one that is changed may be the only telling one."""

ANYBODYS = 0.65
"""The same for a wording of somebody else, or of nobody known."""

OWN_BONUS = 0.2
"""What a wording of the quotation's own speaker is taken to be more alike than it is."""

VICINITY = 500
"""Characters before a quotation within which somebody is named whom a pronoun beside it may mean."""


@dataclass(frozen=True, slots=True)
class _Likeness:
    """A wording of the record beside one of the draft: how much of that it has, weighted by rarity and by number."""

    share: float
    plain: float
    quotation: Quotation
    words: tuple[Word, ...]
    runs: tuple[Stretch, ...]


def check_quotations(
    draft: Draft, quoted: Sequence[Quoted], said: Said, phrases: Phrases, against: Held
) -> Iterator[Statement]:
    """The verdict on everything that a draft quotes."""
    for each in quoted:
        checker = _Checker(draft, each, said, phrases, against)
        yield checker.exact() or checker.altered() or checker.none()


class _Checker:
    """One quotation of a draft held against the record."""

    def __init__(self, draft: Draft, quoted: Quoted, said: Said, phrases: Phrases, against: Held) -> None:
        self._draft, self._quoted, self._said, self._phrases, self._against = draft, quoted, said, phrases, against
        self._cast = against.cast

    def _statement(
        self, verdict: Verdict, sources: Sequence[Span] = (), why: str | None = None, shown: Difference | None = None
    ) -> Statement:
        place = self._quoted.span
        text = self._draft.text(place)
        held = passages(self._against.coverage, list(sources))
        return Statement("quotation", verdict, Place(place.start, place.end), text, held, shown, why)

    def none(self) -> Statement:
        """The verdict on words that the record has in no wording."""
        return self._statement("not on record")

    # -------------------------------------------------------------- word for word
    def exact(self) -> Statement | None:
        """The verdict where the very words are on record."""
        places: list[tuple[Span, Quotation | None]] = []
        if all(w.kind == "word" for w in self._quoted.words):
            places = [(s, self._said.at(s)) for s in self._phrases.exact(self._quoted.keys)]
            places += [(hull(q.content), q) for q in self._said.whole(self._quoted)]
        if not places:
            return None
        ours = [p for p in places if p[1] and self._same_voice(p[1])]
        others = [p for p in places if p[1] and self._other_voice(p[1])]
        if others and not ours:
            names = ", ".join(dict.fromkeys(self._name(q) for _, q in others if q))
            return self._statement("contradicted", [s for s, _ in others], f"on record as said by {names}")
        kept = ours or [p for p in places if p[1]] or places
        return self._statement("verbatim", [s for s, _ in kept], self._note(kept))

    def _note(self, places: Sequence[tuple[Span, Quotation | None]]) -> str | None:
        """What a writer should know of words that are on record as they stand."""
        quotations = [q for _, q in places if q]
        if not quotations:
            return "the words stand in an article, but not as anybody's"
        if all(q.type == "indirect" for q in quotations):
            return "on record in indirect speech only"
        if self._quoted.speaker and not any(self._same_voice(q) for q in quotations):
            return "the record does not settle who said it"
        return next((note for q in quotations if (note := self._other_wording(q, {q.id for q in quotations}))), None)

    def _other_wording(self, mine: Quotation, ids: set[str]) -> str | None:
        """The first report of the same utterance that differs from `mine` in a weighty word."""
        for other in self._said.reports(mine):
            words = self._said.words(other)
            others = other.id not in ids and other.type != "indirect"
            if others and read_against(mine, self._said.words(mine), other, words).weighty:
                return f"other accounts have: “{self._said.printed(other)}”"
        return None

    # -------------------------------------------------------------- whose
    def _same_voice(self, quotation: Quotation) -> bool:
        person = person_of(quotation.speaker)
        return self._quoted.speaker is None or (person is not None and person == person_of(self._quoted.speaker))

    def _other_voice(self, quotation: Quotation) -> bool:
        """Whether both sides name a person, and surely not the same one; who speaks for a body may be anybody.

        Whom a pronoun means in an article can be mistaken for somebody else who is named shortly before.
        """
        mine, theirs = person_of(self._quoted.speaker), person_of(quotation.speaker)
        known, other = self._cast.people.get(mine or ""), self._cast.people.get(theirs or "")
        whose = known or self._draft.strangers.get(mine or "")
        if mine == theirs or not (whose and other) or not whose.kind == other.kind == "person":
            return False
        start = quotation.content[0].start
        near = Span(quotation.content[0].article, max(0, start - VICINITY), start)
        named = quotation.speaker is not None and quotation.speaker.form == "name"
        return named or known is None or not any(overlaps(m, near) for m in known.mentions)

    def _name(self, quotation: Quotation) -> str:
        person = self._cast.people.get(person_of(quotation.speaker) or "")
        return person.name if person else "somebody else"

    # -------------------------------------------------------------- in other words
    def altered(self) -> Statement | None:
        """The verdict where the record has the saying in other words."""
        likely = [x for x in self._likely() if self._enough(x)]
        best = max(likely, key=self._rank, default=None)
        if best is None:
            return None
        mine = self._as_quotation()
        reading = read_against(best.quotation, best.words, mine, self._quoted.words)
        inner = _trimmed(segments(best.words, self._quoted.words, best.runs))
        theirs = [s.base_span for s in inner if s.base_span]
        source = hull(theirs) if theirs else hull(best.quotation.content)
        if all(s.op in ("same", "masked") for s in inner) and not reading.weighty:
            return self._statement("verbatim", [source], "with words left out, as marked")
        shown = Difference(reading.weighty, tuple(self._piece(s) for s in inner))
        if self._other_voice(best.quotation):
            return self._statement("contradicted", [source], f"much like what {self._name(best.quotation)} said", shown)
        return self._statement("altered", [source], None, shown)

    def _enough(self, likely: _Likeness) -> bool:
        if self._own(likely):
            return likely.share >= OWN or likely.plain >= OWN_PLAIN
        return likely.share >= ANYBODYS

    def _rank(self, likely: _Likeness) -> tuple[float, bool]:
        return likely.share + OWN_BONUS * self._own(likely), likely.quotation.type == "direct"

    def _own(self, likely: _Likeness) -> bool:
        return self._quoted.speaker is not None and self._same_voice(likely.quotation)

    def _likely(self) -> Iterator[_Likeness]:
        for quotation in self._said.near(self._quoted):
            yield self._alike(quotation, self._said.words(quotation))
        for words in self._phrases.windows(self._quoted.keys):
            if words:
                span = hull([words[0].span, words[-1].span])
                known = self._said.at(span)
                speaker = known.speaker if known else None
                yield self._alike(replace(self._as_quotation(), id="", content=(span,), speaker=speaker), words)

    def _alike(self, quotation: Quotation, words: tuple[Word, ...]) -> _Likeness:
        mine = self._quoted.words
        words = _across(words, mine, stretches(words, mine))
        runs = stretches(words, mine)
        same = {i for r in runs if r.op in ("same", "masked") for i in range(r.start, r.end)}
        weights = [self._said.rarity(w.text) for w in mine]
        share = sum(weights[i] for i in sorted(same)) / sum(weights)
        return _Likeness(round(share, 6), len(same) / len(mine), quotation, words, runs)

    def _as_quotation(self) -> Quotation:
        return Quotation("draft", "direct", (self._quoted.span,), None, None, self._quoted.speaker)

    def _piece(self, segment: Segment) -> Piece:
        return Piece(
            segment.op,
            self._draft.text(segment.span) if segment.span else None,
            self._against.coverage.text(segment.base_span) if segment.base_span else None,
        )


def _across(base: Sequence[Word], words: Sequence[Word], runs: Sequence[Stretch]) -> tuple[Word, ...]:
    """The part of the record's wording that the draft's lies across from: a writer may quote a part."""
    common = [r for r in runs if r.op in ("same", "masked")]
    if not common:
        return tuple(base)
    start = max(0, common[0].base_start - common[0].start)
    return tuple(base[start : common[-1].base_end + len(words) - common[-1].end])


def _trimmed(parts: Sequence[Segment]) -> Sequence[Segment]:
    """The segments without what the record has before and after them."""
    kept = [i for i, s in enumerate(parts) if s.op != "dropped"]
    return parts[kept[0] : kept[-1] + 1] if kept else ()
