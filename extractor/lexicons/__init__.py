"""Word lists as data, and the one loader that reads them.

A lexicon is a tab-separated file beside this module. The first line names the columns; lines that start with `#` say
why something is there; the last column may be `note`, the phrase an entry was met in. Entries are lemmas: inflection is
the business of morphology, never of a list. Keys (the first column) are unique and sorted, and the loader refuses a
file where they are not.

>>> load_lexicon("weekdays", ("lemma", "day"))["вторник"]["day"]
'1'
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from extractor.errors import LexiconError

__all__ = ["load_lexicon"]

NOTE = "note"


@cache
def load_lexicon(name: str, columns: tuple[str, ...]) -> Mapping[str, Mapping[str, str]]:
    """Return the entries of `NAME.tsv` by their first column, each a mapping from column to value (empty if not given).

    Raises LexiconError for a file that is missing, has other columns than those asked for, a duplicate, or is unsorted.
    """
    resource = files(__name__).joinpath(f"{name}.tsv")
    if not resource.is_file():
        raise LexiconError(f"There is no lexicon {name}.tsv beside extractor/lexicons/__init__.py.")
    lines = resource.read_text(encoding="utf-8").splitlines()
    return parse_lexicon(name, columns, lines)


def parse_lexicon(name: str, columns: tuple[str, ...], lines: list[str]) -> Mapping[str, Mapping[str, str]]:
    """Return the entries that the lines of a lexicon hold; see `load_lexicon`."""
    rows = [(at, line) for at, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    header = tuple(rows[0][1].split("\t")) if rows else ()
    if header not in (columns, (*columns, NOTE)):
        raise LexiconError(f"{name}.tsv has the columns {header}; the code reads {columns} (and a note).")
    entries: dict[str, Mapping[str, str]] = {}
    previous = ""
    for at, line in rows[1:]:
        cells = line.split("\t")
        if len(cells) > len(header) or not cells[0]:
            raise LexiconError(f"{name}.tsv, line {at}: {len(cells)} cells where there are {len(header)} columns.")
        key = cells[0]
        if key in entries:
            raise LexiconError(f"{name}.tsv, line {at}: «{key}» stands there twice.")
        if key < previous:
            raise LexiconError(f"{name}.tsv, line {at}: «{key}» must stand before «{previous}»; keep the file sorted.")
        cells += [""] * (len(header) - len(cells))
        entries[key] = MappingProxyType(dict(zip(header, cells, strict=True)))
        previous = key
    return MappingProxyType(entries)
