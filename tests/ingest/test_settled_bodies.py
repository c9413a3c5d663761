"""Tables of what became of coordinating bodies: renamed, merged, abolished, and who has their work."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Understanding
from tests.ingest.documents import document
from tests.ingest.workbooks import META, errors, problems, read, report, stated, workbook

WATER, BUILDING, POLICE = "临澜市水务局", "临澜市住房和城乡建设局", "临澜市公安局"


def settled(folder: Path, head: list[str], *rows: list[str], title: str) -> Understanding:
    return read(folder, workbook(folder / "02-清理.xlsx", {"清单": [[title], [META], head, *rows]}))


def said(found: Understanding) -> list[tuple[str, str, str]]:
    return sorted((s.role, s.organization or "", s.thing) for s in report(found, "02-").statements)


def became(found: Understanding) -> dict[str, str | None]:
    return {b["name"]: b.get("status") for b in stated(found, "CoordinatingBody")}


@pytest.mark.parametrize(
    ("name", "opinion", "body", "states"),
    [
        ("市节水领导小组", "更名为市水资源领导小组，办公室由市公安局调整设在市水务局", "市水资源领导小组",
         {"临澜市水资源领导小组": None}),
        ("市节水领导小组、市供水指挥部", "合并为市水资源委员会，办公室设在市水务局", "市水资源委员会",
         {"临澜市水资源委员会": None, "临澜市节水领导小组": "merged", "临澜市供水指挥部": "merged"}),
        ("市节水领导小组", "保留名称，办公室由市公安局移设至市水务局", "市节水领导小组", {"临澜市节水领导小组": None}),
        ("市节水领导小组", "并入“市水资源委员会”，办公室设在市水务局", "市水资源委员会",
         {"临澜市水资源委员会": None, "临澜市节水领导小组": "merged"}),
    ],
)  # fmt: skip
def test_what_became_of_a_body(
    tmp_path: Path, name: str, opinion: str, body: str, states: dict[str, str | None]
) -> None:
    head = ["序号", "原名称", "处理意见", "成员单位"]
    found = settled(tmp_path, head, ["1", name, opinion, "市水务局、市住建局"], title="调整的议事协调机构")
    assert errors(found) == [] and [p for p in problems(found, "PROFILE") if p.severity != "info"] == []
    assert said(found) == sorted(
        [("OFFICE_AT", WATER, body), ("HAS_MEMBER", WATER, body), ("HAS_MEMBER", BUILDING, body)]
    )
    assert became(found) == states


@pytest.mark.parametrize(
    ("work", "made"),
    [
        ("工作由市水务局承担", [("LEADS", WATER, "市节水领导小组的后续工作")]),
        ("市水务局承接", [("LEADS", WATER, "市节水领导小组的后续工作")]),
        ("职责并入市水务局日常工作", [("LEADS", WATER, "市节水领导小组的后续工作")]),
        ("阶段性任务已完成，后续工作由市水务局负责", [("LEADS", WATER, "市节水领导小组的后续工作")]),
        ("节水宣传由市水务局统筹协调，治安由市公安局负责",
         [("COORDINATES", WATER, "节水宣传"), ("LEADS", POLICE, "治安")]),
        ("任务完成，不再保留", []),
    ],
)  # fmt: skip
def test_who_has_the_work_of_a_body_that_ended(
    tmp_path: Path, work: str, made: list[tuple[str, str, str]]
) -> None:
    head = ["序号", "名称", "撤销后工作承接"]
    rows = [["1", "市节水领导小组", work], ["2", "市供水指挥部", "任务完成，不再保留"]]
    found = settled(tmp_path, head, *rows, title="撤销的议事协调机构")
    assert errors(found) == [] and problems(found, "CLAUSE") == []
    assert said(found) == sorted(made)
    assert became(found) == {"临澜市节水领导小组": "revoked", "临澜市供水指挥部": "revoked"}


def test_work_that_names_a_body_and_not_what_it_does_is_told(tmp_path: Path) -> None:
    head = ["序号", "名称", "撤销后工作承接"]
    rows = [["1", "市节水领导小组", "印章上缴至市水务局"], ["2", "市供水指挥部", "工作由市水务局承担"]]
    found = settled(tmp_path, head, *rows, title="撤销的议事协调机构")
    assert [p.cell for p in problems(found, "CLAUSE")] == ["C4"]


def test_a_list_of_opinions_stays_one(tmp_path: Path) -> None:
    head = ["序号", "机构名称", "办公室设在", "清理意见", "说明"]
    rows = [["1", "市节水领导小组", "市水务局", "撤销", "任务完成"]]
    found = settled(tmp_path, head, *rows, title="临澜市议事协调机构清理意见")
    assert [r["opinion"] for r in stated(found, "BodyReview")] == ["revoke"]


SEATS = [
    "临澜市关于议事协调机构清理规范的意见", META, "一、拟保留（3个）",
    "（一）市节水领导小组。组长由市长担任，副组长由分管副市长担任。办公室设在市水务局，成员单位为市住建局及各街道。",
    "（二）市犬只管理联席会议。由市公安局牵头，市水务局、市住建局为成员单位，办公室日常工作由公安局承担。",
    "（三）市防汛抗旱指挥部。指挥由市长担任，办公室由市公安局移设至市水务局，市公安局、市住建局等为成员。",
    "二、拟撤销（2个）",
]  # fmt: skip


def test_bodies_that_stay_are_told_in_the_text_over_the_table_of_those_that_end(tmp_path: Path) -> None:
    table = [["机构名称", "原办公室所在单位", "处理意见", "原职责处理"],
             ["市供水指挥部", "市住建局", "撤销", "供水调度由市水务局负责"],
             ["市养犬工作专班", "市公安局", "并入“市犬只管理联席会议”", "任务完成"]]  # fmt: skip
    found = read(tmp_path, document(tmp_path / "02-意见.docx", [*SEATS, table]))
    saving, dogs, floods = "临澜市节水领导小组", "临澜市犬只管理联席会议", "临澜市防汛抗旱指挥部"
    assert errors(found) == []
    made = [(s.role, s.organization or s.organization_text, s.thing) for s in report(found, "02-").statements]
    assert sorted(made) == sorted([
        ("OFFICE_AT", WATER, saving), ("HAS_MEMBER", BUILDING, saving), ("HAS_MEMBER", "各街道", saving),
        ("LED_BY", POLICE, dogs), ("OFFICE_AT", POLICE, dogs), ("HAS_MEMBER", WATER, dogs), ("HAS_MEMBER", BUILDING, dogs),
        ("OFFICE_AT", WATER, floods), ("HAS_MEMBER", POLICE, floods), ("HAS_MEMBER", BUILDING, floods),
        ("LEADS", WATER, "供水调度"),
    ])  # fmt: skip
    chairs = {b["name"]: b["chair_role"] for b in stated(found, "CoordinatingBody") if b.get("chair_role")}
    assert chairs == {saving: "市长", floods: "市长"}
