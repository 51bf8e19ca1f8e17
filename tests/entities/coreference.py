"""How well mentions are put together: B³ over factRuEval's coreference of objects.

A system's mention is paired with the gold object that it shares most characters with, one to one. F1 is given over the
paired mentions (the clusters alone), and over all, where unpaired ones are wrong (the tagger's errors too).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

TYPES = {"Person": "PERSON", "Org": "ORGANIZATION", "LocOrg": "PLACE", "Location": "PLACE"}

Place = tuple[int, int]
Clusters = list[list[Place]]


@dataclass
class Score:
    """Sums of B³, from which precision, recall and F1 follow."""

    correct: float = 0.0
    retrieved: int = 0
    recalled: float = 0.0
    expected: int = 0
    unpaired: int = 0
    missed: int = 0
    errors: list[tuple[str, str]] = field(default_factory=list)

    def f1(self, everything: bool = False) -> float:
        """Return F1 over paired mentions, or over all."""
        precision = self.correct / max(1, self.retrieved + everything * self.unpaired)
        recall = self.recalled / max(1, self.expected + everything * self.missed)
        return 2 * precision * recall / max(1e-9, precision + recall)

    def add(self, other: Score) -> None:
        """Add the sums of another document."""
        self.correct += other.correct
        self.retrieved += other.retrieved
        self.recalled += other.recalled
        self.expected += other.expected
        self.unpaired += other.unpaired
        self.missed += other.missed


def read_gold(stem: Path) -> dict[str, Clusters]:
    """Return the clusters of a document of factRuEval (its path without suffix), by type."""
    spans = {}
    for line in stem.with_suffix(".spans").read_text().splitlines():
        cells = line.split()
        if len(cells) > 4:
            spans[cells[0]] = (int(cells[2]), int(cells[2]) + int(cells[3]))
    objects = {}
    for line in stem.with_suffix(".objects").read_text().splitlines():
        cells = line.split("#")[0].split()
        if len(cells) > 2:
            parts = [spans[cell] for cell in cells[2:] if cell in spans]
            objects[cells[0]] = (cells[1], (min(p[0] for p in parts), max(p[1] for p in parts)))
    clusters: dict[str, Clusters] = {}
    for block in re.split(r"\n\s*\n", stem.with_suffix(".coref").read_text().replace("\r", "")):
        names = [objects[cell] for cell in block.split("\n")[0].split()[1:] if cell in objects]
        if names:
            clusters.setdefault(TYPES.get(names[0][0], "OTHER"), []).append([place for _, place in names])
    return clusters


def score(gold: Clusters, found: Clusters) -> Score:
    """Return B³ of the found clusters against the gold ones."""
    pairs = _pair([place for cluster in gold for place in cluster], [place for cluster in found for place in cluster])
    owner = {place: at for at, cluster in enumerate(gold) for place in cluster}
    total = len({place for cluster in gold for place in cluster})
    size = {at: len([1 for other in pairs.values() if owner[other] == at]) for at in range(len(gold))}
    result = Score(missed=total - len(pairs))
    for cluster in found:
        paired = [owner[pairs[place]] for place in cluster if place in pairs]
        result.unpaired += len(set(cluster)) - len(paired)
        for at in paired:
            same = paired.count(at)
            result.correct += same / len(paired)
            result.recalled += same / size[at]
        result.retrieved += len(paired)
        result.expected += len(paired)
    return result


def _pair(gold: Sequence[Place], found: Sequence[Place]) -> dict[Place, Place]:
    shared = sorted(
        (
            (min(f[1], g[1]) - max(f[0], g[0]), f, g)
            for f in set(found)
            for g in set(gold)
            if f[0] < g[1] and g[0] < f[1]
        ),
        reverse=True,
    )
    pairs: dict[Place, Place] = {}
    taken = set()
    for _, f, g in shared:
        if f not in pairs and g not in taken:
            pairs[f] = g
            taken.add(g)
    return pairs


def score_corpus(stems: Iterable[Path], clusters_of: Callable[[Path, str], Clusters]) -> dict[str, Score]:
    """Return the sums over documents, by type; `clusters_of` gives a system's clusters of a document and type."""
    totals = {type_: Score() for type_ in ("PERSON", "ORGANIZATION", "PLACE")}
    for stem in stems:
        gold = read_gold(stem)
        for type_, total in totals.items():
            total.add(score(gold.get(type_, []), clusters_of(stem, type_)))
    return totals
