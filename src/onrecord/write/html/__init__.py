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

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.edits.verbs import about, given
from onrecord.model import Record
from onrecord.write.html import views
from onrecord.write.html.marks import collect
from onrecord.write.html.picture import pictures
from onrecord.write.html.safe import verbatim, visible, web_address
from onrecord.write.html.scene import Scene
from onrecord.write.html.sheets import body, sheets
from onrecord.write.html.show import Show
from onrecord.write.html.svg import svg
from onrecord.write.html.voices import voices
from onrecord.write.texts import Texts, coverage_size, coverage_span, human_date, labels, of, plain, plural, shortened

__all__ = ["asset", "environment", "to_html"]

WHOLE = 200
"""Articles up to which a report holds their full text unless asked otherwise: more make too large a file."""


def to_html(record: Record, excerpts: bool | None = None) -> str:
    """The report of `record`; with `excerpts` only the cited passages of its articles, each with its sentence.

    Where it is not said, a report of more than `WHOLE` articles has excerpts.
    """
    if excerpts is None:
        excerpts = len(record.articles) > WHOLE
    texts = Texts(record)
    opened: set[str] = set()
    show = Show(record, texts, opened)
    shown = sheets(record, texts, collect(record, texts, show.to), excerpts, opened)
    page = environment().get_template("report.html")
    return page.render(
        record=record, texts=texts, show=show, excerpts=excerpts, sheets=shown,
        size=coverage_size(record.articles), span=coverage_span(record.articles),
        chronology=views.chronology(record),
        pictures=pictures(Scene(record, texts)),
        voices=voices(record, texts), people=views.people(record, opened),
        groups=views.differences(record), edits=[(e, about(e.target), given(e)) for e in record.edits],
        css=asset("report.css"), js=asset("report.js"),
        css_digest=_digest("report.css"), js_digest=_digest("report.js"),
    )  # fmt: skip


def environment(*packages: str) -> Environment:
    """Templates of the report, and of these `packages`, whose own go before them."""
    return _environment(packages)


@cache
def _environment(packages: tuple[str, ...]) -> Environment:
    env = Environment(
        loader=ChoiceLoader([PackageLoader(name) for name in (*packages, "onrecord.write")]),
        autoescape=True, undefined=StrictUndefined, finalize=visible, trim_blocks=True, lstrip_blocks=True,
        auto_reload=False,
    )  # fmt: skip
    env.filters |= {
        "date": human_date, "web": web_address, "verbatim": verbatim, "plain": plain, "brief": shortened,
        "label": lambda c, t: of(t, c),
    }  # fmt: skip
    env.globals |= {"plural": plural, "labels": labels(), "main": views.MAIN, "svg": svg, "body": body}
    return env


@cache
def asset(name: str) -> Markup:
    """A style or script of our own: the only text that enters a page unescaped."""
    return Markup((files("onrecord.write") / "templates" / name).read_text("utf-8"))  # noqa: S704 (our own file)


@cache
def _digest(name: str) -> str:
    """Its digest, as a content security policy names it."""
    return "sha256-" + b64encode(sha256(str(asset(name)).encode()).digest()).decode()
