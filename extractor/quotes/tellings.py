"""Who speaks where no words are given: «Об этом сообщает пресс-служба», «О случившемся рассказала соседка».

Nothing is quoted there, but who is told of has taken the floor, and may be meant by what follows: «— добавила она».
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.document import Document
from extractor.quotes.cues import cue_at, is_finite
from extractor.quotes.drafts import Draft

__all__ = ["find_tellings"]


def find_tellings(document: Document, drafts: Sequence[Draft], quoted: frozenset[int]) -> Iterator[Draft]:
    """Yield a draft without content for each verb of saying that no quote hangs on, in order of text."""
    taken = {draft.cue_token for draft in drafts}
    said = {at for draft in drafts for span in draft.content for at in document.tokens_in(span)}
    for at in range(len(document.tokens)):
        if at in taken or at in said or at in quoted or document.morphs[at].pos != "VERB":
            continue
        cue = cue_at(document, at)
        if cue is None or cue.kind == "noun" or not is_finite(document, at) or _is_denied(document, at):
            continue
        yield Draft("indirect", (), cue.span, at, rule="telling")


def _is_denied(document: Document, verb: int) -> bool:
    """«не отвечает на запросы»"""
    return verb > 0 and document.tokens[verb - 1].text.lower() == "не"
