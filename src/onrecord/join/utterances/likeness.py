"""Whether two quotations report one act of saying: by their words, and by who said them when."""

from __future__ import annotations

from math import ceil

from rapidfuzz.distance import LCSseq

from onrecord.join.coverage import Coverage
from onrecord.join.utterances.align import in_common
from onrecord.join.utterances.gist import alike_words
from onrecord.join.utterances.report import Days, Report, Voice
from onrecord.settings import Settings

__all__ = ["KNOWN", "Judge", "meet", "one_voice", "same_name"]

KNOWN, NAMED, LIKE, UNKNOWN = range(4)
"""How well one speaker is known to be the other: the same person; one who is named in the other's article too; two
descriptions that share a word; nothing against it."""
GAP = 3
"""Words that may be changed on either side of a lone common word for it to count: more, and it is chance."""

WHOLE, SENTENCE = 0.85, 9
"""Share of its words that a sentence of so many keeps when a word or two of it are changed."""

VERBATIM = 0.9
"""Share of the shorter one's words that a reprint has in order."""
BEFORE = 60
"""Characters before a quotation that its copy has too."""


def meet(a: Days, b: Days) -> Days | None:
    """The days that both allow, None when there are none."""
    first, last = max(a[0], b[0]), min(a[1], b[1])
    return (first, last) if first <= last else None


def same_name(x: Voice, y: Voice) -> bool:
    """Whether two speakers are one person of the record, or are named and may be one by their names."""
    return bool(x.person and x.person == y.person) or bool(x.last and y.last and one_name(x, y))


def one_voice(x: Voice, y: Voice) -> bool:
    """Whether nothing shows that two people speak; who speaks for a house has its voice."""
    if same_name(x, y):
        return True
    if x.last and y.last:
        return _speaks_for(x, y) or _speaks_for(y, x)
    return not (x.person and y.person)


def _speaks_for(x: Voice, y: Voice) -> bool:
    return y.last is not None and y.last.lower() in x.roles and not x.roles.isdisjoint(alike_words().mouthpieces)


def one_name(x: Voice, y: Voice) -> bool:
    """Whether two printed names may be one person's: the last names are equal and the others do not disagree."""
    return x.last == y.last and not (x.given and y.given and x.given.isdisjoint(y.given))


class Judge:
    """Weighs pairs of reports."""

    def __init__(self, coverage: Coverage, settings: Settings) -> None:
        self._coverage = coverage
        self._settings = settings

    def likeness(self, a: Report, b: Report) -> tuple[int, float] | None:
        """How well the speakers agree (0 best) and how much of the shorter one is in both; None for two sayings."""
        if len(a.about & b.about) < self._settings.utterance_equal:
            return None
        one_time = meet(a.days, b.days) is not None
        if not one_time and not same_name(a.voice, b.voice):
            return None  # most pairs: no need to look who is named where
        tie = self.tie(a, b)
        if tie is None or (a.hearer and b.hearer and a.hearer.isdisjoint(b.hearer)):
            return None
        if not one_time and not self._reprinted(a, b, tie):
            return None
        share = (
            self._indirect(a, b, tie) if "indirect" in (a.quotation.type, b.quotation.type) else self._direct(a, b, tie)
        )
        return (tie, share) if share else None

    # -------------------------------------------------------------- who
    def tie(self, a: Report, b: Report) -> int | None:
        """How well the two speakers agree; None when they are two."""
        x, y = a.voice, b.voice
        if same_name(x, y):
            two_persons = x.person and y.person and x.person != y.person
            return NAMED if two_persons else KNOWN
        if x.last and y.last:
            return LIKE if _speaks_for(x, y) or _speaks_for(y, x) else None
        if x.person and y.person:
            return None
        if (x.last and self._named(x.last, b)) or (y.last and self._named(y.last, a)):
            return NAMED
        if not (x.last or y.last) and x.roles & y.roles:
            return LIKE
        return UNKNOWN

    def _named(self, last: str, other: Report) -> bool:
        return last in self._coverage.articles[other.quotation.content[0].article].text

    # -------------------------------------------------------------- what
    def _reprinted(self, a: Report, b: Report, tie: int) -> bool:
        """Whether what was printed far apart is one saying: a copy's, or words too many for one person to say twice."""
        if tie != KNOWN or (a.exact and b.exact):
            return False
        if self._one_hearer(a, b):
            return True  # one interview, printed again
        if not _in_order(a, b, VERBATIM * min(len(a.tokens), len(b.tokens))):
            return False
        return min(len(a.content), len(b.content)) >= self._settings.utterance_verbatim or self._copied(a, b)

    def _one_hearer(self, a: Report, b: Report) -> bool:
        """Whether both were told to the same: one says to whom, and the other's article names that hearer too.

        For words that are quoted it is enough that both articles have their speaker speak to the same.
        """
        if any(self._named(h, b) for h in a.hearer) or any(self._named(h, a) for h in b.hearer):
            return True
        quoted = "indirect" not in (a.quotation.type, b.quotation.type)
        return quoted and not a.partners.isdisjoint(b.partners)

    def _copied(self, a: Report, b: Report) -> bool:
        """Whether the two stand in copies of one text, and after the same words there."""
        places = [r.quotation.content[0] for r in (a, b)]
        articles = [self._coverage.articles[p.article] for p in places]
        before = [x.text[max(0, p.start - BEFORE) : p.start].split()[1:] for x, p in zip(articles, places, strict=True)]
        return (
            bool(articles[0].copy_group)
            and articles[0].copy_group == articles[1].copy_group
            and (before[0] == before[1])
        )

    def _direct(self, a: Report, b: Report, tie: int) -> float:
        settings = self._settings
        shorter = min(len(a.told), len(b.told))
        stock = min(a.stock, b.stock) // 2 if tie else 0
        if tie and shorter - stock >= settings.utterance_content and _near_whole(a, b):
            return WHOLE
        if a.tokens == b.tokens:
            least = settings.utterance_equal if tie == KNOWN else settings.utterance_content + tie - 1
            return float(shorter - stock >= least)
        if "mixed" in (a.quotation.type, b.quotation.type) and (share := self._indirect(a, b, tie)):
            return share
        most = in_common(a.told, b.told)
        if most < settings.utterance_content + min(tie, 2) + stock:
            return 0.0
        twice = a.quotation.content[0].article == b.quotation.content[0].article
        if tie <= NAMED and not twice and settings.utterance_content < most >= settings.utterance_share * shorter:
            return most / shorter
        enough = max(1, shorter) * (
            settings.utterance_share_unknown if twice or tie == UNKNOWN else settings.utterance_share
        )
        if tie == KNOWN:
            enough = min(enough, settings.utterance_overlap)
        common = min(most, _near_content(a, b)) if most >= enough else 0
        return common / max(1, shorter) if common >= enough else 0.0

    def _indirect(self, a: Report, b: Report, tie: int) -> float:
        """Clauses may change places in indirect speech: what counts is what either is about, in any order."""
        settings = self._settings
        shorter = min(len(a.content), len(b.content))
        common = in_common(a.content, b.content)
        if common < settings.utterance_content + min(tie, 1) + (tie == UNKNOWN):
            return 0.0
        share = common / max(1, shorter)
        return share if share >= settings.utterance_share_indirect + 0.05 * tie else 0.0


def _near_whole(a: Report, b: Report) -> bool:
    """Whether two whole sentences differ in a word or two, the small words counted too."""
    longer = max(len(a.tokens), len(b.tokens))
    return longer >= SENTENCE and _in_order(a, b, WHOLE * longer)


def _in_order(a: Report, b: Report, least: float) -> bool:
    """Whether both have at least so many words in one order; the aligner gives up once that is out of reach."""
    whole = ceil(least)
    return LCSseq.similarity(a.tokens, b.tokens, score_cutoff=whole) >= whole


def _near_content(a: Report, b: Report) -> int:
    """The content words that both have in one order and in one another's neighbourhood.

    A lone common word counts when no more than a few words stand between it and the next that both have.
    """
    content = set(a.told) & set(b.told)
    blocks = [c for c in LCSseq.opcodes(a.tokens, b.tokens) if c.tag == "equal"]
    count = 0
    for place, block in enumerate(blocks):
        if block.src_end - block.src_start == 1 and not any(
            _gap(blocks[i], blocks[i + 1]) <= GAP for i in (place - 1, place) if 0 <= i < len(blocks) - 1
        ):
            continue
        count += sum(token in content for token in a.tokens[block.src_start : block.src_end])
    return count


def _gap(left: object, right: object) -> int:
    return max(right.src_start - left.src_end, right.dest_start - left.dest_end)  # type: ignore[attr-defined,no-any-return]
