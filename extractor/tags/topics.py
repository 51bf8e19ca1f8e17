"""The newsroom's own topics, read from its file: CSV with a heading, or JSON.

>>> parse_csv("slug,name,type,aliases,parent\\nluch,Завод «Луч»,ORGANIZATION,Луч|завод Луч,\\n")[0].aliases
('Луч', 'завод Луч')
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from extractor.errors import InvalidDictionary

__all__ = ["Topic", "parse_csv", "parse_json", "read_topics", "render_csv"]

COLUMNS = ("slug", "name", "type", "aliases", "parent")
#: what parts aliases in CSV
BAR = "|"
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Topic(NamedTuple):
    """A topic of the newsroom's: its name and aliases are found in articles; `parent` is a wider one's slug."""

    slug: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    parent: str | None = None


def read_topics(path: Path) -> list[Topic]:
    """Return the topics of a .csv or .json file; raises InvalidDictionary that names the line and what is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InvalidDictionary(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InvalidDictionary(f"{path} is not UTF-8. Save it as UTF-8.") from error
    if path.suffix.lower() not in (".csv", ".json"):
        raise InvalidDictionary(f"{path} is neither .csv nor .json.")
    return (parse_csv if path.suffix.lower() == ".csv" else parse_json)(text)


def parse_csv(text: str) -> list[Topic]:
    """Return the topics of a table with the columns slug, name, type, aliases (parted by |), parent."""
    table = csv.DictReader(StringIO(text, newline=""))
    if tuple(table.fieldnames or ()) != COLUMNS:
        raise InvalidDictionary(f"Line 1: the columns are {','.join(COLUMNS)}, not {','.join(table.fieldnames or ())}.")
    rows = ((f"Line {table.line_num}", _of_row(row)) for row in table)
    return _checked(rows)


def _of_row(row: Mapping[str, Any]) -> dict[str, Any]:
    aliases = [alias.strip() for alias in (row["aliases"] or "").split(BAR) if alias.strip()]
    return {**row, "aliases": aliases, "parent": row["parent"] or None}


def parse_json(text: str) -> list[Topic]:
    """Return the topics of a list of objects with slug, name, type, and where there are any aliases and parent."""
    try:
        entries = json.loads(text)
    except ValueError as error:
        raise InvalidDictionary(f"It is no JSON: {error}.") from error
    if not isinstance(entries, list):
        raise InvalidDictionary("It is no list of topics.")
    return _checked((f"Entry {at}", entry) for at, entry in enumerate(entries, 1))


def _checked(entries: Iterable[tuple[str, Any]]) -> list[Topic]:
    topics: dict[str, Topic] = {}
    places: dict[str, str] = {}
    for place, entry in entries:
        topic = _read(place, entry)
        if topic.slug in topics:
            raise InvalidDictionary(f"{place}: the slug {topic.slug} is that of {places[topic.slug].lower()} too.")
        topics[topic.slug], places[topic.slug] = topic, place
    for topic in topics.values():
        if topic.parent is not None and topic.parent not in topics:
            raise InvalidDictionary(f"{places[topic.slug]}: there is no topic {topic.parent} to be its parent.")
        if topic.slug in _above(topic, topics):
            raise InvalidDictionary(f"{places[topic.slug]}: {topic.slug} is its own parent, by way of others.")
    return list(topics.values())


def _read(place: str, entry: Any) -> Topic:
    if not isinstance(entry, Mapping):
        raise InvalidDictionary(f"{place}: a topic is an object with slug, name and type.")
    for field in ("slug", "name", "type"):
        if not isinstance(entry.get(field), str) or not entry[field].strip():
            raise InvalidDictionary(f"{place}: the {field} is missing.")
    if not SLUG.fullmatch(entry["slug"]):
        raise InvalidDictionary(f"{place}: a slug is of small Latin letters, digits and hyphens, not {entry['slug']}.")
    aliases, parent = entry.get("aliases") or [], entry.get("parent")
    if not isinstance(aliases, list) or not all(isinstance(alias, str) and alias.strip() for alias in aliases):
        raise InvalidDictionary(f"{place}: aliases are a list of words.")
    if parent is not None and not isinstance(parent, str):
        raise InvalidDictionary(f"{place}: the parent is a slug.")
    return Topic(entry["slug"], entry["name"].strip(), entry["type"].strip(), tuple(map(str.strip, aliases)), parent)


def _above(topic: Topic, topics: Mapping[str, Topic]) -> Iterator[str]:
    """The parents of a topic, one above the other; ends where they go round in a circle."""
    seen: set[str] = set()
    parent = topic.parent
    while parent is not None and parent not in seen:
        seen.add(parent)
        yield parent
        parent = topics[parent].parent


def render_csv(topics: Iterable[Topic]) -> str:
    """Return topics as the table that `parse_csv` reads."""
    file = StringIO(newline="")
    table = csv.writer(file, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows((t.slug, t.name, t.type, BAR.join(t.aliases), t.parent or "") for t in topics)
    return file.getvalue()
