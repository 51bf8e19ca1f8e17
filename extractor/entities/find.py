"""Entities of an article: which things its names name, what they are called, what people among them are.

A name inside the name of an organisation («институт имени Петрова») is nobody in the news; a place inside one in marks
(«Технопарк Заречье») is no place in the news either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from extractor.annotations import Entity, EntityMention, Mention, Role
from extractor.document import Document
from extractor.entities.clusters import Cluster, find_clusters
from extractor.entities.given_names import gender_of_given_name, is_given_name
from extractor.entities.namesakes import is_namesake
from extractor.entities.naming import person_names
from extractor.entities.organizations import widened
from extractor.entities.persons import PersonName, is_initial
from extractor.entities.phrases import head_of
from extractor.entities.places import is_place_adjective, is_usual_name
from extractor.entities.roles import find_roles
from extractor.entities.salience import salience_of
from extractor.entities.types import NAMED, PLACES, THINGS
from extractor.language import parses_of

__all__ = ["find_entities"]

#: names inside which a person is no person in the news
NAMES_OF_THINGS = frozenset({"ORGANIZATION", "FACILITY"}) | NAMED
OPENING = '«“„"'
#: feminine nouns of men and women alike
ANYBODY = frozenset(
    {"глава", "жертва", "звезда", "знаменитость", "легенда", "личность", "особа", "персона", "прислуга"}
)
#: how adjectives made from places end
ADJECTIVAL = ("ский", "цкий")


def find_entities(document: Document) -> list[Entity]:
    """Return the entities of the named mentions, `e1`, `e2`, … in order of their first mention."""
    mentions = [m for m in document.mentions if _names_a_thing(document, m)]
    mentions = [widened(document, m) for m in _in_the_news(document, mentions)]
    people = {(span.start, span.end): name for span, name in person_names(document, mentions).items()}
    clusters = find_clusters(document, mentions, people)
    ids = {id(cluster): f"e{number}" for number, cluster in enumerate(clusters, 1)}
    roles = find_roles(document, clusters, ids)
    return [
        Entity(
            ids[id(cluster)],
            _type(cluster),
            name := _name(cluster),
            aliases=_aliases(cluster, name),
            roles=tuple(roles.get(ids[id(cluster)], ())),
            salience=salience_of(document, cluster.mentions),
            mentions=tuple(EntityMention(m.start, m.end, _kind(document, m), m.rule) for m in cluster.mentions),
            gender=_gender(document, cluster, roles.get(ids[id(cluster)], ())),
            rule="clusters",
        )
        for cluster in clusters
    ]


def _names_a_thing(document: Document, mention: Mention) -> bool:
    if mention.type in NAMED:
        first = document.text[mention.start]
        return first.isupper() or first in OPENING
    if mention.type == "FACILITY":
        return any(char.isupper() for char in mention.of(document.text))
    if mention.type == "PERSON":
        return not is_namesake(document, mention)
    return mention.type in THINGS and not is_place_adjective(document, mention)


def _in_the_news(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """Leave out people inside names of things, places inside marks or as adjectives, a name inside a longer one."""
    kept = []
    for mention, outer in zip(mentions, _outer_mentions(mentions), strict=True):
        if mention.type == "PERSON" and any(o.type in NAMES_OF_THINGS for o in outer):
            continue
        if any(o.type == mention.type or (mention.type in PLACES and o.type in PLACES) for o in outer):
            continue
        if mention.type in PLACES and any(_inside_marks(document, mention, o) for o in outer):
            continue
        if mention.type in PLACES and any(_is_adjective_of(document, mention, o) for o in outer):
            continue
        kept.append(mention)
    return kept


def _outer_mentions(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """The longer mentions around each mention, in the order given."""
    outer: list[list[Mention]] = [[] for _ in mentions]
    around: list[Mention] = []
    for at in sorted(range(len(mentions)), key=lambda at: (mentions[at].start, -mentions[at].end)):
        mention = mentions[at]
        around = [other for other in around if other.end > mention.start]
        outer[at] = [o for o in around if o.contains(mention) and o.length > mention.length]
        around.append(mention)
    return outer


def _inside_marks(document: Document, mention: Mention, outer: Mention) -> bool:
    before = document.text[outer.start : mention.start]
    marked = any(before.count(mark) for mark in OPENING) or document.text[max(0, outer.start - 1)] in OPENING
    return marked and outer.type in NAMES_OF_THINGS


def _is_adjective_of(document: Document, mention: Mention, outer: Mention) -> bool:
    """Whether the place is only an adjective in a name: «Заречный районный суд», «Лужский университет»."""
    tokens = document.tokens_in(mention)
    if len(tokens) != 1 or outer.type not in NAMES_OF_THINGS:
        return False
    if document.morphs[tokens[0]].pos == "ADJ" or document.arcs[tokens[0]].relation == "amod":
        return True
    return mention.start == outer.start and document.lemmas[tokens[0]].endswith(ADJECTIVAL)


def _type(cluster: Cluster) -> str:
    return Counter(mention.type for mention in cluster.mentions).most_common(1)[0][0]


def _name(cluster: Cluster) -> str:
    """The fullest name: of a person all parts, of a body the longest form spelled out, of a place the usual one."""
    if cluster.people:
        return max(cluster.people, key=lambda person: (not person.name.isascii(), *_fullness(person))).name
    names = Counter(mention.name or "" for mention in cluster.mentions)
    if cluster.type in PLACES:
        return max(names, key=lambda name: (is_usual_name(name), not name.isupper(), names[name]))
    return max(names, key=lambda name: (len(name.split()), not name.isupper(), names[name]))


def _fullness(name: PersonName) -> tuple[int, int]:
    return len([word for word in name.words if not is_initial(word)]), len(name.words)


def _aliases(cluster: Cluster, name: str) -> tuple[str, ...]:
    names = [person.name for person in cluster.people] or [mention.name or "" for mention in cluster.mentions]
    return tuple(dict.fromkeys(other for other in names if other and other != name))


def _gender(document: Document, cluster: Cluster, roles: Sequence[Role]) -> Literal["Masc", "Fem"] | None:
    """The gender that the names show, or a role that only a woman has: «Мэвис Коул, обладательница кубка»."""
    known = [person for person in cluster.people if person.given and is_given_name(person.given)]
    heads = [at for role in roles if (at := _head(document, role)) is not None] if not known else []
    if any(_is_of_woman(document.lemmas[at]) for at in heads):
        return "Fem"
    # «Виолетта Маркеску» tells more than «Маркеску», and «Виолетта» more than «художника Виолетты»
    shown = [gender_of_given_name(person.given or "") for person in known]
    votes = Counter(filter(None, shown)) or Counter(
        person.gender for person in known or cluster.people if person.gender
    )
    if not votes:
        return None
    return "Fem" if votes["Fem"] > votes["Masc"] else "Masc"


def _head(document: Document, role: Role) -> int | None:
    return head_of(document, list(document.tokens_in(role)))


@lru_cache(maxsize=10_000)
def _is_of_woman(noun: str) -> bool:
    """«обладательница», «депутатка», and neither «судья» nor «персона»."""
    parses = parses_of(noun)[:1]
    return any({"anim", "femn"} <= p.grammemes and "Ms-f" not in p.grammemes for p in parses) and noun not in ANYBODY


def _kind(document: Document, mention: Mention) -> Literal["name", "abbreviation"]:
    word = mention.of(document.text)
    short = mention.type != "PERSON" and " " not in word and sum(char.isupper() for char in word) > 1
    return "abbreviation" if short and len(word) < 8 else "name"
