"""Noun phrases: how far the words reach that belong to a noun, and the phrase in the nominative.

The parser says which words hang on the noun; only an unbroken run around it counts, so that a slip of the parser far away
does no harm. Clauses, participles after a comma and asides are left out: «глава ведомства, вернувшийся из отпуска» is
«глава ведомства».
"""

from __future__ import annotations

from typing import NamedTuple

from extractor.document import Document
from extractor.language.morphology import inflect
from extractor.spans import Span

__all__ = ["NounPhrase", "find_noun_phrase", "nominative_of"]

#: dependents that belong to the phrase of their noun
INNER = frozenset(
    {"amod", "appos", "compound", "det", "fixed", "flat", "flat:foreign", "flat:name", "nmod", "nummod", "nummod:gov"}
)
#: what may stand between two words of one phrase
GLUE = frozenset("«»\"“”„''-–№")
OPENING, CLOSING = "«„“(", "»“”)"


class NounPhrase(NamedTuple):
    """The tokens `first` to `last`, the last one included, around the noun `head`."""

    first: int
    head: int
    last: int

    def span(self, document: Document) -> Span:
        """Return the characters of the phrase."""
        return document.span(self.first, self.last)


def find_noun_phrase(document: Document, head: int) -> NounPhrase:
    """Return the phrase of the noun with index `head`: its adjectives, genitives, names and prepositional attributes."""
    inner = _inner_tokens(document, head)
    sentence = document.sentence_of(head)
    first = last = head
    at = head - 1
    while at >= sentence.first and (at in inner or _is_glue(document, at)):
        first = at if at in inner else first
        at -= 1
    at = head + 1
    while at < sentence.last and (at in inner or _is_glue(document, at)):
        last = at if at in inner else last
        at += 1
    return NounPhrase(*_with_marks(document, first, last, head))


def _inner_tokens(document: Document, head: int) -> set[int]:
    inner = {head}
    queue = [head]
    while queue:
        parent = queue.pop()
        for child in document.children[parent]:
            if child not in inner and _belongs(document, parent, child):
                inner.add(child)
                queue.append(child)
                inner.update(c for c in document.children[child] if document.arcs[c].relation == "case")
    return inner


def _belongs(document: Document, parent: int, child: int) -> bool:
    relation = document.arcs[child].relation
    if relation == "advmod":
        return document.morphs[parent].pos in ("ADJ", "NUM") and child < parent
    if relation == "acl":
        return child < parent and document.morphs[child].get("Case") == document.morphs[parent].get("Case")
    return relation in INNER and not _comma_between(document, parent, child)


def _comma_between(document: Document, one: int, other: int) -> bool:
    low, high = min(one, other), max(one, other)
    return any(document.tokens[at].text in (",", "(", ":", ";") for at in range(low + 1, high))


def _is_glue(document: Document, at: int) -> bool:
    return document.tokens[at].text in GLUE


def _with_marks(document: Document, first: int, last: int, head: int) -> tuple[int, int, int]:
    """Take in the closing mark of a name that ends the phrase: «газета "Заря"»."""
    text = document.text
    inside = text[document.tokens[first].start : document.tokens[last].end]
    after = document.tokens[last + 1].text if last + 1 < len(document.tokens) else ""
    unclosed = inside.count('"') % 2 == 1 or inside.count("«") > inside.count("»")
    if unclosed and after in ('"', "»"):
        last += 1
    return first, head, last


def nominative_of(document: Document, phrase: NounPhrase) -> str:
    """Return the phrase in the nominative: the noun and the words before it that agree are inflected, the rest stands.

    Nouns of names in capitals and words without a nominative of the right number stay as they are.
    """
    head = document.morphs[phrase.head]
    if head.get("Case") in (None, "Nom"):
        return phrase.span(document).of(document.text)
    pieces = []
    end = document.tokens[phrase.first].start
    for at in range(phrase.first, phrase.last + 1):
        token = document.tokens[at]
        pieces.append(document.text[end : token.start])
        pieces.append(_nominative_word(document, at, phrase.head) if _agrees(document, at, phrase) else token.text)
        end = token.end
    return "".join(pieces)


def _agrees(document: Document, at: int, phrase: NounPhrase) -> bool:
    """The noun itself, its adjectives, and appositions in its case."""
    if at == phrase.head:
        return True
    arc, morph = document.arcs[at], document.morphs[at]
    case = document.morphs[phrase.head].get("Case")
    if morph.get("Case") != case:
        return False
    return arc.head == phrase.head and arc.relation in ("amod", "det", "acl", "appos", "flat:name")


#: Universal Dependencies' features as OpenCorpora's grammemes
NUMBERS = {"Sing": "sing", "Plur": "plur"}
GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}


def _nominative_word(document: Document, at: int, head: int) -> str:
    text = document.tokens[at].text
    number = NUMBERS.get(document.morphs[head].get("Number") or "Sing", "sing")
    grammemes = {"nomn", number}
    pos = "NOUN"
    if document.morphs[at].pos in ("ADJ", "DET", "VERB"):
        pos = None
        if number == "sing":
            gender = GENDERS.get(document.morphs[head].get("Gender") or "")
            grammemes |= {gender} if gender else set()
    form = inflect(text, frozenset(grammemes), pos) or inflect(text, frozenset(grammemes))
    if form is None or (text.isupper() and len(text) > 1):
        return text
    return form.capitalize() if text[0].isupper() else form
