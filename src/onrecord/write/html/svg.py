"""The picture of the chronology as SVG, of which each thing is a link to where it is told.

Written with plain strings, each escaped as it is put in: a picture has some thousand elements, and an app draws two
for any days that a reader asks for. Its words are `plain` before they come here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from markupsafe import Markup

from onrecord.write.html.axis import Bar
from onrecord.write.html.picture import Label, Picture, Row
from onrecord.write.html.placing import LINE
from onrecord.write.html.safe import escaped
from onrecord.write.texts import plural

__all__ = ["svg"]

ABOUT = "The events of the story on a line of time; the list below holds all of them"

To = Callable[[str, str], str]
"""The address of a thing; see `Show.to`."""


def svg(picture: Picture, to: To) -> Markup:
    """The `<svg>` of a picture; `to` gives the addresses of events, articles and people."""
    p = picture
    inner = "".join(
        [
            *_axis(p), _stems(p),
            *_dots(p, to), *[_label(n, to) for n in p.labels],
            *[part for row in p.outlets for part in _row(row, p, "outlets", _articles(row.bars, to))],
            *[part for row in p.proceedings for part in _row(row, p, "steps", _steps(row.bars, to))],
        ]
    )  # fmt: skip
    frame = f'<svg viewBox="0 0 {p.width} {p.height}" role="group" aria-label="{ABOUT}">'
    return Markup(f"{frame}{inner}</svg>")  # noqa: S704 (see above)


@lru_cache(maxsize=8192)
def _opening(to: To, kind: str, item: str, look: str, tells: str) -> str:
    """The beginning of a link: the same whatever days are drawn, and on both pictures."""
    return f'<a href="{escaped(to(kind, item))}"{look}><title>{escaped(tells)}</title>'


def _axis(p: Picture) -> Iterator[str]:
    yield f'<g class="axis"><line x1="{p.left - 6}" x2="{p.right + 6}" y1="{p.axis}" y2="{p.axis}"/>'
    for t in p.ticks:
        look, long = ("major", 9) if t.major else ("minor", 6)
        at = f'class="{look}" transform="translate({t.x} {p.axis})"'
        yield f'<g {at}><line y2="{long}"/><text y="23">{escaped(t.words)}</text></g>'
    if p.earlier and p.wide:
        yield f'<text class="beyond" x="{p.left - 10}" y="{p.axis + 4}">← {plural(p.earlier, "earlier event")}</text>'
    yield "</g>"


def _stems(p: Picture) -> str:
    stems = "".join([f"M{n.x} {p.axis}V{n.y}" for n in p.labels])
    return f'<path class="stems" d="{stems}"/>' if stems else ""


def _dots(p: Picture, to: To) -> Iterator[str]:
    yield f'<g transform="translate(0 {p.axis})">'
    if p.specks:
        yield f'<path class="specks" d="{p.specks}"/>'
    for e in p.events:
        long = f'<rect x="{e.x}" y="-3" width="{e.width}" height="6" rx="3"/>' if e.width > 5 else ""
        opening = _opening(to, "event", e.href, ' class="dot muted"' if e.muted else ' class="dot"', e.tells)
        yield f'{opening}{long}<circle cx="{e.middle:g}" r="{e.radius}"/></a>\n'
    yield "</g>"


def _label(n: Label, to: To) -> str:
    look, side = (' class="label flipped"', n.x - 6) if n.flipped else (' class="label"', n.x + 6)
    opening = _opening(to, "event", n.href, look, n.tells)
    return f'{opening}<g transform="translate({side:g} {n.y:g})">{_lines(n.date, n.lines)}</g></a>\n'


@lru_cache(maxsize=8192)
def _lines(date: str, lines: tuple[str, ...]) -> str:
    """The words of a label, the same wherever it stands."""
    words = [f'<text y="{10 + number * LINE}">{escaped(line)}</text>' for number, line in enumerate(lines, 1)]
    return f'<text y="10" class="when">{escaped(date)}</text>{"".join(words)}'


def _row(row: Row, p: Picture, look: str, bars: Iterable[str]) -> Iterator[str]:
    """A row with its name, beside it or, on a narrow picture, above it."""
    at = f'x="{p.left - 14}" y="4" text-anchor="end"' if p.wide else f'x="{p.left}" y="-12"'
    yield f'<g class="row {look}" transform="translate(0 {row.y})"><text class="name" {at}>{escaped(row.name)}</text>'
    yield f'<line x1="{p.left}" x2="{p.right}"/>'
    if row.dense:
        yield f'<path class="dense" d="{row.dense}"/>'
    yield from bars
    yield "</g>"


def _articles(bars: Iterable[Bar], to: To) -> Iterator[str]:
    for b in bars:
        opening = _opening(to, "article", b.href, "", b.tells)
        if b.width:
            yield f'{opening}<rect x="{b.x - 1.5:g}" y="-5.5" width="{b.width + 3:g}" height="11" rx="1.5"/></a>\n'
        else:
            yield f'{opening}<path d="M{b.x}-4v8"/></a>\n'


def _steps(bars: Iterable[Bar], to: To) -> Iterator[str]:
    for b in bars:
        vague = f'<rect class="step vague" x="{b.x}" y="-2" width="{b.width}" height="4" rx="2"/>'
        square = f'<rect class="step" x="{b.middle - 4:g}" y="-4" width="8" height="8"/>'
        side, anchor = (b.middle - 8, ' text-anchor="end"') if b.flipped else (b.middle + 8, "")
        words = f'<text x="{side:g}" y="4"{anchor}>{escaped(b.words)}</text>' if b.words else ""
        opening = _opening(to, "person", b.href, "", b.tells)
        yield f"{opening}{vague if b.width > 5 else ''}{square}{words}</a>\n"
