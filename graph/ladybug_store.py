"""The embedded engine behind the store seam."""

from __future__ import annotations

import queue
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ladybug
import pyarrow as pa

from graph import ddl
from graph.ontology import Ontology, Property
from graph.store import Row, Rows, StoreError, StoreLimit, StoreTimeout

# Explicit limits: with the engine's defaults the 16th open database in one process fails to map.
MAX_DB_SIZE = 1 << 32
READ_POOL, BUILD_POOL = 256 << 20, 1 << 30
QUERIES_A_CONNECTION = 48
_PARAM = re.compile(r"\$(\w+)")
_ARROW = {"int": pa.int64(), "bool": pa.bool_(), "strings": pa.list_(pa.string())}
# The columns of a copy are taken by place, so these stand as in ddl.ladybug().
_META = {"id": pa.string(), "edition": pa.int64(), "hash": pa.string(), "state": pa.string()}


class _Connection:
    """A connection; one user at a time."""

    def __init__(self, database: ladybug.Database) -> None:
        self.raw = ladybug.Connection(database)
        self.seen: set[str] = set()
        self.timeout_s = 0.0

    def run(self, query: str, params: Mapping[str, Any], timeout_s: float) -> Any:
        for name in _PARAM.findall(query):
            if name not in params:  # given none at all, the engine would take it for null
                raise StoreError(f"the query asks for ${name}, which is not given")
        self.seen.add(query)
        if timeout_s != self.timeout_s:
            self.raw.set_query_timeout(max(1, int(timeout_s * 1000)))
            self.timeout_s = timeout_s
        return self.raw.execute(query, dict(params))


class LadybugStore:
    """A ladybug database file. `read_only` opens a finished snapshot; otherwise a new one is begun."""

    def __init__(self, path: Path, *, read_only: bool, threads: int = 2) -> None:
        try:
            self._database = ladybug.Database(
                str(path), read_only=read_only, max_db_size=MAX_DB_SIZE, buffer_pool_size=READ_POOL if read_only else BUILD_POOL,
                max_num_threads=threads,
            )  # fmt: skip
        except (RuntimeError, OSError, IndexError) as error:
            raise StoreError(f"{path.name}: the graph file cannot be opened ({error})") from error
        self._idle: queue.LifoQueue[_Connection] = queue.LifoQueue()
        self._ontology: Ontology | None = None

    def define(self, ontology: Ontology) -> None:
        """Create every table; remembers the ontology for `write`."""
        self._ontology = ontology
        connection = _Connection(self._database)
        for statement in ddl.ladybug(ontology):
            connection.raw.execute(statement)
        self._idle.put(connection)

    def write(self, nodes: Rows, links: Rows) -> None:
        """Copy rows in bulk, table by table, as columns.

        What is written goes into the file once, at the end, not after every table: three times as fast.
        """
        if self._ontology is None:
            raise StoreError("define() comes before write()")
        connection = self._take()
        try:
            connection.raw.execute("CALL auto_checkpoint=false")
            for kind, rows in nodes.items():
                types = _META if kind == "Meta" else _types(self._ontology.nodes[kind].properties)
                # The kind comes from the ontology, never from a list.
                connection.raw.execute(f"COPY {kind} FROM $rows", {"rows": _table(rows, types)})
            for kind, rows in links.items():
                self._copy_links(connection, self._ontology, kind, rows)
            connection.raw.execute("CHECKPOINT")
        except RuntimeError as error:
            raise StoreError(str(error)) from error
        finally:
            self._idle.put(connection)

    def _copy_links(self, connection: _Connection, ontology: Ontology, kind: str, rows: Any) -> None:
        kinds = {k.prefix: k.name for k in ontology.nodes.values()}
        by_ends: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
        for row in rows:
            ends = kinds[row["from"].partition(":")[0]], kinds[row["to"].partition(":")[0]]
            by_ends[ends].append(row)
        types = _types(ontology.links[kind].properties)
        for (source, target), part in sorted(by_ends.items()):
            copy = f"COPY {kind} FROM $rows (from='{source}', to='{target}')"
            ids = [pa.array([row[end] for row in part], pa.string()) for end in ("from", "to")]
            columns = dict(zip(("from", "to", *ddl.ENDS), ids * 2, strict=True))
            connection.raw.execute(copy, {"rows": _table(part, types, columns)})

    def read(
        self,
        query: str,
        params: Mapping[str, Any] | None = None,
        timeout_s: float = 30,
        max_rows: int = 100_000,
    ) -> list[Row]:
        """Rows of a query; see Store.read."""
        connection = self._take()
        try:
            result = connection.run(query, params or {}, timeout_s)
            if not hasattr(result, "get_column_names"):
                raise StoreError("one query at a time")
            names = result.get_column_names()
            rows: list[Row] = []
            while result.has_next():
                if len(rows) == max_rows:
                    raise StoreLimit(f"more than {max_rows} rows")
                rows.append(dict(zip(names, result.get_next(), strict=True)))
            result.close()
            return rows
        except RuntimeError as error:
            if isinstance(error, StoreError):
                raise
            if "nterrupted" in str(error):
                raise StoreTimeout(f"longer than {timeout_s} s") from error
            raise StoreError(str(error)) from error
        finally:
            self._give_back(connection)

    def _give_back(self, connection: _Connection) -> None:
        """A connection keeps every query it met, and each holds a part of the buffer pool: renew it in time."""
        if len(connection.seen) < QUERIES_A_CONNECTION:
            self._idle.put(connection)
        else:
            connection.raw.close()

    def _take(self) -> _Connection:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            return _Connection(self._database)

    def close(self) -> None:
        """Close every connection and the file."""
        while not self._idle.empty():
            self._idle.get_nowait().raw.close()
        self._database.close()


def _types(properties: Mapping[str, Property]) -> dict[str, pa.DataType]:
    return {p.name: _ARROW.get(p.type, pa.string()) for p in properties.values()}


def _table(
    rows: Any, types: Mapping[str, pa.DataType], before: Mapping[str, pa.Array] | None = None
) -> pa.Table:
    said: set[str] = set().union(*rows)  # most columns of a table of links are never said
    columns = {
        name: pa.array([row.get(name) for row in rows], kind) if name in said else pa.nulls(len(rows), kind)
        for name, kind in types.items()
    }
    return pa.table({**(before or {}), **columns})
