"""Passages: paragraphs, long ones in parts, furniture left out, every character of the rest in one of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model import Block
from onrecord.passages import LONGEST, passages_of


def texts(article):
    return [article.text[p.span.start : p.span.end] for p in passages_of(article)]


def test_each_paragraph_is_a_passage(make_article):
    assert texts(make_article("The ferry sank.\n\n  Nobody was hurt. \nIt rained.")) == [
        "The ferry sank.", "Nobody was hurt.", "It rained."
    ]  # fmt: skip


@pytest.mark.parametrize(("kind", "found"), [("title", 1), ("caption", 1), ("credit", 0), ("related", 0), ("promo", 0)])
def test_furniture_is_not_searched(make_article, kind, found):
    article = make_article("Words.")
    assert len(texts(replace(article, blocks=(Block(kind, 0, 6),)))) == found


def test_a_long_paragraph_is_cut_between_sentences(make_article):
    article = make_article(" ".join(f"Sentence number {n} of a very long paragraph." for n in range(200)))
    parts = texts(article)
    assert len(parts) > 5
    assert all(len(p) <= LONGEST and p.startswith("Sentence") and p.endswith(".") for p in parts)
    assert " ".join(parts) == article.text


def test_text_without_sentences_is_one_passage(make_article):
    article = make_article("word " * 2000)
    assert [len(t) for t in texts(article)] == [len("word " * 2000) - 1]
