"""Quotations and speakers against annotated attributions.

Data: `{"id", "text", "quotes": [{"content": [[start, end], ...], "type": "direct|indirect|mixed",
"source": [[start, end], ...], "reported": bool}]}` a line, with `title`, `outlet` and `published` if known. `source`
are the words that name the speaker. Attributions that are not `reported` speech (thoughts, intentions, votes) count
neither way. With `--reliability` tables follow of how many were right at each stated confidence, and by each rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from common import Built, arguments, built, last_word, report, rows
from parses import cleaned
from reliability import Judged, bins_by_confidence, bins_by_kind, brier_score, calibration_error, table
from scorers import Interval, Quoted, QuoteScore, quote_score, quotes_right

from onrecord.find.names import find_names
from onrecord.find.parse import load_model, parse
from onrecord.find.quotations.attribution import attributions
from onrecord.find.quotations.grammar import read_grammar
from onrecord.find.quotations.mentions import People
from onrecord.find.quotations.transcript import transcript_lines
from onrecord.model import Quotation
from onrecord.settings import Settings
from onrecord.span import Span, text_of, within

__all__ = ["as_figures", "found_in", "gold_of", "scored"]

PRONOUNS = frozenset(
    ["he", "she", "they", "it", "i", "we", "you", "who", "which", "him", "her", "his", "them", "their", "that"]
)


# ------------------------------------------------------------------ gold and found, side by side
def gold_of(article: dict[str, Any]) -> list[Quoted]:
    """An article's gold; a speaker is known by where it stands or, if it is a name, by its last word."""
    return [_wanted(article["text"], q) for q in article["quotes"]]


def _wanted(text: str, quote: dict[str, Any]) -> Quoted:
    source = tuple((s, e) for s, e in quote["source"])
    name = last_word(text[source[0][0] : source[0][1]]) if source else ""
    content = tuple((s, e) for s, e in quote["content"])
    return Quoted(
        content, quote["type"], frozenset({name} - PRONOUNS - {""}), source, optional=not quote.get("reported", True)
    )


def found_in(got: Built) -> dict[str, list[tuple[Quotation, Quoted]]]:
    """By the id that an article was fed with, its quotations in the record, each beside what of it is scored."""
    texts = {a.id: a for a in got.record.articles}
    names = {p.id: p.name for p in got.record.people}
    by_article = defaultdict(list)
    for quotation in got.record.quotations:
        said: set[str] = set()
        at: tuple[Interval, ...] = ()
        if speaker := quotation.speaker:
            said.add(last_word(names.get(speaker.person or "", "")))
            if speaker.span:
                said.add(last_word(text_of(speaker.span, texts[speaker.span.article])))
                at = ((speaker.span.start, speaker.span.end),)
        content = tuple((s.start, s.end) for s in quotation.content)
        quoted = Quoted(content, quotation.type, frozenset(said - {""}), at)
        by_article[got.keys[quotation.content[0].article]].append((quotation, quoted))
    return by_article


def scored(articles: Sequence[dict[str, Any]], found: Mapping[str, Sequence[Quoted]]) -> QuoteScore:
    """The score of what was found, by article id, over all articles."""
    total = QuoteScore()
    for article in articles:
        total += quote_score(article["text"], gold_of(article), found.get(article["id"], ()))
    return total


def as_figures(score: QuoteScore) -> dict[str, object]:
    """What is printed of a score: P, R and F1 where all three have a meaning, else the share in percent."""
    whole = ("found", "exact", "loose", "attributed")
    names = [f.name for f in fields(score)]
    return {n: getattr(score, n) if n in whole else getattr(score, n).recall for n in names}


# ------------------------------------------------------------------ confidence
def rules_of(articles: Sequence[dict[str, Any]]) -> dict[str, list[tuple[Span, str]]]:
    """By the record's article id, the first stretch of what each rule found outside of other quotations."""
    nlp = load_model(Settings().model)
    rules = defaultdict(list)
    for article in cleaned(articles):
        parsed = parse(article, nlp)
        grammars = [read_grammar(paragraph) for paragraph in parsed.paragraphs]
        lines = transcript_lines(grammars, People(grammars, find_names(parsed)))
        for number, g in enumerate(grammars):
            for a in [lines[number]] if number in lines else attributions(g):
                first, last = a.content[0]
                rules[g.paragraph.article].append((g.paragraph.span(g.starts[first], g.ends[last - 1]), a.rule))
    return rules


def judged(
    articles: Sequence[dict[str, Any]], found: Mapping[str, Sequence[tuple[Quotation, Quoted]]]
) -> tuple[list[Judged], int]:
    """Each quotation that counts, right or wrong, its kind being its rule and type; and how many are nested.

    A quotation within a quotation is not judged: the gold marks none. A record names no rules, so a quotation's is that
    of the attribution which its first words stand in.
    """
    rules = rules_of(articles)
    findings, nested = [], 0
    for article in articles:
        mine = found.get(article["id"], ())
        right = quotes_right(article["text"], gold_of(article), [quoted for _, quoted in mine])
        for (quotation, _), is_right in zip(mine, right, strict=True):
            nested += quotation.nested_in is not None
            if quotation.nested_in is None and is_right is not None:
                at = quotation.content[0]
                rule = next(rule for span, rule in rules[at.article] if within(at, span))
                findings.append(Judged(quotation.confidence, is_right, f"{rule}, {quotation.type}"))
    return findings, nested


def print_reliability(
    articles: Sequence[dict[str, Any]], found: Mapping[str, Sequence[tuple[Quotation, Quoted]]]
) -> None:
    """The two tables, and their sums."""
    findings, nested = judged(articles, found)
    bins = bins_by_confidence(findings)
    print(f"\n{table('confidence', bins)}\n\n{table('rule and type', bins_by_kind(findings))}\n")
    print(
        f"{len(findings):,} quotations, {nested} within quotations not among them. "
        f"Expected calibration error {calibration_error(bins):.3f}, Brier score {brier_score(findings):.3f}."
    )


def main() -> None:
    """Builds, scores, prints."""
    parser = arguments(__doc__)
    parser.add_argument("--reliability", action="store_true", help="tables of stated confidence and share right")
    options = parser.parse_args()
    articles = rows(options.data)
    got = built(articles, options.jobs)
    found = found_in(got)
    score = scored(articles, {key: [quoted for _, quoted in pairs] for key, pairs in found.items()})
    report(
        "quotes", options.data, articles=len(articles), gold=int(score.found.gold), **as_figures(score),
        build_seconds=got.seconds,
    )  # fmt: skip
    if options.reliability:
        print_reliability(articles, found)


if __name__ == "__main__":
    main()
