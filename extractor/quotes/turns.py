"""Quotes that name no source: words that go on after the author's, an interview's turns, labels before them."""

from __future__ import annotations

from extractor.entities.referents import Referent
from extractor.quotes.candidates import Stage
from extractor.quotes.drafts import Draft

__all__ = ["speaker_by_turn"]


def speaker_by_turn(stage: Stage, draft: Draft) -> tuple[Referent, float, str] | None:
    """Return the speaker, how sure that is and why; None where the text tells nothing."""
    for rule in RULES:
        found = rule(stage, draft)
        if found is not None:
            return found
    return None


def _continued(stage: Stage, draft: Draft) -> tuple[Referent, float, str] | None:
    """The one who has just spoken goes on."""
    if draft.kind != "direct" or not stage.turns:
        return None
    document = stage.document
    at = document.tokens_in(draft.content[0]).start
    before = [turn for turn in stage.turns if turn[0] < at]
    if not before:
        return None
    place, referent = before[-1]
    blocks = document.sentence_of(at).block - document.sentence_of(place).block
    if blocks > 1:
        return None
    return referent, 0.85 if blocks == 0 else 0.7, "the last speaker goes on"


RULES = (_continued,)
