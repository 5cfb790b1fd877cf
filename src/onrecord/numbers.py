"""Numbers in running text, in digits and in words: `2,300`, `2.2 million`, `twenty-five`, `half a million`, `21st`.

What is glued to letters (`F-16`, `20s`), to other digits (`3/4`, `5:30`) or stands in a chain (`3-2-1`) is no number
here; two joined by one hyphen are two numbers (`50,000-100,000`) unless they look like a score or a year. All
patterns are linear: each alternative begins with another character than the one that may follow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord.words import load

__all__ = ["Bound", "FigureWords", "Number", "alternatives", "figure_words", "find_numbers", "value_of"]


Bound = Literal["about", "min", "max"]
"""How an approximate number is meant: about it, at least it, at most it."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Words around a number that make it something else than a quantity."""

    before: frozenset[str]
    not_counted: frozenset[str]
    tallies: frozenset[str]
    persons: frozenset[str]
    time_units: frozenset[str]
    scores: frozenset[str]
    markets: frozenset[str]
    telling: frozenset[str]
    opposed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The lists of `words/figures.toml`."""

    cardinals: Mapping[str, int]
    scales: Mapping[str, int]
    short_scales: Mapping[str, int]
    ordinals: Mapping[str, int]
    approximators: Mapping[str, Bound]
    trailing: Mapping[str, Bound]
    singular: Mapping[str, str]
    currencies: Mapping[str, str]
    money: Mapping[str, str]
    measures: Mapping[str, str]
    percent: Mapping[str, str]
    rates: Mapping[str, str]
    tolls: Mapping[str, frozenset[str]]
    alike: Mapping[str, frozenset[str]]
    labels: Labels


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `[start, end)` of a text. `rough`: `a dozen`, `half a million`; `bare`: digits without more."""

    start: int
    end: int
    value: float
    ordinal: bool = False
    rough: bool = False
    bare: bool = False


def figure_words() -> FigureWords:
    """The word lists about numbers."""
    words: FigureWords = load("figures", FigureWords)
    return words


def alternatives(words: Iterable[str]) -> str:
    """A regular expression that matches one of `words`, the longest first."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = r"(?:\d{1,3}(?:\s?,\d{3})+(?:\.\d+)?|\d{1,15}(?:\s?\.\d+)?|\.\d+)"
"""Digits with separators. Before one a space may have got in: `4 .5 million`, `9 ,000`."""
BEFORE = 24
"""Characters before `2-3` in which a word may stand that makes of it a score."""
_SIGN = re.compile(r"[$€£¥#]\s?$")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = figure_words()
    scale, cardinal = alternatives(words.scales), alternatives(words.cardinals)
    short = rf"(?P<short>{alternatives(words.short_scales)})\b|\s(?P<apart>{alternatives(words.short_scales)})\b"
    start, end = r"(?<![\w.,:+#])(?<!\d/)(?<!\d\\/)(?<![\w)][-–])", r"(?!\w|\\?/)(?![.,:–-]\d)"
    times = rf"[\s-](?P<hundred>hundred\s+)?(?P<scale>{scale})s?\b"
    digits = re.compile(
        rf"{start}(?P<digits>{_DIGITS})(?:(?P<ordinal>st|nd|rd|th)\b|{short}|{times}|){end}", re.IGNORECASE
    )
    joined = re.compile(
        rf"{start}(?P<low>{_DIGITS})[-–][$€£]?(?P<digits>{_DIGITS})(?:{short}|{times}|){end}", re.IGNORECASE
    )
    one = rf"(?:{cardinal}|{scale})"
    spelled = re.compile(
        rf"(?<![\w-])(?:(?P<half>half\s+a)\s+(?:{scale})|(?:an?\s+(?:{scale})|{one})(?:(?:\s+and\s+|\s+|-){one})*)"
        rf"(?P<tail>\s+and\s+a\s+half(?:\s+(?P<of>{scale}))?)?\b"
        rf"(?:-(?P<ordinal>{alternatives(words.ordinals)})\b)?(?!-(?:third|half|quarter))"
        rf"|(?<![\w-])(?P<first>{alternatives(words.ordinals)})(?![\w-])",
        re.IGNORECASE,
    )
    return digits, spelled, joined


def find_numbers(text: str) -> Iterator[Number]:
    """The numbers of `text` in order, none overlapping another."""
    digits, spelled, joined = _patterns()
    found = [n for m in joined.finditer(text) for n in _of_range(m)]
    taken = {at for n in found for at in range(n.start, n.end)}
    found += [_of_digits(m) for m in digits.finditer(text) if m.start() not in taken]
    taken |= {at for n in found for at in range(n.start, n.end)}
    for match in spelled.finditer(text):
        if match.start() not in taken:
            found += _of_words(match)
    return iter(sorted(found, key=lambda n: n.start))


def value_of(word: str) -> float | None:
    """The value of `word` when the whole of it is one number, else None."""
    found = list(find_numbers(word))
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(word))
    return found[0].value if whole else None


def _of_digits(match: re.Match[str]) -> Number:
    scale, end = _scale(match)
    bare = scale == 1 and "," not in match["digits"]
    value = _tidy(_value(match["digits"]) * scale)
    return Number(match.start(), end, value, ordinal=bool(match["ordinal"]), bare=bare)


def _of_range(match: re.Match[str]) -> Iterator[Number]:
    """The two ends of `50,000-100,000`, of which a scale is of both: `$5-7 billion`."""
    scale, end = _scale(match)
    low, high = _value(match["low"]), _value(match["digits"])
    bare = scale == 1 and not {",", "."} & {*match["low"], *match["digits"]}
    score = _scores().search(match.string, max(0, match.start() - BEFORE), match.start())
    if not bare or (0 < low < high and len(match["low"]) < 3 and not score):
        if low < high / 100 and scale == 1:
            return  # 45-50,000 leaves out thousands
        yield Number(match.start("low"), match.end("low"), _tidy(low * scale))
        yield Number(match.start("digits"), end, _tidy(high * scale))


@cache
def _scores() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(figure_words().labels.scores)})\b[^.;]*$", re.IGNORECASE)


def _value(digits: str) -> float:
    return float("".join(digits.split()).replace(",", ""))


def _scale(match: re.Match[str]) -> tuple[float, int]:
    """What the digits of `match` are times, and where the number ends.

    A short scale after a space is one only of money or before a unit, unless it is no word besides: `$5 m`, `5 m
    barrels`, `2.5 bn`.
    """
    words = figure_words()
    if match["scale"]:
        return words.scales[match["scale"].lower()] * (100 if match["hundred"] else 1), match.end()
    if match["short"]:
        return words.short_scales[match["short"].lower()], match.end()
    apart = (match["apart"] or "").lower()
    money = apart and _SIGN.search(match.string, max(0, match.start() - 2), match.start())
    if apart in ("bn", "tn", "mn") or money or (apart and _measured().match(match.string, match.end())):
        return words.short_scales[apart], match.end()
    return 1, match.end("digits") + len(match.groupdict().get("ordinal") or "")


@cache
def _measured() -> re.Pattern[str]:
    """What stands behind the scale of a number that is measured, or of the lower of two: `1.4 m to 1.5 m tonnes`."""
    words = figure_words()
    short = alternatives(words.short_scales)
    measure = alternatives(word for word, unit in words.measures.items() if unit != "times")  # `his 100 m times`
    return re.compile(rf"(?:\s+(?:to|and|or)\s+{_DIGITS}\s?(?:{short}))?\s+(?:{measure}|people)\b", re.IGNORECASE)


def _of_words(match: re.Match[str]) -> Iterator[Number]:
    """The numbers in a chain of number words, which may be several: `five and six`."""
    words = figure_words()
    if match["first"]:
        yield Number(match.start(), match.end(), words.ordinals[match["first"].lower()], ordinal=True)
        return
    parts = list(_WORD.finditer(match[0]))
    if match["half"]:
        yield Number(match.start(), match.end(), words.scales[parts[-1][0].lower()] / 2, rough=True)
        return
    if match["tail"]:
        parts = parts[: -4 if match["of"] else -3]
    times = words.scales[match["of"].lower()] if match["of"] else 1
    at = 0
    while at < len(parts):
        end, value = _run(parts, at)
        if value is None:
            at += 1
            continue
        start, stop = match.start() + parts[at].start(), match.start() + parts[end - 1].end()
        if end == len(parts):
            value, stop = (value + (0.5 if match["tail"] else 0)) * times, match.end()
        ordinal = parts[end - 1][0].lower() in words.ordinals
        yield Number(start, stop, _tidy(value), ordinal=ordinal, rough=parts[at][0].lower() in ("a", "an"))
        at = end


def _run(parts: list[re.Match[str]], at: int) -> tuple[int, float | None]:
    """The longest single number that begins at `parts[at]`: the index after it and its value."""
    words = figure_words()
    total, current, last, joined = 0.0, 0.0, float("inf"), False
    end = at
    value: float | None = None
    for place in range(at, len(parts)):
        part = parts[place][0].lower()
        if part in ("a", "an") and place == at:
            current = 1.0
            continue
        if part == "and":
            if joined or last not in (100.0, 1000.0, 1e6, 1e9):
                break
            joined = True
            continue
        if part in words.scales:
            scale = float(words.scales[part])
            if joined or not current or (total and scale >= last > 100):
                break
            if scale < 1000:
                current *= scale
            else:
                total, current = total + current * scale, 0.0
            last = scale
        else:
            each = words.cardinals.get(part) or words.ordinals.get(part) or 0
            if last < 20 or (last < 100 and each >= 10):
                break
            current, last, joined = current + each, float(each or 1), False
        end, value = place + 1, total + current
    return end, value


def _tidy(value: float) -> float:
    """Without the noise that a product of decimals leaves: `2.3 million` is 2300000."""
    return round(value, 6)
