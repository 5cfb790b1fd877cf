"""How fast the local app answers, against a static file of the same server under the same load.

`python benchmarks/app.py STORY.record [--requests N] [--browser]` serves the record and asks for each kind of page
with four clients at once, each on a connection of its own. *First* is the 95th percentile of answers to addresses that
nobody asked for before, *again* that of answers kept; both are given as multiples of the static file's too, asked for
before and after by the same clients. Before all, the server is given `--rest` seconds in which it makes ahead what it
does: parts of pages, months and years of the story, articles, people. *Any days* are twenty that no page leads to, and
*unforeseen* is an address that it does not know. The addresses of a kind are asked for in `--rounds`, and the median of
these is told: other work on the machine comes and goes. A round of fewer than 40 addresses has no 95th percentile but
its slowest answer. `cpu` is what the server's process worked for one first answer, which such work leaves alone, and
`memory` what it holds at the end. `--browser` adds the first paint of the story in chromium.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import quote, urlsplit

CLIENTS = 4
STATIC = "/static/app.css"


@contextmanager
def served(record: Path) -> Iterator[tuple[str, int]]:
    """Host and port of the app, and its process."""
    command = [sys.executable, "-m", "onrecord", "serve", str(record), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().split(": ", 1)[1].split()[0]
        try:
            yield urlsplit(address).netloc, server.pid
        finally:
            server.terminate()


def load(host: str, paths: Sequence[str]) -> list[float]:
    """Milliseconds that each of `paths` took, four clients taking them in turn."""
    took: list[float] = []
    waiting = iter(paths)
    lock = threading.Lock()

    def client() -> None:
        connection = HTTPConnection(host, timeout=120)
        while True:
            with lock:
                path = next(waiting, None)
            if path is None:
                return
            start = time.perf_counter()
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            spent = (time.perf_counter() - start) * 1000
            assert answer.status == 200, (path, answer.status)
            with lock:
                took.append(spent)

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def p95(took: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(took)[int(len(took) * 0.95)]


def cpu(process: int) -> float:
    """Milliseconds that a process has worked, and 0 where that cannot be told (it is told on Linux)."""
    try:
        told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(told[11]) + int(told[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def memory(process: int) -> float:
    """MiB that a process holds, and 0 where that cannot be told."""
    try:
        told = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    except OSError:
        return 0
    return int(told[1]) / 1024 if told else 0


def pages(host: str, count: int) -> dict[str, list[str]]:
    """Kinds of pages and addresses of each, none of them twice."""

    def items(path: str, pages: int) -> list[dict[str, str]]:
        found: list[dict[str, str]] = []
        for number in range(1, pages + 1):
            connection = HTTPConnection(host)
            connection.request("GET", f"{path}{'&' if '?' in path else '?'}page={number}")
            told = json.load(connection.getresponse())
            found += told["items"]
            if number >= told["pages"]:
                break
        return found

    articles, people = items("/api/articles", 5), items("/api/people?kind=person", 3)
    connection = HTTPConnection(host)
    connection.request("GET", "/")
    months = re.findall(r'"/\?from=([0-9-]+)&amp;to=\1"', connection.getresponse().read().decode())
    zoomed = list(dict.fromkeys([*months, *(m[:4] for m in months)]))
    days = [f"2010-{m:02d}-{d:02d}" for m in range(4, 11) for d in range(1, 29)]
    numbers = range(2, count + 2)
    return {
        "story": ["/", *(f"/?from={z}&to={z}" for z in zoomed)],
        "story, any days": [f"/?from={d}&to={e}" for d, e in zip(days, days[20:], strict=False)][:count],
        "chronology": [f"/?show=all&page={n}" for n in numbers],
        "voices": [f"/voices?page={n}" for n in numbers],
        "voices by date": [f"/voices?by=date&page={n}" for n in numbers],
        "people": [f"/people?kind=person&page={n}" for n in numbers],
        "a person": [f"/people/{p['id']}" for p in people[:count]],
        "a person's events": [f"/people/{p['id']}?show=events" for p in people[:count]],
        "differences": [f"/differences?page={n}" for n in numbers],
        "articles": [f"/articles?page={n}" for n in numbers],
        "an article": [f"/articles/{a['id']}" for a in articles[:count]],
        "an article unforeseen": [f"/articles/{a['id']}?show=" for a in articles[:count]],
        "words in articles": [f"/articles?q={quote(p['name'])}" for p in people[:count]],
        "search": [f"/search?q={quote(p['name'])}" for p in people[:count]],
        "ask": [f"/search?by=question&q={quote('What did ' + p['name'] + ' say?')}" for p in people[:count]],
        "set aside": [f"/set-aside?page={n}" for n in numbers],
    }


def real(host: str, paths: list[str]) -> list[str]:
    """Those that are there: a list has only so many pages, as its first one says."""
    if "page=" not in paths[0]:
        return paths
    connection = HTTPConnection(host)
    connection.request("GET", re.sub("page=[0-9]+", "page=1", paths[0]))
    told = re.search(r"Page 1 of ([0-9]+)", connection.getresponse().read().decode())
    return paths[: int(told[1]) - 1 if told else 0]


@dataclass(frozen=True, slots=True)
class Measured:
    """A kind of page: in milliseconds, and as multiples of the static file's time."""

    kind: str
    addresses: int
    first: float
    first_times: float
    again: float
    again_times: float
    cpu: float


def measured(host: str, process: int, kind: str, paths: list[str], rounds: int) -> tuple[Measured, list[float]]:
    """The median of some rounds, in each of which other addresses are asked for; and what the static file took."""
    size = -(-len(paths) // rounds)
    rows, static, worked = [], [], 0.0
    for start in range(0, len(paths), size):
        some = paths[start : start + size]
        near = load(host, [STATIC] * 100)
        began = cpu(process)
        first = p95(load(host, some))
        worked += cpu(process) - began
        near += load(host, [STATIC] * 100)
        again = p95(load(host, some * (100 // len(some) + 1)))
        rows.append((first, first / p95(near), again, again / p95(near)))
        static += near
    return Measured(
        kind, len(paths), *(median(column) for column in zip(*rows, strict=True)), worked / len(paths)
    ), static


def painted(host: str) -> float:
    """Milliseconds until the story's first paint in a browser that has seen nothing of it."""
    from playwright.sync_api import sync_playwright

    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        page = browser.new_page()
        page.goto(f"http://{host}/")
        script = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
        page.wait_for_function(script)
        return float(page.evaluate(script))


def main() -> None:
    """Serves, asks, prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record", type=Path)
    parser.add_argument("--requests", type=int, default=80, help="addresses of each kind")
    parser.add_argument("--rest", type=float, default=45, help="seconds before the first question")
    parser.add_argument("--rounds", type=int, default=2, help="parts that the addresses of a kind are asked for in")
    parser.add_argument("--only", default="", help="kinds of pages, parted by commas; all unless given")
    parser.add_argument("--browser", action="store_true")
    given = parser.parse_args()
    with served(given.record) as (host, process):
        if given.browser:
            print(f"first paint of the story: {painted(host):.0f} ms")
        time.sleep(given.rest)
        wanted = set(filter(None, given.only.split(",")))
        asked = {kind: paths for kind, paths in pages(host, given.requests).items() if not wanted or kind in wanted}
        load(host, [STATIC] * 200)
        print(f"{'page':21} {'addresses':>9} {'first':>9} {'':>6} {'again':>9} {'':>6} {'cpu':>9}")
        static: list[float] = []
        for kind, paths in asked.items():
            m, near = measured(host, process, kind, real(host, paths), given.rounds)
            static += near
            print(
                f"{m.kind:21} {m.addresses:9} {m.first:6.1f} ms {m.first_times:5.1f}× {m.again:6.1f} ms "
                f"{m.again_times:5.1f}× {m.cpu:6.1f} ms",
                flush=True,
            )
        print(f"static file: p95 {p95(static):.1f} ms ({len(static)} requests, {CLIENTS} clients)")
        print(f"memory: {memory(process):.0f} MiB")


if __name__ == "__main__":
    main()
