"""Pages and texts that are no articles, and articles that look like them. All of them are invented."""

from __future__ import annotations

import pytest
import trafilatura

from onrecord.clean import clean
from onrecord.clean.kinds import not_an_article, text_is_no_article
from onrecord.errors import Problem
from onrecord.model import Cleaned, Source
from onrecord.settings import Settings

MENU = "<nav><ul>" + "".join(f"<li><a href='/{s}'>{s}</a></li>" for s in ("News", "Sport", "Weather")) + "</ul></nav>"
STORY = (
    "<p>The council of Brackwater voted on Monday to close the old swing bridge for at least a year.</p>"
    "<p>“It was never built for lorries,” said Ines Calder, who leads the council’s works committee.</p>"
    "<p>Residents of the east bank will have to drive eleven miles to the next crossing until repairs are done, which "
    "the contractor, Dowell &amp; Finch, expects in the spring of next year if the winter is mild enough.</p>"
)
HEADLINES = [
    "Ferry to run in winter after all", "Why the swans are back on the quay", "School roof repaired at last",
    "Council tax to rise by two pence", "Lamp wins a prize for its bridge story", "Harbour master to retire in May",
    "Brewery opens its doors to visitors", "Two hurt as a tram leaves the rails", "Library to open on Sundays again",
    "Old mill sold to a family from Dunmouth", "Fog delays the morning trains",
]  # fmt: skip


def teasers(text: str = "A short line about it, and who said so on Tuesday.") -> str:
    return "".join(
        f"<article><h3><a href='/2021/10/{i}'>{line}</a></h3><p>{text}</p></article>"
        for i, line in enumerate(HEADLINES)
    )


def page(body: str, title: str = "The Lamp", head: str = "") -> str:
    return f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{head}</head><body>{body}</body></html>"


CONSENT = page(
    "<main><h1>We value your privacy</h1><p>We and our 214 partners store and access information on a device, such as "
    "cookies, and process personal data, such as unique identifiers, for personalised ads and content, ad and content "
    "measurement, and audience insights. With your consent we and our partners may use precise location data. You can "
    "change your preferences or withdraw your consent at any time in the privacy settings.</p>"
    "<button>Accept all</button><button>Reject all</button><button>Manage options</button></main>",
    "The Lamp",
)
PAGES = [
    (CONSENT, "consent"),
    (page("<h1>Before you continue to The Lamp</h1><p>Cookies help us.</p><button>I agree</button>"), "consent"),
    (page("<h1>lamp.example</h1><p>Checking your browser before you go on. This takes some seconds.</p>"
          "<p>Performance & security by Palisade</p>", "Just a moment..."), "robot"),
    (page("<h1>Are you a robot?</h1><p>Tick the box to show that you are not.</p>"), "robot"),
    (page("<div id='app'>Please enable JavaScript to view this site.</div>"), "robot"),
    (page("<h1>Access Denied</h1><p>You have no permission to see this. Reference 18.4711.</p>"), "robot"),
    (page(MENU + "<h1>Page not found</h1><p>The page may have moved. Try the search.</p><h2>Popular</h2>" + teasers(),
          "404 | The Lamp"), "error"),
    (page("<h1>Sorry, this page could not be found</h1>"), "error"),
    (page("<center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center>", "502 Bad Gateway"), "error"),
    (page("<h1>Oops! Something went wrong</h1><p>Our engineers were told.</p>", "Error - The Lamp"), "error"),
    (page(MENU + "<form><h1>Log in</h1><label>Email</label><input name='e'><input type='password'><button>Log in"
          "</button></form><p>No account? Register in a minute.</p>", "Log in to your account | The Lamp"), "login"),
    (page(MENU + "<h1>Search results for “bridge”</h1>" + teasers(), "bridge - Search"), "search"),
    (page(MENU + "<h1>The Lamp</h1>" + teasers(), "The Lamp – news from Brackwater",
          '<meta property="og:type" content="website">'), "index"),
    (page(MENU + "<h1>Harbour</h1><p>Everything about the harbour, the ferries and the people who work there.</p>"
          + teasers(), "Harbour news | The Lamp"), "index"),
    (page("<h1>Local</h1>" + "".join(f"<h2><a href='/{i}'>{h}</a></h2><p>A line of it that says a little more.</p>"
          for i, h in enumerate(HEADLINES)), "Local"), "index"),
    (page("<h1>The old bridge in pictures</h1>" + "".join(f"<figure><img src='{i}.jpg'><figcaption>{i} of 9. Jo Marsh"
          "</figcaption></figure>" for i in range(9)), "In pictures",
          '<script type="application/ld+json">{"@type": "ImageGallery"}</script>'), "gallery"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "what"), PAGES)
def test_pages_that_are_no_articles(html: str, what: str) -> None:
    done = clean(Source("a.html", "a.html", "html", html.encode()), Settings())
    assert isinstance(done, Problem)
    assert done.what == "article"
    assert what in done.why
    assert done.why.startswith("is a")


def test_an_address_tells_a_search_and_a_home_page() -> None:
    few = page("<h1>Search: bridge</h1><ul><li><a href='/1'>Bridge to close</a></li></ul>", "Search")
    assert not_an_article(trafilatura.load_html(few)) is None
    assert "search" in str(not_an_article(trafilatura.load_html(few), "https://lamp.example/find?q=bridge"))
    home = page("<h1>The Lamp</h1>" + teasers("A line that is a little longer than others, and says what was decided "
                "on Monday in the town hall, by whom, and how much it costs."))  # fmt: skip
    assert "index" in str(not_an_article(trafilatura.load_html(home), "https://lamp.example/"))


COOKIES = "".join(
    f"<p>{text}</p>"
    for text in (
        "Brackwater’s council fined The Lamp on Monday because its cookie banner made it easier to accept than reject.",
        "“Consent that is nagged out of people is no consent,” said Ines Calder, who chairs the privacy committee.",
        "The paper’s editor, Jo Marsh, said that readers could always manage their settings, and that most of them did "
        "so within a week of the first complaint, long before the committee had met for the first time.",
        "It is the first fine of its kind in the county. Two other papers have until May to change their pages.",
    )
)
ARTICLES = [
    page("<h1>Swing bridge to close</h1>" + STORY),
    page(MENU + "<h1>Swing bridge to close</h1>" + STORY + "<h2>More news</h2>" + teasers()),
    page(MENU + "<h1>Swing bridge to close</h1><div>" + STORY.replace("<p>", "").replace("</p>", "<br><br>") + "</div>"
         + teasers(), head='<meta property="og:type" content="website">'),
    page("<h1>Swing bridge to close</h1>" + STORY + "<div><p>We use cookies.</p><button>Accept all</button></div>"),
    page("<h1>Cookie banner costs The Lamp a fine</h1>" + COOKIES + "<button>Accept all</button>", "Cookie fine"),
    page("<h1>Search for a lost ferry ends</h1>" + STORY, "Search for a lost ferry ends"),
    page("<h1>Not found: the bell that the sea took</h1>" + STORY, "Not found: the bell that the sea took"),
    page("<h1>Log in, drop out</h1>" + STORY + "<form><input type='password'></form>", "Log in, drop out"),
    page("<h1>Access to this bridge is denied</h1>" + STORY, "Access to this bridge is denied"),
    page("<noscript>Please enable JavaScript.</noscript><h1>Swing bridge to close</h1>" + STORY),
    page("<h1>The old bridge in pictures</h1>" + STORY + "<img src='a'>" * 9, "In pictures",
         '<script type="application/ld+json">{"@type": "ImageGallery"}</script>'),
    page("<article><h1>Swing bridge to close</h1><p>The bridge is shut, the council said.</p></article>" + teasers(),
         head='<meta property="og:type" content="article">'),
]  # fmt: skip


@pytest.mark.parametrize("html", ARTICLES)
def test_articles_that_look_like_something_else(html: str) -> None:
    assert not_an_article(trafilatura.load_html(html)) is None
    assert isinstance(clean(Source("a.html", "a.html", "html", html.encode()), Settings()), Cleaned)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Please enable JavaScript and cookies to continue.", "robot"),
        ("Access to this page has been denied.\nPlease enable cookies in your browser.\nReference 81", "robot"),
        ("404 Not Found\nnginx", "error"),
        ("Just a moment...\nChecking your browser before accessing lamp.example.", "robot"),
        ("Page not found", "error"),
    ],
)
def test_what_a_scraper_brought_home_instead(text: str, what: str) -> None:
    assert what in str(text_is_no_article(text))
    assert isinstance(clean(Source("a.txt", "a.txt", "text", text.encode()), Settings()), Problem)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The bridge is shut.",
        "Access denied\nThe council of Brackwater has denied a contractor access to the bridge.\nIt gave no reason.",
        "Search results for the lost ferry were poor, the coastguard said on Monday.",
        "Please enable cookies, the teacher said, and everyone laughed.\n" * 9,
    ],
)
def test_short_texts_stay(text: str) -> None:
    assert text_is_no_article(text) is None


def test_deep_and_wide_pages_take_linear_time() -> None:
    deep = trafilatura.load_html(page("<div>a b c" * 4000))
    wide = trafilatura.load_html(page("<h3><a href='/'>one two three</a></h3><p>text</p>" * 10_000))
    assert not_an_article(deep) is None
    assert "index" in str(not_an_article(wide))
