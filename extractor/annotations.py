"""What is found in an article: the types of the layers that a `Document` holds.

All are immutable. Offsets are code points of the article's text; token positions are indices into `Document.tokens`.
`rule` names the rule or model that made an annotation, so that every answer can say why it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from extractor.spans import Span

__all__ = [
    "BODY_KINDS",
    "Arc",
    "Block",
    "BlockKind",
    "Entity",
    "EntityMention",
    "Mention",
    "Morph",
    "Number",
    "Quote",
    "QuoteKind",
    "Role",
    "Sentence",
    "SpeakerType",
    "Tag",
    "Token",
]

BlockKind = Literal["title", "lead", "heading", "paragraph", "list", "caption", "byline", "dateline", "furniture"]
QuoteKind = Literal["direct", "indirect", "mixed"]
SpeakerType = Literal["person", "organization", "group", "document", "unknown"]

#: the blocks that extraction looks at
BODY_KINDS: frozenset[BlockKind] = frozenset({"title", "lead", "heading", "paragraph", "list", "caption"})


@dataclass(frozen=True, slots=True)
class Block(Span):
    """A piece of the page with one job: a paragraph, the title, a menu. `path` tells where it stood in HTML."""

    kind: BlockKind
    path: str | None = None
    rule: str | None = None


class Token(NamedTuple):
    """A word, a number or a punctuation mark: `text == article.text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """A sentence: its characters and its tokens, `tokens[first:last]`. Sentences never cross blocks."""

    first: int
    last: int
    block: int


@dataclass(frozen=True, slots=True)
class Morph:
    """Part of speech and features of a word in its sentence, in Universal Dependencies' terms.

    >>> Morph.parse("NOUN|Animacy=Anim|Case=Nom|Gender=Masc|Number=Sing").get("Case")
    'Nom'
    """

    label: str
    pos: str = field(compare=False)
    feats: Mapping[str, str] = field(compare=False)
    #: the value of a feature by its name, or None where the word has none; a field, since nothing is asked for so often
    get: Callable[[str], str | None] = field(compare=False, repr=False)

    def __reduce__(self) -> tuple[object, ...]:
        return Morph.parse, (self.label,)

    @staticmethod
    @lru_cache(maxsize=4096)
    def parse(tag: str) -> Morph:
        """Return the morph that a tagger's label `POS|Name=Value|…` describes; equal labels give one object."""
        pos, *feats = tag.split("|")
        values = dict(feat.split("=", 1) for feat in feats)
        return Morph(tag, pos, MappingProxyType(values), values.get)


class Arc(NamedTuple):
    """The syntactic head of a token (its index, -1 for the root of the sentence) and the relation to it."""

    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Mention(Span):
    """A typed span: a name, a profession, a date, …; NEREL's types. `name` is its nominative where it is known."""

    type: str
    name: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class EntityMention(Span):
    """One place where an entity is spoken of, and how: by name, abbreviation, role or pronoun."""

    kind: Literal["name", "abbreviation", "role", "pronoun"]
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Role(Span):
    """What a person is: «заместитель мэра Москвы», and the entity id of the organisation where one is named."""

    name: str
    organization: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something in the news: all its mentions, named in the nominative."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    salience: float = 0.0
    mentions: tuple[EntityMention, ...] = ()
    gender: Literal["Masc", "Fem"] | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Number(Span):
    """A number in the text with its value; the fields are those of the specification of numbers."""

    kind: str
    value: float | int | None = None
    low: float | int | None = None
    high: float | int | None = None
    unit: str | None = None
    noun: str | None = None
    qualifier: str | None = None
    date: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Who said what: the words (a segment a paragraph, or a side of the author's words), cue, source and speaker."""

    id: str
    kind: QuoteKind
    content: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    speaker: str | None = None
    speaker_type: SpeakerType = "unknown"
    entity: str | None = None
    confidence: float = 0.0
    rule: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic of the article, for linking it with others: `slug` is safe in an address."""

    slug: str
    name: str
    type: str
    weight: float
    entity: str | None = None
    rule: str | None = None
