"""Names: spans, kinds, titles and genders of what an article mentions by name. All people are invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest

from onrecord.find.names import find_names
from onrecord.find.names.cues import Evidence
from onrecord.find.names.dictionary import in_dictionary
from onrecord.find.names.kinds import decide
from onrecord.find.parse import Parsed
from onrecord.model import Block, Name
from onrecord.span import text_of

Parse = Callable[..., Parsed]


def named(parsed: Parsed) -> list[tuple[str, str]]:
    """The names with their kinds, in text order."""
    return [(name.text, name.kind) for name in find_names(parsed)]


def by_text(parsed: Parsed) -> dict[str, Name]:
    """The last name with each wording."""
    return {name.text: name for name in find_names(parsed)}


def test_titles_and_possessives_are_no_part_of_a_name(parsed: Parse) -> None:
    article = parsed("Judge Ann Marlow's ruling angered Mr. Peter Quill.")
    names = find_names(article)
    assert [(n.text, n.title, n.gender) for n in names] == [
        ("Ann Marlow", "Judge", "female"),
        ("Peter Quill", "Mr.", "male"),
    ]
    assert [text_of(n.span, article.article) for n in names] == ["Ann Marlow", "Peter Quill"]


@pytest.mark.parametrize("mark", ["'s", "’s"])
def test_either_apostrophe_is_cut(parsed: Parse, mark: str) -> None:
    assert ("Peter Quill", "person") in named(parsed(f"The council praised Peter Quill{mark} report on Monday."))


def test_a_surname_is_a_person_wherever_the_full_name_stands(parsed: Parse) -> None:
    article = parsed("Joan Sandoval owns the mill.\nSandoval sold it. Neighbours of Sandoval were glad.")
    assert [kind for text, kind in named(article) if "Sandoval" in text] == ["person"] * 3


def test_a_hyphenated_surname_stays_whole(parsed: Parse) -> None:
    article = parsed("Police questioned Maria Lopez-Hart on Friday.\nLopez-Hart denied it, and Lopez-Hart left.")
    assert [text for text, kind in named(article) if kind == "person"] == [
        "Maria Lopez-Hart",
        "Lopez-Hart",
        "Lopez-Hart",
    ]


def headed(parsed: Parse, title: str, body: str) -> Parsed:
    """An article with a heading of kind title."""
    text = f"{title}\n\n{body}"
    start = len(title) + 2
    return parsed(text, blocks=(Block("title", 0, len(title)), Block("prose", start, len(text))))


def test_a_headline_names_only_whom_the_body_confirms(parsed: Parse) -> None:
    article = headed(
        parsed,
        "Joan Sandoval Details Mill Fire, Says Big Trouble Ahead",
        "Joan Sandoval told reporters on Monday that the fire began in the kitchen of the mill.",
    )
    assert named(article) == [("Joan Sandoval", "person"), ("Joan Sandoval", "person")]


def test_a_headline_in_capitals_is_read_through_the_body(parsed: Parse) -> None:
    article = headed(parsed, "SANDOVAL LEAVES BURNING MILL TO RIVALS", "Joan Sandoval left the mill on Monday.")
    assert named(article)[0] == ("SANDOVAL", "person")


def test_an_article_that_is_all_headline_is_read_as_it_stands(parsed: Parse) -> None:
    text = "Joan Sandoval Sells the Old Mill"
    article = parsed(text, blocks=(Block("title", 0, len(text)),))
    assert any(text.startswith("Joan Sandoval") for text, _ in named(article))


def test_a_film_is_a_work(parsed: Parse) -> None:
    article = parsed(
        "The crew of the film Lantern met on Monday. Lantern, the low-budget thriller, opens in May.\n"
        "Joan Sandoval, the director, said Lantern was hard to make."
    )
    assert {kind for text, kind in named(article) if text == "Lantern"} <= {"work"}


def test_a_person_whose_noun_follows_is_no_work(parsed: Parse) -> None:
    article = parsed("Peter Quill, the film's director, was hurt on Monday.")
    assert ("Peter Quill", "person") in named(article)


def test_a_ship_is_a_work_by_the_noun_before_it(parsed: Parse) -> None:
    article = parsed("The car ferry Grebe was moored on Monday. The Grebe had sailed late, and the Grebe was full.")
    assert {kind for text, kind in named(article) if text == "Grebe"} <= {"work"}


def test_a_dateline_and_what_is_in_it_make_a_place(parsed: Parse) -> None:
    article = parsed("REDMOORTON - Joan Sandoval sold the mill.\nNobody in Redmoorton, she said, would buy it.")
    assert {kind for text, kind in named(article) if text.title() == "Redmoorton"} == {"place"}


def test_a_common_noun_at_the_head_of_a_sentence_is_no_name(parsed: Parse) -> None:
    article = parsed("Miller told: mill was unsafe\nThe miller, Joan Sandoval, said so. She is a miller by trade.")
    assert "Miller" not in [text for text, _ in named(article)]


def test_bodies_by_their_last_word(parsed: Parse) -> None:
    article = parsed("The Redmoor County Sheriff's Office searched the house. Brightwater Shipping Inc. paid for it.")
    assert ("Redmoor County Sheriff's Office", "organization") in named(article)
    assert ("Brightwater Shipping Inc.", "organization") in named(article)


def test_the_family_is_a_group(parsed: Parse) -> None:
    article = parsed("Peter Quill and Joan Quill sold the house. The Quills moved away in May.")
    assert ("Quills", "group") in named(article)


def test_a_place_is_no_person_for_being_somebodys_name(parsed: Parse) -> None:
    article = parsed("Joan Paris flew to Paris on Monday. It rained in Paris.")
    assert [kind for text, kind in named(article) if text == "Paris"] == ["place", "place"]


def test_gender_from_the_noun_beside_the_name(parsed: Parse) -> None:
    article = parsed("The actress Robin Vale and her husband, Kerry Holm, left. Vale waved.")
    names = by_text(article)
    assert names["Robin Vale"].gender == "female"
    assert names["Kerry Holm"].gender == "male"
    assert names["Vale"].gender == "female"


def test_gender_from_pronouns_when_the_first_name_tells_none(parsed: Parse) -> None:
    article = parsed("Tamsin Orrery lost her boat on Monday. Orrery said she would buy another, and she did.")
    assert {n.gender for n in find_names(article) if "Orrery" in n.text} == {"female"}


def test_no_gender_is_guessed(parsed: Parse) -> None:
    article = parsed("Police named Wrenna Oakhollow. Reporters met Wrenna Oakhollow on Monday.")
    assert {n.gender for n in find_names(article)} == {None}


def test_names_do_not_overlap_and_are_in_text_order(parsed: Parse) -> None:
    article = parsed(
        "Judge Ann Marlow of the Redmoor High Court met Peter Quill, Joan Sandoval and Brightwater Fund lawyers.\n"
        "Marlow, Quill and Sandoval shook hands outside the Redmoor High Court."
    )
    spans = [name.span for name in find_names(article)]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_an_empty_article_has_no_names(parsed: Parse) -> None:
    assert find_names(parsed("")) == ()


# ------------------------------------------------------------------ headlines and names that the model does not label
def test_a_headline_names_whom_the_text_does_not(parsed: Parse) -> None:
    article = parsed(
        "Tess Varnholm Denies Taking Harbour Funds\nThe treasurer spoke after a long meeting of the board."
    )
    assert ("Tess Varnholm", "person") in named(article)


def test_a_headline_name_stops_before_the_verb(parsed: Parse) -> None:
    names = named(parsed("Robert Quenby Celebrating Harbour Victory In Court\nThe board gave no reason for the vote."))
    assert not any("Celebrating" in text for text, _ in names)


def test_the_white_house_is_no_last_name(parsed: Parse) -> None:
    names = named(parsed("A lawyer of the Marlow White House spoke. Later the White House denied it."))
    assert not any(text == "Marlow White House" for text, _ in names)
    assert ("White House", "organization") in names


def test_the_other_apostrophe_is_cut_too(parsed: Parse) -> None:
    assert "Peter Quill‘s" not in by_text(parsed("The council praised Peter Quill‘s report on Monday."))


# ------------------------------------------------------------------ the dictionary
@pytest.mark.parametrize("word", ["against", "denies", "charged", "companies", "house", "celebrating"])
def test_dictionary_words_are_known(parsed: Parse, word: str) -> None:
    assert in_dictionary(parsed("The ferry left.").paragraphs[0].doc.vocab, word)


@pytest.mark.parametrize("word", ["varnholm", "quenby"])
def test_invented_names_are_in_no_dictionary(parsed: Parse, word: str) -> None:
    assert not in_dictionary(parsed("The ferry left.").paragraphs[0].doc.vocab, word)


# ------------------------------------------------------------------ kinds from evidence
@pytest.mark.parametrize(
    ("form", "evidence", "kind"),
    [
        (("Quellgate",), Evidence(labels=Counter(person=1)), "other"),
        (("Quellgate",), Evidence(labels=Counter(person=1), acts=True), "person"),
        (("Quellgate",), Evidence(labels=Counter(person=5)), "person"),
        (("Common", "Purpose"), Evidence(labels=Counter(person=1), plain=True), "other"),
        (("Common", "Purpose"), Evidence(labels=Counter(person=1), plain=True, acts=True), "person"),
        (("Ann", "Stone"), Evidence(labels=Counter(person=1), plain=True), "person"),
        (("Vane", "Show"), Evidence(labels=Counter(person=1)), "work"),
        (("Quellgate",), Evidence(), "other"),
    ],
)
def test_a_person_needs_more_than_the_models_word(form: tuple[str, ...], evidence: Evidence, kind: str) -> None:
    assert decide({form: evidence})[form] == kind


def test_words_of_the_dictionary_are_somebody_when_the_last_is_used_alone() -> None:
    kinds = decide({
        ("Heavy", "Rain"): Evidence(labels=Counter(person=1), plain=True),
        ("Rain",): Evidence(labels=Counter(person=1), plain=True),
    })  # fmt: skip
    assert kinds == {("Heavy", "Rain"): "person", ("Rain",): "person"}


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("Ann Marlow came from the set of Quell, and left. She liked Quell.", True),
        ("Ann Marlow bought the set of Quell knives. She liked Quell.", False),
    ],
)
def test_what_has_a_set_is_a_film(parsed: Parse, text: str, work: bool) -> None:
    assert (("Quell", "work") in named(parsed(text))) is work


def test_a_suffix_speaks_for_a_person() -> None:
    form = ("Heavy", "Stone", "Jr.")
    assert decide({form: Evidence(labels=Counter(person=1), plain=True)})[form] == "person"


def test_a_short_first_name_speaks_for_a_person() -> None:
    form = ("Sue", "Marsh")
    assert decide({form: Evidence(labels=Counter(person=1), plain=True)})[form] == "person"


@pytest.mark.parametrize(
    ("text", "kind"), [("Summer Lake, 43, was there.", "person"), ("Heavy Rain, a game, came out.", None)]
)
def test_an_age_speaks_for_a_person(parsed: Parse, text: str, kind: str | None) -> None:
    kinds = dict(named(parsed(text)))
    assert kinds.get("Summer Lake") == kind
    assert kinds.get("Heavy Rain") != "person"


def test_what_is_called_with_an_article_is_no_person(parsed: Parse) -> None:
    text = "The Greywater Osprey sank in April. Eleven were aboard the Greywater Osprey. Greywater Osprey lies deep."
    assert ("Greywater Osprey", "person") not in named(parsed(text))


def test_a_street_is_a_place(parsed: Parse) -> None:
    assert ("Mill Lane", "place") in named(parsed("They ran to the roof of the bakery on Mill Lane and stayed there."))
    assert ("Ann Lane", "person") in named(parsed("They ran to Ann Lane on Monday. She stayed there."))


def test_the_house_is_a_body(parsed: Parse) -> None:
    assert ("House", "organization") in named(parsed("The House passed the bill. A House committee had asked for it."))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Clerk Tess Amory kept the list. Amory said it was lost.", "Tess Amory"),
        ("Welder Tobin Reeve said that the mill had burned.", "Tobin Reeve"),
        ("The council thanked Siobhan O’Dowd on Monday.", "Siobhan O’Dowd"),
        ("Darran Whiting, a retired pilot, was away.", "Darran Whiting"),
        ("Nobody had told Abel Stone that the mill was shut.", "Abel Stone"),
        ("The report names Keldo's widow.", "Keldo"),
        ("Judge Ann Marlow heard that Mr Ash, 41, and Karl Hart, 39, denied it.", "Ash"),
    ],
)
def test_people(parsed: Parse, text: str, name: str) -> None:
    assert (name, "person") in named(parsed(text))


def test_a_lone_last_name_is_a_person_where_the_model_sees_one_act(parsed: Parse) -> None:
    assert ("Keldovic", "person") in named(parsed("The chancellor met Keldovic on Friday. Keldovic was silent."))


def test_a_department_is_no_person_with_a_title(parsed: Parse) -> None:
    article = parsed("The Justice Department said that Treasury Secretary Ann Marlow had resigned.")
    assert ("Justice Department", "organization") in named(article)
    assert [text for text, kind in named(article) if kind == "person"] == ["Ann Marlow"]


def test_words_around_a_name_are_no_part_of_it(parsed: Parse) -> None:
    article = parsed("King Abdul II Tuesday left.\nPhoto by Dan Marlow February 2.\nElecting Peter Quill was wise.")
    assert {text for text, kind in named(article) if kind == "person"} <= {"Abdul II", "Dan Marlow", "Peter Quill"}


def test_a_firm_has_a_parent(parsed: Parse) -> None:
    assert ("Keldo", "person") not in named(parsed("The report names Keldo's parent company."))


@pytest.mark.parametrize("firm", ["Merrill Lynch", "Goldman Sachs"])
def test_firms_that_bear_the_names_of_people(parsed: Parse, firm: str) -> None:
    assert (firm, "organization") in named(parsed(f"Shares of {firm} fell on Monday."))


def test_a_plural_that_opens_a_sentence_is_left_for_the_coverage(parsed: Parse) -> None:
    kinds = dict(named(parsed("Grebes win again. Officials were glad.")))
    assert kinds.get("Grebes") == "other"
    assert "Officials" not in kinds


def test_a_first_name_outweighs_a_stray_pronoun(parsed: Parse) -> None:
    article = parsed("Peter Quill said she was wrong.\nPeter Quill owns the mill.")
    assert {n.gender for n in find_names(article)} <= {"male", None}
