"""One file on its way: read, recognised, its region and title known."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from graph.ids import node_id
from graph.statement import Source
from ingest import apart, convert, limits, sidecar, timed
from ingest.cells import Reading, ReadProblem
from ingest.choose import Choice, choose
from ingest.detect import REGION_HEADINGS
from ingest.entries import Entries, Page
from ingest.kinds import KINDS, Kind, kind_of
from ingest.meta import ListMeta, read_meta
from ingest.problem import Problem
from ingest.profile import Profile, ProfileError, profile_of
from ingest.prose import stands_beside
from ingest.regions import common_area, region_code
from ingest.report import FileReport
from ingest.shapes.set_up import heads_section
from ingest.side_by_side import side_by_side
from ingest.sidecar import Sidecar
from ingest.tables import tables
from ingest.unfold import unfolded
from ingest.unread import left_unread

_T = TypeVar("_T")


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
    told: Sidecar | None = None
    spent: float = 0.0

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
    def sources(self) -> list[Source]:
        """The file itself, and what stands beside it: its bytes, too, are part of what was understood."""
        return [self.source, self.told.source] if self.told else [self.source]

    @property
    def pages(self) -> list[Page]:
        return [Page(f.sheet, f.spec, f.header) for f in self.choice.fits]

    def problem(self, code: str, message: str, todo: str, severity: Any = "error") -> None:
        """Note a problem of the whole file."""
        self.report.problems.append(Problem(code, severity, self.source.name, "", "", message, todo))

    @contextmanager
    def timed(self) -> Iterator[None]:
        """What is done within counts towards the time of the file; when that is over, it ends and the file is refused."""
        started = _processor()
        try:
            with timed.within(max(limits.SECONDS - self.spent, 0)):
                yield
        except timed.TooLong:
            self.refuse(apart.too_long())
        finally:
            self.spent += _processor() - started

    def refuse(self, why: ReadProblem) -> None:
        """Keep nothing of the file but why."""
        self.reading, self.choice, self.metas, self.entries = Reading([]), Choice(None), {}, None
        self.report = FileReport(self.source.name, told=self.told)
        self.problem("READ", str(why), why.todo)


def _processor() -> float:
    """Seconds of the processor so far, those of the processes that were ended included."""
    return sum(os.times()[:4])


def together(files: list[ListFile], work: Callable[[], _T]) -> _T | None:
    """What is done for all files at once, within the time of all; where that is over, None, and all are refused."""
    try:
        with timed.within(limits.SECONDS * len(files)):
            return work()
    except timed.TooLong:
        for file in files:
            file.refuse(apart.too_long())
        return None


def read_file(path: Path, profile: str | Mapping[str, str] | None) -> ListFile:
    """Read one file and find the profile it follows; what is wrong with it stands in its report."""
    size = path.stat().st_size
    content = path.read_bytes() if size <= limits.MAX_BYTES else b""
    hashed = content if size <= limits.MAX_BYTES else f"{path.name} {size}".encode()
    sha256 = hashlib.sha256(hashed).hexdigest()
    source = Source(path.name, sha256, "application/octet-stream", content)
    file = ListFile(source, FileReport(path.name))
    with file.timed():
        _read(file, path, profile, size)
    return file


def _read(file: ListFile, path: Path, profile: str | Mapping[str, str] | None, size: int) -> None:
    """Find out what a file holds, into the file itself."""
    content = file.source.content
    kind, refusal = _kind(content, path.name, size)
    if kind:
        file.source = replace(file.source, media_type=KINDS[kind.id].media_type)
    try:
        file.told = file.report.told = sidecar.beside(path)
        forced, by = _named(file, profile)
    except ReadProblem as problem:
        file.problem("SIDECAR", str(problem), problem.todo)
        return
    if kind is None:
        file.problem("READ", str(refusal), refusal.todo if refusal else "")
        return
    file.report.problems += kind.problems
    try:
        file.reading = apart.read(*convert.readable(kind, content), path.name)
    except ReadProblem as problem:
        file.problem("READ", str(problem), problem.todo)
        return
    file.report.problems += file.reading.problems
    whole = file.told is not None and bool(file.told.header_rows)
    sheets = (
        file.reading.sheets
        if whole
        else [
            u
            for s in file.reading.sheets
            for t in tables(s)
            for beside in side_by_side(t)
            for u in unfolded(beside)
        ]
    )
    file.choice = choose(path.name, sheets, forced, file.told, by)
    _as_clauses(file, forced, by)
    _clauses_beside(file, forced)
    file.report.problems += file.choice.problems
    file.report.problems += left_unread(file.choice, file.reading, path.name)
    file.report.profile = file.choice.profile.id if file.choice.profile else None
    if file.choice.fits:
        for fit in file.choice.fits:
            if fit.spec.list_kind not in file.metas:
                own = read_meta(fit.sheet, fit.header)
                own = own.filled(file.meta) if file.metas else own
                file.metas[fit.spec.list_kind] = file.told.meta(own) if file.told else own
        of_profile = file.choice.profile.region if file.choice.profile else None
        file.region = file.meta.region or _region_of_rows(file) or of_profile


def _as_clauses(file: ListFile, forced: Profile | None, by: str) -> None:
    """Where no table fits, take the paragraphs of a document for the list, if they are clauses."""
    text = file.reading.text
    if text is None or file.choice.profile is not None or (forced and forced.id != "clauses"):
        return
    choice = choose(file.source.name, [text], forced or profile_of("clauses"), file.told, by)
    if choice.profile is None:
        return
    choice.silent += file.reading.sheets
    file.choice = choice
    file.reading = Reading([text, *file.reading.sheets], file.reading.problems)


def _clauses_beside(file: ListFile, forced: Profile | None) -> None:
    """Take in the clauses of a document beside its tables of duties, where they assign something themselves (a plan with
    a table at its end, a notice that goes on below its table), or beside its tables of coordinating bodies, where they
    say who sits in further ones; it is told."""
    text, found = file.reading.text, file.choice
    kinds = {f.spec.list_kind for f in found.fits}
    sets_up = text is not None and any(heads_section(c.text) for row in text.rows for c in row)
    duties = kinds == {"boundary"} or (kinds == {"bodies"} and sets_up)
    if (
        text is None
        or forced
        or not duties
        or found.fits[0].spec.shape == "clauses"
        or not (sets_up or stands_beside(text))
    ):
        return
    beside = choose(file.source.name, [text], profile_of("clauses"), file.told)
    if beside.fits:
        found.fits += beside.fits
        at = f"P{beside.fits[0].header.rows[0]}"
        message = "正文中写明由谁负责的条文，与表格一并读取"
        problem = Problem("PROFILE", "info", file.source.name, text.name, at, message, "核对是否与表格重复")
        found.problems.append(problem)


def _kind(content: bytes, name: str, size: int) -> tuple[Kind | None, ReadProblem | None]:
    """What a file is, or why it cannot be read."""
    try:
        if size > limits.MAX_BYTES:
            raise ReadProblem(f"文件超过 {limits.MAX_BYTES // 2**20} MB", "删去图片，或拆分后再导入")
        return kind_of(content, name), None
    except ReadProblem as problem:
        return None, problem


def _named(file: ListFile, profile: str | Mapping[str, str] | None) -> tuple[Profile | None, str]:
    """The profile that somebody named for a file, and who: the caller first, then the file beside it.

    In a mapping, `*` stands for all files that it does not name. Raises ProfileError where the caller names one
    that does not exist, ReadProblem where the file beside it does.
    """
    names = {"*": profile} if isinstance(profile, str) else profile or {}
    wanted, told = names.get(file.source.name) or names.get("*"), file.told
    if wanted:
        return profile_of(wanted), "命令"
    if told is None or not told.profile:
        return None, ""
    try:
        return profile_of(told.profile), f"旁边的 {told.source.name} "
    except ProfileError as error:
        raise ReadProblem(f"{told.source.name}：{error}", f"改正 {told.source.name}") from error


def without_list(paths: Iterable[Path], files: Iterable[ListFile]) -> list[ListFile]:
    """An error for every sidecar among the paths that speaks of no list."""
    used = {f.told.source.name for f in files if f.told}
    found = []
    for path in (p for p in paths if sidecar.is_sidecar(p) and p.name not in used):
        content = path.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        lost = ListFile(Source(path.name, sha256, sidecar.MEDIA_TYPE, content), FileReport(path.name))
        lost.problem(
            "SIDECAR", "它说明的清单不在这次导入之中", "与它说明的清单放在一起，并以清单的文件名开头"
        )
        found.append(lost)
    return found


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
    return next((c.column for c in header if c.text in REGION_HEADINGS), None)


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
