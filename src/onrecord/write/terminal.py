"""What the commands print: plain, within the terminal's width, nothing that an article could use against a terminal.

All words of articles go through `plain`: control characters, bidirectional overrides and other invisible characters
become U+FFFD, and text is never parsed as rich's markup.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.edits.marks import missed_of
from onrecord.edits.verbs import about, given
from onrecord.edtf import bounds
from onrecord.model import Article, Difference, Event, Person, Quotation, Record, SetAside
from onrecord.span import Span, hull, text_of
from onrecord.write.changed import Told, shared_words
from onrecord.write.changed import told as told_changes
from onrecord.write.steps import steps_of, ties_of
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
    source_name,
)

__all__ = ["differences", "edits", "people", "plain", "quotes", "show", "sources", "timeline"]

EVENTS_SHOWN: Final = 12
"""Events in `show`: with the rest of the view they fill a screen and a half, no more."""
VOICES_SHOWN: Final = 6
DIFFERENCES_SHOWN: Final = 8
REST_SHOWN: Final = 8
DATE_WIDTH: Final = 18
"""Columns of a date: `21 September 2021` has 17."""


# ------------------------------------------------------------------ views
def show(record: Record, console: Console) -> None:
    """The record at a glance."""
    texts = Texts(record)
    console.print(Text(plain(record.story) or "Record", style="bold"), soft_wrap=False)
    console.print(Text(" · ".join(_summary(record)), style="dim"))
    main = sorted((e for e in record.events if not e.background), key=lambda e: (-e.weight, e.id))[:EVENTS_SHOWN]
    if main:
        _title(console, "Chronology", f"{len(main)} of {plural(len(record.events), 'event')}")
        _print_events(console, sorted(main, key=_in_time), texts)
    _voices(console, record, texts)
    if record.differences:
        _title(console, "Differences", _kinds(record.differences))
        for difference in record.differences[:DIFFERENCES_SHOWN]:
            _difference(console, difference, texts, short=True)
        _more(console, len(record.differences) - DIFFERENCES_SHOWN, "differences")
    if record.set_aside:
        _title(console, "Set aside", _counted(s.what for s in record.set_aside))
        _print_set_aside(console, record.set_aside[:REST_SHOWN], texts)
        _more(console, len(record.set_aside) - REST_SHOWN, "sources")


def _in_time(event: Event) -> tuple[str, str, float, str]:
    """Events by date, those of one date the heaviest first."""
    at = bounds(event.date)
    return (at.first.isoformat(), at.last.isoformat(), -event.weight, event.id)


def timeline(dates: Sequence[tuple[str, Sequence[Span]]], articles: Mapping[str, Article], console: Console) -> None:
    """Dates in order with the sentences chosen for each."""
    if not dates:
        _nothing(console)
        return
    table = _grid()
    for date, spans in dates:
        for number, span in enumerate(spans):
            article = articles[span.article]
            words = Text(plain(text_of(span, article)))
            words.append(f"\n{plain(source_name(article))} · {plain(article.key)} {span.start}–{span.end}", style="dim")
            table.add_row(Text(human_date(date) if number == 0 else "", style="bold"), words)
    console.print(table)


def quotes(record: Record, chosen: Sequence[Quotation], console: Console) -> None:
    """Quotations by speaker, the wordings of one utterance together: the base, then the others by date."""
    texts = Texts(record)
    if not chosen:
        _nothing(console)
        return
    wordings = {r.quotation: (r.relation, r.weighty) for u in record.utterances for r in u.readings}
    bases = {u.base for u in record.utterances}
    for speaker, said in _by_speaker(chosen, texts, _voices_of(record)):
        said.sort(key=lambda q: (q.id not in bases, q.said or texts.article(hull(q.content)).published or "9999"))
        _title(console, speaker or "No speaker settled", plural(len(said), "quotation"))
        utterances: dict[str, list[Quotation]] = {}
        for quotation in said:
            utterances.setdefault(quotation.utterance, []).append(quotation)
        for wording in utterances.values():
            for number, quotation in enumerate(wording):
                console.print(_quotation(quotation, texts, wordings.get(quotation.id), under=number > 0))


def people(record: Record, console: Console) -> None:
    """Who is who: kinds of names one after the other, the most mentioned first."""
    texts = Texts(record)
    if not record.people:
        _nothing(console)
    for kind, heading in labels().person.items():
        group = [p for p in record.people if p.kind == kind]
        if group:
            _title(console, heading, str(len(group)))
        for person in group:
            console.print(Padding(_person(person, texts), (0, 0, 0, 2)))


def differences(record: Record, chosen: Sequence[Difference], console: Console) -> None:
    """Where accounts differ, each side with its words and source."""
    texts = Texts(record)
    if not chosen:
        _nothing(console)
    for difference in chosen:
        _difference(console, difference, texts, short=False)


def sources(record: Record, console: Console, *, changes: bool = False) -> None:
    """The articles with their dates, copies and versions, and what was set aside; `changes`: what these changed."""
    texts = Texts(record)
    table = _grid()
    for article in record.articles:
        table.add_row(Text(human_date(article.published), style="bold"), _source(article, texts))
        for told in told_changes(article, texts) if changes else ():
            table.add_row(Text(), _change(told))
    console.print(table)
    if record.set_aside:
        _title(console, "Set aside", _counted(s.what for s in record.set_aside))
        _print_set_aside(console, record.set_aside, texts)


def edits(record: Record, console: Console) -> None:
    """The corrections made by hand in order, with the number that undoes each, and what became of it."""
    missed = missed_of(record)
    if not record.edits:
        _nothing(console)
        return
    table = _grid()
    for number, edit in enumerate(record.edits, 1):
        words = Text(plain(about(edit.target)), style="dim" if edit.undone else "")
        if value := given(edit):
            words.append(f": {plain(value)}")
        words.append(f"\n{plain(edit.when)}", style="dim")
        if edit.undone:
            words.append(" · undone", style="bold")
        elif number in missed:
            words.append(f"\n{plain(missed[number])}", style="bold red")
        table.add_row(Text(f"{number}  {plain(edit.verb)}", style="bold"), words)
    console.print(table)


# ------------------------------------------------------------------ parts
def _by_hand(line: Text, texts: Texts, *items: str) -> None:
    """Adds a line for each thing that was done by hand to one of the items."""
    for words in dict.fromkeys(w for item in items for w in texts.by_hand(item)):
        line.append(f"\n✎ {plain(words)}", style="not bold cyan")


def _summary(record: Record) -> list[str]:
    parts = [coverage_size(record.articles)]
    if span := coverage_span(record.articles):
        parts.append(span)
    if record.set_aside:
        parts.append(f"{len(record.set_aside):,} set aside")
    if made := sum(not e.undone for e in record.edits):
        parts.append(f"✎ {plural(made, 'correction')} by hand")
    return parts


def _print_events(console: Console, events: Iterable[Event], texts: Texts) -> None:
    table = _grid()
    for event in events:
        words = Text(plain(texts.text(event.headline)))
        notes = [
            plain(texts.source(event.headline)),
            plural(event.independent, "independent source"),
            date_note(event, texts),
        ]
        if event.status != "happened":
            notes.append(of(labels().status, event.status))
        words.append("\n" + " · ".join(notes), style="dim")
        _by_hand(words, texts, event.id)
        table.add_row(Text(human_date(event.date), style="bold"), words)
    console.print(table)


def _voices(console: Console, record: Record, texts: Texts) -> None:
    spoken = [(name, said) for name, said in _by_speaker(record.quotations, texts, {}) if name]
    if not spoken:
        return
    _title(console, "Voices", f"{plural(len(record.quotations), 'quotation')}, {plural(len(spoken), 'speaker')}")
    for name, said in spoken[:VOICES_SHOWN]:
        longest = max(said, key=lambda q: (q.type == "direct", sum(map(len, q.content)), q.id))
        line = Text.assemble((plain(name), "bold"), (f"  {plural(len(said), 'quotation')}", "dim"))
        console.print(Padding(line, (0, 0, 0, 2)))
        console.print(Padding(Text(shortened(_words(longest, texts), 200)), (0, 0, 0, 4)))
    _more(console, len(spoken) - VOICES_SHOWN, "quotes")


def _voices_of(record: Record) -> dict[str, Quotation]:
    """For each utterance of several quotations the one whose speaker it is shown under: of a person, else its base."""
    by_id = {q.id: q for q in record.quotations}
    voices = {}
    for utterance in record.utterances:
        if len(utterance.quotations) > 1:
            members = [by_id[utterance.base], *(by_id[q] for q in utterance.quotations)]
            voices[utterance.id] = next((q for q in members if q.speaker and q.speaker.person), members[0])
    return voices


def _by_speaker(
    chosen: Sequence[Quotation], texts: Texts, voices: Mapping[str, Quotation]
) -> list[tuple[str | None, list[Quotation]]]:
    """Speakers by number of quotations; those without one last. `voices`: whose an utterance is (`_voices_of`)."""
    groups: dict[tuple[str, str | None], list[Quotation]] = {}
    for quotation in chosen:
        voice = voices.get(quotation.utterance, quotation)
        person = voice.speaker.person if voice.speaker else None
        name = texts.speaker(voice)
        groups.setdefault((person or "", plain(name) if name else None), []).append(quotation)
    ordered = sorted(groups.items(), key=lambda g: (g[0][1] is None, -len(g[1]), g[0][1] or "", g[0][0]))
    return [(name, said) for (_, name), said in ordered]


def _words(quotation: Quotation, texts: Texts) -> str:
    """The words of a quotation; marks only around what stands in marks in the article."""
    words = plain(" … ".join(texts.line(s) for s in quotation.content))
    return f"“{words}”" if quotation.type == "direct" else words


def _quotation(quotation: Quotation, texts: Texts, reading: tuple[str, bool] | None, *, under: bool) -> Padding:
    place = hull(quotation.content)
    notes = [plain(texts.source(place)), human_date(quotation.said or texts.article(place).published)]
    if quotation.type != "direct":
        notes.append(of(labels().quotation, quotation.type))
    if reading and reading[0] not in ("base", "same"):
        notes.append(of(labels().relation, reading[0]))
    words = Text(_words(quotation, texts))
    words.append("\n" + " · ".join(notes), style="dim")
    if reading and reading[1]:
        words.append(" · weighty: the sense may differ", style="bold red")
    _by_hand(words, texts, quotation.id, *(() if under else (quotation.utterance,)))
    return Padding(words, (0, 0, 0, 6 if under else 2))


def _person(person: Person, texts: Texts) -> Text:
    line = Text(plain(person.name), style="bold")
    line.append(f"  {plural(len(person.mentions), 'mention')}", style="not bold dim")
    others = [f"{plain(a.form)} ×{a.count}" for a in person.aliases if a.form != person.name]
    roles = [plain(text) for text in dict.fromkeys(r.text for r in person.roles)]
    ties = [f"{plain(t.words)} {plain(texts.person(t.to) or 'someone unnamed')}" for t in ties_of(person)]
    ages = [f"{a.age} ({human_date(a.as_of)})" for a in person.ages]
    steps = [
        f"{human_date(s.date)}: {plain(s.step)}" + (f" ({plain(s.charge)})" if s.charge else "")
        for s in steps_of(person)
    ]
    for name, values in (("also", others), ("role", roles), ("ties", ties), ("age", ages), ("proceedings", steps)):
        if values:
            line.append(f"\n  {name}: ", style="not bold dim")
            line.append("; ".join(dict.fromkeys(values)), style="not bold")
    _by_hand(line, texts, person.id)
    return line


def _difference(console: Console, difference: Difference, texts: Texts, *, short: bool) -> None:
    kind = of(labels().difference, difference.kind)
    heading = Text.assemble((kind, "bold red"), "  ", (plain(difference.topic), "bold"))
    _by_hand(heading, texts, difference.id)
    console.print(Padding(heading, (0, 0, 0, 2)))
    if short:
        sides = [f"{plain(s.value)} ({plain(texts.source(s.span))})" for s in difference.statements]
        console.print(Padding(Text(" · ".join(dict.fromkeys(sides))), (0, 0, 0, 4)))
        return
    console.print(Padding(Text(plain(difference.why)), (0, 0, 0, 4)))
    for s in difference.statements:
        side = Text.assemble((plain(s.value), "bold"), "  ", plain(texts.text(texts.context(s.span))))
        by = [texts.person(s.by) or ""] if s.by else []
        notes = [texts.source(s.span), human_date(s.as_of), *by]
        side.append("\n" + " · ".join(plain(n) for n in notes), style="dim")
        console.print(Padding(side, (0, 0, 0, 6)))


def _source(article: Article, texts: Texts) -> Text:
    line = Text(plain(source_name(article)), style="bold")
    line.append(f"  {plain(article.title or 'untitled')}", style="not bold")
    notes = [of(labels().published, article.published_basis), f"{article.words:,} words", plain(article.key)]
    if article.byline:
        notes.insert(0, "by " + ", ".join(plain(b) for b in article.byline))
    if article.read != "full":
        notes.append(article.read)
    if article.wire:
        notes.append(f"credited to {plain(article.wire)}")
    copied = f"has {shared_words(article)} of" if article.copy_kind == "excerpt" else "copy of"
    for link, words in ((article.version_of, "newer version of"), (article.copy_of, copied)):
        other = texts.articles.get(link) if link else None
        if other:
            notes.append(f"{words} {plain(source_name(other))}: {plain(other.title or other.key)}")
    if article.changes:
        notes.append(plural(len(article.changes), "change"))
    line.append("\n" + " · ".join(n for n in notes if n), style="not bold dim")
    line.append(f"\n{article.id}", style="not bold dim")
    _by_hand(line, texts, article.id)
    return line


def _change(told: Told) -> Text:
    """One sentence before and after, what was changed in it in `[-…-]` and `{+…+}`."""
    lines = Text()
    for sign, style, wordings in (("-", "red", told.before), ("+", "green", told.after)):
        for wording in wordings:
            lines.append(f"\n{sign} " if lines else f"{sign} ", style=style)
            for words, marked in wording.pieces:
                if not marked or len(wording.pieces) == 1:
                    lines.append(_spaced(words), style=style if marked else "")
                else:
                    lines.append(
                        "".join(("[-" if sign == "-" else "{+", _spaced(words), "-]" if sign == "-" else "+}")),
                        style=style,
                    )
    return lines


def _spaced(words: str) -> str:
    """`words` made plain, a space at either end kept."""
    return f"{' ' * words[:1].isspace()}{plain(words)}{' ' * words[-1:].isspace()}" if words.strip() else " "


def _print_set_aside(console: Console, items: Iterable[SetAside], texts: Texts) -> None:
    table = _grid()
    for item in items:
        words = Text(plain(item.why))
        if item.span:
            place = f"{plain(texts.source(item.span))}: {shortened(plain(texts.text(item.span)), 120)}"
            words.append(f"\n{place}", style="dim")
        elif item.path:
            words.append(f"\n{plain(item.path)}", style="dim")
        table.add_row(Text(plain(item.what), style="bold"), words)
    console.print(table)


def _grid() -> Table:
    table = Table.grid(padding=(0, 2, 0, 2), pad_edge=True)
    table.add_column(width=DATE_WIDTH)
    table.add_column()
    return table


def _title(console: Console, words: str, note: str = "") -> None:
    console.print()
    console.print(Text.assemble((plain(words), "bold underline"), (f"  {note}" if note else "", "dim")))


def _nothing(console: Console) -> None:
    console.print(Text("nothing on record", style="dim"))


def _more(console: Console, count: int, command: str) -> None:
    if count > 0:
        console.print(Padding(Text(f"{count:,} more: onrecord {command}", style="dim"), (0, 0, 0, 2)))


def _kinds(items: Sequence[Difference]) -> str:
    return _counted(d.kind for d in items)


def _counted(codes: Iterable[str]) -> str:
    ordered = sorted(Counter(codes).items(), key=lambda c: (-c[1], c[0]))
    return ", ".join(f"{count:,} {plain(code)}" for code, count in ordered)
