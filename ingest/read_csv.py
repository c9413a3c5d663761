"""Reads a csv file (UTF-8 with or without BOM, or GB18030) into one sheet without a name."""

from __future__ import annotations

import csv
import io

from ingest.cells import MAX_ROWS, Reading, ReadProblem, check_size, grid
from ingest.problem import Problem


def decode(content: bytes) -> tuple[str, str]:
    """Text of a file and the encoding it was in; raises ReadProblem when it is none of those in use.

    >>> decode("序号".encode("gb18030"))
    ('序号', 'gb18030')
    >>> decode("序号".encode("utf-8-sig"))
    ('序号', 'utf-8')
    """
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ReadProblem("文件名是 .csv，内容却是 Excel 工作簿", "把扩展名改为 .xlsx，或另存为 CSV 再导入")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReadProblem("文件是 UTF-16 编码", "另存为“CSV UTF-8”再导入")
    if b"\x00" in content:
        raise ReadProblem("文件含有二进制内容，不是 CSV", "确认文件后重新导出")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    raise ReadProblem("文字编码既不是 UTF-8 也不是 GB18030", "另存为“CSV UTF-8”再导入")


def read(content: bytes, file: str) -> Reading:
    """The one sheet of a csv file; its row numbers are record numbers, as a spreadsheet would show them.

    Raises ReadProblem for what is no csv, for a quotation mark that never closes and for too large files.
    """
    text, encoding = decode(content)
    texts: dict[tuple[int, int], str] = {}
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for number, record in enumerate(reader, 1):
            check_size(number, len(record), "")
            for column, value in enumerate(record, 1):
                texts[(number, column)] = value.strip()
    except csv.Error as error:
        raise ReadProblem(
            f"第 {reader.line_num} 行附近的引号或分隔符有误（{error}）", "检查该行的引号是否成对"
        ) from error
    if not any(texts.values()):
        raise ReadProblem("文件是空的", f"确认导出成功（至多 {MAX_ROWS:,} 行）后再导入")
    sheet = grid(texts, "")
    problems = []
    if encoding == "gb18030":
        problems.append(
            Problem(
                "DQ-ENC", "info", file, "", "", "文件按 GB18030 编码读取", "如有乱码，请另存为“CSV UTF-8”"
            )
        )
    return Reading([sheet], problems)
