"""The reader of each kind of file; a library is imported when its kind is first read."""

from __future__ import annotations

from collections.abc import Callable

from ingest.cells import Reading


def _xlsx(content: bytes, file: str) -> Reading:
    from ingest import read_xlsx

    return read_xlsx.read(content, file)


def _xls(content: bytes, file: str) -> Reading:
    from ingest import read_xls

    return read_xls.read(content, file)


def _docx(content: bytes, file: str) -> Reading:
    from ingest import read_docx

    return read_docx.read(content, file)


def _doc(content: bytes, file: str) -> Reading:
    from ingest import read_doc

    return read_doc.read(content, file)


def _csv(content: bytes, file: str) -> Reading:
    from ingest import read_csv

    return read_csv.read(content, file)


def _txt(content: bytes, file: str) -> Reading:
    from ingest import read_csv

    return read_csv.read_txt(content, file)


def _html(content: bytes, file: str) -> Reading:
    from ingest import read_html

    return read_html.read(content, file)


def _pdf(content: bytes, file: str) -> Reading:
    from ingest import read_pdf

    return read_pdf.read(content, file)


def _json(content: bytes, file: str) -> Reading:
    from ingest import read_json

    return read_json.read(content, file)


READERS: dict[str, Callable[[bytes, str], Reading]] = {
    "xlsx": _xlsx, "xls": _xls, "docx": _docx, "doc": _doc, "csv": _csv, "txt": _txt, "html": _html, "pdf": _pdf,
    "json": _json,
}  # fmt: skip
