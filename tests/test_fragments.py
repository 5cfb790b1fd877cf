"""Links to a passage, in a real browser: it scrolls to the words, and to no others like them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from browsing import browser, playwright
from onrecord.clean import clean
from onrecord.model import Article, Cleaned, Source
from onrecord.settings import Settings
from onrecord.span import Span
from onrecord.textfragment import text_fragment

PARAGRAPHS = {
    "opening": "The council of Brackwater voted on Monday to close the old swing bridge for at least a year.",
    "first": "Nobody was hurt. The harbour master had warned of cracks in the deck since the winter floods.",
    "marked": "“It was <i>never</i> built for lorries,” said <a href='/c'>Ines Calder</a>, who leads the works"
    " com&shy;mittee&nbsp;now, &amp; who <b>drew</b>\n  up the plans &mdash; twice.",
    "second": "Nobody was hurt. A second survey, the council&#8217;s own, found the bearings worn to half their width.",
    "twice": "Traffic fell.",
    "between": "Residents of the east bank will have to drive eleven miles, by Marsh End and Low Ferry, to the next"
    " crossing until repairs are done.",
    "again": "Traffic fell.",
    "points": "The non-stop, twenty-four-hour diversion (A-roads only), at 4.5 million, is R&amp;D money, some say.",
    "foreign": "Jürgen Weiß of the firm Brückenbau Øst in Århus promised “a naïve but façade-free” design by spring.",
    "close": "A decision on a new bridge is due in the autumn, when the county sets its budget for roads and ferries.",
}


def page() -> str:
    body = "".join(f"<p id='{name}'>{words}</p><hr>" for name, words in PARAGRAPHS.items())
    return (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Swing bridge to close</title>"
        "<style>hr { border: 0; height: 1500px }</style></head>"
        f"<body><article><h1>Swing bridge to close</h1>{body}</article></body></html>"
    )


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("web")
    (folder / "bridge.html").write_text(page(), encoding="utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/bridge.html"
        server.shutdown()


@pytest.fixture(scope="module")
def article(address: str) -> Article:
    done = clean(Source("bridge.html", "bridge.html", "html", page().encode(), url=address), Settings())
    assert isinstance(done, Cleaned)
    return done.article


@pytest.fixture(scope="module")
def chromium() -> Iterator[playwright.Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture
def shown(chromium: playwright.Browser) -> Iterator[Callable[[str], set[str]]]:
    """The paragraphs in view after an address was opened; none when the browser did not scroll."""
    opened = chromium.new_page(viewport={"width": 900, "height": 600})

    def visit(link: str) -> set[str]:
        opened.goto("about:blank")
        opened.goto(link)
        opened.wait_for_timeout(150)
        return set(
            opened.evaluate(
                """() => window.scrollY === 0 ? [] : [...document.querySelectorAll('p')].filter(p => {
                     const box = p.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight;
                   }).map(p => p.id)"""
            )
        )

    yield visit
    opened.close()


def spanned(article: Article, words: str, number: int = 0) -> Span:
    at = -1
    for _ in range(number + 1):
        at = article.text.index(words, at + 1)
    return Span(article.id, at, at + len(words))


@pytest.mark.parametrize(
    ("words", "number", "where"),
    [
        ("The harbour master had warned of cracks", 0, "first"),
        ("Nobody was hurt.", 0, "first"),
        ("Nobody was hurt.", 1, "second"),
        ("Nobody was hurt. A second survey, the council’s own, found the bearings worn to half", 0, "second"),
        ("It was never built for lorries", 0, "marked"),
        ("Ines Calder, who leads the works", 0, "marked"),
        ("now, & who drew up the plans — twice", 0, "marked"),
        ("Traffic fell.", 0, "twice"),
        ("Traffic fell.", 1, "again"),
        ("non-stop, twenty-four-hour diversion (A-roads only)", 0, "points"),
        ("at 4.5 million, is R&D money", 0, "points"),
        ("R&D", 0, "points"),
        ("wenty-four", 0, "points"),
        ("5 million", 0, "points"),
        ("Jürgen Weiß of the firm Brückenbau Øst", 0, "foreign"),
        ("a naïve but façade-free", 0, "foreign"),
        ("in the autumn, when the county sets its budget", 0, "close"),
        ("of the east bank will have to drive eleven miles, by Marsh End and Low Ferry, to the", 0, "between"),
    ],
)  # fmt: skip
def test_a_link_shows_its_words(
    shown: Callable[[str], set[str]], article: Article, words: str, number: int, where: str
) -> None:
    link = text_fragment(spanned(article, words, number), article)
    assert link is not None
    assert shown(link) == {where}, link


def test_every_sentence_of_the_page_can_be_linked(shown: Callable[[str], set[str]], article: Article) -> None:
    at = article.text.index("\n") + 1
    names = list(PARAGRAPHS)
    for name, line in zip(names, article.text[at:].split("\n"), strict=True):
        link = text_fragment(Span(article.id, at, at + len(line)), article)
        at += len(line) + 1
        assert link is not None
        if name != "opening":  # which is in view at once
            assert shown(link) == {name}, link


def test_a_span_over_two_paragraphs(shown: Callable[[str], set[str]], article: Article) -> None:
    start, end = article.text.index("A second survey"), article.text.index("eleven miles")
    assert shown(text_fragment(Span(article.id, start, end), article) or "") == {"second"}


def test_words_that_are_not_there_leave_the_page_at_its_top(shown: Callable[[str], set[str]], address: str) -> None:
    assert shown(f"{address}#:~:text=no%20such%20words") == set()


def test_the_server_is_told_nothing(article: Article, address: str, chromium: playwright.Browser) -> None:
    asked: list[str] = []
    opened = chromium.new_page()
    opened.on("request", lambda request: asked.append(request.url.partition("#")[0]))
    opened.goto(text_fragment(spanned(article, "Traffic fell."), article) or "")
    opened.close()
    assert Path(address).name in asked[0]
    assert not any("Traffic" in one for one in asked)
