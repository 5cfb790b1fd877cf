"""The body of real article pages, against hand-marked bodies: F1 of 4-word shingles, averaged over pages.

Data: a folder with `gold.jsonl` (`{"id", "body"}` a line) and the pages `ID.html` or `ID.html.gz`.
"""

from __future__ import annotations

import gzip
import re
import tempfile
from collections import Counter
from pathlib import Path

from common import arguments, report, rows
from scorers import Score

import onrecord
from onrecord.model import PARSED_KINDS

LENGTH = 4


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words of `text`; of a shorter text, its words as one."""
    tokens = re.findall(r"\w+", text)
    return Counter(tuple(tokens[i : i + LENGTH]) for i in range(max(1, len(tokens) - LENGTH + 1)) if tokens)


def page(folder: Path, name: str) -> bytes:
    """A page's bytes, unpacked."""
    plain = folder / f"{name}.html"
    return plain.read_bytes() if plain.exists() else gzip.decompress((folder / f"{name}.html.gz").read_bytes())


BODY = PARSED_KINDS - {"title"}
"""The kinds of block that are the article's body, as the data set marks it."""


def main() -> None:
    """Builds, scores, prints."""
    options = arguments(__doc__, data="the folder of pages").parse_args()
    gold = {r["id"]: r["body"] for r in rows(options.data / "gold.jsonl")}
    with tempfile.TemporaryDirectory() as folder:
        web, output = Path(folder) / "web", Path(folder) / "bench.record"
        web.mkdir()
        for name in gold:
            (web / f"{name}.html").write_bytes(page(options.data, name))
        onrecord.build([web], output, jobs=options.jobs)
        record = onrecord.open_record(output)
    bodies = {
        Path(a.path).stem: "\n".join(a.text[b.start : b.end] for b in a.blocks if b.kind in BODY)
        for a in record.articles
    }
    precision = recall = 0.0
    for name, body in gold.items():
        a, b = shingles(body), shingles(bodies.get(name, ""))
        score = Score((a & b).total(), b.total(), a.total())
        precision, recall = precision + score.precision, recall + score.recall
    count = len(gold)
    mean = Score(precision * recall, 100 * recall * count, 100 * precision * count)
    report("pages", options.data, pages=count, read=len(bodies), body=mean)


if __name__ == "__main__":
    main()
