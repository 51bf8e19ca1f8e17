"""Pronouns and common nouns that stand for entities, told by marked-up texts: linked, or left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from extractor.annotations import Entity
from extractor.pipeline import Pipeline

CASES = Path(__file__).parent / "anaphora.txt"
MARKED = re.compile(r"\{([^=}]*)=([^}]*)\}")


def failures(pipeline: Pipeline) -> Iterator[str]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    texts = [MARKED.sub(r"\1", marked) for _, marked in rows]
    documents = pipeline.pipe({"text": text, "furniture": "keep"} for text in texts)
    for (label, marked), text, document in zip(rows, texts, documents, strict=True):
        word, name = next(MARKED.finditer(marked)).groups()
        start = next(MARKED.finditer(marked)).start()
        found = linked(document.entities, start, start + len(word))
        if found != name:
            yield f"{label}: {text}\n  «{word}» expected {name!r}, got {found!r}"


def linked(entities: list[Entity], start: int, end: int) -> str:
    names = [e.name for e in entities for m in e.mentions if m.rule == "anaphora" and m.start < end and start < m.end]
    assert len(names) < 2, f"one word stands for {names}"
    return "".join(names)


def test_words_stand_for_whom_they_mean(pipeline: Pipeline) -> None:
    wrong = list(failures(pipeline))
    assert not wrong, "\n".join(wrong)


def test_mentions_are_added_in_order_and_kept(pipeline: Pipeline) -> None:
    document = pipeline({"text": "Мэр Олег Рябов приехал. Он открыл мост. Рябов рад."})
    person = next(e for e in document.entities if e.type == "PERSON")
    assert [m.kind for m in person.mentions] == ["name", "pronoun", "name"]
