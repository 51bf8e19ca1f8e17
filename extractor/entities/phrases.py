"""Names of organisations and places in the nominative: the head and what agrees with it are inflected, the rest stands.

«Министерству обороны» is «Министерство обороны»; what stands in marks («в банке «Заря»») is untouched.
"""

from __future__ import annotations

import re

from extractor.annotations import Morph
from extractor.document import Document
from extractor.entities.declension import CASES
from extractor.language import agrees, inflect, nominative_of, parses_of
from extractor.language.inflection import like
from extractor.spans import Span

__all__ = ["POSSESSIVE", "head_of", "nominative_phrase", "nominative_tokens", "singular_tokens"]

GENDERS = {"masc": "Masc", "femn": "Fem", "neut": "Neut"}
OPENING, CLOSING = "«“„\"'", "»”“\"'"
#: numerals after which a noun stands in the genitive singular: «два врача», «оба министра»
PAUCAL = frozenset({"два", "три", "четыре", "оба"})
#: numbers in figures that govern as «один» and as «два» do
ONE, FEW = re.compile(r"(?<!1)1$"), re.compile(r"(?<!1)[234]$")
#: figures at the head of a word: «57-летнего»
FIGURES = re.compile(r"\d+-(?=[а-яё])")
#: an abbreviation with the ending of its case: «НИИЖБе»
ABBREVIATION = re.compile("([А-ЯЁ]{2,})(?:[аеуы]|о[вйм]|а[мх]|ами)")
AGREEING = frozenset({"amod", "det", "nummod", "flat", "flat:name", "acl"})
#: pronouns that stand as they are in any case
POSSESSIVE = frozenset({"его", "её", "ее", "их"})
NOMINAL = ("NOUN", "PROPN", "ADJ", "DET", "X", "NUM", "PRON")


def nominative_phrase(document: Document, span: Span, prefer: str = "") -> str:
    """Return the name in the nominative. A name that stands in marks is there as it is called, and stays."""
    tokens = list(document.tokens_in(span))
    if not tokens:
        return span.of(document.text)
    return nominative_tokens(document, span, tokens, prefer)


def nominative_tokens(
    document: Document, span: Span, tokens: list[int], prefer: str = "", head: int | None = None
) -> str:
    """Return the text of the span with its head, and what agrees with it, in the nominative."""
    text = document.text
    head = head_of(document, tokens) if head is None else head
    if head is not None and (counted := _counted(document, tokens, head)) is not None:
        rest = Span(document.tokens[head].end, max(span.end, document.tokens[head].end)).of(text)
        return " ".join(f"{counted}{rest}".split())
    morph = None if head is None else _morph_of(document, head)
    if head is None or morph is None or morph.get("Case") in (None, "Nom") or _is_title(document, span, head):
        return " ".join(span.of(text).split())
    pieces, at = [], span.start
    for token in tokens:
        start, end, word = document.tokens[token]
        pieces.append(text[at:start])
        pieces.append(_nominative(document, token, head, morph, prefer) or word)
        at = end
    return " ".join(("".join(pieces) + text[at : span.end]).split())


def _counted(document: Document, tokens: list[int], head: int) -> str | None:
    """«двух опытных врачей» as «два опытных врача», or None where the head is not counted by a numeral in words."""
    first = tokens[0]
    noun = document.tokens[head].text
    if first >= head or document.morphs[head].pos != "NOUN" or (noun[0].isupper() and not noun.isupper()):
        return None
    if document.arcs[first].head != head or not document.arcs[first].relation.startswith("nummod"):
        return None
    given = document.tokens[first].text
    numeral = given if given.isdigit() else inflect(given, frozenset({"nomn"}), "NUMR")
    if numeral is None or (given.isdigit() and ONE.search(given)):
        return None
    number = "sing" if numeral in PAUCAL or (given.isdigit() and FEW.search(given)) else "plur"
    inflected = None if noun.isupper() else inflect(noun, frozenset({"gent", number}), "NOUN")
    words = [document.tokens[at].text for at in range(first + 1, head)]
    between = [inflect(word, frozenset({"gent", "plur"}), "ADJF") or word for word in words]
    return " ".join([like(numeral, given), *between, inflected or noun])


def _morph_of(document: Document, head: int) -> Morph:
    """The head's features. A form that cannot be the nominative is none, whatever the tagger says: «мэр Синегорска».

    Nor is it neuter where the dictionary knows better: «полным кавалером» is of a «полный кавалер».
    """
    morph = _with_gender(document.morphs[head], document.tokens[head].text)
    if morph.get("Case") != "Nom":
        return morph
    parses = [parse for parse in parses_of(document.tokens[head].text) if parse.known or "Geox" in parse.grammemes]
    if not parses or any(parse.grammemes & {"nomn", "Fixd"} for parse in parses):
        return morph
    noun = next((parse for parse in parses if parse.pos == "NOUN"), parses[0])
    case = next((CASES[grammeme] for grammeme in CASES if grammeme in noun.grammemes), "Nom")
    return _with(morph, Case=case)


def _with_gender(morph: Morph, word: str) -> Morph:
    known = {GENDERS[g] for p in parses_of(word) if p.known and p.pos == "NOUN" for g in GENDERS if g in p.grammemes}
    if morph.get("Gender") != "Neut" or len(known) != 1 or morph.get("Number") == "Plur":
        return morph
    return _with(morph, Gender=known.pop())


def _with(morph: Morph, **features: str) -> Morph:
    return Morph.parse("|".join([morph.pos, *(f"{k}={v}" for k, v in {**morph.feats, **features}.items())]))


def singular_tokens(document: Document, tokens: list[int]) -> str:
    """Return the words, the last one a noun in the plural, in the nominative singular: «лучший музыкант»."""
    noun = document.tokens[tokens[-1]].text
    parse = next((p for p in parses_of(noun) if p.pos == "NOUN"), None)
    gender = (parse.grammemes & {"masc", "femn", "neut"}) if parse else frozenset()
    words = [inflect(document.tokens[t].text, frozenset({"nomn", "sing"}) | gender) for t in tokens[:-1]]
    singular = inflect(noun, frozenset({"nomn", "sing"}), "NOUN")
    return " ".join(word or document.tokens[t].text for word, t in zip([*words, singular], tokens, strict=True))


def head_of(document: Document, tokens: list[int]) -> int | None:
    """Return the token that the phrase hangs by: the first nominal one whose syntactic head stands outside."""
    inside = set(tokens)
    nominal = [t for t in tokens if document.morphs[t].pos in NOMINAL]
    outer = [t for t in nominal if document.arcs[t].head not in inside]
    nouns = [t for t in outer if document.morphs[t].pos in ("NOUN", "PROPN")]
    for group in (nouns, outer, nominal):
        if group:
            return group[0]
    return None


def _nominative(document: Document, token: int, head: int, noun: Morph, prefer: str) -> str | None:
    word = document.tokens[token].text
    figures = FIGURES.match(word)
    if figures is None:
        return _inflected(document, token, head, noun, prefer, word)
    rest = _inflected(document, token, head, noun, prefer, word[figures.end() :])
    return rest and figures[0] + rest


def _inflected(document: Document, token: int, head: int, noun: Morph, prefer: str, word: str) -> str | None:
    if (word.isupper() and len(word) > 1) or not word[0].isalpha():
        return None
    if token == head:
        if abbreviation := ABBREVIATION.fullmatch(word):
            return abbreviation[1]  # «в НИИЖБе»
        return word if _is_ministry(word) else nominative_of(word, noun, prefer)
    if word.lower() in POSSESSIVE:
        return None  # «его бывшему шофёру»
    morph = document.morphs[token]
    before = token < head and morph.pos in ("ADJ", "DET", "VERB", "NUM")
    if before or _belongs(document, token, head) or _is_second(document, token, head):
        case = noun.get("Case")
        if case and (morph.get("Case") == case or agrees(word, case)):
            return nominative_of(word, _as(morph, noun))
    return None


def _is_ministry(word: str) -> bool:
    """«Минобороны», «Минпросвещения»: the genitive in it stays, as «Минфина» does not."""
    if not word.startswith("Мин") or any(parse.known for parse in parses_of(word)):
        return False
    return any(
        p.known and {"gent", "sing"} <= p.grammemes and p.grammemes & {"femn", "neut"} for p in parses_of(word[3:])
    )


def _belongs(document: Document, token: int, head: int) -> bool:
    arc = document.arcs[token]
    return arc.head == head and arc.relation in AGREEING


def _is_second(document: Document, token: int, head: int) -> bool:
    """«Права и жизни»: the noun that «и» joins to the head at once, not «министерства науки и труда»."""
    joined = token == head + 2 and document.tokens[head + 1].text == "и"
    return joined and document.morphs[token].pos in ("NOUN", "PROPN")


def _as(morph: Morph, head: Morph) -> Morph:
    """The adjective with the case, number and gender of its noun, where the tagger saw others."""
    feats = {name: head.feats[name] for name in ("Case", "Gender", "Number") if name in head.feats}
    return Morph.parse("|".join([morph.pos, *(f"{name}={value}" for name, value in feats.items())]))


def _is_title(document: Document, span: Span, head: int) -> bool:
    """Whether the name stands in marks as it is called: «партии «Наш город»», but not «акции «Газпрома»»."""
    text = document.text
    before, after = text[: span.start].rstrip()[-1:], text[span.end :].lstrip()[:1]
    if not (before and before in OPENING and after and after in CLOSING):
        return False
    word = document.tokens[head].text
    return any(parse.known for parse in parses_of(word)) and agrees(word, "Nom", document.morphs[head].get("Number"))
