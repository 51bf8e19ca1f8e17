"""An article on its way through the pipeline: the text, which never changes, and the layers found in it so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractor.annotations import (
    BODY_KINDS,
    Arc,
    Block,
    Entity,
    EntityMention,
    Mention,
    Morph,
    Number,
    Quote,
    Sentence,
    Tag,
    Token,
)
from extractor.spans import Overlaps, Span

__all__ = ["Article", "Document"]


@dataclass(frozen=True, slots=True)
class Article:
    """What came in, read: the text as sent (or of the page's article), its blocks, what the page says of itself."""

    text: str
    blocks: tuple[Block, ...] = ()
    id: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str | None = "ru"


@dataclass
class Document:
    """An `Article` with its layers. A stage reads layers and returns a new one; only the pipeline assigns them.

    `tokens`, `morphs`, `arcs` and `lemmas` run in parallel: index i of each speaks of the same word.
    """

    article: Article
    tokens: Sequence[Token] = ()
    sentences: Sequence[Sentence] = ()
    lemmas: Sequence[str] = ()
    morphs: Sequence[Morph] = ()
    arcs: Sequence[Arc] = ()
    mentions: Sequence[Mention] = ()
    numbers: Sequence[Number] = ()
    entities: Sequence[Entity] = ()
    quotes: Sequence[Quote] = ()
    tags: Sequence[Tag] = ()
    _mentions_by_place: tuple[Sequence[Mention], Overlaps] | None = field(default=None, init=False, repr=False)
    _entities_by_place: tuple[Sequence[Entity], list[tuple[int, EntityMention]], Overlaps] | None = field(
        default=None, init=False, repr=False
    )

    @property
    def text(self) -> str:
        """The text of the article; every offset counts in it."""
        return self.article.text

    @property
    def body(self) -> list[Block]:
        """The blocks that extraction looks at, in order."""
        return [block for block in self.article.blocks if block.kind in BODY_KINDS]

    @cached_property
    def token_starts(self) -> list[int]:
        """Where each token starts, for looking tokens up by place."""
        return [token.start for token in self.tokens]

    @cached_property
    def _token_ends(self) -> list[int]:
        return [token.end for token in self.tokens]

    @cached_property
    def _sentence_firsts(self) -> list[int]:
        return [sentence.first for sentence in self.sentences]

    @cached_property
    def children(self) -> list[list[int]]:
        """The syntactic dependents of each token, in order."""
        children: list[list[int]] = [[] for _ in self.tokens]
        for index, (head, _) in enumerate(self.arcs):
            if head >= 0:
                children[head].append(index)
        return children

    def tokens_in(self, span: Span) -> range:
        """Return the indices of the tokens that overlap the span."""
        return range(bisect_right(self._token_ends, span.start), bisect_left(self.token_starts, span.end))

    def mentions_over(self, span: Span) -> list[Mention]:
        """Return the mentions that overlap the span, in order."""
        if self._mentions_by_place is None or self._mentions_by_place[0] is not self.mentions:
            self._mentions_by_place = self.mentions, Overlaps(self.mentions)
        return [self.mentions[at] for at in self._mentions_by_place[1].of(span)]

    def entities_over(self, span: Span) -> list[tuple[int, EntityMention]]:
        """Return the mentions of entities that overlap the span, each after the number of its entity."""
        if self._entities_by_place is None or self._entities_by_place[0] is not self.entities:
            met = [(number, m) for number, entity in enumerate(self.entities) for m in entity.mentions]
            self._entities_by_place = self.entities, met, Overlaps([m for _, m in met])
        _, met, places = self._entities_by_place
        return [met[at] for at in places.of(span)]

    def mentions_at(self, token: int) -> list[Mention]:
        """Return the mentions that hold the token, in order."""
        return self.mentions_over(self.span(token, token))

    def sentence_of(self, token: int) -> Sentence:
        """Return the sentence that holds the token with this index."""
        return self.sentences[self.sentence_number(token)]

    def sentence_number(self, token: int) -> int:
        """Return which sentence holds the token with this index, counted from 0."""
        return bisect_right(self._sentence_firsts, token) - 1

    def block_of(self, token: int) -> Block:
        """Return the block that holds the token with this index."""
        return self.article.blocks[self.sentence_of(token).block]

    def span(self, first: int, last: int) -> Span:
        """Return the characters of the tokens `first` to `last`, the last one included."""
        return Span(self.tokens[first].start, self.tokens[last].end)

    def subtree(self, token: int) -> list[int]:
        """Return the token and all that depends on it, in order; safe where a parser's heads run in a circle."""
        seen = {token}
        queue = [token]
        while queue:
            fresh = [child for child in self.children[queue.pop()] if child not in seen]
            seen.update(fresh)
            queue.extend(fresh)
        return sorted(seen)
