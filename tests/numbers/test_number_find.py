"""Numbers of a document: places in the article's text, blocks that are read, and what the tagger's word changes."""

from __future__ import annotations

from extractor.annotations import Block, Morph, Number
from extractor.document import Article, Document
from extractor.language import find_tokens
from extractor.numbers import find_numbers, read_numbers


def document_of(text: str, *kinds: str, published: str | None = None) -> Document:
    """Return a document with a block a line, of the kinds given; furniture is not tokenised, as in the pipeline."""
    starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    blocks = tuple(Block(start, end, kind) for start, end, kind in zip(starts, ends, kinds, strict=True))  # type: ignore[arg-type]
    body = [(at, block) for at, block in enumerate(blocks) if block.kind != "furniture"]
    tokens, sentences = find_tokens(text, body)
    return Document(Article(text, blocks, published=published), tokens, sentences)


def spans(text: str, numbers: list[Number]) -> list[str]:
    return [text[number.start : number.end] for number in numbers]


def test_numbers_find_places_in_the_text_of_the_article() -> None:
    text = "🙂 В порт пришли 12 барж\r\nОбсудить (345)\nГрузчики сняли 4,5\u00a0тыс.\u00a0тонн руды."
    numbers = find_numbers(document_of(text, "title", "furniture", "paragraph"))
    assert spans(text, numbers) == ["12", "4,5\u00a0тыс.\u00a0тонн"]


def test_numbers_find_dates_by_the_publication_of_the_article() -> None:
    text = "Вчера закрыли переправу."
    assert [n.date for n in find_numbers(document_of(text, "lead", published="2023-03-01"))] == ["2023-02-28"]
    assert find_numbers(document_of(text, "lead")) == []
    assert find_numbers(document_of(text, "lead", published="1 марта 2023 года")) == []


def test_numbers_find_believes_the_tagger_of_what_is_no_noun() -> None:
    text = "Остались три стали."
    document = document_of(text, "paragraph")
    labels = {"Остались": "VERB", "три": "NUM", "стали": "NOUN|Case=Gen", ".": "PUNCT"}
    document.morphs = [Morph.parse(labels[token.text]) for token in document.tokens]
    assert [number.noun for number in find_numbers(document)] == ["сталь"]
    assert [number.noun for number in read_numbers(text)] == [None]


def test_numbers_find_never_reads_over_a_line_break() -> None:
    assert [(n.kind, n.unit) for n in read_numbers("Итого 15\nрублей нет")] == [("count", None)]


def test_numbers_find_values_are_exact() -> None:
    (number,) = read_numbers("Сумма — 0,1 млн рублей")
    assert number.value == 100_000
    assert isinstance(number.value, int)
    assert read_numbers("Доля — 0,1 %")[0].value == 0.1
    assert read_numbers("Сгорели две трети склада")[0].value == 0.666667


def test_numbers_find_every_number_names_its_rule() -> None:
    text = "В 2023 году 12 человек за 3 часа вывезли 5 т муки на 2 млн рублей, вдвое больше, в третий раз."
    numbers = read_numbers(text)
    assert len(numbers) == 7
    assert all(number.rule for number in numbers)
