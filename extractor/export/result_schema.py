"""The JSON Schema of the result, for those who check or generate code from it: `extractor/schema.json`.

`python -m extractor.export.result_schema` writes it anew; a test holds it equal to the types.
"""

from __future__ import annotations

from pathlib import Path

import orjson
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from extractor.schema import SCHEMA, Result

__all__ = ["PATH", "render_schema"]

PATH = Path(__file__).parents[1] / "schema.json"


def render_schema() -> str:
    """Return the schema as indented JSON."""
    schema = TypeAdapter(Result).json_schema(mode="serialization")
    head = {"$schema": GenerateJsonSchema.schema_dialect, "$id": f"urn:extractor:result:{SCHEMA}"}
    return orjson.dumps(head | schema, option=orjson.OPT_INDENT_2).decode() + "\n"


if __name__ == "__main__":
    PATH.write_text(render_schema(), encoding="utf-8")
