"""What the tests share: the loaded pipeline, and the material beside the project where it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.pipeline import Pipeline, load_pipeline

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the material beside the project where it is absent."""
    if not SHARED.is_dir():
        for item in items:
            if item.get_closest_marker("shared"):
                item.add_marker(pytest.mark.skip(reason="the corpora and gold are not beside the project"))


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return load_pipeline()


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "samples"


@pytest.fixture(scope="session")
def shared() -> Path:
    return SHARED
