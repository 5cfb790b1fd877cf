"""The hand: edits as the join applies them, step by step; see the package's docstring for the order.

Each method takes what a step of the join found and gives it back corrected, and leaves it as it is where no edit is
about it. What an edit did not find is noted once, and is in `set_aside`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from onrecord.claims import with_agreement
from onrecord.edits.groups import Group, Groups
from onrecord.edits.places import Locator, Target, target_of
from onrecord.edits.verbs import GROUPED, about, byline_of, checked
from onrecord.errors import OnrecordError
from onrecord.model import Article, Cleaned, Difference, Edit, Findings, Quotation, SetAside, Speaker
from onrecord.span import Span

__all__ = ["NO_HAND", "Hand"]

H = TypeVar("H")
T = TypeVar("T")

UNSETTLED = "XXXX-XX-XX"
"""The TIMEX3 value of a day of which nothing is known."""

GONE = "what it is about is not in the record any more"
MANY = "it no longer means one thing"


@dataclass(frozen=True, slots=True)
class _Live:
    """An edit that was not undone: its number from 1, itself, and what it is about."""

    number: int
    edit: Edit
    target: Target


class Hand:
    """The edits of a record against its articles. Made anew for each join."""

    def __init__(self, edits: Sequence[Edit] = (), articles: Iterable[Article] = ()) -> None:
        """An edit that cannot be read (a record was tampered with) is set aside like one that does not apply."""
        self.edits = tuple(edits)
        self._live: list[_Live] = []
        self._aside: list[SetAside] = []
        for number, edit in enumerate(self.edits, 1):
            if not edit.undone:
                try:
                    self._live.append(_Live(number, checked(edit), target_of(edit.target)))
                except OnrecordError as error:
                    self._not_applied(number, edit, str(error), None)
        self._locator = Locator(articles if self._live else ())

    def set_aside(self) -> tuple[SetAside, ...]:
        """What was rejected, and the edits that no longer apply."""
        return tuple(self._aside)

    # -------------------------------------------------------------- parts of the coverage
    def ties(self) -> list[frozenset[str]]:
        """The articles that each edit of utterances or events is about, where these are several."""
        return [places for live in self._grouping() if len(places := self._articles(live)) > 1]

    def within(self, articles: Collection[str], *, strays: bool) -> Hand:
        """The hand for the utterances and events of these articles, which are all that any edit of theirs is about.

        With `strays` it has the edits of what is nowhere in the record too, to set them aside.
        """
        hand = Hand()
        hand._locator = self._locator
        about = [(live, self._articles(live)) for live in self._grouping()]
        hand._live = [live for live, found in about if not found.isdisjoint(articles) or (strays and not found)]
        return hand

    def live(self) -> list[tuple[int, Edit]]:
        """The edits that count, with their numbers."""
        return [(live.number, live.edit) for live in self._live]

    def _grouping(self) -> list[_Live]:
        """The edits that say which utterances and events there are; who said a quotation is settled before."""
        return [live for live in self._about(*GROUPED["utterance"], *GROUPED["event"]) if _regroups(live)]

    def _articles(self, live: _Live) -> frozenset[str]:
        """The articles that an edit's target and value are in, as far as the record has them."""
        value = target_of(live.edit.value).places if live.edit.verb in ("merge", "split", "pin") else ()
        return frozenset(a for p in (*live.target.places, *value) if (a := self._locator.article(p)))

    def _about(self, *kinds: str) -> list[_Live]:
        return [live for live in self._live if live.target.kind in kinds]

    def _miss(self, live: _Live, why: str) -> None:
        article = self._locator.articles.get(live.target.places[0].article)
        self._not_applied(live.number, live.edit, why, article.path if article else None)

    def _not_applied(self, number: int, edit: Edit, why: str, path: str | None) -> None:
        words = f"edit {number} ({edit.verb}, {about(edit.target)}) no longer applies: {why}"
        self._aside.append(SetAside("edit", path, None, words))

    def _rejected(self, live: _Live, span: Span) -> None:
        words = "dismissed by hand" if live.edit.verb == "dismiss" else "rejected by hand"
        self._aside.append(SetAside(live.target.kind, self._locator.articles[span.article].path, span, words))

    # -------------------------------------------------------------- articles
    def articles(
        self, read: Sequence[Cleaned], findings: Mapping[str, Findings]
    ) -> tuple[list[Cleaned], list[Findings]]:
        """The articles with publication date, outlet and byline as set, and the findings that this changes."""
        given: dict[str, list[Edit]] = {}
        for live in self._about("article"):
            article = self._locator.article(live.target.places[0])
            if article is None:
                self._miss(live, "its article is not in the record")
            else:
                given.setdefault(article, []).append(live.edit)
        edited = (c for c in read if c.article.id in given)
        made = {c.article.id: _set(c, findings[c.article.id], given[c.article.id]) for c in edited}
        articles = [made[c.article.id][0] if c.article.id in made else c for c in read]
        return articles, [found for _, found in made.values()]

    # -------------------------------------------------------------- people, utterances, events
    def regrouped(
        self,
        kind: str,
        groups: Sequence[tuple[H, list[T]]],
        span_of: Callable[[T], Span],
        unit_of: Callable[[T], Span] | None = None,
        head_of: Callable[[str], H] | None = None,
    ) -> list[Group[H, T]]:
        """The groups of a kind (`person`, `utterance`, `event`), each with its head, as the edits about it leave them.

        `unit_of` is what is only taken out whole, if not a member; `head_of` makes a head of a value that was set.
        """
        made = [Group(head, members) for head, members in groups]
        todo = [live for live in self._about(*GROUPED[kind]) if _regroups(live)]
        if not todo:
            return made
        all_ = Groups(made, span_of, unit_of or span_of)
        for live in sorted(todo, key=lambda each: each.number):
            self._regroup(live, all_, head_of)
        return all_.groups

    def _regroup(self, live: _Live, all_: Groups[H, T], head_of: Callable[[str], H] | None) -> None:
        found = self._found(live.target, all_)
        if live.edit.verb == "split":
            self._split(live, all_, found)
        elif len(found) != 1:
            self._miss(live, MANY if found else GONE)
        else:
            group = found[0]
            match live.edit.verb:
                case "merge":
                    self._merge(live, all_, group)
                case "reject":
                    self._rejected(live, all_.span_of(group.members[0]))
                    all_.drop(group)
                case "pin":
                    all_.bring_in(group, self._value_spans(live))
                    _fix(group, head_of, target_of(live.edit.value).code)
                case "set date":
                    _fix(group, head_of, live.edit.value)

    def _found(self, target: Target, all_: Groups[H, T]) -> Sequence[Group[H, T]]:
        """The groups at the first of the target's places where there is any: one, if all is well."""
        spans = filter(None, map(self._locator.span, target.places))
        return next((groups for span in spans if (groups := all_.at(span))), ())

    def _value_spans(self, live: _Live) -> list[Span]:
        """The places named by the value that are there."""
        return [s for p in target_of(live.edit.value).places if (s := self._locator.span(p)) is not None]

    def _split(self, live: _Live, all_: Groups[H, T], found: Sequence[Group[H, T]]) -> None:
        """Takes what the value names out of the group that has it and the target; nothing if they are apart already."""
        out = self._value_spans(live)
        both = [g for g in found if any(g is h for o in out for h in all_.at(o))]
        if not found or not out:
            self._miss(live, GONE)
        elif len(both) > 1 or (both and not all_.take_out(both[0], out)):
            self._miss(live, MANY)

    def _merge(self, live: _Live, all_: Groups[H, T], group: Group[H, T]) -> None:
        """Unites with the group the one that the value names."""
        other = self._found(target_of(live.edit.value), all_)
        if len(other) == 1:
            all_.unite(group, other)
        else:
            self._miss(live, MANY if other else GONE)

    # -------------------------------------------------------------- quotations
    def quotations(self, found: Sequence[Quotation], person_of: Mapping[Span, str]) -> tuple[Quotation, ...]:
        """The quotations without those that are wrong, and with the speakers that were set."""
        about_these = [live for live in self._about("quotation") if not _regroups(live)]
        if not about_these:
            return tuple(found)
        by_place = {q.content[0]: q for q in found}
        named = {(span.article, person): span for span, person in sorted(person_of.items(), reverse=True)}
        for live in about_these:
            span = self._locator.span(live.target.places[0])
            quotation = by_place.get(span) if span else None
            if span is None or quotation is None:
                self._miss(live, GONE)
            elif live.edit.verb == "reject":
                del by_place[span]
                self._rejected(live, span)
            elif live.edit.verb in ("set speaker", "pin"):
                by_place[span] = self._spoken(live, quotation, person_of, named)
        return without_home([by_place[q.content[0]] for q in found if q.content[0] in by_place])

    def _spoken(
        self,
        live: _Live,
        quotation: Quotation,
        person_of: Mapping[Span, str],
        named: Mapping[tuple[str, str], Span],
    ) -> Quotation:
        """The quotation with the speaker that was set; it keeps the words for the speaker if they name no other.

        `named` is where an article first names a person.
        """
        if not live.edit.value:
            return replace(quotation, speaker=None)
        person = next((person_of[s] for s in self._value_spans(live) if s in person_of), None)
        if person is None:
            self._miss(live, "its speaker is nobody in the record any more")
            return quotation
        old = quotation.speaker
        if old is not None and old.person == person:
            return quotation
        name = named.get((quotation.content[0].article, person))
        if old is None or (old.form == "name" and old.person is not None):
            return replace(quotation, speaker=Speaker(person, None, "implicit", name))
        return replace(quotation, speaker=replace(old, person=person, name=name))

    # -------------------------------------------------------------- differences
    def differences(self, found: Sequence[Difference]) -> tuple[Difference, ...]:
        """The differences without those that were rejected or dismissed, ranked from 1 again."""
        kept = list(found)
        for live in self._about("difference"):
            spans = [self._locator.span(p) for p in live.target.places]
            hits = [
                d for d in kept
                if d.reason == live.target.code and {s.span for s in d.statements}.issuperset(filter(None, spans))
            ]  # fmt: skip
            if None in spans or not hits:
                self._miss(live, GONE if None in spans else "the accounts do not differ in it any more")
            elif len(hits) > 1:
                self._miss(live, MANY)
            elif live.edit.verb in ("reject", "dismiss") and spans[0] is not None:
                kept.remove(hits[0])
                self._rejected(live, spans[0])
        return tuple(d if d.rank == n else replace(d, rank=n) for n, d in enumerate(kept, 1))


def without_home(quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations, those nested in one that was taken out standing by themselves."""
    here = {q.id for q in quotations}
    return tuple(q if q.nested_in is None or q.nested_in in here else replace(q, nested_in=None) for q in quotations)


def _regroups(live: _Live) -> bool:
    """Whether an edit may regroup things: those of a quotation else say who speaks, or that there is none."""
    return live.target.kind != "quotation" or live.edit.verb in ("merge", "split")


def _fix(group: Group[H, T], head_of: Callable[[str], H] | None, value: str) -> None:
    if head_of is not None and value:
        group.head, group.fixed, group.touched = head_of(value), True, True


def _set(cleaned: Cleaned, found: Findings, edits: Iterable[Edit]) -> tuple[Cleaned, Findings]:
    article = cleaned.article
    for edit in edits:
        match edit.verb:
            case "set published":
                article = replace(article, published=edit.value, published_basis="hand", published_evidence=())
                found = _unsettled(found)
            case "set outlet":
                article = replace(article, outlet=edit.value or None)
            case "set byline":
                article = replace(article, byline=byline_of(edit.value))
    return replace(cleaned, article=with_agreement(article)), found


def _unsettled(found: Findings) -> Findings:
    """The findings without the values that times had from the date of publication: the join settles them anew."""
    times = tuple(
        replace(t, value=pattern if (pattern := t.open.pattern or "").startswith("X") else UNSETTLED,
                edtf=None, anchor="none")
        if t.open and t.anchor == "published" else t
        for t in found.times
    )  # fmt: skip
    return replace(found, times=times)


NO_HAND = Hand()
"""No edits: everything stays as it was found."""
