"""Roles whose holder is named behind a comma, after whom they are of: «по словам адвоката Орлова, Дины Котовой, …»."""

from __future__ import annotations

from extractor.annotations import Mention
from extractor.document import Document

__all__ = ["name_behind"]


def name_behind(document: Document, owner: int) -> Mention | None:
    """Return the full name in the genitive that stands between commas behind a surname in the genitive, or None.

    `owner` is the token of the surname: a role before it is held by who is named behind.
    """
    comma = owner + 1
    if comma + 1 >= len(document.tokens) or document.tokens[comma].text != ",":
        return None
    owners, names = ([m for m in document.mentions_at(at) if m.type == "PERSON"] for at in (owner, comma + 1))
    if not owners or not names or len(document.tokens_in(owners[0])) > 1:
        return None
    inside = document.tokens_in(names[0])
    closed = inside.stop >= len(document.tokens) or document.tokens[inside.stop].text in (",", ".")
    genitive = all(document.morphs[at].get("Case") == "Gen" for at in (owner, inside[0]))
    return names[0] if closed and genitive and len(inside) > 1 and inside[0] == comma + 1 else None
