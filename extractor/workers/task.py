"""What a worker does: orders in, answers out, through one pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import orjson

from extractor.document import Document
from extractor.errors import InvalidArticle
from extractor.export import FORMATS
from extractor.pipeline import Pipeline, load_pipeline
from extractor.schema import INCLUDES, OFFSET_ENCODINGS, render_result
from extractor.tags import Topic, read_topics
from extractor.workers.answers import Answer, Order, describe_failure

__all__ = ["ExtractTask", "load_task"]


class ExtractTask:
    """Extracts articles together; one that fails costs the others nothing."""

    def __init__(self, pipeline: Pipeline, max_chars: int | None = None) -> None:
        self._pipeline, self._max_chars = pipeline, max_chars

    def __call__(self, orders: Sequence[Order]) -> list[Answer]:
        """Return an answer for each order, in order."""
        answers: list[Answer | None] = [None] * len(orders)
        documents: dict[int, Document] = {}
        for at, order in enumerate(orders):
            try:
                _check_wishes(order)
                documents[at] = self._pipeline.read(order.record, self._max_chars)
            except Exception as error:
                answers[at] = Answer(None, describe_failure(error))
        read = [(orders[at], document) for at, document in documents.items()]
        for at, answer in zip(documents, self._answer(read), strict=True):
            answers[at] = answer
        return [answer for answer in answers if answer is not None]

    def _answer(self, read: list[tuple[Order, Document]]) -> list[Answer]:
        try:
            self._pipeline.annotate([document for _, document in read])
            return [
                Answer(_render(order, document), None, len(document.text), len(document.quotes))
                for order, document in read
            ]
        except Exception as error:
            if len(read) == 1:
                return [Answer(None, describe_failure(error))]
        # somewhere among them is one that cannot be extracted
        return [answer for order, document in read for answer in self._answer([(order, Document(document.article))])]


def load_task(max_chars: int | None = None, topics: Path | Iterable[Topic] | None = None) -> ExtractTask:
    """Return the task with its models loaded.

    `max_chars` is the longest article allowed; `topics` are the newsroom's own, or the file that has them.
    """
    pipeline = load_pipeline()
    if topics is not None:
        pipeline = pipeline.with_topics(read_topics(topics) if isinstance(topics, Path) else topics)
    return ExtractTask(pipeline, max_chars)


def _check_wishes(order: Order) -> None:
    """Raise InvalidArticle where a record asks for something that does not exist."""
    include, encoding = order.record.get("include"), order.record.get("offset_encoding")
    if include is not None and not (isinstance(include, list | tuple) and INCLUDES.issuperset(include)):
        raise InvalidArticle(f'"include" is a list of {", ".join(sorted(INCLUDES))}.')
    if encoding is not None and encoding not in OFFSET_ENCODINGS:
        raise InvalidArticle(f'"offset_encoding" is one of {", ".join(OFFSET_ENCODINGS)}.')


def _render(order: Order, document: Document) -> bytes:
    if order.format != "line":
        return FORMATS[order.format](document).encode()
    include = order.record.get("include") or order.include
    encoding = order.record.get("offset_encoding") or order.offset_encoding
    return orjson.dumps(render_result(document, include, encoding))
