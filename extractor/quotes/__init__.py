"""Quotes."""

from extractor.quotes.find import find_quotes

__all__ = ["find_quotes"]
