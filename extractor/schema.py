"""The result as users see it: the records of the contract, and the `Document` -> `Result` step."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, NotRequired

from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

from extractor.annotations import Entity, Quote, Role
from extractor.document import Document
from extractor.spans import Span, Utf16Offsets

__all__ = ["INCLUDES", "OFFSET_ENCODINGS", "SCHEMA", "Result", "render_result"]

#: the version of the result's shape
SCHEMA = "1"
#: what `include` may ask for besides
INCLUDES = frozenset({"tokens", "rules"})
#: what offsets may count: code points, or UTF-16 units as in JavaScript
OFFSET_ENCODINGS = ("code-points", "utf-16")


class SpanRecord(TypedDict):
    """A place in `article.text`, end exclusive."""

    start: int
    end: int


class BlockRecord(SpanRecord):
    """A block of the article; `path` tells where it stood in the HTML."""

    kind: str
    path: NotRequired[str | None]
    rule: NotRequired[str | None]


class ArticleRecord(TypedDict):
    """What the article says of itself, its text and its blocks."""

    title: str | None
    published: str | None
    url: str | None
    outlet: str | None
    author: str | None
    language: str | None
    text: str
    blocks: list[BlockRecord]


class RoleRecord(SpanRecord):
    """What a person is, and the entity id of the organisation."""

    name: str
    organization: str | None
    rule: NotRequired[str | None]


class EntityMentionRecord(SpanRecord):
    """A place where the entity is spoken of."""

    kind: str
    rule: NotRequired[str | None]


class EntityRecord(TypedDict):
    """Somebody or something in the news."""

    id: str
    type: str
    name: str
    aliases: list[str]
    roles: list[RoleRecord]
    salience: float
    mentions: list[EntityMentionRecord]
    tag: str | None
    rule: NotRequired[str | None]


class MentionRecord(SpanRecord):
    """A typed span."""

    type: str
    name: str | None
    rule: NotRequired[str | None]


class NumberRecord(SpanRecord):
    """A number with its value."""

    kind: str
    value: float | int | None
    low: float | int | None
    high: float | int | None
    unit: str | None
    noun: str | None
    qualifier: str | None
    date: str | None
    rule: NotRequired[str | None]


class QuoteRecord(TypedDict):
    """Who said what."""

    id: str
    kind: str
    content: list[SpanRecord]
    cue: SpanRecord | None
    source: SpanRecord | None
    speaker: str | None
    speaker_type: str
    entity: str | None
    confidence: float
    rule: NotRequired[str | None]


class TagRecord(TypedDict):
    """A topic of the article."""

    slug: str
    name: str
    type: str
    weight: float
    entity: str | None
    rule: NotRequired[str | None]


class TokenRecord(SpanRecord):
    """A word with its morphology and syntax; `head` is the position of its head in `tokens`, -1 for a root."""

    lemma: str
    pos: str
    feats: dict[str, str]
    head: int
    relation: str


class Result(TypedDict):
    """Everything that was found in one article."""

    schema: str
    id: str | None
    article: ArticleRecord
    entities: list[EntityRecord]
    mentions: list[MentionRecord]
    numbers: list[NumberRecord]
    quotes: list[QuoteRecord]
    tags: list[TagRecord]
    tokens: NotRequired[list[TokenRecord]]


def render_result(document: Document, include: Collection[str] = (), offset_encoding: str = "code-points") -> Result:
    """Return the result of a document.

    `include` may name "tokens" and "rules" (which rule or model made each annotation); `offset_encoding` is
    "code-points" or "utf-16". The text of a record is never changed.
    """
    offset = Utf16Offsets(document.text) if offset_encoding == "utf-16" else _same
    rules = "rules" in include

    def place(span: Span | tuple[Any, ...]) -> dict[str, int]:
        start, end = (span.start, span.end) if isinstance(span, Span) else span[:2]
        return {"start": offset(start), "end": offset(end)}

    def record(annotation: Any, *names: str) -> Any:
        fields = {name: getattr(annotation, name) for name in names}
        if rules:
            fields["rule"] = annotation.rule
        return fields

    def placed(annotation: Any, *names: str) -> Any:
        return place(annotation) | record(annotation, *names)

    def entity(item: Entity) -> Any:
        tag = next((t.slug for t in document.tags if t.entity == item.id), None)
        return record(item, "id", "type", "name", "salience") | {
            "aliases": list(item.aliases),
            "roles": [role(r) for r in item.roles],
            "mentions": [placed(m, "kind") for m in item.mentions],
            "tag": tag,
        }

    def role(item: Role) -> Any:
        return placed(item, "name", "organization")

    def quote(item: Quote) -> Any:
        return record(item, "id", "kind", "speaker", "speaker_type", "entity", "confidence") | {
            "content": [place(segment) for segment in item.content],
            "cue": place(item.cue) if item.cue else None,
            "source": place(item.source) if item.source else None,
        }

    article = document.article
    result: Result = {
        "schema": SCHEMA,
        "id": article.id,
        "article": {
            "title": article.title,
            "published": article.published,
            "url": article.url,
            "outlet": article.outlet,
            "author": article.author,
            "language": article.language,
            "text": article.text,
            "blocks": [placed(b, "kind", "path") if b.path else placed(b, "kind") for b in article.blocks],
        },
        "entities": [entity(item) for item in document.entities],
        "mentions": [placed(m, "type", "name") for m in document.mentions],
        "numbers": [
            placed(n, "kind", "value", "low", "high", "unit", "noun", "qualifier", "date") for n in document.numbers
        ],
        "quotes": [quote(item) for item in document.quotes],
        "tags": [record(t, "slug", "name", "type", "weight", "entity") for t in document.tags],
    }
    if "tokens" in include:
        result["tokens"] = _tokens(document, place)
    return result


def _same(offset: int) -> int:
    return offset


def _tokens(document: Document, place: Callable[[Any], dict[str, int]]) -> list[Any]:
    return [
        place(token)
        | {"lemma": lemma, "pos": morph.pos, "feats": dict(morph.feats), "head": arc.head, "relation": arc.relation}
        for token, lemma, morph, arc in zip(
            document.tokens, document.lemmas, document.morphs, document.arcs, strict=True
        )
    ]
