"""Who is in a Russian news article, which numbers it gives, and who said what.

>>> import extractor
>>> result = extractor.extract({"text": "– Парк откроют в мае, – сообщила глава района Анна Лебедь."})
>>> result["schema"]
'1'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from extractor.schema import Result

__all__ = ["extract"]
__version__ = "0.1.0"


def extract(record: Mapping[str, Any], include: Collection[str] = (), offset_encoding: str = "code-points") -> Result:
    """Return everything found in one article, `{"text": …}` or `{"html": …}`; raises an ExtractorError for a bad one.

    The models load at the first call, not at import.
    """
    from extractor.pipeline import load_pipeline
    from extractor.schema import render_result

    return render_result(load_pipeline()(record), include, offset_encoding)
