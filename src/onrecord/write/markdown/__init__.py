"""The record as a vault of Markdown notes for Obsidian and its like: a folder, or a zip of one.

    Record.md                  where to begin
    Chronology.md              all events
    Differences.md             where accounts differ
    Articles/…                 a note for each article, with its text
    People/…                   a note for each person, and for each organization, place and group that speaks or has
                               a role

People and articles are linked by `[[…]]`, whatever rests on an article has a footnote with the source, the characters
and a link to the words on their page. An article's words are escaped, and file names made safe (`names`).
"""

from __future__ import annotations

from collections import defaultdict
from itertools import takewhile
from pathlib import Path

from onrecord.errors import InputError
from onrecord.model import Article, Person, Quotation, Record
from onrecord.write.dates import ends
from onrecord.write.files import put
from onrecord.write.markdown import notes
from onrecord.write.markdown.names import Names
from onrecord.write.texts import Texts
from onrecord.write.zipped import zipped

__all__ = ["to_markdown", "write_markdown"]


def write_markdown(record: Record, path: Path) -> None:
    """Writes the vault to the folder `path`, or to a zip when `path` ends in `.zip`.

    Raises `InputError` when the folder holds anything: people write into their vaults. Raises `OSError`.
    """
    vault = to_markdown(record)
    if path.suffix.lower() == ".zip":
        put(path, zipped(vault))
        return
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise InputError(f"{path}: is not empty; a vault is written to a new folder or a .zip")
    for name, text in vault.items():
        place = path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        put(place, text)


def to_markdown(record: Record) -> dict[str, bytes]:
    """The notes of the vault by their path, in order."""
    said: defaultdict[str, list[Quotation]] = defaultdict(list)
    for quotation in record.quotations:
        if quotation.speaker and quotation.speaker.person:
            said[quotation.speaker.person].append(quotation)
    names = Names((notes.INDEX, notes.CHRONOLOGY, notes.DIFFERENCES))
    people = [p for p in record.people if _noted(p, said)]
    given = {p.id: names.give(p.name, p.id) for p in people}
    given |= {a.id: names.give(_heading(a), a.id) for a in record.articles}
    vault = notes.Vault(record, Texts(record), given, dict(said))
    found = {notes.INDEX: notes.index(vault), notes.CHRONOLOGY: notes.chronology(vault)}
    found[notes.DIFFERENCES] = notes.differences(vault)
    found |= {f"Articles/{given[a.id]}": notes.article(a, vault) for a in record.articles}
    found |= {f"People/{given[p.id]}": notes.person(p, vault) for p in people}
    return {f"{name}.md": text.encode(errors="replace") for name, text in found.items()}


def _noted(person: Person, said: dict[str, list[Quotation]]) -> bool:
    return bool(person.kind == "person" or person.roles or person.proceedings or person.id in said)


def _heading(article: Article) -> str:
    """The name of an article's note: when, who, what, so that notes sort by date."""
    return " ".join(filter(None, [_when(article.published) or "undated", article.outlet, article.title]))


def _when(date: str | None) -> str:
    """What is certain of a date: a day, or the month or year that all its days are in."""
    first, last = (ends(date) if date else None) or ("", None)
    pairs = zip(first.split("-"), (last or first).split("-"), strict=False)
    return "-".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
