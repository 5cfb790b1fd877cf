"""What the search for quotations costs once an article is parsed, as a share of the time of spaCy's own parse.

Data: JSONL with `id` and `text`, and what else is known, a line. The articles are read and cleaned, and the model is
loaded, before the clock starts; names are found off the clock. Each round parses all articles anew and searches them;
the median of the rounds' shares is printed with the medians of seconds.
"""

from __future__ import annotations

import time
from statistics import median

from common import arguments, report, rows
from parses import cleaned

from onrecord.find.names import find_names
from onrecord.find.parse import load_model, parse
from onrecord.find.quotations import find_quotations
from onrecord.settings import Settings

ROUNDS = 5


def main() -> None:
    """Times both, prints the share."""
    parser = arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    articles = cleaned(rows(options.data))
    nlp = load_model(Settings().model, plain=True)
    parse(articles[0], nlp)
    shares, parses, searches = [], [], []
    for _ in range(options.rounds):
        parsing = searching = 0.0
        for article in articles:
            started = time.perf_counter()
            parsed = parse(article, nlp)
            parsing += time.perf_counter() - started
            names = find_names(parsed)
            started = time.perf_counter()
            find_quotations(parsed, names)
            searching += time.perf_counter() - started
        shares.append(100 * searching / parsing)
        parses.append(parsing)
        searches.append(searching)
    report(
        "cost", options.data, articles=len(articles), share=median(shares), lowest=min(shares), highest=max(shares),
        parse_seconds=median(parses), search_seconds=median(searches), rounds=options.rounds,
    )  # fmt: skip


if __name__ == "__main__":
    main()
