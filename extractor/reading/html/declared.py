"""What a page declares of its article: JSON-LD, microdata, OpenGraph and other `<meta>`, `<title>`, the canonical link.

The order of belief, field by field: JSON-LD's article, microdata, OpenGraph, other `<meta>`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from extractor.reading.dates import parse_date
from extractor.reading.html.tree import Element, tag_of
from extractor.reading.lines import read_words

__all__ = ["Declared", "read_declared", "read_moment"]

_ARTICLE = re.compile(r"article|posting|report|advertisercontent|interview|webpage$", re.IGNORECASE)
_WEB_PAGE = re.compile(r"webpage$", re.IGNORECASE)
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "sailthru.date",
    "mediator_published_time",
    "article:published",
    "cxenseparse:recs:publishtime",
)
_AUTHORS = (
    "author",
    "article:author",
    "dc.creator",
    "mediator_author",
    "sailthru.author",
    "og:author",
    "article:author_name",
    "twitter:creator_name",
)
_TITLES = ("og:title", "twitter:title", "dc.title", "mediator_title", "title")
_OUTLETS = (
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "cre",
    "twitter:site_name",
)
#: a script longer than this is data for a program, whatever it says
_LONGEST_SCRIPT, _DEEPEST = 500_000, 6
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Declared:
    """What the page says in its head; `headlines` are those of every article in its JSON-LD, the main one first."""

    title: str | None = None
    headlines: tuple[str, ...] = ()
    head_title: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    url: str | None = None


def read_declared(root: Element) -> Declared:
    """Return what a page declares of itself."""
    metas = _metas(root)
    head_title = next((_clean(el.text_content()) for el in root.iterfind(".//title")), None)
    title = next((metas[name][0] for name in _TITLES if name in metas), None)
    items = list(_articles(root))
    main = _main(items, title or head_title)
    micro = _microdata(root)
    linked = Declared(
        title=_string(main.get("headline")) or _string(main.get("name")),
        published=read_moment(_string(main.get("datePublished")) or _string(main.get("dateCreated"))),
        authors=tuple(_names(main.get("author"), "Organization")),
        outlet=next(_names(main.get("publisher")), None),
    )
    return Declared(
        title=linked.title or micro.title or title,
        headlines=tuple(text for item in [main, *items] if (text := _string(item.get("headline")))),
        head_title=head_title,
        published=linked.published or micro.published or _first_moment(metas),
        authors=linked.authors or micro.authors or _meta_authors(metas),
        outlet=next((metas[name][0] for name in _OUTLETS if name in metas), None) or linked.outlet or micro.outlet,
        url=_canonical(root, metas),
    )


def read_moment(value: str | None) -> str | None:
    """Return a machine's or a person's date as ISO, with its time and zone where they are given.

    >>> read_moment("2025-05-30T07:00:11+0300"), read_moment("30.05.2025 07:00"), read_moment("скоро")
    ('2025-05-30T07:00:11+03:00', '2025-05-30T07:00', None)
    """
    if not value:
        return None
    if match := _ISO.match(value.strip()):
        day, time, zone = match.groups()
        zone = zone and re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", zone)
        iso = day + (f"T{time}{zone or ''}" if time else "")
        try:
            datetime.fromisoformat(iso)
        except ValueError:  # «2025-13-45»: a template that nobody filled in
            return None
        return iso
    moment = parse_date(value)
    return moment.iso if moment else None


def _metas(root: Element) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").strip().lower()
        content = _clean(meta.get("content") or "")
        if name and content:
            metas.setdefault(name, []).append(content)
    return metas


def _first_moment(metas: Mapping[str, list[str]]) -> str | None:
    values = (value for name in _PUBLISHED for value in metas.get(name, ()))
    return next((moment for value in values if (moment := read_moment(value))), None)


def _meta_authors(metas: Mapping[str, list[str]]) -> tuple[str, ...]:
    for name in _AUTHORS:
        if authors := tuple(value for value in metas.get(name, ()) if not re.match(r"https?:|www\.|@", value)):
            return authors
    return ()


def _canonical(root: Element, metas: Mapping[str, list[str]]) -> str | None:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and (href := (link.get("href") or "").strip()):
            return str(href)
    return next(iter(metas.get("og:url", ())), None)


def _articles(root: Element) -> Iterator[Mapping[str, Any]]:
    """The articles of the page's JSON-LD; what is broken there says nothing."""
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or len(text) > _LONGEST_SCRIPT:
            continue
        try:
            data = json.loads(
                re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[)|(?:-->|//\s*\]\]>)\s*$", "", text).strip().rstrip(";"),
                strict=False,
            )
        except (ValueError, RecursionError):
            continue
        found = list(_typed(data, 0))
        yield from sorted(found, key=lambda item: bool(_WEB_PAGE.search(_type(item))))


def _typed(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for item in data:
            yield from _typed(item, depth + 1)
    elif isinstance(data, Mapping):
        if _ARTICLE.search(_type(data)):
            yield data
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            yield from _typed(data.get(name), depth + 1)


def _type(item: Mapping[str, Any]) -> str:
    value = item.get("@type")
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _main(items: list[Mapping[str, Any]], title: str | None) -> Mapping[str, Any]:
    """The article that the page is about: the one whose headline is the page's; else the first."""
    words = read_words(title or "")
    for item in items:
        headline = read_words(_string(item.get("headline")) or "")
        if headline and headline == words[: len(headline)]:
            return item
    return items[0] if items else {}


def _names(value: Any, *not_of: str) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and not re.match(r"https?:", item):
            yield _clean(item)
        elif isinstance(item, Mapping) and _type(item) not in not_of and (name := _string(item.get("name"))):
            yield name


def _string(value: Any) -> str | None:
    if isinstance(value, list):
        value = next(iter(value), None)
    return _clean(value) or None if isinstance(value, str) else None


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _microdata(root: Element) -> Declared:
    """`itemprop` of the page's article, outside its comments."""
    found = Declared()
    for element in root.iterfind(".//*[@itemprop]"):
        names = element.get("itemprop").split()
        if "datePublished" in names and not found.published and not _in_comment(element):
            found = replace(found, published=read_moment(_value(element)))
        elif "author" in names and not _in_comment(element) and (name := _person(element)):
            found = replace(found, authors=tuple(dict.fromkeys((*found.authors, name))))
        elif "publisher" in names and not found.outlet and (name := _person(element)):
            found = replace(found, outlet=name)
    return found


def _value(element: Element) -> str:
    return str(element.get("content") or element.get("datetime") or element.text_content())


def _person(element: Element) -> str | None:
    """The name inside an author or a publisher; `<meta>` or text."""
    named = next((el for el in element.iterfind(".//*[@itemprop]") if "name" in el.get("itemprop").split()), element)
    name = _clean(named.get("content") or named.text_content())
    return name if 0 < len(name) <= 80 and not name.startswith("http") else None


def _in_comment(element: Element) -> bool:
    return any(
        "comment" in (el.get("itemtype") or el.get("class") or "").lower()
        for el in element.iterancestors()
        if tag_of(el) != "body"
    )
