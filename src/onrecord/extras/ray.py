"""`build --engine ray`: articles read and searched on the machines of a Ray cluster, joined here.

Needs the extra: `pip install "onrecord[ray]"`, of the same version on every machine. Each file of the inputs, or run
of small ones, is a shard that some machine reads; its articles go on in blocks to processes that hold the language
model. What they find is written to a folder that all machines see (`rayshards`), and put on file here from there. Ray
tries again what a machine that is lost had under way; a build that is cut off altogether goes on from the folder.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import msgspec

from onrecord.errors import OnrecordError, Problem
from onrecord.intake import Intake
from onrecord.pipeline import Progress
from onrecord.read import files_in, is_address
from onrecord.store import Packed, Store

__all__ = ["Ray"]

SHARD: Final = 64 * 2**20
"""Bytes of small files that are read as one shard: an hour's work of one processor, a second's of reading."""
SHARD_FILES: Final = 1000
"""Most files of one shard."""
BLOCK: Final = 2 * 2**20
"""Bytes of articles that go to a process at a time, which is what a lost one has to do again: some 400 articles of
JSON lines, 20 to 40 web pages."""
BATCH: Final = 256
"""Articles whose findings are written to one file, at most."""
MEMORY: Final = 4 * 2**30
"""Bytes that a process may have of its own. The model takes 0.4 GB, the longest article about one more."""
TABLE: Final = 512 * 2**20
"""Bytes of Ray's shared memory on one machine, when Ray is started here."""

QUIET: Final = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_DATA_DISABLE_PROGRESS_BARS": "1",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
}
"""What Ray is told before it is loaded when it is started here: to tell nobody, and to listen on this machine alone.
(The second is what has it use the loopback address, also on Linux.)"""


@dataclass(frozen=True, slots=True)
class Ray:
    """An engine for `pipeline.build`.

    `cluster` is the address of a running cluster (`HOST:6379`, `auto`), None to start Ray here with `jobs` processes.
    `work` is the folder for what is found, which every machine must see under the same path, as it must the inputs. It
    stays when it is given; else it lies beside the record until the record is done.
    """

    cluster: str | None = None
    work: Path | None = None
    jobs: int = 1
    block: int = BLOCK
    batch: int = BATCH
    shard: int = SHARD

    def __call__(self, inputs: Sequence[Path | str], store: Store, intake: Intake, progress: Progress) -> int:
        """See `pipeline.Engine`."""
        ray = _loaded(self.cluster is None)
        from onrecord.extras.rayshards import Shards
        from onrecord.extras.raywork import Before

        folder = (self.work or store.path.with_name(f"{store.path.name}.work")).absolute()
        try:
            shards = Shards(folder)
            shards.begin()
        except OSError as error:
            raise OnrecordError(f"{folder}: cannot be written: {error.strerror}") from error
        given = self._shards(inputs, intake)
        before = Before.of(intake.known, shards.done())
        with _session(ray, self.cluster, self.jobs):
            self._run(ray, given, before, intake, folder, progress)
        count = _taken(shards, given, store, intake)
        if self.work is None:
            shards.clear()
        return count

    def _shards(self, inputs: Sequence[Path | str], intake: Intake) -> Mapping[str, bytes]:
        """The files of the inputs, in order, by runs: the name of each run and its files as JSON."""
        from onrecord.extras.raywork import File

        runs: list[list[File]] = []
        size = 0
        for given in inputs:
            if isinstance(given, str) and is_address(given):
                raise OnrecordError(f"{given}: --engine ray reads files; addresses are fetched without it")
            for found in files_in([Path(given)], intake.settings):
                if isinstance(found, Problem):
                    intake.problems.append(found)
                    continue
                if not runs or size + (found.size or 0) > self.shard or len(runs[-1]) == SHARD_FILES:
                    runs.append([])
                    size = 0
                size += found.size or 0
                runs[-1].append(File(found.origin, found.name))
        made = [msgspec.json.encode(run) for run in runs]
        return {sha256(each).hexdigest()[:32]: each for each in made}

    def _run(
        self, ray: Any, given: Mapping[str, bytes], before: Any, intake: Intake, folder: Path, progress: Progress
    ) -> None:
        from onrecord.extras.raywork import Plan, Reading, Searching, version_of

        settings = intake.settings
        plan = msgspec.json.encode(Plan(str(folder), settings, version_of(settings), MEMORY))
        rows = [{"shard": name, "files": files} for name, files in given.items()]
        if not rows:
            return
        handle = ray.put(before)
        reading = Reading(plan)
        ray.data.DataContext.get_current().target_max_block_size = self.block
        searchers = ray.data.ActorPoolStrategy(min_size=1, max_size=None if self.cluster else self.jobs)
        found = (
            ray.data.from_items(rows, override_num_blocks=len(rows))
            .map_batches(
                lambda table: reading(table, ray.get(handle)), batch_size=1, batch_format="pyarrow", num_cpus=0.5,
            )
            .map_batches(
                Searching, fn_constructor_args=(plan,), batch_size=self.batch, batch_format="pyarrow", num_cpus=1,
                compute=searchers,
            )
        )  # fmt: skip
        count = 0
        try:
            for row in found.iter_rows():
                count += row["articles"]
                progress("read", count)
        except ray.exceptions.RayError as error:
            raise OnrecordError(_told(error, folder)) from error


def _loaded(alone: bool) -> Any:
    """Ray and its data library. Raises `OnrecordError` when the extra is not installed."""
    if alone:
        os.environ.update({name: os.environ.get(name, value) for name, value in QUIET.items()})
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        with _hushed():
            import ray
            import ray.data
    except ImportError as error:
        raise OnrecordError('the ray extra is not installed: pip install "onrecord[ray]"') from error
    return ray


@contextmanager
def _hushed() -> Iterator[None]:
    """Without what Ray's own library prints to stderr as it starts, past Python; what goes wrong is raised as well."""
    sys.stderr.flush()
    kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    try:
        yield
    finally:
        sys.stderr.flush()
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


@contextmanager
def _session(ray: Any, cluster: str | None, jobs: int) -> Iterator[None]:
    """A connection to the cluster, or Ray started here, without its dashboard; one that is there already is used."""
    if ray.is_initialized():
        yield
        return
    logging.getLogger("ray").setLevel(logging.ERROR)
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    here = {"num_cpus": jobs + 1, "include_dashboard": False, "object_store_memory": TABLE}
    options = {} if cluster else here
    try:
        with _hushed():
            ray.init(address=cluster or "local", log_to_driver=False, logging_level=logging.ERROR, **options)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise OnrecordError(f"no Ray cluster: {str(error).splitlines()[0]}") from error
    try:
        yield
    finally:
        ray.shutdown()


def _taken(shards: Any, given: Mapping[str, bytes], store: Store, intake: Intake) -> int:
    """Takes what the cluster has made: what the inputs hold first, in their order, then the findings that are new."""
    wanted: dict[str, str] = {}
    for shard in given:
        for line in shards.index(shard):
            if line.problem:
                intake.problems.append(line.problem)
            elif met := intake.met(line.source, line.article, line.sha256):
                wanted[line.article] = met[1]
    count = 0
    for made in shards.findings(wanted):
        for each in made:
            if isinstance(each.outcome, Problem):
                intake.refused(each.article, each.outcome)
        packed = [each.outcome for each in made if isinstance(each.outcome, Packed)]
        store.keep(packed)
        count += len(packed)
    if wanted:
        raise OnrecordError(f"the findings of {len(wanted):,} articles are missing or damaged; run it again")
    return count


_OURS = re.compile(r"^(?:\S+: )?onrecord\.errors\.\w+: (.+)$", re.MULTILINE)


def _told(error: Exception, folder: Path) -> str:
    """What went wrong on the cluster in one line: an error of ours as it stands in Ray's report, else its last line."""
    text = str(error).strip()
    ours = _OURS.search(text)
    last = ours[1] if ours else (text.splitlines() or [type(error).__name__])[-1]
    return f"{last.strip()[:300]}; what was found is kept in {folder}"
