"""Parts: what of a coverage is joined by itself, having nothing to agree on with the rest.

Where there are several stories the articles of each are a part, and those of none another; stories that a correction
ties together are one part. Copies, dates and who is who are settled over all articles before. A part is given nothing
else: no other articles, times, names or quotations, and of a person id, kind, name and mentions in its own articles. So
what is told of it depends on what it holds alone, and stands as long as that stays the same, whatever is added to other
stories.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from onrecord.edits import Hand
from onrecord.join.coverage import Coverage, Known
from onrecord.model import Article, Person
from onrecord.span import Span

__all__ = ["Part", "parts_of"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part:
    """The articles of a part, what is known of them, and the corrections that are about them."""

    coverage: Coverage
    known: Known
    hand: Hand


def parts_of(coverage: Coverage, known: Known, hand: Hand) -> Iterator[Part]:
    """The parts, by the first of their articles in the order of the record; `known` is what comes before utterances."""
    home = _homes(coverage.articles, hand.ties())
    times, named = _split(known.times, home), _split(known.person_of, home)
    quotations = _by_part(known.quotations, lambda q: home[q.content[0].article])
    people = _people(known.people, home)
    for number, (part, articles) in enumerate(_by_part(coverage.articles, home.__getitem__).items()):
        yield Part(
            coverage.only(articles),
            Known(times[part], tuple(people[part]), named[part], tuple(quotations[part])),
            hand.within(articles, strays=number == 0),
        )


def _homes(articles: Mapping[str, Article], ties: Iterable[frozenset[str]]) -> dict[str, str]:
    """For each article the name of its part: of its story, of the first of those tied to this, or empty."""
    stories = {a.story or "" for a in articles.values()}
    name = dict.fromkeys(stories, "") if len(stories - {""}) < 2 else {story: story for story in stories}
    for tied in ties:
        together = {name[articles[a].story or ""] for a in tied}
        name |= {story: min(together) for story, old in name.items() if old in together}
    return {id_: name[a.story or ""] for id_, a in articles.items()}


def _people(people: Iterable[Person], home: Mapping[str, str]) -> defaultdict[str, list[Person]]:
    """Those whom each part names, by id, with their mentions in it; nothing that is said of them elsewhere."""
    found: defaultdict[str, list[Person]] = defaultdict(list)
    for person in sorted(people, key=lambda p: p.id):
        for part, mentions in _by_part(person.mentions, lambda m: home[m.article]).items():
            found[part].append(Person(person.id, person.kind, person.name, (), tuple(mentions)))
    return found


def _split(at: Mapping[Span, T], home: Mapping[str, str]) -> defaultdict[str, dict[Span, T]]:
    """What is known of each place, by part."""
    found: defaultdict[str, dict[Span, T]] = defaultdict(dict)
    for span, known in at.items():
        found[home[span.article]][span] = known
    return found


def _by_part(items: Iterable[T], part_of: Callable[[T], str]) -> defaultdict[str, list[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for item in items:
        found[part_of(item)].append(item)
    return found
