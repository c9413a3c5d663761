"""Lists of coordinating bodies that no title and no column call so: their names do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.workbooks import META, errors, problems, read, table, whole

HEAD = ["序号", "机构名称", "牵头部门", "办公室设在", "成员单位"]
NAMES = ["临澜市安全生产委员会", "临澜市防汛抗旱指挥部", "临澜市营商环境工作领导小组"]


def test_names_of_coordinating_bodies_tell_what_a_list_is(tmp_path: Path) -> None:
    rows = [[str(n), name, "市水务局", "市住建局", "市公安局、市教育局"] for n, name in enumerate(NAMES, 1)]
    found = read(tmp_path, table(tmp_path / "02.csv", [["附件2"], [META], HEAD, *rows]))
    assert errors(found) == []
    made = whole(found, "02")
    assert made.profile == "bodies"
    assert [(s.role, s.organization_text) for s in made.statements if s.thing == NAMES[1]] == [
        ("LED_BY", "市水务局"), ("OFFICE_AT", "市住建局"), ("HAS_MEMBER", "市公安局"), ("HAS_MEMBER", "市教育局"),
    ]  # fmt: skip


def test_matters_that_several_lead_are_no_bodies(tmp_path: Path) -> None:
    rows = [["1", "河道采砂", "市水务局", "市住建局"], ["2", "防汛指挥部日常工作", "市水务局", "市公安局"],
            ["3", "校园安全", "市教育局", "市公安局"]]  # fmt: skip
    head = ["序号", "事项名称", "牵头部门", "成员单位"]
    found = read(tmp_path, table(tmp_path / "02.csv", [["附件2"], [META], head, *rows]))
    assert whole(found, "02").profile == "boundary"


@pytest.mark.parametrize(
    "cell",
    [
        "日常工作由市住建局承担",
        "市住建局（办公室）",
        "不单设办公室，具体工作由市住建局负责",
        "由市住建局承担日常事务",
    ],
)
def test_who_does_the_daily_work_keeps_the_office(tmp_path: Path, cell: str) -> None:
    head = ["序号", "机构名称", "组长", "办事机构", "成员单位", "清理意见", "理由及后续"]
    rows = [
        [str(n), name, "市长", cell, "市公安局", "保留", "上级有对应设置"] for n, name in enumerate(NAMES, 1)
    ]
    found = read(tmp_path, table(tmp_path / "02.csv", [["议事协调机构清理意见"], [META], head, *rows]))
    assert errors(found) == []
    assert problems(found, "COLUMN") == []
    said = [(s.role, s.organization) for s in whole(found, "02").statements if s.thing == NAMES[1]]
    assert ("OFFICE_AT", "临澜市住房和城乡建设局") in said
