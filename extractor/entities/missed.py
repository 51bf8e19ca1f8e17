"""People whom the tagger missed.

A given name and a surname that agree, after a role or as the subject of a verb; and a surname that is a common word
too, where the article gives the full name: «тренер Олег Столб … сказал Столб».
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.annotations import Mention
from extractor.document import Document
from extractor.entities.titles import role_kind
from extractor.entities.types import NAMED, THINGS
from extractor.language import parses_of
from extractor.lexicons import load_lexicon

__all__ = ["find_missed"]


def find_missed(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions and the people between them whom no mention names, in order of the text.

    «Лесник [Савва Белёв] собрал гербарий»: a surname that is a town, too
    """
    taken = {at for m in mentions if m.type in THINGS or m.type in NAMED for at in document.tokens_in(m)}
    found = [*_full_names(document, taken), *_surnames(document, mentions, taken)]
    return sorted([*mentions, *found], key=lambda m: (m.start, -m.end)) if found else list(mentions)


def _full_names(document: Document, taken: set[int]) -> Iterator[Mention]:
    for at, (first, last) in enumerate(pairwise(document.morphs)):
        proper = first.pos == last.pos == "PROPN" and at not in taken and at + 1 not in taken
        if proper and all(holds(document, at) for holds in CONDITIONS):
            start, end = document.tokens[at].start, document.tokens[at + 1].end
            yield Mention(start, end, "PERSON", rule="given name and surname")


def _surnames(document: Document, mentions: Sequence[Mention], taken: set[int]) -> Iterator[Mention]:
    """Surnames alone of people whose full names are known, in words that are common ones too."""
    known = {document.lemmas[at] for m in mentions if m.type == "PERSON" for at in list(document.tokens_in(m))[1:]}
    for at, token in enumerate(document.tokens):
        held = at not in taken and _may_be_surname(token.text) and document.lemmas[at] in known
        if held and _is_surely_a_name(document, at):
            yield Mention(token.start, token.end, "PERSON", rule="surname")


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


def _may_be_surname(word: str) -> bool:
    return word.istitle() and len(word) > 2


def _is_surely_a_name(document: Document, at: int) -> bool:
    """A capital inside a sentence, «сказал Столб», or at its start one who speaks, «Столб отметил»."""
    if at > document.sentence_of(at).first:
        return document.tokens[at - 1].text.isalpha() and not document.tokens[at - 1].text.istitle()
    head, relation = document.arcs[at]
    speaks = head >= 0 and document.lemmas[head] in load_lexicon("cue_verbs", ("lemma", "class", "government"))
    return speaks and relation.startswith("nsubj")


def _has_role_or_deed(document: Document, at: int) -> bool:
    """«лесник Савва Белёв», «Савва Белёв нашёл»; «Коста Рика, Эквадор» are no people."""
    if at > document.sentence_of(at).first and role_kind(document.lemmas[at - 1]) is not None:
        return True
    head, relation = document.arcs[at]
    return head >= 0 and relation.startswith("nsubj") and document.morphs[head].pos == "VERB"


#: what must hold of a word and the next, the cheap first
CONDITIONS = (_are_capitalized, _agree, _is_given_name, _has_role_or_deed)
