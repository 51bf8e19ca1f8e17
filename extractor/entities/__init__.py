"""Who and what is in the article: names in the nominative, entities, the roles of people."""

from extractor.entities.anaphora import resolve_anaphora
from extractor.entities.find import find_entities
from extractor.entities.naming import name_mentions

__all__ = ["find_entities", "name_mentions", "resolve_anaphora"]
