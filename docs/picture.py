"""Takes the pictures of the documents, all of the sample story.

`python docs/picture.py` writes `docs/report.png`, the report abridged to the chronology, one utterance and the
differences, and pages of the app into `docs/app/`. Needs chromium on PATH and the development tools.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import onrecord
from onrecord.sample import STORY, story_folder
from onrecord.write.html import to_html

PICTURE = Path(__file__).with_name("report.png")
WIDTH = 1100
APP = Path(__file__).with_name("app")
PAGES = {"story": ("/", 900), "voices": ("/voices", 860), "differences": ("/differences?kind=changed", 760)}
"""Pages of the app by the name of their picture: address and height."""
DRAFT = """Owen Tallis, 58, was charged in November 2022. “I was told that the chain was worn,” he told the radio.

The ferry had 86 passengers aboard. “Nobody could have known,” said Mayor Hollis Grane."""
ABRIDGED = """
  #chronology ol.days, #chronology details.before, #people, #articles, #aside, footer { display: none !important }
  .saying:not(:has(.weighty)), .voice:not(:has(.weighty)), .difference ~ .difference { display: none !important }
"""


def main() -> None:
    """Builds the sample story, opens its report, takes the picture."""
    with tempfile.TemporaryDirectory() as folder:
        record, page_file = Path(folder) / "sample.record", Path(folder) / "sample.html"
        with story_folder() as story:
            onrecord.build([story], record, story=STORY)
        page_file.write_text(to_html(onrecord.open_record(record)), encoding="utf-8")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            # The report allows no style but its own.
            page = browser.new_page(viewport={"width": WIDTH, "height": 900}, device_scale_factor=1.5, bypass_csp=True)
            page.goto(page_file.as_uri())
            page.add_style_tag(content=ABRIDGED)
            page.screenshot(path=PICTURE, full_page=True)
            with served(record) as base:
                app_pictures(browser, base)
            browser.close()


@contextmanager
def served(record: Path) -> Iterator[str]:
    """The address at which the record is served."""
    command = [sys.executable, "-m", "onrecord", "serve", str(record), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 (our own command)
        try:
            assert server.stdout is not None  # noqa: S101
            yield server.stdout.readline().split(": ", 1)[1].split()[0].rstrip("/")
        finally:
            server.terminate()


def app_pictures(browser: Browser, base: str) -> None:
    """Pages of the app, one of them in the dark, one on a phone, and a draft that was checked."""
    APP.mkdir(exist_ok=True)
    page = browser.new_page(viewport={"width": WIDTH, "height": 900})
    for name, (address, height) in PAGES.items():
        page.set_viewport_size({"width": WIDTH, "height": height})
        page.goto(base + address)
        page.screenshot(path=APP / f"{name}.png")
    page.goto(f"{base}/draft")
    page.fill("#text", DRAFT)
    page.get_by_role("button", name="Check").click()
    page.locator(".draft").wait_for(timeout=60000)
    page.set_viewport_size({"width": WIDTH, "height": 620})
    page.screenshot(path=APP / "draft.png")
    dark = browser.new_page(viewport={"width": 1240, "height": 800}, color_scheme="dark")
    dark.goto(f"{base}/articles?q=inquiry")
    dark.locator(".list td a").first.click()
    dark.locator(".sheet").wait_for()
    dark.screenshot(path=APP / "article.png")


if __name__ == "__main__":
    main()
