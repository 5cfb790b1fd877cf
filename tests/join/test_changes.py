"""Changes: what a copy or version has otherwise than its base, told in few lines and at the right places."""

# ruff: noqa: E501 (sentences are kept whole)
from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace

from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from onrecord.join.changes import changes, with_changes
from onrecord.join.coverage import Coverage
from onrecord.join.kept import Kept
from onrecord.model import Article, Block, Findings, Sentence
from onrecord.settings import Settings
from onrecord.span import Span

MakeArticle = Callable[..., Article]
REPORT = """A tower crane fell onto Harlow Pier on Monday morning, killing the rigger Peter Oyelaran. Three others were hurt.
The crane's operator, Nora Vance, was questioned by police. She was not arrested.
Inspector Liv Strand said the crane had passed an inspection in January. The pier stays closed until Friday."""


def told(make_article: MakeArticle, text: str, base: str = REPORT) -> list[tuple[str, str | None, str | None]]:
    """The changes as words: what was done, the article's words, the base's."""
    article, before = make_article(text, key="new"), make_article(base, key="old")

    def words(span: Span | None) -> str | None:
        return None if span is None else (text if span.article == article.id else base)[span.start : span.end]

    found = changes(article, before, Settings())
    assert all(c.span is None or c.span.article == article.id for c in found)
    assert all(c.base_span is None or c.base_span.article == before.id for c in found)
    return [(c.op, words(c.span), words(c.base_span)) for c in found]


def test_equal_texts_have_no_changes(make_article: MakeArticle) -> None:
    assert told(make_article, REPORT) == []


def test_words_within_a_sentence(make_article: MakeArticle) -> None:
    text = REPORT.replace("Three others", "Four others").replace("was questioned by police", "was held by police")
    assert told(make_article, text) == [("changed", "Four", "Three"), ("changed", "held", "questioned")]


def test_a_word_put_in_and_one_left_out(make_article: MakeArticle) -> None:
    text = REPORT.replace("She was not arrested", "She was arrested").replace("closed until", "closed at least until")
    assert told(make_article, text) == [("dropped", None, "not"), ("added", "at least", None)]


def test_sentences_added_and_dropped_are_told_by_paragraph(make_article: MakeArticle) -> None:
    lines = REPORT.split("\n")
    text = "\n".join([lines[0], "The harbour master resigned. Nobody has replaced him.", lines[2]])
    assert told(make_article, text) == [
        ("dropped", None, lines[1]),
        ("added", "The harbour master resigned. Nobody has replaced him.", None),
    ]


def test_a_cut_text_dropped_its_tail(make_article: MakeArticle) -> None:
    lines = REPORT.split("\n")
    assert told(make_article, "\n".join(lines[:2])) == [("dropped", None, lines[2])]


def test_another_order_of_paragraphs_is_no_change(make_article: MakeArticle) -> None:
    assert told(make_article, "\n".join(reversed(REPORT.split("\n")))) == []


def test_another_cut_into_paragraphs_is_no_change(make_article: MakeArticle) -> None:
    assert told(make_article, REPORT.replace("\n", " ")) == []
    assert told(make_article, REPORT.replace(". ", ".\n")) == []


def test_a_sentence_cut_in_two_is_no_change_but_for_what_ties_it(make_article: MakeArticle) -> None:
    one = "The pier stays closed until Friday and the ferries leave from the old fish market."
    two = "The pier stays closed until Friday. The ferries leave from the old fish market."
    assert told(make_article, two, one) in ([("dropped", None, "and")], [])


def test_capitals_quotation_marks_and_punctuation_are_no_change(make_article: MakeArticle) -> None:
    base = 'Vance said: "I never touched the brake, and I could not have stopped it."'
    assert told(make_article, "VANCE said, “I never touched the brake and I could not have stopped it”.", base) == []


def test_furniture_is_no_change(make_article: MakeArticle) -> None:
    base = make_article(REPORT, key="old")
    text = f"{REPORT}\nSign up for our harbour newsletter"
    article = make_article(text, key="new")
    blocks = (*article.blocks[:-1], Block("promo", len(REPORT) + 1, len(text)))
    assert changes(replace(article, blocks=blocks), base, Settings()) == ()


def test_a_new_title_is_a_change(make_article: MakeArticle) -> None:
    base = make_article(f"Crane falls, one dead\n{REPORT}", key="old")
    article = make_article(f"Rigger killed on pier\n{REPORT}", key="new")
    found = changes(article, base, Settings())
    assert {c.op for c in found} <= {"added", "dropped", "changed"}
    assert {(c.span or c.base_span).end <= 21 for c in found} == {True}


def test_sentences_that_were_found_are_used(make_article: MakeArticle) -> None:
    base = make_article("Mr. Roe left on Monday afternoon", key="old")
    article = make_article("Mr. Roe left on Tuesday afternoon", key="new")
    findings = [Findings(a.id, sentences=(Sentence(Span(a.id, 0, len(a.text)), 0),)) for a in (article, base)]
    (change,) = changes(article, base, Settings(), *findings)
    assert article.text[change.span.start : change.span.end] == "Tuesday"


def test_versions_are_held_against_the_one_before_and_copies_against_what_they_copy(make_article: MakeArticle) -> None:
    first = make_article(REPORT, key="first")
    second = replace(make_article(REPORT.replace("Three", "Four"), key="second"), version_of=first.id)
    third = replace(make_article(REPORT.replace("Three", "Five"), key="third"), version_of=second.id)
    copy = replace(make_article(REPORT.replace("Friday", "Sunday"), key="copy"), copy_of=first.id, copy_kind="copy")
    got = with_changes(Coverage({a.id: a for a in (first, second, third, copy)}, {}, {}), Settings(), Kept())
    assert list(got) == [first.id, second.id, third.id, copy.id]
    assert [(c.span.article, c.base_span.article) for c in got[third.id].changes] == [(third.id, second.id)]
    assert [len(a.changes) for a in got.values()] == [0, 1, 1, 1]


def test_of_an_excerpt_only_what_was_changed_within_sentences_is_told(make_article: MakeArticle) -> None:
    first = make_article(REPORT, key="first")
    text = "The mayor wept in the council chamber.\n" + REPORT.split("\n")[0].replace("Three", "Four")
    excerpt = replace(make_article(text, key="part"), copy_of=first.id, copy_kind="excerpt")
    got = with_changes(Coverage({a.id: a for a in (first, excerpt)}, {}, {}), Settings(), Kept())[excerpt.id]
    assert [text[c.span.start : c.span.end] for c in got.changes] == ["Four"]


def test_long_texts_take_linear_time(make_article: MakeArticle) -> None:
    rng = random.Random(7)
    words = ["crane", "pier", "harbour", "police", "said", "the", "a", "rigger", "closed", "until", "was", "hurt"]
    lines = [" ".join(rng.choices(words, k=14)).capitalize() + "." for _ in range(3000)]
    base, text = "\n".join(lines), "\n".join(line.replace("crane", "hoist", 1) for line in lines)
    began = time.process_time()
    assert changes(make_article(text, key="new"), make_article(base, key="old"), Settings())
    assert time.process_time() - began < 60


OURS = ["Rain fell.", "Boats lay still all day.", "Nobody spoke, she said.", "It ended"]
THEIRS = ["Rain fell.", "Boats lay still all night.", "It began", "Boats lay still all day and rain fell."]


@examples(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ours=st.lists(st.sampled_from(OURS), max_size=8), theirs=st.lists(st.sampled_from(THEIRS), max_size=8))
def test_any_two_texts(make_article: MakeArticle, ours: list[str], theirs: list[str]) -> None:
    article, base = make_article("\n".join(ours), key="new"), make_article("\n".join(theirs), key="old")
    found = changes(article, base, Settings())
    assert found == changes(article, base, Settings())
    sides = {"added": (True, False), "dropped": (False, True), "changed": (True, True)}
    assert all((c.span is not None, c.base_span is not None) == sides[c.op] for c in found)
    told_once = [c.span for c in found if c.span], [c.base_span for c in found if c.base_span]
    assert all(len(set(spans)) == len(spans) for spans in told_once)
