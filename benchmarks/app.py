"""How fast the local app answers, against a static file of the same server under the same load.

`python benchmarks/app.py STORY.record [--requests N] [--browser]` serves the record and asks for each kind of page with
four clients at once, each on a connection of its own. *First* is the 95th percentile of answers that have to be made
(every address asked for once), *again* that of answers kept. Before, the server is given `--rest` seconds in which
it makes parts of pages ahead. Both are given as multiples of the static file's, asked
for between the pages by the same clients. `--browser` adds the first paint of the story in chromium.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlsplit

CLIENTS = 4
STATIC = "/static/app.css"


@contextmanager
def served(record: Path) -> Iterator[str]:
    """Host and port of the app."""
    command = [sys.executable, "-m", "onrecord", "serve", str(record), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().split(": ", 1)[1].split()[0]
        try:
            yield urlsplit(address).netloc
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
    days = [f"2010-{m:02d}-{d:02d}" for m in range(4, 11) for d in range(1, 29)]
    return {
        "story": ["/", *(f"/?from={d}&to={e}" for d, e in zip(days, days[20:], strict=False))][:count],
        "chronology": [f"/?show=all&page={n}" for n in range(2, count + 2)],
        "voices": [f"/voices?page={n}" for n in range(1, count + 1)],
        "voices, by date": [f"/voices?by=date&page={n}" for n in range(1, count + 1)],
        "people": [f"/people?kind=person&page={n}" for n in range(1, count + 1)],
        "a person": [f"/people/{p['id']}" for p in people[:count]],
        "differences": [f"/differences?page={n}" for n in range(1, count + 1)],
        "articles": [f"/articles?page={n}" for n in range(1, count + 1)],
        "an article": [f"/articles/{a['id']}" for a in articles[:count]],
        "words in articles": [f"/articles?q={quote(p['name'])}" for p in people[:count]],
        "search": [f"/search?q={quote(p['name'])}" for p in people[:count]],
        "ask": [f"/search?by=question&q={quote('What did ' + p['name'] + ' say?')}" for p in people[:count]],
        "set aside": [f"/set-aside?page={n}" for n in range(1, count + 1)],
    }


def real(host: str, paths: list[str]) -> list[str]:
    """Those that are there: a list has only so many pages."""
    kept = []
    for path in paths:
        connection = HTTPConnection(host)
        connection.request("GET", path.replace("/", "/api/", 1).replace("/api/?", "/api/story?"))
        if "page=" not in path or connection.getresponse().status == 200:
            kept.append(path)
    return kept


def painted(host: str) -> float:
    """Milliseconds until the story's first paint in a browser that has seen nothing of it."""
    from playwright.sync_api import sync_playwright

    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        page = browser.new_page()
        page.goto(f"http://{host}/")
        script = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        page.wait_for_function(script)
        return float(page.evaluate(script))


def main() -> None:
    """Serves, asks, prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record", type=Path)
    parser.add_argument("--requests", type=int, default=40, help="addresses of each kind")
    parser.add_argument("--rest", type=float, default=45, help="seconds before the first question")
    parser.add_argument("--only", default="", help="kinds of pages, parted by commas; all unless given")
    parser.add_argument("--browser", action="store_true")
    given = parser.parse_args()
    with served(given.record) as host:
        if given.browser:
            print(f"first paint of the story: {painted(host):.0f} ms")
        time.sleep(given.rest)
        wanted = set(filter(None, given.only.split(",")))
        asked = {kind: paths for kind, paths in pages(host, given.requests).items() if not wanted or kind in wanted}
        kinds = {kind: real(host, paths) for kind, paths in asked.items()}
        load(host, [STATIC] * 200)
        static: list[float] = []
        rows = []
        for kind, paths in kinds.items():
            static += load(host, [STATIC] * 100)
            first = load(host, paths)
            static += load(host, [STATIC] * 100)
            again = load(host, paths * (200 // len(paths) + 1))
            rows.append((kind, len(paths), p95(first), p95(again)))
        base = p95(static)
        print(f"static file: p95 {base:.1f} ms ({len(static)} requests, {CLIENTS} clients)")
        print(f"{'page':20} {'addresses':>9} {'first':>9} {'':>6} {'again':>9}")
        for kind, count, first, again in rows:
            print(f"{kind:20} {count:9} {first:6.1f} ms {first / base:5.1f}× {again:6.1f} ms {again / base:5.1f}×")


if __name__ == "__main__":
    main()
