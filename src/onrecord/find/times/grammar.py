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
    "ANYYEAR": "YEARNUM | SHORTYEAR",
    "DAYMONTH": "(?:DAYNUM | THE? ORDNUM OF? | THE ORDWORD OF) MONTH",
    "FULLDATE": "(?:DAYWD COMMA? THE?)? (?:MONTHDAY | DAYMONTH) (?:COMMA? (?:ANYYEAR))?",
    # modifiers
    "SHADE": "(?:EARLY | LATE | MID) HYPHEN?",
    "EDGEOF": "THE? EDGE OF",
    "WHEN": "THIS RELATIVE? | THE? RELATIVE | THE? CURRENT | THE? RECENT | (?:THE | THAT) SAME | THAT",
    "RELYEAR": "OF (?:THE FISCAL? UNIT | (?:WHEN) FISCAL? UNIT | FISCAL? YEARNUM)",
    # clock
    "CLOCKTIME": "CLOCK AMPM? | (?:DAYNUM | NUMWORD | NUMBER) AMPM | CLOCKNAME | (?:YEARNUM | NUMBER) (?= ZONE)",
    "HOUR": "CLOCK | DAYNUM | NUMWORD | CLOCKNAME",
}

_RULES = (
    ("iso", "ISO"),
    ("slashed", "(?:DAYWD COMMA?)? SLASHED"),
    (
        "pastclock",
        "(?:ABOUT? HALF RELATIVE | ABOUT? (?:NUM) CLOCKUNITS (?:TO | RELATIVE) | (?<=AT) (?:NUM) (?:TO | RELATIVE)) "
        "(?:HOUR) (?:PREP THE PARTOFDAY | AMPM)?",
    ),
    (
        "clock",
        "ABOUT? (?:CLOCKTIME ZONE? (?:COMMA? (?:FULLDATE | TODAY | DAYWD))? | (?:CLOCK | NUMWORD) PREP THE PARTOFDAY)",
    ),
    ("weekof", "THE UNIT OF FULLDATE"),
    (
        "dayspan",
        "MONTHDAY (?:HYPHEN | TO | AND) DAYNUM (?! UNITS | CLOCKUNITS | NUMWORD | AMPM | MONTH) "
        "(?:COMMA? (?:ANYYEAR))?",
    ),
    ("spanday", "DAYNUM (?= (?:HYPHEN | TO | AND) DAYMONTH)"),
    ("date", "(?:(?:THE | EARLY | LATE) PARTOFDAY OF | SHADE | (?:THIS | RELATIVE) (?= MONTH))? FULLDATE"),
    ("monthyear", "(?:EDGEOF | THE? SHADE)? MONTH (?:(?:OF | COMMA)? YEARNUM | SHORTYEAR | RELYEAR)"),
    ("month", "(?:EDGEOF | THE? SHADE)? (?:THIS RELATIVE? | RELATIVE)? MONTH"),
    ("season", "(?:EDGEOF)? (?:THE? SHADE)? (?:WHEN | THE)? (?:SHADE)? SEASON (?:OF? (?:ANYYEAR) | RELYEAR)?"),
    (
        "yearspart",
        "(?:WHEN UNIT | YEARNUM) APOSTROPHE POSS (?:FISCAL? (?:ORDWORD | ORDNUM) FISCAL? (?:QUARTER | HALF) | SEASON)",
    ),
    (
        "quarter",
        "(?:(?:EDGEOF | SHADE)? THE? FISCAL? (?:ORDWORD | ORDNUM) FISCAL? | FISCAL? ORDWORD HYPHEN FISCAL?) QUARTER "
        "(?:FISCAL? YEARNUM | RELYEAR)?",
    ),
    ("yearquarter", "THE? FISCAL? YEARNUM FISCAL? (?:ORDWORD | ORDNUM) HYPHEN? (?:QUARTER | HALF)"),
    ("code", "(?:THE? CODE (?:OF? FISCAL? (?:ANYYEAR))? | YEARNUM CODE)"),
    ("half", "(?:THE? FISCAL? (?:ORDWORD | ORDNUM) | (?:ORDWORD | ORDNUM) HYPHEN) HALF (?:YEARNUM | RELYEAR)?"),
    ("stretch", "APPROX? THE? (?:RELATIVE | ORDWORD | THIS RELATIVE?) (?:COUNT) FURTHER? ANYUNIT (?:RELYEAR)?"),
    (
        "comparison",
        "THE? UNIT HYPHEN (?:EARLIER | AGO) (?:QUARTER | PERIOD) | UNIT HYPHEN (?:EARLIER | AGO) | THE SAME PERIOD",
    ),
    ("fromday", "(?:COUNT UNITS | (?:AN | NUM) UNIT) (?:AGO | FROM) (?:THIS RELATIVE? | RELATIVE)? DAYWD"),
    ("longago", "FURTHER AGO"),
    (
        "ago",
        "(?:APPROX | ANOTHER)? (?:(?:COUNT | AN) HYPHEN? ANYUNIT (?:AND AN HALF)? | UNITS) "
        "(?:AGO | EARLIER | LATER | HENCE | FROM (?:REFERENCE | TODAY))",
    ),
    ("beforelast", "THE (?:UNIT | QUARTER) (?:BEFORE | AFTER) RELATIVE (?! UNIT | QUARTER | MONTH | DAYWD | SEASON)"),
    ("around", "(?:THE | AN) (?:UNIT | QUARTER | PARTOFDAY) (?:BEFORE | AFTER | EARLIER | LATER)"),
    ("part", "(?:EARLY | LATE | EARLIER | LATER)? (?:THIS | THE? RELATIVE | THAT SAME? | THE SAME) PARTOFDAY"),
    ("eve", "THE? EVE (?= OF)"),
    ("relative", "(?:EDGEOF | SHADE | EARLIER | LATER)? (?:WHEN) (?:RELATIVE)? FISCAL? ANYUNIT"),
    ("often", "(?:ONCE | COUNT (?:TIMES | UNITS | CLOCKUNITS)) (?:AN | EACH | PER) (?:UNIT | CLOCKUNIT)"),
    ("each", "ONCE? EACH OTHERS? (?:COUNT)? (?:ANYUNIT | PARTOFDAY | DAYNAME PARTOFDAY? | SEASON | MONTHNAME)"),
    ("age", "APPROX? (?:COUNT) HYPHEN? (?:UNIT | UNITS) HYPHEN? OLD"),
    (
        "compound",
        "APPROX? (?:COUNT | AN) (?:UNIT | UNITS | CLOCKUNIT | CLOCKUNITS) "
        "AND NUM (?:UNIT | UNITS | CLOCKUNIT | CLOCKUNITS)",
    ),
    ("all", "ALL (?:UNIT | QUARTER)"),
    ("quartercentury", "APPROX? AN QUARTER (?:HYPHEN | OF AN)? CENTURY"),
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
    ("tens", "(?:EDGEOF)? THE (?:SHADE)? TENS"),
    ("midunit", "MIDUNIT"),
    ("century", "(?:EDGEOF)? THE? (?:SHADE)? (?:ORDNUM | ORDWORD) HYPHEN? CENTURY"),
    ("weekday", "(?:SHADE | EARLIER | LATER)? (?:THIS RELATIVE? | THE? RELATIVE | THAT)? DAYWD PARTOFDAY?"),
    ("weekdays", "DAYNAMES PARTOFDAY?"),
    ("today", "(?:SHADE | EARLIER | LATER)? TODAY PARTOFDAY?"),
    ("edge", "EDGEOF (?:THE FISCAL?) (?:UNIT | QUARTER | CENTURY) | UNIT HYPHEN? EDGE"),
    ("inside", "(?:EARLIER | LATER | LATE | EARLY) PREP THE UNIT"),
    ("bare", "THE FISCAL? (?:UNIT | QUARTER) (?! YEARNUM)"),
    ("barepart", "THE PARTOFDAY (?! OF)"),
    ("spelled", "NUMWORD NUMWORD HYPHEN? NUMWORD?"),
    ("fiscalyear", "(?:EDGEOF | THE? SHADE)? (?:FYCODE | THE? FISCAL UNIT? (?:ANYYEAR))"),
    ("year", "(?:EDGEOF | THE? SHADE)? (?:THE UNIT)? YEARNUM | SHORTYEAR"),
    ("ordday", "THE ORDNUM"),
    ("holiday", "(?:THIS RELATIVE? | RELATIVE | EACH)? HOLIDAY"),
    ("repeat", "REPEAT"),
    ("atthetime", "(?<=AT) (?:THE | THIS | THAT) MOMENT (?! OF)"),
    ("reference", "REFERENCE | THE NEAR? FUTURE | THE RELATIVE | THE? PRESENT"),
    ("plural", "UNITS | CLOCKUNITS"),
)


@cache
def grammar() -> re.Pattern[str]:
    """All rules as one pattern over letters; `lastgroup` of a match names the rule."""
    return re.compile("|".join(f"(?P<{name}>{pattern(rule, _TERMS)})" for name, rule in _RULES))


_CORE = (
    "UNIT", "UNITS", "CLOCKUNIT", "CLOCKUNITS", "CENTURY", "QUARTER", "LONG", "PARTOFDAY", "CLOCKNAME", "CLOCK",
    "AMPM", "ISO", "SLASHED", "DECADE", "TODAY", "HALF", "REFERENCE", "MONTHNAME", "MONTHABBR", "DAYNAME",
    "DAYABBR", "DAYNAMES", "SEASON", "REPEAT", "SHORTYEAR", "CODE", "FYCODE", "TENS", "MIDUNIT", "EVE", "ORDNUM",
    "AGO", "FUTURE", "PERIOD", "PRESENT", "MOMENT", "RELATIVE", "YEARNUM", "HOLIDAY", "NUMWORD",
)  # fmt: skip
"""Parts of which every time has one, or more of the last: `nineteen ninety-seven`."""


@cache
def passages() -> re.Pattern[str]:
    """Runs of letters that hold one which every time has one of: only these are worth the grammar's while."""
    core = "".join(PARTS[name] for name in _CORE)
    return re.compile(f"[^{OTHER}{core}]*+[{core}][^{OTHER}]*+")
