"""Places: which names are one place."""

from __future__ import annotations

from extractor.lexicons import load_lexicon

__all__ = ["place_key", "place_of_adjective"]


def place_key(name: str) -> str:
    """Return what all names of one place share: «РФ» and «Россия» have one key.

    >>> place_key("РФ") == place_key("Россия")
    True
    """
    folded = " ".join(name.lower().replace("ё", "е").replace("«", "").replace("»", "").split())
    entry = load_lexicon("place_synonyms", ("synonym", "place")).get(folded)
    return entry["place"] if entry else folded


def place_of_adjective(lemma: str) -> str | None:
    """Return the key of the place that an adjective is made from, or None.

    >>> place_of_adjective("норвежский")
    'норвегия'
    """
    entry = load_lexicon("place_adjectives", ("adjective", "place")).get(lemma)
    return entry["place"] if entry else None
