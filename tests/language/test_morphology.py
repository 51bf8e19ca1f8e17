"""Lemmas and readings: by part of speech, on demand, in caches with an end."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.annotations import Morph, Token
from extractor.language import lemmas as lemmas_module
from extractor.language import parses_of
from extractor.language.lemmas import Lemmas
from extractor.language.morphology import analyses_of, lemma_of

LINES = (Path(__file__).parent / "lemmas.tsv").read_text(encoding="utf-8").splitlines()
CASES = [line.split("\t") for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("form", "pos", "lemma"), CASES)
def test_lemma_by_part_of_speech(form: str, pos: str, lemma: str) -> None:
    assert lemma_of(form, pos) == lemma


def test_capitals_do_not_change_a_lemma() -> None:
    for form, pos, lemma in CASES:
        assert lemma_of(form.capitalize(), pos) == lemma


def test_lemmas_are_computed_for_what_is_asked_for_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def lemma(form: str, pos: str | None = None) -> str:
        asked.append(form)
        return lemma_of(form, pos)

    monkeypatch.setattr(lemmas_module, "lemma_of", lemma)
    tokens = [Token(0, 4, "Дети"), Token(5, 9, "мыли"), Token(10, 15, "рамы.")]
    morphs = [Morph.parse("NOUN"), Morph.parse("VERB"), Morph.parse("NOUN")]
    layer = Lemmas(tokens, morphs)
    assert not asked
    assert (layer[0], layer[0], layer[-2], layer[0:2]) == ("ребёнок", "ребёнок", "мыть", ["ребёнок", "мыть"])
    assert asked == ["Дети", "мыли"]
    assert len(layer) == 3
    with pytest.raises(IndexError):
        layer[3]


def test_readings_are_those_of_the_dictionary_likeliest_first() -> None:
    parses = parses_of("стали")
    assert {parse.lemma for parse in parses} == {"стать", "сталь"}
    assert [parse.score for parse in parses] == sorted((parse.score for parse in parses), reverse=True)
    assert parses[0].pos == "VERB"
    assert {"VERB", "past", "plur"} <= parses[0].grammemes
    assert all(parse.known for parse in parses)
    assert not any(parse.known for parse in parses_of("кракозябрика"))
    assert parses_of("стали")[0].grammemes is parses_of("встали")[0].grammemes


def test_caches_have_an_end() -> None:
    for cached in (parses_of, lemma_of, analyses_of):
        size = cached.cache_info().maxsize
        assert size is not None
        assert size <= 100_000
