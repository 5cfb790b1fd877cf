"""Web archives (WARC, WARC.gz, and those in a WACZ): the pages that were answered with 200, streamed.

A page is a `response` or `resource` record that holds HTML or a PDF. Requests, revisits, redirects, errors, pictures,
scripts and plain text (`robots.txt`, logs) are passed over. The header of the record gives the address, the day of the
capture and the payload's digest, that of the answer the charset.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Literal
from unicodedata import normalize

from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read.archives import budget_of, enough
from onrecord.read.found import Budget, Found, Item, member_of
from onrecord.read.packed import RefusedError, Tally
from onrecord.read.payload import Answer, Body, Page, answer_in, body_of, media_type
from onrecord.read.records import LINE_COST, Head, Record, Records
from onrecord.read.sniff import kind_of
from onrecord.settings import Settings

__all__ = ["read"]

HTML = frozenset({"text/html", "application/xhtml+xml"})
PDF = frozenset({"application/pdf", "application/x-pdf"})
MAX_URI = 8192
"""Longest address read, in characters: browsers and servers take 2,000 to 8,000."""
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?=T|\Z)", re.ASCII)
_PLACE = re.compile(r"(?:https?|ftp|file)://[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*", re.IGNORECASE)
_DIGESTS = frozenset({"sha1", "sha256", "sha512", "md5"})


def read(found: Found, settings: Settings) -> Iterator[Item]:
    """The pages of the archive, and one problem for each reason for which any were set aside."""
    budget = budget_of(found, settings)
    found = replace(found, budget=budget)
    tally, pages, seen = Tally(found, "page"), 0, 0
    with found.open() as stream:
        records = Records(
            stream, lambda head, start: _page(head, start, budget, settings), budget, settings.max_damaged_places
        )
        try:
            for record in records:
                seen += 1
                item = _item(record, record.page, found, tally) if record.page else None
                if item is not None:
                    pages += 1
                    yield item
        except RefusedError as error:
            yield Problem("file", found.shown, f"breaks off; pages read from it: {pages:,}; {error}")
    yield from enough(found, settings)
    yield from tally.problems()
    if records.damaged:
        yield Problem("file", found.shown, _damage(records, pages))
    elif not pages and not tally and not budget.spent:
        why = f"holds no pages: none of its {seen:,} records is a page or PDF that was answered with 200"
        yield Problem("file", found.shown, why)


def _damage(records: Records, pages: int) -> str:
    places = "one place" if records.damaged == 1 else f"{records.damaged:,} places"
    rest = "; what follows is passed over" if records.given_up else ""
    return f"is damaged in {places} ({records.why}); pages read from it: {pages:,}{rest}"


def _page(head: Head, start: bytes, budget: Budget, settings: Settings) -> Page | None:
    """The page in a record whose block begins with `start`, or None when there is none."""
    if len(head.uri) > MAX_URI or not _PLACE.fullmatch(head.uri):
        return None
    kind = head.kind.lower()
    if kind == "response":
        answer = answer_in(start)
        if answer is not None:
            budget.size -= LINE_COST * start.count(b"\n", 0, answer.start)
        if answer is None or answer.status != 200:
            return None
        media, charset = answer.media, answer.charset
    elif kind == "resource":
        answer = None
        media, charset = media_type(head.media)
    else:
        return None
    if media in HTML:
        return Page(answer, media, charset, settings.max_page_bytes)
    return Page(answer, media, charset, settings.max_file_bytes) if media in PDF else None


def _item(record: Record, page: Page, found: Found, tally: Tally) -> Source | Found | None:
    """The page as a source, or a PDF for its reader; None when it is set aside or is not what its header says."""
    head = record.head
    if head.length > len(record.block):
        tally.add(head.uri, f"is larger than {page.limit // 2**20} MB")
        return None
    body = body_of(record.block, page.answer, page.limit) if page.answer else Body(record.block, record.block)
    if found.budget and page.answer and page.answer.codings:
        found.budget.size -= len(body.data)
    if body.why:
        tally.add(head.uri, body.why)
        return None
    kind = _kind(body.data)
    if kind is None:
        return None
    digest: str | None = head.digest or None
    if digest and not _holds(head, record.block, body, page.answer):
        digest = None
        tally.add(head.uri, "has another digest than is stated, and is read without it")
    url = head.uri if head.uri.lower().startswith("http") else None
    member = member_of(
        found, normalize("NFC", head.uri), body.data, len(body.data), url=url, captured=_day(head.date),
        charset=page.charset, digest=digest, media=page.media,
    )  # fmt: skip
    member = replace(member, depth=found.depth)  # a record is no archive
    return member.source("html", body.data) if kind == "html" else member


def _kind(data: bytes) -> Literal["html", "pdf"] | None:
    """What an answer is by its content, if a page or PDF: servers call data, feeds and pictures HTML."""
    start = data[:65536]
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[", b""):
        return None
    kind = kind_of("page.html", start, "text/html")
    return "html" if kind == "html" else "pdf" if kind == "pdf" else None


def _day(stamp: str) -> str | None:
    """The day of a `WARC-Date`, in EDTF, or the month or year if it is no more exact."""
    found = _DAY.match(stamp)
    if not found:
        return None
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None
    return found[0]


def _holds(head: Head, block: bytes, body: Body, answer: Answer | None) -> bool:
    """Whether a stated digest is right: of the payload as sent, in one piece or unpacked, or of the whole block.

    Archives differ in what they take for the payload. A digest of a kind that is not known is taken at its word.
    """
    sent = block[answer.start :] if answer else block
    payload, whole = _stated(head.digest), _stated(head.block_digest)
    if payload is None or any(_made(payload[0], form) == payload[1] for form in (sent, body.dechunked, body.data)):
        return True
    return whole is not None and _made(whole[0], block) == whole[1]


def _made(kind: str, data: bytes) -> bytes:
    return hashlib.new(kind, data, usedforsecurity=False).digest()


def _stated(digest: str) -> tuple[str, bytes] | None:
    """The kind and the bytes of a digest such as `sha1:ABC…`, written in base 32 or in hexadecimal digits."""
    kind, _, value = digest.partition(":")
    kind = kind.strip().lower().replace("-", "")
    if kind not in _DIGESTS:
        return None
    size = hashlib.new(kind, usedforsecurity=False).digest_size
    value = value.strip()
    try:
        raw = (
            bytes.fromhex(value) if len(value) == 2 * size else base64.b32decode(value + "=" * (-len(value) % 8), True)
        )
    except ValueError:
        return None
    return (kind, raw) if len(raw) == size else None
