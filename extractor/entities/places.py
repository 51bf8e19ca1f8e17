"""Places: which names are one place."""

from __future__ import annotations

from extractor.annotations import Mention
from extractor.document import Document
from extractor.lexicons import load_lexicon

#: «сша» is written in capitals, «чили» is not
ABBREVIATIONS = frozenset({"сша", "оаэ"})

__all__ = ["is_place_adjective", "is_usual_name", "place_key", "place_name", "place_of_adjective"]


def place_key(name: str) -> str:
    """Return what all names of one place share: «РФ» and «Россия» have one key.

    >>> place_key("РФ") == place_key("Россия")
    True
    """
    folded = _fold(name)
    entry = load_lexicon("place_synonyms", ("synonym", "place")).get(folded)
    return entry["place"] if entry else folded


def is_usual_name(name: str) -> bool:
    """Tell whether the place is called so, and not by a synonym.

    >>> is_usual_name("США"), is_usual_name("Америка")
    (True, False)
    """
    return place_key(name) == _fold(name)


def _fold(name: str) -> str:
    return " ".join(name.lower().replace("ё", "е").replace("«", "").replace("»", "").split())


def place_of_adjective(lemma: str) -> str | None:
    """Return the key of the place that an adjective is made from, or None.

    >>> place_of_adjective("норвежский")
    'норвегия'
    """
    entry = load_lexicon("place_adjectives", ("adjective", "place")).get(lemma)
    return entry["place"] if entry else None


def is_place_adjective(document: Document, mention: Mention) -> bool:
    """Tell whether the mention is an adjective («норвежский»), which names a place but is none of its names."""
    tokens = document.tokens_in(mention)
    return len(tokens) == 1 and document.morphs[tokens[0]].pos == "ADJ" and document.text[mention.start].islower()


def place_name(adjective: str) -> str | None:
    """Return the name of the place that an adjective is made from, or None.

    >>> place_name("норвежский"), place_name("американский")
    ('Норвегия', 'США')
    """
    place = place_of_adjective(adjective)
    if place is None or place in ABBREVIATIONS:
        return place.upper() if place else None
    small = ("на", "и")
    words = (
        "-".join(part if part in small else part.capitalize() for part in word.split("-")) for word in place.split()
    )
    return " ".join(words)
