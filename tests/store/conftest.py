"""Archives to test on: a SQLite file, and a database of its own in the PostgreSQL that the environment names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from extractor.store import Archive, open_archive

#: the address of a server where databases may be made: postgresql://postgres@127.0.0.1:5499/postgres
SERVER = os.environ.get("EXTRACTOR_TEST_POSTGRES")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'archive.db'}"
        return
    if SERVER is None:
        pytest.skip("EXTRACTOR_TEST_POSTGRES names no server")
    import psycopg

    name = f"extractor_{uuid4().hex[:12]}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    yield f"{SERVER.rsplit('/', 1)[0]}/{name}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def archive(address: str) -> Iterator[Archive]:
    opened = open_archive(address, create=True)
    yield opened
    opened.close()
