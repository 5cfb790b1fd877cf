"""Dates worked out for articles that have none: how many, how often right, how narrow.

Data: `{"id", "text", "published": "YYYY-MM-DD"}` a line. The dates of some articles are hidden, and what `join` works
out for them is held against the truth: of every n-th article, beginning with each of the first n by turns (`--every`, 1
for all), or, with `--groups`, in as many small coverages of 5 to 10 articles drawn from the data, of which by turns all
dates or all but one are hidden.

An article's findings depend on nothing but itself, so every article is read twice, with and without its date, and the
layouts are made from these. `--keep` keeps the two records for the next run: delete them when `clean` or `find` has
changed. `--wrong` prints the ranges that miss the truth, with the words they rest on.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from common import FED, arguments, report, rows

import onrecord
from onrecord.edtf import bounds, common
from onrecord.join.coverage import Coverage
from onrecord.join.dates import Dated, publication
from onrecord.model import Cleaned, Findings
from onrecord.store import Store

SEED = 17
"""Of the draw of the small coverages, so that every run draws the same."""

SIZES = (5, 10)
"""Articles in a small coverage, least and most."""

Read = tuple[Cleaned, Findings]


@dataclass(slots=True)
class Tally:
    """Hidden dates: how many, those that the text states after all, and of the ranges: how many, right, how wide."""

    hidden: int = 0
    stated: int = 0
    given: int = 0
    right: int = 0
    widths: list[int] = field(default_factory=list)

    def shown(self) -> dict[str, object]:
        """The figures, as shares and days; `stated` ones are in no share."""
        return {
            "hidden": self.hidden,
            "stated": self.stated,
            "given": self.given / max(1, self.hidden - self.stated),
            "right": self.right / max(1, self.given),
            "median_days": float(median(self.widths)) if self.widths else 0.0,
            "within_62_days": sum(w <= 62 for w in self.widths) / max(1, self.given),
        }


def read(articles: Sequence[dict[str, Any]], record: Path, jobs: int) -> dict[str, Read]:
    """What `clean` and `find` make of the articles, by key; read anew unless the record is there."""
    if not record.exists():
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "articles.jsonl"
            lines = [json.dumps({k: a[k] for k in FED if k in a}, ensure_ascii=False) + "\n" for a in articles]
            source.write_text("".join(lines), encoding="utf-8")
            onrecord.build([source], record, jobs=jobs)
    with Store(record) as store:
        found = store.read_findings(m.article for m in store.members())
        return {cleaned.article.key: (cleaned, findings) for cleaned, findings in found}


def layouts(keys: Sequence[str], every: int, groups: int) -> Iterator[tuple[list[str], set[str]]]:
    """The articles of each coverage, and those of them whose date is hidden."""
    if not groups:
        for first in range(every):
            yield list(keys), set(keys[first::every])
        return
    draw = random.Random(SEED)
    for n in range(groups):
        chosen = draw.sample(list(keys), min(len(keys), draw.randint(*SIZES)))
        yield chosen, set(chosen[n % 2 :])


def counted(
    chosen: Sequence[str], hidden: set[str], dated: Mapping[str, Read], undated: Mapping[str, Read], tally: Tally
) -> list[str]:
    """Adds one coverage to the tally; returns a line for each range that misses the truth."""
    pairs = [undated[key] if key in hidden else dated[key] for key in chosen]
    articles = {c.article.id: c.article for c, _ in sorted(pairs, key=lambda pair: pair[0].article.id)}
    coverage = Coverage(articles, {f.article: f for _, f in pairs}, {c.article.id: c.repairs for c, _ in pairs})
    worked_out = {articles[a].key: found for a, found in publication(coverage).items()}
    missed = []
    for key in sorted(hidden):
        tally.hidden += 1
        tally.stated += undated[key][0].article.published is not None
        if key not in worked_out:
            continue
        truth, found = dated[key][0].article.published or "", worked_out[key]
        tally.given += 1
        tally.widths.append(bounds(found.published).days)
        if common(bounds(truth), bounds(found.published)):
            tally.right += 1
        else:
            missed.append(_told(coverage, key, truth, found))
    return missed


def _told(coverage: Coverage, key: str, truth: str, found: Dated) -> str:
    words = [(coverage.articles[s.article].key, coverage.text(s)) for s in found.evidence]
    return f"{key}: {truth} is not in {found.published}: " + "; ".join(f"{w!r} ({k})" for k, w in words)


def main() -> None:
    """Reads twice, hides, works out, scores, prints."""
    parser = arguments(__doc__)
    parser.add_argument("--every", type=int, default=10, help="hide the date of every n-th article; 1 for all")
    parser.add_argument("--groups", type=int, default=0, help="draw so many small coverages instead")
    parser.add_argument("--keep", type=Path, help="keep what was read in this folder")
    parser.add_argument("--wrong", action="store_true", help="print the ranges that miss the truth")
    options = parser.parse_args()
    articles = rows(options.data)
    bare = [{k: v for k, v in a.items() if k != "published"} for a in articles]
    with tempfile.TemporaryDirectory() as folder:
        place = options.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        dated = read(articles, place / f"{options.data.stem}.dated.record", options.jobs)
        undated = read(bare, place / f"{options.data.stem}.undated.record", options.jobs)
    keys = [a["id"] for a in articles if a["id"] in dated and a["id"] in undated]
    tally = Tally()
    for chosen, hidden in layouts(keys, options.every, options.groups):
        for line in counted(chosen, hidden, dated, undated, tally):
            if options.wrong:
                print(line)
    layout = f"{options.groups} small coverages" if options.groups else f"every {options.every}"
    report("dating", options.data, articles=len(keys), layout=layout, **tally.shown())


if __name__ == "__main__":
    main()
