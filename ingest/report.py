"""What is reported of each file: its statements, its problems, and what became of every row."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any

from graph.statement import Batch
from ingest.cells import Sheet
from ingest.entries import Entries, Said
from ingest.mapping import Understood, confidence
from ingest.problem import Problem, place
from ingest.resolved import resolutions, unresolved
from ingest.sidecar import Sidecar


@dataclass(slots=True)
class FileReport:
    """One file. Every row up to the last used one counts once: as statement, problem or non-data row.

    `told` is what a file beside it says of it, `reading` how its columns and first rows were understood.
    """

    file: str
    profile: str | None = None
    rows: int = 0
    statement_rows: int = 0
    problem_rows: int = 0
    statements: list[Said] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    non_data_rows: list[tuple[str, str]] = field(default_factory=list)
    told: Sidecar | None = None
    reading: Understood | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How the rows add up."""
        return {
            "rows": self.rows,
            "statement_rows": self.statement_rows,
            "problem_rows": self.problem_rows,
            "non_data_rows": len(self.non_data_rows),
        }

    def to_json(self) -> dict[str, Any]:
        """The report as plain values."""
        ordered = sorted(self.problems, key=_reading_order)
        return {
            "file": self.file,
            "profile": self.profile,
            "sidecar": self.told.source.name if self.told else None,
            **(self.reading or Understood(None, [], [])).to_json(),
            "rows": self.rows,
            "counts": self.counts,
            "statements": [asdict(s) | {"confidence": confidence(s)} for s in self.statements],
            "problems": [
                {
                    "code": p.code,
                    "severity": p.severity,
                    "cell": p.place,
                    "message": p.message,
                    "todo": p.todo,
                }
                | ({"candidates": list(p.unresolved.candidates)} if p.unresolved else {})
                for p in ordered
            ],
            "resolutions": resolutions(self.statements),
            "unresolved": unresolved(self.problems),
            "non_data_rows": [{"row": row, "why": why} for row, why in self.non_data_rows],
        }


def _reading_order(problem: Problem) -> tuple[str, int, int, str, str]:
    match = re.fullmatch(r"([A-Z]+)(\d+)", problem.cell)
    column, row = (match[1], int(match[2])) if match else ("", 0)
    return problem.sheet, row, len(column), column, problem.code


@dataclass(slots=True)
class Understanding:
    """What a set of files says. `batch` holds lists and mentions only when `ok`: nothing is half loaded."""

    files: list[FileReport]
    batch: Batch

    @property
    def ok(self) -> bool:
        """True when no file has an error."""
        return not any(p.severity == "error" for f in self.files for p in f.problems)

    @property
    def problems(self) -> list[Problem]:
        """All problems of all files."""
        return [p for f in self.files for p in f.problems]

    def to_json(self) -> dict[str, Any]:
        """The report of all files as plain values, fit for JSON."""
        return {"files": [f.to_json() for f in self.files]}


def count_rows(report: FileReport, entries: Entries, sheets: list[Sheet]) -> None:
    """Tell what became of every row. A row that gave nothing and was not named is an error of its own."""
    for sheet in sheets:
        report.rows += len(sheet.rows) - sheet.start + 1
        for row in range(sheet.start, len(sheet.rows) + 1):
            at = (sheet.name, row)
            if at in entries.idle_rows and not (
                entries.idle_rows[at] == "空行" and at in entries.stated_rows
            ):
                why = entries.idle_rows[at]
                why = "已并入同一记录的行" if why == "空行" and sheet.filled(row) else why
                report.non_data_rows.append((place(sheet.name, str(row)), why))
            elif at in entries.stated_rows:
                report.statement_rows += 1
            else:
                report.problem_rows += 1
                if at not in entries.problem_rows:
                    message, todo = "本行没有读出任何内容", "核对本行的写法"
                    report.problems.append(
                        Problem("ROW", "error", report.file, sheet.name, f"A{row}", message, todo)
                    )
