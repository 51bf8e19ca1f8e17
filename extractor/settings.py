"""Settings, from the environment: `EXTRACTOR_PORT=8080 extractor serve`. Each has a default that works.

>>> load_settings().max_chars
1000000
"""

from __future__ import annotations

import os
import re
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from extractor.errors import BadSetting

__all__ = ["Settings", "load_settings"]

PREFIX = "EXTRACTOR_"
SHA256 = re.compile(r"[0-9a-f]{64}")


class Settings(BaseSettings):
    """What can be set, with the units. The command's own options win over these."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore")

    host: str = Field("127.0.0.1", description="address that the service listens at")
    port: int = Field(8000, ge=0, le=65535, description="port of the service; 0 takes a free one")
    workers: int = Field(1, ge=1, le=256, description="processes that extract")
    max_chars: int = Field(1_000_000, ge=1, description="longest article, in code points of its text or HTML")
    max_body: int = Field(8_000_000, ge=1, description="largest request, in bytes")
    timeout: float = Field(60.0, gt=0, description="longest time for one article, in seconds")
    worker_memory: int = Field(
        2048, ge=1, description="most memory that a worker of a batch may hold, in MB, the models included (Linux)"
    )
    queue: int = Field(64, ge=1, description="requests that may wait; one more is answered 503 with Retry-After")
    batch_size: int = Field(16, ge=1, le=1024, description="articles that go through the neural tagger together")
    read_timeout: float = Field(30.0, gt=0, description="longest time for a client to send a request, in seconds")
    store: str | None = Field(
        None, description="address of the archive that the service searches: sqlite:///archive.db"
    )
    dictionary: Path | None = Field(None, description="the newsroom's own tags, a .csv or .json file")
    api_keys: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="SHA-256 of each key that opens the service, with commas; none: it is open to everybody"
    )

    @field_validator("api_keys", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        hashes = tuple(part.strip().lower() for part in value.split(",")) if isinstance(value, str) and value else value
        if isinstance(hashes, tuple) and not all(SHA256.fullmatch(part) for part in hashes):
            raise ValueError("each is the SHA-256 of a key, 64 hexadecimal digits, never the key itself")
        return hashes or ()


@lru_cache(maxsize=1)
def load_settings(**given: Any) -> Settings:
    """Return the settings of this process; what is given (and not None) wins over the environment.

    Raises BadSetting that names the variable and says what it accepts.
    """
    _refuse_misspelled()
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
        met = "" if "api_keys" in first["loc"] else f" (it is {first['input']!r})"  # a key typed there by mistake
        raise BadSetting(f"{name}: {first['msg']}{met}.") from error


def _refuse_misspelled() -> None:
    """Raise BadSetting for a variable that is nearly a setting: EXTRACTOR_WORKRES would be silently without effect."""
    names = [PREFIX + name.upper() for name in Settings.model_fields]
    for variable in os.environ:
        if (
            variable.startswith(PREFIX)
            and variable not in names
            and (near := get_close_matches(variable, names, 1, 0.9))
        ):
            raise BadSetting(f"{variable} is not a setting; is {near[0]} meant?")
