"""The newsroom's topics in the archive: taken in, changed, given back."""

from __future__ import annotations

from extractor.store import Archive, Incoming, get_topics, put_results, put_topics
from extractor.tags import Topic
from tests.store.articles import results

BRIDGE = Topic("most", "Мост", "TOPIC", ("переправа",), "stroyka")
BUILDING = Topic("stroyka", "Стройка", "TOPIC")


def test_topics_come_back(archive: Archive) -> None:
    assert put_topics(archive, [BRIDGE, BUILDING]) == (["most", "stroyka"], [], [])
    assert get_topics(archive) == [BRIDGE, BUILDING]
    assert put_topics(archive, [BRIDGE, BUILDING]) == ([], [], [])


def test_a_dry_run_tells_and_writes_nothing(archive: Archive) -> None:
    put_topics(archive, [BRIDGE, BUILDING])
    other = BRIDGE._replace(aliases=("мостик",), parent=None)
    assert put_topics(archive, [other], dry=True) == ([], ["most"], ["stroyka"])
    assert get_topics(archive) == [BRIDGE, BUILDING]
    put_topics(archive, [other])
    assert get_topics(archive) == [other]


def test_a_made_up_tag_becomes_the_newsrooms_and_back(archive: Archive) -> None:
    put_results(archive, [Incoming(result) for result in results("school")])
    person = Topic("vera-kulik", "Вера Кулик", "PERSON", ("Кулик",))
    assert put_topics(archive, [person]).new == ["vera-kulik"]
    assert put_topics(archive, []).gone == ["vera-kulik"]
    assert get_topics(archive) == []
