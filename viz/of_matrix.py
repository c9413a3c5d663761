"""The matrix as rows to show: signs for roles, an order, and matters with their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.matrix import Cell, Matrix
from graph.reader import Reader
from viz.legend import link_word
from viz.of_chain import place_text
from viz.words import Words

# What stands before a count in a cell: one character in Chinese, a short word in English.
SHORT = {
    "LEADS": Words("主", "lead"), "ASSISTS": Words("协", "assist"), "SHARES": Words("分", "share"),
    "GUIDES": Words("指", "guide"), "COORDINATES": Words("调", "coord"), "INVOLVED_IN": Words("涉", "named"),
    "SUPERVISES": Words("监", "superv"), "ENFORCES": Words("执", "enforce"), "APPROVES": Words("审", "approve"),
}  # fmt: skip
MOST = 200  # bodies on one page


@dataclass(frozen=True, slots=True)
class Rows:
    """The bodies to show in order, of `total`; the domains as columns; the one role that is counted ("" for all)."""

    rows: tuple[dict[str, Any], ...]
    total: int
    columns: tuple[str, ...]
    role: str


def rows_of(matrix: Matrix, role: str = "", sort: str = "") -> Rows:
    """Bodies with what the cells count: by region and sum, by name (`name`), or by one domain (`domain:…`)."""

    def count(cell: Cell | None) -> int:
        return 0 if cell is None else cell.roles.get(role, 0) if role else cell.total

    kept = [body for body in matrix.bodies if count(matrix.sums[body])]
    by = sort.removeprefix("domain:")

    def place(body: str) -> tuple[Any, ...]:
        row, total = matrix.bodies[body], count(matrix.sums[body])
        if sort == "name":
            return (row["name"], body)
        if sort.startswith("domain:"):
            return (-count(matrix.cells.get((body, by))), -total, row["name"], body)
        if sort == "total":
            return (-total, row["name"], body)
        return (row["region"] or "", -total, row["name"], body)

    rows = [
        {**matrix.bodies[body], "sum": matrix.sums[body], "n": count(matrix.sums[body])}
        for body in sorted(kept, key=place)
    ]
    return Rows(tuple(rows[:MOST]), len(rows), tuple(matrix.domains), role)


def matter_rows(rows: Sequence[dict[str, Any]], reader: Reader) -> list[dict[str, Any]]:
    """Matters with the captions of what is held, its cells, and findings."""
    written = reader.written(h["link"] for r in rows for h in r["held"])
    made = []
    for row in rows:
        held = [
            {**h, "word": link_word(h["role"]),
             "where": "；".join(dict.fromkeys(place_text(w) for w in written.get(h["link"], [])))}
            for h in row["held"]
        ]  # fmt: skip
        made.append({**row, "held": held, "found": reader.findings_about(row["id"])})
    return made
