"""Exports of Nexis, Nexis Uni, Lexis Advance and the old LexisNexis Academic.

Two families of layouts. The old ones (txt, rtf, html) count the articles, `3 of 250 DOCUMENTS`, and print outlet, day
and title without names, then headers in capitals (`BYLINE:`, `LENGTH:`), the text wrapped, and more headers below it.
The new ones (docx, rtf, pdf) begin with a cover that lists the articles, print title, outlet and day, set `Body` over
the text and `Classification` over the index, and end with `End of Document`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from onrecord.exports.days import is_day_line
from onrecord.exports.lines import (
    Field,
    Role,
    Unit,
    is_page_number,
    is_rights,
    labelled,
    layouts,
    units,
)

__all__ = ["fields", "is_export", "is_named", "number", "several", "split"]

HEAD = 60
"""Most lines over the text of an article in an old layout."""
COVER_CHARS = 2_000_000
"""Longest cover looked at, in characters: 1,000 titles with the query beside each have 500,000."""
CAPTION_UNITS = 40
"""Most paragraphs below the name of a list of pictures."""
URL_LINE = re.compile(r"https?://\S{4,500}\Z")

_HEAD_ROLES = frozenset({"title", "byline", "section", "length", "dateline", "deck", "published", "outlet"})
_KNOWN: dict[str, Role] = {
    "title": "title", "byline": "byline", "section": "section", "deck": "deck", "language": "language", "url": "url",
    "published": "published", "outlet": "outlet", "caption": "caption", "number": "number",
}  # fmt: skip
_TAIL_ROLES = frozenset({"language", "load", "other", "caption", "url", "number", "length"})


@cache
def _counter() -> re.Pattern[str]:
    words = layouts()
    names, of = ("|".join(map(re.escape, each)) for each in (words.nexis.counter, words.of))
    name = rf"(?:{names}|{names.upper()})"
    return re.compile(rf"^[ \t\xa0]*(?:FOCUS - )?(\d{{1,6}}) (?:{of}) (\d{{1,6}}) {name}[ \t\xa0]*\r?$", re.M)


@cache
def _end() -> re.Pattern[str]:
    ends = "|".join(map(re.escape, layouts().nexis.end))
    return re.compile(rf"^[ \t\xa0]*(?:{ends})[ \t\xa0]*\r?$", re.M | re.I)


@cache
def _once() -> re.Pattern[str]:
    """Headers that an article has at most once: a length in words, and the day on which it was loaded."""
    names = layouts().nexis.names
    lengths, loads = ("|".join(map(re.escape, names[role])) for role in ("length", "load"))
    return re.compile(rf"^[ \t\xa0]*(?:(?P<length>{lengths}):[ \t\xa0]*\d[\d.,]* |(?P<load>{loads}):)", re.M | re.I)


def is_export(text: str) -> bool:
    """Whether `text` has the marks of a Nexis export: a counter or an end line of its own, and headers beside it."""
    if not _counter().search(text) and not _end().search(text):
        return False
    return bool(_once().search(text)) or any(u.casefold() in layouts().nexis.body for u in text.split("\n"))


def split(text: str) -> list[tuple[int, int]]:
    """The stretches of the articles in an export."""
    counters = [m for m in _counter().finditer(text) if int(m[1]) <= int(m[2])]
    if counters:
        starts = [m.end() for m in counters]
        return list(zip(starts, [*(m.start() for m in counters[1:]), len(text)], strict=True))
    ends = [m.end() for m in _end().finditer(text)]
    if not ends:
        return []
    first = _after_cover(text[: min(ends[0], COVER_CHARS)])
    starts = [first, *ends]
    closed = list(zip(starts, ends, strict=False))
    rest = text[ends[-1] :]
    return [*closed, (ends[-1], len(text))] if _once().search(rest) else closed


def several(stretch: str) -> bool:
    """Whether a stretch holds the headers of more than one article, so that it was not split."""
    found = [m.lastgroup for m in _once().finditer(stretch)]
    return found.count("length") > 1 and found.count("load") > 1


def number(stretch: str) -> str | None:
    """Nexis prints no number that is an article's own."""
    return None


# ---------------------------------------------------------------- the cover
_ITEM = re.compile(r"\d{1,5}\.\s+(\S.{0,400})\Z")


def _after_cover(text: str) -> int:
    """Where the first article of a new export begins: at the title that the cover lists first, else at the file's."""
    lines = units(text, lambda line: True)
    covered = [i for i, u in enumerate(lines) if _is_cover(u.text)]
    if not covered:
        return 0
    listed = [found[1] for u in lines if (found := _ITEM.match(u.text))]
    wanted = _key(listed[0]) if listed else ""
    for i, unit in enumerate(lines):
        if wanted and i > covered[0] and _key(unit.text) == wanted and not _followed_by_cover(lines, i):
            return unit.start
    return _over_day(lines, covered[-1])


def _followed_by_cover(lines: Sequence[Unit], at: int) -> bool:
    return any(_is_cover(u.text) for u in lines[at + 1 : at + 3])


def _over_day(lines: Sequence[Unit], covered: int) -> int:
    """The title two lines over the first day line below the cover."""
    for i in range(covered + 1, len(lines)):
        if is_day_line(lines[i].text):
            return lines[max(covered + 1, i - 2)].start
    return lines[covered + 1].start if covered + 1 < len(lines) else lines[-1].end


@cache
def _cover_pattern() -> re.Pattern[str]:
    words = layouts().nexis
    names, counted = ("|".join(map(re.escape, each)) for each in (words.cover, words.counter))
    return re.compile(rf"(?:{names})\s?(?::|\Z)|(?:{counted}) \(\d{{1,6}}\)\Z", re.I)


def _is_cover(line: str) -> bool:
    return bool(_cover_pattern().match(line[:200]))


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


# ---------------------------------------------------------------- one article
def fields(text: str) -> tuple[Field, ...]:
    """The headers of the article that is `text`, in its order; what is in none of them is what it says."""
    lines = units(text, is_named)
    words = layouts().nexis
    body = next((i for i, u in enumerate(lines) if u.text.casefold().rstrip(":") in words.body), None)
    found: list[Field] = []
    begin = _new_head(lines, body, text, found) if body is not None else _old_head(lines, text, found)
    end = _tail(lines, begin, text, found)
    title = next((f.value for f in found if f.role == "title"), "")
    _furniture(lines[begin:end], title, text, found)
    _address(lines[begin:end], found)
    return tuple(sorted(found, key=lambda f: f.start))


def is_named(line: str) -> bool:
    """Whether a line is a header of its own, or the first of one."""
    return labelled(line, "nexis") is not None or is_rights(line) or is_page_number(line) or is_day_line(line)


def _field(role: Role, unit: Unit, text: str, skip: int = 0) -> Field:
    """The header in a line; `skip` are the characters of its name, counted with single spaces."""
    at = unit.start
    if skip:
        printed = text[unit.start : unit.end]
        at += printed.index(":") + 1
        at = min(unit.end, at + len(text[at : unit.end]) - len(text[at : unit.end].lstrip()))
    return Field(role, unit.start, at, unit.end, " ".join(text[at : unit.end].split()))


def _named_field(unit: Unit, text: str) -> tuple[str, Field] | None:
    found = labelled(unit.text, "nexis")
    if not found:
        return None
    return found[0], _field(_KNOWN.get(found[0], "other"), unit, text, found[1])


def _new_head(lines: Sequence[Unit], body: int, text: str, found: list[Field]) -> int:
    """Title, outlet and day stand in this order; named headers follow. All over `Body` is head."""
    plain: list[Unit] = []
    days: list[int] = []
    for unit in lines[:body]:
        named = _named_field(unit, text)
        if named:
            found.append(named[1])
        elif is_rights(unit.text) or is_page_number(unit.text) or _is_link(unit.text):
            found.append(_field("other", unit, text))
        else:
            if is_day_line(unit.text):
                days.append(len(plain))
            plain.append(unit)
    found.append(_field("other", lines[body], text))
    day = next((i for i in reversed(days) if i), days[0] if days else None)
    over = plain[:day] if day is not None else plain[:2]
    titled = any(f.role == "title" for f in found)
    for i, unit in enumerate(plain):
        role: Role = "other"
        if i == day:
            role = "published"
        elif i < len(over):
            first = i == 0 and not titled and (len(over) > 1 or day is None)
            role = "title" if first else "outlet" if i == len(over) - 1 else "other"
        elif day is not None and day == 1 and i == 2 and not any(f.role == "title" for f in found) and not titled:
            role = "title" if unit.apart else "other"
        found.append(_field(role, unit, text))
    return body + 1


def _old_head(lines: Sequence[Unit], text: str, found: list[Field]) -> int:
    """Outlet, day and title stand in this order, then named headers; the first line that is none begins the text."""
    near = lines[:HEAD]
    last = _last_named(near)
    stated = any((n := labelled(u.text, "nexis")) and n[0] == "title" for u in near[: (last or -1) + 1])
    day = next((i for i, u in enumerate(near) if is_day_line(u.text) and not labelled(u.text, "nexis")), None)
    plain = 0
    title: int | None = None
    for i, unit in enumerate(near):
        named = _named_field(unit, text)
        if named and (last is None or i <= last):
            found.append(named[1])
        elif is_rights(unit.text) or is_page_number(unit.text) or _is_link(unit.text):
            found.append(_field("other", unit, text))
        elif i == day:
            found.append(_field("published", unit, text))
        elif day is not None and i < day:
            plain += 1
            role: Role = "outlet" if plain == 1 else "title" if not stated and title is None else "other"
            title = i if role == "title" else title
            found.append(_field(role, unit, text))
        elif day is None and plain == 0 and last is not None and i <= last:
            plain += 1
            found.append(_field("outlet" if _title_follows(near, i, last) else "title", unit, text))
            title = i if found[-1].role == "title" else None
        elif _is_edition(near, i, day):
            found.append(_field("other", unit, text))
        elif title is None and not stated and (day is not None or (last is not None and i <= last)):
            title = i
            found.append(_field("title", unit, text))
        elif last is not None and i < last:
            found.append(_field("deck", unit, text))
        else:
            return i
    return len(near)


def _last_named(near: Sequence[Unit]) -> int | None:
    """The last of the named headers over the text: they follow each other, but for a title between them and the day."""
    last: int | None = None
    for i, unit in enumerate(near):
        found = labelled(unit.text, "nexis")
        if found and found[0] in _HEAD_ROLES | {"other", "language"}:
            if last is not None and i - last > 3:
                break
            if found[0] in _HEAD_ROLES or last is not None:
                last = i
        elif last is not None and not is_rights(unit.text) and not unit.text.isupper():
            break
    return last


def _title_follows(near: Sequence[Unit], at: int, last: int) -> bool:
    """Whether another line without a name stands between this one and the named headers."""
    return any(not labelled(u.text, "nexis") and not is_rights(u.text) for u in near[at + 1 : last])


def _is_edition(near: Sequence[Unit], at: int, day: int | None) -> bool:
    """Whether a line right below the day names the edition."""
    if day is None or at <= day or at - day > 4:
        return False
    touching = all(not near[i].apart for i in range(day + 1, at + 1))
    edition = any(w.strip(";,.") in layouts().edition for w in near[at].text.casefold().split())
    return touching or (edition and len(near[at].text) < 60)


def _is_link(line: str) -> bool:
    return line.casefold() in layouts().nexis.links


# ---------------------------------------------------------------- below the text
def _tail(lines: Sequence[Unit], begin: int, text: str, found: list[Field]) -> int:
    """Puts the headers below the text among `found`; returns the first line of them."""
    words = layouts().nexis
    sections = [i for i in range(begin, len(lines)) if lines[i].text.casefold() in words.classification]
    end = sections[-1] if sections and _is_index(lines, sections[-1]) else len(lines)
    found += [_index_field(u, text) for u in lines[end:]]
    i = end - 1
    pending: list[Unit] = []
    while i >= begin and len(pending) <= CAPTION_UNITS:
        unit = lines[i]
        named = _named_field(unit, text)
        pictures = (named and named[0] == "caption") or unit.text.casefold() in words.graphic
        if pictures:
            found += [_field("caption", u, text) for u in pending]
            found.append(named[1] if named else _field("other", unit, text))
        elif named and named[0] in _TAIL_ROLES and not pending:
            found.append(named[1])
        elif not pending and (is_rights(unit.text) or is_page_number(unit.text) or _end().match(unit.text)):
            found.append(_field("other", unit, text))
        else:
            pending.append(unit)
            i -= 1
            continue
        pending = []
        end = i
        i -= 1
    return end


def _is_index(lines: Sequence[Unit], at: int) -> bool:
    """Whether the line `Classification` stands over an index: a named header is among the first lines below it."""
    return at + 1 >= len(lines) or any(labelled(u.text, "nexis") for u in lines[at + 1 : at + 4])


def _index_field(unit: Unit, text: str) -> Field:
    named = _named_field(unit, text)
    if named and named[0] in ("language", "section", "byline", "url"):
        return named[1]
    return _field("other", unit, text)


def _furniture(body: Sequence[Unit], title: str, text: str, found: list[Field]) -> None:
    """Page numbers between the lines of the text, and the title that is printed again below each."""
    numbered = False
    for unit in body:
        again = numbered and len(unit.text) > 3 and bool(title) and _key(unit.text).startswith(_key(title)[:40])
        numbered = is_page_number(unit.text)
        if numbered or again or _is_link(unit.text):
            found.append(_field("other", unit, text))


def _address(body: Sequence[Unit], found: list[Field]) -> None:
    """The address that is the last line of the text."""
    if len(body) > 1 and URL_LINE.match(body[-1].text):
        unit = body[-1]
        found.append(Field("url", unit.start, unit.start, unit.end, unit.text))
