"""The report as text: well formed, escaped, every link leads to its words, the same bytes again."""

# ruff: noqa: E501
from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from onrecord.model import Article, BuiltWith, Change, Record
from onrecord.span import Span
from onrecord.write.html import WHOLE, to_html
from onrecord.write.html.marks import Mark, by_stretch, marked
from onrecord.write.html.safe import anchor, escaped, printed, verbatim, visible, web_address
from onrecord.write.html.show import Show
from onrecord.write.html.views import born
from onrecord.write.texts import Texts

VOID = {"meta", "link", "input", "br"}
HOSTILE = (
    """"><script>alert(1)</script><img src=x onerror='alert(2)'> {{ 7*7 }} &amp; \u202eabc\u2066 \x00\x1b</style>"""
)


class Page(HTMLParser):
    """A page as its elements: fails on tags that do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str | None]] = []
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.hrefs: list[str] = []
        self.attributes: set[str] = set()
        self.texts: dict[str, str] = {}
        self.data: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert len(given) == len(attrs)
        self.tags[tag] += 1
        self.attributes |= set(given)
        if given.get("id"):
            self.ids[str(given["id"])] += 1
        if "href" in given and tag == "a":
            assert not any(t == "a" for t, _ in self.open), "a link in a link"
            self.hrefs.append(given["href"] or "")
        if tag not in VOID and not (tag in ("line", "rect", "circle", "path") and self.rawdata):
            self.open.append((tag, given.get("id") or given.get("data-of")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for name in {i for _, i in self.open if i}:
            self.texts[name] = self.texts.get(name, "") + data
        self.data.append(data)


@pytest.fixture(scope="module", params=[False, True], ids=["full", "excerpts"])
def page(request: pytest.FixtureRequest, record: Record) -> Page:
    return Page(to_html(record, excerpts=request.param))


def test_ids_are_unique_and_every_link_leads_somewhere(page: Page) -> None:
    assert [i for i, n in page.ids.items() if n > 1] == []
    inside = [h[1:] for h in page.hrefs if h.startswith("#")]
    assert len(inside) > 50
    assert [h for h in inside if h not in page.ids] == []


def test_only_web_addresses_become_links(page: Page) -> None:
    outside = [h for h in page.hrefs if not h.startswith("#")]
    assert {h.partition("#")[0] for h in outside} == {"https://courier.example/harlow?a=1&b=2"}


def test_sources_lead_to_the_words_on_their_web_page(page: Page) -> None:
    passages = {h.partition("#:~:text=")[2] for h in page.hrefs if "#:~:text=" in h}
    assert "A%20tower%20crane%20fell,and%20injuring%20three%20others." in passages


def test_places_hold_the_words_they_are_named_for(record: Record) -> None:
    page = Page(to_html(record))
    texts = {a.id: a.text for a in record.articles}
    spans = [e.headline for e in record.events] + [s for e in record.events for s in (*e.support, *e.date_spans)]
    spans += [s for q in record.quotations for s in q.content] + [s for p in record.people for s in p.mentions]
    spans += [s.span for d in record.differences for s in d.statements] + [t.span for t in record.times]
    spans += [f.span for f in record.figures] + [r.span for r in record.repairs]
    spans += [r.span for p in record.people for r in (*p.roles, *p.relations, *p.ages, *p.proceedings)]
    for span in spans:
        assert page.texts[anchor(span)] == texts[span.article][span.start : span.end]


def test_the_whole_text_is_there(record: Record) -> None:
    text = "".join(Page(to_html(record)).data)
    for article in record.articles:
        for block in article.blocks:
            assert (
                str(article.text[block.start : block.end]).replace("\u202e", "U+202E").replace("\u202c", "U+202C")
                in text
            )


def test_words_that_date_an_event_are_shown_once(record: Record) -> None:
    """Several articles say `Monday`: it is one piece of evidence."""
    texts = Texts(record)
    monday = next(e for e in record.events if texts.line(e.date_spans[0]) == "Monday")
    other = next(e for e in record.events if texts.line(e.date_spans[0]) == "last February")
    again = replace(monday, date_spans=(*monday.date_spans * 3, *other.date_spans))
    shown = [texts.line(span) for span in Show(record, texts, set()).evidence(again)]
    assert shown == ["Monday", "last February"]
    assert Show(record, texts, set()).evidence(replace(again, basis="published")) == []


def test_a_date_that_is_written_as_programs_do_stands_once(record: Record) -> None:
    page = to_html(record)
    assert "<time>1998</time></h3>" in page
    assert "<time>9 September 2024</time><code" in page


def test_the_head_counts_in_the_singular(record: Record) -> None:
    one = to_html(replace(record, events=record.events[:1]))
    assert "<dt>Event</dt><dd>1</dd>" in one
    assert "<dt>Events</dt>" in to_html(record)


def test_excerpts_leave_out_what_nothing_cites(record: Record) -> None:
    full, short = to_html(record), to_html(record, excerpts=True)
    for uncited in ("Sign up for our harbour newsletter", "from a hostile page"):
        assert uncited in full
        assert uncited not in short
    assert "[…]" in short
    assert "A similar crane fell in the same harbour in 1998." in short


def test_text_that_no_block_holds_is_shown(record: Record) -> None:
    bare = replace(record.articles[0], blocks=record.articles[0].blocks[2:4])
    shown = to_html(replace(record, articles=(bare, *record.articles[1:])))
    assert "Sign up for our harbour newsletter" in shown
    assert "By Ines Maddox" in shown


def hostile(record: Record) -> Record:
    """The record with hostile words wherever words of others may stand."""
    h = HOSTILE
    text = h + "\n\n"
    articles = tuple(
        replace(a, outlet=h, title=h, key=h, path=h, byline=(h,), language=h, encoding=h, url=u, canonical_url=None)
        for a, u in zip(record.articles, ["javascript:alert(1)", "https://x.example/\"onclick='x'", "data:text/html,x"], strict=True)
    )  # fmt: skip
    people = tuple(
        replace(p, name=h, aliases=tuple(replace(a, form=h) for a in p.aliases), roles=tuple(replace(r, text=h) for r in p.roles),
                relations=tuple(replace(r, text=h) for r in p.relations),
                proceedings=tuple(replace(s, step=h, charge=h, by=h) for s in p.proceedings))
        for p in record.people
    )  # fmt: skip
    differences = tuple(
        replace(d, topic=h, why=h, statements=tuple(replace(s, value=h) for s in d.statements))
        for d in record.differences
    )
    quotations = tuple(
        replace(q, occasion=replace(q.occasion, text=text) if q.occasion else None, said_basis=h,
                addressee=replace(q.addressee, text=text) if q.addressee else None) for q in record.quotations
    )  # fmt: skip
    return replace(
        record, story=h, articles=articles, people=people, differences=differences, quotations=quotations,
        built_with=BuiltWith(h, h, h, h), set_aside=tuple(replace(s, what=h, why=h, path=h) for s in record.set_aside),
        repairs=tuple(replace(r, reads=h) for r in record.repairs), edits=tuple(replace(e, verb=h, value=h, when=h) for e in record.edits),
        times=tuple(replace(t, value=h, edtf=None) for t in record.times), figures=tuple(replace(f, unit=h, of=h) for f in record.figures),
    )  # fmt: skip


@pytest.mark.parametrize("excerpts", [False, True])
def test_hostile_words_stay_words(record: Record, excerpts: bool) -> None:
    html = to_html(hostile(record), excerpts=excerpts)
    page = Page(html)
    clean = Page(to_html(record, excerpts=excerpts))
    assert page.tags["script"] == page.tags["style"] == 1
    assert set(page.tags) <= set(clean.tags) | {"bdi", "span"}
    assert {a for a in page.attributes if a.startswith("on")} == set()
    assert "style" not in page.attributes
    assert "49" not in page.texts.get("top", "")
    assert all(h.startswith(("#", "https://x.example/")) for h in page.hrefs)
    assert [c for c in "\u202e\u2066\x00\x1b" if c in html] == []
    assert "U+202E" in html


def test_hostile_text_of_an_article(record: Record) -> None:
    html = to_html(record)
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; a" in html
    assert "\u202e" not in html


def test_the_policy_names_what_is_there(record: Record) -> None:
    html = to_html(record)
    style = html.split("<style>")[1].split("</style>")[0]
    script = html.split("<script>")[1].split("</script>")[0]
    for part in (style, script):
        assert "sha256-" + b64encode(sha256(part.encode()).digest()).decode() in html
    assert "default-src &#39;none&#39;" in html or "default-src 'none'" in html
    for outside in ("src=", "@import", "url(", "fetch(", "innerHTML"):
        assert outside not in html.replace("default-src=", "")


def test_the_same_record_gives_the_same_page(record: Record) -> None:
    assert to_html(record) == to_html(record)


def test_an_empty_record_is_a_page() -> None:
    page = Page(to_html(Record("1.0", "", BuiltWith("0", "m", "d", "s"))))
    assert "No quotation was found." in "".join(page.data)


def test_variants_show_both_sides(record: Record) -> None:
    html = to_html(record)
    assert '<ins class="changed">could have</ins>' in html
    assert '<ins class="changed">I could not have</ins>' in html
    assert '<del class="dropped">I </del>' in html
    assert "weighty" in html


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.example/x?y=1", True), ("http://a.example", True), ("javascript:alert(1)", False), (" https://a.example", False),
        ("https://", False), ("//a.example", False), ("data:text/html,x", False), ("https://a.example/\u202e", False),
        ("http://[broken", False), ("", False), (None, False), ("HTTPS://A.example", True), ("java\nscript:x", False),
    ],
)  # fmt: skip
def test_web_addresses(address: str | None, kept: bool) -> None:
    assert web_address(address) == (address if kept else None)


def test_controls_are_shown_and_nothing_else_is_changed() -> None:
    assert str(verbatim("a <b> & \u2019")) == "a &lt;b&gt; &amp; \u2019"
    assert "U+0000" in verbatim("\x00")
    assert "right-to-left override" in verbatim("\u202e")
    assert str(verbatim("x\r\n\ty")) == "x\r\n\ty"


@given(st.text(alphabet="a<>&\"'\x00\x85\u202e\ud800\ufffe é—", max_size=12))
def test_plain_strings_are_escaped_as_markup_is(text: str) -> None:
    assert printed(text) == verbatim(text)
    assert escaped(text) == escape(visible(text))
    assert escaped(verbatim(text)) == verbatim(text)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab <&\n", min_size=1, max_size=30), st.data())
def test_marks_of_any_shape(text: str, data: st.DataObject) -> None:
    """However spans nest or cross, and wherever the text is cut: all text once, every mark its own words."""
    place = st.integers(0, len(text) - 1)
    ends = data.draw(st.lists(st.tuples(place, place), max_size=8, unique=True))
    spans = {Span("a", min(p), max(p) + 1) for p in ends}
    links = data.draw(st.sets(st.sampled_from(sorted(spans)), max_size=4)) if spans else set()
    marks = [
        Mark(s, ["quote"], link="p1" if s in links else None, back=[("quote", "u1")])
        for s in sorted(spans, key=lambda s: (s.start, -s.end))
    ]
    cut = data.draw(place)
    ranges = [r for r in ((0, cut), (cut, len(text))) if r[0] < r[1]]
    article = Article(
        "a",
        "",
        "",
        None,
        None,
        None,
        None,
        (),
        None,
        None,
        None,
        None,
        None,
        (),
        None,
        None,
        "full",
        text,
        0,
        "",
        None,
        (),
    )  # type: ignore[arg-type]
    opened: set[str] = set()
    html = "".join(marked(article, m, *r, opened) for r, m in zip(ranges, by_stretch(marks, ranges), strict=True))
    page = Page(html)
    assert "".join(page.data) == text
    assert {i: page.texts[i] for i in page.ids} == {anchor(s): text[s.start : s.end] for s in spans}
    assert max(page.ids.values(), default=1) == 1
    assert page.hrefs.count("#u1") <= len(spans)


def test_years_of_birth(record: Record, make_article: Callable[..., Article]) -> None:
    ages = record.people[0].ages
    assert born(ages) == "born 1982"
    assert born(ages[:1]) == "born 1982 or 1983"
    assert born(()) is None
    assert born((replace(ages[0], born=(1950, 1960)),)) == "born 1950–1960"
    assert "do not agree" in str(born((*ages, replace(ages[0], born=(1990, 1991)))))


def test_copies_and_versions_are_told(record: Record) -> None:
    a, b, c = record.articles
    copy = replace(b, copy_of=a.id, copy_kind="copy", copy_group=a.copy_group, wire="Associated Press")
    tied = replace(record, articles=(a, copy, replace(c, version_of=a.id)))
    text = "".join(Page(to_html(tied)).data)
    assert "Shares text with Northgate Post: what they share is one account." in text
    assert "Copy of The Marsh Courier." in text
    assert "Associated Press" in text
    assert "Newer version of an earlier text" in text
    assert "There is a newer version" in text


def test_an_excerpt_says_how_much_it_has_and_what_it_changed(record: Record) -> None:
    a, b, _ = record.articles
    own, other = at(b, "Two people were hurt"), at(a, "injuring three others")
    changes = (Change("changed", own, other), Change("dropped", None, at(a, "It was already moving.")))
    part = replace(b, copy_of=a.id, copy_kind="excerpt", copy_group=a.copy_group, shared=(own,), changes=changes)
    told = replace(record, articles=(a, part, record.articles[2]))
    page = to_html(told)
    text = " ".join("".join(Page(page).data).split())
    assert "Has 4 words of The Marsh Courier: what else it has is an account of its own." in text
    assert "What it changed against The Marsh Courier: 2 changes" in text
    assert "<ins>Two people were hurt</ins>" in page
    assert "<del>injuring three others</del>" in page
    assert "<del>injuring three others</del>" not in to_html(told, excerpts=True)


def at(article: Article, words: str) -> Span:
    place = article.text.index(words)
    return Span(article.id, place, place + len(words))


def test_the_date_of_an_event_tells_what_it_rests_on(record: Record) -> None:
    text = " ".join("".join(Page(to_html(record)).data).split())
    assert "year inferred from “last February”" in text
    assert "worked out from “Monday”" in text
    assert "date as printed: “9 September 2024”" in text
    bare = replace(record.events[1], date_spans=(), basis="published")
    assert "by date of publication" in to_html(replace(record, events=(bare,)))


def test_the_same_words_elsewhere_are_named_once(record: Record) -> None:
    utterance = record.utterances[0]
    same = replace(utterance.readings[1], relation="same", weighty=False)
    joined = replace(utterance, readings=(utterance.readings[0], same))
    text = " ".join("".join(Page(to_html(replace(record, utterances=(joined, *record.utterances[1:])))).data).split())
    assert "also Northgate Post" in text
    assert "other words" not in text


def test_much_background_before_the_story_is_folded(record: Record) -> None:
    old = record.events[0]
    many = tuple(replace(old, id=f"e{n:016x}", date=str(1990 + n)) for n in range(4))
    assert "Before this story: background of 4 dates, 1990 to 1993" in to_html(
        replace(record, events=many + record.events[1:])
    )
    assert "Before this story" not in to_html(record)


def test_much_quoted_voices_are_folded_and_stay_linked(record: Record) -> None:
    text = record.articles[1].text
    spans = [Span(record.articles[1].id, n, n + 5) for n in range(0, 200, 10)]
    said = tuple(
        replace(record.quotations[0], id=f"q{n:016x}", content=(s,), utterance=f"u{n:016x}")
        for n, s in enumerate(spans)
    )
    utterances = tuple(
        replace(
            record.utterances[1],
            id=q.utterance,
            speaker=record.people[0].id,
            base=q.id,
            quotations=(q.id,),
            readings=(replace(record.utterances[1].readings[0], quotation=q.id, segments=()),),
        )
        for q in said
    )
    page = Page(to_html(replace(record, quotations=said, utterances=utterances)))
    assert "10 more" in "".join(page.data)
    assert all(page.ids[u.id] == 1 for u in utterances)
    assert text[0:5] in page.texts[utterances[0].id]


def test_a_report_of_many_articles_has_excerpts_unless_asked_otherwise(record: Record) -> None:
    first = record.articles[0]
    many = tuple(replace(first, id=f"a{n:016x}", key=str(n), copy_group="") for n in range(WHOLE - 2))
    larger = replace(record, articles=(*record.articles, *many))
    assert "With the full text of its sources" in to_html(record)
    assert "Cited passages only" in to_html(larger)
    assert "With the full text of its sources" in to_html(larger, excerpts=False)
