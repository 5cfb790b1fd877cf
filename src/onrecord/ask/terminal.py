"""Answers and search hits for the terminal: who and when, the words, where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from onrecord.ask.answering import Answer, Found
from onrecord.search import Hit
from onrecord.span import Span
from onrecord.write.texts import Texts, human_date, plain, plural

__all__ = ["NOTHING", "show", "show_hits"]

NOTHING: Final = "nothing on record"
"""What is printed when no passage answers."""


def show(answer: Answer, texts: Texts, console: Console) -> None:
    """The passages of an answer by speaker and date."""
    if not answer.groups:
        console.print(Text(NOTHING, style="italic"))
    for group in answer.groups:
        who = plain(group.name) if group.name else ""
        heading = Text.assemble((who, "bold"), "  " if who else "", (human_date(group.date), "bold" if not who else ""))
        console.print(heading)
        for passage in group.passages:
            console.print(Padding(_passage(passage, texts), (0, 0, 0, 2)))


def _passage(found: Found, texts: Texts) -> Text:
    line = Text(plain(found.text))
    line.append(f"\n{_place(found.span, texts)}", style="dim")
    if found.also:
        line.append(f" · the same in {plural(len(found.also), 'other place')}", style="dim")
    return line


def show_hits(hits: Sequence[Hit], texts: Texts, console: Console) -> None:
    """Search hits, the best first, the words that matched marked."""
    if not hits:
        console.print(Text(NOTHING, style="italic"))
    for hit in hits:
        line, at = Text(), hit.span.start
        text = texts.article(hit.span).text
        for mark in hit.marks:
            line.append(_shown(text[at : mark.start])).append(_shown(text[mark.start : mark.end]), style="bold")
            at = mark.end
        line.append(_shown(text[at : hit.span.end]))
        speaker = texts.speaker(texts.quotations[hit.finding]) if hit.finding else None
        parts = [speaker, human_date(hit.date), _place(hit.span, texts)]
        line.append("\n" + " · ".join(plain(p) for p in parts if p), style="dim")
        console.print(line)


def _shown(text: str) -> str:
    """Words on one line, the spaces at their ends kept: they are parts of a line."""
    words = plain(text)
    return (" " if text[:1].isspace() else "") + words + (" " if words and text[-1:].isspace() else "")


def _place(span: Span, texts: Texts) -> str:
    article = texts.article(span)
    return f"{plain(texts.source(span))} · {plain(article.key)} {span.start}–{span.end}"
