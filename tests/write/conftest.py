"""A small record made by hand: an invented story in three articles, every span found by its words."""

# ruff: noqa: E501 (sentences are kept whole)
from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from onrecord.ids import article_id, finding_id, member_id
from onrecord.model import (
    Age,
    Alias,
    Article,
    Block,
    BuiltWith,
    Difference,
    Edit,
    Event,
    Figure,
    Passage,
    Person,
    Proceeding,
    Quotation,
    Reading,
    Record,
    Relation,
    Repair,
    Role,
    Segment,
    SetAside,
    SourceRef,
    Speaker,
    Statement,
    Time,
    Utterance,
)  # fmt: skip
from onrecord.span import Span, hull

COURIER = """Crane falls on Harlow Pier, one dead

By Ines Maddox

HARLOW, March 4 — A tower crane fell onto Harlow Pier on Monday morning, killing the rigger Peter Oyelaran and injuring three others.

The crane’s operator, Nora Vance, 41, was questioned by police. “I never touched the brake, and I could not have stopped it,” Vance told reporters outside the harbour office. “It was already moving.”

Sign up for our harbour newsletter

Inspector Liv Strand said the crane had passed an inspection in January."""

POST = """Operator charged over pier collapse

Nora Vance, 42, was charged with manslaughter on 9 September 2024, prosecutors saidin a statement.

Vance said in March that she “never touched the brake, and could have stopped it”. Her lawyer, Tomas Brandt, called the charge “a disgrace”.

Two people were hurt when the crane came down, the port authority said.

A similar crane fell in the same harbour in 1998."""

WIRE = """Charge against crane operator dropped

A judge dismissed the manslaughter charge against Nora Vance last February, her lawyer said.

“She can sleep again,” said Brandt.

<script>alert("x")</script> & a \u202ereversed\u202c word from a hostile page."""


def made(key: str, text: str, kinds: list[str], **fields: object) -> Article:
    """An article whose paragraphs have these kinds."""
    blocks, at = [], 0
    for paragraph, kind in zip(text.split("\n\n"), kinds, strict=True):
        blocks.append(Block(kind, at, at + len(paragraph)))  # type: ignore[arg-type]
        at += len(paragraph) + 2
    given: dict[str, object] = {
        "id": article_id(key, text.encode()), "key": key, "path": key, "url": None, "canonical_url": None,
        "outlet": None, "title": text.split("\n")[0], "byline": (), "section": None, "language": "en",
        "encoding": "utf-8", "published": None, "published_basis": None, "published_evidence": (), "updated": None,
        "captured": None, "read": "full", "text": text, "words": len(text.split()),
        "sha256": sha256(text.encode()).hexdigest(), "source": SourceRef(), "blocks": tuple(blocks),
    }  # fmt: skip
    article = Article(**(given | fields))  # type: ignore[arg-type]
    return replace(article, copy_group=article.id)


def at(article: Article, words: str, nth: int = 0) -> Span:
    """Where `words` stand in the article, for the `nth` time."""
    place = -1
    for _ in range(nth + 1):
        place = article.text.index(words, place + 1)
    return Span(article.id, place, place + len(words))


def quotation(content: tuple[Span, ...], speaker: Speaker | None, **fields: object) -> Quotation:
    given: dict[str, object] = {
        "id": finding_id("q", hull(content)), "type": "direct", "content": content, "cue": None, "cue_class": None,
        "speaker": speaker, "utterance": member_id("u", content),
    }  # fmt: skip
    return Quotation(**(given | fields))  # type: ignore[arg-type]


def story() -> Record:
    """The record of the invented story."""
    a = made(
        "courier.txt", COURIER, ["title", "credit", "prose", "prose", "promo", "prose"], outlet="The Marsh Courier",
        byline=("Ines Maddox",), published="2024-03-04", published_basis="dateline",
        url="https://courier.example/harlow?a=1&b=2",
    )  # fmt: skip
    b = made(
        "post.txt", POST, ["title", *["prose"] * 4], outlet="Northgate Post", published="2024-09-10",
        published_basis="metadata", url="javascript:alert(1)",
    )  # fmt: skip
    c = made(
        "wire.html", WIRE, ["title", "prose", "prose", "prose"], outlet='Saltmarsh "Wire" <b>', published="2025-03",
        published_basis="text", published_evidence=(),
    )  # fmt: skip
    c = replace(c, published_evidence=(at(c, "last February"),))
    vance_id = member_id("p", [at(a, "Nora Vance"), at(a, "Vance", 1), at(b, "Nora Vance")])
    brandt_id, strand_id = member_id("p", [at(b, "Tomas Brandt")]), member_id("p", [at(a, "Liv Strand")])
    said = quotation(
        (at(a, "I never touched the brake, and I could not have stopped it,"), at(a, "It was already moving.")),
        Speaker(vance_id, at(a, "Vance", 1), "name"), cue=at(a, "told"), cue_class="say",
        addressee=Passage("reporters", at(a, "reporters")), said="2024-03-04", said_basis="relative",
        occasion=Passage("outside the harbour office", at(a, "outside the harbour office")),
    )  # fmt: skip
    again = quotation(
        (at(b, "never touched the brake, and could have stopped it"),), Speaker(vance_id, at(b, "Vance", 1), "name"),
        type="mixed", cue=at(b, "said", 1), said="2024-03", said_basis="relative", utterance=said.utterance,
        confidence=0.91234567,
    )  # fmt: skip
    strand = quotation(
        (at(a, "the crane had passed an inspection in January"),), Speaker(strand_id, at(a, "Inspector Liv Strand"), "name"),
        type="indirect", cue=at(a, "said"),
    )  # fmt: skip
    sleep = quotation(
        (at(c, "She can sleep again,"),), Speaker(brandt_id, at(c, "Brandt"), "name"), cue=at(c, "said", 1)
    )
    lost = quotation((at(b, "a disgrace"),), None, type="mixed")
    first = said.content[0]
    segments = (
        Segment("dropped", None, Span(a.id, first.start, first.start + 2)),
        Segment("same", at(b, "never touched the brake, and"), at(a, "never touched the brake, and")),
        Segment("changed", at(b, "could have"), at(a, "I could not have")),
        Segment("same", at(b, "stopped it"), at(a, "stopped it")),
    )
    fall = Event(
        member_id("e", [at(a, "A tower crane")]), "2024-03-04", "relative", (at(a, "Monday"),), "happened", False,
        at(a, "A tower crane fell onto Harlow Pier on Monday morning, killing the rigger Peter Oyelaran and injuring three others."),
        (at(a, "A tower crane fell onto Harlow Pier on Monday morning, killing the rigger Peter Oyelaran and injuring three others."),
         at(b, "Two people were hurt when the crane came down, the port authority said.")),
        2, 2, 1.0, (),
    )  # fmt: skip
    charge_words = at(
        b, "Nora Vance, 42, was charged with manslaughter on 9 September 2024, prosecutors saidin a statement."
    )
    charge = Event(
        member_id("e", [charge_words]), "2024-09-09", "explicit", (at(b, "9 September 2024"),), "happened", False,
        charge_words, (charge_words,), 1, 1, 0.666666, (vance_id,),
    )  # fmt: skip
    drop_words = at(c, "A judge dismissed the manslaughter charge against Nora Vance last February, her lawyer said.")
    drop = Event(
        member_id("e", [drop_words]), "2025-02", "relative", (at(c, "last February"),), "happened", False, drop_words,
        (drop_words,), 1, 1, 0.5, (vance_id, brandt_id),
    )  # fmt: skip
    old_words = at(b, "A similar crane fell in the same harbour in 1998.")
    old = Event(
        member_id("e", [old_words]), "1998", "explicit", (at(b, "1998"),), "happened", True, old_words, (old_words,),
        1, 1, 0.1, (),
    )  # fmt: skip
    vance = Person(
        vance_id, "person", "Nora Vance", (Alias("Nora Vance", 3), Alias("Vance", 2)),
        (at(a, "Nora Vance"), at(a, "Vance", 1), at(b, "Nora Vance"), at(b, "Vance", 1), at(c, "Nora Vance")),
        (Role("operator", at(a, "The crane’s operator"), None, "2024-03-04"),), (),
        (Age(41, at(a, "41"), "2024-03-04", (1982, 1983)), Age(42, at(b, "42"), "2024-09-10", (1981, 1982))),
        (Proceeding("charged", "manslaughter", "2024-09-09", at(b, "was charged with manslaughter"), "prosecutors"),
         Proceeding("dismissed", "manslaughter", "2025-02", at(c, "dismissed the manslaughter charge"), None)),
    )  # fmt: skip
    brandt = Person(
        brandt_id, "person", "Tomas Brandt", (Alias("Tomas Brandt", 1), Alias("Brandt", 1)),
        (at(b, "Tomas Brandt"), at(c, "Brandt")), relations=(Relation(vance_id, "lawyer", at(b, "Her lawyer, Tomas Brandt")),),
    )  # fmt: skip
    strand_ = Person(strand_id, "person", "Liv Strand", (Alias("Liv Strand", 1),), (at(a, "Liv Strand"),),
                     (Role("Inspector", at(a, "Inspector"), None, None),))  # fmt: skip
    pier = Person(member_id("p", [at(a, "Harlow Pier")]), "place", "Harlow Pier", (Alias("Harlow Pier", 2),),
                  (at(a, "Harlow Pier"), at(a, "Harlow Pier", 1)))  # fmt: skip
    hurt = Difference(
        member_id("d", [at(a, "three others")]), "conflict", "figure", {"one": "3", "other": "2"}, "people injured", 1,
        (Statement(at(a, "three others"), "3 people", None, "2024-03-04"),
         Statement(at(b, "Two people"), "2 people", None, "2024-09-10")),
        "3 people in one account, 2 people in the other.",
    )  # fmt: skip
    wording = Difference(
        member_id("d", [first]), "wording", "weighty", {}, "Nora Vance’s words", 2,
        (Statement(first, "could not", vance_id, "2024-03-04"), Statement(again.content[0], "could", vance_id, "2024-03")),
        "“not” stands in one wording and not in the other.",
    )  # fmt: skip
    utterances = (
        Utterance(said.utterance, vance_id, (said.id, again.id), said.id, (
            Reading(said.id, "base", False, (Segment("same", first, first), Segment("same", said.content[1], said.content[1]))),
            Reading(again.id, "variant", True, segments))),
        *(Utterance(q.utterance, q.speaker.person if q.speaker else None, (q.id,), q.id,
                    (Reading(q.id, "base", False, (Segment("same", q.content[0], q.content[0]),)),))
          for q in (strand, lost, sleep)),
    )  # fmt: skip
    return Record(
        "1.0", "The crane on Harlow Pier", BuiltWith("0.1.0", "test", "0" * 16, "1" * 12), (a, b, c),
        (Repair(at(b, "saidin"), "said in"),),
        (Time(at(a, "Monday"), "DATE", "2024-03-04", None, None, None, None, None, "2024-03-04", "published"),
         Time(at(b, "9 September 2024"), "DATE", "2024-09-09", None, None, None, None, None, "2024-09-09", "explicit"),
         Time(at(c, "last February"), "DATE", "2025-02", None, None, None, None, None, "2025-02", "published")),
        (Figure(at(a, "three"), "count", 3, None, "other", False), Figure(at(a, "41"), "age", 41.00004, "year", None, False)),
        (vance, brandt, strand_, pier), (said, strand, again, lost, sleep), utterances, (old, fall, charge, drop),
        (hurt, wording), (Edit("pin", fall.id, "", "2025-04-01T10:00:00Z", False),),
        (SetAside("speaker", "post.txt", lost.content[0], "two people could have said it"),
         SetAside("file", "broken.bin", None, "is not text")),
    )  # fmt: skip


@pytest.fixture(scope="session")
def record() -> Record:
    return story()
