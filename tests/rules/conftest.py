"""Graphs of examples on each engine: a snapshot file each on ladybug, one emptied server on Neo4j."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import LiteralString

import pytest

from graph.compile import compile_graph, rows
from graph.ladybug_store import LadybugStore
from graph.neo4j_store import Neo4jStore
from graph.ontology import load
from graph.statement import Statement
from graph.store import Store
from tests.servers import Neo4jServer

Lay = Callable[[Iterable[Statement]], Store]
EMPTY: LiteralString = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"


class Snapshots:
    """Ladybug files, one for each graph asked for; the last one asked for is open.

    It is open for writing, though nobody writes: that way it has the memory for hundreds of queries.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, Path] = {}
        self.open: LadybugStore | None = None
        self.template = folder / "empty.lbug"
        store = LadybugStore(self.template, read_only=False)
        store.define(load())  # 40 tables: copying the file is quicker than making them again
        store.close()

    def lay(self, statements: Iterable[Statement]) -> Store:
        """A store that holds this graph and nothing else."""
        said = list(statements)
        key = " ".join(sorted(s.digest for s in said))
        self.close()
        if key in self.files:
            self.open = LadybugStore(self.files[key], read_only=False)
            return self.open
        path = self.folder / f"{len(self.files)}.lbug"
        shutil.copy(self.template, path)
        self.open = LadybugStore(path, read_only=False)
        self.open.read("CALL auto_checkpoint=false")  # one at the end instead of one after every table
        self.open._ontology = load()  # the tables are there already
        self.open.write(*rows(compile_graph(said)))
        self.files[key] = path
        return self.open

    def close(self) -> None:
        """Close what is open."""
        if self.open:
            self.open.close()
        self.open = None


@pytest.fixture(scope="session")
def on_ladybug(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lay]:
    """A function that gives a ladybug store with this graph and nothing else; it ends the one before."""
    snapshots = Snapshots(tmp_path_factory.mktemp("rules"))
    yield snapshots.lay
    snapshots.close()


@pytest.fixture(scope="session")
def on_neo4j(neo4j_server: Neo4jServer) -> Iterator[Lay]:
    """A function that gives the Neo4j store with this graph and nothing else."""
    store = Neo4jStore(neo4j_server.url)
    store.define(load())

    def lay(statements: Iterable[Statement]) -> Store:
        with store.driver.session() as session:
            session.run(EMPTY).consume()
        store.write(*rows(compile_graph(statements)))
        return store

    yield lay
    store.close()
