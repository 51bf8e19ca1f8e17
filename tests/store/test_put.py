"""Articles into the archive: versions, the same again, several writers, removal."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy

import pytest
from sqlalchemy import func, inspect, select

from extractor.errors import ArchiveUnavailable, BadSetting, InvalidArticle
from extractor.store import Archive, Incoming, Written, open_archive, put_results, remove_articles
from extractor.store.packing import unpack
from extractor.store.tables import article_words, articles, entities, metadata, quotes, versions
from tests.store.articles import results


def count(archive: Archive, table: object) -> int:
    with archive.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_result_comes_back_as_it_was(archive: Archive) -> None:
    given = results()
    assert put_results(archive, [Incoming(result) for result in given]) == Written(new=len(given))
    with archive.reading() as connection:
        stored = connection.execute(select(versions.c.result)).scalars().all()
    assert sorted((unpack(packed) for packed in stored), key=lambda r: r["id"]) == sorted(given, key=lambda r: r["id"])


def test_the_same_result_changes_nothing(archive: Archive) -> None:
    given = [Incoming(result) for result in results()]
    put_results(archive, given)
    assert put_results(archive, given) == Written(same=len(given))
    assert count(archive, versions) == len(given)


def test_another_result_is_the_next_version(archive: Archive) -> None:
    (result,) = results("bridge")
    put_results(archive, [Incoming(result)])
    changed = deepcopy(result)
    changed["quotes"] = changed["quotes"][:1]
    assert put_results(archive, [Incoming(changed)]) == Written(changed=1)
    assert count(archive, versions) == 2
    assert count(archive, quotes) == 1
    with archive.reading() as connection:
        assert connection.execute(select(articles.c.version)).scalar_one() == 2


def test_one_id_twice_in_one_call_gives_two_versions(archive: Archive) -> None:
    (result,) = results("bridge")
    changed = deepcopy(result)
    changed["quotes"] = []
    assert put_results(archive, [Incoming(result), Incoming(changed)]) == Written(new=1, changed=1)


def test_writers_at_the_same_time_lose_nothing(archive: Archive) -> None:
    (result,) = results("bridge")

    def write(number: int) -> None:
        changed = deepcopy(result)
        changed["article"]["title"] = f"Правка {number}"
        put_results(archive, [Incoming(changed)])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(12)))
    assert count(archive, versions) == 12
    assert count(archive, articles) == 1
    with archive.reading() as connection:
        assert connection.execute(select(articles.c.version)).scalar_one() == 12
        kept = connection.execute(select(versions.c.result).where(versions.c.version == 12)).scalar_one()
        assert unpack(kept)["article"]["title"] == connection.execute(select(articles.c.title)).scalar_one()


def test_an_error_leaves_nothing_behind(archive: Archive) -> None:
    given = results("bridge", "school")
    given[1]["id"] = ""
    with pytest.raises(InvalidArticle, match='"id"'):
        put_results(archive, [Incoming(result) for result in given])
    assert count(archive, articles) == 0


def test_what_is_removed_is_gone(archive: Archive) -> None:
    put_results(archive, [Incoming(result) for result in results()])
    before = count(archive, entities)
    assert remove_articles(archive, ["bridge", "nobody"]) == 1
    assert count(archive, entities) < before
    assert count(archive, article_words) == count(archive, articles) == count(archive, versions)


def test_people_of_several_articles_are_one_record(archive: Archive) -> None:
    put_results(archive, [Incoming(result) for result in results("bridge", "bridge-later")])
    with archive.reading() as connection:
        known = connection.execute(select(entities.c.record).where(entities.c.name == "Олег Рябов")).scalars().all()
    assert len(known) == 2
    assert len(set(known)) == 1


def test_the_steps_lead_to_the_tables_as_they_are(archive: Archive) -> None:
    with archive.reading() as connection:
        found = inspect(connection)
        for table in metadata.sorted_tables:
            assert {column["name"] for column in found.get_columns(table.name)} == set(table.columns.keys())
            named = {index["name"] for index in found.get_indexes(table.name)}
            assert {index.name for index in table.indexes} <= named


def test_an_archive_that_is_not_there_is_told(tmp_path: object) -> None:
    with pytest.raises(ArchiveUnavailable, match="extractor index"):
        open_archive(f"{tmp_path}/none.db")
    with pytest.raises(BadSetting, match="sqlite:///"):
        open_archive("mysql://root@localhost/news")
