"""Opening an archive: its tables are made or brought up to this version by alembic, whose steps lie in `migrations`."""

from __future__ import annotations

from sqlalchemy import Connection, column, inspect, select, table

from extractor.errors import ArchiveUnavailable
from extractor.store.archive import Archive

__all__ = ["NEWEST", "open_archive"]

#: the last step in `migrations/versions`
NEWEST = "0002"


def open_archive(address: str, *, create: bool = False) -> Archive:
    """Return the archive at an address: a path, sqlite:///FILE or postgresql://HOST/NAME.

    With `create`, one that is not there is made, and one of an older version is brought up to this one; else both
    raise ArchiveUnavailable, and so does one of a newer version.
    """
    archive = Archive(address)
    where = archive.url.render_as_string()
    if not create and not archive.exists:
        raise ArchiveUnavailable(f"There is no archive at {where}; «extractor index» makes one.")
    with archive.reading() as connection:
        version = _version_of(connection)
    if version == NEWEST:
        return archive
    if version is not None and version > NEWEST:
        raise ArchiveUnavailable(f"The archive at {where} was made by a newer version of extractor. Update this one.")
    if not create:
        what = "is of an older version" if version else "has no tables yet"
        raise ArchiveUnavailable(f"The archive at {where} {what}; «extractor index» brings it up.")
    with archive.writing() as connection:
        _upgrade(connection)
    return archive


def _version_of(connection: Connection) -> str | None:
    """Return the last step that was taken, None in a database without tables of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(select(table("alembic_version", column("version_num")).c.version_num)).scalar()


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "extractor.store:migrations")
    command.upgrade(config, "head")
