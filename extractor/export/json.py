"""The result as JSON, indented for reading; programs that want one line use `extractor batch` or the service."""

from __future__ import annotations

import orjson

from extractor.document import Document
from extractor.schema import render_result

__all__ = ["render_json"]


def render_json(document: Document) -> str:
    """Return the result of the contract as indented JSON."""
    return orjson.dumps(render_result(document), option=orjson.OPT_INDENT_2).decode() + "\n"
