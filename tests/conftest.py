"""Fixtures that all tests share: the language model, and articles made from a few lines of text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.find.parse import Parsed, Reader, load_model, parse
from onrecord.ids import article_id
from onrecord.model import Article, Block, Cleaned, SourceRef
from onrecord.settings import Settings


def article_of(text: str, *, key: str = "test", published: str | None = None, **fields: object) -> Article:
    """An article whose every line is a prose block."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("prose", at, at + len(line)))
        at += len(line) + 1
    given: dict[str, object] = {
        "id": article_id(key, text.encode()), "key": key, "path": key, "url": None, "canonical_url": None,
        "outlet": None, "title": None, "byline": (), "section": None, "language": "en", "encoding": "utf-8",
        "published": published, "published_basis": "metadata" if published else None, "published_evidence": (),
        "updated": None, "captured": None, "read": "full", "text": text, "words": len(text.split()), "sha256": "",
        "source": SourceRef(), "blocks": tuple(blocks),
    }  # fmt: skip
    return Article(**(given | fields))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def nlp() -> Reader:
    return load_model(Settings().model)


@pytest.fixture(scope="session")
def make_article() -> Callable[..., Article]:
    return article_of


@pytest.fixture(scope="session")
def parsed(nlp: Reader) -> Callable[..., Parsed]:
    return lambda text, **fields: parse(Cleaned(article_of(text, **fields)), nlp)
