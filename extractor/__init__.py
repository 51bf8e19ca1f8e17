"""Who is in a Russian news article, which numbers it gives, and who said what.

>>> import extractor
>>> result = extractor.extract({"text": "– Парк откроют в мае, – сообщила глава района Анна Лебедь."})
>>> result["quotes"][0]["speaker"]
'Анна Лебедь'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.errors import ExtractorError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from extractor.pipeline import Pipeline
    from extractor.schema import Result

__all__ = ["ExtractorError", "extract", "load_pipeline"]
__version__ = "0.1.0"


def extract(record: Mapping[str, Any], include: Collection[str] = (), offset_encoding: str = "code-points") -> Result:
    """Return everything found in one article, `{"text": …}` or `{"html": …}`; raises an ExtractorError for a bad one.

    `include` may name "tokens" and "rules"; `offset_encoding` is "code-points" or "utf-16". The models load at the
    first call, not at import.
    """
    from extractor.schema import render_result

    return render_result(load_pipeline()(record), include, offset_encoding)


def load_pipeline() -> Pipeline:
    """Return the pipeline with its models loaded; `load_pipeline().pipe(records)` yields the documents of many."""
    from extractor import pipeline

    return pipeline.load_pipeline()
