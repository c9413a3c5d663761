"""Which room may know which: graph none, ingest and viz only graph; read from the source of every file."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("graph", "ingest", "api", "viz", "tests", "bench")
MAY_KNOW = {"graph": set[str](), "ingest": {"graph"}, "viz": {"graph"}, "api": {"graph", "ingest", "viz"}}


def imported(path: Path) -> set[str]:
    """The top-level packages that a file imports, also inside functions and by importlib."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                here = path.relative_to(ROOT).parts[: -node.level]
                found.add(here[0] if here else (node.module or "").partition(".")[0])
            else:
                found.add((node.module or "").partition(".")[0])
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            found |= {str(a.value).partition(".")[0] for a in node.args if isinstance(a, ast.Constant)}
    return found


@pytest.mark.parametrize("room", MAY_KNOW)
def test_a_room_knows_only_what_it_may(room: str) -> None:
    files = sorted((ROOT / room).rglob("*.py"))
    assert files
    wrong = {
        str(path.relative_to(ROOT)): sorted(known)
        for path in files
        if (known := imported(path) & set(ROOMS) - MAY_KNOW[room] - {room})
    }
    assert wrong == {}


def test_the_reading_of_imports_sees_every_form(tmp_path: Path) -> None:
    path = tmp_path / "x.py"
    path.write_text(
        "import api.cli as c\ndef f():\n    from viz.legend import x\n    import_module('ingest.load')\n"
    )
    assert imported(path) == {"api", "viz", "ingest"}
