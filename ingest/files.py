"""One file on its way: read, recognised, its region and title known."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.ids import node_id
from graph.statement import Source
from ingest import read_csv, read_docx, read_xlsx
from ingest.cells import Reading, ReadProblem
from ingest.choose import Choice, choose
from ingest.entries import Entries, Page
from ingest.meta import ListMeta, read_meta
from ingest.problem import Problem
from ingest.profile import Profile, profile_of
from ingest.regions import common_area, region_code
from ingest.report import FileReport

_READERS = {
    ".xlsx": (read_xlsx.read, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".docx": (
        read_docx.read,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ".csv": (read_csv.read, "text/csv"),
}


@dataclass(slots=True)
class ListFile:
    """One file on its way: as read, with its profile, its list and what it gave."""

    source: Source
    report: FileReport
    reading: Reading = field(default_factory=lambda: Reading([]))
    choice: Choice = field(default_factory=lambda: Choice(None))
    metas: dict[str, ListMeta] = field(default_factory=dict)
    region: str | None = None
    entries: Entries | None = None

    @property
    def meta(self) -> ListMeta:
        """What the file says of its first list."""
        return next(iter(self.metas.values()), ListMeta())

    @property
    def lists(self) -> dict[str, str]:
        """Id of each list of the file, by its kind. The title is no part of it, so that next year's
        edition replaces this one's."""
        return {
            kind: node_id("BoundaryList", self.identity(kind))
            for kind in self.metas
            if self.region is not None
        }

    def identity(self, kind: str) -> dict[str, Any]:
        """What makes a list of this file the same list as another one."""
        return {"kind": kind, "issuer": self.metas[kind].issuer, "region": self.region}

    @property
    def pages(self) -> list[Page]:
        return [Page(f.sheet, f.spec, f.header) for f in self.choice.fits]

    def problem(self, code: str, message: str, todo: str, severity: Any = "error") -> None:
        """Note a problem of the whole file."""
        self.report.problems.append(Problem(code, severity, self.source.name, "", "", message, todo))


def read_file(path: Path, profile: str | Mapping[str, str] | None) -> ListFile:
    """Read one file and find the profile it follows; what is wrong with it stands in its report."""
    content = path.read_bytes()
    reader, media_type = _READERS.get(path.suffix.lower(), (None, "application/octet-stream"))
    source = Source(path.name, hashlib.sha256(content).hexdigest(), media_type, content)
    file = ListFile(source, FileReport(path.name))
    wanted = profile if isinstance(profile, str) or profile is None else profile.get(path.name)
    forced: Profile | None = profile_of(wanted) if wanted else None
    if reader is None:
        file.problem(
            "READ", f"不能读取 {path.suffix or '没有扩展名'} 文件", "另存为 .xlsx、.docx 或 .csv 再导入"
        )
        return file
    try:
        file.reading = reader(content, path.name)
    except ReadProblem as problem:
        file.problem("READ", str(problem), problem.todo)
        return file
    file.report.problems += file.reading.problems
    file.choice = choose(path.name, file.reading.sheets, forced)
    file.report.problems += file.choice.problems
    _unread_tables(file)
    file.report.profile = file.choice.profile.id if file.choice.profile else None
    if file.choice.fits:
        for fit in file.choice.fits:
            if fit.spec.list_kind not in file.metas:
                own = read_meta(fit.sheet, fit.header)
                file.metas[fit.spec.list_kind] = own.filled(file.meta) if file.metas else own
        file.region = file.meta.region or _region_of_rows(file)
    return file


def _unread_tables(file: ListFile) -> None:
    """Tell of tables of a document that are no part of its list: one may have lost its header at a page break."""
    if file.choice.profile is None or file.reading.text is None:
        return
    refused = {p.sheet for p in file.choice.problems}
    for sheet in file.choice.silent:
        if sheet.name not in refused and sheet.name not in file.choice.profile.non_data_sheets:
            message = f"表格“{sheet.name}”没有这份清单的表头，没有读取"
            todo = "如是清单的一部分，请在它的第一行写上表头"
            problem = Problem("PROFILE", "warning", file.source.name, sheet.name, "", message, todo)
            file.report.problems.append(problem)


def _region_of_rows(file: ListFile) -> str | None:
    """The area common to all rows, where the list has a column for it."""
    codes = set()
    for fit in file.choice.fits:
        column = fit.header.columns.get("region") or _region_column(fit.sheet.rows[fit.header.rows[-1] - 1])
        for row in fit.sheet.rows[fit.header.rows[-1] :] if column else ():
            code = region_code(row[column - 1].text) if column else None
            codes |= {code} if code else set()
    return common_area(codes)


def _region_column(header: Sequence[Any]) -> int | None:
    return next(
        (c.column for c in header if c.text in ("行政区划", "行政区划代码", "区划代码", "area_code")), None
    )


def drop_copies(files: list[ListFile]) -> None:
    """Leave a file out that has the bytes of an earlier one, and say so."""
    first: dict[str, ListFile] = {}
    for file in files:
        earlier = first.setdefault(file.source.sha256, file)
        if earlier is not file:
            file.metas = {}
            file.choice, file.reading, file.report = Choice(None), Reading([]), FileReport(file.source.name)
            message = f"与 {earlier.source.name} 内容完全相同，没有再读"
            file.problem("FILE_TWICE", message, "只导入其中一份", "warning")
