"""What a large record takes: seconds an article and memory as the input grows, and what one more article costs.

A corpus is made of the articles in `--data` (folders are searched for `articles.jsonl.gz`) and, when those are used
up, of stories of the same make: to other people, in other years, of other things. Within one such turn of a story a
name is always the same other one, but for one in four, and a word that is not in every twentieth article is always the
same other one that is about as rare and ends alike. One number in fifty is another, each by itself: so many differ in
what the articles themselves tell (1,000 of them state 13,800 figures and list 260 differences). An article of a turn
is told in runs of sentences from articles of the days about it, so that it is no copy of one; one in twenty is most of
another's text. Each size is then built by a process of its own. At the end the last article of each story, and the last
one of none, is taken off the record of one size, as if it had never been read, and added to it.

    python benchmarks/large.py --data timeline17/ --sizes 1000 20000 --add 5000 --jobs 2

`--keep FOLDER` keeps corpus and records there: a build that was cut off goes on where it stopped. Seconds are those on
the wall; beside them are the processor's, workers' added up, which say the same on a busy machine. Memory is the
proportional set size (PSS) of all processes together, looked at twice a second; Linux alone tells it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from common import FED, rows

from onrecord import pipeline
from onrecord.store import Store
from onrecord.write.json import to_json

__all__ = ["Cost", "corpus", "main", "measured"]

LOOKS = 0.5
"""Seconds between two looks at the memory."""
NEAR = 12
"""How many articles before and after one a variant of it is told from."""
REPRINTED = 0.05
"""The share of variants that are most of another one's text, as articles of an agency are."""
OTHERWISE = 0.02
"""The share of numbers that a variant gives otherwise."""
STRAY = 0.05
"""How often a name may be in lower case, as in an address, for each time that it is not."""
COMMON = 0.05
"""The share of a file's articles from which on a word stays as it is: what any news is told with."""
_SENTENCE = re.compile(r"[^\n.!?]+(?:[.!?]+|\n|$)")
_WORD = re.compile(r"\b[A-Za-z][a-z]{3,}\b")
_NUMBER = re.compile(r"\b\d{1,3}(?:,\d{3})*\b(?!\s?(?:st|nd|rd|th)\b)")
_YEAR = re.compile(r"\b(19|20)(\d\d)\b")
_KEPT = re.compile(
    "January|February|March|April|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|"
    "Satur|Sun)day|There|They|Their|This|That|These|Those|When|What|With"
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a build took: its wall seconds in all and till its articles were read, and megabytes at most.

    `read` counts the articles that were read now; `worked_reading` and `worked_joining` are the processor's seconds.
    """

    articles: int
    read: int
    seconds: float
    reading: float
    worked_reading: float
    worked_joining: float
    megabytes: int


# ------------------------------------------------------------------ the corpus
@dataclass(frozen=True, slots=True)
class Told:
    """The articles of a file, in the order of their dates, with the words in them that are hardly ever in lower case.

    `sentences` are those of each article, and `places` has for a word that is not common the group of those that end
    alike and are about as rare, and its place among them.
    """

    rows: list[dict[str, Any]]
    sentences: list[list[str]]
    names: frozenset[str]
    places: dict[str, tuple[list[str], int]]


def corpus(data: Path, size: int, path: Path, seed: int = 0) -> None:
    """Writes `size` articles as JSON lines: first those that there are, by turns of the files, then variants."""
    paths = sorted(data.rglob("articles.jsonl.gz")) if data.is_dir() else [data]
    files = [_told(path) for path in paths]
    found = [(at, number) for at, of in enumerate(files) for number in range(len(of.rows))]
    random.Random(seed).shuffle(found)
    with path.open("w", encoding="utf-8") as out:
        for place in range(size):
            at, number = found[place % len(found)]
            turn = place // len(found)
            row = _variant(files[at], at, number, turn, seed) if turn else files[at].rows[number]
            out.write(json.dumps(_fed(row, f"{at}/{number}/{turn}"), ensure_ascii=False) + "\n")


def _told(path: Path) -> Told:
    found = sorted((row for row in rows(path) if row.get("text")), key=_date)
    spread = Counter(w for row in found for w in set(_WORD.findall(row["text"])))
    lower = {w: n for w, n in spread.items() if w.islower()}
    groups: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word, articles in sorted(lower.items()):
        if articles < COMMON * len(found):
            groups[word[-3:], articles.bit_length()].append(word)
    places = {word: (words, place) for words in groups.values() for place, word in enumerate(words)}
    names = frozenset(w for w, n in spread.items() if w[0].isupper() and lower.get(w.lower(), 0) < STRAY * n)
    sentences = [[s.strip() for s in _SENTENCE.findall(row["text"]) if s.strip()] for row in found]
    return Told(found, sentences, names, places)


def _date(row: dict[str, Any]) -> str:
    return str(row.get("date") or row.get("published") or "")


def _fed(row: dict[str, Any], key: str) -> dict[str, Any]:
    """What an article would have in the wild; Timeline17 calls outlet and date by other names."""
    known = {"outlet": row.get("source"), "published": row.get("date"), **row, "id": key}
    return {k: known[k] for k in FED if known.get(k)}


def _variant(told: Told, at: int, number: int, turn: int, seed: int) -> dict[str, Any]:
    """The article of this number in the story as it goes in this turn; some take over most of their neighbour."""
    row, rng = told.rows[number], random.Random(f"{seed} {at} {number} {turn}")
    sentences = _mixed(told.sentences, number, rng)
    if number and rng.random() < REPRINTED:
        before = _mixed(told.sentences, number - 1, random.Random(f"{seed} {at} {number - 1} {turn}"))
        sentences = before[: 1 + len(before) * 9 // 10] + sentences[: len(sentences) // 10]
    text = _renamed(" ".join(sentences), told, f"{at} {turn}", turn, rng)
    date = _YEAR.sub(lambda y: str(int(y[0]) + turn), _date(row))
    return {**row, "text": text, "date": date, "published": date or None}


def _mixed(of: list[list[str]], number: int, rng: random.Random) -> list[str]:
    """As many sentences as this article has, in runs of two to four from the articles of the days about it."""
    near = of[max(0, number - NEAR) : number + NEAR + 1]
    wanted, mixed = len(of[number]), []
    while len(mixed) < wanted:
        source = rng.choice(near)
        start = rng.randrange(max(1, len(source)))
        mixed += source[start : start + rng.randint(2, 4)]
    return mixed[:wanted]


def _renamed(text: str, told: Told, story: str, turn: int, rng: random.Random) -> str:
    """The text with other names, words and years, the same ones wherever they stand in this turn, and some numbers."""
    text = _YEAR.sub(lambda y: f"\0{int(y[0]) + turn}\0", text)
    text = re.sub(r"(?<!\0)" + _NUMBER.pattern + r"(?!\0)", lambda n: _other(n[0], rng), text).replace("\0", "")
    return _WORD.sub(lambda w: _name(w[0], story) if w[0] in told.names else _word(w[0], told, turn), text)


def _word(word: str, told: Told, turn: int) -> str:
    """Another word that is about as rare and ends alike, or the word itself where it is common or alone."""
    if word.lower() not in told.places:
        return word
    words, place = told.places[word.lower()]
    other = words[(place + turn) % len(words)]
    return other.capitalize() if word[0].isupper() else other


def _other(number: str, rng: random.Random) -> str:
    """The number itself, or, one in `OTHERWISE`, another of the same length."""
    if rng.random() >= OTHERWISE:
        return number
    return "".join(rng.choice("123456789") if c.isdigit() else c for c in number)


def _name(name: str, story: str) -> str:
    """A made-up name, or, one in four, the name itself: those who are in the news are in several stories."""
    digest = sha256(f"{name} {story}".encode()).digest()
    if _KEPT.fullmatch(name) or digest[0] % 4 == 0:
        return name
    return "".join("bdfgklmnprstv"[b % 13] + "aeiou"[b // 13 % 5] for b in digest[1 : 1 + len(name) // 2]).capitalize()


# ------------------------------------------------------------------ the cost
def measured(source: Path, record: Path, jobs: int) -> Cost:
    """Builds `record` by a process of its own."""
    child = [sys.executable, __file__, "--build", str(source), str(record), "--jobs", str(jobs)]
    started = time.perf_counter()
    with subprocess.Popen(child, stdout=subprocess.PIPE, text=True) as process:
        most = 0
        while process.poll() is None:
            most = max(most, sum(map(_proportional, _family(process.pid))))
            time.sleep(LOOKS)
        told = process.stdout.read() if process.stdout else ""
    if process.returncode:
        sys.exit(f"the build of {source} failed")
    took = time.perf_counter() - started
    return Cost(seconds=took, megabytes=most // 1024, **json.loads(told))


def _built(source: Path, record: Path, jobs: int) -> None:
    """The child: builds, and tells how long reading took."""
    started = read = time.perf_counter()

    def progress(stage: str, done: int) -> None:
        nonlocal read
        read = time.perf_counter()

    built = pipeline.build([source], record, jobs=jobs, progress=progress)
    joining = sum(s for stage, s in built.seconds.items() if stage.startswith("join") or stage in ("load", "write"))
    print(json.dumps({
        "articles": built.articles, "read": built.read, "reading": read - started,
        "worked_reading": sum(built.seconds.values()) - joining, "worked_joining": joining,
    }))  # fmt: skip


def _family(pid: int) -> Iterator[int]:
    """A process and all that it started, and they."""
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))
    except OSError:
        return


def _proportional(pid: int) -> int:
    """The proportional set size of a process in kB; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _added(size: int, folder: Path, jobs: int, full: float | None) -> None:
    """One article of each story, and one of none, added to the record of all others: only it is read.

    `full` is what the whole build took, in seconds; None where it was made in several runs.
    """
    source, whole = folder / f"{size}.jsonl", folder / f"{size}.record"
    with Store(whole) as store:
        last = {a.story: a.id for a in store.articles()}
        expected = to_json(store.record())
    for story, article in sorted(last.items(), key=lambda each: each[0] or ""):
        record = folder / "added.record"
        shutil.copy(whole, record)
        _without(record, article)
        added = measured(source, record, jobs)
        with Store(record) as store:
            same = to_json(store.record()) == expected
        print(json.dumps({
            "articles": size, "one added, of the story": story, "seconds": round(added.seconds, 1),
            "of these reading, model load included": round(added.reading, 1),
            "processor: joining": round(added.worked_joining, 1),
            "share of the whole build": full and round(added.seconds / full, 3), "same JSON as at once": same,
        }), flush=True)  # fmt: skip
        record.unlink()


def _without(record: Path, article: str) -> None:
    """Makes of a record that of all other articles, as if this one had never been read."""
    with closing(sqlite3.connect(record)) as db, db:
        db.execute("DELETE FROM findings WHERE article = ?", (article,))
        db.execute("DELETE FROM members WHERE article = ?", (article,))
    pipeline.rejoin(record)


def main(arguments: Sequence[str] | None = None) -> None:
    """Builds each size and prints a line for each, then adds one of each story."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, help="a folder with Timeline17's stories, or a JSONL file")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 5000, 20000], help="articles")
    parser.add_argument("--add", type=int, help="the size of the record that one article is added to")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--keep", type=Path, help="a folder for corpus and records, to go on with")
    parser.add_argument("--corpus", action="store_true", help="only make the corpus of each size, in --keep")
    parser.add_argument("--build", type=Path, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.build:
        _built(*options.build, options.jobs)
        return
    folder = options.keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    full: dict[int, float | None] = {}
    try:
        for size in sorted({*options.sizes, *([options.add] if options.add else [])}):
            source = folder / f"{size}.jsonl"
            if not source.exists():
                corpus(options.data, size, source)
            if options.corpus:
                continue
            cost = measured(source, folder / f"{size}.record", options.jobs)
            full[size] = cost.seconds if cost.read == size else None
            print(json.dumps({
                "articles": cost.articles, "seconds": round(cost.seconds, 1),
                "milliseconds an article": round(1000 * cost.seconds / size, 1),
                "of these reading": round(1000 * cost.reading / size, 1), "read now": cost.read,
                "processor: reading": round(1000 * cost.worked_reading / max(1, cost.read), 1),
                "processor: joining": round(1000 * cost.worked_joining / size, 1), "MB (PSS) at most": cost.megabytes,
                "MB on file": (folder / f"{size}.record").stat().st_size >> 20,
            }), flush=True)  # fmt: skip
        if options.add and not options.corpus:
            _added(options.add, folder, options.jobs, full[options.add])
    finally:
        if not options.keep:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
