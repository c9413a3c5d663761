"""What kind of file a content is: found from its bytes, as names and extensions are often wrong."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from ingest.cells import ReadProblem
from ingest.problem import Problem

_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"


@dataclass(frozen=True, slots=True)
class Format:
    """Name, media type, the endings it goes by, and the format it is converted into first (convert.py)."""

    name: str
    media_type: str
    endings: tuple[str, ...]
    converted: str | None = None


KINDS = {
    "xlsx": Format("Excel 工作簿（.xlsx）", f"{_OOXML}.spreadsheetml.sheet", (".xlsx", ".xlsm")),
    "xls": Format("旧版 Excel 工作簿（.xls）", "application/vnd.ms-excel", (".xls", ".et")),
    "docx": Format("Word 文档（.docx）", f"{_OOXML}.wordprocessingml.document", (".docx", ".docm")),
    "doc": Format("旧版 Word 文档（.doc）", "application/msword", (".doc", ".wps"), "docx"),
    "csv": Format("以分隔符分列的文本", "text/csv", (".csv", ".tsv", ".tab")),
    "txt": Format("文本", "text/plain", (".txt",)),
    "html": Format("网页（HTML）", "text/html", (".html", ".htm", ".mht", ".mhtml")),
    "pdf": Format("PDF", "application/pdf", (".pdf",)),
    "json": Format("JSON", "application/json", (".json", ".jsonl", ".ndjson")),
    "rtf": Format("RTF 文档", "application/rtf", (".rtf",), "docx"),
    "odt": Format("OpenDocument 文档（.odt）", f"{_ODF}.text", (".odt",), "docx"),
    "ods": Format("OpenDocument 表格（.ods）", f"{_ODF}.spreadsheet", (".ods",), "xlsx"),
    "xlsb": Format(
        "Excel 二进制工作簿（.xlsb）",
        "application/vnd.ms-excel.sheet.binary.macroenabled.12",
        (".xlsb",),
        "xlsx",
    ),
    "xml": Format("Excel 2003 XML 表格", "application/xml", (".xml",), "xlsx"),
}
_BY_ENDING = {ending: kind for kind, format_ in KINDS.items() for ending in format_.endings}
ENDINGS = tuple(_BY_ENDING)

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_OLE = b"\xd0\xcf\x11\xe0"
_OLD_SHEET = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00")
_MARK = re.compile(rb"\s*<(!doctype\s+html|html|head|body|table|meta|div|p|h[1-6]|style|center)[\s>]", re.I)
_ARCHIVE = re.compile(rb"\s*(MIME-Version:|From: <)", re.I)
_EXCEL_TODO = "用 Excel 打开并另存为 .xlsx 再导入"
_WORD_TODO = "用 Word 打开并另存为 .docx 再导入"
_CAN = "另存为 .xlsx、.docx 或 .csv 再导入"


@dataclass(frozen=True, slots=True)
class Kind:
    """A key of KINDS, how much there is to unpack, and what is odd about the file."""

    id: str
    weight: int
    problems: tuple[Problem, ...] = ()


def kind_of(content: bytes, file: str) -> Kind:
    """What a file is. A wrong extension is an info FORMAT, macros are told likewise.

    Raises ReadProblem for what no reader takes, naming the way out.

    >>> kind_of(b"<table><tr><td>1</table>", "a.xls").problems[0].message
    '扩展名是 .xls，内容是网页（HTML），按内容读取'
    >>> kind_of("序号,职责".encode(), "a.csv")
    Kind(id='csv', weight=13, problems=())
    """
    ending = ("." + file.rpartition(".")[2].lower()) if "." in file else ""
    wanted = _BY_ENDING.get(ending)
    if wanted is None:
        raise ReadProblem(f"不能读取 {ending or '没有扩展名'} 文件", _CAN)
    if not content:
        raise ReadProblem("文件是空的", "重新取得文件后再导入")
    problems = []
    weight = len(content)
    if content.startswith(b"PK"):
        found, weight, macros = _zipped(content)
        if macros:
            message = "文件带有宏；只读取单元格里保存的内容，宏不运行"
            problems.append(
                Problem("FORMAT", "info", file, "", "", message, "如内容靠宏生成，请另存为不带宏的文件")
            )
    elif content.startswith(_OLE):
        found = _compound(content, wanted)
    elif b"%PDF-" in content[:1024]:
        found = "pdf"
    else:
        found = _written(content, ending, wanted)
    if found != wanted:
        message = f"扩展名是 {ending}，内容是{KINDS[found].name}，按内容读取"
        problems.append(
            Problem("FORMAT", "info", file, "", "", message, "按实际格式命名，以免别的程序打不开")
        )
    return Kind(found, weight, tuple(problems))


def _zipped(content: bytes) -> tuple[str, int, bool]:
    """Kind, unpacked size as declared, and whether there are macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = {e.filename: e for e in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadProblem(
            "文件是 Office 文件或压缩包，但不完整（可能没有传完）", "重新取得文件后再导入"
        ) from error
    weight = sum(e.file_size for e in entries.values())
    macros = any(name.endswith("vbaProject.bin") for name in entries)
    for part, kind in (
        ("xl/workbook.xml", "xlsx"), ("word/document.xml", "docx"), ("xl/workbook.bin", "xlsb")
    ):  # fmt: skip
        if part in entries:
            return kind, weight, macros
    for kind in ("ods", "odt"):  # their first entry, stored as it is, names the media type
        if KINDS[kind].media_type.encode() in content[:200]:
            return kind, weight, macros
    raise ReadProblem("压缩包里没有 Excel 工作簿，也没有 Word 文档", "先解压，再导入其中的清单")


def _compound(content: bytes, wanted: str) -> str:
    """Kind of a compound file of old Office programs, by the names of its streams."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        raise ReadProblem("文件有打开密码", "在 Excel 或 Word 中取消密码后另存再导入")
    if holds("WordDocument"):
        return "doc"
    if holds("Workbook"):
        return "xls"
    old = "Word（.doc）" if wanted in ("doc", "docx") else "Excel（.xls）"
    todo = _WORD_TODO if wanted in ("doc", "docx") else _EXCEL_TODO
    raise ReadProblem(f"这是旧版 {old} 文件，但不完整、太旧或有别的内容", todo)


def _written(content: bytes, ending: str, wanted: str) -> str:
    """Kind of a file that should be text."""
    start = content[:4096]
    if content.startswith(_OLD_SHEET):
        raise ReadProblem("这是 Excel 5 以前的工作簿", _EXCEL_TODO)
    if content.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if start.startswith(_UTF_16):
        start = start.decode("utf-16", errors="ignore").encode()
    start = start.removeprefix(b"\xef\xbb\xbf")
    if _MARK.match(re.sub(rb"<\?xml[^>]*>|<!--.*?-->", b"", start, flags=re.S)) or _ARCHIVE.match(start):
        return "html"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return "xml"
    if b"<html" in start.lower() and wanted in ("html", "xls", "xlsx", "doc"):
        return "html"
    if wanted in ("csv", "txt", "html", "json"):
        return wanted
    if wanted in ("xls", "xlsx", "ods", "xlsb") and (b"\x00" not in content or content.startswith(_UTF_16)):
        return "csv"
    todo = "确认文件，重新取得后再导入；纯文本请用 .txt 作扩展名"
    raise ReadProblem(f"文件名是 {ending}，内容却不是这种格式（{KINDS[wanted].name}）", todo)
