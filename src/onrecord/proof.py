"""Proof: every source decoded or extracted again and compared, every span sliced again.

What is checked: the bytes against their sha256 and the article's id; the text against a new decoding or extraction of
the bytes; what is said of its place in a web page against the page; blocks in order, apart and inside the text; every
span of the record inside its text and not empty; every id that an item refers to present. A record whose sources were
not kept is checked as far as it goes, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from onrecord.clean import extract_text
from onrecord.clean.pages import source_of
from onrecord.clean.sourcemap import wrong_runs
from onrecord.errors import InputError
from onrecord.ids import article_id
from onrecord.integrity import faults, spans_of
from onrecord.model import Article, Source
from onrecord.read import read_again
from onrecord.settings import Settings
from onrecord.store import Member, Store

__all__ = ["Checked", "check"]


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was checked, and a line for each failure."""

    articles: int
    spans: int
    failures: tuple[str, ...]


def check(path: Path) -> Checked:
    """Checks the record at `path`. Raises `RecordError` when it cannot be opened or read at all."""
    failures: list[str] = []
    with Store(path) as store:
        failures += (f"the file: {fault}" for fault in store.faults())
        settings = store.settings()
        record = store.record(whole=False)
        members = {m.article: m for m in store.members()}
        for article in record.articles:
            member = members.get(article.id)
            source = store.source(member) if member else None
            if member is None or source is None:
                failures.append(f"{article.path}: its source is not in the record, so its text cannot be proved")
            else:
                if sha256(source.data).hexdigest() != article.sha256:
                    failures.append(f"{article.path}: the source's bytes have another sha256")
                if article_id(article.key, source.data) != article.id:
                    failures.append(f"{article.path}: the id is not that of key and bytes")
                if not _taken_from(store, member, source, settings):
                    failures.append(f"{article.path}: the article is not what its file gives now")
                if _text_again(source, settings) != article.text:
                    failures.append(f"{article.path}: the text is not what the source gives now")
                failures += _runs(article, source)
            failures += _blocks(article)
    failures += faults(record)
    return Checked(len(record.articles), sum(1 for _ in spans_of(record)), tuple(failures))


def _text_again(source: Source, settings: Settings) -> str | None:
    try:
        return extract_text(source, settings)
    except InputError:  # this version refuses what an earlier one took
        return None


def _runs(article: Article, source: Source) -> Iterator[str]:
    """The runs of a web page's article that do not hold in its source."""
    if article.source_map:
        text, _ = source_of(source.data, source.charset)
        for run in wrong_runs(article.text, text, article.source_map):
            yield f"{article.path}: characters {run.start}–{run.end} are not those at {run.source_start} of the source"


def _taken_from(store: Store, member: Member, source: Source, settings: Settings) -> bool:
    """Whether the file that an article was taken out of still gives it; true for one whose bytes are its own."""
    data = store.container(member)
    if data is None:
        return member.container is None
    parts = _parts(member.member or member.path, data, settings)
    return any(s.part == member.part and s.data == source.data for s in parts)


@lru_cache(maxsize=1)
def _parts(name: str, data: bytes, settings: Settings) -> tuple[Source, ...]:
    return tuple(read_again(name, data, settings))


def _blocks(article: Article) -> Iterator[str]:
    at = 0
    for block in article.blocks:
        if not at <= block.start < block.end <= len(article.text):
            yield f"{article.path}: block {block.start}–{block.end} is out of place"
        elif article.text[at : block.start].strip():
            yield f"{article.path}: words before {block.start} are in no block"
        at = max(at, block.end)
    if article.text[at:].strip():
        yield f"{article.path}: words after {at} are in no block"
