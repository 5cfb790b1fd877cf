"""How fast the peers are that install from PyPI, and the stages of ours that do the same, on one text.

Data: JSONL with `id` and `text`, and what else is known, a line. The peers are no part of this project: put those that
are to be measured (`pip install textacy dateparser datasketch`) into an environment of its own that has onrecord. One
process, seconds of the processor, models loaded before; all once in every round, the median of each. A peer may do less
or more than the stages beside it: textacy finds direct quotations only, dateparser dates without type or value.
"""

from __future__ import annotations

import html
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

from common import FED, arguments, report, rows

import onrecord
from onrecord.clean import clean
from onrecord.find.parse import load_model
from onrecord.read import read_inputs
from onrecord.settings import Settings

ROUNDS = 3
Work = Callable[[], object]

BESIDE = {
    "spacy": ("parse",),
    "textacy": ("parse", "names", "quotations"),
    "dateparser": ("parse", "times"),
    "datasketch": ("join: copies and dates",),
}
"""The stages of a build that do what a peer does, and what they rest on."""


def _spacy(texts: Sequence[str]) -> Work:
    nlp = import_module(Settings().model).load()
    return lambda: list(nlp.pipe(texts))


def _textacy(texts: Sequence[str]) -> Work:
    find = import_module("textacy.extract.triples").direct_quotations
    nlp = import_module(Settings().model).load()

    def work() -> int:
        found = 0
        for doc in nlp.pipe(texts):
            try:
                found += len(list(find(doc)))
            except ValueError:  # it gives up on quotation marks that do not pair
                continue
        return found

    return work


def _dateparser(texts: Sequence[str]) -> Work:
    search = import_module("dateparser.search").search_dates
    return lambda: [search(text, languages=["en"]) for text in texts]


def _datasketch(texts: Sequence[str]) -> Work:
    module = import_module("datasketch")
    permutations = Settings().copy_rows * Settings().copy_bands

    def work() -> list[object]:
        index = module.MinHashLSH(num_perm=permutations, params=(Settings().copy_bands, Settings().copy_rows))
        found = []
        for number, text in enumerate(texts):
            words, sketch = text.lower().split(), module.MinHash(num_perm=permutations)
            sketch.update_batch([" ".join(words[i : i + 3]).encode() for i in range(len(words))] or [b""])
            found.append(index.query(sketch))
            index.insert(str(number), sketch)
        return found

    return work


def _pages(texts: Sequence[str], folder: Path) -> Iterator[tuple[str, Work]]:
    """trafilatura, and ours on the same pages: each text as a plain web page."""
    extract = import_module("trafilatura").extract
    pages = ["".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip()) for text in texts]
    pages = [f"<html><body><article><h1>A page</h1>{page}</article></body></html>" for page in pages]
    (folder / "pages").mkdir()
    for number, page in enumerate(pages):
        (folder / "pages" / f"{number}.html").write_text(page, encoding="utf-8")
    yield "trafilatura", lambda: [extract(page) for page in pages]
    yield "ours: pages", lambda: [clean(s, Settings()) for s in read_inputs([folder / "pages"], Settings())]  # type: ignore[arg-type]


def main() -> None:
    """Times all that are installed, prints a line for each."""
    parser = arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    articles = rows(options.data)
    texts = [a["text"] for a in articles]
    load_model(Settings().model)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "articles.jsonl"
        lines = [json.dumps({k: a[k] for k in FED if k in a}, ensure_ascii=False) + "\n" for a in articles]
        source.write_text("".join(lines), encoding="utf-8")
        works = dict(_pages(texts, folder))
        for peer, make in (
            ("spacy", _spacy), ("textacy", _textacy), ("dateparser", _dateparser), ("datasketch", _datasketch),
        ):  # fmt: skip
            try:
                works[peer] = make(texts)
            except ImportError:
                continue
        seconds: dict[str, list[float]] = {}
        for turn in range(options.rounds):
            for peer, work in works.items():
                started = time.process_time()
                work()
                seconds.setdefault(peer, []).append(time.process_time() - started)
            built = onrecord.build([source], folder / f"{turn}.record", jobs=1)
            for peer, stages in BESIDE.items():
                seconds.setdefault(f"ours: {peer}", []).append(sum(built.seconds[s] for s in stages))
    for peer in works:
        if peer.startswith("ours"):
            continue
        ours = "ours: pages" if peer == "trafilatura" else f"ours: {peer}"
        rate = {name: len(articles) / median(seconds[key]) for name, key in (("peer", peer), ("ours", ours))}
        stages = ", ".join(BESIDE.get(peer, ("read and clean the same pages",)))
        report(
            "peers_speed", options.data, peer=peer, version=_version(peer), articles_per_second=rate["peer"],
            ours=rate["ours"], stages=stages, times_as_fast=rate["ours"] / rate["peer"],
        )  # fmt: skip


def _version(peer: str) -> str:
    try:
        return version(peer)
    except PackageNotFoundError:
        return "?"


if __name__ == "__main__":
    main()
