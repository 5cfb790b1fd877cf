"""Times against TimeML gold: spans, TIMEX3 values, and days.

Data: `{"id", "text", "published": "YYYY-MM-DD", "times": [{"start", "end", "type", "value"}]}` a line.
"""

from __future__ import annotations

from collections import defaultdict

from common import arguments, built, report, rows
from scorers import TimeScore, Timex, time_score


def main() -> None:
    """Builds, scores, prints."""
    options = arguments(__doc__).parse_args()
    gold = rows(options.data)
    got = built(gold, options.jobs)
    found = defaultdict(list)
    for time in got.record.times:
        found[got.keys[time.span.article]].append(Timex(((time.span.start, time.span.end),), time.type, (time.value,)))
    total = TimeScore()
    for article in gold:
        wanted = [Timex(((t["start"], t["end"]),), t["type"], (t["value"] or "",)) for t in article["times"]]
        total += time_score(wanted, found[article["id"]])
    report(
        "times", options.data, articles=len(gold), gold=int(total.strict.gold), strict=total.strict,
        relaxed=total.relaxed, value=total.value, day_recall=total.days.recall, build_seconds=got.seconds,
    )  # fmt: skip


if __name__ == "__main__":
    main()
