"""Asks the departments: one workbook for each organisation with its own roles, and the replies read back."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from graph.amend import amend, amendments, end
from graph.answered import listed
from graph.consult import Consultation, Sheet, send, sent, to_ask
from graph.record import Record, RecordError
from graph.replies import Kept, Reply, Said, decide, keep, words_now
from graph.workspace import Published, Workspace
from ingest.problem import Problem
from ingest.reply import HIDDEN, OPINIONS, ORIGINAL, REPLY, ReplyFile, read_reply
from ingest.writing import to_page_width, write_text

TITLE = "征求意见"
_WIDTHS = {
    "role": 8, "matter": 30, "clause": 44, "scope": 16, "basis": 30, "written": 30,
    "opinion": 10, "amended": 40, "reason": 36, "own_basis": 30, "statement": 10, "edition": 6, "consultation": 8,
}  # fmt: skip
_NOTES = {
    "role": "清单写明的角色：主办、协办、监管等。", "matter": "清单里的事项名称。", "clause": "清单里写给本单位的职责，原文。",
    "scope": "清单写明的范围；空白为没有写。", "basis": "清单为这一事项写的依据。", "written": "写在哪个文件、工作表、单元格。",
    "opinion": "从下拉框里选：同意、修改、不同意。不选为没有答复。", "amended": "选“修改”时，写改后的职责表述全文。",
    "reason": "选“不同意”时必须写；角色、单位或范围不对的，也选“不同意”，在这里写明。",
    "own_basis": "支持所提意见的法律、法规、规章或文件，写到条款。",
}  # fmt: skip
_FIRST = 5  # row of the first role; the headings stand above it
_LINE = Side(style="thin", color="FFBFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a consultation came to: its number, the workbook of each organisation, and ended ones left out."""

    consultation: Consultation
    workbooks: tuple[tuple[str, Path, int], ...]
    ended: tuple[str, ...]


def consult(
    record: Record, folder: Path, orgs: Sequence[str] = (), list_id: str | None = None, until: str | None = None,
    who: str = "local",
) -> Asked:  # fmt: skip
    """Write a workbook for every organisation with roles in the current edition, and keep that it was asked.

    Raises RecordError (see graph.consult), also when a workbook of such a name is there already, and OSError; then
    nobody was asked, and what was written is taken away again.
    """
    edition = record.edition(None)
    sheets, ended = to_ask(record, edition, orgs, list_id)
    paths = [folder / name for name in file_names(sheets)]
    there = [path.name for path in paths if path.exists()]
    if there:
        raise RecordError(f"{folder} 里已有 {there[0]} 等 {len(there)} 个文件，不覆盖；请换一个文件夹")
    written: list[Path] = []

    def write(round_: Consultation) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for path, sheet in zip(paths, sheets, strict=True):
            with path.open("xb") as file:
                written.append(path)
                file.write(workbook(sheet, round_))

    try:
        done = send(record, edition, sheets, list_id, until, who, write)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    made = tuple((s.name, path, len(s.rows)) for s, path in zip(sheets, paths, strict=True))
    return Asked(done, made, tuple(ended))


def file_names(sheets: Sequence[Sheet]) -> list[str]:
    """A file name for each organisation that every system takes, no two alike.

    >>> file_names([Sheet("org:a", "市水务局", "379900", ()), Sheet("org:b", "../市/局", "379900", ())])
    ['市水务局-征求意见.xlsx', '市_局-征求意见.xlsx']
    >>> file_names([Sheet("org:a", "水务局", "379902", ()), Sheet("org:b", "水务局", "379903", ())])
    ['水务局-379902-征求意见.xlsx', '水务局-379903-征求意见.xlsx']
    """
    bare = [_NOT_IN_NAMES.sub("_", sheet.name)[:50].strip("._ ") or "单位" for sheet in sheets]
    bare = [f"{name}_" if name.lower() in _RESERVED else name for name in bare]
    folded = [name.casefold() for name in bare]
    names: list[str] = []
    for name, sheet in zip(bare, sheets, strict=True):
        twin = folded.count(name.casefold()) > 1
        made = f"{name}-{sheet.region}" if twin and sheet.region.isalnum() else name
        again, number = made, 1
        while f"{again}-{TITLE}.xlsx".casefold() in {n.casefold() for n in names}:
            number += 1
            again = f"{made}-{number}"
        names.append(f"{again}-{TITLE}.xlsx")
    return names


def workbook(sheet: Sheet, round_: Consultation) -> bytes:
    """The workbook that asks one organisation: its roles, locked, and columns to answer in."""
    book = Workbook()
    page = book.active
    if not isinstance(page, Worksheet):
        raise RuntimeError("a new workbook has a sheet")
    page.title = TITLE
    names = [*ORIGINAL, *REPLY, *HIDDEN]
    _head(page, sheet, round_, len(ORIGINAL) + len(REPLY))
    for column, name in enumerate(names, start=1):
        _heading(page, column, name)
    for number, row in enumerate(sheet.rows, start=_FIRST):
        values = {
            **{name: getattr(row, name) for name in ORIGINAL}, "statement": row.statement,
            "edition": str(round_.edition), "consultation": str(round_.id),
        }  # fmt: skip
        for column, name in enumerate(names, start=1):
            at = page.cell(number, column)
            if name in values:
                write_text(at, values[name])
            at.alignment = Alignment(wrap_text=name not in HIDDEN, vertical="top")
            at.border, at.number_format = _BORDER, "@"
            at.protection = Protection(locked=name not in REPLY)
    last = _FIRST + len(sheet.rows) - 1
    letter = get_column_letter(names.index("opinion") + 1)
    choice = DataValidation(
        type="list", formula1=f'"{",".join(OPINIONS)}"', allow_blank=True, showErrorMessage=True
    )
    choice.errorTitle, choice.error = "意见", "请从下拉框里选：同意、修改、不同意"
    choice.add(f"{letter}{_FIRST}:{letter}{last}")
    page.add_data_validation(choice)
    page.freeze_panes = f"C{_FIRST}"
    page.print_title_rows = f"{_FIRST - 1}:{_FIRST - 1}"
    to_page_width(page)
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = page.protection.formatCells = False
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head(page: Worksheet, sheet: Sheet, round_: Consultation, width: int) -> None:
    """Title, what is asked by when, and how to fill it in."""
    until = f"请于 {round_.until} 前（含当日）" if round_.until else "请尽快"
    lines = [
        f"职责清单征求意见：{sheet.name}",
        f"依据第 {round_.edition} 版（{round_.as_of}），第 {round_.id} 次征求意见，{round_.asked_on} 发出；{until}答复。"
        f"共 {len(sheet.rows)} 条。",
        "请逐条在右边四栏答复：同意；修改（写改后的职责表述全文）；不同意（写理由）。暂不答复的行留空。左边各栏是清单原文，"
        "请勿改动。填好后把本工作簿原样寄回。只写单位和职务，不写姓名。",
    ]
    for number, text in enumerate(lines, start=1):
        write_text(page.cell(number, 1), text)
        page.merge_cells(start_row=number, start_column=1, end_row=number, end_column=width)
    page["A1"].font = Font(bold=True, size=16)
    for number, height in ((1, 28), (2, 20), (3, 36)):
        page.row_dimensions[number].height = height


def _heading(page: Worksheet, column: int, name: str) -> None:
    top = page.cell(_FIRST - 1, column, {**ORIGINAL, **REPLY, **HIDDEN}[name])
    top.font, top.border = Font(bold=True), _BORDER
    top.fill = PatternFill("solid", fgColor="FFFFF2CC" if name in REPLY else "FFD9E1F2")
    top.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    if name in _NOTES:
        top.comment = Comment(_NOTES[name], "编办", height=80, width=240)
    dimension = page.column_dimensions[get_column_letter(column)]
    dimension.width, dimension.hidden = _WIDTHS[name], name in HIDDEN


@dataclass(frozen=True, slots=True)
class Read:
    """What reading replies came to: every file with its problems, and what was kept (nothing with an error)."""

    files: tuple[ReplyFile, ...]
    kept: tuple[Kept, ...]

    @property
    def problems(self) -> list[Problem]:
        """All problems, in order of the files."""
        return [p for file in self.files for p in file.problems]


def read_replies(record: Record, paths: Sequence[Path], who: str = "local") -> Read:
    """Read the replies in some files and keep them all, or none when one has an error.

    Raises RecordError when a file was kept before or two are of one organisation and round, and OSError.
    """
    asked, now = sent(record), words_now(record)
    files = tuple(read_reply(path.name, path.read_bytes(), asked, now) for path in paths)
    if not all(file.ok for file in files):
        return Read(files, ())
    replies = [
        Reply(
            file.source, file.answers[0].asked.consultation, file.answers[0].asked.org,
            [Said(a.asked.row, a.opinion, a.amended, a.reason, a.basis, a.sheet, a.cell) for a in file.answers],
        )
        for file in files
    ]  # fmt: skip
    return Read(files, tuple(keep(record, replies, who)))


def adopt(
    office: Workspace, answer: int, reason: str, by: str, who: str = "local"
) -> tuple[dict[str, Any], Published | None]:
    """Adopt an answer; gives it as listed, and the edition in which the role says the words it asked for.

    Only new words for a clause are put in by hand at once; an objection says no more than that something is wrong,
    so its `todo` stays for a person (None is published then). Raises RecordError; when it comes of the correction,
    the decision is kept, and `todo` says what is left to do.
    """
    one = decide(office.record, answer, "adopt", reason, by)
    if one["todo"] != "amend":
        return one, None
    document = f"{one['org_name']}的答复：{one['file']}!{one['sheet']}!{one['cell']}"
    document += f"（依据：{one['own_basis'][:1000]}）" if one["own_basis"] else ""
    words = {"text": one["amended"]}
    done = amend(office, one["now"], words, reason, document[:2000], by, who, answer=answer)
    return _again(office, answer), done


def decline(
    office: Workspace, answer: int, reason: str, by: str, who: str = "local"
) -> tuple[dict[str, Any], Published | None]:
    """Decline an answer; where it was adopted before, the correction that came of it is taken back, and the edition
    given in which the lists speak again. Raises as `adopt` does."""
    one = decide(office.record, answer, "decline", reason, by)
    done = None
    for amendment in amendments(office.record):
        if amendment.answer == answer and amendment.ended_at is None:
            done = end(office, amendment.id, f"答复 {answer} 改为未采纳：{reason.strip()}"[:2000], by, who)
    return _again(office, answer) if done else one, done


def _again(office: Workspace, answer: int) -> dict[str, Any]:
    return next(one for one in listed(office.record, everything=True) if one["id"] == answer)
