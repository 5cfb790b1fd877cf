"""Time expressions in sentences: extents, types, values, one group of cases a rule family."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from random import Random
from time import process_time

import pytest

from onrecord.find.parse import Parsed
from onrecord.find.times import find_times
from onrecord.find.times.cut import Cut
from onrecord.find.times.grammar import grammar, passages
from onrecord.find.times.lex import lex, time_words
from onrecord.find.times.values import BUILDERS
from onrecord.model import StatedTime

Parse = Callable[..., Parsed]
PUBLISHED = "2021-10-20"  # a Wednesday


def found(parse: Parse, text: str, published: str | None = PUBLISHED) -> list[tuple[str, StatedTime]]:
    article = parse(text, published=published)
    return [(text[t.span.start : t.span.end], t) for t in find_times(article)]


def values(parse: Parse, text: str, published: str | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(words, t.value) for words, t in found(parse, text, published)]


FAMILIES = {
    "full dates": [
        ("The mill burned down on Oct. 3, 2019.", [("Oct. 3, 2019", "2019-10-03")]),
        ("The mill burned down on 26 April 1986.", [("26 April 1986", "1986-04-26")]),
        ("The mill burned down on the 26th of April 1986.", [("the 26th of April 1986", "1986-04-26")]),
        ("She was elected on Tuesday, March 3, 2020.", [("Tuesday, March 3, 2020", "2020-03-03")]),
        ("The form is dated 12/16/2020.", [("12/16/2020", "2020-12-16")]),
        ("The form is dated 16/12/2020.", [("16/12/2020", "2020-12-16")]),
        ("The file was changed on 2020-12-16.", [("2020-12-16", "2020-12-16")]),
        ("They met there on the morning of May 4, 2018.", [("the morning of May 4, 2018", "2018-05-04TMO")]),
    ],
    "days without a year": [
        ("The bridge opened on Sept. 30.", [("Sept. 30", "2021-09-30")]),
        ("The bridge will open on Nov. 30.", [("Nov. 30", "2021-11-30")]),
        ("The council met on Thursday, Sept. 30.", [("Thursday, Sept. 30", "2021-09-30")]),
        ("The fair ran from June 4-6.", [("June 4", "2021-06-04"), ("6", "2021-06-06")]),
    ],
    "months": [
        ("The bridge opened in January 2019.", [("January 2019", "2019-01")]),
        ("Prices rose in early March 2020.", [("early March 2020", "2020-03")]),
        ("Prices rose in September.", [("September", "2021-09")]),
        ("The bridge will open in December.", [("December", "2021-12")]),
        ("It was built in 2016 and closed in May of the same year.",
         [("2016", "2016"), ("May of the same year", "2016-05")]),
        ("The board resigned last May.", [("last May", "2021-05")]),
        ("Prices fell in April of last year.", [("April of last year", "2020-04")]),
    ],
    "seasons and quarters": [
        ("They moved there in the summer of 2001.", [("the summer of 2001", "2001-SU")]),
        ("They moved there last summer.", [("last summer", "2021-SU")]),
        ("Sales fell in the third quarter of 1998.", [("the third quarter of 1998", "1998-Q3")]),
        ("Sales fell in the third quarter.", [("the third quarter", "2021-Q3")]),
        ("Sales fell in last year's fourth quarter.", [("last year's fourth quarter", "2020-Q4")]),
        ("First-half profit fell.", [("First-half", "2021-H1")]),
        ("They led by six in the first half.", []),
    ],
    "years, decades, centuries": [
        ("She founded the firm in 1998.", [("1998", "1998")]),
        ("She ran it from 2001-2004.", [("2001", "2001"), ("2004", "2004")]),
        ("He wrote songs in the late 1990s.", [("the late 1990s", "199")]),
        ("He wrote songs in the '80s.", [("the '80s", "198")]),
        ("The tower dates from the 14th century.", [("the 14th century", "13")]),
        ("Profit rose in fiscal 2019.", [("fiscal 2019", "2019")]),
        ("He left in mid-2018.", [("mid-2018", "2018")]),
        ("About 2000 people came.", []),
        ("It cost $2000 to fix.", []),
        ("The clerk wrote it in nineteen ninety-seven.", [("nineteen ninety-seven", "1997")]),
    ],
    "weekdays": [
        ("The council met Wednesday.", [("Wednesday", "2021-10-20")]),
        ("The council met Tuesday.", [("Tuesday", "2021-10-19")]),
        ("The council met on Thursday.", [("Thursday", "2021-10-14")]),
        ("The council will meet on Thursday.", [("Thursday", "2021-10-21")]),
        ("The council will meet next Tuesday.", [("next Tuesday", "2021-10-26")]),
        ("The council met Monday evening.", [("Monday evening", "2021-10-18TEV")]),
    ],
    "units counted from now": [
        ("The firm was sold last year.", [("last year", "2020")]),
        ("The firm was sold earlier this month.", [("earlier this month", "2021-10")]),
        ("The firm was sold this week.", [("this week", "2021-W42")]),
        ("The firm was sold over the weekend.", [("the weekend", "2021-W41-WE")]),
        ("The firm was sold a decade ago.", [("a decade ago", "201")]),
        ("The firm was sold two weeks ago.", [("two weeks ago", "2021-W40")]),
        ("The firm was sold three days ago.", [("three days ago", "2021-10-17")]),
        ("The firm was sold years ago.", [("years ago", "PAST_REF")]),
        ("The firm will be sold next month.", [("next month", "2021-11")]),
    ],
    "today": [
        ("The firm was sold yesterday.", [("yesterday", "2021-10-19")]),
        ("The firm will be sold tomorrow morning.", [("tomorrow morning", "2021-10-21TMO")]),
        ("The vote is tonight.", [("tonight", "2021-10-20TNI")]),
        ("The vote was last night.", [("last night", "2021-10-19TNI")]),
        ("The vote was the day before yesterday.", [("the day before yesterday", "2021-10-18")]),
        ("She sang on the Today show.", []),
    ],
    "counted from the text": [
        ("He left on May 3, 2012. She left the following day.",
         [("May 3, 2012", "2012-05-03"), ("the following day", "2012-05-04")]),
        ("He left on May 3, 2012, and returned two years later.",
         [("May 3, 2012", "2012-05-03"), ("two years later", "2014")]),
        ("Profit for the third quarter of 2019 was down from a year earlier.",
         [("the third quarter of 2019", "2019-Q3"), ("a year earlier", "2018-Q3")]),
    ],
    "lengths": [
        ("She worked there for ten years.", [("ten years", "P10Y")]),
        ("She worked there for twenty-four months.", [("twenty-four months", "P24M")]),
        ("They waited more than 45 minutes.", [("more than 45 minutes", "PT45M")]),
        ("They signed a five-year lease.", [("five-year", "P5Y")]),
        ("Rents have doubled over the past 18 months.", [("the past 18 months", "P18M")]),
        ("They waited a year and a half.", [("a year and a half", "P1.5Y")]),
        ("They waited for a year and a half.", [("a year and a half", "P1.5Y")]),
        ("They waited for half an hour.", [("half an hour", "PT30M")]),
        ("They waited for several weeks.", [("several weeks", "PXW")]),
        ("They waited for two or three weeks.", [("two or three weeks", "P3W")]),
        ("The suspect, a 27-year-old roofer, is 5 years old at heart.", [("5 years old", "P5Y")]),
        ("The show 60 Minutes called.", []),
    ],
    "repetitions": [
        ("The clerk checks the pump every day.", [("every day", "P1D")]),
        ("The clerk checks the pump every two weeks.", [("every two weeks", "P2W")]),
        ("The clerk checks the pump on Mondays.", [("Mondays", "XXXX-WXX-1")]),
        ("The fee is paid annually.", [("annually", "P1Y")]),
        ("The fee is paid twice a year.", [("twice a year", "P1Y")]),
    ],
    "references": [
        ("The plant is now closed.", [("now", "PRESENT_REF")]),
        ("The plant closed recently.", [("recently", "PAST_REF")]),
        ("More plants will close in the near future.", [("the near future", "FUTURE_REF")]),
        ("The plant has been closed in recent months.", [("recent months", "PAST_REF")]),
    ],
    "clock": [
        ("The alarm rang at 3:15 p.m. EST Monday.", [("3:15 p.m. EST Monday", "2021-10-18T15:15")]),
        ("The alarm rang at noon.", [("noon", "2021-10-20T12:00")]),
        ("The alarm rang at 9 p.m. on Monday.", [("9 p.m.", "2021-10-18T21:00"), ("Monday", "2021-10-18")]),
    ],
    "holidays": [
        ("They married on Christmas Eve.", [("Christmas Eve", "2020-12-24")]),
        ("They will marry on Thanksgiving.", [("Thanksgiving", "2021-11-25")]),
        ("They married on Easter 2019.", [("Easter 2019", "2019-04-21")]),
    ],
    "words that only look like times": [
        ("It may rain, and they march on.", []),
        ("The sun rose a second time.", []),
        ("April Kessler spoke.", []),
        ("Temperatures fall when clouds come.", []),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [case for cases in FAMILIES.values() for case in cases],
    ids=lambda c: c if isinstance(c, str) else "",
)
def test_families(parsed: Parse, text: str, expected: list[tuple[str, str]]) -> None:
    assert values(parsed, text) == expected


@pytest.mark.parametrize(
    ("text", "mod"),
    [
        ("They left in early 2019.", "START"),
        ("They left at the end of 2019.", "END"),
        ("They left in mid-March 2019.", "MID"),
        ("They were gone for about three weeks.", "APPROX"),
        ("They were gone for more than three weeks.", "MORE_THAN"),
        ("They were gone for nearly three weeks.", "LESS_THAN"),
    ],
)
def test_modifiers(parsed: Parse, text: str, mod: str) -> None:
    assert [t.mod for _, t in found(parsed, text)] == [mod]


def test_edtf_stands_beside_calendar_dates_only(parsed: Parse) -> None:
    text = "In the winter of 1998 they met daily for two weeks, and last week they met again."
    assert [t.edtf for _, t in found(parsed, text)] == ["1998-24", None, None, "2021-10-11/2021-10-17"]


@pytest.mark.parametrize(
    ("url", "day"),
    [
        (None, "2020"),
        ("https://harlow-herald.example/bridge", "2020"),
        ("https://www.harlow-herald.co.uk/bridge", "2020-11-12"),
        ("https://harlow.gov/bridge", "2020-12-11"),
        ("https://[harlow/bridge", "2020"),
    ],
)
def test_a_numeric_date_has_the_order_of_its_country_or_only_a_year(parsed: Parse, url: str | None, day: str) -> None:
    (time,) = find_times(parsed("The form is dated 12/11/2020.", url=url))
    assert time.edtf == day


def test_contradicting_orders_settle_nothing(parsed: Parse) -> None:
    times = found(parsed, "The forms are dated 12/11/2020, 16/11/2020 and 11/16/2020.")
    assert [t.edtf for _, t in times] == ["2020", "2020-11-16", "2020-11-16"]


def test_without_a_date_of_publication_times_stay_open(parsed: Parse) -> None:
    text = "The council met on Thursday, December 2, and again on Friday; last month it rested."
    times = found(parsed, text, None)
    assert [(t.value, t.edtf, t.anchor) for _, t in times] == [
        ("XXXX-12-02", None, "none"), ("XXXX-WXX-5", None, "none"), ("XXXX-XX", None, "none"),
    ]  # fmt: skip
    assert [(t.open.form, t.open.amount, t.open.tense) for _, t in times if t.open] == [
        ("weekday", 4, "past"), ("nearest", None, "past"), ("shift", -1, "past"),
    ]  # fmt: skip


def test_a_month_of_publication_does_not_settle_a_weekday(parsed: Parse) -> None:
    assert values(parsed, "The council met on Friday.", "2021-10") == [("Friday", "XXXX-WXX-5")]


def test_an_offset_from_a_happening_says_from_which(parsed: Parse) -> None:
    ((words, time),) = found(parsed, "Six weeks after the sinking of the Marigold, the owner spoke.", None)
    assert (words, time.type, time.value) == ("Six weeks", "DURATION", "P6W")
    assert time.open is not None
    assert (time.open.form, time.open.amount, time.open.unit) == ("event", 6, "W")
    assert time.open.of == "the sinking of the Marigold"


def test_what_is_arranged_lies_ahead(parsed: Parse) -> None:
    assert values(parsed, "The judge set a hearing for Nov. 12.") == [("Nov. 12", "2021-11-12")]
    ((_, time),) = found(parsed, "The judge set a hearing for June 3, 2022.")
    assert time.open is not None
    assert time.open.tense == "future"


def test_spans_are_unique_ordered_and_apart(parsed: Parse) -> None:
    text = "On Monday, May 3, 2021, at 3 p.m. EST, two weeks after the last day of the year, they met for ten years."
    times = [t for _, t in found(parsed, text)]
    assert all(a.span.end <= b.span.start for a, b in pairwise(times))
    assert len(times) >= 3


def test_paragraphs_are_mapped_to_the_printed_text(parsed: Parse) -> None:
    text = "The mill burned.\nIt was rebuilt in 1987."
    assert values(parsed, text) == [("1987", "1987")]


@pytest.mark.parametrize("piece", ["two ", "the past ", "1,000", "last May ", "a year and ", "Monday, ", "12/", "'90s"])
def test_hostile_text_is_read_in_linear_time(piece: str) -> None:
    def cost(times: int) -> float:
        text = piece * times
        start = process_time()
        lexed = lex(text)
        for _ in grammar().finditer(lexed.letters):
            pass
        return process_time() - start

    cost(200)
    assert cost(8_000) < 0.5 + 40 * cost(400)


@pytest.mark.parametrize(
    "piece",
    [
        "7", "1998", "19 ", "1998 ", "12/", "1,000,", "May ", "Monday ", "monday, ", "first ", "the ", "a ", "two ",
        "'98 ", "Oct. 3-", "from May 3 to ", "12:30 ", "the past ",
    ],
)  # fmt: skip
def test_a_megabyte_of_dates_on_one_line_takes_less_than_a_second(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))

    def cost() -> float:
        start = process_time()
        letters = lex(text).letters
        for passage in passages().finditer(letters):
            for _ in grammar().finditer(letters, passage.start(), passage.end()):
                pass
        return process_time() - start

    assert min(cost(), cost()) < 1.0


def test_a_table_of_dates_tells_no_times_but_the_sentence_beside_it_does(parsed: Parse) -> None:
    text = "1998 " * 300 + "They left the town in 2019."
    assert values(parsed, text) == [("2019", "2019")]


def test_no_run_of_words_is_too_odd() -> None:
    words = sorted({w for forms in time_words().parts.values() for w in forms} | set(time_words().units))
    words += [
        "May",
        "Oct.",
        "Monday",
        "Mondays",
        "3",
        "31",
        "1998",
        "'98",
        "1990s",
        "1990's",
        "12:30",
        "5/6/98",
        "21st",
        "p.m.",
    ]
    words += [
        *time_words().numbers,
        *time_words().ordinals,
        *time_words().relatives,
        ",",
        ".",
        "-",
        "'",
        "s",
        "Easter",
        "fall",
    ]
    draw = Random(7)
    for _ in range(20_000):
        lexed = lex(" ".join(draw.choice(words) for _ in range(6)).replace(" - ", "-").replace(" ' ", "'"))
        for match in grammar().finditer(lexed.letters):
            draft = BUILDERS[match.lastgroup or ""](Cut(lexed, match.start(), match.end()))
            assert draft is None or match.start() <= draft.first < draft.last <= match.end() + 1


@pytest.mark.parametrize("text", ["²last week", "It was 3² weeks ago.", "In 1²3 days.", "He came ² days later."])
def test_a_digit_that_does_not_count_is_no_number(parsed: Parse, text: str) -> None:
    assert all(t.value for t in find_times(parsed(text)))
