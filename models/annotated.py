"""Articles of the corpora with annotated quotes, for the scripts that learn from them.

`tests/quotes/annotated_seen.jsonl` keeps places and no text; the texts are those of the corpora beside the project.
Articles of RuCoCo are left out: that corpus is for measuring only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["read_annotated", "text_of"]

ANNOTATED = Path(__file__).parents[1] / "tests" / "quotes" / "annotated_seen.jsonl"
#: where the texts of a corpus lie, by the first part of a document's id
CORPORA = {
    "nerel-train": "NEREL/NEREL-v1.1/train",
    "nerel-dev": "NEREL/NEREL-v1.1/dev",
    "factru-devset": "factRuEval-2016/devset",
}


def read_annotated(corpora: Path) -> Iterator[dict[str, Any]]:
    """Yield `{"doc", "text", "quotes"}`, each quote with its speaker's words; raises ValueError at another text."""
    for line in ANNOTATED.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["doc"].split("/")[0] not in CORPORA:
            continue
        text = text_of(corpora, record)
        for quote in record["quotes"]:
            places = quote["speaker"]
            quote["speaker"] = None if places is None else " ".join(text[start:end] for start, end in places)
        yield record | {"text": text}


def text_of(corpora: Path, record: dict[str, Any]) -> str:
    """Return the text that a record speaks of; raises ValueError where the corpus has another under its name."""
    corpus, name = record["doc"].split("/")
    path = corpora / CORPORA[corpus] / f"{name}.txt"
    raw = path.read_bytes()
    if hashlib.sha256(raw).hexdigest() != record["sha256"]:
        raise ValueError(f"{path} is not the text that was annotated; use the corpus as the card names it.")
    return raw.decode("utf-8")
