"""Findings of all articles → Record: what the coverage as a whole says.

`join` calls the modules in the order in which each needs the others: versions, publication dates, copies, stories,
times, people, quotations with their speakers, utterances, events, differences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import onrecord.threads  # noqa: F401
from onrecord.claims import with_agreement
from onrecord.edits import Hand
from onrecord.edtf import bounds
from onrecord.errors import Problem
from onrecord.join.changes import with_changes
from onrecord.join.copies import link
from onrecord.join.coverage import FEW, Coverage, Known, Shelf
from onrecord.join.dated import DatedSentence, dated_sentences
from onrecord.join.dates import publication, resolve_times
from onrecord.join.differences import find_differences
from onrecord.join.kept import Earlier, Kept
from onrecord.join.parts import parts_of
from onrecord.join.people import join_people
from onrecord.join.said import attribute
from onrecord.join.stories import Story, stories_of
from onrecord.join.told import tell, together
from onrecord.join.versions import Place, link_versions
from onrecord.model import Article, BuiltWith, Cleaned, Edit, Figure, Findings, Person, Record, SetAside, Time
from onrecord.settings import FORMAT, Settings
from onrecord.span import Span
from onrecord.timing import timed
from onrecord.tokens import phrases_of

__all__ = ["Joined", "Place", "join", "several", "with_set_aside"]

_NO_MAKER = BuiltWith("", "", "", "")


@dataclass(frozen=True, slots=True)
class Joined:
    """The record, the dated sentences that timelines are chosen from, and the stories that its articles tell.

    `kept` is what the next join may use again, by digest: what was made now, or None where it was there.
    """

    record: Record
    dated: tuple[DatedSentence, ...]
    stories: tuple[Story, ...]
    kept: Mapping[str, object | None]


def join(
    read: Iterable[tuple[Cleaned, Findings]],
    places: Sequence[Place],
    settings: Settings,
    *,
    story: str | None = None,
    about: str | None = None,
    edits: Sequence[Edit] = (),
    again: Callable[[str], Findings] | None = None,
    earlier: Earlier | None = None,
) -> Joined:
    """The record of these articles. `story` names it; `about` chooses among them.

    It is the name of a story that is told apart from others, as `articles[].story` has it: its articles are kept; else
    phrases joined by ` OR ` of which an article must hold one.

    `edits` are the corrections made by hand, each applied before the first step that rests on what it corrects. `again`
    gives an article's findings once more; with it those of the first few thousand alone are held in memory. `earlier`
    gives what an earlier join kept.
    """
    few = len(places) <= FEW
    kept = Kept(earlier, each=few)
    shelf = Shelf(again, few=few)
    cleaned = _taken(read, shelf)
    hand = Hand(edits, (c.article for c in cleaned))
    cleaned, changed = hand.articles(cleaned, shelf)
    for each in changed:
        shelf.put(each, hold=True)
    whole = timed("join: copies and dates", _dated_coverage, cleaned, shelf, places, settings, kept)
    coverage, stories = timed("join: stories", _told_apart, whole, kept)
    cleaned, left_out = _about(cleaned, about, stories)
    if left_out:
        coverage, stories = _chosen(_dated_coverage(cleaned, shelf, places, settings, kept), coverage), ()
    known = Known(timed("join: times", resolve_times, coverage))
    joined = timed("join: people", join_people, coverage, known.times, settings, hand)
    known = replace(known, people=joined.people, person_of=joined.person_of)
    quotations, unattributed = timed("join: speakers", attribute, coverage, known)
    quotations = hand.quotations(quotations, known.person_of)
    known = replace(known, quotations=quotations)
    parts = [tell(part, settings, kept) for part in parts_of(coverage, known, hand)]
    known = together(known, parts)
    drafts = [draft for part in parts for draft in part.drafts]
    differences = hand.differences(timed("join: differences", find_differences, coverage, known, settings, drafts))
    by_hand = (*hand.set_aside(), *(s for part in parts for s in part.set_aside))
    more = [SetAside("story", None, None, told)] if (told := several(stories)) else []
    times, figures, found = _as_found(coverage, known.times)
    found += (s for c in cleaned for s in c.set_aside)
    record = Record(
        onrecord=FORMAT,
        story=story if story is not None else _name(coverage, known.people),
        built_with=_NO_MAKER,
        articles=tuple(coverage.articles.values()),
        repairs=tuple(r for a in coverage.articles for r in coverage.repairs[a]),
        times=tuple(times),
        figures=tuple(figures),
        people=known.people,
        quotations=known.quotations,
        utterances=known.utterances,
        events=known.events,
        differences=differences,
        edits=hand.edits,
        set_aside=(*left_out, *more, *found, *joined.set_aside, *unattributed, *by_hand),
    )
    dated = timed("join: chronology", dated_sentences, coverage, known)
    return Joined(with_set_aside(record, ()), dated, stories, kept.results())


def _taken(read: Iterable[tuple[Cleaned, Findings]], shelf: Shelf) -> list[Cleaned]:
    """The articles by id; their findings go on the shelf."""
    cleaned = []
    for article, found in read:
        cleaned.append(article)
        shelf.put(found)
    return sorted(cleaned, key=lambda c: c.article.id)


def with_set_aside(record: Record, problems: Iterable[Problem]) -> Record:
    """The record with these problems among what was set aside, in order."""
    rows = {*record.set_aside, *(SetAside(p.what, p.path, None, p.why) for p in problems)}
    key = {
        row: (row.what, row.path or "", (row.span.article, row.span.start) if row.span else ("", 0), row.why)
        for row in rows
    }
    return replace(record, set_aside=tuple(sorted(rows, key=key.__getitem__)))


def _about(cleaned: list[Cleaned], about: str | None, stories: Sequence[Story]) -> tuple[list[Cleaned], list[SetAside]]:
    phrases = phrases_of(about)
    if not phrases:
        return cleaned, []
    chosen = [s for s in stories if len(stories) > 1 and s.name.lower() in {p.lower() for p in phrases}]
    if len(chosen) == len(phrases):
        inside = {a for s in chosen for a in s.articles}
        why = f"is not of the story {' or '.join(s.name for s in chosen)}"
    else:
        wanted = re.compile("|".join(rf"\b{re.escape(p)}\b" for p in phrases), re.IGNORECASE)
        inside = {c.article.id for c in cleaned if wanted.search(c.article.text)}
        why = f"does not name {' or '.join(phrases)}"
    away = [SetAside("article", c.article.path, None, why) for c in cleaned if c.article.id not in inside]
    return [c for c in cleaned if c.article.id in inside], away


def _told_apart(coverage: Coverage, kept: Kept) -> tuple[Coverage, tuple[Story, ...]]:
    """The articles with the names of their stories, and these."""
    stories = stories_of(coverage, kept)
    name = {article: story.name for story in stories for article in story.articles}
    articles = {i: replace(a, story=name.get(i)) for i, a in coverage.articles.items()}
    return replace(coverage, articles=articles), stories


def _chosen(coverage: Coverage, whole: Coverage) -> Coverage:
    """The chosen articles with the stories that all articles together showed."""
    articles = {i: replace(a, story=whole.articles[i].story) for i, a in coverage.articles.items()}
    return replace(coverage, articles=articles)


def several(stories: Sequence[Story]) -> str | None:
    """The stories that were told apart, in one sentence; None where there is but one."""
    if len(stories) < 2:
        return None
    told = ", ".join(f"{s.name} ({len(s.articles)} articles)" for s in stories)
    return f"the articles tell of {len(stories)} stories: {told}; --about with one of these names keeps to it"


def _dated_coverage(
    cleaned: Sequence[Cleaned], shelf: Shelf, places: Sequence[Place], settings: Settings, kept: Kept
) -> Coverage:
    """The articles with versions, dates, copies and what they changed settled, in the order of the record."""
    articles = link_versions({c.article.id: c.article for c in cleaned}, places)
    findings = shelf.ordered(c.article.id for c in cleaned)
    repairs = {c.article.id: c.repairs for c in cleaned}
    for article, dated in publication(Coverage(articles, findings, repairs)).items():
        worked_out = replace(
            articles[article], published=dated.published, published_basis=dated.basis, published_evidence=dated.evidence
        )
        articles[article] = with_agreement(worked_out)
    linked = link(Coverage(articles, findings, repairs), settings, kept)
    ordered = {a.id: a for a in sorted(linked, key=_place)}
    coverage = Coverage(ordered, findings.ordered(ordered), {a: repairs[a] for a in ordered})
    return replace(coverage, articles=with_changes(coverage, settings, kept))


def _place(article: Article) -> tuple[str, str]:
    """By earliest published date, the undated last, then by id."""
    return (bounds(article.published).first.isoformat() if article.published else "9999", article.id)


def _as_found(coverage: Coverage, times: Mapping[Span, Time]) -> tuple[list[Time], list[Figure], list[SetAside]]:
    """The settled times and the figures, in the order of the record, and what finding set aside."""
    settled: list[Time] = []
    figures: list[Figure] = []
    aside: list[SetAside] = []
    for found in coverage.findings.values():
        settled += [times[t.span] for t in found.times if t.span in times]
        figures += [Figure(f.span, f.kind, f.value, f.unit, f.of, f.approximate) for f in found.figures]
        aside += found.set_aside
    return settled, figures, aside


def _name(coverage: Coverage, people: Sequence[Person]) -> str:
    """A name for a story that was given none: the three names that most articles hold, else how many these are."""
    spread = Counter({p.id: len({m.article for m in p.mentions}) for p in people if p.kind != "place"})
    ranked = sorted((p for p in people if p.kind != "place"), key=lambda p: (-spread[p.id], -len(p.mentions), p.name))
    count = len(coverage.articles)
    return ", ".join(p.name for p in ranked[:3]) or ("1 article" if count == 1 else f"{count} articles")
