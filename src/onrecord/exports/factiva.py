"""Exports of Factiva (Dow Jones), with the two-letter codes of the headers or without.

Every article ends with its number, `Document REUT000020210101eh1100001`. With codes, `HD` stands before the title, `PD`
before the day, `LP` and `TD` before the text, and the index follows. Without them the order says what a line is:
title, byline, `512 words`, day, time, outlet, its code, page, language, copyright, text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from onrecord.exports.days import is_day_line
from onrecord.exports.lines import Field, Role, Unit, is_page_number, is_rights, layouts, units

__all__ = ["fields", "is_export", "is_named", "number", "several", "split"]

FIRST_CHARS = 2_000_000
"""Longest stretch before the first number in which its article is looked for: a list of 500 titles may stand first."""
BETWEEN_CHARS = 4_000
"""Longest foot and head of two files put together, in characters."""
BEFORE_LENGTH = 6
"""Most lines over the length of the first article: section, column, title, deck, byline and one more."""
AFTER_LENGTH = 14
"""Most lines of headers below the length."""
CODES = 3
"""Fewest codes at the beginnings of lines that tell a layout with codes."""

_ROLES: dict[str, Role] = {
    "title": "title", "byline": "byline", "section": "section", "published": "published", "outlet": "outlet",
    "language": "language", "url": "url", "caption": "caption", "credit": "credit",
}  # fmt: skip
_TIME = re.compile(r"\d{1,2}[:.]\d\d(?: ?[AP]M)?(?: [A-Z]{2,5})?\Z")
_SOURCE_CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}\Z")
_PLACE = re.compile(r"(?:[A-Z]{0,3}-?\d{1,4}[A-Z]?|(?:Volume|Vol|Issue|Band|Ausgabe)\b.{0,40})\Z")


@cache
def _document() -> re.Pattern[str]:
    names = "|".join(name.capitalize() for name in layouts().factiva.document)
    number = r"([A-Za-z0-9]{4,12}(?:19|20)\d{6}[a-z0-9]{0,12})"
    return re.compile(rf"^[ \t\xa0]*(?:AN[ \t\xa0]+)?(?:{names})[ \t\xa0]+{number}[ \t\xa0]*$", re.M)


@cache
def _length() -> re.Pattern[str]:
    words = "|".join(map(re.escape, layouts().words))
    return re.compile(rf"(?:WC[ \t]+)?\d[\d.,\xa0]{{0,9}} ?(?:{words})\Z", re.I)


@cache
def _length_line() -> re.Pattern[str]:
    words = "|".join(map(re.escape, layouts().words))
    return re.compile(rf"^[ \t\xa0]*(?:WC[ \t\xa0]+)?\d[\d.,\xa0]{{0,9}} ?(?:{words})[ \t\xa0]*$", re.M | re.I)


def is_export(text: str) -> bool:
    """Whether `text` has the marks of a Factiva export: a line with an article's number, and its length or codes."""
    return bool(_document().search(text)) and (bool(_length_line().search(text)) or _coded(text))


def _coded(text: str) -> bool:
    found = {m[1] for m in _code().finditer(text)}
    return "HD" in found and bool(found & {"LP", "TD"}) and len(found) >= CODES


def split(text: str) -> list[tuple[int, int]]:
    """The stretches of the articles in an export; a list of titles before them and the query below are in none."""
    ends = [m.end() for m in _document().finditer(text)]
    if not ends:
        return []
    stretches = [
        (start + _first(text[start : min(end, start + (BETWEEN_CHARS if start else FIRST_CHARS))]), end)
        for start, end in zip([0, *ends], ends, strict=False)
    ]
    rest = text[ends[-1] :]
    length = _length_line().search(rest)
    if length and len(rest) - length.end() > 200:
        stretches.append((ends[-1], len(text)))
    return stretches


def several(stretch: str) -> bool:
    """Whether a stretch holds several articles: more than one length with a day right below it."""
    found = 0
    for match in _length_line().finditer(stretch):
        below = stretch[match.end() : match.end() + 120].split("\n")[:4]
        found += any(is_day_line(line.strip().removeprefix("PD").strip()) for line in below)
    return found > 1


def number(stretch: str) -> str | None:
    """The article's number."""
    found = _document().search(stretch)
    return found[1] if found else None


def _first(text: str) -> int:
    """Where the first article begins: at the first of its headers, after whatever stands before."""
    codes = [m for m in _code().finditer(text) if m[1] in ("HD", "SE", "CLM")]
    if codes and _coded(text):
        last = next((i for i in range(len(codes) - 1, -1, -1) if codes[i][1] == "HD"), 0)
        while last and codes[last - 1][1] != "HD":
            last -= 1
        return codes[last].start()
    lines = units(text, lambda line: bool(_length().match(line)))
    at = next((i for i in range(len(lines) - 1, -1, -1) if _is_length(lines, i)), None)
    if at is None or at <= BEFORE_LENGTH:
        return 0
    begin = at - 1
    if _is_byline(lines[begin].text) and begin:
        begin -= 1
    return lines[begin].start


def _is_length(lines: Sequence[Unit], at: int) -> bool:
    return bool(_length().match(lines[at].text)) and any(is_day_line(u.text) for u in lines[at + 1 : at + 3])


# ---------------------------------------------------------------- one article
@cache
def _codes() -> dict[str, str]:
    names = layouts().factiva.names
    return {code.upper(): role for role in reversed(names) for code in names[role]}


@cache
def _code() -> re.Pattern[str]:
    """A code at the beginning of a line: alone, or set apart by a tab or two spaces, or one behind three letters."""
    behind = r"(?:[ \xa0]*$|[ \xa0]*\t[ \xa0]*|[ \xa0]{2,}|(?<=[A-Z]{3})[ \xa0])"
    return re.compile(rf"^[ \xa0]{{0,3}}([A-Z]{{2,3}}){behind}", re.M)


def fields(text: str, lines: Sequence[Unit]) -> tuple[Field, ...]:
    """The headers of the article that is `text`, whose lines are `lines`, in its order."""
    found = _with_codes(text, lines) if _coded(text) else _without_codes(text, lines)
    return tuple(sorted(found, key=lambda f: f.start))


def _whole(role: Role, unit: Unit) -> Field:
    return Field(role, unit.start, unit.start, unit.end, unit.text)


def _with_codes(text: str, lines: Sequence[Unit]) -> list[Field]:
    found: list[Field] = []
    marks = [m for m in _code().finditer(text) if m[1] in _codes()]
    document = _document().search(text)
    end = document.start() if document else len(text)
    if document:
        found.append(_trimmed("number", document.start(), document.start(1), document.end(), text))
    seen_body = False
    for mark, following in zip(marks, [*(m.start() for m in marks[1:]), end], strict=True):
        role = _codes()[mark[1]]
        if mark.start() >= end:
            break
        start = mark.start(1)
        if role == "body":
            seen_body = True
            found.append(Field("other", start, start, mark.end(1), mark[1]))
        elif seen_body and role in ("title", "byline", "published", "outlet", "section", "length"):
            continue  # the text, with a line that looks like a code
        else:
            until = max(mark.end(), min(following, end))
            found.append(_trimmed(_ROLES.get(role, "other"), start, mark.end(), until, text))
    lead = text[: marks[0].start()] if marks else ""
    if lead.strip():
        found.append(_trimmed("other", 0, 0, marks[0].start(), text))
    return _apart_from_pages(found, lines)


def _trimmed(role: Role, start: int, at: int, end: int, text: str) -> Field:
    """A header without the white space around its name and value."""
    while start < at and text[start].isspace():
        start += 1
    value = text[at:end]
    at += len(value) - len(value.lstrip())
    end = max(min(at, end), end - (len(value) - len(value.rstrip())))
    start = at if start == at else min(start, at)
    if not text[start:end].strip():
        end = at
    return Field(role, start, min(at, end), end, " ".join(text[at:end].split()))


def _apart_from_pages(found: list[Field], lines: Sequence[Unit]) -> list[Field]:
    taken = sorted((f.start, f.end) for f in found)
    at = 0
    for unit in lines:
        while at < len(taken) and taken[at][1] <= unit.start:
            at += 1
        if is_page_number(unit.text) and not (at < len(taken) and taken[at][0] < unit.end):
            found.append(_whole("other", unit))
    return found


def is_named(line: str) -> bool:
    """Whether a line is a header of its own, or the first of one."""
    coded = _code().match(line)
    if _length().match(line) or is_rights(line) or is_page_number(line) or (coded and coded[1] in _codes()):
        return True
    return is_day_line(line) or bool(_document().match(line))


def _without_codes(text: str, lines: Sequence[Unit]) -> list[Field]:
    found: list[Field] = []
    begin = 0
    length = next((i for i in range(min(len(lines), HEAD)) if _is_length(lines, i)), None)
    if length is None:
        length = next((i for i in range(min(len(lines), HEAD)) if _length().match(lines[i].text)), None)
    if length is not None:
        _over_length(lines[:length], found)
        found.append(_whole("other", lines[length]))
        begin = _under_length(lines, length + 1, found)
    for unit in lines[begin:]:
        document = _document().match(text[unit.start : unit.end])
        if document:
            found.append(Field("number", unit.start, unit.start + document.start(1), unit.end, document[1]))
        elif is_page_number(unit.text):
            found.append(_whole("other", unit))
    return found


HEAD = 40
"""Lines in which the length of an article is looked for."""


def _over_length(lines: Sequence[Unit], found: list[Field]) -> None:
    """Section, title, byline and credit, from the length upwards."""
    rest = []
    for unit in lines:
        if is_page_number(unit.text) or is_rights(unit.text):
            found.append(_whole("other", unit))
        else:
            rest.append(unit)
    if len(rest) > 2 and _is_byline(rest[-2].text) and not _is_byline(rest[-1].text):
        found.append(_whole("credit", rest.pop()))
    if len(rest) > 1 and (_is_byline(rest[-1].text) or _is_name(rest[-1].text, rest[-2].text)):
        found.append(_whole("byline", rest.pop()))
    if rest:
        found.append(_whole("title", rest.pop()))
    found += [_whole("section" if unit is rest[-1] else "other", unit) for unit in rest]


def _is_byline(line: str) -> bool:
    first = line.split(None, 1)[0].casefold()
    return first in layouts().by and len(line) < 200


def _is_name(line: str, over: str) -> bool:
    """Whether a line without the word for `by` is a byline: two to four capitalised words below a longer line."""
    words = line.split()
    capitals = all(w[0].isupper() and w.replace("-", "").replace("'", "").replace(".", "").isalpha() for w in words)
    return 2 <= len(words) <= 4 and capitals and len(over.split()) > max(len(words), 3)


@cache
def _languages() -> frozenset[str]:
    return frozenset(name for names in layouts().languages.values() for name in names)


def _under_length(lines: Sequence[Unit], begin: int, found: list[Field]) -> int:
    """Day, time, outlet, code, page, language and rights; returns the first line of the text."""
    day = outlet = ended = False
    at = begin
    for i in range(begin, min(len(lines), begin + AFTER_LENGTH)):
        unit = lines[i]
        line = unit.text
        role: Role | None = None
        if is_rights(line):
            role, ended = "other", True
        elif ended:
            break
        elif not day and is_day_line(line):
            role, day = "published", True
        elif _TIME.match(line) or is_page_number(line):
            role = "other"
        elif line.casefold() in _languages():
            role = "language"
        elif day and not outlet and len(line) < 120:
            role, outlet = "outlet", True
        elif outlet and (_SOURCE_CODE.match(line) or _PLACE.match(line) or _rights_near(lines, i)):
            role = "other"
        if role is None:
            break
        found.append(_whole(role, unit))
        at = i + 1
    return at


def _rights_near(lines: Sequence[Unit], at: int) -> bool:
    """Whether a language or a line about rights follows within three lines: then this one is a header too."""
    return len(lines[at].text) < 80 and any(
        u.text.casefold() in _languages() or is_rights(u.text) for u in lines[at + 1 : at + 4]
    )
