"""HTML becomes a tree: bounded, without the network, forgiving as browsers are."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from extractor.errors import EmptyArticle

__all__ = ["Element", "parse_page", "tag_of"]

#: an element of lxml's tree
Element = Any

#: what the parser of HTML chokes on or stops at, though browsers do not
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def parse_page(html: str) -> Element:
    """Return the root of a page's tree; nesting deeper than about two thousand elements is cut off by the parser."""
    parser = HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(_CONTROL.sub(" ", html).encode("utf-8"), parser=parser)
    except etree.ParserError:
        raise EmptyArticle("The page holds no elements. Send the HTML of a page with an article.") from None


def tag_of(element: Element) -> str:
    """Return the name of an element, or the empty string for what is none."""
    tag = element.tag
    return tag if isinstance(tag, str) else ""
