"""Parts: stories are joined apart, each from what it holds alone, unless a correction ties them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.edits import NO_HAND, Hand
from onrecord.edits.places import Place, Target
from onrecord.join.coverage import Coverage, Known
from onrecord.join.parts import Part, parts_of
from onrecord.model import Age, Alias, Article, Edit, Findings, Person, Quotation, Time
from onrecord.span import Span

MakeArticle = Callable[..., Article]

STORIES = ("Selby", "Orrin", None, "Selby", None)


@pytest.fixture
def articles(make_article: MakeArticle) -> list[Article]:
    return [
        replace(make_article(f"Ann Roe spoke {n} times on 3 May.", key=f"{n}"), story=story, sha256=f"{n}" * 64)
        for n, story in enumerate(STORIES)
    ]


def time_at(span: Span) -> Time:
    return Time(span, "DATE", "2031-05-03", None, None, None, None, None, "2031-05-03", "explicit")


def apart(articles: list[Article], hand: Hand = NO_HAND) -> list[Part]:
    """The parts of articles that each name Ann Roe, date it and quote a word."""
    names = tuple(Span(a.id, 0, 7) for a in articles)
    roe = Person("p1", "person", "Ann Roe", (Alias("Ann Roe", 5),), names, ages=(Age(40, names[0], None, None),))
    times = {Span(a.id, 25, 30): time_at(Span(a.id, 25, 30)) for a in articles}
    said = tuple(Quotation(f"q{n}", "direct", (Span(a.id, 8, 13),), None, None, None) for n, a in enumerate(articles))
    coverage = Coverage({a.id: a for a in articles}, {a.id: Findings(a.id) for a in articles}, {})
    return list(parts_of(coverage, Known(times, (roe,), dict.fromkeys(names, "p1"), said), hand))


def held(parts: list[Part]) -> list[list[str]]:
    return [[a.key for a in part.coverage.articles.values()] for part in parts]


def target(kind: str, article: Article, start: int, end: int) -> str:
    return str(Target(kind, (Place(article.id, article.sha256, start, end, article.text[start:end]),)))


def test_each_story_is_a_part_and_what_is_of_none_another(articles: list[Article]) -> None:
    assert held(apart(articles)) == [["0", "3"], ["1"], ["2", "4"]]


def test_a_single_story_and_what_is_of_none_are_one_part(articles: list[Article]) -> None:
    assert held(apart([replace(a, story=a.story and "Selby") for a in articles])) == [["0", "1", "2", "3", "4"]]


def test_a_part_knows_of_its_own_articles_alone(articles: list[Article]) -> None:
    for part in apart(articles):
        ids = set(part.coverage.articles)
        (person,) = part.known.people
        assert {m.article for m in person.mentions} == ids
        assert (person.aliases, person.ages) == ((), ())
        assert {s.article for s in part.known.times} == {s.article for s in part.known.person_of} == ids
        assert {q.content[0].article for q in part.known.quotations} == set(part.coverage.findings) == ids


def test_a_correction_ties_stories_together(articles: list[Article]) -> None:
    merge = Edit("merge", target("utterance", articles[0], 8, 13), target("utterance", articles[1], 8, 13), "", False)
    parts = apart(articles, Hand([merge], articles))
    assert held(parts) == [["0", "1", "3"], ["2", "4"]]
    assert [part.hand.ties() != [] for part in parts] == [True, False]


@pytest.mark.parametrize("undone", [False, True])
def test_a_correction_of_what_is_gone_is_noted_once(articles: list[Article], undone: bool) -> None:
    gone = replace(articles[0], id="a" + "0" * 16, sha256="f" * 64)
    edit = Edit("reject", target("utterance", gone, 8, 13), "", "", undone)
    for part in (parts := apart(articles, Hand([edit], articles))):
        part.hand.regrouped("utterance", [(None, [q]) for q in part.known.quotations], lambda q: q.content[0])
    assert [len(part.hand.set_aside()) for part in parts] == [int(not undone), 0, 0]
