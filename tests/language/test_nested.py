"""The tagger of nested names: what it finds in sentences, that nothing else in the batch changes it, and its floors."""

from __future__ import annotations

import importlib.util
import json
import random
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.language import find_tokens, load_engine, place_mentions
from extractor.language.form_vectors import FormVectors
from extractor.language.slovnet import SlovnetEngine
from extractor.pipeline import Pipeline

HERE = Path(__file__).parent
MARK = re.compile(r"\[|\]\((\w+)\)")
LINES = [line for line in (HERE / "nested.txt").read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")]


def read_marked(marked: str) -> tuple[str, set[tuple[int, int, str]]]:
    """Return the text of a marked line and its spans."""
    text, at = "", 0
    opened: list[int] = []
    spans = set()
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match.group() == "[":
            opened.append(len(text))
        else:
            spans.add((opened.pop(), len(text), match[1]))
    return text + marked[at:], spans


def show(text: str, spans: set[tuple[int, int, str]]) -> str:
    """Return the text with its spans marked as the cases are."""
    marks = [(start, 1, -end, "[") for start, end, _ in spans]
    marks += [(end, 0, -start, f"]({type_})") for start, end, type_ in spans]
    for place, _, _, mark in sorted(marks, reverse=True):
        text = text[:place] + mark + text[place:]
    return text


def test_names_of_marked_sentences(pipeline: Pipeline) -> None:
    failures = []
    for line in LINES:
        text, expected = read_marked(line)
        document = pipeline({"text": text, "furniture": "keep"})
        found = {(mention.start, mention.end, mention.type) for mention in document.mentions}
        if found != expected:
            failures.append(f"expected {line}\n     got {show(text, found)}")
    assert not failures, "\n".join(failures)


ARTICLES = [
    [["Мэр", "Самары", "Пётр", "Залесский", "подал", "в", "отставку", "."], ["Его", "сменит", "Ольга", "Ким", "."]],
    [["В", "2019", "году", "завод", "купил", "банк", "«", "Заря", "»", "."] * 30],
    [[]],
    [],
    [["Вчера", "шёл", "дождь", "."]] * 200,
    [["Экс-глава", "МИД", "Австрии", "выиграла", "выборы", "."]],
]


def test_an_article_is_tagged_alike_in_any_batch() -> None:
    engine = SlovnetEngine.load()
    alone = [engine.tag([article])[0].names for article in ARTICLES]
    assert any(alone)
    together = list(zip(ARTICLES, alone, strict=True)) * 3
    random.Random(4).shuffle(together)
    tagged = engine.tag([article for article, _ in together])
    assert [tagging.names for tagging in tagged] == [names for _, names in together]


def test_a_form_has_the_same_vector_whatever_it_is_computed_with() -> None:
    tagger = load_engine()._nested  # type: ignore[attr-defined]
    small = FormVectors(tagger._forms._navec, _weights(), capacity=8)
    words = "мэр Самары и директор завода подали в отставку из-за COVID-19 и 300 «мёртвых» душ".split()
    rows = [small.table[small.find([word])[0]].copy() for word in words * 2]  # the first ones are forgotten on the way
    together = tagger._forms.table[tagger._forms.find(words)]
    assert np.array_equal(np.stack(rows), np.concatenate([together, together]))


def test_a_table_of_forms_takes_more_words_than_it_holds() -> None:
    tagger = SlovnetEngine.load()._nested
    tagger._forms = FormVectors(tagger._forms._navec, _weights(), capacity=64)
    words = [f"слово{number}" for number in range(500)]
    tagger.meet(words)
    assert len(set(tagger._forms.find(words[-32:]).tolist())) == 32
    tagger.meet(words)


def _weights() -> dict[str, np.ndarray]:
    with np.load(HERE.parents[1] / "models" / "nerel" / "weights.npz") as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays.files}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(min_size=1, max_size=9), max_size=20), max_size=6))
def test_names_lie_in_sentences_and_never_cross(article: list[list[str]]) -> None:
    names = load_engine().tag([article])[0].names
    bounds = np.cumsum([0, *map(len, article)])
    for at, name in enumerate(names):
        assert 0 <= name.first < name.last <= bounds[-1]
        assert np.searchsorted(bounds, name.first, "right") == np.searchsorted(bounds, name.last - 1, "right")
        for other in names[at + 1 :]:
            assert not name.first < other.first < name.last < other.last
            assert (name.first, -name.last) <= (other.first, -other.last)
    assert len(set(names)) == len(names)


@pytest.mark.shared
def test_figures_on_nerel_hold(shared: Path) -> None:
    floors = json.loads((HERE / "nested_floors.json").read_text(encoding="utf-8"))
    scorer = _load(shared / "eval" / "score_ner.py")
    gold = scorer.load("nerel-dev")
    found = {doc.id: {"doc": doc.id, "entities": _entities(doc.text)} for doc in gold}
    figures = scorer.score_nerel(gold, found)
    reached = {"29 types": figures["published"]["29 types"]["F1"]}
    reached |= {type_: figures["nested"][type_]["F1"] for type_ in floors if type_ in figures["nested"]}
    low = {name: round(value, 4) for name, value in reached.items() if value < floors[name]}
    assert not low, f"below the floors {floors}: {low}"


def _entities(text: str) -> list[dict[str, object]]:
    from extractor.annotations import Block

    lines = (Block(line.start(), line.end(), "paragraph") for line in re.finditer(r"\S.*\S|\S", text))
    tokens, sentences = find_tokens(text, enumerate(lines))
    words = [[token.text for token in tokens[s.first : s.last]] for s in sentences]
    mentions = place_mentions(tokens, load_engine().tag([words])[0].names)
    return [{"start": m.start, "end": m.end, "type": m.type} for m in mentions]


def _load(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
