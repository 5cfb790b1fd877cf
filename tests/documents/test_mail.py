"""Messages into parts and text: encodings, alternatives, what is quoted, signed and forwarded; hostile ones."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.documents import Document
from onrecord.documents.mail import Mail, extract, mail_of
from onrecord.documents.mime import header_of

REPLY = (Path(__file__).parents[1] / "fixtures" / "mail" / "reply.eml").read_bytes()


def opened(data: bytes) -> tuple[Mail, Document]:
    mail = mail_of(data)
    assert isinstance(mail, Mail), mail
    found = extract(mail, 10**6)
    assert isinstance(found, Document), found
    return mail, found


def message(body: str, *fields: str) -> bytes:
    return "\r\n".join(["From: Ann Lee <ann@a.example>", "Subject: News", *fields, "", body]).encode()


def furniture(data: bytes) -> list[str]:
    found = opened(data)[1]
    return [found.text[start:end].strip() for start, end in found.furniture]


def test_a_whole_message() -> None:
    mail, found = opened(REPLY)
    assert (mail.subject, mail.sender) == ("Ferry “Skylark” runs aground", "Mina Sorel")
    assert (mail.id, mail.bulk) == ("20200508.7@courier.example", False)
    assert [(part.number, part.media, part.name) for part in mail.files] == [
        ("2", "application/rtf", "statement.rtf"), ("3", "image/png", "logo.png"), ("4", "message/rfc822", None),
    ]  # fmt: skip
    assert mail.files[0].content.startswith(b"{\\rtf1\\ansi The company")
    assert [p.part for p in found.portions] == ["subject", "1.1"]
    assert found.text.startswith("Ferry “Skylark” runs aground\n\nThe ferry Skylark ran aground")
    assert "its café full of \npassengers. Nobody was hurt, Rory O’Hare" in found.text
    assert found.encoding == "windows-1252"
    assert furniture(REPLY) == [
        "On Fri, 8 May 2020 at 09:12, Otto Brandt <otto@courier.example>\nwrote:\n\n> What do we know?\n>\n> Otto",
        "-- \nMina Sorel\nCoast Courier",
    ]


def test_a_stub_gives_way_to_the_page() -> None:
    page = "<p>" + "The ferry ran aground on Friday. " * 10 + "</p>"
    stub = "Content-Type: text/plain\r\n\r\nView this in your browser."
    parts = f"--b\r\n{stub}\r\n--b\r\nContent-Type: text/html\r\n\r\n{page}\r\n--b--"
    found = opened(message(parts, "Content-Type: multipart/alternative; boundary=b"))[1]
    assert [p.part for p in found.portions] == ["subject", "2"]
    assert "browser" not in found.text


@pytest.mark.parametrize(
    ("fields", "body", "wanted"),
    [
        (("Content-Type: text/plain; charset=koi8-r",), "\xf0\xd2\xc9", "При"),
        (("Content-Type: text/plain; charset=no-such",), "caf\xe9", "café"),
        (("Content-Type: text/plain; charset=iso-2022-jp",), "\x1b$B$\"\x1b(B", "あ"),
        (("Content-Transfer-Encoding: base64",), "Y2Fmw6k", "café"),
        (("Content-Transfer-Encoding: base64",), "Y2Fm w6k=\nnot ours", "café"),
        (("Content-Transfer-Encoding: quoted-printable",), "caf=C3=A9 =\nau lait =XX", "café au lait =XX"),
        (("Content-Type: text/html",), "<p>caf&eacute;<br>au lait</p><style>p{}</style>", "café\nau lait"),
        (("Content-Type: nonsense;;;=",), "words", "words"),
        (("Content-Type: multipart/mixed",), "without a boundary", None),
        (("Content-Type: multipart/mixed; boundary=x",), "no part", None),
    ],
)  # fmt: skip
def test_encodings(fields: tuple[str, ...], body: str, wanted: str | None) -> None:
    data = "\n".join(["From: a@b", *fields, "", body]).encode("latin-1")
    mail = mail_of(data)
    assert isinstance(mail, Mail)
    found = extract(mail, 10**6)
    if wanted is None:
        assert found == "is a message without text"
    else:
        assert isinstance(found, Document)
        assert found.text == wanted + "\n"


def test_from_at_the_beginning_of_a_line_is_no_quotation() -> None:
    assert not furniture(message(">From here on it is calm.\n\nSo it is."))


def test_forwarded_header_lines() -> None:
    announced = "-------- Forwarded message --------\nFrom: Bo <b@x>\nDate: today\nSubject: Fog"
    assert furniture(message(f"See below.\n\n{announced}\n\nFog lay.")) == [announced]
    bare = "Well.\n\nVon: Bo\nGesendet: Montag\nAn: Ann\nBetreff: Nebel\n\nNebel lag."
    assert furniture(message(bare)) == ["Von: Bo\nGesendet: Montag\nAn: Ann\nBetreff: Nebel"]
    assert not furniture(message("The vote was this:\n\nTo: be or not to be.\n\nThat is all."))


def test_paragraphs() -> None:
    def starts(body: str, *fields: str) -> list[str]:
        found = opened(message(body, *fields))[1]
        return [found.text[at:].split()[0] for at in found.paragraphs or ()]

    wrapped = (
        "A line of an article that was wrapped at the usual width of a letter\nbefore it went out.\nShort.\n\nLast."
    )
    assert starts(wrapped) == ["News", "A", "Short.", "Last."]
    flowed = "Some \nwords\nmore \nof them\n"
    assert starts(flowed, "Content-Type: text/plain; format=flowed") == ["News", "Some", "more"]
    long = "A long line. " * 20
    assert starts(f"{long}\nB {long}") == ["News", "A", "B"]
    assert starts("<p>One<br>Two</p>Three", "Content-Type: text/html") == ["News", "One", "Two", "Three"]


def test_signatures() -> None:
    assert furniture(message("Words.\n-- \nAnn")) == ["-- \nAnn"]
    assert furniture(message("Words.\n--\nAnn")) == ["--\nAnn"]
    assert not furniture(message("Words.\n--\n" + "A line of the article.\n" * 20))


def test_quotations_in_a_page() -> None:
    page = '<p>Yes.</p><blockquote type="cite"><p>Is it so?</p><blockquote>Deep</blockquote></blockquote><p>Bye.</p>'
    assert furniture(message(page, "Content-Type: text/html")) == ["Is it so?\nDeep"]
    legit = "<p>He wrote:</p><blockquote>I resign.</blockquote>"
    assert not furniture(message(legit, "Content-Type: text/html"))


def test_a_message_that_is_too_long() -> None:
    mail = mail_of(message("Fog lay over the bay.\n" * 100))
    assert isinstance(mail, Mail)
    assert extract(mail, 1000) == "is longer than 1,000 characters"


def test_what_is_no_message() -> None:
    assert mail_of(b"Just words and no header\n\nmore") == "is no message: it has no header"
    assert mail_of(b"") == "is no message: it has no header"
    assert header_of(b"From ann Fri May  8 2020\nSubject: x\n\nbody") is not None


# ------------------------------------------------------------------ hostile messages
def test_depth_is_bounded() -> None:
    deep = "".join(f"--b{i}\r\nContent-Type: multipart/mixed; boundary=b{i + 1}\r\n\r\n" for i in range(3000))
    start = time.process_time()
    mail_of(message(deep + "words", "Content-Type: multipart/mixed; boundary=b0"))
    assert time.process_time() - start < 5


def test_parts_are_bounded() -> None:
    many = "--b\r\n\r\nx\r\n" * 20_000
    mail = mail_of(message(many, "Content-Type: multipart/mixed; boundary=b"))
    assert isinstance(mail, Mail)
    assert len(mail.body) <= 500


@pytest.mark.parametrize(
    "data",
    [
        b"Subject: " + b"=?utf-8?q?" * 50_000 + b"\n\nx",
        b"Subject: x\n" + b" y\n" * 60_000 + b"\nx",
        b"From: " + b"<" * 100_000 + b"(" * 100_000 + b"\n\nx",
        b'Content-Type: text/plain; charset="' + b'\\"' * 60_000 + b"\n\nx",
        b"Content-Type: text/plain" + b"; a*0=b" * 50_000 + b"\n\nx",
        b"Subject: x\n\n" + b">" * 900_000,
        b"Subject: x\n\n" + b"> a\nb:\n" * 30_000,
        b"Subject: x\n\n" + b"-- \n" * 60_000,
        b"Subject: x\n\n" + b"From: a\n\n" * 30_000,
        b"Subject: x\n\n" + b"-" * 900_000 + b"x",
        b"Content-Type: text/html\n\n" + b"<blockquote type=cite>" * 50_000,
    ],
    ids=range(11),
)
def test_the_time_grows_with_the_size(data: bytes) -> None:
    start = time.process_time()
    mail = mail_of(data)
    assert isinstance(mail, Mail)
    extract(mail, 10**6)
    assert time.process_time() - start < 5


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_damaged_bytes_never_raise(data: st.DataObject) -> None:
    damaged = bytearray(REPLY)
    for _ in range(data.draw(st.integers(1, 20))):
        damaged[data.draw(st.integers(0, len(REPLY) - 1))] = data.draw(st.integers(0, 255))
    mail = mail_of(bytes(damaged[: data.draw(st.integers(0, len(REPLY)))]))
    if isinstance(mail, Mail):
        found = extract(mail, 10**6)
        assert isinstance(found, str) or found.text.encode("utf-8")
        assert all(isinstance(part.content, bytes) for part in mail.files)
