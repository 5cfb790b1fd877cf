"""Wordings of one remark that differ where it counts, and names that a slip has damaged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from rapidfuzz.distance import OSA

from onrecord.join.differences.ground import Draft, Ground
from onrecord.model import Person, Quotation, Segment, Utterance
from onrecord.span import Span

__all__ = ["name_differences", "wording_differences"]

CONTEXT = 24
"""Characters of a remark shown on either side of the words that differ, to the next space."""
SLIP_LENGTH = 5
"""Fewest letters of a word in which one wrong letter is a slip: `Jon` and `Joe` are two names."""
SLIP_SHARE = 0.5
"""Most that a damaged word is used in a name, as a share of the word that it is taken for, in mentions and articles."""

FORMS = 40
"""Forms of one name that are compared, the commonest: an entry with more is a tie gone wrong."""


# ------------------------------------------------------------------ wordings
def wording_differences(ground: Ground) -> Iterator[Draft]:
    """For each utterance its first weighty reading in each other wording, against the base."""
    quotations = {q.id: q for q in ground.known.quotations}
    for utterance in ground.known.utterances:
        seen: set[tuple[str, str]] = set()
        for reading in utterance.readings:
            draft = _wording(ground, utterance, quotations, reading.segments) if reading.weighty else None
            if draft and (values := (draft.args["a"].lower(), draft.args["b"].lower())) not in seen:
                seen.add(values)
                yield draft


def _wording(
    ground: Ground, utterance: Utterance, quotations: Mapping[str, Quotation], segments: tuple[Segment, ...]
) -> Draft | None:
    """The stretch of both sides from before the first change to after the last, within the words that both have."""
    shared = [i for i, s in enumerate(segments) if s.op == "same"]
    inner = segments[shared[0] : shared[-1] + 1] if shared else ()
    changed = [i for i, s in enumerate(inner) if s.op in ("changed", "added", "dropped")]
    if not changed:
        return None
    around = inner[max(0, changed[0] - 1) : changed[-1] + 2]
    base = _shown(ground, [s.base_span for s in around if s.base_span])
    other = _shown(ground, [s.span for s in around if s.span])
    if base is None or other is None:
        return None
    values = [" ".join(ground.coverage.text(s).split()) for s in (base, other)]
    name = ground.names.get(utterance.speaker or "")
    args = {"a": values[0], "b": values[1]} | ({"name": name} if name else {})
    statements = tuple(ground.statement(s, v) for s, v in zip((base, other), values, strict=True))
    return Draft("wording" if name else "wording-nameless", args, name or values[0], statements)


def _shown(ground: Ground, spans: list[Span]) -> Span | None:
    """From a little before the end of the first span to a little after the start of the last, at word borders."""
    if not spans or any(s.article != spans[0].article for s in spans):
        return None
    first, last = spans[0], spans[-1]
    text = ground.coverage.articles[first.article].text
    start, end = first.start, last.end
    if first.end - first.start > CONTEXT:
        start = text.find(" ", first.end - CONTEXT, first.end) + 1 or first.start
    if last.end - last.start > CONTEXT:
        end = text.rfind(" ", last.start, last.start + CONTEXT)
        end = last.end if end <= last.start else end
    return Span(first.article, start, end) if start < end else None


# ------------------------------------------------------------------ names
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
    s, t = parted[0]
    plural = s.removesuffix("s") == t.removesuffix("s")
    slip = min(len(s), len(t)) >= SLIP_LENGTH and not plural and OSA.distance(s, t, score_cutoff=1) <= 1
    return (s, t) if slip else None
