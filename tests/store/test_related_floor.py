"""Related articles on two topics of the news: those of one topic are found before those of the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.pipeline import load_pipeline
from extractor.store import Incoming, find_related, open_archive, put_results
from tests.store.articles import plain

CORPUS = Path(__file__).parents[3] / "shared/corpora/bsnlp/data/datasets/bsnlp"
TOPICS = ("ryanair", "nord_stream")
#: share of the ten nearest articles that are of the same topic; it only rises
FLOOR = 0.991


@pytest.mark.shared
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpora are not beside the project")
def test_related_articles_are_of_the_same_topic(tmp_path: Path) -> None:
    files = [path for topic in TOPICS for path in sorted((CORPUS / topic / "raw/ru").glob("*.txt"))]
    records = ({"id": f"{path.parts[-4]}/{path.stem}", "text": path.read_text(encoding="utf-8")} for path in files)
    archive = open_archive(f"sqlite:///{tmp_path / 'archive.db'}", create=True)
    given = [plain(document) for document in load_pipeline().pipe(records)]
    put_results(archive, [Incoming(result) for result in given])
    topic_of = {result["id"]: result["id"].partition("/")[0] for result in given}
    found = [(result["id"], one.id) for result in given for one in find_related(archive, result["id"], 10)]
    assert len(found) >= 9 * len(given)
    right = sum(topic_of[one] == topic_of[other] for one, other in found)
    assert right / len(found) >= FLOOR, right / len(found)
