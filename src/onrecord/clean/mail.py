"""Messages (EML, and those of an MBOX): subject and text, the sender as author where a person writes for himself.

What goes out to subscribers has no author in its `From`, but perhaps an outlet, when the sender's name is one. The
date is the message's own, on the day that it prints.
"""

from __future__ import annotations

from onrecord.clean.bylines import names_in
from onrecord.clean.dates import Metadata, parse_date
from onrecord.clean.metadata import Meta
from onrecord.clean.taken import Taken
from onrecord.documents import mail
from onrecord.errors import Problem
from onrecord.model import Block, Source
from onrecord.settings import Settings
from onrecord.words import load

__all__ = ["take"]


def take(source: Source, settings: Settings) -> Taken | Problem:
    """The article in a message, or why there is none."""
    message = mail.mail_of(source.data)
    found = mail.extract(message, settings.max_article_chars) if isinstance(message, mail.Mail) else message
    if isinstance(message, str) or isinstance(found, str):
        return Problem("article", source.key, str(found))
    published = parse_date(message.date.partition("(")[0])
    named = _names_an_outlet(message.sender)
    meta = Meta(
        title=found.title,
        outlet=message.sender if message.bulk and named else None,
        byline=() if message.bulk or named else names_in([message.sender]),
        published=published,
        basis="metadata" if published else None,
    )
    known = tuple(Block("other", start, end) for start, end in found.furniture)
    return Taken(found.text, found.encoding, meta, known=known, portions=found.portions, paragraphs=found.paragraphs)


def _names_an_outlet(sender: str) -> bool:
    words = {word.strip(".,&'’").lower() for word in sender.split()}
    return len(sender) <= 60 and not words.isdisjoint(load("metadata", Metadata).outlet_words)
