"""Reported speech: «X сообщил, что P», «по словам X, P», «P, сообщает X», «X: P» in a headline.

Every cue is offered to the rules in order; the first that answers makes the draft. A chain («как сообщает А, Б заявил,
что P») has two cues and gives two drafts.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import Document
from extractor.quotes.asides import (
    find_as_aside,
    find_closing_attribution,
    find_noun_aside,
    find_preposition_cues,
    find_such_cues,
)
from extractor.quotes.bare import find_bare_clause
from extractor.quotes.complements import find_colon_clause, find_complement, find_fronted_complement
from extractor.quotes.cues import Cue
from extractor.quotes.drafts import Draft
from extractor.quotes.frames import Frame, Nesting, find_frames
from extractor.quotes.headlines import find_headlines
from extractor.quotes.holders import find_held_clause, find_holder_cues
from extractor.quotes.marks import Marked
from extractor.spans import Span

__all__ = ["find_reported"]


def find_reported(document: Document, marks: Sequence[Marked], cues: Sequence[Cue]) -> list[Draft]:
    """Return the drafts of the document's indirect and mixed speech, in order of text.

    What is reported inside marks is somebody's direct speech already, and left alone.
    """
    by_token = _by_token(document, cues)
    nesting = Nesting(document, marks)
    drafts = [draft for frame in find_frames(document, nesting, by_token) for draft in _in_frame(frame)]
    return _without_echoes([*drafts, *find_headlines(document, nesting)])


def _by_token(document: Document, cues: Sequence[Cue]) -> dict[int, Cue]:
    """The cues, prepositions among them unless they are part of another («согласно другой версии»)."""
    taken = {token for cue in cues if cue.kind == "noun" for token in range(cue.first, cue.last + 1)}
    prepositions = {cue.token: cue for cue in find_preposition_cues(document) if cue.token not in taken}
    holders = {cue.token: cue for cue in find_holder_cues(document) if cue.token not in taken}
    suchlike = {cue.token: cue for cue in find_such_cues(document)}
    return holders | {cue.token: cue for cue in cues} | prepositions | suchlike


def _in_frame(frame: Frame) -> list[Draft]:
    drafts = []
    for cue in frame.cues.values():
        if frame.mark_level(cue.token):
            continue
        draft = next((draft for rule in RULES if (draft := rule(frame, cue)) is not None), None)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _without_echoes(drafts: Sequence[Draft]) -> list[Draft]:
    """In order of text, one draft a content (its nearest cue's), and none for an aside that repeats the speaker.

    «Он сказал, что парк, по его мнению, мал» is one quote.
    """
    nearest: dict[tuple[Span, ...], Draft] = {}
    for draft in drafts:
        other = nearest.get(draft.content)
        if other is None or _distance(draft) < _distance(other):
            nearest[draft.content] = draft
    kept = [draft for draft in nearest.values() if not any(_repeats(draft, other) for other in nearest.values())]
    return sorted(kept, key=lambda draft: (draft.content[0].start, -draft.content[-1].end))


def _distance(draft: Draft) -> int:
    return abs(draft.content[0].start - draft.cue.end) if draft.cue else 0


def _repeats(draft: Draft, other: Draft) -> bool:
    if draft.rule != "own noun aside" or draft.cue is None or other.rule not in ("complement", "held clause"):
        return False
    return other.content[0].start - 1 <= draft.cue.start and draft.cue.end <= other.content[-1].end


RULES = (
    find_complement,
    find_held_clause,
    find_noun_aside,
    find_as_aside,
    find_fronted_complement,
    find_colon_clause,
    find_closing_attribution,
    find_bare_clause,
)
