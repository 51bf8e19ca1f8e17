"""The figures of quotes against the gold beside the project, and the floors under them.

    python tests/quotes/floors.py [--lower]

prints the figures and pins them as the new floors; it refuses to lower one unless told to.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

from extractor.pipeline import Pipeline, load_pipeline

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"
FLOORS = HERE / "floors.json"
SETS = ("quotes_dev", "speech_dev")
FIGURES = ("direct_f1", "direct_exact", "direct_who_f1", "reported_f1", "reported_who_f1", "clean")

Figures = dict[str, dict[str, float | str]]


def measure(pipeline: Pipeline) -> Figures:
    """The figures of each set in per cent, rounded down to a tenth, beside the hash of its gold."""
    return {name: _measure(pipeline, name) for name in SETS}


def _measure(pipeline: Pipeline, name: str) -> dict[str, float | str]:
    gold = (SHARED / "gold" / f"{name}.jsonl").read_bytes()
    records = [json.loads(line) for line in gold.decode("utf-8").splitlines()]
    texts = {record["doc"]: record.get("text") or _read_text(record["doc"]) for record in records}
    documents = pipeline.pipe({"id": doc, "text": text, "furniture": "keep"} for doc, text in texts.items())
    results = {
        document.article.id: [
            {
                "spans": [(span.start, span.end) for span in quote.content],
                "kind": quote.kind,
                "speaker": quote.speaker,
            }
            for quote in document.quotes
        ]
        for document in documents
    }
    figures = _load_scorer().score(records, results, texts.__getitem__)
    return {"gold": hashlib.sha256(gold).hexdigest()[:16]} | {
        figure: math.floor(1000 * figures[figure]) / 10 for figure in FIGURES
    }


def _read_text(doc: str) -> str:
    return (SHARED / "gold" / "texts" / f"{doc}.txt").read_text(encoding="utf-8")


def _load_scorer() -> ModuleType:
    path = SHARED / "eval" / "score_quotes.py"
    loader = SourceFileLoader("score_quotes", str(path))
    module = ModuleType(loader.name)
    loader.exec_module(module)
    return module


def read_floors() -> Figures:
    """The pinned figures."""
    return json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def lowered(figures: Figures, floors: Figures) -> list[str]:
    """What has fallen under its floor, as lines to print."""
    return [
        f"{name} {figure}: {figures[name][figure]} is below {floor}"
        for name, pinned in floors.items()
        for figure, floor in pinned.items()
        if figure != "gold" and figures[name][figure] < floor
    ]


def main() -> int:
    figures, floors = measure(load_pipeline()), read_floors()
    fallen = lowered(figures, floors)
    print(json.dumps(figures, indent=1), *fallen, sep="\n")
    if fallen and "--lower" not in sys.argv:
        return 1
    FLOORS.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
