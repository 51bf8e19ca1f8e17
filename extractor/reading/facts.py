"""What a text or a page says of its article, besides its words."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Facts"]


@dataclass(frozen=True, slots=True)
class Facts:
    """The title, the day or moment of publication (ISO), the outlet and the author, each where it is known."""

    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    author: str | None = None
