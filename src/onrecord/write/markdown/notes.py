"""The notes of a vault: what stands in each. A note is lines; what rests on an article has a footnote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.edtf import bounds
from onrecord.model import PARSED_KINDS, Article, Event, Person, Quotation, Record
from onrecord.span import Span, hull
from onrecord.write.html.safe import web_address
from onrecord.write.markdown.escape import front_matter, inline, line, link
from onrecord.write.markdown.footnotes import Footnotes
from onrecord.write.steps import steps_of, ties_of
from onrecord.write.texts import Texts, coverage_size, coverage_span, date_note, human_date, labels, of, source_name

__all__ = ["CHRONOLOGY", "DIFFERENCES", "INDEX", "Vault", "article", "chronology", "differences", "index", "person"]

INDEX, CHRONOLOGY, DIFFERENCES = "Record", "Chronology", "Differences"
"""Names of the three notes that every vault has."""


@dataclass(frozen=True, slots=True)
class Vault:
    """What all notes are written from: the record, its parts by id, and the names of the notes on them, by id."""

    record: Record
    texts: Texts
    notes: dict[str, str]
    said: dict[str, list[Quotation]]

    def footnotes(self) -> Footnotes:
        """A new note's footnotes."""
        return Footnotes(self.texts, self.notes)

    def person(self, person: str | None) -> str | None:
        """The link to a person's note, or the name if there is none."""
        if person in self.notes:
            return link(self.notes[person or ""], self.texts.person(person))
        name = self.texts.person(person)
        return inline(name) if name else None


def _note(lines: Iterable[str], footnotes: Footnotes | None = None) -> str:
    return "\n".join([*lines, *(["", *footnotes.written()] if footnotes else [])]).rstrip() + "\n"


def index(vault: Vault) -> str:
    """The note that leads to all others."""
    record = vault.record
    about = " · ".join(filter(None, [coverage_size(record.articles), coverage_span(record.articles)]))
    people = [p for p in record.people if p.id in vault.notes]
    return _note([
        front_matter({"onrecord": record.onrecord, "built with": record.built_with.version}),
        f"# {line(record.story or 'Record')}", "", line(about), "",
        f"- {link(CHRONOLOGY)}", f"- {link(DIFFERENCES)}", "", "## Articles", "",
        *(f"- {inline(human_date(a.published))}: {link(vault.notes[a.id])}" for a in record.articles), "",
        "## Who is who", "", *(f"- {vault.person(p.id)}" for p in people),
    ])  # fmt: skip


def chronology(vault: Vault) -> str:
    """All events in the order of time."""
    notes = vault.footnotes()
    lines = ["# Chronology"]
    date = ""
    for event in vault.record.events:
        if event.date != date:
            lines += ["", f"## {inline(human_date(event.date))}", ""]
            date = event.date
        lines.append(_event(event, vault, notes))
    return _note(lines, notes)


def _event(event: Event, vault: Vault, notes: Footnotes) -> str:
    told = [event.headline, *(s for s in event.support if s != event.headline)]
    words = f"- {line(vault.texts.text(event.headline))} {''.join(notes.mark(s) for s in told)}"
    facts = [date_note(event, vault.texts)]
    if event.status != "happened":
        facts.append(of(labels().status, event.status))
    if event.background:
        facts.append("background")
    people = ", ".join(filter(None, map(vault.person, event.people)))
    return f"{words} ({', '.join(facts)})" + (f" — {people}" if people else "") + f" ^{event.id}"


def differences(vault: Vault) -> str:
    """Where accounts differ, the gravest first."""
    notes = vault.footnotes()
    lines = ["# Differences"]
    for d in vault.record.differences:
        lines += ["", f"## {inline(of(labels().difference, d.kind))}: {inline(d.topic)}", "", line(d.why), ""]
        sides: defaultdict[tuple[Span, str | None], list[Span]] = defaultdict(list)
        for s in d.statements:
            sides[vault.texts.context(s.span), s.by].append(s.span)
        for (sentence, by), spans in sides.items():
            speaker = vault.person(by)
            said = f" — {speaker}" if speaker else ""
            lines.append(f"- {line(vault.texts.text(sentence))}{said} {''.join(map(notes.mark, spans))}")
    return _note(lines, notes)


def article(item: Article, vault: Vault) -> str:
    """An article: what is known of it, and its text; what is left out of it is shown as `…`."""
    fields: dict[str, object] = {
        "title": item.title, "outlet": item.outlet, "published": item.published, "basis": item.published_basis,
        "byline": list(item.byline), "url": web_address(item.canonical_url or item.url), "key": item.key,
        "id": item.id, "sha256": item.sha256, "words": item.words,
    }  # fmt: skip
    lines = [front_matter(fields), f"# {line(item.title or source_name(item))}"]
    for name, other in (("Newer version of", item.version_of), ("Copy of", item.copy_of)):
        if other in vault.notes:
            lines += ["", f"{name} {link(vault.notes[other or ''])}"]
    for block in item.blocks:
        text = item.text[block.start : block.end]
        if block.kind != "title" or text.strip() != (item.title or ""):
            shown = line(text) if text.strip() else "…"
            lines += ["", shown if block.kind in PARSED_KINDS else f"> {shown}"]
    return _note(_without_gaps(lines))


def _without_gaps(lines: Iterable[str]) -> list[str]:
    """The lines with only one `…` where several passages in a row are left out."""
    found: list[str] = []
    for text in lines:
        if not (text == "…" and found[-2:] == ["…", ""]):
            found.append(text)
        else:
            found.pop()
    return found


def person(item: Person, vault: Vault) -> str:
    """Somebody: names, roles, ties, official steps, and all that he or she said."""
    notes = vault.footnotes()
    others = [a.form for a in item.aliases if a.form != item.name]
    lines = [
        front_matter({"aliases": others, "kind": item.kind, "id": item.id, "mentions": len(item.mentions)}),
        f"# {line(item.name)}",
    ]
    roles: defaultdict[str, list[Span]] = defaultdict(list)
    for role in item.roles:
        roles[role.text].append(role.span)
    facts = [f"- {line(text)} {''.join(map(notes.mark, spans))}" for text, spans in roles.items()]
    facts += [
        f"- {line(tie.words)} {vault.person(tie.to) or '?'} {''.join(map(notes.mark, tie.spans))}"
        for tie in ties_of(item)
    ]
    ages: defaultdict[int, list[Span]] = defaultdict(list)
    for stated in item.ages:
        ages[stated.age].append(stated.span)
    facts += [f"- aged {age} {''.join(map(notes.mark, spans))}" for age, spans in ages.items()]
    for step in steps_of(item):
        what = ", ".join(filter(None, [step.step, step.charge, human_date(step.date) if step.date else None]))
        facts.append(f"- {line(what)} {''.join(map(notes.mark, step.spans))}")
    if facts:
        lines += ["", "## Who", "", *facts]
    if said := vault.said.get(item.id):
        lines += [
            "",
            "## Said",
            "",
            *(_quotation(q, vault, notes) for q in sorted(said, key=lambda q: _when(q, vault))),
        ]
    return _note(lines, notes)


def _when(quotation: Quotation, vault: Vault) -> tuple[str, str, int]:
    place = quotation.content[0]
    date = quotation.said or vault.texts.article(place).published
    return (bounds(date).first.isoformat() if date else "9999"), place.article, place.start


def _quotation(quotation: Quotation, vault: Vault, notes: Footnotes) -> str:
    words = " … ".join(inline(vault.texts.text(s)) for s in quotation.content)
    shown = f"“{words}”" if quotation.type == "direct" else words
    how = "" if quotation.type == "direct" else f" ({of(labels().quotation, quotation.type)})"
    date = quotation.said or vault.texts.article(quotation.content[0]).published
    return f"- {inline(human_date(date))}: {shown}{how} {notes.mark(hull(quotation.content))}"
