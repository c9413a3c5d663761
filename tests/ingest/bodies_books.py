"""Workbooks of coordinating bodies for tests: the register, members, meetings, opinions."""

from __future__ import annotations

from pathlib import Path

from ingest.problem import Problem
from ingest.report import Understanding
from tests.ingest.workbooks import (
    META,
    Rows,
    report,
    workbook,
)

BODIES = ["序号", "机构名称", "简称", "类别", "层级", "组长职务", "牵头单位", "办公室设在", "负责领域", "统筹事项", "下设于",
          "上级对应机构", "法定", "设立文件", "设立时间", "撤销期限", "撤销条件", "年会议次数", "最近运转", "现状", "终止时间",
          "备注"]  # fmt: skip
MEMBERS = ["序号", "机构名称", "成员单位", "成员身份", "成员职责"]
ACTIVITIES = ["序号", "机构名称", "类型", "日期", "名称", "参加范围"]
REVIEWS = ["序号", "轮次", "机构名称", "清理意见", "意见说明", "意见日期", "文号", "备注"]

SAFETY = "临澜市安全生产委员会"


def coordinating(name: str = SAFETY, **said: str) -> list[str]:
    """One row of the register of coordinating bodies, by heading."""
    row = (
        dict.fromkeys(BODIES, "") | {"机构名称": name, "类别": "委员会", "层级": "市", "现状": "运行"} | said
    )
    return [row[h] for h in BODIES]


SAFE = coordinating(简称="市安委会", 办公室设在="市住建局")


def bodies(folder: Path, rows: Rows, members: Rows = (), activities: Rows = ()) -> Path:
    """Write the register of coordinating bodies; data begin in row 4, in row 3 of the other sheets."""
    sheets: dict[str, Rows] = {"议事协调机构": [["临澜市议事协调机构清单"], [META], BODIES, *rows]}
    if members:
        sheets["成员单位"] = [["成员单位"], MEMBERS, *members]
    if activities:
        sheets["运转情况"] = [["运转情况"], ACTIVITIES, *activities]
    return workbook(folder / "05-议事.xlsx", sheets)


def reviews(folder: Path, rows: Rows, sheet: str = "清理意见") -> Path:
    """Write the opinions; data begin in row 4."""
    return workbook(
        folder / "06-清理.xlsx", {sheet: [["临澜市议事协调机构清理意见"], [META], REVIEWS, *rows]}
    )


def opinion(word: str, turn: str = "1", name: str = "市安委会", **said: str) -> list[str]:
    row = dict.fromkeys(REVIEWS, "") | {"轮次": turn, "机构名称": name, "清理意见": word} | said
    return [row[h] for h in REVIEWS]


def matter(lead: str, title: str = "安全生产监督管理", domain: str = "") -> list[str]:
    return ["1", domain, title, "市", lead, "", "", "", "", ""]


def links(found: Understanding, kind: str) -> list[tuple[str, str]]:
    """Both ends of every link of a kind, by their names."""
    names = {m.statement.id: m.statement.properties.get("name", "") for m in found.batch.mentions}
    said = [m.statement for m in found.batch.mentions if m.statement.kind == kind]
    return [(names[s.subject], names[s.object or ""]) for s in said]


def noted(found: Understanding, part: str) -> list[Problem]:
    """The problems of the file whose name holds `part`."""
    return report(found, part).problems
