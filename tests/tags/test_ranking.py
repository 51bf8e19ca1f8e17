from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.annotations import Entity, EntityMention, Quote
from extractor.document import Article, Document
from extractor.spans import Span
from extractor.tags import rank_tags
from extractor.tags.slugs import slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Пётр Майер", "petr-mayer"),
        ("ОЭЗ «Техногород Север»", "oez-tekhnogorod-sever"),
        ("Жан-Клод Щукин", "zhan-klod-shchukin"),
        ("Öresund AG", "oresund-ag"),
        ("Объезд", "obezd"),
    ],
)
def test_slugs_are_readable(name, slug):
    assert slug_of(name) == slug


@given(st.text(min_size=1))
def test_slugs_are_safe_in_an_address(name):
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug_of(name))


def entity(id_: str, name: str, salience: float) -> Entity:
    return Entity(id_, "PERSON", name, salience=salience, mentions=(EntityMention(0, 1, "name"),))


def document(*entities: Entity, quotes=(), outlet=None) -> Document:
    return Document(Article("текст", outlet=outlet), entities=list(entities), quotes=quotes)


def test_who_is_quoted_weighs_more():
    silent, speaker = entity("e1", "Нина Кравцова", 0.40), entity("e2", "Пётр Майер", 0.35)
    quote = Quote("q1", "direct", (Span(0, 1),), entity="e2")
    assert [tag.entity for tag in rank_tags(document(silent, speaker))] == ["e1", "e2"]
    assert [tag.entity for tag in rank_tags(document(silent, speaker, quotes=[quote]))] == ["e2", "e1"]


def test_outlet_is_no_topic():
    tags = rank_tags(
        document(entity("e1", "Вести Заречья", 0.5), entity("e2", "Пётр Майер", 0.1), outlet="Вести Заречья")
    )
    assert [tag.name for tag in tags] == ["Пётр Майер"]


def test_weights_stay_between_zero_and_one():
    quotes = [Quote(f"q{at}", "direct", (Span(0, 1),), entity="e1") for at in range(9)]
    (tag,) = rank_tags(document(entity("e1", "Пётр Майер", 0.99), quotes=quotes))
    assert 0.0 < tag.weight < 1.0


def test_city_of_an_outlets_name_is_a_topic():
    city = Entity("e1", "CITY", "Заречье", salience=0.5, mentions=(EntityMention(0, 1, "name"),))
    assert [tag.name for tag in rank_tags(document(city, outlet="Заречье ИНФО"))] == ["Заречье"]
