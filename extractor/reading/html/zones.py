"""What the class and id of an element promise of its content: a caption, comments, a menu.

>>> sorted(find_zones("PageArticle_leadText__x9 col-12", ""))
['body', 'lead']
>>> sorted(find_zones("b-leftsidebar", "disqus_thread"))
['comments', 'out']
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractor.lexicons import load_lexicon

__all__ = ["find_zones"]

_WORD = re.compile(r"[A-ZА-Я]?[a-zа-я]+|[A-ZА-Я]+(?![a-zа-я])|\d+")
_NAME = re.compile(r"[\w-]+")
#: WordPress writes the tags and rubrics of a post into its class: `post hentry category-sport tag-hockey`
_POST = re.compile(r"(?:^|\s)(?:h-?entry|post|type-\w+)(?:\s|$)")
_FILED_UNDER = re.compile(r"(?:^|(?<=\s))(?:tag|category)-[\w-]+")


@lru_cache(maxsize=8192)
def find_zones(classes: str, ident: str) -> frozenset[str]:
    """Return the zones that the names of an element speak of; see the second column of the lexicon."""
    words, _ = _lexicon()
    zones: set[str] = set()
    if _POST.search(classes):
        classes = _FILED_UNDER.sub(" ", classes)
    for name in _NAME.findall(f"{classes} {ident}"):
        lower = name.lower()
        if lower in words:
            zones.add(words[lower])
        else:
            zones.update(_zones_of_parts(name))
    return frozenset(zones)


def _zones_of_parts(name: str) -> set[str]:
    words, inside = _lexicon()
    zones = set()
    for part in _WORD.findall(name):
        word = part.lower()
        zone = words.get(word)
        if zone is None and len(word) > 6:
            zone = next((words[fragment] for fragment in inside if fragment in word), None)
        if zone not in (None, "hidden"):
            zones.add(zone)
    joined = "".join(_WORD.findall(name)).lower()
    return zones | ({words[joined]} if joined in words else set())


@cache
def _lexicon() -> tuple[dict[str, str], tuple[str, ...]]:
    rows = load_lexicon("page_zones", ("word", "zone", "inside"))
    return {word: row["zone"] for word, row in rows.items()}, tuple(w for w, row in rows.items() if row["inside"])
