"""To be replaced by its room's own work."""

from __future__ import annotations

from extractor.annotations import Tag
from extractor.document import Document

__all__ = ["rank_tags"]


def rank_tags(document: Document) -> list[Tag]:
    """Return nothing yet."""
    return []
