"""How many planted copies are paired, and how many pairs that are none: `python benchmarks/copies.py [--data FILE]`.

Of every third article a copy is planted: its tail cut off, words changed, another title, or all three. `--data` is a
JSONL file with a `text` per line; without it texts are made up from a fixed vocabulary, in families that share phrases.
Pairs of the data itself that are copies of one another count as wrong here: data should be free of copies, or the
precision is read as a lower bound. Also compared: rensa and datasketch on the same shingles.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from rensa import RMinHash

from onrecord.ids import article_id
from onrecord.join.copies import link
from onrecord.join.coverage import Coverage
from onrecord.model import Article, Block, Findings, SourceRef
from onrecord.settings import Settings

SEED = 20240501
WAYS = ("tail", "words", "title", "all")


def article(key: str, text: str, published: str) -> Article:
    """An article whose first line is its title and every other line prose."""
    blocks, at = [], 0
    for place, line in enumerate(text.split("\n")):
        if line.strip():
            blocks.append(Block("prose" if place else "title", at, at + len(line)))
        at += len(line) + 1
    return Article(
        article_id(key, text.encode()), key, key, None, None, None, None, (), None, "en", "utf-8", published,
        "metadata", (), None, None, "full", text, len(text.split()), "", SourceRef(), tuple(blocks),
    )  # fmt: skip


def invented(count: int, rng: random.Random) -> Iterator[str]:
    """Texts of 80 to 600 made-up words; every ten share a third of their sentences' openings, as one story's do."""
    letters = "bdfgklmnprstv"
    syllables = [c + v for c in letters for v in "aeiou"]
    vocabulary = ["".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(5000)]
    for place in range(count):
        if place % 10 == 0:
            phrases = [" ".join(rng.choices(vocabulary, k=6)) for _ in range(12)]
        sentences = []
        for _ in range(rng.randint(6, 40)):
            lead = rng.choice(phrases) if rng.random() < 0.33 else ""
            sentences.append(f"{lead} {' '.join(rng.choices(vocabulary, k=rng.randint(8, 16)))}.")
        yield "A title\n" + "\n".join(" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3))


def planted(text: str, way: str, rng: random.Random) -> str:
    """`text` as another outlet would run it."""
    title, _, body = text.partition("\n")
    words = body.split(" ")
    if way in ("tail", "all"):
        words = words[: max(20, int(len(words) * rng.uniform(0.4, 0.8)))]
    if way in ("words", "all"):
        words = [w if rng.random() > 0.06 else "otherwise" for w in words]
    return ("Another headline altogether" if way in ("title", "all") else title) + "\n" + " ".join(words)


def paired(texts: list[str], rng: random.Random) -> dict[str, float]:
    """Precision, recall and F1 over pairs, recall by kind of change, and seconds."""
    articles, gold, kind = [], set(), {}
    for place, text in enumerate(texts):
        original = article(f"{place}", text, "2024-05-01")
        articles.append(original)
        if place % 3 == 0:
            way = WAYS[place // 3 % len(WAYS)]
            copy = article(f"{place}-copy", planted(text, way, rng), "2024-05-02")
            articles.append(copy)
            pair = frozenset((original.id, copy.id))
            gold.add(pair)
            kind[pair] = way
    began = time.perf_counter()
    linked = link(Coverage({a.id: a for a in articles}, {a.id: Findings(a.id) for a in articles}, {}), Settings())
    seconds = time.perf_counter() - began
    groups: dict[str, list[str]] = {}
    for one in linked:
        groups.setdefault(one.copy_group, []).append(one.id)
    got = {frozenset(pair) for members in groups.values() for pair in combinations(members, 2)}
    hits = len(got & gold)
    precision, recall = hits / max(1, len(got)), hits / max(1, len(gold))
    figures = {"articles": len(articles), "planted": len(gold), "precision": 100 * precision, "recall": 100 * recall}
    figures["f1"] = 200 * precision * recall / max(1e-9, precision + recall)
    for way in WAYS:
        of = [p for p in gold if kind[p] == way]
        figures[f"recall, {way}"] = 100 * sum(p in got for p in of) / max(1, len(of))
    return figures | {"seconds": seconds}


def engines(texts: list[str]) -> dict[str, float]:
    """Seconds for the sketches of all texts, and the mean error of the similarity of a text and its first half."""
    from datasketch import MinHash

    shingles = [[" ".join(w[i : i + 3]) for i in range(len(w) - 2)] for w in (t.split() for t in texts)]
    halves = [s[: len(s) // 2 + 1] for s in shingles]
    true = [len(set(h)) / len(set(s)) for s, h in zip(shingles, halves, strict=True)]
    figures = {}

    def rensa(items: list[str]) -> RMinHash:
        sketch = RMinHash(num_perm=150, seed=1)
        sketch.update(items)
        return sketch

    def datasketch(items: list[str]) -> MinHash:
        sketch = MinHash(num_perm=150, seed=1)
        sketch.update_batch([i.encode() for i in items])
        return sketch

    for name, make in (("rensa", rensa), ("datasketch", datasketch)):
        began = time.perf_counter()
        sketches = [make(s) for s in shingles]
        figures[f"{name} seconds"] = time.perf_counter() - began
        errors = [abs(a.jaccard(make(h)) - t) for a, h, t in zip(sketches, halves, true, strict=True)]
        figures[f"{name} mean error"] = sum(errors) / len(errors)
    return figures


def main() -> None:
    """Prints the figures, one a line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path)
    options.add_argument("--count", type=int, default=1000)
    options.add_argument("--engines", action="store_true", help="also compare rensa with datasketch")
    given = options.parse_args()
    rng = random.Random(SEED)
    if given.data:
        with given.data.open(encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines][: given.count]
        texts = ["A title\n" + t for t in texts if len(t.split()) >= 60]
    else:
        texts = list(invented(given.count, rng))
    for name, figure in (paired(texts, rng) | (engines(texts) if given.engines else {})).items():
        print(f"{name:24} {figure:.4g}")


if __name__ == "__main__":
    main()
