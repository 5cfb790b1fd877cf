"""Article → Findings: what one article states, found without looking at any other.

Each concept has a module with one public `find_…` function. They take the parse and what was found before them, and
return tuples in text order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import onrecord.threads  # noqa: F401
from onrecord.find.ages import find_ages
from onrecord.find.events import find_claims, find_events
from onrecord.find.figures import find_figures
from onrecord.find.names import find_names
from onrecord.find.parse import Parsed, load_model, parse
from onrecord.find.proceedings import find_steps
from onrecord.find.quotations import find_quotations
from onrecord.find.relations import find_relations
from onrecord.find.roles import find_roles
from onrecord.find.times import find_times
from onrecord.model import Cleaned, Findings, Sentence
from onrecord.settings import Settings
from onrecord.timing import timed

__all__ = ["FINDERS", "find", "find_all"]


def find(cleaned: Cleaned, settings: Settings) -> Findings:
    """Everything that `cleaned.article` states; nothing where it is in a language that is not searched."""
    article = cleaned.article
    if article.read == "text-only":
        return Findings(article.id)
    return FINDERS[article.language or DEFAULT](cleaned, settings)


def _english(cleaned: Cleaned, settings: Settings) -> Findings:
    reader = timed("model", load_model, settings.model, plain=settings.plain_model)
    return find_all(timed("parse", parse, cleaned, reader))


DEFAULT = "en"
"""The language in which an article is searched whose own is not known: too short to tell, as a rule."""

FINDERS: Mapping[str, Callable[[Cleaned, Settings], Findings]] = {"en": _english}
"""What searches the articles of each language; `Settings.searched` lists the same. See docs/contributing.md."""


def find_all(parsed: Parsed) -> Findings:
    """Everything that a parsed article states."""
    names = timed("names", find_names, parsed)
    times = timed("times", find_times, parsed)
    quotations = timed("quotations", find_quotations, parsed, names)
    ages = timed("ages", find_ages, parsed, names, times)
    events = timed("events", find_events, parsed, times, quotations)
    return Findings(
        parsed.article.id,
        sentences=tuple(Sentence(p.of(s), p.block) for p, s in parsed.sentences()),
        times=times,
        names=names,
        quotations=quotations,
        figures=timed("figures", find_figures, parsed, times, ages),
        roles=timed("roles", find_roles, parsed, names),
        relations=timed("relations", find_relations, parsed, names),
        ages=ages,
        steps=timed("proceedings", find_steps, parsed, names, times),
        events=events,
        claims=timed("claims", find_claims, parsed, events),
    )
