"""Names that stand for no one body: listed with a reason and candidates, and read as such only when asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from tests.ingest.workbooks import (
    approvals,
    body,
    boundary,
    errors,
    item,
    problems,
    read,
    register,
    report,
    roles,
    stated,
)

TWO = [body("临澜市城市管理局", 常用简称="市执法局"), body("临澜市综合行政执法局", 常用简称="市执法局")]


def matter(lead: str, assist: str = "") -> list[str]:
    return ["1", "", "甲事项", "市", lead, "", assist, "", "", ""]


@pytest.mark.parametrize(
    ("written", "reason", "candidates"),
    [
        ("市执法局", "several", ["临澜市城市管理局", "临澜市综合行政执法局"]),
        ("市工商局", "akin", ["临澜市市场监督管理局"]), ("市水务工程处", "unknown", []), ("市消仿局", "unknown", []),
    ],
)  # fmt: skip
def test_a_name_not_found_has_a_reason_and_candidates(
    tmp_path: Path, written: str, reason: str, candidates: list[str]
) -> None:
    found = understand(
        [register(tmp_path, *TWO), boundary(tmp_path, [matter(written), matter("市公安局", written)])]
    )
    assert not found.ok
    (shown,) = report(found, "02").to_json()["unresolved"]
    assert (shown["text"], shown["reason"], shown["count"]) == (written, reason, 2)
    assert shown["cells"] == ["职责边界清单!E4", "职责边界清单!G5"]
    assert shown["candidates"][: len(candidates)] == candidates
    problem = next(p for p in report(found, "02").to_json()["problems"] if p["code"] == "DQ-NAME")
    assert problem["candidates"] == shown["candidates"]
    assert all(c in problem["message"] for c in shown["candidates"])


def test_nothing_is_kept_of_it_unless_asked(tmp_path: Path) -> None:
    found = read(tmp_path, boundary(tmp_path, [matter("市消防局", "市公安局")]))
    assert errors(found) == [("DQ-NAME", "职责边界清单!E4", problems(found, "DQ-NAME")[0].message)]
    said = [(s.organization, s.organization_text) for s in report(found, "02").statements]
    assert said == [
        (None, "市消防局"),
        ("临澜市公安局", "市公安局"),
    ]  # shown in the report, and kept out of the record
    assert found.batch.mentions == []


def test_when_asked_it_is_stated_as_unresolved_and_marked(tmp_path: Path) -> None:
    path = boundary(tmp_path, [matter("市消防局", "市公安局、市甲局（指导）等部门")])
    found = read(tmp_path, path, unresolved=True)
    assert found.ok
    assert [(p.severity, p.cell) for p in problems(found, "DQ-NAME")] == [
        ("warning", "E4"),
        ("warning", "G4"),
    ]
    assert all("未识别" in p.todo for p in problems(found, "DQ-NAME"))
    assert roles(found, "甲事项") == [
        ("LEADS", "市消防局"), ("ASSISTS", "临澜市公安局"), ("GUIDES", "市甲局（指导）"), ("ASSISTS", "等部门"),
    ]  # fmt: skip
    groups = {g["name"]: (g["kind"], g["region"]) for g in stated(found, "NamedGroup")}
    assert groups["市消防局"] == groups["市甲局"] == ("unresolved", "379900")
    assert groups["等部门"] == ("open_ended", "379900")
    assert [s.how for s in report(found, "02").statements if s.organization is None] == [None, None, None]


def test_a_name_that_is_known_stays_known_when_asked(tmp_path: Path) -> None:
    path = boundary(tmp_path, [matter("市水务局", "市住建局、各镇街")])
    assert read(tmp_path, path, unresolved=True).to_json() == read(tmp_path, path).to_json()


def test_what_must_be_a_body_is_left_out_and_told(tmp_path: Path) -> None:
    row = item(
        "取水许可",
        原实施部门="市水利电力局",
        划转方式="划转",
        监管部门="市水务处",
        接收部门="市水务处",
        移交环节="决定",
    )
    assert not read(tmp_path, approvals(tmp_path, [row])).ok
    found = read(tmp_path, approvals(tmp_path, [row]), unresolved=True)
    assert found.ok
    assert stated(found, "TRANSFERRED_FROM") == []
    assert ("SUPERVISES", "市水务处") in roles(found, "取水许可")
    told = [p for p in problems(found, "DQ-NAME") if "市水利电力局" in p.message]
    assert {p.severity for p in told} == {"warning"}
