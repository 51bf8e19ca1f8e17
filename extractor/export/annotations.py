"""W3C Web Annotations: each finding as an annotation whose target is a place in the article's text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from extractor.document import Document
from extractor.schema import render_result
from extractor.spans import Span

__all__ = ["render_annotations"]


def render_annotations(document: Document) -> str:
    """Return a page of annotations; positions are code points, with the exact text as a second selector."""
    source = document.article.url or f"urn:article:{document.article.id or 'unnamed'}"
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "items": list(_items(document, source)),
    }
    return orjson.dumps(collection, option=orjson.OPT_INDENT_2).decode() + "\n"


def _items(document: Document, source: str) -> Iterator[dict[str, Any]]:
    result = render_result(document)
    for entity in result["entities"]:
        body: dict[str, Any] = {"type": entity["type"], "value": entity["name"], "entity": entity["id"]}
        for mention in entity["mentions"]:
            yield _annotation(document, source, [mention], "identifying", body)
    for number in result["numbers"]:
        body = {key: value for key, value in number.items() if key not in ("start", "end") and value is not None}
        yield _annotation(document, source, [number], "describing", {"type": "Number", **body})
    for quote in result["quotes"]:
        body = {"type": "Quotation", "kind": quote["kind"], "speaker": quote["speaker"], "entity": quote["entity"]}
        yield _annotation(document, source, quote["content"], "describing", body)


def _annotation(
    document: Document, source: str, places: list[Any], motivation: str, body: dict[str, Any]
) -> dict[str, Any]:
    targets = [{"source": source, "selector": _selectors(document.text, place)} for place in places]
    return {
        "type": "Annotation",
        "motivation": motivation,
        "body": body,
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _selectors(text: str, place: Any) -> list[dict[str, Any]]:
    span = Span(place["start"], place["end"])
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {"type": "TextQuoteSelector", "exact": span.of(text)},
    ]
