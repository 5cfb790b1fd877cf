"""The chronology for TimelineJS3, https://timeline.knightlab.com/docs/json-format.html.

Each event is a slide: its headline sentence verbatim, quoted, with the source as credit and a link to the words on
their page. The dates there are certain, so what a date is not sure of stands in `display_date`. The text of slides is
HTML: every word of an article is escaped.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any, Final

from onrecord.edtf import bounds
from onrecord.model import Event, Record
from onrecord.span import Span
from onrecord.textfragment import text_fragment
from onrecord.write.dates import ends
from onrecord.write.html.safe import web_address
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

__all__ = ["to_timelinejs"]

MOST: Final = 150
"""Events that become slides, the weightiest: TimelineJS draws each, and advises 20; with thousands it hangs."""
HEADLINE: Final = 90
"""Characters of a slide's headline: two lines of its size."""
SHOWN: Final = 6
"""Sentences shown below the headline sentence: one screen."""


def to_timelinejs(record: Record) -> bytes:
    """The events of `record` as one JSON document: the `MOST` weightiest, in order of time."""
    texts = Texts(record)
    dated = [(e, when) for e in record.events if (when := ends(e.date))]
    dated.sort(key=lambda d: (-d[0].weight, d[0].id))
    slides = [_slide(e, when, texts) for e, when in sorted(dated[:MOST], key=lambda d: _in_time(d[0]))]
    about = [coverage_size(record.articles), coverage_span(record.articles)]
    title = {
        "unique_id": "title",
        "text": {"headline": _shown(record.story or "Record"), "text": _shown(" · ".join(filter(None, about)))},
    }
    document = {"title": title, "events": slides}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _in_time(event: Event) -> tuple[str, str, float, str]:
    at = bounds(event.date)
    return at.first.isoformat(), at.last.isoformat(), -event.weight, event.id


def _slide(event: Event, when: tuple[str, str | None], texts: Texts) -> dict[str, Any]:
    first, last = when
    group = "Background" if event.background else of(labels().status, event.status).capitalize()
    slide: dict[str, Any] = {
        "unique_id": event.id,
        "start_date": _date(first),
        "display_date": f"{human_date(event.date)} ({date_note(event, texts)})",
        "text": {"headline": _shown(shortened(texts.text(event.headline), HEADLINE)), "text": _told(event, texts)},
        "media": _media(event.headline, texts),
        "group": group,
        "autolink": False,
    }
    if last:
        slide["end_date"] = _date(last)
    return slide


def _date(iso: str) -> dict[str, int]:
    """`2022-06-18` as the parts that the format names."""
    return dict(zip(("year", "month", "day"), map(int, iso.split("-")), strict=False))


def _told(event: Event, texts: Texts) -> str:
    """Who tells of the event, and in what other sentences."""
    others = [s for s in event.support if s != event.headline]
    outlets = [f"told by {plural(event.outlets, 'outlet')}"] if event.outlets else []
    tells = ", ".join([*outlets, plural(event.independent, "independent account")])
    lines = [f"<li>{_shown(texts.text(s))} <cite>{_cited(s, texts)}</cite></li>" for s in others[:SHOWN]]
    more = f"<p>… and {plural(len(others) - SHOWN, 'more sentence')}</p>" if len(others) > SHOWN else ""
    return f"<p>{tells}</p>" + (f"<ul>{''.join(lines)}</ul>" if lines else "") + more


def _media(span: Span, texts: Texts) -> dict[str, str]:
    """The words themselves as the slide's medium: TimelineJS shows a `blockquote` as a quotation."""
    media = {"url": f"<blockquote>{_shown(texts.text(span))}</blockquote>", "credit": _cited(span, texts)}
    link = web_address(text_fragment(span, texts.article(span)))
    return media | ({"link": link} if link else {})


def _cited(span: Span, texts: Texts) -> str:
    article = texts.article(span)
    return _shown(f"{texts.source(span)}, {human_date(article.published)}, characters {span.start}–{span.end}")


def _shown(text: str) -> str:
    """Words on one line, escaped: the program puts them into its page as HTML."""
    return escape(plain(text), quote=True)
