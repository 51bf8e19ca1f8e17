"""The page in a real browser: what an editor sees, and that nothing leaves the origin."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest

from extractor.export import FORMATS
from extractor.pipeline import Pipeline

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists() and not os.environ.get("EXTRACTOR_BROWSER"), reason="Debian's Chromium is not installed"
    ),
]
#: what must stay text wherever it stands: in the article, a name, a title, a number's noun
VECTORS = (
    "<script>hacked=1</script>",
    "<img src=x onerror=hacked=1>",
    "<svg/onload=hacked=1>",
    "<svg><script>hacked=1</script></svg>",
    "<body onload=hacked=1>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    "<details open ontoggle=hacked=1>",
    "<input autofocus onfocus=hacked=1>",
    "<video><source onerror=hacked=1></video>",
    "<math><mtext><img src=x onerror=hacked=1></mtext></math>",
    "<a href=javascript:hacked=1>Пётр</a>",
    '"><script>hacked=1</script>',
    "' onmouseover=hacked=1 x='",
    '" autofocus onfocus=hacked=1 tabindex=1 x="',
    "</article></main><script>hacked=1</script>",
    "</textarea><script>hacked=1</script>",
    "</title><script>hacked=1</script>",
    "<!--><script>hacked=1</script>-->",
    "<![CDATA[<script>hacked=1</script>]]>",
    "<scr<script>ipt>hacked=1</scr</script>ipt>",
    "&lt;script&gt;hacked=1&lt;/script&gt;",
    "&#60;img src=x onerror=hacked=1&#62;",
    "\u2028<img/src=x\u2028onerror=hacked=1>",
    "<img\tsrc=x\nonerror=hacked=1>",
    "<style>@import 'https://elsewhere.example/x.css';</style>",
    "<link rel=stylesheet href=https://elsewhere.example/x.css>",
    "<base href=https://elsewhere.example/>",
    "<form action=https://elsewhere.example><button>",
    "<object data=https://elsewhere.example></object>",
    "<meta http-equiv=refresh content='0;url=https://elsewhere.example'>",
    "${hacked=1}{{hacked=1}}<%= hacked=1 %>",
    "javascript:hacked=1",
    "__proto__ constructor toString",
)
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
    page.click("#samples button")
    page.wait_for_selector("#result:not([hidden])")
    speakers = page.locator("#panel-quotes .speaker").all_inner_texts()
    assert any(speaker.startswith("Анна Лебедь — директор") for speaker in speakers)
    assert page.locator("#article .person").first.inner_text() == "Анна Лебедь"
    assert "550" in page.locator("#article .number").all_inner_texts()
    assert page.locator("#tags li").count() > 0


def test_documentation_opens_and_asks(page: Any, address: str) -> None:
    page.goto(f"{address}/docs")
    page.click("#operations-default-extract_extract_post button")
    page.click("text=Try it out")
    page.click("button.execute")
    page.wait_for_selector(".live-responses-table >> text=Анна Лебедь")


def test_tabs_and_copy(page: Any) -> None:
    page.click("#samples button")
    page.wait_for_selector("#result:not([hidden])")
    page.click("#tab-json")
    page.click("#copy")
    page.wait_for_selector("#copy:text('Скопировано')")
    assert '"schema": "1"' in page.evaluate("navigator.clipboard.readText()")
    page.focus("#tab-json")
    page.keyboard.press("ArrowRight")
    assert page.get_attribute("#tab-quotes", "aria-selected") == "true"


def test_cards_tell_role_body_and_quotes(page: Any) -> None:
    _extract(page, "«Мост готов», — сообщила директор завода «Маяк» Анна Лебедь. Лебедь рада. В Заречье тепло.")
    page.click("#tab-entities")
    assert page.locator("#panel-entities .group").all_inner_texts()[:2] == ["Люди", "Организации"]
    card = page.locator("#panel-entities .entity:has-text('Анна Лебедь')").inner_text()
    assert "директор" in card
    assert "Маяк" in card
    assert "цитат: 1" in card


def test_html_is_copied(page: Any) -> None:
    _extract(page, "«Мост <b>готов</b>», — доложил инженер Пётр Сомов.")
    page.click("#tab-json")
    page.click("#html")
    page.wait_for_selector("#html:text('Скопировано')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("<!doctype html>")
    assert "&lt;b&gt;" in copied


def test_a_file_is_opened(page: Any) -> None:
    said = "«Мост готов», — доложил инженер Пётр Сомов.".encode()
    with page.expect_file_chooser() as chooser:
        page.click("#open")
    chooser.value.set_files({"name": "most.txt", "mimeType": "text/plain", "buffer": said})
    page.wait_for_selector("#panel-quotes .speaker:has-text('Пётр Сомов')")


def test_quote_points_into_the_article(page: Any) -> None:
    _extract(page, "🙂 Новости\n\n«Мост готов», — доложил инженер Пётр Сомов.")
    page.locator("#panel-quotes blockquote").first.click()
    assert page.locator("#article .chosen").all_inner_texts() == ["Мост готов", "доложил", "Пётр Сомов"]
    assert page.locator("#article .shown").all_inner_texts() == ["Мост готов"]


def test_article_points_into_the_panels(page: Any) -> None:
    _extract(page, "Мост стоил 25 рублей.\n\n«Мост готов», — доложил инженер Пётр Сомов.")
    page.click("#article .number")
    assert page.get_attribute("#tab-numbers", "aria-selected") == "true"
    assert page.evaluate("document.activeElement.tagName") == "TR"
    page.click("#article .quote")
    assert page.get_attribute("#tab-quotes", "aria-selected") == "true"
    assert "Мост готов" in page.evaluate("document.activeElement.textContent")
    page.click("#article .person")
    assert page.get_attribute("#tab-entities", "aria-selected") == "true"


def test_everything_goes_by_keyboard(page: Any) -> None:
    page.focus("#source")
    page.keyboard.insert_text("Мост стоил 25 рублей. Мост строил Пётр Сомов, и Сомов рад.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#result:not([hidden])")
    page.focus("#tab-quotes")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("#article .shown").all_inner_texts() == ["25 рублей"]
    page.focus("#tab-numbers")
    page.keyboard.press("ArrowLeft")
    page.focus("#panel-entities .entity:has-text('Сомов')")
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    assert page.locator("#article .shown").all_inner_texts() == ["Сомов"]
    page.keyboard.press("Escape")
    assert page.locator(".chosen").count() == 0


@pytest.mark.parametrize("width", [320, 390, 820, 1500])
def test_no_width_scrolls_sideways(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    _extract(page, f"Мост {'очень' * 60} длинный\n\n«Мост готов», — доложил инженер Пётр Сомов.\n\n" + "б/" * 200)
    for tab in ("quotes", "entities", "numbers", "json"):
        page.click(f"#tab-{tab}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_markdown_of_quotes(page: Any) -> None:
    _extract(page, "«Мост *готов* <b>», — доложил инженер Пётр Сомов.")
    page.click("#tab-json")
    page.click("#markdown")
    page.wait_for_selector("#markdown:text('Скопировано')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "> Мост \\*готов\\* \\<b\\>\n>\n> — Пётр Сомов\n"


def test_long_article_stays_smooth(page: Any) -> None:
    text = "«Мост готов», — доложил инженер Пётр Сомов. Он стоил 25 рублей.\n\n" * 750
    began = time.monotonic()
    _extract(page, text)
    assert page.locator("#article .quote").count() == 750
    assert time.monotonic() - began < 15
    milliseconds = page.evaluate(
        "() => { const began = performance.now(); document.querySelector('#panel-quotes blockquote').click();"
        " document.body.getBoundingClientRect(); return performance.now() - began; }"
    )
    assert milliseconds < 500


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


@pytest.mark.parametrize("sent", ["text", "html", "escaped html"])
def test_no_vector_runs(page: Any, sent: str) -> None:
    says = "\n\n".join(
        f"«Мост {vector} готов», — доложил инженер Пётр {vector} Сомов, 5 {vector}." for vector in VECTORS
    )
    if sent == "text":
        _extract(page, f"Мост {VECTORS[0]}\n\n{says}")
    else:
        says = escape(says) if sent == "escaped html" else says
        _extract(page, "<html><body><article><h1>Мост</h1><p>" + says.replace("\n\n", "</p><p>") + "</article>")
    for tab in ("quotes", "entities", "numbers", "json"):
        page.click(f"#tab-{tab}")
        page.hover(f"#panel-{tab}")
    page.hover("#article")
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    inside = "#article, .findings"
    assert (
        page.locator(inside).locator("script, img, svg, iframe, object, link, style, form, a, input, base").count() == 0
    )
    attributes = page.evaluate(
        "() => [...document.querySelectorAll('#article *, .findings *')].flatMap((n) => n.getAttributeNames())"
    )
    assert not [name for name in attributes if name.startswith("on")]


@pytest.mark.parametrize("field", ["text", "title"])
def test_no_vector_runs_in_the_exported_page(browser: Any, pipeline: Pipeline, field: str) -> None:
    says = "\n\n".join(f"«Мост {vector} готов», — доложил Пётр Сомов." for vector in VECTORS)
    record = {"text": says} if field == "text" else {"text": "Мост готов.", "title": "".join(VECTORS)}
    context = browser.new_context()
    page = context.new_page()
    left: list[str] = []
    page.on("request", lambda request: left.append(request.url))
    page.set_content(FORMATS["html"](pipeline(record)))
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    assert not left
    assert page.locator("script, img, svg, iframe, object, link, form, input, base").count() == 0
    context.close()


@pytest.mark.parametrize("at", range(3))
def test_every_sample_says_who_said_what(page: Any, at: int) -> None:
    page.locator("#samples button").nth(at).click()
    page.wait_for_selector("#result:not([hidden])")
    assert page.locator("#panel-quotes blockquote").count() >= 2
    assert page.inner_text("#tags")
