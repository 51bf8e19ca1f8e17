"""Words as the archive knows them: lemmas of articles and quotes for the index, and the lemmas that a query may mean.

Lemmas are letters and digits only, «ё» is «е», so that both databases cut them in the same places.

>>> spell("Вице-премьёр")
'вице премьер'
>>> fold_name("  Фонд  «Тёплый дом» ")
'фонд теплый дом'
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from extractor.annotations import BODY_KINDS, Block
from extractor.language import find_tokens, lemma_of, parses_of
from extractor.schema import Result

__all__ = ["LONGEST_NAME", "LemmaLine", "fold_name", "lemmas_meant", "spell", "words_of_name"]

#: characters of a name that count: what is longer is no name, and no index takes it
LONGEST_NAME = 300


class LemmaLine:
    """The lemmas of an article's body, in order; those of the result's tokens where it has them.

    `whole` is the line of the article, and `within(start, end)` that of a span.
    """

    def __init__(self, result: Result) -> None:
        tokens: Sequence[Any] = result.get("tokens") or _tokens(result)
        self._starts = [token["start"] for token in tokens]
        self._ends = [token["end"] for token in tokens]
        self._lemmas = [spell(token["lemma"]) for token in tokens]

    @property
    def whole(self) -> str:
        """The lemmas of the article, with spaces."""
        return _line(self._lemmas)

    def within(self, start: int, end: int) -> str:
        """Return the lemmas of the words that overlap the span, with spaces."""
        return _line(self._lemmas[bisect_right(self._ends, start) : bisect_left(self._starts, end)])


def lemmas_meant(word: str) -> tuple[str, ...]:
    """Return what a word of a query may be in the index: its lemma by every reading, the likeliest first.

    >>> lemmas_meant("стали")
    ('стать', 'сталь')
    """
    readings = [spell(parse.lemma) for parse in parses_of(word)]
    return tuple(dict.fromkeys(reading for reading in (*readings, *([] if readings else [spell(word)])) if reading))


def fold_name(name: str) -> str:
    """Return what two spellings of a name have in common: no capitals, no marks, «е» for «ё»."""
    return spell(name)[:LONGEST_NAME]


def words_of_name(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded, each once.

    >>> words_of_name("Анна Мамина-Сибиряк")
    ('анна', 'мамина', 'сибиряк')
    """
    return tuple(dict.fromkeys(fold_name(name).split()))


@lru_cache(maxsize=65_536)
def spell(word: str) -> str:
    """Return the letters and digits of a word, lower case, the runs of them with spaces between."""
    folded = word.casefold().replace("ё", "е")
    if folded.isalnum():
        return folded
    return " ".join("".join(char if char.isalnum() else " " for char in folded).split())


def _line(lemmas: Sequence[str]) -> str:
    return " ".join(lemma for lemma in lemmas if lemma)


def _tokens(result: Result) -> list[dict[str, Any]]:
    """Return the tokens of a result that came without them, each with its likeliest lemma."""
    blocks = [(at, Block(**_place(block))) for at, block in enumerate(result["article"]["blocks"])]
    tokens, _ = find_tokens(
        result["article"]["text"], [(at, block) for at, block in blocks if block.kind in BODY_KINDS]
    )
    return [{"start": token.start, "end": token.end, "lemma": lemma_of(token.text)} for token in tokens]


def _place(block: Any) -> dict[str, Any]:
    return {name: block[name] for name in ("start", "end", "kind")}
