"""Who is compared with whom: nobody whom a name may be of is passed over."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractor.entities.clusters import KnownPeople, same_person
from extractor.entities.persons import name_of, read_name

WORDS = ("Иван", "Анна", "И.", "П.", "Петрович", "Зуев", "Зуева", "Котов", "Ли", "Майер-Котов", "Ким")
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda words: name_of(read_name(tuple(words))[0]))


@given(st.lists(NAMES, max_size=8), NAMES)
def test_everybody_who_can_be_meant_is_compared(people, name) -> None:
    known = KnownPeople()
    for person in people:
        known.add(person)
    assert {at for at, person in enumerate(people) if same_person(name, person)} <= set(known.alike(name))
