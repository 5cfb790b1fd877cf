"""Quotations and speakers against annotated attributions.

Data: `{"id", "text", "quotes": [{"content": [[start, end], ...], "type": "direct|indirect|mixed",
"source": [[start, end], ...], "reported": bool}]}` a line, with `title`, `outlet` and `published` if known. `source`
are the words that name the speaker. Attributions that are not `reported` speech (thoughts, intentions, votes) count
neither way.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from common import arguments, built, last_word, report, rows
from scorers import Interval, Quoted, QuoteScore, quote_score

from onrecord.model import Quotation
from onrecord.span import text_of

PRONOUNS = frozenset(
    ["he", "she", "they", "it", "i", "we", "you", "who", "which", "him", "her", "his", "them", "their", "that"]
)


def wanted(article: dict[str, Any], quote: dict[str, Any]) -> Quoted:
    """A gold quotation; its speaker is known by where it stands or, if it is a name, by its last word."""
    source = tuple((s, e) for s, e in quote["source"])
    name = last_word(article["text"][source[0][0] : source[0][1]]) if source else ""
    content = tuple((s, e) for s, e in quote["content"])
    speakers = frozenset({name} - PRONOUNS - {""})
    return Quoted(content, quote["type"], speakers, source, optional=not quote.get("reported", True))


def main() -> None:
    """Builds, scores, prints."""
    options = arguments(__doc__).parse_args()
    gold = rows(options.data)
    got = built(gold, options.jobs)
    texts = {a.id: a for a in got.record.articles}
    names = {p.id: p.name for p in got.record.people}

    def found(quotation: Quotation) -> Quoted:
        speaker = quotation.speaker
        said: set[str] = set()
        at: tuple[Interval, ...] = ()
        if speaker:
            said = {last_word(names.get(speaker.person or "", ""))}
            if speaker.span:
                said.add(last_word(text_of(speaker.span, texts[speaker.span.article])))
                at = ((speaker.span.start, speaker.span.end),)
        content = tuple((s.start, s.end) for s in quotation.content)
        return Quoted(content, quotation.type, frozenset(said - {""}), at)

    by_article = defaultdict(list)
    for quotation in got.record.quotations:
        by_article[got.keys[quotation.content[0].article]].append(found(quotation))
    total = QuoteScore()
    for article in gold:
        marked = [wanted(article, q) for q in article["quotes"]]
        total += quote_score(article["text"], [q for q in marked if q.content], by_article[article["id"]])
    report(
        "quotes", options.data, articles=len(gold), gold=int(total.found.gold), quotations=total.found,
        speakers=total.speakers.recall, types=total.types.recall, build_seconds=got.seconds,
    )  # fmt: skip


if __name__ == "__main__":
    main()
