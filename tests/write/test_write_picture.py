"""The picture of the chronology: everything in its place, no label over another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.edtf import bounds
from onrecord.model import BuiltWith, Record
from onrecord.span import Span
from onrecord.write.html.picture import Picture, pictures
from onrecord.write.html.placing import CHAR, LINE
from onrecord.write.html.scene import Scene
from onrecord.write.texts import Texts


def drawn(record: Record, width: int = 1080) -> Picture:
    return next(p for p in pictures(Scene(record, Texts(record))) if p.width == width)


def with_events(record: Record, dates: list[str], weights: list[float] | None = None) -> Record:
    model = record.events[1]
    events = [
        replace(model, id=f"e{n:016x}", date=d, weight=(weights or [0.5] * len(dates))[n]) for n, d in enumerate(dates)
    ]
    return replace(
        record, events=tuple(events), articles=tuple(replace(a, published=None) for a in record.articles), people=()
    )


def test_what_the_picture_holds(record: Record) -> None:
    picture = drawn(record)
    assert picture.earlier == 1
    assert [label.date for label in picture.labels] == ["4 March 2024", "9 September 2024", "February 2025"]
    assert [row.name for row in picture.outlets] == ["The Marsh Courier", "Northgate Post", 'Saltmarsh "Wire" <b>']
    assert [bar.words for bar in picture.proceedings[0].bars] == ["charged", "dismissed"]
    assert {e.href for e in picture.events} == {e.id for e in record.events if e.date != "1998"}


def test_nothing_to_draw() -> None:
    empty = Record("1.0", "", BuiltWith("", "", "", ""))
    assert pictures(Scene(empty, Texts(empty))) == ()


def test_a_vague_date_is_a_bar(record: Record) -> None:
    bars = {e.href: e.width for e in drawn(record).events}
    assert bars[record.events[3].id] > 20
    assert bars[record.events[1].id] == 0


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2021-10-01", "2021-10-09", "3 Oct"),
        ("2021-10-01", "2022-02-20", "2022"),
        ("2019-05-01", "2024-02-20", "2020"),
        ("1950-05-01", "2024-02-20", "1980"),
        ("0900-05-01", "2024-02-20", "1500"),
        ("2021-10-01", "2021-10-01", "1 Oct"),
    ],
)
def test_ticks_suit_the_span(record: Record, first: str, last: str, words: str) -> None:
    picture = drawn(with_events(record, [first, last]))
    assert words in [t.words for t in picture.ticks]
    places = [t.x for t in picture.ticks]
    assert all(b - a > 30 for a, b in pairwise(places))
    assert len(places) >= 2 or first == last


def test_open_and_far_dates_do_not_stretch_the_axis(record: Record) -> None:
    picture = drawn(with_events(record, ["2021-10-01", "2021-11-01", "2021-10-05/..", "../2021-10-05", "19XX"]))
    assert picture.ticks[0].words == "29 Sep"
    assert all(picture.left <= e.middle <= picture.right for e in picture.events)


@settings(max_examples=60, deadline=None)
@given(days=st.lists(st.integers(0, 1200), min_size=1, max_size=30), width=st.sampled_from([360, 1080]), data=st.data())
def test_labels_never_collide(record: Record, days: list[int], width: int, data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.floats(0, 1), min_size=len(days), max_size=len(days)))
    dates = [(date(2020, 1, 1) + timedelta(d)).isoformat() for d in days]
    picture = drawn(with_events(record, sorted(dates), weights), width)
    boxes = []
    for label in picture.labels:
        wide = max(len(line) for line in (*label.lines, label.date)) * CHAR
        left = label.x - wide if label.flipped else label.x
        assert left >= 0 and left + wide <= picture.width
        assert label.y >= 0
        boxes.append((label.x, label.y, left, left + wide, label.y + 3 * LINE))
    for n, (x, _, left, right, bottom) in enumerate(boxes):
        for x2, y2, left2, right2, bottom2 in boxes[:n]:
            y = boxes[n][1]
            assert not (left < right2 and left2 < right and y < bottom2 and y2 < bottom), "labels overlap"
            assert not (left2 < x < right2 and y < bottom2), "a stem crosses a label"
            assert not (left < x2 < right and y2 < bottom), "a label stands on a stem"


def test_too_many_outlets_share_a_row(record: Record) -> None:
    article = record.articles[0]
    many = tuple(replace(article, id=f"a{n:016x}", outlet=f"Paper {n}") for n in range(30))
    bare = replace(record, articles=many, events=(), people=(), quotations=())
    rows = drawn(bare).outlets
    assert [row.name for row in rows] == [*(f"Paper {n}" for n in range(9)), "21 more outlets"]
    assert len(rows[-1].bars) == 1  # all of one day: one bar, which says how many it stands for
    assert rows[-1].bars[0].tells.endswith("(and 20 more)")


def test_steps_too_close_for_words_go_without(record: Record) -> None:
    person = record.people[0]
    step = person.proceedings[0]
    steps = tuple(
        replace(step, step=name, date=f"2024-09-{day:02d}")
        for day, name in [(9, "charged"), (10, "released"), (11, "tried")]
    )
    picture = drawn(replace(record, people=(replace(person, proceedings=steps),)))
    assert [b.words for b in picture.proceedings[0].bars] == ["charged", "", "tried"]


def test_a_label_starts_at_the_clause_that_dates_the_event(record: Record) -> None:
    event = record.events[2]
    article = record.articles[1]
    words = "prosecutors saidin a statement"
    start = article.text.index(words)
    late = replace(event, date_spans=(Span(article.id, start + 12, start + len(words)),))
    picture = drawn(replace(record, events=(record.events[1], late)))
    assert picture.labels[1].lines == ("…prosecutors saidin a statement.",)
    assert drawn(record).labels[1].lines[0].startswith("Nora Vance, 42,")


def test_a_scene_shows_what_has_its_middle_in_the_days(record: Record) -> None:
    dates = ["2021-10-01", "2021-10-05", "2021-10-05", "2021-10", "2021-10-09"]
    scene = Scene(with_events(record, dates, [0.2, 0.1, 0.9, 0.5, 0.4]), Texts(record))
    first = date(2021, 10, 2).toordinal()
    shown = scene.shown(first, first + 7)
    assert [[e.id[-1] for e in d.events] for d in shown.dates] == [["2", "1"], ["4"]]  # the month's middle is the 16th
    assert shown.earlier == 1
    later = scene.shown(first + 8, first + 14)
    assert ([[e.id[-1] for e in d.events] for d in later.dates], later.earlier) == ([["3"]], 4)


def test_a_picture_of_some_days_counts_all_that_is_earlier(record: Record) -> None:
    window = bounds("2025")
    wide = pictures(Scene(record, Texts(record)), window)[0]
    assert wide.earlier == sum(bounds(e.date).last < window.first for e in record.events) > 1


def test_what_no_finger_could_hit_is_only_shown(record: Record) -> None:
    """A link on a phone's picture has twice the room: 20 days of an outlet are strokes, on a screen they are links."""
    days = [(date(2024, 3, 1) + timedelta(n)).isoformat() for n in range(20)]
    article = record.articles[0]
    told = tuple(replace(article, id=f"a{n:016x}", published=day) for n, day in enumerate(days))
    events = tuple(replace(record.events[1], id=f"e{n:016x}", date=day) for n, day in enumerate(days))
    undated = tuple(replace(a, published=None) for a in record.articles)
    busy = replace(record, articles=(*told, *undated), events=events, people=())
    (wide,), (narrow,) = ([r for r in drawn(busy, w).outlets if r.name == article.outlet] for w in (1080, 360))
    assert (len(wide.bars), wide.dense) == (20, "")
    assert (len(narrow.bars), narrow.dense.count("M")) == (0, 20)
    assert (len(drawn(busy).events), drawn(busy).specks) == (20, "")
    assert len(drawn(busy, 360).events) == 15 and drawn(busy, 360).specks.count("M") == 5


@pytest.mark.parametrize("width", [360, 1080])
def test_each_label_has_its_dot(record: Record, width: int) -> None:
    """Years weigh more than the days, which are labelled first: a label's date may not be among the heaviest."""
    years, days = [str(year) for year in range(1900, 2010)], [f"{year}-06-15" for year in range(1900, 2010, 11)]
    busy = with_events(record, [*years, *days], [0.9] * len(years) + [0.2] * len(days))
    scene = Scene(busy, Texts(busy))
    picture = next(p for p in pictures(scene, bounds("1900/2010")) if p.width == width)
    dots = {e.href: e.middle for e in picture.events}
    assert picture.labels and picture.specks
    assert {label.href: label.x for label in picture.labels}.items() <= dots.items()


def test_bars_of_one_place_are_one(record: Record) -> None:
    """Two articles of an outlet a day apart, in years: their bars would stand upon one another."""
    article = record.articles[0]
    dates = ("2001-01-01", "2024-03-04", "2024-03-05")
    same = tuple(replace(article, id=f"a{n:016x}", published=day) for n, day in enumerate(dates))
    (row,) = drawn(replace(record, articles=same, events=(), people=(), quotations=())).outlets
    assert [b.href for b in row.bars] == [same[0].id, same[1].id]
    assert [b.tells.endswith("(and 1 more)") for b in row.bars] == [False, True]
