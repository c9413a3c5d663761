"""Writes 05-议事协调机构清单.xlsx and 06-议事协调机构清理意见.docx from source/bod*.yaml."""

import pathlib

import openpyxl
import yaml
from build_boundary import SOURCE
from build_township import add_table, new_document
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

REGISTER = "05-议事协调机构清单.xlsx"
REVIEWS = "06-议事协调机构清理意见.docx"

ISSUED = "编制单位：市委编办　行政区划：379900　发布日期：2026年6月26日　状态：完整"
# Title, then header text, key in the YAML, column width of each sheet.
SHEETS = {
    "议事协调机构": ("临澜市市级议事协调机构清单（示例数据）", [
        ("序号", "number", 6), ("机构名称", "name", 34), ("简称", "short", 16), ("类别", "kind", 12),
        ("层级", "level", 6), ("组长职务", "chair", 24), ("牵头单位", "lead", 20), ("办公室设在", "office", 20),
        ("负责领域", "domain", 16), ("统筹事项", "duties", 28), ("下设于", "under", 22),
        ("上级对应机构", "upper", 26), ("法定", "statutory", 6), ("设立文件", "document", 22),
        ("设立时间", "since", 14), ("撤销期限", "until", 14), ("撤销条件", "condition", 24),
        ("年会议次数", "meetings", 8), ("最近运转", "active", 14), ("现状", "state", 10),
        ("终止时间", "ended", 14), ("备注", "note", 34),
    ]),
    "成员单位": ("临澜市市级议事协调机构成员单位（示例数据）", [
        ("序号", "number", 6), ("机构名称", "body", 36), ("成员单位", "who", 34), ("成员身份", "role", 14),
        ("成员职责", "text", 50),
    ]),
    "运转情况": ("临澜市市级议事协调机构会议和发文情况（示例数据）", [
        ("序号", "number", 6), ("机构名称", "body", 36), ("类型", "kind", 8), ("日期", "day", 14),
        ("名称", "name", 44), ("参加范围", "who", 36),
    ]),
}  # fmt: skip
NUMERALS = "一二三四"
OPINION_COLUMNS = {
    "序号": "number", "轮次": "round", "机构名称": "body", "清理意见": "opinion", "意见说明": "text",
    "意见日期": "day", "文号": "document", "备注": "note",
}  # fmt: skip
PREFACE = (
    "市委编办会同有关部门对市级议事协调机构进行了四轮清理，意见分同意设立、不同意设立、调整、撤销四种。"
    "同一机构在不同轮次均有意见的，以时间在后的为准。"
)

THIN = Side(style="thin", color="000000")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def load(name: str) -> list[dict]:
    return yaml.safe_load((SOURCE / name).read_text(encoding="utf-8"))


def build(out_dir: pathlib.Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    lines = {
        "议事协调机构": [{"number": n, "level": "市"} | b for n, b in enumerate(load("bodies.yaml"), 1)],
        "成员单位": _members(),
        "运转情况": [{"number": n} | a for n, a in enumerate(load("body_activities.yaml"), 1)],
    }
    for name, (title, columns) in SHEETS.items():
        _write_sheet(book.create_sheet(name), title, columns, lines[name])
    book.save(out_dir / REGISTER)
    _build_reviews(out_dir)


def _members() -> list[dict]:
    """A row a member; number and name of the body stand in the first of its rows only."""
    rows = []
    for number, body in enumerate(load("body_members.yaml"), 1):
        head = {"number": number, "body": body["body"], "span": len(body["members"])}
        rows += [(head if at == 0 else {}) | member for at, member in enumerate(body["members"])]
    return rows


def _write_sheet(
    sheet: Worksheet, title: str, columns: list[tuple[str, str, int]], lines: list[dict]
) -> None:
    """Title, issuer, header, and a row for each line; a line with a `span` merges its first two cells."""
    for row, text in ((1, title), (2, ISSUED)):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(columns))
        sheet.cell(row, 1, text).font = Font(name="宋体", size=16 if row == 1 else 10, bold=row == 1)
        sheet.cell(row, 1).alignment = Alignment(
            horizontal="center" if row == 1 else "left", vertical="center"
        )
    header = {key: text for text, key, _ in columns}
    for row, line in enumerate([header, *lines], 3):
        for column, (_, key, _) in enumerate(columns, 1):
            cell = sheet.cell(row, column, line.get(key))
            cell.font = Font(name="黑体" if row == 3 else "宋体", size=10, bold=row == 3)
            cell.alignment = Alignment(
                horizontal="center" if row == 3 or key in ("number", "level", "statutory") else "left",
                vertical="center",
                wrap_text=True,
            )
            cell.border = GRID
        if line.get("span", 1) > 1:
            for column in (1, 2):
                sheet.merge_cells(
                    start_row=row, end_row=row + line["span"] - 1, start_column=column, end_column=column
                )
    for column, (_, _, width) in enumerate(columns, 1):
        sheet.column_dimensions[sheet.cell(3, column).column_letter].width = width
    sheet.freeze_panes = "C4"
    sheet.print_title_rows = "1:3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3


def _build_reviews(out_dir: pathlib.Path) -> None:
    """One heading and one table a round."""
    made = new_document("临澜市市级议事协调机构清理意见（示例数据）", ISSUED, [PREFACE])
    for review in load("body_reviews.yaml"):
        number = NUMERALS[review["round"] - 1]
        rows = [list(OPINION_COLUMNS)]
        for at, opinion in enumerate(review["opinions"], 1):
            line = {"number": at, "round": review["round"], "document": review["document"]} | opinion
            rows.append([str(line.get(key, "")) for key in OPINION_COLUMNS.values()])
        add_table(made, f"{number}、第{number}轮清理意见（{review['when']}）", rows)
    made.save(out_dir / REVIEWS)
