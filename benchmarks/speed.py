"""The whole build as a ratio to the language model's full pipeline alone over the same text, in one process.

Data: JSONL with `id` and `text`, and what else is known, a line. The model is loaded before the clock starts, on both
sides; the two are timed in turn, five times each, and the median of the ratios is printed with the medians of seconds.
"""

from __future__ import annotations

import json
import tempfile
import time
from importlib import import_module
from pathlib import Path
from statistics import median

from common import FED, arguments, report, rows

import onrecord
from onrecord.find.parse import load_model
from onrecord.settings import Settings

ROUNDS = 5


def main() -> None:
    """Times both, prints the ratio."""
    parser = arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    articles = rows(options.data)
    name = Settings().model
    alone = import_module(name).load()
    load_model(name)
    texts = [a["text"] for a in articles]
    ratios, builds, bares = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        lines = [json.dumps({k: a[k] for k in FED if k in a}, ensure_ascii=False) + "\n" for a in articles]
        source.write_text("".join(lines), encoding="utf-8")
        for turn in range(options.rounds):
            started = time.perf_counter()
            for _ in alone.pipe(texts):
                pass
            bare = time.perf_counter() - started
            started = time.perf_counter()
            onrecord.build([source], Path(folder) / f"{turn}.record", jobs=1)
            whole = time.perf_counter() - started
            ratios.append(whole / bare)
            builds.append(whole)
            bares.append(bare)
    report(
        "speed", options.data, articles=len(articles), ratio=median(ratios), build_seconds=median(builds),
        model_seconds=median(bares), rounds=options.rounds,
    )  # fmt: skip


if __name__ == "__main__":
    main()
