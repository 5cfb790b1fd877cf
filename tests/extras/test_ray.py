"""Articles read and searched on a cluster of two nodes, both on this machine, and joined here."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
import zlib
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import pipeline, proof
from onrecord.cli import cli
from onrecord.errors import OnrecordError, Problem
from onrecord.extras.ray import QUIET, Ray
from onrecord.store import Packed, open_record
from onrecord.write.json import to_json

STORY = Path(__file__).parents[1] / "golden" / "story"


# ------------------------------------------------------------------ without the extra
def test_without_the_extra_it_says_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(OnrecordError, match=r'the ray extra is not installed: pip install "onrecord\[ray\]"'):
        pipeline.build([STORY], tmp_path / "s.record", engine=Ray())


@pytest.mark.parametrize("options", [["--work", "w"], ["--cluster", "auto"], ["--engine", "ray", "--fetch"]])
def test_options_that_do_not_go_together_are_usage(tmp_path, options):
    done = CliRunner().invoke(cli, ["build", str(STORY), "-o", str(tmp_path / "s.record"), *options])
    assert done.exit_code == 2
    assert "--engine ray" in done.output


# ------------------------------------------------------------------ the cluster
@pytest.fixture(scope="module")
def ray(tmp_path_factory):
    """Ray, connected to a cluster of two nodes of one processor each, which listen on this machine alone."""
    for name, value in {**QUIET, "RAY_AUTH_MODE": "disabled"}.items():
        os.environ[name] = value
    os.environ["PYTHONPATH"] = os.pathsep.join(p for p in sys.path if p)
    ray = pytest.importorskip("ray", reason="the ray extra is not installed")
    from ray.cluster_utils import Cluster

    one = {"num_cpus": 1, "object_store_memory": 100 * 2**20, "include_dashboard": False}
    cluster = Cluster(initialize_head=True, head_node_args=one)
    cluster.add_node(num_cpus=1, object_store_memory=100 * 2**20)
    ray.init(address=cluster.address, log_to_driver=False)
    yield ray
    ray.shutdown()
    cluster.shutdown()


def row(number: int) -> dict[str, str]:
    day = number % 28 + 1
    text = (
        f"Ferry Marigold sinks, report {number}\n\n"
        f"The ferry Marigold sank off Port Anselm on March {day}, 2031, with {20 + number} people aboard.\n\n"
        f"“We could not close the doors,” said Tom Ash, the harbor master, on Tuesday.\n"
    )
    return {"id": f"n{number}", "text": text, "outlet": "Anselm Post", "published": f"2031-03-{day:02d}"}


def page(number: int) -> bytes:
    words = "".join(f"<p>The ferry was raised off Port Anselm, said Ann Roe in reply {n}.</p>" for n in range(12))
    html = f"<html><head><title>Raised {number}</title></head><body><article>{words}</article></body></html>"
    return f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}".encode()


def captured(number: int) -> bytes:
    block = page(number)
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/{number}\r\n"
        f"WARC-Date: 2031-04-{number:02d}T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", mtime=0)


@pytest.fixture(scope="module")
def coverage(tmp_path_factory):
    """Articles as JSON lines (one of them broken), Parquet, WARC and text; two of the rows stand in two files."""
    pyarrow = pytest.importorskip("pyarrow", reason="the parquet extra is not installed")
    from pyarrow import parquet

    folder = tmp_path_factory.mktemp("coverage")
    lines = [json.dumps(row(n), ensure_ascii=False, separators=(",", ":")) for n in range(10)]
    (folder / "a.jsonl").write_text("\n".join([*lines, "broken"]), encoding="utf-8")
    parquet.write_table(pyarrow.Table.from_pylist([row(n) for n in range(8, 16)]), folder / "b.parquet")
    (folder / "c.warc.gz").write_bytes(b"".join(map(captured, range(1, 4))))
    for number in range(16, 20):
        (folder / f"{number}.txt").write_text(row(number)["text"], encoding="utf-8")
    (folder / "0.txt").write_text("")
    return folder


@pytest.fixture(scope="module")
def ordinary(coverage, tmp_path_factory):
    path = tmp_path_factory.mktemp("ordinary") / "s.record"
    return pipeline.build([coverage], path), to_json(open_record(path))


def engine(work: Path | None = None) -> Ray:
    """An engine that works in many small steps on the cluster that is there."""
    return Ray("auto", work, block=1500, batch=2, shard=4000)


def searchers() -> list[int]:
    """The processes below this one that search articles."""
    parents = {int(p.name): _parent(p) for p in Path("/proc").iterdir() if p.name.isdigit()}

    def ours(process: int) -> bool:
        while process in parents:
            process = parents[process]
            if process == os.getpid():
                return True
        return False

    return [p for p in parents if ours(p) and "Searching" in _read(Path(f"/proc/{p}/cmdline"))]


def _parent(process: Path) -> int:
    return int((_read(process / "stat").rpartition(")")[2].split() or [0, 0])[1])


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_worker_that_is_killed_loses_nothing(ray, coverage, ordinary, tmp_path):
    killed: list[int] = []

    def progress(stage: str, done: int) -> None:
        if not killed:
            killed.append(searchers()[0])
            os.kill(killed[0], signal.SIGKILL)

    built = pipeline.build([coverage], tmp_path / "s.record", engine=engine(), progress=progress)
    assert killed
    assert built == ordinary[0]
    assert len(built.problems) == 2
    assert to_json(open_record(tmp_path / "s.record")) == ordinary[1]
    assert proof.check(tmp_path / "s.record").failures == ()
    assert [p.name for p in tmp_path.iterdir()] == ["s.record"]


def test_added_to_a_record_only_what_is_new_is_searched(ray, coverage, ordinary, tmp_path):
    pipeline.build([coverage / "a.jsonl", coverage / "b.parquet"], tmp_path / "s.record")
    work = tmp_path / "work"
    assert pipeline.build([coverage], tmp_path / "s.record", engine=engine(work)).read == 7
    assert to_json(open_record(tmp_path / "s.record")) == ordinary[1]
    assert len(found(work)) == 7


def found(work: Path) -> list[tuple[str, str]]:
    from onrecord.extras.rayshards import Shards

    return sorted(Shards(work).done())


def test_a_build_that_was_cut_off_goes_on_where_it_stopped(ray, coverage, ordinary, tmp_path):
    work = tmp_path / "work"

    def progress(stage: str, done: int) -> None:
        if done >= 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.build([coverage], tmp_path / "s.record", engine=engine(work), progress=progress)
    time.sleep(1)  # a worker may be at its last batch
    stays, torn, spoilt, *_ = sorted(work.glob("findings/*/*.parquet"))
    torn.write_bytes(torn.read_bytes()[:-20])
    spoilt.write_bytes(b"PAR1 of no use")
    half = stays.with_name("half.part")
    half.write_bytes(b"PAR1")
    before = stays.stat().st_mtime_ns
    pipeline.build([coverage], tmp_path / "s.record", engine=engine(work))
    assert to_json(open_record(tmp_path / "s.record")) == ordinary[1]
    assert stays.stat().st_mtime_ns == before
    assert not half.exists()
    made = found(work)
    assert len(made) == len(set(made)) == 25  # two articles stand in two files each, and are searched under both paths


def test_an_article_that_kills_its_worker_is_one_line_and_what_was_found_stays(ray, tmp_path, monkeypatch):
    from onrecord.extras import raywork
    from onrecord.extras.rayshards import Made, Shards

    work = tmp_path / "work"

    class Searching(raywork.Searching):
        def __init__(self, plan):  # without the model, which takes a while to load
            self._shards = Shards(work)

        def _made(self, row, source):
            if b"report 3" in source.data:
                os._exit(1)
            return Made(row["article"], row["cache_key"], Problem("article", source.key, "is not searched here"))

    monkeypatch.setattr(raywork, "Searching", Searching)  # goes to the workers by value
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(row(n)) for n in range(4)))
    with pytest.raises(OnrecordError, match=r"^n\d.*: the process that was at it died 3 times.* is kept in"):
        pipeline.build([tmp_path / "a.jsonl"], tmp_path / "s.record", engine=engine(work))
    assert 1 <= len(found(work)) < 4


@pytest.mark.skipif(sys.platform != "linux", reason="looks for sockets in /proc")
def test_the_command_starts_ray_on_this_machine_alone_and_prints_nothing(coverage, tmp_path):
    pytest.importorskip("ray", reason="the ray extra is not installed")
    for number in range(16, 20):
        (tmp_path / f"{number}.txt").write_bytes((coverage / f"{number}.txt").read_bytes())
    call = [sys.executable, "-m", "onrecord", "build", "--engine", "ray", "--jobs", "1", str(tmp_path), "-o"]
    environment = {k: v for k, v in os.environ.items() if k not in QUIET and not k.startswith("RAY_")}
    run = subprocess.Popen(
        [*call, str(tmp_path / "r.record")],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    places: set[str] = set()
    while run.poll() is None:
        places |= listening(run.pid)
        time.sleep(0.5)
    assert run.stdout.read() == ""
    assert run.returncode == 0
    assert places
    assert not [place for place in places if not place.startswith(LOOPBACK)]
    pipeline.build([tmp_path], tmp_path / "o.record")
    assert to_json(open_record(tmp_path / "r.record")) == to_json(open_record(tmp_path / "o.record"))


def listening(root: int) -> set[str]:
    """The places that processes below `root` listen on, as the system writes them."""
    parents = {int(p.name): _parent(p) for p in Path("/proc").iterdir() if p.name.isdigit()}
    below, more = {root}, True
    while more:
        grown = below | {p for p, parent in parents.items() if parent in below}
        below, more = grown, grown != below
    inodes = {held for p in below for held in _sockets(Path(f"/proc/{p}/fd"))}
    lines = [line.split() for kind in ("tcp", "tcp6") for line in _read(Path(f"/proc/net/{kind}")).splitlines()[1:]]
    return {x[1] for x in lines if x[3] == "0A" and x[9] in inodes}


LOOPBACK = ("0100007F:", "00000000000000000000000001000000:", "0000000000000000FFFF00000100007F:")


def _sockets(folder: Path) -> list[str]:
    try:
        links = [str(each.readlink()) for each in folder.iterdir()]
    except OSError:
        return []
    return [link[8:-1] for link in links if link.startswith("socket:[")]


# ------------------------------------------------------------------ its parts
def test_another_version_on_a_machine_is_one_line():
    pytest.importorskip("pyarrow", reason="the parquet extra is not installed")
    import msgspec

    from onrecord.extras.raywork import Plan, Searching
    from onrecord.settings import Settings

    plan = msgspec.json.encode(Plan("/nowhere", Settings(), "onrecord 0.0.1", 2**30))
    with pytest.raises(OnrecordError, match=r"a machine of the cluster has onrecord .*, not onrecord 0\.0\.1"):
        Searching(plan)


def test_what_is_done_is_told_by_article_and_key(tmp_path):
    pytest.importorskip("pyarrow", reason="the parquet extra is not installed")
    from onrecord.extras.raywork import Before
    from onrecord.intake import Known

    one, two, key, other = "a" + "0" * 16, "a" + "f" * 16, "1" * 16, "2" * 16
    before = Before.of(Known({}, {two: other}, "", ""), iter([(one, key), (two, key), (one, "3" * 16)]))
    assert not before.missing(one, key)
    assert not before.missing(two, other)
    assert before.missing(one, other)
    assert before.missing("a" + "1" * 16, key)
    assert Before.of(Known({}, {}, "", ""), iter(())).missing(one, key)


def test_findings_that_are_another_sources_are_not_taken(tmp_path):
    pytest.importorskip("pyarrow", reason="the parquet extra is not installed")
    from onrecord.extras.rayshards import Made, Shards

    article, key = "a" + "0" * 16, "1" * 16
    good = Packed(article, key, b"c", b"f", sha256(b"text").hexdigest(), 4, zlib.compress(b"text"))
    false = Packed(article, key, b"c", b"f", sha256(b"other").hexdigest(), 4, zlib.compress(b"text"))
    shards = Shards(tmp_path)
    shards.write_findings(shards.place([(article, key)]), [Made(article, key, false)])
    wanted = {article: key}
    assert [m for made in shards.findings(wanted) for m in made] == []
    assert wanted
    shards.write_findings(shards.place([(article, "x")]), [Made(article, key, good)])
    assert [m.outcome for made in shards.findings(wanted) for m in made] == [good]
    assert not wanted
