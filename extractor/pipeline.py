"""From an article to its document: the stages, in order, a line a stage.

>>> document = load_pipeline()({"text": "В городе открыли 12 школ."})
>>> [(number.value, number.noun) for number in document.numbers]
[(12, 'школа')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from extractor.annotations import BODY_KINDS, Sentence
from extractor.document import Document
from extractor.entities import find_entities, name_mentions, resolve_anaphora
from extractor.language import Engine, Lemmas, Tagging, agree_subjects, bare, find_tokens, load_engine, place_mentions
from extractor.numbers import find_numbers
from extractor.quotes import find_quotes
from extractor.reading import read_article
from extractor.tags import Dictionary, Topic, rank_tags

__all__ = ["Pipeline", "load_pipeline"]

Record = Mapping[str, Any]


class Pipeline:
    """Extracts everything from articles. Loading it reads the models; calling it keeps no state but caches."""

    def __init__(self, engine: Engine, dictionary: Dictionary | None = None) -> None:
        self._engine, self._dictionary = engine, dictionary

    def with_topics(self, topics: Iterable[Topic]) -> Pipeline:
        """Return a pipeline of the same models that finds the newsroom's topics too."""
        return Pipeline(self._engine, Dictionary(topics))

    def __call__(self, record: Record) -> Document:
        """Return the document of one article; raises an ExtractorError for a record that is no article."""
        return next(self.pipe([record]))

    def pipe(self, records: Iterable[Record], batch_size: int = 16, max_chars: int | None = None) -> Iterator[Document]:
        """Yield the documents of articles, in order; a batch shares the calls of the neural tagger.

        No more than a batch is held at a time. `max_chars` is the longest article allowed; raises ArticleTooLong for a
        longer one, and what `read` raises.
        """
        records = iter(records)
        while batch := [self.read(record, max_chars) for record in islice(records, batch_size)]:
            self.annotate(batch)
            yield from batch

    def read(self, record: Record, limit: int | None = None) -> Document:
        """Return the document of a record, nothing found in it yet; raises an ExtractorError if it is no article.

        `limit` is the longest article allowed, in characters.
        """
        return Document(read_article(record, limit))

    def annotate(self, batch: Sequence[Document]) -> None:
        """Find every layer of the documents."""
        for document in batch:
            document.tokens, document.sentences = find_tokens(document.text, _body(document))
        for document, tagging in zip(batch, self._tag(batch), strict=True):
            document.morphs = agree_subjects(document.tokens, tagging.morphs, tagging.arcs)
            document.arcs = tagging.arcs
            document.mentions = place_mentions(document.tokens, tagging.names)
            document.lemmas = Lemmas(document.tokens, document.morphs)
            document.numbers = find_numbers(document)
            document.mentions = name_mentions(document)
            document.entities = find_entities(document)
            document.entities = resolve_anaphora(document)
            document.quotes = find_quotes(document)
            document.tags = rank_tags(document, self._dictionary)

    def _tag(self, batch: Sequence[Document]) -> list[Tagging]:
        return self._engine.tag([[_words(document, sentence) for sentence in document.sentences] for document in batch])


@lru_cache(maxsize=1)
def load_pipeline() -> Pipeline:
    """Return the pipeline with its models loaded; the same one at every call."""
    return Pipeline(load_engine())


def _body(document: Document) -> list[tuple[int, Any]]:
    return [(at, block) for at, block in enumerate(document.article.blocks) if block.kind in BODY_KINDS]


def _words(document: Document, sentence: Sentence) -> list[str]:
    return [bare(token.text) for token in document.tokens[sentence.first : sentence.last]]
