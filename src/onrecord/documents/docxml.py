"""The XML parts of a DOCX package, told element by element: nothing of them is kept but words.

`Words` makes lines of WordprocessingML, `Styles` knows which paragraph styles are headings, `Properties` are title and
author as the file states them. A document type declaration, which no Word file has, is refused: so no entity is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.documents.document import Piece

__all__ = ["Properties", "Refused", "Styles", "Target", "Words"]

MAX_ELEMENTS = 1_000_000
"""Elements of one document's parts: 100,000 words with ten each. They take 4 seconds."""

_MAIN = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_MATH = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HIDDEN = frozenset({"del", "moveFrom", "rt", "pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "numbering"})
"""Elements whose content is not printed as it stands: deleted text, former formatting, readings over characters."""
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_OFF = frozenset({"0", "false", "off", "none"})


class Refused(Exception):  # noqa: N818
    """Why a document is not read: a sentence without its subject, the file."""


class Target:
    """What the parser tells: the beginnings and ends of elements and the characters between them."""

    def __init__(self) -> None:
        self.elements = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self.elements += 1
        if self.elements > MAX_ELEMENTS:
            raise Refused(f"is a DOCX document of more than {MAX_ELEMENTS:,} elements")
        self.begin(tag, attributes)

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        """The same, for what is made of it."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, data: str) -> None:
        """Characters."""

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        """A document type declaration: the place where entities are declared."""
        raise Refused("is a DOCX document with a document type declaration")

    def close(self) -> None:
        """The end."""


def _local(tag: str) -> str:
    """The name of an element of WordprocessingML, else an empty string."""
    return tag.rpartition("}")[2] if tag.startswith(_MAIN) else ""


def _value(attributes: Mapping[str, str]) -> str | None:
    return next((value for name, value in attributes.items() if name.rpartition("}")[2] == "val"), None)


# ------------------------------------------------------------------ styles and properties
@dataclass(slots=True)
class _Style:
    name: str = ""
    based_on: str | None = None
    level: str | None = None


class Styles(Target):
    """The paragraph styles: which are headings, which the document's title and subtitle."""

    def __init__(self) -> None:
        super().__init__()
        self._styles: dict[str, _Style] = {}
        self._style = _Style()

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Notes a style's name, parent and outline level."""
        name = _local(tag)
        if name == "style":
            key = next((v for k, v in attributes.items() if k.rpartition("}")[2] == "styleId"), "")
            self._style = self._styles[key] = _Style()
        elif name == "name":
            self._style.name = (_value(attributes) or "").lower()
        elif name == "basedOn":
            self._style.based_on = _value(attributes)
        elif name == "outlineLvl":
            self._style.level = _value(attributes)

    def kind(self, key: str | None) -> str | None:
        """`title`, `subtitle` or `heading` for the style with this id, or None; a style inherits from its parent."""
        for _ in range(10):
            style = self._styles.get(key or "")
            if style is None:
                return key.lower() if key and key.lower() in ("title", "subtitle") and not self._styles else None
            if style.name in ("title", "subtitle"):
                return style.name
            if style.name.startswith("heading ") or (style.level or "9") in "012345678":
                return "heading"
            key = style.based_on
        return None


class Properties(Target):
    """Title and author in the package's core properties."""

    def __init__(self) -> None:
        super().__init__()
        self.title: str | None = None
        self.author: str | None = None
        self._inside = ""

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Remembers which property begins."""
        self._inside = tag.rpartition("}")[2]

    def end(self, tag: str) -> None:
        """Forgets it again."""
        self._inside = ""

    def data(self, data: str) -> None:
        """Takes its value."""
        if self._inside == "title":
            self.title = ((self.title or "") + data)[:1000]
        elif self._inside == "creator":
            self.author = ((self.author or "") + data)[:1000]


# ------------------------------------------------------------------ words
@dataclass(slots=True)
class _Paragraph:
    text: list[str] = field(default_factory=list)
    style: str | None = None
    level: str | None = None
    hidden: bool = False


@dataclass(slots=True)
class _Row:
    cells: list[list[_Line]] = field(default_factory=list)


_Line = tuple[str, str | None]
"""A line and what it is: `title`, `subtitle`, `heading` or None."""


class Words(Target):
    """The lines of a part, in order. Those of text boxes are kept apart: they stand anywhere on the page."""

    def __init__(self, styles: Styles) -> None:
        super().__init__()
        self._styles = styles
        self._lines: list[_Line] = []
        self._boxes: list[_Line] = []
        self._sinks = [self._lines]
        self._rows: list[_Row] = []
        self._paragraphs: list[_Paragraph] = []
        self._skipped = 0
        self._properties = False
        self._text = False

    # ---- what was found
    @property
    def title(self) -> str | None:
        """The first paragraph in the style of titles."""
        return self._first("title")

    @property
    def subtitle(self) -> str | None:
        """The first paragraph in the style of subtitles."""
        return self._first("subtitle")

    def _first(self, wanted: str) -> str | None:
        return next((" ".join(text.split()) for text, kind in self._lines if kind == wanted and text.strip()), None)

    def piece(self, name: str) -> Piece:
        """The lines outside text boxes as the part `name`."""
        headings, at = [], 0
        for text, kind in self._lines:
            if kind in ("heading", "title") and text.strip():
                headings.append(at + len(text) - len(text.lstrip()))
            at += len(text) + 1
        return Piece(name, "".join(text + "\n" for text, _ in self._lines), headings)

    def boxes(self) -> str:
        """The lines in text boxes."""
        return "".join(text + "\n" for text, _ in self._boxes if text.strip())

    # ---- what the parser tells
    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begins a paragraph, row, cell or box, or takes a character that is an element."""
        name = _local(tag)
        if self._skipped or name in _HIDDEN or tag == _FALLBACK:
            self._skipped += 1
        elif name == "t" or (tag.startswith(_MATH) and tag.endswith("}t")):
            self._text = True
        elif name == "p":
            self._paragraphs.append(_Paragraph())
        elif name == "tr":
            self._rows.append(_Row())
        elif name in ("tc", "txbxContent"):
            self._sinks.append([])
        elif self._paragraphs and name:
            self._within(name, attributes, self._paragraphs[-1])

    def _within(self, name: str, attributes: Mapping[str, str], paragraph: _Paragraph) -> None:
        if name == "pPr":
            self._properties = True
        elif self._properties:
            if name == "pStyle":
                paragraph.style = _value(attributes)
            elif name == "outlineLvl":
                paragraph.level = _value(attributes)
        elif name == "r":
            paragraph.hidden = False
        elif name == "vanish":
            paragraph.hidden = (_value(attributes) or "1") not in _OFF
        elif name in _CHARACTERS and not paragraph.hidden:
            paragraph.text.append(_CHARACTERS[name])

    def data(self, data: str) -> None:
        """Takes printed characters."""
        if self._text and not self._skipped and self._paragraphs and not self._paragraphs[-1].hidden:
            self._paragraphs[-1].text.append(data)

    def end(self, tag: str) -> None:
        """Ends what `begin` began."""
        if self._skipped:
            self._skipped -= 1
            return
        name = _local(tag)
        if name == "t" or (not name and tag.endswith("}t")):
            self._text = False
        elif name == "pPr":
            self._properties = False
        elif name == "p" and self._paragraphs:
            self._end_paragraph(self._paragraphs.pop())
        elif name == "tc" and len(self._sinks) > 1:
            cell = self._sinks.pop()
            (self._rows[-1].cells if self._rows else [self._sinks[-1]]).append(cell)
        elif name == "tr" and self._rows:
            self._sinks[-1].extend(_row(self._rows.pop()))
        elif name == "txbxContent" and len(self._sinks) > 1:
            self._boxes += self._sinks.pop()

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        kind = self._styles.kind(paragraph.style)
        if paragraph.level is not None:
            kind = "heading" if paragraph.level in "012345678" else kind
        self._sinks[-1].append(("".join(paragraph.text), kind))


def _row(row: _Row) -> list[_Line]:
    """A row's lines: one, with tabs between the cells, unless a cell holds several paragraphs, as in a layout table."""
    cells = [[line for line in cell if line[0].strip()] for cell in row.cells]
    if any(len(cell) > 1 or any("\n" in text for text, _ in cell) for cell in cells):
        return [line for cell in cells for line in cell]
    if sum(bool(cell) for cell in cells) == 1:
        return [cell[0] for cell in cells if cell]
    joined = "\t".join(cell[0][0] if cell else "" for cell in cells)
    return [(joined, None)] if joined.strip() else []
