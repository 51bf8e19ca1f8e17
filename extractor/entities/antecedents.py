"""Which referent a word points back to: «он», «министр», «в ведомстве».

Every referent is measured by the same few features (agreement, role, distance, salience, place in its sentence), and a
learned weight for each tells how much it counts. Nothing is decided here: the caller compares the scores.
"""

from __future__ import annotations

from bisect import bisect_left
from math import log1p

from extractor.document import Document
from extractor.entities.anaphor import Anaphor
from extractor.entities.exclusions import SEXES, is_another, is_unnamed_person, other_modifiers
from extractor.entities.referents import OFFICES, TYPES, Referent
from extractor.language.likeness import likeness
from extractor.spans import Span

__all__ = ["features_of", "features_of_nobody", "is_subject", "relation_of_phrase"]

#: predicates whose dative is who acts: «Орлову пришлось», «ему исполнилось»
OF_DATIVES = frozenset(
    {
        "прийтись", "приходиться", "удаться", "удаваться", "предстоять", "исполниться", "хотеться", "захотеться",
        "довестись", "посчастливиться", "повезти", "понадобиться", "надо", "нужно", "нужный", "необходимо", "пора",
    }
)  # fmt: skip
#: words of about one meaning: «спикер» and «председатель»
ALIKE = 0.5


def features_of(document: Document, anaphor: Anaphor, referent: Referent) -> dict[str, float]:
    """Return what speaks for and against a referent that the word `can_be`; empty where they are kept apart.

    Distances are to the last mention before the word; `role` and `class` tell how the referent's roles fit it.
    """
    before = referent.places[: bisect_left(referent.places, anaphor.head)]
    features = _agreement(anaphor, referent) | _roles(anaphor, referent)
    if anaphor.possessed and not (features.get("role") or features.get("class")):
        return {}
    if is_another(anaphor, referent, features):
        return {}
    features["salience"] = log1p(len(referent.places))
    features["mentions_before"] = log1p(len(before))
    if not before:
        return features | _named_later(document, anaphor, features)
    return features | _distance(document, anaphor, before[-1])


def features_of_nobody(document: Document, anaphor: Anaphor) -> dict[str, float]:
    """Return what speaks for it that the word means nobody who is named: «один из экспертов», «житель Заречного»."""
    features = {"nil": 1.0, f"nil_{anaphor.kind}": 1.0}
    if anaphor.kind == "pronoun":
        return features
    span = anaphor.phrase.span(document)
    return features | {
        "nil_modified": float(bool(anaphor.modifiers)),
        "nil_qualified": float(anaphor.phrase.first < anaphor.head),
        "nil_named": float(_holds_a_name(document, anaphor, span)),
        "nil_restricted": float(_is_restricted(document, anaphor)),
        "nil_specific": float(not anaphor.generic),
    }


def _holds_a_name(document: Document, anaphor: Anaphor, span: Span) -> bool:
    """«директор „Зари“», «агентство ipn»: the phrase names a body, or something in other letters."""
    if any(m.type in TYPES and m.type != "PERSON" for m in document.mentions_over(span)):
        return True
    words = (document.tokens[at].text for at in range(anaphor.head + 1, anaphor.phrase.last + 1))
    return any(word.isascii() and word.isalpha() for word in words)


def _is_restricted(document: Document, anaphor: Anaphor) -> bool:
    """«прокурор, занимающийся делом»: words that tell who is meant."""
    comma = anaphor.phrase.last + 1
    if comma + 1 >= document.sentence_of(anaphor.head).last or document.tokens[comma].text != ",":
        return False
    return document.morphs[comma + 1].get("VerbForm") == "Part" or document.lemmas[comma + 1] == "который"


def _named_later(document: Document, anaphor: Anaphor, features: dict[str, float]) -> dict[str, float]:
    """A headline speaks of whom the text names below; elsewhere only a role that fits may point forward."""
    if document.sentence_of(anaphor.head).block == document.sentences[0].block:
        return {"title_before_name": 1.0}
    told = anaphor.classes - SEXES
    fits = features.get("role") or (told and features.get("class")) or features.get("modifiers")
    return {"only_after": 1.0, "impossible": float(not fits)}


def _agreement(anaphor: Anaphor, referent: Referent) -> dict[str, float]:
    pronoun = anaphor.kind == "pronoun"
    return {
        "gender": float(bool(anaphor.gender and referent.gender == anaphor.gender)),
        "plural_organization": float(pronoun and referent.type == "organization"),
        "plural_group": float(anaphor.plural and referent.type == "group"),
    }


def _roles(anaphor: Anaphor, referent: Referent) -> dict[str, float]:
    if anaphor.kind == "pronoun":
        return {}
    if anaphor.kind == "document":
        return {
            "statement_outlet": float("press" not in anaphor.classes and "outlet" in referent.classes),
            "document_person": float(referent.type == "person"),
            "document_document": float(referent.type == "document"),
            "document_place": float("country" in referent.classes),
            "document_group": float(referent.type == "group"),
            "modifiers": float(min(len(anaphor.modifiers & referent.lemmas), 2)),
        }
    named = anaphor.lemma in referent.lemmas
    if anaphor.kind == "source" and not named:
        return {
            "talked_body": float(referent.type in ("organization", "group")),
            "talked_person": float(referent.type == "person" and referent.entity is not None),
            "talked_unnamed": float(is_unnamed_person(referent)),
        }
    shared = len(anaphor.modifiers & referent.lemmas)
    others = other_modifiers(anaphor, referent)
    common = anaphor.classes & referent.classes
    known = bool(referent.classes - SEXES)
    offices = anaphor.classes & OFFICES  # any of which will do: the leader of a country is its president or premier
    fits = (
        bool(anaphor.classes) and anaphor.classes - offices <= common and not (offices and common.isdisjoint(offices))
    )
    meaning = {} if named else _likeness(anaphor, referent)
    return meaning | {
        "role": float(named),
        "class": float(fits and not named),
        "some_class": float(bool(common) and not fits and not named),
        "no_class": float(known and not common and not named),
        "no_role": float(not known and not common and not named),
        "specific_no_class": float(not anaphor.generic and known and not common and not named),
        "specific_no_role": float(not anaphor.generic and not known and not common and not named),
        "modifiers": float(min(shared, 2)),
        "other_modifiers": float(min(len(others), 2)),
        "name_shared": float(not anaphor.names.isdisjoint(referent.lemmas)),
        "other_name": float(bool(anaphor.names - referent.lemmas)),
    }


def _likeness(anaphor: Anaphor, referent: Referent) -> dict[str, float]:
    """How near the noun is in meaning to the words of the referent's roles: «дипломат» to «посол»."""
    near = max((likeness(anaphor.lemma, lemma) for lemma in referent.lemmas), default=0.0)
    return {"likeness": near, "likeness_high": float(near > ALIKE)}


def _distance(document: Document, anaphor: Anaphor, place: int) -> dict[str, float]:
    here, there = document.sentence_of(anaphor.head), document.sentence_of(place)
    sentences = document.sentence_number(anaphor.head) - document.sentence_number(place)
    relation = relation_of_phrase(document, place)
    return {
        "same_sentence": float(sentences == 0),
        "last_sentence": float(sentences == 1),
        "sentences": log1p(sentences),
        "tokens": log1p(anaphor.head - place),
        "same_block": float(here.block == there.block),
        "subject": float(is_subject(document, place)),
        "oblique": float(relation in ("nmod", "obl")),
    }


def relation_of_phrase(document: Document, token: int) -> str:
    """Return the relation of the whole phrase to its verb: a name hangs on its role, «министр Иван Орлов сказал»."""
    return document.arcs[_head_of_phrase(document, token)].relation


def is_subject(document: Document, token: int) -> bool:
    """Tell whether the phrase of the token is who acts: «Орлов уехал», and «Орлову пришлось уехать»."""
    token = _head_of_phrase(document, token)
    verb, relation = document.arcs[token]
    if relation.startswith("nsubj"):
        return True
    dative = document.morphs[token].get("Case") == "Dat" and relation in ("iobj", "obl", "obj", "nmod")
    if not dative or verb < 0 or document.lemmas[verb] not in OF_DATIVES:
        return False
    return not any(document.arcs[child].relation == "case" for child in document.children[token])


def _head_of_phrase(document: Document, token: int) -> int:
    for _ in range(4):
        head, relation = document.arcs[token]
        if relation not in ("appos", "flat:name", "flat:foreign") or head < 0:
            break
        token = head
    return token
