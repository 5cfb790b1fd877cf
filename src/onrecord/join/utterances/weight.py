"""What a difference of wording weighs: whether a negation, number, name, modal, date or tense is on one side only."""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Protocol

from onrecord.namewords import name_words
from onrecord.tokens import stem
from onrecord.words import load

__all__ = ["Weights", "clashes", "differs", "english", "expanded", "marks", "modal_row", "renames", "shifts", "tenses"]

Weights = Counter[str]
"""Weighty marks, each as its kind and what it says, and how often: `negation`, `modal could`, `number 3` …"""

_NUMBER = re.compile(r"[\d.]+(?:e\+?\d+)?")
_GLUED = re.compile(r"(?P<head>\w+?)(?P<tail>n't|'(?:m|re|ve|ll))")


@dataclass(frozen=True, slots=True)
class WeightyWords:
    """The lists of `words/weighty.toml`."""

    negations: frozenset[str]
    modals: frozenset[str]
    dates: frozenset[str]
    amounts: frozenset[str]
    denials: frozenset[str]
    near_days: frozenset[str]
    uncounted: frozenset[str]
    no_names: frozenset[str]
    shifts: Mapping[str, tuple[str, ...]]
    with_to: Mapping[str, str]
    contractions: Mapping[str, tuple[str, ...]]
    scales: Mapping[str, float]
    tenses: Mapping[str, str]


class Printed(Protocol):
    """A word of printed text, as `align.Word` is."""

    @property
    def text(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def first(self) -> bool: ...


@lru_cache(maxsize=65536)
def expanded(key: str) -> tuple[str, ...]:
    """The words that a contraction stands for: `couldn't` is `could not`; any other word itself."""
    contractions = load("weighty", WeightyWords).contractions
    if key in contractions:
        return contractions[key]
    match = _GLUED.fullmatch(key)
    return (match["head"], *contractions[match["tail"]]) if match else (key,)


def marks(words: Sequence[Printed]) -> Weights:
    """The weighty marks of some words. All negations count as one another; masked words have none."""
    lists = load("weighty", WeightyWords)
    found: Weights = Counter()
    plain = [(each, w) for w in words if w.kind == "word" for each in expanded(w.key)]
    after = [each for each, _ in (*plain[1:], ("", None))][: len(plain)]
    number: float | None = None
    for (each, word), then in zip(plain, after, strict=True):
        scale = lists.scales.get(each.rstrip("s"), 0.0) if each not in lists.amounts else 0.0
        value = _value(each)
        if value is None and scale:
            number = (1 if number is None else number) * scale
        elif value is not None and word.text.lower() not in lists.uncounted:
            number = value
        if number is not None and ((value is None and not scale) or then not in lists.scales):
            found[f"number {number:g}"] += 1
            number = None
        if value is None and not scale and (mark := _mark(each, then, word, lists)):
            found[mark] += 1
            if each in lists.denials and each in lists.with_to:
                found["negation"] += 1
    return found


def _value(each: str) -> float | None:
    bare = each.strip("$€£%")
    try:
        return float(bare) if _NUMBER.fullmatch(bare) else None
    except ValueError:
        return None


def _mark(each: str, then: str, word: Printed, lists: WeightyWords) -> str | None:
    if then == "to" and each in lists.with_to:
        return f"modal {lists.with_to[each]}"
    if each in lists.negations or each in lists.denials:
        return "negation"
    if each in lists.near_days or (each in lists.dates and word.text[:1].isupper()):
        return f"date {each}"
    if each.endswith("'d"):
        return "short d"
    if each in lists.modals:
        return f"modal {each}"
    if each in lists.amounts:
        return f"number {each}"
    if each in lists.tenses:
        return f"tense {lists.tenses[each]}"
    name = _bare(each)
    if word.text[:1].isupper() and name not in lists.no_names and name not in _titles():
        return f"name {name}" if not word.first or _opens_as_name(name) else None
    return None


@lru_cache(maxsize=65536)
def _bare(name: str) -> str:
    """A name without its possessive and its accents."""
    name = unicodedata.normalize("NFKD", name.removesuffix("'s").removesuffix("'"))
    return "".join(c for c in name if not unicodedata.combining(c))


@cache
def _titles() -> frozenset[str]:
    return frozenset(t.lower().rstrip(".") for t in name_words().title_ends)


@cache
def english() -> frozenset[str]:
    """The words of English that a dictionary lists, in lower case."""
    packed = (files("onrecord.words") / "english.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode().splitlines()[1:])


def _opens_as_name(word: str) -> bool:
    """Whether a word that begins a sentence is a name: a first name or a place, or in no list of English words."""
    if word.title() in name_words().firsts or word.title() in name_words().places:
        return True
    return word not in english() and stem(word) not in english() and not word.endswith(("ing", "ed", "ly"))


# ------------------------------------------------------------------ one side against the other
def _of(found: Weights, kind: str) -> Weights:
    return Counter({m: n for m, n in found.items() if n and m.startswith(kind)})


def differs(here: Weights, there: Weights) -> bool:
    """Whether the marks of one direct wording are not those of the other; tenses apart, and how often it denies.

    A `'d` is `would` where the other wording has that.
    """
    for one, other in ((here, there), (there, here)):
        if one["short d"] > other["short d"]:
            other["modal would"] = max(0, other["modal would"] - one["short d"])
    if bool(here["negation"]) != bool(there["negation"]):
        return True
    return any(_of(here, kind) != _of(there, kind) for kind in ("number", "modal", "date", "name"))


def tenses(here: Weights, there: Weights) -> bool:
    """Whether both sides of a change have a tense, and another one."""
    x, y = _of(here, "tense"), _of(there, "tense")
    return bool(x and y) and x != y


def clashes(here: Weights, there: Weights, kinds: Sequence[str]) -> bool:
    """Whether both sides have marks of a kind and none in common: another name, another day."""
    for kind in kinds:
        x, y = _of(here, kind), _of(there, kind)
        if x and y and x.keys().isdisjoint(y.keys()):
            return True
    return False


def shifts(here: Weights, there: Weights) -> bool:
    """Whether the marks differ by more than indirect speech changes by itself.

    It puts tenses, modals and near days later (`will` to `would`); it does not turn duty into leave, one day into
    another, nor take a number or a denial away. Names are for `renames`.
    """
    if _of(here, "number") != _of(there, "number") or bool(here["negation"]) != bool(there["negation"]):
        return True
    here, there = _later(here), _later(there)
    return _other_modal(here, there) or clashes(here, there, ["date"])


def _other_modal(here: Weights, there: Weights) -> bool:
    """Whether leave, duty or likelihood is on one side only. That something will be needs no word of its own."""
    x, y = set(_of(here, "modal")), set(_of(there, "modal"))
    unlike = (x ^ y) - {"modal will"}
    if unlike == {"modal can"}:
        return "modal will" in x ^ y
    return bool(unlike) and unlike != {"modal can", "modal may"}


def modal_row(words: Sequence[Printed]) -> str | None:
    """The row of `words/weighty.toml` that the first of two words is of, `modal may` of `might`; None without any."""
    lists = load("weighty", WeightyWords)
    if len(words) > 1 and words[1].key == "to" and words[0].key in lists.with_to:
        return f"modal {lists.with_to[words[0].key]}"
    if not words or words[0].key not in lists.modals:
        return None
    return next(iter(_later(Counter({f"modal {words[0].key}": 1}))))


def renames(here: Weights, there: Weights, alone: bool) -> bool:
    """Whether a stretch of indirect speech (`here`) has another name than the words that it reports (`there`).

    A name may stand for a pronoun. `alone`: nothing stands for what is left out.
    """
    return clashes(here, there, ["name"]) or (alone and bool(_of(there, "name")))


def _later(found: Weights) -> Weights:
    """The marks with each modal as the one it is put later from, and without days told from that of speaking."""
    lists = load("weighty", WeightyWords)
    of = {f"modal {each}": f"modal {row}" for row, modals in lists.shifts.items() for each in modals}
    out: Weights = Counter()
    for mark, n in found.items():
        if mark.removeprefix("date ") not in lists.near_days:
            out[of.get(mark, mark)] += n
    return out
