from __future__ import annotations

import json
from pathlib import Path

import pytest
from coreference import Clusters, score, score_corpus

from extractor.entities.types import PLACES
from extractor.pipeline import load_pipeline

DEVSET = Path(__file__).parents[3] / "shared" / "corpora" / "factRuEval-2016" / "devset"
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
TYPES = {"PERSON": {"PERSON"}, "ORGANIZATION": {"ORGANIZATION"}, "PLACE": set(PLACES)}


def test_score_punishes_what_is_split_and_what_is_run_together():
    gold = [[(0, 5), (10, 15)], [(20, 25)]]
    assert score(gold, gold).f1() == pytest.approx(1.0)
    split = score(gold, [[(0, 5)], [(10, 15)], [(20, 25)]])
    assert split.correct / split.retrieved == 1.0
    assert split.recalled / split.expected == pytest.approx(2 / 3)
    joined = score(gold, [[(0, 5), (10, 15), (20, 25)]])
    assert joined.correct / joined.retrieved == pytest.approx(5 / 9)
    assert score(gold, [[(0, 5), (10, 15)]]).f1(everything=True) < 1.0


@pytest.mark.shared
@pytest.mark.skipif(not DEVSET.is_dir(), reason="the corpora are not beside the project")
def test_clusters_stay_above_their_floors():
    stems = sorted(path.with_suffix("") for path in DEVSET.glob("*.coref"))
    records = [{"text": stem.with_suffix(".txt").read_bytes().decode(), "furniture": "keep"} for stem in stems]
    documents = dict(zip(stems, load_pipeline().pipe(records), strict=True))

    def clusters_of(stem: Path, type_: str) -> Clusters:
        return [
            [(m.start, m.end) for m in entity.mentions if m.kind in ("name", "abbreviation")]
            for entity in documents[stem].entities
            if entity.type in TYPES[type_]
        ]

    figures = {type_: round(total.f1(), 3) for type_, total in score_corpus(stems, clusters_of).items()}
    low = {type_: (figure, FLOORS[type_]) for type_, figure in figures.items() if figure < FLOORS[type_]}
    assert not low, f"B³ (figure, floor): {low}"
