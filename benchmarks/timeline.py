"""Chronologies against timelines by journalists: F1 of the dates chosen.

Data: a folder with `articles.jsonl` (or `.jsonl.gz`; `{"id", "text", "outlet", "published"}` a line, running text),
`timelines.jsonl` (a list of `["YYYY-MM-DD", ["sentence", ...]]` pairs a line, one line a timeline) and, if the
timelines are about a query, `keywords.json`. Number of dates, sentences a date and window are those of each timeline,
as is the custom of the field. `--out` writes the chosen timelines, in the same form, for a ROUGE scorer such as tilse.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from common import FED, arguments, report, rows
from scorers import Score, set_score

import onrecord


def timeline(pairs: Any) -> dict[str, list[str]]:
    """A reference timeline as sentences by day."""
    return {day[:10]: told for day, told in pairs}


def asked(record: Path, wanted: dict[str, list[str]], about: str | None) -> list[dict[str, Any]]:
    """What `onrecord timeline` answers for one reference timeline."""
    sentences = max(1, round(sum(map(len, wanted.values())) / len(wanted)))
    command = [
        sys.executable, "-m", "onrecord", "timeline", str(record), "--json", "--dates", str(len(wanted)),
        "--sentences", str(sentences), "--from", min(wanted), "--to", max(wanted),
    ]  # fmt: skip
    command += ["--about", about] if about else []
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    answer: list[dict[str, Any]] = json.loads(done.stdout)["dates"]
    return answer


def main() -> None:
    """Builds, asks once for each timeline, scores, prints."""
    parser = arguments(__doc__, data="the story's folder")
    parser.add_argument("--out", type=Path, help="write the chosen timelines here")
    options = parser.parse_args()
    packed = options.data / "articles.jsonl.gz"
    articles = rows(packed if packed.exists() else options.data / "articles.jsonl")
    words = options.data / "keywords.json"
    about = " OR ".join(json.loads(words.read_text(encoding="utf-8"))) if words.exists() else None
    references = [timeline(pairs) for pairs in rows(options.data / "timelines.jsonl")]
    scores, chosen = [], []
    with tempfile.TemporaryDirectory() as folder:
        source, record = Path(folder) / "articles.jsonl", Path(folder) / "story.record"
        lines = [json.dumps({k: a[k] for k in FED if k in a}, ensure_ascii=False) + "\n" for a in articles]
        source.write_text("".join(lines), encoding="utf-8")
        onrecord.build([source], record, jobs=options.jobs)
        for wanted in references:
            dates = asked(record, wanted, about)
            chosen.append([[d["date"], [s["text"] for s in d["sentences"]]] for d in dates])
            scores.append(set_score(wanted, {d["date"][:10] for d in dates}))
    if options.out:
        options.out.write_text("".join(json.dumps(c, ensure_ascii=False) + "\n" for c in chosen), encoding="utf-8")
    mean = sum(s.f1 for s in scores) / max(1, len(scores))
    total = sum(scores, Score(0, 0, 0))
    report("timeline", options.data, articles=len(articles), timelines=len(scores), date_f1=mean, dates=total)


if __name__ == "__main__":
    main()
