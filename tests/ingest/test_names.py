"""Names resolve within one region, to the body that bears them, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.groups import group_kind
from ingest.load import understand
from ingest.names import Match, Miss, OrganizationBook
from tests.ingest.workbooks import (
    BOUNDARY,
    body,
    boundary,
    errors,
    problems,
    read,
    register,
    report,
    roles,
    stated,
    table,
)


def matter(lead: str, assist: str = "") -> list[str]:
    return ["1", "", "甲事项", "市", lead, "", assist, "", "", ""]


@pytest.mark.parametrize(
    ("written", "name", "how"),
    [
        ("临澜市水务局", "临澜市水务局", "exact"),
        ("市水务局", "临澜市水务局", "prefix"),
        ("水务局", "临澜市水务局", "prefix"),
        ("市市场监督管理局", "临澜市市场监督管理局", "prefix"),
        ("市场监督管理局", "临澜市市场监督管理局", "prefix"),
        ("市住建局", "临澜市住房和城乡建设局", "short_form"),
        ("临澜市住建局", "临澜市住房和城乡建设局", "short_form"),
        ("市监局", "临澜市市场监督管理局", "short_form"),
        ("市粮食和物资储备局", "临澜市发展和改革委员会", "nameplate"),
        ("市发改委（市粮食和物资储备局）", "临澜市发展和改革委员会", "nameplate"),
        ("市水利局", "临澜市水利局", "former"),
        ("东澜区水务局", "东澜区水务局", "exact"),
        ("临澜市北屿区水务局", "北屿区水务局", "exact"),
    ],
)
def test_ways_to_write_a_name(tmp_path: Path, written: str, name: str, how: str) -> None:
    found = read(tmp_path, boundary(tmp_path, [matter(written)]))
    assert [(s.organization, s.how) for s in report(found, "02").statements] == [(name, how)]


def test_a_former_body_is_never_replaced_by_its_successor(tmp_path: Path) -> None:
    found = read(tmp_path, boundary(tmp_path, [matter("市水利局")]))
    former = next(o for o in stated(found, "Organization") if o["name"] == "临澜市水利局")
    assert (former["status"], former["valid_to"]) == ("renamed", "2019-01-15")
    (lead,) = [m.statement for m in found.batch.mentions if m.statement.kind == "LEADS"]
    assert lead.subject.startswith("org:临澜市水利局")
    (heir,) = stated(found, "SUCCEEDED_BY")
    assert heir == {"kind": "rename", "effective_on": "2019-01-15"}


@pytest.mark.parametrize("written", ["区水务局", "市消防局", "市水务局水库科"])
def test_a_name_not_found_is_an_error_with_candidates(tmp_path: Path, written: str) -> None:
    found = read(tmp_path, boundary(tmp_path, [matter(written)]))
    (problem,) = problems(found, "DQ-NAME")
    assert problem.severity == "error"
    assert problem.place == "职责边界清单!E4"
    assert written in problem.message
    assert problem.message.count("、") <= 2
    assert problem.todo
    assert not found.ok
    assert found.batch.mentions == []
    assert "水务局" not in written or "区水务局" in problem.message or "市水务局" in problem.message


def test_the_same_short_form_stays_two_bodies(tmp_path: Path) -> None:
    lists = []
    for code in ("379902", "379903"):
        rows = [["清单"], [f"发布单位：{code}　行政区划：{code}"], BOUNDARY, matter("区水务局")]
        lists.append(table(tmp_path / f"{code}.csv", rows))
    found = read(tmp_path, *lists)
    assert found.ok
    assert roles(found, "甲事项") == [("LEADS", "东澜区水务局"), ("LEADS", "北屿区水务局")]
    assert len(stated(found, "Duty")) == len({d["region"] for d in stated(found, "Duty")}) == 2


def test_a_district_sees_the_city_only_by_the_citys_name(tmp_path: Path) -> None:
    rows = [["清单"], ["发布单位：区委编办　行政区划：379902"], BOUNDARY, matter("市住建局", "住建局")]
    found = read(tmp_path, table(tmp_path / "b.csv", rows))
    assert [p.cell for p in problems(found, "DQ-NAME")] == ["G4"]
    assert [s.organization for s in report(found, "b.csv").statements] == ["临澜市住房和城乡建设局", None]


def test_a_name_of_two_bodies_is_an_error(tmp_path: Path) -> None:
    more = [body("临澜市城市管理局", 常用简称="市执法局"), body("临澜市综合行政执法局", 常用简称="市执法局")]
    found = understand([register(tmp_path, *more), boundary(tmp_path, [matter("市执法局")])])
    (problem,) = problems(found, "DQ-NAME")
    assert "不止一个" in problem.message
    assert "临澜市城市管理局、临澜市综合行政执法局" in problem.message


def test_known_bodies_need_no_register(tmp_path: Path) -> None:
    whole = understand([register(tmp_path)])
    known = [
        {"id": m.statement.id, **m.statement.properties}
        for m in whole.batch.mentions
        if m.statement.kind == "Organization"
    ]
    found = understand([boundary(tmp_path, [matter("市住建局", "东澜区水务局")])], known=known)
    assert found.ok
    assert [o for _, o in roles(found, "甲事项")] == ["临澜市住房和城乡建设局", "东澜区水务局"]
    assert not understand([boundary(tmp_path, [matter("市住建局")])]).ok


@pytest.mark.parametrize(
    ("cell", "bodies", "groups"),
    [
        ("市教育局、市公安局等部门", 2, [("等部门", "open_ended")]),
        ("市教育局、市公安局等有关单位", 2, [("等有关单位", "open_ended")]),
        ("市教育局、市公安局等", 2, [("等", "open_ended")]),
        ("市教育局、市公安局等2个部门", 2, []),
        ("市教育局、市公安局等两个部门", 2, []),
        ("市教育局、市公安局等5个部门", 2, [("等5个部门", "open_ended")]),
        ("市教育局、市公安局、市体育局、市水务局、市住建局等五个部门", 5, []),
        ("市教育局及相关部门", 1, [("相关部门", "open_ended")]),
        ("相关部门", 0, [("相关部门", "open_ended")]),
        ("各有关单位", 0, [("各有关单位", "open_ended")]),
        ("市直有关部门", 0, [("市直有关部门", "open_ended")]),
        ("各镇街", 0, [("各镇街", "level")]),
        ("各区县", 0, [("各区县", "level")]),
        ("各区市人民政府", 0, [("各区市人民政府", "level")]),
        ("县乡党委政府", 0, [("县乡党委政府", "level")]),
        ("县级有关部门", 0, [("县级有关部门", "level")]),
        ("各县（区）政府", 0, [("各县（区）政府", "level")]),
        ("市教育局、各镇街", 1, [("各镇街", "level")]),
        ("各沿湖镇街", 0, [("各沿湖镇街", "level")]),
        ("县（区）审批服务部门", 0, [("县（区）审批服务部门", "level")]),
    ],
)
def test_words_that_are_no_bodies(
    tmp_path: Path, cell: str, bodies: int, groups: list[tuple[str, str]]
) -> None:
    found = read(tmp_path, boundary(tmp_path, [matter("市水务局", cell)]))
    assert found.ok
    said = [s for s in report(found, "02").statements if s.role == "ASSISTS"]
    assert len([s for s in said if s.organization]) == bodies
    assert [(g["name"], g["kind"]) for g in stated(found, "NamedGroup")] == groups
    assert len(problems(found, "DQ-OPEN")) == len([g for g in groups if g[1] == "open_ended"])


def test_a_body_whose_name_holds_such_words_is_a_body(tmp_path: Path) -> None:
    more = [body("临澜市高等教育招生考试院", 常用简称="市高等教育院")]
    path = boundary(tmp_path, [matter("市高等教育招生考试院", "市高等教育院等部门")])
    found = understand([register(tmp_path, *more), path])
    assert roles(found, "甲事项") == [
        ("LEADS", "临澜市高等教育招生考试院"), ("ASSISTS", "临澜市高等教育招生考试院"), ("ASSISTS", "等部门"),
    ]  # fmt: skip


def test_no_real_body_of_the_register_looks_like_a_group(tmp_path: Path) -> None:
    for organization in stated(understand([register(tmp_path)]), "Organization"):
        assert group_kind(organization["name"]) is None


def test_the_book_without_places_still_keeps_regions_apart() -> None:
    bodies = [
        {"id": "org:a", "name": "区水务局", "region": "511602"},
        {"id": "org:b", "name": "区水务局", "region": "511603"},
    ]
    book = OrganizationBook(bodies, {})
    first = book.resolve("水务局", "511602")
    assert isinstance(first, Match)
    assert first.id == "org:a"
    assert isinstance(book.resolve("区水务局", "511600"), Miss)


def test_a_register_states_where_bodies_belong(tmp_path: Path) -> None:
    found = understand([register(tmp_path)])
    assert found.ok
    assert errors(found) == []
    regions = {r["code"]: r["name"] for r in stated(found, "Region")}
    assert regions == {"379900": "临澜市", "379902": "东澜区", "379903": "北屿区"}
    assert len(stated(found, "WITHIN")) == 2
    assert len(stated(found, "SERVES")) == len(stated(found, "Organization")) == 12
    part = next(m.statement for m in found.batch.mentions if m.statement.kind == "PART_OF")
    assert part.subject.startswith("org:临澜市勘验评审中心")
    assert str(part.object).startswith("org:临澜市行政审批服务局")
    housing = next(o for o in stated(found, "Organization") if o["name"] == "临澜市住房和城乡建设局")
    assert (housing["short_name"], housing["aliases"]) == ("市住建局", ["市住房和城乡建设局"])


def test_an_unknown_successor_is_an_error(tmp_path: Path) -> None:
    more = body("临澜市旅游局", 现状="合并", 承继机构="市文化和旅游局")
    assert [(c, p) for c, p, _ in errors(understand([register(tmp_path, more)]))] == [
        ("DQ-NAME", "机构名录!M16")
    ]


def test_days_and_values_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    more = [
        body("临澜市甲局", 设立时间="二十年前", 机构类别="不明类别"),
        body("临澜市乙局", 设立时间="2019.1", 统一社会信用代码="113799000043701050"),
    ]
    found = understand([register(tmp_path, *more)])
    assert found.ok
    assert [(p.code, p.severity, p.cell) for p in found.problems] == [
        ("VALUE", "warning", "C16"), ("DQ-DATE", "warning", "I16"), ("DQ-CODE-CHECK", "warning", "H17"),
        ("DQ-DATE", "info", "I17"),
    ]  # fmt: skip
    second = next(o for o in stated(found, "Organization") if o["name"] == "临澜市乙局")
    assert (second["valid_from"], second["uscc"]) == ("2019-01-01", "113799000043701050")
