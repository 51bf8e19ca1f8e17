"""Which words in marks are speech, and which a name, a title, a term or irony.

Where the author's words stand free beside them («…», — сказал X), the construction decides. Elsewhere the features of
the piece and the meaning of its words are weighed, as `weighing` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.document import Document
from extractor.quotes.drafts import Draft
from extractor.quotes.features import JOINED, Scene, features_of, is_sentence, meaning_of
from extractor.quotes.leads import lists_titles
from extractor.quotes.marks import DASHES
from extractor.quotes.pieces import Piece
from extractor.quotes.predicates import is_of_talk
from extractor.quotes.weighing import Evidence, heaviest, load_weights, probability
from extractor.spans import Span

__all__ = ["THRESHOLD", "Verdict", "evidence_of", "find_speech"]

#: verbs that a name follows
CALLED = frozenset({"зваться", "именоваться", "называться"})
#: what parts the author's words from what is said after them
RESUMED = re.compile(rf"[.,!?…]*\s*[{DASHES}]\s*")
#: how many pieces before may be the words that go on, marks within marks counted
NEAR = 3
#: from this probability on a piece is speech; between 0.4 and 0.55 the F1 of held-out folds is level
THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a piece is speech, by which rule, how sure that is, and what weighed most."""

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
    verdicts = [_by_construction(scene, piece, spoken) for piece in pieces]
    undecided = {at: evidence_of(scene, at) for at, verdict in enumerate(verdicts) if verdict is None}
    weights = load_weights()
    for run in _joined(undecided, pieces):
        chance = probability([undecided[at] for at in run], weights)
        for at in run:
            reasons = heaviest(undecided[at], weights)
            verdicts[at] = Verdict(chance >= THRESHOLD, "speech by features", chance, reasons)
    yield from ((piece, verdict) for piece, verdict in zip(pieces, verdicts, strict=True) if verdict and verdict.speech)


def evidence_of(scene: Scene, at: int) -> Evidence:
    """Return what the piece `scene.pieces[at]` shows."""
    return Evidence(features_of(scene, at), meaning_of(scene, at))


def _by_construction(scene: Scene, piece: Piece, spoken: Sequence[Span]) -> Verdict | None:
    nested = piece.marked.depth > 0 or any(span.contains(piece.marked.inner) for span in spoken)
    return next((verdict for rule in RULES if (verdict := rule(scene, piece, nested)) is not None), None)


def _joined(undecided: Mapping[int, Evidence], pieces: Sequence[Piece]) -> Iterator[list[int]]:
    """Yield the undecided pieces, those together that «и» or a comma joins: «слабым» и «надуманным» are of one kind."""
    run: list[int] = []
    for at, piece in enumerate(pieces):
        if piece.marked.depth > 0:
            continue
        if run and not (at in undecided and JOINED in undecided[at].features):
            yield run
            run = []
        if at in undecided:
            run.append(at)
    if run:
        yield run


def _within_speech(scene: Scene, piece: Piece, nested: bool) -> Verdict | None:
    """Marks inside speech are speech only after a colon and a cue: «Мама говорила: „Хлеб не выбрасывай“»."""
    if not nested:
        return None
    author = piece.author
    told = piece.left == "colon" and author is not None and author.rule == "lead_verb" and not _own(scene, author.token)
    return Verdict(told, "speech within speech", 0.7 if told else 0.1)


def _own(scene: Scene, verb: int | None) -> bool:
    """«Я говорю: „Нет“»: the speaker's own words over again."""
    return verb is not None and is_of_talk(scene.document, verb)


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


def _listed(scene: Scene, piece: Piece, nested: bool) -> Verdict | None:
    """«Его музыка звучала в фильмах: «Помни обо мне», …»: a title."""
    if piece.left != "colon":
        return None
    document = scene.document
    colon = document.text.rfind(":", piece.sentence, piece.marked.outer.start)
    if colon < 0 or not lists_titles(document, document.tokens_in(Span(piece.sentence, colon))):
        return None
    return Verdict(False, "a list of titles", 0.1)


def _told(scene: Scene, piece: Piece, nested: bool) -> Verdict | None:
    """«A», — сказал X; «A, — сказал X, — B»; the stop before the marks may be forgotten."""
    author = piece.author
    if author is None or not author.dashed or not (piece.stands_free or is_sentence(scene, piece)):
        return None
    ended = piece.right == "comma" or scene.document.text[piece.marked.inner.end - 1] in "!?…,"
    if author.rule == "known_verb" or (author.rule == "unknown_verb" and ended):
        return Verdict(True, f"author's words {piece.place}", 0.99)
    return None


def _resumed(scene: Scene, piece: Piece, nested: bool) -> Verdict | None:
    """«A», — сказал X. — «B»: the dash after the author's words goes on with what was said."""
    if piece.left != "dash":
        return None
    at, start = scene.places[piece.marked.outer], piece.marked.outer.start
    before = (near for near in scene.pieces[max(0, at - NEAR) : at] if near.place == "after")
    told = [near.author.span.end for near in before if near.author is not None and near.author.dashed]
    if not any(end <= start and RESUMED.fullmatch(scene.document.text, end, start) for end in told):
        return None
    return Verdict(True, "words resumed", 0.95)


def _called(scene: Scene, piece: Piece, nested: bool) -> Verdict | None:
    """«Фильм называется «Дорога домой»»: a name."""
    document, start = scene.document, piece.marked.outer.start
    before = document.tokens_in(Span(piece.sentence, start)) if piece.sentence < start else range(0)
    if not before or document.lemmas[before[-1]] not in CALLED:
        return None
    return Verdict(False, "a name", 0.1)


RULES = (_within_speech, _called, _unsaid, _on_the_page, _listed, _told, _resumed)
