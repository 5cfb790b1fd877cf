"""Planted differences: a figure changed in one of two sentences, by two outlets, that state the same one.

The sentences are found in any coverage without labels: their content words overlap and both have one number in digits
before the same word. In every other pair the number of one sentence is changed, to another of the same length; a change
counts as found when a difference of kind `conflict` or `changed` has both values, the changed one in its sentence. The
other pairs stay as they are: a difference between their two figures is an alarm. What else the coverage disagrees on
is counted by kind, and `--sample` prints that many at random, to be judged by eye.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from common import report

from onrecord import join
from onrecord.model import Article, Difference, Findings
from onrecord.pipeline import build
from onrecord.settings import Settings
from onrecord.span import Span
from onrecord.store import Store
from onrecord.tokens import content_words

__all__ = ["Pair", "main", "pairs_in", "planted", "scored"]

NUMBER = re.compile(
    r"(?<![\w.,:/$€£-])[$€£]?(?P<digits>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w.,:/]*\d)[\s%-]+(?P<word>[A-Za-z]*)"
)
DATED = re.compile(r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
                   r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?\s*$", re.IGNORECASE)  # fmt: skip
NO_QUANTITY = re.compile(
    r"[ap]m?|[gb]mt|e[sd]t|years?|months|days|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|of", re.IGNORECASE,
)  # fmt: skip
OVERLAP = 0.3
"""Least share of the content words of both sentences together that both have."""
SPREAD = 40
"""Sentences with one number and word that are looked at: what everybody states makes no thousand pairs."""
OFTEN = 4
"""Most pairs with one number: a sentence that is repeated in every article counts for no more than others."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences and the figure of each, in digits; `new` is what it was changed to, or the same."""

    a: Span
    b: Span
    a_figure: Span
    b_figure: Span
    overlap: float
    old: str
    new: str


def pairs_in(articles: Mapping[str, Article], findings: Mapping[str, Findings]) -> list[Pair]:
    """Pairs of sentences of two outlets that state one figure, each article's sentence in one pair."""
    stated: dict[tuple[str, str], list[tuple[Span, Span]]] = defaultdict(list)
    for id_, article in sorted(articles.items()):
        for sentence in findings[id_].sentences:
            text = article.text[sentence.span.start : sentence.span.end]
            for match in NUMBER.finditer(text):
                before = text[max(0, match.start() - 12) : match.start()]
                if not _quantity(match["digits"]) or NO_QUANTITY.fullmatch(match["word"]) or DATED.search(before):
                    continue
                start = sentence.span.start + match.start("digits")
                figure = Span(id_, start, start + len(match["digits"]))
                stated[match["digits"], match["word"].lower()[:4]].append((sentence.span, figure))
    outlets = len({a.outlet for a in articles.values()})
    scored = []
    for (digits, _), places in sorted(stated.items()):
        words = [set(content_words(articles[s.article].text[s.start : s.end])) for s, _ in places]
        for i, (a, a_figure) in enumerate(places[:SPREAD]):
            for j, (b, b_figure) in enumerate(places[i + 1 : SPREAD], i + 1):
                if _one_account(articles, a.article, b.article, outlets) or min(len(words[i]), len(words[j])) < 5:
                    continue
                overlap = len(words[i] & words[j]) / len(words[i] | words[j])
                if overlap >= OVERLAP:
                    scored.append((-overlap, Pair(a, b, a_figure, b_figure, overlap, digits, digits)))
    used: set[Span] = set()
    often: Counter[str] = Counter()
    chosen = []
    for _, pair in sorted(scored, key=lambda p: (p[0], p[1].a, p[1].b)):
        if pair.a not in used and pair.b not in used and often[pair.old] < OFTEN:
            used |= {pair.a, pair.b}
            often[pair.old] += 1
            chosen.append(pair)
    return chosen


def planted(
    articles: Mapping[str, Article],
    findings: Mapping[str, Findings],
    pairs: Sequence[Pair],
    seed: int,
    far: bool = False,
) -> tuple[dict[str, Article], dict[str, Findings], list[Pair]]:
    """The coverage with the figure changed in half of the pairs, and the pairs with what they were changed to, which
    may be `far` from what it was.
    """
    dice = random.Random(f"planted {seed}")
    articles, findings = dict(articles), dict(findings)
    done = []
    for pair in dice.sample(list(pairs), len(pairs)):
        if len(done) % 2:
            done.append(pair)
            continue
        figure = pair.a_figure
        new = _changed(pair.old, dice, far)
        article, found = articles[figure.article], findings[figure.article]
        text = article.text[: figure.start] + new + article.text[figure.end :]
        articles[figure.article] = replace(article, text=text)
        factor = float(new.replace(",", "")) / float(pair.old.replace(",", ""))
        figures = tuple(
            replace(f, value=round(f.value * factor, 6)) if f.span.start <= figure.start < f.span.end else f
            for f in found.figures
        )
        ages = tuple(replace(a, age=int(new)) if a.span.start <= figure.start < a.span.end else a for a in found.ages)
        findings[figure.article] = replace(found, figures=figures, ages=ages)
        done.append(replace(pair, new=new))
    return articles, findings, done


def _changed(digits: str, dice: random.Random, far: bool) -> str:
    """Another number of the same length: the first digit, and of a longer one the second, is another. If it may not be
    `far`, it is within three times.
    """
    at = [i for i, c in enumerate(digits) if c in "123456789"][:2]
    while True:
        other = list(digits)
        other[at[0]] = dice.choice("123456789")
        if len(at) > 1:
            other[at[1]] = dice.choice("123456789")
        new = "".join(other)
        ratio = float(new.replace(",", "")) / float(digits.replace(",", ""))
        if ratio != 1 and (far or 0.4 < ratio < 3):
            return new


def scored(
    articles: Mapping[str, Article], pairs: Sequence[Pair], sets: Sequence[tuple[str, Sequence[Span]]]
) -> tuple[list[Pair], list[Pair]]:
    """The changed pairs that were found, and the unchanged ones on which there is an alarm."""
    found, alarms = [], []
    listed = [spans for kind, spans in sets if kind in ("conflict", "changed")]
    for pair in pairs:
        value = re.compile(rf"(?<![\d.,]){re.escape(pair.old)}(?![\d]|[.,]\d)")
        for spans in listed:
            if not any(s.article == pair.a.article and s.start <= pair.a_figure.start < s.end for s in spans):
                continue
            others = [s for s in spans if s.article != pair.a.article]
            if pair.new != pair.old and any(value.search(articles[s.article].text[s.start : s.end]) for s in others):
                found.append(pair)
                break
            if pair.new == pair.old and any(
                s.article == pair.b.article and s.start <= pair.b_figure.start < s.end for s in others
            ):
                alarms.append(pair)
                break
    return found, alarms


def _quantity(digits: str) -> bool:
    """Whether a number is neither a year nor so small that another cannot be told from it."""
    year = re.fullmatch(r"(?:1[5-9]|20)\d\d", digits)
    return not year and ("." in digits or float(digits.replace(",", "")) >= 2) and bool(digits.strip("0."))


def _one_account(articles: Mapping[str, Article], a: str, b: str, outlets: int) -> bool:
    """Whether two articles are of one outlet or, in a coverage by a single one, are one text in whole or in part."""
    if outlets > 1:
        return articles[a].outlet == articles[b].outlet
    return a == b or (articles[a].copy_group is not None and articles[a].copy_group == articles[b].copy_group)


def main() -> None:
    """Builds once, plants with each seed, joins, scores, prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="articles, anything that `onrecord build` reads")
    parser.add_argument("--seeds", type=int, default=1, help="how many times other pairs are chosen to be changed")
    parser.add_argument("--far", action="store_true", help="change figures to any number of the same length")
    parser.add_argument("--sample", type=int, default=0, help="print so many of the differences that are not planted")
    options = parser.parse_args()
    settings = Settings()
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "planted.record"
        build([options.data], output, settings=settings)
        with Store(output) as store:
            members = sorted(store.members(), key=lambda m: m.article)
            read = list(store.read_findings(m.article for m in members))
    places = tuple(join.Place(m.article, m.origin, m.key, m.generation, m.ord) for m in members)
    plain = join.join(read, places, settings).record
    articles, findings = {a.id: a for a in plain.articles}, {f.article: f for _, f in read}
    pairs = pairs_in(articles, findings)
    counts: Counter[str] = Counter()
    for seed in range(options.seeds):
        texts, found, done = planted(articles, findings, pairs, seed, options.far)
        changed = [
            (replace(c, article=replace(c.article, text=texts[f.article].text)), found[f.article]) for c, f in read
        ]
        record = join.join(changed, places, settings).record
        hits, alarms = scored(texts, done, [(d.kind, [s.span for s in d.statements]) for d in record.differences])
        made = sum(p.new != p.old for p in done)
        counts.update(planted=made, found=len(hits), control=len(done) - made, alarms=len(alarms))
    listed = Counter(f"listed_{d.kind}" for d in plain.differences)
    report("planted", options.data, articles=len(articles), **counts, **listed)
    for difference in _sample(plain.differences, options.sample):
        print(f"{difference.kind}: {difference.why}")
        for s in difference.statements:
            text = articles[s.span.article].text
            print(f"    {s.as_of} {text[max(0, s.span.start - 120) : s.span.end + 120]!r}")


def _sample(differences: Sequence[Difference], number: int) -> list[Difference]:
    return random.Random("sample").sample(list(differences), min(number, len(differences)))


if __name__ == "__main__":
    sys.exit(main())
