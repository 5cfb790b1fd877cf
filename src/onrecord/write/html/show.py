"""What the templates of the report and of the app ask for: the words, source, date and link of things.

A report is one page: `Show` links to places on it. The app has a page for each thing and overrides `to` and `href`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from onrecord.model import Article, Difference, Event, Quotation, Record
from onrecord.span import Span, overlaps, within
from onrecord.textfragment import text_fragment
from onrecord.write.html.citation import origin, place
from onrecord.write.html.safe import anchor, escaped, verbatim, visible, web_address
from onrecord.write.html.views import Day
from onrecord.write.texts import Texts, date_note, human_date, labels, of, plain, shortened

__all__ = ["Show", "stated"]


_CITE = Markup(
    ' <button type="button" class="cite" data-at="{}"{} title="Copy the citation of this line" hidden>cite</button>'
)
_NAME = Markup("<bdi>{}</bdi>")
_HAND = Markup('<span class="chip hand">✎ <bdi>{}</bdi></span> ')
_OUT = (
    ' <a class="out" href="{}" rel="noreferrer noopener" title="These words on the web page"'
    ' aria-label="These words on the web page">↗</a>'
)


EVIDENCE: Final = 3
"""Words that date an event which are shown with it: they stand on its line."""


def stated(record: Record) -> dict[str, list[tuple[Span, Difference]]]:
    """Article → the places in it at which accounts differ, each with the difference."""
    found: defaultdict[str, list[tuple[Span, Difference]]] = defaultdict(list)
    for difference in record.differences:
        for statement in difference.statements:
            found[statement.span.article].append((statement.span, difference))
    return dict(found)


class Show:
    """The words of a record and where its things are shown; `opened` are the places that the page has."""

    pages = False
    """Whether each thing has a page of its own."""
    most = 100_000
    """How many of the sentences that tell of an event, or of the facts of a person, a list shows."""

    def __init__(self, record: Record, texts: Texts, opened: set[str]) -> None:
        self._texts = texts
        self._opened = opened
        self._stated = self._differences(record)

    def _differences(self, record: Record) -> Mapping[str, Sequence[tuple[Span, Difference]]]:
        """Article → the places in it that the record has accounts to differ in."""
        return stated(record)

    # -------------------------------------------------------------- links
    @staticmethod
    def to(kind: str, item: str) -> str:
        """The address of a thing: `kind` is article, person, voice, event, utterance or difference."""
        return f"#v-{item}" if kind == "voice" else f"#{item}"

    def href(self, span: Span) -> str | None:
        """The link to the place of `span`, None when that place is not shown."""
        name = anchor(span)
        return f"#{name}" if name in self._opened else None

    def passage(self, span: Span) -> str | None:
        """The link to the words of `span` on the web page that they were printed on, if its address is known."""
        return text_fragment(span, self._texts.article(span))

    def cite(self, span: Span) -> Markup:
        """The way to the citation of a line: in a report a button, which its script shows and fills (`data-cite`)."""
        name = anchor(span)
        if name not in self._opened:
            return Markup("")
        where = place(self._texts.article(span), span)
        return _CITE.format(name, Markup(' data-place="{}"').format(where) if where else "")

    def cited(self, article: Article) -> Markup:
        """What the citations of an article's lines share, for the element that shows the article."""
        return Markup(' data-cite="{}" data-sha="{}"').format(visible(origin(article)), article.sha256)

    def tools(self, item: str) -> Markup:
        """The way to correct a thing: a report has none."""
        return Markup("")

    # -------------------------------------------------------------- lines
    # Written with plain strings, each escaped as it is put in: a page has hundreds of them.
    def link(self, span: Span, words: object) -> Markup:
        """`words` that lead to the place of `span`, where that is shown."""
        to = self.href(span)
        return Markup(f'<a href="{escaped(to)}">{escaped(words)}</a>' if to else escaped(words))  # noqa: S704

    def source(self, span: Span) -> Markup:
        """Who published the words at `span`."""
        name = self._texts.source
        return self._texts.once(("source", span.article), lambda: _NAME.format(plain(name(span))))

    def who(self, person: str | None) -> Markup:
        """The name of the person with this id, which leads to them; nothing where there is none."""
        name = self._texts.person(person)
        if not person or not name:
            return Markup("")
        to = escaped(self.to("person", person))
        return Markup(f'<a class="who" href="{to}"><bdi>{escaped(plain(name))}</bdi></a>')  # noqa: S704

    def out(self, span: Span) -> Markup:
        """The ways from a line to its words on the web page and to its citation."""
        to = web_address(self.passage(span))
        return Markup(f"{_OUT.format(escaped(to)) if to else ''}{self.cite(span)}")  # noqa: S704

    def place(self, span: Span) -> Markup:
        """Who published the words at `span`, when, and the ways there."""
        published = self._texts.article(span).published
        when = f', <span class="pub">{escaped(human_date(published))}</span>' if published else ""
        source = self.link(span, self.source(span))
        return Markup(f'<span class="place">{source}{when}{self.out(span)}</span>')  # noqa: S704

    def hand(self, item: str) -> Markup:
        """What was done by hand to the thing with this id."""
        return Markup("").join(_HAND.format(plain(words)) for words in self._texts.by_hand(item))

    # -------------------------------------------------------------- parts
    def parts(self, made: Callable[..., Markup], items: Iterable[Any], *more: object) -> Markup:
        """Things one after another as the macro `made` shows each; a report shows each once."""
        return Markup("").join(made(item, *more) for item in items)

    def days(self, made: Callable[..., Markup], days: Iterable[Day]) -> Markup:
        """Dates with their events, each of these as the macro `made` shows it. Written with plain strings, as lines."""
        return Markup("".join([self._day(day, self.parts(made, day.events)) for day in days]))  # noqa: S704

    @staticmethod
    def _day(day: Day, events: Markup) -> str:
        year = f'<li class="year" aria-hidden="true">{escaped(day.year)}</li>\n' if day.year else ""
        when = human_date(day.date)
        edtf = f'<code title="EDTF, the date as other programs read it">{escaped(day.date)}</code>'
        heading = f"<h3><time>{escaped(when)}</time>{edtf if when != day.date else ''}</h3>"
        return f'{year}<li class="day">\n  {heading}\n  <div class="told">\n{events}  </div>\n</li>\n'

    # -------------------------------------------------------------- words
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

    # -------------------------------------------------------------- what they rest on
    def note(self, event: Event) -> str:
        """On what an event's date rests, to stand before the words that give it."""
        note = date_note(event, self._texts)
        if not event.date_spans:
            return f"date {note}" if note == "as printed" else note
        return note if note.startswith("by ") else f"date {note}:" if note == "as printed" else f"{note} from"

    def evidence(self, event: Event) -> list[Span]:
        """The words that date an event, equal ones once: those in its headline first, then those in its article."""
        head = event.headline
        ordered = sorted(event.date_spans, key=lambda s: (not within(s, head), s.article != head.article))
        found: dict[str, Span] = {}
        for span in ordered if event.basis != "published" else ():
            found.setdefault(self._texts.line(span).casefold(), span)
            if len(found) == EVIDENCE:
                break
        return list(found.values())

    def said(self, quotation: Quotation) -> tuple[str, str]:
        """When a quotation was said, or else published, and on what that rests."""
        if quotation.said:
            return human_date(quotation.said), of(labels().said, quotation.said_basis)
        published = self._texts.article(quotation.content[0]).published
        return (human_date(published), "published") if published else ("", "")

    def differing(self, event: Event) -> list[Difference]:
        """The differences between accounts that stand in the sentences which tell of an event, the gravest first."""
        stated = ((sentence, each) for sentence in event.support for each in self._stated.get(sentence.article, ()))
        found = {d.id: d for sentence, (span, d) in stated if overlaps(span, sentence)}
        return sorted(found.values(), key=lambda d: (d.rank, d.id))
