"""What a form tells about itself."""

from __future__ import annotations

import pytest

from extractor.language.features import AFFIXES, BUCKETS, TRAITS, features_of
from extractor.language.weights import Navec, find_weights, read_navec
from extractor.lexicons import load_lexicon


@pytest.fixture(scope="module")
def navec() -> Navec:
    return read_navec(find_weights() / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")


def test_forms_of_a_word_share_its_lemma(navec: Navec) -> None:
    assert features_of("взрывами", navec).lemma == features_of("взрыв", navec).word == navec.ids["взрыв"]


def test_a_recent_word_lends_the_vector_of_an_older_one(navec: Navec) -> None:
    assert features_of("COVID-19", navec).word == features_of("ковидом", navec).lemma == navec.ids["грипп"]


def test_every_stand_in_has_a_vector(navec: Navec) -> None:
    recent = load_lexicon("recent_words", ("lemma", "like"))
    assert [entry["like"] for entry in recent.values() if entry["like"] not in navec.ids] == []


def test_what_no_vector_knows_has_none(navec: Navec) -> None:
    assert features_of("Ъхвзнуйя", navec).word == -1


def test_yo_is_read_as_ye_where_the_vectors_know_no_other(navec: Navec) -> None:
    assert features_of("зелёнка", navec).word >= 0


@pytest.mark.parametrize("form", ["Мэр", "5", "—", "«", "12,5", "COVID-19", "и", "𗀀", "🙂", "а\u0301", "-", "Ту-154М"])
def test_features_have_one_size_whatever_the_form(form: str, navec: Navec) -> None:
    features = features_of(form, navec)
    assert len(features.affixes) == AFFIXES
    assert all(0 <= number < BUCKETS for number in features.affixes)
    assert len(features.traits) == TRAITS
    assert all(0 <= trait <= 1 + 1e-6 for trait in features.traits)
