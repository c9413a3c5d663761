"""Codes of districts that come with a later register: the lists move to them, and none stays behind."""

from __future__ import annotations

import json
from pathlib import Path

from api.lists_out import lists
from api.office import opened
from tests.api.conftest import Run
from tests.ingest.test_uncoded import DISTRICTS, district, register


def held() -> list[tuple[str, str]]:
    """Kind and region of each list of the current edition."""
    with opened() as office:
        return sorted((s.properties["kind"], s.properties["region"]) for s in lists(office))


def test_codes_that_come_later_count(run: Run, tmp_path: Path) -> None:
    paths = [district(tmp_path, d) for d in DISTRICTS]
    assert run("load", register(tmp_path, "379900"), *paths).code == 0
    before = held()
    assert len(before) == 4
    assert ("boundary", "379902") not in before
    ran = run("load", register(tmp_path, "379900", ("379902", "379903", "")), *paths)
    assert ran.code == 0, ran.err
    now = held()
    assert [region for kind, region in now if kind == "boundary"][:2] == ["379902", "379903"]
    assert len(now) == 4
    assert {*now} & {*before} == {("org_register", "379900"), now[2]}
    nodes = [json.loads(line) for line in run("export", "--format", "jsonl").out.splitlines()]
    assert [n["region"] for n in nodes if n.get("name") == "东澜区水务局"] == ["379902"]
