"""Reading: what a client sent (text, HTML, bytes) becomes an `Article` with its blocks."""

from extractor.reading.article import FILE_TYPES, read_article, read_file_bytes

__all__ = ["FILE_TYPES", "read_article", "read_file_bytes"]
