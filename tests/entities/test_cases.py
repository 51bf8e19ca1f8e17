from __future__ import annotations

from pathlib import Path

import pytest
from marked import Case, read_cases

from extractor.annotations import EntityMention, Mention
from extractor.document import Document
from extractor.entities import find_entities, name_mentions
from extractor.pipeline import load_pipeline

CASES = Path(__file__).parent / "cases"


def annotated(case: Case) -> Document:
    """The text with the case's mentions in place of the tagger's."""
    document = load_pipeline()({"text": case.text, "furniture": "keep"})
    document.mentions = [Mention(start, end, type_) for start, end, type_, _ in sorted(case.mentions)]
    document.mentions = name_mentions(document)
    document.entities = find_entities(document)
    return document


def differences(case: Case) -> list[str]:
    """What of the case the entities do not say, in the notation of the cases."""
    document = annotated(case)
    found = {}
    wrong = []
    for start, end, _, number in case.mentions:
        exact = {e.id for e in document.entities for m in e.mentions if _names(m, start, end, wider=number != "-")}
        if number == "-":
            wrong += [f"[{case.text[start:end]}] is nobody, got {exact}"] * bool(exact)
        elif len(exact) != 1 or found.setdefault(number, *exact) not in exact:
            wrong.append(f"[{case.text[start:end]}] belongs to {number} ({found.get(number)}), got {exact}")
    if len(set(found.values())) < len(found):
        wrong.append(f"entities run together: {found}")
    entities = {e.id: e for e in document.entities}
    numbers = {id_: number for number, id_ in found.items()}
    for number, id_ in found.items():
        entity = entities[id_]
        roles = [(role.name, numbers.get(role.organization or "", role.organization)) for role in entity.roles]
        if number in case.names and entity.name != case.names[number]:
            wrong.append(f"{number} = {case.names[number]}, got {entity.name}")
        if (
            entity.type == "PERSON"
            and number in case.names
            and sorted(roles, key=str) != sorted(case.roles[number], key=str)
        ):
            wrong.append(f"{number} is {case.roles[number]}, got {roles}")
    return wrong


def _names(mention: EntityMention, start: int, end: int, wider: bool) -> bool:
    """Whether the entity's mention is the marked one, with or without the marks and the kind of a body around it."""
    if mention.kind not in ("name", "abbreviation"):
        return False
    inside = start <= mention.start and mention.end <= end + 1
    return inside or (wider and mention.start <= start and end <= mention.end)


def check(name: str) -> list[str]:
    failures = []
    for case in read_cases(CASES / f"{name}.txt"):
        failures += [f"{case.text}\n    {line}" for line in differences(case)]
    return failures


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.txt") if path.stem != "known_failures"))
def test_entities_of_marked_texts(name):
    failures = check(name)
    assert not failures, "\n".join(failures)


def test_known_failures_still_fail():
    passing = [case.text for case in read_cases(CASES / "known_failures.txt") if not differences(case)]
    assert not passing, "these pass now and belong among the other cases: " + "; ".join(passing)


def test_any_space_may_stand_before_a_body_in_a_role(pipeline) -> None:
    for space in (" ", "\u00a0", "\u2009", "\u200b "):
        document = pipeline({"text": f"Главный редактор районной газеты{space}«Маяк» Нина Кравцова ушла."})
        assert [entity.name for entity in document.entities if entity.type == "PERSON"] == ["Нина Кравцова"]
