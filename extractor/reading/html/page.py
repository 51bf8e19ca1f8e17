"""The page of an article is read: tree, pieces, headline, region, parts, facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from typing import Any

from extractor.annotations import Block
from extractor.document import Article
from extractor.errors import EmptyArticle
from extractor.reading.dateline import find_dateline
from extractor.reading.html.body import find_region
from extractor.reading.html.declared import read_declared
from extractor.reading.html.headline import find_headline, split_headlines
from extractor.reading.html.parts import Part, find_parts
from extractor.reading.html.pieces import Piece, find_pieces
from extractor.reading.html.shown import find_facts, is_platform
from extractor.reading.html.tree import Element, parse_page
from extractor.reading.lines import read_words

__all__ = ["read_page"]

#: larger pages are read without asking trafilatura, whose time grows faster than the page
_LARGEST_TREE = 20_000


def read_page(html: str, record: Mapping[str, Any]) -> Article:
    """Return the article of a page; a page without one (a listing) gives an empty text and no blocks.

    What the record says of the article (title, published, url) is believed before the page. The blocks carry the XPath
    of the element where they stood.
    """
    root = parse_page(html)
    declared = read_declared(root)
    pieces = split_headlines(find_pieces(root), declared)
    if not pieces:
        raise EmptyArticle("The page shows no text. Send the HTML of a page with an article.")
    headline = find_headline(pieces, declared)
    if headline and is_platform(declared) and "h1" not in headline.tags:
        headline = None  # the name of a channel stands above its post
    kept = _kept_by_trafilatura(root, pieces)
    region = find_region(pieces, headline, declared, kept)
    parts = find_parts(region, kept) if region else []
    if headline is None and is_platform(declared) and parts and parts[0].kind == "heading":
        headline = parts.pop(0).piece  # the bold first line of a post
    facts = find_facts(pieces, headline, declared, region, parts, record.get("crawled"))
    text, blocks = _lay_out(root, headline, parts)
    return Article(
        text,
        blocks,
        id=None if record.get("id") is None else str(record["id"]),
        title=record.get("title") or facts.title,
        published=record.get("published") or facts.published,
        url=record.get("url") or declared.url,
        outlet=facts.outlet,
        author=facts.author,
    )


def _kept_by_trafilatura(root: Element, pieces: Sequence[Piece]) -> Collection[Piece] | None:
    """The pieces whose words trafilatura found to be the article's; None where it found nothing or was not asked."""
    if sum(1 for _ in root.iter()) > _LARGEST_TREE:
        return None
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    found = bare_extraction(deepcopy(root), fast=True, with_metadata=False, include_comments=False, include_tables=True)
    if not isinstance(found, Document) or found.body is None:
        return None
    text = f" {' '.join(read_words(' '.join(found.body.itertext())))} "
    return {piece for piece in pieces if piece.line.words and f" {' '.join(piece.line.words)} " in text}


def _lay_out(root: Element, headline: Piece | None, parts: Sequence[Part]) -> tuple[str, tuple[Block, ...]]:
    """The text of the article, its parts a blank line apart, and its blocks."""
    if not parts:
        return "", ()
    tree = root.getroottree()
    if headline:
        parts = [Part(headline, headline.text, "title", "headline"), *parts]
    blocks: list[Block] = []
    at = 0
    for part in parts:
        path = tree.getpath(part.piece.box)
        end = at + len(part.text)
        start = at
        if part.kind == "paragraph" and (dateline := find_dateline(part.text)):
            head = at + len(part.text[: dateline.end].rstrip())
            start = at + dateline.end
            blocks.append(Block(at, head, "dateline", path, "agency dateline"))
        blocks.append(Block(start, end, part.kind, path, part.rule))
        at = end + 2
    return "\n\n".join(part.text for part in parts), tuple(blocks)
