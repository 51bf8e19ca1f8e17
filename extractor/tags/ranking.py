"""Tags of an article: the things that it is about, those first that an editor would put first.

A thing weighs by its salience (title, lead, how early and how often it is named); a person or body whose words the
article quotes weighs more. The outlet's own name is no topic.
"""

from __future__ import annotations

from collections import Counter

from extractor.annotations import Entity, Tag
from extractor.document import Document
from extractor.tags.slugs import slug_of

__all__ = ["rank_tags"]

#: how much of what is left to a full weight one quote gives, and how many tags an article has at most
SPEAKS, MOST = 0.15, 20


def rank_tags(document: Document) -> list[Tag]:
    """Return the tags of the article's entities, weightiest first; weights lie between 0 and 1."""
    quoted = Counter(quote.entity for quote in document.quotes if quote.entity is not None)
    weighed = [
        (_weight(entity, quoted[entity.id]), entity) for entity in document.entities if _is_topic(document, entity)
    ]
    ranked = sorted(weighed, key=lambda pair: (-pair[0], pair[1].mentions[0].start if pair[1].mentions else 0))
    tags: dict[str, Tag] = {}
    for weight, entity in ranked:
        slug = slug_of(entity.name)
        tags.setdefault(slug, Tag(slug, entity.name, entity.type, weight, entity.id, "salience"))
    return list(tags.values())[:MOST]


def _weight(entity: Entity, quotes: int) -> float:
    rest: float = (1 - entity.salience) * (1 - SPEAKS) ** min(quotes, 3)
    return round(1 - rest, 4)


def _is_topic(document: Document, entity: Entity) -> bool:
    """The city in an outlet's name («Вести Заречья») is a topic, the outlet itself is none."""
    outlet = document.article.outlet
    if outlet is None or entity.type not in ("ORGANIZATION", "FACILITY", "PRODUCT", "PERSON"):
        return True
    return _fold(entity.name) not in _fold(outlet)


def _fold(name: str) -> str:
    return slug_of(name)
