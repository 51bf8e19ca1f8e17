"""The command line: arguments in, exit codes out. The only room that prints.

Exit codes: 0 all went well, 1 some records failed, 2 wrong use, 130 stopped by Ctrl+C.
"""

from __future__ import annotations

import os

import typer

from extractor.cli.archive import archive, search
from extractor.cli.commands import commands
from extractor.cli.records import records
from extractor.cli.tags import tags

__all__ = ["app", "main"]

app = typer.Typer(
    help="Who is in a Russian news article, which numbers it gives, and who said what.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
app.add_typer(commands)
app.add_typer(archive)
app.add_typer(search, name="search")
app.add_typer(records, name="records")
app.add_typer(tags, name="tags")


def main() -> None:
    """Run the command line."""
    # one thread a process: more workers win more than more threads (set before numpy loads)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    app()
