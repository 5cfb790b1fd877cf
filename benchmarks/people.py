"""Names tied across the articles of a story, against coreference chains: B³.

Data: `{"id", "story", "text", "mentions": [{"start", "end", "named": bool, "chain"}]}` a line; each story is a build of
its own, and only mentions by name count.
"""

from __future__ import annotations

from collections import defaultdict

from common import arguments, built, report, rows
from scorers import Score, b_cubed


def main() -> None:
    """Builds each story, scores all of them as one, prints."""
    options = arguments(__doc__).parse_args()
    stories = defaultdict(list)
    for row in rows(options.data):
        stories[row["story"]].append(row)
    gold: dict[object, object] = {}
    found: dict[object, object] = {}
    for name, articles in sorted(stories.items(), key=lambda item: str(item[0])):
        got = built(articles, options.jobs)
        mine = defaultdict(list)
        for person in got.record.people:
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


if __name__ == "__main__":
    main()
