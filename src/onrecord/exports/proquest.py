"""Exports of ProQuest's news databases.

A rule of underscores or a counter, `Document 3 of 40`, stands between the articles; some layouts have neither, and the
headers below each text tell them apart. An article begins with its title, without a name; named headers follow
(`Author:`, `Publication info:`, `Abstract:`), `Full text:` with the text, and many more (`Subject:` to `Database:`).
Newer exports set headings over the parts, `FULL TEXT` and `DETAILS`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from onrecord.exports.covers import key
from onrecord.exports.days import day_in
from onrecord.exports.lines import Field, Role, Unit, is_page_number, is_rights, labelled, layouts, units

__all__ = ["fields", "is_export", "is_named", "number", "several", "split"]

HEAD = 200
"""Most lines over the text of an article: abstracts may have many paragraphs."""
VALUE_UNITS = 4
"""Most lines of a value that stands below its name."""
LEAST_NAMES = 3
"""Fewest different headers that tell an export in which no document number is left."""

_ROLES: dict[str, Role] = {
    "title": "title", "byline": "byline", "info": "info", "abstract": "abstract", "outlet": "outlet",
    "published": "published", "section": "section", "language": "language", "number": "number", "credit": "credit",
    "caption": "caption",
}  # fmt: skip
_RULE = re.compile(r"^[ \t\xa0]*[_*=]{20,500}[ \t\xa0]*$", re.M)
_ADDRESS = re.compile(r"https?://\S{4,800}\Z")


def _any(role: str) -> str:
    return "|".join(map(re.escape, layouts().proquest.names[role]))


@cache
def _id() -> re.Pattern[str]:
    return re.compile(rf"^[ \t\xa0]*(?:{_any('number')})[ \xa0]?:\s{{0,4}}(\d{{5,15}})\b", re.M | re.I)


@cache
def _counter() -> re.Pattern[str]:
    words = layouts()
    names, of = ("|".join(map(re.escape, each)) for each in (words.proquest.counter, words.of))
    return re.compile(rf"^[ \t\xa0]*(?:{names}) \d{{1,6}} (?:{of}) \d{{1,6}}[ \t\xa0]*$", re.M | re.I)


@cache
def _marks() -> re.Pattern[str]:
    """Headers one of which every article has."""
    names = "|".join(_any(role) for role in ("body", "outlet", "abstract", "info", "number"))
    return re.compile(rf"^[ \t\xa0]*({names})[ \xa0]?(?::|[ \t\xa0]*$)", re.M | re.I)


def is_export(text: str) -> bool:
    """Whether `text` has the marks of a ProQuest export: a document number and another of the usual headers.

    Where no number is left, as in a part of a file, three of the headers and a rule or counter do.
    """
    names = {m[1].casefold() for m in _marks().finditer(text)}
    if _id().search(text):
        return len(names) > 1
    return len(names) >= LEAST_NAMES and bool(_RULE.search(text) or _counter().search(text))


def split(text: str) -> list[tuple[int, int]]:
    """The stretches of the articles in an export; covers, lists of titles and the provider's foot are in none."""
    cuts = sorted((m.start(), m.end()) for pattern in (_RULE, _counter()) for m in pattern.finditer(text))
    starts = [0, *(end for _, end in cuts)]
    stretches = list(zip(starts, [*(start for start, _ in cuts), len(text)], strict=True))
    found = [each for each in stretches if _marks().search(text, *each)]
    if any(_ids(text[start:end]) > 1 for start, end in found):
        found = [part for each in found for part in _by_numbers(text, *each)]
    return found


def several(stretch: str) -> bool:
    """Whether a stretch holds several articles: more than one document number."""
    return _ids(stretch) > 1


def number(stretch: str) -> str | None:
    """The article's document number."""
    found = _id().search(stretch)
    return found[1] if found else None


def _ids(text: str) -> int:
    return len({m[1] for m in _id().finditer(text)})


def _by_numbers(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The articles of a stretch by their numbers: each ends with the run of headers that its number stands in."""
    ends: list[int] = []
    while match := _id().search(text, ends[-1] if ends else start, end):
        ends.append(_run_end(text, match.end(), end))
    starts = [_first(text[start : ends[0]]) + start if ends else start, *ends]
    found = list(zip(starts, ends, strict=False))
    if ends and _marks().search(text, ends[-1], end):
        found.append((ends[-1], end))
    return [each for each in found if each[0] < each[1]]


def _run_end(text: str, at: int, end: int) -> int:
    """The end of the headers that follow `at` line by line."""
    for match in re.compile(r"[^\n]*(?:\n+|\Z)").finditer(text, at, end):
        line = match.group().strip()
        if match.start() > at and line and not labelled(line, "proquest"):
            return match.start()
        if match.end() >= end:
            return end
    return end


ITEM_CHARS = 400
"""Longest entry of a list of contents, in characters."""
_ITEM = re.compile(r"(?:\d{1,4}\.|[•-])\s*+(\S(?:.{0,299}?[^\s.…])??)[\s.…]*+\d{0,5}\Z")


def _first(text: str) -> int:
    """Where the first article begins: at the title that a list of contents names first, else at once."""
    lines = units(text, lambda line: True)
    listed = [key(found[1]) for u in lines if len(u.text) < ITEM_CHARS and (found := _ITEM.match(u.text))]
    again = [u.start for u in lines if listed and key(u.text) == listed[0]]
    return again[-1] if again else 0


# ---------------------------------------------------------------- one article
def fields(text: str, lines: Sequence[Unit]) -> tuple[Field, ...]:
    """The headers of the article that is `text`, whose lines are `lines`, in its order."""
    found: list[Field] = []
    begin = _head(lines, text, found)
    end = _tail(lines, begin, text, found)
    found += [_whole("other", u) for u in lines[begin:end] if is_page_number(u.text)]
    found.sort(key=lambda f: f.start)
    first = next((f for f in found if f.role == "title"), None)
    return tuple(replace(f, role="other") if f.role == "title" and f is not first else f for f in found)


def is_named(line: str) -> bool:
    """Whether a line is a header of its own, or the first of one."""
    return labelled(line, "proquest") is not None or _alone(line) is not None or bool(_ADDRESS.match(line))


@cache
def _names() -> dict[str, str]:
    names = layouts().proquest.names
    return {name: role for role in reversed(names) for name in names[role]}


def _alone(line: str) -> str | None:
    """The role of a line that is a heading of the newer layouts, or a header's name without a value."""
    low = line.casefold().rstrip(" :")
    if low in layouts().proquest.headings:
        return _names().get(low, "heading")
    return _names().get(low) if line.endswith(":") or low in layouts().proquest.names["caption"] else None


def _whole(role: Role, unit: Unit) -> Field:
    return Field(role, unit.start, unit.start, unit.end, unit.text)


def _named(unit: Unit, text: str) -> tuple[str, Field] | None:
    found = labelled(unit.text, "proquest")
    if not found:
        return None
    at = unit.start + text[unit.start : unit.end].index(":") + 1
    at += len(text[at : unit.end]) - len(text[at : unit.end].lstrip())
    value = " ".join(text[at : unit.end].split())
    return found[0], Field(_ROLES.get(found[0], "other"), unit.start, min(at, unit.end), unit.end, value)


def _head(lines: Sequence[Unit], text: str, found: list[Field]) -> int:
    """The headers over the text; returns the first line of it."""
    titled = False
    open_role: str | None = None
    for i, unit in enumerate(lines[:HEAD]):
        named, alone = _named(unit, text), _alone(unit.text)
        role = named[0] if named else alone
        if role == "body":
            return _begun(lines, i, text, named[1] if named else None, found)
        if named:
            found.append(named[1])
            titled = titled or role == "title"
            open_role = role if role == "abstract" or not named[1].value else None
        elif alone:
            found.append(_whole("other", unit))
            open_role = alone
            if unit.text.casefold().rstrip(" :") == "details":
                found += [_below(u, text) for u in lines[i + 1 :]]
                return len(lines)
        elif not titled and not open_role:
            titled = True
            found.append(_whole("title", unit))
        else:
            state = _ROLES.get(open_role or "", "other")
            found.append(_whole("info" if state == "other" and day_in(unit.text) else state, unit))
            open_role = open_role if open_role == "abstract" else None
    return min(len(lines), HEAD)


def _begun(lines: Sequence[Unit], at: int, text: str, field: Field | None, found: list[Field]) -> int:
    """`Full text:`, behind which the text begins on the same line or on the next."""
    unit = lines[at]
    if field is None or not field.value:
        found.append(_whole("other", unit))
        return at + 1
    if field.value.casefold().rstrip(".") in layouts().proquest.absent:
        found.append(_whole("other", unit))
        return at + 1
    found.append(Field("other", field.start, field.start, field.at, text[field.start : field.at].strip()))
    return at + 1


def _tail(lines: Sequence[Unit], begin: int, text: str, found: list[Field]) -> int:
    """Puts the headers below the text among `found`; returns the first line of them."""
    end = next((i for i in range(len(lines) - 1, begin - 1, -1) if lines[i].text.casefold() == "details"), len(lines))
    found += [_below(u, text) for u in lines[end:]]
    pending: list[Unit] = []
    at = end
    for i in range(end - 1, begin - 1, -1):
        unit = lines[i]
        named, alone = _named(unit, text), _alone(unit.text)
        if not named and not alone and not _is_foot(unit.text):
            pending.append(unit)
            if len(pending) > VALUE_UNITS:
                break
            continue
        if pending and named and named[1].value:
            break
        role = _ROLES.get((named[0] if named else alone) or "", "other")
        found += [_whole("caption" if role == "caption" else "other", u) for u in pending]
        if pending and role not in ("caption", "other"):
            _valued(role, pending, found)
        found.append(_below(unit, text) if named else _whole("other", unit))
        pending = []
        at = i
    return at


def _valued(role: Role, pending: Sequence[Unit], found: list[Field]) -> None:
    """A value that stands on the line below its name."""
    unit = pending[-1]
    found[:] = [f for f in found if f.start != unit.start]
    found.append(_whole(role if role != "title" else "other", unit))


def _below(unit: Unit, text: str) -> Field:
    """A header below the text, where the title is repeated and a byline is none."""
    named = _named(unit, text)
    if named and named[1].role not in ("abstract", "info"):
        return named[1]
    return _whole("other", unit)


def _is_foot(line: str) -> bool:
    """Whether a line belongs to the provider's foot, or is an address or a page's number."""
    beginning = line.casefold().startswith(layouts().proquest.footer)
    return beginning or is_rights(line) or bool(_ADDRESS.match(line)) or is_page_number(line)
