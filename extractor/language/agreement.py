"""What the grammar says where the taggers contradict each other: «Клиники уверяют» is no «клиника» in the genitive.

Morphology and syntax are read by two models, each from the words alone. A thing that syntax calls the subject of a
plural verb after it is in the nominative plural, if its form can be.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.annotations import Arc, Morph, Token
from extractor.language.inflection import agrees

__all__ = ["agree_subjects"]


def agree_subjects(tokens: Sequence[Token], morphs: Sequence[Morph], arcs: Sequence[Arc]) -> list[Morph]:
    """Return the morphs with the case and number of subjects put right.

    >>> words = Token(0, 7, "Клиники"), Token(8, 15, "уверяют")
    >>> tags = "NOUN|Animacy=Inan|Case=Gen|Number=Sing", "VERB|Number=Plur"
    >>> agree_subjects(words, [*map(Morph.parse, tags)], [Arc(1, "nsubj"), Arc(-1, "root")])[0].label
    'NOUN|Animacy=Inan|Case=Nom|Number=Plur'
    """
    agreed = list(morphs)
    for at, (head, relation) in enumerate(arcs):
        if at < head and relation.startswith("nsubj") and _disagree(morphs[at], morphs[head]):
            counted = at > 0 and morphs[at - 1].pos == "NUM"  # «две встречи прошли»
            if not counted and agrees(tokens[at].text, "Nom", "Plur"):
                label = morphs[at].label.replace("Case=Gen", "Case=Nom").replace("Number=Sing", "Number=Plur")
                agreed[at] = Morph.parse(label)
    return agreed


def _disagree(noun: Morph, verb: Morph) -> bool:
    thing = noun.get("Animacy") == "Inan" and noun.get("Case") == "Gen" and noun.get("Number") == "Sing"
    return thing and verb.pos == "VERB" and verb.get("Number") == "Plur"
