"""How many planted copies are paired, and how many articles that are none: `python benchmarks/copies.py [--data FILE]`.

Of every second article a copy is planted as another outlet would run it (`WAYS`): cut, its paragraphs reordered,
retitled, up to four words in ten changed, or embedded in another article that is not among the others. The rest, and
the originals among themselves, are the look-alikes: articles on one topic, often of one day. `--data` is JSONL, or
`.jsonl.gz`, with a `text` per line and `id`, `outlet`, `published` if known; without it texts are made up, in families
that share phrases. Articles of the data that are joined are named, to be read: copies among them are not wrong.

`--engines` compares rensa with datasketch on the same shingles, `--scale` groups 1,000 to 100,000 made-up articles,
each size in a process of its own, and gives seconds and the highest memory.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from common import report, rows
from rensa import RMinHash

from onrecord.ids import article_id
from onrecord.join.copies import link, relations
from onrecord.join.coverage import Coverage
from onrecord.model import Article, Block, Findings, SourceRef
from onrecord.settings import Settings

SEED = 20240501
WAYS = (
    "cut", "reordered", "retitled", "10 % changed", "20 % changed", "30 % changed", "40 % changed", "embedded",
    "cut and 20 % changed",
)  # fmt: skip
SIZES = (1000, 10_000, 30_000, 100_000)
FEWEST = 60
"""Words of an article that a copy is planted of."""


def article(key: str, text: str, published: str | None, outlet: str | None) -> Article:
    """An article whose first line is its title and every other line prose."""
    blocks, at = [], 0
    for place, line in enumerate(text.split("\n")):
        if line.strip():
            blocks.append(Block("prose" if place else "title", at, at + len(line)))
        at += len(line) + 1
    return Article(
        article_id(key, text.encode()), key, key, None, None, outlet, None, (), None, "en", "utf-8", published,
        "metadata" if published else None, (), None, None, "full", text, len(text.split()), "", SourceRef(),
        tuple(blocks),
    )  # fmt: skip


# ------------------------------------------------------------------ made-up texts
class Invention:
    """Texts of 80 to 600 made-up words; every ten share a third of their sentences' openings, as one story's do."""

    def __init__(self, seed: int = SEED) -> None:
        rng = random.Random(seed)
        syllables = [c + v for c in "bdfgklmnprstv" for v in "aeiou"]
        self._seed = seed
        self._words = ["".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(5000)]

    def text(self, number: int) -> str:
        """The text with this number, the same whenever it is asked for."""
        family = random.Random(self._seed * 1_000_003 + number // 10)
        phrases = [" ".join(family.choices(self._words, k=6)) for _ in range(12)]
        rng = random.Random(self._seed * 7_368_787 + number)
        sentences = []
        for _ in range(rng.randint(6, 40)):
            lead = rng.choice(phrases) if rng.random() < 0.33 else ""
            sentences.append(f"{lead} {' '.join(rng.choices(self._words, k=rng.randint(8, 16)))}.".strip())
        return "A title\n" + "\n".join(" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3))


# ------------------------------------------------------------------ planting
def planted(text: str, way: str, host: str, vocabulary: Sequence[str], rng: random.Random) -> str:
    """`text` as another outlet would run it."""
    title, *lines = text.split("\n")
    if way == "reordered":
        rng.shuffle(lines)
    if way == "retitled":
        title = "Another headline altogether"
    if way.startswith("cut"):
        words = [w for line in lines for w in (*line.split(" "), "\n")]
        lines = " ".join(words[: max(20, int(len(words) * rng.uniform(0.4, 0.8)))]).split("\n")
    if way.endswith("changed"):
        share = int(way.removeprefix("cut and ").split()[0]) / 100
        lines = [_changed(line, share, vocabulary, rng) for line in lines]
    if way == "embedded":
        around = host.split("\n")[1:]
        place = rng.randint(1, len(around))
        title, lines = host.split("\n")[0], around[:place] + lines + around[place:]
    return "\n".join([title, *(line.strip() for line in lines)])


def _changed(line: str, share: float, vocabulary: Sequence[str], rng: random.Random) -> str:
    """A share of the words replaced, half of these by another word, a quarter left out, a quarter with one put in."""
    out = []
    for word in line.split(" "):
        if rng.random() >= share:
            out.append(word)
            continue
        how = rng.random()
        if how < 0.75:
            out.append(rng.choice(vocabulary))
        if how < 0.25:
            out.append(word)
    return " ".join(out)


@dataclass(frozen=True, slots=True)
class Planted:
    """Articles, the pairs that are copies by how they were made, and the ids of the originals."""

    articles: list[Article]
    gold: dict[frozenset[str], str]
    originals: set[str]


def plant(texts: Sequence[dict[str, Any]], rng: random.Random) -> Planted:
    """The articles and the copies planted among them; every tenth article is only a host to embed others in."""
    hosts = [t["text"] for n, t in enumerate(texts) if n % 10 == 9]
    kept = [t for n, t in enumerate(texts) if n % 10 != 9]
    vocabulary = [w for t in texts[:: max(1, len(texts) // 200)] for w in t["text"].split()]
    articles, gold, originals = [], {}, set()
    rng.shuffle(hosts)
    for place, row in enumerate(kept):
        original = article(str(row.get("id", place)), row["text"], row.get("published"), row.get("outlet"))
        articles.append(original)
        originals.add(original.id)
        if place % 2 == 0:
            way = WAYS[place // 2 % len(WAYS)]
            host = hosts.pop() if way == "embedded" else ""
            text = planted(row["text"], way, host, vocabulary, rng)
            copy = article(f"{original.key}, {way}", text, row.get("published"), f"copy of {row.get('outlet')}")
            articles.append(copy)
            gold[frozenset((original.id, copy.id))] = way
    return Planted(articles, gold, originals)


def score(given: Planted) -> tuple[dict[str, float], list[list[str]]]:
    """F1 of pairs, whole and by way, and the originals that were joined.

    Where two originals are joined, the pairs that follow from it (a copy of the one with the other) are not counted
    once more.
    """
    began = time.perf_counter()
    coverage = Coverage({a.id: a for a in given.articles}, {a.id: Findings(a.id) for a in given.articles}, {})
    linked = link(coverage, Settings())
    seconds = time.perf_counter() - began
    groups: dict[str, list[str]] = {}
    for one in linked:
        groups.setdefault(one.copy_group, []).append(one.id)
    got = {frozenset(pair) for members in groups.values() for pair in combinations(members, 2)}
    joined = {pair for pair in got if pair <= given.originals}
    loose = {pair for pair in got - joined - set(given.gold) if not _follows(pair, joined, given.gold)}
    keys = {a.id: a.key for a in given.articles}
    figures: dict[str, float] = {"articles": len(linked), "planted": len(given.gold), "look-alikes joined": len(joined)}
    figures |= _f1(set(given.gold), got, loose, "overall")
    for way in WAYS:
        of = {p for p, w in given.gold.items() if w == way}
        made = {i for p in of for i in p} - given.originals
        figures |= {k: v for k, v in _f1(of, got, {p for p in loose if p & made}, way).items() if k.startswith("f1")}
    return figures | {"seconds": seconds}, sorted(sorted(keys[i] for i in p) for p in joined)


def _follows(pair: frozenset[str], joined: set[frozenset[str]], gold: dict[frozenset[str], str]) -> bool:
    origin = {i: next(iter(p - {i})) for p in gold for i in p}
    a, b = pair
    return any(frozenset(p) in joined for p in ((origin.get(a), b), (a, origin.get(b)), (origin.get(a), origin.get(b))))


def _f1(gold: set[frozenset[str]], got: set[frozenset[str]], wrong: set[frozenset[str]], name: str) -> dict[str, float]:
    hits = len(gold & got)
    precision, recall = hits / max(1, hits + len(wrong)), hits / max(1, len(gold))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {f"precision, {name}": 100 * precision, f"recall, {name}": 100 * recall, f"f1, {name}": 100 * f1}


# ------------------------------------------------------------------ engines
def engines(texts: Sequence[str]) -> dict[str, float]:
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
    figures["datasketch / rensa"] = figures["datasketch seconds"] / figures["rensa seconds"]
    return figures


# ------------------------------------------------------------------ scale
SYLLABLES = (
    "ba",
    "de",
    "fi",
    "go",
    "ku",
    "la",
    "me",
    "ni",
    "po",
    "ru",
    "sa",
    "te",
    "vi",
    "zo",
    "ran",
    "tel",
    "mor",
    "sin",
)
LEXICON = 60_000
"""Different words of the made-up articles, used by Zipf's law as those of a language are."""


class Wire:
    """Made-up articles of 150 to 650 words; three in ten are copies of one of the 50 before them.

    A fifth of the copies are of one text in a hundred, as much-printed reports are.
    """

    def __init__(self, count: int) -> None:
        rng = random.Random(SEED)
        self._count = count
        self._lexicon = np.array(["".join(rng.choices(SYLLABLES, k=1 + n % 5)) + str(n % 97) for n in range(LEXICON)])
        self._weights = np.cumsum(1 / np.arange(10, LEXICON + 10))
        self.origins = [self._origin(n) for n in range(count)]

    def _origin(self, number: int) -> int:
        rng = random.Random(SEED + number)
        if number % 100 == 0 or rng.random() >= 0.3:
            return number
        return number - number % 100 if rng.random() < 0.2 else max(0, number - rng.randint(1, 50))

    def articles(self) -> Iterator[Article]:
        """One after the other; none is kept."""
        for number in range(self._count):
            way = ""
            source = number
            while self.origins[source] != source:
                source = self.origins[source]
                way = WAYS[number % len(WAYS)]
            lines = self._lines(source)
            rng = random.Random(number)
            if way:
                host = "\n".join(("Title", *self._lines(number)))
                lines = planted("\n".join(("Title", *lines)), way, host, self._lexicon[:2000].tolist(), rng).split(
                    "\n"
                )[1:]
            yield article(
                f"{number:06}", "\n".join(("Title", *lines)), f"2024-{1 + number * 12 // self._count:02}-01", None
            )

    def _lines(self, number: int) -> list[str]:
        rng = np.random.default_rng(SEED + number)
        count = int(rng.integers(150, 650))
        drawn = np.searchsorted(self._weights, rng.random(count) * self._weights[-1])
        words = self._lexicon[drawn].tolist()
        return [" ".join(words[i : i + 60]) + "." for i in range(0, count, 60)]

    def root(self, number: int) -> int:
        """The article that this one goes back to."""
        while self.origins[number] != number:
            number = self.origins[number]
        return number


def scaled(count: int) -> dict[str, float]:
    """Seconds and the highest memory of the groups of `count` articles, and how many copies were found."""
    wire = Wire(count)
    began = time.perf_counter()
    made = sum(1 for _ in wire.articles())
    making = time.perf_counter() - began
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.perf_counter()
    found = relations(wire.articles, list(range(made)), Settings())
    seconds = time.perf_counter() - began
    hits = sum(1 for n in range(count) if wire.origins[n] != n and found[n].group == found[wire.root(n)].group)
    copies = sum(1 for n in range(count) if wire.origins[n] != n)
    wrong = sum(1 for n in range(count) if wire.origins[n] == n and found[n].group != n)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "articles": count, "seconds": seconds - making, "seconds to make them up": making, "peak MB": peak,
        "MB before": before, "copies": copies, "recall": 100 * hits / max(1, copies), "others joined": wrong,
    }  # fmt: skip


def main() -> None:
    """Prints the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path)
    options.add_argument("--count", type=int, default=1000, help="articles at most")
    options.add_argument("--engines", action="store_true")
    options.add_argument("--scale", action="store_true")
    options.add_argument("--size", type=int, help="group so many made-up articles in this process")
    given = options.parse_args()
    if given.scale:
        for size in SIZES:
            subprocess.run([sys.executable, __file__, "--size", str(size)], check=True)
        return
    if given.size:
        report("copies, scale", Path("made-up"), **scaled(given.size))
        return
    invention = Invention()
    found = rows(given.data) if given.data else [{"text": invention.text(n)} for n in range(given.count)]
    found = [row for row in found if len(row["text"].split()) >= FEWEST][: given.count]
    if given.data:
        found = [row | {"text": f"{row.get('title') or 'A title'}\n{row['text']}"} for row in found]
    figures, joined = score(plant(found, random.Random(SEED)))
    for pair in joined:
        print("joined:", *pair, file=sys.stderr)
    if given.engines:
        figures |= engines([row["text"] for row in found])
    report("copies", given.data or Path("made-up"), **figures)


if __name__ == "__main__":
    main()
