"""Verdicts for the terminal: a line a statement, what was altered word by word, the record's words beneath."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from onrecord.verify.statement import Checked, Passage, Statement, Verdict
from onrecord.write.texts import human_date, plain, plural, shortened

__all__ = ["show"]

STYLES: Final[Mapping[Verdict, str]] = {
    "verbatim": "green", "altered": "bold yellow", "contradicted": "bold red", "not on record": "bold magenta",
}  # fmt: skip
SHOWN: Final = 240
"""Characters of a source's words that are shown."""


def show(checked: Sequence[Checked], console: Console) -> None:
    """Each draft with its statements, and a line that counts the verdicts."""
    for draft in checked:
        console.print(Text(plain(draft.path), style="bold underline"))
        for statement in draft.statements:
            _statement(statement, console)
        if not draft.statements:
            console.print(Padding(Text("no quotation, date, name, age or figure found", style="dim"), (0, 0, 0, 2)))
        console.print()
    counts = Counter(s.verdict for draft in checked for s in draft.statements)
    parts = [Text(f"{counts[v]:,} {v}", style=STYLES[v] if counts[v] else "dim") for v in STYLES]
    total = plural(sum(counts.values()), "statement")
    console.print(Text.assemble(f"{total}: ", Text(" · ").join(parts)))


def _statement(statement: Statement, console: Console) -> None:
    words = plain(statement.text)
    line = Text.assemble(
        (statement.verdict, STYLES[statement.verdict]), f"  {statement.kind}  ",
        (f"“{words}”" if statement.kind == "quotation" else words, "bold"),
        (f"  {statement.span.start}–{statement.span.end}", "dim"),
    )  # fmt: skip
    console.print(Padding(line, (0, 0, 0, 2)))
    if statement.difference:
        console.print(Padding(_difference(statement), (0, 0, 0, 6)))
    if statement.why:
        console.print(Padding(Text(plain(statement.why)), (0, 0, 0, 6)))
    if statement.kind == "name" and statement.sources:
        notes = [_note(p) for p in statement.sources]
        console.print(Padding(Text("; ".join(notes), style="dim"), (0, 0, 0, 6)))
        return
    for passage in statement.sources:
        console.print(Padding(_passage(passage), (0, 0, 0, 6)))


def _difference(statement: Statement) -> Text:
    """The record's words in `[-…-]` and the draft's in `{+…+}` where they differ."""
    parts: list[Text] = []
    for piece in statement.difference.segments if statement.difference else ():
        if piece.op in ("same", "masked"):
            parts.append(Text(plain(piece.text or piece.record or "")))
            continue
        if piece.record:
            parts.append(Text(f"[-{plain(piece.record)}-]", style="red"))
        if piece.text:
            parts.append(Text(f"{{+{plain(piece.text)}+}}", style="green"))
    line = Text(" ").join(parts)
    if statement.kind == "quotation" and statement.difference and statement.difference.weighty:
        line.append("  weighty: the sense may differ", style="bold red")
    return line


def _passage(passage: Passage) -> Text:
    line = Text(shortened(plain(passage.text), SHOWN))
    line.append("\n" + _note(passage), style="dim")
    return line


def _note(passage: Passage) -> str:
    """Who published the words, when, and where in the article they stand."""
    parts = [passage.outlet or passage.key, human_date(passage.published), f"{passage.start}–{passage.end}"]
    return " · ".join(plain(p) for p in parts if p)
