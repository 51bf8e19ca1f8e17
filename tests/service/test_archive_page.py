"""The archive's page in a real browser: lists, links between them, and what an article holds stays text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from extractor.pipeline import load_pipeline
from extractor.store import Incoming, open_archive, put_results
from tests.service.conftest import running_service
from tests.service.test_page import VECTORS, browser, pytestmark
from tests.store.articles import plain, results

__all__ = ["browser", "pytestmark"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = f"sqlite:///{tmp_path_factory.mktemp('archive') / 'archive.db'}"
    hostile = [
        {"id": f"x{at}", "title": f"Беда {vector}", "text": f"«Вот что я скажу вам: {vector}», — заявил Пётр Сомов."}
        for at, vector in enumerate(VECTORS)
    ]
    given = [*results(), *(plain(document) for document in load_pipeline().pipe(hostile))]
    put_results(open_archive(store, create=True), [Incoming(result) for result in given])
    with running_service(EXTRACTOR_STORE=store) as (_, port):
        yield f"http://127.0.0.1:{port}/archive"


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context()
    opened = context.new_page()
    opened.said = []
    opened.on("console", lambda message: opened.said.append(message.text))
    opened.on("pageerror", lambda error: opened.said.append(str(error)))
    yield opened
    context.close()


def test_a_person_has_quotes_and_they_lead_to_articles_about_the_same(page: Any, address: str) -> None:
    page.goto(f"{address}?entity=Рябов")
    page.wait_for_selector("#found a")
    page.goto(address)
    page.click("text=Олег Рябов")
    page.wait_for_selector("blockquote")
    assert page.inner_text("#heading") == "Цитаты: Олег Рябов"
    assert "Деньги есть" in page.inner_text("#found")
    page.fill("input[name=speaker]", "")
    page.fill("input[name=words]", "школа")
    page.fill("input[name=entity]", "Кулик")
    page.click("text=Найти")
    page.wait_for_selector("#found li")
    page.click("#found a")
    page.wait_for_selector("text=Статьи о том же")
    assert page.said == []


def test_the_first_page_leads_to_the_archive(page: Any, address: str) -> None:
    page.goto(address.removesuffix("archive"))
    page.click("nav a:text('Архив')")
    page.wait_for_selector("#found a")
    assert page.said == []


def test_a_name_that_is_not_there_is_told(page: Any, address: str) -> None:
    page.goto(f"{address}?speaker=Кузякин")
    page.wait_for_selector("#problem:not([hidden])")
    assert "В архиве такого нет" in page.inner_text("#problem")


def test_what_an_article_holds_stays_text(page: Any, address: str) -> None:
    elsewhere: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(address[:-8]) else elsewhere.append(request.url))
    for wanted in ("speaker=Сомов", "entity=Сомов", "related=x1"):
        page.goto(f"{address}?{wanted}")
        page.wait_for_selector("#found li")
        page.wait_for_timeout(300)
        assert page.evaluate("window.hacked") is None
    assert (page.said, elsewhere) == ([], [])
