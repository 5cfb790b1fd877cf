"""DOCX (Office Open XML, ECMA-376) into text: the parts of the package that hold words, each parsed as a stream.

Read straight from the XML, because the library at hand passes over inserted text, footnotes and text boxes, loads
every part of a package before the first word, and refuses a package of which one picture is missing. Deleted and
hidden text, comments and field codes are no text; the automatic numbers of lists are in no part of the file.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812

from lxml import etree

from onrecord.documents.document import Document, Piece, assembled, printed
from onrecord.documents.docxml import Properties, Refused, Styles, Target, Words

__all__ = ["extract", "is_docx"]

MAX_ENTRIES = 10_000
"""Files in a package; a book with a picture a page has 1,000."""
MAX_UNPACKED = 64 * 2**20
"""Bytes that the parts with words may unpack to, in all: a document of a million characters with markup around every
word has 20 MB. They are never held in memory as a whole."""
CHUNK = 2**16
MAIN = "word/document.xml"

_BESIDE = (
    ("footnotes", re.compile(r"word/footnotes\.xml\Z")),
    ("endnotes", re.compile(r"word/endnotes\.xml\Z")),
    ("headers", re.compile(r"word/header\d{0,4}\.xml\Z")),
    ("footers", re.compile(r"word/footer\d{0,4}\.xml\Z")),
)
FURNITURE = frozenset({"headers", "footers"})
_FAULTS = (BadZipFile, ZlibError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, etree.LxmlError)
"""What broken packages and broken XML raise; `RuntimeError` is zipfile's for an encrypted member."""


def is_docx(names: Container[str]) -> bool:
    """Whether a zip archive with members of these names is a Word document."""
    return MAIN in names


def extract(data: bytes) -> Document | str:
    """The document in the DOCX file `data`, or why there is none.

    Paragraphs are one a line; so are table rows, with tabs between the cells, unless a cell holds several paragraphs.
    Text boxes, notes, headers and footers follow the body as parts of their own.
    """
    try:
        with ZipFile(BytesIO(data)) as package:
            document = _Package(package).document()
    except Refused as refused:
        return str(refused)
    except _FAULTS:
        return "is a DOCX document that is broken"
    return document if document.text.strip() else "is a DOCX document without text"


class _Package:
    """The parts of a package, unpacked one after another within one budget."""

    def __init__(self, package: ZipFile) -> None:
        self._package = package
        entries = package.infolist()
        if len(entries) > MAX_ENTRIES:
            raise Refused(f"is a DOCX document of more than {MAX_ENTRIES:,} files")
        self._entries = {entry.filename: entry for entry in entries}
        self._left = MAX_UNPACKED
        self._elements = 0
        if MAIN not in self._entries:
            raise Refused("is no DOCX document")

    def document(self) -> Document:
        styles, properties = Styles(), Properties()
        self._parse("word/styles.xml", styles)
        self._parse("docProps/core.xml", properties)
        body = Words(styles)
        self._parse(MAIN, body)
        pieces = [body.piece("body"), Piece("text boxes", body.boxes()), *self._beside(styles)]
        document = assembled(pieces, "utf-8")
        author = printed(properties.author, document.text)
        return Document(
            document.text, document.encoding, document.portions, document.headings, document.furniture,
            title=body.title or printed(properties.title, document.text), subtitle=body.subtitle,
            authors=(author,) if author else (),
        )  # fmt: skip

    def _beside(self, styles: Styles) -> Iterator[Piece]:
        """Notes, headers and footers: those of one kind are one part."""
        for name, pattern in _BESIDE:
            texts = []
            for entry in sorted(filter(pattern.match, self._entries), key=lambda path: (len(path), path)):
                words = Words(styles)
                self._parse(entry, words)
                texts += [line for line in (words.piece(name).text + words.boxes()).split("\n") if line.strip()]
            yield Piece(name, "\n".join(texts), furniture=name in FURNITURE)

    def _parse(self, name: str, target: Target) -> None:
        """Has `target` told what the part called `name` holds; nothing if there is none."""
        entry: ZipInfo | None = self._entries.get(name)
        if entry is None:
            return
        self._left -= entry.file_size
        if self._left < 0:
            raise Refused(f"is a DOCX document that unpacks to more than {MAX_UNPACKED // 2**20} MB")
        target.elements = self._elements
        parser = etree.XMLParser(
            target=target,  # type: ignore[arg-type]
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        with self._package.open(entry) as part:
            while chunk := part.read(CHUNK):
                parser.feed(chunk)
        parser.close()
        self._elements = target.elements
