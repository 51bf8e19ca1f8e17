"""From an article to its document: the stages, in order, a line a stage.

>>> document = load_pipeline()({"text": "В городе открыли 12 школ."})
>>> [(number.value, number.noun) for number in document.numbers]  # doctest: +SKIP
[(12, 'школа')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from extractor.annotations import BODY_KINDS, Arc, Mention
from extractor.document import Document
from extractor.entities import find_entities
from extractor.language import Engine, Lemmas, Tagging, find_tokens, load_engine
from extractor.numbers import find_numbers
from extractor.quotes import find_quotes
from extractor.reading import read_article
from extractor.tags import rank_tags

__all__ = ["Pipeline", "load_pipeline"]

Record = Mapping[str, Any]


class Pipeline:
    """Extracts everything from articles. Loading it reads the models; calling it keeps no state but caches."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, record: Record) -> Document:
        """Return the document of one article; raises an ExtractorError for a record that is no article."""
        return next(self.pipe([record]))

    def pipe(self, records: Iterable[Record], batch_size: int = 16) -> Iterator[Document]:
        """Yield the documents of articles, in order; a batch shares the calls of the neural tagger."""
        records = iter(records)
        while batch := [self.read(record) for record in islice(records, batch_size)]:
            self.annotate(batch)
            yield from batch

    def read(self, record: Record) -> Document:
        """Return the document of a record, nothing found in it yet; raises an ExtractorError if it is no article."""
        return Document(read_article(record))

    def annotate(self, batch: Sequence[Document]) -> None:
        """Find every layer of the documents."""
        for document in batch:
            document.tokens, document.sentences = find_tokens(document.text, _body(document))
        for document, taggings in zip(batch, self._tag(batch), strict=True):
            document.morphs = [morph for tagging in taggings for morph in tagging.morphs]
            document.arcs = _arcs(document, taggings)
            document.mentions = _mentions(document, taggings)
            document.lemmas = Lemmas(document.tokens, document.morphs)
            document.numbers = find_numbers(document)
            document.entities = find_entities(document)
            document.quotes = find_quotes(document)
            document.tags = rank_tags(document)

    def _tag(self, batch: Sequence[Document]) -> Iterator[list[Tagging]]:
        sentences = [
            [token.text for token in document.tokens[sentence.first : sentence.last]]
            for document in batch
            for sentence in document.sentences
        ]
        taggings = iter(self._engine.tag(sentences))
        for document in batch:
            yield list(islice(taggings, len(document.sentences)))


@lru_cache(maxsize=1)
def load_pipeline() -> Pipeline:
    """Return the pipeline with its models loaded; the same one at every call."""
    return Pipeline(load_engine())


def _body(document: Document) -> list[tuple[int, Any]]:
    return [(at, block) for at, block in enumerate(document.article.blocks) if block.kind in BODY_KINDS]


def _arcs(document: Document, taggings: Sequence[Tagging]) -> list[Arc]:
    return [
        Arc(sentence.first + head if head >= 0 else -1, relation)
        for sentence, tagging in zip(document.sentences, taggings, strict=True)
        for head, relation in tagging.arcs
    ]


def _mentions(document: Document, taggings: Sequence[Tagging]) -> list[Mention]:
    mentions = []
    for sentence, tagging in zip(document.sentences, taggings, strict=True):
        for first, last, type_ in tagging.names:
            span = document.span(sentence.first + first, sentence.first + last - 1)
            mentions.append(Mention(span.start, span.end, type_, rule="slovnet"))
    return mentions
