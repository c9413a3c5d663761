"""Small Word documents as an office would send them, for the tests of ingest."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

Block = str | Sequence[Sequence[str]]

HEAD = [
    "东澜区镇街履职事项清单（2026年版）",
    "编制单位：东澜区委编办　行政区划：379902　发布日期：2026年4月15日　状态：完整",
]
BASIC = ["序号", "类别", "事项名称", "履职主体", "对应县级事项", "依据", "备注"]
ASSIST = ["序号", "类别", "事项名称", "对应上级部门", "上级部门职责", "配合主体", "镇街配合职责", "依据"]
RECLAIMED = ["序号", "类别", "事项名称", "承接部门", "工作方式", "依据"]
BOOK_HEAD = [
    "临澜市部门职责一本通（2026年版）",
    "编制单位：市委编办　行政区划：379900　发布日期：2026年5月28日　状态：完整",
]
INDEX = ["序号", "领域", "事项数", "起始页"]
ENTRY = ["序号", "事项名称", "来源清单", "来源地区", "原清单名称", "牵头单位", "配合单位", "承接层级", "页码"]


def document(
    path: Path, blocks: Iterable[Block], merges: Iterable[tuple[int, tuple[int, int], tuple[int, int]]] = ()
) -> Path:
    """Write a document: a text is a paragraph ("# " makes it a heading), rows of texts are a table.

    `merges` are (table, first cell, last cell), all counted from 0.
    """
    made = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            if block.startswith("# "):
                made.add_heading(block[2:], level=1)
            else:
                made.add_paragraph(block)
            continue
        table = made.add_table(len(block), max(map(len, block)))
        for row, texts in zip(table.rows, block, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                cell.text = text
    for number, first, last in merges:
        table = made.tables[number]
        table.cell(*first).merge(table.cell(*last))
    made.save(str(path))
    return path


def township(
    folder: Path, basic: Block = (), assist: Block = (), reclaimed: Block = (), name: str = "11-镇街.docx"
) -> Path:
    """Write the three lists of a county's towns; data begin in row 2 of each table."""
    return document(
        folder / name,
        [
            *HEAD,
            "# 一、基本履职事项清单", [BASIC, *basic],
            "# 二、配合履职事项清单", [ASSIST, *assist],
            "# 三、上级部门收回事项清单", [RECLAIMED, *reclaimed],
        ],
    )  # fmt: skip


def handbook(folder: Path, index: Block, chapters: Iterable[tuple[str, Block]]) -> Path:
    """Write a handbook: the index, then a table under the heading of each chapter."""
    blocks: list[Block] = [*BOOK_HEAD, "# 目录索引", [INDEX, *index]]
    for title, entries in chapters:
        blocks += [f"# {title}", [ENTRY, *entries]]
    return document(folder / "14-一本通.docx", blocks)


def entry(title: str, source: str = "职责边界清单", **said: str) -> list[str]:
    """One row of a handbook, by heading."""
    row = dict.fromkeys(ENTRY, "") | {"事项名称": title, "来源清单": source, "来源地区": "市本级"} | said
    return [row[h] for h in ENTRY]


def body_xml(xml: str) -> bytes:
    """A document whose body holds this XML."""
    made = docx.Document()
    for element in list(parse_xml(f"<w:body {nsdecls('w', 'r', 'wp', 'a')}>{xml}</w:body>")):
        made.element.body.append(element)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def repacked(content: bytes, **change: bytes) -> bytes:
    """A package with the main part (`document`) or another part replaced."""
    out = io.BytesIO()
    named = {f"word/{name}.xml": part for name, part in change.items()}
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, named.get(name, old.read(name)))
    return out.getvalue()


def shown(sheet: Any) -> list[list[str]]:
    """The texts of a sheet, row by row."""
    return [[cell.text for cell in row] for row in sheet.rows]
