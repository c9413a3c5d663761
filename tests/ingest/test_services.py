"""Service-item lists: real ones of one district, with all their oddities, and small ones."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import read_csv
from ingest.codes import item_code
from ingest.load import understand
from ingest.problem import Problem
from ingest.report import Understanding
from tests.ingest.workbooks import errors, problems, register, roles, stated, table

GUANGAN = Path(__file__).parents[3] / "shared" / "data" / "cn_guangan_service_items_2025.csv"
HEADER = [
    "department",
    "main_item",
    "item_name",
    "item_type_code",
    "area_code",
    "implement_code",
    "portal_dept_code",
]
AREA = "511602000000"
CODE = "11511301008778490F"


def row(department: str, title: str, kind: str = "1", base: str = "511A0004200009", body: str = CODE, portal: str = CODE,
        area: str = AREA) -> list[str]:  # fmt: skip
    return [department, "", title, kind, area, f"{base}-{AREA}-000-{body}-1-00", portal]


@pytest.fixture(scope="module")
def guangan() -> Understanding:
    if not GUANGAN.parent.is_dir():
        pytest.skip("the folder of real data is absent (../shared/data)")
    return understand([GUANGAN])


def test_every_real_item_is_read(guangan: Understanding) -> None:
    assert guangan.ok
    items = {m.statement.id for m in guangan.batch.mentions if m.statement.kind == "ApprovalItem"}
    bodies = {m.statement.id for m in guangan.batch.mentions if m.statement.kind == "Organization"}
    assert (len(items), len(bodies)) == (1135, 34)
    assert guangan.files[0].counts == {
        "rows": 1136, "statement_rows": 1135, "problem_rows": 0, "non_data_rows": 1,
    }  # fmt: skip
    bureau = [s for s in guangan.files[0].statements if s.organization == "区行政审批局"]
    assert len(bureau) == 344
    assert {s.cue for s in bureau} == {"实施主体"}
    (listed,) = stated(guangan, "BoundaryList")
    assert (listed["kind"], listed["region"], listed.get("issuer")) == ("service_items", "511602", None)
    assert listed["columns_present"] == [
        "department",
        "main",
        "title",
        "type_code",
        "region",
        "code",
        "portal_code",
    ]


def test_the_real_kinds(guangan: Understanding) -> None:
    kinds = Counter(i["kind"] for i in stated(guangan, "ApprovalItem"))
    assert kinds == {
        "licence": 536, "public_service": 348, "other": 182, "confirmation": 50, "payment": 9, "ruling": 8, "reward": 2,
    }  # fmt: skip


def codes(found: Understanding) -> list[Problem]:
    """All problems of codes, whatever their own code."""
    return [p for p in found.problems if p.code.startswith("DQ-CODE-")]


@pytest.mark.parametrize(
    ("code", "words", "count"),
    [
        ("PLACEHOLDER", "占位代码", 3), ("FORM", "的代码 ", 12), ("FORM", "旧 9 位组织机构代码", 7), ("FORM", "只有 17 位", 2),
        ("FORM", "末位是小写字母", 1), ("FORM", "编码 ", 21), ("FORM", "旧式编码", 3), ("CHECK", "校验位不符", 1),
        ("TYPE", "编码类型字母", 35), ("TYPE", "编码类型字母 A", 34), ("BODY", "个代码：", 15), ("BODY", "个部门：", 2),
        ("AREA", "与编码内的 510000 不一致", 1),
    ],
)  # fmt: skip
def test_the_real_oddities_are_warnings(guangan: Understanding, code: str, words: str, count: int) -> None:
    found = [p for p in problems(guangan, f"DQ-CODE-{code}") if words in p.message]
    assert {p.severity for p in found} == {"warning"}
    assert len(found) == count


def test_so_many_real_codes_follow_the_grammar(guangan: Understanding) -> None:
    written = {m.text for m in guangan.batch.mentions if m.statement.kind == "ApprovalItem"}
    assert len(written) == 1133
    codes_of_items = [i["code"] for i in stated(guangan, "ApprovalItem")]
    assert sum(item_code(c).standard for c in codes_of_items) == 1114
    assert Counter(len(item_code(c).base) for c in codes_of_items if item_code(c).standard) == {
        14: 852,
        12: 262,
    }


def test_the_real_portal_codes_that_differ(guangan: Understanding) -> None:
    found = [p for p in problems(guangan, "DQ-CODE-BODY") if "门户代码" in p.message]
    total = sum(int(p.message.rsplit("共 ", 1)[1].split()[0]) for p in found)
    assert len(found) > 10
    assert total > 500


def test_the_two_real_titles_that_stand_twice_are_four_items(guangan: Understanding) -> None:
    names = Counter(i["name"] for i in stated(guangan, "ApprovalItem"))
    assert sorted(n for n, c in names.items() if c > 1) == [
        "城市建筑物、设施上张挂、张贴宣传品审批",
        "求职创业补贴申领",
    ]
    assert len(problems(guangan, "DUPLICATE")) == 2


def test_the_life_of_a_real_licence_is_seen(guangan: Understanding) -> None:
    operations = Counter(i.get("operation") for i in stated(guangan, "ApprovalItem"))
    assert operations["cancellation"] >= 10
    assert operations["change"] >= 30
    assert operations["renewal"] >= 1
    assert operations[None] > 800


def test_the_real_list_is_understood_in_the_time_of_a_few_readings() -> None:
    if not GUANGAN.parent.is_dir():
        pytest.skip("the folder of real data is absent (../shared/data)")
    content = GUANGAN.read_bytes()

    def best(work: Callable[[], object]) -> float:
        took = []
        for _ in range(4):
            start = time.process_time()
            work()
            took.append(time.process_time() - start)
        return min(took)

    assert best(lambda: understand([GUANGAN])) < 60 * best(lambda: read_csv.read(content, "a.csv"))


def test_departments_are_declared_by_the_list(tmp_path: Path) -> None:
    rows = [
        HEADER,
        row("区水务局", "取水许可"),
        row("区水务局", "排水许可（注销）"),
        row("区住建局", "施工许可"),
    ]
    found = understand([table(tmp_path / "a.csv", rows)])
    assert found.ok
    bodies = stated(found, "Organization")
    assert [(b["name"], b["region"], b["status"], b["uscc"]) for b in bodies] == [
        ("区水务局", "511602", "active", CODE), ("区住建局", "511602", "active", CODE),
    ]  # fmt: skip
    assert roles(found, "取水许可") == [("APPROVES", "区水务局")]
    assert [i.get("operation") for i in stated(found, "ApprovalItem")] == [None, "cancellation", None]
    assert len(stated(found, "SERVES")) == 2
    assert [(p.code, p.cell) for p in codes(found)] == [("DQ-CODE-BODY", "F4")]


def test_one_title_in_two_districts_is_two_items_of_two_bodies(tmp_path: Path) -> None:
    rows = [HEADER, row("区水务局", "取水许可"), row("区水务局", "取水许可", area="511603000000")]
    found = understand([table(tmp_path / "a.csv", rows)])
    assert found.ok
    assert {b["region"] for b in stated(found, "Organization")} == {"511602", "511603"}
    assert len({m.statement.id for m in found.batch.mentions if m.statement.kind == "ApprovalItem"}) == 2
    (listed,) = stated(found, "BoundaryList")
    assert listed["region"] == "511600"


def test_an_unsound_code_is_never_given_to_a_body(tmp_path: Path) -> None:
    rows = [HEADER, row("区水务局", "取水许可", body="2222222222222", portal="11736")]
    found = understand([table(tmp_path / "a.csv", rows)])
    assert "uscc" not in stated(found, "Organization")[0]
    assert [(p.code, p.cell) for p in codes(found)] == [("DQ-CODE-PLACEHOLDER", "F2"), ("DQ-CODE-BODY", "G2")]


def test_an_item_without_department_is_an_error(tmp_path: Path) -> None:
    rows = [HEADER, row("", "取水许可"), row("区水务局", "排水许可"), row("区水务局", "")]
    found = understand([table(tmp_path / "a.csv", rows)])
    assert sorted((c, p) for c, p, _ in errors(found)) == [("ROW", "A4"), ("ROW", "C2")]
    assert found.files[0].counts == {"rows": 4, "statement_rows": 1, "problem_rows": 2, "non_data_rows": 1}


def test_departments_that_a_register_has_are_those_bodies(tmp_path: Path) -> None:
    """A portal writes short names; who supervises stands beside, and an export says below when it was made."""
    names = register(tmp_path)
    head = ["序", "事项名称", "实施编码", "实施主体", "监管主体"]
    code = f"379A0004200009-379900000000-000-{CODE}-1-00"
    rows = [
        ["1", "取水许可", code, "市审批局", "市水务局"], ["2", "排水许可", code, "市住建局（市城市管理局）", "市住建局、市公安局"],
        ["3", "演出许可", code, "市文化馆", "—"], ["导出时间：2026-03-20 09:12", "", "系统：事项库"],
    ]  # fmt: skip
    path = table(tmp_path / "09.csv", [["临澜市政务服务事项目录"], ["行政区划：379900"], head, *rows])
    found = understand([names, path])
    assert errors(found) == []
    assert roles(found, "取水许可") == [("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市水务局")]
    assert roles(found, "排水许可") == [
        ("APPROVES", "临澜市住房和城乡建设局"), ("SUPERVISES", "临澜市住房和城乡建设局"), ("SUPERVISES", "临澜市公安局"),
    ]  # fmt: skip
    assert roles(found, "演出许可") == [("APPROVES", "市文化馆")]
    declared = [b["name"] for b in stated(found, "Organization")]
    assert "市文化馆" in declared
    assert not {"市审批局", "市住建局（市城市管理局）"} & set(declared)
