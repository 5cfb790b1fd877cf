"""Events: which mentions are one happening, how they are dated and weighed, and what is background."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.find import find_all
from onrecord.join.coverage import Coverage, Known
from onrecord.join.dates import resolve_times
from onrecord.join.events import join_events
from onrecord.join.people import join_people
from onrecord.settings import Settings
from onrecord.span import text_of


@pytest.fixture(scope="module")
def events(parsed):
    """The events of some articles (text, date of publication), each as `(date, status, background, headline)`."""

    def joined(*articles):
        parses = [
            parsed(text, key=f"a{i}", published=date, outlet=f"Outlet {i}", copy_group=f"g{i}")
            for i, (text, date) in enumerate(articles)
        ]
        by_id = {p.article.id: p.article for p in parses}
        coverage = Coverage(by_id, {p.article.id: find_all(p) for p in parses}, dict.fromkeys(by_id, ()))
        known = Known(resolve_times(coverage))
        people = join_people(coverage, known.times)
        known = replace(known, people=people.people, person_of=people.person_of)
        return join_events(coverage, known, Settings()), by_id

    return joined


SUNK = "The ferry Marigold sank off Port Anselm on March 1, 2031, killing Peter Lunt and two other passengers."
SUNK_AGAIN = "Peter Lunt drowned in the March 2031 sinking of the ferry Marigold."
CHARGED = "Captain Ann Roe was charged with manslaughter in June 2031."


def test_mentions_of_one_happening_are_one_event_with_the_finest_date(events):
    found, _ = events((SUNK, "2031-03-02"), (SUNK_AGAIN, "2031-08-01"))
    sinking = [e for e in found if e.date.startswith("2031-03")]
    assert [(e.date, e.outlets, len(e.support)) for e in sinking] == [("2031-03-01", 2, 2)]


def test_an_event_is_never_dated_finer_than_its_sources(events):
    found, _ = events((SUNK_AGAIN, "2031-08-01"), (CHARGED, "2031-08-02"))
    assert [e.date for e in found] == ["2031-03", "2031-06"]


def test_two_happenings_of_one_day_stay_apart(events):
    text = SUNK + "\nIn Norwell, farmers protested against milk prices on March 1, 2031."
    found, _ = events((text, "2031-03-02"))
    assert len([e for e in found if e.date == "2031-03-01"]) == 2


def test_what_went_before_the_story_is_background(events):
    old = "In 1994, eleven people died when the ferry Daffodil sank in Norwell."
    found, _ = events((SUNK + "\n" + old, "2031-03-02"), (SUNK_AGAIN, "2031-08-01"))
    assert {e.date: e.background for e in found} == {"1994": True, "2031-03-01": False}


def test_planned_and_denied_events_are_not_told_as_done(events):
    text = SUNK + "\nThe trial will begin on September 5, 2031.\nAnn Roe did not leave the bridge on March 1, 2031."
    found, articles = events((text, "2031-08-01"))
    status = {e.date: e.status for e in found if "trial" in text_of(e.headline, articles[e.headline.article])}
    assert status == {"2031-09-05": "planned"}
    assert "denied" in {e.status for e in found if "bridge" in text_of(e.headline, articles[e.headline.article])}


def test_the_event_most_told_weighs_most_and_has_weight_one(events):
    found, _ = events((SUNK, "2031-03-02"), (SUNK_AGAIN, "2031-08-01"), (CHARGED, "2031-08-02"))
    assert max(found, key=lambda e: e.weight).date == "2031-03-01"
    assert max(e.weight for e in found) == 1.0


def test_events_come_by_date(events):
    found, _ = events((CHARGED + "\n" + SUNK, "2031-08-02"))
    assert [e.date for e in found] == sorted(e.date for e in found)


def test_two_happenings_of_one_month_stay_apart(events):
    text = "The Marigold was scrapped in March 2032.\nA trial of Ann Roe is expected to begin in March 2032."
    found, _ = events((text, "2032-01-10"))
    assert sorted((e.date, e.status) for e in found) == [("2032-03", "happened"), ("2032-03", "planned")]


def test_circumstances_of_a_day_join_what_happened_on_it(events):
    text = SUNK + "\nPeter Lunt was sitting by the door of the Marigold on March 1, 2031."
    found, articles = events((text, "2031-03-02"))
    (event,) = [e for e in found if e.date == "2031-03-01"]
    assert "sank" in text_of(event.headline, articles[event.headline.article])


def test_the_date_is_no_word_that_two_happenings_share(events):
    found, _ = events(
        ("The Marigold was scrapped in March 2032.", "2032-05-10"), ("A trial began in March.", "2032-05-10")
    )
    assert [e.date for e in found] == ["2032-03", "2032-03"]


def by_date(found, articles):
    """Date → the headlines of its events."""
    told: dict[str, list[str]] = {}
    for event in found:
        told.setdefault(event.date, []).append(text_of(event.headline, articles[event.headline.article]))
    return told


def test_the_great_event_of_a_day_does_not_swallow_the_others(events):
    sunk = [
        "The ferry Marigold sank off Port Anselm on March 1, 2031, killing three passengers.",
        "On March 1, 2031 the ferry Marigold went down off Port Anselm and three passengers drowned.",
        "Three passengers were killed when the ferry Marigold sank off Port Anselm on March 1, 2031.",
        "The Marigold, a ferry, sank on March 1, 2031 off Port Anselm, and passengers were killed.",
    ]
    other = "Teachers in Port Anselm voted for a strike over pay on March 1, 2031."
    found, articles = events(*[(text, "2031-03-02") for text in [*sunk, other]])
    first, second = sorted((e for e in found if e.date == "2031-03-01"), key=lambda e: -e.weight)
    assert (first.independent, second.independent) == (4, 1)
    assert "Teachers" in text_of(second.headline, articles[second.headline.article])


def test_what_only_counts_from_an_event_still_returns_to_it(events):
    found, articles = events(
        (SUNK, "2031-03-02"), ("Fares have doubled since the accident on March 1, 2031.", "2031-05-02")
    )
    (event,) = [e for e in found if e.date == "2031-03-01"]
    assert event.independent == 2
    assert text_of(event.headline, articles[event.headline.article]).startswith("The ferry Marigold sank")


def test_accounts_of_what_the_story_counts_from_need_not_share_a_word(events):
    struck = "A chain ferry struck a crowded pontoon below Norwell on Saturday, killing two spectators, officials said."
    died = "The accident on March 1, 2031 is what nobody forgets.\nPeter Lunt and Ines Caro died on March 1, 2031."
    found, _ = events((struck, "2031-03-02"), (died, "2031-05-02"))
    assert [e.independent for e in found if e.date == "2031-03-01"] == [2]


def test_what_is_like_a_lighter_telling_of_an_event_is_of_that_event(events):
    struck = "The ferry Marigold struck a pontoon full of spectators on March 1, 2031, killing two."
    ran = "The chain parted and the ferry Marigold ran down a pontoon full of spectators on March 1, 2031."
    died = "Since the accident on March 1, 2031, nothing is as it was.\nPeter Lunt and Ines Caro died on March 1, 2031."
    again = "Ines Caro and Peter Lunt were killed in the accident on March 1, 2031."
    found, _ = events(*[(text, "2031-05-02") for text in (struck, ran, died, again)])
    assert [e.independent for e in found if e.date == "2031-03-01"] == [4]


def test_one_of_many_is_not_the_one_that_the_story_counts_from(events):
    found, _ = events((SUNK, "2031-03-02"), ("Nobody was hurt in a small fire on March 1, 2031.", "2031-05-02"))
    assert len([e for e in found if e.date == "2031-03-01"]) == 2


def test_a_week_joins_the_event_of_its_kind_that_lies_in_it(events):
    found, _ = events((SUNK, "2031-03-02"), ("Divers said last week’s accident was avoidable.", "2031-03-06"))
    assert [(e.date, e.independent) for e in found] == [("2031-03-01", 2)]


def test_two_who_were_charged_in_one_month_are_two_events(events):
    texts = ("Ann Roe was charged with manslaughter in June 2031.", "Peter Lunt was charged with fraud in June 2031.")
    found, _ = events(*[(t, "2031-08-02") for t in texts])
    assert [e.date for e in found] == ["2031-06", "2031-06"]


def test_one_dismissal_told_with_other_people_in_other_parts_is_one_event(events):
    found, _ = events(
        ("In July 2031, Judge Clara Stone dismissed the manslaughter case in Norwell.", "2031-12-01"),
        ("In 2031, a judge threw out the manslaughter case against Ann Roe.", "2031-12-03"),
    )
    assert [(e.date, e.independent) for e in found] == [("2031-07", 2)]


def test_a_stamp_dates_nothing(events):
    found, _ = events(("At 4:25 pm on 2 March 2031, ferryfan wrote: The owners sank that ship.", "2031-03-02"))
    assert found == ()


def test_whom_one_of_many_tellings_names_is_not_in_the_event(events):
    texts = [f"The ferry Marigold sank off Port Anselm on March 1, 2031, killing {n} passengers." for n in range(3, 14)]
    odd = "The ferry Marigold sank off Port Anselm on March 1, 2031, Hugo Falk told passengers."
    found, _ = events(*[(text, "2031-03-02") for text in [*texts, odd]])
    event = max(found, key=lambda e: e.weight)
    assert (event.independent, event.people) == (12, ())


def test_a_headline_does_not_lean_on_the_sentence_before_it(events):
    found, articles = events(
        ("It sank off Port Anselm on March 1, 2031, killing Peter Lunt.", "2031-03-02"),
        ("The ferry sank off Port Anselm on March 1, 2031, killing Peter Lunt.", "2031-03-03"),
    )
    (event,) = [e for e in found if e.date == "2031-03-01"]
    assert text_of(event.headline, articles[event.headline.article]).startswith("The ferry")


def test_a_headline_tells_its_time_by_itself(events):
    found, articles = events(
        (
            "Norwell was asleep on March 1, 2031. The ferry sank that night off the port, killing Peter Lunt.",
            "2031-03-02",
        ),
        ("The ferry sank off Port Anselm on March 1, 2031, killing Peter Lunt.", "2031-03-03"),
    )
    (event,) = [e for e in found if "sank" in text_of(e.headline, articles[e.headline.article])]
    assert "that night" not in text_of(event.headline, articles[event.headline.article])


def test_a_headline_tells_of_its_event_first(events):
    late = "Ann Roe told reporters in Norwell that she and her crew had been asleep at the sinking on March 1, 2031."
    found, articles = events(
        ("The sinking on March 1, 2031 killed Peter Lunt and Ann Roe was asleep.", "2031-03-02"), (late, "2031-03-02")
    )
    (event,) = [e for e in found if e.date == "2031-03-01"]
    assert text_of(event.headline, articles[event.headline.article]).startswith("The sinking")


@pytest.mark.parametrize(("about", "background"), [("the sinking", False), ("a theft", True)])
def test_passing_figures_are_background_unless_the_story_is_named(events, about, background):
    step = f"On May 5, 2031, officers handed the prosecutor Hugo Falk the files about {about}."
    found, _ = events((SUNK + "\n" + step, "2031-06-02"), (SUNK, "2031-03-02"), (SUNK_AGAIN, "2031-08-01"))
    assert [e.background for e in found if e.date == "2031-05-05"] == [background]
