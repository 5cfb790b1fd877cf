"""Labels a plain text as scraped: title, deck, subheads and prose, and among them captions, credits, related headlines,
promotion and other furniture.

Each paragraph is judged by its wording (`furniture`), its shape (`parts`: a headline, a bullet, a name) and its place
(`head`, `tail`). The rule for doubt is prose: no paragraph of the article may be lost, and furniture left in does less
harm. The exception is a promotional tail, which is recognised as a whole, single sentences that sound like prose
included.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from onrecord.clean.authors import mark_biographies
from onrecord.clean.furniture import furniture_kind
from onrecord.clean.head import mark_byline, mark_deck, mark_title
from onrecord.clean.parts import TITLE_WORDS, Part, capitals, content, headline_style, is_one_sentence, same
from onrecord.clean.tail import mark_stubs, mark_tail
from onrecord.model import Block, BlockKind

__all__ = ["label"]

SUBHEAD_WORDS = 14
ALT_WORDS = 16
"""Longest image description that is told from prose by having neither capitals nor a full stop, in words."""
NAME_WORDS = 4
"""Longest name that stands over a picture's caption, in words."""
CAPTION_WORDS = 30
ALIKE = 0.75
"""Share of words that the title and its repetition in a box at the end have in common."""
CAPITALS_WORDS = 6
"""Fewest words of a line in capitals that is another story's headline: subheads in capitals have two or three."""
ABOUT = 0.34
"""Share of such a line's words that stand in the text from which on it is a subhead of it."""
TABULAR = 0.4
"""Share of the lines of a list that hold a number from which on it is a table or a list of fixtures."""

_BULLET = re.compile(r"(?:[-–—*•·▪►»>‣◦]|\d{1,2}[.)])\s+")
_ARROW = re.compile(r"(?:»|›|►|▶|▸|→|>>)\s*\S")
_FILE_NAME = re.compile(r"[\w.-]+\.(?:jpe?g|png|gif|webp)\Z")
_PASSED_OVER = ("caption", "credit", "other", "promo", "related")


def label(
    parts: Sequence[Part],
    title: str | None = None,
    description: str | None = None,
    byline: Sequence[str] = (),
    *,
    page: bool = False,
) -> tuple[Block, ...]:
    """The blocks of a text with these `parts`; `title`, `description` and `byline` are the metadata's, if it has any.

    `page` says that the text comes from a web page, whose picture texts and lists of links are gone already.
    """
    body = [part for part in parts if part.kind is None]
    if len(body) == 1 and not (title and same(body[0].text, title)):
        body[0].kind = "prose"
    else:
        for part in body:
            part.kind = furniture_kind(part.text)
        mark_title(body, title)
        _repeats(body)
        mark_byline(body)
        _headed(body)
        _labels(body)
        mark_stubs(body)
        mark_tail(body)
        mark_biographies(body, byline)
        _related(body, page)
        _pointers(body)
        if not page:
            _figures(body)
            _alts(body)
        mark_deck(body, description)
        _subheads(body)
    return tuple(Block(part.kind or "prose", part.start, part.end) for part in parts)


def _repeats(body: Sequence[Part]) -> None:
    """Paragraphs printed again: the title is a label then, a line thrice a picture's; of others the first counts."""
    title = next((part.text for part in body if part.kind == "title"), None)
    seen = Counter(part.text for part in body)
    for before, part in zip([None, *body], body, strict=False):
        if part.kind is None and title and (same(part.text, title) or (part is body[-1] and _alike(part, title))):
            part.kind = "other"
        elif before and part.text == before.text and before.kind != "title":
            if seen[part.text] > 2 and part.words <= CAPTION_WORDS and before.kind is None:
                before.kind = "caption"
            part.kind = before.kind or "other"


def _alike(part: Part, title: str) -> bool:
    """Whether the last line is the title in other words, as sites print it in a box at the end."""
    a, b = content(part.text), content(title)
    return not part.closed and part.words <= TITLE_WORDS and len(a & b) >= ALIKE * len(a | b) > 0


# ---------------------------------------------------------------- pictures
def _figures(body: Sequence[Part]) -> None:
    """Where blank lines set paragraphs apart, a bare name and one sentence right below it are a picture's.

    Where such pairs hold longer text they are a subhead and its paragraph, so one long pair speaks against all.
    """
    groups = Counter(part.group for part in body)
    if sum(1 for n in groups.values() if n == 1) < 0.6 * len(groups) or len(groups) < 5:
        return
    pairs = [(a, b) for a, b in pairwise(body) if a.group == b.group and groups[a.group] == 2 and _over(a, b)]
    if any(not is_one_sentence(b.text) or b.words > CAPTION_WORDS for _, b in pairs):
        return
    for a, b in pairs:
        if a.words <= NAME_WORDS and capitals(a.text) == 1 and content(a.text) & content(b.text):
            a.kind, b.kind = "other", "caption"


def _over(a: Part, b: Part) -> bool:
    """Whether `a` is a line and `b` a sentence, both not judged otherwise."""
    return a.kind in (None, "other") and b.kind in (None, "caption") and not a.closed and b.closed


def _alts(body: Sequence[Part]) -> None:
    """Image descriptions and file names: lines of small letters without a full stop among paragraphs that have both."""
    if 2 * sum(part.closed for part in body) <= len(body):
        return
    for part in body[1:]:
        if part.kind is None and part.words <= ALT_WORDS and not part.closed:
            letters = part.text.replace(" ", "").replace("-", "").replace("'", "")
            small = part.words > 1 and part.text.islower() and letters.isalnum()
            if small or _FILE_NAME.match(part.text):
                part.kind = "other"


# ---------------------------------------------------------------- other stories
def _related(body: Sequence[Part], page: bool) -> None:
    """Runs of headlines: bulleted ones, those under a heading that says so, and three or more in headline style.

    Runs most of whose lines hold a number are tables and fixtures, which are the article's own.
    """
    for run in _runs(body, _bulleted):
        before = body[run[0] - 1] if run[0] else None
        after = body[run[-1] + 1] if run[-1] + 1 < len(body) else None
        announced = before is not None and before.text.endswith(":") and before.kind is None
        if page or announced or _tabular(body, run):
            continue
        styled = 2 * sum(headline_style(body[i].text) for i in run) > len(run)
        beside = any(p is not None and p.kind in ("related", "promo") for p in (before, after))
        if (styled and (len(run) > 1 or beside)) or (beside and len(run) > 1):
            _set(body, run, "related")
    for run in _runs(body, _styled):
        if len(run) >= 3 and not page and not _tabular(body, run):
            _set(body, run, "related")


def _pointers(body: Sequence[Part]) -> None:
    """Single lines that lead to another story: behind an arrow, or in capitals about something else than the text."""
    told: set[str] | None = None
    for before, part in pairwise(body):
        if part.kind is not None or part.closed or not 3 <= part.words <= TITLE_WORDS or part.heading:
            continue
        if _ARROW.match(part.text):
            part.kind = "related"
        elif part.words >= CAPITALS_WORDS and part.text.isupper() and before.prose_like:
            told = told or {w for p in body if p.prose_like for w in content(p.text)}
            about = content(part.text)
            if len(about & told) < ABOUT * len(about):
                part.kind = "related"


def _headed(body: Sequence[Part]) -> None:
    """What stands under a heading like `Most read`: bulleted, numbered or headline-style lines."""
    for fits in (_bulleted, _styled):
        for run in _runs(body, fits):
            if run[0] and body[run[0] - 1].kind == "related" and body[run[0] - 1].words <= 8:
                _set(body, run, "related")


def _labels(body: Sequence[Part]) -> None:
    """Tags at the end: two or more lines of a word or a name, after the last sentence."""
    last = max((i for i, part in enumerate(body) if part.closed or part.words > NAME_WORDS), default=len(body))
    tags = [i for i in range(last + 1, len(body)) if body[i].kind is None]
    if len(tags) >= 2:
        _set(body, tags, "other")


def _tabular(body: Sequence[Part], run: Sequence[int]) -> bool:
    return sum(any(c.isdigit() for c in _BULLET.sub("", body[i].text)) for i in run) > TABULAR * len(run)


def _bulleted(part: Part) -> bool:
    shaped = 4 <= part.words <= 30 and not part.text.endswith(".")
    return part.kind is None and shaped and bool(_BULLET.match(part.text))


def _styled(part: Part) -> bool:
    shaped = 4 <= part.words <= 25 and not part.text.endswith((".", ":", ",", ";", '"'))
    return part.kind is None and shaped and headline_style(part.text)


def _runs(body: Sequence[Part], fits: Callable[[Part], bool]) -> Iterator[list[int]]:
    """The stretches of neighbouring parts that fit, as lists of indexes."""
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


# ---------------------------------------------------------------- subheads
def _subheads(body: Sequence[Part]) -> None:
    """Short lines without a full stop between paragraphs that have one."""
    for i, part in enumerate(body[1:-1], 1):
        if part.kind is not None or part.words > SUBHEAD_WORDS:
            continue
        if part.closed and not _question(part, body[i - 1], body[i + 1]):
            continue
        following = next((p for p in body[i + 1 :] if p.kind not in _PASSED_OVER), None)
        shaped = not part.text[0].islower() and part.text[0] not in "\"'–—-"
        if part.heading or (following and following.prose_like and shaped):
            part.kind = "subhead"


def _question(part: Part, before: Part, after: Part) -> bool:
    """Whether a line that ends in `?` or `!` stands as a heading does: apart, or in headline style."""
    if not part.text.endswith(("?", "!")) or not is_one_sentence(part.text):
        return False
    return before.group != part.group != after.group or headline_style(part.text)
