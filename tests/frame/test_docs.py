"""The README keeps up with the code: every setting, format and command stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.cli import app
from extractor.export import FORMATS
from extractor.settings import Settings

ROOT = Path(__file__).parents[2]
COMMANDS = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_documented(name: str) -> None:
    assert f"EXTRACTOR_{name.upper()}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*sorted(FORMATS), *(f"extractor {command}" for command in COMMANDS)])
@pytest.mark.parametrize("readme", ["README.md", "README.ru.md"])
def test_every_format_and_command_is_documented(readme: str, name: str) -> None:
    assert name in (ROOT / readme).read_text(encoding="utf-8")
