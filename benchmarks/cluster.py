"""What the parts of `build --engine ray` cost an article: processor time of each, and bytes of what is left on disk.

Data: JSONL with `id` and `text`, and what else is known, a line. The parts that Ray would run on other machines are
run here, one after the other, in this process, so that their processor time can be told; Ray's own is not in it.
Needs the extra.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
from common import FED, arguments, report, rows

from onrecord import pipeline
from onrecord.extras.ray import MEMORY, Ray
from onrecord.extras.raywork import Plan, Reading, Searching, version_of
from onrecord.intake import Intake
from onrecord.pipeline import Progress


class Here(Ray):
    """The engine without a cluster; `spent` are seconds of processor time by part."""

    spent: dict[str, float] = {}  # noqa: RUF012

    def _run(
        self, ray: Any, given: Mapping[str, bytes], before: Any, intake: Intake, folder: Path, progress: Progress
    ) -> None:
        import msgspec

        plan = msgspec.json.encode(Plan(str(folder), intake.settings, version_of(intake.settings), MEMORY))
        searching = Searching(plan)
        began = time.process_time()
        shards = pa.table({"shard": list(given), "files": list(given.values())})
        handed = [table for table in Reading(plan)(shards, before) if table.num_rows]
        self.spent["reading"] = time.process_time() - began
        began = time.process_time()
        for table in handed:
            searching(table)
        self.spent["searching"] = time.process_time() - began
        self.spent["began"] = time.process_time()


def main() -> None:
    """Builds the record, prints milliseconds and bytes an article."""
    options = arguments(__doc__).parse_args()
    articles = rows(options.data)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = [json.dumps({k: a[k] for k in FED if k in a}, ensure_ascii=False) + "\n" for a in articles]
        (folder / "a.jsonl").write_text("".join(lines), encoding="utf-8")
        engine = Here(work=folder / "work", batch=256)
        pipeline.build([folder / "a.jsonl"], folder / "s.record", engine=engine)
        rest = time.process_time() - engine.spent.pop("began")
        sizes = {
            kind: sum(p.stat().st_size for p in (folder / "work" / kind).rglob("*.parquet"))
            for kind in ("findings", "index")
        }
        count = len(articles)
        report(
            "cluster", options.data, articles=count, input_bytes=(folder / "a.jsonl").stat().st_size / count,
            reading_ms=1000 * engine.spent["reading"] / count, searching_ms=1000 * engine.spent["searching"] / count,
            head_ms=1000 * rest / count, findings_bytes=sizes["findings"] / count, index_bytes=sizes["index"] / count,
            record_bytes=(folder / "s.record").stat().st_size / count,
        )  # fmt: skip


if __name__ == "__main__":
    main()
