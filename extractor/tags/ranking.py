"""Tags of an article: the things that it is about, those first that an editor would put first.

A thing weighs by its salience (title, lead, how early and how often it is named); a person or body whose words the
article quotes weighs more. The outlet's own name is no topic. Where the newsroom has a topic of its own for a thing,
that stands in its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from extractor.annotations import Entity, Tag
from extractor.document import Document
from extractor.spans import Span
from extractor.tags.dictionary import Dictionary, Find
from extractor.tags.slugs import slug_of

__all__ = ["rank_tags"]

#: how much of what is left to a full weight one quote gives, and how many tags an article has at most
SPEAKS, MOST = 0.15, 20
#: what a topic without an entity weighs for standing first, and for each time it stands there
EARLY, AGAIN = 0.3, 0.1


def rank_tags(document: Document, dictionary: Dictionary | None = None) -> list[Tag]:
    """Return the tags of the article, weightiest first; weights lie between 0 and 1."""
    own = list(_own_tags(document, dictionary.find(document))) if dictionary else []
    named = {tag.entity for tag in own} - {None}
    made = [tag for tag in _made_tags(document) if tag.entity not in named and tag.slug not in {t.slug for t in own}]
    return sorted([*own, *made], key=lambda tag: -tag.weight)[:MOST]


def _own_tags(document: Document, found: Iterable[Find]) -> Iterator[Tag]:
    """The newsroom's topics; one that is an entity of the article weighs like it."""
    made = {tag.entity: tag for tag in _made_tags(document)}
    for topic, places in found:
        entity = _entity_at(document, places)
        weight = made[entity].weight if entity in made else _weight_of_places(document, places)
        yield Tag(topic.slug, topic.name, topic.type, weight, entity, "dictionary")


def _entity_at(document: Document, places: Sequence[tuple[int, int]]) -> str | None:
    """The entity that has a mention of just these words."""
    spans = {document.span(first, last) for first, last in places}
    return next((e.id for e in document.entities if any(Span(m.start, m.end) in spans for m in e.mentions)), None)


def _weight_of_places(document: Document, places: Sequence[tuple[int, int]]) -> float:
    """As of an entity: more for the beginning of the article, and for each time."""
    early = 1 - places[0][0] / max(len(document.tokens), 1)
    return round(1 - (1 - EARLY * early) * (1 - AGAIN) ** min(len(places), 6), 4)


def _made_tags(document: Document) -> list[Tag]:
    quoted = Counter(quote.entity for quote in document.quotes if quote.entity is not None)
    weighed = [
        (_weight(entity, quoted[entity.id]), entity) for entity in document.entities if _is_topic(document, entity)
    ]
    ranked = sorted(weighed, key=lambda pair: (-pair[0], pair[1].mentions[0].start if pair[1].mentions else 0))
    tags: dict[str, Tag] = {}
    for weight, entity in ranked:
        slug = slug_of(entity.name)
        tags.setdefault(slug, Tag(slug, entity.name, entity.type, weight, entity.id, "salience"))
    return list(tags.values())


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
