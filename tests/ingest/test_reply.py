"""What departments send back: moved, dropped and added to as people do; hostile and wild ones too."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from api.consult import workbook
from graph.consult import Sent
from graph.ids import normal
from ingest.reply import HIDDEN, OPINIONS, ORIGINAL, read_reply
from tests.ingest.reply_books import (
    COLUMNS,
    FIRST,
    ROUND,
    SHEET,
    at,
    filled,
    opened,
    problems,
    saved,
    sent,
    sheet_of,
    words,
)


def test_problems_are_told_all_at_once_each_with_its_cell() -> None:
    def wrong(page: Worksheet) -> None:
        at(page, 0, "clause").value = "另一种说法"
        at(page, 0, "opinion").value = "也许"
        at(page, 1, "opinion").value = "修改"
        at(page, 2, "opinion").value = "不同意"
        at(page, 3, "reason").value = "只写了理由"
        at(page, 4, "statement").value = "LEADS-99"
        at(page, 5, "edition").value = "7"
        page.cell(FIRST + 6, COLUMNS.index("opinion") + 1).value = "同意"

    file = filled(wrong)
    assert not file.ok and file.answers == []
    assert [(cell, message.partition("：")[0]) for cell, message in problems(file)] == [
        ("C5", "“职责表述”被改过"), ("G5", "看不懂意见“也许”"), ("G6", "选了修改，没有写修改为什么"),
        ("G7", "选了不同意，没有写理由"), ("G8", "写了修改、理由或依据，没有选意见"), ("K9", "“LEADS-99”"),
        ("L10", "这一条是就第 2 版问的，这里写的是“7”"), ("G11", "这一行没有表述编号，不知道答的是哪一条"),
    ]  # fmt: skip


def test_rows_of_another_office_round_or_twice_are_refused() -> None:
    book, page = opened(workbook(SHEET, ROUND))
    other = sheet_of(1)
    others = {(4, "LEADS-0"): Sent(90, 4, 2, "org:b", "市教育局", other.rows[0])}
    at(page, 1, "statement").value, at(page, 1, "consultation").value = "LEADS-0", "4"
    at(page, 1, "matter").value, at(page, 1, "clause").value, at(page, 1, "scope").value = (
        "事项0",
        "职责0",
        "",
    )
    at(page, 2, "statement").value = "LEADS-3"
    at(page, 4, "consultation").value = "99"
    file = read_reply("答复.xlsx", saved(book), {**sent(), **others}, words())
    said = problems(file)
    assert any(cell == "K6" and "市教育局" in message and "市水务局" in message for cell, message in said)
    assert ("K8", "与 K7 是同一条") in said
    assert ("M9", "“99”：没有发过这次征求意见") in said


def test_an_answer_to_words_that_have_changed_is_refused() -> None:
    book, page = opened(workbook(SHEET, ROUND))
    for n in range(3):
        at(page, n, "opinion").value = "同意"
    now = {"LEADS-0": "other words", **{k: v for k, v in words().items() if k not in ("LEADS-0", "LEADS-1")}}
    file = read_reply("答复.xlsx", saved(book), sent(), now)
    assert [(cell, "已改" in m, "没有这一条" in m) for cell, m in problems(file)] == [
        ("G5", True, False),
        ("G6", False, True),
    ]


@pytest.mark.parametrize(("change", "says"), [
    (lambda page: page.delete_cols(11, 3), "没有“表述编号”“版次”“征求意见编号”栏"),
    (lambda page: page.delete_cols(3), "没有“职责表述”栏"),
    (lambda page: page.delete_rows(1, 4), "找不到征求意见表"),
    (lambda page: None, "一条意见也没有填"),
])  # fmt: skip
def test_what_is_no_reply(change: Callable[[Worksheet], None], says: str) -> None:
    file = filled(change)
    assert [says in message for _, message in problems(file)] == [True]


@pytest.mark.parametrize(("content", "code"), [
    (b"", "READ"), (b"PK\x03\x04", "READ"), (b"not a workbook", "REPLY"), (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "READ"),
])  # fmt: skip
def test_what_is_no_workbook(content: bytes, code: str) -> None:
    file = read_reply("答复.xlsx", content, sent(), words())
    assert [p.code for p in file.problems] == [code] and not file.ok


def test_a_reply_saved_in_another_format_is_read_too() -> None:
    _, page = opened(workbook(SHEET, ROUND))
    at(page, 2, "opinion").value = "同意"
    out = io.StringIO()
    csv.writer(out).writerows([cell.value for cell in row] for row in page.iter_rows())
    file = read_reply("答复.csv", out.getvalue().encode("gb18030"), sent(), words())
    assert [(a.asked.asked.statement, a.opinion, a.cell) for a in file.answers] == [
        ("LEADS-2", "agree", "G7")
    ]


def test_thousands_of_wrong_rows_are_told_in_short() -> None:
    def wrong(page: Worksheet) -> None:
        for n in range(2_000):
            at(page, n, "reason").value = "理由"
            at(page, n, "statement").value = None

    file = filled(wrong)
    assert len(file.problems) == 301 and "没有再看" in file.problems[-1].message


ANSWER = st.sampled_from([
    ("同意", None, None), ("同意。", None, "没有意见"), ("修改", "改后的表述", None), ("不同意", None, "不归本局"),
    (None, None, None),
])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_rows_moved_dropped_and_columns_added_read_the_same(data: st.DataObject) -> None:
    told = data.draw(st.lists(ANSWER, min_size=6, max_size=6))
    order = data.draw(st.permutations(range(6)))[: data.draw(st.integers(1, 6))]
    columns = data.draw(st.permutations([*COLUMNS, "extra"]))
    _, page = opened(workbook(SHEET, ROUND))
    other = openpyxl.Workbook()
    target = other.active
    assert isinstance(target, Worksheet)
    above = data.draw(st.integers(0, 5))
    for c, name in enumerate(columns, start=1):
        target.cell(
            above + 1, c, "本局备注" if name == "extra" else page.cell(4, COLUMNS.index(name) + 1).value
        )
        for r, n in enumerate(order, start=above + 2):
            said = dict(zip(("opinion", "amended", "reason"), told[n], strict=True))
            was = "随手写的" if name == "extra" else at(page, n, name).value
            target.cell(r, c, said.get(name) or was)
    file = read_reply("答复.xlsx", saved(other), sent(), words())
    found = {a.asked.asked.statement: (a.opinion, a.amended, a.reason) for a in file.answers}
    wanted = {f"LEADS-{n}": (OPINIONS[told[n][0].rstrip("。")], *told[n][1:]) for n in order if told[n][0]}
    assert found == wanted
    assert file.ok == bool(wanted)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 5),
    st.sampled_from([*ORIGINAL, *HIDDEN]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])),
)
def test_one_cell_changed_keeps_the_whole_file_out(row: int, name: str, text: str) -> None:
    def change(page: Worksheet) -> None:
        for n in range(6):
            at(page, n, "opinion").value = "同意"
        cell = at(page, row, name)
        before.append(normal(str(cell.value or "")))
        cell.value, cell.data_type = text, "s"

    before: list[str] = []
    file = filled(change)
    if normal(text) == before[0]:
        assert file.ok
        return
    assert not file.ok and file.answers == []
    assert any(p.cell.endswith(str(FIRST + row)) for p in file.problems)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 14), st.integers(1, 14), st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])), st.integers(), st.floats(allow_nan=False), st.booleans(),
    st.sampled_from(["同意", "修改", "不同意", "=1/0", "意见", "理由"]),
)), max_size=30))  # fmt: skip
def test_wild_replies_are_answers_or_problems_never_a_crash(cells: list[tuple[int, int, Any]]) -> None:
    def scribble(page: Worksheet) -> None:
        for row, column, value in cells:
            if type(page.cell(row, column)).__name__ != "MergedCell":
                page.cell(row, column).value = value

    file = filled(scribble)
    assert file.ok == bool(file.answers)
    assert {a.opinion for a in file.answers} <= set(OPINIONS.values())
    assert all(p.message and p.todo for p in file.problems)
