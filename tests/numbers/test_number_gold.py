"""The gold beside the project: figures that may only rise, and words that may never be read as numbers."""

from __future__ import annotations

import json
import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from extractor.numbers import read_numbers

SHARED = Path(__file__).parents[3] / "shared"
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
FIELDS = ("start", "end", "kind", "value", "low", "high", "unit", "noun", "qualifier", "date")

pytestmark = pytest.mark.shared


def load_scorer() -> ModuleType:
    spec = spec_from_file_location("score_numbers", SHARED / "eval" / "score_numbers.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_gold(name: str) -> list[dict[str, Any]]:
    lines = (SHARED / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def read(case: dict[str, Any]) -> list[dict[str, Any]]:
    return [{f: getattr(number, f) for f in FIELDS} for number in read_numbers(case["text"], case.get("published"))]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_numbers_gold_figures_do_not_fall(name: str) -> None:
    cases = load_gold(name)
    wrong: list[str] = []

    def show(case: dict[str, Any], gold: dict[str, Any] | None, got: dict[str, Any] | None) -> None:
        wrong.append(f"{case['id']}: expected {gold}, got {got}")

    figures = load_scorer().score(cases, {case["id"]: read(case) for case in cases}, show)
    low = {figure: figures[figure] for figure, floor in FLOORS[name].items() if figures[figure] < floor}
    assert not low, f"{low}\n" + "\n".join(wrong)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_numbers_gold_negatives_are_left_alone(name: str) -> None:
    failures = []
    for case in load_gold(name):
        spans = [(number["start"], number["end"]) for number in read(case)]
        for phrase in case.get("negative") or ():
            for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", case["text"]):
                if any(start < match.end() and match.start() < end for start, end in spans):
                    failures.append(f"{case['id']}: «{phrase}»")
    assert not failures, failures
