"""What a page shows of its article around the headline: the date, the author, the name of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.reading.bylines import find_author, is_name
from extractor.reading.dateline import find_dateline
from extractor.reading.dates import Moment, find_dates, has_weekday, is_clock, is_date_line, parse_date
from extractor.reading.facts import Facts
from extractor.reading.furniture import is_furniture
from extractor.reading.html.body import Region
from extractor.reading.html.declared import Declared, read_moment
from extractor.reading.html.headline import split_title
from extractor.reading.html.parts import Part
from extractor.reading.html.pieces import Piece
from extractor.reading.html.tree import Element, tag_of
from extractor.reading.html.zones import find_zones
from extractor.reading.lines import read_words

__all__ = ["find_facts", "is_platform"]

#: so many pieces above the headline and below the body may speak of the article
_ABOVE, _BELOW, _FIRST = 4, 5, 12
_CHANGED = re.compile(r"обновл|изменен|изменён|правк|доработ|просмотр[а-я]*\s*:\s*$", re.IGNORECASE)
_PLATFORMS = frozenset("telegram vk вконтакте вк ok одноклассники дзен яндексдзен youtube rutube facebook".split())
_NOBODY = frozenset(
    "admin administrator super user root webmaster redaktor redactor redakciya editor newsroom news "
    "администратор редакция редактор пресс служба".split()
)
#: «Газета Купец № 101 (8010) от 11.06.2025», «Вести края, 12.03.2025»: the issue after the name
_ISSUE = re.compile(r"[\s,]*(?:№.*|\d{1,2}[./]\d{1,2}[./]\d{2,4}.*)$")
_LOWER = re.compile("[а-яё ]+")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:\d{4}\s*(?:[-–—]\s*\d{4})?)?,?\s*(?P<name>[«\"]?[А-ЯЁA-Z][^.|,©]{2,60}?)\s*(?:[.|,]|\d{4}|$)"
)


def find_facts(
    pieces: Sequence[Piece],
    headline: Piece | None,
    declared: Declared,
    region: Region | None,
    parts: Sequence[Part],
    crawled: str | None = None,
) -> Facts:
    """Return what the page says of its article, declared or shown; «вчера» counts from the day when it was taken."""
    about = _pieces_about(pieces[: region.end] if region else pieces, headline, parts)
    own = [piece for piece in about if not region or not region.is_out(piece)]
    outlet = _find_outlet(pieces, headline, declared)
    author = _find_authors(own, headline, declared, outlet)
    dateline = next((line for part in parts if (line := find_dateline(part.text))), None)
    shown = list(_moments(about, crawled or _clock(pieces, headline), headline))
    published = _find_published(shown, about, declared) or (dateline.day if dateline else None)
    return Facts(
        title=headline.text if headline and parts else None,
        published=published,
        outlet=outlet or _find_channel(own, author) or (dateline.agency if dateline else None),
        author=author,
    )


def _pieces_about(pieces: Sequence[Piece], headline: Piece | None, parts: Sequence[Part]) -> list[Piece]:
    """Return the pieces that may speak of the article: between headline and body, then just above and just below."""
    if not parts:
        return []
    used = {part.piece for part in parts if part.kind not in ("byline", "dateline")}
    first = min(part.piece.order for part in parts)
    last = max(part.piece.order for part in parts)
    top = headline.order if headline else first
    body = next((part.piece.order for part in parts if part.kind == "paragraph" and part.piece.line.is_prose), first)
    between = pieces[top + 1 : body]
    above = pieces[max(0, top - _ABOVE) : top][::-1]
    below = pieces[last + 1 : last + 1 + _BELOW]
    inside = [part.piece for part in parts if part.kind == "byline"]
    return [piece for piece in (*between, *above, *inside, *below) if piece not in used and not piece.hidden]


def _find_published(shown: Sequence[str], about: Sequence[Piece], declared: Declared) -> str | None:
    """Return when the article came out: what the head declares, `<time>`, a date by the headline, then the issue's."""
    if declared.published:
        same = next((m for m in shown if m.startswith(declared.published + "T")), None)
        return same or declared.published
    marked = next(_marked(about), None)
    if marked:
        return next((m for m in shown if m.startswith(marked + "T")), None) or marked
    if shown:
        return shown[0]
    moment = parse_date(declared.head_title or "")
    return moment.iso if moment else None


def _marked(about: Sequence[Piece]) -> Iterator[str]:
    """The `datetime` of `<time>` near the headline."""
    for piece in about:
        for _, element in piece.runs:
            for el in (element, *element.iterancestors("time")):
                if tag_of(el) == "time" and (moment := read_moment(el.get("datetime"))):
                    yield moment


def _moments(about: Sequence[Piece], today: str | None, headline: Piece | None) -> Iterator[str]:
    """The dates that are shown, those of changes aside; «вчера» only where it is known what day it is."""
    for piece in about:
        above = headline is not None and piece.order < headline.order
        for text in dict.fromkeys((piece.spaced, *(run for run, _ in piece.runs))):
            if len(piece.line.words) > 24 or _CHANGED.search(text) or (above and not _is_date(piece, text)):
                continue
            if piece.line.is_prose and not is_date_line(text) and "date" not in piece.zones:
                continue
            dates = find_dates(text, today if is_date_line(text) else None)
            if dates:
                yield _with_time(dates[0], text).iso
                break


def _is_date(piece: Piece, text: str) -> bool:
    return "date" in piece.zones or (is_date_line(text) and not has_weekday(text))


def _with_time(moment: Moment, text: str) -> Moment:
    """«20 декабря 2025 · Город · 14:05»: the only time of the line belongs to its only date."""
    times = re.findall(r"(?<![\d:.])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])", text)
    if moment.time or len(times) != 1 or not is_date_line(text):
        return moment
    hours, minutes = times[0].split(":")
    return Moment(moment.start, moment.end, moment.day, f"{int(hours):02}:{minutes}")


def _clock(pieces: Sequence[Piece], headline: Piece | None) -> str | None:
    """The day that the site's clock shows above the headline."""
    end = headline.order if headline else _FIRST
    for piece in pieces[:end]:
        for text in (piece.text, *(run for run, _ in piece.runs)):
            if is_clock(text) and (moment := parse_date(text)):
                return moment.day
    return None


def _find_authors(about: Sequence[Piece], headline: Piece | None, declared: Declared, outlet: str | None) -> str | None:
    """Return who wrote the article: whom the head declares, an element that says author, a byline, a signature."""
    declared_names = [name for name in declared.authors if _is_somebody(name, outlet)]
    if declared_names:
        return ", ".join(dict.fromkeys(declared_names))
    above = headline.order if headline else 0
    own = [piece for piece in about if piece.order > above]
    for names in (_by_lines(about), _by_markup(about), _signatures(own)):
        real = [name for name in dict.fromkeys(names) if _is_somebody(name, outlet)]
        if real:
            return ", ".join(real)
    return None


def _by_lines(about: Sequence[Piece]) -> Iterator[str]:
    for piece in about:
        if len(piece.line.words) <= 14:
            for text in (piece.text, *re.split(r"\s*[·|•]\s*", piece.text)):
                if not is_name(text) and (name := find_author(text)):
                    yield name
                    break


def _by_markup(about: Sequence[Piece]) -> Iterator[str]:
    for piece in about:
        for text, element in piece.runs:
            if (
                "author" in _zones_of_run(piece, element)
                and len(read_words(text)) <= 4
                and not parse_date(text)
                and not piece.furniture
            ):
                name = find_author(text) or find_author(text.partition(",")[0]) or text.strip(" ,.:")
                if len(name) > 3 and not _LOWER.fullmatch(name):
                    yield name


def _zones_of_run(piece: Piece, element: Element) -> frozenset[str]:
    """The zones of an inline element, of those around it, and of its box."""
    zones = piece.zones
    while element is not None and element is not piece.box:
        zones |= find_zones(element.get("class") or "", element.get("id") or "")
        element = element.getparent()
    return zones


def _signatures(about: Sequence[Piece]) -> Iterator[str]:
    for piece in about:
        for text in (piece.text, *re.split(r"\s*[·|•,]\s*|\s+/\s+", piece.text), *(run for run, _ in piece.runs)):
            if is_name(text) and (name := find_author(text)):
                yield name
                break


def _is_somebody(name: str, outlet: str | None) -> bool:
    words = set(read_words(name))
    return bool(words) and not words <= _NOBODY and read_words(name) != read_words(outlet or "")


def _find_outlet(pieces: Sequence[Piece], headline: Piece | None, declared: Declared) -> str | None:
    """Return who published the page, as the head declares; `<title>` after the headline, the logo, the first line."""
    if declared.outlet:
        return (_channel(pieces, headline, declared) if is_platform(declared) else None) or declared.outlet
    for finder in (_after_headline, _logo, _copyright, _first_line):
        if outlet := finder(pieces, headline, declared):
            return outlet
    return None


def _channel(pieces: Sequence[Piece], headline: Piece | None, declared: Declared) -> str | None:
    """Whose post a platform shows: the page's title where the post has none, else what `<title>` adds."""
    words = headline.line.words if headline else ()
    if read_words(declared.title or "") != words:
        return declared.title
    site = read_words(declared.outlet or "")
    return next(
        (part for part in split_title(declared.head_title or "") if read_words(part) not in (words, site)), None
    )


def is_platform(declared: Declared) -> bool:
    """Tell whether the site only carries what channels publish: Telegram, «ВКонтакте»."""
    return "".join(read_words(declared.outlet or "")) in _PLATFORMS


def _find_channel(about: Sequence[Piece], author: str | None) -> str | None:
    """Whose page it is where an element says author and another line names the writer: a community's article."""
    return next((name for name in _by_markup(about) if author and name != author), None)


def _after_headline(pieces: Sequence[Piece], headline: Piece | None, declared: Declared) -> str | None:
    head = declared.head_title or ""
    words = read_words(head)
    own = headline.line.words if headline else ()
    parts = [bare for part in split_title(head) if (bare := _ISSUE.sub("", part)) and not is_furniture(bare)]
    if not words or not parts or words == own:
        return None
    for piece in pieces[:_FIRST]:
        name = piece.line.words
        if (
            piece is not headline
            and len(name) >= 2
            and len(words) > len(name)
            and name == words[-len(name) :]
            and name != own
        ):
            return piece.text
    if len(parts) == 1:
        rest = _rest_of(head, headline)
        if own and words[-len(own) :] == own:
            return head[: len(head) - len(headline.text if headline else "")].strip(" :.")
        return rest or (head if not set(words) & set(own) else None)
    first = read_words(parts[0])
    if own[: len(first)] == first or first[: len(own)] == own:
        return parts[-1]
    last = read_words(parts[-1])
    return parts[0] if own[: len(last)] == last or last == own else parts[-1]


def _rest_of(head: str, headline: Piece | None) -> str | None:
    """«Заголовок. Плавание. Чемпион»: the last sentence of the title after the headline."""
    if headline and head.startswith(headline.text):
        rest = [part.strip(" .") for part in re.split(r"[.:]\s+", head[len(headline.text) :]) if part.strip(" .")]
        return rest[-1] if rest else None
    return None


def _logo(pieces: Sequence[Piece], headline: Piece | None, declared: Declared) -> str | None:
    for piece in pieces[:_FIRST]:
        if "outlet" in piece.zones and piece is not headline and 0 < len(piece.line.words) <= 8:
            return piece.text
    return None


def _copyright(pieces: Sequence[Piece], headline: Piece | None, declared: Declared) -> str | None:
    for piece in pieces[-_FIRST:]:
        if match := _COPYRIGHT.search(piece.text):
            return match["name"].strip()
    return None


def _first_line(pieces: Sequence[Piece], headline: Piece | None, declared: Declared) -> str | None:
    """The name that the page begins with."""
    for piece in pieces[: headline.order if headline else 3]:
        text = piece.runs[0][0]
        words = read_words(text)
        if piece.hidden or piece.furniture or parse_date(text) or piece.outs:
            continue
        if piece.linked > 0.9 and len(words) > 4:
            return None
        return text if 2 <= len(words) <= 7 else None
    return None
