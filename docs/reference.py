"""The pages of the site that are made from the code: commands, settings, words, Python, schema; and those that stand
elsewhere in the repository: README, change log, benchmarks. `conf.py` writes them into `docs/reference/` when the site
is built, so that they cannot fall behind; nothing of it is kept in the repository.
"""

from __future__ import annotations

import ast
import inspect
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PACKAGE = ROOT / "src" / "onrecord"

ELSEWHERE = {
    "README.md": "docs/reference/readme.md",
    "CHANGELOG.md": "docs/reference/changes.md",
    "benchmarks/README.md": "docs/reference/benchmarks.md",
    "src/onrecord/cli": "docs/reference/command-line.md",
    "src/onrecord/settings.py": "docs/reference/settings.md",
    "src/onrecord/words": "docs/reference/words.md",
    "src/onrecord/write/schema.py": "docs/reference/schema.md",
    "src/onrecord/__init__.py": "docs/reference/python.md",
}
"""What a link in the repository leads to, and the page that stands for it on the site."""

LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?!\w+:)([^)#\s]*)(#[^)\s]*)?\)")
"""A Markdown link to somewhere in the repository: an image's mark, text, path, anchor."""


# ------------------------------------------------------------------ links
def relinked(text: str, home: Path, page: Path) -> str:
    """The Markdown of the file `home` with its links as they must be when it stands at `page` of the site."""

    def link(found: re.Match[str]) -> str:
        mark, words, path, anchor = found[1], found[2], found[3], found[4] or ""
        if not path:
            return found[0]
        target = (home.parent / path).resolve()
        name = target.relative_to(ROOT).as_posix()
        if target.parent == PACKAGE / "words":
            name, anchor = "src/onrecord/words", f"#{target.name.replace('.', '')}"
        if name in ELSEWHERE:
            target = ROOT / ELSEWHERE[name]
        elif target.is_dir() or (target.suffix == ".md" and DOCS not in target.parents):
            return words
        return f"{mark}[{words}]({Path(os.path.relpath(target, page.parent)).as_posix()}{anchor})"

    parts = re.split(r"(^```.*?^```$)", text, flags=re.MULTILINE | re.DOTALL)
    return "".join(part if part.startswith("```") else LINK.sub(link, part) for part in parts)


# ------------------------------------------------------------------ commands
def commands(command: Any = None, name: str = "onrecord", parent: Any = None) -> Iterator[tuple[str, Any, Any]]:
    """Every command with its name in full and its context, in the order of `onrecord --help`."""
    import click

    if command is None:
        from onrecord.cli import cli as command
    context = click.Context(command, info_name=name.split()[-1], parent=parent)
    yield name, command, context
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            yield from commands(command.commands[each], f"{name} {each}", context)


def command_line() -> str:
    """What `--help` prints of every command."""
    lines = ["# Command line", "", "Made from the program: what `--help` says of each command.",
             "[Commands](../commands.md) tells more of them.", ""]  # fmt: skip
    for name, command, context in commands():
        lines += [f"## {name}", "", "```text", command.get_usage(context), "```", ""]
        lines += [inspect.cleandoc(command.help or ""), ""]
        rows = [p.get_help_record(context) for p in command.params]
        rows = [row for row in rows if row] + [("-h, --help", "Show this message and exit.")]
        lines += ["| option | |", "|---|---|"]
        lines += [f"| `{cell(option)}` | {cell(told)} |" for option, told in rows]
        lines.append("")
    return "\n".join(lines)


def cell(text: str) -> str:
    """`text` as a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")


# ------------------------------------------------------------------ settings
@dataclass(frozen=True, slots=True)
class Number:
    """A number that something is decided by, as the code states it."""

    section: str
    name: str
    value: str
    reason: str


def stated(body: list[ast.stmt], text: str, section: str) -> Iterator[Number]:
    """The assignments among these statements; a string after one is its reason."""
    source = text.splitlines()
    for statement, after in zip_longest(body, body[1:]):
        above = source[statement.lineno - 2].strip()
        if above.startswith("# ----"):
            section = above.lstrip("# -")
        if isinstance(statement, ast.AnnAssign) and statement.value is not None:
            target, value = statement.target, statement.value
        elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target, value = statement.targets[0], statement.value
        else:
            continue
        reason = ""
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str):
            reason = after.value.value
        if isinstance(target, ast.Name):
            yield Number(section, target.id, printed(value, source), " ".join(reason.split()))


def printed(value: ast.expr, source: list[str]) -> str:
    """A value as the code has it, `64 * 2**20`; one of several lines in short."""
    if value.lineno != value.end_lineno:
        return ast.unparse(value)
    return source[value.lineno - 1].encode()[value.col_offset : value.end_col_offset].decode()


def numbers() -> list[Number]:
    """The fields of the settings."""
    text = (PACKAGE / "settings.py").read_text(encoding="utf-8")
    found: list[Number] = []
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.ClassDef):
            first = "web" if statement.name == "WebSettings" else "general"
            found += stated(statement.body, text, first)
    return found


def constants() -> list[Number]:
    """The numbers that stand beside the one rule that uses them: constants of modules, in capitals, with a reason."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for number in stated(ast.parse(text).body, text, path.relative_to(PACKAGE).as_posix()):
            if number.name.isupper() and number.reason and re.fullmatch(r"[\d._ *+e()-]+", number.value):
                found.append(Number(path.relative_to(PACKAGE).as_posix(), number.name, number.value, number.reason))
    return found


def settings() -> str:
    """Every number of the settings, and those of single modules, with reasons."""
    from onrecord import settings as module

    lines = ["# Settings", "", f"Made from the code. {inspect.cleandoc(module.__doc__ or '')}", ""]
    for title, listed in (("", numbers()), ("Numbers of one rule", constants())):
        section = ""
        if title:
            lines += [f"## {title}", "", "What one module alone decides by stands there.", ""]
        for number in listed:
            if number.section != section:
                section = number.section
                lines += ["", f"### `{section}`" if title else f"## {section[0].upper()}{section[1:]}", "",
                          "| number | value | what and why |", "|---|---|---|"]  # fmt: skip
            lines.append(f"| `{number.name}` | `{cell(number.value)}` | {cell(number.reason)} |")
        lines.append("")
    return "\n".join(lines)


# ------------------------------------------------------------------ words
def words() -> str:
    """Every list of words, with the comments that say what it is for."""
    lines = ["# Words", "", "Language is data: the lists that the rules look words up in, as they are.", ""]
    for path in sorted((PACKAGE / "words").glob("*.toml")):
        lines += [f"## {path.name}", "", "````toml", path.read_text(encoding="utf-8").strip(), "````", ""]
    return "\n".join(lines)


# ------------------------------------------------------------------ Python and JSON
def python() -> str:
    """The public names of the package, from their docstrings."""
    import onrecord

    lines = ["# Python", "", "The public names of the package `onrecord`. A record that is opened holds the same lists",
             "as the [JSON export](../format.md#the-document).", "", "```{eval-rst}"]  # fmt: skip
    for name in sorted((n for n in onrecord.__all__ if n != "__version__"), key=str.lower):
        thing = getattr(onrecord, name)
        kind = "function" if inspect.isfunction(thing) else "exception" if issubclass(thing, Exception) else "class"
        lines += [f".. auto{kind}:: onrecord.{name}", *(["   :members:"] if kind == "class" else []), ""]
    return "\n".join([*lines, "```", ""])


def kind_of(schema: dict[str, Any], tables: set[str]) -> str:
    """A JSON Schema's type in a few words; what has a table of its own is linked."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})" if name in tables else name
    if "anyOf" in schema:
        return " or ".join(kind_of(each, tables) for each in schema["anyOf"])
    if "enum" in schema:
        return " or ".join(f"`{each}`" for each in schema["enum"])
    if schema.get("type") == "array":
        parts = schema.get("prefixItems") or []
        listed = ", ".join(kind_of(part, tables) for part in parts)
        return f"list of ({listed})" if parts else f"list of {kind_of(schema.get('items') or {}, tables)}"
    kind = schema.get("type", "any")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def schema() -> str:
    """The JSON Schema of the JSON export as tables."""
    from onrecord.write.schema import schema as json_schema

    whole = json_schema()
    lines = ["# JSON Schema", "", f"{whole['description']} `onrecord schema` prints it whole;",
             "[format](../format.md) tells what the fields mean.", ""]  # fmt: skip
    tables = {name for name, part in whole["$defs"].items() if "properties" in part}
    for name, part in whole["$defs"].items():
        if name in tables:
            lines += [f"## {name}", "", part.get("description", ""), "", "| field | type | |", "|---|---|---|"]
            lines += [
                f"| `{field}` | {cell(kind_of(each, tables))} | {cell(each.get('description', ''))} |"
                for field, each in part["properties"].items()
            ]
            lines.append("")
    return "\n".join(lines)


def pages() -> dict[str, str]:
    """The pages to be written into `docs/reference/`, by name."""
    made = {"command-line": command_line(), "settings": settings(), "words": words()}
    made |= {"python": python(), "schema": schema()}
    for home, page in ELSEWHERE.items():
        if home.endswith(".md"):
            text = (ROOT / home).read_text(encoding="utf-8")
            made[Path(page).stem] = relinked(text, ROOT / home, ROOT / page)
    return made


def write() -> None:
    """Writes the pages; one that has not changed keeps its time, so that it is not built again."""
    folder = DOCS / "reference"
    folder.mkdir(exist_ok=True)
    for name, text in pages().items():
        path = folder / f"{name}.md"
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
