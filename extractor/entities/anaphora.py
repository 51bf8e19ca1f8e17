"""Entities spoken of without their names: «он», «министр», «глава ведомства», «компания».

Each pronoun of the third person and each common noun that can stand for somebody named is compared with the entities
of the article, by the features and weights of `antecedents` and `scorer`. The link is made where one entity is likelier
than all others together, and for a noun only where its role fits; elsewhere the word is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from extractor.annotations import Entity, EntityMention
from extractor.document import Document
from extractor.entities.anaphor import Anaphor, is_indefinite, read_anaphor
from extractor.entities.antecedents import features_of, features_of_nobody
from extractor.entities.exclusions import can_be, types_of
from extractor.entities.referents import Referent, ReferentType, find_referents
from extractor.entities.scorer import load_weights, probabilities, score_of
from extractor.lexicons import load_lexicon

__all__ = ["resolve_anaphora"]

#: a link is made from this probability on: more often right than wrong
SURE = 0.5
#: forms that can be a pronoun of the third person
PRONOUNS = frozenset({"он", "она", "они", "его", "её", "ее", "их", "ему", "ей", "им", "ним", "ней", "нему", "ними"})
#: relations of a noun that speaks of somebody; a predicate does not, nor the office in «на пост президента»
ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent"})
#: words that set somebody apart from the one who was named
OTHERS = frozenset({"бывший", "будущий", "другой", "новый", "предыдущий", "прежний", "следующий"})
#: what joins a role to the name of its holder
NAMING = frozenset({"appos", "flat", "flat:name", "flat:foreign"})


def resolve_anaphora(document: Document) -> list[Entity]:
    """Return the document's entities with the mentions added in which a pronoun or a common noun stands for them.

    What the tagger took for an entity and is a common noun alone («Ведомство») goes where every mention of it is
    another's.
    """
    bare = {entity.id for entity in document.entities if _is_bare(entity)}
    found: dict[str, list[EntityMention]] = {}
    by_type: dict[ReferentType, list[Referent]] = {}
    for anaphor in _anaphors(document):
        (type_,) = types_of(anaphor)
        if type_ not in by_type:
            named = find_referents(document, type_)
            by_type[type_] = [who for who in named if who.places and who.entity not in bare]
        referents = by_type[type_]
        at = _likeliest(document, anaphor, referents)
        if at is None:
            continue
        referent = referents[at]
        span = anaphor.phrase.span(document)
        kind: Literal["pronoun", "role"] = "pronoun" if anaphor.kind == "pronoun" else "role"
        found.setdefault(referent.entity or "", []).append(EntityMention(span.start, span.end, kind, "anaphora"))
        referents[at] = replace(referent, places=tuple(sorted({*referent.places, anaphor.head})))
    linked = {mention.start for mentions in found.values() for mention in mentions}
    return [
        replace(entity, mentions=tuple(sorted((*entity.mentions, *found.get(entity.id, ())))))
        for entity in document.entities
        if not (entity.id in bare and all(mention.start in linked for mention in entity.mentions))
    ]


def _is_bare(entity: Entity) -> bool:
    """Whether the entity's name is one common noun, which names nothing: «Ведомство», «компания»."""
    lemma = entity.name.lower()
    if lemma not in load_lexicon("generic_nouns", ("lemma",)) or entity.type == "PERSON":
        return False
    return entity.name in (lemma, lemma.capitalize())


def _anaphors(document: Document) -> Iterator[Anaphor]:
    """The words that may point back, in order."""
    taken = _taken(document)
    for at, morph in enumerate(document.morphs):
        if morph.pos in ("PRON", "DET"):
            anaphor = read_anaphor(document, at) if document.tokens[at].text.lower() in PRONOUNS else None
        elif morph.pos == "NOUN" and morph.get("Number") == "Sing" and at not in taken:
            anaphor = _noun(document, at)
        else:
            continue
        if anaphor is not None and not anaphor.plural:
            yield anaphor


def _taken(document: Document) -> set[int]:
    """The tokens of names, and of roles beside the names of their holders."""
    names = [m for e in document.entities if not _is_bare(e) for m in e.mentions]
    spans = names + [r for e in document.entities for r in e.roles]
    return {at for span in spans for at in document.tokens_in(span)}


def _noun(document: Document, at: int) -> Anaphor | None:
    relation = document.arcs[at].relation
    if relation not in ARGUMENTS or any(document.arcs[child].relation in NAMING for child in document.children[at]):
        return None
    anaphor = read_anaphor(document, at)
    if anaphor is None or anaphor.kind not in ("role", "body", "outlet"):
        return None
    if is_indefinite(document, anaphor):
        return None
    inside = range(anaphor.phrase.first, anaphor.phrase.last + 1)
    if any(document.morphs[i].pos == "NUM" or document.lemmas[i] in OTHERS for i in inside):
        return None
    return anaphor


def _likeliest(document: Document, anaphor: Anaphor, referents: Sequence[Referent]) -> int | None:
    """The index of the referent that the anaphor means, or None where it is not clear."""
    weights = load_weights(anaphor.kind)
    before = ((at, who) for at, who in enumerate(referents) if who.places[0] < anaphor.head and can_be(anaphor, who))
    options = [(at, features) for at, who in before if (features := features_of(document, anaphor, who))]
    if not options:
        return None
    scores = [score_of(features, weights) for _, features in options]
    shares = probabilities([*scores, score_of(features_of_nobody(document, anaphor), weights)])
    best = max(range(len(options)), key=shares.__getitem__)
    at, features = options[best]
    fits = anaphor.kind == "pronoun" or features.get("role") or features.get("class")
    return at if shares[best] >= SURE and fits else None
