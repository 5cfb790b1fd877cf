"""All articles and their findings together: what every module of `join` starts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.model import Article, Event, Findings, Person, Quotation, Repair, Time, Utterance
from onrecord.span import Span, text_of

__all__ = ["Coverage", "Known"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The articles by id, in the order of the record, and the findings of each."""

    articles: Mapping[str, Article]
    findings: Mapping[str, Findings]
    repairs: Mapping[str, tuple[Repair, ...]]

    def text(self, span: Span) -> str:
        """The printed characters at `span`."""
        return text_of(span, self.articles[span.article])

    def published(self, span: Span) -> str | None:
        """When the article that `span` lies in was published."""
        return self.articles[span.article].published


@dataclass(frozen=True, slots=True)
class Known:
    """What `join` has settled so far, for the stages that come after: fields fill up in this order."""

    times: Mapping[Span, Time]
    people: tuple[Person, ...] = ()
    person_of: Mapping[Span, str] = field(default_factory=dict)
    quotations: tuple[Quotation, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    events: tuple[Event, ...] = ()
