"""The one place for settings: environment variables, with their defaults."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

VERSION = "0.1.0"


class Settings(BaseSettings):
    """Read from the environment; every field is documented in docs/reference/settings.md from its description."""

    model_config = SettingsConfigDict(env_prefix="ZHIZE_")

    home: Path = Field(Path(".zhize"), description="Folder for the record and the graph snapshots.")
    record: str = Field("", description="SQL URL of the record; empty: record.sqlite in the home folder.")
    graph: str = Field(
        "ladybug",
        description="`ladybug` (embedded), or `neo4j://user:password@host:7687` to read the current edition "
        "from a Neo4j mirror.",
    )
