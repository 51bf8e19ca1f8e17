"""The neural tagger as the rest of the house sees it: sentences in, labels out. What computes them can be replaced."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from extractor.annotations import Arc, Morph

__all__ = ["Engine", "Name", "Tagging", "load_engine"]


class Name(NamedTuple):
    """A typed run of an article's tokens: `tokens[first:last]`."""

    first: int
    last: int
    type: str


class Tagging(NamedTuple):
    """The labels of the tokens of one article, in the order of its sentences; positions count in the article."""

    morphs: Sequence[Morph]
    arcs: Sequence[Arc]
    names: Sequence[Name]


class Engine(Protocol):
    """Tags articles, many at once. An article's labels do not depend on the others in the batch."""

    def tag(self, articles: Sequence[Sequence[Sequence[str]]]) -> list[Tagging]:
        """Return the labels of each article (a list of sentences, which are lists of words), in order."""
        ...


@lru_cache(maxsize=1)
def load_engine() -> Engine:
    """Return the engine with its weights loaded; the same one at every call."""
    from extractor.language.slovnet import SlovnetEngine

    return SlovnetEngine.load()
