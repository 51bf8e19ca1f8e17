"""The article that the project began with: a scraped page with all its furniture. It must come out right."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.annotations import BODY_KINDS
from extractor.document import Document
from extractor.pipeline import Pipeline

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def document(pipeline: Pipeline, shared: Path) -> Document:
    (path,) = (shared / "seed").glob("*.txt")
    return pipeline({"id": "seed", "text": path.read_text(encoding="utf-8")})


def _names(document: Document, type_: str) -> list[str]:
    return [entity.name for entity in document.entities if entity.type == type_]


def test_reading_keeps_the_article_and_nothing_else(document: Document) -> None:
    assert document.article.published == "2025-07-13"
    assert document.article.title
    assert document.article.title.startswith("В компаниях и организациях Зеленограда")
    body = [block for block in document.article.blocks if block.kind in BODY_KINDS - {"title", "caption"}]
    assert len(body) == 5
    words = " ".join(block.of(document.text) for block in document.body)
    assert not any(line in words for line in ("Оставить комментарий", "Яндекс", "©", "Главная »", "Источник"))


def test_people_have_roles(document: Document) -> None:
    assert sorted(_names(document, "PERSON")) == ["Максим Ликсутов", "Сергей Собянин"]
    (speaker,) = (entity for entity in document.entities if entity.name == "Максим Ликсутов")
    assert [role.name.lower() for role in speaker.roles] == [
        "заместитель мэра москвы по вопросам транспорта и промышленности"
    ]


def test_organizations_have_their_names(document: Document) -> None:
    names = _names(document, "ORGANIZATION")
    assert sum("Технополис" in name for name in names) == 1
    assert "НИУ «Московский институт электронной техники»" in names
    assert "Биннофарм Групп" in names
    assert sum("Сеченова" in name for name in names) == 1
    assert sum("Менделеева" in name for name in names) == 1
    assert not any("Зеленоград ИНФО" in name for name in names)


def test_numbers_have_their_values(document: Document) -> None:
    found = {number.of(document.text): number for number in document.numbers}
    thousands = found["4,5 тысячи"]
    assert (thousands.value, thousands.qualifier, thousands.noun) == (4500, "more_than", "промпредприятие")
    assert (found["двух лет"].value, found["двух лет"].qualifier) == (2, "more_than")
    assert [number.date for number in document.numbers if number.kind == "date"] == ["2024", "2024"]
    assert found["в полтора раза"].value == 1.5
    assert found["750"].value == 750
    assert found["60"].qualifier == "almost"
    assert (found["20"].value, found["20"].noun) == (20, "студент")
    assert "Первый" not in found


def test_the_quote_is_whole_and_has_its_speaker(document: Document) -> None:
    (quote,) = document.quotes
    (words,) = quote.content
    assert words.of(document.text).startswith("По поручению")
    assert words.of(document.text).endswith("превысило 750 человек")
    assert quote.cue
    assert quote.cue.of(document.text) == "рассказал"
    assert quote.speaker == "Максим Ликсутов"
    (entity,) = (entity for entity in document.entities if entity.id == quote.entity)
    assert entity.name == "Максим Ликсутов"
