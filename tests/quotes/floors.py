"""The figures of quotes against the gold beside the project, and the floors under them.

    python tests/quotes/floors.py [--lower]

prints the figures and pins them as the new floors; it refuses to lower one unless told to.

Beside the gold stand 295 more articles of the corpora, annotated by the same specification: `annotated_seen.jsonl`, of
which the errors may be studied, and `annotated_held.jsonl`, of which nobody looks at more than the figures. Both keep
places in the texts and no text: the speaker too is given by where the words of the name stand.
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
SETS = ("quotes_dev", "speech_dev", "annotated_seen", "annotated_held")
#: where the texts of a corpus lie, by the first part of a document's id
CORPORA = {
    "nerel-train": "NEREL/NEREL-v1.1/train",
    "nerel-dev": "NEREL/NEREL-v1.1/dev",
    "factru-devset": "factRuEval-2016/devset",
    "rucoco-public": "news",
}
FIGURES = ("direct_f1", "direct_exact", "direct_who_f1", "reported_f1", "reported_who_f1", "clean")

Figures = dict[str, dict[str, float | str]]


def measure(pipeline: Pipeline) -> Figures:
    """The figures of each set in per cent, rounded down to a tenth, beside the hash of its gold."""
    return {name: _measure(pipeline, name) for name in SETS}


def _measure(pipeline: Pipeline, name: str) -> dict[str, float | str]:
    own = HERE / f"{name}.jsonl"
    gold = (own if own.exists() else SHARED / "gold" / own.name).read_bytes()
    records = [json.loads(line) for line in gold.decode("utf-8").split("\n") if line]
    read = _read_corpus if own.exists() else _read_text
    texts = {record["doc"]: record.get("text") or read(record["doc"]) for record in records}
    for record in records if own.exists() else ():
        for quote in record["quotes"]:
            quote["speaker"] = _name(texts[record["doc"]], quote["speaker"])
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
        figure: math.floor(1000 * figures[figure]) / 10 for figure in FIGURES if figures[figure] is not None
    }


def _read_text(doc: str) -> str:
    return (SHARED / "gold" / "texts" / f"{doc}.txt").read_text(encoding="utf-8")


def _read_corpus(doc: str) -> str:
    corpus, name = doc.split("/")
    return (SHARED / "corpora" / CORPORA[corpus] / f"{name}.txt").read_bytes().decode("utf-8")


def _name(text: str, spans: list[list[int]] | None) -> str | None:
    return None if spans is None else " ".join(text[start:end] for start, end in spans)


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
