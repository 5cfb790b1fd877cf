"""What a match of the grammar means: its TIMEX3 type and value, or that it is no time after all.

A builder takes the matched tokens and gives a `Draft`; None means that these words are something else. A value that needs
an anchor is drafted with X for what is unknown, and an `OpenTime` that says how to settle it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from onrecord.find.timelex import PARTS, Lexed, TimeWords, time_words
from onrecord.model import OpenTime, TimexType
from onrecord.timex import holiday

__all__ = ["BUILDERS", "Cut", "Draft"]

UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "W2": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX",
           "H": "XXXX-HX", "Y": "XXXX", "E": "XXX", "C": "XX"}  # fmt: skip
"""What stands for a calendar unit that nothing is known about."""

YEARS = range(1900, 2060)
"""Four-digit numbers that are taken for years where they stand alone; others need a month or a preposition."""


MOST = 100_000
"""The largest number of units that is taken for a length of time; what is beyond is no date's business."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A time of which tense and anchor are still to be looked up. `first` and `last` (exclusive) are its tokens.

    `uncertain` marks a day that could be read otherwise, `name_like` words that may be part of a name, and `no_time` words
    that are certainly not a time, so that no part of them is taken for one.
    """

    first: int
    last: int
    type: TimexType
    value: str
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    open: OpenTime | None = None
    uncertain: bool = False
    name_like: bool = False
    no_time: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """The tokens of a match, `first` to before `last`."""

    lexed: Lexed
    first: int
    last: int

    @property
    def words(self) -> TimeWords:
        return time_words()

    def at(self, *parts: str) -> int | None:
        """The index of the first token that plays one of `parts`."""
        wanted = {PARTS[p] for p in parts}
        return next((i for i in range(self.first, self.last) if self.lexed.letters[i] in wanted), None)

    def has(self, *parts: str) -> bool:
        return self.at(*parts) is not None

    def word(self, *parts: str) -> str:
        """The first token that plays one of `parts`, in lower case; empty if there is none."""
        at = self.at(*parts)
        return self.lexed.word(at) if at is not None else ""

    def before(self, back: int = 1) -> str:
        """The word before the match."""
        return self.lexed.word(self.first - back)

    def after(self, on: int = 0) -> str:
        """The word after the match."""
        return self.lexed.word(self.last + on)

    def part_before(self, *parts: str) -> bool:
        return self.first > 0 and self.lexed.letters[self.first - 1] in {PARTS[p] for p in parts}

    def part_after(self, *parts: str) -> bool:
        return self.last < len(self.lexed.letters) and self.lexed.letters[self.last] in {PARTS[p] for p in parts}

    def draft(self, type_: TimexType, value: str, **fields: object) -> Draft:
        given: dict[str, object] = {"mod": self.date_mod()} if type_ in ("DATE", "TIME") else {}
        return Draft(self.first, self.last, type_, value, **(given | fields))  # type: ignore[arg-type]

    def opened(self, form: str, amount: float | None, unit: str | None, pattern: str | None, **fields: object) -> Draft:
        """A DATE (TIME with a part of the day) whose value is to be settled by `form`."""
        value = pattern if form in ("nearest", "weekday", "within", "within-same") else UNKNOWN.get(unit or "D", "XXXX-XX-XX") + (pattern or "")
        type_: TimexType = "TIME" if "T" in (pattern or "") else "DATE"
        return self.draft(type_, value or "XXXX", open=OpenTime(form, amount, unit, None, pattern), **fields)

    def date_mod(self) -> str | None:
        """The modifier of a date: `early`, `late`, `the end of`."""
        return self.words.date_mods.get(self.word("EARLY", "LATE", "MID", "EDGE"))

    # -------------------------------------------------------------- numbers, months, units
    def count(self) -> float | None:
        """The number that the match states, None when it is vague; halves included."""
        letters = self.lexed.letters
        total, current, seen = 0.0, 0.0, False
        for i in range(self.first, self.last):
            if letters[i] in (PARTS["DAYNUM"], PARTS["YEARNUM"], PARTS["NUMBER"]):
                total, seen = float(self.lexed.printed(i).replace(",", "")), True
            elif letters[i] == PARTS["NUMWORD"]:
                number = self.words.numbers[self.lexed.word(i)]
                current = max(1.0, current) * number if number >= 100 or (number == 12 and current) else current + number
                seen = True
        if self.has("VAGUE") or total + current > MOST:
            return None
        half = 0.5 if self.has("HALF") and self.has("AND") else 0.0
        if self.has("HALF") and not self.has("AND"):
            return (total + current or 1.0) * 0.5
        return (total + current if seen else 1.0) + half

    def unit(self) -> str:
        """The TIMEX3 letter of the unit, `T…` for those of the clock."""
        at = next(
            i for i in range(self.last - 1, self.first - 1, -1)
            if self.lexed.letters[i] in _UNIT_LETTERS
        )  # fmt: skip
        word = self.lexed.word(at)
        return self.words.units.get(word) or "T" + self.words.clock_units[word]

    def month(self) -> int:
        word = self.word("MONTHNAME", "MONTHABBR")
        return self.words.months.get(word) or self.words.months_short[word]

    def weekday(self) -> int | None:
        word = self.word("DAYNAME", "DAYABBR")
        return self.words.weekdays.get(word) or self.words.weekdays_short.get(word)

    def year(self) -> str | None:
        """The last four-digit number."""
        at = next((i for i in range(self.last - 1, self.first - 1, -1) if self.lexed.letters[i] == PARTS["YEARNUM"]), None)
        return self.lexed.printed(at) if at is not None else None

    def ordinal(self) -> int:
        word = self.word("ORDNUM", "ORDWORD")
        return self.words.ordinals.get(word) or int("".join(c for c in word if c.isdigit()))

    def length_mod(self) -> str | None:
        """The modifier of a length: `about`, `more than`, `at least`."""
        return self.words.length_mods.get(self.word("MORE", "LEAST", "UP", "ABOUT", "OVER"))


_UNIT_LETTERS = {PARTS[p] for p in ("UNIT", "UNITS", "QUARTER", "CENTURY", "CLOCKUNIT", "CLOCKUNITS")}


# ------------------------------------------------------------------ days
def _iso(cut: Cut) -> Draft | None:
    text = cut.lexed.printed(cut.first)
    return _day(cut, text[:16])


def _day(cut: Cut, value: str, **fields: object) -> Draft | None:
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return None
    return cut.draft("TIME" if "T" in value else "DATE", value, **fields)


def _slashed(cut: Cut) -> Draft | None:
    """Month first, as American news writes it, unless that is impossible; what could be either is marked uncertain."""
    text = cut.word("SLASHED")
    mark = "/" if "/" in text else "." if "." in text else "-"
    a, b, year = (int(n) for n in text.split(mark))
    if year < 100:
        year += 1900 if year >= 60 else 2000
    month, day = (b, a) if a > 12 or mark == "." else (a, b)
    return _day(cut, f"{year:04d}-{month:02d}-{day:02d}", uncertain=a <= 12 and b <= 12 and a != b and mark != ".")


def _month_day(cut: Cut) -> tuple[int, int] | None:
    """Month and day of the month."""
    at = cut.at("DAYNUM", "ORDNUM") if not cut.has("ORDWORD") else None
    month_at = cut.at("MONTHNAME", "MONTHABBR")
    if month_at is None:
        return None
    if at is None:
        return cut.month(), cut.ordinal()
    near = [i for i in range(max(cut.first, month_at - 3), min(cut.last, month_at + 4))
            if cut.lexed.letters[i] in (PARTS["DAYNUM"], PARTS["ORDNUM"])]  # fmt: skip
    day = int("".join(c for c in cut.lexed.printed(near[-1]) if c.isdigit())) if near else 0
    return (cut.month(), day) if 1 <= day <= 31 else None


def _date(cut: Cut, clock: str = "") -> Draft | None:
    found = _month_day(cut)
    if not found:
        return None
    month, day = found
    part = "T" + cut.words.parts_of_day[cut.word("PARTOFDAY")] if cut.has("PARTOFDAY") else clock
    year = cut.year()
    if year:
        return _day(cut, f"{year}-{month:02d}-{day:02d}{part}")
    if month == 2 and day > 29 or month in (4, 6, 9, 11) and day > 30:
        return None
    pattern = f"XXXX-{month:02d}-{day:02d}"
    weekday = cut.weekday()
    if weekday:
        return cut.opened("weekday", weekday, "Y", pattern + part)
    return cut.opened("nearest", None, "D", pattern + part)


def _dayspan(cut: Cut) -> Draft | None:
    """The first day of `Dec. 16-18`; the second is left to a rule of its own."""
    hyphen = cut.at("HYPHEN")
    year = cut.year()
    first = replace_last(cut, hyphen or cut.last)
    draft = _date(first)
    if draft and year and draft.open:
        return first.draft("DATE", year + draft.value[4:])
    return draft


def replace_last(cut: Cut, last: int) -> Cut:
    """The same match, ending before token `last`."""
    return Cut(cut.lexed, cut.first, last)


def _weekday(cut: Cut) -> Draft | None:
    at = cut.at("DAYABBR")
    if at is not None and cut.first == at and not cut.has("DOT", "PARTOFDAY") and not cut.part_before("PREP", "COMMA", "RELATIVE"):
        return None
    amount = float(cut.words.relatives[cut.word("RELATIVE")]) if cut.has("RELATIVE") else 0.0 if cut.has("THIS") else None
    part = "T" + cut.words.parts_of_day[cut.word("PARTOFDAY")] if cut.has("PARTOFDAY") else ""
    if amount is None and cut.before() in ("every", "each"):
        return None
    return cut.opened("nearest", amount, "D", f"XXXX-WXX-{cut.weekday()}{part}", name_like=amount is None)


def _weekdays(cut: Cut) -> Draft | None:
    day = cut.words.weekdays[cut.word("DAYNAMES").removesuffix("s")]
    part = "T" + cut.words.parts_of_day[cut.word("PARTOFDAY")] if cut.has("PARTOFDAY") else ""
    return cut.draft("SET", f"XXXX-WXX-{day}{part}", quant="EVERY")


def _today(cut: Cut) -> Draft | None:
    word = cut.word("TODAY")
    part = "TNI" if word == "tonight" else ""
    if cut.has("PARTOFDAY"):
        part = "T" + cut.words.parts_of_day[cut.word("PARTOFDAY")]
    bare = cut.last - cut.first == 1
    return cut.opened("shift", float(cut.words.deictic_days[word]), "D", part, name_like=bare)


def _part(cut: Cut) -> Draft | None:
    part = "T" + cut.words.parts_of_day[cut.word("PARTOFDAY")]
    if cut.has("THAT"):
        return cut.opened("previous", 0.0, "D", part)
    amount = float(cut.words.relatives[cut.word("RELATIVE")]) if cut.has("RELATIVE") else 0.0
    if cut.word("RELATIVE") in ("following", "previous", "next", "preceding"):
        return cut.opened("previous", amount, "D", part)
    return cut.opened("shift", amount, "D", part)


def _holiday(cut: Cut) -> Draft | None:
    start = cut.at("HOLIDAY")
    lexed = cut.lexed
    if start is None:
        return None
    for end in range(min(start + 6, len(lexed.spans)), start, -1):
        rule = cut.words.holidays.get(lexed.slice(start, end))
        if rule:
            amount = float(cut.words.relatives[cut.word("RELATIVE")]) if cut.has("RELATIVE") else None
            whole = Cut(lexed, cut.first, end)
            year = lexed.printed(end) if lexed.letters[end : end + 1] == PARTS["YEARNUM"] else None
            if year:
                day = holiday(rule, int(year))
                return Cut(lexed, cut.first, end + 1).draft("DATE", day.isoformat()) if day else None
            open_ = OpenTime("holiday", amount, "D", None, rule)
            return whole.draft("DATE", f"XXXX-{rule}" if len(rule) == 5 else UNKNOWN["D"], open=open_)
    return None


# ------------------------------------------------------------------ clock times
def _clock(cut: Cut) -> Draft | None:
    at = cut.at("CLOCK", "DAYNUM", "NUMWORD", "CLOCKNAME")
    if at is None:
        return None
    name = cut.words.clock_names.get(cut.lexed.word(at))
    ampm = cut.lexed.word(at + 1).replace(".", "") if at + 1 < cut.last and cut.lexed.letters[at + 1] == PARTS["AMPM"] else ""
    if not name and not ampm and not cut.has("ZONE") and not cut.part_before("AT", "PREP"):
        return None
    time = name or _hours(cut.lexed.word(at), ampm, cut)
    if not time:
        return None
    rest = Cut(cut.lexed, at + (2 if ampm else 1), cut.last)
    dated: Draft | None = None
    if rest.has("MONTHNAME", "MONTHABBR"):
        dated = _date(rest, "T" + time)
    elif rest.has("DAYNAME", "DAYABBR"):
        dated = rest.opened("nearest", None, "D", f"XXXX-WXX-{rest.weekday()}T{time}")
    elif rest.has("TODAY"):
        dated = rest.opened("shift", float(cut.words.deictic_days[rest.word("TODAY")]), "D", "T" + time)
    else:
        dated = rest.opened("shift", 0.0, "D", "T" + time)
    return replace(dated, first=cut.first, last=cut.last, type="TIME", mod=cut.length_mod()) if dated else None


def _hours(word: str, ampm: str, cut: Cut) -> str | None:
    hour, _, minute = (word if word[0].isdigit() else str(cut.words.numbers.get(word, 99))).partition(":")
    h, m = int(hour), int(minute[:2] or 0)
    if h > 24 or m > 59 or (ampm in ("am", "pm") and not 1 <= h <= 12):
        return None
    if ampm == "pm" and h < 12:
        h += 12
    if ampm == "am" and h == 12:
        h = 0
    return f"{h:02d}:{m:02d}"


# ------------------------------------------------------------------ months, seasons, quarters, years
def _of_year(cut: Cut, pattern: str) -> Draft | None:
    """`pattern` in the year that follows `of`: a number, `last year`, `the same year`; None if none does."""
    year = cut.year()
    if year:
        return cut.draft("DATE", year + pattern[4:])
    of = next((i for i in range(cut.last - 1, cut.first, -1) if cut.lexed.letters[i] == PARTS["OF"]), None)
    if of is None or of < (cut.at("MONTHNAME", "MONTHABBR", "SEASON", "QUARTER", "HALF") or 0):
        return None
    rest = Cut(cut.lexed, of, cut.last)
    if rest.unit() != "Y":
        return None
    mod = Cut(cut.lexed, cut.first, of).date_mod()
    if rest.has("SAME", "THAT"):
        return cut.opened("within-same", 0.0, "Y", pattern, mod=mod)
    amount = float(cut.words.relatives[rest.word("RELATIVE")]) if rest.has("RELATIVE") else 0.0
    form = "within-same" if rest.word("RELATIVE") in ("following", "previous", "preceding") else "within"
    return cut.opened(form, amount, "Y", pattern, mod=mod)


def _monthyear(cut: Cut) -> Draft | None:
    return _of_year(cut, f"XXXX-{cut.month():02d}")


def _month(cut: Cut) -> Draft | None:
    amount = float(cut.words.relatives[cut.word("RELATIVE")]) if cut.has("RELATIVE") else 0.0 if cut.has("THIS") else None
    return cut.opened("nearest", amount, "M", f"XXXX-{cut.month():02d}", name_like=amount is None)


def _season(cut: Cut) -> Draft | None:
    pattern = f"XXXX-{cut.words.seasons[cut.word('SEASON')]}"
    dated = _of_year(cut, pattern)
    if dated:
        return dated
    if cut.has("THAT", "SAME") or cut.word("RELATIVE") in ("following", "previous", "preceding"):
        amount = float(cut.words.relatives.get(cut.word("RELATIVE"), 0))
        return cut.opened("within-same", amount, "Y", pattern)
    amount = float(cut.words.relatives[cut.word("RELATIVE")]) if cut.has("RELATIVE") else 0.0 if cut.has("THIS", "CURRENT") else None
    if amount is None and not cut.has("THE", "EARLY", "LATE", "MID", "EDGE") and not cut.part_before("PREP"):
        return None
    return cut.opened("nearest", amount, "S", pattern, name_like=amount is None)


def _quarter(cut: Cut) -> Draft | None:
    number = cut.ordinal()
    if not 1 <= number <= 4:
        return None
    pattern = f"XXXX-Q{number}"
    return _of_year(cut, pattern) or cut.opened("nearest", None, "Q", pattern)


def _yearspart(cut: Cut) -> Draft | None:
    """`last year's third quarter`, `1998's first half`."""
    if cut.has("SEASON"):
        pattern = f"XXXX-{cut.words.seasons[cut.word('SEASON')]}"
    else:
        number, letter = cut.ordinal(), "Q" if cut.has("QUARTER") else "H"
        if not 1 <= number <= (4 if letter == "Q" else 2):
            return None
        pattern = f"XXXX-{letter}{number}"
    year = cut.year()
    if year:
        return cut.draft("DATE", year + pattern[4:])
    if cut.words.units.get(cut.word("UNIT")) != "Y":
        return None
    amount = float(cut.words.relatives.get(cut.word("RELATIVE"), 0))
    same = cut.has("SAME", "THAT") or cut.word("RELATIVE") in ("following", "previous", "preceding")
    return cut.opened("within-same" if same else "within", amount, "Y", pattern)


def _spelled(cut: Cut) -> Draft | None:
    """`nineteen ninety-seven`, as it is read out."""
    numbers = [cut.words.numbers[cut.lexed.word(i)] for i in range(cut.first, cut.last) if cut.lexed.letters[i] == PARTS["NUMWORD"]]
    if cut.part_after("UNIT", "UNITS", "HYPHEN", "NUMWORD") or numbers[0] not in (18, 19, 20) or not 10 <= numbers[1] <= 90:
        return None
    rest = numbers[2] if len(numbers) > 2 else 0
    return cut.draft("DATE", str(numbers[0] * 100 + numbers[1] + rest)) if rest < 10 else None


def _half(cut: Cut) -> Draft | None:
    """Halves of a year only where a year is named, or written as `first-half`: other halves are of games."""
    number = cut.ordinal()
    if not 1 <= number <= 2:
        return None
    pattern = f"XXXX-H{number}"
    dated = _of_year(cut, pattern)
    return dated or (cut.opened("nearest", None, "H", pattern) if cut.has("HYPHEN") else None)


def _year(cut: Cut) -> Draft | None:
    year = cut.year() or ""
    led = cut.last - cut.first > 1 or cut.part_before("PREP", "FROM", "OF", "BEFORE", "AFTER")
    if not led and int(year) not in YEARS:
        return None
    if cut.part_before("MONEY", "HYPHEN") and not cut.lexed.letters[max(0, cut.first - 2)] == PARTS["YEARNUM"]:
        return None
    if cut.part_after("HYPHEN") and cut.lexed.letters[cut.last + 1 : cut.last + 2] not in (PARTS["YEARNUM"], PARTS["DAYNUM"], PARTS["NUMBER"]):
        return None
    if cut.last - cut.first == 1 and cut.before() in cut.words.lists.counting and cut.before() not in ("to", "about"):
        return None
    if cut.part_after("MONEY", "AMPM", "CLOCKUNITS", "UNITS") or cut.after() in ("%", "percent", "degrees", "people", "miles"):
        return None
    return cut.draft("DATE", year, name_like=cut.last - cut.first == 1)


def _decade(cut: Cut) -> Draft | None:
    figures = "".join(c for c in cut.word("DECADE") if c.isdigit())
    if len(figures) == 2:
        if not cut.has("THE") and cut.lexed.printed(cut.at("DECADE") or 0)[0] not in "'’":
            return None
        if int(figures) < 20 and "'" not in cut.word("DECADE")[:1]:
            return None
        figures = "19" + figures
    return cut.draft("DATE", figures[:3])


def _century(cut: Cut) -> Draft | None:
    number = cut.ordinal()
    return cut.draft("DATE", f"{number - 1:02d}") if 1 <= number <= 30 else None


# ------------------------------------------------------------------ relative to an anchor
def _relative(cut: Cut) -> Draft | None:
    unit, word = cut.unit(), cut.word("RELATIVE")
    plural = cut.has("UNITS", "CLOCKUNITS")
    if cut.has("RECENT"):
        return cut.draft("DATE", "PAST_REF") if plural else None
    if plural:
        return _relative_plural(cut, word)
    if unit.startswith("T"):
        return cut.draft("DURATION", f"PT1{unit[1:]}") if word in ("last", "past", "next") else None
    amount = float(cut.words.relatives.get(word, 0))
    if word == "past" and not (cut.has("THIS") and unit == "WE"):
        return cut.draft("DURATION", f"P1{unit}", mod=None) if unit != "WE" else cut.opened("nearest", -1.0, "WE", "XXXX-WXX-WE")
    if unit == "WE":
        return cut.opened("nearest", amount if word and not cut.has("THIS") else 0.0 if cut.has("THIS") else None, "WE", "XXXX-WXX-WE")
    if cut.has("SAME", "THAT") or word in ("following", "previous", "preceding") or (cut.has("THE") and word == "next"):
        return cut.opened("previous", amount, unit, "")
    return cut.opened("shift", amount, unit, "")


def _relative_plural(cut: Cut, word: str) -> Draft | None:
    """`the coming months`, `these days`, `the past decades`: a time without bounds."""
    if cut.has("THIS") and not word:
        return cut.draft("DATE", "PRESENT_REF") if cut.unit() == "D" else None
    if word in ("coming", "next", "ensuing"):
        return cut.draft("DATE", "FUTURE_REF")
    return cut.draft("DATE", "PAST_REF") if word in ("past", "last") else None


def _stretch(cut: Cut) -> Draft | None:
    """`the past 18 months`, `the first nine months of 1998`."""
    return _length_of(cut, Cut(cut.lexed, cut.first, _end_of_unit(cut)))


def _end_of_unit(cut: Cut) -> int:
    of = next((i for i in range(cut.first, cut.last) if cut.lexed.letters[i] == PARTS["OF"] and i > cut.first + 2), cut.last)
    return of if of > (cut.at("UNIT", "UNITS", "QUARTER", "CENTURY", "CLOCKUNIT", "CLOCKUNITS") or cut.last) else cut.last


def _comparison(cut: Cut) -> Draft | None:
    """`year-earlier`, `the year-ago quarter`, `the same period`."""
    if cut.has("SAME"):
        return cut.opened("compare", 0.0, "Y", "")
    return cut.opened("compare", -1.0, "Y", "") if cut.word("UNIT") == "year" else None


def _ago(cut: Cut) -> Draft | None:
    unit, amount = cut.unit(), cut.count()
    back = cut.has("AGO", "EARLIER")
    now = cut.has("AGO", "FROM", "HENCE")
    mod = cut.length_mod()
    if amount is None or (cut.has("UNITS") and not cut.has("DAYNUM", "NUMBER", "NUMWORD", "YEARNUM", "VAGUE")):
        if not now:
            return cut.draft("DATE", UNKNOWN.get(unit, "XXXX-XX-XX"), mod=mod)
        return cut.draft("DATE", "PAST_REF" if back else "FUTURE_REF", mod=mod)
    if cut.has("AND") and cut.has("AN") and cut.has("HALF"):
        amount = float(int(amount)) + 0.5
    signed = -amount if back else amount
    if unit.startswith("T"):
        return cut.opened("ago" if now else "later", 0.0, "D", "", mod=mod) if now else cut.draft("DURATION", _length(amount, unit))
    if back and unit == "Y" and amount == 1:
        return cut.opened("compare", signed, unit, "", mod=mod)
    return cut.opened("ago" if now else "later", signed, unit, "", mod=mod)


def _around(cut: Cut) -> Draft | None:
    """`the day before`, `the year after`; before a noun it counts from a happening."""
    unit = cut.unit()
    amount = -1.0 if cut.has("BEFORE", "EARLIER") else 1.0
    if cut.has("BEFORE", "AFTER") and not cut.part_after("COMMA", "DOT", "AND") and cut.last < len(cut.lexed.letters):
        counted = replace_last(cut, cut.last - 1)
        if cut.has("AN"):
            return counted.draft("DURATION", _length(1.0, unit), open=OpenTime("event", amount, unit))
        draft = counted.opened("event", amount, unit, "")
        return replace(draft, value=UNKNOWN.get(unit, "XXXX-XX-XX"))
    if cut.has("AN") and unit == "Y" and amount < 0:
        return cut.opened("compare", amount, unit, "")
    return cut.opened("later" if cut.has("AN") else "previous", amount, unit, "")


def _edge(cut: Cut) -> Draft | None:
    """`the end of the year`, `year-end`."""
    unit = cut.unit()
    if unit == "D":
        return None
    return cut.opened("shift", 0.0, unit, "")


def _inside(cut: Cut) -> Draft | None:
    """`earlier in the week`, `late in the year`."""
    return cut.opened("shift", 0.0, cut.unit(), "") if cut.lexed.word(cut.last - 3) == "in" else None


def _bare(cut: Cut) -> Draft | None:
    """`the year`, `the quarter`, where a preposition says that it is a time."""
    unit = cut.unit()
    if unit == "WE":
        return cut.opened("nearest", None, "WE", "XXXX-WXX-WE")
    if not cut.part_before("PREP", "OF", "FROM") or cut.part_after("OF"):
        return None
    if unit == "Y":
        return cut.opened("shift", 0.0, "Y", "")
    return cut.opened("previous", 0.0, unit, "") if unit in ("Q", "M", "W") else None


# ------------------------------------------------------------------ lengths and repetitions
def _length(amount: float | None, unit: str) -> str:
    """A TIMEX3 length: `P18M`, `PT45M`, `PXY`."""
    clock = "T" if unit.startswith("T") else ""
    letter = unit[1:] if clock else unit
    if letter == "W2":
        letter, amount = "W", amount * 2 if amount is not None else None
    if amount == 0.5:
        smaller = {"TH": "PT30M", "Y": "P6M", "D": "PT12H", "C": "P50Y", "E": "P5Y", "TM": "PT30S"}
        if unit in smaller:
            return smaller[unit]
    figure = "X" if amount is None else str(int(amount)) if amount == int(amount) else f"{amount:g}"
    return f"P{clock}{figure}{letter}"


def _length_of(cut: Cut, counted: Cut) -> Draft:
    return cut.draft("DURATION", _length(counted.count(), counted.unit()), mod=cut.length_mod())


def _length_rule(cut: Cut) -> Draft | None:
    if cut.lexed.slice(cut.first, cut.last) in ("one day", "one night") and not cut.part_before("PREP", "THAN", "OF"):
        return None
    if cut.part_before("MONEY", "DOT") and cut.lexed.start(cut.first) == cut.lexed.end(cut.first - 1):
        return None
    if cut.has("CLOCKUNIT") and cut.unit() == "TS":
        return None
    offset = _event_offset(cut)
    return replace(_length_of(cut, cut), open=offset)


def _event_offset(cut: Cut) -> OpenTime | None:
    """`six weeks after the shooting`: how far from it, when the match is followed by such a signal."""
    if not cut.part_after("BEFORE", "AFTER"):
        return None
    amount = cut.count()
    if amount is None or cut.unit().startswith("T"):
        return None
    return OpenTime("event", -amount if cut.part_after("BEFORE") else amount, cut.unit())


def _single(cut: Cut) -> Draft | None:
    """`a year`, `half an hour`; after an amount of something it is a rate."""
    amount, unit = cut.count(), cut.unit()
    if cut.has("HALF"):
        if cut.has("AND"):
            return replace(_length_of(cut, cut), open=_event_offset(cut))
        return cut.draft("DURATION", _length(0.5, unit), mod=cut.length_mod())
    if cut.before() in ("times", "once", "twice"):
        return cut.draft("SET", _length(1.0, unit), quant="EVERY")
    if cut.part_before("NUMBER", "DAYNUM", "NUMWORD") or cut.before() in ("percent", "%", "cents", "barrels", "tons", "dollars"):
        return cut.draft("SET", _length(1.0, unit), quant="EVERY")
    if cut.length_mod() or cut.part_before("PREP", "THAN", "AFTER", "BEFORE", "OVER", "ABOUT") or cut.part_after("BEFORE", "AFTER"):
        if cut.before() in ("on", "by", "from", "between"):
            return None
        return cut.draft("DURATION", _length(amount, unit), mod=cut.length_mod(), open=_event_offset(cut))
    return None


def _age(cut: Cut) -> Draft | None:
    """`27-year-old`, `three years old`: TimeML as annotated leaves ages alone, and so do we; they are figures."""
    return cut.draft("DURATION", _length(cut.count(), cut.unit()), no_time=True)


def _long(cut: Cut) -> Draft | None:
    word = cut.word("LONG")
    if word:
        return cut.draft("DURATION", _length(1.0, cut.words.long[word]))
    return cut.draft("DURATION", _length(1.0, cut.unit())) if cut.lexed.word(cut.last - 1) == "long" else None


def _plural(cut: Cut) -> Draft | None:
    """`for years`, `in months`."""
    if not cut.part_before("PREP", "OVER", "AFTER") or cut.before() in ("on", "by"):
        return None
    return cut.draft("DURATION", _length(None, cut.unit()))


def _each(cut: Cut) -> Draft | None:
    if cut.has("PARTOFDAY"):
        return cut.draft("SET", "XXXX-XX-XXT" + cut.words.parts_of_day[cut.word("PARTOFDAY")], quant="EVERY", mod=None)
    if cut.has("DAYNAME"):
        return cut.draft("SET", f"XXXX-WXX-{cut.weekday()}", quant=cut.word("EACH").upper(), mod=None)
    if cut.has("SEASON"):
        return cut.draft("SET", f"XXXX-{cut.words.seasons[cut.word('SEASON')]}", quant=cut.word("EACH").upper())
    if cut.has("MONTHNAME"):
        return cut.draft("SET", f"XXXX-{cut.month():02d}", quant=cut.word("EACH").upper())
    amount = 2.0 if cut.has("OTHERS") else cut.count()
    return cut.draft("SET", _length(amount, cut.unit()), quant=cut.word("EACH").upper(), mod=None)


def _repeat(cut: Cut) -> Draft | None:
    return cut.draft("SET", cut.words.adverbs_of_repetition[cut.word("REPEAT")], quant="EVERY", mod=None)


def _reference(cut: Cut) -> Draft | None:
    if cut.has("REFERENCE"):
        return cut.draft("DATE", cut.words.references[cut.word("REFERENCE")])
    if cut.has("FUTURE"):
        return cut.draft("DATE", "FUTURE_REF")
    if cut.has("RELATIVE"):
        past = cut.word("RELATIVE") == "past" and cut.part_before("PREP") and not cut.part_after("UNIT", "UNITS")
        return cut.draft("DATE", "PAST_REF") if past else None
    if cut.has("PRESENT"):
        return cut.draft("DATE", "PRESENT_REF") if cut.has("THE") or cut.part_before("AT") else None
    return cut.draft("DATE", "PRESENT_REF") if cut.part_before("AT") else None


BUILDERS: Mapping[str, Callable[[Cut], Draft | None]] = {
    "iso": _iso, "slashed": _slashed, "clock": _clock, "dayspan": _dayspan, "date": _date, "monthyear": _monthyear,
    "month": _month, "season": _season, "quarter": _quarter, "half": _half, "stretch": _stretch,
    "comparison": _comparison, "ago": _ago, "around": _around, "part": _part, "relative": _relative, "each": _each,
    "age": _age, "yearspart": _yearspart, "spelled": _spelled, "length": _length_rule, "single": _single, "long": _long, "decade": _decade,
    "century": _century, "weekday": _weekday, "weekdays": _weekdays, "today": _today, "edge": _edge, "inside": _inside,
    "bare": _bare, "year": _year, "holiday": _holiday, "repeat": _repeat, "reference": _reference, "plural": _plural,
}  # fmt: skip
"""The builder of each rule of the grammar."""
