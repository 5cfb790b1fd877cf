"""Bytes to text by three fixed steps, without a guess: byte-order mark, else strict UTF-8, else Windows-1252.

Nothing is replaced or dropped: a byte-order mark stays in the text as U+FEFF, and the five bytes that Windows-1252
leaves undefined read as Latin-1. So the text can be turned back into the same bytes.
"""

from __future__ import annotations

import codecs

__all__ = ["decode", "decode_declared"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WINDOWS_1252 = "windows-1252"

_UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_TABLE = "".join(bytes([b]).decode("latin-1" if b in _UNDEFINED else "cp1252") for b in range(256))


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data` and the name of its encoding. Never fails.

    The codec named is the one whose decoding keeps a byte-order mark in the text. A mark that the rest of the bytes
    does not bear out is no mark.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name), name
            except UnicodeDecodeError:
                continue
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return codecs.charmap_decode(data, "strict", _TABLE)[0], WINDOWS_1252


def decode_declared(data: bytes, declared: str | None) -> tuple[str, str]:
    """As `decode`, but bytes without a mark that are no UTF-8 are tried as `declared`, a web page's own word, first."""
    text, name = decode(data)
    if name != WINDOWS_1252 or not declared:
        return text, name
    try:
        codec = codecs.lookup(declared)
        if not codec._is_text_encoding or codec.name in ("iso8859-1", "ascii"):  # by web custom these mean Windows-1252
            return text, name
        return data.decode(codec.name), codec.name
    except (LookupError, UnicodeError, ValueError):
        return text, name
