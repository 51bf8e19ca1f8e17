"""Errors have one shape: a unique code, a title, a status."""

from __future__ import annotations

from extractor import errors
from extractor.errors import ExtractorError


def test_codes_are_unique_and_slugs() -> None:
    kinds = [getattr(errors, name) for name in errors.__all__]
    codes = [kind.code for kind in kinds]
    assert len(set(codes)) == len(codes)
    for kind in kinds:
        assert issubclass(kind, ExtractorError)
        assert kind.code == kind.code.lower().replace("_", "-")
        assert 400 <= kind.status < 600
        assert kind.title
        assert kind.__doc__
