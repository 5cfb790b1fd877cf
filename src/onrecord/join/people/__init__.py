"""Who is who: every mention of a person, body, place or group tied to one entry, with what is said of it.

In this order: full names that are one person's (`fullnames`), short names through them (`shortnames`), bodies and their
acronyms (`bodies`); then each set of tied nodes becomes a `Person`, and roles, relations, ages and official steps are
put to whom they are said of.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.edits import NO_HAND, Hand
from onrecord.ids import member_id
from onrecord.join.coverage import Coverage
from onrecord.join.people.ages import born
from onrecord.join.people.bodies import resolve_bodies
from onrecord.join.people.fullnames import full_names, tie_full_names
from onrecord.join.people.shortnames import ShortNames
from onrecord.join.people.units import Node, Unions, Unit, agreed, units_of
from onrecord.model import Age, Alias, Findings, Name, Person, PersonKind, Proceeding, Relation, Role, SetAside, Time
from onrecord.namewords import Gender, name_words
from onrecord.settings import Settings
from onrecord.span import Span

__all__ = ["Joined", "join_people"]


@dataclass(frozen=True, slots=True)
class Joined:
    """The people of a coverage; `person_of` gives the id for the span of a name; `set_aside` lists the ties refused."""

    people: tuple[Person, ...]
    person_of: dict[Span, str]
    set_aside: tuple[SetAside, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody or something: id, kind, the name shown, and all mentions in the order of the coverage."""

    id: str
    kind: PersonKind
    shown: str
    names: list[Name]


@dataclass(slots=True)
class Said:
    """What is said of one person, in the order of the coverage."""

    roles: list[Role]
    relations: list[Relation]
    ages: list[Age]
    proceedings: list[Proceeding]


def join_people(
    coverage: Coverage, times: Mapping[Span, Time], settings: Settings | None = None, hand: Hand = NO_HAND
) -> Joined:
    """One entry for everybody and everything that the coverage names, by mentions (most first) and name.

    `times` are the settled times by span: they date official steps and ages. `hand` has the last word on who is one.
    Copies and older versions count: findings are listed for all articles.
    """
    settings = settings or Settings()
    units = units_of(coverage)
    members, refused = _tied(units, coverage, settings)
    rank = {article: i for i, article in enumerate(coverage.articles)}
    entries: list[Entry] = []
    tied = [(node.kind, names) for node, names in members.items()]
    for group in hand.regrouped("person", tied, lambda name: name.span):
        names = sorted(group.members, key=lambda name: (rank[name.span.article], name.span.start))
        entries.append(Entry(member_id("p", [name.span for name in names]), group.head, _name(names), names))
    person_of = {name.span: entry.id for entry in entries for name in entry.names}
    said = _said(coverage, times, person_of, {entry.id: entry for entry in entries})
    people = [_person(entry, said.get(entry.id)) for entry in entries]
    people.sort(key=lambda person: (-len(person.mentions), person.name, person.id))
    ordered = sorted(refused, key=lambda s: (rank[s.span.article], s.span.start) if s.span else (-1, 0))
    return Joined(tuple(people), person_of, tuple(ordered))


def _tied(units: list[Unit], coverage: Coverage, settings: Settings) -> tuple[dict[Node, list[Name]], list[SetAside]]:
    """All mentions by the node that stands for whom they mean, and the ties that were refused."""
    unions = Unions()
    full = full_names(units, settings)
    where = {unit.key: unit.mentions[0].span for unit in reversed(units) if unit.kind == "person"}
    refused = tie_full_names(full, unions, settings, where)
    told: defaultdict[Node, list[Gender | None]] = defaultdict(list)
    for unit in units:
        if unit.kind == "person" and len(unit.key) > 1:
            told[unions.top(Node("person", unit.key))] += [name.gender for name in unit.mentions]
    genders = {node: agreed(known, settings.gender_share) for node, known in told.items()}
    short = ShortNames(unions, genders, settings)
    mentions = [*short.resolve(units), *resolve_bodies(units, coverage, unions)]
    members: defaultdict[Node, list[Name]] = defaultdict(list)
    for name, node in mentions:
        members[unions.top(node)].append(name)
    return dict(members), [*refused, *short.refused]


def _name(names: Iterable[Name]) -> str:
    """The fullest common form: the most printed of those with several words, or of all if there are none.

    A last name of several words, `Vane Ashby`, gives way to the form with the first name.
    """
    counts = Counter(name.text for name in names)
    plain = {form: n for form, n in counts.items() if not (form.isupper() and len(form) > MAX_ACRONYM)} or counts
    full = {form: n for form, n in plain.items() if " " in form or "-" in form} or plain
    most = min(full, key=lambda form: (-full[form], -len(form), form))
    rare = RARE * full[most] if most.split()[0] in name_words().firsts else 0
    longer = [
        form for form, n in full.items()
        if form.endswith(f" {most}") and form.split()[0] in name_words().firsts and n >= rare
    ]  # fmt: skip
    return min(longer, key=lambda form: (-full[form], -len(form), form), default=most)


RARE = 0.05
"""Share of a full name's mentions that a longer form needs to be shown in its place: below, it is a paper's oddity."""
MAX_ACRONYM = 6
"""Letters: a longer form all in capitals is a shouted name, not an acronym."""


def _person(entry: Entry, said: Said | None) -> Person:
    forms = Counter(name.text for name in entry.names)
    aliases = tuple(Alias(form, n) for form, n in sorted(forms.items(), key=lambda item: (-item[1], item[0])))
    mentions = tuple(name.span for name in entry.names)
    if said is None:
        return Person(entry.id, entry.kind, entry.shown, aliases, mentions)
    return Person(
        entry.id, entry.kind, entry.shown, aliases, mentions,
        tuple(said.roles), tuple(said.relations), tuple(said.ages), tuple(said.proceedings),
    )  # fmt: skip


# ------------------------------------------------------------------ what is said of them
def _said(
    coverage: Coverage, times: Mapping[Span, Time], person_of: Mapping[Span, str], entries: Mapping[str, Entry]
) -> dict[str, Said]:
    """Roles, relations, ages and steps by person, in the order of the coverage.

    Only people have the first three: what one article takes for a person the coverage may know as a place.
    """
    said: defaultdict[str, Said] = defaultdict(lambda: Said([], [], [], []))
    people = {span: who for span, who in person_of.items() if entries[who].kind == "person"}
    for article, findings in ((a, coverage.findings[a]) for a in coverage.articles if a in coverage.findings):
        published = coverage.articles[article].published
        spoken = _spoken(findings)
        for role in findings.roles:
            if who := people.get(role.name):
                said[who].roles.append(Role(role.text, role.span, _speaker(role.span, spoken, person_of), published))
        for relation in findings.relations:
            who, to = people.get(relation.name), people.get(relation.to)
            if who and to and who != to:
                said[who].relations.append(Relation(to, relation.text, relation.span))
        for age in findings.ages:
            if who := people.get(age.name):
                as_of = _date(age.time, times) if age.time else published
                said[who].ages.append(Age(age.age, age.span, as_of, born(age.age, as_of)))
        for step in findings.steps:
            who = person_of.get(step.name) if step.name else None
            if who and step.modality == "actual":
                by = person_of.get(step.by) if step.by else None
                named = entries[by].shown if by else None
                said[who].proceedings.append(
                    Proceeding(step.step, step.charge, _date(step.time, times), step.span, named, step.term)
                )
    return dict(said)


def _spoken(findings: Findings) -> list[tuple[Span, Span]]:
    """The stretches that an article quotes from speakers whom it names, with the name, in text order."""
    found = ((q, q.speaker.name or q.speaker.span) for q in findings.quotations if q.speaker)
    return sorted((span, name) for quotation, name in found if name for span in quotation.content)


def _speaker(span: Span, spoken: Sequence[tuple[Span, Span]], person_of: Mapping[Span, str]) -> str | None:
    """Who says what stands at `span`, if it is quoted; of quotations within one another, the inner one's speaker."""
    at = bisect_right(spoken, span.start, key=lambda pair: pair[0].start)
    around = (name for content, name in reversed(spoken[max(0, at - NESTED) : at]) if content.end >= span.end)
    return next((person_of[name] for name in around if name in person_of), None)


NESTED = 4
"""Quoted stretches before a role that may hold it: as many as are ever nested in one another."""


def _date(span: Span | None, times: Mapping[Span, Time]) -> str | None:
    """The date that a time was resolved to."""
    time = times.get(span) if span else None
    return time.edtf if time else None
