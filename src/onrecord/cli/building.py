"""Commands that change a record: build, remove, demo."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from onrecord import pipeline
from onrecord.errors import Problem
from onrecord.pipeline import Built
from onrecord.sample import STORY, story_folder
from onrecord.store import Store
from onrecord.write.html import to_html
from onrecord.write.terminal import show as show_record
from onrecord.write.texts import plain

__all__ = ["build", "demo", "remove"]

MOST_JOBS = 4
"""Workers started when --jobs is not given: each holds the language model, some 400 MB."""


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="INPUT...")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="The record file to make or add to."
)
@click.option("--jobs", type=click.IntRange(1, 256), help="Worker processes  [default: processors, at most 4]")
@click.option("--strict", is_flag=True, help="Exit with 1 when any input could not be read.")
@click.option("--story", help="A name for the story.")
@click.option("--about", help='Keep to articles that hold one of these phrases: "A OR B".')
def build(
    inputs: tuple[Path, ...], output: Path, jobs: int | None, strict: bool, story: str | None, about: str | None
) -> None:
    """Read files and folders into a record; run again with more input to add to it.

    INPUT is a .txt, .md, .html or .jsonl file, or a folder of such files. Only new or changed articles are read.
    """
    built = _with_progress(inputs, output, jobs or min(MOST_JOBS, os.cpu_count() or 1), story, about)
    _report(built.problems)
    if sys.stderr.isatty():
        click.echo(f"{output}: {built.articles} articles, {built.read} of them new", err=True)
    if strict and built.problems:
        sys.exit(1)


def _with_progress(inputs: tuple[Path, ...], output: Path, jobs: int, story: str | None, about: str | None) -> Built:
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed} articles"),
               TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("reading", total=None)
        return pipeline.build(
            inputs, output, jobs=jobs, story=story, about=about,
            progress=lambda stage, done: bar.update(task, description=stage, completed=done),
        )  # fmt: skip


def _report(problems: tuple[Problem, ...]) -> None:
    """One line on stderr for each input that could not be read."""
    for problem in problems:
        click.echo(f"onrecord: {plain(str(problem))}", err=True)


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@click.option("--undo", is_flag=True, help="Put the articles back in.")
def remove(record: Path, articles: tuple[str, ...], undo: bool) -> None:
    """Take articles, named by id or key, out of a record.

    Nothing is deleted: the record keeps a line that says so, a later build does not bring them back, and --undo does.
    """
    left = pipeline.remove(record, articles, undo=undo)
    click.echo(f"{record}: {left} articles", err=True)


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("demo.record"), show_default=True)
def demo(output: Path) -> None:
    """Build the bundled sample story, show it, and write its report beside it."""
    with story_folder() as folder:
        built = pipeline.build([folder], output, story=STORY)
    _report(built.problems)
    with Store(output) as store:
        record = store.record()
    show_record(record, Console())
    report = output.with_suffix(".html")
    report.write_text(to_html(record), encoding="utf-8", newline="\n")
    click.echo(f"\nrecord: {output}\nreport: {report}   (open it in a browser)")
