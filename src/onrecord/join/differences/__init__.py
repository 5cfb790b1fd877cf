"""Differences: where accounts differ, of what, by how much, and which matters most.

Each kind has a module that compares only statements about the same thing and yields drafts; here they become the
record's differences: ranked by what hangs on them, with a sentence made from the reason's template and its values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256

from onrecord.ids import DIGITS
from onrecord.join.coverage import Coverage, Known
from onrecord.join.differences.copied import copy_differences
from onrecord.join.differences.dates import date_differences
from onrecord.join.differences.denials import denial_differences
from onrecord.join.differences.figures import figure_differences
from onrecord.join.differences.ground import Draft, Ground, reasons, survey
from onrecord.join.differences.items import items_of
from onrecord.join.differences.names import name_differences
from onrecord.join.differences.people import age_differences, step_differences
from onrecord.join.differences.positions import position_differences
from onrecord.join.differences.reprints import reprint_differences
from onrecord.join.differences.sameness import rarity_of
from onrecord.join.differences.tellings import Sentences, Telling, tellings_of
from onrecord.join.differences.wordings import wording_differences
from onrecord.model import Difference, StatedStep
from onrecord.settings import Settings
from onrecord.span import Span, overlaps

__all__ = ["accounts_differ", "find_differences"]


def accounts_differ(coverage: Coverage, known: Known, settings: Settings) -> tuple[Draft, ...]:
    """Where the accounts of one story differ in what happened, in figures, dates and the words of what was said."""
    ground = survey(coverage, known, settings)
    return (*_of_tellings(ground), *_of_figures(ground), *wording_differences(ground))


def find_differences(
    coverage: Coverage, known: Known, settings: Settings, told: Iterable[Draft]
) -> tuple[Difference, ...]:
    """Where the accounts of `coverage` differ, the most consequential first; `told` is what they differ in by story.

    The rank is by the reason's weight, then by how many independent sources stand on the side that fewer are on, then
    by where the difference first shows.
    """
    ground = survey(coverage, known, settings)
    order = {a: place for place, a in enumerate(coverage.articles)}
    unique = {_id(d): d for d in _told_once(_drafts(ground, told)) if _of_one_story(coverage, d)}
    ranked = sorted(
        unique.items(),
        key=lambda item: (
            -reasons().reasons[item[1].reason].weight,
            -item[1].sources,
            *min((order[s.span.article], s.span.start) for s in item[1].statements),
            item[0],
        ),
    )
    return tuple(_difference(id_, draft, rank) for rank, (id_, draft) in enumerate(ranked, start=1))


COPIED = frozenset({"figures", "figures-later", "reprinted", "reprinted-later", "dates", "name-slip"})
"""Reasons for which a copy has its origin's words otherwise, too."""


def _of_one_story(coverage: Coverage, draft: Draft) -> bool:
    """Whether no two of the statements are known to be of different stories: these have nothing to agree on."""
    return len({coverage.articles[s.span.article].story for s in draft.statements} - {None}) < 2


def _told_once(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts without those that state again what a copy altered: its maker changed it, and knew nothing else."""
    altered: dict[tuple[str, str], list[tuple[Span, Span]]] = defaultdict(list)
    for draft in drafts:
        pair = [s.span for s in draft.statements]
        if draft.reason in ("copy-altered", "version-altered"):
            altered[pair[0].article, pair[1].article].append((pair[0], pair[1]))
        elif len(pair) == 2 and draft.reason in COPIED:
            known = [
                *altered[pair[0].article, pair[1].article],
                *((y, x) for x, y in altered[pair[1].article, pair[0].article]),
            ]
            if any(all(map(overlaps, pair, other)) for other in known):
                continue
        yield draft


def _untold(told: Iterable[Draft], more: Iterable[Draft]) -> Iterator[Draft]:
    """Of `more` differences between two places those that none of what is `told` is about."""
    of_article: dict[str, list[tuple[int, Span]]] = defaultdict(list)
    for place, draft in enumerate(told):
        for statement in draft.statements:
            of_article[statement.span.article].append((place, statement.span))
    for draft in more:
        a, b = ({n for n, s in of_article[x.span.article] if overlaps(s, x.span)} for x in draft.statements)
        if not a & b:
            yield draft


def _drafts(ground: Ground, told: Iterable[Draft]) -> Iterator[Draft]:
    yield from copy_differences(ground)
    yield from age_differences(ground)
    yield from step_differences(ground)
    yield from position_differences(ground)
    yield from told
    yield from name_differences(ground)


def _of_tellings(ground: Ground) -> Iterator[Draft]:
    sentences = Sentences(ground.coverage)
    tellings: list[Telling] = []
    steps: list[StatedStep] = []
    for article in ground.coverage.articles:
        tellings += tellings_of(ground, article, sentences)
        steps += ground.coverage.findings[article].steps
    rarity = rarity_of(tellings)
    yield from denial_differences(ground, tellings, steps, rarity)
    yield from date_differences(ground, tellings, rarity)


def _of_figures(ground: Ground) -> Iterator[Draft]:
    items = [i for article in ground.coverage.articles for i in items_of(ground, article)]
    told = list(figure_differences(ground, items))
    yield from told
    yield from _untold(told, reprint_differences(ground, items))


def _id(draft: Draft) -> str:
    """From the reason and all statements: one finding may be a side of several differences."""
    spans = sorted((s.span.article, s.span.start, s.span.end) for s in draft.statements)
    return "d" + sha256(f"{draft.reason} {spans}".encode()).hexdigest()[:DIGITS]


def _difference(id_: str, draft: Draft, rank: int) -> Difference:
    reason = reasons().reasons[draft.reason]
    args = dict(sorted(draft.args.items()))
    return Difference(
        id_, reason.kind, draft.reason, args, draft.topic, rank, draft.statements, reason.why.format_map(args)
    )
