"""The grammar of English dates and times: which runs of words are one, and by which rule.

Extents follow TimeML 1.2.1: with determiners and modifiers (`the third quarter of 1998`, `more than two years`, `early
next week`), without prepositions and possessives. Rules are tried in the order of the list; at one place the first
that fits wins, so longer ones come first. What a match means, and whether it is a time at all, its builder decides in
`values`.
"""

from __future__ import annotations

import re
from functools import cache

from onrecord.find.times.lex import OTHER, PARTS, pattern

__all__ = ["grammar", "passages"]

_TERMS = {
    # numbers
    "NUM": "DAYNUM | YEARNUM | NUMBER | NUMWORD (?:HYPHEN? NUMWORD){0,6}+",
    "COUNT": "NUM (?:(?:TO | OR | HYPHEN) NUM)? (?:AND AN HALF)?+ | AN? VAGUE OF? | AN NUMWORD | HALFDOZEN",
    "HALFDOZEN": "HALF HYPHEN? AN? NUMWORD",
    "APPROX": "(?:MORE THAN | AT LEAST | UP TO | ABOUT | (?<=PREP) OVER | (?<=AFTER) OVER)",
    # units
    "DATEUNIT": "UNIT | UNITS | QUARTER | CENTURY",
    "ANYUNIT": "DATEUNIT | CLOCKUNIT | CLOCKUNITS",
    # days and months
    "MONTH": "MONTHNAME | MONTHABBR DOT?+",
    "DAYWD": "DAYNAME | DAYABBR DOT?+",
    "MONTHDAY": "MONTH THE? (?:ORDNUM | DAYNUM (?! AMPM | CLOCKUNIT | CLOCKUNITS | UNITS))",
    "DAYMONTH": "(?:DAYNUM | THE? ORDNUM OF? | THE ORDWORD OF) MONTH",
    "FULLDATE": "(?:DAYWD COMMA? THE?)? (?:MONTHDAY | DAYMONTH) (?:COMMA? YEARNUM)?",
    # modifiers
    "SHADE": "(?:EARLY | LATE | MID) HYPHEN?",
    "EDGEOF": "THE? EDGE OF",
    "WHEN": "THIS | THE? RELATIVE | THE? CURRENT | THE? RECENT | (?:THE | THAT) SAME | THAT",
    "RELYEAR": "OF (?:THE FISCAL? UNIT | (?:WHEN) FISCAL? UNIT | FISCAL? YEARNUM)",
    # clock
    "CLOCKTIME": "CLOCK AMPM? | (?:DAYNUM | NUMWORD) AMPM | CLOCKNAME",
}

_RULES = (
    ("iso", "ISO"),
    ("slashed", "(?:DAYWD COMMA?)? SLASHED"),
    ("clock", "ABOUT? CLOCKTIME ZONE? (?:COMMA? (?:FULLDATE | TODAY | DAYWD))?"),
    ("dayspan", "MONTHDAY HYPHEN DAYNUM (?:COMMA? YEARNUM)?"),
    ("date", "(?:(?:THE | EARLY | LATE) PARTOFDAY OF | SHADE)? FULLDATE"),
    ("monthyear", "(?:EDGEOF | THE? SHADE)? MONTH (?:(?:OF | COMMA)? YEARNUM | RELYEAR)"),
    ("month", "(?:EDGEOF | THE? SHADE)? (?:THIS | RELATIVE)? MONTH"),
    ("season", "(?:EDGEOF)? (?:THE? SHADE)? (?:WHEN | THE)? (?:SHADE)? SEASON (?:YEARNUM | RELYEAR)?"),
    (
        "yearspart",
        "(?:WHEN UNIT | YEARNUM) APOSTROPHE POSS (?:FISCAL? (?:ORDWORD | ORDNUM) FISCAL? (?:QUARTER | HALF) | SEASON)",
    ),
    (
        "quarter",
        "(?:(?:EDGEOF | SHADE)? THE? FISCAL? (?:ORDWORD | ORDNUM) FISCAL? | FISCAL? ORDWORD HYPHEN FISCAL?) QUARTER "
        "(?:FISCAL? YEARNUM | RELYEAR)?",
    ),
    ("half", "(?:THE? FISCAL? (?:ORDWORD | ORDNUM) | (?:ORDWORD | ORDNUM) HYPHEN) HALF (?:YEARNUM | RELYEAR)?"),
    ("stretch", "APPROX? THE? (?:RELATIVE | ORDWORD | THIS RELATIVE?) (?:COUNT) FURTHER? ANYUNIT (?:RELYEAR)?"),
    (
        "comparison",
        "THE? UNIT HYPHEN (?:EARLIER | AGO) (?:QUARTER | PERIOD) | UNIT HYPHEN (?:EARLIER | AGO) | THE SAME PERIOD",
    ),
    (
        "ago",
        "(?:APPROX | ANOTHER)? (?:(?:COUNT | AN) HYPHEN? ANYUNIT (?:AND AN HALF)? | UNITS) "
        "(?:AGO | EARLIER | LATER | HENCE | FROM (?:REFERENCE | TODAY))",
    ),
    ("around", "(?:THE | AN) (?:UNIT | QUARTER) (?:BEFORE | AFTER | EARLIER | LATER)"),
    ("part", "(?:EARLY | LATE | EARLIER | LATER)? (?:THIS | RELATIVE | THAT SAME?) PARTOFDAY"),
    ("relative", "(?:EDGEOF | SHADE | EARLIER | LATER)? (?:WHEN) (?:RELATIVE)? FISCAL? ANYUNIT"),
    ("each", "EACH OTHERS? (?:COUNT)? (?:ANYUNIT | PARTOFDAY | DAYNAME | SEASON | MONTHNAME)"),
    ("age", "APPROX? (?:COUNT) HYPHEN? (?:UNIT | UNITS) HYPHEN? OLD"),
    (
        "length",
        "THE? (?:COUNT) HYPHEN ANYUNIT PERIOD "
        "| (?:THE | APPROX | ANOTHER)? (?:COUNT) FURTHER? ANYUNIT (?! HYPHEN) (?:OR SO)? "
        "| APPROX? (?:NUM | HALFDOZEN) HYPHEN? FURTHER? HYPHEN? ANYUNIT (?:HYPHEN FURTHER)?",
    ),
    (
        "single",
        "APPROX? (?:(?:AN | ANOTHER) FURTHER? ANYUNIT (?:AND AN HALF | OR SO)? | HALF AN ANYUNIT "
        "| AN? HALF HYPHEN? (?:UNIT | CLOCKUNIT))",
    ),
    ("long", "LONG | UNIT HYPHEN FURTHER"),
    ("decade", "(?:EDGEOF)? THE? (?:SHADE)? DECADE"),
    ("century", "(?:EDGEOF)? THE? (?:SHADE)? (?:ORDNUM | ORDWORD) HYPHEN? CENTURY"),
    ("weekday", "(?:SHADE | EARLIER | LATER)? (?:THIS | THE? RELATIVE | THAT)? DAYWD PARTOFDAY?"),
    ("weekdays", "DAYNAMES PARTOFDAY?"),
    ("today", "(?:SHADE | EARLIER | LATER)? TODAY PARTOFDAY?"),
    ("edge", "EDGEOF (?:THE FISCAL?) (?:UNIT | QUARTER) | UNIT HYPHEN EDGE"),
    ("inside", "(?:EARLIER | LATER | LATE | EARLY) PREP THE UNIT"),
    ("bare", "THE FISCAL? (?:UNIT | QUARTER)"),
    ("spelled", "NUMWORD NUMWORD HYPHEN? NUMWORD?"),
    ("year", "(?:EDGEOF | THE? SHADE)? (?:THE UNIT | FISCAL UNIT?)? YEARNUM"),
    ("holiday", "(?:THIS | RELATIVE)? HOLIDAY"),
    ("repeat", "REPEAT"),
    ("reference", "REFERENCE | THE NEAR? FUTURE | THE RELATIVE | THE? PRESENT | THE MOMENT"),
    ("plural", "UNITS | CLOCKUNITS"),
)


@cache
def grammar() -> re.Pattern[str]:
    """All rules as one pattern over letters; `lastgroup` of a match names the rule."""
    return re.compile("|".join(f"(?P<{name}>{pattern(rule, _TERMS)})" for name, rule in _RULES))


_CORE = (
    "UNIT", "UNITS", "CLOCKUNIT", "CLOCKUNITS", "CENTURY", "QUARTER", "LONG", "PARTOFDAY", "CLOCKNAME", "CLOCK", "AMPM",
    "ISO", "SLASHED", "DECADE", "TODAY", "HALF", "REFERENCE", "MONTHNAME", "MONTHABBR", "DAYNAME", "DAYABBR",
    "DAYNAMES", "SEASON",
    "REPEAT", "FUTURE", "PERIOD", "PRESENT", "MOMENT", "RELATIVE", "YEARNUM", "HOLIDAY", "NUMWORD",
)  # fmt: skip
"""Parts of which every time has one, or more of the last: `nineteen ninety-seven`."""


@cache
def passages() -> re.Pattern[str]:
    """Runs of letters that hold one which every time has one of: only these are worth the grammar's while."""
    core = "".join(PARTS[name] for name in _CORE)
    return re.compile(f"[^{OTHER}{core}]*+[{core}][^{OTHER}]*+")
