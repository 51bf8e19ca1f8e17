"""Learns the weights of `models/speech/weights.tsv` from annotated news, and prints what held-out folds say.

    python models/speech/train.py ../shared/gold [--folds 10] [--write]

A piece in marks counts as speech where the gold has a direct quote with the same words. Pieces inside reported speech
and optional quotes teach nothing: they are left out. Folds are by document, so that no text is on both sides.

Beside the gold, in `corpora/`, lie the articles that `tests/quotes/annotated_seen.jsonl` annotates; where they are not,
the weights are learned without them, and the script says so.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from extractor.document import Document
from extractor.pipeline import load_pipeline
from extractor.quotes.features import Scene
from extractor.quotes.marks import find_marked, find_paragraphs
from extractor.quotes.pieces import read_pieces
from extractor.quotes.speech import THRESHOLD, evidence_of
from extractor.quotes.weighing import BIAS, MEANING, Evidence, Weights, probability

HERE = Path(__file__).parent
GOLD = ("quotes_dev.jsonl", "speech_dev.jsonl")
sys.path.append(str(HERE.parent))
from annotated import read_annotated  # noqa: E402

WORD = re.compile(r"\w+")
#: speech in the written examples, and their text without the brackets
SPOKEN = re.compile("⟦(.*?)⟧", re.DOTALL)
NO_BRACKETS = {ord("⟦"): None, ord("⟧"): None}
#: the inverse strength of the penalty on large weights; 0.1 to 1 are level on held-out folds
STRENGTH = 0.3
#: by how much the sides of a meaning are lengthened in learning, which makes their penalty smaller; 1 to 2.5 are level
EMPHASIS = 1.5
#: a feature that fewer pieces have is no evidence
RARE = 4
#: share of the words that a piece and a direct quote must have in common
SAME = 0.8


class Example(NamedTuple):
    """A piece's document and what it shows, and whether it is speech."""

    doc: str
    evidence: Evidence
    speech: bool


def read_documents(gold: Path) -> Iterator[tuple[Mapping[str, Any], Document]]:
    """Yield the annotated records with their documents."""
    records = [json.loads(line) for name in GOLD for line in (gold / name).read_text(encoding="utf-8").splitlines()]
    corpora = gold.parent / "corpora"
    if corpora.is_dir():
        records += read_annotated(corpora)
    else:
        print(f"{corpora} is not there: learning without the annotated articles of the corpora.", file=sys.stderr)
    articles = [
        {"text": r.get("text") or (gold / "texts" / f"{r['doc']}.txt").read_text("utf-8"), "furniture": "keep"}
        for r in records
    ]
    yield from zip(records, load_pipeline().pipe(articles), strict=True)


def examples_of(record: Mapping[str, Any], document: Document) -> Iterator[Example]:
    """Yield the examples that one annotated document gives."""
    scene = scene_of(document)
    quotes = record["quotes"]
    direct = [_words(document.text, q["content"]) for q in quotes if q["kind"] == "direct" and not q.get("optional")]
    left_out = [_words(document.text, q["content"]) for q in quotes if q["kind"] != "direct" or q.get("optional")]
    for at, piece in enumerate(scene.pieces):
        words = _words(document.text, [(s.start, s.end) for s in piece.segments])
        speech = any(len(words & quote) >= SAME * len(words | quote) for quote in direct)
        if piece.marked.depth == 0 and (speech or not any(words <= quote for quote in left_out)):
            yield Example(record["doc"], evidence_of(scene, at), speech)


def read_written(path: Path = HERE / "written.txt") -> list[Example]:
    """Return the examples that were written for learning; they teach in every fold and count in none."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    texts = [line.replace("¶", "\n\n") for line in lines]
    records = [{"text": text.translate(NO_BRACKETS), "furniture": "keep"} for text in texts]
    examples = []
    for text, document in zip(texts, load_pipeline().pipe(records), strict=True):
        scene = scene_of(document)
        for at, piece in enumerate(scene.pieces):
            if piece.marked.depth == 0:
                speech = piece.marked.inner.of(document.text) in SPOKEN.findall(text)
                examples.append(Example(text, evidence_of(scene, at), speech))
    return examples


def scene_of(document: Document) -> Scene:
    """Return the document with its pieces in marks."""
    paragraphs = find_paragraphs(document)
    return Scene(document, read_pieces(document, find_marked(document.text, paragraphs), paragraphs))


def _words(text: str, spans: Sequence[Sequence[int]]) -> frozenset[int]:
    return frozenset(start + m.start() for start, end in spans for m in WORD.finditer(text[start:end]))


def learn(examples: Sequence[Example]) -> Weights:
    """Return the weights of features and meanings."""
    counts = Counter(name for example in examples for name in example.evidence.features)
    names = sorted(name for name, count in counts.items() if count >= RARE)
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(_matrix(examples, names), [example.speech for example in examples])
    features, meaning = np.split(model.coef_[0], [len(names)])
    weights = {name: round(float(w), 4) for name, w in zip(names, features, strict=True) if abs(w) >= 0.005}
    bias = {BIAS: round(float(model.intercept_[0]), 4)}
    return Weights(bias | weights, np.round(EMPHASIS * meaning, 4).astype(np.float32))


def _matrix(examples: Sequence[Example], names: Sequence[str]) -> csr_matrix:
    column = {name: at for at, name in enumerate(names)}
    cells = [
        (row, column[name])
        for row, example in enumerate(examples)
        for name in sorted(example.evidence.features)
        if name in column
    ]
    rows, columns = zip(*cells, strict=True)
    features = csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(examples), len(names)))
    meanings = EMPHASIS * np.array([example.evidence.meaning for example in examples], np.float64)
    return hstack([features, csr_matrix(meanings)]).tocsr()


def print_folds(examples: Sequence[Example], written: Sequence[Example], folds: int) -> None:
    """Print precision, recall and F1 on pieces of documents that the weights have not seen."""
    fold_of = [int(hashlib.md5(e.doc.encode()).hexdigest(), 16) % folds for e in examples]
    hits = predicted = 0
    for fold in range(folds):
        weights = learn([*(e for e, at in zip(examples, fold_of, strict=True) if at != fold), *written])
        for example in (e for e, at in zip(examples, fold_of, strict=True) if at == fold):
            said = probability([example.evidence], weights) >= THRESHOLD
            predicted += said
            hits += said and example.speech
    gold = sum(e.speech for e in examples)
    precision, recall = hits / predicted, hits / gold
    f1 = 2 * hits / (predicted + gold)
    print(f"pieces {len(examples)}, speech {gold}; held out: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")


def write(weights: Weights, path: Path = HERE / "weights.tsv") -> None:
    """Write the weights, a row each."""
    sides = ((f"{MEANING} {side}", float(weight)) for side, weight in enumerate(weights.meaning))
    rows = [*sorted(weights.features.items()), *sides]
    path.write_text("".join(f"{name}\t{weight:.4f}\n" for name, weight in rows), encoding="utf-8")


def main() -> None:
    """Read the arguments, learn, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--write", action="store_true", help="replace weights.tsv")
    arguments = parser.parse_args()
    examples = [
        example for record, document in read_documents(arguments.gold) for example in examples_of(record, document)
    ]
    written = read_written()
    print_folds(examples, written, arguments.folds)
    if arguments.write:
        write(learn([*examples, *written]))


if __name__ == "__main__":
    main()
