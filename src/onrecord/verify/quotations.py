"""Quotations of a draft: whether somebody of the record said these words, and which others if not these.

What stands between marks is looked for word by word in the texts of all articles, and, for words that a cue parts, in
the record's quotations. Where it stands nowhere, the wordings that share most of its telling words are aligned with
it: those of its speaker first, then anybody's, which must be more alike.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import log

from onrecord.find.quotations.marks import find_marks
from onrecord.join.utterances.align import Stretch, Word, segments, stretches, words_of
from onrecord.join.utterances.readings import read_against
from onrecord.model import PARSED_KINDS, Quotation, Segment, Speaker
from onrecord.span import Span, hull, overlaps, within
from onrecord.tokens import content_words
from onrecord.verify.held import Draft, Held
from onrecord.verify.phrases import Phrases, shingles
from onrecord.verify.statement import Difference, Piece, Place, Statement, Verdict, passages

__all__ = ["Quoted", "Said", "check_quotations", "quoted_in"]

FEWEST = 3
"""Words between marks that are a quotation where no cue says so: fewer are a title, a nickname or a wink."""

OWN = 0.5
"""Least share of a quotation's words, weighted by rarity, that a wording of its own speaker must have in the same
order to be what was said. Measured with benchmarks/drafts.py, as the next one."""

OWN_PLAIN = 0.7
"""Or so, with all words weighing the same: in a short saying the one that is changed may be the only telling one."""

ANYBODYS = 0.65
"""The same for a wording of somebody else, or of nobody known."""

OWN_BONUS = 0.2
"""What a wording of the quotation's own speaker is taken to be more alike than it is."""

FUNCTION = 0.2
"""Weight of a function word beside that of a content word of middling rarity, 1."""

VICINITY = 500
"""Characters before a quotation within which somebody is named whom a pronoun beside it may mean."""

COMPARED = 12
"""Quotations of the record that one of the draft is aligned with, those that share most with it."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a draft between marks, and who is said to have said them, if that is told."""

    span: Span
    words: tuple[Word, ...]
    speaker: Speaker | None

    @property
    def keys(self) -> list[str]:
        """The words as they are compared."""
        return [w.key for w in self.words]


def quoted_in(draft: Draft) -> tuple[Quoted, ...]:
    """What the draft quotes, in text order: each stretch between marks, so that a cue parts what was said in one."""
    text, key = draft.article.text, draft.article.id
    found = []
    for block in draft.article.blocks:
        for m in find_marks(text[block.start : block.end]) if block.kind in PARSED_KINDS else ():
            span = Span(key, block.start + m.inner, block.start + m.inner_end)
            words = words_of(text, [span])
            holder = next((q for q in draft.quotations if any(overlaps(span, c) for c in q.content)), None)
            if m.parent is None and m.opened and m.closed and words and (holder or len(words) >= FEWEST):
                found.append(Quoted(span, words, holder.speaker if holder else None))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Likeness:
    """A wording of the record beside one of the draft: how much of that it has, weighted by rarity and by number."""

    share: float
    plain: float
    quotation: Quotation
    words: tuple[Word, ...]
    runs: tuple[Stretch, ...]


class Said:
    """The quotations of a record: which stand where, and which have some words."""

    def __init__(self, against: Held, quoted: Sequence[Quoted]) -> None:
        """`quoted` is what will be asked for: of all else nothing is kept."""
        self._against = against
        wanted = {word for q in quoted for w in q.words for word in content_words(w.text)}
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        self._all = against.record.quotations
        self._in: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
        self.split: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        runs = {s for q in quoted for s in shingles(q.keys)[:1]}
        for place, quotation in enumerate(self._all):
            text = " ".join(against.coverage.text(c) for c in quotation.content)
            for word in dict.fromkeys(content_words(text)):
                if word in wanted:
                    self._holding[word].append(place)
            for part in quotation.content:
                self._in[part.article].append((part.start, part.end, place))
            if len(quotation.content) > 1:
                for run in dict.fromkeys(shingles([w.key for w in self.words(quotation)])):
                    if run in runs:
                        self.split[run].append(place)
        for spans in self._in.values():
            spans.sort()

    def words(self, quotation: Quotation) -> tuple[Word, ...]:
        """The words of one of the record's quotations."""
        return words_of(self._against.coverage.articles[quotation.content[0].article].text, quotation.content)

    def at(self, span: Span) -> Quotation | None:
        """The record's innermost quotation at `span`."""
        spans = self._in.get(span.article, [])
        last = bisect_right(spans, (span.start, len(self._all), len(self._all)))
        near = [s for s in spans[max(0, last - COMPARED) : last + 1] if s[0] < span.end and span.start < s[1]]
        return self._all[max(near)[2]] if near else None

    def rarity(self, word: str) -> float:
        """How telling a word is among the record's quotations, 1 for one in a tenth of them or so."""
        tokens = content_words(word)
        if not tokens:
            return FUNCTION
        return log(1 + len(self._all) / (1 + len(self._holding.get(tokens[0], ())))) / log(10)

    def near(self, quoted: Quoted) -> list[Quotation]:
        """The quotations that share most of the telling words of `quoted`, the likeliest first."""
        scores: Counter[int] = Counter()
        for word in dict.fromkeys(w for each in quoted.words for w in content_words(each.text)):
            for place in self._holding.get(word, ()):
                scores[place] += round(1000 * self.rarity(word))
        ranked = sorted(scores, key=lambda p: (-scores[p], p))
        own = [p for p in ranked if _person(self._all[p].speaker) == (_person(quoted.speaker) or "")]
        return [self._all[p] for p in dict.fromkeys((*own[:COMPARED], *ranked[:COMPARED]))]

    def whole(self, quoted: Quoted) -> Iterator[Quotation]:
        """The quotations in parts that hold all of `quoted` across their cue."""
        keys = quoted.keys
        for run in shingles(keys)[:1]:
            for place in self.split.get(run, ()):
                theirs = [w.key for w in self.words(self._all[place])]
                if any(theirs[i : i + len(keys)] == keys for i in range(len(theirs) - len(keys) + 1)):
                    yield self._all[place]


def _person(speaker: Speaker | None) -> str | None:
    return speaker.person if speaker else None


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
        ids = {q.id for q in quotations}
        for utterance in self._against.record.utterances:
            if ids & set(utterance.quotations) and (other := self._other_wording(utterance.quotations, ids)):
                return other
        return None

    def _other_wording(self, members: Sequence[str], ids: set[str]) -> str | None:
        """The first report of the same utterance that differs in a weighty word."""
        by_id = {q.id: q for q in self._said_all() if q.id in members}
        mine = next(by_id[m] for m in members if m in ids)
        for member in members:
            other = by_id[member]
            words = self._said.words(other)
            if member not in ids and other.type != "indirect":
                reading = read_against(mine, self._said.words(mine), other, words)
                if reading.weighty:
                    return f"other accounts have: {' '.join(w.text for w in words)}"
        return None

    def _said_all(self) -> tuple[Quotation, ...]:
        return self._against.record.quotations

    # -------------------------------------------------------------- whose
    def _same_voice(self, quotation: Quotation) -> bool:
        person = _person(quotation.speaker)
        return self._quoted.speaker is None or (person is not None and person == _person(self._quoted.speaker))

    def _other_voice(self, quotation: Quotation) -> bool:
        """Whether both sides name a person, and surely not the same one; who speaks for a body may be anybody.

        Whom a pronoun means in an article can be mistaken for somebody else who is named shortly before.
        """
        mine, theirs = _person(self._quoted.speaker), _person(quotation.speaker)
        kinds = {p.id: p.kind for p in self._draft.known.people if p.id in (mine, theirs)}
        if mine == theirs or kinds.get(mine or "") != "person" or kinds.get(theirs or "") != "person":
            return False
        known = self._cast.people.get(mine or "")
        start = quotation.content[0].start
        near = Span(quotation.content[0].article, max(0, start - VICINITY), start)
        named = quotation.speaker is not None and quotation.speaker.form == "name"
        return named or known is None or not any(overlaps(m, near) for m in known.mentions)

    def _name(self, quotation: Quotation) -> str:
        person = self._cast.people.get(_person(quotation.speaker) or "")
        return person.name if person else "somebody else"

    # -------------------------------------------------------------- in other words
    def altered(self) -> Statement | None:
        """The verdict where the record has the saying in other words."""
        likely = [x for x in self._likely() if self._enough(x)]
        best = max(likely, key=lambda x: (x.share + OWN_BONUS * self._own(x), x.quotation.type == "direct"), default=None)
        if best is None:
            return None
        mine = self._as_quotation()
        reading = read_against(best.quotation, best.words, mine, self._quoted.words)
        inner = [s for s in _trimmed(segments(best.words, self._quoted.words, best.runs))]
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

    def _own(self, likely: _Likeness) -> bool:
        return self._quoted.speaker is not None and self._same_voice(likely.quotation)

    def _likely(self) -> Iterator[_Likeness]:
        for quotation in self._said.near(self._quoted):
            yield self._alike(quotation, self._said.words(quotation))
        for words in self._phrases.windows(self._quoted.keys):
            if words:
                span = hull([words[0].span, words[-1].span])
                known = self._said.at(span)
                speaker = known.speaker if known and any(within(c, span) or within(span, c) for c in known.content) else None
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
