"""Out of the archive again: quotes, articles, counts, pages, related articles."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.errors import InvalidQuery, NotInArchive
from extractor.store import (
    Archive,
    ArticleQuery,
    Incoming,
    QuoteQuery,
    count_months,
    count_speakers,
    find_related,
    find_related_to,
    put_results,
    search_articles,
    search_quotes,
)
from tests.store.articles import results


@pytest.fixture
def full(archive: Archive) -> Archive:
    put_results(archive, [Incoming(result) for result in results()])
    return archive


QUOTES = [
    (QuoteQuery(speaker="Рябов"), {"bridge", "bridge-wire"}),
    (QuoteQuery(speaker="Олега Рябова"), {"bridge", "bridge-wire"}),
    (QuoteQuery(speaker="врачи"), {"undated"}),
    (QuoteQuery(organization="Волна"), {"hockey"}),
    (QuoteQuery(words="деньги"), {"bridge", "bridge-wire"}),
    (QuoteQuery(words="«видеть ребёнка»"), {"school"}),
    (QuoteQuery(words="«ребёнка видеть»"), set()),
    (QuoteQuery(kind="direct", since=date(2026, 2, 1), until=date(2026, 2, 28)), {"school"}),
    (QuoteQuery(speaker="Рябов", words="школа"), set()),
]


@pytest.mark.parametrize(("query", "ids"), QUOTES)
def test_quotes_are_found(full: Archive, query: QuoteQuery, ids: set[str]) -> None:
    assert {quote["id"] for quote in search_quotes(full, query).found} == ids


ARTICLES = [
    (ArticleQuery(words="мост"), {"bridge", "bridge-wire", "bridge-later"}),
    (ArticleQuery(words="мостов"), {"bridge", "bridge-wire", "bridge-later"}),
    (ArticleQuery(words="«открыть мост»"), {"bridge-later"}),
    (ArticleQuery(entity="Котов"), {"hockey"}),
    (ArticleQuery(entity="Приозёрск", since=date(2026, 1, 1)), {"school"}),
    (ArticleQuery(tag="vera-kulik"), {"school"}),
]


@pytest.mark.parametrize(("query", "ids"), ARTICLES)
def test_articles_are_found(full: Archive, query: ArticleQuery, ids: set[str]) -> None:
    assert {article["id"] for article in search_articles(full, query).found} == ids


def test_pages_hold_everything_once_the_newest_first(full: Archive) -> None:
    query, cursor, ids = ArticleQuery(), None, []
    while True:
        page = search_articles(full, query, 2, cursor)
        ids += [article["id"] for article in page.found]
        if (cursor := page.cursor) is None:
            break
    assert ids == ["bridge-later", "bridge-wire", "bridge", "school", "hockey", "undated"]


@pytest.mark.parametrize(
    ("query", "cursor", "told"),
    [
        (QuoteQuery(words="—"), None, "no letter"),
        (QuoteQuery(kind="loud"), None, "direct"),
        (QuoteQuery(), "нет", "Leave it out"),
        (QuoteQuery(), "e30", "Leave it out"),
    ],
)
def test_a_query_that_cannot_be_read_is_told(full: Archive, query: QuoteQuery, cursor: str | None, told: str) -> None:
    with pytest.raises(InvalidQuery, match=told):
        search_quotes(full, query, cursor=cursor)


def test_a_cursor_of_another_search_is_refused(full: Archive) -> None:
    cursor = search_quotes(full, QuoteQuery(), 1).cursor
    with pytest.raises(InvalidQuery, match="another search"):
        search_quotes(full, QuoteQuery(speaker="Рябов"), 1, cursor)


def test_a_name_that_nobody_has_is_told(full: Archive) -> None:
    with pytest.raises(NotInArchive, match="Кузякин"):
        search_quotes(full, QuoteQuery(speaker="Кузякин"))
    with pytest.raises(NotInArchive, match="nothing"):
        search_articles(full, ArticleQuery(tag="nothing"))


def test_counts(full: Archive) -> None:
    first = count_speakers(full)[0]
    assert (first["speaker"], first["articles"]) == ("Олег Рябов", 2)
    assert count_months(full, QuoteQuery(speaker="Рябов")) == [{"month": "2026-03", "quotes": first["quotes"]}]


def test_related_articles_have_their_reasons_and_copies_stand_as_one(full: Archive) -> None:
    later, *others = find_related(full, "bridge-later")
    assert {later.id, *later.copies} == {"bridge", "bridge-wire"}
    assert any("Олег Рябов" in reason for reason in later.reasons)
    assert "hockey" not in {other.id for other in others}


def test_a_draft_has_related_articles_without_being_stored(full: Archive) -> None:
    (draft,) = results("bridge-later")
    draft["id"] = "draft"
    assert find_related_to(full, draft)[0].id == "bridge-later"
    assert len(search_articles(full, ArticleQuery(), 100).found) == 6


def test_an_article_that_is_not_there_has_none(full: Archive) -> None:
    with pytest.raises(NotInArchive, match="nobody"):
        find_related(full, "nobody")
