"""Direct speech: words in marks that are somebody's, dash speech, answers, labelled turns, blocks after a colon.

Which words in marks are speech and which a name or a title, `speech` tells; here the drafts are made.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import Document
from extractor.quotes.author import AuthorWords
from extractor.quotes.blocks import find_block_speech
from extractor.quotes.dashes import find_dash_speech
from extractor.quotes.drafts import Draft
from extractor.quotes.leads import read_governor
from extractor.quotes.marks import Marked
from extractor.quotes.pieces import Piece, read_pieces
from extractor.quotes.speech import Verdict, find_speech
from extractor.spans import Span

__all__ = ["find_direct"]


def find_direct(document: Document, paragraphs: Sequence[Span], marks: Sequence[Marked]) -> list[Draft]:
    """Return the drafts of direct speech, in order of text.

    Words in marks inside dash speech or inside other words in marks are drafts of their own only where they are speech
    within speech («Мама говорила: „Хлеб не выбрасывай“»).
    """
    unmarked = [*find_dash_speech(document, paragraphs, marks), *find_block_speech(document, paragraphs)]
    pieces = read_pieces(document, marks, paragraphs)
    drafts = [
        *unmarked,
        *(_draft(document, piece, verdict) for piece, verdict in find_speech(document, pieces, unmarked)),
    ]
    return sorted(drafts, key=lambda draft: (draft.content[0].start, -draft.content[-1].end))


def _draft(document: Document, piece: Piece, verdict: Verdict) -> Draft:
    author = _author_of(document, piece)
    return Draft(
        "direct",
        piece.segments,
        cue=author.cue if author else None,
        cue_token=author.token if author else None,
        rule=verdict.rule,
        evidence=(f"{verdict.rule} {verdict.probability:.2f}", *verdict.reasons, *((author.rule,) if author else ())),
        confidence=round(verdict.probability, 3),
    )


def _author_of(document: Document, piece: Piece) -> AuthorWords | None:
    """The author's words beside the piece; a fragment is governed by the cue before it, if there is one."""
    if piece.opens_sentence or (piece.author is not None and (piece.stands_free or piece.author.dashed)):
        return piece.author
    return read_governor(document, piece.sentence, piece.marked.outer.start) or piece.author
