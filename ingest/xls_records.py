"""What the records of an old workbook (.xls) say of single cells: how numbers are shown, and which are errors.

The library that reads the values leaves both out; a cell that shows #DIV/0! would read as if it were blank.
Format: [MS-CFB] for the container, [MS-XLS] for the records.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.cells import ReadProblem

_HEAD = 512
_END = 0xFFFFFFFC  # sector numbers from here on mean something else
_FORMAT, _XF, _BOUND, _BOF, _EOF = 0x041E, 0x00E0, 0x0085, 0x0809, 0x000A
_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 22: "yyyy/m/d h:mm",
    31: 'yyyy"年"m"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip


@dataclass(slots=True)
class Told:
    """Of one sheet, by row and column from 1: number formats, errors as shown, formulas that show nothing."""

    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    empty: list[tuple[int, int]] = field(default_factory=list)


def stream(content: bytes, names: tuple[str, ...]) -> bytes | None:
    """The first of these streams that a compound file holds, None where it holds none.

    Raises ReadProblem for a damaged file.
    """
    try:
        return _stream(content, names)
    except (struct.error, IndexError, OverflowError, MemoryError) as error:
        raise ReadProblem("文件不完整（可能没有传完）", "重新取得文件后再导入") from error


def _stream(content: bytes, names: tuple[str, ...]) -> bytes | None:
    size, mini_size = 1 << _small(content, 30), 1 << _small(content, 32)
    cutoff, mini_start = struct.unpack_from("<I", content, 56)[0], struct.unpack_from("<I", content, 60)[0]

    def sector(number: int) -> bytes:
        return content[(number + 1) * size : (number + 2) * size]

    listed = list(struct.unpack_from("<109I", content, 76))
    more = struct.unpack_from("<I", content, 68)[0]
    seen = set()
    while more < _END and more not in seen:
        seen.add(more)
        part = struct.unpack(f"<{size // 4}I", sector(more))
        listed += part[:-1]
        more = part[-1]
    table: list[int] = []
    for number in listed:
        if number < _END:
            table += struct.unpack(f"<{size // 4}I", sector(number))

    def chain(start: int, links: list[int]) -> Iterator[int]:
        passed = set()
        while start < _END and start not in passed:
            passed.add(start)
            yield start
            start = links[start]

    folder = b"".join(map(sector, chain(struct.unpack_from("<I", content, 48)[0], table)))
    root = None
    found: dict[str, tuple[int, int]] = {}
    for at in range(0, len(folder) - 127, 128):
        length = min(struct.unpack_from("<H", folder, at + 64)[0], 64)
        name = folder[at : at + max(length - 2, 0)].decode("utf-16-le", errors="replace")
        start, long = struct.unpack_from("<II", folder, at + 116)
        if folder[at + 66] == 5:
            root = (start, long)
        elif folder[at + 66] == 2:
            found.setdefault(name, (start, long))
    for name in names:
        if name not in found:
            continue
        start, long = found[name]
        if long >= cutoff or root is None:
            return b"".join(map(sector, chain(start, table)))[:long]
        mini = b"".join(map(sector, chain(root[0], table)))
        raw = b"".join(map(sector, chain(mini_start, table)))
        links = list(struct.unpack(f"<{len(raw) // 4}I", raw))
        return b"".join(mini[n * mini_size : (n + 1) * mini_size] for n in chain(start, links))[:long]
    return None


def _small(content: bytes, at: int) -> int:
    """The exponent of a sector size; real ones are 6, 9 and 12."""
    number: int = struct.unpack_from("<H", content, at)[0]
    if number not in (6, 9, 12):
        raise IndexError("sector size")
    return number


def told(book: bytes) -> list[Told]:
    """What the workbook stream says of the cells of its sheets, in their order. Raises ReadProblem as `stream`."""
    try:
        return _told(book)
    except (struct.error, IndexError) as error:
        raise ReadProblem("工作簿不完整（可能没有传完）", "重新取得文件后再导入") from error


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from here to the end of the substream (charts within are substreams of their own)."""
    depth = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        depth += (kind == _BOF) - (kind == _EOF)
        yield kind if depth == 1 else 0, book[at + 4 : at + 4 + length]
        if depth <= 0:
            return
        at += 4 + length


def _told(book: bytes) -> list[Told]:
    formats = dict(_BUILT_IN)
    styles: list[int] = []
    starts: list[int] = []
    for kind, data in _records(book, 0):
        if kind == _FORMAT:
            number, length, wide = struct.unpack_from("<HHB", data)
            raw = data[5 : 5 + length * (2 if wide & 1 else 1)]
            formats[number] = raw.decode("utf-16-le" if wide & 1 else "latin-1", errors="replace")
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == _BOUND and data[5] == 0:  # worksheets only
            starts.append(struct.unpack_from("<I", data)[0])
    found = []
    shapes = [formats.get(s, "General") for s in styles]
    for start in starts:
        sheet = Told()
        found.append(sheet)
        for kind, data in _records(book, start):
            if kind in (_NUMBER, _RK, _FORMULA, _BOOLERR, _MULRK):
                _cell(sheet, kind, data, shapes)
    return found


def _cell(sheet: Told, kind: int, data: bytes, shapes: list[str]) -> None:
    row, column, style = struct.unpack_from("<HHH", data)
    if kind == _MULRK:
        for number in range((len(data) - 6) // 6):
            style = struct.unpack_from("<H", data, 4 + 6 * number)[0]
            sheet.formats[(row + 1, column + 1 + number)] = shapes[style]
        return
    sheet.formats[(row + 1, column + 1)] = shapes[style]
    if kind == _BOOLERR and data[7]:
        sheet.errors[(row + 1, column + 1)] = _ERRORS.get(data[6], "#N/A")
    elif kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
        sheet.errors[(row + 1, column + 1)] = _ERRORS.get(data[8], "#N/A")
    elif kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 3:
        sheet.empty.append((row + 1, column + 1))
