"""Entities."""

from extractor.entities.find import find_entities

__all__ = ["find_entities"]
