"""Planted differences of other kinds than figures: dates, names, ages, negations, charges and lengths of sentences.

What two accounts both state is found in any coverage without labels: a sentence of each with the same date, verb and
words, a name that several spell alike, a person's age, a charge, a length of a sentence. Two sentences that give other
numbers are of two things, and one that stands in more than a few articles word for word is furniture. In every other
such pair one side is changed in the text, the article is searched anew, and the whole is joined again. A change counts
as found when a difference of its kind has a statement in the changed words' sentence and another elsewhere; the pairs
left alone are controls: a difference of that kind between their two sentences is an alarm.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from common import report

from onrecord import join
from onrecord.find import find_all
from onrecord.find.parse import load_model, parse
from onrecord.model import Age, Article, Cleaned, Difference, Findings, Record, StatedEvent
from onrecord.pipeline import build
from onrecord.settings import Settings
from onrecord.span import Span
from onrecord.store import Store
from onrecord.tokens import content_words

__all__ = ["KINDS", "Pair", "changed", "main", "pairs_in", "scored"]

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DAY = re.compile(rf"(?:(?:{'|'.join(MONTHS)}|Jan\.|Feb\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.) (?P<after>\d\d?)|"
                 rf"(?P<before>\d\d?) (?:{'|'.join(MONTHS)}))(?!\d|[-–/])")  # fmt: skip
NUMBER = re.compile(r"\b\d+|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)\b", re.IGNORECASE)
CRIMES = ("arson", "perjury", "kidnapping", "forgery", "smuggling", "bribery", "burglary", "treason")
OVERLAP = 0.3
"""Least share of the content words of both sentences together that both have."""
MOST = 60
"""Pairs of one kind that are used, at most."""
FURNITURE = 3
"""Articles that print one sentence word for word, at most: what stands in more is a page's furniture."""
KINDS: Mapping[str, tuple[str, ...]] = {
    "date": ("dates", "dates-vague", "copy-altered", "version-altered"),
    "name": ("name-slip", "copy-altered", "version-altered"),
    "age": ("ages", "copy-altered", "version-altered"),
    "negation": ("denied", "disputed", "denied-later", "wording-denied", "copy-altered", "version-altered"),
    "charge": ("charges", "copy-altered", "version-altered"),
    "term": ("terms", "copy-altered", "version-altered"),
}
"""What is planted, and the reasons for which it may be listed."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements of one thing: `place` is what would be changed, to `new`, in `sentence`; `other` states it too."""

    kind: str
    place: Span
    new: str
    sentence: Span
    other: Span
    overlap: float
    planted: bool = False


Texts = Mapping[str, Article]


def pairs_in(record: Record, findings: Mapping[str, Findings], seed: int) -> list[Pair]:
    """The pairs of all kinds, the most alike first: an article is changed once, or states what another would."""
    dice = random.Random(f"pairs {seed}")
    articles = {a.id: a for a in record.articles}
    printed = Counter(" ".join(text.split()) for _, text in _sentences(articles, findings))
    finders: tuple[Callable[[Texts, Mapping[str, Findings], Record, random.Random], Iterator[Pair]], ...] = (
        _charges, _terms, _ages, _dates, _negations, _names,
    )  # fmt: skip
    chosen: list[Pair] = []
    used: set[str] = set()
    told: set[Span] = set()
    said: set[str] = set()
    for finder in finders:
        count = 0
        for pair in sorted(finder(articles, findings, record, dice), key=lambda p: (-p.overlap, p.place)):
            texts = [" ".join(articles[s.article].text[s.start : s.end].split()) for s in (pair.sentence, pair.other)]
            if (
                pair.place.article not in used | {s.article for s in told}
                and pair.other.article not in used
                and count < MOST
                and max(printed[t] for t in texts) <= FURNITURE
                and (pair.kind in ("age", "name") or texts[0] not in said)
            ):
                said |= set(texts)
                used.add(pair.place.article)
                told.add(pair.other)
                chosen.append(pair)
                count += 1
    return chosen


# ------------------------------------------------------------------ what two accounts both state
def _alike(articles: Texts, a: Span, b: Span) -> float:
    """The share of content words that two sentences have in common; 0 where they are one account's, or one text."""
    one, other = articles[a.article], articles[b.article]
    if (
        a.article == b.article
        or one.copy_group == other.copy_group
        or (one.outlet == other.outlet and _outlets(articles) > 2)
    ):
        return 0.0
    x, y = (set(content_words(articles[s.article].text[s.start : s.end])) for s in (a, b))
    return len(x & y) / len(x | y) if min(len(x), len(y)) >= 4 else 0.0


def _outlets(articles: Texts) -> int:
    return len({a.outlet for a in articles.values()})


def _sentences(articles: Texts, findings: Mapping[str, Findings]) -> Iterator[tuple[Span, str]]:
    for name in sorted(articles):
        for sentence in findings[name].sentences:
            yield sentence.span, articles[name].text[sentence.span.start : sentence.span.end]


def _best(
    articles: Texts, stated: Mapping[object, list[tuple[Span, Span]]], least: float
) -> Iterator[tuple[Span, Span, Span, float]]:
    """Of the statements of one thing the pairs that are alike enough: place, sentence, other sentence, likeness."""
    for places in stated.values():
        for i, (sentence, place) in enumerate(places[:40]):
            others = [
                (_alike(articles, sentence, o), o) for j, (o, _) in enumerate(places[:40])
                if i != j and _same_numbers(articles, sentence, o)
            ]  # fmt: skip
            score, other = max(others, default=(0.0, sentence), key=lambda o: o[0])
            if score >= least and score > 0:
                yield place, sentence, other, score


def _same_numbers(articles: Texts, a: Span, b: Span) -> bool:
    """Whether one of two sentences has no number, or they have one in common: others tell of another sum or toll."""
    x, y = (set(re.findall(r"\d[\d,.]*", articles[s.article].text[s.start : s.end])) for s in (a, b))
    return not (x and y) or bool(x & y)


def _dates(articles: Texts, findings: Mapping[str, Findings], record: Record, dice: random.Random) -> Iterator[Pair]:
    stated: dict[object, list[tuple[Span, Span]]] = defaultdict(list)
    for span, text in _sentences(articles, findings):
        dated = {
            (e.sentence.start, e.lemma, t)
            for e in findings[span.article].events if e.modality == "actual" for t in e.times
        }  # fmt: skip
        for match in DAY.finditer(text):
            group = "after" if match["after"] else "before"
            start = span.start + match.start(group)
            for _, lemma, _ in [d for d in sorted(dated) if d[0] == span.start and d[2].start <= start < d[2].end]:
                month = next(m for m in MONTHS if m[:3] in match[0])
                stated[month, match[group], lemma].append((span, Span(span.article, start, start + len(match[group]))))
    for place, sentence, other, score in _best(articles, stated, OVERLAP):
        day = int(articles[place.article].text[place.start : place.end])
        new = dice.choice([d for d in range(1, 29) if d != day and len(str(d)) == len(str(day))])
        yield Pair("date", place, str(new), sentence, other, score)


def _ages(articles: Texts, findings: Mapping[str, Findings], record: Record, dice: random.Random) -> Iterator[Pair]:
    for person in record.people:
        for age in person.ages:
            others = [a for a in person.ages if a.span.article != age.span.article and _one_birth(a, age)]
            printed = articles[age.span.article].text[age.span.start : age.span.end]
            digits = re.search(r"\d+", printed)
            others = [a for a in others if articles[a.span.article].copy_group != articles[age.span.article].copy_group]
            if digits and others and age.age < 90:
                start = age.span.start + digits.start()
                new = (
                    str(min(99, age.age + dice.randint(7, 15)))
                    if age.age >= 10
                    else str(dice.choice([d for d in range(1, 10) if abs(d - age.age) > 2]))
                )
                place = Span(age.span.article, start, start + len(digits[0]))
                yield Pair("age", place, new, age.span, others[0].span, 1.0)


def _one_birth(a: Age, b: Age) -> bool:
    """Whether some year of birth is allowed by both ages: else they differ already."""
    return bool(a.born and b.born and a.born[0] <= b.born[1] and b.born[0] <= a.born[1])


def _names(articles: Texts, findings: Mapping[str, Findings], record: Record, dice: random.Random) -> Iterator[Pair]:
    for person in record.people:
        by_article: dict[str, list[Span]] = defaultdict(list)
        for mention in person.mentions:
            text = articles[mention.article].text[mention.start : mention.end]
            if (
                text == person.name
                and len(text.split()) > 1
                and len(text.split()[-1]) >= 6
                and text.split()[-1].isalpha()
            ):
                by_article[mention.article].append(mention)
        if len({articles[a].copy_group for a in by_article}) < 3:
            continue
        for article in dice.sample(sorted(by_article), min(2, len(by_article))):
            mention = by_article[article][0]
            last = articles[article].text[mention.start : mention.end].split()[-1]
            at = dice.randrange(1, len(last) - 2)
            letter = dice.choice([c for c in "aeiorntl" if c != last[at]])
            place = Span(article, mention.end - len(last), mention.end)
            other = next(by_article[a][0] for a in sorted(by_article) if a != article)
            yield Pair("name", place, last[:at] + letter + last[at + 1 :], mention, other, 1.0)


def _negations(
    articles: Texts, findings: Mapping[str, Findings], record: Record, dice: random.Random
) -> Iterator[Pair]:
    stated: dict[object, list[tuple[Span, Span]]] = defaultdict(list)
    for name in sorted(articles):
        for event in findings[name].events:
            plain = event.modality == "actual" and event.tense == "past" and not event.negated and not event.noun
            if plain and (event.subject and event.object):
                heads = {
                    w
                    for p in (event.subject, event.object)
                    for w in content_words(articles[name].text[p.start : p.end])[-1:]
                }
                for head in sorted(heads):
                    stated[event.lemma, head].append((event.sentence, event.span))
    for place, sentence, other, score in _best(articles, stated, OVERLAP):
        event = next(e for e in findings[place.article].events if e.span == place)
        if denial := _denied(articles[place.article].text, event):
            yield Pair("negation", denial[0], denial[1], sentence, other, score)


def _denied(text: str, event: StatedEvent) -> tuple[Span, str] | None:
    """What is put in the place of a verb, or of its auxiliary, to deny it: `was not`, `did not sign`."""
    before = re.search(r"\b(?:was|were|has|have|had)\s$", text[max(0, event.span.start - 6) : event.span.start])
    if re.search(r"\bto\s(?:have\s)?$", text[max(0, event.span.start - 8) : event.span.start]):
        return None  # what is feared to have been is not denied by a `not` within it
    if before:
        start = event.span.start - len(before[0])
        return Span(event.span.article, start, event.span.start), f"{before[0].strip()} not "
    printed = text[event.span.start : event.span.end]
    alone = re.search(r"[a-z]+\s$", text[max(0, event.span.start - 12) : event.span.start])
    if (
        printed.endswith("ed")
        and printed != event.lemma
        and not (alone and alone[0].strip() in ("be", "been", "being", "to", "is", "are"))
    ):
        return event.span, f"did not {event.lemma}"
    return None


def _charges(articles: Texts, findings: Mapping[str, Findings], record: Record, dice: random.Random) -> Iterator[Pair]:
    yield from _steps(articles, record, "charge", dice)


def _terms(articles: Texts, findings: Mapping[str, Findings], record: Record, dice: random.Random) -> Iterator[Pair]:
    yield from _steps(articles, record, "term", dice)


def _steps(articles: Texts, record: Record, field: str, dice: random.Random) -> Iterator[Pair]:
    for person in record.people:
        told = [
            p
            for p in person.proceedings
            if getattr(p, field)
            and " and " not in getattr(p, field)
            and (field == "term" or p.step in ("charged", "indicted", "convicted"))
        ]
        for step in told:
            others = [p for p in told if p.step == step.step and p.span.article != step.span.article]
            others = [p for p in others if _same(getattr(p, field), getattr(step, field))]
            text = articles[step.span.article].text[step.span.start : step.span.end]
            at = text.find(getattr(step, field))
            if not others or at < 0:
                continue
            start = step.span.start + at
            if field == "charge":
                new, end = dice.choice(CRIMES), start + len(step.charge or "")
            else:
                number = NUMBER.search(text, at)
                if number is None:
                    continue
                start, end = step.span.start + number.start(), step.span.start + number.end()
                new = (
                    str(int(number[0]) + dice.randint(2, 9))
                    if number[0].isdigit()
                    else dice.choice(["eleven", "thirteen"])
                )
            yield Pair(field, Span(step.span.article, start, end), new, step.span, others[0].span, 1.0)


def _same(a: str, b: str) -> bool:
    return bool(set(content_words(a)) & set(content_words(b)))


# ------------------------------------------------------------------ planting
def changed(
    read: Sequence[tuple[Cleaned, Findings]], pairs: Sequence[Pair], settings: Settings
) -> list[tuple[Cleaned, Findings]]:
    """The articles, those in which a pair is planted with the new words and searched anew."""
    plants = {p.place.article: p for p in pairs if p.planted}
    nlp = load_model(settings.model)
    out = []
    for cleaned, found in read:
        pair = plants.get(cleaned.article.id)
        if pair:
            cleaned = _with(cleaned, pair)
            found = find_all(parse(cleaned, nlp))
        out.append((cleaned, found))
    return out


def _with(cleaned: Cleaned, pair: Pair) -> Cleaned:
    """The article with the new words, its blocks and repairs moved along."""
    article, place = cleaned.article, pair.place
    by = len(pair.new) - len(place)

    def moved(offset: int) -> int:
        return offset + by if offset >= place.end else offset

    text = article.text[: place.start] + pair.new + article.text[place.end :]
    blocks = tuple(replace(b, start=moved(b.start), end=moved(b.end)) for b in article.blocks)
    kept = (r for r in cleaned.repairs if r.span.end <= place.start or r.span.start >= place.end)
    repairs = tuple(replace(r, span=Span(article.id, moved(r.span.start), moved(r.span.end))) for r in kept)
    return replace(cleaned, article=replace(article, text=text, blocks=blocks), repairs=repairs)


# ------------------------------------------------------------------ scoring
def scored(pairs: Sequence[Pair], differences: Sequence[Difference]) -> tuple[list[Pair], list[Pair]]:
    """The planted pairs that were found, and the others on which there is an alarm."""
    found, alarms = [], []
    for pair in pairs:
        hit = any(d.reason in KINDS[pair.kind] and _states(d, pair) for d in differences)
        if hit:
            (found if pair.planted else alarms).append(pair)
    return found, alarms


def _states(difference: Difference, pair: Pair) -> bool:
    """Whether one statement is of the pair's place and another of elsewhere, for a control of the other sentence."""
    slack = abs(len(pair.new) - len(pair.place))
    spans = [s.span for s in difference.statements]
    here = [
        s
        for s in spans
        if s.article == pair.place.article and s.start <= pair.sentence.end + slack and s.end >= pair.sentence.start
    ]
    there = [s for s in spans if s not in here]
    if pair.planted:
        return bool(here and there)
    return bool(here) and any(
        s.article == pair.other.article and s.start < pair.other.end and pair.other.start < s.end for s in there
    )


def main() -> None:
    """Builds once, plants in every other pair, searches the changed articles anew, joins, scores, prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument(
        "--data", type=Path, required=True, help="articles, anything that `onrecord build` reads, or a record"
    )
    parser.add_argument("--seed", type=int, default=0, help="chooses the pairs that are changed")
    parser.add_argument("--missed", action="store_true", help="print what was planted and not found")
    options = parser.parse_args()
    settings = Settings()
    with tempfile.TemporaryDirectory() as folder:
        output = options.data
        if output.suffix != ".record":
            output = Path(folder) / "planted.record"
            build([options.data], output, settings=settings)
        with Store(output) as store:
            members = sorted(store.members(), key=lambda m: m.article)
            read = list(store.read_findings(m.article for m in members))
    places = tuple(join.Place(m.article, m.origin, m.key, m.generation, m.ord) for m in members)
    plain = join.join(read, places, settings).record
    pairs = pairs_in(plain, {f.article: f for _, f in read}, options.seed)
    turn: Counter[str] = Counter()
    halves = []
    for pair in pairs:
        turn[pair.kind] += 1
        halves.append(replace(pair, planted=turn[pair.kind] % 2 == 1))
    record = join.join(changed(read, halves, settings), places, settings).record
    found, alarms = scored(halves, record.differences)
    for kind in KINDS:
        made = sum(p.planted for p in halves if p.kind == kind)
        control = sum(p.kind == kind for p in halves) - made
        hits, wrong = (sum(p.kind == kind for p in some) for some in (found, alarms))
        counts = {"articles": len(members), "planted": made, "found": hits, "control": control, "alarms": wrong}
        report("planted_kinds", options.data, kind=kind, **counts)
    texts = {a.id: a.text for a in plain.articles}
    for pair in (p for p in halves if options.missed and p.planted and p not in found):
        s, o = pair.sentence, pair.other
        print(f"{pair.kind}: {texts[pair.place.article][pair.place.start : pair.place.end]!r} -> {pair.new!r}")
        print("\n".join(f"    {texts[x.article][max(0, x.start - 60) : x.end + 60]!r}" for x in (s, o)))


if __name__ == "__main__":
    sys.exit(main())
