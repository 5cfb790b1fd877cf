"""Times against TimeML gold: spans, TIMEX3 values, and days; with `--speed`, how fast they are found.

Data: `{"id", "text", "published": "YYYY-MM-DD", "times": [{"start", "end", "type", "value"}]}` a line.

`--speed` measures articles a second on one core: the tagger alone, which reads the tense of verbs from a parse that is
made before the clock starts (the median of three turns), the parse alone, and both. Beside them, on the same texts,
those peers that are installed: `dateparser.search` and recognizers-text. `--peers` measures only these, for an
environment of their own in which onrecord is not installed: `pip install dateparser recognizers-text-suite
emoji==1.7.0` (recognizers-text 1.0.2a2 does not start with a newer emoji).
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

TURNS = 3


def main() -> None:
    """Builds, scores, prints."""
    if "--peers" in sys.argv:
        data = Path(sys.argv[sys.argv.index("--data") + 1])
        print(json.dumps({"benchmark": "times --speed, peers", "data": data.name, **_peers(_rows(data))}))
        return
    from common import arguments, report, rows

    parser = arguments(__doc__)
    parser.add_argument("--speed", action="store_true", help="measure articles a second")
    options = parser.parse_args()
    gold = rows(options.data)
    if options.speed:
        report("times --speed", options.data, articles=len(gold), **_speed(gold), **_peers(gold))
        return
    report("times", options.data, articles=len(gold), **_scored(gold, options.jobs))


def _scored(gold: Sequence[dict[str, Any]], jobs: int) -> dict[str, object]:
    from common import built
    from scorers import TimeScore, Timex, time_score

    got = built(gold, jobs)
    found = defaultdict(list)
    for t in got.record.times:
        found[got.keys[t.span.article]].append(Timex(((t.span.start, t.span.end),), t.type, (t.value,)))
    total = TimeScore()
    for article in gold:
        wanted = [Timex(((t["start"], t["end"]),), t["type"], (t["value"] or "",)) for t in article["times"]]
        total += time_score(wanted, found[article["id"]])
    return {
        "gold": int(total.strict.gold), "strict": total.strict, "relaxed": total.relaxed, "value": total.value,
        "day_recall": total.days.recall, "build_seconds": got.seconds,
    }  # fmt: skip


# ------------------------------------------------------------------ speed
def _rows(path: Path) -> list[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _rate(articles: int, work: Callable[[], object], turns: int = TURNS) -> float:
    """Articles a second, of processor time, the median of turns."""
    taken = []
    for _ in range(turns):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return round(articles / median(taken), 1)


def _speed(gold: Sequence[dict[str, Any]]) -> dict[str, object]:
    """The tagger alone over parses made before, the parse alone, and both."""
    import tempfile

    from onrecord.clean import clean
    from onrecord.find.parse import load_model, parse
    from onrecord.find.times import find_times
    from onrecord.model import Cleaned
    from onrecord.read import read_inputs
    from onrecord.settings import Settings

    settings = Settings()
    nlp = load_model(settings.model)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        fed = ({k: a[k] for k in ("id", "text", "published") if k in a} for a in gold)
        source.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in fed), encoding="utf-8")
        cleaned = [c for s in read_inputs([source], settings) if isinstance(c := clean(s, settings), Cleaned)]
    parsed = [parse(c, nlp) for c in cleaned]
    tagger = _rate(len(parsed), lambda: [find_times(p) for p in parsed])
    parser = _rate(len(parsed), lambda: [parse(c, nlp) for c in cleaned], turns=1)
    both = round(1 / (1 / tagger + 1 / parser), 1)
    return {"tagger_per_second": tagger, "parse_per_second": parser, "tagger_and_parse_per_second": both}


def _peers(gold: Sequence[dict[str, Any]]) -> dict[str, object]:
    """Articles a second of the peers that are installed, with their versions."""
    found: dict[str, object] = {}
    for name, package, search in (
        ("dateparser.search", "dateparser", _dateparser),
        ("recognizers-text", "recognizers-text-date-time", _recognizers),
    ):
        try:
            work = search([a["text"] for a in gold])
            found[f"{name} {version(package)}"] = _rate(len(gold), work, turns=1)
        except (ImportError, PackageNotFoundError):
            continue
    return found


def _dateparser(texts: Sequence[str]) -> Callable[[], object]:
    search = import_module("dateparser.search").search_dates
    return lambda: [search(text, languages=["en"]) for text in texts]


def _recognizers(texts: Sequence[str]) -> Callable[[], object]:
    recognize = import_module("recognizers_date_time").recognize_datetime
    culture = import_module("recognizers_text").Culture.English
    recognize("today", culture)
    return lambda: [recognize(text, culture) for text in texts]


if __name__ == "__main__":
    main()
