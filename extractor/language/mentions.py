"""From names as runs of tokens to mentions as spans of characters: NEREL marks parts of hyphenated words too.

>>> from extractor.annotations import Token
>>> tokens = [Token(0, 9, "Экс-глава"), Token(10, 16, "района")]
>>> [(mention.start, mention.end) for mention in place_mentions(tokens, [Name(0, 2, "PROFESSION")])]
[(4, 16)]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from extractor.annotations import Mention, Token
from extractor.language.engine import Name

__all__ = ["place_mentions"]

HYPHEN = "-"
FORMER = "экс-"
#: types whose names are joined by a hyphen in one adjective: «австро-венгерский» is two countries
JOINED = frozenset({"COUNTRY", "IDEOLOGY", "LOCATION", "CITY", "NATIONALITY"})
#: the vowels that join such an adjective
LINKS = ("о", "е")

Part = tuple[int, int]
Rule = Callable[[Name, Token, Token], list[Part] | None]


def place_mentions(tokens: Sequence[Token], names: Iterable[Name], rule: str = "nerel") -> list[Mention]:
    """Return the mentions that names are, in order of the text, the outer before the inner; each once."""
    found: dict[tuple[int, int, str], Mention] = {}
    for name in names:
        for start, end in _parts(name, tokens[name.first], tokens[name.last - 1]):
            found[start, -end, name.type] = Mention(start, end, name.type, rule=rule)
    return [found[key] for key in sorted(found)]


def _parts(name: Name, first: Token, last: Token) -> list[Part]:
    for rule in RULES:
        parts = rule(name, first, last)
        if parts is not None:
            return parts
    return [(first.start, last.end)]


def _former(name: Name, first: Token, last: Token) -> list[Part] | None:
    # «экс-[глава района]»
    if not first.text.lower().startswith(FORMER):
        return None
    return [(first.start + len(FORMER), last.end)]


def _joined(name: Name, first: Token, last: Token) -> list[Part] | None:
    # «[австро]-[венгерский]»
    if name.type not in JOINED or first is not last or first.text.count(HYPHEN) != 1:
        return None
    front, _, back = first.text.partition(HYPHEN)
    if not front.endswith(LINKS) or not back.islower():
        return None
    return [(first.start, first.start + len(front)), (last.end - len(back), last.end)]


def _medium(name: Name, first: Token, last: Token) -> list[Part] | None:
    # «[интернет]-магазин», «[Telegram]-канал»
    front, hyphen, back = first.text.partition(HYPHEN)
    if name.type != "PRODUCT" or first is not last or not (hyphen and front and back.islower()):
        return None
    return [(first.start, first.start + len(front))]


RULES: tuple[Rule, ...] = (_former, _joined, _medium)
