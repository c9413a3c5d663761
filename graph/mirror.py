"""The Neo4j mirror of the current edition: a Meta node tells readers what they see; half an edition is never seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph.compile import rows
from graph.ids import digest
from graph.model import Graph
from graph.neo4j_store import Neo4jStore, by_ends, link_statement, node_statement
from graph.ontology import load
from graph.statement import dumps
from graph.store import META_QUERY, StoreError

ENGINE = "neo4j-5.26"
# A larger difference goes the way of a first load, in batches, while Meta says loading.
ONE_TRANSACTION = 60_000
# Two queries, never in one transaction: a reader may see a commit half applied, and "ready" beside the number of
# the edition before would pass half an edition for a whole one.
_STATE = "MERGE (m:Meta {id: 'meta'}) SET m.state = $state"
_EDITION = "MATCH (m:Meta {id: 'meta'}) SET m.edition = $edition, m.hash = $hash"


class Mirror:
    """Keeps one Neo4j database equal to the current published edition."""

    def __init__(self, url: str) -> None:
        self.store = Neo4jStore(url)

    def meta(self) -> dict[str, Any] | None:
        """`{edition, hash, state}` of what the server holds; None when it was never loaded."""
        found = self.store.read(META_QUERY)
        return found[0] if found else None

    def sync(self, no: int, hash: str, graph: Graph, before: Callable[[int, str], Graph | None]) -> None:
        """Bring the server to this edition.

        `before(no, hash)` gives the graph of the edition the server holds, or None when it is unknown.
        """
        meta = self.meta()
        if meta == {"edition": no, "hash": hash, "state": "ready"}:
            return
        try:
            old = before(meta["edition"], meta["hash"]) if meta and meta["state"] == "ready" else None
            difference = None if old is None else list(_difference(old, graph))
            if meta is None or difference is None or sum(len(r) for _, r in difference) > ONE_TRANSACTION:
                self._reload(no, hash, graph)
            else:
                # Seen by every reader before anything moves; a crash from here on means a reload.
                self._say(_STATE, state="changing")
                with self.store.driver.session() as session:
                    session.execute_write(_apply, difference, no, hash)
            self._say(_STATE, state="ready")
        except (Neo4jError, DriverError) as error:
            raise StoreError(f"Neo4j: {error}") from error

    def _say(self, query: str, **params: Any) -> None:
        with self.store.driver.session() as session:
            session.run(query, params).consume()

    def _reload(self, no: int, hash: str, graph: Graph) -> None:
        self.store.define(load())
        self._say(_STATE, state="loading")
        self._say(_EDITION, edition=no, hash=hash)
        with self.store.driver.session() as session:
            for kind in load().nodes:
                wipe = f"MATCH (n:{kind}) CALL (n) {{ DETACH DELETE n }} IN TRANSACTIONS OF 5000 ROWS"
                session.run(wipe).consume()
        self.store.write(*rows(graph))

    def close(self) -> None:
        """Close the connection."""
        self.store.close()


Change = tuple[str, list[dict[str, Any]]]


def _apply(tx: neo4j.ManagedTransaction, difference: Iterable[Change], no: int, hash: str) -> None:
    for query, changed in difference:
        tx.run(query, rows=changed).consume()
    tx.run(_EDITION, edition=no, hash=hash).consume()


def _fingerprints(table: dict[str, list[dict[str, Any]]]) -> dict[str, tuple[str, str, dict[str, Any]]]:
    return {row["id"]: (kind, digest(dumps(row), size=32), row) for kind, rs in table.items() for row in rs}


def _difference(old: Graph, new: Graph) -> Iterable[Change]:
    """Queries with their rows that turn one graph into the other: links go first, nodes come first."""
    kinds = {k.prefix: k.name for k in load().nodes.values()}
    (old_nodes, old_links), (new_nodes, new_links) = (
        [_fingerprints(table) for table in rows(g)] for g in (old, new)
    )

    def by_kind(
        ids: Iterable[str], table: dict[str, tuple[str, str, dict[str, Any]]]
    ) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for key in sorted(ids):
            kind, _, row = table[key]
            found.setdefault(kind, []).append({k: v for k, v in row.items() if v is not None})
        return found

    changed_links = {k for k in old_links.keys() & new_links.keys() if old_links[k][1] != new_links[k][1]}
    gone = (old_links.keys() - new_links.keys()) | changed_links
    for kind, dropped in by_kind(gone, old_links).items():
        for source in sorted({kinds[r["from"].partition(":")[0]] for r in dropped}):
            part = [r for r in dropped if kinds[r["from"].partition(":")[0]] == source]
            match = f"MATCH (a:{source} {{id: row.from}})-[r:{kind} {{id: row.id}}]->()"
            yield f"UNWIND $rows AS row {match} DELETE r", part
    for kind, dropped in by_kind(old_nodes.keys() - new_nodes.keys(), old_nodes).items():
        yield f"UNWIND $rows AS row MATCH (n:{kind} {{id: row.id}}) DETACH DELETE n", dropped
    changed = {k for k in old_nodes.keys() & new_nodes.keys() if old_nodes[k][1] != new_nodes[k][1]}
    for kind, now in by_kind(changed, new_nodes).items():
        yield f"UNWIND $rows AS row MATCH (n:{kind} {{id: row.id}}) SET n = row", now
    for kind, added in by_kind(new_nodes.keys() - old_nodes.keys(), new_nodes).items():
        yield node_statement(kind), added
    for kind, added in by_kind((new_links.keys() - old_links.keys()) | changed_links, new_links).items():
        for (source, target), made in sorted(by_ends(load(), added).items()):
            yield link_statement(kind, source, target), made
