"""The sample city, loaded once through the command line; and the command line as a function."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from api.cli import main
from tests.city.pipeline import AS_OF, FILES
from tests.conftest import wipe


@dataclass
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `zhize` with some words, in a home of its own unless ZHIZE_HOME was set."""
    monkeypatch.setenv("COLUMNS", "200")

    def go(*words: object) -> Ran:
        with pytest.raises(SystemExit) as left:
            main([str(w) for w in words])
        shown = capfd.readouterr()
        code = left.value.code
        assert isinstance(code, int)
        return Ran(code, shown.out, shown.err)

    monkeypatch.setenv("ZHIZE_HOME", str(tmp_path / "home"))
    return go


@pytest.fixture(scope="session")
def city_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home that holds the sample city as its first edition."""
    home = tmp_path_factory.mktemp("city-home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZHIZE_HOME", str(home))
        with pytest.raises(SystemExit) as left:
            main(["load", *map(str, FILES), "--as-of", AS_OF])
        assert left.value.code == 0
    yield home


@pytest.fixture
def city(run: Run, city_home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `zhize` over the sample city (read only, please), on the embedded engine."""
    monkeypatch.setenv("ZHIZE_HOME", str(city_home))
    return run


@pytest.fixture(scope="session")
def city_mirror(city_home: Path, neo4j_server: Any) -> Iterator[str]:
    """The address of a Neo4j that mirrors the sample city."""
    wipe(neo4j_server.url)
    yield neo4j_server.url.replace("bolt://", "neo4j://")
