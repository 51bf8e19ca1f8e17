"""Role phrases: which words name a post, how far the phrase reaches, what it is called in the nominative.

«заместителем главы управы по вопросам торговли» is the phrase of «заместителем», called «заместитель главы управы по
вопросам торговли». The body that ends a long phrase is told apart: «директору нового тракторного завода
«Заря»» is «директор нового тракторного завода» at «Заря».
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from extractor.document import Document
from extractor.entities.phrases import head_of, nominative_tokens, singular_tokens
from extractor.entities.titles import ACTING, is_acting, role_kind
from extractor.language import agrees, parses_of
from extractor.spans import Span

__all__ = ["MARKS", "RoleNouns", "RolePhrase", "agrees_with", "phrase_end", "phrase_start", "role_name"]

#: what a role can be made of beside its noun, by part of speech
INNER = frozenset({"ADJ", "ADP", "NOUN", "NUM", "PROPN", "X", "DET", "SYM"})
MARKS = frozenset('«»“”„"№-–&/.')
OPENING, CLOSING = '«“„"', '»”"'
#: a role of so many words is called by all of them
SHORT = 3


class RolePhrase(NamedTuple):
    """A role phrase: tokens `first` to `last`, the last one included, around its noun."""

    first: int
    head: int
    last: int


class RoleNouns:
    """The nouns of roles in a document: those of the lexicon, and the heads of what the tagger calls a profession.

    «Врио», «и. о.» and «исполняющий (обязанности)» are roles too.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._professions = {
            head
            for mention in document.mentions
            if mention.type == "PROFESSION"
            and (head := head_of(document, list(document.tokens_in(mention)))) is not None
        }

    def __contains__(self, token: int) -> bool:
        kind = role_kind(_noun_lemma(self._document, token))
        return kind in ("post", "trade") or token in self._professions or is_acting(self._document, token)

    def is_relative(self, token: int) -> bool:
        """Tell whether the noun only says whose, or what kind of, person somebody is: «сын (директора)»."""
        return token not in self._professions and role_kind(_noun_lemma(self._document, token)) == "relative"


def _noun_lemma(document: Document, token: int) -> str:
    """The lemma of a noun; a participle may be one («управляющий»)."""
    morph = document.morphs[token]
    if morph.pos in ("NOUN", "PROPN", "X"):
        return document.lemmas[token]
    if morph.pos == "ADJ" or morph.get("VerbForm") == "Part":
        return next((p.lemma for p in parses_of(document.tokens[token].text) if p.pos == "NOUN"), "")
    return ""


def agrees_with(document: Document, token: int, case: str | None) -> bool:
    """Tell whether the role's noun, in the singular, can stand in the case of the person's name."""
    morph = document.morphs[token]
    if case is None or document.tokens[token].text.lower() in ("и", *ACTING):
        return True
    if morph.get("Number") == "Plur":
        return False
    return morph.get("Case") == case or agrees(document.tokens[token].text, case, "Sing")


def phrase_start(document: Document, head: int, floor: int) -> int:
    """Return the first token of the phrase of a role's noun: the adjectives before it, «бывший первый заместитель»."""
    first = head
    while first > floor and _modifies(document, first - 1, head):
        first -= 1
    return first


def _modifies(document: Document, token: int, head: int) -> bool:
    morph, word = document.morphs[token], document.tokens[token].text
    if word == "-":  # «экс - министр», not «Орлов - министр»
        return document.tokens[token - 1].text.lower() == "экс"
    if word.lower() == "экс" or document.arcs[token].relation == "case":
        return word.lower() == "экс"
    if morph.pos != "ADJ" and morph.get("VerbForm") != "Part":
        return word.lower() in ("временно", "ныне")
    case = document.morphs[head].get("Case")
    return case is None or morph.get("Case") == case or agrees(word, case)


def phrase_end(document: Document, nouns: RoleNouns, head: int, stop: int, case: str | None = None) -> int:
    """Return the last token of the phrase of a role's noun: its complements up to `stop`, which stays outside.

    Another role in the person's case ends it: «директор школы и депутат» are two.
    """
    last = at = head
    while at + 1 < stop and _continues(document, nouns, head, at + 1, stop, case):
        at += 1
        if document.tokens[at].text not in (",", "и") and document.morphs[at].pos not in ("ADP", "CCONJ"):
            last = at
    return _balanced(document, head, last)


def _continues(document: Document, nouns: RoleNouns, head: int, token: int, stop: int, case: str | None) -> bool:
    word, morph = document.tokens[token].text, document.morphs[token]
    if word in MARKS:
        return word != "." or document.tokens[token].start == document.tokens[token - 1].end
    if word in (",", "и"):
        return token + 1 < stop and _coordinated(document, nouns, head, token + 1, case)
    if morph.pos == "ADP":
        noun = document.arcs[token].head
        return noun > token and document.arcs[noun].head in range(head, token)
    if morph.pos not in INNER:
        return morph.get("VerbForm") == "Part" and morph.get("Case") not in (None, "Nom")
    return not (token > head + 1 and case not in (None, "Gen") and _is_another(document, nouns, token, case))


def _is_another(document: Document, nouns: RoleNouns, token: int, case: str | None) -> bool:
    return token in nouns and document.morphs[token].get("Case") == case


def _coordinated(document: Document, nouns: RoleNouns, head: int, token: int, case: str | None) -> bool:
    """«директор по торговле, транспорту и связи»: what follows the comma continues a list inside the phrase."""
    for at in (token, token + 1, token + 2):
        if at < len(document.arcs) and document.arcs[at].relation == "conj":
            inside = head < document.arcs[at].head < at
            return (
                inside
                and document.morphs[at].pos in ("NOUN", "PROPN", "ADJ")
                and not _is_another(document, nouns, at, case)
            )
    return False


def _balanced(document: Document, head: int, last: int) -> int:
    """The last token, without a closing mark that the phrase does not open."""
    text = document.span(head, last).of(document.text)
    while last > head and document.tokens[last].text in MARKS:
        word = document.tokens[last].text
        opened = word in CLOSING and sum(text.count(mark) for mark in OPENING) >= text.count(word) + (word == '"')
        if opened:
            break
        last -= 1
        text = document.span(head, last).of(document.text)
    return last


def role_name(document: Document, phrase: RolePhrase, bodies: Iterable[Span] = ()) -> str:
    """Return the name of the role in the nominative: its noun and the adjectives before it, the rest as it stands.

    A body that ends a long phrase is left out; `bodies` are the places of their names.
    """
    first, head, _ = phrase
    front = document.span(first, head)
    if document.morphs[head].get("Number") == "Plur":
        name = singular_tokens(document, list(range(first, head + 1)))
    else:
        name = nominative_tokens(document, front, list(range(first, head + 1)), head=head)
    end = _end_of_post(document, phrase, bodies)
    rest = Span(front.end, max(front.end, end)).of(document.text)
    rest = rest.rstrip(" «“„(")
    return _lowered(document, first, name) + " ".join(("|" + rest.rstrip('" ' * (rest.count('"') % 2))).split())[1:]


def _end_of_post(document: Document, phrase: RolePhrase, bodies: Iterable[Span]) -> int:
    """Where the name of the post ends: before the body that closes the phrase, places after it included.

    A short phrase stays whole: «депутат Госдумы», «директор завода «Заря»».
    """
    end = document.tokens[phrase.last].end
    if sum(document.tokens[t].text[0].isalnum() for t in range(phrase.first, phrase.last + 1)) <= SHORT:
        return end
    for body in bodies:
        rest = [t for t in document.tokens_in(Span(body.end, end)) if document.tokens[t].text not in MARKS]
        before = document.tokens_in(body)[0] - 1
        while before > phrase.head and document.tokens[before].text in OPENING:
            before -= 1
        if (
            before >= phrase.head
            and document.morphs[before].pos != "ADP"  # «депутат парламента от партии „Рассвет“» stays whole
            and all(document.morphs[t].pos == "PROPN" for t in rest)
        ):
            return document.tokens[before].end
    return end


def _lowered(document: Document, first: int, name: str) -> str:
    """A role is written with a capital only where it opens a sentence, or out of respect."""
    word = document.tokens[first].text
    return name if word.isupper() and len(word) > 1 else name[:1].lower() + name[1:]
