"""Pages of many kinds of sites become articles: every paragraph is there, nothing else is, and the facts are right."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from extractor.reading import read_article
from extractor.reading.decoding import decode_html
from extractor.reading.html.tree import parse_page
from extractor.reading.lines import read_words
from tests.reading.page_cases import PageCase, differences, read_page_cases

CASES = read_page_cases(Path(__file__).parent / "pages")
#: pages that are not read right yet: one that is must leave the list
KNOWN_FAILURES: frozenset[str] = frozenset({"embeds", "lead_above_title"})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_page(case: PageCase) -> None:
    wrong = differences(case, read_article({"html": case.data}))
    if case.name in KNOWN_FAILURES:
        assert wrong, f"{case.name} is read right now: take it off the known failures"
    else:
        assert not wrong, "\n".join(wrong)


def test_blocks_tell_where_they_stood() -> None:
    """The path of a block leads to the element whose text holds the block's."""
    for case in CASES:
        article = read_article({"html": case.data})
        tree = etree.ElementTree(parse_page(decode_html(case.data)))
        for block in article.blocks:
            (element,) = tree.xpath(block.path)
            words = set(read_words(block.of(article.text)))
            assert block.kind == "list" or words <= set(read_words(" ".join(element.itertext()))), (case.name, block)


def test_blocks_lie_in_order_and_apart() -> None:
    for case in CASES:
        article = read_article({"html": case.data})
        ends = [0, *(block.end for block in article.blocks)]
        assert all(end <= block.start < block.end for end, block in zip(ends, article.blocks, strict=False)), case.name
        assert ends[-1] == len(article.text)


def test_what_the_record_says_is_believed() -> None:
    page = CASES[0].data
    article = read_article({"html": page, "id": "7", "title": "Наш заголовок", "url": "https://a.example/1"})
    assert (article.id, article.title, article.url) == ("7", "Наш заголовок", "https://a.example/1")
    assert read_article({"html": page, "published": "2020-01-02"}).published == "2020-01-02"


def test_canonical_address() -> None:
    page = (
        "<html><head><link rel='canonical' href='https://a.example/n/1'></head><body><h1>Лёд</h1><p>Лёд уже сошёл.</p>"
    )
    assert read_article({"html": page}).url == "https://a.example/n/1"
