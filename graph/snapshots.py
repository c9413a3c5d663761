"""One immutable ladybug file per compiled edition: written beside, closed, fsynced, renamed, opened read-only."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import ladybug
from filelock import FileLock

from graph.compile import rows
from graph.ladybug_store import LadybugStore
from graph.model import Graph
from graph.ontology import load
from graph.store import META_QUERY, StoreError

ENGINE = f"ladybug-{ladybug.__version__}"
KEEP_OPEN = 4
KEEP_FILES = 12
# With less room than its first log records take, the engine ends the whole process instead of raising.
ROOM = 16 << 20

Step = Callable[[str], None]


class _Held:
    def __init__(self, store: LadybugStore) -> None:
        self.store, self.users, self.evicted = store, 0, False


class Snapshots:
    """The folder of snapshots, with a small LRU of open ones; safe for many threads and processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._open: OrderedDict[Path, _Held] = OrderedDict()
        self._guard = threading.Lock()
        self._opening: defaultdict[Path, threading.Lock] = defaultdict(threading.Lock)

    def path(self, no: int, hash: str) -> Path:
        """The file of an edition: its number, and the hash of what it was compiled from."""
        return self.folder / f"{no:06d}-{hash}.lbug"

    def write(self, no: int, hash: str, graph: Graph, on_step: Step | None = None) -> Path:
        """Write the snapshot unless it is there; raises StoreError and leaves the rest as it was when it cannot."""
        final = self.path(no, hash)
        with FileLock(self.folder / ".lock"):
            if not final.exists():
                self._build(no, hash, graph, final, on_step or (lambda _: None))
                self._tidy(final)
        return final

    def _build(self, no: int, hash: str, graph: Graph, final: Path, step: Step) -> None:
        for left in self.folder.glob(".building-*"):
            left.unlink()
        if shutil.disk_usage(self.folder).free < ROOM:
            raise StoreError("图文件写不出来：磁盘空间不足；原有版本未受影响，请清理后重试")
        beside = self.folder / f".building-{final.name}"
        nodes, links = rows(graph)
        nodes["Meta"] = [{"id": "meta", "edition": no, "hash": hash, "state": "ready"}]
        try:
            store = LadybugStore(beside, read_only=False)
            try:
                store.define(load())
                store.write(nodes, links)
            finally:
                store.close()
            _fsync(beside)
            _sum_file(final).write_text(_sum(beside))
            _fsync(_sum_file(final))
            step("before rename")
            beside.replace(final)
            _fsync(self.folder)
        except (OSError, RuntimeError) as error:
            for left in self.folder.glob(".building-*"):
                left.unlink()
            raise StoreError(f"图文件写不出来（{error}）；原有版本未受影响，请检查磁盘空间") from error

    def _tidy(self, newest: Path) -> None:
        finished = sorted(self.folder.glob("[0-9]*.lbug"), reverse=True)
        for old in finished[KEEP_FILES:]:
            if old != newest:
                old.unlink()
                _sum_file(old).unlink(missing_ok=True)

    @contextmanager
    def lease(self, no: int, hash: str, rebuild: Callable[[], Graph]) -> Iterator[LadybugStore]:
        """The snapshot, open for reading; built from `rebuild()` when it is missing, damaged or another's."""
        held = self._hold(no, hash, rebuild)
        try:
            yield held.store
        finally:
            with self._guard:
                held.users -= 1
                if held.evicted and not held.users:
                    held.store.close()

    def _hold(self, no: int, hash: str, rebuild: Callable[[], Graph]) -> _Held:
        path = self.path(no, hash)
        with self._guard:
            opening = self._opening[path]
        with opening:  # one thread opens or builds this file; readers of the others go on
            with self._guard:
                held = self._open.get(path)
                if held:
                    return self._taken(path, held)
            store = self._opened(path, no, hash, rebuild)
            with self._guard:
                return self._taken(path, _Held(store))

    def _taken(self, path: Path, held: _Held) -> _Held:
        self._open[path] = held
        self._open.move_to_end(path)
        held.users += 1
        while len(self._open) > KEEP_OPEN:
            _, oldest = self._open.popitem(last=False)
            oldest.evicted = True
            if not oldest.users:
                oldest.store.close()
        return held

    def _opened(self, path: Path, no: int, hash: str, rebuild: Callable[[], Graph]) -> LadybugStore:
        if path.exists():
            with contextlib.suppress(StoreError):
                return _checked(path, hash)
            path.unlink(missing_ok=True)
        self.write(no, hash, rebuild())
        return _checked(path, hash)

    def close(self) -> None:
        """Close every open snapshot."""
        with self._guard:
            for held in self._open.values():
                held.store.close()
            self._open.clear()


def _sum_file(path: Path) -> Path:
    return path.with_name(path.name + ".sum")


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _checked(path: Path, hash: str) -> LadybugStore:
    # A damaged file must not reach the engine: it may crash on it, or read wrong rows without a word.
    sum_file = _sum_file(path)
    if not sum_file.exists() or sum_file.read_text() != _sum(path):
        raise StoreError(f"{path.name} is damaged")
    store = LadybugStore(path, read_only=True)
    try:
        meta = store.read(META_QUERY)
        if [m["hash"] for m in meta] != [hash]:
            raise StoreError(f"{path.name} holds another edition")
    except StoreError:
        store.close()
        raise
    return store


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
