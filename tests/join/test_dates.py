"""Publication ranges worked out from texts, and times settled by them and by what the coverage dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.edtf import bounds
from onrecord.find import find_all
from onrecord.find.parse import Parsed
from onrecord.join.coverage import Coverage
from onrecord.join.dates import Dated, publication, resolve_times
from onrecord.model import Article, Findings

Parse = Callable[..., Parsed]
SINKING = "The sinking of the Marigold on March 4, 2019 killed two people, the coast guard said."
COLLAPSE = "The Oct. 21, 2015 collapse of the Harlow bridge killed Edna Quist, an engineer."


def coverage_of(parse: Parse, *texts: tuple[str, str | None]) -> Coverage:
    """A coverage of articles with these texts and dates of publication, keyed a0, a1 …"""
    articles: dict[str, Article] = {}
    findings: dict[str, Findings] = {}
    for n, (text, published) in enumerate(texts):
        parsed = parse(text, key=f"a{n}", published=published)
        article = replace(parsed.article, path=f"a{n}")
        articles[article.id] = article
        findings[article.id] = find_all(parsed)
    return Coverage(articles, findings, dict.fromkeys(articles, ()))


def dated(coverage: Coverage) -> dict[str, Dated]:
    return {coverage.articles[a].key: d for a, d in publication(coverage).items()}


def words(coverage: Coverage, found: Dated) -> set[str]:
    return {coverage.text(span) for span in found.evidence}


def times(coverage: Coverage, key: str) -> dict[str, tuple[str, str | None]]:
    """The words of each time of one article → value and EDTF date, with publication ranges put in first."""
    ranges = publication(coverage)
    articles = {
        a: replace(article, published=ranges[a].published) if a in ranges else article
        for a, article in coverage.articles.items()
    }
    whole = replace(coverage, articles=articles)
    found = resolve_times(whole)
    return {whole.text(s): (t.value, t.edtf) for s, t in found.items() if articles[s.article].key == key}


# ------------------------------------------------------------------ publication
def test_a_weekday_and_the_latest_year_told_of_fix_the_day(parsed: Parse) -> None:
    text = (
        "Rosa Velden spoke about the case on the radio on Monday, December 16. In January 2023, the county charged her "
        "with fraud, but the charge was dropped in April of the same year. In July, a judge closed the file."
    )
    coverage = coverage_of(parsed, (text, None))
    (found,) = dated(coverage).values()
    assert (found.published, found.basis) == ("2024-12-16/2024-12-22", "text")
    assert "Monday, December 16" in words(coverage, found)
    settled = times(coverage, "a0")
    assert settled["Monday, December 16"] == ("2024-12-16", "2024-12-16")
    assert settled["April of the same year"] == ("2023-04", "2023-04")
    assert settled["July"] == ("2024-07", "2024-07")


def test_what_is_so_now_some_time_after_a_happening_dates_the_writing(parsed: Parse) -> None:
    text = (
        "More than one month after Edna Quist’s death, her brother has decided to sue the county. "
        "He spoke to reporters on Thursday, December 3."
    )
    coverage = coverage_of(parsed, (COLLAPSE, "2016-02-01"), (text, None))
    found = dated(coverage)["a1"]
    assert found.published == "2015-12-03/2015-12-09"
    assert {"More than one month", "Oct. 21, 2015", "Thursday, December 3"} <= words(coverage, found)


def test_loose_counting_gives_months(parsed: Parse) -> None:
    text = "A year and a half after the sinking, the owner of the Marigold is still out of work."
    coverage = coverage_of(parsed, (SINKING, "2019-03-06"), (text, None))
    assert dated(coverage)["a1"].published == "2020-06/2020-12"


def test_a_step_that_others_date_is_seen_from_the_month_after(parsed: Parse) -> None:
    coverage = coverage_of(
        parsed,
        ("Prosecutors charged Rosa Velden with fraud in May 2021.", "2021-05-20"),
        ("Prosecutors charged Rosa Velden with fraud last month.", None),
    )
    found = dated(coverage).get("a1")
    assert found is not None
    assert found.published == "2021-06"


def test_a_happening_that_others_date_is_seen_from_the_month_after(parsed: Parse) -> None:
    text = "The Marigold sank last month with two people on board."
    found = dated(coverage_of(parsed, ("The Marigold sank on March 4, 2019.", "2019-03-06"), (text, None)))
    assert found["a1"].published == "2019-04"


@pytest.mark.parametrize(
    "text",
    [
        "The Harlow Queen sank last month with two people on board.",
        "The Marigold will sink next month, a witness said.",
        "A ferry sank last month with two people on board.",
    ],
)
def test_another_happening_dates_nothing(parsed: Parse, text: str) -> None:
    coverage = coverage_of(parsed, ("The Marigold sank on March 4, 2019.", "2019-03-06"), (text, None))
    assert dated(coverage).get("a1") is None


def test_a_day_that_others_keep_naming_is_that_day(parsed: Parse) -> None:
    others = [(f"The ferry ran aground on June 18, 2022, said witness number {n}.", "2022-06-20") for n in range(3)]
    text = "The ferry ran aground on June 18. Its master spoke about it on Tuesday, July 12."
    coverage = coverage_of(parsed, *others, (text, None))
    assert dated(coverage)["a3"].published == "2022-07-12/2022-07-18"


@pytest.mark.parametrize(
    "text",
    [
        "The council met and voted to close the pool.",
        "The council met on Monday.",
        "The council met on Monday, December 16.",
        "In January 2023 the council closed the pool.",
        "The council will close the pool on Monday, December 16, 2024.",
    ],
)
def test_without_enough_evidence_there_is_no_date(parsed: Parse, text: str) -> None:
    assert dated(coverage_of(parsed, (text, None))) == {}


def test_clues_that_contradict_one_another_give_no_date(parsed: Parse) -> None:
    text = "A year after the sinking, the owner is still out of work. The Marigold was raised in June 2023."
    assert dated(coverage_of(parsed, (SINKING, "2019-03-06"), (text, None))).get("a1") is None


def test_the_weekday_of_a_happening_that_others_date(parsed: Parse) -> None:
    others = ("The Marigold sank on Monday, March 4, 2019, with two people on board.", "2019-03-06")
    text = "Relatives waited at the quay after Monday's sinking."
    found = dated(coverage_of(parsed, others, (text, None)))["a1"]
    assert found.published == "2019-03-04/2019-03-10"


def test_another_weekday_than_that_of_the_happening_dates_nothing(parsed: Parse) -> None:
    others = ("The Marigold sank on Monday, March 4, 2019, with two people on board.", "2019-03-06")
    text = "Relatives waited at the quay after Tuesday's sinking."
    assert dated(coverage_of(parsed, others, (text, None))).get("a1") is None


def test_last_week_is_seen_from_the_week_after(parsed: Parse) -> None:
    text = "The Marigold sank last week with two people on board."
    found = dated(coverage_of(parsed, ("The Marigold sank on March 4, 2019.", "2019-03-06"), (text, None)))["a1"]
    assert found.published == "2019-03-10/2019-03-17"


def test_days_after_a_happening_are_news_for_some_more(parsed: Parse) -> None:
    text = "Ten days after the sinking of the Marigold, divers have found the bell."
    coverage = coverage_of(parsed, (SINKING, "2019-03-06"), (text, None))
    assert dated(coverage)["a1"].published == "2019-03-13/2019-03-20"


def test_an_inquiry_is_not_older_than_it_has_taken(parsed: Parse) -> None:
    text = "For over a year, the coast guard investigated the sinking. The owner will open a museum in August 2020."
    coverage = coverage_of(parsed, (SINKING, "2019-03-06"), (text, None))
    found = dated(coverage)["a1"]
    assert found.published == "2020-03-04/2020-08-31"
    assert {"over a year", "August 2020", "March 4, 2019"} == words(coverage, found)


def test_what_is_still_ahead_is_a_ceiling(parsed: Parse) -> None:
    text = "In January 2023 the council closed the pool. A new one will open in May 2023."
    coverage = coverage_of(parsed, (text, None))
    (found,) = dated(coverage).values()
    assert found.published == "2023-01/2023-05"
    assert words(coverage, found) == {"January 2023", "May 2023"}


@pytest.mark.parametrize(
    "ahead",
    [
        "The mayor said then that it would open in May 2023.",
        "“It will open in May 2023,” the mayor said then.",
        "The council closed it after it was due to open in May 2023.",
    ],
)
def test_what_was_ahead_of_what_was_said_is_no_ceiling(parsed: Parse, ahead: str) -> None:
    assert dated(coverage_of(parsed, (f"In January 2023 the council closed the pool. {ahead}", None))) == {}


CHARGED = "Prosecutors charged Rosa Velden with fraud in May 2021."


def test_a_charge_that_is_still_open_was_not_brought_yet(parsed: Parse) -> None:
    text = (
        "In January 2021, inspectors searched the office of Rosa Velden. Prosecutors may press charges against Velden."
    )
    coverage = coverage_of(parsed, (CHARGED, "2021-05-20"), (text, None))
    found = dated(coverage)["a1"]
    assert found.published == "2021-01/2021-05"
    assert words(coverage, found) == {"January 2021", "may press charges", "May 2021"}


@pytest.mark.parametrize(
    "text",
    [
        "In January 2021, inspectors searched an office. Prosecutors may press charges against Edna Quist.",
        "In January 2021, inspectors searched an office. Rosa Velden may face charges again; "
        "prosecutors charged her once before.",
    ],
)
def test_a_charge_against_another_or_one_more_charge_is_no_ceiling(parsed: Parse, text: str) -> None:
    assert dated(coverage_of(parsed, (CHARGED, "2021-05-20"), (text, None))).get("a1") is None


def test_ages_bound_one_another(parsed: Parse) -> None:
    here = "In January 2019, Rosa Velden, 41, moved to Harlow."
    there = ("Rosa Velden, 42, was elected on Tuesday.", "2019-06-12")
    coverage = coverage_of(parsed, there, (here, None))
    found = dated(coverage)["a1"]
    assert found.published == "2019-01-01/2019-06-11"
    assert words(coverage, found) == {"January 2019", "41", "42"}


def test_ages_that_contradict_one_another_say_nothing(parsed: Parse) -> None:
    here = "In January 2019, Rosa Velden, 41, moved to Harlow."
    coverage = coverage_of(
        parsed,
        ("Rosa Velden, 42, was elected on Tuesday.", "2019-06-12"),
        ("Rosa Velden, 52, was elected on Tuesday.", "2019-06-13"),
        (here, None),
    )
    assert dated(coverage).get("a2") is None


def test_a_weekday_told_of_in_the_same_words_is_the_same(parsed: Parse) -> None:
    there = "Divers pulled two miners from the flooded Harlow shaft late on Friday, the coast guard said."
    here = "Two miners were pulled alive from the flooded Harlow shaft by divers on Friday."
    coverage = coverage_of(parsed, (there, "2019-03-09"), (here, None))
    found = dated(coverage)["a1"]
    assert found.published == "2019-03-08/2019-03-14"
    assert all(word.endswith("Friday") for word in words(coverage, found))
    assert {coverage.articles[s.article].key for s in found.evidence} == {"a0", "a1"}


@pytest.mark.parametrize(
    "here",
    [
        "Two miners were pulled alive from the flooded Harlow shaft by divers on Thursday.",
        "Two swimmers were pulled alive from the lake by divers on Friday.",
        "Two miners will be pulled from the flooded Harlow shaft by divers on Friday.",
    ],
)
def test_a_weekday_told_of_in_other_words_may_be_another(parsed: Parse, here: str) -> None:
    there = "Divers pulled two miners from the flooded Harlow shaft late on Friday, the coast guard said."
    assert dated(coverage_of(parsed, (there, "2019-03-09"), (here, None))).get("a1") is None


def test_days_without_a_year_move_the_ends_of_a_range(parsed: Parse) -> None:
    text = (
        "On January 20, 2023 the council closed the pool. A new one will open in May 2023. "
        "The mayor resigned on February 10. The election will be held on May 8."
    )
    coverage = coverage_of(parsed, (text, None))
    (found,) = dated(coverage).values()
    assert found.published == "2023-02-10/2023-05-08"
    assert words(coverage, found) == {"January 20, 2023", "May 2023", "February 10", "May 8"}


@pytest.mark.parametrize("told", ["closed until June 18", "cancelled its June 18 concert", "will meet on June 18"])
def test_a_day_that_has_not_come_is_no_floor(parsed: Parse, told: str) -> None:
    others = [(f"The ferry ran aground on June 18, 2022, said witness number {n}.", "2022-06-20") for n in range(3)]
    assert dated(coverage_of(parsed, *others, (f"The harbour {told}.", None))).get("a3") is None


def test_a_stamp_to_the_minute_is_no_floor(parsed: Parse) -> None:
    text = (
        "In January 2023 the council closed the pool. A new one will open in May 2023. "
        "At 5:20 pm on 10 July 2024, Quist wrote: good riddance."
    )
    (found,) = dated(coverage_of(parsed, (text, None))).values()
    assert found.published == "2023-01/2023-05"


def test_the_date_of_a_known_happening_is_no_news_of_its_own(parsed: Parse) -> None:
    others = [(f"The Marigold sank on Monday, March 4, 2019, said witness {n}.", "2019-03-06") for n in range(2)]
    text = "In 2019 Rosa Velden sued the owner. The Marigold sank on Monday, March 4."
    assert dated(coverage_of(parsed, *others, (text, None))).get("a2") is None


def test_the_day_of_an_interview_that_others_date_is_news(parsed: Parse) -> None:
    other = ("The interview on Monday, June 10, 2019 lasted an hour.", "2019-06-20")
    text = "In May 2019 Rosa Velden sued the owner. She spoke about it in an interview on Monday, June 10."
    assert dated(coverage_of(parsed, other, (text, None)))["a1"].published == "2019-06-10/2019-06-16"


def test_a_range_that_was_worked_out_dates_no_happening(parsed: Parse) -> None:
    first = "In May 2019 Rosa Velden sued the owner. She spoke on Monday, June 10. The Marigold sank on Friday."
    second = "Relatives waited at the quay after Friday's sinking of the Marigold."
    found = dated(coverage_of(parsed, (first, None), (second, None)))
    assert found["a0"].published == "2019-06-10/2019-06-16"
    assert "a1" not in found


def test_articles_with_a_date_keep_it(parsed: Parse) -> None:
    text = "In January 2023 the council closed the pool. It met again on Monday, December 16."
    assert dated(coverage_of(parsed, (text, "2024-12-20"))) == {}


def test_the_order_of_articles_does_not_matter(parsed: Parse) -> None:
    texts = [(SINKING, "2019-03-06"), ("A year and a half after the sinking, he is still out of work.", None)]
    here, there = dated(coverage_of(parsed, *texts)), dated(coverage_of(parsed, *reversed(texts)))
    assert here["a1"].published == there["a0"].published


# ------------------------------------------------------------------ times
def test_counting_from_a_happening_that_the_coverage_dates(parsed: Parse) -> None:
    text = "Six weeks after the sinking, the owner spoke. Ten days after the sinking, divers found the bell."
    settled = times(coverage_of(parsed, (SINKING, "2019-03-06"), (text, "2019-09-01")), "a1")
    assert settled["Six weeks"] == ("P6W", "2019-04-15~")
    assert settled["Ten days"] == ("P10D", "2019-03-14")


def test_a_length_begins_with_the_happening_that_it_counts_from(parsed: Parse) -> None:
    text = "Six weeks after the sinking, the owner spoke. Two days before the sinking, he had not."
    coverage = coverage_of(parsed, (SINKING, "2019-03-06"), (text, "2019-09-01"))
    found = {coverage.text(s): (t.begin, t.end) for s, t in resolve_times(coverage).items()}
    assert found["Six weeks"] == ("2019-03-04", None)
    assert found["Two days"] == (None, "2019-03-04")


def test_nothing_is_counted_from_anyones_death(parsed: Parse) -> None:
    text = "Two weeks after his death, the will was read. Two weeks after a collapse, people forget."
    settled = times(coverage_of(parsed, (COLLAPSE, "2015-10-30"), (text, "2016-09-01")), "a1")
    assert settled["Two weeks"] == ("P2W", None)


def test_two_happenings_of_a_kind_are_not_mixed_up(parsed: Parse) -> None:
    coverage = coverage_of(
        parsed,
        ("The crash on May 3, 2019 killed two people.", "2019-05-04"),
        ("The crash on June 9, 2019 killed four people.", "2019-06-10"),
        ("Two weeks after the crash, the road was closed.", "2019-09-01"),
    )
    assert times(coverage, "a2")["Two weeks"] == ("P2W", None)


def test_no_time_is_more_precise_than_the_range(parsed: Parse) -> None:
    text = (
        "A year and a half after the sinking, he is still out of work. "
        "Last month he sold the boat, and last year the house."
    )
    settled = times(coverage_of(parsed, (SINKING, "2019-03-06"), (text, None)), "a1")
    assert settled["Last month"][1] == "2020-05-01/2020-11-30"
    assert settled["last year"] == ("2019", "2019")


def test_every_time_is_in_the_result(parsed: Parse) -> None:
    coverage = coverage_of(parsed, (SINKING, "2019-03-06"), ("They met on Friday and will meet every day.", None))
    stated = {t.span for f in coverage.findings.values() for t in f.times}
    resolved = resolve_times(coverage)
    assert set(resolved) == stated
    for time in resolved.values():
        if time.edtf:
            assert bounds(time.edtf).days >= 1
