"""Commands that change a record: build, remove, demo."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from onrecord import pipeline
from onrecord.errors import Problem
from onrecord.pipeline import Built, Engine
from onrecord.read import Fetch, is_address
from onrecord.sample import STORY, story_folder
from onrecord.settings import Settings, WebSettings
from onrecord.store import Store
from onrecord.write.html import to_html
from onrecord.write.terminal import show as show_record
from onrecord.write.texts import plain

__all__ = ["build", "demo", "remove"]

MOST_JOBS = 4
"""Workers started when --jobs is not given: each holds the language model, some 400 MB."""


AT_THE_END = ("load", "write", "all stages")
"""Stages, besides those of the join, that all articles of the record go through, not only the new ones."""

LEAST_SECONDS = 0.005
"""Of a stage that took less, no rate is shown: it would be that of the clock."""


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=str, metavar="INPUT...")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="The record file to make or add to."
)
@click.option("--jobs", type=click.IntRange(1, 256), help="Worker processes  [default: processors, at most 4]")
@click.option("--strict", is_flag=True, help="Exit with 1 when any input could not be read.")
@click.option("--story", help="A name for the story.")
@click.option("--about", help='Keep to the story so called, or to articles that hold one of these phrases: "A OR B".')
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="What reads and searches the articles: this machine, or Ray.",
)
@click.option("--cluster", metavar="ADDRESS", help="With --engine ray: a running cluster  [default: Ray started here]")
@click.option(
    "--work",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="With --engine ray: where findings are kept, also afterwards; every machine must see it.",
)
@click.option("--fetch", is_flag=True, help="Fetch addresses: INPUTs, lines of lists, pages that feeds link to.")
@click.option(
    "--allow-private",
    multiple=True,
    metavar="HOST",
    help="With --fetch: a host that may be on this computer or in a private network, at any port; repeatable.",
)
@click.option(
    "--wait",
    type=click.FloatRange(0, 600),
    default=WebSettings().gap_seconds,
    show_default=True,
    metavar="SECONDS",
    help="With --fetch: the least time between two requests to one host.",
)
@click.option("--profile", is_flag=True, help="Show what each stage took.")
@click.option(
    "--plain-model",
    is_flag=True,
    help="Leave all the language model's arithmetic to spaCy, to compare: the same parse, three times as long.",
)
def build(
    inputs: tuple[str, ...],
    output: Path,
    jobs: int | None,
    strict: bool,
    story: str | None,
    about: str | None,
    engine: str,
    cluster: str | None,
    work: Path | None,
    fetch: bool,
    allow_private: tuple[str, ...],
    wait: float,
    profile: bool,
    plain_model: bool,
) -> None:
    """Read files, folders and addresses into a record; run again with more input to add to it.

    INPUT is a file, a folder, or with --fetch an address (https://…). Only new or changed articles are read.
    """
    web = _web(allow_private, wait) if fetch else None
    jobs = jobs or min(MOST_JOBS, os.cpu_count() or 1)
    settings = Settings(plain_model=True) if plain_model else None
    made_by = _engine(engine, cluster, work, jobs, fetch)
    built = _with_progress(inputs, output, jobs, story, about, settings, web, made_by)
    _report(built.problems)
    if built.several:
        click.echo(f"onrecord: {plain(built.several)}", err=True)
    if profile:
        _profile(built)
    if sys.stderr.isatty():
        click.echo(f"{output}: {built.articles} articles, {built.read} of them new", err=True)
    if strict and built.problems:
        sys.exit(1)


def _web(allow_private: tuple[str, ...], wait: float) -> Fetch:
    from onrecord.read.fetch import Web  # what it needs takes a while to import

    return Web(replace(WebSettings(), gap_seconds=wait), frozenset(allow_private))


def _engine(engine: str, cluster: str | None, work: Path | None, jobs: int, fetch: bool) -> Engine | None:
    if engine == "local":
        if cluster or work:
            raise click.UsageError("--cluster and --work go with --engine ray.")
        return None
    if fetch:
        raise click.UsageError("--engine ray fetches nothing: build with --fetch without it.")
    from onrecord.extras.ray import Ray

    return Ray(cluster, work, jobs)


def _with_progress(
    inputs: tuple[str, ...],
    output: Path,
    jobs: int,
    story: str | None,
    about: str | None,
    settings: Settings | None,
    fetch: Fetch | None,
    engine: Engine | None,
) -> Built:
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed} articles"),
               TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("reading", total=None)
        given = [each if is_address(each) else Path(each) for each in inputs]
        return pipeline.build(
            given, output, jobs=jobs, story=story, about=about, settings=settings, fetch=fetch, engine=engine,
            progress=lambda stage, done: bar.update(task, description=stage, completed=done),
        )  # fmt: skip


def _report(problems: tuple[Problem, ...]) -> None:
    """One line on stderr for each input that could not be read."""
    for problem in problems:
        click.echo(f"onrecord: {plain(str(problem))}", err=True)


def _profile(built: Built) -> None:
    """What each stage took, a line each on stderr: seconds of the processor, and articles in one such second."""
    click.echo(f"{'':22}{'seconds':>9}{'articles a second':>20}", err=True)
    for stage, seconds in {**built.seconds, "all stages": sum(built.seconds.values())}.items():
        count = built.articles if stage in AT_THE_END or stage.startswith("join") else built.read
        rate = f"{count / seconds:20,.0f}" if seconds >= LEAST_SECONDS else f"{'':20}"
        click.echo(f"{stage:22}{seconds:9.2f}{rate}", err=True)


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
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("demo.record"),
    show_default=True,
    help="The record file to make; its report stands beside it.",
)
@click.option(
    "--articles",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Only write the story's articles into this new folder, to build them yourself.",
)
def demo(output: Path, articles: Path | None) -> None:
    """Build the bundled sample story, show it, and write its report beside it."""
    with story_folder() as folder:
        if articles:
            _copy(folder, articles)
            return
        built = pipeline.build([folder], output, story=STORY)
    _report(built.problems)
    with Store(output) as store:
        record = store.record()
    show_record(record, Console())
    report = output.with_suffix(".html")
    report.write_text(to_html(record), encoding="utf-8", newline="\n")
    click.echo(f"\nrecord: {output}\nreport: {report}   (open it in a browser)")


def _copy(story: Path, articles: Path) -> None:
    if articles.exists():
        raise click.UsageError(f"{articles} is already there.")
    articles.mkdir(parents=True)
    for file in sorted(story.iterdir()):
        (articles / file.name).write_bytes(file.read_bytes())
