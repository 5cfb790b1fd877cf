"""Names of a draft: on record as they stand, misspelt, or of nobody there."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.join.people.aliases import Key, key_of
from onrecord.join.utterances.align import words_of
from onrecord.model import Name
from onrecord.span import Span, overlaps
from onrecord.verify.cast import Match
from onrecord.verify.held import Draft, Held
from onrecord.verify.phrases import Phrases
from onrecord.verify.said import Quoted
from onrecord.verify.statement import Difference, Piece, Place, Statement, Verdict, passages

__all__ = ["check_names", "name_keys", "named_in"]


def named_in(draft: Draft, quoted: tuple[Quoted, ...]) -> list[Name]:
    """The names of a draft outside its quotations, each wording once, where it first stands."""
    said = [q.span for q in quoted]
    first: dict[Key, Name] = {}
    for name in draft.findings.names:
        if name.kind != "other" and (key := key_of(name.text)) and not any(overlaps(name.span, s) for s in said):
            first.setdefault(key, name)
    return list(first.values())


def name_keys(draft: Draft, name: Name) -> list[str]:
    """A name's words as `phrases` looks for them."""
    return [w.key for w in words_of(draft.article.text, [name.span])]


def check_names(draft: Draft, names: list[Name], phrases: Phrases, against: Held) -> Iterator[Statement]:
    """The verdict on each wording of a name."""
    for name in names:
        yield _Checker(draft, name, against).verdict(phrases)


class _Checker:
    """One name of a draft held against the record."""

    def __init__(self, draft: Draft, name: Name, against: Held) -> None:
        self._draft, self._name, self._against = draft, name, against
        self._cast, self._key = against.cast, key_of(name.text)

    def verdict(self, phrases: Phrases) -> Statement:
        """As the record prints it, else what it may be a slip for."""
        slip = self._key in self._cast.slips
        printed = [] if slip else self._cast.printed.get(self._key, [])
        if not printed and not slip:
            printed = [s for s in phrases.exact(name_keys(self._draft, self._name)) if self._capital(s)]
        if printed:
            return self._statement("verbatim", printed)
        match = self._cast.match(self._key) or self._named_before()
        key = match.key if match else self._cast.thing(self._key)
        if key is None:
            return self._stranger()
        form = self._cast.form(key)
        spans = self._cast.printed.get(key, [])
        if match and match.how != "slip":
            return self._statement("not on record", spans, f"the record has {form}")
        shown = Difference(True, (Piece("changed", self._name.text, form),))
        why = f"the coverage itself prints this slip for {form}" if slip else f"the record has {form}"
        return self._statement("altered", spans, why, shown)

    def _statement(
        self, verdict: Verdict, spans: list[Span] | None = None, why: str | None = None, shown: Difference | None = None
    ) -> Statement:
        span = self._name.span
        held = passages(self._against.coverage, spans or [])
        return Statement("name", verdict, Place(span.start, span.end), self._draft.text(span), held, shown, why)

    def _capital(self, span: Span) -> bool:
        return self._against.coverage.text(span)[0].isupper()

    def _named_before(self) -> Match | None:
        """The slip in a last name whose full form the draft gives: both are the same mistake."""
        if len(self._key) != 1:
            return None
        for name in self._draft.findings.names:
            key = key_of(name.text)
            match = self._cast.match(key) if len(key) > 1 and key[-1] == self._key[0] else None
            if match and match.how == "slip" and match.key[-1:] != self._key:
                return Match(match.person, match.key[-1:], "slip")
        return None

    def _stranger(self) -> Statement:
        """A name that the record does not have: contradicted where it gives somebody's office to a namesake."""
        near = [self._cast.people[p] for p in self._cast.namesakes(self._key)]
        offices = {r.text.casefold() for r in self._draft.findings.roles if self._is_ours(r.name)}
        for person in near:
            role = next((r for r in person.roles if r.text.casefold() in offices), None)
            if role:
                shown = Difference(True, (Piece("changed", self._name.text, person.name),))
                why = f"the record has {person.name} as {role.text}"
                return self._statement("contradicted", [role.span], why, shown)
        if near:
            return self._statement("not on record", [p.mentions[0] for p in near], f"the record has {near[0].name}")
        return self._statement("not on record")

    def _is_ours(self, span: Span) -> bool:
        return any(n.span == span and key_of(n.text) == self._key for n in self._draft.findings.names)
