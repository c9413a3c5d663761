"""Writes 02-部门职责边界清单.xlsx from source/boundary_a.yaml and source/boundary_b.yaml."""

import pathlib

import openpyxl
import yaml
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

SOURCE = pathlib.Path(__file__).parent / "source"
FILE = "02-部门职责边界清单.xlsx"
SHEET = "职责边界清单"

TITLE = "临澜市部门职责边界清单（2026年版）（示例数据）"
ISSUED = "发布单位：市委编办　行政区划：379900　发布日期：2026年3月20日　状态：完整"
# A column is its header text, its width and its key in the YAML; None is the number.
Column = tuple[str, int, str | None]
COLUMNS: list[Column] = [
    ("序号", 6, None), ("领域", 12, "domain"), ("职责事项", 22, "title"), ("层级", 8, "level"),
    ("牵头单位", 18, "lead"), ("牵头单位职责", 44, "lead_text"),
    ("配合单位", 20, "who"), ("配合单位职责", 44, "text"),
    ("依据", 34, "basis"), ("备注", 20, "note"), ("承接层级", 8, "cascade"),
]  # fmt: skip
# These two change from row to row of a matter; every other column holds one text for the whole of it.
BY_ROW = {"who", "text"}

DOMAINS = [
    "安全生产", "城市建设与管理", "交通运输", "海洋与渔业", "水务与防汛", "生态环境", "自然资源与林业",
    "市场监管", "食品药品安全", "教育体育", "卫生健康与医保", "文化旅游", "农业农村", "商务与物流",
    "民政与社会保障", "公共安全与社会治理", "网络与数据", "金融与国资", "统计审计与综合",
]  # fmt: skip
NUMERALS = "一二三四五六七八九"

FOOTNOTES = [
    "注：1.本清单为示例数据，临澜市及所属区县、机构均为虚构。",
    "注：2.部门名称可用简称，简称与全称的对应关系见《临澜市机构名录》。",
    "注：3.牵头单位、配合单位之外的单位，依照法律法规和三定规定履行各自职责。",
]

THIN = Side(style="thin", color="000000")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
BANNER_FILL = PatternFill("solid", fgColor="DDEBF7")


def load_matters() -> list[dict]:
    """All matters, ordered by domain; a part that is not there yet is left out."""
    matters = []
    for name in ("boundary_a.yaml", "boundary_b.yaml"):
        path = SOURCE / name
        if path.exists():
            matters += yaml.safe_load(path.read_text(encoding="utf-8")) or []
    unknown = {m["domain"] for m in matters} - set(DOMAINS)
    if unknown:
        raise ValueError(f"领域不在次序表中：{'、'.join(sorted(unknown))}")
    return sorted(matters, key=lambda m: DOMAINS.index(m["domain"]))


def numeral(n: int) -> str:
    """1 -> 一, 12 -> 十二, up to 19."""
    return NUMERALS[n - 1] if n < 10 else "十" + (NUMERALS[n - 11] if n > 10 else "")


def build(out_dir: pathlib.Path) -> None:
    matters = load_matters()
    write_list(
        out_dir / FILE, SHEET, TITLE, ISSUED, COLUMNS, matters, [f"合计：{len(matters)}项", *FOOTNOTES]
    )


def write_list(
    path: pathlib.Path,
    name: str,
    title: str,
    issued: str,
    columns: list[Column],
    matters: list[dict],
    foot: list[str],
    banners: bool = True,
) -> None:
    """One list as a workbook: title, line of issue, header, matters (under domain banners), foot."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    _write_head(sheet, title, issued, columns)

    row, domain, domains_seen = 4, None, 0
    for number, matter in enumerate(matters, 1):
        if banners and matter["domain"] != domain:
            domain, domains_seen = matter["domain"], domains_seen + 1
            text = f"{numeral(domains_seen)}、{domain}"
            _write_line(sheet, row, len(columns), text, bold=True, fill=BANNER_FILL)
            row += 1
        row = _write_matter(sheet, row, columns, {**matter, None: number})

    for offset, text in enumerate(foot):
        _write_line(sheet, row + offset, len(columns), text, bold=offset == 0)
    book.save(path)


def _write_head(sheet: Worksheet, title: str, issued: str, columns: list[Column]) -> None:
    for row, text, size in ((1, title, 16), (2, issued, 10)):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(columns))
        sheet.cell(row, 1, text).font = Font(name="宋体", size=size, bold=row == 1)
        sheet.cell(row, 1).alignment = Alignment(
            horizontal="center" if row == 1 else "left", vertical="center"
        )
    for column, (text, width, _) in enumerate(columns, 1):
        cell = sheet.cell(3, column, text)
        cell.font = Font(name="黑体", size=10, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = GRID
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.row_dimensions[1].height = 30
    sheet.freeze_panes = "D4"
    sheet.print_title_rows = "1:3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3


def _write_line(
    sheet: Worksheet, row: int, columns: int, text: str, bold: bool = False, fill: PatternFill | None = None
) -> None:
    """One text across all columns: a domain banner, the total, a footnote."""
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    cell = sheet.cell(row, 1, text)
    cell.font = Font(name="宋体", size=11 if bold else 10, bold=bold)
    cell.alignment = Alignment(horizontal="left", vertical="center")
    if fill:
        cell.fill = fill


def _write_matter(sheet: Worksheet, top: int, columns: list[Column], matter: dict) -> int:
    """Writes one matter over as many rows as it has assistants; returns the next free row."""
    assist = matter.get("assist") or [{}]
    bottom = top + len(assist) - 1
    for row, entry in enumerate(assist, top):
        for column, (_, _, key) in enumerate(columns, 1):
            value = entry.get(key) if key in BY_ROW else matter.get(key) if row == top else None
            cell = sheet.cell(row, column, value or None)
            cell.font = Font(name="宋体", size=10)
            cell.border = GRID
            centred = key in {None, "domain", "level", "cascade", "emerging", "uptake"}
            cell.alignment = Alignment(
                horizontal="center" if centred else "left", vertical="center", wrap_text=True
            )
    if bottom > top:
        for column, (_, _, key) in enumerate(columns, 1):
            if key not in BY_ROW:
                sheet.merge_cells(start_row=top, end_row=bottom, start_column=column, end_column=column)
    return bottom + 1
