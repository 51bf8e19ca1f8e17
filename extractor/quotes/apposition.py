"""The name in a phrase: «Иван Орлов» in «заместитель мэра, глава комитета Иван Орлов», nobody in «адвокат Орлова»."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.annotations import Mention
from extractor.document import Document
from extractor.entities.owners import name_behind
from extractor.language.phrases import NounPhrase, find_noun_phrase
from extractor.quotes.citations import citation_at
from extractor.quotes.nominals import can_be, is_governed
from extractor.spans import Span

__all__ = ["appositive_name", "name_in_phrase"]

NAMES = ("PERSON", "ORGANIZATION")
#: what opens a clause about the noun before it
RELATIVE = frozenset({"который", "где", "куда", "откуда", "чей"})
#: and how long it is with the name behind it, in tokens
CLAUSE = 40
#: marks around names, and how far behind its first phrase a name in marks may end, in characters
MARKS = {"«": "»", "„": "“”", "“": "”", '"': '"'}
NAME = 40
#: cases that look alike in living nouns, so that the tagger may take either
ALIKE = ("Gen", "Acc")
#: the longest aside in brackets that may stand between a role and its name, in tokens
ASIDE = 8


def name_in_phrase(document: Document, head: int, zone: frozenset[int]) -> Span:
    """Return the source in the phrase of `head`: the personal name in apposition if there is one, else the phrase."""
    citation = citation_at(document, head)
    if citation is not None:
        return citation
    phrase = find_noun_phrase(document, head)
    owned = document.morphs[head].get("Case") == "Gen"
    name = (name_behind(document, phrase.last) if owned else None) or appositive_name(document, phrase, zone)
    if name is not None:
        return Span(name.start, name.end)
    whole = phrase.span(document)
    for mention in _mentions_in(document, whole, NAMES):
        if head in document.tokens_in(mention) and mention.start <= whole.start:
            return Span(min(mention.start, whole.start), max(mention.end, whole.end))
    return _marked(document, whole) or whole


def _marked(document: Document, phrase: Span) -> Span | None:
    """«отмечают „Аргументы и факты“»: a phrase that begins a name in marks is the whole name."""
    text = document.text
    opening, before = text[max(0, phrase.start - 1)], text[max(0, phrase.start - 2)]
    if opening not in MARKS or (opening == '"' and not (before.isspace() or before in "(«")):
        return None
    if any(text[at] in MARKS[opening] for at in range(phrase.start, phrase.end)):
        return None  # «в „Твиттере“ мэра»: the name ends before the phrase
    closing = next(
        (at for at in range(phrase.end, min(len(text), phrase.end + NAME)) if text[at] in MARKS[opening]), None
    )
    if closing is None or "\n" in text[phrase.end : closing]:
        return None
    return Span(phrase.start, closing)


def appositive_name(document: Document, phrase: NounPhrase, zone: frozenset[int]) -> Mention | None:
    """Return the person whom the phrase names: «адвокат Орлова Вадим Зуев» names Зуев, «адвокат Орлова» nobody.

    The name may stand after more roles: «член партии, бывший министр Вадим Зуев».
    """
    last = _reach(document, phrase, zone)
    names = _mentions_in(document, document.span(phrase.first, last), ("PERSON",))
    if document.morphs[phrase.head].pos == "PRON" or document.morphs[phrase.head].get("Number") == "Plur":
        names = [m for m in names if phrase.head in document.tokens_in(m)]
    fitting = [m for m in names if _names_head(document, m, phrase) and not _is_of_body(document, m, phrase.head)]
    inside = [m for m in fitting if document.tokens_in(m).start <= phrase.last + 1]
    return inside[-1] if inside else next(iter(fitting), _after_clause(document, phrase))


def _is_of_body(document: Document, name: Mention, head: int) -> bool:
    """«Мэрия Заречья», «Фонд Орлова»: the name, or what is taken for one, is inside the name of the body."""
    bodies = (m for m in document.mentions_at(head) if m.type == "ORGANIZATION")
    return any(body.contains(name) and body.length > name.length for body in bodies)


def _after_clause(document: Document, phrase: NounPhrase) -> Mention | None:
    """«глава фонда, где работал Орлов, Вадим Зуев сказал»: the name behind a clause about the role."""
    comma = phrase.last + 1
    end = min(document.sentence_of(phrase.head).last, comma + CLAUSE)
    if comma + 1 >= end or document.tokens[comma].text != "," or document.lemmas[comma + 1] not in RELATIVE:
        return None
    verb = next((at for at in range(comma + 2, end) if document.morphs[at].get("VerbForm") == "Fin"), end)
    closed = next((at for at in range(verb, end) if document.tokens[at].text == ","), end)
    if closed + 1 >= end or document.morphs[phrase.head].get("Case") != "Nom":
        return None
    name = next((m for m in document.mentions_at(closed + 1) if m.type == "PERSON"), None)
    if name is None or document.tokens_in(name).start != closed + 1 or not can_be(document, name, "nomn"):
        return None
    after = document.tokens_in(name).stop
    return name if after < end and document.morphs[after].get("VerbForm") == "Fin" else None


def _reach(document: Document, phrase: NounPhrase, zone: frozenset[int]) -> int:
    """The last token before the next verb, clause or quoted words."""
    at, end = phrase.last, document.sentence_of(phrase.head).last
    while at + 1 in zone and at + 1 < end:
        morph, text = document.morphs[at + 1], document.tokens[at + 1].text
        if text == "(" and (closed := _closing(document, at + 1, end)) is not None:
            at = closed
            continue
        if morph.get("VerbForm") in ("Fin", "Conv") or morph.pos == "SCONJ" or text in (":", ";", "("):
            break
        if document.lemmas[at + 1] == "который" or (morph.pos == "ADP" and _leads_to_verb(document, at + 1)):
            break
        at += 1
    return at


def _closing(document: Document, opening: int, end: int) -> int | None:
    """The bracket that closes a short aside: «житель Заречного (Синегорский край) Вадим Зуев»."""
    near = range(opening + 1, min(end, opening + ASIDE))
    return next((at for at in near if document.tokens[at].text == ")"), None)


def _leads_to_verb(document: Document, preposition: int) -> bool:
    """Tell whether the preposition's noun hangs on a verb («в ходе встречи») and not on a noun («по культуре»)."""
    noun = document.arcs[preposition].head
    return noun >= 0 and document.arcs[noun].relation not in ("nmod", "conj")


def _names_head(document: Document, mention: Mention, phrase: NounPhrase) -> bool:
    tokens = document.tokens_in(mention)
    if phrase.head in tokens:
        return True
    arc = document.arcs[tokens[0]]
    if arc.relation in ("appos", "flat:name") and arc.head == phrase.head:
        return True
    if document.morphs[phrase.head].get("Case") in ("Nom", None):
        return can_be(document, mention, "nomn") and not is_governed(document, tokens[0])
    case = document.morphs[phrase.head].get("Case")
    cases = ALIKE if case in ALIKE else (case,)
    if document.morphs[tokens[0]].get("Case") not in cases or is_governed(document, tokens[0]):
        return False
    return case != "Gen" or len(tokens) > 1


def _mentions_in(document: Document, span: Span, types: Iterable[str]) -> list[Mention]:
    return [m for m in document.mentions_over(span) if m.type in types]
