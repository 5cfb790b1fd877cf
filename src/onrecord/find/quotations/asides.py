"""The end of reported content: what a reporter adds to it in the same sentence is not part of it.

A clause with `while` and its own subject, a relative clause that glosses the last name, an apposition that sums up,
what follows a dash after the words in marks: these are the reporter's words as a rule, and are cut off where nothing of
them stands in quotation marks. Readers differ about many other additions (`even though …`, participles); those stay.
"""

from __future__ import annotations

from onrecord.find.quotations.clauses import is_dash
from onrecord.find.quotations.grammar import Grammar

__all__ = ["without_asides"]

_LEAST = 3
"""Fewest tokens that are left of content: what is shorter was cut at the wrong place."""
_RELATIVE = frozenset({"which", "who", "whom", "whose"})
_BACKSHIFTED = frozenset({"would", "could"})
"""Modals of reported speech: a relative clause with one goes on with what was said."""
_CONTRAST = frozenset({"while", "whereas"})


def without_asides(g: Grammar, first: int, last: int) -> int:
    """The end of the content `[first, last)` without the reporter's additions."""
    last = _before_dash(g, first, last)
    at = last - 2
    while at >= first + _LEAST and g.quote[at] < 0:
        if g.words[at] == "," and g.quote[at + 1] < 0 and _is_aside(g, at + 1, last):
            last = at
        at -= 1
    return last


def _before_dash(g: Grammar, first: int, last: int) -> int:
    """Content whose words in quotation marks are over, up to a dash after them that is not closed by another."""
    quoted = next((i for i in range(last - 1, first - 1, -1) if g.quote[i] >= 0), None)
    if quoted is None:
        return last
    dashes = [i for i in range(quoted + 1, last) if is_dash(g, i)]
    return dashes[0] if len(dashes) == 1 and dashes[0] >= first + _LEAST else last


def _is_aside(g: Grammar, at: int, last: int) -> bool:
    """Whether the words `[at, last)`, after a comma, are the reporter's."""
    word = g.lower[at]
    pronoun = at + (g.tags[at] == "IN")
    if pronoun < last and g.lower[pronoun] in _RELATIVE and g.right[_clause(g, pronoun)] >= last:
        return not any(g.lower[i] in _BACKSHIFTED for i in range(at, last))
    if word in _CONTRAST:
        return any(g.deps[i] in ("nsubj", "nsubjpass") for i in range(at, last))
    head = next((i for i in range(at, last) if not at <= g.heads[i] < last), at)
    whole = g.left[head] >= at and g.right[head] >= last
    return whole and word in ("a", "an") and g.deps[head] in ("appos", "npadvmod", "dep", "attr")


def _clause(g: Grammar, at: int) -> int:
    """The verb of the relative clause that the pronoun at `at` begins."""
    while g.deps[at] != "relcl" and g.heads[at] != at:
        at = g.heads[at]
    return at
