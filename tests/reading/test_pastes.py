"""Pasted and scraped texts: the kind of every line, and a text that stays as it was sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.reading import read_article
from tests.reading.paste_cases import PasteCase, differences, read_paste_cases

CASES = read_paste_cases(Path(__file__).parent / "pastes")

#: what pastes hold besides letters: NBSP, a soft hyphen, a combining accent, an emoji, every kind of new line
_PIECES = st.sampled_from(
    [
        "Мост закрыли",
        ". ",
        "на ремонт",
        "\xa0",
        "\xad",
        "а́",
        "🙂",
        "\n",
        "\r\n",
        "\n\n",
        "\u2028",
        "— ",
        "«Да», — сказал он.",
        "\t",
        "Читайте также:",
        "12.03.2025",
        "Поделиться",
        "15 комментариев",
        "© 2025 Газета",
        "18+",
        "\x0b",
        "Фото: ТАСС",
        "1) ",
    ]
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_paste(case: PasteCase) -> None:
    wrong = differences(case, read_article({"text": case.text}))
    assert not wrong, "\n".join(wrong)


@settings(deadline=None)
@given(st.lists(_PIECES, min_size=1, max_size=40).map("".join).filter(str.strip), st.sampled_from(["keep", "detect"]))
def test_blocks_hold_every_character_of_any_text(text: str, furniture: str) -> None:
    article = read_article({"text": text, "furniture": furniture})
    assert article.text == text
    at = 0
    for block in article.blocks:
        assert at <= block.start < block.end <= len(text)
        assert not text[at : block.start].strip()
        assert block.of(text) == block.of(text).strip()
        at = block.end
    assert not text[at:].strip()


def test_kept_whole() -> None:
    """With furniture kept every paragraph is body, whatever it says."""
    article = read_article({"text": "Поделиться\n\nМост закрыли.\nЧитайте также: Лёд сошёл", "furniture": "keep"})
    assert [block.kind for block in article.blocks] == ["paragraph"] * 3


def test_given_title_is_found() -> None:
    text = "Мост и люди\nЛёд держится до марта\nРыбаки не спешат на берег. Лёд пока крепкий."
    article = read_article({"text": text, "title": "Лёд держится до марта"})
    assert [block.kind for block in article.blocks] == ["paragraph", "title", "paragraph"]


def test_every_block_says_which_rule_made_it() -> None:
    for case in CASES:
        assert all(block.rule for block in read_article({"text": case.text}).blocks), case.name
