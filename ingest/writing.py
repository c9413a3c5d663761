"""What every workbook needs that is written here: texts that stay texts, names of sheets, pages to print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

PROBLEMS = "问题清单"


def write_text(cell: Any, text: str) -> None:
    """Write a text as text, whatever it begins with: no spreadsheet will take it for a formula."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:32_000]
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@", "\t", "\r")):
        cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def free_title(name: str, taken: Sequence[str]) -> str:
    """A name for a sheet that a workbook may have, and does not have yet.

    >>> free_title("一、安全/生产", ["表"]), free_title("表", ["表"])
    ('一、安全_生产', '表~2')
    """
    clean = "".join("_" if c in "[]:*?/\\" else c for c in name).strip("'")[:28] or "表"
    used, made, number = {t.lower() for t in (*taken, PROBLEMS)}, clean, 1
    while made.lower() in used:
        number += 1
        made = f"{clean[:25]}~{number}"
    return made


def to_page_width(sheet: Worksheet) -> None:
    """Print a sheet on as many pages as it takes, each as wide as the paper lies."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
