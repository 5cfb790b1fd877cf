r"""RTF into text, by the RTF 1.9.1 specification (Microsoft, 2008): one pass over the tokens, in linear time.

Its own reader, because the library at hand searches with patterns whose time grows with the square of the file, puts
addresses into the text that nobody printed, drops footnotes, and raises over characters that do not decode. Bytes are
decoded by the code page of their font (`\fcharset`), else of the file (`\ansicpg`); bytes that a code page leaves
undefined read as Latin-1. Pictures, embedded objects, index entries, hidden and deleted text are no text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

from onrecord.documents.document import Document, Piece, assembled, printed
from onrecord.documents.rtfwords import (
    CHARACTERS,
    CHARSETS,
    CODE_PAGES,
    FURNITURE,
    ORDER,
    PARTS,
    PROPERTIES,
    SKIPPED,
    SYMBOLS,
)

__all__ = ["extract"]

MAX_DEPTH = 10_000
"""Groups open at once. Writers reach 30; each costs memory."""

MAX_TOKENS = 3_000_000
"""Control words, groups and stretches of text in one file. A database's export of 500 articles has 200,000; as many as
this take 6 seconds."""

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\", re.DOTALL
)


class _State(NamedTuple):
    """What a group inherits: the part its text goes to (None: nowhere), its font, how many characters follow a `u`."""

    part: str | None
    font: int | None = None
    skip: int = 1
    hidden: bool = False
    fonts: bool = False
    info: bool = False


@dataclass(slots=True)
class _Text:
    """A part's text so far: its pieces, their length, where the paragraph began, and whether that is a heading."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    paragraph: int = 0
    heading: bool = False
    headings: list[int] = field(default_factory=list)

    def add(self, text: str) -> None:
        if self.heading and self.paragraph == self.length and not text.isspace():
            self.headings.append(self.length)
        if text == "\n" and self.pieces and self.pieces[-1] == "\t":  # what ends a row's last cell
            self.pieces.pop()
            self.length -= 1
        self.pieces.append(text)
        self.length += len(text)
        if text.endswith("\n"):
            self.paragraph = self.length


def extract(data: bytes) -> Document | str:
    """The document in the RTF file `data`, or why there is none.

    Paragraphs are one a line, table rows a line each with tabs between the cells. Text boxes, footnotes, headers and
    footers follow the body as parts of their own. A file that breaks off gives what it holds.
    """
    if not data.lstrip()[:5].lower().startswith(b"{\\rtf"):
        return "is no RTF document"
    reader = _Reader()
    if why := reader.read(data):
        return why
    texts = {name: _surrogates("".join(part.pieces)) for name, part in reader.parts.items()}
    pieces = [
        Piece(name, texts[name], _joined_offsets(reader.parts[name]), name in FURNITURE)
        for name in ORDER
        if name in texts
    ]
    document = assembled(pieces, reader.page.replace("cp125", "windows-125"))
    if not document.text.strip():
        return "is an RTF document without text"
    title, author = (printed(texts.get(name), document.text) for name in ("title", "author"))
    return replace(document, title=title, authors=(author,) if author else ())


_HALF = re.compile("[\ud800-\udfff]")


def _surrogates(text: str) -> str:
    """`text` with the halves of characters beyond U+FFFF joined, which RTF writes as two; a half alone is U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") if _HALF.search(text) else text


def _joined_offsets(part: _Text) -> list[int]:
    """The offsets of the headings once the halves of characters are joined."""
    text = "".join(part.pieces)
    if not part.headings or not _HALF.search(text):
        return part.headings
    offsets, last, at = [], 0, 0
    for heading in part.headings:
        at += len(_surrogates(text[last:heading]))
        last = heading
        offsets.append(at)
    return offsets


@cache
def _codec(page: int | None) -> str | None:
    """The codec of the code page with this number, or None."""
    try:
        return f"cp{page}" if codecs.lookup(f"cp{page}")._is_text_encoding else None
    except LookupError:
        return None


class _Reader:
    """Goes through the tokens once."""

    def __init__(self) -> None:
        self.page = "cp1252"
        self.parts: dict[str, _Text] = {}
        self.fonts: dict[int, str] = {}
        self.font = self.default = 0
        self.state = _State("body")
        self.groups: list[_State] = []
        self.waiting = bytearray()
        self.to_skip = 0
        self.starred = False

    def read(self, data: bytes) -> str | None:
        """Fills `parts`; what is wrong with the file, or None."""
        at = tokens = 0
        while (token := _TOKEN.match(data, at)) is not None:
            at = token.end()
            tokens += 1
            if tokens > MAX_TOKENS:
                return f"is an RTF document of more than {MAX_TOKENS:,} control words"
            word, number, code, symbol, brace, text = token.groups()
            if word is not None:
                value = int(number) if number is not None else None
                at += self._word(word, value)
            elif text is not None:
                self._bytes(text)
            elif code is not None:
                self._bytes(bytes((int(code, 16),)))
            elif symbol is not None:
                self._symbol(symbol)
            elif brace == b"{":
                if len(self.groups) >= MAX_DEPTH:
                    return "is an RTF document nested too deeply"
                self._open()
            elif brace is not None and self._close():
                break
        self._flush()
        return None

    # ---- text
    def _bytes(self, data: bytes) -> None:
        if self.to_skip:
            skipped = min(self.to_skip, len(data))
            self.to_skip -= skipped
            data = data[skipped:]
        if data and self.state.part is not None and not self.state.hidden:
            self.waiting += data

    def _flush(self) -> None:
        """Decodes the bytes that wait: those of one character may come as several tokens."""
        if self.waiting:
            font = self.default if self.state.font is None else self.state.font
            text = _decoded(bytes(self.waiting), self.fonts.get(font, self.page))
            self.waiting.clear()
            self._add(text)

    def _add(self, text: str) -> None:
        name = self.state.part
        if name is not None and not self.state.hidden:
            part = self.parts.get(name)
            if part is None:
                part = self.parts[name] = _Text()
            part.add(text)

    # ---- groups
    def _open(self) -> None:
        self._flush()
        self.to_skip = 0
        self.starred = False
        self.groups.append(self.state)

    def _close(self) -> bool:
        """Ends a group; true when it was the document's own, after which nothing counts."""
        self._flush()
        self.to_skip = 0
        before = self.state.part
        if self.groups:
            self.state = self.groups.pop()
        if before is not None and before != "body" and before != self.state.part and before in self.parts:
            part = self.parts[before]
            if part.paragraph != part.length:
                part.add("\n")
        return not self.groups

    # ---- control words
    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self.starred = True
        elif self.to_skip:
            self.to_skip -= 1
        elif symbol in SYMBOLS:
            self._flush()
            self._add(SYMBOLS[symbol])

    def _word(self, word: bytes, value: int | None) -> int:
        """Does what a control word says; how many raw bytes follow it that are no text."""
        if self.waiting:
            self._flush()
        starred, self.starred = self.starred, False
        part = PARTS.get(word)
        if part is not None:
            self._part(part)
        elif starred or word in SKIPPED:
            self._set(part=None)
        elif self.to_skip and word != b"u":
            self.to_skip -= 1
        elif (character := CHARACTERS.get(word)) is not None:
            self._add(character)
        elif (action := _ACTIONS.get(word)) is not None:
            action(self, value)
        return max(0, value or 0) if word == b"bin" else 0

    def _set(self, **fields: object) -> None:
        self.state = self.state._replace(**fields)  # type: ignore[arg-type]

    def _part(self, name: str) -> None:
        """Text goes elsewhere until the group ends: but within what is skipped, only text boxes and properties do."""
        inside = self.state.info if name in PROPERTIES else name == "text boxes" or self.state.part is not None
        self._set(part=name if inside else None)

    def _unicode(self, value: int | None) -> None:
        if value is not None and -0x8000 <= value <= 0x10FFFF:
            self._add(chr(value % 0x10000 if value < 0 else value))
        self.to_skip = self.state.skip

    def _code_page(self, value: int | None) -> None:
        self.page = CODE_PAGES.get(value or 0) or _codec(value) or self.page

    def _named_page(self, name: str) -> None:
        self.page = name

    def _default_font(self, value: int | None) -> None:
        self.default = value or 0

    def _font(self, value: int | None) -> None:
        if self.state.fonts:
            self.font = value or 0
        else:
            self._set(font=value or 0)

    def _font_page(self, codec: str | None) -> None:
        if self.state.fonts and codec:
            self.fonts[self.font] = codec

    def _heading(self, heading: bool) -> None:
        if self.state.part is not None:
            self.parts.setdefault(self.state.part, _Text()).heading = heading


_ACTIONS: Mapping[bytes, Callable[[_Reader, int | None], None]] = {
    b"u": _Reader._unicode,
    b"uc": lambda reader, value: reader._set(skip=max(0, min(1 if value is None else value, 64))),
    b"ansicpg": _Reader._code_page,
    b"mac": lambda reader, value: reader._named_page("mac_roman"),
    b"pc": lambda reader, value: reader._named_page("cp437"),
    b"pca": lambda reader, value: reader._named_page("cp850"),
    b"deff": _Reader._default_font,
    b"fonttbl": lambda reader, value: reader._set(part=None, fonts=True),
    b"f": _Reader._font,
    b"fcharset": lambda reader, value: reader._font_page(CHARSETS.get(value or 0)),
    b"cpg": lambda reader, value: reader._font_page(_codec(value)),
    b"info": lambda reader, value: reader._set(part=None, info=True),
    b"v": lambda reader, value: reader._set(hidden=value != 0),
    b"deleted": lambda reader, value: reader._set(hidden=value != 0),
    b"plain": lambda reader, value: reader._set(hidden=False, font=None),
    b"pard": lambda reader, value: reader._heading(False),
    b"outlinelevel": lambda reader, value: reader._heading(value is not None and 0 <= value <= 8),
}
"""What a control word does, besides those that stand for a character, a destination or another part."""


_LATIN = {0xDC00 + byte: byte for byte in range(0x80, 0x100)}


def _decoded(data: bytes, codec: str) -> str:
    """`data` by `codec`; the bytes that it leaves undefined read as Latin-1, so nothing is lost."""
    try:
        return data.decode(codec, "surrogateescape").translate(_LATIN)
    except (UnicodeError, LookupError):
        return data.decode("latin-1")
