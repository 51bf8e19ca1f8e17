"""Settings, from the environment: `EXTRACTOR_PORT=8080 extractor serve`. Each has a default that works.

>>> load_settings().max_chars
1000000
"""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from extractor.errors import BadSetting

__all__ = ["Settings", "load_settings"]


class Settings(BaseSettings):
    """What can be set, with the units. The command's own options win over these."""

    model_config = SettingsConfigDict(env_prefix="EXTRACTOR_", extra="ignore")

    host: str = Field("127.0.0.1", description="address that the service listens at")
    port: int = Field(8000, ge=0, le=65535, description="port of the service; 0 takes a free one")
    workers: int = Field(1, ge=1, le=256, description="processes that extract")
    max_chars: int = Field(1_000_000, ge=1, description="longest article, in code points of its text or HTML")
    max_body: int = Field(8_000_000, ge=1, description="largest request, in bytes")
    timeout: float = Field(60.0, gt=0, description="longest time for one article, in seconds")
    queue: int = Field(64, ge=1, description="requests that may wait; one more is answered 503 with Retry-After")
    batch_size: int = Field(16, ge=1, le=1024, description="articles that go through the neural tagger together")


@lru_cache(maxsize=1)
def load_settings() -> Settings:
    """Return the settings of this process; raises BadSetting that names the variable and what it accepts."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "EXTRACTOR_" + "_".join(str(part) for part in first["loc"]).upper()
        raise BadSetting(f"{name}: {first['msg']} (it is {first['input']!r}).") from error
