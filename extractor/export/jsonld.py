"""schema.org: the article as a NewsArticle with what it is about, whom it mentions, and its Quotations."""

from __future__ import annotations

from typing import Any

import orjson

from extractor.annotations import Entity, Quote
from extractor.document import Document

__all__ = ["render_jsonld"]

TYPES = {
    "PERSON": "Person",
    "ORGANIZATION": "Organization",
    "CITY": "City",
    "COUNTRY": "Country",
    "STATE_OR_PROVINCE": "State",
    "LOCATION": "Place",
    "DISTRICT": "Place",
    "FACILITY": "Place",
    "EVENT": "Event",
    "PRODUCT": "Product",
    "WORK_OF_ART": "CreativeWork",
}


def render_jsonld(document: Document) -> str:
    """Return the article as one JSON-LD object, ready for `<script type="application/ld+json">`."""
    article = document.article
    topics = {tag.entity for tag in document.tags[:5] if tag.entity}
    graph: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": article.url or (f"#{article.id}" if article.id else None),
        "headline": article.title,
        "datePublished": article.published,
        "inLanguage": article.language,
        "author": {"@type": "Person", "name": article.author} if article.author else None,
        "publisher": {"@type": "Organization", "name": article.outlet} if article.outlet else None,
        "keywords": [tag.name for tag in document.tags],
        "about": [_thing(entity) for entity in document.entities if entity.id in topics],
        "mentions": [_thing(entity) for entity in document.entities if entity.id not in topics],
        "hasPart": [_quotation(document, quote) for quote in document.quotes],
    }
    given = {key: value for key, value in graph.items() if value not in (None, [])}
    # inside a script element, "</" would end it
    return orjson.dumps(given, option=orjson.OPT_INDENT_2).decode().replace("</", "<\\/") + "\n"


def _thing(entity: Entity) -> dict[str, Any]:
    thing: dict[str, Any] = {"@type": TYPES.get(entity.type, "Thing"), "@id": f"#{entity.id}", "name": entity.name}
    if entity.aliases:
        thing["alternateName"] = list(entity.aliases)
    if entity.roles and entity.type == "PERSON":
        thing["jobTitle"] = entity.roles[0].name
        if entity.roles[0].organization:
            thing["worksFor"] = {"@id": f"#{entity.roles[0].organization}"}
    return thing


def _quotation(document: Document, quote: Quote) -> dict[str, Any]:
    quotation: dict[str, Any] = {
        "@type": "Quotation",
        "@id": f"#{quote.id}",
        "text": " ".join(segment.of(document.text) for segment in quote.content),
    }
    if quote.entity:
        quotation["spokenByCharacter"] = {"@id": f"#{quote.entity}"}
    elif quote.speaker:
        kind = "Person" if quote.speaker_type == "person" else "Organization"
        quotation["spokenByCharacter"] = {"@type": kind, "name": quote.speaker}
    return quotation
