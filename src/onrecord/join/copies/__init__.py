"""Copies: articles by several outlets, or under several keys, that are one text, whole or in part.

First who may be compared with whom (`candidates`), then how much of two texts is one (`compare`), then which of them
belong together (`groups`), and last what each is to the earliest of its group: a *copy*, all or nearly all of whose
words are the other's, or an *excerpt* of it, which has words of its own beside those. Articles are numbered by age
throughout, so that who came first is who has the smaller number.

What is compared are the words of prose blocks. Words in quotation marks alone make no copy: two reporters who
heard one statement quote the same words. Two articles that one agency is credited for need less in common, two that are
credited to different agencies much more, and two of one outlet more than two of different ones, because an outlet's
follow-ups repeat its own background.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.join.copies.compare import compare, matches
from onrecord.join.copies.groups import grouped
from onrecord.join.copies.makers import Makers, age_of
from onrecord.join.copies.prints import Print, Prints, prose_words
from onrecord.join.coverage import Coverage
from onrecord.join.kept import Kept
from onrecord.model import Article
from onrecord.settings import Settings
from onrecord.span import Span

__all__ = ["Linked", "link", "relations"]

HEADS = 8
"""Excerpts of a group that each later member is compared with, besides the origin."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What an article, by number, is: the number of its group, of the article that it copies, and how.

    `shared` are the numbers of the articles whose words are to be marked in it.
    """

    group: int
    copy_of: int | None = None
    kind: Literal["copy", "excerpt"] | None = None
    shared: tuple[int, ...] = ()


def link(coverage: Coverage, settings: Settings, kept: Kept | None = None) -> tuple[Article, ...]:
    """The articles in the order of `coverage`, each with its `copy_group` and, where it is a copy, what it copies.

    `kept` gives what earlier joins found of texts that are the same, and takes what is found now.

    A group's id is its smallest article id, and its origin the article published first, then the one that an agency
    published itself, then that with the smallest id. Versions of one article are one member: they share its group, and
    only the first of them can be a copy.
    """
    articles = coverage.articles
    ordered = sorted(articles.values(), key=age_of)
    number = {a.id: n for n, a in enumerate(ordered)}
    firsts = [number[_first(a.id, articles)] for a in ordered]
    found, prints = _related(lambda: iter(ordered), firsts, settings, kept or Kept())
    names: dict[int, str] = {}
    for article, linked in zip(ordered, found, strict=True):
        names[linked.group] = min(article.id, names.get(linked.group, article.id))
    return tuple(_linked(articles[a], number[a], found[number[a]], ordered, names, prints, settings) for a in articles)


def _first(article: str, articles: Mapping[str, Article]) -> str:
    """The version that an article goes back to, itself if it is no version."""
    seen = {article}
    while (before := articles[article].version_of) and before in articles and before not in seen:
        seen.add(before)
        article = before
    return article


def relations(articles: Callable[[], Iterator[Article]], firsts: list[int], settings: Settings) -> list[Linked]:
    """What each of the articles is to the others; they come the earliest first, and are read once and not kept.

    `firsts` has of each the number of its first version: its own number if it is no version.
    """
    return _related(articles, firsts, settings, Kept())[0]


def _related(
    articles: Callable[[], Iterator[Article]], firsts: list[int], settings: Settings, kept: Kept
) -> tuple[list[Linked], Prints]:
    """The same, and the fingerprints that it was told by."""
    makers = Makers(settings)
    prints = Prints(_told(articles(), makers), settings, kept)
    makers.close()
    members: dict[int, list[int]] = defaultdict(list)
    found = [Linked(group) for group in grouped(prints, makers, firsts, settings, kept)]
    for number, one in enumerate(found):
        members[one.group].append(number)
    for group in members.values():
        if len(group) > 1:
            for number, linked in _kinds(group, firsts, prints, makers, settings):
                found[number] = linked
    return found, prints


def _told(articles: Iterator[Article], makers: Makers) -> Iterator[Article]:
    for article in articles:
        makers.add(article)
        yield article


def _kinds(
    group: list[int], firsts: list[int], prints: Prints, makers: Makers, settings: Settings
) -> Iterator[tuple[int, Linked]]:
    """What each member of a group but its origin is, the earliest first."""
    origin = firsts[group[0]]
    heads: list[int] = []
    for number in group:
        first = firsts[number]
        if first == origin:
            continue
        if makers.kin(number, origin):
            linked = Linked(group[0], origin, "copy")
        else:
            others = [h for h in heads if h != first]
            linked = _kind(number, group[0], origin, others, prints, settings)
        if number == first and linked.kind == "excerpt" and len(heads) < HEADS:
            heads.append(number)
        yield number, linked if number == first else replace(linked, copy_of=None)


def _kind(number: int, group: int, origin: int, heads: list[int], prints: Prints, settings: Settings) -> Linked:
    """A copy of the origin or of an earlier excerpt that has its words, else an excerpt of what has most of them."""
    best, most = origin, -1
    left = 0
    for base in (origin, *heads):
        shared = compare(prints[number], prints[base], settings)
        if shared.share(0) >= settings.copy_contained:
            return Linked(group, base, "copy", () if base == origin else (origin,))
        if shared.own_covered[0] > most:
            best, most, left = base, shared.own_covered[0], shared.own[0] - shared.own_covered[0]
    if left < settings.excerpt_own:
        return Linked(group, best, "copy", () if best == origin else (origin,))
    return Linked(group, best, "excerpt", (origin,) if best == origin else (origin, best))


def _linked(
    article: Article, number: int, found: Linked, ordered: list[Article], names: Mapping[int, str], prints: Prints,
    settings: Settings,
) -> Article:  # fmt: skip
    bases = [prints[n] for n in found.shared]
    return replace(
        article,
        copy_of=None if found.copy_of is None else ordered[found.copy_of].id,
        copy_group=names[found.group],
        copy_kind=found.kind,
        shared=_shared(article, prints[number], bases, settings) if bases else (),
    )


def _shared(article: Article, own: Print, bases: list[Print], settings: Settings) -> tuple[Span, ...]:
    """The words of an article that one of the others has too, in runs."""
    words = prose_words(article)
    common = bytearray(len(words.starts))
    for base in bases:
        here, _, _ = matches(own, base, settings)
        for place in here.tolist():
            common[place : place + settings.copy_shingle] = b"\1" * settings.copy_shingle
    spans, start = [], None
    for place in range(len(common) + 1):
        inside = place < len(common) and common[place]
        if inside and start is None:
            start = place
        elif not inside and start is not None:
            spans.append(Span(article.id, words.starts[start], words.ends[place - 1]))
            start = None
    return tuple(spans)
