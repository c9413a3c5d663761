"""Reads a csv or tsv file (UTF-8, UTF-16 or GB18030) into one sheet without a name, and a txt file into paragraphs."""

from __future__ import annotations

import csv
import io
import re

from ingest.cells import Reading, ReadProblem, check_size, laid_out
from ingest.encodings import decode, told
from ingest.limits import MAX_ROWS
from ingest.paper import Paper

_DELIMITERS = ",\t;"
_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_LINE = re.compile(r"[^\r\n]*+(?:\r\n|[\r\n])|[^\r\n]++")
_LOOK = 15  # the header, which has every separator, is among so many lines


def read(content: bytes, file: str) -> Reading:
    """The one sheet of a csv or tsv file; its row numbers are record numbers, as a spreadsheet would show them.

    Cells are parted by what the richest of the first lines has most of: commas, tabs or semicolons. Raises
    ReadProblem for what is no text, for a quotation mark that never closes and for too large files.
    """
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ReadProblem("文件名是 .csv，内容却是 Excel 工作簿", "把扩展名改为 .xlsx，或另存为 CSV 再导入")
    text, encoding = decode(content)
    lines: list[list[str]] = []
    each = (
        line[0] for line in _LINE.finditer(text)
    )  # StringIO would hold the text once more, twice as large
    reader = csv.reader(each, strict=True, delimiter=delimiter(text))
    try:
        for number, record in enumerate(reader, 1):
            check_size(number, len(record), "")
            lines.append([_plain(value) for value in record])
    except csv.Error as error:
        raise ReadProblem(
            f"第 {reader.line_num} 行附近的引号或分隔符有误（{error}）", "检查该行的引号是否成对"
        ) from error
    sheet = laid_out(lines, "")
    if not sheet.rows:
        raise ReadProblem("文件是空的", f"确认导出成功（至多 {MAX_ROWS:,} 行）后再导入")
    return Reading([sheet], told(file, encoding))


def _plain(value: str) -> str:
    """A cell as a spreadsheet shows it: programs write ="007" where a text must not become a number.

    >>> _plain('="007"'), _plain("=A1"), _plain(' 甲 ')
    ('007', '=A1', '甲')
    """
    value = value.strip()
    match = _AS_TEXT.fullmatch(value) if value.startswith("=") else None
    return match[1].replace('""', '"').strip() if match else value


def read_txt(content: bytes, file: str) -> Reading:
    """A text file: a table where most of its lines have tabs, else a paragraph a line."""
    text, encoding = decode(content)
    lines = text.splitlines()
    filled = [line for line in lines if line.strip()]
    if filled and sum("\t" in line.strip() for line in filled) * 2 > len(filled):
        return read(content, file)
    paper = Paper(file, problems=told(file, encoding))
    for line in lines:
        paper.paragraph(line.strip())
    return paper.reading("文件", "确认导出成功后再导入")


def delimiter(text: str) -> str:
    r"""What parts the cells of a text.

    >>> delimiter("清单\n序号,职责;事项,单位\n"), delimiter("序号\t职责,事项\t单位\n")
    (',', '\t')
    """
    lines = io.StringIO(text).readlines(4096 * _LOOK)[:_LOOK]
    return max(_DELIMITERS, key=lambda d: max((line.count(d) for line in lines), default=0))
