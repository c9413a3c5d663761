"""Everything of one office together: its record, its snapshots and, where asked for, its Neo4j mirror."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from filelock import FileLock

from graph.compile import compile_graph, compiled_name, edition_hash
from graph.draft import Deed
from graph.edition import now
from graph.judge import Finding, judge
from graph.model import Graph
from graph.reader import Reader
from graph.record import Edition, Record
from graph.rule import catalogue
from graph.snapshots import ENGINE, Snapshots
from graph.statement import Batch
from graph.store import Store, StoreError

if TYPE_CHECKING:
    from graph.mirror import Mirror

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
        self.mirror: Mirror | None = None
        if graph_url != "ladybug":
            from graph.mirror import Mirror  # the driver takes a quarter of a second to import

            self.mirror = Mirror(graph_url)
        self._readers: dict[tuple[int, bool], Reader] = {}
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
        deeds: tuple[Deed, ...] = (),
        base: int | None = None,
    ) -> Published:
        """Draft a batch on the current edition and publish it: compile, judge, one SQL transaction, switch.

        `as_of` is the ISO day the edition speaks for (default: today). A batch that changes nothing makes
        no edition. `deeds` are what a person decides with it, having looked at edition `base` (default: the
        current one). Raises Conflict, DanglingLink, RecordError or StoreError; then nothing changed, unless the
        message says that the edition is published and only the mirror lags.
        """
        step = on_step or (lambda _: None)
        with FileLock(self.home / ".publish.lock"):
            step("draft")
            draft = self.record.draft(batch, base, note, deeds)
            if draft is None:
                edition = self.record.edition(None)
                return Published(edition, False, len(self.record.statements(edition.no)), [])
            return self.publish_draft(draft, as_of, who, step)

    def publish_draft(self, draft: int, as_of: str | None, who: str, step: Step) -> Published:
        """Publish a kept draft; see `publish`."""
        if self.mirror:
            self.mirror.meta()  # a server that cannot be reached is told before anything moves
        base, statements = self.record.drafted(draft)
        day = as_of or now()[:10]
        step("compile")
        graph = compile_graph(statements)
        hash = edition_hash(statements, ENGINE)
        no, name = base + 1, compiled_name(hash, ENGINE)
        with self.snapshots.lease(no, name, lambda: self._written(no, name, graph, step)) as store:
            step("judge")
            found = judge(store, day, progress=lambda rule: step(f"judge {rule}"))
        rules = frozenset(r.id for r in catalogue())
        edition = self.record.publish(
            draft, day, hash, found, rules, graph.nodes, self.program, who, on_step=step
        )  # fmt: skip
        if self.mirror:
            step("mirror")
            try:
                self.mirror.sync(no, name, graph, self._graph_if_same)
            except StoreError as error:
                raise StoreError(
                    f"第 {no} 版已发布，只是 Neo4j 尚未跟上（{error}）；下次查询时会补上"
                ) from error
        step("done")
        return Published(edition, True, len(statements), found)

    def _written(self, no: int, name: str, graph: Graph, step: Step) -> Graph:
        self.snapshots.write(no, name, graph, step)
        return graph

    def graph(self, edition: Edition) -> Graph:
        """The graph of an edition, compiled again from the record."""
        return compile_graph(self.record.answered(edition.no))

    def _graph_if_same(self, no: int, name: str) -> Graph | None:
        for edition in self.record.editions():
            if (edition.no, compiled_name(edition.hash, ENGINE)) == (no, name):
                return self.graph(edition)
        return None

    # -- reading ------------------------------------------------------------------------------

    @contextmanager
    def snapshot(self, edition: Edition) -> Iterator[Store]:
        """The embedded snapshot of an edition, rebuilt when it is missing, damaged or of another version."""

        def rebuild() -> Graph:
            return compile_graph(self.record.answered(edition.no))

        with self.snapshots.lease(edition.no, compiled_name(edition.hash, ENGINE), rebuild) as store:
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
        until, pause, healed = time.monotonic() + 5, 0.02, 0
        while time.monotonic() < until:
            wanted = self.record.edition(None)
            before, name = mirror.meta(), compiled_name(wanted.hash, ENGINE)
            if before == {"edition": wanted.no, "hash": name, "state": "ready"}:
                failed: Exception | None = None
                try:
                    result = ask(self._reader(wanted, mirror.store))
                except Exception as error:  # it may come of rows of two editions: then it is no answer either
                    failed = error
                if mirror.meta() == before:
                    if failed:
                        raise failed
                    return result
                self._forget(wanted)
            elif healed < 3 and self._heal(mirror):
                # No more than three: another office may be writing to the same server.
                until, healed = time.monotonic() + 5, healed + 1  # a first load may take longer than that
            else:
                time.sleep(pause)
                pause = min(pause * 2, 0.5)
        raise GraphMoved("图库正在更新，请稍后再问")

    def _heal(self, mirror: Mirror) -> bool:
        """Bring a lagging mirror up, unless a publish (which will) is under way."""
        lock = FileLock(self.home / ".publish.lock", timeout=0)
        try:
            with lock:
                newest = self.record.edition(None)  # asked under the lock: the mirror never goes back
                name = compiled_name(newest.hash, ENGINE)
                mirror.sync(newest.no, name, self.graph(newest), self._graph_if_same)
                return True
        except TimeoutError:
            return False

    def _reader(self, edition: Edition, store: Store) -> Reader:
        # Not by hash: two editions that differ in mentions alone share one. And the mirror may move while it is
        # read, so what is remembered of it never serves the snapshots.
        key = edition.no, bool(self.mirror and store is self.mirror.store)
        with self._guard:
            known = self._readers.get(key)
            if known is None:
                while len(self._readers) >= 4:
                    self._readers.pop(next(iter(self._readers)))
                known = self._readers[key] = Reader(edition, store, self.record)
        return known.on(store)

    def _forget(self, edition: Edition) -> None:
        """Drop what was remembered while the mirror moved: it may hold rows of two editions."""
        with self._guard:
            self._readers.pop((edition.no, True), None)
