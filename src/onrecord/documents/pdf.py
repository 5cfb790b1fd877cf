"""PDF into text, by pypdf: lines in the order in which the file draws them, page after page.

Running heads and page numbers are not dropped, but moved behind the text, so that a sentence goes on where the page
turns. Paragraphs are set apart by an empty line, and lines within one end where they end in print. Ligatures are
written as their letters; characters that print nothing (controls) are left out.

A file's title and author count only where the text prints them, and its date of creation is none of publication.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import pairwise
from typing import Any

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError

from onrecord.documents.document import Document, printed
from onrecord.documents.pdflines import Line, is_heading, mark_furniture, paragraph_starts
from onrecord.limits import TimeUp, computing_at_most
from onrecord.model import Portion

__all__ = ["extract"]

MAX_PAGES = 5_000
"""Pages; a million characters, the longest article, have 500."""
MAX_OPERATORS = 200_000
"""Drawing operations in all pages. A page of text has 50 to 500; as many as this take 3 to 6 seconds."""
MAX_SECONDS = 9.0
"""Seconds of computing for one file, should it find work that the other bounds do not count."""
MAX_STREAM_BYTES = 32 * 2**20
"""Largest stream once unpacked: a page of text has 10 kB, a font with its tables a few MB."""
MIN_LETTERS = 20
"""Letters and digits in all pages below which they hold no text: a scan may carry a stamp."""
FAR = 1e6
"""Points from the corner of a page from which on a place is none; a mile has 4.5 million."""
LISTED = 8
"""Pages that are named one by one when they are left out."""
UNREADABLE = 0.3
"""Share of characters without a meaning from which on a text is none: fonts that do not say what they print."""

_LIGATURES = str.maketrans({
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
})  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]")
_MEANINGLESS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\ud800-\udfff]")

logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)  # it warns of every oddity of a file; a Problem says enough


class _Refused(BaseException):
    """Why a file is not read. No `Exception`, which pypdf would keep when it is raised inside a drawing."""


def extract(data: bytes, max_chars: int) -> Document | str:
    """The document in the PDF file `data`, or why there is none; its text has at most `max_chars` characters."""
    try:
        with (
            computing_at_most(MAX_SECONDS),
            apply_configuration(
                zlib_maximum_output_length=MAX_STREAM_BYTES,
                lzw_maximum_output_length=MAX_STREAM_BYTES,
                run_length_maximum_output_length=MAX_STREAM_BYTES,
                array_based_stream_maximum_output_length=MAX_STREAM_BYTES,
                maximum_declared_stream_length=MAX_STREAM_BYTES,
                stream_parsing_work_maximum_count=8 * MAX_OPERATORS,
                page_tree_maximum_entries=4 * MAX_PAGES,
                jbig2dec_binary=None,
            ),
        ):
            return _extracted(data, max_chars)
    except _Refused as refused:
        return str(refused)
    except TimeUp:
        return f"is a PDF that takes more than {MAX_SECONDS:.0f} seconds to read"
    except DependencyError:
        return "is an encrypted PDF (AES), which is read only where the package cryptography is installed"
    except Exception:
        # pypdf says itself that broken files may raise anything; whatever it is, this file cannot be read
        return "is a PDF that is broken"


def _extracted(data: bytes, max_chars: int) -> Document:
    reader = PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise _Refused("is a PDF that needs a password")
    count = len(reader.pages)
    if count > MAX_PAGES:
        raise _Refused(f"is a PDF of more than {MAX_PAGES:,} pages")
    left_out = _LeftOut()
    pages = list(_pages(reader, max_chars, left_out))
    letters = sum(c.isalnum() for page in pages for line in page for c in line.text)
    if letters >= MIN_LETTERS:
        mark_furniture(pages)
        letters = sum(c.isalnum() for page in pages for line in page if not line.furniture for c in line.text)
    if letters < MIN_LETTERS:
        raise _Refused(left_out.whole(count))
    document = _document([line for page in pages for line in page])
    return replace(_with_properties(document, reader), left_out=tuple(left_out.told()))


# ------------------------------------------------------------------ pages
def _pages(reader: PdfReader, max_chars: int, left_out: _LeftOut) -> Iterator[list[Line]]:
    """The lines of each page that can be read."""
    budget = _Budget()
    chars = meaningless = 0
    for number, page in enumerate(reader.pages, 1):
        collected = _Collected()
        try:
            text = page.extract_text(visitor_operand_before=budget.count, visitor_text=collected.add)
        except DependencyError:
            raise
        except Exception:  # see `extract`
            left_out.broken.append(number)
            continue
        chars += len(text)
        if chars > max_chars:
            raise _Refused(f"is a PDF of more than {max_chars:,} characters")
        meaningless += len(_MEANINGLESS.findall(text))
        if text != "".join(collected.texts):  # a drawing whose places pypdf does not tell
            collected.lines = [Line(line, number) for line in text.split("\n")]
        lines = [line for line in collected.cleaned(number) if line.text]
        if not lines and _has_picture(page):
            left_out.pictures.append(number)
        yield lines
    if chars and meaningless > UNREADABLE * chars:
        raise _Refused("is a PDF whose fonts do not say which characters they print")


@dataclass(slots=True)
class _LeftOut:
    """The pages that are not in the text: those that are pictures and those that cannot be read."""

    pictures: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)

    def whole(self, count: int) -> str:
        """Why none of the `count` pages gives text."""
        if not count:
            return "is a PDF without pages"
        if self.pictures or not self.broken:
            return "is a scan without text: run it through OCR first"
        return "is a PDF whose pages cannot be read"

    def told(self) -> Iterator[str]:
        """A sentence for each kind, when other pages give text."""
        if self.pictures:
            yield f"{_numbers(self.pictures)} without text: run the file through OCR first"
        if self.broken:
            yield f"{_numbers(self.broken)} that cannot be read"


def _numbers(pages: Sequence[int]) -> str:
    """`has a page (4)`, `has 12 pages (1, 2, 3, 5, 8 …)`."""
    listed = ", ".join(map(str, pages[:LISTED])) + (" …" if len(pages) > LISTED else "")
    return f"has a page ({listed})" if len(pages) == 1 else f"has {len(pages)} pages ({listed})"


def _has_picture(page: Any) -> bool:
    """Whether a page shows a picture; a blank page does not."""
    try:
        shown = page["/Resources"]["/XObject"].get_object()
        return any(shown[name].get_object().get("/Subtype") == "/Image" for name in list(shown)[:100])
    except Exception:  # see `extract`: a page without resources, or with broken ones
        return False


class _Budget:
    """Counts the operations of all pages."""

    def __init__(self) -> None:
        self._count = 0

    def count(self, *ignored: object) -> None:
        self._count += 1
        if self._count > MAX_OPERATORS:
            raise _Refused(f"is a PDF of more than {MAX_OPERATORS:,} drawing operations")


class _Collected:
    """The lines of a page while it is drawn: pypdf gives pieces, each with the place at which it begins."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.lines = [Line("", 0)]
        self._sizes = Counter[float]()

    def add(self, text: str, matrix: Sequence[float], own: Sequence[float], font: Any, size: float) -> None:
        """A piece of text; `own` are the text's coordinates within those of `matrix`."""
        self.texts.append(text)
        for i, piece in enumerate(text.split("\n")):
            if i:
                self.lines.append(Line("", 0))
                self._sizes.clear()
            line = self.lines[-1]
            line.text += piece
            if not piece.strip():
                continue
            if not self._sizes:
                line.x = own[4] * matrix[0] + own[5] * matrix[2] + matrix[4]
                line.y = own[4] * matrix[1] + own[5] * matrix[3] + matrix[5]
            a, b = own[2] * matrix[0] + own[3] * matrix[2], own[2] * matrix[1] + own[3] * matrix[3]
            height = abs(size) * (a * a + b * b) ** 0.5
            known = height < FAR and abs(line.x) < FAR and abs(line.y) < FAR  # false for what is no number, too
            self._sizes[round(height, 2) if known else 0.0] += len(piece)
            line.size = max(self._sizes, key=lambda size: (self._sizes[size], size))  # a bullet is smaller

    def cleaned(self, page: int) -> list[Line]:
        """The lines, each in writing that can be kept."""
        for line in self.lines:
            line.page = page
            line.text = _cleaned(line.text).strip()
        return self.lines


def _cleaned(text: str) -> str:
    text = _CONTROL.sub("", text.translate(_LIGATURES))
    if any("\ud800" <= c <= "\udfff" for c in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


# ------------------------------------------------------------------ the text
def _document(lines: Sequence[Line]) -> Document:
    """The text: the body's paragraphs with an empty line between them, then the running heads, one a line."""
    body = [line for line in lines if not line.furniture]
    sizes = Counter[float]()
    for line in body:
        sizes[round(line.size, 1)] += len(line.text)
    body_size = min(sizes, key=lambda size: (-sizes[size], size))
    begins = [i for i, start in enumerate(paragraph_starts(body)) if start]
    texts: list[str] = []
    places: list[tuple[int, int]] = []  # of each line: where it begins, and its page
    starts: list[int] = []
    headings: list[int] = []
    at = 0

    def put(line: Line, end: str) -> None:
        nonlocal at
        places.append((at, line.page))
        texts.append(line.text + end)
        at += len(line.text) + len(end)

    for first, last in pairwise([*begins, len(body)]):
        starts.append(at)
        if is_heading(body[first:last], body_size):
            headings.append(at)
        for line in body[first:last]:
            put(line, "\n" if line is not body[last - 1] else "\n\n")
    end = at
    for line in lines:
        if line.furniture:
            starts.append(at)
            put(line, "\n")
    furniture = ((end, at),) if at > end else ()
    return Document("".join(texts), None, tuple(_portions(places, at)), frozenset(headings), furniture, tuple(starts))


def _portions(places: Sequence[tuple[int, int]], end: int) -> Iterator[Portion]:
    """One portion for each run of lines on one page, line ends behind them included."""
    start, page = places[0]
    for at, following in places:
        if following != page:
            yield Portion(start, at, page=page)
            start, page = at, following
    yield Portion(start, end, page=page)


def _with_properties(document: Document, reader: PdfReader) -> Document:
    try:
        found = reader.metadata
        title, author = (str(found.title or ""), str(found.author or "")) if found else ("", "")
    except Exception:  # broken properties are none; the text was read
        return document
    name = printed(author[:300], document.text)
    return replace(document, title=printed(title[:1000], document.text), authors=(name,) if name else ())
