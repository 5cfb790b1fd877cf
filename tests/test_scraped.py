"""Articles as JSON objects under the names that scrapers, news APIs and agencies use. All are invented."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.scraped import Row, is_markup, parse_row


def row(**fields: object) -> Row:
    found = parse_row(json.dumps(fields))
    assert isinstance(found, Row), found
    return found


def why(**fields: object) -> str:
    found = parse_row(json.dumps(fields))
    assert isinstance(found, str), found
    return found


@pytest.mark.parametrize("name", ["text", "maintext", "content", "body", "Text", "articleBody", "content_text"])
def test_names_of_the_text(name: str) -> None:
    assert row(**{name: " Kept as it is.\n"}).text == " Kept as it is.\n"


def test_the_first_usable_value_of_a_field_counts() -> None:
    found = row(text="", maintext="Here.", authors=[], author="Ann Lee", source={"id": None, "name": "The Bugle"}, id=7)
    assert (found.text, found.byline, found.outlet, found.id) == ("Here.", ("Ann Lee",), "The Bugle", "7")


def test_a_blank_text_is_an_article() -> None:
    assert row(text="").text == ""


def test_booleans_and_numbers_that_are_no_numbers_are_absent() -> None:
    assert row(text="x", title=True).title is None
    assert isinstance(parse_row('{"text": "x", "author": NaN}'), Row)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "no valid JSON"),
        ("[1]", "no JSON object"),
        ('{"title": "x"}', "no article text"),
        ('{"text": ["x"]}', "no article text"),
        ('{"a":' * 100_000, "too deeply"),
        ('{"text": "half \\ud800 a pair"}', "surrogate"),
        ('{"text": "x", "title": "half \\udc00 a pair"}', "surrogate"),
        ('{"content_html": "<p>half \\ud800 a pair</p>"}', "surrogate"),
        ('{"text": "nul \\u0000"}', "NUL"),
        ('{"html": "<p>nul \\u0000</p>"}', "NUL"),
    ],
)
def test_what_is_no_article_says_why(text: str, why: str) -> None:
    found = parse_row(text)
    assert isinstance(found, str)
    assert why in found


def test_a_huge_number_beside_the_text_does_no_harm() -> None:
    assert isinstance(parse_row('{"text": "x", "n": ' + "9" * 10_000 + "}"), Row)


# ---------------------------------------------------------------- HTML and excerpts
def test_html_counts_only_where_there_is_no_plain_text() -> None:
    assert row(text="Plain.", html="<p>Marked.</p>").html is None
    assert row(text="", content_html="<p>Marked.</p>").html == "<p>Marked.</p>"
    assert row(body_xhtml="<p>Marked.</p>").text == ""


def test_a_text_that_is_html_is_taken_for_html() -> None:
    assert row(content="<p>One.</p><p>Two.</p>").html == "<p>One.</p><p>Two.</p>"
    assert row(content="<p>One.</p>", body="Plain.").text == "Plain."


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("The tag <br> breaks a line.", False),
        ("1 < 2 and 3 > 2", False),
        ("", False),
        ("<p>One.", False),
        ("  <p>One.</p>", True),
        ("One.<br>Two.<br/>Three.", True),
        ("<div>x</div>", True),
        ("use </p> once", False),
    ],
)
def test_text_that_mentions_a_tag_is_no_html(text: str, marked: bool) -> None:
    assert is_markup(text) is marked


def test_an_excerpt_says_so() -> None:
    assert row(text="x", excerpt=True).excerpt
    assert row(text="x", truncated=True).excerpt
    assert row(content="The council met on Monday and… [+1234 chars]").excerpt
    assert row(content="The council met on Monday and... [2314 chars]").excerpt
    assert not row(text="x", excerpt="The council met.", is_truncated=False).excerpt


def test_a_row_with_nothing_but_a_summary_is_an_excerpt() -> None:
    found = row(title="Pump found", description="It was lost.", url="https://a.example/pump", published_at="2022-05-04")
    assert (found.text, found.excerpt, found.description) == ("It was lost.", True, None)
    assert "no article text" in why(name="a package", description="It does things.", url="https://a.example/x")


@pytest.mark.parametrize("text", ["[Removed]", "ONLY AVAILABLE IN PAID PLANS"])
def test_what_stands_in_for_a_text_is_none(text: str) -> None:
    assert "withholds" in why(
        title="x", description=text, url="https://a.example/b", pubDate="2022-05-04", content=text
    )


# ---------------------------------------------------------------- the programs' own names
def test_newspaper() -> None:
    found = row(
        url="https://bugle.example/wall",
        read_more_link="",
        language="en",
        title="Wall voted down",
        authors=["Ann Lee", "Bo Roe"],
        publish_date="2021-03-04 00:00:00",
        summary="The council met. It voted.",
        meta_description="The vote was 9 to 4.",
        meta_lang="en",
        meta_site_name="The Bugle",
        canonical_link="https://bugle.example/wall",
        source_url="https://bugle.example",
        text="The council met.",
        tags=[],
    )
    assert found == Row(
        "The council met.",
        title="Wall voted down",
        description="The vote was 9 to 4.",
        outlet="The Bugle",
        url="https://bugle.example/wall",
        published="2021-03-04 00:00:00",
        byline=("Ann Lee", "Bo Roe"),
        language="en",
    )


def test_news_please() -> None:
    found = row(
        authors=["Ann Lee"],
        date_download="2021-03-05 10:00:00",
        date_modify="None",
        date_publish="2021-03-04 09:00:00",
        description="Nine to four.",
        filename="x.json",
        language="en",
        localpath=None,
        maintext="The council met.",
        source_domain="bugle.example",
        text=None,
        title="Wall voted down",
        title_page=None,
        title_rss=None,
        url="https://bugle.example/wall",
    )
    assert (found.text, found.outlet, found.captured) == ("The council met.", "bugle.example", "2021-03-05 10:00:00")
    assert (found.published, found.byline) == ("2021-03-04 09:00:00", ("Ann Lee",))


def test_trafilatura() -> None:
    found = row(
        title="Wall voted down",
        author="Ann Lee; Bo Roe",
        hostname="bugle.example",
        date="2021-03-04",
        fingerprint="6599abfc",
        id=None,
        raw_text="Wall voted down The council met.",
        text="The council met.",
        language=None,
        filedate="2021-03-09",
        source="https://bugle.example/wall",
        **{"source-hostname": "The Bugle", "excerpt": "Nine to four.", "categories": "", "tags": ""},
    )
    assert (found.text, found.excerpt, found.url) == ("The council met.", False, "https://bugle.example/wall")
    assert (found.outlet, found.published, found.captured) == ("The Bugle", "2021-03-04", "2021-03-09")


def test_a_crawl_s_date_is_when_a_page_was_fetched() -> None:
    realnews = row(
        text="x",
        url="https://a.example/b",
        domain="a.example",
        publish_date="03-19-2019",
        warc_date="20190402173026",
        title="T",
    )
    assert (realnews.published, realnews.captured) == ("03-19-2019", "20190402173026")
    gdelt = row(title="T", url="https://a.example/b", seendate="20210304T120000Z", text="x", language="English")
    assert (gdelt.published, gdelt.captured) == (None, "20210304T120000Z")
    registry = row(
        uri="1",
        body="x",
        date="2021-03-04",
        dateTime="2021-03-04T12:00:00Z",
        dateTimePub="2021-03-03T22:00:00Z",
        isDuplicate=False,
        source={"title": "The Bugle"},
    )
    assert (registry.published, registry.captured, registry.outlet) == (
        "2021-03-03T22:00:00Z",
        "2021-03-04",
        "The Bugle",
    )
    assert row(text="x", url="https://a.example/b", timestamp="2019-04-25T12:57:54Z").published is None
    assert row(text="x", date="2018-01-11 10:23:00", domain="a.example", title="T").published == "2018-01-11 10:23:00"


def test_an_article_inside_an_answer_or_a_search_engine_s_hit() -> None:
    guardian = row(
        id="coast/1",
        webTitle="Wall",
        webUrl="https://g.example/1",
        webPublicationDate="2021-03-04T10:00:00Z",
        sectionName="Coast",
        fields={"bodyText": "The council met.", "byline": "Ann Lee"},
    )
    assert (guardian.text, guardian.title, guardian.section, guardian.byline) == (
        "The council met.",
        "Wall",
        "Coast",
        ("Ann Lee",),
    )
    assert row(_id="k", _source={"text": "x", "title": "T"}).id == "k"
    nyt = row(
        headline={"main": "Wall"},
        byline={"original": "By Ann Lee"},
        web_url="https://n.example/1",
        pub_date="2021-03-04",
        abstract="It met.",
    )
    assert (nyt.title, nyt.byline, nyt.text, nyt.excerpt) == ("Wall", ("By Ann Lee",), "It met.", True)


def test_a_site_s_address_is_neither_outlet_nor_article() -> None:
    found = row(text="x", source_url="https://bugle.example/", source="https://bugle.example")
    assert (found.url, found.outlet) == (None, None)
    assert row(text="x", source_url="https://bugle.example/wall").url == "https://bugle.example/wall"


# ---------------------------------------------------------------- ninjs
def test_ninjs_of_the_first_version() -> None:
    found = row(
        uri="urn:n:1",
        type="text",
        headline="H",
        byline="Ann Lee",
        body_text="Plain.",
        body_xhtml="<p>x</p>",
        versioncreated="2022-04-12T09:00:00Z",
        firstcreated="2022-04-11T06:30:00Z",
        associations={"main": {"body_text": "other"}},
    )
    assert (found.id, found.text, found.title) == ("urn:n:1", "Plain.", "H")
    assert (found.published, found.updated) == ("2022-04-11T06:30:00Z", "2022-04-12T09:00:00Z")


def test_ninjs_of_the_second_version_has_several_bodies() -> None:
    bodies = [
        {"role": "html", "value": "<p>M</p><p>N</p>"},
        {"role": "text", "contenttype": "text/plain", "value": "Plain."},
    ]
    assert row(uri="u", headlines=[{"role": "main", "value": "H"}], bodies=bodies, by="Ann Lee").text == "Plain."
    assert row(uri="u", bodies=bodies[:1]).html == "<p>M</p><p>N</p>"


def test_ninjs_that_must_not_be_used_or_is_a_picture() -> None:
    assert why(uri="u", body_text="x", pubstatus="canceled") == "was cancelled by its provider"
    assert why(uri="u", body_text="x", pubstatus="withheld") == "is withheld by its provider"
    assert row(uri="u", body_text="x", pubstatus="usable").text == "x"
    assert "type picture" in why(
        uri="https://a.example/p", type="picture", headline="H", description_text="D", versioncreated="2022-04-12"
    )


# ---------------------------------------------------------------- anything at all
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(
                [
                    "text",
                    "html",
                    "bodies",
                    "value",
                    "title",
                    "source",
                    "fields",
                    "pubstatus",
                    "type",
                    "date",
                    "url",
                    "x",
                ]
            ),
            inner,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60)
@given(JSON)
def test_any_json_is_a_row_or_says_why_not(value: object) -> None:
    assert isinstance(parse_row(json.dumps(value)), Row | str)
