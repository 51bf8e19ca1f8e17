"""People whom the tagger missed: a given name and a surname that agree, after a role or as the subject of a verb."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.annotations import Mention
from extractor.document import Document
from extractor.entities.titles import role_kind
from extractor.entities.types import NAMED, THINGS
from extractor.language import parses_of

__all__ = ["find_missed"]


def find_missed(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions and the people between them whom no mention names, in order of the text.

    «Лесник [Савва Белёв] собрал гербарий»: a surname that is a town, too
    """
    taken = {at for m in mentions if m.type in THINGS or m.type in NAMED for at in document.tokens_in(m)}
    found = [
        Mention(document.tokens[at].start, document.tokens[at + 1].end, "PERSON", rule="given name and surname")
        for at, (first, last) in enumerate(pairwise(document.morphs))
        if first.pos == last.pos == "PROPN" and at not in taken and at + 1 not in taken
        if all(holds(document, at) for holds in CONDITIONS)
    ]
    return sorted([*mentions, *found], key=lambda m: (m.start, -m.end)) if found else list(mentions)


def _are_capitalized(document: Document, at: int) -> bool:
    return document.tokens[at].text.istitle() and document.tokens[at + 1].text.istitle()


def _agree(document: Document, at: int) -> bool:
    """Both are words for one living being in one case, in one sentence."""
    first, last = document.morphs[at], document.morphs[at + 1]
    if document.sentence_of(at) != document.sentence_of(at + 1):
        return False
    one = first.get("Case") == last.get("Case") and first.get("Number") == last.get("Number") == "Sing"
    return one and first.get("Animacy") == last.get("Animacy") == "Anim"


def _is_given_name(document: Document, at: int) -> bool:
    return any(parse.known and "Name" in parse.grammemes for parse in parses_of(document.tokens[at].text))


def _has_role_or_deed(document: Document, at: int) -> bool:
    """«лесник Савва Белёв», «Савва Белёв нашёл»; «Коста Рика, Эквадор» are no people."""
    if at > document.sentence_of(at).first and role_kind(document.lemmas[at - 1]) is not None:
        return True
    head, relation = document.arcs[at]
    return head >= 0 and relation.startswith("nsubj") and document.morphs[head].pos == "VERB"


#: what must hold of a word and the next, the cheap first
CONDITIONS = (_are_capitalized, _agree, _is_given_name, _has_role_or_deed)
