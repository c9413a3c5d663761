"""The reader of each kind of file; a library is imported when its kind is first read."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from ingest.cells import Cell, Reading, ReadProblem, uncollected
from ingest.limits import MAX_TEXT
from ingest.problem import place

# kind -> module of this package, and its function
_READERS = {
    "xlsx": ("read_xlsx", "read"), "xls": ("read_xls", "read"), "docx": ("read_docx", "read"),
    "csv": ("read_csv", "read"), "txt": ("read_csv", "read_txt"),
    "html": ("read_html", "read"), "pdf": ("read_pdf", "read"), "json": ("read_json", "read"),
}  # fmt: skip


def read(kind: str, content: bytes, file: str) -> Reading:
    """What the bytes of a file of this kind hold. Raises ReadProblem."""
    module, function = _READERS[kind]
    reader: Callable[[bytes, str], Reading] = getattr(import_module(f"ingest.{module}"), function)
    with uncollected():
        reading = reader(content, file)
        for sheet in reading.all_sheets:
            for row in sheet.rows:
                for cell in row:
                    if len(cell.text) > MAX_TEXT:
                        raise ReadProblem(
                            _long(sheet.name, cell), "分成几格（几段），或删去不是职责的内容再导入"
                        )
        return reading


def _long(sheet: str, cell: Cell) -> str:
    return f"“{place(sheet, cell.address)}”超过 {MAX_TEXT:,} 个字"
