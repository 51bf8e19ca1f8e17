"""The schema in the repository is the one of the types, and results keep to it."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter

from extractor.export.result_schema import PATH, render_schema
from extractor.pipeline import Pipeline
from extractor.schema import Result, render_result


def test_schema_is_fresh() -> None:
    assert PATH.read_text(encoding="utf-8") == render_schema(), "run python -m extractor.export.result_schema"


def test_results_keep_to_the_schema(pipeline: Pipeline, samples: Path) -> None:
    adapter = TypeAdapter(Result)
    for path in sorted(samples.glob("*.txt")):
        for include in ((), ("tokens", "rules")):
            result = render_result(pipeline({"text": path.read_text(encoding="utf-8")}), include)
            # a field that the schema does not know would be lost on the way
            assert adapter.dump_python(adapter.validate_python(result, strict=True)) == result
