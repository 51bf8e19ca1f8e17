"""Reading: what a client sent (text, HTML, bytes) becomes an `Article` with its blocks."""

from extractor.reading.article import read_article

__all__ = ["read_article"]
