"""What the course of the quotes tells of a candidate: who has the floor, who had it, who will speak under a name.

Everything that is the same for all candidates of one word is read once, so that a long article takes no more time for
each of its words than a short one takes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log1p

from extractor.document import Document
from extractor.entities.anaphor import Anaphor
from extractor.entities.antecedents import is_subject
from extractor.entities.referents import Referent, ReferentType

__all__ = ["Course", "Turn"]

#: at which token somebody speaks
Turn = tuple[int, Referent]
#: who is one and the same
Key = tuple[str, str | None]


@dataclass(slots=True)
class Course:
    """The turns before a word, and those under a name that come after it."""

    document: Document
    anaphor: Anaphor
    quoted: frozenset[int]
    spoke: defaultdict[Key, list[int]] = field(default_factory=lambda: defaultdict(list))
    last_of: dict[ReferentType, Key] = field(default_factory=dict)
    very_last: tuple[int, Key] | None = None
    named: set[Key] = field(default_factory=set)
    #: the sentences in which somebody other than an outlet has spoken
    firsthand: set[int] = field(default_factory=set)
    #: the words of those without a name who speak
    nameless: set[str] = field(default_factory=set)
    later: set[tuple[ReferentType, Key]] = field(default_factory=set)
    next_of: dict[ReferentType, Key] = field(default_factory=dict)

    @classmethod
    def around(
        cls, document: Document, anaphor: Anaphor, quoted: frozenset[int], turns: Sequence[Turn], named: Sequence[Turn]
    ) -> Course:
        """Return the course around the word; `turns` are in order of text, `named` those under a name."""
        course = cls(document, anaphor, quoted)
        course.nameless = {word for _, who in (*turns, *named) if who.entity is None for word in who.lemmas}
        for at, who in turns:
            if at >= anaphor.head:
                break
            course.spoke[_key(who)].append(at)
            course.last_of[who.type] = _key(who)
            course.very_last = at, _key(who)
            if "outlet" not in who.classes:
                course.firsthand.add(document.sentence_number(at))
        for at, who in named:
            course.named.add(_key(who))
            if at > anaphor.head:
                course.later.add((who.type, _key(who)))
                course.next_of.setdefault(who.type, _key(who))
        return course

    def features_of(self, referent: Referent) -> dict[str, float]:
        """Return the features of one candidate, whose places in the words asked about are left out."""
        key = self._key_of(referent)
        spoke = self.spoke.get(key, []) if key else []
        last = key is not None and self.last_of.get(referent.type) == key
        before = referent.places[: bisect_left(referent.places, self.anaphor.head)]
        block = self.document.sentence_of(self.anaphor.head).block
        turns = {
            "spoke_last": float(last),
            "spoke_very_last": float(last and self.very_last is not None and self.very_last[1] == key),
            "spoke": float(bool(spoke) and not last),
            "spoke_here": float(any(self.document.sentence_of(at).block == block for at in reversed(spoke))),
            "turns": log1p(len(spoke)),
            "since": float(self._is_told_since(before)),
            "named_later": float(key is not None and (referent.type, key) in self.later),
            "named_next": float(key is not None and self.next_of.get(referent.type) == key),
            "named_turn": float(key in self.named),
        }
        if self.anaphor.kind == "pronoun":
            turns |= {f"pronoun_{name}": value for name, value in turns.items()}
        return turns | self._mentions(before) | _namelessness(referent, bool(spoke))

    def only_relays(self, referent: Referent) -> bool:
        """Whether the outlet has only handed on, the last time, what somebody else said: no «сообщение» is its own.

        «Рейс отменён, сообщил аэропорт, передаёт „Заря“. В сообщении …»
        """
        if self.anaphor.kind != "document" or "press" in self.anaphor.classes or "outlet" not in referent.classes:
            return False
        spoke = self.spoke.get(_key(referent), [])
        return bool(spoke) and self.document.sentence_number(spoke[-1]) in self.firsthand

    def _key_of(self, referent: Referent) -> Key | None:
        """The key under which the referent may have spoken; None where none of its words has, to spare its name."""
        silent = referent.entity is None and not isinstance(referent.called, str)
        return None if silent and self.nameless.isdisjoint(referent.lemmas) else _key(referent)

    def _is_told_since(self, before: Sequence[int]) -> bool:
        """Whether the author has made the referent a subject since the last turn: the talk may have passed to it."""
        if self.very_last is None or not before or before[-1] <= self.very_last[0] or before[-1] in self.quoted:
            return False
        return is_subject(self.document, before[-1])

    def _mentions(self, before: Sequence[int]) -> dict[str, float]:
        """Whether the referent is spoken of inside somebody's words, and how its sentence speaks of it."""
        return {
            "only_quoted": float(bool(before) and all(place in self.quoted for place in before)),
            "last_quoted": float(bool(before) and before[-1] in self.quoted),
            "first_in_sentence": float(bool(before) and _starts_sentence(self.document, before[-1])),
        }


def _key(referent: Referent) -> Key:
    return referent.name, referent.entity


def _namelessness(referent: Referent, spoke: bool) -> dict[str, float]:
    nameless = referent.entity is None or referent.name.islower()
    person = nameless and referent.type == "person"
    return {
        "nameless": float(nameless),
        "nameless_person": float(person),
        "nameless_bare": float(nameless and len(referent.lemmas) == 1),
        "nameless_silent": float(person and not spoke),
    }


def _starts_sentence(document: Document, place: int) -> bool:
    sentence = document.sentence_of(place)
    return not any(document.arcs[at].relation.startswith("nsubj") for at in range(sentence.first, place))
