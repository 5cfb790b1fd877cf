"""The body of real article pages, against hand-marked bodies: F1 of 4-word shingles, averaged over pages.

Then the way back to the source: how many words of the articles' text lie in a run of `source_map` whose stretch of the
page, tags and comments taken off by a plain pattern, references decoded and white space collapsed, equals it
(`words_mapped`), how many lie in one that does not hold (`words_wrong`), and in none (`words_unmapped`).

With `--speed`: reading and cleaning the pages against trafilatura's `bare_extraction(page, with_metadata=True)` on
the same pages in memory. The two take turns page by page; the median ratio of five rounds is printed, from 1 on faster.

Data: a folder with `gold.jsonl` (`{"id", "body"}` a line) and the pages `ID.html` or `ID.html.gz`.
"""

from __future__ import annotations

import gzip
import html
import re
import tempfile
from collections import Counter
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import process_time

import trafilatura
from common import arguments, report, rows
from scorers import Score

import onrecord
from onrecord.clean import clean
from onrecord.clean.pages import source_of
from onrecord.model import PARSED_KINDS, Article, Source
from onrecord.read import read_inputs
from onrecord.settings import Settings

LENGTH = 4
ROUNDS = 5


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words of `text`; of a shorter text, its words as one."""
    tokens = re.findall(r"\w+", text)
    return Counter(tuple(tokens[i : i + LENGTH]) for i in range(max(1, len(tokens) - LENGTH + 1)) if tokens)


def page(folder: Path, name: str) -> bytes:
    """A page's bytes, unpacked."""
    plain = folder / f"{name}.html"
    return plain.read_bytes() if plain.exists() else gzip.decompress((folder / f"{name}.html.gz").read_bytes())


BODY = PARSED_KINDS - {"title"}
"""The kinds of block that are the article's body, as the data set marks it."""


TAG = re.compile(r"<!--.*?-->|<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)


def back(article: Article, data: bytes) -> Counter[str]:
    """The words of an article's text: mapped to its page, mapped to other words there, unmapped."""
    text, source = article.text, source_of(data, None)[0]
    lie = ["unmapped"] * len(text)
    for start, end, at, until in article.source_map:
        words = " ".join(html.unescape(TAG.sub("", source[at:until])).split())
        holds = words == " ".join(text[start:end].split())
        lie[start:end] = ["mapped" if holds else "wrong"] * (end - start)
    if any(a.end > b.start for a, b in pairwise(article.source_map)):
        lie = ["wrong"] * len(text)
    found = ({*lie[m.start() : m.end()]} for m in re.finditer(r"\S+", text))
    return Counter("wrong" if "wrong" in one else "unmapped" if "unmapped" in one else "mapped" for one in found)


def speed(web: Path) -> float:
    """How many times as fast as trafilatura alone the pages in `web` are read and cleaned."""
    settings = Settings()
    pages = [(path, path.read_bytes()) for path in sorted(web.iterdir())]
    ratios = []
    for turn in range(ROUNDS + 1):
        ours = theirs = 0.0
        for path, data in pages:
            started = process_time()
            trafilatura.bare_extraction(data, with_metadata=True)
            theirs += process_time() - started
            started = process_time()
            for source in read_inputs([path], settings):
                assert isinstance(source, Source)
                clean(source, settings)
            ours += process_time() - started
        if turn:  # the first warms up
            ratios.append(theirs / ours)
    return median(ratios)


def main() -> None:
    """Builds, scores, prints."""
    parser = arguments(__doc__, data="the folder of pages")
    parser.add_argument("--speed", action="store_true", help="time the reading of the pages instead")
    options = parser.parse_args()
    gold = {r["id"]: r["body"] for r in rows(options.data / "gold.jsonl")}
    with tempfile.TemporaryDirectory() as folder:
        web, output = Path(folder) / "web", Path(folder) / "bench.record"
        web.mkdir()
        for name in gold:
            (web / f"{name}.html").write_bytes(page(options.data, name))
        if options.speed:
            ratio, other = speed(web), version("trafilatura")
            report("pages", options.data, pages=len(gold), ratio=ratio, rounds=ROUNDS, trafilatura=other)
            return
        onrecord.build([web], output, jobs=options.jobs)
        record = onrecord.open_record(output)
    score(options.data, gold, record.articles)


def score(data: Path, gold: dict[str, str], articles: tuple[Article, ...]) -> None:
    """Prints the figures of the pages that were read as `articles`."""
    bodies = {
        Path(a.path).stem: "\n".join(a.text[b.start : b.end] for b in a.blocks if b.kind in BODY) for a in articles
    }
    precision = recall = 0.0
    for name, body in gold.items():
        a, b = shingles(body), shingles(bodies.get(name, ""))
        found = Score((a & b).total(), b.total(), a.total())
        precision, recall = precision + found.precision, recall + found.recall
    count = len(gold)
    mean = Score(precision * recall, 100 * recall * count, 100 * precision * count)
    words: Counter[str] = sum((back(a, page(data, Path(a.path).stem)) for a in articles), Counter())
    report(
        "pages", data, pages=count, read=len(bodies), body=mean, words=words.total(), words_mapped=words["mapped"],
        words_wrong=words["wrong"], words_unmapped=words["unmapped"],
    )  # fmt: skip


if __name__ == "__main__":
    main()
