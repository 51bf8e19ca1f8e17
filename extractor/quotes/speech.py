"""Which words in marks are speech."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.document import Document
from extractor.quotes.drafts import Draft
from extractor.quotes.pieces import Piece

__all__ = ["find_speech"]


def find_speech(document: Document, pieces: Sequence[Piece], unmarked: Sequence[Draft]) -> Iterator[tuple[Piece, str]]:
    """Yield the pieces that are speech, each with the rule that says so."""
    for piece in pieces:
        if any(span.contains(piece.marked.inner) for draft in unmarked for span in draft.content):
            continue
        stands_free = piece.opens_sentence or piece.left in {"colon", "dash"}
        if piece.author and stands_free and piece.marked.depth == 0 and piece.right != "word":
            yield piece, f"author's words {piece.place}"
