"""What a record can be asked by an assistant: each answer is made of spans with their verbatim words and sources.

Nothing is written, nothing is generated, and no answer is unbounded. The methods are plain Python; `mcp` offers them to
other programs.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from onrecord import timeline as chronology
from onrecord.errors import QueryError
from onrecord.search import search
from onrecord.span import Span, hull
from onrecord.store import Store
from onrecord.textfragment import text_fragment
from onrecord.write.texts import Texts, source_name

__all__ = ["Tools"]

MOST: Final = 100
"""Items of one answer: what an assistant reads at once."""

LONGEST: Final = 20_000
"""Characters of a passage or draft: a long article."""

Row = dict[str, Any]


class Tools:
    """A record, opened once, and what can be asked of it."""

    def __init__(self, path: Path) -> None:
        """Raises `RecordError` when there is no record at `path`."""
        self._path = path
        with Store(path) as store:
            self._record = store.record()
            self._dated = store.dated()
        self._texts = Texts(self._record)

    def search(
        self, words: str, person: str | None = None, outlet: str | None = None, since: str | None = None,
        until: str | None = None, kind: Literal["passage", "quotation"] | None = None, limit: int = 20,
    ) -> Row:  # fmt: skip
        """Passages and quotations with these words, the best first.

        `"words in a row"`, `-without`, `one OR another`, `beginn*`. `person` and `outlet` are names; `since` and
        `until` are inclusive EDTF dates (2022-06-18, 2022-06, 2022).
        """
        with Store(self._path) as store:
            hits = search(
                store, words, person=person, outlet=outlet, since=since, until=until, kind=kind, limit=_most(limit)
            )
        return {"hits": [self._at(h.span) | {"kind": h.kind, "date": h.date, "speaker": self._texts.person(h.person)}
                         for h in hits]}  # fmt: skip

    def timeline(
        self, since: str | None = None, until: str | None = None, dates: int = 20, sentences: int = 1,
        about: str | None = None,
    ) -> Row:  # fmt: skip
        """The dates that matter most, in order, each with the sentences that tell of it best.

        `since` and `until` are inclusive EDTF dates; `about` keeps to sentences that name a phrase (`a OR b`).
        """
        chosen = chronology.choose(
            self._dated, self._texts.text, first=since, last=until, dates=_most(dates), sentences=_most(sentences),
            about=about,
        )  # fmt: skip
        return {"dates": [{"date": d.date, "sentences": self._places(d.sentences)} for d in chosen]}

    def quotes(self, speaker: str | None = None, about: str | None = None, limit: int = 50) -> Row:
        """Who said what: quotations by a speaker (a part of the name is enough) that hold a text, by date."""
        texts, found = self._texts, []
        for q in self._record.quotations:
            name, words = texts.speaker(q), " … ".join(texts.text(s) for s in q.content)
            if _holds(name, speaker) and _holds(words, about):
                date = q.said or texts.article(q.content[0]).published
                row = self._at(hull(q.content)) | {"content": self._places(q.content), "speaker": name}
                found.append(row | {"type": q.type, "date": date, "said": q.said, "utterance": q.utterance})
        found.sort(key=lambda row: row["date"] or "9999")
        return {"quotations": found[: _most(limit)], "in_all": len(found)}

    def differences(self, kind: str | None = None, limit: int = 50) -> Row:
        """Where the accounts differ, the gravest first, each side with its words.

        `kind`: conflict, changed (over time), wording, precision or damaged (text).
        """
        chosen = [d for d in self._record.differences if kind in (None, d.kind)]
        rows = [
            {"id": d.id, "kind": d.kind, "topic": d.topic, "why": d.why, "statements": [
                self._at(s.span) | {"value": s.value, "by": self._texts.person(s.by), "as_of": s.as_of}
                for s in d.statements]}
            for d in chosen[: _most(limit)]
        ]  # fmt: skip
        return {"differences": rows, "in_all": len(chosen)}

    def passage(self, article: str, start: int, end: int, around: bool = True) -> Row:
        """The characters `[start, end)` of an article, by its id; with `around` their whole sentences."""
        known = self._texts.articles.get(article)
        if known is None:
            raise QueryError(f"no article {article!r} is on record")
        if not 0 <= start < end <= len(known.text):
            raise QueryError(f"the article has {len(known.text)} characters; {start} to {end} are not among them")
        span = Span(article, start, min(end, start + LONGEST))
        whole = self._texts.context(span) if around else span
        return self._at(whole if len(whole) <= LONGEST else span)

    def verify(self, draft: str, date: str | None = None) -> Row:
        """Hold a text against the record: is what it quotes, names, dates and counts verbatim, altered, contradicted or
        not on record? `date` (EDTF) is when it is to appear.
        """
        from onrecord import verify as checking  # the language model's library takes a while to import

        if len(draft) > LONGEST:
            raise QueryError(f"a draft may have {LONGEST:,} characters at most")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "draft.txt"
            path.write_text(draft, encoding="utf-8", errors="replace", newline="")
            (checked,) = checking.check_drafts(self._held, [path], date=date)
        return {"statements": msgspec.to_builtins(checked.statements)}

    @cached_property
    def _held(self) -> Any:
        from onrecord.settings import Settings
        from onrecord.verify.held import held

        return held(self._path, Settings())

    # ---------------------------------------------------------- spans
    def _at(self, span: Span) -> Row:
        """A span with its words and source."""
        article = self._texts.article(span)
        return {
            "article": span.article, "start": span.start, "end": span.end, "text": self._texts.text(span),
            "source": source_name(article), "title": article.title, "published": article.published,
            "link": text_fragment(span, article),
        }  # fmt: skip

    def _places(self, spans: Sequence[Span] | Iterable[Span]) -> list[Row]:
        return [self._at(s) for s in spans]


def _most(limit: int) -> int:
    return max(1, min(limit, MOST))


def _holds(text: str | None, wanted: str | None) -> bool:
    return not wanted or (text is not None and wanted.casefold() in text.casefold())
