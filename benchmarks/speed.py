"""The whole build as a ratio to the language model's full pipeline alone over the same text, and what each stage takes.

Data: JSONL with `id` and `text`, and what else is known, a line. One process, one job, seconds of the processor. The
model is loaded before the clock starts, on both sides; the two are timed in turn, five times each, and the median of
the ratios is printed with the medians of seconds and each stage's share of the model's, in percent. `--plain` builds
with the model left to spaCy, to compare.

`--grow` builds the first 100, 200, 400 ... articles instead, each in a process of its own, and prints milliseconds an
article by stage and the highest memory. `--workers N` builds all with one job and with N in turn, each round, and
prints the median of the ratios of seconds on the wall; nothing else should run meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

from common import FED, arguments, report, rows

import onrecord
from onrecord.find.parse import load_model
from onrecord.settings import Settings

ROUNDS = 5
FIRST = 100
"""Articles of the smallest build of `--grow`; each next one has twice as many."""


def main() -> None:
    """Times what was asked for, and prints it."""
    parser = arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--plain", action="store_true", help="leave the model's arithmetic to spaCy")
    parser.add_argument("--grow", action="store_true", help="each stage's growth with the number of articles")
    parser.add_argument("--workers", type=int, help="how much faster so many workers are")
    parser.add_argument("--first", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    articles = rows(options.data)
    with tempfile.TemporaryDirectory() as folder:
        if options.first:
            print(json.dumps(_one_size(articles[: options.first], Path(folder))))
        elif options.grow:
            _grow(options.data, len(articles))
        elif options.workers:
            _workers(options, articles, Path(folder))
        else:
            _ratio(options, articles, Path(folder))


def _ratio(options: argparse.Namespace, articles: list[dict[str, Any]], folder: Path) -> None:
    """The whole build and the model alone, in turn."""
    settings = Settings(plain_model=options.plain)
    alone = import_module(settings.model).load()
    load_model(settings.model, plain=options.plain)
    texts, source = [a["text"] for a in articles], _fed(articles, folder)
    wholes, bares, stages = [], [], []
    for turn in range(options.rounds):
        started = time.process_time()
        for _ in alone.pipe(texts):
            pass
        bares.append(time.process_time() - started)
        started = time.process_time()
        built = onrecord.build([source], folder / f"{turn}.record", jobs=1, settings=settings)
        wholes.append(time.process_time() - started)
        stages.append(built.seconds)
    ratios = [whole / bare for whole, bare in zip(wholes, bares, strict=True)]
    report(
        "speed", options.data, articles=len(articles), ratio=median(ratios), lowest=min(ratios), highest=max(ratios),
        build_seconds=median(wholes), model_seconds=median(bares), rounds=options.rounds,
    )  # fmt: skip
    shares = {s: median(100 * of[s] / bare for of, bare in zip(stages, bares, strict=True)) for s in stages[0]}
    report("speed by stage, percent of the model's", options.data, **shares)


def _grow(data: Path, articles: int) -> None:
    """The first 100 articles, twice as many, and so on up to all."""
    size = FIRST
    while True:
        size = min(size, articles)
        child = [sys.executable, __file__, "--data", str(data), "--first", str(size)]
        line = json.loads(subprocess.run(child, check=True, capture_output=True, text=True).stdout)
        report("speed by size, milliseconds an article", data, articles=size, **line)
        if size == articles:
            return
        size *= 2


def _one_size(articles: list[dict[str, Any]], folder: Path) -> dict[str, float]:
    """Milliseconds an article by stage, and megabytes at most, of one build in this process."""
    built = onrecord.build([_fed(articles, folder)], folder / "speed.record", jobs=1)
    line = {stage: 1000 * seconds / len(articles) for stage, seconds in built.seconds.items() if stage != "model"}
    return {**line, "MB at most": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _workers(options: argparse.Namespace, articles: list[dict[str, Any]], folder: Path) -> None:
    """The build with one job and with several, in turn."""
    source = _fed(articles, folder)
    seconds: dict[int, list[float]] = {1: [], options.workers: []}
    for turn in range(options.rounds):
        for jobs, taken in seconds.items():
            started = time.perf_counter()
            onrecord.build([source], folder / f"{jobs}-{turn}.record", jobs=jobs)
            taken.append(time.perf_counter() - started)
    one, several = seconds[1], seconds[options.workers]
    report(
        "speed with workers", options.data, articles=len(articles), workers=options.workers,
        gain=median(a / b for a, b in zip(one, several, strict=True)), seconds=median(one),
        seconds_with_workers=median(several), processors=os.cpu_count(), rounds=options.rounds,
    )  # fmt: skip


def _fed(articles: list[dict[str, Any]], folder: Path) -> Path:
    source = folder / "articles.jsonl"
    lines = [json.dumps({k: a[k] for k in FED if k in a}, ensure_ascii=False) + "\n" for a in articles]
    source.write_text("".join(lines), encoding="utf-8")
    return source


if __name__ == "__main__":
    main()
