"""Messages: files of one (`.eml`) and mailboxes (`.mbox`, RFC 4155), with what is attached to them.

A message is a source with its exact bytes; a mailbox is streamed, one message in memory at a time, and what it quotes
as `>From ` stays as it stands. Attachments go through the dispatch like an archive's members.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from onrecord.documents.mail import Mail, has_text, mail_of
from onrecord.errors import Problem
from onrecord.read.archives import Names, budget_of, place_of, too_deep
from onrecord.read.discover import is_ours
from onrecord.read.found import Found, Item, member_of
from onrecord.read.whole import read_bytes
from onrecord.settings import Settings

__all__ = ["read_eml", "read_mbox"]

PASSED_OVER = ("image/", "audio/", "video/", "font/", "text/calendar", "text/vcard", "text/x-vcard")
"""Media types of attachments that hold no article by their nature: logos, signatures, invitations."""
SIGNATURES = frozenset({
    "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
    "application/pgp-encrypted", "application/pgp-keys", "application/ics", "application/ms-tnef",
    "message/delivery-status", "message/disposition-notification", "text/rfc822-headers",
})  # fmt: skip
SUFFIXES = {"message/rfc822": ".eml", "text/html": ".html", "text/plain": ".txt", "application/pdf": ".pdf"}
"""What is put behind the number of an attachment without a name."""
LINE = 2**20
"""Bytes of a line that are read at a time."""
_SEPARATOR = re.compile(rb"From [^\r\n]{0,400}\b(?:19|20)\d\d\b[^\r\n]{0,20}\r?\n?\Z")


def read_eml(found: Found, settings: Settings) -> Iterator[Item]:
    """The message as one source, then its attachments; a message that only carries files is no source."""
    data = read_bytes(found, settings)
    if isinstance(data, Problem):
        yield data
    else:
        yield from _message(found, data, found.name, 0, settings)


def read_mbox(found: Found, settings: Settings) -> Iterator[Item]:
    """Each message of a mailbox; its key is its own id, the first time that this occurs in the file."""
    budget = budget_of(found, settings)
    found = replace(found, budget=budget)
    seen: set[str] = set()
    with found.open() as stream:
        for number, data in enumerate(_messages(stream, settings.max_file_bytes), 1):
            budget.members -= 1
            if budget.spent:
                yield Problem("file", found.shown, f"holds more than {settings.max_members:,} messages")
                return
            member = replace(member_of(found, str(number), data or b"", len(data or b"")), depth=found.depth)
            if data is None:
                yield Problem("file", member.shown, f"is larger than {settings.max_file_bytes // 2**20} MB")
                continue
            yield from _message(member, data, None, number - 1, settings, seen)


def _message(
    found: Found, data: bytes, key: str | None, order: int, settings: Settings, seen: set[str] | None = None
) -> Iterator[Item]:
    mail = mail_of(data)
    if isinstance(mail, str):
        yield Problem("file", found.shown, mail)
        return
    if seen is not None and mail.id and mail.id not in seen:
        seen.add(mail.id)
        key = mail.id
    files = [part for part in mail.files if not part.media.startswith(PASSED_OVER) and part.media not in SIGNATURES]
    if not files or has_text(mail):
        yield found.source("eml", data, key=key or found.name, order=order)
    if files:
        yield from _attached(found, mail, settings)


def _attached(found: Found, mail: Mail, settings: Settings) -> Iterator[Item]:
    """What is attached, message by message and file by file, as members."""
    if problem := too_deep(found, settings):
        yield problem
        return
    budget = budget_of(found, settings)
    names = Names()
    for part in mail.files:
        if part.media.startswith(PASSED_OVER) or part.media in SIGNATURES:
            continue
        data = part.content
        budget.members -= 1
        budget.size -= len(data)
        if budget.spent:
            return
        place = place_of(part.name or "").rpartition("/")[2] or part.number + SUFFIXES.get(part.media, "")
        if is_ours(place) or not data:
            continue
        yield member_of(replace(found, budget=budget), names.distinct(place), data, len(data), charset=part.charset)


def _messages(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The bytes of each message in a mailbox; None for one of more than `limit`.

    A separator stands after an empty line and ends with a date that has a year, so that a sentence which begins with
    `From ` is none. Neither it nor the empty line before it belongs to a message.
    """
    message: list[bytes] | None = None
    size = 0
    fresh = blank = True  # at the beginning of a line, after an empty one
    while line := stream.readline(LINE):
        if fresh and blank and _SEPARATOR.match(line):
            if message is not None:
                yield _without_last_line_end(message) if size <= limit else None
            message, size = [], 0
        elif message is not None:
            size += len(line)
            if size <= limit:
                message.append(line)
            else:
                message.clear()
        blank = fresh and line in (b"\n", b"\r\n")
        fresh = line.endswith(b"\n")
    if message is not None:
        yield _without_last_line_end(message) if size <= limit else None


def _without_last_line_end(lines: list[bytes]) -> bytes:
    if len(lines) > 1 and lines[-1] in (b"\n", b"\r\n"):
        lines.pop()
    return b"".join(lines)
