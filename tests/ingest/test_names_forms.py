"""Other writings of a department's name: taken only where nothing else fits, told always, never across regions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest import forms
from ingest.bodies import read_parties
from ingest.forms import akin, contracted, department
from ingest.load import understand
from ingest.names import Match, Miss, OrganizationBook
from tests.ingest.workbooks import body, boundary, problems, read, register, report

PLACES = {"379900": "临澜市", "379902": "东澜区", "379903": "北屿区", "379921": "望川县"}


def org(name: str, region: str = "379900", **said: Any) -> dict[str, Any]:
    return {"id": f"org:{name}", "name": name, "region": region, "status": "active"} | said


def how(book: OrganizationBook, text: str, region: str = "379900") -> tuple[str, str] | None:
    found = book.find(text, region)
    return (found.name, found.how) if found else None


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("临澜市发展和改革委员会", "市发改委"), ("临澜市发展和改革局", "市发改局"), ("临澜市发展和改革委员会", "市发展改革委"),
        ("临澜市发展和改革委员会", "市发展改革局"), ("临澜市市场监督管理局", "市市场监管局"), ("临澜市市场监督管理局", "市监局"),
        ("临澜市市场监督管理局", "市市监局"), ("临澜市卫生健康委员会", "市卫健委"), ("临澜市卫生健康局", "市卫健委"),
        ("临澜市住房和城乡建设局", "市住建局"), ("临澜市住房和城乡建设局", "市住房城乡建设局"), ("临澜市人力资源和社会保障局",
         "市人社局"),
        ("临澜市工业和信息化局", "市工信局"), ("临澜市经济和信息化局", "市经信局"), ("临澜市交通运输局", "市交通局"),
        ("临澜市自然资源和规划局", "市自规局"), ("临澜市文化和旅游局", "市文旅局"), ("临澜市医疗保障局", "市医保局"),
        ("临澜市行政审批服务局", "市审批局"), ("临澜市退役军人事务局", "市退役军人局"), ("临澜市应急管理局", "应急局"),
        ("中共临澜市委机构编制委员会办公室", "市委编办"), ("中共临澜市委宣传部", "宣传部"),
        ("临澜市人民政府办公室", "市政府办公室"),
        ("临澜市妇女联合会", "市妇联"), ("临澜经济技术开发区管理委员会", "临澜经济技术开发区管委会"),
        ("国家税务总局临澜市税务局", "市税务局"),
    ],
)  # fmt: skip
def test_colloquial_names_mean_the_only_body_that_fits(name: str, written: str) -> None:
    others = [org("临澜市教育局"), org("临澜市公安局"), org("东澜区市场监督管理局", "379902")]
    book = OrganizationBook([org(name), *others], PLACES)
    found = how(book, written)
    assert found is not None
    assert found[0] == name
    assert found[1] in ("variant", "prefix")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("临澜市水务局", "市水利局"), ("临澜市经济和信息化局", "市工信局"), ("临澜市规划和自然资源局", "市自然资源和规划局"),
        ("临澜市文化广电和旅游局", "市文旅局"), ("临澜市行政审批服务局", "市行政审批局"), ("临澜市综合行政执法局", "市城管局"),
        ("临澜市市场监督管理局", "市工商局"), ("临澜市生态环境局", "市环保局"),
    ],
)  # fmt: skip
def test_what_is_the_same_only_in_some_places_is_proposed_never_taken(name: str, written: str) -> None:
    found = OrganizationBook([org(name), org("临澜市教育局")], PLACES).resolve(written, "379900")
    assert isinstance(found, Miss)
    assert (found.candidates[0], found.akin, found.several) == (name, True, False)


def test_a_short_name_of_a_body_does_not_make_it_another_department() -> None:
    book = OrganizationBook([org("临澜市行政审批服务局", short_name="市审批局")], PLACES)
    assert how(book, "市审批局") == ("临澜市行政审批服务局", "short_form")
    assert isinstance(book.resolve("市行政审批局", "379900"), Miss)


def test_two_bodies_that_fit_are_both_named_and_neither_taken() -> None:
    book = OrganizationBook([org("临澜市行政审批局"), org("临澜市行政审批服务局")], PLACES)
    assert book.resolve("市审批局", "379900") == Miss(
        ("临澜市行政审批局", "临澜市行政审批服务局"), several=True
    )
    ended = org("临澜市发展和改革局", status="renamed")
    book = OrganizationBook([org("临澜市发展和改革委员会"), ended], PLACES)
    assert isinstance(book.resolve("市发改委", "379900"), Miss)


def test_where_both_departments_stand_each_has_its_own_name() -> None:
    book = OrganizationBook([org("临澜市经济和信息化局"), org("临澜市工业和信息化局")], PLACES)
    assert how(book, "市经信局") == ("临澜市经济和信息化局", "variant")
    assert how(book, "市工信局") == ("临澜市工业和信息化局", "variant")


def test_an_ended_body_found_by_another_writing_is_former() -> None:
    ended = org("临澜市卫生健康局", status="renamed")
    assert how(OrganizationBook([ended], PLACES), "市卫健委") == ("临澜市卫生健康局", "former")


def test_districts_stay_apart() -> None:
    names = {"379902": "东澜区水务局", "379903": "北屿区水务局", "379921": "望川县水利局"}
    book = OrganizationBook([org(n, r) for r, n in names.items()], PLACES)
    assert {r: how(book, "水务局", r) for r in ("379902", "379903")} == {
        "379902": ("东澜区水务局", "prefix"), "379903": ("北屿区水务局", "prefix"),
    }  # fmt: skip
    assert isinstance(book.resolve("水务局", "379921"), Miss)
    assert isinstance(book.resolve("市水务局", "379900"), Miss)
    book = OrganizationBook([org("东澜区卫生健康局", "379902"), org("北屿区卫生健康局", "379903")], PLACES)
    assert how(book, "区卫健委", "379902") == ("东澜区卫生健康局", "variant")
    assert how(book, "东澜区卫健委") == ("东澜区卫生健康局", "variant")
    assert how(book, "市卫健委") is None


def test_a_full_name_goes_before_every_other_writing() -> None:
    bodies = [org("临澜市审批局"), org("临澜市行政审批服务局")]
    assert how(OrganizationBook(bodies, PLACES), "市审批局") == ("临澜市审批局", "prefix")


def test_learned_names_go_after_full_names_and_before_short_ones() -> None:
    bodies = [
        org("临澜市水务局"),
        org("临澜市城市管理局", aliases=["市执法局"]),
        org("临澜市综合行政执法局", aliases=["市执法局"]),
    ]
    said = [
        {"text": "市执法局", "region": "379900", "body": "org:临澜市综合行政执法局"},
        {"text": "市水务局", "region": "379900", "body": "org:临澜市城市管理局"},
        {"text": "市甲局", "region": "379900", "body": "org:不在其中"},
    ]
    book = OrganizationBook(bodies, PLACES, said)
    assert how(book, "市执法局") == ("临澜市综合行政执法局", "learned")
    assert how(book, "临澜市执法局") == ("临澜市综合行政执法局", "learned")
    assert how(book, "市水务局") == ("临澜市水务局", "prefix")
    assert how(book, "市甲局") is None
    assert how(book, "市执法局", "379902") == ("临澜市综合行政执法局", "learned")
    assert how(book, "执法局", "379902") is None


def test_an_alias_holds_in_the_region_it_was_confirmed_for() -> None:
    said = [{"text": "供水办", "region": "379902", "body": "org:临澜市水务局"}]
    book = OrganizationBook([org("临澜市水务局")], PLACES, said)
    assert how(book, "供水办", "379902") == ("临澜市水务局", "learned")
    assert how(book, "供水办", "379903") is None
    assert how(book, "供水办", "379900") is None


def test_a_role_word_is_never_part_of_a_writing(tmp_path: Path) -> None:
    cells = ["1", "", "甲事项", "市", "市卫健委牵头，市教育局、市公安局配合", "", "", "", "", ""]
    found = understand([register(tmp_path, body("临澜市卫生健康局")), boundary(tmp_path, [cells])])
    assert found.ok
    assert [(s.role, s.organization, s.how) for s in report(found, "02").statements] == [
        ("LEADS", "临澜市卫生健康局", "variant"), ("ASSISTS", "临澜市教育局", "prefix"), ("ASSISTS", "临澜市公安局", "prefix"),
    ]  # fmt: skip


def test_the_report_shows_how_every_name_was_taken(tmp_path: Path) -> None:
    rows = [
        ["1", "", "甲事项", "市", "市发展改革局", "", "市住建局、临澜市教育局", "", "", ""],
        ["2", "", "乙事项", "市", "市发展改革局", "", "市水利局、市粮食和物资储备局", "", "", ""],
    ]
    found = read(tmp_path, boundary(tmp_path, rows))
    assert found.ok
    shown = report(found, "02").to_json()["resolutions"]
    assert [(r["text"], r["organization"], r["how"], r["count"]) for r in shown] == [
        ("市发展改革局", "临澜市发展和改革委员会", "variant", 2), ("市水利局", "临澜市水利局", "former", 1),
        ("市粮食和物资储备局", "临澜市发展和改革委员会", "nameplate", 1), ("市住建局", "临澜市住房和城乡建设局", "short_form", 1),
    ]  # fmt: skip
    assert shown[0]["cells"] == ["职责边界清单!E4", "职责边界清单!E5"]
    assert problems(found, "DQ-NAME") == []


def test_no_writing_stands_in_a_line_by_mistake() -> None:
    raw = yaml.safe_load(Path(forms.__file__).with_name("forms.yaml").read_text("utf-8"))
    for lines in raw.values():
        for names in lines:
            assert len({contracted(n) for n in names}) > 1, names
            assert len(names) == len(set(names)), names
    full = [names[0] for names in raw["same"]]
    assert len(full) == len(set(full))
    for names in raw["near"]:
        keys = [set(department(n)) for n in names]
        for i, own in enumerate(keys):
            assert all(own.isdisjoint(other) for other in keys[i + 1 :]), names
            assert all(other <= akin(names[i]) for j, other in enumerate(keys) if j != i)


def test_a_match_is_found_again_whatever_was_asked_before() -> None:
    book = OrganizationBook([org("临澜市卫生健康局")], PLACES)
    first, again = book.resolve("市卫健委", "379900"), book.resolve("市卫健委", "379900")
    assert first == again == Match("org:临澜市卫生健康局", "临澜市卫生健康局", "variant")


def test_a_writing_of_a_nameplate_means_its_body_unless_a_body_is_so_called() -> None:
    plated = org("临澜市综合行政执法局", nameplates=["临澜市城市管理局"])
    assert how(OrganizationBook([plated], PLACES), "市城管局") == ("临澜市综合行政执法局", "variant")
    assert how(OrganizationBook([plated], PLACES), "市城市管理局") == ("临澜市综合行政执法局", "nameplate")
    book = OrganizationBook([plated, org("临澜市城市管理局")], PLACES)
    assert how(book, "市城管局") == ("临澜市城市管理局", "variant")


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("市市场监管局（原市工商局）", [("临澜市市场监督管理局", None, None)]),
        ("市市场监管局（简称“市监局”）", [("临澜市市场监督管理局", None, None)]),
        ("市公安局（原料管理）", [("临澜市公安局", None, "原料管理")]),
        ("市公安局、市水务局（按职责分工负责）", [("临澜市公安局", "SHARES", None), ("临澜市水务局", "SHARES", None)]),
        ("市公安局、市水务局（共同牵头）", [("临澜市公安局", "LEADS", None), ("临澜市水务局", "LEADS", None)]),
        ("市公安局、市水务局（牵头）", [("临澜市公安局", None, None), ("临澜市水务局", "LEADS", None)]),
        ("市公安局（指导）、市水务局（按职责分工）", [("临澜市公安局", "GUIDES", None), ("临澜市水务局", "SHARES", None)]),
    ],
)  # fmt: skip
def test_words_in_brackets_after_names(cell: str, wanted: list[tuple[str, str | None, str | None]]) -> None:
    bodies = [org("临澜市市场监督管理局"), org("临澜市公安局"), org("临澜市水务局")]
    found = read_parties(cell, "379900", OrganizationBook(bodies, PLACES))
    assert found.troubles == []
    assert [(b.name, b.role, b.scope) for b in found.bodies] == wanted
