"""What the benchmarks share: reading their data, building a record from it, and printing a result.

A data file is JSONL, plain or gzipped, one article a line, with its gold. Only the fields that an article would have in
the wild (`id`, `text`, `title`, `outlet`, `url`, `published`) are fed to the build.
"""

from __future__ import annotations

import argparse
import gzip
import json
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import onrecord
from onrecord.model import Record

__all__ = ["Built", "arguments", "built", "last_word", "report", "rows"]

FED = ("id", "text", "title", "outlet", "url", "published")


@dataclass(frozen=True, slots=True)
class Built:
    """A record, its articles' keys by id, and how long the build took in seconds, model load included."""

    record: Record
    keys: dict[str, str]
    seconds: float


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file, gzipped if its name ends so."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def arguments(description: str | None, *, data: str = "the data file") -> argparse.ArgumentParser:
    """A parser with the options that every benchmark has."""
    parser = argparse.ArgumentParser(description=(description or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help=data)
    parser.add_argument("--jobs", type=int, default=1, help="worker processes")
    return parser


def built(articles: Sequence[dict[str, Any]], jobs: int = 1) -> Built:
    """A record of these articles; exits when an article's text is not exactly the one that was fed."""
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder) / "articles.jsonl", Path(folder) / "bench.record"
        lines = [json.dumps({k: a[k] for k in FED if k in a}, ensure_ascii=False) + "\n" for a in articles]
        source.write_text("".join(lines), encoding="utf-8")
        started = time.perf_counter()
        onrecord.build([source], output, jobs=jobs)
        seconds = time.perf_counter() - started
        record = onrecord.open_record(output)
    texts = {a.key: a.text for a in record.articles}
    strange = [a["id"] for a in articles if texts.get(a["id"]) != a["text"]]
    if strange:
        sys.exit(f"{len(strange)} articles are not in the record as they were fed, first {strange[0]}")
    return Built(record, {a.id: a.key for a in record.articles}, seconds)


def last_word(name: str) -> str:
    """The last word of a name in lower case, without a possessive: what two wordings of a speaker share."""
    plain = name.split(",")[0].split(" of ")[0].split(" who ")[0].strip().lower()
    return plain.split()[-1].removesuffix("'s").removesuffix("’s") if plain else ""


def report(name: str, data: Path, **figures: object) -> None:
    """One JSON line: what was measured, on what, when, with which versions."""
    shown = {k: _shown(v) for k, v in figures.items()}
    versions = {"onrecord": onrecord.__version__, "spacy": version("spacy"), "python": platform.python_version()}
    print(json.dumps({"benchmark": name, "data": data.name, **shown, "date": date.today().isoformat(), **versions}))


def _shown(figure: object) -> object:
    return figure if isinstance(figure, int) else round(figure, 3) if isinstance(figure, float) else str(figure)
