"""What answers are read from: one edition in one engine, its network, its findings and where things are written."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Self

import networkx as nx

from graph.decisions import about
from graph.history import Turn, history
from graph.ontology import load
from graph.overlay import Amendment
from graph.record import Edition, Record
from graph.store import Row, Store

Written = list[dict[str, Any]]
_Findings = tuple[list[dict[str, Any]], dict[str, list[dict[str, Any]]]]
KEEP_WRITTEN = 200_000


class _Shared:
    """Caches of one edition; an edition never changes, so neither do they."""

    def __init__(self) -> None:
        self.guard = threading.Lock()
        self.network: nx.MultiDiGraph[str] | None = None
        self.stated: nx.Graph[str] | None = None
        self.bodies: dict[str, Row] | None = None
        self.written: dict[str, Written] = {}
        self.made: dict[str, list[Row]] = {}
        self.findings: tuple[int, list[dict[str, Any]], dict[str, list[dict[str, Any]]]] | None = None


class Reader:
    """Reads one edition from one store, for one answer. Every answer function takes a Reader and nothing else."""

    def __init__(self, edition: Edition, store: Store, record: Record | None = None) -> None:
        self.edition, self._store, self._record = edition, store, record
        self._shared = _Shared()
        self._found: _Findings | None = None

    def on(self, store: Store) -> Self:
        """The same edition (and caches), read from another store."""
        other = object.__new__(type(self))
        other.edition, other._store, other._record = self.edition, store, self._record
        other._shared = self._shared
        other._found = None
        return other

    def read(self, query: str, **params: Any) -> list[Row]:
        """Rows of a query; see Store.read."""
        return self._store.read(query, params)

    def read_all(self, query: str, **params: Any) -> list[Row]:
        """Rows of a query over the whole edition, with wide bounds: for exports and the network."""
        return self._store.read(query, params, timeout_s=120, max_rows=10_000_000)

    def once(self, query: str) -> list[Row]:
        """As `read_all`, asked of the engine once an edition; the rows are shared, so leave them as they are."""
        rows = self._shared.made.get(query)
        if rows is None:
            rows = self._shared.made[query] = self.read_all(query)
        return rows

    def network(self) -> nx.MultiDiGraph[str]:
        """The whole edition as a networkx graph, read once: nodes carry `kind`, `name` and `aliases`;
        edges are keyed by link id and carry `kind`; links that only help rules are left out. The same on every engine."""
        with self._shared.guard:
            if self._shared.network is None:
                self._shared.network = self._read_network()
            return self._shared.network

    def bodies(self) -> Mapping[str, Row]:
        """Every body and group by id, with `name`, `kind` and `status`: read once, as they are few."""
        with self._shared.guard:
            if self._shared.bodies is None:
                named = "RETURN o.id AS id, o.name AS name, o.kind AS kind, o.status AS status"
                rows = [
                    *self.read_all(f"MATCH (o:Organization) {named}"),
                    *self.read_all(f"MATCH (o:CoordinatingBody) {named}"),
                    *self.read_all("MATCH (o:NamedGroup) RETURN o.id AS id, o.name AS name, o.kind AS kind"),
                ]  # fmt: skip
                self._shared.bodies = {row["id"]: {"status": None, **row} for row in rows}
            return self._shared.bodies

    def stated(self) -> nx.Graph[str]:
        """Who is joined to whom by a link that some list states: the network without direction and conclusions."""
        network = self.network()
        with self._shared.guard:
            if self._shared.stated is None:
                made: nx.Graph[str] = nx.Graph()
                made.add_nodes_from(network)
                derived = {k.name for k in load().links.values() if k.derived}
                edges = network.edges(keys=True, data=True)
                made.add_edges_from((a, b) for a, b, _, data in edges if data["kind"] not in derived)
                self._shared.stated = made
            return self._shared.stated

    def _read_network(self) -> nx.MultiDiGraph[str]:
        made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for kind in load().nodes:
            query = f"MATCH (n:{kind}) RETURN n.id AS id, n.name AS name, n.aliases AS aliases"
            for row in sorted(self.read_all(query), key=lambda r: str(r["id"])):
                made.add_node(row["id"], kind=kind, name=row["name"], aliases=tuple(row["aliases"] or ()))
        for kind in (k.name for k in load().links.values() if k.group != "mark"):
            query = f"MATCH (a)-[r:{kind}]->(b) RETURN r.id AS id, a.id AS source, b.id AS target"
            for row in sorted(self.read_all(query), key=lambda r: str(r["id"])):
                made.add_edge(row["source"], row["target"], key=row["id"], kind=kind)
        return made

    def node(self, node_id: str) -> dict[str, Any] | None:
        """All properties of a node with its `kind`, absent ones left out; None for an unknown id."""
        try:
            kind = load().nodes[load().kind_of(node_id)]
        except ValueError:
            return None
        columns = ", ".join(f"n.{name} AS {name}" for name in kind.properties)
        rows = self.read(f"MATCH (n:{kind.name} {{id: $id}}) RETURN {columns}", id=node_id)
        return {"kind_of": kind.name, **{k: v for k, v in rows[0].items() if v is not None}} if rows else None

    def findings(self) -> list[dict[str, Any]]:
        """All findings of the edition with their state, as the record holds them."""
        return self._findings()[0]

    def findings_about(self, node_id: str) -> list[dict[str, Any]]:
        """Findings whose evidence holds this node, worst first."""
        return self._findings()[1].get(node_id, [])

    def _findings(self) -> _Findings:
        """Whether a state has changed is asked of the record once an answer, not once a thing."""
        if self._found is None:
            self._found = self._read_findings()
        return self._found

    def _read_findings(self) -> _Findings:
        if self._record is None:
            return [], {}
        last = self._record.last_audit()
        known = self._shared.findings
        if known is None or known[0] != last:
            found = self._record.findings(self.edition.no)
            order = ["high", "medium", "low", "info"]
            found.sort(key=lambda f: (order.index(f["severity"]), f["code"], f["key"]))
            about: dict[str, list[dict[str, Any]]] = defaultdict(list)
            for finding in found:
                for node_id in finding["evidence"]:
                    about[node_id].append(finding)
            known = self._shared.findings = (last, found, dict(about))
        return known[1], known[2]

    def history(self, node_id: str) -> list[Turn]:
        """What editions up to this one changed about a thing, newest first."""
        return history(self._record.engine, node_id, self.edition.no) if self._record else []

    def amendments(self, node_id: str) -> list[Amendment]:
        """What was corrected by hand of a thing and its links, up to this edition."""
        if self._record is None:
            return []
        with self._record.engine.connect() as connection:
            return about(connection, node_id, self.edition.no)

    def written(self, facts: Iterable[str]) -> Mapping[str, Written]:
        """Where statements are said: statement id -> [{file, sheet, cell, text, cue, how, inferred, list_id}]."""
        wanted, cache = set(facts), self._shared.written
        found = {fact: places for fact in wanted if (places := cache.get(fact)) is not None}
        if self._record is not None and (missing := wanted - found.keys()):
            if len(cache) > KEEP_WRITTEN:  # another thread may do so at any time, so `found` is our own
                cache.clear()
            said = self._record.mentions(self.edition.no, missing)
            found |= {fact: said.get(fact, []) for fact in missing}
            cache.update(found)
        return {fact: found[fact] for fact in sorted(found)}
