"""The command line: arguments in, exit codes out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

__all__ = ["main"]


def main() -> None:
    """Run `extractor batch INPUT --output OUT [--furniture keep]`."""
    from extractor.pipeline import load_pipeline
    from extractor.schema import render_result

    args = sys.argv[2:]
    out = args[args.index("--output") + 1]
    keep = "--furniture" in args
    source = Path(args[0])
    files = sorted(source.rglob("*.txt")) if source.is_dir() else []
    records = (
        [{"id": str(f.relative_to(source))[:-4], "text": f.read_bytes().decode()} for f in files]
        if files
        else [json.loads(line) for line in source.read_text().splitlines() if line.strip()]
    )
    for record in records:
        record.setdefault("id", record.get("doc"))
        if keep:
            record["furniture"] = "keep"
    with Path(out).open("w") as sink:
        for document in load_pipeline().pipe(records):
            sink.write(json.dumps(render_result(document), ensure_ascii=False) + "\n")
