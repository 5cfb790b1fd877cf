"""START HERE: the stages in order. read → clean → find → join → write.

`build` reads what is new, has every new article cleaned and searched on its own (in parallel, kept by content, so
that nothing is ever read twice), joins the findings of all articles into the record, and puts it on file in one
transaction. The result depends on the articles alone: not on their order, the number of workers, or whether they came
in one build or in several.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

from onrecord import join
from onrecord.edits.making import Desk
from onrecord.edits.marks import missed_of
from onrecord.edits.verbs import QUIET
from onrecord.errors import InputError, Problem, RecordError
from onrecord.find.parse import model_digest
from onrecord.ids import article_id
from onrecord.model import BuiltWith, Edit, Source
from onrecord.read import Fetch, read_inputs
from onrecord.settings import FORMAT, STAGES, Settings
from onrecord.store import Member, Store
from onrecord.version import __version__
from onrecord.workers import mapped

__all__ = ["Built", "build", "correct", "edit", "rejoin", "remove"]

BATCH = 64
"""Articles whose findings are put on file together: small enough to lose little, large enough for few commits."""

Progress = Callable[[str, int], None]
"""Called with a stage's name and how many of its items are done."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: how many articles it read, how many the record holds now, and what it could not read."""

    read: int
    articles: int
    problems: tuple[Problem, ...]


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
) -> Built:
    """Reads `inputs` (files, folders, addresses) into the record at `output`, adding to it if it is there.

    `jobs` is the number of worker processes, `story` the story's name, `about` phrases joined by ` OR ` of which an
    article must hold one, `fetch` what gets addresses, if they are to be got. What could be read is kept in any case;
    what could not is in `Built.problems` and in the record. Raises `InputError` when no article is in the record
    afterwards, `RecordError` when `output` is no record or cannot be written, and `ModelError` when the language
    model is not the pinned one.
    """
    settings = settings or Settings()
    fresh = not output.exists()
    try:
        with Store(output, create=True) as store:
            intake = _Intake(store, settings)
            count = _analysed(store, intake.sources(inputs, fetch), jobs, intake, progress)
            members = intake.all_members()
            if all(m.removed for m in members):
                raise InputError(_nothing(intake.problems))
            articles = _join(store, members, intake.all_problems(), settings, story, about)
            return Built(count, articles, tuple(_in_order(intake.problems)))
    except InputError:
        if fresh:
            output.unlink(missing_ok=True)
        raise


def rejoin(
    output: Path,
    members: Sequence[Member] | None = None,
    settings: Settings | None = None,
    edits: Sequence[Edit] | None = None,
) -> int:
    """Joins the record at `output` again, with other members or edits if given; returns how many articles it holds."""
    settings = settings or Settings()
    with Store(output, create=True) as store:
        intake = _Intake(store, settings)
        _analysed(store, intake.sources(()), 1, intake, lambda stage, done: None)
        return _join(store, members or store.members(), store.problems(), settings, None, None, edits)


def remove(output: Path, wanted: Iterable[str], *, undo: bool = False) -> int:
    """Takes the articles with these ids or keys out of the record, or back in; returns how many it holds now.

    Nothing is deleted: the member stays, marked, and the record says that it was taken out. Raises `RecordError` when
    one of them is not there, or when none would be left.
    """
    with Store(output) as store:
        members = store.members()
    for name in wanted:
        hit = [m for m in members if name in (m.article, m.key)]
        if not hit:
            raise RecordError(f"{output}: no article {name}")
        members = [replace(m, removed=not undo) if m in hit else m for m in members]
    if all(m.removed for m in members):
        raise RecordError(f"{output}: no article would be left")
    return rejoin(output, members)


def edit(output: Path, edits: Sequence[Edit], *, since: int = 0, shown_only: bool = False) -> tuple[str, ...]:
    """Gives the record at `output` these corrections made by hand, all that it is to have, in one transaction.

    `shown_only` says that the last of them changes nothing but what is shown (a note on something that is there), so
    that nothing need be joined anew. Returns a line for each of those from place `since` on that does not apply to the
    record as it is now; it is kept all the same. Raises `RecordError` when there is no such record.
    """
    with Store(output) as store:
        before = store.record()
    if shown_only:
        with Store(output, create=True) as store:
            store.keep_edits(replace(before, edits=tuple(edits)))
        return ()
    rejoin(output, edits=edits)
    with Store(output) as store:
        missed = missed_of(store.record())
    return tuple(why for number, why in sorted(missed.items()) if number > since)


def correct(output: Path, make: Callable[[Desk], Edit], when: str) -> tuple[str, ...]:
    """Makes one correction at the moment `when` (EDTF) and applies it; returns why it does not apply, if it does not.

    `make` gets the desk of the record and gives the edit. Raises what it raises: `QueryError` where it cannot be made.
    """
    with Store(output) as store:
        whole = store.record()
        made = make(Desk(whole, lambda article: next(found for _, found in store.read_findings([article]))))
    edits = [*whole.edits, replace(made, when=when)]
    return edit(output, edits, since=len(whole.edits), shown_only=made.verb in QUIET)


def _nothing(problems: Sequence[Problem]) -> str:
    return str(problems[0]) if len(problems) == 1 else "no article could be read from the inputs"


class _Intake:
    """What a build takes in: new articles from the inputs, and old ones whose findings another version made."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self.settings = store, settings
        self._digest = model_digest(settings.model)
        self._cached = store.cached()
        self._before = store.members()
        self._known = {m.article: m for m in self._before}
        self._seen: dict[str, tuple[Source, str]] = {}
        self.problems: list[Problem] = []

    def sources(self, inputs: Sequence[Path | str], fetch: Fetch | None = None) -> Iterator[tuple[Source, str]]:
        """Each source that needs to be read, with its cache key."""
        for item in read_inputs(inputs, self.settings, fetch):
            if isinstance(item, Problem):
                self.problems.append(item)
                continue
            article = article_id(item.key, item.data)
            if article not in self._seen:
                if article in self._known:
                    item = _as_known(item, self._known[article])
                self._seen[article] = replace(item, data=b"", container=b""), sha256(item.data).hexdigest()
                if self._cached.get(article) != self._key(item):
                    yield item, self._key(item)
        for member in self._before:
            source = None if member.article in self._seen else self._store.source(member)
            if source is not None and self._cached.get(member.article) != self._key(source):
                yield source, self._key(source)

    def _key(self, source: Source) -> str:
        """A digest of all that an article's findings depend on besides its key and bytes, which its id stands for."""
        carrier = (source.url or "", source.captured or "", source.charset or "", source.digest or "")
        place = (source.format, source.path, source.member or "", str(source.part or ""))
        parts = (STAGES, *place, *carrier, self.settings.digest(), self._digest, __version__)
        return sha256("\n".join(parts).encode()).hexdigest()[:16]

    def refused(self, source: Source, problem: Problem) -> None:
        """An article that could not be read after all."""
        self.problems.append(problem)
        self._seen.pop(article_id(source.key, source.data), None)

    def all_members(self) -> list[Member]:
        """The members of the record once this build is done: a changed file's articles are its next generation."""
        members = {m.article: m for m in self._before}
        generations: dict[tuple[str, str], int] = {}
        for m in self._before:
            generations[m.origin, m.key] = max(m.generation, generations.get((m.origin, m.key), 0))
        for article, (s, sha) in sorted(self._seen.items()):
            if article not in members:
                origin = sha256(s.origin.encode()).hexdigest()[:16]  # a record is passed on: no paths of its maker's
                generation = generations.get((origin, s.key), -1) + 1
                members[article] = Member(
                    article, s.key, s.path, s.format, origin, s.order, generation, s.member, s.page, s.part,
                    sha, s.container_sha256, s.url, s.captured, s.charset, s.digest,
                )  # fmt: skip
        return list(members.values())

    def all_problems(self) -> list[Problem]:
        """The problems of this build, and those of earlier ones with files that it did not read again."""
        again = {_file(s.path) for s, _ in self._seen.values()} | {_file(p.path) for p in self.problems}
        return _in_order([*(p for p in self._store.problems() if _file(p.path) not in again), *self.problems])


def _as_known(source: Source, member: Member) -> Source:
    """`source` with what the record knows of the same bytes under the same key: where they first came from, and when.

    A page fetched again on another day, or an entry that has moved down its feed, is nothing new.
    """
    container = source.container if source.container_sha256 == member.container else b""
    return replace(
        source, path=member.path, member=member.member, page=member.page, part=member.part, container=container,
        container_sha256=member.container, url=member.url, captured=member.captured, charset=member.charset,
        digest=member.digest,
    )  # fmt: skip


def _file(path: str) -> str:
    """The file of a problem's path: `feed.jsonl#12` is a line of `feed.jsonl`."""
    return path.split("#")[0]


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(set(problems), key=lambda p: (p.path, p.what, p.why))


def _analysed(
    store: Store, sources: Iterable[tuple[Source, str]], jobs: int, intake: _Intake, progress: Progress
) -> int:
    """Has every source analysed and its findings put on file; returns how many articles were read."""
    count = 0
    results = mapped(sources, jobs, intake.settings)
    while batch := list(islice(results, BATCH)):
        done = []
        for source, key, outcome in batch:
            if isinstance(outcome, Problem):
                intake.refused(source, outcome)
            else:
                done.append((sha256(source.data).hexdigest(), source, key, *outcome))
        store.keep(done, sources=intake.settings.keep_sources)
        count += len(done)
        progress("read", count)
    return count


def _join(
    store: Store,
    members: Sequence[Member],
    problems: Sequence[Problem],
    settings: Settings,
    story: str | None,
    about: str | None,
    edits: Sequence[Edit] | None = None,
) -> int:
    present = sorted((m for m in members if not m.removed), key=lambda m: m.article)
    kept = store.read_findings(m.article for m in present)
    places = tuple(join.Place(m.article, m.origin, m.key, m.generation, m.ord) for m in present)
    name = story if story is not None else store.meta("named")
    phrases = about if about is not None else store.meta("about")
    made = store.edits() if edits is None else edits
    joined = join.join(kept, places, settings, story=name, about=phrases, edits=made)
    record = join.with_set_aside(
        replace(
            joined.record,
            onrecord=FORMAT,
            built_with=BuiltWith(__version__, settings.model, model_digest(settings.model), settings.digest()),
        ),
        [*problems, *(Problem("article", m.path, "taken out by hand") for m in members if m.removed)],
    )
    meta = [(key, value) for key, value in (("named", name), ("about", phrases)) if value is not None]
    store.write(record, members, problems, joined.dated, meta)
    return len(record.articles)
