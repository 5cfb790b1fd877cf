"""Labels a plain text as scraped: title, deck, subheads and prose, and among them captions, credits, related headlines,
promotion and other furniture.

Each paragraph is judged by its wording (`furniture`), its shape (a headline, a bullet, a name) and its place. The rule
for doubt is prose: no paragraph of the article may be lost, and furniture left in does less harm. The exception is a
promotional tail, which is recognised as a whole, single sentences that sound like prose included.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.clean.furniture import furniture_kind, is_statement, plain, wares_talk
from onrecord.clean.paragraphs import Paragraph, paragraphs
from onrecord.model import Block, BlockKind

__all__ = ["Part", "is_byline", "label", "parts_of"]

_WORD = re.compile(r"[^\W\d_][\w'&.-]*")
_BULLET = re.compile(r"(?:[-–—*•·▪►»>‣◦]|\d{1,2}[.)])\s+")
_SENTENCE_END = re.compile(r"[.!?…:;,][\"')\]]*\Z")
_STOPS = frozenset("a an the of in on at to for and or but by with as from is are was be s t not no his her its it".split())

TITLE_WORDS = 35
"""Longest title, in words; headlines of tabloids reach 30."""
KICKER_WORDS = 4
SUBHEAD_WORDS = 14
ALT_WORDS = 8
"""Longest image description that is told from prose by having neither capitals nor a full stop, in words."""
DECK_WORDS = 60
CAPTION_WORDS = 30
HEADLINE_CAPITALS = 0.7
"""Share of a line's longer words that are capitalised from which on it is in headline style."""


@dataclass(slots=True)
class Part:
    """A paragraph while it is judged: where it is, its plain wording, and what it is so far (None: not judged).

    `heading` says that a web page marks it up as one.
    """

    start: int
    end: int
    group: int
    text: str
    words: int
    kind: BlockKind | None = None
    heading: bool = False

    @property
    def closed(self) -> bool:
        """Whether it ends like a sentence."""
        return bool(_SENTENCE_END.search(self.text))

    @property
    def prose_like(self) -> bool:
        """Whether it is a sentence and not just a line."""
        return self.words >= 5 and self.closed or self.words > TITLE_WORDS


def parts_of(text: str) -> list[Part]:
    """The paragraphs of `text` with nothing judged; a leading byte-order mark is a part of its own."""
    found = paragraphs(text)
    if found and text.startswith("\ufeff"):
        first = found[0]
        body = first.start + 1 + (len(text[first.start + 1 : first.end]) - len(text[first.start + 1 : first.end].lstrip()))
        found[:1] = [Paragraph(0, 1, -1), *([Paragraph(body, first.end, first.group)] if body < first.end else [])]
    return [_part(text, p) for p in found]


def _part(text: str, p: Paragraph) -> Part:
    body = plain(text[p.start : p.end])
    return Part(p.start, p.end, p.group, body, body.count(" ") + 1, "other" if body == "\ufeff" else None)


def label(
    parts: Sequence[Part], title: str | None = None, description: str | None = None, *, page: bool = False
) -> tuple[Block, ...]:
    """The blocks of a text with these `parts`; `title` and `description` are the metadata's, if it has any.

    `page` says that the text comes from a web page, whose picture texts and lists of links are gone already.
    """
    body = [part for part in parts if part.kind is None]
    if len(body) == 1 and not (title and _same(body[0].text, title)):
        body[0].kind = "prose"
    else:
        _by_wording(body)
        _title(body, title)
        _repeats(body)
        _byline(body)
        _tail(body)
        _related(body, page)
        if not page:
            _figures(body)
            _alts(body)
        _deck(body, description)
        _subheads(body)
    return tuple(Block(part.kind or "prose", part.start, part.end) for part in parts)


def _by_wording(body: Sequence[Part]) -> None:
    for part in body:
        part.kind = furniture_kind(part.text)


# ---------------------------------------------------------------- the head
def _title(body: Sequence[Part], title: str | None) -> None:
    """The title is the paragraph that the metadata says, else a first line that looks like one before longer text."""
    if title:
        known = next((i for i, part in enumerate(body[:8]) if _same(part.text, title)), None)
        if known is not None:
            body[known].kind = "title"
            for part in body[:known]:
                if part.kind is None and not part.prose_like:
                    part.kind = "other"
            return
    first = 0
    while first < min(3, len(body) - 1) and (body[first].kind == "other" or _kicker(body, first)):
        first += 1
    if first < len(body) and (body[first].kind is None or not first) and _headline(body[first], body[first + 1 :]):
        for part in body[:first]:
            part.kind = part.kind or "other"
        body[first].kind = "title"


def _kicker(body: Sequence[Part], at: int) -> bool:
    """A section label over the title: very short, not like a title itself, and followed by one."""
    part, following = body[at], body[at + 1]
    if part.closed or part.words > KICKER_WORDS or part.kind == "title":
        return False
    label_like = part.text.islower() or part.text.isupper() or _same(body[-1].text, following.text)
    return label_like and following.words > KICKER_WORDS - 1 and _headline(following, body[at + 2 :])


def _headline(part: Part, rest: Sequence[Part]) -> bool:
    """Whether `part` looks like a title over the text of `rest`."""
    if part.words > TITLE_WORDS or not part.text[:1].strip("\"'([“‘").isalnum() and part.text[:1] not in "\"'$£€(":
        return False
    if not any(p.words > max(part.words, 12) and p.closed for p in rest[:6]):
        return False
    if part.text[0].islower() and part.text.islower():
        return False
    end = part.text.rstrip("\"')]")[-1:]
    if end == ".":
        return not part.text.endswith("..") and _capitals(part.text) >= HEADLINE_CAPITALS and is_plain_line(part.text)
    if end in ",;:…":
        return False
    return not re.match(r"['\"]", part.text) or not part.text.endswith(('."', '?"', '!"')) or part.words < 15


def is_plain_line(text: str) -> bool:
    """Whether `text` is one sentence at most: no full stop before its end."""
    return not re.search(r"[a-z\d]{2}[.!?][\"')]* +[A-Z\"']", text)


def _deck(body: Sequence[Part], description: str | None) -> None:
    """The deck is what the metadata describes the article by, or what stands between title and byline or picture."""
    at = next((i for i, part in enumerate(body) if part.kind == "title"), None)
    if at is None or at + 2 >= len(body):
        return
    part, after = body[at + 1], body[at + 2]
    if part.kind is not None or part.words > DECK_WORDS:
        return
    if (description and _same(part.text, description)) or after.kind in ("caption", "credit", "promo"):
        part.kind = "deck"
    elif after.kind == "other" and after.text != "\ufeff":
        part.kind = "deck"
    elif not part.closed and part.words >= 5 and after.prose_like and not part.text.islower():
        part.kind = "deck"


def is_byline(text: str) -> bool:
    """Whether the plain `text` is a printed byline: `By` and one to four names, with or without an agency's or date's tail."""
    return bool(_BYLINE.match(text)) and text.count(" ") < 16


_NAME = r"(?:[A-Z][\w'.-]+|de|la|van|von|der|bin|al|el|of|[A-Z]\.)"
_BYLINE = re.compile(rf"(?:By|BY|Written by|Reported by|Story by|Posted by)\s+{_NAME}(?:\s+{_NAME}){{0,4}}(?:(?:,| and| &|\s[|–—-])\s.{{1,80}})?\Z")


def _byline(body: Sequence[Part]) -> None:
    """Bylines stand near the head or at the foot."""
    for part in (*body[:8], *body[-2:]):
        if part.kind is None and is_byline(part.text) and not part.closed:
            part.kind = "credit"


# ---------------------------------------------------------------- the middle
def _repeats(body: Sequence[Part]) -> None:
    """A paragraph printed twice: the title again is a label, a line twice in a row a picture's, prose is left alone."""
    title = next((part.text for part in body if part.kind == "title"), None)
    seen = Counter(part.text for part in body)
    for before, part in zip([None, *body], body, strict=False):
        if part.kind is None and title and (_same(part.text, title) or (part is body[-1] and _alike(part, title))):
            part.kind = "other"
        elif before and part.text == before.text and seen[part.text] > 1 and part.words <= CAPTION_WORDS:
            kind: BlockKind = "caption" if before.kind in (None, "caption") else before.kind
            before.kind = part.kind = kind if kind != "title" else "other"


def _alike(part: Part, title: str) -> bool:
    """Whether the last line is the title in other words, as sites print it in a box at the end."""
    a, b = set(_content(part.text)), set(_content(title))
    return not part.closed and part.words <= TITLE_WORDS and len(a & b) >= 0.75 * len(a | b)


def _figures(body: Sequence[Part]) -> None:
    """In text whose paragraphs are set apart by blank lines, a bare name and one sentence right below it are a picture's.

    Where such pairs hold longer text they are a subhead and its paragraph, so one long pair speaks against all.
    """
    groups = Counter(part.group for part in body)
    if sum(1 for n in groups.values() if n == 1) < 0.6 * len(groups) or len(groups) < 5:
        return
    pairs = [
        (a, b) for a, b in zip(body, body[1:], strict=False)
        if a.group == b.group and groups[a.group] == 2 and a.kind in (None, "other") and b.kind in (None, "caption")
        and not a.closed and b.closed and a.kind != "title"
    ]  # fmt: skip
    if any(not is_plain_line(b.text) or b.words > CAPTION_WORDS for _, b in pairs):
        return
    for a, b in pairs:
        if a.words <= KICKER_WORDS and _capitals(a.text) == 1 and set(_content(a.text)) & set(_content(b.text)):
            a.kind, b.kind = "other", "caption"


def _related(body: Sequence[Part], page: bool) -> None:
    """Runs of headlines: bulleted ones, those under a heading that says so, and three or more in headline style.

    Runs most of whose lines hold a number are tables and fixtures, which are the article's own.
    """
    for run in _runs(body, _bulleted):
        before = body[run[0] - 1] if run[0] else None
        after = body[run[-1] + 1] if run[-1] + 1 < len(body) else None
        if before and before.text.endswith(":") and before.kind is None:
            continue  # a list that a sentence announces
        if page or _tabular(body, run):
            continue
        styled = sum(_capitals(body[i].text) >= HEADLINE_CAPITALS for i in run)
        beside = any(p is not None and p.kind in ("related", "promo") for p in (before, after))
        if styled * 2 > len(run) and (len(run) > 1 or beside) or beside and len(run) > 1:
            _set(body, run, "related")
    for run in _runs(body, _styled):
        headed = run[0] > 0 and body[run[0] - 1].kind == "related" and body[run[0] - 1].words <= 8
        if headed or (len(run) >= 3 and not page and not _tabular(body, run)):
            _set(body, run, "related")


def _tabular(body: Sequence[Part], run: Sequence[int]) -> bool:
    return sum(any(c.isdigit() for c in _BULLET.sub("", body[i].text)) for i in run) > 0.4 * len(run)


def _bulleted(part: Part) -> bool:
    return part.kind is None and bool(_BULLET.match(part.text)) and 4 <= part.words <= 30 and not part.text.endswith(".")


def _styled(part: Part) -> bool:
    return (
        part.kind is None
        and 4 <= part.words <= 25
        and not part.text.endswith((".", ":", ",", ";", '"'))
        and _capitals(part.text) >= HEADLINE_CAPITALS
    )


def _alts(body: Sequence[Part]) -> None:
    """Image descriptions and file names: lines of small letters without a full stop between paragraphs that have both."""
    closed = sum(part.closed for part in body)
    for part in body[1:]:
        if part.kind is None and part.words <= ALT_WORDS and not part.closed and closed * 2 > len(body):
            letters = part.text.replace(" ", "").replace("-", "").replace("'", "")
            if part.text.islower() and letters.isalnum() and part.words > 1 or re.fullmatch(r"[\w.-]+\.(?:jpe?g|png|gif|webp)", part.text):
                part.kind = "other"


def _subheads(body: Sequence[Part]) -> None:
    """Short lines without a full stop between paragraphs that have one."""
    for i, part in enumerate(body[1:-1], 1):
        if part.kind is not None or part.words > SUBHEAD_WORDS or part.text.endswith((".", ",", ";", ":", "…", '"')):
            continue
        following = next((p for p in body[i + 1 :] if p.kind not in ("caption", "credit", "other", "promo", "related")), None)
        shaped = not part.text[0].islower() and not re.match(r"[\"'–—-]", part.text)
        if part.heading or (following and following.prose_like and shaped):
            part.kind = "subhead"


# ---------------------------------------------------------------- the tail
TAIL_NEUTRAL = 0.25
"""Largest share of a promotional tail's sentences that do not talk of the outlet's wares themselves."""


def _tail(body: Sequence[Part]) -> None:
    """Marks the longest run of promotion to the end. It begins with a plain plug and ends with promotion or a label.

    A sentence within it that sounds like prose is swallowed only alone, and only if few are; one that quotes or reports never is.
    """
    plugs = [i for i, part in enumerate(body) if part.kind == "promo" or (part.kind == "related" and part.words <= 8)]
    for start in plugs:
        if start and _is_promotional(body[start:]):
            for part in body[start:]:
                part.kind = part.kind or "promo"
            return


def _is_promotional(tail: Sequence[Part]) -> bool:
    sentences = neutral = alone = 0
    last_neutral = False
    for part in tail:
        if part.kind == "title":
            return False
        last_neutral = False
        if part.kind is not None and part.kind != "subhead":
            sentences += part.prose_like
            alone = 0
            continue
        if not part.prose_like:
            continue
        sentences += 1
        if wares_talk(part.text) >= 2 and not (is_statement(part.text) and part.words > 20):
            alone = 0
            continue
        if is_statement(part.text):
            return False
        last_neutral = True
        neutral, alone = neutral + 1, alone + 1
        if alone > 1:
            return False
    return not last_neutral and neutral <= TAIL_NEUTRAL * sentences


# ---------------------------------------------------------------- helpers
def _runs(body: Sequence[Part], fits: object) -> Iterator[list[int]]:
    """The stretches of neighbouring parts that fit, as lists of indexes."""
    assert callable(fits)
    run: list[int] = []
    for i, part in enumerate(body):
        if fits(part):
            run.append(i)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _set(body: Sequence[Part], run: Sequence[int], kind: BlockKind) -> None:
    for i in run:
        body[i].kind = kind


def _same(a: str, b: str) -> bool:
    return _key(a) == _key(b) != ""


def _key(text: str) -> str:
    return "".join(c for c in plain(text).casefold() if c.isalnum())


def _content(text: str) -> list[str]:
    return [w.lower().removesuffix("'s") for w in _WORD.findall(text) if w.lower() not in _STOPS]


def _capitals(text: str) -> float:
    """Share of the words that headline style capitalises which begin with a capital; 0 without any."""
    words = [w for w in _WORD.findall(text) if len(w) > 3 or w.lower() not in _STOPS]
    return sum(w[0].isupper() for w in words) / len(words) if words else 0.0
