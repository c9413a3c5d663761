"""If it changed, the docs changed; and what the README says to type, works."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from api.cli import zhize
from api.settings import Settings
from graph.ontology import load
from graph.rule import catalogue

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", *sorted(DOCS.rglob("*.md"))]
TYPED = [ROOT / "README.md", ROOT / "README.zh.md"]


def environment(home: Path, **more: str) -> dict[str, str]:
    here = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return {**os.environ, "PATH": here, "ZHIZE_HOME": str(home), "COLUMNS": "160", **more}


def test_reference_is_fresh(tmp_path: Path) -> None:
    ran = subprocess.run(
        ["zhize", "docs", "--check"], cwd=ROOT, env=environment(tmp_path), capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr


def test_everything_has_its_place_in_the_reference() -> None:
    reference = "\n".join(p.read_text("utf-8") for p in sorted((DOCS / "reference").rglob("*.md")))
    for name in [*load().nodes, *load().links]:
        assert f"### {name} " in reference, name
    for rule in catalogue():
        assert (DOCS / "reference" / "rules" / f"{rule.code}-{rule.id}.md").is_file()
    for name in Settings.model_fields:
        assert f"ZHIZE_{name.upper()}" in reference
    for command in zhize.commands:
        assert f"## zhize {command}" in reference


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_every_decision_is_in_the_index() -> None:
    index = (DOCS / "decisions" / "README.md").read_text("utf-8")
    for page in (DOCS / "decisions").glob("[0-9]*.md"):
        assert f"({page.name})" in index


def commands(page: Path) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    return [
        line.split("  #")[0].strip()
        for block in blocks
        for line in block.splitlines()
        if line.startswith("zhize ")
    ]


def test_readme_commands_work_one_after_the_other(tmp_path: Path) -> None:
    """Those of one page: the other says the same, as the test below holds."""
    typed = commands(TYPED[0])
    assert len(typed) >= 8
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    for line in typed:
        ran = subprocess.run(
            ["bash", "-c", line],
            cwd=tmp_path,
            env=environment(tmp_path / "home"),
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, (line, ran.stderr)
    assert (tmp_path / "chain.html").stat().st_size > 100_000
    assert (tmp_path / "city.jsonl").stat().st_size > 1_000_000


def test_both_readmes_say_the_same_commands() -> None:
    one, other = (commands(page) for page in TYPED)
    assert one == other


def test_neo4j_howto_works(neo4j_url: str, tmp_path: Path) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    env = environment(tmp_path / "home", ZHIZE_GRAPH=neo4j_url.replace("bolt://", "neo4j://"))
    for line in commands(DOCS / "howto" / "run-on-neo4j.md"):
        ran = subprocess.run(["bash", "-c", line], cwd=tmp_path, env=env, capture_output=True, text=True)
        assert ran.returncode == 0, (line, ran.stderr)


def test_make_run_twice_changes_nothing(tmp_path: Path) -> None:
    """The first of the two commands, in a home of its own; the record's dump stays as it was."""
    from api.office import opened

    env = environment(tmp_path / "home")
    before = subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True).stdout
    dumps = []
    for _ in range(2):
        ran = subprocess.run(["make", "run", "SERVE=0"], cwd=ROOT, env=env, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
        picture = re.search(r"图（可离线打开）：(\S+)", ran.stdout)
        assert picture, ran.stdout
        assert Path(picture[1]).is_file()
        for words in ("发现", "【断点", "用时"):
            assert words in ran.stdout
        with opened(Settings(home=tmp_path / "home")) as office:
            dumps.append(list(office.record.dump()))
    assert dumps[0] == dumps[1]
    assert (
        subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True).stdout
        == before
    )


def test_compose_file_fits() -> None:
    service = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["neo4j"]
    assert service["image"].startswith("neo4j:5.26")
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert ":?" in service["environment"]["NEO4J_AUTH"], "no default password"
