"""The types of mentions that the room tells apart, by NEREL's names."""

from __future__ import annotations

__all__ = ["NAMED", "PLACES", "THINGS", "is_place"]

#: places, whether the tagger divides them or calls all of them LOCATION
PLACES = frozenset({"COUNTRY", "CITY", "STATE_OR_PROVINCE", "DISTRICT", "LOCATION"})

#: types whose mentions are names of things in the news
THINGS = PLACES | {"PERSON", "ORGANIZATION", "FACILITY"}

#: types that make an entity only where they are written as names, with a capital or in marks, and not «пожар»
NAMED = frozenset({"AWARD", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"})


def is_place(type_: str) -> bool:
    """Tell whether mentions of the type name places."""
    return type_ in PLACES
