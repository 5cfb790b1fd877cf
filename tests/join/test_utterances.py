"""Utterances: which quotations report one act of saying, which do not, and how they are read against the base."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from onrecord.ids import finding_id, member_id
from onrecord.join.coverage import Coverage
from onrecord.join.utterances import join_utterances
from onrecord.model import Article, Findings, Passage, Quotation, Speaker, Utterance
from onrecord.settings import Settings
from onrecord.span import Span

MakeArticle = Callable[..., Article]


@dataclass
class Desk:
    """Articles with quotations given by their words."""

    make: MakeArticle
    articles: dict[str, Article] = field(default_factory=dict)
    quotations: list[Quotation] = field(default_factory=list)

    def article(self, text: str, *parts: str | tuple[str, ...], **given: object) -> list[Quotation]:
        """An article in which each of `parts` is a quotation: its words, or the words of its segments."""
        person, kind = given.pop("person", "pMara"), given.pop("type", "direct")
        article = self.make(text, key=f"{len(self.articles)}", **given)
        self.articles[article.id] = article
        made = []
        for part in parts:
            spans = []
            for words in (part,) if isinstance(part, str) else part:
                at = text.index(words)
                spans.append(Span(article.id, at, at + len(words)))
            speaker = Speaker(person, None, "name") if person else None  # type: ignore[arg-type]
            made.append(Quotation(finding_id("q", spans[0]), kind, tuple(spans), None, None, speaker))  # type: ignore[arg-type]
        self.quotations += made
        return made

    def join(self) -> tuple[dict[str, Quotation], dict[str, Utterance]]:
        """The quotations by id, and the utterance of each quotation."""
        coverage = Coverage(self.articles, {a: Findings(a) for a in self.articles}, {})
        quotations, utterances = join_utterances(coverage, self.quotations, Settings())
        by_id = {u.id: u for u in utterances}
        assert sorted(q for u in utterances for q in u.quotations) == sorted(q.id for q in quotations)
        return {q.id: q for q in quotations}, {q.id: by_id[q.utterance] for q in quotations}


@pytest.fixture
def desk(make_article: MakeArticle) -> Desk:
    return Desk(make_article)


def test_one_remark_in_two_parts_and_whole_is_one_utterance(desk: Desk) -> None:
    (whole,) = desk.article(
        '"Somebody left the sluice open, and I cannot say who, but I know it wasn\'t me," Mara said.',
        "Somebody left the sluice open, and I cannot say who, but I know it wasn't me,",
        published="2024-03-02",
    )
    (parts,) = desk.article(
        "“I feel somebody left the sluice open, and I cannot say who,” Mara said. “But I know it wasn’t me.”",
        ("I feel somebody left the sluice open, and I cannot say who,", "But I know it wasn’t me."),
        published="2024-03-05",
    )
    _, of = desk.join()
    utterance = of[whole.id]
    assert utterance == of[parts.id]
    assert (utterance.base, utterance.speaker) == (whole.id, "pMara")
    assert utterance.id == member_id("u", [*whole.content, *parts.content])
    assert [(r.relation, r.weighty) for r in utterance.readings] == [("base", False), ("same", False)]
    assert "added" in {s.op for s in utterance.readings[1].segments}


def test_a_changed_modal_is_weighty_and_a_struck_word_masked(desk: Desk) -> None:
    (full,) = desk.article(
        "“Honestly, I couldn’t give a damn about the harbour contract,” Mara said.",
        "Honestly, I couldn’t give a damn about the harbour contract,",
        published="2024-03-02",
    )
    (struck,) = desk.article(
        "“My crew is all I have. Honestly, I could give a d—n about the harbour contract. We sail,” Mara said.",
        "My crew is all I have. Honestly, I could give a d—n about the harbour contract. We sail,",
        published="2024-03-01",
    )
    _, of = desk.join()
    utterance = of[full.id]
    assert utterance == of[struck.id]
    assert utterance.base == struck.id
    other = utterance.readings[1]
    assert (other.quotation, other.relation, other.weighty) == (full.id, "variant", True)
    assert [s.op for s in other.segments if s.op in ("changed", "masked")] == ["changed", "masked"]


def test_another_word_for_it_is_a_variant_that_weighs_nothing(desk: Desk) -> None:
    one, two = (
        desk.article(f"“The {kind} bridge will be closed by the county engineers,” Mara said.",
                     f"The {kind} bridge will be closed by the county engineers,")[0]
        for kind in ("old", "ancient")
    )  # fmt: skip
    _, of = desk.join()
    assert of[one.id] == of[two.id]
    assert [(r.relation, r.weighty) for r in of[one.id].readings] == [("base", False), ("variant", False)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The ferry carried 40 passengers from Orrin island", "The ferry carried 14 passengers from Orrin island"),
        ("We will never sell the old harbour ferry", "We will sell the old harbour ferry"),
        ("It was Rosa who sold the harbour ferry", "It was Hugo who sold the harbour ferry"),
        ("The council is selling the harbour ferry", "The council was selling the harbour ferry"),
        ("Helen sold the old harbour ferry", "Maria sold the old harbour ferry"),
        ("I know the old harbour ferry leaks", "I knew the old harbour ferry leaks"),
        ("The harbour ferry costs four million", "The harbour ferry costs four billion"),
        ("The county votes on Monday about the ferry", "The county votes on Tuesday about the ferry"),
    ],
)
def test_what_weighs(desk: Desk, a: str, b: str) -> None:
    first, second = desk.article(f"“{a},” Mara said.", a)[0], desk.article(f"“{b},” Mara said.", b)[0]
    _, of = desk.join()
    assert of[first.id] == of[second.id]
    assert of[first.id].readings[1].weighty


def test_what_two_people_said_stays_apart(desk: Desk) -> None:
    words = "The harbour contract was signed behind closed doors"
    one, two = (desk.article(f"“{words},” someone said.", words, person=who)[0] for who in ("pMara", "pHugo"))
    _, of = desk.join()
    assert of[one.id] != of[two.id]


def test_an_unknown_speaker_of_what_two_people_said_joins_neither(desk: Desk) -> None:
    words = "The harbour contract was signed behind closed doors by tired councillors"
    one, two, three = (
        desk.article(f"“{words},” someone said.", words, person=who)[0] for who in ("pMara", "pHugo", None)
    )
    _, of = desk.join()
    assert of[one.id] != of[two.id]
    assert of[three.id].quotations == (three.id,)


def test_a_stock_phrase_tells_nothing(desk: Desk) -> None:
    one, two = (desk.article("“Thank you so much,” Mara said.", "Thank you so much,")[0] for _ in range(2))
    _, of = desk.join()
    assert of[one.id] != of[two.id]


def test_a_remark_quoted_within_another_is_not_the_same(desk: Desk) -> None:
    text = "“Hugo told us that the harbour contract was signed behind closed doors,” Mara said."
    outer, inner = desk.article(text, text[1:-12], "the harbour contract was signed behind closed doors", person=None)
    desk.quotations[1] = inner = Quotation(inner.id, "indirect", inner.content, None, None, None, nested_in=outer.id)
    _, of = desk.join()
    assert of[outer.id] != of[inner.id]


def test_indirect_speech_is_a_paraphrase(desk: Desk) -> None:
    (direct,) = desk.article(
        "“The county engineers closed the old bridge after the flood,” Mara said.",
        "The county engineers closed the old bridge after the flood,",
    )
    (indirect,) = desk.article(
        "Mara said the engineers of the county had closed that old bridge soon after the flood.",
        "the engineers of the county had closed that old bridge soon after the flood",
        type="indirect",
    )
    _, of = desk.join()
    assert of[direct.id] == of[indirect.id]
    relations = {r.quotation: (r.relation, r.weighty) for r in of[direct.id].readings}
    assert sorted(relations.values()) == [("base", False), ("paraphrase", False)]


def test_the_order_of_the_quotations_changes_nothing(desk: Desk) -> None:
    lines = ["The old bridge will be closed", "The old bridge will be closed by the county engineers on Monday"]
    for line in lines * 2:
        desk.article(f"“{line},” Mara said.", line)
    first = desk.join()[1]
    desk.quotations.reverse()
    assert desk.join()[1] == first


def test_a_slogan_in_thousands_of_articles_stays_linear(desk: Desk) -> None:
    line = "The harbour belongs to those who work the harbour"
    for place in range(600):
        extra = f" of pier {place}" if place % 2 else ""
        desk.article(f"“{line}{extra},” Mara said.", f"{line}{extra},")
    assert len({u.id for u in desk.join()[1].values()}) == 1


LINE = "We take one stone at a time and let the wall look after itself"


@pytest.mark.parametrize(
    ("days", "one"),
    [(("2024-03-04", "2024-03-06"), True), (("2024-03-04", "2024-04-15"), False)],
)
def test_a_pet_phrase_printed_weeks_apart_was_said_twice(desk: Desk, days: tuple[str, str], one: bool) -> None:
    first, second = (desk.article(f"“{LINE},” Mara said.", LINE, published=day)[0] for day in days)
    _, of = desk.join()
    assert (of[first.id] == of[second.id]) is one


@pytest.mark.parametrize(("hearer", "one"), [("Ola Brandt", True), (None, False)])
def test_one_interview_is_one_occasion_whenever_it_is_printed(desk: Desk, hearer: str | None, one: bool) -> None:
    told = f" to {hearer}" if hearer else ""
    desk.article(
        f"“Somebody opened the sluice, but I know it was not me,” Mara said{told}.",
        "Somebody opened the sluice, but I know it was not me,", published="2021-12-02",
    )  # fmt: skip
    desk.article(
        "Mara sat down with Ola Brandt in a hotel. “Somebody opened the sluice, but I know it wasn’t me,” she said.",
        "Somebody opened the sluice, but I know it wasn’t me,", published="2023-07-10",
    )  # fmt: skip
    if hearer:
        first = desk.quotations[0]
        at = desk.articles[first.content[0].article].text.index(hearer)
        span = Span(first.content[0].article, at, at + len(hearer))
        desk.quotations[0] = replace(first, addressee=Passage(hearer, span))
    _, utterances = desk.join()
    assert (len({u.id for u in utterances.values()}) == 1) is one


def test_a_sentence_too_long_to_be_said_twice_is_a_reprint(desk: Desk) -> None:
    line = (
        "The dam above Orrin leaks at the northern spillway, the guards sleep through autumn storms, the sirens rust "
        "on their poles, and the county engineer answers letters with a printed card"
    )
    first, second = (
        desk.article(f"“{line},” Mara said.", line, published=day)[0] for day in ("2024-03-04", "2024-06-15")
    )
    _, of = desk.join()
    assert of[first.id] == of[second.id]


def test_spelling_does_not_keep_two_reports_apart(desk: Desk) -> None:
    (one,) = desk.article(
        "“I organised the colours of my neighbours,” Mara said.", "I organised the colours of my neighbours,"
    )
    (two,) = desk.article(
        "“I organized the colors of my neighbors,” Mara said.", "I organized the colors of my neighbors,"
    )
    _, of = desk.join()
    assert of[one.id] == of[two.id]
    assert [r.weighty for r in of[one.id].readings] == [False, False]


@pytest.mark.parametrize(
    ("said", "reported", "weighty"),
    [
        ("I will sell the ferry before we have seen it", "she would sell the ferry before they had seen it", False),
        ("We paid the ferry crew before the storm", "they would pay the ferry crew before the storm", True),
        ("We must sell the ferry before the storm comes", "they had to sell the ferry before the storm came", False),
        ("We must sell the ferry before the storm comes", "they could sell the ferry before the storm came", True),
        ("We sell the ferry on Friday if the storm comes", "they sold the ferry on Tuesday if the storm came", True),
        ("I gave the ferry keys to Hugo Weir in the storm", "she gave the ferry keys to Hugo Ware in the storm", True),
        ("We will not sell the ferry before the storm", "they would sell the ferry before the storm", True),
        ("Before the storm we sell the ferry", "the ferry would be sold before the storm", False),
    ],
)  # fmt: skip
def test_what_weighs_in_indirect_speech(desk: Desk, said: str, reported: str, weighty: bool) -> None:
    (direct,) = desk.article(f"“{said},” Mara said.", said, published="2024-03-01")
    (indirect,) = desk.article(
        f"Mara said that {reported}.", f"that {reported}", type="indirect", published="2024-03-02"
    )
    _, of = desk.join()
    assert of[direct.id] == of[indirect.id]
    (reading,) = of[direct.id].readings[1:]
    assert (reading.relation, reading.weighty) == ("paraphrase", weighty)


@pytest.mark.parametrize(
    ("whole", "cut", "weighty"),
    [
        ("We will not, whatever comes, sell the old harbour ferry", "We will … sell the old harbour ferry", True),
        ("We sell the ferry, you know, to the harbour county", "We sell the ferry … to the harbour county", False),
        ("We paid 40 crowns for the old harbour ferry", "We paid ... for the old harbour ferry", True),
        ("The ferry from Orrin to the old harbour sails", "[T]he ferry … to the old harbour sails", True),
    ],
)
def test_what_an_ellipsis_hides(desk: Desk, whole: str, cut: str, weighty: bool) -> None:
    first, second = (desk.article(f"“{w},” Mara said.", w)[0] for w in (whole, cut))
    _, of = desk.join()
    assert of[first.id] == of[second.id]
    other = of[first.id].readings[1]
    assert (other.relation, other.weighty) == ("same", weighty)


def test_a_condolence_tells_nothing_where_the_speaker_is_unknown(desk: Desk) -> None:
    line = "Our thoughts and prayers are with the families of the victims"
    one, two = (desk.article(f"“{line},” someone said.", line, person=who)[0] for who in ("pMara", None))
    _, of = desk.join()
    assert of[one.id] != of[two.id]
