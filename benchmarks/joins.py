"""What the join costs as a story grows: computing seconds and memory for its first 400, 800 … articles.

`--data` is read, cleaned and searched once, on all cores; each size is then joined in a process of its own, from the
findings on file. `--record` takes those of a record that is there already. `--plot FILE.svg` draws the figures.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from utterances import plotted

from onrecord import join
from onrecord.pipeline import build
from onrecord.settings import Settings
from onrecord.store import Store

__all__ = ["joined", "main"]

SIZES = (400, 800, 1461)
"""Articles joined; the last is all of the largest story of Timeline17."""


def joined(record: Path, size: int) -> dict[str, float]:
    """Joins the first `size` articles of `record`, and what that took: computing seconds, and megabytes at most."""
    settings = Settings()
    with Store(record) as store:
        members = sorted((m for m in store.members() if not m.removed), key=lambda m: m.article)[:size]
        read = list(store.read_findings(m.article for m in members))
    places = tuple(join.Place(m.article, m.origin, m.key, m.generation, m.ord) for m in members)
    start = time.process_time()
    result = join.join(read, places, settings).record
    seconds = time.process_time() - start
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "articles": len(members), "seconds": round(seconds, 1), "MB at most": round(megabytes),
        "differences": len(result.differences),
    }  # fmt: skip


def main() -> None:
    """Builds unless there is a record, joins each size, prints and draws."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, help="articles, anything that `onrecord build` reads")
    parser.add_argument("--record", type=Path, help="a record of them, instead")
    parser.add_argument("--plot", type=Path, help="an SVG of what it took")
    parser.add_argument("--one-size", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one_size:
        print(json.dumps(joined(options.record, options.one_size)))
        return
    with tempfile.TemporaryDirectory() as folder:
        record = options.record or Path(folder) / "joins.record"
        if not options.record:
            build([options.data], record, settings=Settings())
        lines = []
        for size in SIZES:
            child = [sys.executable, __file__, "--record", str(record), "--one-size", str(size)]
            line = json.loads(subprocess.run(child, check=True, capture_output=True, text=True).stdout)
            print(json.dumps(line), flush=True)
            lines.append(line)
    if options.plot:
        drawn = plotted([{**line, "quotations": line["articles"]} for line in lines])
        options.plot.write_text(drawn.replace("quotations grouped", "articles joined"), encoding="utf-8")


if __name__ == "__main__":
    main()
