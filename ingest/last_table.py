"""Gives a Word document back the table it ends with, which LibreOffice reads as one run of text.

A .doc that ends with a table and no paragraph after it (other programs write such) comes out of the conversion with the
texts of all cells in one paragraph. The old file holds a mark between the cells; from there the table is made again.
"""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape, unescape

from ingest.limits import MAX_COLUMNS

_PART = "word/document.xml"
_MARK = "\x07"  # ends a cell; one more ends a row
_MOST = 32 * 2**20
_LAST = re.compile(r"<w:p(?: [^>]*)?>(?:(?!<w:p[ >]).)*?</w:p>(?=(?:<w:sectPr|</w:body>))", re.S)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


def restored(old: bytes, made: bytes) -> bytes:
    """The document that was `made` of an `old` one, with its last table where that was lost; else as it is."""
    marks = (_MARK * 2).encode("utf-16le")
    if marks not in old:
        return made
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        if _PART not in package.namelist() or package.getinfo(_PART).file_size > _MOST:
            return made
        whole = package.read(_PART).decode("utf-8")
        start = max(whole.rfind("<w:p>"), whole.rfind("<w:p "))
        last = _LAST.match(whole, start) if start >= 0 else None
        said = unescape("".join(_TEXT.findall(last[0]))) if last else ""
        rows = _rows(old, said) if said else []
        if last is None or not rows:
            return made
        put = whole[: last.start()] + _table(rows) + "<w:p/>" + whole[last.end() :]
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in package.namelist():
                copy.writestr(name, put.encode("utf-8") if name == _PART else package.read(name))
    return out.getvalue()


def _rows(old: bytes, said: str) -> list[list[str]]:
    """The rows of cells whose texts run together in a text; none where the old file does not tell them."""
    for shift in (0, 1):
        text = old[shift : len(old) - (len(old) - shift) % 2].decode("utf-16le", "replace")
        bare = text.replace(_MARK, "")
        at = bare.rfind(said)
        if at < 0:
            continue
        places = [i for i, char in enumerate(text) if char != _MARK]
        start, end = places[at], places[at + len(said) - 1] + 1
        while text[end : end + 1] == _MARK:
            end += 1
        cells = text[start:end].split(_MARK)[:-1]
        return _of_one_width(cells)
    return []


def _of_one_width(cells: list[str]) -> list[list[str]]:
    """Cells in rows: an empty one stands at the end of each, as in the first, where nothing else is empty."""
    width = cells.index("") if "" in cells else 0
    rows = [cells[i : i + width + 1] for i in range(0, len(cells), width + 1)]
    regular = 2 <= width <= MAX_COLUMNS and all(len(r) == width + 1 and not r[-1] for r in rows)
    return [r[:-1] for r in rows] if regular and len(rows) > 1 else []


def _table(rows: list[list[str]]) -> str:
    def cell(text: str) -> str:
        return f'<w:tc><w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'

    grid = "<w:gridCol/>" * len(rows[0])
    lines = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"
