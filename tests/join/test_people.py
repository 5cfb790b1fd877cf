"""Who is who across a coverage. Names are made by hand, so that the tests need no language model. All are invented."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from onrecord.join.coverage import Coverage
from onrecord.join.people import Joined, join_people
from onrecord.join.people.ages import born
from onrecord.join.people.aliases import key_of, one_slip, same_first, variants
from onrecord.model import (
    Article,
    Findings,
    Name,
    NameKind,
    Quotation,
    Speaker,
    StatedAge,
    StatedRelation,
    StatedRole,
    StatedStep,
    Time,
)  # fmt: skip
from onrecord.span import Span

Make = Callable[..., Article]

Stated = tuple[str, NameKind] | tuple[str, NameKind, str] | tuple[str, NameKind, str | None, str]
"""A name: its wording, kind, gender or None, and title."""


def written(make: Make, key: str, text: str, *stated: Stated, published: str | None = None) -> tuple[Article, Findings]:
    """An article and its names, each at the next place where it stands in the text."""
    article = make(text, key=key, published=published)
    names, at = [], 0
    for form, kind, *rest in stated:
        at = text.index(form, at)
        gender, title = (*rest, None, None)[:2]
        names.append(Name(Span(article.id, at, at + len(form)), kind, form, title, gender))  # type: ignore[arg-type]
        at += len(form)
    return article, Findings(article.id, names=tuple(names))


def joined(*articles: tuple[Article, Findings]) -> Joined:
    return join_people(Coverage({a.id: a for a, _ in articles}, {f.article: f for _, f in articles}, {}), {})


def people(make: Make, *texts: Sequence[Stated]) -> Joined:
    """The people of articles that consist of names alone."""
    return joined(*(written(make, str(i), " . ".join(s[0] for s in stated), *stated) for i, stated in enumerate(texts)))


def groups(result: Joined) -> set[tuple[str, frozenset[str]]]:
    return {(p.name, frozenset(a.form for a in p.aliases)) for p in result.people}


def person(*words: str) -> list[Stated]:
    return [(word, "person") for word in words]


# ------------------------------------------------------------------ what is one
@pytest.mark.parametrize(
    "forms",
    [
        ("Joan Sandoval", "Sandoval"),
        ("Joan Sandoval", "Joan"),
        ("William Oakes", "Bill Oakes"),
        ("Joan Sandoval", "Joan M. Sandoval"),
        ("Joan Mary Sandoval", "Joan M. Sandoval"),
        ("Mary Lopez-Hart", "Mary Lopez Hart", "Lopez-Hart"),
        ("Tamara Lopez-Hart", "Tamara Loepz Hart"),
        ("José Peña", "Jose Pena"),
        ("Ann Marlow Quill", "Marlow Quill", "Quill"),
    ],
)
def test_wordings_of_one_person(make_article: Make, forms: tuple[str, ...]) -> None:
    (one,) = people(make_article, person(*forms)).people
    assert {alias.form for alias in one.aliases} == set(forms)


def test_a_slip_needs_the_right_spelling_to_be_commoner(make_article: Make) -> None:
    often = person("Alma Thornbury", "Alma Thornbury")
    assert len(people(make_article, often, person("Alma Thornbery")).people) == 1
    assert len(people(make_article, person("Alma Thornbury"), person("Alma Thornbery")).people) == 2


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Joan Sandoval", "John Sandoval"),
        ("Tom Ash Jr.", "Tom Ash"),
        ("Tom Ash", "Tom Ask"),
        ("Joan Sandoval", "Karl Sandoval"),
    ],
)
def test_different_people(make_article: Make, a: str, b: str) -> None:
    assert len(people(make_article, person(a, a, a), person(b)).people) == 2


def test_an_initial_that_fits_two_is_tied_to_neither(make_article: Make) -> None:
    result = people(make_article, person("James Oakes"), person("John Oakes"), person("J. Oakes"))
    assert len(result.people) == 3
    assert [s.what for s in result.set_aside] == ["merge"]
    assert result.set_aside[0].span is not None


def test_the_most_printed_full_form_is_the_name(make_article: Make) -> None:
    result = people(
        make_article, person("Joan Sandoval", "Sandoval", "Sandoval"), person("Joan M. Sandoval", "Joan Sandoval")
    )
    assert [p.name for p in result.people] == ["Joan Sandoval"]
    assert [(a.form, a.count) for a in result.people[0].aliases] == [
        ("Joan Sandoval", 2),
        ("Sandoval", 2),
        ("Joan M. Sandoval", 1),
    ]


# ------------------------------------------------------------------ two under one surname
def test_titles_part_a_couple(make_article: Make) -> None:
    stated: list[Stated] = [
        ("Karl Sandoval", "person", "male"), ("Joan Sandoval", "person", "female"),
        ("Sandoval", "person", "male", "Mr."), ("Sandoval", "person", "female", "Ms."),
    ]  # fmt: skip
    result = people(make_article, stated)
    assert sorted(len(p.mentions) for p in result.people) == [2, 2]


def test_a_surname_means_who_had_been_introduced(make_article: Make) -> None:
    result = people(make_article, person("Joan Sandoval", "Sandoval", "Sandoval", "Karl Sandoval"))
    assert {p.name: len(p.mentions) for p in result.people} == {"Joan Sandoval": 3, "Karl Sandoval": 1}


def test_a_surname_means_whom_the_coverage_names_by_it(make_article: Make) -> None:
    both = person("Karl Sandoval", "Joan Sandoval", "Sandoval")
    result = people(make_article, both, person("Joan Sandoval", "Sandoval", "Sandoval"))
    assert {p.name: len(p.mentions) for p in result.people} == {"Joan Sandoval": 5, "Karl Sandoval": 1}


def test_a_surname_that_nothing_settles_stays_alone_and_is_said_so(make_article: Make) -> None:
    result = people(make_article, person("Karl Sandoval", "Joan Sandoval", "Sandoval"))
    assert {p.name for p in result.people} == {"Karl Sandoval", "Joan Sandoval", "Sandoval"}
    assert "Joan Sandoval" in result.set_aside[0].why


def test_first_names_of_a_couple(make_article: Make) -> None:
    result = people(make_article, person("Karl Sandoval", "Joan Sandoval", "Karl", "Joan", "Karl"))
    assert {p.name: len(p.mentions) for p in result.people} == {"Karl Sandoval": 3, "Joan Sandoval": 2}


def test_a_surname_alone_in_its_article_is_read_through_the_coverage(make_article: Make) -> None:
    assert len(people(make_article, person("Joan Sandoval"), person("Sandoval")).people) == 1


def test_a_first_name_alone_is_tied_only_if_nobody_else_has_it(make_article: Make) -> None:
    assert len(people(make_article, person("Joan Sandoval"), person("Joan")).people) == 1
    assert len(people(make_article, person("Joan Sandoval"), person("Joan Quill"), person("Joan")).people) == 3


def test_a_title_of_the_other_gender_is_somebody_else(make_article: Make) -> None:
    stated: list[Stated] = [("Karl Sandoval", "person", "male"), ("Sandoval", "person", "female", "Mrs.")]
    assert len(people(make_article, stated).people) == 2


# ------------------------------------------------------------------ bodies and places
def test_the_and_inc_make_no_other_body(make_article: Make) -> None:
    stated: list[Stated] = [("The Brightwater Trust", "organization"), ("Brightwater Trust Inc.", "organization")]
    (one,) = people(make_article, stated).people
    assert len(one.mentions) == 2


def test_an_acronym_in_brackets_is_tied_also_where_it_stands_alone(make_article: Make) -> None:
    first = written(
        make_article,
        "a",
        "The Redmoor Water Users (RWU) met.",
        ("Redmoor Water Users", "organization"),
        ("RWU", "organization"),
    )
    second = written(make_article, "b", "RWU met.", ("RWU", "organization"))
    (one,) = joined(first, second).people
    assert (one.name, len(one.mentions)) == ("Redmoor Water Users", 3)


def test_a_part_of_a_bodys_name_means_it_in_its_article(make_article: Make) -> None:
    stated: list[Stated] = [("Brightwater Shipping", "organization"), ("Brightwater", "organization")]
    assert len(people(make_article, stated).people) == 1


def test_a_part_that_two_bodies_share_means_neither(make_article: Make) -> None:
    stated: list[Stated] = [
        ("Brightwater Shipping", "organization"), ("Brightwater Foods", "organization"), ("Brightwater", "organization")
    ]  # fmt: skip
    assert len(people(make_article, stated).people) == 3


def test_a_word_that_is_mostly_a_place_is_one(make_article: Make) -> None:
    place: list[Stated] = [("Redmoor", "place"), ("Redmoor", "place")]
    (one,) = people(make_article, place, [("Redmoor", "organization")]).people
    assert one.kind == "place"


def test_what_some_articles_call_a_ship_is_no_body_in_the_others(make_article: Make) -> None:
    ship: list[Stated] = [("Grebe", "work")]
    body: list[Stated] = [("Grebe", "organization")]
    assert people(make_article, ship, body, body).people == ()
    assert len(people(make_article, ship, *[body] * 5).people) == 1


def test_works_are_nobody(make_article: Make) -> None:
    assert people(make_article, [("Lantern", "work"), ("Lantern", "other")]).people == ()


# ------------------------------------------------------------------ what is said of people
def test_what_is_said_goes_to_whom_it_is_said_of(make_article: Make) -> None:
    text = "Joan Sandoval, 66, the harbour master, and her husband, Karl Hart, were charged in May."
    article, findings = written(make_article, "a", text, *person("Joan Sandoval", "Karl Hart"), published="2024-11-25")
    joan, karl = (name.span for name in findings.names)

    def at(words: str) -> Span:
        return Span(article.id, text.index(words), text.index(words) + len(words))

    findings = replace(
        findings,
        roles=(StatedRole(joan, "harbour master", at("harbour master")),),
        relations=(StatedRelation(karl, joan, "husband", at("husband")),),
        ages=(StatedAge(joan, 66, at("66")),),
        steps=(
            StatedStep("charged", joan, at("were charged"), at(text), "fraud", by=karl, time=at("May")),
            StatedStep("sued", joan, at("were charged"), at(text), modality="planned"),
        ),
    )
    time = Time(at("May"), "DATE", "2024-05", None, None, None, None, None, "2024-05", "published")
    result = join_people(Coverage({article.id: article}, {article.id: findings}, {}), {time.span: time})
    who = {p.name: p for p in result.people}
    first = who["Joan Sandoval"]
    assert [(r.text, r.as_of) for r in first.roles] == [("harbour master", "2024-11-25")]
    assert [(a.age, a.as_of, a.born) for a in first.ages] == [(66, "2024-11-25", (1957, 1958))]
    assert [(p.step, p.charge, p.date, p.by) for p in first.proceedings] == [
        ("charged", "fraud", "2024-05", "Karl Hart")
    ]
    assert [(r.text, r.to) for r in who["Karl Hart"].relations] == [("husband", first.id)]
    assert result.person_of[joan] == first.id


@pytest.mark.parametrize(
    ("age", "as_of", "years"),
    [
        (66, "2024-11-25", (1957, 1958)),
        (66, "2024-12-31", (1958, 1958)),
        (66, "2024", (1957, 1958)),
        (66, "2023-12-30/2024-01-02", (1956, 1958)),
        (66, None, None),
        (66, "2024-11-25/..", None),
        (66, "soon", None),
    ],
)
def test_birth_years(age: int, as_of: str | None, years: tuple[int, int] | None) -> None:
    assert born(age, as_of) == years


# ------------------------------------------------------------------ order and cost
def test_order_is_by_mentions_then_name(make_article: Make) -> None:
    result = people(make_article, person("Zoe Quill", "Ann Marlow", "Tom Ash", "Tom Ash"))
    assert [p.name for p in result.people] == ["Tom Ash", "Ann Marlow", "Zoe Quill"]


def test_the_order_of_articles_changes_nobody(make_article: Make) -> None:
    texts = [
        person("Joan Sandoval", "Sandoval"),
        person("Karl Sandoval", "Karl"),
        person("J. Sandoval"),
        person("Sandoval"),
    ]
    articles = [written(make_article, str(i), " . ".join(s[0] for s in t), *t) for i, t in enumerate(texts)]
    once = {(p.id, p.name, frozenset(p.mentions)) for p in joined(*articles).people}
    shuffled = list(articles)
    random.Random(7).shuffle(shuffled)
    assert {(p.id, p.name, frozenset(p.mentions)) for p in joined(*shuffled).people} == once


def test_every_mention_belongs_to_exactly_one_entry(make_article: Make) -> None:
    result = people(make_article, person("Joan Sandoval", "Sandoval", "Karl Sandoval"), person("Sandoval", "Joan"))
    spans = [span for p in result.people for span in p.mentions]
    assert len(spans) == len(set(spans)) == len(result.person_of) == 5


# ------------------------------------------------------------------ keys
def test_keys() -> None:
    assert key_of("The Redmoor-Vale Trust’s") == ("redmoor", "vale", "trust")
    assert key_of("U.S.") == ("us",)
    assert key_of("José  Peña") == ("jose", "pena")
    assert key_of("…") in ((), ("…",))


def test_first_names() -> None:
    assert same_first("bill", "william")
    assert same_first("w", "william")
    assert not same_first("joan", "john")


def test_variants_keep_suffixes_apart() -> None:
    assert variants(key_of("Tom B. Ash Jr."), key_of("Thomas Ash Jr."))
    assert not variants(key_of("Tom Ash Jr."), key_of("Tom Ash"))
    assert not variants(key_of("Tom B. Ash"), key_of("Tom C. Ash"))


def test_slips() -> None:
    assert one_slip(("alma", "thornbury"), ("alma", "thronbury"), 5)
    assert not one_slip(("joan", "ash"), ("john", "ash"), 4)
    assert not one_slip(("alma", "stone"), ("alma", "stones"), 5)


# ------------------------------------------------------------------ what one article leaves open
def test_the_coverage_tells_what_a_headline_names(make_article: Make) -> None:
    result = people(make_article, [("Sandoval", "other")], person("Joan Sandoval", "Sandoval"))
    assert groups(result) == {("Joan Sandoval", frozenset({"Joan Sandoval", "Sandoval"}))}


def test_a_first_name_in_a_headline_is_that_of_its_own_article(make_article: Make) -> None:
    result = people(make_article, [("Joan", "other"), ("Joan Sandoval", "person")], [("Joan", "other")])
    (joan,) = result.people
    assert len(joan.mentions) == 2


def test_what_nobody_knows_stays_out(make_article: Make) -> None:
    assert people(make_article, [("Quellgate", "other")], person("Joan Sandoval")).people[0].name == "Joan Sandoval"
    assert len(people(make_article, [("Quellgate", "other")], person("Joan Sandoval")).people) == 1


def test_a_common_word_is_nobodys_last_name(make_article: Make) -> None:
    result = people(make_article, [("House", "other")], person("Joan House"))
    assert groups(result) == {("Joan House", frozenset({"Joan House"}))}


def test_a_work_stays_one_beside_a_body(make_article: Make) -> None:
    result = people(make_article, [("Grebe", "work")], [("Grebe", "work")], [("Grebe", "organization")])
    assert not result.people


# ------------------------------------------------------------------ bodies by a part of their name
def body(*words: str) -> list[Stated]:
    return [(word, "organization") for word in words]


def test_the_council_is_the_only_one_of_its_article(make_article: Make) -> None:
    result = people(make_article, body("Harbour Council", "Council"), body("Council"))
    assert ("Harbour Council", frozenset({"Harbour Council", "Council"})) in groups(result)
    assert len(result.people) == 2


def test_two_councils_are_told_apart_or_not_at_all(make_article: Make) -> None:
    assert len(people(make_article, body("Harbour Council", "Redmoor Council", "Council")).people) == 3


def test_congress_is_not_cut_short(make_article: Make) -> None:
    assert len(people(make_article, body("Redmoor Congress", "Congress")).people) == 2


def test_a_team_is_named_without_its_city_in_another_article(make_article: Make) -> None:
    result = people(make_article, body("Berlin Quellers"), body("Quellers"))
    assert groups(result) == {("Berlin Quellers", frozenset({"Berlin Quellers", "Quellers"}))}


def test_teams_of_one_name_are_not_mixed(make_article: Make) -> None:
    assert len(people(make_article, body("Berlin Quellers"), body("Oslo Quellers"), body("Quellers")).people) == 3


# ------------------------------------------------------------------ longer names
def test_a_second_last_name(make_article: Make) -> None:
    result = people(make_article, person("Ines Calder"), person("Ines Calder Moss"))
    assert len(result.people) == 1


@pytest.mark.parametrize("other", ["Ines Calder-Moss", "Ines Calder Show"])
def test_a_hyphened_name_or_a_show_is_another(make_article: Make, other: str) -> None:
    assert len(people(make_article, person("Ines Calder"), person(other)).people) == 2


def test_two_longer_names_leave_the_short_one_alone(make_article: Make) -> None:
    assert (
        len(people(make_article, person("Ines Calder"), person("Ines Calder Moss"), person("Ines Calder Bray")).people)
        == 3
    )


def test_the_name_shown_has_the_first_name(make_article: Make) -> None:
    result = people(make_article, person("Joan Vane Ashby", "Vane Ashby", "Vane Ashby", "Vane Ashby"))
    assert [p.name for p in result.people] == ["Joan Vane Ashby"]


@pytest.mark.parametrize(("a", "b"), [("hillary", "hilary"), ("sara", "sarah"), ("eric", "erik")])
def test_spellings_of_one_first_name(a: str, b: str) -> None:
    assert same_first(a, b)


@pytest.mark.parametrize(
    ("whole", "part"),
    [("GBC World", "GBC"), ("Grebe Sea Freight", "Grebe")],
)
def test_what_is_named_first_is_no_short_form_of_what_comes_later(make_article: Make, whole: str, part: str) -> None:
    assert len(people(make_article, body(part, part, whole)).people) == 2


def test_the_heading_may_have_the_short_form(make_article: Make) -> None:
    assert len(people(make_article, body("Grebe", "Grebe Freight", "Grebe")).people) == 1


def test_either_spelling_of_a_body(make_article: Make) -> None:
    result = people(make_article, body("Tide Organisation"), body("Tide Organization"))
    assert len(result.people) == 1


def test_a_name_used_before_its_bearer_comes_up_is_the_better_known_ones(make_article: Make) -> None:
    known = person("Karl Vale", "Karl Vale", "Vale")
    result = people(make_article, known, person("Vale", "Vale", "Ines Vale"))
    assert {p.name: len(p.mentions) for p in result.people} == {"Karl Vale": 5, "Ines Vale": 1}


def test_two_slips_in_a_long_last_name(make_article: Make) -> None:
    often = person("Alma Thornbury", "Alma Thornbury")
    assert len(people(make_article, often, person("Alma Tornbery")).people) == 1
    assert len(people(make_article, person("Alma Sands", "Alma Sands"), person("Alma Shade")).people) == 2


def test_a_team_in_a_heading_is_told_by_the_coverage(make_article: Make) -> None:
    result = people(make_article, body("Berlin Rovers"), [("Rovers", "other", None, None)])
    assert [len(p.mentions) for p in result.people] == [2]


def test_a_rare_longer_form_is_not_the_name(make_article: Make) -> None:
    result = people(make_article, person(*["Tom Ash"] * 30, "Karl Tom Ash"))
    assert [p.name for p in result.people] == ["Tom Ash"]


def test_a_junior_is_the_one_with_his_office_unless_both_are_named(make_article: Make) -> None:
    junior: list[Stated] = [("Tom Ash Jr.", "person", None, "Governor")]
    plain: list[Stated] = [("Tom Ash", "person", None, "Governor")]
    assert len(people(make_article, junior, plain).people) == 1
    assert len(people(make_article, junior, person("Tom Ash")).people) == 2
    assert len(people(make_article, [*junior, *plain], plain).people) == 2


def test_roles_have_who_says_so(make_article: Make) -> None:
    text = "Joan Sandoval said that Peter Quill was the mayor. Peter Quill, the harbour master, left."
    article, findings = written(make_article, "a", text, *person("Joan Sandoval", "Peter Quill", "Peter Quill"))
    joan, first, second = (name.span for name in findings.names)

    def at(words: str) -> Span:
        return Span(article.id, text.index(words), text.index(words) + len(words))

    said = Quotation("q", "indirect", (at("Peter Quill was the mayor"),), None, None, Speaker(None, joan, "name", joan))
    roles = (StatedRole(first, "mayor", at("mayor")), StatedRole(second, "harbour master", at("harbour master")))
    result = joined((article, replace(findings, roles=roles, quotations=(said,))))
    who = {p.name: p for p in result.people}
    assert [(r.text, r.by) for r in who["Peter Quill"].roles] == [
        ("mayor", who["Joan Sandoval"].id),
        ("harbour master", None),
    ]


def test_a_place_has_no_role(make_article: Make) -> None:
    text = "Redmoor, the mayor, left."
    article, findings = written(make_article, "a", text, ("Redmoor", "person"))
    role = StatedRole(findings.names[0].span, "mayor", Span(article.id, 13, 18))
    others = (written(make_article, str(i), "Redmoor", ("Redmoor", "place")) for i in range(3))
    result = joined((article, replace(findings, roles=(role,))), *others)
    assert [(p.kind, p.roles) for p in result.people] == [("place", ())]
