"""The neural tagger as the rest of the house sees it: sentences in, labels out. What computes them can be replaced."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from extractor.annotations import Arc, Morph

__all__ = ["Engine", "Name", "Tagging"]


class Name(NamedTuple):
    """A typed run of an article's tokens: `tokens[first:last]`."""

    first: int
    last: int
    type: str


class Tagging(NamedTuple):
    """The labels of the tokens of one article, in the order of its sentences; positions count in the article.

    `names` are all that NEREL's types name, names within names included, the outer before the inner.
    """

    morphs: Sequence[Morph]
    arcs: Sequence[Arc]
    names: Sequence[Name]


class Engine(Protocol):
    """Tags articles, many at once. An article's labels do not depend on the others in the batch."""

    def tag(self, articles: Sequence[Sequence[Sequence[str]]]) -> list[Tagging]:
        """Return the labels of each article (a list of sentences, which are lists of words), in order."""
        ...
