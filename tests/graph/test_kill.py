"""`zhize load` killed hard in every phase, three times each: nothing lost, nothing half, and the next load goes through.

The child shows its phase by a marker and waits there for its death; some phases are cut in their midst too.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from api import office
from graph.reader import Reader
from graph.snapshots import _checked
from graph.workspace import Workspace
from tests.conftest import wipe
from tests.graph.test_mirror import everything
from tests.servers import Neo4jServer

ROOT = Path(__file__).parent.parent.parent
DAY = "2026-06-30"

CHILD = """
import sys
from sqlalchemy import event
import graph.compile, graph.ladybug_store, graph.mirror, graph.workspace
from api import cli, office

wanted, phase, statements = sys.argv[1], "", 0

def mark(name):
    if name == wanted:
        print("AT", name, flush=True)
        sys.stdin.read()

def step(name, *_):
    global phase, statements
    name = name.partition(" ")[0] if name.startswith(("judge", "读取", "理解")) else name
    judged = phase.startswith("judge") and name == "judge"
    phase, statements = name, statements + 1 if judged else 0
    mark(f"{name} {statements}" if judged else name)

def after(owner, name, said):
    real = getattr(owner, name)
    def wrapped(*a, **k):
        done = real(*a, **k)
        mark(said(a, k))
        return done
    setattr(owner, name, wrapped)

real_load = office.load
def load(*a, **k):
    shown = a[6] if len(a) > 6 else k.pop("on_step", None)
    def both(name, *more):
        shown and shown(name, *more)
        step(name, *more)
    return real_load(*a[:6], **k, on_step=both)
office.load = load

def count(connection, cursor, sql, *_):
    global statements
    if phase in ("draft", "sql write") and sql.startswith(("INSERT", "UPDATE", "DELETE")):
        statements += 1
        mark(f"{phase} {statements}")
real_init = graph.workspace.Record.__init__
def init(self, url):
    real_init(self, url)
    event.listen(self.engine, "after_cursor_execute", count)
graph.workspace.Record.__init__ = init

after(graph.ladybug_store.LadybugStore, "define", lambda a, k: "compile defined")
after(graph.ladybug_store.LadybugStore, "write", lambda a, k: "compile written")
after(graph.mirror.Mirror, "_say", lambda a, k: f"mirror {k.get('state', 'numbered')}")
after(graph.mirror, "_apply", lambda a, k: "mirror applied")
after(graph.mirror.Neo4jStore, "write", lambda a, k: "mirror written")
cli.main(["load", "--as-of", sys.argv[2], *sys.argv[3:]])
"""


@dataclass(frozen=True)
class State:
    """An edition as everybody may see it."""

    edition: int
    statements: list[tuple[str, str]]
    mentions: dict[str, list[Any]]
    findings: list[tuple[str, str]]
    names: list[str]


def state(home: Path, url: str = "ladybug") -> State:
    """What is there, read from record and graph after opening the workspace anew."""
    workspace = Workspace(home, graph_url=url)
    try:
        no = workspace.record.edition(None).no
        said = workspace.record.statements(no)

        def ask(reader: Reader) -> tuple[int, list[str]]:
            rows = reader.read_all("MATCH (a)-[l]->(b) RETURN a.id AS a, l.id AS l, b.id AS b")
            return reader.edition.no, sorted("|".join(map(str, row.values())) for row in rows)

        asked, names = workspace.answer(ask)
        assert asked == no
        found = workspace.record.findings(no)
        return State(
            no, [(s.id, s.digest) for s in said], workspace.record.mentions(no, [s.id for s in said]),
            sorted((f["key"], f["state"]) for f in found), names,
        )  # fmt: skip
    finally:
        workspace.close()


def load(home: Path, files: list[Path], url: str = "ladybug") -> bool:
    """Load undisturbed, in this process; whether that made a new edition."""
    workspace = Workspace(home, graph_url=url)
    try:
        loaded = office.load(workspace, files, DAY)
        assert loaded.published, [p.to_json() for f in loaded.understanding.files for p in f.problems]
        return loaded.published.new
    finally:
        workspace.close()


@dataclass(frozen=True)
class Story:
    """The sample city's two registers as edition 1; three further loads, and what is there after each."""

    home: Path
    loads: list[list[Path]]
    states: list[State]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = tmp_path_factory.mktemp("kill")
    lists = sorted((ROOT / "samples" / "city").glob("0*.*"))
    [boundary] = [f for f in lists if f.name.startswith("02")]
    [register] = [f for f in lists if f.name.startswith("04")]
    loads = [[boundary]]
    for n, row in enumerate(("33,望川县试甲镇人民政府", "33,望川县试乙镇人民政府")):
        changed = folder / str(n) / register.name
        changed.parent.mkdir()
        changed.write_bytes(
            register.read_bytes() + f"{row},,政府部门,乡,正科级,,,379921,,,在用,,,,,\r\n".encode()
        )
        loads.append([changed])
    load(folder / "base", [f for f in lists if f.name[:2] in ("01", "04")])
    shutil.copytree(folder / "base", folder / "whole")
    states = [state(folder / "whole")]
    for files in loads:
        assert load(folder / "whole", files)
        states.append(state(folder / "whole"))
    assert len({tuple(s.statements) for s in states}) == 4
    return Story(folder / "base", loads, states)


@pytest.fixture
def home(story: Story, tmp_path: Path) -> Path:
    """A copy of the home that holds edition 1."""
    return shutil.copytree(story.home, tmp_path / "home")


def kill_at(marker: str, home: Path, files: list[Path], url: str = "ladybug") -> None:
    """Start a load in a child and kill it hard at a marker it must reach."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, marker, DAY, *map(str, files)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "ZHIZE_HOME": str(home), "ZHIZE_GRAPH": url},
    )  # fmt: skip
    assert child.stdout and child.stderr and child.stdin
    with child.stdout, child.stderr, child.stdin:
        reached = child.stdout.readline()
        if not reached:
            raise AssertionError(f"the child never came to {marker!r}:\n{child.stderr.read()[-2000:]}")
        assert reached == f"AT {marker}\n"
        child.send_signal(signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL


def check_folder(home: Path) -> None:
    """Every snapshot under its final name is whole and of the hash in its name."""
    for path in (home / "graph").glob("[0-9]*.lbug"):
        _checked(path, path.stem.partition("-")[2]).close()


BEFORE_THE_COMMIT = {
    "read": ["read", "读取", "理解"],
    "draft": ["draft", "draft 1", "draft 3"],
    "compile": ["compile", "compile defined", "compile written"],
    "rename": ["before rename"] * 3,
    "judge": ["judge", "judge 1", "judge 7"],
    "sql write": ["sql write", "sql write 1", "sql write 4"],
    "before commit": ["before commit"] * 3,
}


@pytest.mark.parametrize("phase", BEFORE_THE_COMMIT)
def test_killed_before_the_commit_nothing_has_happened(story: Story, home: Path, phase: str) -> None:
    for marker in BEFORE_THE_COMMIT[phase]:
        kill_at(marker, home, story.loads[0])
        assert state(home) == story.states[0], marker
        check_folder(home)
    assert load(home, story.loads[0])
    assert state(home) == story.states[1]
    check_folder(home)
    assert not list((home / "graph").glob(".building*"))


def test_killed_after_the_commit_everything_has_happened(story: Story, home: Path) -> None:
    for files, after in zip(story.loads, story.states[1:], strict=True):
        kill_at("after commit", home, files)
        assert state(home) == after
        check_folder(home)
        assert not load(home, files)  # loaded again it changes nothing
        assert state(home) == after


@pytest.fixture
def mirrored(story: Story, home: Path, neo4j_server: Neo4jServer) -> Iterator[str]:
    """A Neo4j that mirrors edition 1."""
    wipe(neo4j_server.url)
    assert state(home, neo4j_server.url) == story.states[0]
    yield neo4j_server.url
    wipe(neo4j_server.url)


@pytest.mark.parametrize("marker", ["mirror", "mirror changing", "mirror applied", "mirror ready"])
def test_killed_while_the_mirror_changes_it_is_healed(
    story: Story, home: Path, mirrored: str, marker: str
) -> None:
    kill_at(marker, home, story.loads[0], mirrored)
    assert state(home, mirrored) == story.states[1]
    assert not load(home, story.loads[0], mirrored)
    healed = everything(mirrored)
    wipe(mirrored)
    assert state(home, mirrored) == story.states[1]
    assert everything(mirrored) == healed


@pytest.mark.parametrize("marker", ["mirror loading", "mirror numbered", "mirror written"])
def test_killed_while_the_mirror_loads_it_is_healed(
    story: Story, home: Path, neo4j_server: Neo4jServer, marker: str
) -> None:
    wipe(neo4j_server.url)
    kill_at(marker, home, story.loads[0], neo4j_server.url)
    assert state(home, neo4j_server.url) == story.states[1]
    wipe(neo4j_server.url)
