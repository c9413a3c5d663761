"""Reads the workbook in which a department answers what it was asked: every row checked against what was sent."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from graph.consult import Sent
from graph.ids import normal
from graph.statement import Source
from ingest import apart, convert, limits
from ingest.cells import Cell, ReadProblem, Sheet
from ingest.kinds import KINDS, kind_of
from ingest.problem import Problem

# Headings of the columns: of what is asked (attribute of Asked), of the reply, and of the hidden ones.
ORIGINAL = {
    "role": "角色", "matter": "事项", "clause": "职责表述", "scope": "范围", "basis": "所写依据", "written": "写在何处",
}  # fmt: skip
REPLY = {"opinion": "意见", "amended": "修改为", "reason": "理由", "own_basis": "依据"}
HIDDEN = {"statement": "表述编号", "edition": "版次", "consultation": "征求意见编号"}
OPINIONS = {"同意": "agree", "修改": "amend", "不同意": "object"}
LONGEST = 5_000
MOST_PROBLEMS = 300
_RESEND = "请在当初收到的工作簿上填写，不要改动左边各栏和隐藏的栏"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an organisation says of one role; `asked` is the row that it answers, `cell` where its opinion stands."""

    asked: Sent
    opinion: str
    amended: str | None
    reason: str | None
    basis: str | None
    sheet: str
    cell: str


@dataclass(slots=True)
class ReplyFile:
    """One file sent back: its answers, and every problem with its cell. `rows` counts the rows that were asked
    about, answered or left open; with an error the file holds no answer."""

    source: Source
    answers: list[Answer] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0

    @property
    def ok(self) -> bool:
        """Whether it can be kept."""
        return not any(p.severity == "error" for p in self.problems)


def read_reply(
    name: str, content: bytes, sent: Mapping[tuple[int, str], Sent], now: Mapping[str, str]
) -> ReplyFile:
    """The answers in a workbook.

    `sent` are the rows ever sent, by consultation and statement; `now` the words of every role of the current
    edition (graph.confirm.words_of), by statement. Rows may stand in any order, be deleted, or stay unanswered;
    columns may be moved or added. Nothing is raised: what is wrong stands in `problems`.
    """
    file = ReplyFile(Source(name, hashlib.sha256(content).hexdigest(), "application/octet-stream", content))
    try:
        if len(content) > limits.MAX_BYTES:
            raise ReadProblem(f"文件超过 {limits.MAX_BYTES // 2**20} MB", _RESEND)
        kind = kind_of(content, name)
        reading = apart.read(*convert.readable(kind, content), name)
    except ReadProblem as problem:
        file.problems.append(Problem("READ", "error", name, "", "", str(problem), problem.todo))
        return file
    file.source = replace(file.source, media_type=KINDS[kind.id].media_type)
    rows, found = _Rows(file, sent, now), False
    for sheet in reading.sheets:
        header = _header(sheet)
        if header is None:
            continue
        found = True
        row, columns, missing = header
        if missing:
            message = f"没有“{'”“'.join(missing)}”栏（可能随隐藏的栏一起丢了）"
            file.problems.append(Problem("REPLY", "error", name, sheet.name, f"A{row}", message, _RESEND))
            continue
        file.problems += [p for p in reading.problems if p.sheet == sheet.name]
        rows.read(sheet, columns, row + 1)
    if not found:
        message = "找不到征求意见表：没有一行同时写着“意见”和“理由”"
        file.problems.append(Problem("REPLY", "error", name, "", "", message, _RESEND))
    elif not file.answers and file.ok:
        message = "一条意见也没有填"
        file.problems.append(
            Problem("REPLY", "error", name, "", "", message, "在“意见”栏选同意、修改或不同意")
        )
    if not file.ok:
        file.answers = []
    return file


def _header(sheet: Sheet) -> tuple[int, dict[str, int], list[str]] | None:
    """The row of headings, the column of each field, and the headings that are missing; None without any."""
    wanted = {**ORIGINAL, **REPLY, **HIDDEN}
    for number, row in enumerate(sheet.rows[:50], start=1):
        texts = {normal(cell.text): cell.column for cell in reversed(row) if cell.text}
        if REPLY["opinion"] in texts and REPLY["reason"] in texts:
            columns = {name: texts[word] for name, word in wanted.items() if word in texts}
            return number, columns, [word for name, word in wanted.items() if name not in columns]
    return None


@dataclass(slots=True)
class _Rows:
    """The rows of a file on their way to answers."""

    file: ReplyFile
    sent: Mapping[tuple[int, str], Sent]
    now: Mapping[str, str]
    sheet: Sheet = field(default_factory=lambda: Sheet("", []))
    seen: dict[int, str] = field(default_factory=dict)
    first: Sent | None = None
    unknown: set[str] = field(default_factory=set)
    rounds: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.rounds = frozenset(number for number, _ in self.sent)

    def read(self, sheet: Sheet, columns: Mapping[str, int], start: int) -> None:
        """Read the rows of a sheet from `start` on."""
        self.sheet = sheet
        for number in range(start, len(sheet.rows) + 1):
            if len(self.file.problems) >= MOST_PROBLEMS:
                message = f"问题太多，从第 {number} 行起没有再看"
                self._error(self._cell(number, 1), message, _RESEND)
                return
            cells = {name: self._cell(number, column) for name, column in columns.items()}
            if any(cells[name].text for name in (*REPLY, *HIDDEN)):
                self._row(cells)

    def _cell(self, row: int, column: int) -> Cell:
        cell = self.sheet.cell(row, column)
        if cell is None:
            raise IndexError(f"no cell {row}, {column}")  # rows of a sheet are equally long
        return cell

    def _error(self, cell: Cell, message: str, todo: str) -> None:
        problem = Problem(
            "REPLY", "error", self.file.source.name, self.sheet.name, cell.address, message, todo
        )
        self.file.problems.append(problem)

    def _row(self, cells: Mapping[str, Cell]) -> None:
        row = self._sent(cells)
        if row is None:
            return
        self.file.rows += 1
        at = cells["statement"].address
        if row.row in self.seen:
            self._error(cells["statement"], f"与 {self.seen[row.row]} 是同一条", "只留一行")
            return
        self.seen[row.row] = at
        self._one_office(cells, row)
        self._unchanged(cells, row)
        answer = self._answer(cells, row)
        if answer is None:
            return
        words = self.now.get(row.asked.statement)
        if words != row.asked.words:
            what = "已没有这一条" if words is None else "这一条的表述已改"
            self._error(
                cells["opinion"],
                f"现行版里{what}，不能再按第 {row.edition} 版答复",
                "删去这一行，或按现行版重新征求意见",
            )
            return
        self.file.answers.append(answer)

    def _sent(self, cells: Mapping[str, Cell]) -> Sent | None:
        """The row that was sent; problems where it is none of ours, or of another edition."""
        texts = {name: normal(cells[name].text) for name in HIDDEN}
        if not texts["statement"]:
            where = next(cells[n] for n in (*REPLY, *HIDDEN) if cells[n].text)
            self._error(where, "这一行没有表述编号，不知道答的是哪一条", "写到原有的行里，或删去这一行")
            return None
        number = texts["consultation"]
        known = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else -1
        row = self.sent.get((known, texts["statement"]))
        if row is None and known not in self.rounds:
            if number not in self.unknown:
                message = f"“{cells['consultation'].text[:20]}”：没有发过这次征求意见"
                self._error(cells["consultation"], message, _RESEND)
            self.unknown.add(number)
            return None
        if row is None:
            message = f"“{cells['statement'].text[:40]}”：这次没有就这一条征求过意见"
            self._error(cells["statement"], message, _RESEND)
            return None
        if texts["edition"] != str(row.edition):
            message = f"这一条是就第 {row.edition} 版问的，这里写的是“{cells['edition'].text[:20]}”"
            self._error(cells["edition"], message, _RESEND)
        return row

    def _one_office(self, cells: Mapping[str, Cell], row: Sent) -> None:
        first = self.first = self.first or row
        if (row.org, row.consultation) != (first.org, first.consultation):
            asked, above = (f"第 {one.consultation} 次征求意见问{one.name}的" for one in (row, first))
            message = f"这一条是{asked}，上面答的是{above}"
            self._error(cells["statement"], message, "一份工作簿只答一个单位的一次征求意见")

    def _unchanged(self, cells: Mapping[str, Cell], row: Sent) -> None:
        for name, heading in ORIGINAL.items():
            was = getattr(row.asked, name)
            if normal(cells[name].text) != normal(was):
                message = f"“{heading}”被改过：原为“{was[:60]}”，现为“{cells[name].text[:60]}”"
                self._error(cells[name], message, "恢复原文；要改的写在“修改为”或“理由”栏")

    def _answer(self, cells: Mapping[str, Cell], row: Sent) -> Answer | None:
        """The answer in a row; None where it is left open, or a problem says why not."""
        said = {name: cells[name].text for name in REPLY}
        long = [cells[name] for name in REPLY if len(said[name]) > LONGEST]
        for cell in long:
            self._error(cell, f"超过 {LONGEST:,} 字", "写要点，其余另附")
        at, word = cells["opinion"], normal(said["opinion"]).rstrip("。.")
        if not word:
            if any(said.values()):
                self._error(
                    at,
                    "写了修改、理由或依据，没有选意见",
                    f"选{'、'.join(OPINIONS)}之一，或把这一行的答复清空",
                )
            return None
        opinion = OPINIONS.get(word)
        wrong = {
            f"看不懂意见“{word[:20]}”": opinion is None,
            "选了修改，没有写修改为什么": opinion == "amend" and not said["amended"],
            "选了不同意，没有写理由": opinion == "object" and not said["reason"],
            f"选了{word}，又写了“修改为”": opinion in ("agree", "object") and bool(said["amended"]),
            "“修改为”与原来的职责表述相同": opinion == "amend" and normal(said["amended"]) == normal(row.asked.clause) != "",
        }  # fmt: skip
        for message in (m for m, so in wrong.items() if so):
            self._error(at, message, "意见选同意、修改或不同意；修改要写修改为，不同意要写理由")
        if opinion is None or long or any(wrong.values()):
            return None
        return Answer(
            row, opinion, said["amended"] or None, said["reason"] or None, said["own_basis"] or None,
            self.sheet.name, at.address,
        )  # fmt: skip
