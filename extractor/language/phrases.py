"""Noun phrases: how far the words reach that belong to a noun.

The parser says which words hang on the noun; only an unbroken run around it counts, so that a slip of the parser far
away does no harm. Clauses, participles after a comma and asides are left out: «глава ведомства, вернувшийся из отпуска»
is «глава ведомства».
"""

from __future__ import annotations

from typing import NamedTuple

from extractor.document import Document
from extractor.language.addressees import addressee_start
from extractor.spans import Span

__all__ = ["NounPhrase", "find_noun_phrase"]

#: dependents that belong to the phrase of their noun
INNER = frozenset(
    {"amod", "appos", "compound", "det", "fixed", "flat", "flat:foreign", "flat:name", "nmod", "nummod", "nummod:gov"}
)
#: tokens that a name in marks may have
LONGEST_NAME = 8
#: what may stand between two words of one phrase
GLUE = frozenset("«»\"“”„''-–№")
#: where people speak
OCCASIONS = frozenset(
    {
        "беседа", "брифинг", "видео", "видеозапись", "встреча", "дебаты", "допрос", "заседание", "запись", "интервью",
        "камера", "конференция", "митинг", "обсуждение", "опрос", "открытие", "очередь", "пресс-конференция",
        "презентация", "разбирательство", "разговор", "ролик", "следствие", "слушание", "совещание", "съезд",
        "трансляция", "форум", "церемония", "экскурсия", "эфир",
    }
)  # fmt: skip
#: particles that tell how much is said, not of whom: «даже местные рыбаки»
FOCUS = frozenset({"даже", "именно", "лишь", "только"})


class NounPhrase(NamedTuple):
    """The tokens `first` to `last`, the last one included, around the noun `head`."""

    first: int
    head: int
    last: int

    def span(self, document: Document) -> Span:
        """Return the characters of the phrase."""
        return document.span(self.first, self.last)


def find_noun_phrase(document: Document, head: int) -> NounPhrase:
    """Return the phrase of the noun `head`: its adjectives, genitives, names and prepositional attributes."""
    inner = _inner_tokens(document, head)
    sentence = document.sentence_of(head)
    first = last = head
    at = head - 1
    while at >= sentence.first and document.morphs[at].pos != "ADP" and (at in inner or _is_glue(document, at)):
        first = at if at in inner else first
        at -= 1
    at = head + 1
    while at < sentence.last and (at in inner or _is_glue(document, at)):
        last = at if at in inner else last
        at += 1
    first, head, last = _with_marks(document, first, last, head)
    if document.morphs[last].pos == "ADP" and last > head:
        last -= 1  # «договорённость между» of what the parser hung elsewhere
    addressee = addressee_start(document, head, last)
    return NounPhrase(first, head, last if addressee is None else addressee - 1)


def _inner_tokens(document: Document, head: int) -> set[int]:
    inner = {head}
    queue = [head]
    while queue:
        parent = queue.pop()
        for child in document.children[parent]:
            if child not in inner and _belongs(document, parent, child):
                inner.add(child)
                queue.append(child)
                inner.update(_prepositions(document, child))
    return inner


def _prepositions(document: Document, noun: int) -> set[int]:
    """The prepositions of a noun, those of several words too: «дело [в отношении] капитана»."""
    cases = {c for c in document.children[noun] if document.arcs[c].relation == "case"}
    return cases.union(c for at in cases for c in document.children[at] if document.arcs[c].relation == "fixed")


def _belongs(document: Document, parent: int, child: int) -> bool:
    relation = document.arcs[child].relation
    if relation == "advmod":
        focuses = document.tokens[child].text.lower() in FOCUS
        return document.morphs[parent].pos in ("ADJ", "NUM") and child < parent and not focuses
    if relation == "acl":
        return child < parent and document.morphs[child].get("Case") == document.morphs[parent].get("Case")
    if relation in ("nmod", "amod") and child < parent and document.morphs[child].pos == "NOUN":
        return False  # «встретили слесарей жильцы»: a noun that belongs to another follows it
    if relation == "nmod" and _is_occasion(document, parent, child):
        return False
    return relation in INNER and not _comma_between(document, parent, child)


def _is_occasion(document: Document, somebody: int, noun: int) -> bool:
    """«рассказал мужчина [на допросе]»: where somebody speaks tells nothing of who it is."""
    if document.morphs[somebody].get("Animacy") != "Anim" or document.lemmas[noun] not in OCCASIONS:
        return False
    return any(document.arcs[child].relation == "case" for child in document.children[noun])


def _comma_between(document: Document, one: int, other: int) -> bool:
    low, high = min(one, other), max(one, other)
    return any(document.tokens[at].text in (",", "(", ":", ";") for at in range(low + 1, high))


def _is_glue(document: Document, at: int) -> bool:
    return document.tokens[at].text in GLUE


def _with_marks(document: Document, first: int, last: int, head: int) -> tuple[int, int, int]:
    """Take in the rest of a name in marks that ends the phrase: «газета "Заря"»."""
    text = document.text
    inside = text[document.tokens[first].start : document.tokens[last].end]
    after = document.tokens[last + 1].text if last + 1 < len(document.tokens) else ""
    unclosed = inside.count('"') % 2 == 1 or any(inside.count(a) > inside.count(b) for a, b in ("«»", "“”"))
    if unclosed and after in ('"', "»", "”"):
        last += 1
    elif inside.count("«") > inside.count("»"):
        last = next((at for at in range(last + 1, _stop(document, last)) if document.tokens[at].text == "»"), last)
    return first, head, last


def _stop(document: Document, last: int) -> int:
    """How far a name in marks may go on after the words that belong to its noun: «газета „Право и жизнь“»."""
    return min(document.sentence_of(last).last, last + LONGEST_NAME)
