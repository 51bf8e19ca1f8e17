"""What editors decide: two records become one, one becomes two, later articles follow, and all of it can be undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert, select, text

from extractor.errors import DecisionRefused, InvalidQuery, NotInArchive
from extractor.pipeline import load_pipeline
from extractor.schema import Result
from extractor.store import (
    Archive,
    ArticleQuery,
    Incoming,
    QuoteQuery,
    get_record,
    list_decisions,
    list_records,
    merge_records,
    open_archive,
    put_results,
    remove_articles,
    search_articles,
    search_quotes,
    split_record,
    undo_decision,
)
from extractor.store.tables import affiliations, entities, quotes
from tests.store.articles import plain

#: two people of one name, one of them also by a nickname; a body by two names
ARTICLES = {
    "bridge": "Инженер Пётр Сомов сообщил: «Мост готов». Пётр Сомов работает в тресте «Мостострой».",
    "road": "«Дорогу откроют в мае», — сказал Пётр Сомов.",
    "concert": "«Спою всё, что просят», — пообещал Пётр Сомов. Концерт пройдёт в субботу.",
    "interview": "Петя Сомов рассказал о новом альбоме. «Пишу по ночам», — признался Сомов.",
    "trust": "Трест «Мостострой» сообщил, что мост открыт.",
    "trust-2": "Объединение «Северные переправы» сообщило, что мост закрыт.",
    "speaker": (
        "«Мост стоит», — сказал представитель треста «Мостострой» и объединения «Северные переправы» Фёдор Ким."
    ),
}


def read(*names: str) -> list[Result]:
    records = [{"id": name, "text": ARTICLES[name.partition("#")[0]], "published": "2026-03-02"} for name in names]
    return [plain(document) for document in load_pipeline().pipe(records)]


def put(archive: Archive, *names: str) -> None:
    put_results(archive, [Incoming(result) for result in read(*names)])


@pytest.fixture
def full(archive: Archive) -> Archive:
    put(archive, *ARTICLES)
    return archive


def number_of(archive: Archive, name: str) -> int:
    (number,) = {one.record for one in list_records(archive, name) if one.name == name}
    return number


def said_by(archive: Archive, record: int) -> set[str]:
    return {quote["id"] for quote in search_quotes(archive, QuoteQuery(record=record), 100).found}


def seen(archive: Archive, record: int) -> set[str]:
    return {article["id"] for article in search_articles(archive, ArticleQuery(record=record), 100).found}


def contents(archive: Archive) -> Any:
    """Everything that decisions change."""
    with archive.reading() as connection:
        held = select(entities.c.article, entities.c.entity, entities.c.record)
        said = select(quotes.c.article, quotes.c.quote, quotes.c.record)
        spoken = select(affiliations.c.quote, affiliations.c.entity, affiliations.c.record)
        return [sorted(map(tuple, connection.execute(query)), key=repr) for query in (held, said, spoken)]


def test_what_is_merged_is_one_in_search_and_later_articles_follow(full: Archive) -> None:
    one, other = number_of(full, "Пётр Сомов"), number_of(full, "Петя Сомов")
    decision = merge_records(full, one, other, editor="Анна Лебедь")
    assert said_by(full, one) == {"bridge", "road", "concert", "interview"} == said_by(full, other)
    assert get_record(full, one).merged == [other]
    put(full, "interview#2")
    assert "interview#2" in seen(full, one)
    assert list_decisions(full) == [decision]


def test_what_is_split_is_two_and_the_article_stays_there_when_it_changes(full: Archive) -> None:
    one = number_of(full, "Пётр Сомов")
    new = split_record(full, one, ["concert"]).other
    assert (seen(full, one), seen(full, new)) == ({"bridge", "road"}, {"concert"})
    assert said_by(full, new) == {"concert"}
    assert {record.record for record in list_records(full, "Пётр Сомов")} >= {one, new}
    (changed,) = read("concert")
    changed["article"]["title"] = "Концерт"
    put_results(full, [Incoming(changed)])
    assert seen(full, new) == {"concert"}
    remove_articles(full, ["concert"])
    put(full, "concert")
    assert seen(full, new) == {"concert"}


def test_roles_of_what_was_split_tell_where_later_articles_belong(archive: Archive) -> None:
    """«Вратарь Пётр Сомов» goes to the goalkeeper, once an editor has told him from the minister."""
    texts = {
        "cup": "Пётр Сомов отбил пенальти. Вратарь Пётр Сомов играет пятый год.",
        "law": "Министр Пётр Сомов подписал приказ.",
        "cup-2": "Вратарь Пётр Сомов перешёл в другой клуб.",
        "law-2": "Министр Пётр Сомов уехал в отпуск.",
    }
    results = [plain(doc) for doc in load_pipeline().pipe([{"id": id_, "text": texts[id_]} for id_ in texts])]
    for result in results[:2]:  # as if nothing had told them apart
        for entity in result["entities"]:
            entity["roles"] = [] if result["id"] == "law" else entity["roles"]
    put_results(archive, [Incoming(result) for result in results[:2]])
    one = number_of(archive, "Пётр Сомов")
    new = split_record(archive, one, ["cup"]).other
    put_results(archive, [Incoming(result) for result in results[2:]])
    assert (seen(archive, new), seen(archive, one)) == ({"cup", "cup-2"}, {"law", "law-2"})


def test_bodies_that_are_merged_keep_both_affiliations_of_a_quote(full: Archive) -> None:
    one, other = number_of(full, "Мостострой"), number_of(full, "Северные переправы")
    before = contents(full)
    number = merge_records(full, one, other).number
    found = search_quotes(full, QuoteQuery(organization="Северные переправы"), 100).found
    assert {quote["id"] for quote in found} >= {"speaker", "trust", "trust-2"}
    assert len(found) == len({(quote["id"], quote["quote"]) for quote in found})
    undo_decision(full, number)
    assert contents(full) == before


@pytest.mark.parametrize(
    ("decide", "told"),
    [
        (lambda a: merge_records(a, 1, 1), "itself"),
        (lambda a: merge_records(a, number_of(a, "Пётр Сомов"), number_of(a, "Мостострой")), "person"),
        (lambda a: split_record(a, number_of(a, "Пётр Сомов"), ["trust"]), "not in the article trust"),
        (lambda a: split_record(a, number_of(a, "Пётр Сомов"), ["bridge", "road", "concert"]), "not all"),
        (lambda a: split_record(a, number_of(a, "Пётр Сомов"), []), "none"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    full: Archive, decide: Callable[[Archive], object], told: str
) -> None:
    before = contents(full)
    with pytest.raises(DecisionRefused, match=told):
        decide(full)
    assert contents(full) == before
    assert list_decisions(full) == []


def test_a_merged_record_is_named_by_its_root(full: Archive) -> None:
    one, other, body = (number_of(full, name) for name in ("Пётр Сомов", "Петя Сомов", "Фёдор Ким"))
    merge_records(full, one, other)
    with pytest.raises(DecisionRefused, match=f"part of record {one}"):
        merge_records(full, body, other)


def test_a_decision_that_a_later_one_builds_on_waits_for_it(full: Archive) -> None:
    one, other = number_of(full, "Пётр Сомов"), number_of(full, "Петя Сомов")
    first = merge_records(full, one, other).number
    second = split_record(full, one, ["concert"]).number
    with pytest.raises(DecisionRefused, match=f"Decision {second} builds"):
        undo_decision(full, first)
    undo_decision(full, second)
    undo_decision(full, first)
    with pytest.raises(DecisionRefused, match="undone already"):
        undo_decision(full, first)


def test_a_number_that_none_has_is_told(full: Archive) -> None:
    for ask in (
        lambda: merge_records(full, 1, 10_000),
        lambda: undo_decision(full, 77),
        lambda: get_record(full, 10_000),
        lambda: search_quotes(full, QuoteQuery(record=10_000)),
    ):
        with pytest.raises(NotInArchive, match=r"10000|77"):
            ask()
    with pytest.raises(InvalidQuery, match="no letter"):
        list_records(full, "—")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    opened = open_archive(f"sqlite:///{tmp_path_factory.mktemp('drawn') / 'archive.db'}", create=True)
    put(opened, *ARTICLES)
    return opened


#: a merge of two records, or a split of one by articles; records are told by numbers, taken round
MERGES = st.tuples(st.integers(0, 20), st.integers(0, 20))
SPLITS = st.tuples(st.integers(0, 20), st.lists(st.sampled_from(list(ARTICLES)), max_size=2))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(MERGES | SPLITS, max_size=6))
def test_undoing_all_decisions_the_last_first_leaves_everything_as_it_was(drawn: Archive, plan: list[Any]) -> None:
    """Whatever is merged and split, in whatever order, refusals included."""
    before = contents(drawn)
    keys = sorted({record for _, _, record in before[0]})
    made = []
    for one, other in plan:
        record = keys[one % len(keys)]
        try:
            if isinstance(other, int):
                decision = merge_records(drawn, record, keys[other % len(keys)])
            else:
                decision = split_record(drawn, record, other)
                keys.append(decision.other)
        except DecisionRefused:
            continue
        made.append(decision.number)
    for number in reversed(made):
        undo_decision(drawn, number)
    assert contents(drawn) == before


def test_an_archive_of_the_first_version_is_brought_up_with_all_its_rows(full: Archive) -> None:
    if full.dialect != "sqlite":
        pytest.skip("the step is one statement there")
    before = contents(full)
    with create_engine(full.url).begin() as old:  # as step 0001 left it
        rows = [dict(row) for row in old.execute(select(affiliations)).mappings()]
        old.execute(text("DROP TABLE affiliations"))
        old.execute(
            text(
                "CREATE TABLE affiliations (record INTEGER NOT NULL, day DATE NOT NULL, quote INTEGER NOT NULL, "
                "entity TEXT NOT NULL, PRIMARY KEY (record, day, quote)) WITHOUT ROWID"
            )
        )
        old.execute(text("CREATE INDEX ix_affiliations_quote ON affiliations (quote)"))
        old.execute(insert(affiliations), rows)
        old.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    full.close()
    assert contents(open_archive(full.url.render_as_string(), create=True)) == before
