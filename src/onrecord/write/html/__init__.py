"""The record as one self-contained HTML file: no request leaves it, and it reads the same without its script.

An article is untrusted input. Jinja2 escapes every value; words of articles go through `safe.verbatim`, addresses
through `safe.web_address`; the policy in the page's head allows no source but the inline style and script, by their
digests. Every item links to the place in an article that it rests on, see `marks`, and to the words on their web
page, if its address is known.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.edits.verbs import about, given
from onrecord.model import Event, Quotation, Record
from onrecord.span import Span, within
from onrecord.textfragment import text_fragment
from onrecord.write.html import views
from onrecord.write.html.marks import collect
from onrecord.write.html.picture import draw
from onrecord.write.html.safe import anchor, verbatim, visible, web_address
from onrecord.write.html.sheets import sheets
from onrecord.write.html.voices import voices
from onrecord.write.texts import (
    Texts,
    coverage_size,
    coverage_span,
    date_note,
    human_date,
    labels,
    of,
    plain,
    plural,
    shortened,
)

__all__ = ["to_html"]

WIDE, NARROW = 1080, 360
"""Widths of the two drawings of the chronology, in pixels: for a screen or paper, and for a phone."""


def to_html(record: Record, excerpts: bool = False) -> str:
    """The report of `record`; with `excerpts` only the cited passages of its articles, each with its sentence."""
    texts = Texts(record)
    opened: set[str] = set()
    shown = sheets(record, texts, collect(record, texts), excerpts, opened)
    page = _environment().get_template("report.html")
    show = _Show(texts, opened)
    return page.render(
        record=record, texts=texts, show=show, excerpts=excerpts, sheets=shown,
        size=coverage_size(record.articles), span=coverage_span(record.articles),
        chronology=views.chronology(record), main=views.MAIN,
        pictures=[p for p in (draw(record, texts, WIDE, 14, 6), draw(record, texts, NARROW, 8, 9)) if p],
        voices=voices(record, texts), people=views.people(record, opened),
        groups=views.differences(record), edits=[(e, about(e.target), given(e)) for e in record.edits],
        css=_asset("report.css"), js=_asset("report.js"),
        css_digest=_digest("report.css"), js_digest=_digest("report.js"),
    )  # fmt: skip


class _Show:
    """What templates ask for: the words, source, link and date of things."""

    def __init__(self, texts: Texts, opened: set[str]) -> None:
        self._texts = texts
        self._opened = opened

    def words(self, span: Span) -> Markup:
        """The printed words."""
        return verbatim(self._texts.text(span))

    def brief(self, span: Span, width: int = 140) -> Markup:
        """The first of the printed words."""
        return verbatim(shortened(self._texts.text(span), width))

    def around(self, span: Span) -> tuple[Markup, Markup, Markup]:
        """The sentence that `span` stands in: what is before it, its words, what is after."""
        whole, text = self._texts.context(span), self._texts.article(span).text
        before, after = text[whole.start : span.start], text[span.end : whole.end]
        return verbatim(before), self.words(span), verbatim(after)

    def href(self, span: Span) -> str | None:
        """The link to the place of `span`, None when that place is not on the page."""
        name = anchor(span)
        return f"#{name}" if name in self._opened else None

    def passage(self, span: Span) -> str | None:
        """The link to the words of `span` on the web page that they were printed on, if its address is known."""
        return text_fragment(span, self._texts.article(span))

    def note(self, event: Event) -> str:
        """On what an event's date rests, to stand before the words that give it."""
        note = date_note(event, self._texts)
        if not event.date_spans:
            return f"date {note}" if note == "as printed" else note
        return note if note.startswith("by ") else f"date {note}:" if note == "as printed" else f"{note} from"

    def evidence(self, event: Event) -> list[Span]:
        """The words that date an event: those in its headline first, then those in its article; three at most."""
        head = event.headline
        ordered = sorted(event.date_spans, key=lambda s: (not within(s, head), s.article != head.article))
        return ordered[:3] if event.basis != "published" else []

    def said(self, quotation: Quotation) -> tuple[str, str]:
        """When a quotation was said, or else published, and on what that rests."""
        if quotation.said:
            return human_date(quotation.said), of(labels().said, quotation.said_basis)
        published = self._texts.article(quotation.content[0]).published
        return (human_date(published), "published") if published else ("", "")


@cache
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("onrecord.write"), autoescape=True, undefined=StrictUndefined, finalize=visible,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    env.filters |= {
        "date": human_date, "web": web_address, "verbatim": verbatim, "plain": plain, "label": lambda c, t: of(t, c),
    }  # fmt: skip
    env.globals |= {"plural": plural, "labels": labels()}
    return env


@cache
def _asset(name: str) -> Markup:
    """A style or script of our own: the only text that enters a page unescaped."""
    return Markup((files("onrecord.write") / "templates" / name).read_text("utf-8"))  # noqa: S704 (our own file)


@cache
def _digest(name: str) -> str:
    """Its digest, as a content security policy names it."""
    return "sha256-" + b64encode(sha256(str(_asset(name)).encode()).digest()).decode()
