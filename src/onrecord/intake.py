"""What a build takes in: which articles of its inputs have to be read and searched, and what becomes of its members.

`Known` tells it from what a record holds, wherever an article is read: in this process or on another machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from onrecord.errors import Problem
from onrecord.ids import article_id
from onrecord.languagemodel import model_digest
from onrecord.model import Source
from onrecord.read import Fetch, read_inputs
from onrecord.settings import STAGES, Settings
from onrecord.store import Member, Store
from onrecord.version import __version__

__all__ = ["Intake", "Known", "in_order"]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of articles before a build reads any: by article id, members of the record and kept findings' keys.

    With `settings` and the model's digest this is all that it takes to tell whether an article has to be searched.
    """

    members: Mapping[str, Member]
    cached: Mapping[str, str]
    settings: str
    model: str

    def as_known(self, source: Source, article: str) -> Source:
        """`source` with what the record knows of the same bytes under the same key: where they first came from, when.

        A page fetched again on another day, or an entry that has moved down its feed, is nothing new.
        """
        member = self.members.get(article)
        if member is None:
            return source
        container = source.container if source.container_sha256 == member.container else b""
        return replace(
            source, path=member.path, member=member.member, page=member.page, part=member.part, container=container,
            container_sha256=member.container, url=member.url, captured=member.captured, charset=member.charset,
            digest=member.digest,
        )  # fmt: skip

    def key(self, source: Source) -> str:
        """The cache key: a digest of all that findings depend on besides the article's id, so its key and bytes."""
        carrier = (source.url or "", source.captured or "", source.charset or "", source.digest or "")
        place = (source.format, source.path, source.member or "", str(source.part or ""))
        parts = (STAGES, *place, *carrier, self.settings, self.model, __version__)
        return sha256("\n".join(parts).encode()).hexdigest()[:16]


class Intake:
    """What a build takes in: new articles from the inputs, and old ones whose findings another version made."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self.settings = store, settings
        self._before = store.members()
        members = {m.article: m for m in self._before}
        self.known = Known(members, store.cached(), settings.of_reading(), model_digest(settings.model))
        self._seen: dict[str, tuple[Source, str]] = {}
        self.problems: list[Problem] = []

    def sources(self, inputs: Sequence[Path | str], fetch: Fetch | None = None) -> Iterator[tuple[Source, str]]:
        """Each source that needs to be read, with its cache key."""
        for item in read_inputs(inputs, self.settings, fetch):
            if isinstance(item, Problem):
                self.problems.append(item)
            elif met := self.met(item, article_id(item.key, item.data), sha256(item.data).hexdigest()):
                yield met
        for member in self._before:
            source = None if member.article in self._seen else self._store.source(member)
            if source is not None and self.known.cached.get(member.article) != self.known.key(source):
                yield source, self.known.key(source)

    def met(self, source: Source, article: str, sha: str) -> tuple[Source, str] | None:
        """Takes note of an article of the inputs, whose bytes have the sha256 `sha`.

        Returns it as it is known, and its cache key, if it has to be searched; None if not, or if it was met before.
        """
        if article in self._seen:
            return None
        source = self.known.as_known(source, article)
        self._seen[article] = replace(source, data=b"", container=b""), sha
        key = self.known.key(source)
        return (source, key) if self.known.cached.get(article) != key else None

    def refused(self, article: str, problem: Problem) -> None:
        """An article that could not be read after all."""
        self.problems.append(problem)
        self._seen.pop(article, None)

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
        return in_order([*(p for p in self._store.problems() if _file(p.path) not in again), *self.problems])


def _file(path: str) -> str:
    """The file of a problem's path: `feed.jsonl#12` is a line of `feed.jsonl`."""
    return path.split("#")[0]


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, each once, by where they are."""
    return sorted(set(problems), key=lambda p: (p.path, p.what, p.why))
