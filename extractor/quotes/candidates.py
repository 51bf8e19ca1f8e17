"""Who can be the speaker that a pronoun or a common noun stands for: entities, and those who have spoken before.

Beside what the word and the candidate say of themselves (`entities.antecedents`), the course of the quotes counts: who
spoke last, who is spoken of inside somebody's words, who is named in this very paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor.document import Document
from extractor.entities.antecedents import Anaphor, features_of
from extractor.entities.referents import Referent, classes_of, find_referents
from extractor.language.phrases import find_noun_phrase
from extractor.quotes.drafts import Draft

__all__ = ["Candidate", "Stage", "find_candidates"]

NIL = "nil"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A referent with its features; None is the phrase itself, which names nobody further."""

    referent: Referent | None
    features: dict[str, float]


@dataclass
class Stage:
    """Who is on the stage while the quotes are gone through in order: referents, and who spoke where."""

    document: Document
    referents: list[Referent]
    quoted: frozenset[int]
    turns: list[tuple[int, Referent]] = field(default_factory=list)

    @classmethod
    def set(cls, document: Document, drafts: Sequence[Draft]) -> Stage:
        """Return the stage before anybody has spoken."""
        quoted = {
            at
            for draft in drafts
            if draft.kind == "direct"
            for span in draft.content
            for at in document.tokens_in(span)
        }
        referents = find_referents(document, document.entities) + _groups(document)
        return cls(document, referents, frozenset(quoted))

    def speaks(self, referent: Referent, at: int) -> None:
        """Note that the referent spoke at the token, and remember it if it is no entity."""
        self.turns.append((at, referent))
        for index, known in enumerate(self.referents):
            if known.name == referent.name and known.entity == referent.entity:
                places = tuple(sorted({*known.places, at}))
                self.referents[index] = replace(known, places=places)
                return
        self.referents.append(replace(referent, places=(at,)))


def _groups(document: Document) -> list[Referent]:
    """The people whom the text speaks of in the plural: «дольщики», «местные жители»."""
    found: dict[str, Referent] = {}
    for at, morph in enumerate(document.morphs):
        if morph.pos != "NOUN" or morph.get("Number") != "Plur" or morph.get("Animacy") != "Anim":
            continue
        lemma = document.lemmas[at]
        old = found.get(lemma)
        if old is None:
            phrase = find_noun_phrase(document, at)
            found[lemma] = Referent(
                phrase.span(document).of(document.text), "group", plural=True, lemmas=frozenset({lemma}), places=(at,)
            )
        else:
            found[lemma] = replace(old, places=(*old.places, at))
    return list(found.values())


def find_candidates(stage: Stage, draft: Draft, anaphor: Anaphor) -> list[Candidate]:
    """Return everybody whom the anaphor can mean, and last the candidate that it means nobody named."""
    said = {at for span in draft.content for at in stage.document.tokens_in(span)}
    candidates = []
    for referent in stage.referents:
        outside = replace(referent, places=tuple(p for p in referent.places if p not in said))
        features = features_of(stage.document, anaphor, outside) if outside.places else {}
        if features:
            candidates.append(Candidate(referent, features | _course(stage, anaphor, outside)))
    return [*candidates, Candidate(None, _nobody(stage, anaphor))]


def _course(stage: Stage, anaphor: Anaphor, referent: Referent) -> dict[str, float]:
    """What the course of the quotes tells: turns before the anaphor, and mentions inside somebody's words."""
    turns = [(at, who) for at, who in stage.turns if at < anaphor.head]
    block = stage.document.sentence_of(anaphor.head).block
    spoke = [at for at, who in turns if _same(who, referent)]
    last = bool(turns) and _same(turns[-1][1], referent)
    before = [place for place in referent.places if place < anaphor.head]
    pronoun = "pronoun_" if anaphor.kind == "pronoun" else ""
    return {
        f"{pronoun}spoke_last": float(last),
        f"{pronoun}spoke": float(bool(spoke) and not last),
        f"{pronoun}spoke_here": float(any(stage.document.sentence_of(at).block == block for at in spoke)),
        "only_quoted": float(bool(before) and all(place in stage.quoted for place in before)),
        "last_quoted": float(bool(before) and before[-1] in stage.quoted),
        "nameless": float(referent.entity is None),
        "first_in_sentence": float(bool(before) and _starts_sentence(stage.document, before[-1])),
    }


def _same(one: Referent, other: Referent) -> bool:
    return one.name == other.name and one.entity == other.entity


def _starts_sentence(document: Document, place: int) -> bool:
    sentence = document.sentence_of(place)
    return not any(document.arcs[at].relation.startswith("nsubj") for at in range(sentence.first, place))


def _nobody(stage: Stage, anaphor: Anaphor) -> dict[str, float]:
    features = {NIL: 1.0, f"{NIL}_{anaphor.kind}": 1.0}
    if anaphor.kind == "pronoun":
        return features
    features[f"{NIL}_modified"] = float(bool(anaphor.modifiers))
    features[f"{NIL}_known_class"] = float(bool(classes_of((anaphor.lemma,))))
    features[f"{NIL}_indefinite"] = float(_indefinite(stage.document, anaphor))
    return features


def _indefinite(document: Document, anaphor: Anaphor) -> bool:
    """«один из экспертов», «некий чиновник», «другой очевидец»."""
    first = document.lemmas[anaphor.phrase.first]
    return first in ("один", "некий", "какой-то", "другой", "многие", "некоторый", "неназванный", "ещё", "еще")
