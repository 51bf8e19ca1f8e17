"""Pages made to be slow: reading them stays within a bound of CPU time."""

from __future__ import annotations

import time

import pytest

from extractor.errors import EmptyArticle
from extractor.reading import read_article

HOSTILE = {
    "deep": "<div>" * 200_000 + "<p>Мост закрыли на ремонт.</p>",
    "wide": "<p>Мост закрыли на ремонт.</p>" + "<div><a>мост</a></div>" * 200_000,
    "breaks": "<div>" + "мост<br>" * 200_000 + "</div>",
    "attributes": "<p " + 'a="1" ' * 200_000 + ">Мост закрыли на ремонт.</p>",
    "classes": "".join(f"<div class='c{n} x-{n}'>Мост номер {n} закрыли.</div>" for n in range(40_000)),
    "entities": '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><p>&b; Мост закрыли на ремонт.</p>',
    "one word": "<p>" + "мост" * 1_000_000,
    "json": "<script type='application/ld+json'>" + "[" * 100_000 + "</script><p>Мост закрыли на ремонт.</p>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_page(name: str) -> None:
    started = time.process_time()
    try:
        article = read_article({"html": HOSTILE[name]})
    except EmptyArticle:
        assert name == "deep"
    else:
        assert "aaaaaaaaaa" not in article.text
    assert time.process_time() - started < 8


@pytest.mark.parametrize(
    "text",
    [
        "мост " * 400_000,
        "мост\n" * 50_000,
        "— " * 300_000,
        "1" * 500_000,
        "\n" * 500_000 + "мост",
        "«" * 200_000,
        "12.03.2025" * 30 + "я",
        "1, " * 130 + "я",
        "Имя " * 90 + "1",
        "Лужск-" * 60,
        "Лужск " * 60 + "я",
    ],
)
def test_hostile_text(text: str) -> None:
    started = time.process_time()
    assert read_article({"text": text}).text == text
    assert time.process_time() - started < 8
