"""The weights of natasha's models, read from the tar files that the package natasha brings along.

natasha itself is never imported: it needs pymorphy2 and setuptools, and is only what carries the data.
"""

from __future__ import annotations

import gzip
import json
import tarfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.errors import ModelNotFound

__all__ = ["Floats", "Model", "Navec", "find_weights", "load_navec", "read_model", "read_navec"]

Floats = NDArray[np.float32]

#: the vectors' file among natasha's data
NAVEC = "navec_news_v1_1B_250K_300d_100q.tar"
#: the word vector that stands for every word without one
UNKNOWN = "<unk>"


class Navec(NamedTuple):
    """Word vectors, quantized: a vector is 100 pieces of 3 numbers, each one of 256 kept in `codes`."""

    ids: dict[str, int]
    indexes: NDArray[np.uint8]
    codes: Floats

    def id_of(self, word: str) -> int:
        """Return the number of a word (in lower case), or that of the unknown word."""
        return self.ids.get(word, self.ids[UNKNOWN])

    def vectors(self, ids: list[int]) -> Floats:
        """Return the vectors of words by their numbers, one a row."""
        pieces = len(self.codes)
        return self.codes[np.arange(pieces), self.indexes[ids]].reshape(len(ids), -1)


class Model(NamedTuple):
    """One of slovnet's models: its arrays as they are nested in its description, and its vocabularies."""

    arrays: Any
    shapes: list[str]
    labels: list[str]


def find_weights() -> Path:
    """Return the folder of natasha's bundled data; raises ModelNotFound where natasha is not installed."""
    spec = find_spec("natasha")
    places = list(spec.submodule_search_locations or ()) if spec else []
    for place in places:
        folder = Path(place) / "data"
        if folder.is_dir():
            return folder
    raise ModelNotFound(f"natasha's data was looked for in {places or 'no place'}; install the package natasha.")


@cache
def load_navec() -> Navec:
    """Return the word vectors that natasha bundles; the same ones at every call."""
    return read_navec(find_weights() / "emb" / NAVEC)


def read_navec(path: Path) -> Navec:
    """Return the word vectors of a navec file."""
    files = _read_tar(path)
    vocabulary = gzip.decompress(files["vocab.bin"])
    size = int(np.frombuffer(vocabulary, np.uint32, 1)[0])
    words = vocabulary[4 + 4 * size :].decode().split("\n")
    vectors, _, pieces, centroids = np.frombuffer(files["pq.bin"], np.uint32, 4).tolist()
    indexes = np.frombuffer(files["pq.bin"], np.uint8, vectors * pieces, offset=16)
    codes = np.frombuffer(files["pq.bin"], np.float32, offset=16 + vectors * pieces)
    return Navec(
        {word: number for number, word in enumerate(words)},
        indexes.reshape(vectors, pieces),
        codes.reshape(pieces, centroids, -1),
    )


def read_model(path: Path) -> Model:
    """Return one of slovnet's models from its file."""
    files = _read_tar(path)
    labels = "vocabs/rel.gz" if "vocabs/rel.gz" in files else "vocabs/tag.gz"
    return Model(
        _with_arrays(json.loads(files["model.json"]), files),
        gzip.decompress(files["vocabs/shape.gz"]).decode().split("\n"),
        gzip.decompress(files[labels]).decode().split("\n"),
    )


def _read_tar(path: Path) -> dict[str, bytes]:
    if not path.is_file():
        raise ModelNotFound(f"The weights {path.name} were looked for in {path.parent}; install the package natasha.")
    with tarfile.open(path) as tar:
        members = ((member.name, tar.extractfile(member)) for member in tar)
        return {name: file.read() for name, file in members if file is not None}


def _with_arrays(node: Any, files: dict[str, bytes]) -> Any:
    """Put the arrays in the places of a model's description that name them."""
    if isinstance(node, list):
        return [_with_arrays(child, files) for child in node]
    if not isinstance(node, dict):
        return node
    if "array" in node:
        data = files[f"arrays/{node['array']}.bin"]
        return np.frombuffer(data, node["dtype"]).reshape(node["shape"])
    return {name: _with_arrays(child, files) for name, child in node.items()}
