"""Lists of powers that tell a body from its own team, who acts beside it, and several powers in one cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Understanding
from tests.ingest.workbooks import META, errors, problems, read, roles, workbook

WATER, POLICE, TEAM = "临澜市水务局", "临澜市公安局", "临澜市住房和城乡建设局"
ITEMS = "1.无证采砂的处罚\n2.超量采砂的处罚"


def of(folder: Path, head: list[str], *rows: list[str], title: str = "临澜市水务局权责清单") -> Understanding:
    return read(folder, workbook(folder / "02-清单.xlsx", {"Sheet1": [[title], [META], head, *rows]}))


@pytest.mark.parametrize("name", ["以谁名义执法", "以谁的名义实施", "执法名义", "执法主体"])
@pytest.mark.parametrize("team", ["执法队伍", "具体执法队伍"])
def test_each_item_of_a_cell_is_one_with_the_team_and_who_it_acts_for(
    tmp_path: Path, name: str, team: str
) -> None:
    head = ["序号", team, name, "执法事项（节选）", "事项数", "其他说明"]
    rows = [
        ["1", "市住建局", "市水务局", ITEMS, "2", "无"],
        [
            "2",
            "（由机关科室承担）",
            "市公安局",
            "1.酒后驾船的处罚\n2.无证驾船的处罚",
            "2",
            "各区由区治安局实施",
        ],
    ]
    found = of(tmp_path, head, *rows, title="临澜市综合行政执法事项一览表")
    assert errors(found) == [] and {p.severity for p in problems(found, "COLUMN")} == {"info"}
    for item in ("无证采砂的处罚", "超量采砂的处罚"):
        assert sorted(roles(found, item)) == sorted([("ENFORCES", WATER), ("ENFORCES", TEAM)])
    for item in ("酒后驾船的处罚", "无证驾船的处罚"):
        assert roles(found, item) == [("ENFORCES", POLICE)]


@pytest.mark.parametrize(
    "cell",
    [
        "1.受理取水申请。\n2.决定。",
        "1.市水务局查处采砂\n2.市公安局查处阻挠",
        "1.无证采砂的处罚\n3.超量采砂的处罚",
        "1.超限1.5吨",
    ],
)
def test_a_cell_of_sentences_or_of_odd_numbers_is_no_list_of_items(tmp_path: Path, cell: str) -> None:
    found = of(tmp_path, ["序号", "执法事项", "执法主体"], ["1", cell, "市水务局"])
    assert len([m for f in found.files for m in f.statements if m.role == "ENFORCES"]) <= 1


@pytest.mark.parametrize(
    ("heading", "cell", "said"),
    [
        ("共同行使、配合部门", "配合：市公安局", [("ASSISTS", POLICE)]),
        ("共同行使、配合部门", "市公安局", [("INVOLVED_IN", POLICE)]),
        ("共同实施或配合单位", "参加：市公安局、市住建局", [("ASSISTS", POLICE), ("ASSISTS", TEAM)]),
        ("配合部门", "市公安局", [("ASSISTS", POLICE)]),
        ("协办单位", "市公安局", [("ASSISTS", POLICE)]),
        ("配合部门", "", []),
    ],
)
def test_a_column_of_who_acts_beside_the_holder(
    tmp_path: Path, heading: str, cell: str, said: list[tuple[str, str]]
) -> None:
    head = ["序号", "权力类型", "权力事项名称", "责任事项", heading]
    found = of(tmp_path, head, ["1", "行政强制", "强行拆除阻水物", "1.催告责任", cell])
    assert errors(found) == [] and problems(found, "COLUMN") == []
    assert sorted(roles(found, "强行拆除阻水物")) == sorted([("ENFORCES", WATER), *said])


@pytest.mark.parametrize(
    ("kind", "item", "unit", "said"),
    [
        ("行政处罚", "对违法取水的处罚", "市住建局", [("ENFORCES", TEAM)]),
        ("行政检查", "对取水的检查", "法规科、市住建局", [("SUPERVISES", TEAM)]),
        ("行政许可", "取水许可", "市住建局", [("INVOLVED_IN", TEAM)]),
        ("行政处罚", "对违法取水的处罚", "水政科", []),
        ("行政处罚", "对违法取水的处罚", "办公室", []),
        ("行政处罚", "对违法取水的处罚", "市水务局", []),
    ],
)
def test_a_unit_that_is_a_body_of_the_register_is_named(
    tmp_path: Path, kind: str, item: str, unit: str, said: list[tuple[str, str]]
) -> None:
    head = ["序号", "权力类型", "权力事项名称", "责任事项", "责任处室（单位）"]
    found = of(tmp_path, head, ["1", kind, item, "1.受理责任", unit])
    own = {"行政处罚": "ENFORCES", "行政检查": "SUPERVISES", "行政许可": "APPROVES"}[kind]
    assert errors(found) == []
    assert sorted(roles(found, item)) == sorted([(own, WATER), *said])
