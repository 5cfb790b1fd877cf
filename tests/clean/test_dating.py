"""Dates of several places weighed against each other and against the capture; claims and whether they agree."""

from __future__ import annotations

import json

import pytest

from onrecord.claims import dates_agree, later_than, with_agreement
from onrecord.clean import clean
from onrecord.clean.dates import parse_moment
from onrecord.clean.dating import Dated, dated
from onrecord.model import Claim, ClaimField, Cleaned, Source
from onrecord.settings import Settings

STORY = "".join(
    f"<p>{text}</p>"
    for text in (
        "The council of Brackwater voted on Monday to close the old swing bridge for at least a year.",
        "“It was never built for lorries,” said Ines Calder, who leads the council’s works committee.",
        "Residents of the east bank will have to drive eleven miles to the next crossing until repairs are done.",
    )
)


def weighed(*stated: tuple[str, str], captured: str | None = None, updated: str | None = None) -> Dated:
    claims = [Claim("published", value, basis, False) for basis, value in stated]
    if updated:
        claims.append(Claim("updated", updated, "json-ld", False))
    return dated(claims, captured)


@pytest.mark.parametrize(
    ("stated", "more", "published", "basis"),
    [
        ([], {}, None, None),
        ([("json-ld", "2021-10-21"), ("meta", "2021-10-21")], {}, "2021-10-21", "json-ld"),
        ([("json-ld", "2021-10-21"), ("url", "2021-10")], {}, "2021-10-21", "json-ld"),
        ([("metadata", "2021-10"), ("url", "2021-10-21")], {}, "2021-10", "metadata"),
        ([("metadata", "2021-10"), ("json-ld", "2021-10-21")], {}, "2021-10-21", "json-ld"),
        ([("url", "2021-10-21")], {}, "2021-10-21", "url"),
        ([("url", "2021-10")], {}, "2021-10", "url"),
        # the same moment in two zones: the outlet's own time counts
        ([("json-ld", "2021-10-22T02:10:00Z"), ("meta", "2021-10-21T22:10:00-04:00")], {}, "2021-10-21", "meta"),
        # only UTC, and an address of the evening before in America
        ([("json-ld", "2021-10-22T02:10:00Z"), ("url", "2021-10-21")], {}, "2021-10-21", "url"),
        ([("json-ld", "2021-10-22T16:10:00Z"), ("url", "2021-10-23")], {}, "2021-10-23", "url"),
        ([("json-ld", "2021-10-22T10:10:00Z"), ("url", "2021-10-21")], {}, "2021-10-22", "json-ld"),
        # two stated dates that contradict each other
        ([("json-ld", "2021-10-21"), ("meta", "2021-10-25")], {}, None, None),
        ([("json-ld", "2021-10-21"), ("meta", "2021-10-25"), ("url", "2021-10-25")], {}, "2021-10-25", "meta"),
        ([("json-ld", "2021-10-25"), ("meta", "2021-10-21")], {"updated": "2021-10-25"}, "2021-10-21", "meta"),
        # an address that is later: the article moved; earlier: an update, or nobody knows
        ([("json-ld", "2019-05-02"), ("url", "2021-10-21")], {}, "2019-05-02", "json-ld"),
        ([("json-ld", "2021-10-21"), ("url", "2019-05-02")], {}, None, None),
        ([("json-ld", "2021-10-21"), ("url", "2019-05-02")], {"updated": "2021-10-21"}, "2019-05-02", "url"),
        # a dateline is the day on which copy was filed
        ([("metadata", "2021-10-21"), ("dateline", "2021-10-19")], {}, "2021-10-21", "metadata"),
        ([("url", "2021-10-21"), ("dateline", "2021-10-20")], {}, "2021-10-21", "url"),
        ([("url", "2021-10-21"), ("dateline", "2020-10-20")], {}, None, None),
        ([("metadata", "2021-10-21"), ("dateline", "2021-10-19")], {"updated": "2021-10-21"}, "2021-10-19", "dateline"),
        # nothing is published after it was captured
        ([("json-ld", "2021-10-25")], {"captured": "2021-10-21"}, None, None),
        ([("json-ld", "2021-10-22T08:00:00+09:00")], {"captured": "2021-10-21"}, "2021-10-22", "json-ld"),
        ([("json-ld", "2021-10-25"), ("url", "2021-10-20")], {"captured": "2021-10-21"}, "2021-10-20", "url"),
        ([("metadata", "2021")], {"captured": "2021-10-21"}, "2021", "metadata"),
    ],
)
def test_dates_are_weighed(
    stated: list[tuple[str, str]], more: dict[str, str], published: str | None, basis: str | None
) -> None:
    found = weighed(*stated, **more)
    assert (found.published, found.basis) == (published, basis)
    again = weighed(*reversed(stated), **more)
    assert (again.published, again.basis) == (published, basis)


def test_what_was_left_out_is_said() -> None:
    assert weighed(("json-ld", "2021-10-21"), ("meta", "2021-10-25")).left_out == (
        "has dates of publication that contradict each other: 2021-10-21 (json-ld), 2021-10-25 (meta)",
    )
    assert weighed(("json-ld", "2022-10-21"), captured="2021-10-25").left_out == (
        "its date of publication, 2022-10-21 (json-ld), is later than its capture on 2021-10-25",
    )
    assert weighed(("json-ld", "2021-10-21")).left_out == ()


def test_an_update_is_never_before_the_publication_nor_after_the_capture() -> None:
    assert weighed(("meta", "2021-10-21"), updated="2021-10-20").updated is None
    assert weighed(("meta", "2021-10-21"), updated="2021-10-22").updated == "2021-10-22"
    assert weighed(("meta", "2021-10-21"), updated="2021-10-29", captured="2021-10-25").updated is None
    assert weighed(updated="2021-10-20T08:00:00Z").updated == "2021-10-20"


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2021-10-21T23:30:00-04:00", "2021-10-21T23:30:00-04:00"),
        ("2021-10-21T23:30-0400", "2021-10-21T23:30:00-04:00"),
        ("2021-10-21T23:30:00.123Z", "2021-10-21T23:30:00Z"),
        ("2021-10-21 08:00", "2021-10-21T08:00:00"),
        ("Thu, 21 Oct 2021 08:00:00 GMT", "2021-10-21T08:00:00Z"),
        ("Oct. 21, 2021, 9:30 p.m. ET", "2021-10-21T21:30:00"),
        ("1634774400", "2021-10-21T00:00:00Z"),
        ("2021-10-21", "2021-10-21"),
        ("2021-10", "2021-10"),
        ("2021-10-21T99:30:00Z", "2021-10-21"),
        ("nonsense 10:30", None),
    ],
)
def test_moments(value: str, moment: str | None) -> None:
    assert parse_moment(value) == moment


def test_dates_agree_as_ranges() -> None:
    assert dates_agree("2021-10", "2021-10-31")
    assert not dates_agree("2021-10", "2021-11-01")
    assert not dates_agree("2021-10-21", "2021-10-22")
    assert dates_agree("2021-10-21", "2021-10-22T01:00:00Z")
    assert not dates_agree("2021-10-21", "2021-10-23T01:00:00Z")
    assert not dates_agree("soon", "2021-10-23")
    assert later_than("2021-10-23", "2021-10-21")
    assert not later_than("2021-10-22", "2021-10-21")
    assert not later_than("0001-01-01", "2021-10-21")


# ---------------------------------------------------------------- through the whole of clean
def page(head: str, **fields: object) -> Cleaned:
    html = f"<html lang='en'><head>{head}</head><body><article><h1>Swing bridge to close</h1>{STORY}</article></body>"
    done = clean(Source("a", "a.html", "html", html.encode(), **fields), Settings())  # type: ignore[arg-type]
    assert isinstance(done, Cleaned)
    return done


def claimed(done: Cleaned, field: ClaimField) -> list[tuple[str, str, bool]]:
    return [(c.basis, c.value, c.agrees) for c in done.article.metadata if c.field == field]


LD = json.dumps({
    "@type": "NewsArticle", "headline": "Bridge to close", "datePublished": "2021-10-21T08:00:00Z",
    "dateModified": "2021-10-22T08:00:00Z", "author": [{"name": "Mara Quill"}, {"name": "Lamp staff"}],
    "publisher": {"name": "Lamp Media"}, "inLanguage": "de", "articleSection": "Local",
})  # fmt: skip
HEAD = (
    '<title>Swing bridge to close | The Lamp</title><meta property="og:site_name" content="The Lamp">'
    '<meta property="og:title" content="Swing bridge to close"><meta name="author" content="Mara Quill">'
    '<meta property="article:published_time" content="2021-10-21T08:00:00Z">'
    '<meta property="og:url" content="https://lamp.example/">'
    '<link rel="canonical" href="https://lamp.example/2021/10/21/bridge">'
    f'<script type="application/ld+json">{LD}</script>'
)


def test_every_place_is_a_claim() -> None:
    done = page(HEAD, url="https://www.lamp.example/2021/10/21/bridge?utm_source=x", captured="2021-11-01")
    assert claimed(done, "published") == [
        ("json-ld", "2021-10-21T08:00:00Z", True),
        ("meta", "2021-10-21T08:00:00Z", True),
        ("url", "2021-10-21", True),
    ]
    assert claimed(done, "updated") == [("json-ld", "2021-10-22T08:00:00Z", True)]
    assert claimed(done, "byline") == [
        ("json-ld", "Mara Quill", True), ("json-ld", "Lamp staff", False), ("meta", "Mara Quill", True),
    ]  # fmt: skip
    assert claimed(done, "outlet") == [("json-ld", "Lamp Media", False), ("meta", "The Lamp", True)]
    assert claimed(done, "title") == [
        ("json-ld", "Bridge to close", True),
        ("meta", "Swing bridge to close", True),
        ("markup", "Swing bridge to close", True),
        ("markup", "Swing bridge to close | The Lamp", True),
    ]
    assert claimed(done, "language") == [("json-ld", "de", False), ("markup", "en", True), ("text", "en", True)]
    assert claimed(done, "section") == [("json-ld", "Local", True)]
    assert claimed(done, "canonical_url") == [
        ("meta", "https://lamp.example/", False),
        ("markup", "https://lamp.example/2021/10/21/bridge", True),
        ("capture", "https://www.lamp.example/2021/10/21/bridge", True),
    ]
    assert done.set_aside == ()


def test_contradictions_are_set_aside_and_blank() -> None:
    done = page(HEAD.replace("/2021/10/21/", "/2018/10/21/"))
    assert (done.article.published, done.article.published_basis) == (None, None)
    assert [s.what for s in done.set_aside] == ["date"]
    assert "contradict" in done.set_aside[0].why
    assert not any(agrees for _, _, agrees in claimed(done, "published"))


def test_claims_are_compared_again_when_the_join_works_a_date_out() -> None:
    article = page(HEAD.replace("/2021/10/21/", "/2018/10/21/")).article
    from dataclasses import replace

    found = with_agreement(replace(article, published="2018-10", published_basis="text"))
    assert [c.agrees for c in found.metadata if c.field == "published"] == [False, False, True]
    assert with_agreement(found) is found


@pytest.mark.parametrize(
    ("canonical", "carrier", "url"),
    [
        ("https://lamp.example/a/bridge", None, "https://lamp.example/a/bridge"),
        ("/a/bridge", None, None),
        ("/a/bridge", "https://lamp.example/a/bridge?x=1", "https://lamp.example/a/bridge"),
        ("https://lamp.example/", None, None),
        ("https://lamp.example/", "https://lamp.example/a/bridge", "https://lamp.example/a/bridge"),
        ("https://lamp.example/a", "https://lamp.example/a/bridge", "https://lamp.example/a/bridge"),
        ("https://m.lamp.example/a/bridge", "https://lamp.example/4711", "https://m.lamp.example/a/bridge"),
        ("https://post.example/a/bridge", "https://lamp.example/a/bridge", "https://lamp.example/a/bridge"),
        ("https://b.co.uk/a/bridge", "https://c.co.uk/a/bridge", "https://c.co.uk/a/bridge"),
        ("https://lamp.example/2019/05/02/x", "https://lamp.example/2021/10/21/y", "https://lamp.example/2021/10/21/y"),
        ("https://lamp.example/why-swans-are-back", "https://lamp.example/swing-bridge-to-close",
         "https://lamp.example/swing-bridge-to-close"),
        ("https://lamp.example/a/bridge", "https://web.archive.org/web/20211021000000id_/https://lamp.example/a/bridge",
         "https://lamp.example/a/bridge"),
        (None, "https://lamp.example/a/bridge", "https://lamp.example/a/bridge"),
        (None, "https://lamp.example/", "https://lamp.example/"),
        ("https://[bad", "https://lamp.example/a", "https://lamp.example/a"),
    ],
)  # fmt: skip
def test_which_address_is_believed(canonical: str | None, carrier: str | None, url: str | None) -> None:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    found = page(f"<title>Swing bridge to close</title>{link}", url=carrier).article
    assert (found.url, found.canonical_url) == (url, url)


def test_a_row_and_its_text() -> None:
    text = "Swing bridge to close\n\nBy Mara Quill\n\nPublished: Oct. 21, 2021\n\n" + "It is old, he said. " * 9
    row = {"text": text, "published": "2021-10-21T10:00:00Z", "captured": "2021-11-02", "author": "Jo Marsh"}
    done = clean(Source("a", "a", "json", json.dumps(row).encode()), Settings())
    assert isinstance(done, Cleaned)
    assert claimed(done, "published") == [
        ("metadata", "2021-10-21T10:00:00Z", True), ("dateline", "2021-10-21", True),
    ]  # fmt: skip
    assert claimed(done, "byline") == [("metadata", "Jo Marsh", True), ("text", "Mara Quill", False)]
    assert done.article.published_evidence == ()
    late = clean(Source("a", "a", "json", json.dumps(row | {"captured": "2021-10-01"}).encode()), Settings())
    assert isinstance(late, Cleaned)
    assert late.article.published is None
    assert len(late.set_aside) == 2
