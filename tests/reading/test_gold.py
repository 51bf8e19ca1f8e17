"""Floors under the reading of the pages and pastes beside the project, and nothing of a clean text lost."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from extractor.annotations import BODY_KINDS
from extractor.document import Article
from extractor.reading import read_article, read_file_bytes

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
#: what of clean texts may be marked as furniture, besides «Источник: https://…» at their end: «Читайте также: …»
ALLOWED_LOSS = 0.001


def scorer(shared: Path) -> ModuleType:
    """The scorer of pages as a module."""
    spec = importlib.util.spec_from_file_location("score_pages", shared / "eval" / "score_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_result(article: Article) -> dict[str, Any]:
    """The article as the scorer takes it."""
    names = ("title", "published", "author", "outlet", "text")
    blocks = [{"kind": block.kind, "start": block.start, "end": block.end} for block in article.blocks]
    return {name: getattr(article, name) for name in names} | {"blocks": blocks}


def read_all(shared: Path, name: str) -> dict[str, Any]:
    """The figures of a gold file of pages or texts."""
    module = scorer(shared)
    folder = shared / "pages"
    cases = module.read(folder / name)
    results = {
        case["id"]: as_result(
            read_article({"text": case["text"]})
            if "text" in case
            else read_file_bytes((folder / case["file"]).read_bytes(), case["file"])
        )
        for case in cases
    }
    return dict(module.score(cases, results))


@pytest.mark.shared
@pytest.mark.parametrize("name", FLOORS)
def test_figures_do_not_fall(shared: Path, name: str) -> None:
    floor = FLOORS[name]
    digest = hashlib.sha256((shared / "pages" / name).read_bytes()).hexdigest()
    assert digest.startswith(floor["sha256"]), f"{name} is another file now: measure and pin again"
    figures = read_all(shared, name)
    fallen = {key: (figures[key], low) for key, low in floor["figures"].items() if figures[key] < low}
    assert not fallen


def clean_texts(shared: Path) -> Iterator[tuple[str, str]]:
    for pattern in ("gold/texts/*/*.txt", "corpora/news/*.txt", "corpora/factRuEval-2016/devset/*.txt"):
        for path in sorted(shared.glob(pattern)):
            yield path.name, path.read_bytes().decode()


@pytest.mark.shared
def test_clean_texts_lose_nothing(shared: Path) -> None:
    total = lost = 0
    for _, text in clean_texts(shared):
        for block in read_article({"text": text}).blocks:
            total += block.length
            lost += block.length * (block.kind not in BODY_KINDS and "http" not in block.of(text))
    assert lost <= ALLOWED_LOSS * total


@pytest.mark.shared
def test_no_gold_quote_is_lost(shared: Path) -> None:
    for line in (shared / "gold" / "quotes_dev.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = (shared / "gold" / "texts" / f"{record['doc']}.txt").read_bytes().decode()
        body = [block for block in read_article({"text": text}).blocks if block.kind in BODY_KINDS]
        for quote in record["quotes"]:
            for start, end in quote["content"]:
                assert any(block.start <= start and end <= block.end for block in body), (record["doc"], start)


@pytest.mark.shared
def test_the_article_of_the_first_user(shared: Path) -> None:
    """A scraped page: the title, the date and the name of the site, five paragraphs of body, and nothing else."""
    (path,) = (shared / "seed").glob("000_*.txt")
    article = read_file_bytes(path.read_bytes(), path.name)
    kinds = [block.kind for block in article.blocks if block.kind != "furniture"]
    assert kinds == ["title", *["paragraph"] * 5, "caption"]
    assert (article.published, article.outlet) == ("2025-07-13", "Зеленоград ИНФО")
    title = next(block for block in article.blocks if block.kind == "title")
    assert article.title == title.of(article.text)
