"""Ids made from content, so that they survive added articles, other file orders and rebuilds.

An id is a letter for its kind and 16 hexadecimal digits of SHA-256 (64 bits: among a million findings the chance of
any two colliding is 3 in 100 million).
"""

from __future__ import annotations

from hashlib import sha256

from onrecord.span import Span

__all__ = ["article_id", "finding_id", "member_id"]

DIGITS = 16


def article_id(key: str, data: bytes) -> str:
    """The id of the article with this key and these source bytes."""
    return "a" + sha256(key.encode() + b"\0" + data).hexdigest()[:DIGITS]


def finding_id(kind: str, span: Span) -> str:
    """The id of a finding: `kind` is one letter (`q` quotation), `span` its first and most telling words."""
    return kind + sha256(f"{kind} {span.article} {span.start} {span.end}".encode()).hexdigest()[:DIGITS]


def member_id(kind: str, spans: list[Span] | tuple[Span, ...]) -> str:
    """The id of a cluster (person `p`, utterance `u`, event `e`, difference `d`): that of its smallest member."""
    return finding_id(kind, min(spans))
