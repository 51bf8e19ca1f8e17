"""The page in a real browser: what an editor sees, and that nothing leaves the origin."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists() and not os.environ.get("EXTRACTOR_BROWSER"), reason="Debian's Chromium is not installed"
    ),
]
HOSTILE = """Заголовок <img src=x onerror=window.hacked=1>

«<script>window.hacked=1</script>», — сказал <b onmouseover=window.hacked=1>Пётр Сомов</b>. "javascript:window.hacked=1"
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else troubles.append(request.url))
    page.goto(address)
    yield page
    context.close()
    assert not troubles


def _extract(page: Any, text: str) -> None:
    page.fill("#source", text)
    page.click("#submit")
    page.wait_for_selector("#result:not([hidden])")


def test_sample_shows_quotes_by_speaker(page: Any) -> None:
    page.click("#sample")
    page.wait_for_selector("#result:not([hidden])")
    speakers = page.locator("#panel-quotes .speaker").all_inner_texts()
    assert any(speaker.startswith("Анна Лебедь — директор") for speaker in speakers)
    assert page.locator("#article .person").first.inner_text() == "Анна Лебедь"
    assert "550" in page.locator("#article .number").all_inner_texts()
    assert page.locator("#tags li").count() > 0


def test_tabs_and_copy(page: Any) -> None:
    page.click("#sample")
    page.wait_for_selector("#result:not([hidden])")
    page.click("#tab-json")
    page.click("#copy")
    page.wait_for_selector("#copy:text('Скопировано')")
    assert '"schema": "1"' in page.evaluate("navigator.clipboard.readText()")
    page.focus("#tab-json")
    page.keyboard.press("ArrowRight")
    assert page.get_attribute("#tab-quotes", "aria-selected") == "true"


def test_quote_points_into_the_article(page: Any) -> None:
    _extract(page, "🙂 Новости\n\n«Мост готов», — доложил инженер Пётр Сомов.")
    page.locator("#panel-quotes blockquote").first.click()
    assert page.locator("#article .chosen").all_inner_texts() == ["Мост готов"]


def test_html_is_read_as_html(page: Any) -> None:
    _extract(
        page,
        "<html><body><article><h1>Мост готов</h1><p>«Мост готов», — доложил Пётр Сомов.</p></article></body></html>",
    )
    assert "<p>" not in page.inner_text("#article")


def test_empty_article_is_told_in_russian(page: Any) -> None:
    page.fill("#source", " ")
    page.click("#submit")
    page.wait_for_selector("#problem:not([hidden])")
    assert "нет текста" in page.inner_text("#problem")


def test_hostile_article_runs_nothing(page: Any) -> None:
    _extract(page, HOSTILE)
    page.hover("#article")
    assert page.evaluate("window.hacked") is None
    assert "<script>" in page.inner_text("#article")
    assert page.locator("#article script, #article img").count() == 0
