"""Excerpts: what is cited stays with its sentence, everything else is gone, and every span still holds."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from onrecord.model import Block, Record
from onrecord.span import Span
from onrecord.write.excerpts import excerpted
from onrecord.write.json import to_json

SECRET = "A sentence that nobody cites. Walking past it, Odd Farr thought of 12 May 1987 and three geese."


@pytest.fixture
def padded(record: Record) -> Record:
    """The story with a paragraph at the end of its first article that only a name, a time and a figure speak of."""
    a, *others = record.articles
    start = len(a.text) + 2
    text = f"{a.text}\n\n{SECRET}"
    a = replace(a, text=text, blocks=(*a.blocks, Block("prose", start, len(text))))

    def at(words: str) -> Span:
        return Span(a.id, text.index(words), text.index(words) + len(words))

    person = replace(record.people[2], mentions=(*record.people[2].mentions, at("Odd Farr")))
    return replace(
        record, articles=(a, *others), people=(*record.people[:2], person, *record.people[3:]),
        times=(*record.times, replace(record.times[0], span=at("12 May 1987"))),
        figures=(*record.figures, replace(record.figures[0], span=at("three geese"))),
    )  # fmt: skip


def spans(value: object) -> list[dict[str, object]]:
    if isinstance(value, dict):
        here = [value] if {"article", "start", "end"} == set(value) else []
        return here + [s for v in value.values() for s in spans(v)]
    return [s for v in value for s in spans(v)] if isinstance(value, list) else []


def test_only_cited_passages_are_passed_on(padded: Record) -> None:
    made = to_json(excerpted(padded)).decode()
    assert "nobody cites" not in made
    assert "Walking past" not in made
    assert "newsletter" not in made
    assert "It was already moving" in made


def test_a_cited_passage_keeps_its_sentence_and_its_place(padded: Record) -> None:
    before, after = padded.articles[0].text, excerpted(padded).articles[0].text
    assert len(before) == len(after)
    sentence = (
        "“I never touched the brake, and I could not have stopped it,” Vance told reporters outside the harbour office."
    )
    assert before.index(sentence) == after.index(sentence)
    assert before.count("\n") == after.count("\n")


def test_every_span_still_points_at_its_words(padded: Record) -> None:
    document = json.loads(to_json(excerpted(padded)))
    whole = {a.id: a.text for a in padded.articles}
    texts = {a["id"]: a["text"] for a in document["articles"]}
    found = spans(document)
    assert len(found) > 40
    for s in found:
        words = texts[s["article"]][s["start"] : s["end"]]
        assert words == whole[s["article"]][s["start"] : s["end"]]
        assert words.strip()


def test_what_stands_outside_is_left_out(padded: Record) -> None:
    kept = excerpted(padded)
    assert len(kept.times) == len(padded.times) - 1
    assert len(kept.figures) == len(padded.figures) - 1
    assert len(kept.people[2].mentions) == len(padded.people[2].mentions) - 1
    assert kept.quotations == padded.quotations
    assert kept.events == padded.events


def test_titles_are_kept(padded: Record) -> None:
    assert all(a.text.startswith(a.title or "?") for a in excerpted(padded).articles)
