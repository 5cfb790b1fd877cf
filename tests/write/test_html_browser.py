"""The report in a real browser: no request, no error, every section filled, a followed link shows its words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from browsing import Watched, browser, playwright
from onrecord.model import Record
from onrecord.write.html import to_html

SECTIONS = ["chronology", "voices", "people", "differences", "articles", "aside"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[playwright.Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def file(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(to_html(record), encoding="utf-8")
    return path


@pytest.fixture(params=[(1280, 900, True), (390, 844, True), (1280, 900, False)], ids=["desktop", "phone", "no-script"])
def opened(request: pytest.FixtureRequest, chromium: playwright.Browser, file: Path) -> Iterator[Watched]:
    width, height, script = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": height}, java_script_enabled=script, reduced_motion="reduce"
    )
    watched = Watched(context.new_page(), file.as_uri())
    watched.page.goto(file.as_uri())
    yield watched
    context.close()


def test_nothing_is_asked_for_and_nothing_goes_wrong(opened: Watched, file: Path) -> None:
    assert opened.strangers == []
    assert opened.complaints == []


def test_every_section_is_filled(opened: Watched) -> None:
    for section in SECTIONS:
        assert opened.page.locator(f"#{section} .item").count() > 0
        assert len(opened.page.locator(f"#{section}").inner_text()) > 40
    assert opened.page.locator("#chronology svg:visible .dot").count() == 3


def test_nothing_is_wider_than_the_screen(opened: Watched) -> None:
    width = opened.page.viewport_size["width"]
    assert opened.page.locator("html").bounding_box()["width"] <= width
    for box in opened.page.locator("main > section").all():
        assert box.bounding_box()["x"] + box.bounding_box()["width"] <= width


def test_a_link_leads_to_its_words_and_lights_them_up(opened: Watched) -> None:
    link = opened.page.locator(".event.main .headline a").first
    words = link.inner_text()
    link.click()
    target = opened.page.locator(":target")
    assert target.count() == 1
    assert target.inner_text().replace("≠", "").strip() == words.strip()
    place = target.bounding_box()
    assert 0 <= place["y"] <= opened.page.viewport_size["height"]
    assert target.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 216, 77)"


@pytest.fixture
def scripted(chromium: playwright.Browser, file: Path) -> Iterator[playwright.Page]:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(file.as_uri())
    yield page
    page.close()


def test_the_filter_hides_what_does_not_match(scripted: playwright.Page) -> None:
    scripted.fill("#filter", "Strand inspection")
    assert scripted.locator(".saying:visible").count() == 1
    assert scripted.locator(".event:visible").count() == 0
    scripted.fill("#filter", "")
    assert scripted.locator(".event:visible").count() == 4


def test_keys_walk_through_the_items(scripted: playwright.Page) -> None:
    scripted.keyboard.press("j")
    first = scripted.evaluate("document.activeElement.id")
    scripted.keyboard.press("j")
    second = scripted.evaluate("document.activeElement.id")
    scripted.keyboard.press("k")
    assert first and second and first != second
    assert scripted.evaluate("document.activeElement.id") == first
    scripted.keyboard.press("/")
    assert scripted.evaluate("document.activeElement.id") == "filter"


def test_a_target_that_the_filter_hides_is_shown_again(scripted: playwright.Page, record: Record) -> None:
    scripted.fill("#filter", "nothing like this")
    scripted.evaluate(f"location.hash = '#{record.events[1].id}'")
    scripted.wait_for_selector(f"#{record.events[1].id}", state="visible")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_legible(chromium: playwright.Browser, file: Path, scheme: str) -> None:
    """Contrast of every kind of text with what lies behind it is at least 4.5 : 1 (WCAG AA)."""
    page = chromium.new_page(color_scheme=scheme)
    page.goto(file.as_uri())
    poor = page.evaluate(
        """() => {
          const parse = (c) => (c.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
          const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
            .map((v) => (v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4))
            .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
          const behind = (e) => {
            for (; e; e = e.parentElement) {
              const c = parse(getComputedStyle(e).backgroundColor);
              if (c.length < 4 || c[3] > 0) return c;
            }
            return [255, 255, 255];
          };
          const found = [];
          for (const e of document.querySelectorAll("body *")) {
            const words = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
            if (!words || !e.getClientRects().length) continue;
            const style = getComputedStyle(e);
            const [a, b] = [light(parse(e.closest("svg") ? style.fill : style.color)), light(behind(e))];
            const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
            if (ratio < 4.5) found.push(`${e.tagName}.${e.getAttribute("class")} ${ratio.toFixed(2)}`);
          }
          return found;
        }"""
    )
    page.close()
    assert poor == []


def test_a_line_of_the_report_is_cited(chromium: playwright.Browser, file: Path) -> None:
    """The words are taken from where they stand in the article's text, whatever marks cross them there."""
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(file.as_uri())
    lines = page.locator(".event > .meta button.cite")
    assert lines.count() > 2
    for at in range(lines.count()):
        line = lines.nth(at)
        line.click()
        page.locator(".event > .meta button.cite", has_text="copied").wait_for()
        said = page.evaluate("navigator.clipboard.readText()")
        headline = page.locator(".event").nth(at).locator(".headline").inner_text()
        assert " ".join(said.split()).startswith(f"“{' '.join(headline.split())}”. ")
        article, start, end = line.get_attribute("data-at").rsplit("-", 2)
        sha = page.locator(f"#{article}").get_attribute("data-sha")
        assert said.endswith(f"characters {start}–{end}. sha256 {sha}.")
        page.wait_for_function("e => e.textContent === 'cite'", arg=line.element_handle())
    context.close()


def test_without_its_script_a_report_offers_no_citation(chromium: playwright.Browser, file: Path) -> None:
    page = chromium.new_page(java_script_enabled=False)
    page.goto(file.as_uri())
    assert page.locator("button.cite:visible").count() == 0
    page.close()
