"""Small lists as an office would send them, for the tests of ingest."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from ingest.load import understand
from ingest.problem import Problem
from ingest.report import FileReport, Understanding

Rows = Sequence[Sequence[Any]]

REGISTER = ["机构全称", "常用简称", "机构类别", "层级", "加挂牌子", "主管（上级）机构", "行政区划", "统一社会信用代码", "设立时间",
            "现状", "变更时间", "变更方式", "承继机构"]  # fmt: skip
BOUNDARY = [
    "序号",
    "领域",
    "职责事项",
    "层级",
    "牵头单位",
    "牵头单位职责",
    "配合单位",
    "配合单位职责",
    "依据",
    "备注",
]
ITEMS = ["事项编码", "事项名称", "主项名称", "办理类型", "事项类型", "层级", "原实施部门", "划转方式", "划转文号", "划转日期",
         "在办件处理", "审批部门", "审批环节", "现场勘验承担单位", "技术审查承担单位", "专家评审承担单位", "移交环节", "接收部门",
         "移交方式", "推送时限", "认领时限", "反馈时限", "监管结果是否回流", "监管部门", "监管职责", "执法部门", "对应职责事项",
         "依据", "备注"]  # fmt: skip
RELATED = [
    "关联事项名称",
    "事项类型",
    "关联许可事项",
    "处置意见",
    "现实施部门",
    "原实施部门",
    "监管部门",
    "依据",
    "备注",
]
# One matter under the columns of BOUNDARY.
ROW = [
    "1",
    "水务",
    "节约用水管理",
    "市",
    "市水务局",
    "制定计划",
    "市住建局",
    "改造管网",
    "《水法》第八条",
    "",
]
META = "发布单位：市委编办　行政区划：379900　发布日期：2026年3月20日　状态：完整"

_BODIES = [
    ("临澜市水务局", "市水务局", "", ""),
    ("临澜市住房和城乡建设局", "市住房和城乡建设局、市住建局", "", ""),
    ("临澜市发展和改革委员会", "市发改委", "市粮食和物资储备局", ""),
    ("临澜市公安局", "市公安局", "", ""),
    ("临澜市教育局", "市教育局", "", ""),
    ("临澜市体育局", "市体育局", "", ""),
    ("临澜市市场监督管理局", "市市场监管局、市监局", "", ""),
    ("临澜市行政审批服务局", "市审批局", "", ""),
    ("临澜市勘验评审中心", "市勘验评审中心", "", "临澜市行政审批服务局"),
]


def body(name: str, **said: str) -> list[str]:
    """One row of a register, by heading."""
    row = dict.fromkeys(REGISTER, "")
    row |= {
        "机构全称": name,
        "机构类别": "政府部门",
        "层级": "市",
        "行政区划": "379900",
        "现状": "在用",
    } | said
    return [row[h] for h in REGISTER]


def register_rows(*more: list[str]) -> Rows:
    """A register of nine city bodies, a former one, and one water bureau in each of two districts."""
    rows: list[list[str]] = [["临澜市机构名录（示例数据）"], [META], REGISTER]
    for name, short, plate, parent in _BODIES:
        rows.append(body(name, 常用简称=short, 加挂牌子=plate, **{"主管（上级）机构": parent}))
    rows.append(
        body(
            "临澜市水利局",
            常用简称="市水利局",
            现状="更名",
            变更时间="2019-01-15",
            变更方式="更名",
            承继机构="市水务局",
        )
    )
    for district, code in (("东澜区", "379902"), ("北屿区", "379903")):
        rows.append(body(f"{district}水务局", 常用简称="区水务局", 层级="县", 行政区划=code))
    return [*rows, *more]


def workbook(path: Path, sheets: Mapping[str, Rows], merges: Iterable[tuple[str, str]] = ()) -> Path:
    """Write a workbook; `merges` are (sheet, range)."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if v == "" else v for v in row])
    for name, area in merges:
        book[name].merge_cells(area)
    book.save(path)
    return path


def table(path: Path, rows: Rows, encoding: str = "utf-8-sig") -> Path:
    """Write a csv file."""
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out).writerows(rows)
    return path


def register(folder: Path, *more: list[str]) -> Path:
    """Write the register as a workbook."""
    return workbook(folder / "01-名录.xlsx", {"机构名录": register_rows(*more)})


def boundary(folder: Path, rows: Rows, merges: Iterable[str] = (), header: Sequence[str] = BOUNDARY) -> Path:
    """Write a boundary list with its two title rows; data begin in row 4."""
    sheet = [["临澜市部门职责边界清单（2026年版）"], [META], header, *rows]
    last = chr(64 + len(header))
    ranges = [("职责边界清单", r) for r in (f"A1:{last}1", f"A2:{last}2", *merges)]
    return workbook(folder / "02-边界.xlsx", {"职责边界清单": sheet}, ranges)


def item(title: str, **said: str) -> list[str]:
    """One row of an approval list, by heading."""
    row = (
        dict.fromkeys(ITEMS, "") | {"事项名称": title, "事项类型": "行政许可", "审批部门": "市审批局"} | said
    )
    return [row[h] for h in ITEMS]


def approvals(folder: Path, rows: Rows, related: Rows = ()) -> Path:
    """Write an approval list with its related items; data begin in rows 4 and 3."""
    sheets: dict[str, Rows] = {
        "划转许可事项": [["临澜市审批监管职责边界清单"], [META], ITEMS, *rows],
        "关联事项": [["关联事项"], RELATED, *related],
        "填表说明": [["填表说明"], ["一、一行一项。"]],
    }
    return workbook(folder / "03-审批监管.xlsx", sheets)


def read(folder: Path, *paths: Path, **options: Any) -> Understanding:
    """Understand some files together with the register."""
    return understand([register(folder), *paths], **options)


def report(found: Understanding, part: str) -> FileReport:
    """The report of the file whose name holds `part`."""
    return next(f for f in found.files if part in f.file)


def whole(found: Understanding, part: str = "02-") -> FileReport:
    """The report of one file, every row of which is accounted for."""
    made = report(found, part)
    counts = made.counts
    assert counts["rows"] == counts["statement_rows"] + counts["problem_rows"] + counts["non_data_rows"]
    return made


def problems(found: Understanding, code: str) -> list[Problem]:
    """All problems of a code."""
    return [p for p in found.problems if p.code == code]


def errors(found: Understanding) -> list[tuple[str, str, str]]:
    """Code, place and message of every error."""
    return [(p.code, p.place, p.message) for p in found.problems if p.severity == "error"]


def roles(found: Understanding, thing: str) -> list[tuple[str, str]]:
    """(role, body as resolved or as written) for a thing, in order."""
    said = [s for f in found.files for s in f.statements if s.thing == thing]
    return [(s.role, s.organization or s.organization_text) for s in said]


def stated(found: Understanding, kind: str) -> list[dict[str, Any]]:
    """Properties of every statement of a kind in the batch."""
    return [dict(m.statement.properties) for m in found.batch.mentions if m.statement.kind == kind]
