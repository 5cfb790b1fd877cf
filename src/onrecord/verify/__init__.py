"""A writer's own text held against the record: which of its quotations, dates, names, ages and figures are on it.

    read → clean → find, as for an article    `held.read_draft`
    whom and when it means                    `held.draft_of`, `cast`
    each statement against the record         `said` and `quotations`, `dates`, `names`, `ages`, `figures`

A verdict is *verbatim* (on record as it stands), *altered* (on record in other words or letters), *contradicted* (the
record states something else of the same thing) or *not on record*, also where it cannot be said what a statement is
about. Nothing is written to the record.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from onrecord.edtf import bounds
from onrecord.settings import Settings
from onrecord.verify.ages import check_ages
from onrecord.verify.dates import Chronicle, check_dates
from onrecord.verify.figures import Numbers, check_figures
from onrecord.verify.held import Held, draft_of, held, read_draft
from onrecord.verify.names import check_names, name_keys, named_in
from onrecord.verify.phrases import Phrases
from onrecord.verify.quotations import check_quotations
from onrecord.verify.said import Said, quoted_in
from onrecord.verify.statement import FLAGGED, Checked, Statement

__all__ = ["FLAGGED", "Checked", "Held", "Statement", "check_drafts", "verify"]


def verify(
    record: Path, drafts: Sequence[Path], *, settings: Settings | None = None, date: str | None = None
) -> tuple[Checked, ...]:
    """The verdict on everything that the texts at `drafts` state, held against the record at `record`.

    `date` (EDTF) is when they are to appear: ages and relative days are counted from it. Raises `RecordError` when
    there is no record, `InputError` when a draft cannot be read, and `QueryError` when `date` is no date.
    """
    settings = settings or Settings()
    if date:
        bounds(date)
    return check_drafts(held(record, settings), drafts, date=date)


def check_drafts(against: Held, paths: Sequence[Path], *, date: str | None = None) -> tuple[Checked, ...]:
    """As `verify`, for a record that is open already. Each draft is judged as if it were the only one."""
    read = [each for path in paths for each in read_draft(path, against.settings)]
    drafts = [draft_of(*each, against, date) for each in read]
    quoted = [quoted_in(d) for d in drafts]
    names = [named_in(d, q) for d, q in zip(drafts, quoted, strict=True)]
    phrases = Phrases(
        against.coverage.articles,
        [
            *(q.keys for each in quoted for q in each),
            *(name_keys(d, n) for d, each in zip(drafts, names, strict=True) for n in each),
        ],
    )
    said, chronicle, numbers = Said(against, [q for each in quoted for q in each]), Chronicle(against), Numbers(against)
    found = []
    for draft, quotes, named in zip(drafts, quoted, names, strict=True):
        statements = (
            *check_quotations(draft, quotes, said, phrases, against),
            *check_names(draft, named, phrases, against),
            *check_dates(draft, quotes, chronicle, against),
            *check_ages(draft, against),
            *check_figures(draft, quotes, numbers, against),
        )
        found.append(Checked(draft.path, tuple(sorted(statements, key=lambda s: (s.span.start, s.span.end, s.kind)))))
    return tuple(found)
