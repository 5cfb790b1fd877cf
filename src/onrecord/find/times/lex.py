"""Words and figures of a paragraph, each with one letter for the part that it can play in a date.

The letters of a paragraph, joined, are a string that the grammar's patterns run over: 80 words are 80 letters, so that
the whole grammar is one regular expression over a few hundred characters. Parts have names (`MONTHNAME`, `AGO`);
`pattern` turns a rule written with these names into a regular expression over their letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from string import ascii_letters, digits

from onrecord.words import load

__all__ = ["PARTS", "Lexed", "TimeLists", "TimeWords", "lex", "pattern", "time_words"]

_NAMES = (
    "DAYNUM", "YEARNUM", "NUMBER", "NUMWORD", "ORDNUM", "ORDWORD", "VAGUE", "HALF", "AN", "THE", "MONTHNAME",
    "MONTHABBR", "DAYNAME", "DAYABBR", "DAYNAMES", "SEASON", "UNIT", "UNITS", "CLOCKUNIT", "CLOCKUNITS", "CENTURY",
    "QUARTER", "LONG", "PARTOFDAY", "CLOCKNAME", "CLOCK", "AMPM", "ZONE", "ISO", "SLASHED", "DECADE", "TODAY",
    "REFERENCE", "RELATIVE", "THIS", "THAT", "SAME", "RECENT", "CURRENT", "AGO", "EARLIER", "LATER", "BEFORE",
    "AFTER", "EACH", "OTHERS", "REPEAT", "EARLY", "LATE", "MID", "EDGE", "ABOUT", "OVER", "MORE", "THAN", "AT",
    "LEAST", "UP", "FISCAL", "OLD", "OF", "AND", "TO", "FROM", "PREP", "FUTURE", "PRESENT", "HENCE", "FURTHER",
    "ONCE", "NEAR", "MOMENT", "POSS", "SO", "PERIOD", "ANOTHER", "OR", "ENDED", "PER", "HOLIDAY", "COMMA", "DOT",
    "HYPHEN", "APOSTROPHE", "MONEY", "SHORTYEAR", "CODE", "FYCODE", "TENS", "EVE", "ALL", "TIMES", "MIDUNIT",
    "ZONEWORD", "NIGHTLONG", "COME",
)  # fmt: skip
PARTS: Mapping[str, str] = dict(
    zip(_NAMES, ascii_letters + digits + "αβγδεζηθικλμνξοπρστυφχψωбгджзийлпуфцчшщъыьэюя", strict=False)
)
"""Each part's letter."""

OTHER = "_"
"""The letter of a word that no date is made of."""

_FIGURES = (
    ("ISO", r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])"),
    ("SLASHED", r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])"),
    ("SLASHED", r"\d{1,2}\.\d{1,2}\.\d{4}(?!\d)"),
    ("SLASHED", r"\d{1,2}-\d{1,2}-(?:\d{4}|\d\d)(?![\d-])"),
    ("CLOCK", r"\d{1,2}:\d\d(?::\d\d)?(?![\d:])"),
    ("DECADE", r"['’]\d0s\b|\d{3}0['’]?s\b|\d0['’]?s\b"),
    ("SHORTYEAR", r"['’]\d\d(?!\w|,\d)"),
    ("CODE", r"[1-4]Q\b|[12]H\b"),
    ("ORDNUM", r"\d{1,2}(?:st|nd|rd|th)\b"),
    ("NUMBER", r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"),
)
_CODES = r"FY['’]?(?:\d{4}|\d\d)\b|Q[1-4]\b|H[12]\b"
"""Fiscal years, quarters and halves as tables and analysts write them, letter first."""
_TOKEN = re.compile(
    rf"[oO]['’]clock|[apAP]\.[mM]\.|{_CODES}|[^\W\d_]+|" + "|".join(figure for _, figure in _FIGURES) + r"|\S"
)
_MARKS = {
    ",": "COMMA", ".": "DOT", "-": "HYPHEN", "–": "HYPHEN", "'": "APOSTROPHE", "’": "APOSTROPHE",
    "$": "MONEY", "£": "MONEY", "€": "MONEY", "#": "MONEY",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimeLists:
    """Plain lists of `words/times.toml`."""

    vague: frozenset[str]
    zones: frozenset[str]
    ahead: frozenset[str]
    ahead_months: frozenset[str]
    ahead_next: frozenset[str]
    giving: frozenset[str]
    appointed: frozenset[str]
    rated: frozenset[str]
    attributive: frozenset[str]
    repeated: frozenset[str]
    day_first: frozenset[str]
    month_first: frozenset[str]
    arranging: frozenset[str]
    future_auxiliaries: frozenset[str]
    planning: frozenset[str]
    counting: frozenset[str]
    counted: frozenset[str]
    lasting: frozenset[str]
    leading: frozenset[str]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """`words/times.toml`: words and what they stand for."""

    months: dict[str, int]
    months_short: dict[str, int]
    weekdays: dict[str, int]
    weekdays_short: dict[str, int]
    seasons: dict[str, str]
    units: dict[str, str]
    clock_units: dict[str, str]
    long: dict[str, str]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    parts_of_day: dict[str, str]
    clock_names: dict[str, str]
    deictic_days: dict[str, int]
    references: dict[str, str]
    relatives: dict[str, int]
    adverbs_of_repetition: dict[str, str]
    tens: dict[str, str]
    mid_units: dict[str, str]
    times_of: dict[str, int]
    holidays: dict[str, str]
    date_mods: dict[str, str]
    length_mods: dict[str, str]
    lists: TimeLists
    families: dict[str, tuple[str, ...]]
    happenings: dict[str, tuple[str, ...]]
    parts: dict[str, tuple[str, ...]]


@cache
def time_words() -> TimeWords:
    """The word lists of dates and times."""
    return load("times", TimeWords)


@cache
def _letters() -> dict[str, str]:
    """The letter of each word, as it may be written: lower case, capitalized, and in capitals."""
    words, letters = time_words(), {mark: PARTS[part] for mark, part in _MARKS.items()}

    def put(part: str, forms: Iterable[str], *, proper: bool = False) -> None:
        for form in forms:
            for written in (form.capitalize(), form.upper(), *(() if proper else (form,))):
                letters[written] = PARTS[part]

    singular, plural = ([u for u in words.units if u.endswith("s") is s] for s in (False, True))
    put("UNIT", singular)
    put("UNITS", plural)
    put("CLOCKUNIT", [u for u in words.clock_units if not u.endswith("s")])
    put("CLOCKUNITS", [u for u in words.clock_units if u.endswith("s")])
    for part, forms in (
        ("LONG", words.long), ("VAGUE", words.lists.vague), ("NUMWORD", words.numbers), ("ORDWORD", words.ordinals),
        ("PARTOFDAY", words.parts_of_day), ("CLOCKNAME", words.clock_names), ("TODAY", words.deictic_days),
        ("REFERENCE", words.references), ("RELATIVE", words.relatives), ("REPEAT", words.adverbs_of_repetition),
        ("TENS", words.tens), ("MIDUNIT", words.mid_units), ("ONCE", words.times_of),
        ("SEASON", words.seasons), *((part, forms) for part, forms in words.parts.items()),
    ):  # fmt: skip
        put(part, forms)
    feasts = {re.split(r"[ .']", name)[0] for name in words.holidays}
    for part, forms in (
        ("HOLIDAY", feasts - set(words.months) - set(words.parts["ALL"])),
        ("MONTHNAME", words.months), ("MONTHABBR", words.months_short), ("DAYNAME", words.weekdays),
        ("DAYNAMES", [day + "s" for day in words.weekdays]), ("DAYABBR", words.weekdays_short),
        ("ZONE", words.lists.zones),
    ):  # fmt: skip
        put(part, forms, proper=True)
    return letters


@dataclass(frozen=True, slots=True)
class Lexed:
    """The tokens of a text: where each starts and ends, and the string of their letters."""

    text: str
    spans: tuple[tuple[int, int], ...]
    letters: str

    def start(self, index: int) -> int:
        """Where the token at `index` starts."""
        return self.spans[index][0]

    def end(self, index: int) -> int:
        """Where the token at `index` ends."""
        return self.spans[index][1]

    def printed(self, index: int) -> str:
        """The token at `index` as it stands; empty beyond the ends."""
        return self.text[slice(*self.spans[index])] if 0 <= index < len(self.spans) else ""

    def word(self, index: int) -> str:
        """The token at `index` in lower case, with plain apostrophes."""
        return self.printed(index).lower().replace("’", "'")

    def slice(self, first: int, last: int) -> str:
        """The text of the tokens from `first` to before `last`, in lower case, with plain apostrophes."""
        return self.text[self.start(first) : self.end(last - 1)].lower().replace("’", "'")


def lex(text: str) -> Lexed:
    """The tokens of `text` and their letters."""
    letter_of = _letters().get
    spans = tuple([match.span() for match in _TOKEN.finditer(text)])
    tokens = [text[start:end] for start, end in spans]
    letters = [letter_of(token) or _letter(token) for token in tokens]
    return Lexed(text, spans, "".join(letters))


@lru_cache(maxsize=4096)
def _letter(token: str) -> str:
    """The letter of a token that is no known word: a figure's by its format."""
    if not token[0].isdecimal() and (len(token) == 1 or token[0] not in "'’"):
        if len(token) > 1 and token[-1].isdecimal():
            return PARTS["FYCODE" if token[0] == "F" else "CODE"]
        return OTHER
    kind = next((name for name, form in _COMPILED if form.match(token)), "NUMBER")
    if kind == "NUMBER" and token.isascii() and token.isdecimal():
        if len(token) <= 2 and 1 <= int(token) <= 31:
            kind = "DAYNUM"
        elif len(token) == 4 and 1000 <= int(token) <= 2199:
            kind = "YEARNUM"
    return PARTS[kind]


_COMPILED = tuple((name, re.compile(form)) for name, form in _FIGURES)


def pattern(rule: str, terms: Mapping[str, str]) -> str:
    """`rule`, written with names of parts and of `terms`, as a regular expression over letters; blanks do not count."""

    def expand(match: re.Match[str]) -> str:
        name = match[0]
        return f"(?:{pattern(terms[name], terms)})" if name in terms else PARTS[name]

    return re.sub(r"[A-Z]{2,}", expand, rule).replace(" ", "")
