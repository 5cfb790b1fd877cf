"""Are two quotations one utterance, and how do they differ: `python benchmarks/utterances.py [--data FILE] [--show]`.

Data: the marked pairs of `tests/gold/utterances-*.jsonl` (see the README there). Every case is built on its own. Each
side is the found quotation that shares most words with it, at token F1 ≥ 0.5; a pair with a side that was not found
cannot be joined, and is counted as `not found` too. `--show` lists the cases that came out wrong; never those of a file
that is held out, of which nothing but counts is printed.

`--scale` groups 1,000 to 100,000 made-up quotations, each size in a process of its own, and gives seconds and memory;
`--plot FILE.svg` draws them. `--hostile` does the same for so many equal slogans, and for one speaker of everything.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from common import built, report, rows
from copies import Invention, article
from scorers import Interval, Score, covered, dice, words

from onrecord.ids import finding_id
from onrecord.join.coverage import Coverage
from onrecord.join.utterances import join_utterances
from onrecord.model import Article, Findings, Quotation, Record, Speaker, Utterance
from onrecord.settings import Settings
from onrecord.span import Span

__all__ = [
    "KINDS", "Case", "Outcome", "Side", "case_of", "figures", "halves", "judged", "nearest", "plotted", "reading_of",
    "scored", "sides_of", "wrong",
]  # fmt: skip

GOLD = Path(__file__).parents[1] / "tests" / "gold"
KINDS = ("same", "variant", "paraphrase", "different")
CLOSEST = 0.5
"""Token F1 from which a found quotation stands for a marked one: half of a long clause is the same saying."""
HALVES_SEED = 1847
SEED = 20240611


# ------------------------------------------------------------------ cases
@dataclass(frozen=True, slots=True)
class Side:
    """One quotation of a pair: the id of its article and its segments as printed there, in order."""

    article: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """Two marked quotations in a few articles. `weighty` is None for two that are not one utterance."""

    id: str
    kind: str
    weighty: bool | None
    articles: tuple[dict[str, Any], ...]
    pair: tuple[Side, Side]
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case: were both sides found, were they joined, and as what; None where they were not."""

    case: Case
    found: bool
    joined: bool
    relation: str | None = None
    weighty: bool | None = None


def case_of(row: dict[str, Any]) -> Case:
    """A line of the gold. Raises `ValueError` when a side does not stand in its article, or a mark makes no sense."""
    texts = {a["id"]: a["text"] for a in row["articles"]}
    first, second = (Side(s["article"], tuple(s["text"])) for s in row["pair"])
    case = Case(row["id"], row["kind"], row["weighty"], tuple(row["articles"]), (first, second), row["why"])
    if case.kind not in KINDS or (case.weighty is None) != (case.kind == "different"):
        raise ValueError(f"{case.id}: {case.kind}, weighty {case.weighty}")
    if first.article == second.article:
        raise ValueError(f"{case.id}: both sides in one article")
    for side in case.pair:
        sides_of(texts[side.article], side)
    return case


def sides_of(text: str, side: Side) -> list[Interval]:
    """Where the segments of a side stand in its article. Raises `ValueError` when one does not, in their order."""
    spans, at = [], 0
    for segment in side.text:
        start = text.index(segment, at)
        at = start + len(segment)
        spans.append((start, at))
    return spans


def halves(rows: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Lines of the gold in two: within each kind and mark, in the order of their ids, shuffled and dealt in turn."""
    strata = defaultdict(list)
    for row in sorted(rows, key=lambda r: str(r["id"])):
        strata[KINDS.index(row["kind"]), str(row["weighty"])].append(row)
    rng = random.Random(HALVES_SEED)
    dealt: tuple[list[dict[str, Any]], list[dict[str, Any]]] = ([], [])
    turn = 0
    for _, members in sorted(strata.items()):
        rng.shuffle(members)
        for member in members:
            dealt[turn].append(member)
            turn = 1 - turn
    return sorted(dealt[0], key=lambda r: str(r["id"])), sorted(dealt[1], key=lambda r: str(r["id"]))


# ------------------------------------------------------------------ measures
def nearest(text: str, wanted: Sequence[Interval], found: Sequence[Sequence[Interval]]) -> int | None:
    """The index of the found quotation that shares most words with the wanted one, the first of equals."""
    tokens = words(text)
    gold = covered(tokens, wanted)
    scores = [dice(gold, covered(tokens, spans)) for spans in found]
    best = max(range(len(scores)), key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] >= CLOSEST else None


def reading_of(utterance: Utterance, pair: frozenset[str]) -> tuple[str, bool]:
    """The relation of two quotations of an utterance, and whether it is weighty.

    It is the reading of the one that is not the base; where neither is, each is known by what sets it apart from the
    base alone, and the farther relation and either's weight stand for the pair.
    """
    readings = [r for r in utterance.readings if r.quotation in pair and r.quotation != utterance.base]
    far = max((r.relation for r in readings), key=("base", *KINDS).index)
    return far, any(r.weighty for r in readings)


def judged(case: Case, record: Record, keys: dict[str, str]) -> Outcome:
    """What a record of the case's articles says of the pair; `keys` are its articles' keys by id."""
    texts = {a["id"]: a["text"] for a in case.articles}
    of = defaultdict(list)
    for quotation in record.quotations:
        of[keys[quotation.content[0].article]].append(quotation)
    ids = []
    for side in case.pair:
        spans = [[(s.start, s.end) for s in q.content] for q in of[side.article]]
        best = nearest(texts[side.article], sides_of(texts[side.article], side), spans)
        if best is None:
            return Outcome(case, found=False, joined=False)
        ids.append(of[side.article][best].id)
    utterance = next((u for u in record.utterances if set(ids) <= set(u.quotations)), None)
    if utterance is None:
        return Outcome(case, found=True, joined=False)
    relation, weighty = reading_of(utterance, frozenset(ids))
    return Outcome(case, found=True, joined=True, relation=relation, weighty=weighty)


def scored(outcomes: Sequence[Outcome]) -> Score:
    """Pairs that are one utterance: joined rightly, joined, and to be joined."""
    one = [o.case.kind != "different" for o in outcomes]
    joined = [o.joined for o in outcomes]
    return Score(sum(a and b for a, b in zip(one, joined, strict=True)), sum(joined), sum(one))


def wrong(outcome: Outcome) -> str | None:
    """What is wrong with an outcome in a few words, or None."""
    case = outcome.case
    if case.kind == "different":
        return "joined" if outcome.joined else None
    if not outcome.joined:
        return "not joined" if outcome.found else "not found"
    parts = []
    if outcome.relation != case.kind:
        parts.append(f"called {outcome.relation}")
    if outcome.weighty != case.weighty:
        parts.append("called weighty" if outcome.weighty else "called light")
    return ", ".join(parts) or None


def figures(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """All measures of some outcomes, by name; no case is named."""
    found = [o for o in outcomes if o.found]
    right = [o for o in found if o.joined and o.case.kind != "different"]
    by_kind = {
        f"{kind}, joined / found / all": " / ".join(
            str(sum(test(o) for o in outcomes if o.case.kind == kind))
            for test in (lambda o: o.joined, lambda o: o.found, lambda o: True)
        )
        for kind in KINDS
    }
    return {
        "cases": len(outcomes),
        "not found": len(outcomes) - len(found),
        "pairs": scored(outcomes),
        "pairs found": scored(found),
        "weighty right": _share([o.weighty == o.case.weighty for o in right]),
        "relation right": _share([o.relation == o.case.kind for o in right]),
        **by_kind,
    }


def _share(hits: Sequence[bool]) -> str:
    return f"{sum(hits)} of {len(hits)} ({100 * sum(hits) / len(hits):.1f} %)" if hits else "0 of 0"


# ------------------------------------------------------------------ scale
SIZES = (1000, 10_000, 30_000, 100_000)
TO_AN_ARTICLE = 10
TO_A_DAY = 500
SLOGAN_SHARE = 0.02
"""Of all quotations, how many are one slogan: 2,000 of 100,000. There are two, one person's and everybody's."""
TYPES = ("direct", "direct", "direct", "mixed", "indirect")


class Invented:
    """Made-up quotations of 4 to 40 words, words and speakers by Zipf's law, ten to an article, 500 to a day.

    Three in ten are variants of one of the 50 before, by the same speaker: a word dropped, added or changed, or only a
    half of it.
    """

    def __init__(self, count: int, hostile: str | None = None) -> None:
        rng = random.Random(SEED)
        self._rng = rng
        syllables = Invention().text(0).split()
        self._lexicon = sorted({w.strip(".") + x.strip(".") for w in syllables for x in syllables})[:20_000]
        rng.shuffle(self._lexicon)
        self._lexicon[:0] = ["the", "a", "of", "to", "not", "no", "will", "must", "two", "three", "percent", "Monday"]
        self._weights = list(accumulate(1 / (n + 10) for n in range(len(self._lexicon))))
        people = max(20, count // 50)
        weights = list(accumulate(1 / (n + 1) for n in range(people)))
        speakers = rng.choices(range(people), cum_weights=weights, k=count)
        slogans = [self._salad(), self._salad()]
        if hostile == "one speaker":
            speakers = [0] * count
        self.articles: dict[str, Article] = {}
        self.quotations: list[Quotation] = []
        self.planted: list[tuple[int, int]] = []
        said: list[list[str]] = []
        for n in range(count):
            draw = rng.random()
            if hostile == "one slogan":
                said.append(slogans[0])
            elif draw < 2 * SLOGAN_SHARE:
                mine = draw < SLOGAN_SHARE
                speakers[n] = 0 if mine else speakers[n]
                said.append(slogans[0] if mine else slogans[1])
            elif draw < 0.3 + 2 * SLOGAN_SHARE and n:
                origin = rng.randint(max(0, n - 50), n - 1)
                speakers[n] = speakers[origin]
                said.append(self._variant(said[origin]))
                self.planted.append((origin, n))
            else:
                said.append(self._salad())
        for first in range(0, count, TO_AN_ARTICLE):
            self._article(first, said[first : first + TO_AN_ARTICLE], speakers[first : first + TO_AN_ARTICLE])

    def _salad(self) -> list[str]:
        return self._rng.choices(self._lexicon, cum_weights=self._weights, k=self._rng.randint(4, 40))

    def _variant(self, words: list[str]) -> list[str]:
        rng, out = self._rng, list(words)
        place = rng.randrange(len(out))
        way = rng.randrange(4)
        if way == 0 and len(out) > 4:
            del out[place]
        elif way == 1:
            out.insert(place, rng.choice(self._lexicon))
        elif way == 2:
            out[place] = rng.choice(self._lexicon)
        elif len(out) > 12:
            out = out[: len(out) // 2]
        return out

    def _article(self, first: int, said: Sequence[list[str]], speakers: Sequence[int]) -> None:
        """One paragraph a quotation: `Name said: “…”`."""
        paragraphs = [f"Person{s} said: “{' '.join(w)}”" for s, w in zip(speakers, said, strict=True)]
        published = (date(2023, 1, 1) + timedelta(days=first // TO_A_DAY)).isoformat()
        one = article(f"a{first}", "A title\n" + "\n".join(paragraphs), published, f"Outlet {first % 97}")
        self.articles[one.id] = one
        at = len("A title\n")
        for speaker, paragraph in zip(speakers, paragraphs, strict=True):
            name = Span(one.id, at, at + paragraph.index(" "))
            cue = Span(one.id, name.end + 1, name.end + 5)
            content = Span(one.id, at + paragraph.index("“") + 1, at + len(paragraph) - 1)
            kind = self._rng.choice(TYPES)
            self.quotations.append(
                Quotation(
                    finding_id("q", content), kind, (content,), cue, "speech",  # type: ignore[arg-type]
                    Speaker(f"p{speaker:012d}", name, "name", name), None, None, published, "published",
                )
            )  # fmt: skip
            at += len(paragraph) + 1


def grouped(count: int, hostile: str | None = None) -> dict[str, object]:
    """Groups so many made-up quotations: seconds, the highest memory in MB, and the planted variants joined."""
    made = Invented(count, hostile)
    coverage = Coverage(made.articles, {a: Findings(a) for a in made.articles}, {})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began, worked = time.perf_counter(), time.process_time()
    quotations, utterances = join_utterances(coverage, made.quotations, Settings())
    seconds, worked = time.perf_counter() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    joined = [quotations[a].utterance == quotations[b].utterance for a, b in made.planted]
    return {
        "quotations": count, "seconds": seconds, "computing": worked, "MB at most": round(peak),
        "MB before": round(before),
        "ms each": 1000 * seconds / count, "utterances": len(utterances), "planted joined": _share(joined),
    }  # fmt: skip


def _scale(hostile: str | None = None) -> Iterator[dict[str, object]]:
    for size in SIZES:
        command = [sys.executable, __file__, "--one-size", str(size), *(["--hostile", hostile] if hostile else [])]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        yield json.loads(done.stdout)


WIDE, HIGH, EDGE = 640, 400, 60
"""Pixels of the plot, and of its margins."""


def plotted(lines: Sequence[dict[str, Any]]) -> str:
    """An SVG of seconds and MB against quotations, both axes logarithmic, with the line that grows in step dashed."""
    counts = [int(line["quotations"]) for line in lines]
    curves = {"seconds": "#9b2226", "MB at most": "#005f73"}
    highest = 10.0 ** math.ceil(math.log10(max(float(line[name]) for line in lines for name in curves)))
    lowest = 10.0 ** math.floor(math.log10(min(float(line[name]) for line in lines for name in curves)))

    def at(count: float, value: float) -> str:
        along = math.log(count / counts[0]) / math.log(counts[-1] / counts[0])
        up = math.log(value / lowest) / math.log(highest / lowest)
        return f"{EDGE + along * (WIDE - 2 * EDGE):.1f},{HIGH - EDGE - up * (HIGH - 2 * EDGE):.1f}"

    def text(place: str, words: str, anchor: str = "middle", color: str = "#333") -> str:
        x, y = place.split(",")
        return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{color}">{words}</text>'

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDE}" height="{HIGH}" fill="white"/>',
    ]
    value = lowest
    while value <= highest * 1.01:
        out.append(f'<polyline points="{at(counts[0], value)} {at(counts[-1], value)}" stroke="#ddd" fill="none"/>')
        x, y = at(counts[0], value).split(",")
        out.append(text(f"{float(x) - 8:.1f},{float(y) + 4:.1f}", f"{value:g}", "end"))
        value *= 10
    for count in counts:
        x = at(count, lowest).split(",")[0]
        out.append(text(f"{x},{HIGH - EDGE + 18}", f"{count:,}"))
    for name, color in curves.items():
        values = [float(line[name]) for line in lines]
        points = [at(c, v) for c, v in zip(counts, values, strict=True)]
        out.append(f'<polyline points="{" ".join(points)}" stroke="{color}" stroke-width="2" fill="none"/>')
        out += [f'<circle cx="{p.split(",")[0]}" cy="{p.split(",")[1]}" r="3" fill="{color}"/>' for p in points]
        x, y = points[-1].split(",")
        out.append(text(f"{x},{float(y) - 10:.1f}", f"{name}: {values[-1]:.0f}", "end", color))
    first = float(lines[0]["seconds"])
    dashed = f"{at(counts[0], first)} {at(counts[-1], first * counts[-1] / counts[0])}"
    out.append(f'<polyline points="{dashed}" stroke="#9b2226" stroke-dasharray="4 4" fill="none"/>')
    out.append(text(f"{WIDE / 2},{HIGH - 14}", "quotations grouped; dashed: seconds in step with them"))
    return "\n".join([*out, "</svg>", ""])


# ------------------------------------------------------------------ command
def main() -> None:
    """Builds, judges, prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=GOLD / "utterances-open.jsonl", help="a file of marked pairs")
    parser.add_argument("--show", action="store_true", help="list the cases that came out wrong")
    parser.add_argument("--scale", action="store_true", help="group 1,000 to 100,000 made-up quotations instead")
    parser.add_argument("--plot", type=Path, help="with --scale: an SVG of what it took")
    parser.add_argument("--hostile", choices=("one slogan", "one speaker"), help="what the made-up quotations are")
    parser.add_argument("--one-size", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one_size:
        print(json.dumps(grouped(options.one_size, options.hostile)))
        return
    if options.scale:
        lines = []
        for line in _scale(options.hostile):
            print(json.dumps(line), flush=True)
            lines.append(line)
        if options.plot:
            options.plot.write_text(plotted(lines), encoding="utf-8")
        return
    if options.show and "held" in options.data.name:
        parser.error(f"{options.data.name} is held out: its cases are not listed")
    outcomes = []
    for row in rows(options.data):
        case = case_of(row)
        got = built(case.articles)
        outcomes.append(judged(case, got.record, got.keys))
    for outcome in outcomes if options.show else ():
        if fault := wrong(outcome):
            print(f"{outcome.case.id} {outcome.case.kind}, weighty {outcome.case.weighty}: {fault}")
            for side in outcome.case.pair:
                print(f"    {side.article}: {' | '.join(side.text)}")
            print(f"    {outcome.case.why}")
    report("utterances", options.data, **figures(outcomes))


if __name__ == "__main__":
    main()
