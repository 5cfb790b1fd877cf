"""The changes between two records for the terminal: what is new, then what is told again, then what contradicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from onrecord.compare import Changes
from onrecord.model import Article, Difference, Event, Record
from onrecord.span import Span
from onrecord.write.texts import Texts, human_date, labels, of, plain, plural, shortened, source_name

__all__ = ["show"]

SHOWN: Final = 200
"""Characters of a passage that are shown."""


def show(changes: Changes, old: Record, new: Record, console: Console) -> None:
    """Every list that is not empty under its heading; a line that says so if all are."""
    now, was = Texts(new), Texts(old)
    articles = {a.id: a for a in (*old.articles, *new.articles)}
    events = {e.id: e for e in new.events}
    gone = {e.id: e for e in old.events}
    differences = {d.id: d for d in (*old.differences, *new.differences)}
    utterances = {u.id: u.base for u in new.utterances}
    lists: list[tuple[str, Sequence[object], Callable[..., str]]] = [
        ("New articles", changes.articles, lambda i: _article(articles[i])),
        ("New people and bodies", changes.people, lambda i: now.people[i].name),
        ("New events", changes.events, lambda i: _event(events[i], now)),
        ("New utterances", changes.utterances, lambda i: _said(utterances[i], now)),
        ("Copies and other versions", changes.copies, lambda i: _article(articles[i])),
        ("Told again", changes.retold, lambda r: f"{_event(events[r.event], now)} [{_sources(r.support, now)}]"),
        ("Reported again", changes.again, lambda a: _again(a.quotations, a.weighty, now)),
        ("Contradictions with what was on record", changes.contradictions, lambda i: _difference(differences[i])),
        ("Other new differences", changes.differences, lambda i: _difference(differences[i])),
        ("Differences on record with another side", changes.sided, lambda i: _difference(differences[i])),
        ("Another date", changes.redated, lambda r: _dated(r.item, r.was, r.now, articles, events, now)),
        ("Another status", changes.turned, lambda r: f"{r.was} → {r.now}: {_event(events[r.item], now)}"),
        ("Articles no longer there", changes.articles_gone, lambda i: _article(articles[i])),
        ("People and bodies no longer there", changes.people_gone, lambda i: was.people[i].name),
        ("Events no longer there", changes.events_gone, lambda i: _event(gone[i], was)),
        ("Differences no longer there", changes.differences_gone, lambda i: _difference(differences[i])),
    ]
    for heading, items, words in lists:
        if items:
            console.print(Text.assemble((heading, "bold"), f"  {len(items):,}"))
            for item in items:
                console.print(Padding(Text(shortened(plain(words(item)), SHOWN)), (0, 0, 0, 2)))
    if not any(items for _, items, _ in lists):
        console.print("nothing has changed")


def _article(article: Article) -> str:
    return f"{human_date(article.published)}  {source_name(article)}: {article.title or article.key}"


def _event(event: Event, texts: Texts) -> str:
    return f"{human_date(event.date)}  {texts.line(event.headline)}"


def _difference(difference: Difference) -> str:
    return f"{of(labels().difference, difference.kind)}  {difference.topic}: {difference.why}"


def _said(quotation: str, texts: Texts) -> str:
    said = texts.quotations[quotation]
    return f"{texts.speaker(said) or 'no speaker settled'}: {' … '.join(texts.line(s) for s in said.content)}"


def _again(quotations: Sequence[str], weighty: bool, texts: Texts) -> str:
    where = _sources([texts.quotations[q].content[0] for q in quotations], texts)
    return f"{_said(quotations[0], texts)} [{where}]" + (" – in words that do not mean the same" if weighty else "")


def _sources(spans: Iterable[Span], texts: Texts) -> str:
    names = list(dict.fromkeys(texts.source(s) for s in spans))
    return ", ".join(names) if len(names) < 4 else plural(len(names), "source")


def _dated(
    item: str, was: str | None, now: str | None, articles: dict[str, Article], events: dict[str, Event], texts: Texts
) -> str:  # fmt: skip
    what = _article(articles[item]) if item in articles else _event(events[item], texts)
    return f"{human_date(was)} → {human_date(now)}: {what}"
