"""A small invented story, and what `verify` says of a draft that is held against it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.settings import Settings
from onrecord.verify import Statement, check_drafts, held

STORY = (
    {
        "id": "first", "outlet": "Dunmere Post", "published": "2031-03-04", "title": "Crane falls at Dunmere dock",
        "text": "A crane collapsed on the Osier Dock in Dunmere on March 2, 2031, killing two people and injuring 14, "
        "the harbor police said.\n\n"
        "The dead were Radu Pellinor, 41, a welder, and Tamsin Quoyle, 29.\n\n"
        "“We heard the cable snap and then we ran,” said foreman Hugo Brandvold. “Nobody was told to stay away from "
        "the east wall.”\n\n"
        "The dock company, Osier Freight, was fined $30,000 in 2028 for a broken fence. The crane was 60 meters tall.",
    },
    {
        "id": "second", "outlet": "Harbor Times", "published": "2031-06-11", "title": "Foreman charged",
        "text": "Hugo Brandvold was charged with negligence on June 10, 2031, three months after a crane fell.\n\n"
        "Prosecutor Ilse Verhagen said Brandvold had seen the crack. “He knew and he went home,” Verhagen told "
        "reporters.\n\n"
        "“I was not shown the crack,” Brandvold said outside the court. His lawyer, Anselm Farrowby, did not speak.",
    },
)  # fmt: skip


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the story."""
    folder = tmp_path_factory.mktemp("story")
    (folder / "story.jsonl").write_text("".join(json.dumps(a) + "\n" for a in STORY), encoding="utf-8")
    pipeline.build([folder / "story.jsonl"], folder / "story.record")
    return folder / "story.record"


@pytest.fixture(scope="session")
def against(story: Path):
    """The same, open."""
    return held(story, Settings())


@pytest.fixture
def verdicts(against, tmp_path: Path) -> Callable[..., list[Statement]]:
    """The statements of one kind in a draft of these words."""

    def check(text: str, kind: str, date: str | None = None) -> list[Statement]:
        path = tmp_path / "draft.txt"
        path.write_text(text, encoding="utf-8", newline="\n")
        (checked,) = check_drafts(against, [path], date=date)
        for s in checked.statements:
            assert text[s.span.start : s.span.end] == s.text
            for source in s.sources:
                article = against.coverage.articles[source.article]
                assert article.text[source.start : source.end] == source.text
        return [s for s in checked.statements if s.kind == kind]

    return check
