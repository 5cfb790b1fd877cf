"""What a copy changed against its origin, and a version against the one before: by sentence, then by word.

Sentences with the same words are one wherever they stand, so that a text which was only put in another order or cut
into other paragraphs has no changes. Of what is left, sentences that share most of their words are paired, found by
their rarest words, and aligned word by word; a pair's differences are *changed* words. A sentence with no partner was
*added* or *dropped*; neighbours of one paragraph are told as one. Punctuation, capitals and quotation marks are
no change, nor is page furniture. Of an excerpt only the changed words are told: what else it has is its own report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.join.changes.pairs import Pair, joined, paired
from onrecord.join.changes.sentences import Piece, Side, lines_of, side_of
from onrecord.join.coverage import Coverage
from onrecord.join.kept import Kept
from onrecord.join.utterances.align import align
from onrecord.model import Article, Change, ChangeOp, Findings, Segment
from onrecord.settings import Settings
from onrecord.span import Span, hull

__all__ = ["changes", "with_changes"]

MOVED_WORDS = 3
"""Fewest words dropped here and added there that are taken for one stretch that was moved."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A change, its words, and where in the article it is told; `whole` when it is of a whole sentence."""

    place: tuple[int, int, int]
    change: Change
    key: tuple[str, ...]
    whole: bool


def with_changes(coverage: Coverage, settings: Settings, kept: Kept) -> dict[str, Article]:
    """The articles, in the order of `coverage`, those that are versions or copies with what they changed."""
    told: dict[str, Article] = {}
    for name, article in coverage.articles.items():
        base = coverage.articles.get(article.version_of or article.copy_of or "")
        if base is not None:
            article = replace(article, changes=_changes(coverage, article, base, settings, kept))
        told[name] = article
    return told


def _changes(coverage: Coverage, article: Article, base: Article, settings: Settings, kept: Kept) -> tuple[Change, ...]:
    findings = coverage.findings.get(article.id), coverage.findings.get(base.id)
    part = article.version_of is None and article.copy_kind == "excerpt"
    texts = [(a.id, a.text, a.blocks, f and f.sentences) for a, f in zip((article, base), findings, strict=True)]
    return kept.of(
        ("changes", settings, texts, part),
        tuple[Change, ...],
        lambda: changes(article, base, settings, *findings, part=part),
    )


def changes(
    article: Article,
    base: Article,
    settings: Settings,
    findings: Findings | None = None,
    base_findings: Findings | None = None,
    *,
    part: bool = False,
) -> tuple[Change, ...]:
    """What `article` has otherwise than `base`, in the order of its text; what was dropped where it would stand.

    With `part` only what was changed within sentences that both have.
    """
    if article.text == base.text:
        return ()
    own, other = lines_of(article, findings), lines_of(base, base_findings)
    here, there = side_of(article, own, other), side_of(base, other, own)
    pairs = paired(here.rest, there.rest, settings)
    found = [f for mine, theirs in pairs for f in _altered(joined(mine), joined(theirs))]
    if not part:
        found += [_added(p) for p in _alone(here.rest, [mine for mine, _ in pairs])]
        found += _dropped(here, there, pairs)
    kept = sorted(_without_moves(found), key=lambda f: f.place)
    return tuple(_in_runs(kept, article.text, base.text))


def _added(piece: Piece) -> _Found:
    return _Found((piece.span.start, 0, 0), Change("added", piece.span, None), piece.key, True)


def _alone(pieces: Iterable[Piece], paired: Iterable[Iterable[Piece]]) -> list[Piece]:
    """The sentences that are in no pair."""
    taken = {p.span for side in paired for p in side}
    return [p for p in pieces if p.span not in taken]


def _dropped(here: Side, there: Side, pairs: Sequence[Pair]) -> Iterator[_Found]:
    """The sentences of the base without a partner, each told behind the partner of the sentence before it."""
    partner = {piece.span: mine[-1].span for mine, theirs in pairs for piece in theirs}
    standing: dict[str, Span] = {}
    for line in here.every:
        standing.setdefault(line.key, line.span)
    left = {p.span: p.key for p in _alone(there.rest, [theirs for _, theirs in pairs])}
    at = 0
    for order, line in enumerate(there.every):
        if line.span in left:
            yield _Found((at, 2, order), Change("dropped", None, line.span), left[line.span], True)
        else:
            at = partner.get(line.span, standing.get(line.key, Span("", 0, at))).end


def _altered(piece: Piece, base: Piece) -> Iterator[_Found]:
    """The changed words of a pair of sentences; words left out and put in at one place are one change."""
    run: list[Segment] = []
    at = piece.span.start
    for segment in align(base.words, piece.words):
        if segment.op != "same":
            run.append(segment)
            continue
        if run:
            yield _one(piece, base, run, at)
        run, at = [], segment.span.end if segment.span else at
    if run:
        yield _one(piece, base, run, at)


def _one(piece: Piece, base: Piece, run: Sequence[Segment], at: int) -> _Found:
    span = _whole([s.span for s in run])
    base_span = _whole([s.base_span for s in run])
    op: ChangeOp = "changed" if span and base_span else "added" if span else "dropped"
    key: tuple[str, ...] = ()
    if op != "changed" and (stretch := span or base_span):
        words = piece.words if span else base.words
        key = tuple(w.key for w in words if stretch.start <= w.span.start and w.span.end <= stretch.end)
    return _Found((span.start if span else at, 1, 0), Change(op, span, base_span), key, False)


def _whole(spans: Iterable[Span | None]) -> Span | None:
    """The span over all of these, None without any."""
    found = [s for s in spans if s is not None]
    return hull(found) if found else None


def _without_moves(found: Sequence[_Found]) -> list[_Found]:
    """The changes without words that were dropped at one place and added at another: a sentence cut in two."""
    added, dropped = (Counter(f.key for f in found if f.change.op == op) for op in ("added", "dropped"))
    moved = {key: count for key, count in (added & dropped).items() if len(key) >= MOVED_WORDS}
    left = {"added": Counter(moved), "dropped": Counter(moved)}
    kept = []
    for one in found:
        counts = left.get(one.change.op)
        if counts is not None and counts[one.key] > 0:
            counts[one.key] -= 1
        else:
            kept.append(one)
    return kept


def _in_runs(found: Iterable[_Found], text: str, base_text: str) -> Iterator[Change]:
    """The changes, whole sentences that follow one another in a paragraph and were added or dropped together as one."""
    last: Change | None = None
    open_ = False
    for one in found:
        joined = _followed(last, one.change, text, base_text) if last and open_ and one.whole else None
        if joined is None and last:
            yield last
        last, open_ = joined or one.change, one.whole
    if last:
        yield last


def _followed(last: Change, change: Change, text: str, base_text: str) -> Change | None:
    """Two changes as one, when the second is the next sentence of the same paragraph."""
    if last.op != change.op:
        return None
    if last.span and change.span and _next_to(last.span, change.span, text):
        return replace(last, span=hull((last.span, change.span)))
    if last.base_span and change.base_span and _next_to(last.base_span, change.base_span, base_text):
        return replace(last, base_span=hull((last.base_span, change.base_span)))
    return None


def _next_to(first: Span, second: Span, text: str) -> bool:
    between = text[first.end : second.start]
    return not between.strip() and "\n" not in between
