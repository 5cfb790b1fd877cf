"""What the record found, as W3C Web Annotations (https://www.w3.org/TR/annotation-model/): one AnnotationCollection.

Each quotation, event, difference, named person, role, age and official step annotates its words. The target is the
article's text as the record has it, by position and by quotation; where the article has an address, its page too, by
quotation alone, since characters of the page are others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from onrecord.model import Article, Record
from onrecord.span import Span
from onrecord.write.html.safe import web_address
from onrecord.write.texts import Texts, human_date, labels, of

__all__ = ["to_annotations"]

AROUND: Final = 32
"""Characters before and after the words that tell their place from others: the model leaves the number open."""

Body = dict[str, str]


def to_annotations(record: Record) -> bytes:
    """All annotations of `record` in one page, in the order of its lists; JSON-LD."""
    texts = Texts(record)
    items = [_annotation(*made, texts) for made in _all(record, texts)]
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:onrecord:annotations",
        "type": "AnnotationCollection",
        "label": record.story or "Record",
        "generator": {"id": "urn:onrecord", "type": "Software", "name": f"onrecord {record.built_with.version}"},
        "total": len(items),
        "first": {"id": "urn:onrecord:annotations:1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return msgspec.json.encode(collection) + b"\n"


def _all(record: Record, texts: Texts) -> Iterator[tuple[str, str, list[Body], tuple[Span, ...]]]:
    """Id, motivation, bodies and places of each annotation."""
    for q in record.quotations:
        bodies = [_tag("quotation"), _tag(of(labels().quotation, q.type))]
        if name := texts.speaker(q):
            bodies.append(_body("identifying", name))
        if q.said:
            bodies.append(_body("describing", f"said {human_date(q.said)}"))
        yield q.id, "identifying", bodies, q.content
    for e in record.events:
        bodies = [_tag("event"), _tag(of(labels().status, e.status)), _body("describing", human_date(e.date))]
        yield e.id, "describing", bodies, e.support or (e.headline,)
    for d in record.differences:
        yield d.id, "assessing", [_tag(d.kind), _body("commenting", d.why)], tuple(s.span for s in d.statements)
    for p in record.people:
        if p.mentions:
            yield p.id, "identifying", [_tag(p.kind), _body("identifying", p.name)], p.mentions
        facts = [
            *((f"{p.name}: {r.text}", r.span) for r in p.roles),
            *((f"{p.name}: aged {a.age}", a.span) for a in p.ages),
            *((f"{p.name}: {' – '.join(filter(None, (s.step, s.charge)))}", s.span) for s in p.proceedings),
        ]
        for number, (words, span) in enumerate(facts):
            yield f"{p.id}:{number}", "describing", [_tag("fact"), _body("describing", words)], (span,)


def _body(purpose: str, value: str) -> Body:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _tag(value: str) -> Body:
    return _body("tagging", value)


def _annotation(
    name: str, motivation: str, bodies: list[Body], spans: tuple[Span, ...], texts: Texts
) -> dict[str, Any]:
    targets = [target for span in spans for target in _targets(span, texts.article(span))]
    return {
        "id": f"urn:onrecord:{name}", "type": "Annotation", "motivation": motivation,
        "body": bodies, "target": targets[0] if len(targets) == 1 else targets,
    }  # fmt: skip


def _targets(span: Span, article: Article) -> Iterator[dict[str, Any]]:
    text = article.text
    quote: dict[str, Any] = {"type": "TextQuoteSelector", "exact": text[span.start : span.end]}
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    if before.strip():
        quote["prefix"] = before
    if after.strip():
        quote["suffix"] = after
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    yield {"source": f"urn:onrecord:{article.id}", "selector": [position, quote]}
    if page := web_address(article.canonical_url or article.url):
        yield {"source": page, "selector": quote}
