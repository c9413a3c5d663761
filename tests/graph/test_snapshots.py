"""Snapshots seen from outside: what is read is whole and of the edition asked for, whatever happened to the files."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from graph import compile as compiler
from graph import snapshots as module
from graph.compile import compile_graph
from graph.example import expand
from graph.model import Graph
from graph.snapshots import Snapshots
from graph.store import Store, StoreError
from graph.workspace import Workspace
from tests.graph.lists import batch

ROOT = Path(__file__).parent.parent.parent


def city(mark: str, size: int = 20) -> Graph:
    """A graph in which every name and every link carries the mark."""
    lines = [f"org:{mark}x{i} LEADS duty:{i} {{scope: '{mark}'}}" for i in range(size)]
    return compile_graph(expand([*lines, *(f"duty:{i} {{text: '{mark}'}}" for i in range(size))]))


def marks(store: Store) -> set[str]:
    """Every mark that a store holds."""
    rows = store.read(
        "MATCH (o:Organization)-[l:LEADS]->(d:Duty) RETURN o.name AS a, l.scope AS b, d.text AS c ORDER BY d.id"
    )
    assert rows
    return {r[k].partition("x")[0] for r in rows for k in "abc"}


class Rebuilds:
    """A rebuild that counts."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.count = graph, 0

    def __call__(self) -> Graph:
        self.count += 1
        return self.graph


@pytest.fixture
def snapshots(tmp_path: Path) -> Iterator[Snapshots]:
    made = Snapshots(tmp_path / "graph")
    yield made
    made.close()


def never() -> Graph:
    raise AssertionError("the snapshot was there")


def test_a_finished_snapshot_is_written_once_and_then_read(snapshots: Snapshots) -> None:
    build = Rebuilds(city("a"))
    for _ in range(3):
        with snapshots.lease(1, "h", build) as store:
            assert marks(store) == {"a"}
    assert build.count == 1
    again = Snapshots(snapshots.folder)  # another process would see it so
    with again.lease(1, "h", never) as store:
        assert marks(store) == {"a"}
    again.close()
    assert not list(snapshots.folder.glob(".building*"))


def test_a_snapshot_cannot_be_written_to(snapshots: Snapshots) -> None:
    with snapshots.lease(1, "h", lambda: city("a")) as store:
        for query in ("CREATE (d:Duty {id: 'duty:z', name: 'z'})", "MATCH (d:Duty) SET d.text = 'z'"):
            with pytest.raises(StoreError):
                store.read(query)
        assert marks(store) == {"a"}


def test_fifty_editions_open_in_one_process(snapshots: Snapshots) -> None:
    with ExitStack() as stack:
        open_ones = [
            stack.enter_context(snapshots.lease(n, f"h{n}", lambda n=n: city(f"e{n}e", 3)))
            for n in range(1, 51)
        ]
        assert [marks(store) for store in open_ones] == [{f"e{n}e"} for n in range(1, 51)]
        assert len({id(store) for store in open_ones}) == 50
    with snapshots.lease(1, "h1", lambda: city("e1e", 3)) as store:  # long evicted: read or rebuilt
        assert marks(store) == {"e1e"}
    assert len(list(snapshots.folder.glob("*.lbug"))) <= module.KEEP_FILES + 1


def spoil(path: Path, how: str) -> None:
    data = bytearray(path.read_bytes())
    if how == "empty":
        data = bytearray()
    elif how == "half":
        data = data[: len(data) // 2]
    elif how == "one byte short":
        data = data[:-1]
    elif how == "another file":
        data = bytearray(b"not a graph" * 1000)
    elif how == "one bit":
        data[len(data) * 2 // 3] ^= 1
    elif how == "a page of the catalogue":
        data[-8192:-4096] = os.urandom(4096)
    elif how == "forty bytes anywhere":
        for i in range(40):
            data[(i * 104729 + 5000) % len(data)] ^= 255
    path.write_bytes(data)


@pytest.mark.parametrize(
    "how",
    [
        "empty", "half", "one byte short", "another file", "one bit", "a page of the catalogue", "forty bytes anywhere",
    ],
)  # fmt: skip
def test_a_damaged_file_is_rebuilt_and_never_read(snapshots: Snapshots, how: str) -> None:
    path = snapshots.write(1, "h", city("a"))
    spoil(path, how)
    build = Rebuilds(city("a"))
    with snapshots.lease(1, "h", build) as store:
        assert marks(store) == {"a"}
    assert build.count == 1
    again = Snapshots(snapshots.folder)
    with again.lease(1, "h", never) as store:
        assert marks(store) == {"a"}
    again.close()


def test_a_file_without_its_sum_is_rebuilt(snapshots: Snapshots) -> None:
    path = snapshots.write(1, "h", city("a"))
    path.with_name(path.name + ".sum").unlink()
    build = Rebuilds(city("a"))
    with snapshots.lease(1, "h", build) as store:
        assert marks(store) == {"a"}
    assert build.count == 1


def test_a_file_of_another_hash_is_rebuilt(snapshots: Snapshots) -> None:
    other = snapshots.write(1, "other", city("b"))
    mine = snapshots.path(1, "mine")
    for ending in ("", ".sum"):
        mine.with_name(mine.name + ending).write_bytes(other.with_name(other.name + ending).read_bytes())
    build = Rebuilds(city("a"))
    with snapshots.lease(1, "mine", build) as store:
        assert marks(store) == {"a"}
    assert build.count == 1
    with snapshots.lease(1, "other", never) as store:
        assert marks(store) == {"b"}


@pytest.mark.parametrize("changed", ["compiler", "engine", "ontology"])
def test_a_newer_program_compiles_an_old_edition_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    office = Workspace(tmp_path)
    office.publish(batch(["org:a LEADS duty:x"]), "2026-06-30")
    before = set(office.snapshots.folder.glob("*.lbug"))
    assert office.answer(lambda r: r.node("duty:x"))
    assert set(office.snapshots.folder.glob("*.lbug")) == before
    office.close()
    if changed == "compiler":
        monkeypatch.setattr(compiler, "VERSION", compiler.VERSION + 1)
    elif changed == "engine":
        monkeypatch.setattr("graph.workspace.ENGINE", "ladybug-99")
    else:
        newer = compiler.load()
        monkeypatch.setattr(compiler, "load", lambda: type(newer)(newer.nodes, newer.links, "another digest"))
    office = Workspace(tmp_path)
    assert office.answer(lambda r: r.node("duty:x"))
    assert len(set(office.snapshots.folder.glob("*.lbug")) - before) == 1
    office.close()


# -- a full disk -----------------------------------------------------------------------------------

CHILD = """
import resource, signal, sys
from pathlib import Path
from graph.snapshots import Snapshots
from graph.store import StoreError
from tests.graph.test_snapshots import city, marks, never
snapshots = Snapshots(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    snapshots.write(2, "new", city("b", 2000))
except StoreError as error:
    print(error)
with snapshots.lease(1, "old", never) as store:
    assert marks(store) == {"a"}
snapshots.close()
"""


@pytest.mark.parametrize("limit", [100_000, 1_000_000, 2_500_000])
def test_a_full_disk_is_a_clear_error_and_leaves_the_rest(snapshots: Snapshots, limit: int) -> None:
    old = snapshots.write(1, "old", city("a"))
    before = old.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(snapshots.folder), str(limit)],
        capture_output=True, text=True, timeout=60, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "图文件写不出来" in done.stdout
    assert "磁盘空间" in done.stdout
    assert old.read_bytes() == before
    assert not snapshots.path(2, "new").exists()
    with snapshots.lease(2, "new", lambda: city("b")) as store:  # room again: it goes on
        assert marks(store) == {"b"}
    assert not list(snapshots.folder.glob(".building*"))


def test_almost_no_room_is_told_before_the_engine_begins(
    snapshots: Snapshots, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshots.write(1, "old", city("a"))
    monkeypatch.setattr(module, "ROOM", 1 << 62)
    with pytest.raises(StoreError, match="磁盘空间不足"):
        snapshots.write(2, "new", city("b"))
    with snapshots.lease(1, "old", never) as store:
        assert marks(store) == {"a"}


# -- many readers ----------------------------------------------------------------------------------


def test_a_reader_keeps_its_edition_though_it_is_evicted_and_its_file_removed(snapshots: Snapshots) -> None:
    with snapshots.lease(1, "h1", lambda: city("first")) as store:
        for n in range(2, 2 + module.KEEP_FILES + 2):
            with snapshots.lease(n, f"h{n}", lambda n=n: city(f"e{n}e", 2)) as other:
                assert marks(other) == {f"e{n}e"}
                assert marks(store) == {"first"}
        assert not snapshots.path(1, "h1").exists()
        assert marks(store) == {"first"}
    with pytest.raises(Exception, match=r".+"):  # given back, and closed with the last user
        store.read("MATCH (d:Duty) RETURN d.id")


def test_readers_of_other_editions_go_on_while_one_is_built(snapshots: Snapshots) -> None:
    snapshots.write(1, "h1", city("a"))
    building, go_on = threading.Event(), threading.Event()

    def slow() -> Graph:
        building.set()
        assert go_on.wait(20)
        return city("b")

    def build() -> None:
        with snapshots.lease(2, "h2", slow) as store:
            assert marks(store) == {"b"}

    builder = threading.Thread(target=build)
    builder.start()
    assert building.wait(10)
    read = threading.Event()

    def reader() -> None:
        with snapshots.lease(1, "h1", never) as store:
            assert marks(store) == {"a"}
        read.set()

    one = threading.Thread(target=reader)
    one.start()
    undisturbed = read.wait(5)
    go_on.set()
    for thread in (one, builder):
        thread.join()
    assert undisturbed


def test_two_threads_that_ask_for_a_missing_edition_build_it_once(snapshots: Snapshots) -> None:
    build = Rebuilds(city("a"))

    def ask() -> None:
        with snapshots.lease(1, "h", build) as store:
            assert marks(store) == {"a"}

    run_all([ask] * 4)
    assert build.count == 1


def run_all(jobs: list[Callable[[], None]]) -> None:
    """Run jobs in threads and raise what they raised."""
    raised: list[BaseException] = []

    def guarded(job: Callable[[], None]) -> None:
        try:
            job()
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=guarded, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if raised:
        raise raised[0]


def test_eight_readers_while_snapshots_are_written_and_renamed(snapshots: Snapshots) -> None:
    newest, done, reads = [1], threading.Event(), [0] * 8
    snapshots.write(1, "h1", city("e1e"))

    def reader(i: int) -> None:
        while not done.is_set() or not reads[i]:
            n = max(1, newest[0] - i % 3)  # some read the newest, some an older one
            with snapshots.lease(n, f"h{n}", lambda n=n: city(f"e{n}e")) as store:
                for _ in range(3):
                    assert marks(store) == {f"e{n}e"}
            reads[i] += 1

    def writer() -> None:
        other = Snapshots(snapshots.folder)  # as another process would
        for n in range(2, 16):
            other.write(n, f"h{n}", city(f"e{n}e"))
            newest[0] = n
            time.sleep(0.05)
        other.close()
        done.set()

    run_all([writer, *(lambda i=i: reader(i) for i in range(8))])
    assert all(reads)
    assert not list(snapshots.folder.glob(".building*"))
