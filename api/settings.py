"""The one place for settings: environment variables, with their defaults."""

from __future__ import annotations

import ipaddress
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

VERSION = "0.1.0"
_HERE = ("localhost", "127.0.0.1", "::1", "[::1]")


class Settings(BaseSettings):
    """Read from the environment; every field is documented in docs/reference/settings.md from its description."""

    model_config = SettingsConfigDict(env_prefix="ZHIZE_")

    home: Path = Field(Path(".zhize"), description="Folder for the record and the graph snapshots.")
    record: str = Field("", description="SQL URL of the record; empty: record.sqlite in the home folder.")
    graph: str = Field(
        "ladybug",
        description="`ladybug` (embedded), or `neo4j://user:password@host:7687` to read the current edition "
        "from a Neo4j mirror (`bolt://…`: the same, without asking the server for routes).",
    )
    host: str = Field(
        "127.0.0.1",
        description="Address that `zhize serve` listens on. Off loopback it needs a token (`zhize token add`) to start.",
    )
    port: int = Field(
        8765, ge=0, le=65535, description="Port that `zhize serve` listens on; 0: any free one."
    )
    hosts: str = Field(
        "",
        description="Names, separated by commas, under which clients reach the server, besides this machine's own; "
        "requests under other names are refused. Set, it too needs a token to start.",
    )
    proxies: str = Field(
        "127.0.0.1",
        description="Addresses of reverse proxies, separated by commas, whose `X-Forwarded-For` and "
        "`X-Forwarded-Proto` are believed.",
    )

    @property
    def exposed(self) -> bool:
        """Whether others than this machine are meant to reach the server.

        >>> Settings(host="0.0.0.0").exposed, Settings(host="127.0.0.1", hosts="").exposed
        (True, False)
        """
        return bool(self.named()) or not loopback(self.host)

    def named(self) -> list[str]:
        """The names of `hosts`."""
        return [name.strip() for name in self.hosts.split(",") if name.strip()]

    def answers_to(self) -> list[str]:
        """All names that a request may be addressed to.

        >>> Settings(host="192.0.2.1", hosts="zhize.example").answers_to()[-2:]
        ['zhize.example', '192.0.2.1']
        """
        everywhere = self.host in ("0.0.0.0", "::")  # noqa: S104 - only compared
        return [*_HERE, *self.named(), *([] if everywhere or loopback(self.host) else [self.host])]


def loopback(host: str) -> bool:
    """Whether an address is this machine's own.

    >>> loopback("127.0.0.1"), loopback("localhost"), loopback("0.0.0.0"), loopback("example.org")
    (True, True, False, False)
    """
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
