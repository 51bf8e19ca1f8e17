"""Learns the weights of `extractor/entities/scorer.py` from annotated quotes: who «он», «министр», «ведомство» are.

    python models/speakers/train.py ../shared            # figures over folds, then weights.json from all documents
    python models/speakers/train.py ../shared --figures  # figures only

Learned from are the gold, the annotated articles of the corpora, the choices of `chosen.jsonl` in further articles of
them, and the passages of `written.txt`.

Every source that is no name gives one instance: the candidates with their features, of which those with the gold
speaker's name are right. The weights are those of a conditional logit (softmax over the candidates of an instance) with
an L2 penalty, fitted by L-BFGS; a feature has one weight for all, and what each kind of word adds to it. In learning,
who spoke before is taken from the gold. Folds are by document.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from extractor.document import Document
from extractor.entities.anaphor import Anaphor
from extractor.entities.scorer import probabilities, score_of, weights_of
from extractor.quotes.candidates import Candidate
from extractor.quotes.drafts import Draft
from extractor.quotes.speakers import resolve_speakers
from extractor.spans import Span

HERE = Path(__file__).parent
FOLDS, PARTS = 5, 10
#: the L2 penalties of the weights for all kinds of words, and of what each kind adds to them
COMMON, OWN = 16.0, 2.0
#: how much a choice and a passage of our own count beside those of an annotated article
CHOSEN, WRITTEN = 0.5, 0.1

Weights = dict[str, float]
SameSpeaker = Callable[[str | None, str | None], bool]


@dataclass(frozen=True)
class Article:
    """A document with its gold quotes as drafts, the gold speaker of each, and how much it counts.

    What is not `measured` is learned from in every fold: passages of our own, and choices that a draft was made of.
    """

    name: str
    document: Document
    drafts: Sequence[Draft]
    speakers: Sequence[str | None]
    share: float = 1.0
    measured: bool = True


@dataclass(frozen=True)
class Instance:
    """The candidates of one source, and which of them are right."""

    share: float
    kind: str
    features: Sequence[dict[str, float]]
    right: Sequence[bool]


def fold_of(article: Article) -> int:
    """The fold of an article; none for what is not measured."""
    return int(hashlib.md5(article.name.encode()).hexdigest(), 16) % FOLDS if article.measured else -1


def draft_of(document: Document, quote: dict[str, Any]) -> Draft:
    """Return a gold quote as a draft whose source is still to be found."""
    cue = Span(*quote["cue"]) if quote["cue"] else None
    content = tuple(s if isinstance(s, Span) else Span(*s) for s in quote["content"])
    return Draft(quote["kind"], content, cue, _cue_token(document, cue) if cue else None)


def _cue_token(document: Document, cue: Span) -> int | None:
    tokens = list(document.tokens_in(cue))
    verbs = [t for t in tokens if document.morphs[t].pos in ("VERB", "AUX") and not document.morphs[t].get("Case")]
    nouns = [t for t in tokens if document.morphs[t].pos in ("NOUN", "PROPN")]
    return next(iter(verbs or nouns or tokens), None)


def instances_of(articles: Iterable[Article], weights: Weights | None, same: SameSpeaker) -> Iterator[Instance]:
    """Yield the choices that the articles hold; who spoke before is what `weights` make of it, or what is right."""
    for article in articles:
        recorder = Recorder(article, weights, same)
        resolve_speakers(article.document, article.drafts, recorder)
        yield from recorder.instances


class Recorder:
    """Ranks by weights (without them, as is right), and keeps what it ranked."""

    def __init__(self, article: Article, weights: Weights | None, same: SameSpeaker) -> None:
        self._article, self._weights, self._same = article, weights, same
        self._gold = dict(zip(map(id, article.drafts), article.speakers, strict=True))
        self.instances: list[Instance] = []
        self.tops: list[tuple[float, bool]] = []

    def __call__(self, draft: Draft, anaphor: Anaphor, candidates: Sequence[Candidate]) -> list[float]:
        speaker = self._gold[id(draft)]
        right = [self._same(c.referent.name if c.referent else None, speaker) for c in candidates]
        if any(right):
            self.instances.append(Instance(self._article.share, anaphor.kind, [c.features for c in candidates], right))
        if self._weights is None:
            return [float(at == (right.index(True) if any(right) else len(right) - 1)) for at in range(len(right))]
        weights = weights_of(anaphor.kind, self._weights)
        shares = probabilities([score_of(c.features, weights) for c in candidates])
        best = max(range(len(shares)), key=shares.__getitem__)
        self.tops.append((shares[best], right[best]))
        return shares


def fit(instances: Sequence[Instance]) -> Weights:
    """Return the weights that make the right candidates likeliest."""
    kinds = {(i.kind, name) for i in instances for features in i.features for name in features}
    names = sorted({name for _, name in kinds} | {f"{kind}:{name}" for kind, name in kinds})
    column = {name: at for at, name in enumerate(names)}
    penalty = np.array([OWN if ":" in name else COMMON for name in names])
    tables = []
    for instance in instances:
        table = np.zeros((len(instance.features), len(names)))
        for row, features in enumerate(instance.features):
            for name, value in features.items():
                table[row, column[name]] = table[row, column[f"{instance.kind}:{name}"]] = value
        tables.append((table, np.array(instance.right), instance.share))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = float(penalty @ weights**2) / 2, penalty * weights
        for table, right, share in tables:
            scores = table @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            sure = shares[right].sum()
            value -= share * float(np.log(max(sure, 1e-12)))
            wanted = np.where(right, shares, 0.0) / max(sure, 1e-12)
            slope = slope - share * (table.T @ (wanted - shares))
        return value, slope

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    rounded = ((name, round(float(weight), 3)) for name, weight in zip(names, best.x, strict=True))
    return {name: weight for name, weight in rounded if weight}


def learn(articles: Sequence[Article], same: SameSpeaker) -> Weights:
    """Return the weights learned from the articles."""
    return fit(list(instances_of(articles, None, same)))


def share_right(articles: Sequence[Article], weights: Weights, same: SameSpeaker) -> tuple[int, int]:
    """Return how many choices are right, of how many."""
    found = list(instances_of(articles, weights, same))
    hits = [i.right[int(np.argmax([score_of(f, weights_of(i.kind, weights)) for f in i.features]))] for i in found]
    return sum(hits), len(hits)


def read_articles(shared: Path) -> list[Article]:
    """Return the gold articles and the annotated ones of the corpora, run through the pipeline."""
    from annotated import read_annotated

    from extractor.pipeline import load_pipeline

    gold = shared / "gold"
    rows = [json.loads(line) for name in ("quotes_dev", "speech_dev") for line in (gold / f"{name}.jsonl").open()]
    rows.extend(read_annotated(shared / "corpora"))
    records = [
        {"id": r["doc"], "furniture": "keep", "text": r.get("text") or (gold / f"texts/{r['doc']}.txt").read_text()}
        for r in rows
    ]
    return [article_of(row, document) for row, document in zip(rows, load_pipeline().pipe(records), strict=True)]


def read_chosen(path: Path, corpora: Path) -> Iterator[Article]:
    """Yield the articles in which who speaks was chosen for the words that start at a place; the rest is left open."""
    from annotated import text_of

    from extractor.pipeline import load_pipeline

    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    records = ({"id": row["doc"], "furniture": "keep", "text": text_of(corpora, row)} for row in rows)
    for row, document in zip(rows, load_pipeline().pipe(records), strict=True):
        chosen = {start: document.text[first:last] for start, first, last in row["choices"]}
        speakers = [chosen.get(quote.content[0].start) for quote in document.quotes]
        yield Article(row["doc"], document, drafts_of(document), speakers, CHOSEN, measured=False)


def read_written(path: Path) -> Iterator[Article]:
    """Yield the passages of our own with the quotes found in them; raises ValueError where their number is another."""
    from extractor.pipeline import load_pipeline

    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for number, line in enumerate(lines):
        named, text = line.split("\t")
        document = load_pipeline()({"text": text.replace("¶", "\n"), "furniture": "keep"})
        speakers = named.split(" | ")
        if len(speakers) != len(document.quotes):
            raise ValueError(f"{path.name}: {len(document.quotes)} quotes are found in «{text}»")
        yield Article(f"written {number}", document, drafts_of(document), speakers, WRITTEN, measured=False)


def drafts_of(document: Document) -> list[Draft]:
    """Return the quotes that were found in a document as drafts."""
    return [
        draft_of(document, {"kind": q.kind, "cue": q.cue and (q.cue.start, q.cue.end), "content": q.content})
        for q in document.quotes
    ]


def article_of(row: dict[str, Any], document: Document) -> Article:
    quotes = [quote for quote in row["quotes"] if not quote.get("optional")]
    return Article(row["doc"], document, [draft_of(document, q) for q in quotes], [q["speaker"] for q in quotes])


def calibrate(articles: Sequence[Article], same: SameSpeaker) -> list[tuple[float, float]]:
    """Return points of (probability of the likeliest candidate, share of them that is right), over held-out folds.

    Equal parts of the choices, neighbours pooled until the share rises with the probability.
    """
    tops = []
    for fold in range(FOLDS):
        weights = learn([a for a in articles if fold_of(a) != fold], same)
        for article in articles:
            if fold_of(article) == fold:
                recorder = Recorder(article, weights, same)
                resolve_speakers(article.document, article.drafts, recorder)
                tops.extend(recorder.tops)
    parts = [list(part) for part in np.array_split(np.array(sorted(tops), dtype=float), PARTS)]
    pooled: list[list[Any]] = []
    for part in parts:
        pooled.append(part)
        while len(pooled) > 1 and np.mean(pooled[-2], axis=0)[1] >= np.mean(pooled[-1], axis=0)[1]:
            pooled[-2:] = [pooled[-2] + pooled[-1]]
    return [(round(float(share), 3), round(float(right), 3)) for share, right in (np.mean(p, axis=0) for p in pooled)]


def report(articles: Sequence[Article], start: Weights, same: SameSpeaker) -> None:
    """Print the share of right choices on each fold, by weights learned from the others and by those as they are."""
    right = total = before = 0
    for fold in range(FOLDS):
        seen = [a for a in articles if fold_of(a) != fold]
        held = [a for a in articles if fold_of(a) == fold]
        hits, count = share_right(held, learn(seen, same), same)
        old, _ = share_right(held, start, same)
        right, total, before = right + hits, total + count, before + old
        print(f"fold {fold}: {hits}/{count} = {hits / count:.3f} (as they are: {old / count:.3f})")
    print(f"all folds: {right}/{total} = {right / total:.3f} (as they are: {before / total:.3f})")


def write(path: Path, weights: Weights, calibration: Sequence[tuple[float, float]]) -> None:
    model = {"calibration": calibration, "weights": weights}
    path.write_text(json.dumps(model, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder with gold/ and corpora/")
    parser.add_argument("--figures", action="store_true", help="print the figures and write nothing")
    arguments = parser.parse_args()
    sys.path[:0] = [str(arguments.shared / "eval"), str(HERE.parent)]
    from score_quotes import same_speaker

    path = HERE / "weights.json"
    start = json.loads(path.read_text())["weights"]
    articles = [
        *read_articles(arguments.shared),
        *read_chosen(HERE / "chosen.jsonl", arguments.shared / "corpora"),
        *read_written(HERE / "written.txt"),
    ]
    report(articles, start, same_speaker)
    if not arguments.figures:
        weights = learn(articles, same_speaker)
        write(path, weights, calibrate(articles, same_speaker))


if __name__ == "__main__":
    main()
