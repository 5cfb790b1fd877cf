"""The quotations that textacy finds, by the same measures and beside ours, and the time that both take.

Data: as for quotes.py. textacy is no part of this project: `pip install textacy==0.13.0` into an environment of its own
that has onrecord. It is given the language model whole, which its rules need, once over whole articles and once over
paragraphs: it gives up on a text whose quotation marks do not pair. Ours is scored from a record. The times, of
computing, are of parse and search alone, ours of reading, cleaning and the search for names too; in turn, the median of
each.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from statistics import median
from typing import Any

from common import arguments, built, last_word, report, rows
from parses import cleaned
from quotes import as_figures, found_in, scored
from scorers import Quoted

from onrecord.find.names import find_names
from onrecord.find.parse import load_model, parse
from onrecord.find.quotations import find_quotations
from onrecord.settings import Settings

ROUNDS = 3
Found = dict[str, list[Quoted]]


def by_textacy(articles: Sequence[dict[str, Any]], nlp: Any, unit: re.Pattern[str]) -> tuple[Found, int, int]:
    """What it finds in every stretch of text that `unit` matches; how many it gives up on, and of how many."""
    direct_quotations = import_module("textacy.extract.triples").direct_quotations
    places = [(a["id"], m.start()) for a in articles for m in unit.finditer(a["text"])]
    found: Found = {a["id"]: [] for a in articles}
    given_up = 0
    texts = (m.group() for a in articles for m in unit.finditer(a["text"]))
    for (key, start), doc in zip(places, nlp.pipe(texts), strict=True):
        try:
            triples = list(direct_quotations(doc))
        except ValueError:  # "quotation marks found, indicating an unclosed quotation"
            given_up += 1
            continue
        found[key] += [_quoted(triple, start) for triple in triples]
    return found, given_up, len(places)


def _quoted(triple: Any, start: int) -> Quoted:
    content, speaker = triple.content, triple.speaker
    at = tuple((start + t.idx, start + t.idx + len(t)) for t in speaker)
    name = last_word(speaker[0].doc[speaker[0].i : speaker[-1].i + 1].text)
    return Quoted(((start + content.start_char, start + content.end_char),), "direct", frozenset({name} - {""}), at)


def by_onrecord(articles: Sequence[dict[str, Any]], nlp: Any) -> Iterator[object]:
    """What ours finds in each article, without building a record: only for its time."""
    for article in cleaned(articles):
        parsed = parse(article, nlp)
        yield find_quotations(parsed, find_names(parsed))


def in_turn(runs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median seconds of computing that each run takes, all of them once in every round."""
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            started = time.process_time()
            run()
            seconds[name].append(time.process_time() - started)
    return {name: median(all_) for name, all_ in seconds.items()}


def main() -> None:
    """Scores and times both, prints a line for each."""
    parser = arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of the timing; 0 for none")
    options = parser.parse_args()
    try:
        import_module("textacy")
    except ImportError:
        sys.exit("textacy is not installed: pip install textacy==0.13.0")
    articles = rows(options.data)
    name = Settings().model
    whole, ours = import_module(name).load(), load_model(name)
    units = {"textacy": re.compile(r".+", re.DOTALL), "textacy by paragraph": re.compile(r"[^\n]*\S[^\n]*")}

    lines: dict[str, dict[str, object]] = {}
    for peer, unit in units.items():
        found, given_up, texts = by_textacy(articles, whole, unit)
        lines[peer] = {**as_figures(scored(articles, found)), "texts": texts, "given_up": given_up}
    record = found_in(built(articles, options.jobs))
    lines["onrecord"] = as_figures(scored(articles, {key: [q for _, q in pairs] for key, pairs in record.items()}))

    runs: dict[str, Callable[[], object]] = {
        "onrecord": lambda: list(by_onrecord(articles, ours)),
        **{peer: lambda unit=unit: by_textacy(articles, whole, unit) for peer, unit in units.items()},  # type: ignore[misc]
    }
    seconds = in_turn(runs, options.rounds) if options.rounds else {}
    for system, figures in lines.items():
        if seconds:
            figures["articles_per_second"] = len(articles) / seconds[system]
            figures["speed_against_ours"] = seconds["onrecord"] / seconds[system]
        report("peers_quotes", options.data, system=system, articles=len(articles), **figures)


if __name__ == "__main__":
    main()
