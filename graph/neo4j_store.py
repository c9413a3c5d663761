"""A Neo4j server behind the store seam."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph import ddl
from graph.ontology import Ontology
from graph.store import Row, Rows, StoreError, StoreLimit, StoreTimeout

BATCH = 10_000


def connect(url: str) -> neo4j.Driver:
    """A driver for `neo4j://user:password@host:port`; without a user the server is asked without one."""
    parts = urlsplit(url)
    user = None if parts.username is None else (unquote(parts.username), unquote(parts.password or ""))
    host = parts.hostname or "localhost"
    plain = urlunsplit((parts.scheme, f"{host}:{parts.port or 7687}", "", "", ""))
    try:
        return neo4j.GraphDatabase.driver(
            plain, auth=user, connection_timeout=5, notifications_min_severity="OFF"
        )
    except (DriverError, ValueError) as error:
        raise StoreError(f"Neo4j at {plain}: {error}") from error


def node_statement(kind: str) -> str:
    """The query that adds rows of one node kind."""
    return f"UNWIND $rows AS row CREATE (n:{kind}) SET n = row"


def link_statement(kind: str, source: str, target: str) -> str:
    """The query that adds rows `{from, to, properties}` of one link kind between two node kinds."""
    return (
        f"UNWIND $rows AS row MATCH (a:{source} {{id: row.from}}) MATCH (b:{target} {{id: row.to}}) "
        f"CREATE (a)-[r:{kind}]->(b) SET r = row.properties"
    )


def batches(rows: Sequence[Any], size: int = BATCH) -> Iterable[Sequence[Any]]:
    """Rows in runs of at most `size`."""
    return (rows[i : i + size] for i in range(0, len(rows), size))


def by_ends(
    ontology: Ontology, rows: Iterable[Mapping[str, Any]]
) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Link rows as `link_statement` takes them, by the kinds of their ends."""
    kinds = {k.prefix: k.name for k in ontology.nodes.values()}
    found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        ends = kinds[row["from"].partition(":")[0]], kinds[row["to"].partition(":")[0]]
        said = {k: v for k, v in row.items() if k not in ("from", "to") and v is not None}
        said |= dict(zip(ddl.ENDS, (row["from"], row["to"]), strict=True))
        found[ends].append({"from": row["from"], "to": row["to"], "properties": said})
    return found


class Neo4jStore:
    """One Neo4j database, through one driver that all threads share."""

    def __init__(self, url: str) -> None:
        self.driver = connect(url)
        self._ontology: Ontology | None = None

    def define(self, ontology: Ontology) -> None:
        """Create a uniqueness constraint per kind and wait until the indexes are online."""
        self._ontology = ontology
        with self.driver.session() as session:
            for statement in ddl.neo4j(ontology):
                session.run(statement).consume()
            session.run("CALL db.awaitIndexes(60)").consume()

    def write(self, nodes: Rows, links: Rows) -> None:
        """Add rows in batches of UNWIND."""
        if self._ontology is None:
            raise StoreError("define() comes before write()")
        try:
            with self.driver.session() as session:
                for kind, rows in nodes.items():
                    for part in batches(rows):
                        plain = [{k: v for k, v in row.items() if v is not None} for row in part]
                        session.run(node_statement(kind), rows=plain).consume()
                for kind, rows in links.items():
                    for (source, target), made in sorted(by_ends(self._ontology, rows).items()):
                        statement = link_statement(kind, source, target)
                        for chunk in batches(made):
                            session.run(statement, rows=list(chunk)).consume()
        except (Neo4jError, DriverError) as error:
            raise StoreError(str(error)) from error

    def read(
        self,
        query: str,
        params: Mapping[str, Any] | None = None,
        timeout_s: float = 30,
        max_rows: int = 100_000,
    ) -> list[Row]:
        """Rows of a query, run as a read transaction; see Store.read."""
        try:
            with self.driver.session(default_access_mode=neo4j.READ_ACCESS, fetch_size=1000) as session:
                prepared = neo4j.Query(query, timeout=timeout_s)
                result = session.run(prepared, dict(params or {}))
                rows = [record.data() for record in result.fetch(max_rows + 1)]
                if len(rows) > max_rows:
                    raise StoreLimit(f"more than {max_rows} rows")
                return rows
        except Neo4jError as error:
            if "TimedOut" in (error.code or "") or "Terminated" in (error.code or ""):
                raise StoreTimeout(f"longer than {timeout_s} s") from error
            raise StoreError(error.message or str(error)) from error
        except DriverError as error:
            raise StoreError(f"Neo4j cannot be reached: {error}") from error

    def close(self) -> None:
        """Close the driver."""
        self.driver.close()
