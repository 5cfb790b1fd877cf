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
    "COUNT": "NUM (?:(?:TO | OR | HYPHEN) NUM)? (?:HALFMORE)?+ | AN? VAGUE OF? | AN NUMWORD | HALFDOZEN",
    "HALFMORE": "HYPHEN? AND HYPHEN? AN HYPHEN? HALF",
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
    "FULLDATE": "(?:DAYWD PARTOFDAY? COMMA? THE?)? (?:MONTHDAY | DAYMONTH) (?:COMMA? (?:ANYYEAR))?",
    # modifiers
    "SHADE": "(?:EARLY | LATE | MID) HYPHEN?",
    "EDGEOF": "THE? EDGE OF",
    "WHEN": "THIS RELATIVE? | THE? RELATIVE | THE? CURRENT | THE? RECENT | (?:THE | THAT) SAME | THAT",
    "RELYEAR": "OF (?:THE FISCAL? UNIT | (?:WHEN) FISCAL? UNIT | FISCAL? YEARNUM) "
    "| (?:THIS | RELATIVE | THAT SAME?) UNIT",
    # clock
    "CLOCKTIME": "CLOCK AMPM? | (?:DAYNUM | NUMWORD | NUMBER) AMPM | CLOCKNAME | (?:YEARNUM | NUMBER) (?= ZONED)",
    "ZONED": "ZONE | ZONEWORD{1,2} MOMENT",
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
        "ABOUT? (?:(?:CLOCK | NUMWORD) PREP THE PARTOFDAY "
        "| CLOCKTIME (?:ZONED)? (?:COMMA? (?:FULLDATE | TODAY | DAYWD))?)",
    ),
    ("weekof", "THE UNIT OF FULLDATE"),
    (
        "dayspan",
        "MONTHDAY (?:HYPHEN | TO | AND) DAYNUM (?! UNITS | CLOCKUNITS | NUMWORD | AMPM | MONTH) "
        "(?:COMMA? (?:ANYYEAR))?",
    ),
    ("spanday", "DAYNUM (?= (?:HYPHEN | TO | AND) DAYMONTH)"),
    (
        "nthday",
        "THE (?:ORDWORD | ORDNUM) DAYNAME (?:(?:PREP | OF) (?:MONTH (?:COMMA? YEARNUM)? | EACH UNIT))? "
        "| THE RELATIVE DAYNAME (?:PREP | OF) MONTH (?:COMMA? YEARNUM)?",
    ),
    (
        "partof",
        "THE (?:ORDWORD UNIT | RELATIVE (?:UNIT | QUARTER)) OF "
        "(?:MONTH (?:COMMA? YEARNUM)? | THE (?:ORDNUM | ORDWORD) HYPHEN? CENTURY | YEARNUM | (?=THE))",
    ),
    ("date", "(?:(?:THE | EARLY | LATE) PARTOFDAY OF | SHADE | (?:THIS | RELATIVE) (?= MONTH))? FULLDATE"),
    ("holiday", "(?:THIS RELATIVE? | RELATIVE | EACH)? (?:HOLIDAY | ALL (?! UNIT | QUARTER) | MONTHNAME (?= UNIT))"),
    ("monthyear", "(?:EDGEOF | THE? SHADE)? MONTH (?:(?:OF | COMMA)? YEARNUM | SHORTYEAR | RELYEAR)"),
    ("month", "(?:EDGEOF | THE? SHADE)? (?:THIS RELATIVE? | RELATIVE)? MONTH"),
    ("season", "(?:EDGEOF)? (?:THE? SHADE)? (?:WHEN | THE)? (?:SHADE)? SEASON (?:OF? (?:ANYYEAR) | RELYEAR)?"),
    (
        "yearspart",
        "(?:(?:WHEN UNIT | YEARNUM) APOSTROPHE POSS | DECADE) "
        "(?:FISCAL? (?:ORDWORD | ORDNUM) FISCAL? HYPHEN? (?:QUARTER | HALF) | SEASON)",
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
    ("weeksback", "(?:NUM) DAYNAMES AGO"),
    ("longago", "FURTHER AGO"),
    (
        "ago",
        "(?:APPROX | OVER | ANOTHER)? "
        "(?:(?:COUNT | AN) HYPHEN? ANYUNIT (?:HALFMORE)? | HALF AN ANYUNIT | UNITS | CLOCKUNITS) "
        "(?:AGO | EARLIER | LATER | HENCE | FROM (?:REFERENCE | TODAY)) | THE? UNITS (?:HENCE | TO COME)",
    ),
    (
        "beforelast",
        "THE (?:UNIT | QUARTER | PARTOFDAY) (?:BEFORE | AFTER) RELATIVE (?! UNIT | QUARTER | MONTH | DAYWD | SEASON)",
    ),
    ("around", "(?:THE | AN) (?:UNIT | QUARTER | PARTOFDAY) (?:BEFORE | AFTER | EARLIER | LATER)"),
    ("part", "(?:EARLY | LATE | EARLIER | LATER)? (?:THIS | THE? RELATIVE | THAT SAME? | THE SAME) PARTOFDAY"),
    ("eve", "THE? EVE (?= OF)"),
    ("relative", "(?:EDGEOF | SHADE | EARLIER | LATER)? (?:WHEN) (?:RELATIVE)? FISCAL? ANYUNIT"),
    ("often", "(?:ONCE | COUNT (?:TIMES | UNITS | CLOCKUNITS)) (?:AN | EACH | PER) (?:UNIT | CLOCKUNIT)"),
    (
        "each",
        "EACH (?:(?:ORDWORD | ORDNUM) (?:QUARTER | UNIT) | MONTHDAY | DAYMONTH) "
        "| ONCE? EACH OTHERS? (?:COUNT)? (?:ANYUNIT | PARTOFDAY | DAYNAME PARTOFDAY? | SEASON | MONTHNAME)",
    ),
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
        "| APPROX? (?:NUM (?:HALFMORE)?+ | HALFDOZEN) HYPHEN? FURTHER? HYPHEN? ANYUNIT (?:HYPHEN FURTHER)?",
    ),
    (
        "single",
        "APPROX? (?:(?:AN | ANOTHER) FURTHER? ANYUNIT (?:HALFMORE | OR SO)? | HALF AN ANYUNIT "
        "| AN? HALF HYPHEN? (?:UNIT | CLOCKUNIT) | (?:UNIT | CLOCKUNIT) HYPHEN AND HYPHEN AN HYPHEN HALF)",
    ),
    ("long", "LONG | UNIT HYPHEN FURTHER"),
    ("decade", "(?:EDGEOF)? THE? (?:SHADE)? DECADE"),
    ("tens", "(?:EDGEOF)? THE (?:SHADE)? TENS"),
    ("midunit", "MIDUNIT | MID HYPHEN UNIT"),
    ("century", "(?:EDGEOF)? THE? (?:SHADE)? (?:ORDNUM | ORDWORD) HYPHEN? CENTURY"),
    ("ofweek", "DAYNAME PARTOFDAY? OF? (?:THIS | RELATIVE) UNIT (?! UNIT)"),
    ("weekday", "(?:SHADE | EARLIER | LATER)? (?:THIS RELATIVE? | THE? RELATIVE | THAT)? DAYWD PARTOFDAY?"),
    ("weekdays", "DAYNAMES PARTOFDAY?"),
    ("today", "(?:SHADE | EARLIER | LATER)? TODAY PARTOFDAY?"),
    ("edge", "EDGEOF (?:THE FISCAL?) (?:UNIT | QUARTER | CENTURY) | UNIT (?:HYPHEN | APOSTROPHE POSS)? EDGE"),
    ("inside", "(?:EARLIER | LATER | LATE | EARLY) PREP THE UNIT"),
    ("bare", "THE FISCAL? (?:UNIT | QUARTER) (?! YEARNUM)"),
    ("barepart", "(?:THE (?:SHADE)? | SHADE) PARTOFDAY (?! OF)"),
    ("overnight", "NIGHTLONG"),
    ("spelled", "NUMWORD NUMWORD HYPHEN? NUMWORD?"),
    ("fiscalyear", "(?:EDGEOF | THE? SHADE)? (?:FYCODE | THE? FISCAL UNIT? (?:ANYYEAR))"),
    ("twoyears", "YEARNUM HYPHEN (?:DAYNUM | NUMBER)"),
    ("year", "(?:EDGEOF | THE? SHADE)? (?:THE UNIT)? YEARNUM | SHORTYEAR"),
    ("ordday", "THE ORDNUM"),
    ("repeat", "REPEAT"),
    ("atthetime", "(?<=AT) (?:THE | THIS | THAT) MOMENT (?! OF)"),
    ("reference", "REFERENCE | CURRENT | RECENT | THE NEAR? FUTURE | THE RELATIVE | THE? PRESENT"),
    ("plural", "(?<=OVER) THE UNITS | UNITS | CLOCKUNITS"),
)


@cache
def grammar() -> re.Pattern[str]:
    """All rules as one pattern over letters; `lastgroup` of a match names the rule."""
    return re.compile("|".join(f"(?P<{name}>{pattern(rule, _TERMS)})" for name, rule in _RULES))


_CORE = (
    "UNIT", "UNITS", "CLOCKUNIT", "CLOCKUNITS", "CENTURY", "QUARTER", "LONG", "PARTOFDAY", "CLOCKNAME", "CLOCK",
    "AMPM", "ISO", "SLASHED", "DECADE", "TODAY", "HALF", "REFERENCE", "MONTHNAME", "MONTHABBR", "DAYNAME",
    "DAYABBR", "DAYNAMES", "SEASON", "REPEAT", "SHORTYEAR", "CODE", "FYCODE", "TENS", "MIDUNIT", "EVE", "ORDNUM",
    "AGO", "FUTURE", "PERIOD", "PRESENT", "MOMENT", "RELATIVE", "YEARNUM", "HOLIDAY", "NUMWORD", "ALL",
    "CURRENT", "RECENT", "NIGHTLONG",
)  # fmt: skip
"""Parts of which every time has one, or more of the last: `nineteen ninety-seven`."""


LONGEST_PASSAGE = 200
"""Tokens of the longest run of dates, figures and small words that is read: a full sentence's worth several times over.
Longer ones are tables, calendars or noise, of which no sentence says anything, and would cost more than they tell."""


@cache
def passages() -> re.Pattern[str]:
    """Runs of letters that hold one which every time has one of: only these are worth the grammar's while."""
    core = "".join(PARTS[name] for name in _CORE)
    run = f"(?<![^{OTHER}])(?=[^{OTHER}]{{1,{LONGEST_PASSAGE}}}(?![^{OTHER}]))"
    return re.compile(f"{run}[^{OTHER}{core}]*+[{core}][^{OTHER}]*+")
