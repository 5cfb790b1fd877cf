"""Outlet, byline, dates and language; blank where nothing is certain."""

from __future__ import annotations

import pytest

from onrecord.clean.addresses import canonical, web_address
from onrecord.clean.blocks import label
from onrecord.clean.bylines import names_in
from onrecord.clean.language import language_of
from onrecord.clean.metadata import Meta
from onrecord.clean.parts import parts_of
from onrecord.clean.printed import with_printed

PROSE = "The council of Brackwater voted on Monday to close the old swing bridge for at least a year, and said why."


def printed(text: str) -> Meta:
    parts = parts_of(text)
    label(parts)
    return with_printed(Meta(), text, parts)


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (["By Mara Quill"], ("Mara Quill",)),
        (["By Mara Quill and Jo Marsh, Staff Writers"], ("Mara Quill", "Jo Marsh")),
        (["Mara Quill; Jo Marsh"], ("Mara Quill", "Jo Marsh")),
        (["Mara Quill", "Mara Quill"], ("Mara Quill",)),
        (["Piet van der Berg, Jr."], ("Piet van der Berg Jr.",)),
        (["Mara Quill in Dunmouth"], ("Mara Quill",)),
        (["https://lamp.example/author/mara"], ()),
        (["mara@lamp.example"], ()),
        (["Staff"], ()),
        (["The Associated Press"], ()),
        (["admin"], ()),
        (["News Desk"], ()),
        (["Everything you need to know about bridges"], ()),
    ],
)
def test_bylines(values: list[str], names: tuple[str, ...]) -> None:
    assert names_in(values) == names


def test_a_plain_text_gives_title_byline_and_date_away() -> None:
    text = f"Swing bridge to close\n\nBy Mara Quill\n\nPublished: Oct. 21, 2021\n\nUpdated: Oct. 22, 2021\n\n{PROSE}\n"
    found = printed(text)
    assert (found.title, found.byline, found.outlet) == ("Swing bridge to close", ("Mara Quill",), None)
    assert (found.published, found.basis, found.updated) == ("2021-10-21", "dateline", "2021-10-22")
    start, end = found.evidence[0]
    assert text[start:end] == "Oct. 21, 2021"


def test_a_dateline_with_a_full_date() -> None:
    text = f"Swing bridge to close\n\nBRACKWATER, Oct. 21, 2021 (XY) — {PROSE}"
    found = printed(text)
    assert (found.published, found.basis) == ("2021-10-21", "dateline")
    assert [text[a:b] for a, b in found.evidence] == ["Oct. 21, 2021"]
    assert printed(f"BRACKWATER, Oct. 21 — {PROSE}").published is None


def test_a_date_in_prose_is_not_the_date_of_publication() -> None:
    assert printed(f"Swing bridge to close\n\nOn Oct. 21, 2021, a lorry hit the bridge.\n\n{PROSE}").published is None


def test_an_outlet_that_names_itself() -> None:
    assert (
        printed(f"Swing bridge to close\n\nThe Brackwater Lamp | October 21, 2021\n\n{PROSE}").outlet
        == "The Brackwater Lamp"
    )
    plug = "Want Lamp! each day? Sign up here!"
    assert (
        printed(f"{PROSE}\n\nAs Lamp! previously reported, the bridge is old.\n\n{plug}\n\n{PROSE}").outlet == "Lamp!"
    )


def test_an_outlet_that_may_be_anothers_is_blank() -> None:
    assert printed(f"{PROSE}\n\nAs The Lamp previously reported, the bridge is old.\n\n{PROSE}").outlet is None
    assert printed(f"Swing bridge to close\n\nBy Mara Quill, Brackwater Post\n\n{PROSE}").outlet is None


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("HTTP://Lamp.Example:80/a?utm_medium=m&id=3#x", "http://lamp.example/a?id=3"),
        ("https://lamp.example", "https://lamp.example/"),
        ("https://lamp.example:8443/a?fbclid=1", "https://lamp.example:8443/a"),
        ("https://lamp.example/a b?q=%20", "https://lamp.example/a%20b?q=+"),
    ],
)
def test_addresses_are_normal(url: str, address: str) -> None:
    assert canonical(url) == address
    assert canonical(address) == address


@pytest.mark.parametrize(
    "value", [None, "", "lamp.example", "/a", "javascript:alert(1)", "https://", "http://[::1", "ftp://a.example/"]
)
def test_what_is_no_address(value: str | None) -> None:
    assert web_address(value) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (PROSE, "en"),
        (
            "Der Stadtrat hat beschlossen, dass die alte Brücke für ein Jahr gesperrt wird und nicht erst jetzt.",
            "de",
        ),
        (
            "Le conseil a voté lundi pour la fermeture du vieux pont, qui est dans un état que la ville ne dit pas.",
            "fr",
        ),
        (
            "El consejo votó el lunes por el cierre del puente, que no se puede usar por la noche.",
            "es",
        ),
        ("Bridge closed", None),
        ("1 2 3 4 5 6 7 8 9 10 11 12", None),
        ("Brackwater Dunmouth Calder Quill Marsh Dowell Finch Lamp Tar Lane", None),
    ],
)
def test_languages(text: str, code: str | None) -> None:
    assert language_of(text) == code
