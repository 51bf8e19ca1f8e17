"""Who is spoken of without a name: «дольщики», «источник в мэрии», «дочь пациентки», and papers that speak, «указ».

They are remembered by their fullest words: «врач районной больницы» is who «врач» is a paragraph later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from extractor.document import Document
from extractor.entities.anaphor import Anaphor, gender_of, is_common, read_anaphor
from extractor.entities.exclusions import POSTS
from extractor.entities.phrases import nominative_phrase
from extractor.entities.referents import BY_GENDER, TYPES, Referent, ReferentType, classes_of, key_of
from extractor.language.phrases import NounPhrase, find_noun_phrase
from extractor.lexicons import load_lexicon
from extractor.quotes.citations import citation_at
from extractor.quotes.nominals import is_one_of, is_somebody
from extractor.spans import Span

__all__ = ["Nameless", "common_name", "find_nameless", "is_informant", "referent_of", "referent_of_phrase"]

#: nouns of how many people are meant: «большинство жителей», «группа учёных»
PARTS = frozenset({"большинство", "группа", "меньшинство", "половина", "ряд", "треть", "часть", "четверть"})
#: marks before a name, which keeps its capital
OPENING = '«„“"'
#: how far behind its preposition the body may stand in which an informant is, in tokens
PLACED = 5
#: words for one of several, whom nobody names: «Другой добавил, что …»
ONE_OF_SEVERAL = frozenset({"второй", "другой", "каждый", "любой", "третий"})
#: parts of speech that have a capital only at the start of a sentence
COMMON = ("NOUN", "ADJ", "NUM", "DET", "PRON")


@dataclass
class Nameless:
    """Somebody without a name, as the article speaks of them again and again: the fullest phrase, and the places."""

    type: ReferentType
    phrase: NounPhrase
    modifiers: frozenset[str]
    lemmas: frozenset[str]
    places: list[int]


def find_nameless(document: Document, named_ones: Sequence[Referent]) -> list[Nameless]:
    """Return those who are spoken of without a name, in order of their first mention; not those who have one."""
    named, posts = _named_tokens(document), _posts_of(named_ones)
    known: list[Nameless] = []
    by_noun: dict[tuple[str, ReferentType], list[Nameless]] = {}
    for at, morph in enumerate(document.morphs):
        type_ = _type_of(document, at) if morph.pos == "NOUN" and at not in named else None
        if type_ is None:
            continue
        phrase = find_noun_phrase(document, at)
        if document.lemmas[phrase.first] == "сам" or _has_name(document, at):
            continue  # «сам юбиляр» has a name
        one = _one_of(document, at) if type_ == "group" else None
        if one is not None:
            type_, phrase = "person", NounPhrase(one, at, phrase.last)
        met = _read(document, type_, phrase)
        if type_ == "person" and _is_held(met.modifiers, posts.get(document.lemmas[at], ())):
            continue
        same = by_noun.setdefault((document.lemmas[at], type_), [])
        old = next((k for k in reversed(same) if k.modifiers <= met.modifiers or met.modifiers <= k.modifiers), None)
        if old is None:
            known.append(met)
            same.append(met)
            continue
        old.places.append(at)
        if len(met.modifiers) > len(old.modifiers):
            old.phrase, old.modifiers, old.lemmas = met.phrase, met.modifiers, met.lemmas
    return known


def _has_name(document: Document, noun: int) -> bool:
    """«был президент [Иван Орлов]»: the name itself stands beside the noun."""
    apposed = (c for c in document.children[noun] if document.arcs[c].relation in ("appos", "flat:name") and c > noun)
    return any(m.type == "PERSON" for c in apposed for m in document.mentions_at(c))


def _posts_of(named_ones: Iterable[Referent]) -> dict[str, list[frozenset[str]]]:
    """The posts that somebody named holds, by their noun: the words of each."""
    posts: dict[str, list[frozenset[str]]] = {}
    for role in (role for who in named_ones for role in who.roles):
        for noun in POSTS.intersection(role):
            posts.setdefault(noun, []).append(frozenset(role))
    return posts


def _is_held(modifiers: Iterable[str], posts: Iterable[frozenset[str]]) -> bool:
    """«президент страны» is whoever the article names as «президент страны»."""
    words = {key_of(word) for word in modifiers}
    return bool(words) and any(words <= post for post in posts)


def _one_of(document: Document, noun: int) -> int | None:
    """The token of «один» in «один из собеседников»."""
    head = document.arcs[noun].head
    before = document.morphs[noun - 1].pos == "ADP" and document.tokens[noun - 1].text == "из" if noun else False
    return head if before and head == noun - 2 and document.lemmas[head] == "один" else None


def _read(document: Document, type_: ReferentType, phrase: NounPhrase) -> Nameless:
    words = range(phrase.first, phrase.last + 1)
    lemmas = frozenset(document.lemmas[word] for word in words)
    modifiers = frozenset(document.lemmas[w] for w in words if document.morphs[w].pos in ("NOUN", "PROPN", "ADJ", "X"))
    return Nameless(type_, phrase, modifiers - {document.lemmas[phrase.head]}, lemmas, [phrase.head])


def referent_of(document: Document, known: Nameless) -> Referent:
    """Return the nameless one as a referent, called by its phrase in the nominative."""
    head, last = known.phrase.head, known.phrase.last
    person = known.type == "person"
    gender = next(filter(None, (gender_of(document, at) for at in known.places)), None) if person else None
    return Referent(
        called=cache(lambda: common_name(document, _full_phrase(document, known.phrase))),
        type=known.type,
        gender=gender,
        plural=known.type == "group",
        lemmas=known.lemmas,
        classes=classes_of(tuple(document.lemmas[at] for at in range(head, last + 1))).union(
            BY_GENDER.get(gender or "", ())
        ),
        places=tuple(known.places),
    )


def _named_tokens(document: Document) -> set[int]:
    """The words of names, and of the roles of those who have a name."""
    spans: Iterable[Span] = [
        *(mention for mention in document.mentions if mention.type in TYPES),
        *(role for entity in document.entities for role in entity.roles),
    ]
    return {at for span in spans for at in document.tokens_in(span)}


def _type_of(document: Document, at: int) -> ReferentType | None:
    morph = document.morphs[at]
    plural = morph.get("Number") == "Plur"
    entry = load_lexicon("speaker_nouns", ("lemma", "kind", "classes")).get(document.lemmas[at])
    if entry is not None and entry["kind"] == "informant":
        return "group" if plural else "person"
    if entry is not None and entry["kind"] == "group" and morph.get("Animacy") != "Anim":
        return "group"
    if morph.get("Animacy") == "Anim" and document.arcs[at].relation not in ("flat:name", "compound"):
        return "group" if plural else "person"
    if entry is not None and entry["kind"] == "document" and "law" in entry["classes"] and not plural:
        return "document"
    if entry is not None and entry["kind"] in ("body", "unit") and not plural and _has_owner(document, at):
        return "organization"
    return None


def _has_owner(document: Document, at: int) -> bool:
    """«офис премьер-министра» is told by its owner, «ведомство» and «следствие в отношении Орлова» by nothing."""
    return any(
        c > at
        and document.arcs[c].relation == "nmod"
        and document.morphs[c].get("Case") == "Gen"
        and not any(document.arcs[inner].relation == "case" for inner in document.children[c])
        for c in document.children[at]
    )


def _full_phrase(document: Document, phrase: NounPhrase) -> Span:
    """Return the phrase with the participle that tells who is meant: «врачи, опрошенные газетой».

    What they have done («врачи, вернувшиеся из отпуска») is news about them, and no part of what they are called.
    """
    phrase = _with_place(document, phrase)
    comma, last = phrase.last + 1, document.sentence_of(phrase.head).last
    if comma + 1 >= last or document.tokens[comma].text != ",":
        return phrase.span(document)
    verb = comma + 1
    morph = document.morphs[verb]
    if morph.get("VerbForm") != "Part" or morph.get("Case") != document.morphs[phrase.head].get("Case"):
        return phrase.span(document)
    if morph.get("Voice") != "Pass" and morph.get("Tense") != "Pres":
        return phrase.span(document)
    end = verb
    while end + 1 < last and document.tokens[end + 1].text not in (",", ";", ":", "—", "–", "-", ".", "!", "?"):
        end += 1
    if [token.text for token in document.tokens[end + 1 : end + 3]] == [",", "что"]:
        return phrase.span(document)  # «бумаги, свидетельствующие о том, что …»
    return document.span(phrase.first, end)


def is_informant(document: Document, head: int) -> bool:
    """Tell whether the noun is of somebody whom nobody names: «источник», «собеседник»."""
    entry = load_lexicon("speaker_nouns", ("lemma", "kind", "classes")).get(document.lemmas[head])
    return entry is not None and entry["kind"] == "informant"


def _with_place(document: Document, phrase: NounPhrase) -> NounPhrase:
    """«источник [в военной разведке]», which the parser may hang on the verb."""
    preposition = phrase.last + 1
    if not is_informant(document, phrase.head) or preposition >= document.sentence_of(phrase.head).last:
        return phrase
    noun = document.arcs[preposition].head
    near = preposition < noun <= preposition + PLACED and document.tokens[preposition].text.lower() in ("в", "во")
    if not near or not is_somebody(document, noun):
        return phrase
    return NounPhrase(phrase.first, phrase.head, find_noun_phrase(document, noun).last)


def common_name(document: Document, span: Span) -> str:
    """Return a phrase in the nominative, without the capital that it has at the start of a sentence: «врачи города»."""
    name = nominative_phrase(document, span)
    first = document.tokens_in(span)[0]
    participle = document.morphs[first].get("VerbForm") == "Part"
    common = document.morphs[first].pos in COMMON or participle or _is_common_noun(document, first)
    if common and not document.tokens[first].text.isupper() and document.text[max(0, span.start - 1)] not in OPENING:
        return name[:1].lower() + name[1:]
    return name


def _is_common_noun(document: Document, first: int) -> bool:
    """«Банк опубликовал отчёт»: a capital of the sentence's start, which the tagger may take for a name's."""
    known = document.lemmas[first] in load_lexicon("speaker_nouns", ("lemma", "kind", "classes"))
    return (known or is_common(document.tokens[first].text)) and first == document.sentence_of(first).first


def referent_of_phrase(document: Document, head: int, span: Span) -> Referent:
    """Return whom the words of a phrase tell, as they stand: the span, or the whole phrase of its head."""
    phrase = find_noun_phrase(document, head)
    if phrase.span(document).contains(span):
        span = _full_phrase(document, phrase)
    if citation_at(document, head) is not None:
        return Referent(span.of(document.text), "document")
    anaphor = read_anaphor(document, head)
    # «отмечает „Речная жизнь“»: what speaks under a name in marks that nothing else tells of is an outlet
    marked = frozenset({"outlet"}) if document.text[max(0, span.start - 1)] in OPENING else frozenset()
    return Referent(
        common_name(document, span),
        _type_of_head(document, head) if anaphor is None or anaphor.lemma in PARTS else _type_of_anaphor(anaphor),
        gender=anaphor.gender if anaphor else None,
        plural=bool(anaphor and anaphor.plural),
        lemmas=frozenset(document.lemmas[at] for at in document.tokens_in(span)),
        classes=classes_of(tuple(document.lemmas[at] for at in range(phrase.head, phrase.last + 1))) | marked,
    )


def _type_of_head(document: Document, head: int) -> ReferentType:
    """«один из врачей» is a person, «некоторые из них» and «большинство жителей» are several."""
    morph = document.morphs[head]
    living = [c for c in document.children[head] if document.morphs[c].get("Animacy") == "Anim" and c > head]
    stands_for_people = morph.pos in ("ADJ", "DET", "NUM", "PRON") or morph.get("VerbForm") == "Part"
    if stands_for_people and morph.get("Number") == "Plur":
        return "group"
    if morph.pos == "PRON" or (document.lemmas[head] == "один" and (living or is_one_of(document, head))):
        return "person"
    if stands_for_people and document.lemmas[head] in ONE_OF_SEVERAL:
        return "person"
    return "group" if any(document.morphs[c].get("Number") == "Plur" for c in living) else "organization"


def _type_of_anaphor(anaphor: Anaphor) -> ReferentType:
    if anaphor.kind == "document":
        return "document"
    if anaphor.kind in ("unit", "body", "outlet"):
        return "group" if anaphor.plural else "organization"
    return "group" if anaphor.plural or anaphor.kind == "group" else "person"
