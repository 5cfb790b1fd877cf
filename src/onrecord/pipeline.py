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
from onrecord.errors import InputError, Problem, RecordError
from onrecord.find.parse import model_digest
from onrecord.ids import article_id
from onrecord.model import BuiltWith, Cleaned, Findings, Source
from onrecord.read import read_inputs
from onrecord.settings import FORMAT, STAGES, Settings
from onrecord.store import Member, Store
from onrecord.version import __version__
from onrecord.workers import mapped

__all__ = ["Built", "build", "rejoin", "remove"]

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
    inputs: Sequence[Path],
    output: Path,
    *,
    jobs: int = 1,
    story: str | None = None,
    about: str | None = None,
    settings: Settings | None = None,
    progress: Progress = lambda stage, done: None,
) -> Built:
    """Reads `inputs` (files and folders) into the record at `output`, adding to it if it is there.

    `jobs` is the number of worker processes, `story` the story's name, `about` phrases joined by ` OR ` of which an
    article must hold one. What could be read is kept in any case; what could not is in `Built.problems` and in the
    record. Raises `InputError` when no article is in the record afterwards, `RecordError` when `output` is no record
    or cannot be written, and `ModelError` when the language model is not the pinned one.
    """
    settings = settings or Settings()
    digest = model_digest(settings.model)
    fresh = not output.exists()
    try:
        with Store(output, create=True) as store:
            members, problems, count = _read(store, inputs, jobs, settings, digest, progress)
            if not any(not m.removed for m in members):
                raise InputError(_nothing(problems))
            known = store.problems()
            solved = {m.path for m in members}
            kept = [p for p in known if p.path not in solved and p not in problems]
            articles = _join(store, members, [*kept, *problems], settings, digest, story, about)
            return Built(count, articles, tuple(problems))
    except InputError:
        if fresh:
            output.unlink(missing_ok=True)
        raise


def rejoin(output: Path, members: Sequence[Member] | None = None, settings: Settings | None = None) -> int:
    """Joins the record at `output` again, with other members if given; returns how many articles it holds."""
    settings = settings or Settings()
    with Store(output, create=True) as store:
        return _join(
            store, members or store.members(), store.problems(), settings, model_digest(settings.model), None, None
        )


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


def _nothing(problems: Sequence[Problem]) -> str:
    return str(problems[0]) if len(problems) == 1 else "no article could be read from the inputs"


def _read(
    store: Store, inputs: Sequence[Path], jobs: int, settings: Settings, digest: str, progress: Progress
) -> tuple[list[Member], list[Problem], int]:
    """Reads what is new; returns all members, what could not be read, and how many articles were new."""
    members = {m.article: m for m in store.members()}
    cached = store.cached()
    problems: list[Problem] = []
    seen: dict[str, Source] = {}

    def new_sources() -> Iterator[tuple[Source, str]]:
        for item in read_inputs(inputs, settings):
            if isinstance(item, Problem):
                problems.append(item)
                continue
            article = article_id(item.key, item.data)
            if article in seen:
                continue
            seen[article] = replace(item, data=b"")
            key = _cache_key(item, settings, digest)
            if cached.get(article) != key:
                yield item, key

    count = 0
    results = mapped(new_sources(), jobs, settings)
    while batch := list(islice(results, BATCH)):
        done = []
        for source, key, outcome in batch:
            if isinstance(outcome, Problem):
                problems.append(outcome)
                seen.pop(article_id(source.key, source.data), None)
            else:
                done.append((sha256(source.data).hexdigest(), source, key, *outcome))
        store.keep(done, sources=settings.keep_sources)
        count += len(done)
        progress("read", count)
    before = tuple(members.values())
    for article, source in sorted(seen.items()):
        if article not in members:
            members[article] = _member(article, source, before)
    return list(members.values()), sorted(set(problems), key=lambda p: (p.path, p.what, p.why)), count


def _member(article: str, source: Source, before: Sequence[Member]) -> Member:
    """A new article's place in the record: its file's next generation if the record had that file before."""
    earlier = [m.generation for m in before if (m.origin, m.key) == (source.origin, source.key)]
    return Member(
        article, source.key, source.path, source.format, source.origin, source.order,
        max(earlier, default=-1) + 1, source.member, source.page,
    )  # fmt: skip


def _cache_key(source: Source, settings: Settings, digest: str) -> str:
    """A digest of all that an article's findings depend on besides its key and bytes, which its id stands for."""
    return sha256(" ".join((STAGES, source.path, settings.digest(), digest, __version__)).encode()).hexdigest()[:16]


def _join(
    store: Store,
    members: Sequence[Member],
    problems: Sequence[Problem],
    settings: Settings,
    digest: str,
    story: str | None,
    about: str | None,
) -> int:
    present = sorted((m for m in members if not m.removed), key=lambda m: m.article)
    kept = dict(zip((m.article for m in present), store.read_findings(m.article for m in present), strict=True))
    places = tuple(join.Place(m.article, m.origin, m.key, m.generation, m.ord) for m in present)
    name = story if story is not None else store.meta("named")
    phrases = about if about is not None else store.meta("about")
    joined = join.join(_pairs(kept), places, settings, story=name, about=phrases)
    record = join.with_set_aside(
        replace(
            joined.record, onrecord=FORMAT, built_with=BuiltWith(__version__, settings.model, digest, settings.digest())
        ),
        [*problems, *(Problem("article", m.path, "taken out by hand") for m in members if m.removed)],
    )
    meta = [(key, value) for key, value in (("named", name), ("about", phrases)) if value is not None]
    store.write(record, members, problems, joined.dated, meta)
    return len(record.articles)


def _pairs(kept: dict[str, tuple[Cleaned, Findings]]) -> list[tuple[Cleaned, Findings]]:
    return [kept[article] for article in sorted(kept)]
