"""Lists of a body a row with what each has to do: its clauses say its role, whatever the two headings are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Understanding
from tests.ingest.workbooks import META, errors, read, stated, whole, workbook

WATER, BUILDING, POLICE = "临澜市水务局", "临澜市住房和城乡建设局", "临澜市公安局"
ROWS = [
    ["1", "河道采砂管理", "市水务局", "1.牵头负责采砂管理，编制规划；\n2.对采砂单位进行监督检查；\n3.指导县区开展巡查。"],
    ["", "", "市公安局", "依法查处河道非法采砂中的犯罪行为，反映线索。"],
    ["", "", "市住建局", "配合做好采砂船舶停靠点的建设工作。"],
]  # fmt: skip
ROLES = [
    ("LEADS", WATER), ("ENFORCES", POLICE), ("ASSISTS", BUILDING), ("SUPERVISES", WATER), ("GUIDES", WATER),
]  # fmt: skip


def listed(folder: Path, bodies: str, duties: str, rows: list[list[str]]) -> Understanding:
    head = ["序号", "管理事项", bodies, duties]
    table = [["临澜市部门职责边界清单"], [META], head, *rows]
    merges = [("表", area) for area in ("A4:A6", "B4:B6")]
    return read(folder, workbook(folder / "02.xlsx", {"表": table}, merges))


@pytest.mark.parametrize("bodies", ["相关部门", "有关部门", "涉及部门", "责任单位", "部门", "各有关单位"])
@pytest.mark.parametrize("duties", ["职责分工", "责任分工", "部门职责", "任务分工", "具体职责"])
def test_the_clauses_of_a_row_say_its_role(tmp_path: Path, bodies: str, duties: str) -> None:
    found = listed(tmp_path, bodies, duties, ROWS)
    assert errors(found) == []
    said = whole(found, "02").statements
    assert sorted((s.role, s.organization) for s in said) == sorted(ROLES)
    assert {s.thing for s in said} == {"河道采砂管理"}


def test_clauses_without_a_word_for_a_role_give_none(tmp_path: Path) -> None:
    rows = [
        ["1", "河道采砂管理", "市水务局", "1.编制采砂规划；2.核定采砂量。"],
        ["", "", "市公安局", "提供线索。"],
        ROWS[2],
    ]
    found = listed(tmp_path, "相关部门", "职责分工", rows)
    assert [(s.role, s.organization) for s in whole(found, "02").statements] == [
        ("INVOLVED_IN", WATER), ("INVOLVED_IN", POLICE), ("ASSISTS", BUILDING),
    ]  # fmt: skip


@pytest.mark.parametrize("work", ["承担的具体工作", "负责的工作", "承担任务", "具体工作"])
def test_the_work_that_a_body_takes_on_is_no_matter(tmp_path: Path, work: str) -> None:
    rows = [["类别", "事项", "承担部门", "角色", work], ["水务", "再生水利用", "市水务局", "主办", "统一配置"],
            ["", "", "市住建局", "协办", "厂网运行"], ["教育", "校园饮水", "市教育局", "主办", "自管设施"]]  # fmt: skip
    merges = [("表", "B4:B5"), ("表", "A4:A5")]
    table = [["临澜市职责界定表"], [META], *rows]
    found = read(tmp_path, workbook(tmp_path / "02.xlsx", {"表": table}, merges))
    assert errors(found) == []
    assert [(s.role, s.organization, s.thing) for s in whole(found, "02").statements] == [
        ("LEADS", WATER, "再生水利用"), ("ASSISTS", BUILDING, "再生水利用"), ("LEADS", "临澜市教育局", "校园饮水"),
    ]  # fmt: skip
    assert [said["text"] for said in stated(found, "LEADS")] == ["统一配置", "自管设施"]


def test_the_finer_kind_of_a_request_is_the_matter(tmp_path: Path) -> None:
    rows = [["诉求大类", "诉求小类", "主办", "协办"], ["噪声", "广场舞", "市公安局", "市教育局 市住建局"],
            ["", "夜间施工", "市住建局", ""], ["用水", "水压不足", "市水务局", "市公安局/市住建局"]]  # fmt: skip
    table = [["临澜市常见诉求分派目录"], [META], *rows]
    found = read(tmp_path, workbook(tmp_path / "02.xlsx", {"表": table}))
    assert errors(found) == []
    said = whole(found, "02").statements
    assert [s.thing for s in said if s.role == "LEADS"] == ["广场舞", "夜间施工", "水压不足"]
    assert len([s for s in said if s.role == "ASSISTS"]) == 4
