"""slovnet's models of Russian news (morphology, syntax, names), run together by code of our own.

The outputs are slovnet's, but for words whose candidate heads have equal scores; of its model of names only the hidden
states are wanted, which the tagger of nested names reads beside the others'. An article is read in pieces that depend
on nothing but the article, so the same products are computed, and rounded, whatever else is in the batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from extractor.annotations import Arc, Morph
from extractor.language.encoders import Encoders
from extractor.language.engine import Name, Tagging
from extractor.language.forms import NOTHING
from extractor.language.nested import NestedTagger
from extractor.language.syntax import Parser
from extractor.language.weights import Floats, Model, Navec, find_weights, load_navec, read_model

__all__ = ["Reading", "SlovnetEngine"]

#: no sentence is longer: what is, is tagged in parts
LONGEST = 400
#: how many words are read together: few enough for their states to stay in the processor's cache
PIECE = 400
#: how many words are looked up together in the table of forms; with a piece more they always have room there
KNOWN = 4_800
#: how many words are tagged together, which bounds the memory of a call; a longer article is tagged in sections
SECTION = 7_500

Item = TypeVar("Item")

Numbers = NDArray[np.intp]
Sentences = Sequence[Sequence[str]]


class Reading(NamedTuple):
    """A batch of articles as the models see it: all words one after another, and the numbers of their labels.

    `sizes` are the numbers of words of the articles, `lengths` those of their sentences. `states` are the last hidden
    states of the encoders of names, morphology and syntax, side by side; `heads` count inside the sentence, -1 for the
    root.
    """

    words: list[str]
    sizes: Numbers
    lengths: Numbers
    states: Floats
    heads: Numbers
    relations: Numbers
    morphs: Numbers


class SlovnetEngine:
    """The three models. Loading reads 30 MB; a call keeps nothing but the first layer of the forms that it met."""

    def __init__(self, navec: Navec, names: Model, morphology: Model, syntax: Model) -> None:
        self._encoders = Encoders((names, morphology, syntax), navec)
        self._parser = Parser(syntax)
        self._nested = NestedTagger.load(navec)
        self._morphology = morphology.arrays["head"]["proj"]
        self._morphs = [Morph.parse(label) for label in morphology.labels]
        self._relations = syntax.labels

    @classmethod
    def load(cls) -> SlovnetEngine:
        """Read the weights; raises ModelNotFound where they are not."""
        data = find_weights()
        models = (read_model(data / "model" / f"slovnet_{name}_news_v1.tar") for name in ("ner", "morph", "syntax"))
        return cls(load_navec(), *models)

    def tag(self, articles: Sequence[Sentences]) -> list[Tagging]:
        """Return the labels of each article."""
        sections = [list(_runs(list(_cut(sentences)), SECTION)) or [[]] for sentences in articles]
        together = _runs(list(chain.from_iterable(sections)), SECTION, _count_words)
        taggings = chain.from_iterable(map(self._tag, together))
        return [_join(list(islice(taggings, len(parts)))) for parts in sections]

    def read(self, articles: Sequence[Sentences]) -> Reading:
        """Return the hidden states and the labels of articles, as numbers."""
        cut = [list(_cut(sentences)) for sentences in articles]
        lengths = np.array([len(words) for sentences in cut for words in sentences], np.intp)
        pieces = list(self._encode([piece for sentences in cut for piece in _runs(sentences, PIECE)] or [[]]))
        heads, relations = self._parser.parse([piece.projected for piece in pieces], lengths)
        return Reading(
            words=list(chain.from_iterable(piece.words for piece in pieces)),
            sizes=np.array(list(map(_count_words, cut)), np.intp),
            lengths=lengths,
            states=np.concatenate([piece.states for piece in pieces]),
            heads=heads - 1,
            relations=relations,
            morphs=np.concatenate([piece.morphs for piece in pieces]),
        )

    def _tag(self, articles: Sequence[Sentences]) -> list[Tagging]:
        reading = self.read(articles)
        morphs = list(map(self._morphs.__getitem__, reading.morphs.tolist()))
        arcs = self._arcs(reading)
        ends = np.cumsum(reading.sizes).tolist()
        return [
            Tagging(morphs[end - size : end], arcs[end - size : end], names)
            for end, size, names in zip(ends, reading.sizes.tolist(), self._find_names(reading), strict=True)
        ]

    def _encode(self, pieces: Sequence[Sentences]) -> Iterator[_Piece]:
        """Yield what the models make of each piece; the forms of several are looked up together."""
        for some in _runs(pieces, KNOWN, _count_words):
            words = [list(chain.from_iterable(sentences)) for sentences in some]
            slots = self._encoders.forms.find(list(chain.from_iterable(words)))
            start = 0
            for sentences, own in zip(some, words, strict=True):
                yield self._encode_piece(own, sentences, slots[start : start + len(own)])
                start += len(own)

    def _encode_piece(self, words: list[str], sentences: Sentences, slots: Numbers) -> _Piece:
        gaps_before = np.repeat(np.arange(1, len(sentences) + 1), [len(sentence) for sentence in sentences])
        rows = np.arange(len(words)) + gaps_before
        slots_and_gaps = np.full(len(words) + len(sentences) + 1, NOTHING)
        slots_and_gaps[rows] = slots
        states = self._encoders(slots_and_gaps)[rows]
        _, morphology, syntax = states.transpose(1, 0, 2)
        return _Piece(
            words,
            states.reshape(len(words), states.shape[1] * states.shape[2]),
            (morphology @ self._morphology["weight"] + self._morphology["bias"]).argmax(axis=1),
            self._parser.project(syntax),
        )

    def _arcs(self, reading: Reading) -> list[Arc]:
        """Return the arcs, their heads counted in the article."""
        in_article = np.arange(len(reading.words)) - np.repeat(np.cumsum(reading.sizes) - reading.sizes, reading.sizes)
        firsts = in_article[np.cumsum(reading.lengths) - reading.lengths]
        heads = np.where(reading.heads < 0, -1, reading.heads + np.repeat(firsts, reading.lengths))
        relations = map(self._relations.__getitem__, reading.relations.tolist())
        return list(map(Arc._make, zip(heads.tolist(), relations, strict=True)))

    def _find_names(self, reading: Reading) -> Iterator[list[Name]]:
        """Yield the names of each article."""
        self._nested.meet(reading.words)
        ends = np.cumsum(reading.lengths)
        first = start = 0
        for size in reading.sizes.tolist():
            stop = start + size
            last = int(np.searchsorted(ends, stop, side="right")) if size else first
            words, states = reading.words[start:stop], reading.states[start:stop]
            yield self._nested.find_names(words, reading.lengths[first:last], states)
            first, start = last, stop


class _Piece(NamedTuple):
    words: list[str]
    states: Floats
    morphs: Numbers
    projected: Floats


def _count_words(sentences: Sentences) -> int:
    return sum(map(len, sentences))


def _cut(sentences: Sentences) -> Iterator[Sequence[str]]:
    """Yield the sentences that have words, those over the limit in parts."""
    for words in sentences:
        for start in range(0, len(words), LONGEST):
            yield words[start : start + LONGEST]


def _runs(items: Sequence[Item], limit: int, weigh: Callable[[Any], int] = len) -> Iterator[Sequence[Item]]:
    """Yield runs of items; a run ends with the item that brings its weight up to the limit."""
    first = weight = 0
    for at, item in enumerate(items):
        weight += weigh(item)
        if weight >= limit or at == len(items) - 1:
            yield items[first : at + 1]
            first, weight = at + 1, 0


def _join(sections: Sequence[Tagging]) -> Tagging:
    """Return the labels of an article from those of its sections."""
    if len(sections) == 1:
        return sections[0]
    morphs: list[Morph] = []
    arcs: list[Arc] = []
    names: list[Name] = []
    for section in sections:
        first = len(morphs)
        morphs += section.morphs
        arcs += [Arc(head if head < 0 else head + first, relation) for head, relation in section.arcs]
        names += [Name(name.first + first, name.last + first, name.type) for name in section.names]
    return Tagging(morphs, arcs, names)
