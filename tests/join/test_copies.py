"""Copies: planted near-duplicates are paired, other articles are not, versions stay out of the count."""

# ruff: noqa: E501 (sentences are kept whole)
from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

from onrecord.join.copies import link
from onrecord.join.coverage import Coverage
from onrecord.model import Article, Findings
from onrecord.settings import Settings
from onrecord.span import Span

MakeArticle = Callable[..., Article]
SYLLABLES = ("ba", "do", "ki", "lu", "me", "no", "ra", "si", "to", "vu")


def story(seed: int, sentences: int = 12) -> str:
    """Paragraphs of made-up words, the same for the same seed."""
    rng = random.Random(seed)
    word = lambda: "".join(rng.choices(SYLLABLES, k=rng.randint(1, 4)))  # noqa: E731
    return "\n".join(" ".join(word() for _ in range(rng.randint(9, 18))) + "." for _ in range(sentences))


def changed(text: str, seed: int, share: float = 0.05) -> str:
    rng = random.Random(seed)
    return " ".join("otherwise" if rng.random() < share else w for w in text.split(" "))


def linked(*articles: Article) -> dict[str, Article]:
    coverage = Coverage({a.id: a for a in articles}, {a.id: Findings(a.id) for a in articles}, {})
    return {a.key: a for a in link(coverage, Settings())}


def test_every_article_has_a_group_its_own_if_it_is_no_copy(make_article: MakeArticle) -> None:
    got = linked(make_article(story(1), key="a"), make_article(story(2), key="b"), make_article("Short.", key="c"))
    assert all(a.copy_group == a.id and a.copy_of is None for a in got.values())


def test_the_earliest_published_is_the_origin_and_the_undated_the_last(make_article: MakeArticle) -> None:
    text = story(3)
    got = linked(
        make_article(text, key="undated"),
        make_article(changed(text, 1), key="second", published="2024-05-02"),
        make_article(changed(text, 2), key="first", published="2024-05-01"),
    )
    assert got["first"].copy_of is None
    assert got["second"].copy_of == got["undated"].copy_of == got["first"].id
    assert got["second"].copy_kind == "copy"
    assert {a.copy_group for a in got.values()} == {min(a.id for a in got.values())}


def test_planted_copies_are_paired(make_article: MakeArticle) -> None:
    articles, gold = [], set()
    for seed in range(60):
        text = story(seed, sentences=6 + seed % 20)
        articles.append(make_article(text, key=f"{seed}", published="2024-05-01"))
        if seed % 3 == 0:
            lines = text.split("\n")
            copy = changed("\n".join(lines[: max(4, len(lines) * 6 // 10)]) if seed % 2 else text, seed)
            articles.append(make_article(copy, key=f"{seed}-copy", published="2024-05-02"))
            gold.add((f"{seed}", f"{seed}-copy"))
    got = linked(*articles)
    pairs = {tuple(sorted((a.key, b.key))) for a, b in combinations(got.values(), 2) if a.copy_group == b.copy_group}
    hits = len(pairs & gold)
    assert 2 * hits / (len(pairs) + len(gold)) >= 0.9


def test_versions_share_the_group_of_their_original_and_are_no_copies(make_article: MakeArticle) -> None:
    text = story(4)
    first = make_article(text, key="first", published="2024-05-01")
    second = replace(make_article(changed(text, 2), key="second", published="2024-05-03"), version_of=first.id)
    other = make_article(changed(text, 3), key="other", published="2024-05-02")
    got = linked(first, second, other)
    assert got["second"].copy_of is None
    assert got["other"].copy_of == first.id
    assert len({a.copy_group for a in got.values()}) == 1


def test_the_order_of_the_articles_changes_nothing(make_article: MakeArticle) -> None:
    articles = [make_article(changed(story(seed % 3), seed), key=f"{seed}") for seed in range(9)]
    assert linked(*articles) == linked(*reversed(articles))


def test_another_process_finds_the_same_numbers() -> None:
    code = (
        "from onrecord.join.copies.prints import _Vocabulary, _shingles; import numpy as np;"
        "print(_shingles(np.array([_Vocabulary()[w] for w in 'the mayor of Harlow resigned'.split()], np.uint64), 3))"
    )

    def run(seed: str) -> bytes:
        call = [sys.executable, "-c", code]
        return subprocess.run(call, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout

    assert run("1") == run("2")
    assert b"[" in run("1")


# ------------------------------------------------------------------ a story of our own
STRIKE = [
    "HARLOW (AP) — Ferry crews in Harlow walked off their boats before dawn on Thursday, stranding thousands of commuters "
    "on both banks of the Marsh and closing the last cheap crossing to the refineries on its northern side.",
    "The walkout, the third since the spring, began when the harbour company posted a rota that cut the crews' rest between "
    "night crossings from eleven hours to seven without asking the union that speaks for them.",
    "By noon a line of cars reached from the slipway to the old fish market, and the regional railway had put two more "
    "trains on the single track over Calder Bridge, where passengers stood in the doors.",
    "Company officials offered to suspend the rota until an arbitrator has heard both sides, and the union's branch "
    "secretary promised to put that to a vote in the seamen's hall on Friday evening.",
    "Ferries have run between Harlow and Northgate since 1871, and carried about nine thousand people a day before the "
    "tunnel opened, a number that has shrunk by half in the years since then.",
    "Nobody at the regional ministry would say whether the contract, which ends in December, can be taken from a company "
    "whose boats lie still for more than four days in one quarter of a year.",
]
BAKERY = [
    "Elsa Marrow had four hundred rolls in the oven and nobody to buy them, because the people who come off the first "
    "boat every morning with the salt still on their coats were all standing on the other side of the water.",
    "Her bakery stands where the slipway meets Weir Street, and has sold its bread to deckhands and clerks since her "
    "grandfather laid the tiles, so that a strike is felt there within the hour.",
    "She gave the rolls to the pickets in the end, she said, and to a school whose bus had not come, and closed at eleven "
    "for the first time since the flood that took the cellar doors.",
    "Along the street the ironmonger, the two cafés and the man who mends nets told much the same story, of a morning "
    "without a single customer and a till that had not been opened.",
]
STATEMENT = (
    "“We have asked for nothing but the hours of sleep that the law already gives to every driver of a lorry in this "
    "country, and we have asked for it in writing on nine occasions since the first of March without having had the "
    "courtesy of a reply from anybody who is paid to read a letter. Our members will carry nurses, and they will carry "
    "the sick, and they will carry nobody else until a rota hangs on that wall which a human being can live by,” "
)


def piece(make_article: MakeArticle, key: str, *paragraphs: str, **fields: object) -> Article:
    return make_article("\n".join(paragraphs), key=key, **({"published": "2031-03-06", "outlet": key} | fields))


def words_at(article: Article) -> str:
    return " | ".join(article.text[s.start : s.end] for s in article.shared)


def test_a_report_within_a_longer_piece_is_an_excerpt_with_what_it_shares(make_article: MakeArticle) -> None:
    wire = piece(make_article, "wire", *STRIKE[:4])
    post = piece(make_article, "post", *BAKERY[:2], *STRIKE[:4], *BAKERY[2:], published="2031-03-07")
    got = linked(wire, post)
    assert (got["post"].copy_of, got["post"].copy_kind) == (wire.id, "excerpt")
    assert got["post"].copy_group == got["wire"].copy_group
    assert "closing the last cheap crossing to the refineries" in words_at(got["post"])
    assert "Marrow" not in words_at(got["post"])
    assert all(s.article == post.id for s in got["post"].shared)


def test_what_an_excerpt_has_of_its_own_is_an_independent_account(make_article: MakeArticle) -> None:
    wire = piece(make_article, "wire", *STRIKE[:4])
    post = piece(make_article, "post", *BAKERY[:2], *STRIKE[:4], *BAKERY[2:], published="2031-03-07")
    again = piece(make_article, "again", *BAKERY[:2], *STRIKE[:4], *BAKERY[2:], published="2031-03-08")
    got = linked(wire, post, again)
    coverage = Coverage({a.id: a for a in got.values()}, {}, {})

    def voice(key: str, words: str) -> str:
        article = got[key]
        at = article.text.index(words)
        return coverage.voice(Span(article.id, at, at + len(words)))

    taken, own = "The walkout, the third since the spring", "Elsa Marrow had four hundred rolls"
    assert voice("wire", taken) == voice("post", taken) == voice("again", taken) == got["wire"].copy_group
    assert voice("post", own) == voice("again", own) == post.id


def test_a_newer_version_of_an_excerpt_is_one_too(make_article: MakeArticle) -> None:
    wire = piece(make_article, "wire", *STRIKE[:4])
    post = piece(make_article, "post", *BAKERY[:2], *STRIKE[:4], *BAKERY[2:], published="2031-03-07")
    later = piece(make_article, "later", *BAKERY, *STRIKE[:4], outlet="post", published="2031-03-08")
    got = linked(wire, post, replace(later, version_of=post.id))
    assert (got["later"].copy_of, got["later"].copy_kind) == (None, "excerpt")
    coverage = Coverage({a.id: a for a in got.values()}, {}, {})
    assert coverage.voice(Span(later.id, 0, 40)) == post.id


def test_a_shortened_report_is_a_copy_whichever_came_first(make_article: MakeArticle) -> None:
    whole, short = (
        piece(make_article, "whole", *STRIKE),
        piece(make_article, "short", *STRIKE[:3], published="2031-03-08"),
    )
    assert linked(whole, short)["short"].copy_kind == "copy"
    early = piece(make_article, "early", *STRIKE[:3], published="2031-03-01")
    got = linked(whole, early)
    assert (got["whole"].copy_of, got["whole"].copy_kind) == (early.id, "excerpt")


def test_two_reports_that_quote_one_statement_stay_apart(make_article: MakeArticle) -> None:
    one = piece(make_article, "one", STRIKE[0], STATEMENT + "the union's secretary said.", STRIKE[3])
    other = piece(make_article, "other", BAKERY[0], STATEMENT + "said the branch secretary.", BAKERY[3])
    got = linked(one, other)
    assert got["one"].copy_group != got["other"].copy_group


def test_an_outlets_follow_up_with_its_own_background_stays_apart(make_article: MakeArticle) -> None:
    first = piece(make_article, "first", *STRIKE, outlet="Post")
    follow = piece(make_article, "follow", *BAKERY, *STRIKE[4:], outlet="Post", published="2031-03-07")
    got = linked(first, follow)
    assert got["first"].copy_group != got["follow"].copy_group


def test_an_outlets_report_that_grew_is_one_with_what_it_was(make_article: MakeArticle) -> None:
    first = piece(make_article, "first", *STRIKE[:5], outlet="Post")
    grown = piece(make_article, "grown", *STRIKE[:5], *BAKERY[:2], outlet="Post")
    got = linked(first, grown)
    assert got["first"].copy_group == got["grown"].copy_group


def test_a_piece_made_of_two_reports_joins_one_of_them_and_not_the_two(make_article: MakeArticle) -> None:
    strike, bakery = piece(make_article, "strike", *STRIKE), piece(make_article, "bakery", *BAKERY)
    both = piece(make_article, "both", *BAKERY, *STRIKE, published="2031-03-09")
    got = linked(strike, bakery, both)
    assert got["strike"].copy_group != got["bakery"].copy_group
    assert got["both"].copy_of == strike.id


def test_reordered_paragraphs_are_a_copy(make_article: MakeArticle) -> None:
    one, other = piece(make_article, "one", *STRIKE), piece(make_article, "other", *reversed(STRIKE))
    assert linked(one, other)["one"].copy_group == linked(one, other)["other"].copy_group


def test_one_agencys_reports_need_less_in_common(make_article: MakeArticle) -> None:
    first, half = " ".join(STRIKE), changed(" ".join(STRIKE), 5, 0.6)

    def joined(agency: str | None, day: str = "2031-03-07") -> bool:
        got = linked(
            piece(make_article, "one", first, wire=agency),
            piece(make_article, "other", half, wire=agency, published=day),
        )
        return got["one"].copy_group == got["other"].copy_group

    assert joined("Associated Press")
    assert not joined(None)
    assert not joined("Associated Press", "2031-05-01")


def test_articles_of_two_agencies_are_apart_unless_they_are_one(make_article: MakeArticle) -> None:
    def joined(text: str, other: str) -> bool:
        got = linked(
            piece(make_article, "one", text, wire="Associated Press"),
            piece(make_article, "other", other, wire="Reuters"),
        )
        return got["one"].copy_group == got["other"].copy_group

    text = " ".join(STRIKE)
    assert not joined(text, changed(text, 5, 0.1))
    assert joined(text, text)


def test_an_agencys_follow_up_with_its_background_stays_apart(make_article: MakeArticle) -> None:
    first = piece(make_article, "first", *STRIKE, wire="Associated Press")
    follow = piece(make_article, "follow", *BAKERY, *STRIKE[3:], wire="Associated Press", published="2031-03-07")
    got = linked(first, follow)
    assert got["first"].copy_group != got["follow"].copy_group


def test_a_follow_up_is_no_copy_of_anothers_copy_of_the_report_either(make_article: MakeArticle) -> None:
    first = piece(make_article, "first", *STRIKE, outlet="Post")
    copy = piece(make_article, "copy", *STRIKE, outlet="Echo", published="2031-03-07")
    follow = piece(make_article, "follow", *BAKERY, *STRIKE[2:], outlet="Post", published="2031-03-08")
    got = linked(first, copy, follow)
    assert got["copy"].copy_of == first.id
    assert got["follow"].copy_group != got["first"].copy_group


def test_the_parts_of_a_digest_are_no_copies_of_one_another(make_article: MakeArticle) -> None:
    digest = piece(make_article, "digest", *BAKERY, *STRIKE, published="2031-03-01")
    got = linked(digest, piece(make_article, "bakery", *BAKERY), piece(make_article, "strike", *STRIKE))
    assert got["bakery"].copy_group != got["strike"].copy_group
    assert digest.id in (got["bakery"].copy_of, got["strike"].copy_of)


def test_the_agencys_own_publication_comes_before_others_of_its_day(make_article: MakeArticle) -> None:
    text = "\n".join(STRIKE)
    early = make_article(text, key="early", published="2031-03-06T05:00:00Z", outlet="Post", wire="Associated Press")
    own = make_article(text + "\nMore.", key="own", published="2031-03-06", outlet="Associated Press")
    late = make_article(text + "\nLess.", key="late", published="2031-03-06T04:30:00+01:00", outlet="Echo")
    assert {a.copy_of for a in linked(early, own, late).values()} == {None, own.id}
    assert {a.copy_of for a in linked(early, late).values()} == {None, late.id}


def test_a_feeds_summary_is_no_origin(make_article: MakeArticle) -> None:
    whole = make_article("\n".join(STRIKE), key="whole", published="2031-03-07", outlet="Post")
    summary = make_article(STRIKE[0] + "\n" + STRIKE[1], key="summary", published="2031-03-07T01:00:00", read="excerpt")
    got = linked(whole, summary)
    assert got["summary"].copy_of == whole.id


def test_a_text_with_thousands_of_copies_does_not_take_long(make_article: MakeArticle) -> None:
    text = "\n".join(STRIKE)
    articles = [make_article(f"{text}\nNumber {n}.", key=f"{n}", published="2031-03-06") for n in range(1500)]
    began = time.process_time()
    got = linked(*articles)
    assert time.process_time() - began < 15
    assert len({a.copy_group for a in got.values()}) == 1
