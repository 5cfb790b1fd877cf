"""The app in a real browser: every page in light and dark, on a phone, by keyboard; corrections, files, a draft."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from browsing import Watched, browser, playwright, served
from onrecord import pipeline

if os.environ.get("CI"):
    from axe_playwright_python.sync_playwright import Axe
else:
    Axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe

PAGES = [
    "/", "/?from=2022-06&to=2022-06", "/voices", "/voices?by=date", "/people", "PERSON", "PERSON?show=of",
    "PERSON?show=events", "PERSON?show=differences", "PERSON?show=mentions", "/differences", "/articles", "ARTICLE",
    "/search?q=chain", "/search?q=chain&by=question",
    "/set-aside", "/corrections", "/draft", "/add", "CITE", "CORRECT", "/nothing",
]  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> Iterator[playwright.Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def base(sample: Path) -> Iterator[str]:
    with served(sample) as address:
        yield address


@pytest.fixture(scope="module")
def writable(copied: Callable[[], Path]) -> Iterator[str]:
    with served(copied()) as address:
        yield address


@pytest.fixture(scope="module")
def named(base: str) -> dict[str, str]:
    """The paths that hold ids: each page of a thing once."""

    def first(path: str) -> dict:
        with urlopen(f"{base}/api/{path}") as answer:
            return json.load(answer)["items"]

    person, article = first("people?kind=person")[0]["id"], first("articles")[2]["id"]
    return {
        "PERSON": f"/people/{person}", "ARTICLE": f"/articles/{article}", "CITE": f"/cite/{article}/0-9",
        "CORRECT": f"/correct/{person}",
    }  # fmt: skip


def address(path: str, named: dict[str, str]) -> str:
    word, mark, query = path.partition("?")
    return named.get(word, word) + mark + query


@pytest.fixture
def opened(chromium: playwright.Browser, base: str) -> Iterator[Callable[..., Watched]]:
    """Opens pages of the sample."""
    contexts = []

    def make(at: str = base, width: int = 1280, height: int = 900, **more: object) -> Watched:
        context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **more)
        contexts.append(context)
        return Watched(context.new_page(), at)

    yield make
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_a_rule_of_accessibility(
    opened: Callable[..., Watched], named: dict[str, str], scheme: str
) -> None:
    """axe-core's rules of WCAG 2.2 A and AA, and its best practices, on each page; none asks for or says anything."""
    watched, axe = opened(color_scheme=scheme), Axe()
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = {}
    for path in PAGES:
        watched.open(address(path, named))
        watched.page.evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
        violations = axe.run(watched.page, options={"runOnly": tags}).response["violations"]
        if violations:
            found[path] = [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in violations]
    assert found == {}
    assert watched.strangers == []
    assert [c for c in watched.complaints if "404" not in c] == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_nothing_is_wider_than_a_phone(opened: Callable[..., Watched], named: dict[str, str], script: bool) -> None:
    watched = opened(width=390, height=844, java_script_enabled=script)
    for path in PAGES:
        page = watched.open(address(path, named))
        assert page.locator("html").bounding_box()["width"] <= 390, path
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


LONG = "Wolfenhausenbergerdorff" * 6


@pytest.fixture(scope="module")
def lengthy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A record whose names, titles and outlets are longer than a screen, and hold no place to break at."""
    folder = tmp_path_factory.mktemp("long")
    with (folder / "rows.jsonl").open("w", encoding="utf-8") as rows:
        for n in range(2):
            text = (
                f"Wrenmouth, March {4 + n}, 2024 — Ada Quill-{LONG} fell on March 3, 2024, the town said.\n\n"
                f"“I saw it fall, {n + 3} times,” said Ada Quill-{LONG}, {41 + n}.\n\n"
                f"The Council of {LONG} charged Ada Quill-{LONG} with theft."
            )
            row = {
                "id": f"r{n}", "title": f"{LONG} speaks", "author": f"Bert {LONG}", "outlet": f"The {LONG} {n}",
                "url": f"https://w.example/{LONG}/{n}", "published": f"2024-03-0{5 + n}", "text": text,
            }  # fmt: skip
            rows.write(json.dumps(row) + "\n")
    pipeline.build([folder / "rows.jsonl"], folder / "long.record", story=LONG)
    with served(folder / "long.record") as address:
        yield address


@pytest.mark.parametrize("width", [390, 1280])
def test_no_name_is_too_long_for_a_page(opened: Callable[..., Watched], lengthy: str, width: int) -> None:
    watched = opened(lengthy, width=width)
    with urlopen(f"{lengthy}/api/articles") as answer:
        article = json.load(answer)["items"][0]["id"]
    with urlopen(f"{lengthy}/api/people?kind=person") as answer:
        person = json.load(answer)["items"][0]["id"]
    for path in (
        "/", "/voices", "/people", "/differences", "/articles", "/search?q=fall", f"/articles/{article}",
        f"/people/{person}", f"/cite/{article}/0-9", f"/correct/{person}",
    ):  # fmt: skip
        assert watched.open(path).evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.fixture(scope="module")
def lonely(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A record of one article that names nobody: its pages have next to nothing to show."""
    folder = tmp_path_factory.mktemp("lonely")
    (folder / "hill.txt").write_text("The hill is green and the wind is mild.\n", encoding="utf-8")
    pipeline.build([folder / "hill.txt"], folder / "hill.record")
    with served(folder / "hill.record") as address:
        yield address


def test_a_record_of_next_to_nothing_counts_in_english_and_says_where_to_go(
    opened: Callable[..., Watched], lonely: str
) -> None:
    watched = opened(lonely, width=390)
    for path in ("/", "/voices", "/people", "/differences", "/articles", "/search?q=sea", "/set-aside", "/corrections"):
        words = watched.open(path).inner_text("body")
        assert "1 articles" not in words, path
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= 390, path
    assert watched.open("/").inner_text("h1") == "1 article"
    assert watched.page.locator(".none a[href='/articles']").count() == 1
    assert watched.complaints == []


def test_wordings_stand_under_their_speaker_side_by_side(opened: Callable[..., Watched]) -> None:
    page = opened().open("/voices?by=occasion")
    group = page.locator(".several:has(> .speaker)").first
    frame, speaker = group.bounding_box(), group.locator("> .speaker").bounding_box()
    first, second = (group.locator("> .wording").nth(n).bounding_box() for n in (0, 1))
    assert speaker["width"] > 0.9 * frame["width"]
    assert first["x"] <= speaker["x"] + 1 and first["y"] >= speaker["y"] + speaker["height"] - 1
    assert abs(first["y"] - second["y"]) < 2


@pytest.mark.parametrize("width", [390, 1280])
def test_the_totals_and_names_of_the_heat_map_are_in_sight(opened: Callable[..., Watched], width: int) -> None:
    page = opened(width=width).open("/voices")
    scroll = page.locator(".scroll").bounding_box()
    for cell in (page.locator(".heat tbody tr td:last-child").first, page.locator(".heat tbody th").first):
        box = cell.bounding_box()
        assert box["x"] >= scroll["x"] - 1
        assert box["x"] + box["width"] <= scroll["x"] + scroll["width"] + 1
    heads = page.locator(".heat thead th[title]")
    assert heads.count() > 4
    assert all(head.get_attribute("title") for head in heads.all())


@pytest.mark.parametrize("width", [320, 390, 720, 768, 1024, 1039, 1041, 1280])
def test_the_menu_is_whole_at_any_width(opened: Callable[..., Watched], lengthy: str, width: int) -> None:
    page = opened(lengthy, width=width).open("/articles")
    menu = page.locator(".bar ul").bounding_box()
    for link in page.locator(".bar li a").all():
        box = link.bounding_box()
        assert box["x"] >= menu["x"] - 1
        assert box["x"] + box["width"] <= menu["x"] + menu["width"] + 1
        assert box["height"] >= 24
    assert page.locator(".bar .story a").bounding_box()["height"] >= 24
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_cannot_be_seen_takes_no_line(opened: Callable[..., Watched]) -> None:
    """A link to correct that shows when its event is pointed at stands on no line of the event's own."""
    page = opened().open("/")
    for meta in page.locator(".event > .meta").all()[:20]:
        fix = meta.locator("> .fix").bounding_box()
        assert fix["y"] + fix["height"] <= meta.bounding_box()["y"] + 4


def test_the_ring_of_focus_is_not_cut_off(opened: Callable[..., Watched]) -> None:
    page = opened().open("/voices")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    ring, clipped = page.evaluate(
        """() => {
          const style = getComputedStyle(document.activeElement);
          const list = document.activeElement.closest("ul");
          return [parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth), getComputedStyle(list).overflowY];
        }"""
    )
    assert clipped == "auto"
    assert ring <= 0


def test_paper_says_which_tab_and_page_it_holds(opened: Callable[..., Watched], named: dict[str, str]) -> None:
    page = opened().open(named["PERSON"] + "?show=of")
    page.emulate_media(media="print")
    assert page.locator(".tabs li:visible").all_inner_texts()[0].startswith("Said of them")
    assert page.locator(".tabs li:visible").count() == 1
    assert page.locator(".bar:visible, .asks:visible, .fix:visible, .cite:visible").count() == 0


def test_the_keyboard_is_enough(opened: Callable[..., Watched]) -> None:
    watched = opened(permissions=["clipboard-read", "clipboard-write"])
    page = watched.open("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    page.keyboard.press("Enter")
    page.keyboard.press("j")
    item = page.evaluate("document.activeElement.id")
    assert item.startswith("e")
    page.keyboard.press("c")
    page.locator("#toast:visible", has_text="Citation copied").wait_for()
    assert "sha256" in page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("e")
    page.locator("dialog[open] h1").wait_for()
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    assert page.evaluate("document.activeElement.closest('.item').id") == item
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "filter"
    assert watched.complaints == []


def test_keys_can_be_turned_off(opened: Callable[..., Watched]) -> None:
    page = opened().open("/voices")
    page.uncheck("#keys")
    page.reload()
    assert not page.is_checked("#keys")
    page.locator("h1").click()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") in ("BODY", "MAIN")


def test_filters_narrow_a_list(opened: Callable[..., Watched]) -> None:
    page = opened().open("/voices")
    page.select_option("select[name=outlet]", index=1)
    page.click(".asks button")
    assert "outlet=" in page.url
    whole = page.locator(".saying:visible").count()
    page.fill("#filter", page.locator(".saying .headline, .saying blockquote").first.inner_text()[:24])
    assert 0 < page.locator(".saying:visible").count() < whole


def test_zooming_in_is_a_click(opened: Callable[..., Watched]) -> None:
    page = opened().open("/")
    whole = page.locator(".event").count()
    page.locator(".zoom li a[title*='June 2022']").click()
    assert page.locator("h1").inner_text().startswith("June 2022")
    assert 0 < page.locator(".event").count() < whole
    assert page.locator(".picture svg:visible .dot").count() > 0


def test_a_correction_in_place_and_its_undoing(opened: Callable[..., Watched], writable: str) -> None:
    watched = opened(writable)
    page = watched.open("/people?kind=person")
    names = page.locator(".card .name a").all_inner_texts()
    card = page.locator(".card").first
    card.hover()
    card.locator("a.fix").click()
    dialog = page.locator("dialog[open]")
    dialog.locator("input[list=names][required]").fill(names[-1])
    dialog.get_by_role("button", name="Merge").click()
    page.locator(".done").wait_for(timeout=30000)
    assert names[-1] not in page.locator(".card .name a").all_inner_texts()
    page.locator(".done button").click()
    page.locator("h1", has_text="Corrections made by hand").wait_for(timeout=30000)
    assert page.locator("tr.undone").count() == 1
    page = watched.open("/people?kind=person")
    assert names[-1] in page.locator(".card .name a").all_inner_texts()
    assert watched.complaints == []


DROPPED = """
([text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], "dropped.txt", { type: "text/plain" }));
  for (const kind of ["dragover", "drop"])
    document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
}
"""


def test_a_file_is_dropped_onto_a_page(opened: Callable[..., Watched], writable: str) -> None:
    watched = opened(writable)
    page = watched.open("/articles")
    text = "Lamp repaired\n\n4 May 2026\n\nQuentin Abara repaired the lamp on Monday. “It shines,” Abara said.\n"
    page.evaluate(DROPPED, [text])
    page.locator("#job[data-state=done]").wait_for(timeout=60000)
    assert "1 new article read" in page.locator(".lead").inner_text()
    assert page.locator("tr", has_text="Articles").locator("td").last.inner_text() == "+1"
    assert "Quentin Abara" in watched.open("/people?q=abara").locator(".card").inner_text()
    assert watched.complaints == []


def test_a_draft_is_checked_in_place(opened: Callable[..., Watched], writable: str) -> None:
    page = opened(writable).open("/draft")
    page.fill("#text", "Owen Tallis was charged with manslaughter.\n\n“The moon is made of chains,” said Tallis.")
    page.get_by_role("button", name="Check").click()
    page.locator(".draft").wait_for(timeout=180000)  # a new process loads the language model
    mark = page.locator("a.v-not-on-record").first
    assert "moon" in mark.inner_text()
    mark.click()
    assert page.locator(".statement:target").count() == 1


def test_it_all_works_without_the_script(opened: Callable[..., Watched], writable: str) -> None:
    page = opened(writable, java_script_enabled=False).open("/differences")
    topic = page.locator(".difference .topic").first.inner_text()
    form = page.locator("form.verdict").first
    form.locator("input[name=value]").fill("asked the board")
    form.get_by_role("button", name="Note").click()
    page.locator(".done").wait_for(timeout=30000)
    assert page.locator(".difference", has_text="note: asked the board").locator(".topic").inner_text() == topic
