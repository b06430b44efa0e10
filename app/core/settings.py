"""Settings, read once from the environment (prefix ``KETNOI_``) or a ``.env`` file."""

from functools import cache
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

MIB = 1024 * 1024


class Settings(BaseSettings):
    """Everything about a deployment that may differ. Frozen once read."""

    model_config = SettingsConfigDict(
        env_prefix="KETNOI_",
        env_file=".env",
        extra="ignore",
        frozen=True,
        use_attribute_docstrings=True,
    )

    database_url: str = "sqlite:///ketnoi.db"
    """Database: `sqlite:///FILE` (embedded) or `postgresql://USER:PASSWORD@HOST/NAME`."""

    database_pool_size: int = Field(default=10, ge=1, le=200)
    """Connections that one worker keeps open at most."""

    database_timeout_seconds: float = Field(default=10.0, gt=0, le=300)
    """How long a statement waits for another's lock before the request fails with 503."""

    market_poll_seconds: float = Field(default=0.25, gt=0, le=0.5)
    """How often a worker asks for what other workers have changed, in seconds. It is ready only
    while it has been told within the last second."""

    answer_memory_mb: int = Field(default=16, ge=0, le=4096)
    """Rankings that a worker keeps to answer the same question again while nothing has changed,
    in MiB; 0 keeps none."""

    max_body_bytes: int = Field(default=2 * MIB, ge=1024)
    """Largest JSON body in bytes; a larger one is answered with 413."""

    max_upload_bytes: int = Field(default=100 * MIB, ge=1024)
    """Largest uploaded file in bytes; a larger one is answered with 413."""

    max_unpacked_bytes: int = Field(default=200 * MIB, ge=1024)
    """Largest size of an uploaded workbook after unpacking, in bytes (zip bombs)."""

    max_import_rows: int = Field(default=100_000, ge=1)
    """Most rows that one import may hold."""

    max_cell_characters: int = Field(default=10_000, ge=100)
    """Longest text that one cell of an import may hold, in characters."""

    import_memory_mb: int = Field(default=1024, ge=64)
    """Memory that the process which reads an uploaded file may take, in MiB; a file that needs more
    is answered with 413."""

    import_seconds: float = Field(default=120.0, gt=0, le=3600)
    """How long the reading of an uploaded file may take, in seconds; one that takes longer is
    answered with 413."""

    import_wait_seconds: float = Field(default=20.0, ge=0, le=300)
    """How long a request waits for its file to be read or written before it answers with the
    progress so far, in seconds; the work goes on."""

    rate_limit_per_minute: int = Field(default=1200, ge=0)
    """Requests that one API key (or one address without a key) may make in a minute; 0 turns
    the limit off. Counted per worker."""

    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """Least severity that is logged."""

    log_format: Literal["json", "console"] = "json"
    """Form of the log lines on standard error."""


@cache
def load_settings() -> Settings:
    """Read the settings of this process, once."""
    return Settings()
