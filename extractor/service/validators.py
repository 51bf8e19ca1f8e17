"""ETags: a CMS that saves an article unchanged gets 304 and no work is done.

A result depends on what was sent and on the release: the tag is the hash of both, known before anything is extracted.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path

import extractor

__all__ = ["etag_of", "fresh"]


def etag_of(body: bytes, *wishes: str) -> str:
    """Return the tag of the answer to a body, asked for in a certain way; weak, for gzip does not change it."""
    digest = blake2b(_release(), digest_size=16)
    for part in (*(wish.encode() for wish in wishes), body):
        digest.update(len(part).to_bytes(8) + part)
    return f'W/"{digest.hexdigest()}"'


def fresh(etag: str, if_none_match: str) -> bool:
    """Whether the client's If-None-Match names this tag.

    >>> fresh('W/"a1"', 'W/"b2", "a1"'), fresh('W/"a1"', ""), fresh('W/"a1"', "*")
    (True, False, False)
    """
    return etag.removeprefix("W/") in (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))


@lru_cache(maxsize=1)
def _release() -> bytes:
    """Return a hash of the version, the code and the data: another release may give another result."""
    package = Path(str(files(extractor)))
    digest = blake2b(extractor.__version__.encode())
    folders = (package, package.parent / "models") if (package.parent / "models").is_dir() else (package,)
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
            digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.digest()
