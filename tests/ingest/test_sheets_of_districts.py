"""Books of a city with a sheet for each of its districts: names on a sheet are those of its own area."""

from __future__ import annotations

from pathlib import Path

from tests.ingest.workbooks import META, errors, read, stated, whole, workbook


def test_a_book_with_a_sheet_for_each_district(tmp_path: Path) -> None:
    head = ["序号", "职责事项", "牵头单位", "配合单位"]
    sheets = {
        "市级": [["临澜市疑难事项清单"], [META], head, ["1", "雨水管爆裂", "市水务局", "市住建局"]],
        "东澜区": [["附表"], head, ["1", "农村塘坝治理", "区水务局", "市水务局"]],
        "表三": [["北屿区疑难事项清单"], head, ["1", "渠道清淤", "区水务局", ""]],
    }
    found = read(tmp_path, workbook(tmp_path / "02.xlsx", sheets))
    assert errors(found) == []
    said = [(s.role, s.organization) for s in whole(found, "02").statements]
    assert said == [
        ("LEADS", "临澜市水务局"), ("ASSISTS", "临澜市住房和城乡建设局"), ("LEADS", "东澜区水务局"),
        ("ASSISTS", "临澜市水务局"), ("LEADS", "北屿区水务局"),
    ]  # fmt: skip
    assert {d["name"]: d["region"] for d in stated(found, "Duty")} == {
        "雨水管爆裂": "379900", "农村塘坝治理": "379902", "渠道清淤": "379903",
    }  # fmt: skip


def test_sheets_of_one_area_leave_the_list_where_it_says_it_is(tmp_path: Path) -> None:
    rows = [["东澜区疑难事项清单"], [META], ["职责事项", "牵头单位"], ["塘坝治理", "市水务局"]]
    found = read(tmp_path, workbook(tmp_path / "02.xlsx", {"东澜区": rows}))
    assert [d["region"] for d in stated(found, "Duty")] == ["379900"]
