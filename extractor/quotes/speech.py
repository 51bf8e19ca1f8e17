"""Which words in marks are speech, and which a name, a title, a term or irony.

Where the author's words stand free beside them («…», — сказал X), the construction decides. Elsewhere the features of
the piece are weighed: `models/speech` holds a weight a feature, learned from annotated news (its card says how).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from extractor.document import Document
from extractor.errors import ModelNotFound
from extractor.quotes.drafts import Draft
from extractor.quotes.features import Scene, features_of, is_sentence
from extractor.quotes.pieces import Piece

__all__ = ["Verdict", "find_speech", "load_weights", "probability"]

PACKAGE = Path(__file__).parents[1]
#: in a wheel the models lie inside the package, in the project beside it
PLACES = (PACKAGE / "_models" / "speech", PACKAGE.parent / "models" / "speech")
#: from this probability on a piece is speech; between 0.4 and 0.55 the F1 of held-out folds is level
THRESHOLD = 0.5
#: how many features the evidence names
SHOWN = 3
#: the row of the weights that every piece has
BIAS = "(bias)"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a piece is speech, by which rule, how sure that is, and the features that weighed most."""

    speech: bool
    rule: str
    probability: float
    reasons: tuple[str, ...] = ()


def find_speech(
    document: Document, pieces: Sequence[Piece], unmarked: Sequence[Draft]
) -> Iterator[tuple[Piece, Verdict]]:
    """Yield the pieces that are speech, each with the verdict that says so; `unmarked` is speech that holds pieces."""
    scene = Scene(document, pieces)
    spoken = [span for draft in unmarked for span in draft.content]
    for at, piece in enumerate(pieces):
        nested = piece.marked.depth > 0 or any(span.contains(piece.marked.inner) for span in spoken)
        verdict = _verdict(scene, at, nested)
        if verdict.speech:
            yield piece, verdict


def _verdict(scene: Scene, at: int, nested: bool) -> Verdict:
    for rule in RULES:
        verdict = rule(scene, scene.pieces[at], nested)
        if verdict is not None:
            return verdict
    features, weights = features_of(scene, at), load_weights()
    chance = probability(features, weights)
    heaviest = sorted(features, key=lambda name: (-abs(weights.get(name, 0.0)), name))[:SHOWN]
    reasons = tuple(f"{name} {weights.get(name, 0.0):+.2f}" for name in heaviest)
    return Verdict(chance >= THRESHOLD, "speech by features", chance, reasons)


def _within_speech(scene: Scene, piece: Piece, nested: bool) -> Verdict | None:
    """Marks inside speech are speech only after a colon and a cue: «Мама говорила: „Хлеб не выбрасывай“»."""
    if not nested:
        return None
    told = piece.left == "colon" and piece.author is not None and piece.author.rule == "lead_verb"
    return Verdict(told, "speech within speech", 0.7 if told else 0.1)


def _unsaid(scene: Scene, piece: Piece, nested: bool) -> Verdict | None:
    """«Только бы не дождь», — подумал он; «Девиз игр: «Выше всех»»: nobody said it."""
    if piece.author is None or piece.author.rule not in {"thought", "slogan"}:
        return None
    return Verdict(False, piece.author.rule, 0.1)


def _on_the_page(scene: Scene, piece: Piece, nested: bool) -> Verdict | None:
    """A line in marks among the lines of a page: a link, a form's answer."""
    if piece.author is not None or not piece.among_scraps:
        return None
    return Verdict(False, "a line of the page", 0.1)


def _told(scene: Scene, piece: Piece, nested: bool) -> Verdict | None:
    """«A», — сказал X; «A, — сказал X, — B»; the stop before the marks may be forgotten."""
    author = piece.author
    if author is None or not author.dashed or not (piece.stands_free or is_sentence(scene, piece)):
        return None
    ended = piece.right == "comma" or scene.document.text[piece.marked.inner.end - 1] in "!?…,"
    if author.rule == "known_verb" or (author.rule == "unknown_verb" and ended):
        return Verdict(True, f"author's words {piece.place}", 0.99)
    return None


RULES = (_within_speech, _unsaid, _on_the_page, _told)


def probability(features: frozenset[str], weights: Mapping[str, float]) -> float:
    """Return how likely a piece with these features is speech.

    >>> probability(frozenset({"left=colon"}), {"(bias)": -1.0, "left=colon": 1.0})
    0.5
    """
    score = weights.get(BIAS, 0.0) + sum(weights.get(name, 0.0) for name in sorted(features))
    return 1 / (1 + exp(-score))


@cache
def load_weights() -> Mapping[str, float]:
    """Return the weight of each feature; raises ModelNotFound where the file is not there."""
    for place in PLACES:
        path = place / "weights.tsv"
        if path.is_file():
            rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
            return {name: float(weight) for name, weight in rows}
    raise ModelNotFound(f"weights.tsv was looked for in {' and '.join(map(str, PLACES))}.")
