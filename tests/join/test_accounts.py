"""Where accounts of one story differ, from the text on: denials, dates, steps, copies, wordings. All invented."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from onrecord import build, open_record
from onrecord.model import Record

Told = tuple[str, str] | tuple[str, str, str]
"""An article's day and text, and its title if it has one."""
Story = Callable[..., Record]


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """Builds a record of articles by as many outlets."""

    def record(*told: Told) -> Record:
        lines = [
            {
                "id": f"a{n}",
                "source": f"Outlet {n}",
                "date_publish": day,
                "maintext": text,
                "title": (*title, "Orrin")[0],
            }
            for n, (day, text, *title) in enumerate(told)
        ]
        source = tmp_path / "articles.jsonl"
        source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        assert not build([source], tmp_path / "s.record").problems
        return open_record(tmp_path / "s.record")

    return record


def brief(record: Record, *reasons: str) -> list[tuple[str, str, list[str]]]:
    return [(d.kind, d.reason, [s.value for s in d.statements]) for d in record.differences if d.reason in reasons]


DENIALS = ("denied", "denied-later", "disputed", "headline")
MORE = "The Orrin mill burned down in May. Ada Quill, who ran the mill, has left the town of Selby."


# ------------------------------------------------------------------ denials
@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (
            "Ada Quill signed the lease of the Orrin mill.",
            "Ada Quill did not sign the lease of the Orrin mill.",
            "denied",
        ),
        ("The alarm at the Orrin mill sounded.", "The alarm at the Orrin mill never sounded.", "denied"),
        (
            "Inspectors found rot in the beams of the mill.",
            "Inspectors found no rot in the beams of the mill.",
            "denied",
        ),
        (
            "Ada Quill bolted the north door of the mill.",
            "“I never bolted the north door of the mill,” Ada Quill said.",
            "disputed",
        ),
        (
            "Ada Quill said that she never pulled the red lever in the mill.",
            "The report states that the sluice could not have been opened without pulling the red lever in the mill.",
            "disputed",
        ),
    ],
)
def test_one_says_that_it_was_done_and_another_that_it_was_not(story: Story, one: str, other: str, reason: str) -> None:
    record = story(("2024-05-06", f"{one} {MORE}"), ("2024-05-06", f"{other} {MORE}"))
    (found,) = brief(record, *DENIALS)
    assert found[:2] == ("conflict", reason)


def test_a_dispute_says_whose_word_stands_against_whose(story: Story) -> None:
    one = "Hugo Vane said that Ada Quill locked the north gate of the Orrin mill."
    other = "Ada Quill said that she never locked the north gate of the Orrin mill."
    (found,) = [d for d in story(("2024-05-06", one), ("2024-05-06", other)).differences if d.reason in DENIALS]
    assert found.reason == "disputed"
    assert found.args["by"] == "Hugo Vane"
    assert found.args["other"] == "Ada Quill"


def test_a_dispute_with_nobody_named_begins_a_sentence(story: Story) -> None:
    one = "The report states that the sluice could not have been opened without pulling the red lever in the mill."
    other = "Ada Quill said that she never pulled the red lever in the mill."
    (found,) = [
        d
        for d in story(("2024-05-06", f"{other} {MORE}"), ("2024-05-06", f"{one} {MORE}")).differences
        if d.reason in DENIALS
    ]
    assert found.why.startswith("One account says that this happened (pull: ")
    assert "Ada Quill says that it did not" in found.why


def test_what_was_not_planned_came_about_later(story: Story) -> None:
    record = story(
        ("2024-05-06", f"Mayor Ada Quill said that she would not order a public inquiry. {MORE}"),
        ("2024-05-20", f"Mayor Ada Quill ordered a public inquiry on Friday. {MORE}"),
    )
    (found,) = brief(record, *DENIALS)
    assert found == ("changed", "denied-later", ["not order", "order"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Quill signed the lease of the Orrin mill.", "Ada Quill did not sign the deed of the Selby quarry."),
        ("Ada Quill signed the lease of the Orrin mill.", "Hugo Vane did not sign the lease of the Orrin mill."),
        (
            "Ada Quill signed the lease of the Orrin mill.",
            "Ada Quill not only signed the lease of the Orrin mill, she framed it.",
        ),
        ("Ada Quill was told to keep the wheel turning.", "Ada Quill was never told to open the sluice."),
        ("Ada Quill called on the council to resign.", "Ada Quill did not call her brother."),
        (
            "The doors of the mill are being painted by Hugo Vane.",
            "The doors of the mill are not yet painted by Hugo Vane.",
        ),
        ("Would Ada Quill sign the lease of the Orrin mill?", "Ada Quill did not sign the lease of the Orrin mill."),
        (
            "Hugo Vane believed Ada Quill had signed the lease of the mill.",
            "Ada Quill did not sign the lease of the mill.",
        ),
        (
            "The Orrin Guild has played an ever bolder role, and wants a seat on the Selby council.",
            "The Orrin Guild, said Hugo Vane, played no role in planning the first march on Selby.",
        ),
        (
            "Ada Quill was killed near the Orrin mill in Selby.",
            "Hugo Vane said that he never killed Ada Quill near the Orrin mill in Selby.",
        ),
    ],
)
def test_other_things_are_no_denial(story: Story, one: str, other: str) -> None:
    assert brief(story(("2024-05-06", f"{one} {MORE}"), ("2024-05-06", f"{other} {MORE}")), *DENIALS) == []


def test_what_had_not_been_done_may_be_done_the_same_day(story: Story) -> None:
    record = story(
        ("2024-05-06", f"Hugo Vane said that Ada Quill has not signed the lease of the Orrin mill. {MORE}"),
        ("2024-05-06", f"Ada Quill signed the lease of the Orrin mill. {MORE}"),
    )
    assert [found[:2] for found in brief(record, *DENIALS)] == [("changed", "denied-later")]


def test_a_request_to_resign_is_no_resignation(story: Story) -> None:
    told = ("Mayor Ada Quill failed to resign on Monday.", "Mayor Ada Quill, please resign, you are too old.")
    assert brief(story(*(("2024-05-06", f"{text} {MORE}") for text in told)), *DENIALS) == []


def test_a_headline_that_says_what_its_article_denies(tmp_path: Path) -> None:
    head = "Inspectors found rot in beams of Orrin mill\n\nPublished May 6, 2024\n\n"
    text = f"Inspectors did not find any rot in the beams of the Orrin mill, their report says.\n\n{MORE}\n"
    (tmp_path / "rot.txt").write_text(head + text, encoding="utf-8")
    build([tmp_path / "rot.txt"], tmp_path / "s.record")
    record = open_record(tmp_path / "s.record")
    assert brief(record, *DENIALS) == [("conflict", "headline", ["find", "not find"])]


# ------------------------------------------------------------------ dates
ELSE = "The clerk, whose cat slept through it all, read every page aloud, and then the band of the fire brigade played."
AGAIN = "Residents recall how Hugo Vane and Ada Quill, in the old town hall, signed the lease of the Orrin mill {}."
LEASE = "Ada Quill and Hugo Vane signed the lease of the Orrin mill {} in the town hall of Selby."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("on March 12, 2024", "on March 21, 2024"),
        ("on 12 March 2024", "on 12 April 2024"),
        ("in 2019", "in 2021"),
    ],
)
def test_two_dates_of_one_event(story: Story, one: str, other: str) -> None:
    record = story(("2024-04-26", f"{LEASE.format(one)} {MORE}"), ("2024-04-26", f"{AGAIN.format(other)} {ELSE}"))
    (found,) = brief(record, "dates", "dates-vague")
    assert found[:2] == ("conflict", "dates")


def test_a_day_and_the_month_it_is_in(story: Story) -> None:
    told = (f"{LEASE.format('on March 12')} {MORE}", f"It is known that {LEASE.format('last month')} {ELSE}")
    record = story(*(("2024-04-26", text) for text in told))
    assert brief(record, "dates", "dates-vague") == [("precision", "dates-vague", ["March 12", "last month"])]


NOTICE = "Ada Quill wrote the page that was later credited with calling the first march on Selby on January {}."


def test_two_dates_in_one_sentence_printed_twice(story: Story) -> None:
    told = [("2024-01-26", f"{NOTICE.format(day)} {more}") for day, more in ((18, MORE), (25, ELSE))]
    assert [found[:2] for found in brief(story(*told), "dates")] == [("conflict", "dates")]


@pytest.mark.parametrize(("told", "toll", "listed"), [(3, "12,000", True), (2, "12,000", False), (3, "31,000", False)])
def test_a_date_beside_a_figure_that_several_give_with_another(
    story: Story, told: int, toll: str, listed: bool
) -> None:
    forms = (
        "As many as 12,000 people lost their homes in the Selby flood on 12 January.",
        "The Selby flood on January 12 left 12,000 people homeless, the council said.",
        "Some 12,000 people are without homes after the 12 January flood in Selby.",
    )
    slip = f"An estimated {toll} people lost their homes in the flood at Selby on 18 January."
    record = story(*(("2024-01-26", text) for text in forms[:told]), ("2024-01-27", slip))
    assert [found[:2] for found in brief(record, "dates")] == ([("conflict", "dates")] if listed else [])


def test_two_sentences_alike_but_for_more_than_a_date(story: Story) -> None:
    other = NOTICE.format(25).replace("first", "second")
    told = (("2024-01-26", f"{NOTICE.format(18)} {MORE}"), ("2024-01-26", f"{other} {ELSE}"))
    assert brief(story(*told), "dates") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("on March 12, 2024", "on 12 March"),
        ("on March 12, 2024", "on June 30, 2016"),
        ("ten days ago", "eleven days ago"),
        ("on March 12, 2024", "in 2024"),
    ],
)
def test_dates_that_agree_or_are_of_two_events(story: Story, one: str, other: str) -> None:
    record = story(("2024-04-26", f"{LEASE.format(one)} {MORE}"), ("2024-04-26", f"{AGAIN.format(other)} {ELSE}"))
    assert brief(record, "dates", "dates-vague") == []


def test_a_correction_against_what_it_corrects(story: Story) -> None:
    record = story(
        ("2024-04-26", f"Ada Quill bought the Orrin mill in 2009. {MORE}"),
        (
            "2024-04-28",
            "An article said that Ada Quill bought the Orrin mill in 2009. She bought it in 2011.",
            "Corrections",
        ),
    )
    assert brief(record, "corrected") == [("conflict", "corrected", ["2009", "2009", "2011"])]


# ------------------------------------------------------------------ proceedings
def test_two_lengths_of_one_sentence_and_two_charges(story: Story) -> None:
    record = story(
        (
            "2024-05-07",
            "Ada Quill was charged with arson in March. Ada Quill was sentenced to four years in prison on Monday.",
        ),
        (
            "2024-05-08",
            "Ada Quill was charged with murder in March. Ada Quill was sentenced to five years in prison on Monday.",
        ),
    )
    assert brief(record, "charges", "terms") == [
        ("conflict", "terms", ["four years in prison", "five years in prison"]),
        ("conflict", "charges", ["arson", "murder"]),
    ]


def test_the_same_length_in_other_words_and_another_matter(story: Story) -> None:
    record = story(
        ("2024-05-07", "Ada Quill was sentenced to 18 months in prison on Monday."),
        (
            "2024-05-08",
            "Ada Quill was jailed for 18 months. Ada Quill was sentenced to six months of probation in 2019.",
        ),
    )
    assert brief(record, "terms") == []


def test_the_two_halves_of_a_verdict_are_no_change(story: Story) -> None:
    text = "In May 2024 Ada Quill was convicted of arson and acquitted of murder."
    assert [d.reason for d in story(("2024-05-20", text)).differences] == []


def test_a_course_with_charges_and_length(story: Story) -> None:
    text = (
        "Ada Quill was charged with arson in March. The charge was dropped in June. In September she was charged "
        "again, with negligence, and in November she was found guilty. Two weeks later she was sentenced to four years."
    )
    (found,) = [d for d in story(("2024-12-20", text)).differences if d.reason == "status"]
    assert [s.value for s in found.statements] == ["charged", "dropped", "charged", "convicted", "sentenced"]
    assert "charged: arson (March 2024), dropped" in found.why
    assert "sentenced: four years" in found.why


# ------------------------------------------------------------------ copies, wordings, names
WIRE = [
    "The Orrin mill burned to the ground before dawn on Monday, and the fire was seen from the far side of the valley.",
    "Some 2,000 people were moved to schools on higher ground, and the road to Selby was closed until the evening.",
    "The mill was last inspected on February 12, the county said in a statement that it sent to newspapers.",
    "Ada Quill, who had run the mill for nine years, said that she would build it again with her own hands.",
    "Neighbours brought soup and blankets, and a band played in the square until the rain began at midnight.",
]


def test_what_a_copy_alters_is_listed_once(story: Story) -> None:
    copy = " ".join(WIRE).replace("2,000", "12,000").replace("February 12", "February 21")
    record = story(("2024-03-04", " ".join(WIRE)), ("2024-03-05", copy))
    assert record.articles[1].copy_of
    found = brief(record, "copy-altered", "figures", "figures-later", "dates")
    assert sorted(found) == [
        ("conflict", "copy-altered", ["February 12", "February 21"]),
        ("conflict", "copy-altered", ["Some 2,000 people", "Some 12,000 people"]),
    ]


WORDINGS = ("wording", "wording-denied", "wording-nameless", "paraphrase")


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (
            "“We may close the old bridge before the winter,” Ada Quill said.",
            "Ada Quill said that they will close the old bridge before the winter.",
            "paraphrase",
        ),
        (
            "“I told three of the men to leave the mill,” Ada Quill said.",
            "“I told four of the men to leave the mill,” Ada Quill said.",
            "wording",
        ),
        (
            "“I was never told to open the sluice gate,” Ada Quill said.",
            "“I was told to open the sluice gate,” Ada Quill said.",
            "wording-denied",
        ),
    ],
)
def test_wordings_that_matter(story: Story, one: str, other: str, reason: str) -> None:
    record = story(("2024-05-06", one), ("2024-05-06", other))
    assert [f[:2] for f in brief(record, *WORDINGS, *DENIALS)] == [("wording", reason)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "“We closed the old bridge with the army before the winter,” Ada Quill said.",
            "“We closed the old bridge before the winter,” Ada Quill said.",
        ),
        (
            "“The Selby council will need more boats by the spring,” Ada Quill said.",
            "“The Selby council (should) need more boats by the spring,” Ada Quill said.",
        ),
        (
            "“I rang the harbour office twice and nobody came,” Ada Quill said.",
            "“I rang the harbour office two times and nobody came,” Ada Quill said.",
        ),
        (
            "“I could hear a great deal of shouting from the mill,” Ada Quill said.",
            "“I just heard a great deal of shouting from the mill,” Ada Quill said.",
        ),
    ],
)
def test_cuts_and_editors_words_are_not_listed(story: Story, one: str, other: str) -> None:
    assert brief(story(("2024-05-06", one), ("2024-05-06", other)), *WORDINGS) == []


def test_a_body_that_one_account_damages(story: Story) -> None:
    told: Sequence[Told] = [
        ("2024-05-06", f"The Reservoir Inspectorate spoke to Ada Quill on day {n} at the Orrin mill.")
        for n in (1, 2, 3)
    ]
    record = story(*told, ("2024-05-07", "Ada Quill wrote to the Resevoir Inspectorate about the Orrin mill."))
    assert brief(record, "name-slip") == [("damaged", "name-slip", ["Reservoir Inspectorate", "Resevoir Inspectorate"])]


@pytest.mark.parametrize(("right", "listed"), [(4, True), (3, False)])
def test_a_damaged_name_of_a_body_that_many_have(story: Story, right: int, listed: bool) -> None:
    doings = ("sold the mill", "bought a quarry", "hired a diver", "lost a case")
    told = [("2024-05-06", f"Tanley Holdings {doing} in Selby on Monday.") for doing in doings[:right]]
    record = story(*told, ("2024-05-07", "The town thanked Tamley Holdings for the new bridge across the river."))
    assert bool(brief(record, "name-slip")) == listed


def test_a_damaged_name_is_seen_where_it_is_not_taken_for_one(story: Story) -> None:
    doings = ("sold the mill", "bought a quarry", "hired a diver", "lost a case")
    told: list[Told] = [("2024-05-06", f"Hedley Quillow {doing} in Selby on Monday.") for doing in doings]
    record = story(
        *told, ("2024-05-07", "The town was glad of the bridge.\n\nPhoto: Hedley Quilow waves. (HARROW PHOTO)")
    )
    assert brief(record, "name-slip") == [("damaged", "name-slip", ["Hedley Quillow", "Hedley Quilow"])]


def test_two_last_names_that_a_letter_parts_are_two_names(story: Story) -> None:
    doings = ("sold the mill", "bought a quarry", "hired a diver", "lost a case")
    told: list[Told] = [("2024-05-06", f"Hedley Morris {doing} in Selby on Monday.") for doing in doings]
    record = story(*told, ("2024-05-07", "The town was glad of the bridge.\n\nPhoto: Hedley Morris and Hedley Norris."))
    assert brief(record, "name-slip") == []


@pytest.mark.parametrize(
    ("title", "text", "listed"),
    [
        ("Ada Quill recalls the ‘Plum’ trial", "Ada Quill talked with her sons about the Peach trial.", True),
        ("Ada Quill recalls old days", "Ada Quill talked with her sons about the Peach trial.", False),
        ("Ada Quill recalls the Plum trial", "Ada Quill talked about the Quarrel trial. Quarrel was her dog.", False),
        ("Ada Quill recalls the Plum trial", "Ada Quill said the Harlow trial was longer. Plum lasted a day.", False),
    ],
)
def test_what_one_account_calls_by_another_word_than_its_own_title(
    story: Story, title: str, text: str, listed: bool
) -> None:
    others: list[Told] = [(day, f"{who} spoke of the Plum trial {when}.") for day, who, when in (
        ("2024-05-06", "Ada Quill", "on Monday"), ("2024-05-07", "Hugo Vane", "in Selby"),
        ("2024-05-08", "Sam Orrin", "at length"),
    )]  # fmt: skip
    found = brief(story(*others, ("2024-05-09", text, title)), "name-slip")
    assert found == ([("damaged", "name-slip", ["Plum trial", "Peach trial"])] if listed else [])


# ------------------------------------------------------------------ positions
@pytest.mark.parametrize(
    ("days", "texts", "listed"),
    [
        (("2024-05-06", "2024-09-06"), ("the head of the mill", "the former head of the mill"), True),
        (("2024-09-06", "2024-05-06"), ("the head of the mill", "the former head of the mill"), False),
        (("2024-05-06", "2024-05-09"), ("the head of the mill", "the former head of the mill"), False),
        (("2024-05-06", "2024-09-06"), ("the chief engineer of the mill", "the former mayor of Selby"), False),
    ],
)  # fmt: skip
def test_a_position_that_is_held_and_later_was_held(
    story: Story, days: tuple[str, str], texts: tuple[str, str], listed: bool
) -> None:
    record = story(*((day, f"Ada Quill, {text}, spoke.") for day, text in zip(days, texts, strict=True)))
    found = brief(record, "position")
    assert found == ([("changed", "position", ["head of the mill", "former head of the mill"])] * listed)


@pytest.mark.parametrize(("before", "listed"), [(3, True), (2, False)])
def test_a_title_that_some_go_on_to_use(story: Story, before: int, listed: bool) -> None:
    told = [
        (f"2024-05-0{n}", f"Selby Mayor Ada Quill {did}.")
        for n, did in ((1, "spoke"), (2, "left"), (3, "sang"))[:before]
    ]
    told += [("2024-09-06", f"Former Selby Mayor Ada Quill {did}.") for did in ("swam", "drowned")]
    record = story(*told, ("2024-09-08", "Selby Mayor Ada Quill was mourned."))
    assert bool(brief(record, "position")) == listed
