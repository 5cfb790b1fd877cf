"""What tests in a real browser share: the browser, a served record, and a page that notes what goes wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

if os.environ.get("CI"):
    from playwright import sync_api as playwright
else:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

BROWSER = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def browser() -> Iterator[playwright.Browser]:
    """A browser; skips the test where there is none, fails it where there must be."""
    if BROWSER is None:
        if os.environ.get("CI"):
            pytest.fail("no browser, and pages must be tested in one")
        pytest.skip("no browser is installed")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        yield opened
        opened.close()


@contextmanager
def served(record: Path) -> Iterator[str]:
    """The address at which the record is served, as a user serves it."""
    command = [sys.executable, "-m", "onrecord", "serve", str(record), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        try:
            yield line.split(": ", 1)[1].split()[0].rstrip("/")
        finally:
            server.terminate()
            server.wait(20)


class Watched:
    """A page with all that it asked for elsewhere, and complained about."""

    def __init__(self, page: playwright.Page, base: str) -> None:
        self.page, self.base = page, base
        self.strangers: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda r: self.strangers.append(r.url) if not r.url.startswith(base) else None)
        page.on("console", lambda m: self.complaints.append(m.text))
        page.on("pageerror", lambda e: self.complaints.append(str(e)))
        page.on("dialog", lambda d: (self.complaints.append(f"dialog: {d.message}"), d.dismiss()))

    def open(self, path: str) -> playwright.Page:
        """Goes to a page of the app."""
        self.page.goto(self.base + path)
        return self.page
