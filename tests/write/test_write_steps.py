"""Steps of proceedings put together for showing."""

from __future__ import annotations

from dataclasses import replace

from onrecord.model import Proceeding, Record
from onrecord.write.steps import steps_of, ties_of


def told(record: Record, *steps: tuple[str, str | None]) -> list[tuple[str, str | None, int]]:
    person = record.people[0]
    span = person.proceedings[0].span
    given = tuple(Proceeding(step, None, date, span, None) for step, date in steps)
    return [(s.step, s.date, len(s.spans)) for s in steps_of(replace(person, proceedings=given))]


def test_the_same_step_stands_once(record: Record) -> None:
    assert told(record, ("charged", "2024-09-09"), ("charged", "2024-09-09")) == [("charged", "2024-09-09", 2)]


def test_a_vaguer_date_joins_the_only_finer_one(record: Record) -> None:
    steps = [("tried", "2024"), ("charged", "2024"), ("charged", "2024-09"), ("charged", "2024-09-09")]
    assert told(record, *steps) == [("tried", "2024", 1), ("charged", "2024-09-09", 3)]


def test_two_finer_dates_leave_the_vaguer_one_alone(record: Record) -> None:
    steps = [("charged", "2024"), ("charged", "2024-09"), ("charged", "2024-11")]
    assert told(record, *steps) == [("charged", "2024", 1), ("charged", "2024-09", 1), ("charged", "2024-11", 1)]


def test_undated_steps_come_last(record: Record) -> None:
    assert told(record, ("sued", None), ("charged", "2024"), ("sued", None)) == [
        ("charged", "2024", 1),
        ("sued", None, 2),
    ]


def test_ties_read_as_words(record: Record) -> None:
    person, other = record.people[1], record.people[0].id
    tie = person.relations[0]
    twice = (tie, replace(tie, text="married to"), tie, replace(tie, text="to"))
    found = ties_of(replace(person, relations=twice))
    assert [(t.words, t.to, len(t.spans)) for t in found] == [
        ("lawyer of", other, 2),
        ("married to", other, 1),
        ("to of", other, 1),
    ]
