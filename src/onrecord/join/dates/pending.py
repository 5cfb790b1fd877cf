"""What an article still has open although others date it: so it was written before that day.

`Whether to press charges`, of somebody whom another article has charged in May, in an article that tells of no charge
against anyone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from onrecord.edtf import bounds
from onrecord.join.coverage import Coverage
from onrecord.join.dates.clues import Clue, days_to, words
from onrecord.join.dates.elsewhere import Steps
from onrecord.span import Span

__all__ = ["open_ceilings"]

APART = 60
"""Characters between the words that leave something open and the verb, and between the verb and its noun."""


def open_ceilings(coverage: Coverage, article: str, steps: Steps) -> Iterator[Clue]:
    """`He may face charges`: not younger than the charge, if the article tells of none and others give it one date."""
    findings = coverage.findings[article]
    told = {step.step for step in findings.steps if step.modality == "actual"}
    by_step: dict[str, set[str]] = defaultdict(set)
    for step, name in steps:
        by_step[step].add(name)
    for step in sorted(by_step.keys() & words().pending.keys() - told):
        for sentence in findings.sentences:
            match = _still_open(step).search(coverage.text(sentence.span))
            for name in _names_in(coverage, sentence.span, by_step[step]) if match else ():
                known = steps[step, name]
                if match and known.evidence.article != article:
                    start = sentence.span.start + match.start()
                    span = Span(article, start, sentence.span.start + match.end())
                    yield Clue(days_to(bounds(known.date).last), (span, known.evidence))


def _names_in(coverage: Coverage, sentence: Span, names: set[str]) -> list[str]:
    return sorted(names & set(re.findall(r"\w[\w-]*", coverage.text(sentence))))


@cache
def _still_open(step: str) -> re.Pattern[str]:
    pending = words().pending[step]
    openers, verbs, nouns = ("|".join(map(re.escape, w)) for w in (words().open, pending.verbs, pending.nouns))
    return re.compile(
        rf"\b(?:{openers})\b[^.;]{{0,{APART}}}?\b(?:{verbs})\b[^.;]{{0,{APART}}}?\b(?:{nouns})\b", re.IGNORECASE
    )
