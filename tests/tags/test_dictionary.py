"""The newsroom's topics: what they are found in, what makes a file of them wrong, and their place among the tags."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.errors import InvalidDictionary
from extractor.pipeline import load_pipeline
from extractor.tags import Dictionary, Topic, read_topics, render_csv

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def topics() -> list[Topic]:
    return read_topics(HERE / "topics.csv")


def cases() -> Iterator[tuple[list[str], str]]:
    for line in (HERE / "dictionary.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            slugs, text = line.split("\t")[:2]
            yield [slug for slug in slugs.split() if slug != "-"], text


def test_topics_are_found_in_any_inflection(topics: list[Topic]) -> None:
    dictionary = Dictionary(topics)
    expected, texts = zip(*cases(), strict=True)
    documents = load_pipeline().pipe({"text": text} for text in texts)
    wrong = [
        f"{text}\n    expected {' '.join(slugs) or '-'}\n    got      {' '.join(found) or '-'}"
        for slugs, text, document in zip(expected, texts, documents, strict=True)
        if (found := [find.topic.slug for find in dictionary.find(document)]) != slugs
    ]
    assert not wrong, "\n".join(wrong)


def test_a_topic_stands_in_the_place_of_the_tag_of_its_entity(topics: list[Topic]) -> None:
    text = {"text": "На заводе «Луч» авария. Рабочих завода «Луч» вывели. Мэр Заречья Олег Рябов приехал."}
    plain = load_pipeline()(text)
    own = load_pipeline().with_topics(topics)(text)
    assert {tag.rule for tag in plain.tags} == {"salience"}
    assert [(tag.slug, tag.entity) for tag in own.tags if tag.rule == "dictionary"]
    assert len({tag.slug for tag in own.tags}) == len(own.tags)
    entities = [tag.entity for tag in own.tags if tag.entity]
    assert len(set(entities)) == len(entities)
    assert own.entities == plain.entities


def test_a_table_comes_back_as_it_was(topics: list[Topic], tmp_path: Path) -> None:
    path = tmp_path / "topics.csv"
    path.write_text(render_csv(topics), encoding="utf-8")
    assert read_topics(path) == topics


HEADING = "slug,name,type,aliases,parent\n"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.csv", "slug;name\n", "Line 1: the columns are"),
        ("a.csv", HEADING + "x,,TOPIC,,\n", "Line 2: the name is missing"),
        ("a.csv", HEADING + "x,Имя,TOPIC,,\nx,Имя,TOPIC,,\n", "Line 3: the slug x is that of line 2"),
        ("a.csv", HEADING + "Ы,Имя,TOPIC,,\n", "Line 2: a slug is of small Latin letters"),
        ("a.csv", HEADING + "x,Имя,TOPIC,,y\n", "there is no topic y"),
        ("a.csv", HEADING + "x,Имя,TOPIC,,y\ny,Имя,TOPIC,,x\n", "its own parent"),
        ("a.json", "{", "no JSON"),
        ("a.json", "{}", "no list"),
        ("a.json", '[{"slug": "x", "name": "Имя", "type": "TOPIC", "aliases": "Имя"}]', "Entry 1: aliases are a list"),
        ("a.json", "[1]", "Entry 1"),
        ("a.txt", "x", "neither .csv nor .json"),
    ],
)
def test_a_wrong_file_is_told_with_its_line(tmp_path: Path, name: str, text: str, told: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidDictionary, match=told):
        read_topics(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidDictionary, match="cannot be read"):
        read_topics(tmp_path / "none.csv")
