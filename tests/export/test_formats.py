"""Every format holds what was found, and nothing of the article escapes into markup."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from extractor.document import Article, Document
from extractor.export import FORMATS, render_explanation
from extractor.pipeline import Pipeline

TEXT = """Мост готов

«Мост готов, — доложил 3 мая инженер Пётр Сомов. — Он простоит <b>50 лет</b> & точка».

По словам главы района Анны Лебедь, ремонт обошёлся в 2,5 млн рублей.
"""


@pytest.fixture(scope="module")
def document(pipeline: Pipeline) -> Document:
    return pipeline({"id": "m1", "text": TEXT, "published": "2026-05-04"})


class _Text(HTMLParser):
    """What a reader of the page sees, and the elements that show it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_shows_the_article_whole_and_escaped(document: Document) -> None:
    page = _Text()
    page.feed(FORMATS["html"](document))
    for block in document.article.blocks:
        assert block.of(TEXT) in page.text
    assert not page.tags & {"b", "script", "link", "img"}


def test_html_marks_overlapping_findings(document: Document) -> None:
    html = FORMATS["html"](document)
    assert re.search(r'<span class="found [^"]*person[^"]*" title="[^"]*Пётр Сомов[^"]*">Пётр Сомов</span>', html)
    assert re.search(r'<span class="found quote direct number" title="[^"]+">50 лет</span>', html)


def test_json_is_the_result(document: Document) -> None:
    result = json.loads(FORMATS["json"](document))
    assert result["id"] == "m1"
    assert result["quotes"][0]["speaker"] == "Пётр Сомов"


def test_jsonld_is_a_news_article(document: Document) -> None:
    rendered = FORMATS["jsonld"](document)
    assert "</" not in rendered
    graph = json.loads(rendered)
    assert graph["@type"] == "NewsArticle"
    people = {thing["@id"]: thing["name"] for thing in (*graph["about"], *graph.get("mentions", []))}
    quotation = graph["hasPart"][0]
    assert quotation["@type"] == "Quotation"
    assert people[quotation["spokenByCharacter"]["@id"]] == "Пётр Сомов"


def test_annotations_select_the_exact_words(document: Document) -> None:
    page = json.loads(FORMATS["annotations"](document))
    assert page["items"]
    for item in page["items"]:
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            position, quote = target["selector"]
            assert TEXT[position["start"] : position["end"]] == quote["exact"]


def test_brat_offsets_give_the_words(document: Document) -> None:
    bound = [line.split("\t") for line in FORMATS["brat"](document).splitlines() if line.startswith("T")]
    assert bound
    for _, label_and_places, words in bound:
        places = label_and_places.split(" ", 1)[1].split(";")
        cut = " ".join(TEXT[int(start) : int(end)] for start, end in (place.split() for place in places))
        assert cut == words
        assert "\n" not in words


def test_summary_reads_well(document: Document) -> None:
    summary = FORMATS["summary"](document)
    assert summary.startswith("Мост готов\n2026-05-04")
    assert "Пётр Сомов — инженер" in summary
    assert "2,5 млн рублей — 2\u00a0500\u00a0000 ₽" in summary
    assert "Пётр Сомов (доложил): «Мост готов […] Он простоит" in summary


def test_summary_says_that_there_is_no_article() -> None:
    assert FORMATS["summary"](Document(Article(""))) == "На странице нет статьи.\n"


def test_explanation_names_the_rules(document: Document) -> None:
    explanation = render_explanation(document)
    quotes = explanation.partition("Цитаты")[2]
    assert re.search(r"q1 прямая речь: .*  \[[^\[\]]+\]\n", quotes)
    assert "говорит: Пётр Сомов" in quotes
    numbers = explanation.partition("Числа")[2].partition("Цитаты")[0]
    assert all("[" in line for line in numbers.strip().splitlines())
