"""A document in the formats that people and other programs read.

>>> sorted(FORMATS)
['annotations', 'brat', 'html', 'json', 'jsonld', 'summary']
"""

from __future__ import annotations

from collections.abc import Callable

from extractor.document import Document
from extractor.export.annotations import render_annotations
from extractor.export.brat import render_brat
from extractor.export.explanation import render_explanation
from extractor.export.html import render_html
from extractor.export.json import render_json
from extractor.export.jsonld import render_jsonld
from extractor.export.summary import render_summary

__all__ = ["FORMATS", "Format", "render_explanation"]

Format = Callable[[Document], str]

#: every format by its name on the command line and in the service's `?format=`
FORMATS: dict[str, Format] = {
    "annotations": render_annotations,
    "brat": render_brat,
    "html": render_html,
    "json": render_json,
    "jsonld": render_jsonld,
    "summary": render_summary,
}
