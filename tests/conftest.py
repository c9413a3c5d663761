"""What every test may ask for: a real Neo4j, an empty one, and stores of both engines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.ladybug_store import LadybugStore
from graph.neo4j_store import Neo4jStore
from graph.ontology import load
from graph.store import Store
from tests.servers import Neo4jServer

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Neo4jServer]:
    """One real Neo4j for the whole run."""
    with Neo4jServer() as server:
        yield server


@pytest.fixture
def neo4j_url(neo4j_server: Neo4jServer) -> str:
    """The address of a Neo4j that holds nothing."""
    wipe(neo4j_server.url)
    return neo4j_server.url


def wipe(url: str) -> None:
    """Empty a Neo4j, in batches: one large transaction would exhaust its memory pool."""
    store = Neo4jStore(url)
    with store.driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
    store.close()


@pytest.fixture(params=["ladybug", "neo4j"])
def engine(request: pytest.FixtureRequest) -> str:
    """The name of each engine in turn."""
    return str(request.param)


@pytest.fixture
def new_store(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """A function that gives an empty, defined store of the engine at hand; call it as often as needed."""
    made: list[Store] = []

    def make() -> Store:
        store: Store
        if engine == "ladybug":
            store = LadybugStore(tmp_path / f"{len(made)}.lbug", read_only=False)
        else:
            store = Neo4jStore(request.getfixturevalue("neo4j_server").url)
            wipe(request.getfixturevalue("neo4j_server").url)
        store.define(load())
        made.append(store)
        return store

    yield make
    for store in made:
        store.close()
