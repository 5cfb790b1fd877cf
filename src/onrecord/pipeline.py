"""START HERE: the stages in order. read → clean → find → join → write.

`build` reads what is new, has every new article cleaned and searched on its own (in parallel, kept by content, so
that nothing is ever read twice), joins the findings of all articles into the record, and puts it on file in one
transaction. The result depends on the articles alone: not on their order, the number of workers, or whether they came
in one build or in several.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import Protocol

from onrecord import join
from onrecord.collecting import NEVER, rarely_collected
from onrecord.edits.making import Desk
from onrecord.edits.marks import missed_of
from onrecord.edits.verbs import QUIET
from onrecord.errors import InputError, Problem, RecordError
from onrecord.ids import article_id
from onrecord.intake import Intake, in_order
from onrecord.languagemodel import model_digest
from onrecord.model import BuiltWith, Cleaned, Edit, Findings, Source
from onrecord.read import Fetch
from onrecord.settings import FORMAT, Settings
from onrecord.store import Member, Packed, Store
from onrecord.timing import each, measured, timed
from onrecord.version import __version__

__all__ = ["Built", "Engine", "build", "correct", "edit", "rejoin", "remove", "revise"]

BATCH = 64
"""Articles whose findings are put on file together: small enough to lose little, large enough for few commits."""

Progress = Callable[[str, int], None]
"""Called with a stage's name and how many of its items are done."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: how many articles it read, how many the record holds now, and what it could not read.

    `seconds` are those that each stage computed, workers' added up, in the order in which the stages first ran;
    `several` names the stories in one sentence if the articles tell of more than one, else it is None.
    """

    read: int
    articles: int
    problems: tuple[Problem, ...]
    seconds: Mapping[str, float] = field(compare=False)
    several: str | None = None


def build(
    inputs: Sequence[Path | str],
    output: Path,
    *,
    jobs: int = 1,
    story: str | None = None,
    about: str | None = None,
    settings: Settings | None = None,
    fetch: Fetch | None = None,
    progress: Progress = lambda stage, done: None,
    engine: Engine | None = None,
) -> Built:
    """Reads `inputs` (files, folders, addresses) into the record at `output`, adding to it if it is there.

    `jobs` is the number of worker processes, `story` the story's name, `about` the name of a story that was told apart
    from others, or phrases joined by ` OR ` of which an article must hold one, `settings` those that the record has if
    not given, `fetch` what gets addresses, if they are to be got, `engine` what reads and searches files in other
    places than here. What could be read is kept in any case; what could not is in `Built.problems` and in the record.
    Raises `InputError` when no article is in the record afterwards, `RecordError` when `output` is no record or cannot
    be written, and `ModelError` when the language model is not the pinned one.
    """
    fresh = not output.exists()
    try:
        with rarely_collected(), measured() as seconds, Store(output, create=True) as store:
            intake = Intake(store, settings or store.settings())
            count = engine(inputs, store, intake, progress) if engine else 0
            count += _analysed(store, intake.sources(() if engine else inputs, fetch), jobs, intake, progress)
            members = intake.all_members()
            if all(m.removed for m in members):
                raise InputError(_nothing(intake.problems))
            joined = _join(store, members, intake.all_problems(), intake, story, about)
            problems = tuple(in_order(intake.problems))
            return Built(count, len(joined.record.articles), problems, seconds, join.several(joined.stories))
    except InputError:
        if fresh:
            output.unlink(missing_ok=True)
        raise


def rejoin(output: Path, settings: Settings | None = None) -> int:
    """Joins the record at `output` again, with other settings if given; returns how many articles it holds."""
    with Store(output, write=True) as store:
        return _rejoined(store, settings=settings)


def _rejoined(
    store: Store,
    members: Sequence[Member] | None = None,
    edits: Sequence[Edit] | None = None,
    settings: Settings | None = None,
) -> int:
    """Joins the record again with what is given, and with what it has for what is not."""
    with rarely_collected():
        intake = Intake(store, settings or store.settings())
        _analysed(store, intake.sources(()), 1, intake, lambda stage, done: None)
        joined = _join(store, members or store.members(), store.problems(), intake, None, None, edits)
        return len(joined.record.articles)


def remove(output: Path, wanted: Iterable[str], *, undo: bool = False) -> int:
    """Takes the articles with these ids or keys out of the record, or back in; returns how many it holds now.

    Nothing is deleted: the member stays, marked, and the record says that it was taken out. Raises `RecordError` when
    one of them is not there, or when none would be left.
    """
    with Store(output, write=True) as store:
        members = store.members()
        for name in wanted:
            hit = [m for m in members if name in (m.article, m.key)]
            if not hit:
                raise RecordError(f"{output}: no article {name}")
            members = [replace(m, removed=not undo) if m in hit else m for m in members]
        if all(m.removed for m in members):
            raise RecordError(f"{output}: no article would be left")
        return _rejoined(store, members)


# ------------------------------------------------------------------ corrections
def correct(output: Path, make: Callable[[Desk], Edit], when: str) -> tuple[str, ...]:
    """Makes one correction at the moment `when` (EDTF) and applies it; returns why it does not apply, if it does not.

    `make` gets the desk of the record and gives the edit. Raises what it raises: `QueryError` where it cannot be made.
    """
    with Store(output, write=True) as store:
        before = store.record()
        made = replace(make(Desk(before, lambda article: store.findings(article)[1])), when=when)
        edits = [*before.edits, made]
        if made.verb in QUIET:  # what is shown alone is changed, of something that is there: nothing to be joined anew
            store.keep_edits(replace(before, edits=tuple(edits)))
            return ()
        return _edited(store, edits, since=len(before.edits))


def revise(output: Path, change: Callable[[Sequence[Edit]], Sequence[Edit]]) -> tuple[str, ...]:
    """Gives the record the corrections that `change` makes of those that it has, in one transaction.

    Nobody else's can come between. Returns a line for each that was added and does not apply to the record as it is
    now; it is kept all the same.
    """
    with Store(output, write=True) as store:
        before = store.edits()
        return _edited(store, change(before), since=len(before))


def edit(output: Path, edits: Sequence[Edit], *, since: int = 0) -> tuple[str, ...]:
    """Gives the record at `output` these corrections made by hand, all that it is to have, in one transaction.

    Returns a line for each of those from place `since` on that does not apply to the record as it is now; it is kept
    all the same. Raises `RecordError` when there is no such record, and when it has corrections that are not among
    these: somebody made them meanwhile. `revise` has no such trouble.
    """
    with Store(output, write=True) as store:
        before = store.edits()
        if any(_lost(old, new) for old, new in zip_longest(before, edits[: len(before)])):
            raise RecordError(f"{output}: was corrected by somebody else meanwhile; nothing was changed")
        return _edited(store, edits, since)


def _lost(old: Edit, new: Edit | None) -> bool:
    """Whether a correction is gone, or is not undone any more."""
    return new is None or new not in (old, replace(old, undone=True))


def _edited(store: Store, edits: Sequence[Edit], since: int) -> tuple[str, ...]:
    _rejoined(store, edits=edits)
    missed = missed_of(store.record())
    return tuple(why for number, why in sorted(missed.items()) if number > since)


def _nothing(problems: Sequence[Problem]) -> str:
    return str(problems[0]) if len(problems) == 1 else "no article could be read from the inputs"


class Engine(Protocol):
    """What has the articles in files read and searched in other places than here, such as the machines of a cluster."""

    def __call__(self, inputs: Sequence[Path | str], store: Store, intake: Intake, progress: Progress) -> int:
        """Tells `intake` of every article and problem in `inputs`, and puts the findings that are missing in `store`.

        Returns how many articles were new. Raises `OnrecordError` when it cannot be done.
        """
        ...


def _analysed(
    store: Store, sources: Iterable[tuple[Source, str]], jobs: int, intake: Intake, progress: Progress
) -> int:
    """Has every source analysed and its findings put on file; returns how many articles were read.

    Whatever ends it early, what was read till then is on file and need not be read again.
    """
    waiting = each("read", sources)
    first = list(islice(waiting, 1))
    if not first:
        return 0
    from onrecord.workers import mapped  # what analyses articles takes a while to import

    count = 0
    done: list[Packed] = []

    def keep() -> None:
        nonlocal count
        batch = done.copy()
        done.clear()
        timed("keep", store.keep, batch)
        count += len(batch)
        progress("read", count)

    try:
        for source, outcome in mapped(chain(first, waiting), jobs, intake.settings):
            if isinstance(outcome, Problem):
                intake.refused(article_id(source.key, source.data), outcome)
            else:
                done.append(outcome)
                if len(done) == BATCH:
                    keep()
    finally:
        if done:
            keep()
    return count


def _findings(store: Store, member: Member, intake: Intake) -> tuple[Cleaned, Findings]:
    """What is kept of an article; if that is damaged, what its source gives once more."""
    try:
        return store.findings(member.article)
    except RecordError:
        from onrecord.workers import packed  # as above

        source = store.source(member)
        made = packed(source, intake.known.key(source), intake.settings) if source else None
        if made is None or isinstance(made, Problem):
            raise
        store.keep([made])
        return store.findings(member.article)


def _join(
    store: Store,
    members: Sequence[Member],
    problems: Sequence[Problem],
    intake: Intake,
    story: str | None,
    about: str | None,
    edits: Sequence[Edit] | None = None,
) -> join.Joined:
    present = sorted((m for m in members if not m.removed), key=lambda m: m.article)
    settings = intake.settings
    kept = each("load", (_findings(store, m, intake) for m in present))
    places = tuple(join.Place(m.article, m.origin, m.key, m.generation, m.ord) for m in present)
    name = story if story is not None else store.meta("named")
    phrases = about if about is not None else store.meta("about")
    made = store.edits() if edits is None else edits
    with rarely_collected(NEVER):
        joined = join.join(
            kept,
            places,
            settings,
            story=name,
            about=phrases,
            edits=made,
            again=store.found,
            earlier=store.joined,
        )
        record = join.with_set_aside(
            replace(
                joined.record,
                onrecord=FORMAT,
                built_with=BuiltWith(__version__, settings.model, model_digest(settings.model), settings.digest()),
            ),
            [*problems, *(Problem("article", m.path, "taken out by hand") for m in members if m.removed)],
        )
        meta = [(key, value) for key, value in (("named", name), ("about", phrases)) if value is not None]
        meta.append(("settings", settings.own()))
        timed("write", store.write, record, members, problems, joined.dated, meta, joined.kept)
    return joined
