"""Sources into articles: the text rules of the contract, ids, and what cannot be an article."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.clean import clean, extract_text
from onrecord.errors import InputError, Problem
from onrecord.model import Article, Cleaned, Source
from onrecord.settings import Settings

SETTINGS = Settings()


def source(data: bytes | str, kind: str = "text", key: str = "a.txt") -> Source:
    data = data.encode() if isinstance(data, str) else data
    return Source(key, key, kind, data)  # type: ignore[arg-type]


def article(data: bytes | str, kind: str = "text", key: str = "a.txt") -> Article:
    done = clean(source(data, kind, key), SETTINGS)
    assert isinstance(done, Cleaned), done
    return done.article


def covers(found: Article) -> None:
    """Blocks are in order, apart, inside the text, and leave out only white space."""
    at = 0
    for block in found.blocks:
        assert at <= block.start < block.end <= len(found.text)
        assert not found.text[at : block.start].strip()
        assert not found.text[block.start].isspace()
        assert not found.text[block.end - 1].isspace()
        at = block.end
    assert not found.text[at:].strip()


PIECES = st.sampled_from([
    "Advertisement", "Read more: Bridge Closed Again", "- Mayor Says No To Bridge Plan", "The mayor said no on Monday.",
    "By Ann Lee", "mayor smiling", "Photo: Ann Lee/Agency", "\n", "\n\n", "\r\n", "\r", " ", "\t", "\ufeff", "\u2028",
    "Published: Oct. 3, 2020", "Sign up for our newsletter", "©", "# Title", "\x0c", "\x85", "Subscribe now", "\xa0",
])  # fmt: skip


@settings(deadline=None)  # the first call compiles the patterns
@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_blocks_cover_any_text(text: str) -> None:
    done = clean(source(json.dumps({"text": text}), "json"), SETTINGS)
    if isinstance(done, Problem):
        assert "\0" in text or any("\ud800" <= c <= "\udfff" for c in text)
        return
    assert done.article.text == text
    covers(done.article)
    at = 0
    for repair in done.repairs:
        assert at <= repair.span.start < repair.span.end <= len(text)
        assert (
            repair.reads.replace(" ", "") == text[repair.span.start : repair.span.end].replace(" ", "") or "-" in text
        )
        at = repair.span.end


@pytest.mark.parametrize(
    "data",
    [
        b"  \n leading and trailing \n\n ",
        "\ufeffa mark and the rest.".encode(),
        b"carriage\r\nreturns\r\nkept\r\n",
        b"caf\xe9 \x93quoted\x94 in Windows-1252",
        "\ufeffwide text".encode("utf-16-le"),
    ],
)
def test_a_text_file_is_its_decoded_bytes(data: bytes) -> None:
    found = article(data)
    assert found.text.encode("utf-8" if found.encoding == "utf-8" else str(found.encoding)) == data
    assert found.text == extract_text(source(data))
    assert found.sha256 == sha256(data).hexdigest()
    covers(found)


def test_json_text_is_the_string_as_parsed() -> None:
    data = json.dumps({"text": "\n outer space kept \r\n", "title": "T"})
    assert article(data, "json").text == "\n outer space kept \r\n"
    assert extract_text(source(data, "json")) == "\n outer space kept \r\n"
    assert article('{"text": ""}', "json").blocks == ()


def test_equal_texts_under_two_keys_are_two_articles() -> None:
    one, two = article("Same text.", key="one.txt"), article("Same text.", key="two.txt")
    assert one.id != two.id
    assert one.sha256 == two.sha256
    assert article("Same text.", key="one.txt") == one


@pytest.mark.parametrize(
    ("data", "kind", "why"),
    [
        (b" \n\t", "text", "no text"),
        (b"\xef\xbb\xbf \n", "text", "no text"),
        (b'{"title": "x"}', "json", "no article text"),
        (b"<html><body></body></html>", "html", "no article"),
        (b"<<<>>>", "html", "page"),
        (b"", "html", "page"),
    ],
)
def test_what_is_no_article(data: bytes, kind: str, why: str) -> None:
    done = clean(source(data, kind), SETTINGS)
    assert isinstance(done, Problem)
    assert why in done.why
    with pytest.raises(InputError):
        extract_text(source(data, kind))


def test_a_text_that_is_too_long_is_set_aside() -> None:
    done = clean(source("word " * 250_000), SETTINGS)
    assert isinstance(done, Problem)
    assert "1,000,000" in done.why


def test_fields_of_a_row() -> None:
    found = article(
        json.dumps({
            "id": "7", "maintext": "The bridge was closed. It will be closed for a year, the mayor of the town said.",
            "title": "Bridge closed", "source_domain": "bugle.example", "authors": ["Ann Lee", "Staff"],
            "date_publish": "2021-03-04 10:00:00", "date_modify": "2021-03-05", "date_download": "2021-04-01",
            "url": "HTTPS://Bugle.Example:443/2021/03/04/bridge/?utm_source=x&page=2#top", "language": "en-GB",
        }),
        "json",
    )  # fmt: skip
    assert (found.outlet, found.title, found.byline) == ("bugle.example", "Bridge closed", ("Ann Lee",))
    assert (found.published, found.published_basis) == ("2021-03-04", "metadata")
    assert (found.updated, found.captured, found.language) == ("2021-03-05", "2021-04-01", "en")
    assert found.canonical_url == "https://bugle.example/2021/03/04/bridge/?page=2"


def test_the_date_in_the_address_is_the_last_resort_of_a_row() -> None:
    found = article('{"text": "x", "url": "https://bugle.example/2021/mar/04/bridge", "date": "03/04/2021"}', "json")
    assert (found.published, found.published_basis) == ("2021-03-04", "url")


def test_an_excerpt_says_so() -> None:
    assert article('{"content": "The bridge… [+1234 chars]"}', "json").read == "excerpt"
    assert article('{"content": "The bridge."}', "json").read == "full"
