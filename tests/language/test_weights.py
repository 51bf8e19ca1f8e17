"""Reading natasha's files: the same arrays and words that slovnet and navec read."""

from __future__ import annotations

import tarfile
from pathlib import Path

import numpy as np
import pytest
from navec import Navec

from extractor.errors import ModelNotFound
from extractor.language.weights import find_weights, read_model, read_navec

EMBEDDING = "emb/navec_news_v1_1B_250K_300d_100q.tar"


def test_word_vectors_are_those_of_navec() -> None:
    ours, theirs = read_navec(find_weights() / EMBEDDING), Navec.load(find_weights() / EMBEDDING)
    assert ours.ids == theirs.vocab.word_ids
    words = ["мэр", "приехать", "<unk>", "й"]
    vectors = ours.vectors([ours.id_of(word) for word in words])
    assert np.array_equal(vectors, [theirs[word] for word in words])
    assert ours.id_of("нетакогослова") == theirs.vocab.unk_id


def test_models_have_their_labels_and_shapes() -> None:
    models = {
        name: read_model(find_weights() / f"model/slovnet_{name}_news_v1.tar") for name in ("morph", "syntax", "ner")
    }
    assert models["ner"].labels == ["<pad>", "O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]
    assert "NOUN|Animacy=Anim|Case=Nom|Gender=Masc|Number=Sing" in models["morph"].labels
    assert "nsubj" in models["syntax"].labels
    assert len({tuple(model.shapes) for model in models.values()}) == 1
    assert models["ner"].arrays["encoder"]["layers"][0]["conv"]["weight"].shape == (256, 330, 3)


def test_weights_that_are_not_there_are_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match="natasha"):
        read_navec(tmp_path / "navec.tar")
    with tarfile.open(tmp_path / "empty.tar", "w"):
        pass
    with pytest.raises(KeyError):
        read_model(tmp_path / "empty.tar")
