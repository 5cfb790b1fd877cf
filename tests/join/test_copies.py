"""Copies: planted near-duplicates are paired, other articles are not, versions stay out of the count."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

from onrecord.join.copies import link
from onrecord.join.coverage import Coverage
from onrecord.model import Article, Findings
from onrecord.settings import Settings

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
        make_article("\n".join(text.split("\n")[:8]), key="first", published="2024-05-01"),
    )
    assert got["first"].copy_of is None
    assert got["second"].copy_of == got["undated"].copy_of == got["first"].id
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


def test_another_process_finds_the_same_hashes() -> None:
    code = (
        "from onrecord.join.copies import _digest; from onrecord.settings import Settings;"
        "print(list(_digest(frozenset({'a b c', 'd e f', 'g h i'}), Settings()))[:20])"
    )

    def run(seed: str) -> bytes:
        call = [sys.executable, "-c", code]
        return subprocess.run(call, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout

    assert run("1") == run("2")
