"""What is wrong with a list, in words a clerk understands, with the cell it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to look at in one cell.

    `code` is PROFILE, READ or a data-quality code such as DQ-NAME; an `error` keeps the whole load out,
    a `warning` or `info` does not. `cell` is an A1 address, or "" where the whole sheet or file is meant.

    >>> Problem("DQ-NAME", "error", "a.xlsx", "清单", "E7", "找不到机构", "补录机构").place
    '清单!E7'
    """

    code: str
    severity: Severity
    file: str
    sheet: str
    cell: str
    message: str
    todo: str

    @property
    def place(self) -> str:
        """Where it is: `sheet!A1`; for a csv, which has no sheets, only the address."""
        return place(self.sheet, self.cell)


def place(sheet: str, cell: str) -> str:
    """An address as reports write it.

    >>> place("清单", "C7"), place("", "C7"), place("清单", "")
    ('清单!C7', 'C7', '清单')
    """
    return f"{sheet}!{cell}" if sheet and cell else sheet or cell
