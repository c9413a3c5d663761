"""Opens the zip that an office file is, and refuses what would swallow the memory or reach outside."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.cells import ReadProblem

MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200
MIN_SUSPECT = 1024 * 1024  # a small part may shrink a lot without being a bomb
_HEAD = 256
_SLACK = 1024
_DECLARED = tuple(w.encode(e) for w in ("<!DOCTYPE", "<!ENTITY") for e in ("utf-8", "utf-16-le", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Office:
    """What messages call a kind of office file, and the part that makes it one."""

    noun: str
    program: str
    old: str
    ending: str
    part: str
    else_todo: str


EXCEL = Office(
    "工作簿", "Excel", ".xls", ".xlsx", "xl/workbook.xml", "CSV 请用 .csv 作扩展名，Word 文档请用 .docx"
)
WORD = Office(
    "文档", "Word", ".doc", ".docx", "word/document.xml", "Excel 工作簿请用 .xlsx 作扩展名，CSV 请用 .csv"
)


def parts(content: bytes, office: Office) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every XML part of an office file, each looked at before it is handed out.

    Raises ReadProblem for an empty, foreign, old, protected, truncated or oversized file, and for XML
    that declares entities.
    """
    with _open(content, office) as archive:
        _weigh(archive, office)
        yield from _xml(archive, office)


def _open(content: bytes, office: Office) -> zipfile.ZipFile:
    noun, program, ending = office.noun, office.program, office.ending
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise ReadProblem(f"{noun}有打开密码", f"在 {program} 中取消密码后另存再导入")
        raise ReadProblem(
            f"这是旧版 {program}（{office.old}）文件，扩展名不对", f"在 {program} 中另存为 {ending} 再导入"
        )
    if not content:
        raise ReadProblem("文件是空的", "重新取得文件后再导入")
    if not content.startswith(b"PK"):
        raise ReadProblem(f"文件名是 {ending}，内容却不是 {program} {noun}", f"确认文件；{office.else_todo}")
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ReadProblem(f"{noun}不完整（可能没有传完）", "重新取得文件后再导入") from error


def _weigh(archive: zipfile.ZipFile, office: Office) -> None:
    entries = archive.infolist()
    if sum(e.file_size for e in entries) > MAX_UNPACKED:
        raise ReadProblem(f"{office.noun}解压后超过 300 MB", "删去图片和空白格式，或拆分后再导入")
    for entry in entries:
        # What is packed is hardly ever larger than what it holds: it says less than it holds.
        if entry.compress_size > entry.file_size * 1.01 + _SLACK:
            raise ReadProblem(f"{office.noun}不完整（可能没有传完）", "重新取得文件后再导入")
        if entry.file_size > MIN_SUSPECT and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise ReadProblem(
                f"{office.noun}中的“{entry.filename}”压缩比异常",
                f"用 {office.program} 打开并另存为 {office.ending} 再导入",
            )
    if office.part not in archive.namelist():
        raise ReadProblem(f"压缩包里没有 {office.program} {office.noun}", f"确认文件；{office.else_todo}")


def _xml(archive: zipfile.ZipFile, office: Office) -> Iterator[tuple[str, bytes]]:
    entries = archive.infolist()
    for entry in entries:
        try:
            with archive.open(entry) as opened:
                head = opened.read(min(entry.file_size, _HEAD))
                if not entry.filename.endswith((".xml", ".rels")) and not _looks_like_xml(head):
                    continue
                # No more than it says to hold: without a number all would be unpacked, whatever it says.
                part = head + opened.read(entry.file_size - len(head))
        except Exception as error:  # zlib.error, BadZipFile and the like
            if any(e.flag_bits & 1 for e in entries):
                raise ReadProblem(f"{office.noun}有打开密码", "取消密码后另存再导入") from error
            raise ReadProblem(f"{office.noun}不完整（可能没有传完）", "重新取得文件后再导入") from error
        if any(mark in part for mark in _DECLARED):
            raise ReadProblem(
                f"{office.noun}中的“{entry.filename}”带有不应有的声明", f"用 {office.program} 另存后再导入"
            )
        yield entry.filename, part


def _looks_like_xml(head: bytes) -> bool:
    """Whether a part is XML under another name: what a workbook calls its sheets, it may choose.

    >>> [_looks_like_xml(h) for h in (b"\\x89PNG", b" <a/>", "<a/>".encode("utf-16"), b"")]
    [False, True, True, False]
    """
    return head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n").startswith(b"<")
