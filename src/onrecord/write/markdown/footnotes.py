"""The sources of one note: each cited place once, as a footnote."""

from __future__ import annotations

from onrecord.span import Span
from onrecord.textfragment import text_fragment
from onrecord.write.html.safe import web_address
from onrecord.write.markdown.escape import inline, link
from onrecord.write.texts import Texts, human_date

__all__ = ["Footnotes"]


class Footnotes:
    """Gathers the places that a note cites, and writes them at its end."""

    def __init__(self, texts: Texts, notes: dict[str, str]) -> None:
        self._texts, self._notes = texts, notes
        self._numbers: dict[Span, int] = {}

    def mark(self, span: Span) -> str:
        """The reference to the place of `span`, to stand behind what rests on it."""
        return f"[^{self._numbers.setdefault(span, len(self._numbers) + 1)}]"

    def written(self) -> list[str]:
        """The footnotes, a line each: source, date, place, and the link to the words on their page."""
        return [f"[^{number}]: {self._source(span)}" for span, number in self._numbers.items()]

    def _source(self, span: Span) -> str:
        article = self._texts.article(span)
        parts = [
            link(self._notes[article.id], self._texts.source(span)), inline(human_date(article.published)),
            f"characters {span.start}–{span.end}",
        ]  # fmt: skip
        page = web_address(text_fragment(span, article))
        return ", ".join(parts) + (f", [on its page](<{page}>)" if page and not set("<>\\") & set(page) else "")
