"""Corrections made by hand: edit and its verbs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from onrecord import pipeline
from onrecord.edits.exchange import added, from_toml, to_toml
from onrecord.edits.finding import parts_of, things_with
from onrecord.edits.making import Desk, undone
from onrecord.edits.verbs import FIELDS
from onrecord.edtf import bounds
from onrecord.errors import InputError, QueryError
from onrecord.model import Edit
from onrecord.store import Store
from onrecord.write import terminal
from onrecord.write.texts import plain

__all__ = ["edit"]

_when = click.option("--when", metavar="TIME", help="When it is made, EDTF  [default: now]")


@click.group()
@click.argument("record", type=click.Path(path_type=Path))
@click.pass_context
def edit(context: click.Context, record: Path) -> None:
    """Correct a record by hand: people have the last word.

    THING is an id or the beginning of one, an article's key, or a person's name; a mention or sentence is a place,
    ARTICLE:START-END. Corrections are kept in the record, hold when articles are added, and can be undone.
    """
    context.obj = record


def _make(record: Path, make: Callable[[Desk], Edit], when: str | None) -> None:
    """Makes an edit at the moment `when` and applies it."""
    stamp = when or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    bounds(stamp)
    _tell(pipeline.correct(record, make, stamp))


def _tell(missed: Sequence[str]) -> None:
    """A line on stderr for each correction that does not apply."""
    for line in missed:
        click.echo(f"onrecord: {line}", err=True)


@edit.command()
@click.argument("thing")
@click.argument("other")
@_when
@click.pass_obj
def merge(record: Path, thing: str, other: str, when: str | None) -> None:
    """Make two people, utterances or events one, under the first."""
    _make(record, lambda desk: desk.merge(thing, other), when)


@edit.command()
@click.argument("things", nargs=-1, required=True, metavar="THING [PLACE]...")
@_when
@click.pass_obj
def split(record: Path, things: tuple[str, ...], when: str | None) -> None:
    """Take apart: `split QUOTATION...` out of their utterance, `split THING PLACE...` mentions or sentences."""
    _make(record, lambda desk: desk.split(things), when)


def _plain(verb: str, told: str) -> click.Command:
    """The command of a verb that takes a thing and nothing else."""

    @click.command(verb, help=told)
    @click.argument("thing")
    @_when
    @click.pass_obj
    def command(record: Path, thing: str, when: str | None) -> None:
        _make(record, lambda desk: desk.edit(verb, thing), when)

    return command


for _verb, _told in (
    ("reject", "Take out what is wrong: it is set aside, and what rests on it is made anew."),
    ("pin", "Keep a finding as it is: its parts together, an event's date, a quotation's speaker."),
    ("accept", "Mark a difference as seen and right."),
    ("dismiss", "Set a difference aside: it is none."),
):
    edit.add_command(_plain(_verb, _told))


@edit.command("set")
@click.argument("field", type=click.Choice(list(FIELDS)), metavar="FIELD")
@click.argument("thing")
@click.argument("value")
@_when
@click.pass_obj
def set_(record: Path, field: str, thing: str, value: str, when: str | None) -> None:
    """Set a FIELD: published, outlet or byline of an article, speaker of a quotation, date of an event.

    An empty VALUE sets outlet, byline or speaker to none. Several names in a byline are parted by `;`.
    """
    _make(record, lambda desk: desk.set(field, thing, value), when)


@edit.command()
@click.argument("thing")
@click.argument("text")
@_when
@click.pass_obj
def note(record: Path, thing: str, text: str, when: str | None) -> None:
    """Note something on a thing; it is shown wherever that is."""
    _make(record, lambda desk: desk.edit("note", thing, text), when)


@edit.command()
@click.argument("number", type=click.IntRange(1), required=False)
@click.pass_obj
def undo(record: Path, number: int | None) -> None:
    """Undo the last correction, or the one with this NUMBER in the list. It stays in the record, marked."""
    _tell(pipeline.revise(record, lambda edits: undone(edits, number)))


@edit.command("list")
@click.pass_obj
def list_(record: Path) -> None:
    """The corrections in order, with those undone and those that no longer apply."""
    with Store(record) as store:
        terminal.edits(store.record(), Console())


@edit.command()
@click.argument("words")
@click.pass_obj
def find(record: Path, words: str) -> None:
    """Find what to correct: the ids of all that holds these WORDS, or the parts of the thing with this id."""
    with Store(record) as store:
        whole = store.record()
        desk = Desk(whole, lambda article: store.findings(article)[1])
    thing = desk.with_id(words)
    found = parts_of(whole, thing) if thing else things_with(whole, words)
    for name, kind, text in found:
        click.echo(f"{name}  {kind}  {plain(text)}")


@edit.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File  [default: stdout]")
@click.pass_obj
def export(record: Path, output: Path | None) -> None:
    """Write the corrections as TOML."""
    with Store(record) as store:
        text = to_toml(store.edits())
    if output is None:
        sys.stdout.buffer.write(text.encode())
        return
    try:
        output.write_bytes(text.encode())
    except OSError as error:
        raise InputError(f"{output}: cannot be written: {error.strerror}") from error


@edit.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def import_(record: Path, file: Path) -> None:
    """Take over corrections from a TOML file; those that the record has already are left out."""
    try:
        more = from_toml(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not UTF-8"
        raise InputError(f"{file}: cannot be read: {reason}") from error
    except QueryError as error:
        raise QueryError(f"{file}: {error}") from None
    _tell(pipeline.revise(record, lambda edits: added(edits, more)))
