"""Troubles of the embedded engine that others reported: each that we could meet, on the pinned version."""

from __future__ import annotations

import ast
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import ladybug
import pytest

from graph.chain import UnknownThing, chain
from graph.compile import rows
from graph.ladybug_store import LadybugStore
from graph.ontology import load
from graph.paths import neighbourhood, path
from graph.reader import Reader
from graph.rule import catalogue
from graph.search import search
from graph.snapshots import Snapshots
from graph.store import StoreError
from graph.who import who
from graph.workspace import Workspace
from tests.graph.lists import batch
from tests.graph.test_snapshots import city, marks, never

ROOT = Path(__file__).parent.parent.parent


def new_file(path: Path, mark: str = "a", size: int = 10) -> Path:
    store = LadybugStore(path, read_only=False)
    store.define(load())
    store.write(*rows(city(mark, size)))
    store.close()
    return path


def test_the_version_is_the_pinned_one() -> None:
    [pinned] = re.findall(r'"ladybug==([\d.]+)"', (ROOT / "pyproject.toml").read_text())
    assert ladybug.__version__ == pinned


def test_fifty_files_open_at_once(tmp_path: Path) -> None:
    """With the engine's defaults the 16th fails to map."""
    file = new_file(tmp_path / "one.lbug")
    stores = [LadybugStore(file, read_only=True) for _ in range(50)]
    assert {frozenset(marks(s)) for s in stores} == {frozenset("a")}
    for store in stores:
        store.close()


def test_readers_beside_a_writer_of_another_file(tmp_path: Path) -> None:
    store = LadybugStore(new_file(tmp_path / "read.lbug", "a", 200), read_only=True)
    done, wrong = threading.Event(), []

    def read() -> None:
        while not done.is_set():
            if marks(store) != {"a"}:
                wrong.append(1)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for i in range(5):
        new_file(tmp_path / f"written{i}.lbug", "b", 300)
    done.set()
    for reader in readers:
        reader.join()
    assert not wrong
    store.close()


WRITER = """
import os, sys
from pathlib import Path
from graph.compile import rows
from graph.ladybug_store import LadybugStore
from graph.ontology import load
folder, phase = Path(sys.argv[1]), sys.argv[2]
store = LadybugStore(folder / ".building-000002-new.lbug", read_only=False)
store.define(load())
connection = store._take().raw
def add(n):  # records of far more than 4 KB in the log
    for i in range(n):
        connection.execute("CREATE (d:Duty {id: $id, name: $t, text: $t})", {"id": f"duty:{i}", "t": "long" * 5000})
if phase == "in a transaction":
    connection.execute("BEGIN TRANSACTION")
add(50)
if phase == "in a checkpoint":
    print("ready", flush=True)
    for _ in range(10_000):
        connection.execute("CHECKPOINT")
        connection.execute("MATCH (d:Duty) SET d.name = d.name + 'x'")
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("phase", ["after commits", "in a transaction", "in a checkpoint"])
def test_a_hard_kill_in_mid_write_leaves_the_finished_files_readable(tmp_path: Path, phase: str) -> None:
    snapshots = Snapshots(tmp_path)
    snapshots.write(1, "old", city("a"))
    child = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path), phase],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert child.stdout and child.stdin
    assert child.stdout.readline() == "ready\n"
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdin.close()
    child.stdout.close()
    assert list(tmp_path.glob(".building-*"))
    with snapshots.lease(1, "old", never) as store:
        assert marks(store) == {"a"}
    with snapshots.lease(2, "new", lambda: city("b")) as store:  # the half file is thrown away, not read
        assert marks(store) == {"b"}
    assert not list(tmp_path.glob(".building-*"))
    snapshots.close()


# -- LOAD FROM -------------------------------------------------------------------------------------


def test_load_from_would_read_the_servers_files(tmp_path: Path) -> None:
    """Why no free Cypher may come from outside: this works even on a file opened for reading only."""
    (tmp_path / "secret.csv").write_text("word\nswordfish\n")
    store = LadybugStore(new_file(tmp_path / "a.lbug"), read_only=True)
    found = store.read(f"LOAD FROM '{tmp_path / 'secret.csv'}' (header=true) RETURN *")
    assert "swordfish" in str(found)
    store.close()


def test_no_answer_takes_a_query_from_outside(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("word\nswordfish\n")
    office = Workspace(tmp_path / "home")
    office.publish(batch(["org:a APPROVES item:x", "org:a LEADS duty:x"]), "2026-06-30")
    load_from = f"LOAD FROM '{secret}' (header=true) RETURN *"
    asked = [
        load_from, f"item:x'}}) RETURN 1 UNION {load_from}", f"item:x'}}) {load_from} //", f"duty:x; {load_from}",
        f"Duty {{id: 1}}) {load_from}:x", f"item:x\\'}}) {load_from} //",
    ]  # fmt: skip

    def everything(reader: Reader, text: str) -> list[Any]:
        said: list[Any] = [who(reader, text), search(reader, text), reader.node(text), reader.written([text])]
        for ask in (
            lambda: chain(reader, text),
            lambda: path(reader, text, "item:x"),
            lambda: path(reader, "item:x", "duty:x", via=[text]),
            lambda: path(reader, "item:x", "duty:x", avoid=[text]),
            lambda: neighbourhood(reader, text),
            lambda: neighbourhood(reader, "item:x", kinds=[text]),
        ):
            try:
                said.append(ask())
            except UnknownThing:
                said.append(None)
        return said

    for text in asked:
        said = office.answer(lambda reader, text=text: everything(reader, text))
        assert "swordfish" not in str(said)
        assert said[0]["thing"] is None
    office.close()


def test_every_query_outside_graph_is_made_of_our_own_words() -> None:
    """A constant, or a text that holds nothing but names of the ontology; never a word from outside."""
    our_own = {"kind.name", "link.name", "columns"}
    seen = 0
    for file in (f for room in ("api", "ingest", "viz") for f in (ROOT / room).rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        constants = {
            ast.unparse(target): node.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
        }
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            asked_of = ast.unparse(node.func.value).rpartition(".")[2]
            if node.func.attr not in ("read", "read_all") or asked_of not in (
                "reader",
                "r",
                "store",
                "_store",
            ):
                continue
            seen += 1
            query = constants.get(ast.unparse(node.args[0]), node.args[0])
            inside = {ast.unparse(n.value) for n in ast.walk(query) if isinstance(n, ast.FormattedValue)}
            assert isinstance(query, (ast.Constant, ast.JoinedStr)), f"{file.name}: {ast.unparse(query)}"
            assert inside <= our_own, f"{file.name}: {inside - our_own}"
    assert seen


def test_nothing_of_ours_asks_for_a_shortest_path() -> None:
    """A node filter is ignored in SHORTEST, and ALL SHORTEST crashes: ways are found by networkx instead."""
    for file in [*(ROOT / "graph").rglob("*.py"), *(ROOT / "graph").rglob("*.cypher")]:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"\*\s*(ALL\s+)?(SHORTEST|TRAIL|ACYCLIC|WSHORTEST)", text), file.name


def test_a_file_that_is_no_graph_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "x.lbug").write_bytes(b"PK\x03\x04" * 2000)
    with pytest.raises(StoreError, match=r"x\.lbug"):
        LadybugStore(tmp_path / "x.lbug", read_only=True)
    with pytest.raises(StoreError, match=r"nowhere\.lbug"):
        LadybugStore(tmp_path / "nowhere.lbug", read_only=True)


def test_many_different_queries_do_not_fill_the_buffer_pool(tmp_path: Path) -> None:
    """A connection keeps what it prepared, and each holds buffers: without renewal the pool is full after some 250."""
    writer = LadybugStore(tmp_path / "many.lbug", read_only=False)
    writer.define(load())
    writer.write({"Duty": [{"id": f"duty:{n}-0", "name": str(n)} for n in range(5000)]}, {})
    writer.close()
    store = LadybugStore(tmp_path / "many.lbug", read_only=True)
    query = (
        "MATCH (d:Duty) WHERE NOT EXISTS {{ MATCH (o:Organization|NamedGroup)-[:LEADS|ASSISTS|SHARES]->(d) }} "
        "AND d.id <> $id RETURN d.id AS id{n}, collect(d.name) AS names"
    )
    for n in range(400):
        assert len(store.read(query.format(n=n), {"id": "x"})) == 5000
    store.close()


def test_a_comparison_inside_coalesce_is_kept_out_of_rules() -> None:
    """Met with two EXISTS beside it, the engine gave rows of other bodies, or none; `IS NULL OR …` is right."""
    for rule in catalogue():
        assert not re.search(r"coalesce\([^()]*[=<>]", rule.query), rule.id
