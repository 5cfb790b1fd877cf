"""Names that one account damages and the others agree on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import permutations

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
FORMS = 40
"""Forms of one name that are compared, the commonest: an entry with more is a tie gone wrong."""


def name_differences(ground: Ground) -> Iterator[Draft]:
    """Forms of a name that one wrong letter parts from the form that the coverage uses."""
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for article in ground.coverage.articles:
        for name in ground.coverage.findings[article].names:
            if owner := ground.known.person_of.get(name.span):
                spans[owner, name.text].append(name.span)
    for person in ground.known.people:
        spread = {a.form: {s.article for s in spans.get((person.id, a.form), ())} for a in person.aliases}
        for slip, right, count in _slips(person, spread):
            found = spans.get((person.id, slip)), spans.get((person.id, right))
            if found[0] and found[1]:
                args = {"a": slip, "b": right, "count": str(count)}
                statements = (ground.statement(min(found[1]), right), ground.statement(min(found[0]), slip))
                yield Draft("name-slip", args, person.name, statements)
    yield from _damaged(ground)


def _damaged(ground: Ground) -> Iterator[Draft]:
    """Names of bodies, places and works in which one account alone has a word that is no word for one that is."""
    found: dict[tuple[str, ...], list[Span]] = defaultdict(list)
    for article in ground.coverage.articles:
        for name in ground.coverage.findings[article].names:
            words = _letters(name.text)
            if name.kind != "person" and len(words) > 1:
                found[tuple(words)].append(name.span)
    frames: dict[tuple[tuple[str, ...], tuple[str, ...]], list[tuple[str, ...]]] = defaultdict(list)
    for form in sorted(found):
        for place, word in enumerate(form):
            if len(word) >= SLIP_LENGTH:
                frames[form[:place], form[place + 1 :]].append(form)
    for (before, _), forms in sorted(frames.items()):
        for slip, right in permutations(forms[:FORMS], 2):
            parted = slip[len(before)], right[len(before)]
            sources = [{ground.source(s) for s in found[f]} for f in (slip, right)]
            if len(sources[0]) == 1 and len(sources[1] - sources[0]) >= AGREED and _no_word(*parted):
                shown = [" ".join(ground.coverage.text(found[f][0]).split()) for f in (slip, right)]
                args = {"a": shown[0], "b": shown[1], "count": str(len(found[right]))}
                statements = (ground.statement(found[right][0], shown[1]), ground.statement(found[slip][0], shown[0]))
                yield Draft("name-slip", args, shown[1], statements)


def _no_word(slip: str, right: str) -> bool:
    """Whether one letter makes a word of something that is none."""
    return _parted(slip, right) and right in english() and slip not in english() and stem(slip) not in english()


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
    if {s.title(), t.title()} <= name_words().firsts:
        return False
    if gists(s) == gists(t):
        return False  # `organisation` and `organization`
    plural = s.removesuffix("s") == t.removesuffix("s")
    return min(len(s), len(t)) >= SLIP_LENGTH and not plural and OSA.distance(s, t, score_cutoff=1) <= 1
