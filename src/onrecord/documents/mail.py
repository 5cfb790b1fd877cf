"""A message into text: its subject, then the parts that are to be read, each under its number (`1.2`).

Of alternatives the plain text is taken, unless it holds much less than the page beside it. Quotations of earlier
messages, signatures, and the header lines over what was forwarded are marked as furniture, not dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import parseaddr

from onrecord.documents.document import Document, Piece, assembled
from onrecord.documents.mailmarks import furniture_in, paragraphs_in, quoted_in_page
from onrecord.documents.mime import Header, Part, header_of, leaves, parts_of, text_of
from onrecord.htmltext import visible

__all__ = ["Mail", "extract", "has_text", "mail_of"]

STUB = 3
"""How many times as many words as the plain text the page beside it may hold: `view in your browser` is no text."""
READ_AS_TEXT = ("text/plain", "text/html")
_BULK = ("list-id", "list-unsubscribe", "feedback-id")


@dataclass(frozen=True, slots=True)
class Mail:
    """A message: header fields as decoded, the parts to be read in order, and those that are files.

    `date` is the field as it stands, `bulk` says that it went out to a list of subscribers.
    """

    subject: str
    sender: str
    date: str
    id: str
    bulk: bool
    body: tuple[Part, ...]
    files: tuple[Part, ...]


def mail_of(data: bytes) -> Mail | str:
    """The message in `data`, or why it is none."""
    found = header_of(data)
    if found is None:
        return "is no message: it has no header"
    header, rest = found
    part = parts_of(header, rest)
    body = tuple(_body(part))
    read = {id(leaf) for leaf in body}
    passed = {id(leaf) for leaf in leaves(part) if leaf.media in READ_AS_TEXT and not leaf.attached}
    files = tuple(leaf for leaf in leaves(part) if id(leaf) not in read | passed)
    return Mail(
        header.text("subject"), _name(header), header.raw("date"), _id(header), any(f in header.fields for f in _BULK),
        body, files,
    )  # fmt: skip


def has_text(mail: Mail) -> bool:
    """Whether the message itself says anything, besides what it carries."""
    return any(_text(part)[0].strip() for part in mail.body)


def extract(mail: Mail, max_chars: int) -> Document | str:
    """The text of a message, of at most `max_chars` characters, or why there is none."""
    pieces = [Piece("subject", mail.subject + "\n\n")] if mail.subject else []
    at = sum(len(piece.text) for piece in pieces)
    marks: list[tuple[int, int]] = []
    starts = [0]
    encoding: str | None = None
    for part in mail.body:
        text, name, quoted = _text(part)
        if at + len(text) > max_chars:
            return f"is longer than {max_chars:,} characters"
        if not text.strip():
            continue
        encoding = encoding or name
        pieces.append(Piece(part.number, text if text.endswith("\n") else text + "\n"))
        marks += [(at + start, at + end) for start, end in quoted or furniture_in(text)]
        starts += [at + start for start in paragraphs_in(text, flowed=part.flowed) if at + start]
        at += len(pieces[-1].text)
    if encoding is None:
        return "is a message without text"
    return assembled(pieces, encoding, furniture=tuple(marks), paragraphs=tuple(starts), title=mail.subject or None)


# ------------------------------------------------------------------ parts
def _body(part: Part) -> Iterator[Part]:
    """The parts that are to be read, in order."""
    if part.media == "multipart/alternative":
        yield from _better([list(_body(child)) for child in part.children])
    elif part.media == "multipart/related":
        yield from _body(part.children[0])
    elif part.children:
        for child in part.children:
            yield from _body(child)
    elif part.media in READ_AS_TEXT and not part.attached:
        yield part


def _better(alternatives: Sequence[list[Part]]) -> list[Part]:
    """The alternative that is read: plain text, unless it is a stub for the page; else the last, the fullest."""
    filled = [found for found in alternatives if found]
    plain = next((found for found in filled if all(part.media == "text/plain" for part in found)), [])
    page = next((found for found in reversed(filled) if found is not plain), [])
    return page if _words(page) > STUB * _words(plain) else plain or page


def _words(parts: Sequence[Part]) -> int:
    return sum(len(_text(part)[0].split()) for part in parts)


def _text(part: Part) -> tuple[str, str, list[tuple[int, int]]]:
    """A part's text, its encoding, and the stretches that a page marks up as quoted from earlier messages."""
    source, encoding = text_of(part.content, part.charset)
    source = source.replace("\0", "")
    if part.media == "text/plain":
        return source, encoding, []
    seen = visible(source)
    text = seen.text.lstrip()
    before = len(seen.text) - len(text)
    return text, encoding, [(start - before, end - before) for start, end in quoted_in_page(seen)]


# ------------------------------------------------------------------ fields
def _name(header: Header) -> str:
    """The sender's name as printed, without the address; empty when there is none."""
    raw = header.raw("from")
    try:
        name = parseaddr(header.text("from") if "=?" not in raw else raw)[0]
    except (ValueError, IndexError):
        return ""
    return Header({"from": (name.encode("utf-8", "replace"),)}).text("from")


def _id(header: Header) -> str:
    """The message's own id, if it is one that can be printed on a line."""
    found = re.match(r"<?([!-;=?-~]{3,250})>?\Z", header.raw("message-id"))
    return found[1] if found else ""
