"""Everything of one office together: its record, its snapshots and, where asked for, its Neo4j mirror."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

from graph.compile import Graph, compile_graph, edition_hash
from graph.edition import now
from graph.judge import Finding, judge
from graph.mirror import Mirror
from graph.reader import Reader
from graph.record import Edition, Record
from graph.rule import catalogue
from graph.snapshots import ENGINE, Snapshots
from graph.statement import Batch, Statement
from graph.store import Store, StoreError

T = TypeVar("T")
Step = Callable[[str], None]


class GraphMoved(StoreError):
    """The mirror kept changing, or lags and cannot be brought up: ask again (HTTP 503)."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a load came to: the edition, whether it is new, and how many statements and findings it has."""

    edition: Edition
    new: bool
    statements: int
    findings: list[Finding]


class Workspace:
    """Opens `home` (created when new). `graph_url` is `ladybug` or `neo4j://user:password@host:port`."""

    def __init__(
        self, home: Path, record_url: str = "", graph_url: str = "ladybug", program: str = "0"
    ) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.home, self.program = home, program
        self.record = Record(record_url or f"sqlite:///{home / 'record.sqlite'}")
        self.snapshots = Snapshots(home / "graph")
        self.mirror = None if graph_url == "ladybug" else Mirror(graph_url)
        self._readers: dict[str, Reader] = {}
        self._guard = threading.Lock()

    def close(self) -> None:
        """Close record, snapshots and mirror."""
        self.record.close()
        self.snapshots.close()
        if self.mirror:
            self.mirror.close()

    def publish(
        self,
        batch: Batch,
        as_of: str | None = None,
        note: str = "",
        who: str = "local",
        on_step: Step | None = None,
    ) -> Published:
        """Draft a batch on the current edition and publish it: compile, judge, one SQL transaction, switch.

        `as_of` is the ISO day the edition speaks for (default: today). A batch that changes nothing makes
        no edition. Raises Conflict, DanglingLink, RecordError or StoreError; then nothing changed.
        """
        step = on_step or (lambda _: None)
        with FileLock(self.home / ".publish.lock"):
            step("draft")
            draft = self.record.draft(batch, note=note)
            if draft is None:
                edition = self.record.edition(None)
                return Published(edition, False, len(self.record.statements(edition.no)), [])
            return self.publish_draft(draft, as_of, who, step)

    def publish_draft(self, draft: int, as_of: str | None, who: str, step: Step) -> Published:
        """Publish a kept draft; see `publish`."""
        base, statements = self.record.drafted(draft)
        day = as_of or now()[:10]
        step("compile")
        graph = compile_graph(statements)
        hash = edition_hash(statements, ENGINE)
        no = base + 1
        with self.snapshots.lease(no, hash, lambda: self._written(no, hash, graph, step)) as store:
            step("judge")
            found = judge(store, day, progress=lambda rule: step(f"judge {rule}"))
        rules = frozenset(r.id for r in catalogue())
        edition = self.record.publish(
            draft, day, hash, found, rules, graph.nodes, self.program, who, on_step=step
        )  # fmt: skip
        if self.mirror:
            step("mirror")
            self.mirror.sync(edition.no, edition.hash, graph, self._graph_if_same)
        step("done")
        return Published(edition, True, len(statements), found)

    def _written(self, no: int, hash: str, graph: Graph, step: Step) -> Graph:
        self.snapshots.write(no, hash, graph, step)
        return graph

    def graph(self, edition: Edition) -> Graph:
        """The graph of an edition, compiled again from the record."""
        return compile_graph(self.record.statements(edition.no))

    def _graph_if_same(self, no: int, hash: str) -> Graph | None:
        for edition in self.record.editions():
            if (edition.no, edition.hash) == (no, hash):
                return self.graph(edition)
        return None

    # -- reading ------------------------------------------------------------------------------

    @contextmanager
    def snapshot(self, edition: Edition) -> Iterator[Store]:
        """The embedded snapshot of an edition, rebuilt when it is missing, damaged or of another version."""
        statements: list[Statement] = []

        def rebuild() -> Graph:
            statements.extend(self.record.statements(edition.no))
            return compile_graph(statements)

        with self.snapshots.lease(edition.no, edition.hash, rebuild) as store:
            yield store

    def answer(self, ask: Callable[[Reader], T], edition: int | None = None) -> T:
        """Run `ask` on one edition (default: the current one); what it reads is of that edition only.

        The current edition is read from the engine in use; others always from the embedded one.
        Raises UnknownEdition, or GraphMoved when the mirror would not hold still for five seconds.
        """
        wanted = self.record.edition(edition)
        if self.mirror and edition is None:
            return self._answer_from_mirror(self.mirror, ask)
        with self.snapshot(wanted) as store:
            return ask(self._reader(wanted, store))

    def _answer_from_mirror(self, mirror: Mirror, ask: Callable[[Reader], T]) -> T:
        until, pause = time.monotonic() + 5, 0.02
        while time.monotonic() < until:
            wanted = self.record.edition(None)
            before = mirror.meta()
            if before == {"edition": wanted.no, "hash": wanted.hash, "state": "ready"}:
                failed: StoreError | None = None
                try:
                    result = ask(self._reader(wanted, mirror.store))
                except StoreError as error:
                    failed = error
                if mirror.meta() == before:
                    if failed:
                        raise failed
                    return result
            elif not self._heal(mirror, wanted):
                time.sleep(pause)
                pause = min(pause * 2, 0.5)
        raise GraphMoved("图库正在更新,请稍后再问")

    def _heal(self, mirror: Mirror, wanted: Edition) -> bool:
        """Bring a lagging mirror up, unless a publish (which will) is under way."""
        lock = FileLock(self.home / ".publish.lock", timeout=0)
        try:
            with lock:
                mirror.sync(wanted.no, wanted.hash, self.graph(wanted), self._graph_if_same)
                return True
        except TimeoutError:
            return False

    def _reader(self, edition: Edition, store: Store) -> Reader:
        with self._guard:
            known = self._readers.get(edition.hash)
            if known is None:
                while len(self._readers) >= 4:
                    self._readers.pop(next(iter(self._readers)))
                known = self._readers[edition.hash] = Reader(edition, store, self.record)
        return known.on(store)
