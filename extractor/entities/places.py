"""Places: which names are one place."""

from __future__ import annotations

from extractor.lexicons import load_lexicon

__all__ = ["place_key"]


def place_key(name: str) -> str:
    """Return what all names of one place share: «РФ» and «Россия» have one key.

    >>> place_key("РФ") == place_key("Россия")
    True
    """
    folded = " ".join(name.lower().replace("ё", "е").replace("«", "").replace("»", "").split())
    entry = load_lexicon("place_synonyms", ("synonym", "place")).get(folded)
    return entry["place"] if entry else folded
