"""Builds the sample city's workbooks from source/*.yaml:  python samples/city/build.py

The same source always gives the same bytes: workbook dates and zip timestamps are fixed.
"""

import csv
import os
import pathlib
import re
import zipfile

os.environ["OPENPYXL_LXML"] = "False"  # the same bytes whether lxml is there or not

import build_bodies
import build_boundary
import build_county
import build_handbook
import build_township
import openpyxl
import yaml
from openpyxl.styles import Alignment, Border, Font, Side

HERE = pathlib.Path(__file__).parent
REGISTER = "01-机构名录.xlsx"
COUNTIES = "04-区县镇街机构名录.csv"
CITY_CODE = "379900"

TITLE = "临澜市机构名录（示例数据）"
ISSUED = "编制单位：市委编办　行政区划：379900　数据截止：2026年6月30日"
FOOTNOTE = "注：本名录为示例数据，机构与代码均为虚构；已撤并、更名机构保留备查，承继机构以机构改革方案为准。"
# Header text, key in the YAML, column width.
COLUMNS = [
    ("序号", None, 6), ("机构全称", "name", 34), ("常用简称", "short", 30), ("机构类别", "kind", 14),
    ("层级", "level", 6), ("机构规格", "rank", 10), ("加挂牌子", "plate", 24), ("主管（上级）机构", "parent", 24),
    ("行政区划", "region", 10), ("统一社会信用代码", "uscc", 22), ("设立时间", "since", 14), ("现状", "state", 8),
    ("变更时间", "changed", 14), ("变更方式", "how", 10), ("承继机构", "heir", 26), ("变更依据", "basis", 22),
    ("备注", "note", 34),
]  # fmt: skip
HEADER = [text for text, _, _ in COLUMNS]

FIXED_DAY = "2026-06-30T08:00:00Z"
ZIP_DAY = (2026, 6, 30, 8, 0, 0)
CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"

THIN = Side(style="thin", color="000000")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def load(name: str) -> list[dict]:
    bodies = yaml.safe_load((build_boundary.SOURCE / name).read_text(encoding="utf-8"))
    for body in bodies:
        if "uscc" in body and not code_is_valid(body["uscc"]):
            raise ValueError(f"{body['name']}：统一社会信用代码校验不符 {body['uscc']}")
    return bodies


def code_is_valid(code: str) -> bool:
    """Check digit of GB 32100: weights 3^i modulo 31."""
    if len(code) != 18 or any(c not in CODE_LETTERS for c in code):
        return False
    total = sum(CODE_LETTERS.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17]))
    return CODE_LETTERS[(31 - total % 31) % 31] == code[17]


def rows(bodies: list[dict]) -> list[list]:
    return [
        [
            number if key is None else body.get(key, CITY_CODE if key == "region" else "")
            for _, key, _ in COLUMNS
        ]
        for number, body in enumerate(bodies, 1)
    ]


def build_register(out_dir: pathlib.Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "机构名录"
    lines = rows(load("register.yaml"))
    last = 3 + len(lines) + 1
    for row, text in ((1, TITLE), (2, ISSUED), (last, FOOTNOTE)):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HEADER))
        sheet.cell(row, 1, text).font = Font(name="宋体", size=16 if row == 1 else 10, bold=row == 1)
        sheet.cell(row, 1).alignment = Alignment(
            horizontal="center" if row == 1 else "left", vertical="center"
        )
    for row, cells in enumerate([HEADER, *lines], 3):
        for column, value in enumerate(cells, 1):
            cell = sheet.cell(row, column, value if value != "" else None)
            cell.font = Font(name="黑体" if row == 3 else "宋体", size=10, bold=row == 3)
            cell.alignment = Alignment(
                horizontal="center" if row == 3 else "left", vertical="center", wrap_text=True
            )
            cell.border = GRID
    for column, (_, _, width) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[sheet.cell(3, column).column_letter].width = width
    sheet.freeze_panes = "C4"
    book.save(out_dir / REGISTER)


def build_counties(out_dir: pathlib.Path) -> None:
    with (out_dir / COUNTIES).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(HEADER)
        writer.writerows(rows(load("counties.yaml")))


def normalise(path: pathlib.Path) -> None:
    """Rewrites a workbook with fixed dates, so that building twice gives the same bytes."""
    with zipfile.ZipFile(path) as source:
        members = [(info.filename, source.read(info)) for info in source.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members:
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", FIXED_DAY.encode(), content)
            info = zipfile.ZipInfo(name, ZIP_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)


def build(out_dir: pathlib.Path = HERE) -> None:
    build_register(out_dir)
    build_counties(out_dir)
    build_boundary.build(out_dir)
    try:
        import build_approvals
    except ModuleNotFoundError:
        print("build_approvals.py 尚未就位，略过 03-审批监管职责边界清单.xlsx")
    else:
        build_approvals.build(out_dir)
    build_bodies.build(out_dir)
    build_county.build(out_dir)
    build_township.build(out_dir)
    build_handbook.build(out_dir)
    for path in sorted([*out_dir.glob("*.xlsx"), *out_dir.glob("*.docx")]):
        normalise(path)


if __name__ == "__main__":
    build()
