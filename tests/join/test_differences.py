"""Differences: each kind where it is, and none where the accounts agree or speak of other things."""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from onrecord.find.figures import find_figures
from onrecord.find.parse import parse
from onrecord.ids import finding_id
from onrecord.join.coverage import Coverage, Known
from onrecord.join.differences import accounts_differ, find_differences
from onrecord.join.differences.ground import reasons, survey
from onrecord.join.differences.items import form_of, items_of
from onrecord.join.differences.likeness import doubts
from onrecord.join.utterances import join_utterances
from onrecord.model import (
    Age,
    Alias,
    Article,
    Cleaned,
    Difference,
    Findings,
    Name,
    Person,
    Proceeding,
    Quotation,
    Sentence,
    Speaker,
    StatedEvent,
    StatedFigure,
    StatedStep,
    StatedTime,
    Time,
)
from onrecord.settings import Settings
from onrecord.span import Span

MakeArticle = Callable[..., Article]


@dataclass
class Desk:
    """Articles with the findings that a test states by hand; figures are found."""

    make: MakeArticle
    nlp: object
    articles: dict[str, Article] = field(default_factory=dict)
    findings: dict[str, Findings] = field(default_factory=dict)
    times: dict[Span, Time] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    person_of: dict[Span, str] = field(default_factory=dict)

    def article(self, text: str, published: str | None = None, **fields: object) -> str:
        article = self.make(text, key=f"{len(self.articles)}", published=published, **fields)
        parsed = parse(Cleaned(article), self.nlp)  # type: ignore[arg-type]
        self.articles[article.id] = replace(article, copy_group=article.copy_group or article.id)
        self.findings[article.id] = Findings(
            article.id,
            sentences=tuple(Sentence(p.of(s), p.block) for p, s in parsed.sentences()),
            figures=find_figures(parsed, (), ()),
        )
        return article.id

    def span(self, article: str, words: str) -> Span:
        at = self.articles[article].text.index(words)
        return Span(article, at, at + len(words))

    def person(self, id_: str, name: str, **fields: object) -> Person:
        person = Person(id_, "person", name, (Alias(name, 1),), ())
        self.people[id_] = replace(person, **fields)  # type: ignore[arg-type]
        return self.people[id_]

    def name(self, article: str, words: str, person: str) -> Span:
        span = self.span(article, words)
        self.person_of[span] = person
        found = self.findings[article]
        self.findings[article] = replace(found, names=(*found.names, Name(span, "person", words)))
        return span

    def add(self, article: str, **more: tuple[object, ...]) -> None:
        found = self.findings[article]
        self.findings[article] = replace(found, **{k: (*getattr(found, k), *v) for k, v in more.items()})

    def find(self, quotations: tuple[Quotation, ...] = ()) -> list[Difference]:
        coverage = Coverage(self.articles, self.findings, {})
        known = Known(self.times, tuple(self.people.values()), self.person_of)
        done, utterances = join_utterances(coverage, quotations, Settings())
        known = replace(known, quotations=done, utterances=utterances)
        found = list(find_differences(coverage, known, Settings(), accounts_differ(coverage, known, Settings())))
        assert [d.rank for d in found] == list(range(1, len(found) + 1))
        assert len({d.id for d in found}) == len(found)
        assert all("{" not in d.why and d.kind == reasons().reasons[d.reason].kind for d in found)
        return found


@pytest.fixture
def desk(make_article: MakeArticle, nlp: object) -> Desk:
    return Desk(make_article, nlp)


def brief(found: list[Difference]) -> list[tuple[str, str, list[str]]]:
    return [(d.kind, d.reason, [s.value for s in d.statements]) for d in found]


# ------------------------------------------------------------------ figures
ONE = "The collapse of the Orrin mill killed 11 workers and closed the river road on Monday."
OTHER = "Officials said the collapse of the Orrin mill killed 19 workers and closed the river road."


def test_two_figures_of_one_thing_on_one_day_conflict(desk: Desk) -> None:
    desk.article(ONE, "2024-03-04")
    desk.article(OTHER, "2024-03-04")
    (found,) = desk.find()
    assert (found.kind, found.reason) == ("conflict", "figures")
    assert {s.value for s in found.statements} == {"11", "19"}
    assert [s.as_of for s in found.statements] == ["2024-03-04", "2024-03-04"]


def test_a_figure_that_grows_has_changed(desk: Desk) -> None:
    desk.article(ONE, "2024-03-04")
    desk.article(OTHER, "2024-03-06")
    assert brief(desk.find()) == [("changed", "figures-later", ["11", "19"])]


def test_a_figure_that_is_given_again_later_conflicts(desk: Desk) -> None:
    desk.article(ONE, "2024-03-04")
    desk.article(OTHER, "2024-03-05")
    desk.article(ONE.replace("Monday", "Monday night"), "2024-03-09")
    assert brief(desk.find()) == [("conflict", "figures", ["11", "19"])]


def test_several_values_are_one_course(desk: Desk) -> None:
    for day, deaths in ((4, 11), (5, 14), (6, 19)):
        desk.article(ONE.replace("11", str(deaths)), f"2024-03-0{day}")
    assert brief(desk.find()) == [("changed", "figures-course", ["11", "14", "19"])]


@pytest.mark.parametrize(("exact", "rounder"), [("48", "about 50"), ("48", "nearly 50"), ("52", "more than 50")])
def test_a_rounder_figure_is_a_matter_of_precision(desk: Desk, exact: str, rounder: str) -> None:
    desk.article(OTHER.replace("19", rounder), "2024-03-04")
    desk.article(ONE.replace("11", exact), "2024-03-04")
    assert brief(desk.find()) == [("precision", "figures-rounded", [exact, "50"])]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (ONE, OTHER.replace("19", "11")),
        (ONE, "The mayor said 19 boats had sunk in the harbour at Selby during the winter storms."),
        (ONE, OTHER.replace("19 workers", "more than 8 workers")),
        (ONE, OTHER.replace("19 workers", "19 horses")),
        ("The mill has 11 workers.", "The dam has 19 workers."),
    ],
)
def test_no_difference_of_figures(desk: Desk, a: str, b: str) -> None:
    desk.article(a, "2024-03-04")
    desk.article(b, "2024-03-04")
    assert desk.find() == []


@pytest.mark.parametrize("bound", ["at least ", "up to ", "more than "])
def test_bounds_of_one_kind_are_compared(desk: Desk, bound: str) -> None:
    desk.article(ONE.replace("11", f"{bound}11"), "2024-03-04")
    desk.article(OTHER.replace("19", f"{bound}19"), "2024-03-04")
    ((kind, reason, values),) = brief(desk.find())
    assert (kind, reason, sorted(values)) == ("conflict", "figures", ["11", "19"])


def test_what_was_at_least_so_many_and_is_more_later_has_changed(desk: Desk) -> None:
    desk.article(ONE.replace("11", "at least 11"), "2024-03-04")
    desk.article(OTHER, "2024-03-06")
    assert brief(desk.find()) == [("changed", "figures-later", ["11", "19"])]


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [("210", "about 230", "conflict"), ("about 210", "about 230", "conflict"), ("203", "about 200", "precision")],
)
def test_the_last_digit_tells_how_far_a_rounded_figure_reaches(desk: Desk, a: str, b: str, kind: str) -> None:
    desk.article(ONE.replace("11", a), "2024-03-04")
    desk.article(OTHER.replace("19", b), "2024-03-04")
    assert [d.kind for d in desk.find()] == [kind]


def test_about_so_many_twice_within_the_rounding_is_none(desk: Desk) -> None:
    desk.article(ONE.replace("11", "about 200"), "2024-03-04")
    desk.article(OTHER.replace("19", "about 210"), "2024-03-04")
    assert desk.find() == []


ROW = "The Orrin mill shipped 40 tons of flour in spring, 55 tons of flour in summer and 70 tons of flour in autumn."


def test_rows_that_are_the_same_but_for_one_figure(desk: Desk) -> None:
    desk.article(ROW, "2024-03-04")
    desk.article(f"Clerks said: {ROW.replace('55', '65')}", "2024-03-04")
    ((kind, _, values),) = brief(desk.find())
    assert (kind, sorted(values)) == ("conflict", ["55 tons", "65 tons"])


def test_a_sentence_that_gives_the_value_as_well_agrees(desk: Desk) -> None:
    desk.article("The army gave the Orrin valley 400 crates of water and 300 crates of bread.", "2024-03-04")
    desk.article("The army has now given the Orrin valley 400 crates of water and 300 crates of bread.", "2024-03-05")
    assert desk.find() == []


def test_where_all_other_figures_are_the_same_two_are_in_line(desk: Desk) -> None:
    desk.article("Her show on the Orrin valley wants to find 50 lost sheep in 50 days of autumn.", "2024-03-04")
    desk.article("Her new show on the Orrin valley wants to find 30 lost sheep in 50 days of autumn.", "2024-03-04")
    ((kind, reason, values),) = brief(desk.find())
    assert (kind, reason, sorted(values)) == ("conflict", "figures", ["30", "50"])


def test_a_value_is_shown_where_it_is_in_whole_digits(desk: Desk) -> None:
    desk.article(ONE.replace("11", "eleven"), "2024-03-04")
    desk.article(ONE.replace("Monday", "Monday night"), "2024-03-04")
    desk.article(OTHER, "2024-03-04")
    ((_, _, values),) = brief(desk.find())
    assert sorted(values) == ["11", "19"]


def test_a_damaged_value_is_shown_where_another_prints_it_whole(desk: Desk) -> None:
    desk.article("The county estimates that up to 50 ,000 sheep were killed by the Orrin flood.", "2024-03-04")
    desk.article("The county estimates that up to 40,000 sheep were killed by the Orrin flood.", "2024-03-04")
    desk.article(
        "Hay was short when 50,000 sheep were dead in the hills, and the county flew it in for the others.",
        "2024-03-04",
    )
    (found,) = brief(desk.find())
    assert sorted(found[2]) == ["40,000", "50,000"]


def test_the_same_end_of_two_ranges(desk: Desk) -> None:
    desk.article(ONE.replace("11", "between 20 and 30"), "2024-03-04")
    desk.article(OTHER.replace("19", "between 20 and 50"), "2024-03-04")
    assert [sorted(values) for _, _, values in brief(desk.find())] == [["30", "50"]]


@pytest.mark.parametrize(("day", "doubt"), [("2024-03-05", 0), ("2024-05-20", 1)])
def test_weeks_between_two_reports_are_a_doubt(desk: Desk, day: str, doubt: int) -> None:
    articles = desk.article(ONE, "2024-03-04"), desk.article(OTHER, day)
    ground = survey(Coverage(desk.articles, desk.findings, {}), Known({}), Settings())
    (one,), (other,) = (list(items_of(ground, a)) for a in articles)
    assert doubts(one, other, ground) == doubt


def test_when_is_not_how_long(desk: Desk) -> None:
    text = "Divers searched the flooded Orrin mill for its missing bell during the last {} days."
    for number in (3, 9):
        article = desk.article(text.format(number), "2024-03-04")
        span = desk.span(article, f"the last {number} days")
        whole = desk.findings[article].sentences[0].span
        words = ("diver", "search", "flooded", "orrin", "mill", "bell")
        desk.add(article, figures=(StatedFigure(span, "measure", float(number), "day", None, False, whole, words),))
    assert [d for d in desk.find() if d.reason == "figures"] == []


def test_what_is_named_sets_figures_apart(desk: Desk) -> None:
    for text, who in ((ONE, "Orrin"), (OTHER.replace("Orrin", "Selby"), "Selby")):
        article = desk.article(text, "2024-03-04")
        desk.person(who, who, kind="place")
        desk.name(article, who, who)
    assert desk.find() == []


@pytest.mark.parametrize(("kind", "doubt"), [("organization", 2), ("place", 0)])
def test_a_place_and_a_body_say_nothing_of_one_another(desk: Desk, kind: str, doubt: int) -> None:
    texts = "{} has spent $20 million on the mill.", "{} has spent $30 million on the mill."
    articles = [desk.article(t.format(w), "2024-03-04") for t, w in zip(texts, ("Orrin", "Selby"), strict=True)]
    for article, who, what in zip(articles, ("Orrin", "Selby"), ("organization", kind), strict=True):
        desk.person(who, who, kind=what)
        desk.name(article, who, who)
    ground = survey(
        Coverage(desk.articles, desk.findings, {}), Known({}, tuple(desk.people.values()), desk.person_of), Settings()
    )
    one, other = (i for a in articles for i in items_of(ground, a))
    assert doubts(one, other, ground) == doubt


@pytest.mark.parametrize(("place", "count"), [("Selby Coast", 1), ("Upper Selby", 0)])
def test_a_place_whose_name_begins_with_another_s_may_be_in_it(desk: Desk, place: str, count: int) -> None:
    texts = (
        "The mill has paid $40 million to farmers on the {}, whose fields its flood has ruined.",
        "Farmers on the {} were paid $70 million by the mill for ruined fields.",
    )
    for text, where in zip(texts, ("Selby", place), strict=True):
        article = desk.article(text.format(where), "2024-03-04")
        desk.person(where, where, kind="place")
        desk.name(article, where, where)
    assert len(desk.find()) == count


def test_what_is_spent_is_what_it_costs(desk: Desk) -> None:
    desk.article("The total bill of the bakery for its burnt roof was $40 million.", "2024-03-04")
    desk.article("On the roof alone the bakers had to spend $70 million, the mayor said on Monday.", "2024-03-04")
    assert len(desk.find()) == 1


def test_a_revision_within_one_article(desk: Desk) -> None:
    desk.article("The county raised the number of injured to 33 from 31 on Friday.", "2024-03-04")
    assert brief(desk.find()) == [("changed", "figures-revised", ["31", "33"])]


def test_a_range_is_no_revision(desk: Desk) -> None:
    desk.article("The county plans to raise $7 million to $10 million for the injured on Friday.", "2024-03-04")
    assert desk.find() == []


MARKET = "Shares of the Orrin mill closed down {} percent on the Selby exchange after the collapse."


@pytest.mark.parametrize(("day", "count"), [("2024-03-04", 1), ("2024-03-05", 0)])
def test_moves_of_a_market_are_a_day_s(desk: Desk, day: str, count: int) -> None:
    desk.article(MARKET.format(3), "2024-03-04")
    desk.article(MARKET.format(5), day)
    assert len(desk.find()) == count


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The Orrin mill leaked 300 barrels of oil into the river.", "The Orrin mill leaks 900 barrels of oil a day."),
        ("The pipe at the Orrin mill leaked 300 barrels.", "The cap at the Orrin mill collected 900 barrels."),
        ("Pressure at the Orrin mill was over 80 degrees.", "Orrin mill says pressure below 60 degrees is a fault."),
    ],
)
def test_what_keeps_two_figures_apart(desk: Desk, a: str, b: str) -> None:
    desk.article(a, "2024-03-04")
    desk.article(b, "2024-03-04")
    assert desk.find() == []


def test_an_edited_copy_is_always_compared(desk: Desk) -> None:
    text = "The survey by the Orrin mill says {} percent of three Selby families lost a boat in the winter storms."
    desk.article(text.format(40), "2024-03-04")
    desk.article(text.format(60), "2024-05-20")
    assert brief(desk.find()) == [("changed", "figures-later", ["40 percent", "60 percent"])]


def test_an_edited_copy_that_tells_it_in_other_words_near_the_figure(desk: Desk) -> None:
    for day in range(10, 20):
        desk.article(f"Foam is expected to come within {day} miles of towns and beaches soon.", f"2024-01-{day}")
    first = "Florin's Kettle Bay was expected to get hit by foam within 33 miles, while Orrin had reeds wash ashore."
    second = (
        "Reeds washed ashore on Monday in Orrin, Florin, and the popular resort of Kettle Bay, in the same county, "
        "expected foam to reach its beaches within 72 miles."
    )
    for text in (first, second):
        desk.article(text, "2024-03-04")
    assert {"33 miles", "72 miles"} in [{s.value for s in d.statements} for d in desk.find()]


# ------------------------------------------------------------------ figures of other scopes
OWNERS = "the owners, a family of bakers from Selby who bought the place at an auction when the miller gave up grinding"
ALIKE = f"Last week the Orrin mill had spent ${{}} million on the repairs, said {OWNERS}."
LESS = f"Last week {OWNERS}, said that the mill was to pay ${{}} million for repairs to a roof, a wheel and two barns."


@pytest.mark.parametrize(
    ("text", "count", "listed"),
    [(ALIKE, 30, True), (ALIKE, 95, True), (ALIKE, 250, False), (LESS, 30, True), (LESS, 95, False), (LESS, 90, True)],
)
def test_values_many_times_one_another_must_be_very_alike_or_of_one_form(
    desk: Desk, text: str, count: int, listed: bool
) -> None:
    desk.article("By now the Orrin mill has spent $20 million on repairs to its flooded engine hall.", "2024-03-04")
    desk.article(text.format(count), "2024-03-04")
    assert len(desk.find()) == listed


@pytest.mark.parametrize(("a", "b", "count"), [("2.16", "2.2", 0), ("2.16", "2.6", 1)])
def test_a_figure_that_is_another_rounded_is_no_difference(desk: Desk, a: str, b: str, count: int) -> None:
    text = "The bank offered ${} billion for the Orrin mill and its flooded engine hall."
    desk.article(text.format(a), "2024-03-04")
    desk.article(text.format(b), "2024-03-04")
    assert len(desk.find()) == count


def _done(desk: Desk, text: str, day: str, who: str, verb: str, of: str) -> str:
    article = desk.article(text, day)
    sentence = desk.findings[article].sentences[0].span
    event = StatedEvent(desk.span(article, verb), sentence, verb, desk.span(article, who), desk.span(article, of))
    desk.add(article, events=(event,))
    return article


@pytest.mark.parametrize(("other", "count"), [("The Selby school", 0), ("The Orrin school", 1)])
def test_what_two_by_name_did_is_not_one_thing(desk: Desk, other: str, count: int) -> None:
    text = "{} met 14 standards of the county report on teaching last winter."
    _done(desk, text.format("The Orrin school"), "2024-03-04", "The Orrin school", "met", "14 standards")
    text = text.replace("14", "23")
    _done(desk, text.format(other), "2024-03-04", other, "met", "23 standards")
    assert len(desk.find()) == count


@pytest.mark.parametrize(("other", "count"), [("The county bank", 1), ("The Selby bank", 1)])
def test_who_only_tells_a_figure_may_be_another(desk: Desk, other: str, count: int) -> None:
    text = "{} estimate 140 boats were wrecked at Orrin by the winter storms on the lake."
    _done(desk, text.format("The Orrin bank"), "2024-03-04", "The Orrin bank", "estimate", "140 boats")
    _done(desk, text.replace("140", "230").format(other), "2024-03-04", other, "estimate", "230 boats")
    assert len(desk.find()) == count


def _dated(desk: Desk, text: str, day: str, words: str, edtf: str) -> str:
    article = desk.article(text, day)
    span = desk.span(article, words)
    stated = StatedTime(span, "DATE", edtf)
    desk.add(article, times=(stated,))
    desk.times[span] = Time(span, "DATE", edtf, None, None, None, None, None, edtf, "document")
    return article


@pytest.mark.parametrize(("year", "count"), [("1994", 0), ("2005", 1)])
def test_times_long_past_must_be_one(desk: Desk, year: str, count: int) -> None:
    text = "Most snow fell on the Orrin valley roads in {}, when {} inches of snow came down in a storm."
    _dated(desk, text.format("2005", 22), "2024-03-04", "2005", "2005")
    _dated(desk, text.format(year, 29), "2024-03-04", year, year)
    assert len(desk.find()) == count


def test_a_toll_of_long_ago_is_not_of_now(desk: Desk) -> None:
    desk.article(ONE, "2024-03-04")
    _dated(desk, "The collapse of the Orrin mill killed 19 workers in 1987.", "2024-03-04", "1987", "1987")
    assert desk.find() == []


def test_what_is_added_is_not_the_whole(desk: Desk) -> None:
    desk.article("The county bank gave the Orrin mill $40 million for the flooded engine hall.", "2024-03-04")
    desk.article("The county bank gave the Orrin mill another $60 million for the engine hall.", "2024-03-04")
    assert desk.find() == []


@pytest.mark.parametrize(
    ("a", "b"), [("(12,600 gallons)", "(13,100 gallons)"), ("(12,600 gallons)", "(12,600 gallons)")]
)
def test_a_conversion_is_told_with_what_it_converts(desk: Desk, a: str, b: str) -> None:
    text = "The tank at the Orrin mill lost 300 barrels {} of oil to the river on Monday night."
    desk.article(text.format(a), "2024-03-04")
    desk.article(text.format(b), "2024-03-04")
    assert desk.find() == []


@pytest.mark.parametrize(
    ("first", "second", "values"),
    [
        ("on a road 50 km (30 miles) long", "50 km (20 miles) up the valley", ["30 miles", "20 miles"]),
        ("on a road 50 km (30 miles) long", "50 km (31 miles) up the valley", []),
        ("on a road 50 km (30 miles) long", "40 km (20 miles) up the valley", []),
        ("40 to 50 km (25 to 30 miles) away", "40 to 50 km (25 to 39 miles) off", ["30 miles", "39 miles"]),
        ("40 to 50 km (25 to 30 miles) away", "50 km (30 miles) off", []),
        ("which cost $50 million (£30 million)", "for $50 million (£20 million)", []),
    ],
)
def test_one_value_has_one_conversion_whatever_it_is_of(desk: Desk, first: str, second: str, values: list[str]) -> None:
    desk.article(f"The millers of Orrin fetch their grain {first}.", "2024-03-04")
    desk.article(f"Wardens from Selby said the sluice lies {second}, behind two locks.", "2024-03-04")
    assert sorted(s.value for d in desk.find() for s in d.statements) == sorted(values)


# ------------------------------------------------------------------ numbers in the same words
RING = "Readers who saw the grey heron near Orrin mill may ring the river wardens on {} 4471 at any hour."


def reprinted(desk: Desk, first: str, second: str, days: tuple[str, str] = ("2024-03-04", "2024-03-04")) -> list[str]:
    for text, day in zip((first, second), days, strict=True):
        desk.article(text, day)
    return [d.reason for d in desk.find()]


def test_a_number_of_anything_is_compared_in_the_same_words(desk: Desk) -> None:
    assert reprinted(desk, RING.format("0271"), RING.format("0217")) == ["reprinted"]
    (found,) = desk.find()
    assert [s.value for s in found.statements] == ["0271", "0217"]
    assert found.kind == "conflict"


def test_a_later_number_in_the_same_words_is_a_change(desk: Desk) -> None:
    assert reprinted(desk, RING.format("0271"), RING.format("0217"), ("2024-03-04", "2024-03-09")) == [
        "reprinted-later"
    ]


def test_the_same_words_must_be_many(desk: Desk) -> None:
    assert (
        reprinted(desk, "Ring the Orrin wardens on 0271 4471 today.", "Ring the Orrin wardens on 0217 4471 today.")
        == []
    )


def test_what_many_fill_in_is_a_form(desk: Desk) -> None:
    for page in (3, 12, 31):
        desk.article(
            f"This piece about the mill appeared on page {page} of the weekend section of the Orrin Herald.", None
        )
    assert desk.find() == []


@pytest.mark.parametrize(("usual", "listed"), [(2, []), (3, ["0217", "0172"])])
def test_words_in_which_most_print_one_number_are_no_form(desk: Desk, usual: int, listed: list[str]) -> None:
    for number in [*["0271"] * usual, "0217", "0172"]:
        desk.article(RING.format(number), "2024-03-04")
    found = desk.find()
    assert sorted(d.statements[1].value for d in found) == sorted(listed)
    assert {d.statements[0].value for d in found} <= {"0271"}


@pytest.mark.parametrize(
    ("value", "form"),
    [(11, (2, 0)), (94, (2, 0)), (40, (2, -1)), (5000, (4, -3)), (2.5, (1, 1)), (0.25, (1, 2))],
)
def test_the_form_of_a_number(value: float, form: tuple[int, int]) -> None:
    assert form_of(value) == form


def test_what_grows_by_itself_is_no_difference(desk: Desk) -> None:
    text = (
        "Carters at the Orrin mill gathered at the gate again for the {}-day-old strike over wages and the night shift."
    )
    assert reprinted(desk, text.format(31), text.format(38), ("2024-03-04", "2024-03-11")) == []


@pytest.mark.parametrize(
    ("ages", "days", "reasons"),
    [
        ((19, 91), ("2024-03-04", "2024-03-04"), ["reprinted"]),
        ((19, 20), ("2024-03-04", "2024-03-09"), []),
        ((19, 21), ("2024-03-04", "2025-03-09"), []),
        ((19, 22), ("2024-03-04", "2025-03-09"), ["reprinted-later"]),
    ],
)
def test_who_has_no_name_has_one_age_in_the_same_words(
    desk: Desk, ages: tuple[int, int], days: tuple[str, str], reasons: list[str]
) -> None:
    text = "Rescuers at the Orrin mill found a {}-year-old carter and her brother alive under the fallen engine hall."
    assert reprinted(desk, text.format(ages[0]), text.format(ages[1]), days) == reasons


@pytest.mark.parametrize("text", [
    "{} The river wardens of the Orrin valley have opened the upper sluice below the mill pond.",
    "The county bank lent the Orrin mill wardens $90,000 (£{}) for the grey stone sluice below the pond.",
])  # fmt: skip
def test_when_it_was_posted_and_what_it_is_worth_elsewhere_are_not_compared(desk: Desk, text: str) -> None:
    assert reprinted(desk, text.format(1005), text.format(1010)) == []


def test_a_year_in_the_same_words_is_left_to_the_dates(desk: Desk) -> None:
    text = "The wardens of the Orrin valley first counted the grey herons of the upper mill pond in {} by hand."
    assert reprinted(desk, text.format(1987), text.format(1978)) == []


def test_numbers_of_a_figure_told_already_are_not_told_twice(desk: Desk) -> None:
    text = "The flood at the Orrin mill killed {} workers and left the lower engine hall under mud on Monday night."
    assert reprinted(desk, text.format(14), text.format(19)) == ["figures"]


@pytest.mark.parametrize(
    ("when", "reasons"),
    [
        ("at {} local time, they said, above the old mill pond", ["reprinted"]),
        ("at {} on 4 March 2024, they said, above the old mill pond", []),
        ("above the old mill pond, says their page, which was updated at {} local time", []),
    ],
)
def test_a_time_of_day_in_the_same_words(desk: Desk, when: str, reasons: list[str]) -> None:
    for clock in ("0603", "0803"):
        id_ = desk.article(f"Wardens of the Orrin valley opened the upper sluice {when.format(clock)}.", "2024-03-04")
        desk.add(id_, times=(StatedTime(desk.span(id_, clock), "TIME", "2024-03-04T06:03"),))
    assert [d.reason for d in desk.find()] == reasons


# ------------------------------------------------------------------ tolls that take one way
DEAD = (
    ("At least 11 people were killed, the county said.", "2024-03-04"),
    ("The number of dead stood at 14 when the search was broken off.", "2024-03-06"),
    ("Nineteen people are now known to have died.", "2024-03-08"),
)


def test_tolls_that_only_grow_are_of_one_happening(desk: Desk) -> None:
    for text, day in DEAD:
        desk.article(text, day)
    assert brief(desk.find()) == [("changed", "figures-course", ["11", "14", "Nineteen"])]


@pytest.mark.parametrize(
    ("number", "text", "day"),
    [
        (1, "The number of dead stood at 5 when the search was broken off.", "2024-03-06"),
        (2, "Nineteen soldiers are now known to have died.", "2024-03-08"),
    ],
)
def test_tolls_that_fall_or_are_of_some_persons_are_not(desk: Desk, number: int, text: str, day: str) -> None:
    for at, (usual, usually) in enumerate(DEAD):
        desk.article(*((text, day) if at == number else (usual, usually)))
    assert desk.find() == []


def test_the_missing_only_fall(desk: Desk) -> None:
    for number, day in ((60, "2024-03-04"), (52, "2024-03-06"), (21, "2024-03-08")):
        desk.article(f"Another {number} people are missing.", day)
    assert brief(desk.find()) == [("changed", "figures-course", ["60", "52", "21"])]


def test_an_article_s_largest_toll_is_the_whole(desk: Desk) -> None:
    for text, day in DEAD[:2]:
        desk.article(text, day)
    desk.article(f"Three people were killed on the stairs. {DEAD[2][0]}", DEAD[2][1])
    assert brief(desk.find()) == [("changed", "figures-course", ["11", "14", "Nineteen"])]


# ------------------------------------------------------------------ people
def test_ages_whose_years_of_birth_exclude_one_another(desk: Desk) -> None:
    texts = ("Ada Quill, 58, spoke.", "Ada Quill, 59, spoke.", "Ada Quill, 58, sang.")
    days = ("2022-06-19", "2023-02-03", "2024-06-19")
    one, two, stale = (desk.article(text, day) for text, day in zip(texts, days, strict=True))
    ages = (
        Age(58, desk.span(one, "58"), "2022-06-19", (1963, 1964)),
        Age(59, desk.span(two, "59"), "2023-02-03", (1963, 1964)),
        Age(58, desk.span(stale, "58"), "2024-06-19", (1965, 1966)),
    )
    desk.person("pAda", "Ada Quill", ages=ages)
    (found,) = desk.find()
    assert (found.kind, found.reason, found.topic) == ("conflict", "ages", "Ada Quill")
    assert [s.span.article for s in found.statements] == [one, stale]
    assert "58 years old on 19 June 2022 and as 58 on 19 June 2024;" in found.why


def test_the_course_of_a_proceeding(desk: Desk) -> None:
    text = "Ada Quill was charged in May; in August the charges were dropped. She was sued."
    article = desk.article(text, "2024-09-01")
    steps = (
        Proceeding("dropped", None, "2024-08", desk.span(article, "dropped"), None),
        Proceeding("charged", "fraud", "2024-05", desk.span(article, "charged"), None),
        Proceeding("sued", None, None, desk.span(article, "sued"), None),
    )
    desk.person("pAda", "Ada Quill", proceedings=steps)
    (found,) = desk.find()
    assert (found.kind, found.reason) == ("changed", "status")
    assert [s.value for s in found.statements] == ["charged", "dropped"]
    assert "charged: fraud (May 2024), dropped (August 2024)" in found.why


def test_steps_that_exclude_one_another(desk: Desk) -> None:
    one = desk.article("Ada Quill pleaded guilty to fraud.", "2024-05-02")
    two = desk.article("Ada Quill pleaded not guilty to fraud.", "2024-05-02")
    steps = (
        Proceeding("pleaded guilty", "fraud", "2024-05-01", desk.span(one, "pleaded guilty"), None),
        Proceeding("pleaded not guilty", "fraud", "2024-05-01", desk.span(two, "pleaded not guilty"), None),
    )
    desk.person("pAda", "Ada Quill", proceedings=steps)
    found = [d for d in desk.find() if d.reason == "opposite-steps"]
    assert brief(found) == [("conflict", "opposite-steps", ["pleaded guilty", "pleaded not guilty"])]


def charged(desk: Desk, told: list[tuple[str, str, str | None]]) -> None:
    """Ada Quill charged in one article each, of a day, with a crime and perhaps a date of the step."""
    steps = []
    for day, crime, date in told:
        article = desk.article(f"Ada Quill was charged with {crime}.", day)
        steps.append(Proceeding("charged", crime, date, desk.span(article, "charged"), None))
    desk.person("pAda", "Ada Quill", proceedings=tuple(steps))


def test_two_charges_of_one_time_conflict(desk: Desk) -> None:
    charged(desk, [("2024-05-02", "arson", "2024-05"), ("2024-09-02", "murder", "2024-05")])
    assert [d for d in brief(desk.find()) if d[1] != "status"] == [("conflict", "charges", ["arson", "murder"])]


def test_another_charge_in_later_coverage_has_changed(desk: Desk) -> None:
    charged(desk, [("2023-05-02", "arson", None), ("2024-09-02", "murder", None)])
    found = [d for d in desk.find() if d.reason != "status"]
    assert brief(found) == [("changed", "charges-later", ["arson", "murder"])]
    assert "been charged with arson in earlier" in found[0].why


@pytest.mark.parametrize(
    "told",
    [
        [("2023-05-02", "arson", "2023-05"), ("2024-09-02", "murder", "2024-08")],
        [("2023-05-02", "arson", None), ("2024-09-02", "two counts of arson", None)],
    ],
)
def test_two_charges_with_two_dates_or_one_word_in_common_are_no_difference(
    desk: Desk, told: list[tuple[str, str, str | None]]
) -> None:
    charged(desk, told)
    assert [d for d in desk.find() if d.reason.startswith("charges")] == []


def test_an_account_of_both_charges_says_that_there_are_two(desk: Desk) -> None:
    text = "Ada Quill was charged with arson. She was also charged with murder."
    both, one = desk.article(text, "2024-05-02"), desk.article("Ada Quill was charged with murder.", "2024-05-02")
    first, second = desk.span(both, "charged"), Span(both, text.rindex("charged"), text.rindex("charged") + 7)
    steps = (
        Proceeding("charged", "arson", None, first, None), Proceeding("charged", "murder", None, second, None),
        Proceeding("charged", "murder", None, desk.span(one, "charged"), None),
    )  # fmt: skip
    desk.person("pAda", "Ada Quill", proceedings=steps)
    assert [d for d in desk.find() if d.reason.startswith("charges")] == []


def test_no_second_charge_where_the_first_was_dropped_in_between(desk: Desk) -> None:
    days = ("2023-05-02", "2023-07-02", "2024-09-02")
    texts = ("Ada Quill was charged with arson.", "The case was dropped.", "Ada Quill was charged with murder.")
    one, two, three = (desk.article(text, day) for text, day in zip(texts, days, strict=True))
    steps = (
        Proceeding("charged", "arson", None, desk.span(one, "charged"), None),
        Proceeding("dropped", None, None, desk.span(two, "dropped"), None),
        Proceeding("charged", "murder", None, desk.span(three, "charged"), None),
    )
    desk.person("pAda", "Ada Quill", proceedings=steps)
    assert [d.reason for d in desk.find()] == ["status"]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("2024-05-02", "2024-05-02"), ("conflict", "denied")),
        (("2024-05-02", "2024-05-09"), ("changed", "denied-later")),
    ],
)
def test_one_says_it_happened_the_other_that_it_did_not(
    desk: Desk, days: tuple[str, str], expected: tuple[str, str]
) -> None:
    desk.person("pAda", "Ada Quill")
    texts = ("Ada Quill was charged.", "Ada Quill was not charged.")
    for text, day, modality in zip(texts, days, ("actual", "denied"), strict=True):
        article = desk.article(text, day)
        name = desk.name(article, "Ada Quill", "pAda")
        whole = Span(article, 0, len(text))
        step = StatedStep("charged", name, desk.span(article, "charged"), whole, modality=modality)  # type: ignore[arg-type]
        desk.add(article, steps=(step,))
    (found,) = desk.find()
    assert (found.kind, found.reason) == expected
    assert {s.value for s in found.statements} == {"charged", "not charged"}


def test_a_negation_of_something_else_is_no_denial(desk: Desk) -> None:
    desk.person("pAda", "Ada Quill")
    desk.person("pHugo", "Hugo Vane")
    for text, negated in (("Ada Quill met Hugo Vane.", False), ("Without a word Ada Quill met Hugo Vane.", True)):
        article = desk.article(text, "2024-05-02")
        who, whom = desk.name(article, "Ada Quill", "pAda"), desk.name(article, "Hugo Vane", "pHugo")
        whole = Span(article, 0, len(text))
        event = StatedEvent(desk.span(article, "met"), whole, "meet", who, whom, tense="past", negated=negated)
        desk.add(article, events=(event,))
    assert desk.find() == []


def test_a_slip_in_a_name(desk: Desk) -> None:
    articles = [desk.article("Ada Quillfeather spoke.", "2024-05-02") for _ in range(3)]
    slip = desk.article("Ada Quilfeather spoke.", "2024-05-02")
    for article in articles:
        desk.name(article, "Ada Quillfeather", "pAda")
    desk.name(slip, "Ada Quilfeather", "pAda")
    desk.person("pAda", "Ada Quillfeather", aliases=(Alias("Ada Quillfeather", 3), Alias("Ada Quilfeather", 1)))
    (found,) = desk.find()
    assert (found.kind, found.reason) == ("damaged", "name-slip")
    assert [s.value for s in found.statements] == ["Ada Quillfeather", "Ada Quilfeather"]


# ------------------------------------------------------------------ wordings
def test_a_weighty_wording_says_who_and_what(desk: Desk) -> None:
    desk.person("pAda", "Ada Quill")
    quotations = []
    for words, day in (("I was told that the old chain was worn", "2024-05-02"),
                       ("I was not told that the old chain was worn", "2024-05-04")):  # fmt: skip
        article = desk.article(f"“{words},” Ada Quill said.", day)
        span = desk.span(article, words)
        speaker = Speaker("pAda", desk.span(article, "Ada Quill"), "name")
        quotations.append(Quotation(finding_id("q", span), "direct", (span,), None, None, speaker))
    (found,) = desk.find(tuple(quotations))
    assert (found.kind, found.reason, found.topic) == ("wording", "wording-denied", "Ada Quill")
    assert [s.by for s in found.statements] == ["pAda", "pAda"]
    assert "not told" in found.statements[1].value
    assert "not told" not in found.statements[0].value
    assert all(s.value.endswith("chain was worn") for s in found.statements)


# ------------------------------------------------------------------ the list
def test_every_reason_has_a_sentence_with_names_only() -> None:
    for code, reason in reasons().reasons.items():
        names = [name for _, name, _, _ in string.Formatter().parse(reason.why) if name is not None]
        assert names, code
        assert all(name.isidentifier() for name in names)
        assert 0 <= reason.weight <= 1


def test_what_matters_more_comes_first_and_order_of_articles_is_nothing(desk: Desk) -> None:
    first = desk.article(ONE, "2024-03-04")
    desk.article(OTHER, "2024-03-04")
    third = desk.article("Ada Quillfeather and Ada Quillfeather met Ada Quilfeather.", "2024-03-05")
    desk.name(third, "Ada Quillfeather", "pAda")
    desk.name(third, "Ada Quilfeather", "pAda")
    desk.person("pAda", "Ada Quillfeather", aliases=(Alias("Ada Quillfeather", 3), Alias("Ada Quilfeather", 1)))
    found = desk.find()
    assert found[0].reason == "figures"
    assert first in {s.span.article for s in found[0].statements}
    desk.findings = dict(reversed(desk.findings.items()))
    desk.person_of = dict(reversed(desk.person_of.items()))
    assert desk.find() == found
