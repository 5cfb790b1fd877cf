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

from onrecord.exports.covers import after_cover, key
from onrecord.exports.days import is_day_line
from onrecord.exports.lines import (
    Field,
    Role,
    Unit,
    is_page_number,
    is_rights,
    labelled,
    layouts,
)

__all__ = ["fields", "is_export", "is_named", "number", "several", "split"]

DECKS = 2
"""Most lines between the title and the named headers that are taken for decks."""
HEAD = 60
"""Most lines over the text of an article in an old layout."""
CAPTION_UNITS = 40
"""Most paragraphs below the name of a list of pictures."""
PARAGRAPH = 100
"""Characters from which on a line that ends in a full stop is no title."""
URL_LINE = re.compile(r"https?://\S{4,500}\Z")

_HEAD_ROLES = frozenset({"title", "byline", "section", "length", "dateline", "deck", "published", "outlet"})
_KNOWN: dict[str, Role] = {
    "title": "title", "byline": "byline", "section": "section", "deck": "deck", "language": "language", "url": "url",
    "published": "published", "outlet": "outlet", "caption": "caption", "number": "number",
}  # fmt: skip
_TAIL_ROLES = frozenset({"language", "load", "other", "caption", "url", "number", "length"})
_NEW_TAIL_ROLES = frozenset({"language", "load", "url"})


@cache
def _counter() -> re.Pattern[str]:
    words = layouts()
    names, of = ("|".join(map(re.escape, each)) for each in (words.nexis.counter, words.of))
    name = rf"(?:{names}|{names.upper()})"
    return re.compile(rf"^[ \t\xa0]*(?:FOCUS - )?(\d{{1,6}}) (?:{of}) (\d{{1,6}}) {name}[ \t\xa0]*$", re.M)


@cache
def _end() -> re.Pattern[str]:
    ends = "|".join(map(re.escape, layouts().nexis.end))
    return re.compile(rf"^[ \t\xa0]*(?:{ends})[ \t\xa0]*$", re.M | re.I)


@cache
def _once() -> re.Pattern[str]:
    """Headers that an article has at most once: a length in words, and the day on which it was loaded."""
    names = layouts().nexis.names
    lengths, loads, words = ("|".join(map(re.escape, n)) for n in (names["length"], names["load"], layouts().words))
    length = rf"(?:{lengths}):[ \t\xa0]*\d[\d.,]* ?(?:{words})\b"
    return re.compile(rf"^[ \t\xa0]*(?:(?P<length>{length})|(?P<load>(?:{loads}):))", re.M | re.I)


def is_export(text: str) -> bool:
    """Whether `text` has the marks of a Nexis export: a counter or an end line of its own, and headers beside it."""
    if not _counter().search(text) and not _end().search(text):
        return False
    if _once().search(text):
        return True
    lines = [line.strip() for line in text.split("\n")]
    return any(line.casefold().rstrip(":") in layouts().nexis.body for line in lines) and any(map(is_rights, lines))


def split(text: str) -> list[tuple[int, int]]:
    """The stretches of the articles in an export."""
    counters = [m for m in _counter().finditer(text) if int(m[1]) <= int(m[2])]
    if counters:
        starts = [m.end() for m in counters]
        return list(zip(starts, [*(m.start() for m in counters[1:]), len(text)], strict=True))
    ends = [m.end() for m in _end().finditer(text)]
    if not ends:
        return []
    first = after_cover(text[: ends[0]])
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


# ---------------------------------------------------------------- one article
def fields(text: str, lines: Sequence[Unit]) -> tuple[Field, ...]:
    """The headers of the article that is `text`, whose lines are `lines`, in its order."""
    words = layouts().nexis
    body = next((i for i, u in enumerate(lines) if u.text.casefold().rstrip(":") in words.body), None)
    old = body is None or lines[body].text.endswith(":")
    found: list[Field] = []
    if old:
        begin = _old_head(lines[:HEAD] if body is None else lines[:body], text, found, labels=body is not None)
        if body is not None:
            found.append(_field("other", lines[body], text))
            begin = body + 1
    else:
        begin = _new_head(lines, body or 0, text, found)
    end = _tail(lines, begin, text, found, old=old)
    title = next((f.value for f in found if f.role == "title"), "")
    _furniture(lines[begin:end], title, text, found)
    _address(lines[begin:end], found)
    return tuple(sorted(found, key=lambda f: f.start))


def is_named(line: str) -> bool:
    """Whether a line is a header of its own, or the first of one."""
    return labelled(line, "nexis") is not None or is_rights(line) or is_page_number(line) or is_day_line(line)


def _field(role: Role, unit: Unit, text: str, *, named: bool = False) -> Field:
    """The header in a line, with a name before a colon if it is `named`."""
    at = unit.start
    if named:
        at += text[unit.start : unit.end].index(":") + 1
        at += len(text[at : unit.end]) - len(text[at : unit.end].lstrip())
    return Field(role, unit.start, at, unit.end, " ".join(text[at : unit.end].split()))


def _named(unit: Unit, text: str, *, old: bool) -> tuple[str, Field] | None:
    """The header in a line that begins with a name; the old layouts print names in capitals."""
    found = labelled(unit.text, "nexis")
    if not found or (old and not unit.text[: unit.text.index(":")].isupper()):
        return None
    if found[0] == "load" and not is_day_line(unit.text[found[1] :]):
        return None  # the text: `UPDATE: the road is open again`
    return found[0], _field(_KNOWN.get(found[0], "other"), unit, text, named=True)


def _is_aside(line: str) -> bool:
    """Whether a line between the headers says nothing about the article."""
    return is_rights(line) or is_page_number(line) or line.casefold() in layouts().nexis.links


# ---------------------------------------------------------------- over the text: the new layouts
def _new_head(lines: Sequence[Unit], body: int, text: str, found: list[Field]) -> int:
    """Title, outlet and day stand in this order; named headers follow. All over `Body` is head."""
    plain: list[Unit] = []
    for unit in lines[:body]:
        named = _named(unit, text, old=False)
        if named:
            found.append(named[1])
        elif _is_aside(unit.text):
            found.append(_field("other", unit, text))
        else:
            plain.append(unit)
    found.append(_field("other", lines[body], text))
    days = [i for i, unit in enumerate(plain) if is_day_line(unit.text)]
    day = days[-1] if days else None  # a title may begin with a day, too
    over = plain[:day] if day is not None else plain[:2]
    titled = any(f.role == "title" for f in found)
    for i, unit in enumerate(plain):
        role: Role = "other"
        if i == day:
            role = "published"
        elif i == 0 and not titled and (len(over) > 1 or day is None):
            role = "title"
        elif i == len(over) - 1:
            role = "outlet"
        found.append(_field(role, unit, text))
    return body + 1


# ---------------------------------------------------------------- over the text: the old layouts
def _old_head(near: Sequence[Unit], text: str, found: list[Field], *, labels: bool) -> int:
    """Outlet, day and title stand in this order, then named headers; the line behind them begins the text.

    `labels` says that all of `near` is head, because a name of its own stands over the text.
    """
    last = len(near) - 1 if labels else _last_named(near, text)
    day = next((i for i, u in enumerate(near) if is_day_line(u.text) and not _named(u, text, old=True)), None)
    begin = last + 1 if last is not None else _title_end(near, day)
    while begin < len(near) and _is_aside(near[begin].text):
        begin += 1
    day = day if day is not None and day < begin else None
    plain: list[int] = []
    stated = False
    for i, unit in enumerate(near[:begin]):
        named = _named(unit, text, old=True)
        if named:
            found.append(named[1])
            stated = stated or named[0] == "title"
        elif i != day and not _is_aside(unit.text):
            plain.append(i)
        else:
            found.append(_field("published" if i == day else "other", unit, text))
    roles = _roles(near, plain, day, stated)
    found += [_field(roles.get(i, "other"), near[i], text) for i in plain]
    return begin


def _roles(near: Sequence[Unit], plain: Sequence[int], day: int | None, stated: bool) -> dict[int, Role]:
    """What the lines without a name are, by their order; `stated` says that a named header is the title."""
    before = [i for i in plain if day is None or i < day]
    after = [i for i in plain if day is not None and i > day and not _is_edition(near, i, day)]
    roles: dict[int, Role] = {}
    if before and (day is not None or stated or len(before) > 1):
        roles[before[0]] = "outlet"
        before = before[1:]
    if not stated:
        titles = after or before
        roles |= {i: "title" if i == titles[0] else "deck" for i in titles[: 1 + DECKS]}
    return roles


def _last_named(near: Sequence[Unit], text: str) -> int | None:
    """The last of the named headers over the text, which follow each other."""
    last: int | None = None
    for i, unit in enumerate(near):
        named = _named(unit, text, old=True)
        if named and (named[0] in _HEAD_ROLES or (last is not None and named[0] == "other")):
            last = i
        elif last is not None and not _is_aside(unit.text):
            break
    return last


def _title_end(near: Sequence[Unit], day: int | None) -> int:
    """Where the text begins if no named header stands over it: below the day, the edition and the title."""
    if day is None:
        return 0
    at = day + 1
    while at < len(near) and (_is_aside(near[at].text) or _is_edition(near, at, day)):
        at += 1
    titled = at + 1 < len(near) and not (len(near[at].text) > PARAGRAPH and near[at].text.endswith((".", '."', ".”")))
    return at + 1 if titled else at


def _is_edition(near: Sequence[Unit], at: int, day: int) -> bool:
    """Whether a line right below the day names the edition."""
    if at <= day or at - day > 4:
        return False
    touching = all(not near[i].apart for i in range(day + 1, at + 1))
    edition = any(w.strip(";,.") in layouts().edition for w in near[at].text.casefold().split())
    return touching or (edition and len(near[at].text) < 60)


# ---------------------------------------------------------------- below the text
def _tail(lines: Sequence[Unit], begin: int, text: str, found: list[Field], *, old: bool) -> int:
    """Puts the headers below the text among `found`; returns the first line of them."""
    words = layouts().nexis
    sections = [i for i in range(begin, len(lines)) if lines[i].text.casefold() in words.classification]
    end = sections[-1] if sections and _is_index(lines, sections[-1]) else len(lines)
    found += [_index_field(u, text) for u in lines[end:]]
    pending: list[Unit] = []
    for i in range(end - 1, begin - 1, -1):
        unit = lines[i]
        named = _named(unit, text, old=old)
        if (named and named[0] == "caption") or unit.text.casefold() in words.graphic:
            found += [_field("caption", u, text) for u in pending]
            found.append(named[1] if named else _field("other", unit, text))
        elif named and named[0] in (_TAIL_ROLES if old else _NEW_TAIL_ROLES) and not pending:
            found.append(named[1])
        elif not pending and (_is_aside(unit.text) or _end().match(unit.text)):
            found.append(_field("other", unit, text))
        else:
            pending.append(unit)
            if len(pending) > CAPTION_UNITS:
                break
            continue
        pending = []
        end = i
    return end


def _is_index(lines: Sequence[Unit], at: int) -> bool:
    """Whether the line `Classification` stands over an index: a named header is among the first lines below it."""
    return at + 1 >= len(lines) or any(labelled(u.text, "nexis") for u in lines[at + 1 : at + 4])


def _index_field(unit: Unit, text: str) -> Field:
    named = _named(unit, text, old=False)
    if named and named[0] in ("language", "section", "byline", "url"):
        return named[1]
    return _field("other", unit, text)


def _furniture(body: Sequence[Unit], title: str, text: str, found: list[Field]) -> None:
    """Page numbers between the lines of the text, and the title that is printed again below each."""
    numbered = False
    for unit in body:
        again = numbered and len(unit.text) > 3 and bool(title) and key(unit.text).startswith(key(title)[:40])
        numbered = is_page_number(unit.text)
        if numbered or again or (unit.text.casefold() in layouts().nexis.links):
            found.append(_field("other", unit, text))


def _address(body: Sequence[Unit], found: list[Field]) -> None:
    """The address that is the last line of the text."""
    if len(body) > 1 and URL_LINE.match(body[-1].text):
        unit = body[-1]
        found.append(Field("url", unit.start, unit.start, unit.end, unit.text))
