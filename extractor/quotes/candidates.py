"""Who can be the speaker that a pronoun or a common noun stands for: entities, and those who have spoken before.

Beside what the word and the candidate say of themselves (`entities.antecedents`), the course of the quotes counts: who
spoke last, who is spoken of inside somebody's words, who is named in this very paragraph.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Protocol

from extractor.document import Document
from extractor.entities.anaphor import Anaphor
from extractor.entities.antecedents import features_of, features_of_nobody
from extractor.entities.exclusions import can_be, types_of
from extractor.entities.referents import Referent
from extractor.lexicons import load_lexicon
from extractor.quotes.cast import Cast
from extractor.quotes.course import Course, Turn
from extractor.quotes.drafts import Draft, Source, Speaker
from extractor.quotes.nameless import referent_of_phrase
from extractor.quotes.rivals import Candidate, compare

__all__ = ["Candidate", "Ranker", "Stage", "find_candidates"]

#: verbs of who answers another
ANSWERS = frozenset({"ответить", "отвечать", "возразить", "возражать", "парировать", "отозваться", "откликнуться"})
#: relations of objects to their verb, and how far off they may stand, in tokens
ARGUMENTS, NEAR = frozenset({"obj", "iobj"}), 30
#: how deep in the phrase of an argument a name may be
DEEP = 5
#: how far after «со ссылкой на» the one who is referred to may be named, in tokens
CITED = 14


class Ranker(Protocol):
    """Gives each candidate of one source its probability."""

    def __call__(self, draft: Draft, anaphor: Anaphor, candidates: Sequence[Candidate]) -> list[float]:
        """Return the probabilities, in the order of the candidates."""
        ...


@dataclass
class Stage:
    """Who is on the stage while the quotes are gone through in order, and who spoke where.

    `named` are those who speak under a name, `told` what the names tell of each source.
    """

    document: Document
    cast: Cast
    quoted: frozenset[int]
    rank: Ranker
    turns: list[Turn] = field(default_factory=list)
    named: list[Turn] = field(default_factory=list)
    told: dict[Source, Speaker | None] = field(default_factory=dict)

    @classmethod
    def set(cls, document: Document, drafts: Sequence[Draft], rank: Ranker) -> Stage:
        """Return the stage before anybody has spoken."""
        quoted = {
            at
            for draft in drafts
            if draft.kind == "direct"
            for span in draft.content
            for at in document.tokens_in(span)
        }
        stage = cls(document, Cast(document), frozenset(quoted), rank)
        for place, cited in _cited(stage):
            stage.speaks(cited, place)
        return stage

    def last_turn(self, before: int) -> Turn | None:
        """Return who spoke last before the token."""
        at = bisect_left(self.turns, before, key=itemgetter(0))
        return self.turns[at - 1] if at else None

    def speaks(self, referent: Referent, at: int) -> None:
        """Note that the referent spoke at the token."""
        insort(self.turns, (at, referent), key=itemgetter(0))
        self.cast.speaks(referent, at)


def _cited(stage: Stage) -> list[Turn]:
    """«сообщает „Заря“ со ссылкой на источник в мэрии»: who is referred to has spoken, as far as others hear."""
    document, turns = stage.document, []
    for at in range(1, len(document.tokens)):
        if document.tokens[at].text == "на" and document.lemmas[at - 1] == "ссылка":
            near = range(at + 1, min(at + 1 + CITED, document.sentence_of(at).last))
            people = _told_at(near, [*stage.cast.of("person"), *stage.cast.of("group")])
            bodies = _told_at(near, [who for who in stage.cast.of("organization") if "outlet" not in who.classes])
            turns.extend(people[-1:] or bodies[:1] or _cited_body(document, at + 1))
    return turns


def _told_at(places: range, referents: Sequence[Referent]) -> list[Turn]:
    return [(place, who) for place in places for who in referents if place in who.places]


def _cited_body(document: Document, first: int) -> list[Turn]:
    """«со ссылкой на пресс-службу завода»: a body without a name, by the words that tell it."""
    last = document.sentence_of(first).last
    head = next((at for at in range(first, last) if document.morphs[at].pos == "NOUN"), first)
    entry = load_lexicon("speaker_nouns", ("lemma", "kind", "classes")).get(document.lemmas[head])
    if entry is None or entry["kind"] not in ("body", "unit"):
        return []
    return [(head, referent_of_phrase(document, head, document.span(head, head)))]


def find_candidates(stage: Stage, draft: Draft, anaphor: Anaphor, itself: Referent | None) -> list[Candidate]:
    """Return everybody whom the anaphor can mean, and last `itself`: that it means nobody who is named."""
    said = {at for span in draft.content for at in stage.document.tokens_in(span)}
    said.update(range(anaphor.phrase.first, anaphor.phrase.last + 1))
    candidates: list[Candidate] = []
    nobody = features_of_nobody(stage.document, anaphor)
    course = Course.around(stage.document, anaphor, stage.quoted, stage.turns, stage.named)
    holding = _names_holding(stage.document, anaphor)
    for referent in (who for type_ in types_of(anaphor) for who in stage.cast.of(type_)):
        if not can_be(anaphor, referent):
            continue
        if referent.entity is not None and referent.entity in holding:
            continue
        if itself is not None and referent.type == "person" and referent.is_called_as(itself):
            nobody["nil_met"] = float(any(place < anaphor.head for place in referent.places))
            continue
        outside = referent
        if not said.isdisjoint(referent.places):
            outside = replace(referent, places=tuple(p for p in referent.places if p not in said))
        features = features_of(stage.document, anaphor, outside) if outside.places else {}
        if features and not features.pop("impossible", 0.0):
            if anaphor.kind in ("role", "source") and _is_owned(stage.document, anaphor, referent):
                continue
            if _is_in_its_object(stage.document, anaphor, referent) or _is_of_several(stage, anaphor, referent):
                continue
            if course.only_relays(outside):
                continue
            features |= course.features_of(outside)
            if anaphor.kind == "source" and anaphor.lemma not in referent.lemmas and not features["turns"]:
                continue
            if _answers_itself(stage, draft, anaphor, features) or _owns_itself(anaphor, features):
                continue
            candidates.append(Candidate(referent, features | _crossed(features)))
    return compare([*candidates, Candidate(itself, nobody)], anaphor)


def _names_holding(document: Document, anaphor: Anaphor) -> set[str]:
    """The names that the word is a later part of: «мэрия» is another than «Telegram-канал мэрии»."""
    here = document.span(anaphor.head, anaphor.head)
    start = anaphor.phrase.span(document).start
    return {document.entities[number].id for number, m in document.entities_over(here) if m.start < start}


#: how well the roles fit, and what it is crossed with: whoever spoke last is meant by a noun that fits, not by another
FITS, CROSSED = ("role", "class", "some_class", "no_class", "no_role"), ("spoke_last", "last_sentence", "only_after")


def _crossed(features: dict[str, float]) -> dict[str, float]:
    return {f"{fit}_{other}": 1.0 for fit in FITS for other in CROSSED if features.get(fit) and features.get(other)}


def _is_owned(document: Document, anaphor: Anaphor, referent: Referent) -> bool:
    """Whether the phrase tells of somebody by the referent: «защитник Орлова» is not Орлов."""
    places = referent.places
    inside = places[bisect_right(places, anaphor.head) : bisect_right(places, anaphor.phrase.last)]
    return any(document.arcs[at].relation == "nmod" and document.morphs[at].get("Case") == "Gen" for at in inside)


def _is_of_several(stage: Stage, anaphor: Anaphor, referent: Referent) -> bool:
    """«Литва и Латвия против. Они …»: «они» is the two, not one of them."""
    if not anaphor.plural or referent.type != "organization":
        return False
    before = bisect_left(referent.places, anaphor.head)
    return before > 0 and referent.places[before - 1] in stage.cast.members


def _is_in_its_object(document: Document, anaphor: Anaphor, referent: Referent) -> bool:
    """«хвалил Орлова сосед», «отставку Орлова он назвал»: a subject is nobody in the object."""
    verb, relation = document.arcs[anaphor.head]
    if verb < 0 or not relation.startswith("nsubj"):
        return False
    places = referent.places
    near = places[bisect_left(places, anaphor.head - NEAR) : bisect_right(places, anaphor.head + NEAR)]
    return any(_argument_over(document, at, verb) in ARGUMENTS for at in near)


def _argument_over(document: Document, place: int, verb: int) -> str | None:
    """What the phrase that holds the place is to the verb: of «отставку Орлова он назвал», the object."""
    at = place
    for _ in range(DEEP):
        head, relation = document.arcs[at]
        if head == verb:
            return relation
        if head < 0 or document.morphs[head].pos == "VERB":
            return None
        at = head
    return None


def _owns_itself(anaphor: Anaphor, features: dict[str, float]) -> bool:
    """Whether the referent would be its own «соседка»: «его» and «её» are mostly of who spoke last."""
    return anaphor.possessed and bool(features["spoke_very_last"]) and not features.get("role")


def _answers_itself(stage: Stage, draft: Draft, anaphor: Anaphor, features: dict[str, float]) -> bool:
    """Whether the referent would answer its own words: «…», — спросил турист. «…», — ответила кондуктор."""
    if draft.cue_token is None or stage.document.lemmas[draft.cue_token] not in ANSWERS or anaphor.kind == "pronoun":
        return False
    return bool(features["spoke_very_last"]) and not (features.get("role") or features.get("class"))
