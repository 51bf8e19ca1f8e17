"""The lemma layer: computed for the words that somebody asks for, since half of them are never asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import overload

from extractor.annotations import Morph, Token
from extractor.language.morphology import lemma_of

__all__ = ["Lemmas"]


class Lemmas(Sequence[str]):
    """The lemmas of tokens, lower case, each by its tagged part of speech; without morphs, by its likeliest reading."""

    def __init__(self, tokens: Sequence[Token], morphs: Sequence[Morph] = ()) -> None:
        self._tokens = tokens
        self._morphs = morphs

    @cached_property
    def _found(self) -> list[str | None]:
        return [None] * len(self._tokens)

    def __len__(self) -> int:
        return len(self._tokens)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        lemma = self._found[index]
        if lemma is None:
            lemma = lemma_of(self._tokens[index].text, self._morphs[index].pos if self._morphs else None)
            self._found[index] = lemma
        return lemma
