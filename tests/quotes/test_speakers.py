"""Who speaks, told by cases: the speakers of a text's quotes, in order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.pipeline import Pipeline, load_pipeline

HERE = Path(__file__).parent
NOBODY = "-"


def read_cases(name: str) -> list[tuple[str, list[str], str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(label, speakers.split(" | "), text.replace("¶", "\n\n")) for label, speakers, text in rows]


def failures(pipeline: Pipeline, name: str) -> Iterator[str]:
    cases = read_cases(name)
    documents = pipeline.pipe({"text": text, "furniture": "keep"} for _, _, text in cases)
    for (label, expected, text), document in zip(cases, documents, strict=True):
        found = [quote.speaker or NOBODY for quote in document.quotes]
        if found != expected:
            told = "\n".join(f"      {line}" for quote in document.quotes for line in quote.evidence)
            yield f"{label}: {text}\n  expected {' | '.join(expected)}\n  got      {' | '.join(found)}\n{told}"


def test_speakers_are_whom_the_text_names(pipeline: Pipeline) -> None:
    wrong = list(failures(pipeline, "speakers.txt"))
    assert not wrong, "\n".join(wrong)


def test_known_failures_still_fail(pipeline: Pipeline) -> None:
    cases = read_cases("speakers_known_failures.txt")
    failing = list(failures(pipeline, "speakers_known_failures.txt"))
    assert len(failing) == len(cases), "one passes now: move it to speakers.txt"


def test_evidence_tells_the_chain_from_source_to_speaker(pipeline: Pipeline) -> None:
    text = "Министр транспорта Вадим Зуев заявил, что мост достроят. По словам чиновника, деньги есть."
    quote = pipeline({"text": text}).quotes[-1]
    assert any(line.startswith("cue «") for line in quote.evidence)
    assert any(line.startswith("source «чиновника»") for line in quote.evidence)
    assert any(line.startswith("candidate Вадим Зуев") for line in quote.evidence)


WORDS = st.sampled_from(
    [
        "«",
        "»",
        "—",
        ",",
        ".",
        ":",
        "¶",
        "он",
        "сказал",
        "по его словам",
        "Орлов",
        "министр",
        "что",
        "в ведомстве",
        "сообщили",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=14))
def test_no_order_of_words_breaks_it(words: list[str]) -> None:
    text = " ".join(words).replace("¶", "\n\n")
    for quote in load_pipeline()({"text": text + "x", "furniture": "keep"}).quotes:
        assert 0.0 <= quote.confidence <= 1.0
        assert quote.source is None or quote.source.start < quote.source.end
