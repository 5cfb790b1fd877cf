"""Full names of people: which are one person's, by nickname, initials, middle names or a slip of the pen.

Names are compared only with those that share their last word and a first letter, or a signature of a slip, so the
work grows with the names and not with their pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.join.people.aliases import Key, core, first_letters, one_slip, signatures, suffix_of, variants
from onrecord.join.people.units import Node, Unions, Unit, agreed
from onrecord.model import SetAside
from onrecord.namewords import Gender, name_words
from onrecord.settings import Settings
from onrecord.span import Span

__all__ = ["Full", "full_names", "tie_full_names"]

HYPHENS = frozenset("-‐‑–")
MAX_BLOCK = 64
"""Names compared with one another that share a signature or a last word and a letter: bounds hostile input."""


@dataclass(frozen=True, slots=True)
class Full:
    """The full names of people: how often each is printed, which with a hyphen, in which articles, of which gender.

    `offices` are the titles that are printed before them, courtesies aside.
    """

    counts: Mapping[Key, int]
    hyphened: set[Key]
    articles: Mapping[Key, set[str]]
    genders: Mapping[Key, Gender | None]
    offices: Mapping[Key, set[str]]


def full_names(units: Iterable[Unit], settings: Settings) -> Full:
    """All wordings of people with more than one word."""
    counts: Counter[Key] = Counter()
    hyphened: set[Key] = set()
    articles: defaultdict[Key, set[str]] = defaultdict(set)
    told: defaultdict[Key, list[Gender | None]] = defaultdict(list)
    offices: defaultdict[Key, set[str]] = defaultdict(set)
    for unit in units:
        if unit.kind == "person" and len(unit.key) > 1:
            counts[unit.key] += len(unit.mentions)
            articles[unit.key].add(unit.article)
            if not HYPHENS.isdisjoint(unit.mentions[0].text):
                hyphened.add(unit.key)
            told[unit.key] += [name.gender for name in unit.mentions]
            offices[unit.key] |= {n.title for n in unit.mentions if n.title and n.title not in _courtesies()}
    genders = {key: agreed(known, settings.gender_share) for key, known in told.items()}
    return Full(counts, hyphened, articles, genders, offices)


@cache
def _courtesies() -> frozenset[str]:
    return frozenset((*name_words().title_genders, "Dr", "Dr.", "Doctor", "Prof.", "Professor"))


def tie_full_names(full: Full, unions: Unions, settings: Settings, where: Mapping[Key, Span]) -> list[SetAside]:
    """Ties full names that are one person's; returns what could have been tied and was not."""
    refused: list[SetAside] = []
    by_last: defaultdict[str, list[Key]] = defaultdict(list)
    for key in sorted(full.counts):
        by_last[core(key)[-1]].append(key)
    for keys in by_last.values():
        refused += _tie_variants(keys, full, unions, where)
        _tie_juniors(keys, full, unions)
    _tie_longer(full, unions)
    by_slip: defaultdict[str, list[Key]] = defaultdict(list)
    for key in sorted(full.counts):
        for signature in dict.fromkeys(signatures(key)):
            by_slip[signature].append(key)
    for keys in by_slip.values():
        for i, a in enumerate(keys[:MAX_BLOCK]):
            for b in keys[i + 1 : MAX_BLOCK]:
                if _may_slip(a, b, full, settings):
                    unions.tie(Node("person", a), Node("person", b))
    return refused


def _tie_variants(keys: Sequence[Key], full: Full, unions: Unions, where: Mapping[Key, Span]) -> list[SetAside]:
    """Ties the variants among names with one last word; one that fits several different people is left alone."""
    groups: defaultdict[str, list[Key]] = defaultdict(list)
    for key in keys:
        for letter in sorted(first_letters(key)):
            groups[letter].append(key)
    near: dict[Key, list[Key]] = {}
    torn: dict[Key, tuple[Key, Key]] = {}
    for key in keys:
        found = [k for k in groups[key[0][0]] if k != key and variants(key, k)][:MAX_BLOCK]
        near[key] = [k for k in found if not _clash(full.genders[key], full.genders[k])]
        apart = _different([k for k in near[key] if _fuller(k, key)])
        if apart:
            torn[key] = apart
    for key, others in near.items():
        for other in others:
            if key not in torn and other not in torn:
                unions.tie(Node("person", key), Node("person", other))
    return [SetAside("merge", None, where[key], f"may be {_shown(a)} or {_shown(b)}") for key, (a, b) in torn.items()]


def _tie_juniors(keys: Sequence[Key], full: Full, unions: Unions) -> None:
    """Ties `Karl Vale Jr.` to the `Karl Vale` of papers that leave the suffix out, where both hold one office.

    Two people of one name, father and son, are named beside one another sooner or later; so they are apart if any
    article has both.
    """
    plain: defaultdict[str, list[Key]] = defaultdict(list)
    for key in keys:
        if not suffix_of(key):
            plain[key[0][0]].append(key)
    for key in (k for k in keys if suffix_of(k)):
        for other in plain[key[0][0]][:MAX_BLOCK]:
            together = full.articles[key] & full.articles[other]
            if variants(core(key), other) and full.offices[key] & full.offices[other] and not together:
                unions.tie(Node("person", key), Node("person", other))


@cache
def _things() -> frozenset[str]:
    known = name_words()
    return frozenset(word.casefold() for word in known.body_words | known.place_words | known.work_nouns)


def _tie_longer(full: Full, unions: Unions) -> None:
    """Ties a name to the only longer one that begins with all of it: `Ines Calder` and `Ines Calder Moss`.

    So it is with second surnames and names by marriage, and where a name's span runs on over a word.
    """
    longer: defaultdict[Key, list[Key]] = defaultdict(list)
    for key in sorted(full.counts):
        if (
            len(core(key)) > 2
            and core(key)[:-1] in full.counts
            and not (key in full.hyphened or core(key)[-1] in _things())
        ):
            longer[core(key)[:-1]].append(key)
    for short, keys in longer.items():
        if len(keys) == 1 and len(short[0]) > 1 and not _clash(full.genders[short], full.genders[keys[0]]):
            unions.tie(Node("person", short), Node("person", keys[0]))


def _fuller(a: Key, b: Key) -> bool:
    """Whether `a` says more of the name than `b`: more words, or a first name for an initial."""
    return len(a) > len(b) or (len(a) == len(b) and len(a[0]) > len(b[0]) == 1)


def _shown(key: Key) -> str:
    return " ".join(key).title()


def _different(keys: Sequence[Key]) -> tuple[Key, Key] | None:
    """Two of the names that are no variants of one another."""
    for i, a in enumerate(keys):
        for b in keys[i + 1 :]:
            if not variants(a, b):
                return a, b
    return None


def _clash(a: Gender | None, b: Gender | None) -> bool:
    return a is not None and b is not None and a != b


def _may_slip(a: Key, b: Key, full: Full, settings: Settings) -> bool:
    """Whether one of two names is a slip for the other: rarer, and not used beside it as somebody else's."""
    if suffix_of(a) != suffix_of(b) or not one_slip(a, b, settings.misspelt_letters):
        return False
    if _clash(full.genders[a], full.genders[b]):
        return False
    low, high = sorted((full.counts[a], full.counts[b]))
    if "".join(a) == "".join(b) or (len(a) > 2 and len(b) > 2):
        return True
    beside = full.articles[a] & full.articles[b]
    return high >= settings.misspelt_ratio * low and len(beside) <= 1
