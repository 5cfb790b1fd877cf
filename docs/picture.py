"""Takes the README's picture: the sample story's report, abridged to the chronology, one utterance and the differences.

`python docs/picture.py` writes `docs/report.png`. Needs chromium on PATH and the development tools.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import onrecord
from onrecord.sample import STORY, story_folder
from onrecord.write.html import to_html

PICTURE = Path(__file__).with_name("report.png")
WIDTH = 1100
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
            browser.close()


if __name__ == "__main__":
    main()
