"""The gold stories: the sample and one of a burst dam, each with differences planted in it.

The sample story against what was marked in it by hand: every measure keeps its floor.

The floors are what the program reached when they were set, less a little. Raise one when it is passed for good; never
lower one without saying why in the commit.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pytest

from gold_story import FILES, GOLD, Story, place, rows, rows_of, story_of
from onrecord import build, open_record
from onrecord.edtf import bounds, may_be_same, within
from onrecord.model import PARSED_KINDS
from onrecord.sample import story_folder

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from scorers import Quoted, QuoteScore, Score, TimeScore, Timex, b_cubed, quote_score, set_score, time_score, word_score

FLOOR = {
    "articles dated": 100,
    "blocks": 98,
    "repairs": 85,
    "copies": 100,
    "quotations": 97,
    "speakers": 83,
    "times, strict": 97,
    "times, value": 90,
    "times, day": 83,
    "people": 96,
    "events": 93,
    "differences": 100,
}
"""Least F1, or least share found where there is no precision, in percent."""


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    output = tmp_path_factory.mktemp("gold") / "sample.record"
    with story_folder() as folder:
        built = build([folder], output)
    assert not built.problems
    return story_of(open_record(output))


def keeps(what: str, figure: float) -> None:
    """Fails when a figure, in percent, is below its floor."""
    print(f"{what}: {figure:.1f}")
    assert figure >= FLOOR[what]


def added(scores: Iterable[Score]) -> Score:
    return sum(scores, Score(0, 0, 0))


# ------------------------------------------------------------------ the gold itself
@pytest.mark.parametrize("name", [n for n in FILES if n not in ("articles", "copies", "differences", "events")])
def test_every_item_stands_in_its_article(story: Story, name: str) -> None:
    for row in rows(name):
        text = story.articles[row["article"]].text
        wanted = row.get("content", row.get("text"))
        if name == "times":
            assert any(_found(text, w, row.get("n", 0)) for w in wanted), row
            continue
        texts = [wanted] if isinstance(wanted, str) else wanted
        times = row.get("n", 0)
        for part, n in zip(texts, times if isinstance(times, list) else [times] * len(texts), strict=True):
            assert _found(text, part, n), row


def _found(text: str, wanted: str, n: int) -> bool:
    try:
        place(text, wanted, n)
    except LookupError:
        return False
    return True


def test_every_article_is_marked(story: Story) -> None:
    assert {r["article"] for r in rows("articles")} == set(story.articles)
    for name in ("quotations", "times", "mentions"):
        assert {r["article"] for r in rows(name)} == set(story.articles), name
    named = {k for r in rows("differences") for side in "ab" for k in r[side]["articles"]}
    assert named | {k for r in rows("copies") for k in r["articles"]} <= set(story.articles)


# ------------------------------------------------------------------ read and clean
def test_publication_dates(story: Story) -> None:
    """A date that is printed or in the metadata must be right to the day, one worked out within a week of days."""
    right = 0
    for row in rows("articles"):
        published, basis = story.articles[row["article"]].published, story.articles[row["article"]].published_basis
        if published and basis in row["basis"] and within(row["published"], published):
            right += bounds(published).days <= (7 if basis == "text" else 1)
    keeps("articles dated", 100 * right / len(rows("articles")))


def test_no_publication_date_is_wrong(story: Story) -> None:
    for row in rows("articles"):
        published = story.articles[row["article"]].published
        assert published is None or may_be_same(published, row["published"]), row


def test_no_outlet_or_author_is_wrong(story: Story) -> None:
    for row in rows("articles"):
        article = story.articles[row["article"]]
        assert article.outlet in (None, row["outlet"]), row
        assert set(article.byline) <= set(row["byline"]), row


def test_blocks(story: Story) -> None:
    """By word: is it the article's own or furniture? Titles, decks and subheads count neither way."""
    scores = []
    for key, article in story.articles.items():
        marked = [(r["kind"], place(article.text, r["text"], r.get("n", 0))) for r in rows_of("blocks", key)]
        scores.append(
            word_score(
                article.text,
                [span for kind, span in marked if kind not in PARSED_KINDS],
                [(b.start, b.end) for b in article.blocks if b.kind not in PARSED_KINDS],
                [span for kind, span in marked if kind in PARSED_KINDS],
            )
        )
    keeps("blocks", added(scores).f1)


def test_repairs(story: Story) -> None:
    gold = {(r["article"], *place(story.articles[r["article"]].text, r["text"]), r["reads"]) for r in rows("repairs")}
    found = {(story.key(r.span), r.span.start, r.span.end, r.reads) for r in story.record.repairs}
    keeps("repairs", set_score(gold, found).f1)


def test_copies(story: Story) -> None:
    gold = {frozenset(p) for r in rows("copies") for p in combinations(r["articles"], 2)}
    groups: dict[str, list[str]] = {}
    for article in story.record.articles:
        groups.setdefault(article.copy_group, []).append(article.key)
    found = {frozenset(p) for members in groups.values() for p in combinations(members, 2)}
    keeps("copies", set_score(gold, found).f1)


# ------------------------------------------------------------------ find
def _quote_scores(story: Story) -> QuoteScore:
    names = {p.id: frozenset(_plain(n) for n in (p.name, *(a.form for a in p.aliases))) for p in story.record.people}
    total = QuoteScore()
    for key, article in story.articles.items():
        gold = []
        for row in rows_of("quotations", key):
            times = row.get("n", [0] * len(row["content"]))
            content = tuple(place(article.text, part, n) for part, n in zip(row["content"], times, strict=True))
            speakers = frozenset({_plain(row["speaker"])} if row["speaker"] else ())
            gold.append(Quoted(content, row["type"], speakers, optional=bool(row.get("optional") or row.get("nested"))))
        found = [
            Quoted(
                tuple((s.start, s.end) for s in q.content),
                q.type,
                names.get(q.speaker.person or "", frozenset()) if q.speaker else frozenset(),
            )
            for q in story.record.quotations
            if story.key(q.content[0]) == key
        ]
        total += quote_score(article.text, gold, found)
    return total


def _plain(name: str) -> str:
    """A name with straight apostrophes: one outlet prints them curled, another does not."""
    return name.replace("’", "'")


def test_quotations_and_speakers(story: Story) -> None:
    score = _quote_scores(story)
    keeps("quotations", score.found.f1)
    keeps("speakers", score.speakers.recall)


def test_times(story: Story) -> None:
    total = TimeScore()
    for key, article in story.articles.items():
        gold = []
        for row in rows_of("times", key):
            n = row.get("n", 0)
            spans = tuple(place(article.text, t, n) for t in row["text"] if _found(article.text, t, n))
            gold.append(Timex(spans, row["type"], tuple(row["value"]), "optional" in row))
        mine = [t for t in story.record.times if story.key(t.span) == key]
        found = [Timex(((t.span.start, t.span.end),), t.type, (t.value,)) for t in mine]
        total += time_score(gold, found)
    keeps("times, strict", total.strict.f1)
    keeps("times, value", total.value.f1)
    keeps("times, day", total.days.recall)


# ------------------------------------------------------------------ join
def test_people(story: Story) -> None:
    mine = [(story.key(m), m.start, m.end, p.id) for p in story.record.people for m in p.mentions]
    gold: dict[object, object] = {}
    found: dict[object, object] = {}
    for row in rows("mentions"):
        start, end = place(story.articles[row["article"]].text, row["text"], row.get("n", 0))
        item = (row["article"], start)
        gold[item] = row["person"]
        here = [(s, e, who) for key, s, e, who in mine if key == row["article"] and s < end and start < e]
        shared = [(min(e, end) - max(s, start), who) for s, e, who in here]
        if shared:
            found[item] = max(shared)[1]
    keeps("people", b_cubed(gold, found).f1)


def test_the_couple_are_two_people(story: Story) -> None:
    people = {p.name: p for p in story.record.people if p.name in ("Owen Tallis", "Marian Tallis")}
    assert set(people) == {"Owen Tallis", "Marian Tallis"}
    assert "Marian Tallis" not in {a.form for a in people["Owen Tallis"].aliases}


def test_events(story: Story) -> None:
    wanted = rows("events")
    found = [r for r in wanted if story.event_found(r)]
    print("missed", [(r["edtf"], r["words"]) for r in wanted if r not in found])
    keeps("events", 100 * len(found) / len(wanted))


def test_background_is_marked(story: Story) -> None:
    for row in rows("events"):
        event = story.event_found(row)
        assert event is None or event.background == row["background"], row


def test_differences(story: Story) -> None:
    wanted = rows("differences")
    missed = [r["topic"] for r in wanted if not story.difference_found(r)]
    print("missed", missed)
    keeps("differences", 100 * (1 - len(missed) / len(wanted)))


def test_one_utterance_told_with_and_without_not(story: Story) -> None:
    """The interview's central sentence is one utterance, and the reading that lost its *not* is marked weighty."""
    contents = {q.id: " ".join(story.words(s) for s in q.content) for q in story.record.quotations}
    for utterance in story.record.utterances:
        held = {contents[q] for q in utterance.quotations}
        if any(c.startswith("I was not told") for c in held) and any(c.startswith("I was told") for c in held):
            assert any(r.weighty for r in utterance.readings)
            return
    pytest.fail("the two wordings are not one utterance")


# ------------------------------------------------------------------ the burst dam: where its accounts differ
MISSED = {
    "told to lower the water, or never told": "a quotation before `is reported to have said` is not found whole",
}
"""Planted differences that are not found, or decoys that are listed, by topic, and why."""


@pytest.fixture(scope="session")
def dam(tmp_path_factory: pytest.TempPathFactory) -> Story:
    output = tmp_path_factory.mktemp("gold") / "dam.record"
    assert not build([GOLD / "dam" / "story"], output).problems
    return story_of(open_record(output))


def _planted(name: str) -> list[object]:
    marks = {t: pytest.mark.xfail(strict=True, reason=why) for t, why in MISSED.items()}
    return [pytest.param(r, id=r["topic"], marks=marks.get(r["topic"], ())) for r in rows(name, "dam")]


@pytest.mark.parametrize("wanted", _planted("differences"))
def test_the_dam_every_planted_difference_is_listed(dam: Story, wanted: dict[str, object]) -> None:
    assert dam.difference_found(wanted)


@pytest.mark.parametrize("decoy", _planted("decoys"))
def test_the_dam_no_decoy_is_listed(dam: Story, decoy: dict[str, object]) -> None:
    assert not dam.difference_found(decoy)


def test_the_dam_its_articles_are_those_that_are_marked(dam: Story) -> None:
    named = {
        k for name in ("differences", "decoys") for r in rows(name, "dam") for side in "ab" for k in r[side]["articles"]
    }
    assert named == set(dam.articles)
