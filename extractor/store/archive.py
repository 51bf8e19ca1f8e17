"""The connection to the database: what SQLite and PostgreSQL must be told so that they behave the same.

One writes at a time, and many read: SQLite by its write-ahead log, PostgreSQL by a lock of our own, which lasts as long
as the transaction. So that nobody's write is lost, whoever writes reads first and inside the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from extractor.errors import ArchiveUnavailable, BadSetting

__all__ = ["Archive", "parse_url"]

#: seconds that a writer waits for another one
PATIENCE = 60
#: the name of the writers' lock in PostgreSQL: «extr»
WRITERS = 0x65787472
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",  # a kill loses nothing, a power cut the last transactions at most
    "foreign_keys=ON",
    f"busy_timeout={PATIENCE * 1000}",
    "cache_size=-64000",
    "mmap_size=1073741824",
)


def parse_url(address: str) -> URL:
    """Return SQLAlchemy's URL of an address; a bare path is a SQLite file.

    >>> str(parse_url("archive.db"))
    'sqlite:///archive.db'

    Raises BadSetting for anything but SQLite files and PostgreSQL.
    """
    try:
        url = make_url(address if "://" in address else f"sqlite:///{address}")
    except ArgumentError as error:
        raise BadSetting("The address of the archive is no URL; write sqlite:///archive.db.") from error
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "postgresql+psycopg"):
        raise BadSetting(f"An archive is sqlite:///FILE or postgresql://HOST/NAME, not {url.drivername}.")
    if url.drivername == "sqlite" and url.database in (None, "", ":memory:"):
        raise BadSetting("An archive in SQLite is a file; write sqlite:///archive.db.")
    return url


class Archive:
    """An archive at an address; connects when it is first used."""

    def __init__(self, address: str) -> None:
        self.url = parse_url(address)
        self.engine = _create_engine(self.url)

    @property
    def dialect(self) -> str:
        """ "sqlite" or "postgresql"."""
        return self.engine.dialect.name

    @property
    def exists(self) -> bool:
        """Whether there is anything to connect to, as far as that shows without connecting."""
        return self.dialect != "sqlite" or Path(str(self.url.database)).is_file()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that sees the archive as it is at its begin."""
        with _told(self.url), self.engine.connect() as connection:
            if self.dialect == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open the one transaction that may write; commits at the end, leaves nothing behind where an error is met."""
        with _told(self.url), self.engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                if self.dialect == "postgresql":
                    connection.execute(select(func.pg_advisory_xact_lock(WRITERS)))
                yield connection

    def close(self) -> None:
        """Let go of the connections."""
        self.engine.dispose()


def _create_engine(url: URL) -> Engine:
    try:
        if url.drivername != "sqlite":
            return create_engine(url, pool_pre_ping=True)
        engine = create_engine(url)
    except (ImportError, NoSuchModuleError) as error:
        raise BadSetting("PostgreSQL needs the extra: pip install 'extractor[postgres]'.") from error
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # transactions are begun by _begin, not by the driver's guess
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _told(url: URL) -> Iterator[None]:
    """Turn what a database refuses into words without the password, and without what was being written."""
    try:
        yield
    except DBAPIError as error:
        reason = str(error.orig).splitlines()[0] if error.orig and str(error.orig) else type(error).__name__
        raise ArchiveUnavailable(f"The archive at {url.render_as_string()} cannot be used: {reason}.") from error
