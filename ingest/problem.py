"""What is wrong with a list, in words a clerk understands, with the cell it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]
SEVERITIES: Mapping[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name that stands for no one body: why not, and full names of bodies that it may mean.

    `reason` is unknown (no body of the region is so called), several (it fits more than one), akin (the
    candidates are this department in some places only) or no_office (nobody keeps the office it names).
    """

    text: str
    reason: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to look at in one cell.

    `code` is PROFILE, READ or a data-quality code such as DQ-NAME; an `error` keeps the whole load out,
    a `warning` or `info` does not. `cell` is an A1 address, or "" where the whole sheet or file is meant.
    `unresolved` is the name it is about, where it is about one.

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
    unresolved: Unresolved | None = None

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
