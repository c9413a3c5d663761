"""Opinions on coordinating bodies: the rounds, their words, and what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.bodies_books import (
    SAFE,
    SAFETY,
    bodies,
    links,
    noted,
    opinion,
    reviews,
)
from tests.ingest.workbooks import (
    Rows,
    errors,
    read,
    report,
    stated,
)


def test_opinions_of_the_rounds(tmp_path: Path) -> None:
    rows = [
        opinion("调整", "第二轮", 意见说明="并入市安委会", 意见日期="2024-03-01", 文号="临编办〔2024〕2号"),
        opinion("撤销，职能交市住建局", "3"),
        opinion("保留", "四", 意见说明="仍有任务"),
    ]
    found = read(tmp_path, bodies(tmp_path, [SAFE]), reviews(tmp_path, rows))
    assert errors(found) == []
    made = stated(found, "BodyReview")
    assert [(r["round"], r["opinion"], r.get("text")) for r in made] == [
        (2, "adjust", "并入市安委会"), (3, "revoke", "撤销，职能交市住建局"), (4, "agree", "保留；仍有任务"),
    ]  # fmt: skip
    assert (made[0]["decided_on"], made[0]["document"]) == ("2024-03-01", "临编办〔2024〕2号")
    assert links(found, "REVIEWS") == [(r["name"], SAFETY) for r in made]
    assert len([t for _, t in links(found, "LISTED_IN") if t == "临澜市议事协调机构清理意见"]) == 3
    assert [(p.severity, p.place) for p in noted(found, "06")] == [("info", "清理意见!D6")]


@pytest.mark.parametrize(
    ("word", "made"),
    [
        ("同意设立", "agree"), ("同意撤销", "revoke"), ("同意调整", "adjust"), ("不予设立", "refuse"), ("不同意", "refuse"),
        ("合并（并入市安委会）", "adjust"), ("取消", "revoke"), ("优化", "adjust"),
    ],
)  # fmt: skip
def test_words_of_opinions(tmp_path: Path, word: str, made: str) -> None:
    found = read(tmp_path, bodies(tmp_path, [SAFE]), reviews(tmp_path, [opinion(word)]))
    assert [r["opinion"] for r in stated(found, "BodyReview")] == [made]


def test_the_round_may_stand_in_the_heading(tmp_path: Path) -> None:
    rows = [opinion("撤销", ""), opinion("撤销", "2")]
    path = reviews(tmp_path, rows, "一、第一轮清理意见（2024年3月）")
    found = read(tmp_path, bodies(tmp_path, [SAFE]), path)
    assert [r["round"] for r in stated(found, "BodyReview")] == [1, 2]
    assert [(p.severity, p.cell) for p in noted(found, "06")] == [("warning", "B5")]


@pytest.mark.parametrize(
    ("rows", "code", "cell", "says"),
    [
        ([opinion("撤销", name="市安全委会")], "DQ-NAME", "C4", SAFETY),
        ([opinion("撤销", name="市公安局")], "DQ-NAME", "C4", "是部门"),
        ([opinion("再议")], "VALUE", "D4", "不知道是哪一种意见"),
        ([opinion("不同意撤销")], "VALUE", "D4", "不知道是哪一种意见"),
        ([opinion("")], "ROW", "C4", "没有清理意见"),
        ([opinion("撤销", "")], "ROW", "C4", "第几轮"),
        ([opinion("撤销", "初")], "VALUE", "B4", "不是轮次"),
        ([opinion("撤销"), opinion("调整")], "DUPLICATE", "D5", "两处意见不同"),
        ([opinion("撤销", name="", 序号="1")], "ROW", "A4", "哪个议事协调机构"),
    ],
)
def test_an_opinion_that_cannot_be_read_is_an_error(
    tmp_path: Path, rows: Rows, code: str, cell: str, says: str
) -> None:
    found = read(tmp_path, bodies(tmp_path, [SAFE]), reviews(tmp_path, rows))
    ((made, place, message),) = errors(found)
    assert (made, place) == (code, f"清理意见!{cell}")
    assert says in message
    counts = report(found, "06").counts
    assert counts["problem_rows"] + counts["statement_rows"] == len(rows)
