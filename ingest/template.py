"""Workbooks in the form of a profile: empty ones for an office to fill in, and lists written out in that form.

Every sheet has a title row, a row that says whose list it is, the headings (the first word of each field) with a note
on each, and drop-downs where a column holds one of a few words. An empty one has a row that shows how to fill it in;
it calls itself 示例 and is never read.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ingest.mapping import choices, meaning, of_field
from ingest.profile import Profile, SheetSpec, profiles
from ingest.writing import free_title, to_page_width, write_text

GUIDE = "填写说明"
AUTHOR = "填写说明"
FILLED_TO = 1_000
_META = "编制单位：　行政区划：　发布日期：　状态：完整"
_LINE = Side(style="thin", color="FFBFBFBF")
_GENERAL = [
    "第一行写清单的标题（写明地方和年份），第二行写编制单位、行政区划（6 位代码）、发布日期和状态（完整或摘录）。",
    "栏目的次序可以变，不用的栏可以删去；必需的栏要留着。标“示例”的一行供参考，不会被读取，可以删去。",
    "单位写规范名称或规范简称；一格几个单位用“、”隔开；各有职责的，分行写，事项名称一格合并或留空。",
    "没有说明的就留空，不要猜，也不要写“无”“同上”。只写单位和职务，不写姓名。",
]


@dataclass(slots=True)
class Table:
    """What stands in one sheet: its fields, and rows of texts by field.

    A row with the single key `""` is a banner over the rows below it. `merges` are (field, first row, last row), rows
    counted from 0.
    """

    spec: SheetSpec
    fields: list[str]
    title: str
    meta: str = ""
    rows: list[dict[str, str]] = field(default_factory=list)
    merges: list[tuple[str, int, int]] = field(default_factory=list)


def kinds() -> list[str]:
    """Profiles that have a template: all but those whose lists nobody fills in by hand.

    >>> "boundary" in kinds(), "clauses" in kinds()
    (True, False)
    """
    return [p.id for p in profiles().values() if p.template]


def template(profile: Profile) -> bytes:
    """An empty workbook for one kind of list.

    >>> from ingest.profile import profile_of
    >>> template(profile_of("boundary"))[:2]
    b'PK'
    """
    tables = []
    for spec in (s for s in profile.sheets if not s.heard):
        fields = list(spec.headers)
        example = {f: text for f in fields if (text := _example(spec, f))}
        title = spec.title if len({s.list_kind for s in profile.sheets}) > 1 else profile.title
        rows = [example] if "number" in fields else []
        tables.append(Table(spec, fields, title, _META, rows))
    return written(tables)


def written(tables: Sequence[Table]) -> bytes:
    """A workbook of some tables, with the sheet that explains the columns at its end."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        name = (table.spec.names or (table.spec.title,))[0]
        _sheet(book.create_sheet(free_title(name, book.sheetnames)), table)
    _guide(book, tables)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _example(spec: SheetSpec, name: str) -> str:
    picked = choices(spec, name)
    return str(of_field("examples", spec, name) or (picked[0] if picked else ""))


def _sheet(sheet: Worksheet, table: Table) -> None:
    fields, last = table.fields, max(len(table.fields), 2)
    for row, text, size in ((1, table.title, 16), (2, table.meta, 11)):
        write_text(sheet.cell(row, 1), text)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
        sheet.cell(row, 1).font = Font(bold=row == 1, size=size)
        sheet.cell(row, 1).alignment = Alignment(horizontal="center" if row == 1 else "left", wrap_text=True)
    sheet.row_dimensions[1].height = 28
    for column, name in enumerate(fields, start=1):
        _heading(sheet, table.spec, name, column)
    for at, said in enumerate(table.rows, start=4):
        _row(sheet, fields, said, at)
    for name, first, end in table.merges:
        column = fields.index(name) + 1
        sheet.merge_cells(start_row=first + 4, start_column=column, end_row=end + 4, end_column=column)
    sheet.freeze_panes = "A4"
    to_page_width(sheet)
    sheet.print_title_rows = "3:3"


def _heading(sheet: Worksheet, spec: SheetSpec, name: str, column: int) -> None:
    cell = sheet.cell(3, column)
    write_text(cell, spec.headers[name][0])
    required = name in spec.required
    cell.font = Font(bold=True, color="FF9C0006" if required else "FF000000")
    cell.fill = PatternFill("solid", fgColor="FFD9E1F2")
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = Border(bottom=_LINE)
    cell.comment = Comment(f"{_needed(spec, name)}。{meaning(spec, name)}", AUTHOR, height=120, width=260)
    letter = get_column_letter(column)
    long = name.endswith("text") or name in ("title", "basis", "note", "name")
    sheet.column_dimensions[letter].width = 8 if name == "number" else 28 if long else 18
    sheet.column_dimensions[letter].number_format = "@"
    picked = choices(spec, name)
    listed = f'"{",".join(picked)}"'
    if picked and len(listed) <= 255:
        rule = DataValidation(
            "list", formula1=listed, allow_blank=True, errorStyle="warning", showErrorMessage=True
        )
        rule.errorTitle, rule.error = "请核对", f"通常从下列选一个：{'、'.join(picked)}"[:220]
        rule.add(f"{letter}4:{letter}{FILLED_TO}")
        sheet.add_data_validation(rule)


def _row(sheet: Worksheet, fields: Sequence[str], row: dict[str, str], number: int) -> None:
    if "" in row:
        write_text(sheet.cell(number, 1), row[""])
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=max(len(fields), 2))
        sheet.cell(number, 1).font = Font(bold=True)
        return
    example = row.get("number") == "示例"
    for column, name in enumerate(fields, start=1):
        cell = sheet.cell(number, column)
        if row.get(name):
            write_text(cell, row[name])
        cell.number_format = "@"
        if example:
            cell.font, cell.fill = (
                Font(italic=True, color="FF7F7F7F"),
                PatternFill("solid", fgColor="FFF2F2F2"),
            )


def _needed(spec: SheetSpec, name: str) -> str:
    if name in spec.required:
        return "必需的栏"
    return (
        "这几栏至少有一栏：" + "、".join(spec.headers[f][0] for f in spec.either)
        if name in spec.either
        else "可选"
    )


def _guide(book: Workbook, tables: Sequence[Table]) -> None:
    sheet = book.create_sheet(GUIDE)
    write_text(sheet["A1"], GUIDE)
    sheet["A1"].font = Font(bold=True, size=14)
    for number, text in enumerate(_GENERAL, start=2):
        write_text(sheet.cell(number, 1), f"{number - 1}. {text}")
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=5)
        sheet.row_dimensions[number].height = 32
    row = len(_GENERAL) + 3
    for column, (heading, width) in enumerate(
        {"工作表": 22, "栏名": 22, "要不要": 24, "填什么": 60, "也认的栏名": 60}.items(), start=1
    ):
        write_text(sheet.cell(row, column), heading)
        sheet.cell(row, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for table, name in zip(tables, book.sheetnames, strict=False):
        for told in table.fields:
            row += 1
            words = table.spec.headers[told]
            said = [
                name,
                words[0],
                _needed(table.spec, told),
                meaning(table.spec, told),
                "、".join(words[1:]),
            ]
            for column, text in enumerate(said, start=1):
                write_text(sheet.cell(row, column), text)
