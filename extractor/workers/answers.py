"""What goes to a worker and what comes back: an order for each record, an answer for each order."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from typing import Any, NamedTuple

from extractor.errors import ExtractorError

__all__ = ["Answer", "Failure", "Order", "describe_failure"]


class Order(NamedTuple):
    """A record to be extracted, and how the result is wanted where the record itself does not say.

    `format` is "line" (the result as one line of JSON) or one of export's.
    """

    record: Mapping[str, Any]
    format: str = "line"
    include: frozenset[str] = frozenset()
    offset_encoding: str = "code-points"


class Failure(NamedTuple):
    """Why a record has no result, in the words of the errors file and of the service."""

    code: str
    title: str
    detail: str
    status: int = 500


class Answer(NamedTuple):
    """The result of one record as bytes, or its failure; `characters` of its text were read, `quotes` found in it."""

    body: bytes | None
    failure: Failure | None = None
    characters: int = 0
    quotes: int = 0


def describe_failure(error: BaseException) -> Failure:
    """Return what to tell about an error: its own words for an ExtractorError, else only where it arose, never text."""
    if isinstance(error, ExtractorError):
        return Failure(error.code, error.title, str(error), error.status)
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].name}, line {frames[-1].lineno}" if frames else "unknown place"
    return Failure(
        "internal-error", "Extraction failed on this article", f"{type(error).__name__} in {where}; please report it."
    )
