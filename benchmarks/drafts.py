"""Drafts held against a record: planted slips that are caught, and true statements that are left alone.

Data: `{"id", "half", "text", "marks": [{"kind", "is": "true|slip|invented", "start", "end", "text"}]}` a line, of the
sample story unless `--story` names other coverage. A slip is caught when its statement is altered or contradicted; what
was invented also when it is not on record; a true statement is wrongly flagged when it is altered or contradicted.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from onrecord import pipeline
from onrecord.sample import story_folder
from onrecord.settings import Settings
from onrecord.verify import FLAGGED, Checked, check_drafts, held

DRAFTS = Path(__file__).parents[1] / "tests" / "gold" / "drafts.jsonl"


@dataclass(frozen=True)
class Tally:
    """Slips, how many of them were caught; true statements, how many were flagged, how many verbatim; the misses."""

    slips: int
    caught: int
    true: int
    flagged: int
    verbatim: int
    wrong: tuple[str, ...]


def tally(rows: Iterable[dict[str, Any]], checked: dict[str, Checked]) -> Tally:
    """The score of the verdicts on these drafts."""
    count: Counter[str] = Counter()
    wrong = []
    for row in rows:
        for mark in row["marks"]:
            verdicts = set(_verdicts(checked[row["id"]], mark))
            flagged = bool(verdicts & FLAGGED)
            planted = mark["is"] != "true"
            good = flagged or (mark["is"] == "invented" and verdicts == {"not on record"})
            count["slips" if planted else "true"] += 1
            count["caught"] += planted and good
            count["flagged"] += not planted and flagged
            count["verbatim"] += not planted and verdicts == {"verbatim"}
            if good != planted:
                found = ", ".join(sorted(verdicts)) or "no statement"
                wrong.append(f"{row['id']} {mark['kind']} ({mark['is']}) {mark['text']!r}: {found}")
    keys = ("slips", "caught", "true", "flagged", "verbatim")
    return Tally(*(count[k] for k in keys), tuple(wrong))


def _verdicts(checked: Checked, mark: dict[str, Any]) -> Iterator[str]:
    for s in checked.statements:
        if s.kind == mark["kind"] and s.span.start < mark["end"] and mark["start"] < s.span.end:
            yield s.verdict


def judged(rows: list[dict[str, Any]], story: Path | None = None) -> dict[str, Checked]:
    """The verdicts on drafts by their ids, held against the sample story or the coverage at `story`."""
    with TemporaryDirectory() as folder:
        record = Path(folder) / "story.record"
        with story_folder() as sample:
            pipeline.build([story or sample], record)
        paths = []
        for row in rows:
            paths.append(Path(folder) / f"{row['id']}.txt")
            paths[-1].write_text(row["text"], encoding="utf-8", newline="\n")
        found = check_drafts(held(record, Settings()), paths)
    return {row["id"]: each for row, each in zip(rows, found, strict=True)}


def load(path: Path = DRAFTS) -> list[dict[str, Any]]:
    """The marked drafts."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Prints the tally of each half. What went wrong in the held half is only printed on demand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DRAFTS)
    parser.add_argument("--story", type=Path)
    parser.add_argument("--wrong", choices=["open", "held", "more"], help="print what went wrong in this half")
    options = parser.parse_args()
    rows = load(options.data)
    checked = judged(rows, options.story)
    for half in sorted({row["half"] for row in rows}):
        t = tally([row for row in rows if row["half"] == half], checked)
        share = f"{100 * t.caught / max(1, t.slips):.1f} %"
        print(f"{half}: {t.caught} of {t.slips} slips caught ({share}); of {t.true} true statements", end=" ")
        print(f"{t.flagged} flagged, {t.verbatim} verbatim")
        for line in t.wrong if options.wrong == half else ():
            print("  " + line)


if __name__ == "__main__":
    main()
