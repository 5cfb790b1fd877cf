"""Hostile articles: whatever stands in their texts, titles, bylines, outlets and addresses, none of it runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle, islice, product
from pathlib import Path
from urllib.request import urlopen

import pytest

from browsing import Watched, browser, playwright, served
from onrecord import pipeline
from onrecord.store import open_record
from onrecord.write.html import to_html

TAGS = [
    "<script>{}</script>",
    "<img src=x onerror={}>",
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    '"><script>{}</script>',
    "'><img src=x onerror={}>",
    '" onmouseover={} autofocus onfocus={} x="',
    "</title><script>{}</script>",
    "</textarea><script>{}</script>",
    "</style><script>{}</script>",
    "--><script>{}</script>",
    "<iframe srcdoc='<script>{}</script>'></iframe>",
    "<details open ontoggle={}>",
    "<body onload={}>",
    "<math><mtext><style><img src=x onerror={}></style></mtext></math>",
    "javascript:{}",
    "data:text/html,<script>{}</script>",
    "<a href=javascript:{}>x</a>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<base href=//evil.example/>",
    "<object data=//evil.example></object>",
    "<form action=//evil.example><button>x</button></form>",
    "{{{{ ''.__class__ }}}} {{% for x in y %}} {}",
    "${{{}}} #{{{}}} <%= {} %>",
    '=HYPERLINK("//evil.example";"x") {}',
    "@import '//evil.example/x.css'; {}",
    "\u202e{}\u202c",
    "\u2066{}\u2069 \x00\x1b[31m",
    "<template><script>{}</script></template>",
]
CODES = [
    "window.hit=1",
    "alert(1)",
    "fetch('//evil.example')",
    "document.title='hit'",
    "top.hit=1",
    "eval('window.hit=1')",
    "document.body.innerHTML='hit'",
    "parent.hit=1",
    "self.hit=1",
    "globalThis.hit=1",
]
STRINGS = [tag.format(*[code] * 3) for tag, code in product(TAGS, CODES)]

SCENE = """Pier falls

Wrenmouth, March 4, 2024 — Ada {0} Quill fell on March 3, 2024, said the town.

“I saw {0} fall,” said Ada Quill, 41. “It was {1}.”

The Town Council of {1} charged Ada Quill with theft on May 5, 2024, {0} said.
"""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fifteen articles that hold three hundred hostile strings as texts, titles, bylines, outlets and addresses."""
    folder = tmp_path_factory.mktemp("hostile")
    texts, others = cycle(STRINGS), cycle(reversed(STRINGS))
    with (folder / "rows.jsonl").open("w", encoding="utf-8") as rows:
        for number in range(15):
            one, two = islice(texts, 10), list(islice(others, 10))
            row = {
                "id": f"{number} {two[0]}", "title": two[1], "author": two[2], "outlet": two[3],
                "url": f"https://x.example/{number}?{two[4]}" if number % 2 else two[4], "published": "2024-03-05",
                "text": "\n\n".join(SCENE.format(s, t) for s, t in zip(one, two, strict=True)),
            }  # fmt: skip
            rows.write(json.dumps(row) + "\n")
    path = folder / "hostile.record"
    pipeline.build([folder / "rows.jsonl"], path, story='<script>window.hit=1</script>"{{ 7*7 }}')
    return path


@pytest.fixture(scope="module")
def chromium() -> Iterator[playwright.Browser]:
    with browser() as opened:
        yield opened


def untouched(watched: Watched) -> None:
    page = watched.page
    assert page.evaluate("[window.hit, top.hit, document.title.startsWith('hit')]") == [None, None, False], page.url
    unknown = "script:not([src^='/static/']):not(:last-child), iframe, object, embed, base, img, template, [srcdoc]"
    assert page.locator(unknown).count() == 0, page.url
    own = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter((e) => [...e.attributes].some((a) => a.name.startsWith('on')
             || /^\\s*(javascript|data|vbscript):/i.test(a.value) && ['href', 'src', 'action'].includes(a.name)
             && a.value !== 'data:,')).length"""
    )
    assert own == 0, page.url


def test_there_are_three_hundred_of_them() -> None:
    assert len(set(STRINGS)) >= 240 and len(STRINGS) == 300


def test_nothing_of_an_article_runs_in_the_app(chromium: playwright.Browser, record: Path) -> None:
    with served(record) as base:
        watched = Watched(chromium.new_page(), base)
        with urlopen(f"{base}/api/articles") as answer:
            articles = [a["id"] for a in json.load(answer)["items"]]
        with urlopen(f"{base}/api/people") as answer:
            people = [p["id"] for p in json.load(answer)["items"]]
        paths = [
            "/", "/?show=all", "/voices", "/voices?by=date", "/people", "/people?kind=organization", "/differences",
            "/articles", "/set-aside", *(f"/articles/{a}" for a in articles), *(f"/people/{p}" for p in people[:6]),
            *(f"/cite/{a}" for a in articles[:4]), *(f"/correct/{a}" for a in (*articles[:3], *people[:3])),
        ]  # fmt: skip
        for path in paths:
            watched.open(path)
            untouched(watched)
        assert watched.strangers == []
        assert watched.complaints == []


def test_a_hostile_draft_and_its_words_run_nowhere(chromium: playwright.Browser, record: Path) -> None:
    with served(record) as base:
        watched = Watched(chromium.new_page(), base)
        page = watched.open("/draft")
        page.fill("#text", "\n".join(f"“I saw {s} fall,” said Ada Quill." for s in STRINGS[::19] if "\x00" not in s))
        page.get_by_role("button", name="Check").click()
        ended = page.locator(".draft, #job[data-state=failed]")
        ended.wait_for(timeout=180000)  # a new process loads the language model: on a busy machine, for a minute
        assert page.locator(".draft").count(), ended.inner_text()
        untouched(watched)
        assert watched.strangers == []
        assert watched.complaints == []


@pytest.mark.parametrize("excerpts", [False, True])
def test_nothing_of_an_article_runs_in_the_report(
    chromium: playwright.Browser, record: Path, tmp_path: Path, excerpts: bool
) -> None:
    file = tmp_path / "report.html"
    file.write_text(to_html(open_record(record), excerpts=excerpts), encoding="utf-8")
    watched = Watched(chromium.new_page(), file.as_uri())
    watched.open("")
    untouched(watched)
    assert watched.strangers == []
    assert watched.complaints == []
