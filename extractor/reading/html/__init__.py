"""HTML: the page of an article becomes the article's text, each block with its place in the page."""

from extractor.reading.html.page import read_page

__all__ = ["read_page"]
