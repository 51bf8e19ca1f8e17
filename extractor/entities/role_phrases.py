"""Role phrases: which words name a post, how far the phrase reaches, what it is called in the nominative.

«заместителем главы управы по вопросам торговли» is the phrase of «заместителем», called «заместитель главы управы по
вопросам торговли».
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.document import Document
from extractor.entities.phrases import nominative_tokens
from extractor.entities.titles import is_role_noun
from extractor.language import agrees
from extractor.spans import Span

__all__ = ["agrees_with", "is_role", "phrase_end", "phrase_start", "role_name"]

#: what a role can be made of beside its noun, by part of speech
INNER = frozenset({"ADJ", "ADP", "NOUN", "NUM", "PROPN", "X", "DET", "SYM"})
MARKS = frozenset('«»“”„"№-–&/')
#: adjectives and participles before a role's noun that are no part of a name («бывший», «исполняющий обязанности»)
ACTING = frozenset({"врио", "врид", "ио"})


def is_role(document: Document, token: int) -> bool:
    """Tell whether the token is the noun of a role; «и. о.» and «врио» are too."""
    word = document.tokens[token].text
    if not word[0].isalpha():
        return False
    if document.morphs[token].pos not in ("NOUN", "PROPN", "ADJ", "X"):
        return False
    lemma = document.lemmas[token]
    return lemma in ACTING or is_role_noun(lemma)


def agrees_with(document: Document, token: int, case: str | None) -> bool:
    """Tell whether the role's noun, in the singular, can stand in the case of the person's name."""
    morph = document.morphs[token]
    if document.lemmas[token] in ACTING or case is None:
        return True
    if morph.get("Number") == "Plur":
        return False
    return morph.get("Case") == case or agrees(document.tokens[token].text, case, "Sing")


def phrase_start(document: Document, head: int, floor: int) -> int:
    """Return the first token of the phrase of a role's noun: the adjectives before it, «бывший первый заместитель»."""
    first = head
    while first > floor:
        before = document.morphs[first - 1]
        word = document.tokens[first - 1].text
        adjective = before.pos in ("ADJ", "DET", "NUM") or before.get("VerbForm") == "Part"
        if not (adjective and _same_case(document, first - 1, head)) and word.lower() != "экс":
            break
        first -= 1
    return first


def _same_case(document: Document, token: int, head: int) -> bool:
    case = document.morphs[head].get("Case")
    return case is None or document.morphs[token].get("Case") == case or agrees(document.tokens[token].text, case)


def phrase_end(document: Document, head: int, stop: int) -> int:
    """Return the last token of the phrase of a role's noun: its complements up to `stop`, which stays outside."""
    last = at = head
    while at + 1 < stop and _continues(document, head, at + 1, stop):
        at += 1
        if document.tokens[at].text not in ("(", ",", "и") and document.morphs[at].pos != "ADP":
            last = at
    return last


def _continues(document: Document, head: int, token: int, stop: int) -> bool:
    word, morph = document.tokens[token].text, document.morphs[token]
    if word in MARKS:
        return True
    if word in (",", "и"):
        return token + 1 < stop and _coordinated(document, head, token + 1)
    if morph.pos == "ADP":
        noun = document.arcs[token].head
        return noun > token and _hangs_on(document, noun, range(head, token))
    if morph.pos not in INNER:
        return morph.get("VerbForm") == "Part" and morph.get("Case") not in (None, "Nom")
    return True


def _coordinated(document: Document, head: int, token: int) -> bool:
    """«директор по торговле, транспорту и связи»: what follows the comma continues a list inside the phrase."""
    for at in (token, token + 1, token + 2):
        if at < len(document.arcs) and document.arcs[at].relation == "conj":
            return head <= document.arcs[at].head < at and document.morphs[at].pos in ("NOUN", "PROPN", "ADJ")
    return False


def _hangs_on(document: Document, token: int, phrase: range) -> bool:
    return document.arcs[token].head in phrase


def role_name(document: Document, first: int, head: int, last: int) -> str:
    """Return the name of the role in the nominative: its noun and the adjectives before it, the rest as it stands."""
    front = document.span(first, head)
    name = nominative_tokens(document, front, list(range(first, head + 1)), head=head)
    rest = Span(front.end, document.tokens[last].end).of(document.text)
    return _lowered(document, first, name) + " ".join(("|" + rest).split())[1:]


def _lowered(document: Document, first: int, name: str) -> str:
    """A role that opens a sentence is written with a capital only for that."""
    word = document.tokens[first].text
    plain = word[:1].isupper() and word[1:].islower() and document.morphs[first].pos in ("NOUN", "ADJ", "DET")
    return name[:1].lower() + name[1:] if plain else name


def role_nouns(document: Document, tokens: range) -> Iterator[int]:
    """Yield the nouns of roles among the tokens."""
    return (token for token in tokens if is_role(document, token))
