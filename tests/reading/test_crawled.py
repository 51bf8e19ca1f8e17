"""«Вчера, 18:40»: the day of publication counts from the day when the page was taken, and from nothing else."""

from __future__ import annotations

import pytest

from extractor.errors import InvalidArticle
from extractor.reading import read_article

PAGE = """<html><head><title>Каток залили</title></head><body><h1>Каток залили</h1><p class="date">{date}</p>
<p>В Лужках залили каток. Работы заняли три дня, рассказали в управе. Лёд обещают поддерживать до марта.</p>
<p>Вход на каток бесплатный, коньки можно взять напрокат. По выходным там будут учить детей.</p></body></html>"""
PASTE = (
    "Каток залили\n\n{date}\n\nВ Лужках залили каток. Работы заняли три дня, рассказали в управе.\n\nВход бесплатный."
)


@pytest.mark.parametrize(("field", "form"), [("html", PAGE), ("text", PASTE)])
@pytest.mark.parametrize(
    ("date", "crawled", "published"),
    [
        ("Вчера, 18:40", "2026-03-02", "2026-03-01T18:40"),
        ("Сегодня, 09:15", "2026-03-02T23:00", "2026-03-02T09:15"),
        ("Вчера, 18:40", None, None),
        ("21.02.2026 11:30", "2026-03-02", "2026-02-21T11:30"),
    ],
)
def test_the_day_counts_from_the_crawl(
    field: str, form: str, date: str, crawled: str | None, published: str | None
) -> None:
    article = read_article({field: form.format(date=date), "crawled": crawled})
    assert article.published == published


def test_what_the_record_says_wins() -> None:
    record = {"html": PAGE.format(date="Вчера, 18:40"), "crawled": "2026-03-02", "published": "2026-02-01"}
    assert read_article(record).published == "2026-02-01"


def test_a_crawl_date_that_is_none_is_told() -> None:
    with pytest.raises(InvalidArticle, match="crawled"):
        read_article({"text": "Каток залили.", "crawled": "позавчера"})
