"""Tags."""

from extractor.tags.ranking import rank_tags

__all__ = ["rank_tags"]
