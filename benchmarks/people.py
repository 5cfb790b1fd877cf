"""Names tied across the articles of a story, against coreference chains: B³.

Data: `{"id", "story", "text", "mentions": [{"start", "end", "named": bool, "chain"}]}` a line; each story is a build of
its own, and only mentions by name count. `--errors` counts what goes wrong by kind: mentions that are not found; that
are parted from most of their chain; and that stand in an entry which is mostly another chain's. No text is shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping

from common import arguments, built, report, rows
from scorers import Score, b_cubed


def main() -> None:
    """Builds each story, scores all of them as one, prints."""
    parser = arguments(__doc__)
    parser.add_argument("--errors", action="store_true", help="count what goes wrong by kind")
    options = parser.parse_args()
    stories = defaultdict(list)
    for row in rows(options.data):
        stories[row["story"]].append(row)
    gold: dict[Hashable, Hashable] = {}
    found: dict[Hashable, Hashable] = {}
    kinds: dict[Hashable, str] = {}
    for name, articles in sorted(stories.items(), key=lambda item: str(item[0])):
        got = built(articles, options.jobs)
        mine = defaultdict(list)
        for person in got.record.people:
            kinds[name, person.id] = person.kind
            for mention in person.mentions:
                mine[got.keys[mention.article]].append((mention.start, mention.end, (name, person.id)))
        for article in articles:
            for mention in article["mentions"]:
                if mention["named"]:
                    item = (name, article["id"], mention["start"], mention["end"])
                    gold[item] = (name, mention["chain"])
                    shared = [(min(e, item[3]) - max(s, item[2]), s - e, who) for s, e, who in mine[article["id"]]]
                    if shared and max(shared)[0] > 0:
                        found[item] = max(shared)[2]
    score: Score = b_cubed(gold, found)
    named = 100 * len(found) / max(1, len(gold))
    report("people", options.data, stories=len(stories), mentions=len(gold), named=named, b_cubed=score)
    if options.errors:
        for (what, kind), count in sorted(errors(gold, found, kinds).items(), key=lambda item: (-item[1], item[0])):
            print(f"{count:5} {what} {kind}")


def errors(
    gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable], kinds: Mapping[Hashable, str]
) -> Counter[tuple[str, str]]:
    """How many mentions are not found, parted from their chain or in another's entry, by the kind of their entry."""
    chains: defaultdict[Hashable, Counter[Hashable]] = defaultdict(Counter)
    entries: defaultdict[Hashable, Counter[Hashable]] = defaultdict(Counter)
    for item, who in found.items():
        chains[gold[item]][who] += 1
        entries[who][gold[item]] += 1
    counts: Counter[tuple[str, str]] = Counter()
    for item, chain in gold.items():
        who = found.get(item)
        if who is None:
            counts["not found", ""] += 1
            continue
        counts["parted", kinds[who]] += chains[chain][who] < max(chains[chain].values())
        counts["mixed", kinds[who]] += entries[who][chain] < max(entries[who].values())
    return +counts


if __name__ == "__main__":
    main()
