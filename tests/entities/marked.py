"""Cases as marked-up text: `[Петру Майеру](PERSON 1)` is a mention of entity 1, `(PERSON -)` one of no entity.

Under the text stands a line an entity: `1 = name; role @ 2; role`. Marks may be nested.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

MARK = re.compile(r"\[|\]\((\w+) (\d+|-)\)")
ENTITY = re.compile(r"(\d+) = (.+)")


@dataclass
class Case:
    """A text with its mentions (start, end, type, number of the entity) and its entities: name, roles."""

    text: str
    mentions: list[tuple[int, int, str, str]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    roles: dict[str, list[tuple[str, str | None]]] = field(default_factory=dict)


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the cases of a file; blocks are parted by blank lines, `#` opens a comment."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.strip().splitlines() if line and not line.startswith("#")]
        if lines:
            yield _read_case(lines)


def _read_case(lines: list[str]) -> Case:
    case = _read_text(lines[0])
    for line in lines[1:]:
        match = ENTITY.fullmatch(line)
        assert match, f"no entity: {line}"
        number, description = match.groups()
        case.names[number], *roles = description.split("; ")
        case.roles[number] = [(role.split(" @ ")[0], *(role.split(" @ ")[1:] or [None])) for role in roles]
    return case


def _read_text(marked: str) -> Case:
    pieces: list[str] = []
    length = at = 0
    opened: list[int] = []
    case = Case("")
    for match in MARK.finditer(marked):
        pieces.append(marked[at : match.start()])
        length += match.start() - at
        at = match.end()
        if match.group() == "[":
            opened.append(length)
        else:
            case.mentions.append((opened.pop(), length, match[1], match[2]))
    case.text = "".join(pieces) + marked[at:]
    return case
