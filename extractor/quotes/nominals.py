"""Words that can stand for somebody: their heads, their cases, whether they are living, speaking or named."""

from __future__ import annotations

import re

from extractor.annotations import Mention
from extractor.document import Document
from extractor.entities.persons import PARTICLES
from extractor.entities.referents import TYPES
from extractor.language.morphology import parses_of
from extractor.lexicons import load_lexicon
from extractor.spans import Span

__all__ = [
    "NOMINAL",
    "agent_of",
    "agree",
    "can_be",
    "head_of",
    "is_governed",
    "is_one_of",
    "is_somebody",
    "marked_name_after",
    "names_body",
]

#: classes of nouns that are bodies
BODIES = frozenset({"body", "firm"})
#: relations of who does it to a passive
AGENTS = ("obl", "obl:agent", "nmod")
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
#: grammemes of people's names: «Хамад» is no form of «хамада»
NAMES = frozenset({"Name", "Surn", "Patr"})
#: a name in marks, at once after its noun; «''» are the marks of a wiki
MARKED = re.compile(r"\s?(?:[«„“\"]|'')([A-ZА-ЯЁ0-9][^«»„“”\"\n]{0,60}?)(?:[»“”\"]|'')")
#: how many words that belong to the noun may stand between it and the marks: «агентство [по недвижимости] „Кров“»
BETWEEN = 2


def head_of(document: Document, span: Span) -> int | None:
    """Return the token of the span on which its other tokens hang, or None where the span holds no word."""
    inside = document.tokens_in(span)
    words = [at for at in inside if document.tokens[at].text[0].isalnum()]
    for at in words:
        if document.arcs[at].head not in inside and document.morphs[at].pos != "ADP":
            return at
    return words[0] if words else None


def can_be(document: Document, mention: Mention, case: str) -> bool:
    """Tell whether every word of a name may stand in the case (OpenCorpora's grammeme): «Вадим Зуев», never «Зуева»."""
    for at in document.tokens_in(mention):
        text = document.tokens[at].text
        if text.lower() in PARTICLES:
            continue  # «Хамад бен Юсуф»
        parses = list(parses_of(text))
        if mention.type == "PERSON":  # «Сабиров» is no genitive of several Сабиры
            parses = [p for p in parses if not NAMES.isdisjoint(p.grammemes) and "plur" not in p.grammemes]
        if len(text) > 1 and any(p.known for p in parses) and not any(case in p.grammemes for p in parses):
            return False
    first = document.morphs[document.tokens_in(mention)[0]]
    return case != "nomn" or first.get("Case") in (None, "Nom") or len(document.tokens_in(mention)) > 1


def is_governed(document: Document, at: int) -> bool:
    """Tell whether a preposition stands before the word, or «имени», as before the namesake of a school."""
    return at > 0 and (document.morphs[at - 1].pos == "ADP" or document.tokens[at - 1].text.lower() in ("им", "имени"))


def is_one_of(document: Document, head: int) -> bool:
    """Tell whether the phrase picks one of many: «один из участников»."""
    following = document.tokens[head + 1].text if head + 1 < len(document.tokens) else ""
    return document.lemmas[head] == "один" and following == "из"


def is_somebody(document: Document, at: int) -> bool:
    """Tell whether the word can be who speaks: a name, a pronoun, a living being, or a noun known to speak."""
    if document.morphs[at].pos == "PRON" or document.morphs[at].get("Animacy") == "Anim":
        return True
    if document.lemmas[at] in load_lexicon("speaker_nouns", ("lemma", "kind", "classes")):
        return True
    return names_body(document, at) or any(m.type in TYPES for m in document.mentions_at(at))


def marked_name_after(document: Document, noun: int) -> Span | None:
    """Return the name between the marks that follow a noun: of «трест „Мостострой“», Мостострой."""
    last = noun
    for at in range(noun + 1, min(noun + 1 + BETWEEN, document.sentence_of(noun).last)):
        if document.arcs[at].head not in range(noun, at + 2) or not document.tokens[at].text.islower():
            break
        last = at
    found = MARKED.match(document.text, document.tokens[last].end)
    return Span(*found.span(1)) if found else None


def names_body(document: Document, noun: int) -> bool:
    """Tell whether the noun is of bodies and has a name in marks: «трест „Мостострой“», not «песня „Заря“»."""
    if marked_name_after(document, noun) is None:
        return False
    titles = load_lexicon("title_nouns", ("lemma", "class"))
    lemmas = {document.lemmas[noun], *(parse.lemma for parse in parses_of(document.tokens[noun].text))}
    return any(titles[lemma]["class"] in BODIES for lemma in lemmas & titles.keys())


def agent_of(document: Document, verb: int) -> int | None:
    """Return who does what a passive tells, in the instrumental: «выдвинутый врачами», «было сказано Орловым»."""
    if document.morphs[verb].get("Voice") != "Pass":
        return None
    for child in document.children[verb]:
        governed = any(document.arcs[c].relation == "case" for c in document.children[child])
        if document.arcs[child].relation in AGENTS and document.morphs[child].get("Case") == "Ins" and not governed:
            return child
    return None


def agree(document: Document, one: int, other: int) -> bool:
    """Tell whether two words can be of one thing by gender and number, as far as both show them."""
    pairs = ((document.morphs[one].get(name), document.morphs[other].get(name)) for name in ("Gender", "Number"))
    plural = document.morphs[one].get("Number") == "Plur"
    return all(a == b or not a or not b for a, b in pairs) or (
        plural and document.morphs[other].get("Number") == "Plur"
    )
