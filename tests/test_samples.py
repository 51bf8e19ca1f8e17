"""The samples give the results that stand beside them.

`samples/NAME.json` holds what a reader would say of the article: who, what, which numbers, who said what.
To see a result in that form: `python -m tests.test_samples samples/NAME.txt`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from extractor import load_pipeline
from extractor.document import Document
from extractor.reading import FILE_TYPES

SAMPLES = Path(__file__).parent.parent / "samples"
ARTICLES = sorted(path for path in SAMPLES.iterdir() if path.suffix in FILE_TYPES)
PLACES = frozenset({"CITY", "COUNTRY", "DISTRICT", "FACILITY", "LOCATION", "STATE_OR_PROVINCE"})
#: samples whose results are not yet what a reader would say, and what is amiss
KNOWN_FAILURES = {
    "dash-speech.txt": "the zone goes by the name in its marks alone: «Заречье»",
    "interview.txt": "words of the headline are taken for the name of a work",
    "page.html": "«Маршрут № 9» is taken for a place",
}


def describe(document: Document) -> dict[str, Any]:
    """What a reader would say of the article."""
    text, article = document.text, document.article
    entities = document.entities
    return {
        "title": article.title,
        "published": article.published,
        "outlet": article.outlet,
        "author": article.author,
        "blocks": [f"{block.kind}: {_clip(block.of(text))}" for block in article.blocks],
        "people": {e.name: sorted({role.name for role in e.roles}) for e in entities if e.type == "PERSON"},
        "organizations": {e.name: sorted(e.aliases) for e in entities if e.type == "ORGANIZATION"},
        "places": sorted(e.name for e in entities if e.type in PLACES),
        "numbers": [_number(number, text) for number in document.numbers],
        "quotes": [
            {
                "kind": quote.kind,
                "words": [segment.of(text) for segment in quote.content],
                "cue": quote.cue.of(text) if quote.cue else None,
                "source": quote.source.of(text) if quote.source else None,
                "speaker": quote.speaker,
            }
            for quote in document.quotes
        ],
        "tags": [tag.name for tag in document.tags][:3],
    }


def _number(number: Any, text: str) -> str:
    fields = ("value", "low", "high", "unit", "noun", "qualifier", "date")
    given = {name: getattr(number, name) for name in fields if getattr(number, name) is not None}
    return f"{number.of(text)} = {number.kind} {' '.join(f'{name}={value}' for name, value in given.items())}".strip()


def _clip(text: str, width: int = 40) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[:width]}…"


def _extract(path: Path) -> Document:
    return load_pipeline()({"id": path.stem, FILE_TYPES[path.suffix]: path.read_bytes()})


def _sample(path: Path) -> Any:
    reason = KNOWN_FAILURES.get(path.name)
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(path, id=path.name, marks=marks)


@pytest.mark.parametrize("path", [_sample(path) for path in ARTICLES])
def test_sample_gives_its_result(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert describe(_extract(path)) == expected


def test_there_is_a_sample_of_each_shape() -> None:
    assert {path.stem for path in ARTICLES} >= {
        "agency",
        "dash-speech",
        "guillemets",
        "interview",
        "page",
        "scraped-page",
    }


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(json.dumps(describe(_extract(Path(name))), ensure_ascii=False, indent=1))
