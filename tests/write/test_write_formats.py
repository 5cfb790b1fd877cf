"""Other programs' formats: each valid by its published description, its words verbatim, its bytes the same again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model as ftm
from jsonschema import Draft202012Validator
from msgspec import structs

from onrecord.cli.exporting import ONE_FILE
from onrecord.model import Record
from onrecord.write.dates import ends, iso

SCHEMAS = Path(__file__).parent / "schemas"


def valid(name: str, document: object) -> None:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    errors = list(Draft202012Validator(schema).iter_errors(document))
    assert not errors, errors[:3]


@pytest.fixture
def made(record: Record) -> Callable[[str], Any]:
    return lambda kind: json.loads(ONE_FILE[kind](record))


@pytest.mark.parametrize("kind", ["timelinejs", "annotations", "jsonld"])
def test_documents_are_valid(made: Callable[[str], Any], kind: str) -> None:
    valid(kind, made(kind))


@pytest.mark.parametrize("kind", ONE_FILE)
def test_the_same_record_gives_the_same_bytes(record: Record, kind: str) -> None:
    assert ONE_FILE[kind](record) == ONE_FILE[kind](replace(record))


@pytest.mark.parametrize("kind", ONE_FILE)
def test_a_record_of_nothing_is_written_too(record: Record, kind: str) -> None:
    assert ONE_FILE[kind](Record(record.onrecord, "", record.built_with)) is not None


# ------------------------------------------------------------------ dates
@pytest.mark.parametrize(
    ("edtf", "plain", "both"),
    [
        ("2022-06-18", "2022-06-18", ("2022-06-18", None)),
        ("2022-06", "2022-06", ("2022-06", None)),
        ("2022", "2022", ("2022", None)),
        ("2022-06-18T21:40:00-04:00", "2022-06-18", ("2022-06-18", None)),
        ("2022-06~", None, ("2022-06", None)),
        ("2022-07-13/2022-07-16", None, ("2022-07-13", "2022-07-16")),
        ("2022-24", None, ("2022-12", "2023-02")),
        ("199X", None, ("1990", "1999")),
        ("../2021-05", None, ("2021-05", None)),
        ("2021-05/..", None, ("2021-05", None)),
        ("../..", None, None),
        ("soon", None, None),
    ],
)
def test_dates_say_no_more_than_is_known(edtf: str, plain: str | None, both: tuple[str, str | None] | None) -> None:
    assert (iso(edtf), ends(edtf)) == (plain, both)


# ------------------------------------------------------------------ TimelineJS
def test_slides_have_their_date_their_words_and_their_source(made: Callable[[str], Any], record: Record) -> None:
    slide = next(s for s in made("timelinejs")["events"] if s["unique_id"] == record.events[1].id)
    assert slide["start_date"] == {"year": 2024, "month": 3, "day": 4}
    assert slide["display_date"] == "4 March 2024 (worked out)"
    texts = {a.id: a.text for a in record.articles}
    head = record.events[1].headline
    assert unescape(slide["media"]["url"]) == f"<blockquote>{texts[head.article][head.start : head.end]}</blockquote>"
    assert slide["media"]["credit"].startswith("The Marsh Courier, 4 March 2024, characters ")
    assert slide["media"]["link"].startswith("https://courier.example/harlow?a=1&b=2#:~:text=")
    assert "Two people were hurt" in slide["text"]["text"]


def test_an_uncertain_date_is_shown_as_it_is(record: Record) -> None:
    vague = replace(record.events[1], date="2024-21~")
    (slide,) = json.loads(ONE_FILE["timelinejs"](replace(record, events=(vague,))))["events"]
    assert (slide["start_date"], slide["end_date"]) == ({"year": 2024, "month": 3}, {"year": 2024, "month": 5})
    assert slide["display_date"].startswith("about spring 2024")


def test_slides_hold_no_markup_of_an_article(record: Record) -> None:
    wire = record.articles[2]
    start = wire.text.index("<script>")
    event = replace(record.events[0], headline=structs.replace(record.events[0].headline, article=wire.id, start=start,
                                                       end=len(wire.text)), support=())  # fmt: skip
    data = ONE_FILE["timelinejs"](replace(record, events=(event,), story="<img src=x onerror=alert(1)>")).decode()
    assert "<script" not in data
    assert "<img" not in data
    assert "<b>" not in data
    assert "\u202e" not in data


# ------------------------------------------------------------------ Web Annotations
def test_selectors_point_at_the_words(made: Callable[[str], Any], record: Record) -> None:
    texts = {f"urn:onrecord:{a.id}": a.text for a in record.articles}
    pages = 0
    for annotation in made("annotations")["first"]["items"]:
        targets = annotation["target"]
        for target in targets if isinstance(targets, list) else [targets]:
            if target["source"].startswith("https:"):
                pages += 1
                continue
            position, quote = target["selector"]
            text = texts[target["source"]]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert text[: position["start"]].endswith(quote.get("prefix", ""))
            assert text[position["end"] :].startswith(quote.get("suffix", ""))
    assert pages


def test_annotations_have_ids_of_their_own(made: Callable[[str], Any]) -> None:
    collection = made("annotations")
    ids = [a["id"] for a in collection["first"]["items"]]
    assert len(set(ids)) == len(ids) == collection["total"]


def test_no_address_but_a_web_address_is_a_source(made: Callable[[str], Any]) -> None:
    assert "javascript:" not in json.dumps(made("annotations")) + json.dumps(made("jsonld"))


# ------------------------------------------------------------------ schema.org
def test_a_quotation_has_its_speaker_and_article(made: Callable[[str], Any], record: Record) -> None:
    nodes = {n["@id"]: n for n in made("jsonld")["@graph"]}
    said = nodes[f"urn:onrecord:{record.quotations[0].id}"]
    assert nodes[said["spokenByCharacter"]["@id"]]["name"] == "Nora Vance"
    assert said["creator"] == said["spokenByCharacter"]
    assert nodes[said["isPartOf"]["@id"]]["headline"] == record.articles[0].title
    assert said["dateCreated"] == "2024-03-04"


def test_who_only_reports_words_has_not_created_them(made: Callable[[str], Any], record: Record) -> None:
    nodes = {n["@id"]: n for n in made("jsonld")["@graph"]}
    reported = nodes[f"urn:onrecord:{record.quotations[1].id}"]
    assert record.quotations[1].type == "indirect"
    assert "creator" not in reported
    assert "spokenByCharacter" in reported


def test_every_reference_leads_somewhere(made: Callable[[str], Any]) -> None:
    graph = made("jsonld")["@graph"]
    known = {n["@id"] for n in graph}
    references = [v["@id"] for n in graph for v in n.values() if isinstance(v, dict) and "@id" in v]
    references += [m["@id"] for n in graph for m in n.get("mentions", ())]
    assert references
    assert set(references) <= known


def test_nothing_is_rated(made: Callable[[str], Any]) -> None:
    assert {n["@type"] for n in made("jsonld")["@graph"]} <= {
        "NewsArticle",
        "Quotation",
        "Person",
        "Organization",
        "Place",
    }


# ------------------------------------------------------------------ FollowTheMoney
def entities(record: Record) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ONE_FILE["ftm"](record).splitlines()]


def test_the_library_reads_every_entity_and_loses_nothing(record: Record) -> None:
    """It drops what is no value of a property's type, a date that is none or an address without a host."""
    for entity in entities(record):
        ftm.schemata[entity["schema"]].validate(entity)
        read = ftm.get_proxy(entity, cleaned=False)
        assert (read.id, read.schema.name) == (entity["id"], entity["schema"])
        assert {name: sorted(read.get(name)) for name in entity["properties"]} == {
            name: sorted(values) for name, values in entity["properties"].items()
        }


def test_entities_refer_to_each_other(record: Record) -> None:
    made = entities(record)
    kinds = {e["id"]: e["schema"] for e in made}
    assert len(kinds) == len(made)
    for entity in made:
        for field in ("document", "proof", "resolved", "involved", "entity"):
            for ident in entity["properties"].get(field, ()):
                assert kinds[ident] in (("Article",) if field in ("document", "proof") else ("Person", "Organization"))


def test_every_kind_is_written(record: Record) -> None:
    kinds = [e["schema"] for e in entities(record)]
    assert {"Article", "Person", "Mention", "Event", "Note"} == set(kinds)
    assert kinds.count("Article") == 3
    assert "Harlow Pier" not in {
        n for e in entities(record) if e["schema"] == "Person" for n in e["properties"]["name"]
    }


def test_an_approximate_date_is_no_date_there(record: Record) -> None:
    about = replace(record.events[1], date="2024-03~")
    between = replace(record.events[2], date="2024-09-01/2024-09-09")
    events = [e["properties"] for e in entities(replace(record, events=(about, between))) if e["schema"] == "Event"]
    assert not {"date", "startDate", "endDate"} & set(events[0])
    assert (events[1]["startDate"], events[1]["endDate"]) == (["2024-09-01"], ["2024-09-09"])
