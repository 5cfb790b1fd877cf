"""Decoding: byte-order mark, strict UTF-8, Windows-1252; and back again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.decode import decode, decode_declared


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"plain", "plain", "utf-8"),
        ("naïve “quote”".encode(), "naïve “quote”", "utf-8"),
        (b"\xef\xbb\xbfwith mark", "\ufeffwith mark", "utf-8"),
        (b"caf\xe9 \x93quoted\x94", "café “quoted”", "windows-1252"),
        (b"\x81\x8d\x8f\x90\x9d", "\x81\x8d\x8f\x90\x9d", "windows-1252"),
        ("\ufeffwide".encode("utf-16-le"), "\ufeffwide", "utf-16-le"),
        ("\ufeffwide".encode("utf-16-be"), "\ufeffwide", "utf-16-be"),
        ("\ufeffwide".encode("utf-32-le"), "\ufeffwide", "utf-32-le"),
        (b"", "", "utf-8"),
    ],
)
def test_encodings(data: bytes, text: str, encoding: str) -> None:
    assert decode(data) == (text, encoding)


@given(st.binary())
def test_every_byte_string_decodes_without_loss(data: bytes) -> None:
    text, encoding = decode(data)
    assert "\ufffd" not in text or "\ufffd".encode() in data or encoding.startswith("utf-16")
    if encoding == "windows-1252":
        back = bytes(ord(c) if ord(c) < 256 else c.encode("cp1252")[0] for c in text)
        assert back == data
    else:
        assert text.encode(encoding) == data


def test_a_mark_that_the_bytes_do_not_bear_out_is_none() -> None:
    assert decode(b"\xef\xbb\xbf\xff")[1] == "windows-1252"


def test_a_page_may_declare_its_encoding() -> None:
    data = "Привет".encode("cp1251")
    assert decode_declared(data, "windows-1251") == ("Привет", "cp1251")
    assert decode_declared(data, "no-such-codec")[1] == "windows-1252"
    assert decode_declared(data, "base64")[1] == "windows-1252"
    assert decode_declared("Привет".encode(), "windows-1251")[1] == "utf-8"
