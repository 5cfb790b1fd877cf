"""News agencies: their names and where they publish, as `words/wire.toml` lists them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from onrecord.words import load

__all__ = ["Agency", "Signature", "Wire", "agency_named", "own_agency", "wire_words"]


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency: what it is called here, and the forms, dateline tags and hosts that are its own."""

    name: str
    forms: tuple[str, ...]
    tags: tuple[str, ...]
    hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """An end line by which one agency's reports are known although it does not name it."""

    agency: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Wire:
    """The list of `words/wire.toml`."""

    head: tuple[str, ...]
    field: tuple[str, ...]
    tail: tuple[str, ...]
    partly: tuple[str, ...]
    signature: tuple[Signature, ...]
    agency: tuple[Agency, ...]


def wire_words() -> Wire:
    """The word list."""
    words: Wire = load("wire", Wire)
    return words


@cache
def _by_form() -> dict[str, str]:
    return {form: a.name for a in wire_words().agency for form in (*a.forms, a.name.lower())}


@cache
def _by_host() -> dict[str, str]:
    return {host: a.name for a in wire_words().agency for host in a.hosts}


def agency_named(name: str | None) -> str | None:
    """The agency that `name` is nothing but a form of, whatever its case."""
    return _by_form().get(" ".join(name.lower().split()).strip(" .,:;()[]-–—")) if name else None


def own_agency(outlet: str | None, url: str | None) -> str | None:
    """The agency that publishes under this outlet's name or at this address itself."""
    if found := agency_named(outlet):
        return found
    try:
        host = (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return None
    labels = host.split(".")
    return next((found for i in range(len(labels) - 1) if (found := _by_host().get(".".join(labels[i:])))), None)
