"""Names that one account damages and the others agree on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import OSA

from onrecord.join.differences.ground import Draft, Ground
from onrecord.join.utterances.gist import gists
from onrecord.join.utterances.weight import english
from onrecord.model import Person
from onrecord.namewords import name_words
from onrecord.span import Span
from onrecord.tokens import stem

__all__ = ["name_differences"]

SLIP_LENGTH = 5
"""Fewest letters of a word in which one wrong letter is a slip: `Jon` and `Joe` are two names."""
SLIP_SHARE = 0.5
"""Most that a damaged word is used in a name, as a share of the word that it is taken for, in mentions and articles."""
AGREED = 2
"""Fewest independent sources that have a name as it should be, where one alone has it damaged."""
WELL_AGREED = 4
"""The same where the word that one letter parts is no word of the language but a name."""
_PAIR = re.compile(
    r"([A-ZÀ-Þ](?<![\w'’-].)[a-zß-ÿ]+)(?=[ \n](?:(?:of|for|and|on) )?([A-ZÀ-Þ][a-zß-ÿ]+)(?![\w-]))", re.DOTALL
)
"""Two words with a capital running, `of` between them aside, also where they overlap with the pair before; what must
not stand before them is looked at behind their first letter, since a pattern that begins with one is found faster."""
_CALLED = re.compile(r"[Tt]he(?<!\w[Tt]he)\s(?:[a-z]+\s)?[‘'“\"]?([A-Z][a-z]+)[’'”\"]?\s([a-z]{4,})\b")
"""What happened or is done, with the name that it has: `the Plum trial`, `the ‘Plum’ trial`."""
_MARKS = "‘’“”'\""
FORMS = 40
"""Forms of one name that are compared, the commonest: an entry with more is a tie gone wrong."""


def name_differences(ground: Ground) -> Iterator[Draft]:
    """Forms of a name that one wrong letter parts from the form that the coverage uses."""
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    pairs: dict[Pair, list[Span]] = defaultdict(list)
    for article in ground.coverage.articles:
        text = ground.coverage.articles[article].text
        for name in ground.coverage.findings[article].names:
            if owner := ground.known.person_of.get(name.span):
                spans[owner, name.text].append(name.span)
            for pair, span in _pairs_in(text, name.span):
                pairs[pair].append(span)
    sources = {p: {ground.source(s) for s in found} for p, found in pairs.items() if len(found) >= AGREED}
    agreed = {p: (pairs[p], of) for p, of in sources.items() if len(of) >= AGREED}
    known: set[Pair] = set()
    for person in ground.known.people:
        spread = {a.form: {s.article for s in spans.get((person.id, a.form), ())} for a in person.aliases}
        for slip, right, count in _slips(person, spread):
            found = spans.get((person.id, slip)), spans.get((person.id, right))
            if found[0] and found[1]:
                args = {"a": slip, "b": right, "count": str(count)}
                statements = (ground.statement(min(found[1]), right), ground.statement(min(found[0]), slip))
                known |= set(zip(_letters(slip), _letters(right), strict=True))
                yield Draft("name-slip", args, person.name, statements)
    yield from _damaged(ground, agreed, known)
    yield from _renamed(ground)


Pair = tuple[str, str]


def _pairs_in(text: str, name: Span) -> Iterator[tuple[Pair, Span]]:
    """The words running within a name, two by two, with the place of each two; most names are of one word."""
    printed = text[name.start : name.end]
    for match in _PAIR.finditer(printed) if " " in printed or "\n" in printed else ():
        span = Span(name.article, name.start + match.start(1), name.start + match.end(2))
        yield (match[1].casefold(), match[2].casefold()), span


def _damaged(
    ground: Ground, right: Mapping[Pair, tuple[Sequence[Span], set[str]]], known: set[Pair]
) -> Iterator[Draft]:
    """Names of two words, one of which one account alone has damaged, wherever in its text they stand.

    The damage may be why the name is not found as one, so that the text itself is searched for all but one word of
    those that are `right`: that several sources have, with its places and these.
    """
    beside: dict[tuple[int, str], list[Pair]] = defaultdict(list)
    for pair in sorted(right):
        for place, word in enumerate(pair):
            beside[place, word].append(pair)
    slips: dict[Pair, list[Span]] = defaultdict(list)
    for id_, article in ground.coverage.articles.items():
        for match in _PAIR.finditer(article.text):
            pair = match[1].casefold(), match[2].casefold()
            if pair not in right and ((0, pair[0]) in beside or (1, pair[1]) in beside):
                slips[pair].append(Span(id_, match.start(1), match.end(2)))
    for slip, spans in sorted(slips.items()):
        meant = [(1, p) for p in beside[0, slip[0]][:FORMS]] + [(0, p) for p in beside[1, slip[1]][:FORMS]]
        for place, pair in meant if len({ground.source(s) for s in spans}) == 1 else ():
            words = slip[place], pair[place]
            places, sources = right[pair]
            count = len(sources) - (ground.source(spans[0]) in sources)
            if words not in known and _no_word(*words, count):
                shown = [" ".join(ground.coverage.text(s).split()) for s in (spans[0], places[0])]
                args = {"a": shown[0], "b": shown[1], "count": str(len(places))}
                statements = (ground.statement(places[0], shown[1]), ground.statement(spans[0], shown[0]))
                yield Draft("name-slip", args, shown[1], statements)
                break


def _renamed(ground: Ground) -> Iterator[Draft]:
    """What an article calls by a word that nobody else has for it, its own title neither.

    `The Peach trial` in a text without a plum, under a title about the Plum trial, which others write of.
    """
    called: dict[Pair, list[Span]] = defaultdict(list)
    for id_, article in ground.coverage.articles.items():
        for match in _CALLED.finditer(article.text):
            called[match[1].casefold(), match[2]].append(Span(id_, match.start(1), match.end(2)))
    by_noun: dict[str, list[Pair]] = defaultdict(list)
    for pair, spans in sorted(called.items()):
        if len({ground.source(s) for s in spans}) > AGREED:
            by_noun[pair[1]].append(pair)
    for (word, noun), spans in sorted(called.items()):
        article = ground.coverage.articles[spans[0].article]
        title = _letters(article.title or "")
        if len(spans) > 1 or noun not in title or noun not in by_noun or len(word) < SLIP_LENGTH:
            continue
        words = Counter(_letters(article.text.replace(article.title or "", "", 1)))
        for right in by_noun[noun] if words[word] == 1 else ():
            if title[title.index(noun) - 1] == right[0] and not words[right[0]]:
                other = next(s for s in called[right] if s.article != spans[0].article)
                shown = [f"{ground.coverage.text(s).split()[0].strip(_MARKS)} {noun}" for s in (spans[0], other)]
                args = {"a": shown[0], "b": shown[1], "count": str(len(called[right]))}
                statements = (ground.statement(other, shown[1]), ground.statement(spans[0], shown[0]))
                yield Draft("name-slip", args, shown[1], statements)


def _no_word(slip: str, right: str, agreed: int) -> bool:
    """Whether one letter makes of a word, or of a name that enough sources, `agreed`, have, something that is none."""
    if not _parted(slip, right) or agreed < (AGREED if right in english() else WELL_AGREED):
        return False
    named = slip.title() in name_words().firsts or slip.title() in name_words().lasts
    return not named and slip not in english() and stem(slip) not in english()


def _slips(person: Person, spread: Mapping[str, set[str]]) -> Iterator[tuple[str, str, int]]:
    """The damaged forms of a person's name, each with the form it is taken for and how often its right word is used."""
    forms = sorted(person.aliases, key=lambda a: (-a.count, a.form))[:FORMS]
    used: Counter[str] = Counter()
    places: dict[str, set[str]] = defaultdict(set)
    for alias in forms:
        for word in _letters(alias.form):
            used[word] += alias.count
            places[word] |= spread[alias.form]
    done: set[tuple[str, str]] = set()
    for slip in sorted(forms, key=lambda a: (-len(a.form), a.form)):
        for right in forms:
            words = _one_letter(slip.form, right.form)
            if words and words not in done and all(n[0] <= SLIP_SHARE * n[1] for n in _counts(words, used, places)):
                done.add(words)
                yield slip.form, right.form, used[words[1]]
                break


def _counts(
    words: tuple[str, str], used: Mapping[str, int], places: Mapping[str, set[str]]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """How often the two words are used, and in how many articles."""
    return (used[words[0]], used[words[1]]), (len(places[words[0]]), len(places[words[1]]))


def _letters(name: str) -> list[str]:
    """The words of a name without what is not a letter: capitals and hyphens make no other name."""
    return "".join(c if c.isalpha() else " " for c in name.casefold()).split()


def _one_letter(a: str, b: str) -> tuple[str, str] | None:
    """The long words, one of each name, that one letter parts, when all other words are the same."""
    x, y = _letters(a), _letters(b)
    parted = [(s, t) for s, t in zip(x, y, strict=False) if s != t]
    if len(x) != len(y) or len(parted) != 1:
        return None
    return parted[0] if _parted(*parted[0]) else None


def _parted(s: str, t: str) -> bool:
    """Whether two long words are one letter apart, and neither a plural nor two ways to write a first name."""
    if min(len(s), len(t)) < SLIP_LENGTH or OSA.distance(s, t, score_cutoff=1) > 1:
        return False
    plural = s.removesuffix("s") == t.removesuffix("s")
    two_ways = gists(s) == gists(t)  # `organisation` and `organization`
    return not plural and not two_ways and not {s.title(), t.title()} <= name_words().firsts
