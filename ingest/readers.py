"""The reader of each kind of file; a library is imported when its kind is first read."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from ingest.cells import Reading

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
    return reader(content, file)
