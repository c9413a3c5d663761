"""Build the approval list of the invented city: 03-审批监管职责边界清单.xlsx.

Reads source/approvals_a.yaml, source/approvals_b.yaml and source/related.yaml;
a part that is not there yet counts as empty. The same sources give the same bytes.
"""

from __future__ import annotations

import io
import pathlib
import re
import zipfile
from datetime import UTC, datetime
from typing import Any

import yaml
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE / "source"
FILE_NAME = "03-审批监管职责边界清单.xlsx"
IMPRINT = "发布单位：市委编办　行政区划：379900　发布日期：2026年4月10日　状态：完整"
FIXED = datetime(2026, 4, 10, 9, 0, 0, tzinfo=UTC)

# group heading, then (key in the source, heading in the sheet, column width)
GROUPS: list[tuple[str, list[tuple[str, str, int]]]] = [
    (
        "事项信息",
        [
            ("", "序号", 6),
            ("code", "事项编码", 15),
            ("title", "事项名称", 34),
            ("main", "主项名称", 26),
            ("operation", "办理类型", 9),
            ("type", "事项类型", 10),
            ("level", "层级", 6),
        ],
    ),
    (
        "划转信息",
        [
            ("from_body", "原实施部门", 18),
            ("transfer", "划转方式", 9),
            ("document", "划转文号", 20),
            ("date", "划转日期", 14),
            ("pending", "在办件处理", 24),
        ],
    ),
    (
        "审批",
        [
            ("approver", "审批部门", 18),
            ("stages", "审批环节", 28),
            ("inspection", "现场勘验承担单位", 17),
            ("review", "技术审查承担单位", 17),
            ("experts", "专家评审承担单位", 17),
        ],
    ),
    (
        "审管衔接",
        [
            ("handoff_stage", "移交环节", 9),
            ("receiver", "接收部门", 18),
            ("channel", "移交方式", 20),
            ("push", "推送时限", 13),
            ("claim", "认领时限", 11),
            ("feedback", "反馈时限", 12),
            ("returns", "监管结果是否回流", 10),
        ],
    ),
    (
        "监管执法",
        [
            ("supervisor", "监管部门", 20),
            ("duty_text", "监管职责", 44),
            ("enforcer", "执法部门", 22),
            ("duty", "对应职责事项", 26),
        ],
    ),
    ("其他", [("basis", "依据", 36), ("note", "备注", 28)]),
]

RELATED: list[tuple[str, str, int]] = [
    ("", "序号", 6),
    ("title", "关联事项名称", 36),
    ("type", "事项类型", 12),
    ("licence", "关联许可事项", 36),
    ("disposition", "处置意见", 12),
    ("body", "现实施部门", 20),
    ("from_body", "原实施部门", 20),
    ("supervisor", "监管部门", 20),
    ("basis", "依据", 38),
    ("note", "备注", 26),
]

GUIDE = """\
填表说明（示例数据）
一、本表所列城市、机构、文号和事项编码均为示例，不对应任何真实地方。
二、“划转许可事项”一行一个业务办理项；同一主项分新办、变更、延续、校验、注销、补办的，分行填写，主项名称须一致。
三、“原实施部门”按划转文件所载名称填写，文件印发时的旧称可以保留。
四、“审批环节”按办理先后填写，用顿号隔开。实行告知承诺或者免勘验的，在该环节后加括号注明。
五、列有现场勘验、技术审查、专家评审的，应在对应栏目写明承担单位；受理、听证、决定、送达由审批部门自行完成的不再填写。
六、“推送时限”“认领时限”“反馈时限”按双方商定的口径填写，未注明的均指工作日；各事项可以不同。
七、“监管部门”有两家的，用顿号隔开，主管部门写在前。
八、“对应职责事项”填写部门职责边界清单中的事项名称，须与该清单一字不差；没有对应的留空。
九、“关联事项”指随许可一并办理的备案、公示、核验、收费等事项，处置意见分随同划转、保留原部门、取消三种。
十、内容有变动的，填报单位于变动后十个工作日内报编制部门更新。
""".splitlines()

_FONT = "宋体"
_THIN = Side(style="thin", color="808080")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FILL = PatternFill("solid", fgColor="D9E2EF")
_GROUP_FILL = PatternFill("solid", fgColor="BFCFE3")
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
# columns whose text is long enough to read better flush left
_FLUSH = {
    *("title", "main", "document", "pending", "stages", "channel"),
    *("duty_text", "duty", "basis", "note", "licence"),
}


def _load(name: str) -> list[dict[str, Any]]:
    path = SOURCE / name
    if not path.exists():
        return []
    loaded = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    if not isinstance(loaded, list):
        raise ValueError(f"{name}: a list of items is expected")
    return loaded


def _check(items: list[dict[str, Any]], keys: set[str], what: str) -> None:
    for item in items:
        unknown = set(item) - keys
        if unknown:
            raise ValueError(f"{what} {item.get('title')!r}: unknown keys {sorted(unknown)}")


def _text(value: Any) -> str | None:
    """The cell text: blank stays blank, everything else is text as written."""
    if value is None or value == "":
        return None
    return str(value)


def _header(sheet: Worksheet, row: int, column: int, text: str, fill: PatternFill) -> None:
    cell = sheet.cell(row, column, text)
    cell.font = Font(name=_FONT, size=11, bold=True)
    cell.alignment = _CENTRE
    cell.fill = fill


def _title(sheet: Worksheet, row: int, width: int, text: str, size: int, bold: bool) -> None:
    cell = sheet.cell(row, 1, text)
    cell.font = Font(name=_FONT, size=size, bold=bold)
    cell.alignment = _CENTRE if bold else _LEFT
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)


def _rows(
    sheet: Worksheet, first: int, columns: list[tuple[str, str, int]], items: list[dict[str, Any]]
) -> None:
    body = Font(name=_FONT, size=10)
    for number, item in enumerate(items, start=1):
        for column, (key, _, _) in enumerate(columns, start=1):
            value: str | int | None = _text(item.get(key)) if key else number
            cell = sheet.cell(first + number - 1, column, value)
            cell.font = body
            cell.border = _BORDER
            cell.alignment = _LEFT if key in _FLUSH else _CENTRE


def _page(sheet: Worksheet, columns: list[tuple[str, str, int]], top: int, freeze: str) -> None:
    for column, (_, _, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        for row in range(top, sheet.max_row + 1):
            sheet.cell(row, column).border = _BORDER
    sheet.freeze_panes = freeze
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8  # A3
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _items_sheet(sheet: Worksheet, items: list[dict[str, Any]]) -> None:
    columns = [column for _, group in GROUPS for column in group]
    width = len(columns)
    _title(sheet, 1, width, "临澜市审批监管职责边界清单（示例数据）", 18, True)
    _title(sheet, 2, width, IMPRINT, 10, False)
    start = 1
    for name, group in GROUPS:
        end = start + len(group) - 1
        for column in range(start, end + 1):
            _header(sheet, 4, column, group[column - start][1], _HEAD_FILL)
        _header(sheet, 3, start, name, _GROUP_FILL)
        sheet.merge_cells(start_row=3, start_column=start, end_row=3, end_column=end)
        start = end + 1
    _rows(sheet, 5, columns, items)
    sheet.row_dimensions[1].height = 30
    sheet.row_dimensions[4].height = 32
    _page(sheet, columns, 3, "D5")
    sheet.print_title_rows = "3:4"
    if items:
        sheet.auto_filter.ref = f"A4:{get_column_letter(width)}{len(items) + 4}"


def _related_sheet(sheet: Worksheet, items: list[dict[str, Any]]) -> None:
    _title(sheet, 1, len(RELATED), "临澜市划转许可关联事项清单（示例数据）", 16, True)
    for column, (_, heading, _) in enumerate(RELATED, start=1):
        _header(sheet, 2, column, heading, _HEAD_FILL)
    _rows(sheet, 3, RELATED, items)
    sheet.row_dimensions[1].height = 28
    _page(sheet, RELATED, 2, "C3")
    sheet.print_title_rows = "2:2"


def _guide_sheet(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 110
    for row, text in enumerate(GUIDE, start=1):
        cell = sheet.cell(row, 1, text)
        cell.font = Font(name=_FONT, size=14 if row == 1 else 11, bold=row == 1)
        cell.alignment = _CENTRE if row == 1 else _LEFT


def _save(book: Workbook, path: pathlib.Path) -> None:
    """Save with fixed times inside, so that the same content gives the same bytes."""
    raw = io.BytesIO()
    book.save(raw)
    stamp = FIXED.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(
                    rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)",
                    lambda found: found.group(1) + stamp + found.group(2),
                    data,
                )
            info = zipfile.ZipInfo(name, FIXED.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            new.writestr(info, data)
    path.write_bytes(out.getvalue())


def build(out_dir: pathlib.Path) -> None:
    """Write the workbook of transferred licence items into ``out_dir``."""
    items = _load("approvals_a.yaml") + _load("approvals_b.yaml")
    related = _load("related.yaml")
    _check(items, {key for _, group in GROUPS for key, _, _ in group if key}, "item")
    _check(related, {key for key, _, _ in RELATED if key}, "related item")
    book = Workbook()
    book.properties.creator = "示例数据"
    book.properties.title = "临澜市审批监管职责边界清单（示例数据）"
    book.properties.created = FIXED
    book.properties.modified = FIXED
    book.remove(book.worksheets[0])
    _items_sheet(book.create_sheet("划转许可事项"), items)
    _related_sheet(book.create_sheet("关联事项"), related)
    _guide_sheet(book.create_sheet("填表说明"))
    out_dir.mkdir(parents=True, exist_ok=True)
    _save(book, out_dir / FILE_NAME)


if __name__ == "__main__":
    build(HERE)
