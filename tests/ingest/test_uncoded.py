"""Registers that give no codes of areas: the bodies of each district stay its own, and codes that come later count."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ingest.load import understand
from ingest.report import Understanding
from ingest.uncoded import signs, uncoded, unknown
from tests.ingest.workbooks import errors, problems, report, stated, table

DISTRICTS = ["东澜区", "北屿区", "望川县"]
HEAD = ["机构名称", "所属地区", "区划代码"]


def register(folder: Path, code: str = "", codes: tuple[str, ...] = ("", "", "")) -> Path:
    """A city with a water bureau of its own and one in each district; codes of the city and the districts, or none."""
    rows = [
        ["临澜市机构名录"],
        [f"行政区划：{code}"] if code else ["仅供内部使用"],
        HEAD,
        ["临澜市水务局", "", ""],
    ]
    rows += [[f"{place}水务局", "", given_code] for place, given_code in zip(DISTRICTS, codes, strict=True)]
    rows += [["北屿区教育局", "北屿区", ""], ["临澜市高新技术产业开发区管理委员会", "", ""]]
    return table(folder / "01-名录.csv", rows)


def district(folder: Path, place: str, matter: str = "河道管护") -> Path:
    rows = [
        [f"{place}职责清单"],
        ["职责事项", "牵头单位", "配合单位"],
        [matter, f"{place[-1]}水务局", "市水务局"],
    ]
    return table(folder / f"02-{place}.csv", rows)


def regions(found: Understanding) -> dict[str, str]:
    return {str(b["name"]): str(b["region"]) for b in stated(found, "Organization")}


def test_the_bureau_of_a_district_without_a_code_is_found(tmp_path: Path) -> None:
    found = understand([register(tmp_path, "379900"), *(district(tmp_path, d) for d in DISTRICTS)])
    assert errors(found) == []
    for place in DISTRICTS:
        said = report(found, f"02-{place}").statements
        assert [(s.role, s.organization) for s in said] == [
            ("LEADS", f"{place}水务局"), ("ASSISTS", "临澜市水务局"),
        ]  # fmt: skip
    where = regions(found)
    assert where["临澜市水务局"] == where["临澜市高新技术产业开发区管理委员会"] == "379900"
    assert where["北屿区水务局"] == where["北屿区教育局"]
    own = {where[f"{place}水务局"] for place in DISTRICTS}
    assert len(own) == 3
    assert all(code[:4] == "3799" and uncoded(code) for code in own)
    told = next(p for p in problems(found, "REGION") if "01-" in p.file)
    assert (told.severity, told.cell) == ("info", "A3")
    assert all(f"{place}（{where[place + '水务局']}）" in told.message for place in DISTRICTS)


def test_a_city_without_a_code_is_read_but_not_loaded(tmp_path: Path) -> None:
    found = understand([register(tmp_path), *(district(tmp_path, d) for d in DISTRICTS)])
    assert [(p.code, "01-" in p.file) for p in found.problems if p.severity == "error"] == [("REGION", True)]
    assert "6 位代码" in problems(found, "REGION")[0].todo
    assert found.batch.mentions == []
    assert [s.organization for s in report(found, "02-望川县").statements] == ["望川县水务局", "临澜市水务局"]
    (told,) = (p for p in problems(found, "REGION") if "02-望川县" in p.file)
    assert "没有给出代码" in told.message


PLACES = st.lists(
    st.text("东南西北山水河湖海川", min_size=2, max_size=4).map(lambda s: s + "区"), min_size=1, max_size=40, unique=True
)  # fmt: skip


@given(PLACES, st.data())
def test_each_area_has_one_sign_that_stays(places: list[str], data: st.DataObject) -> None:
    rows = [("", "临澜市水务局"), *((place, f"{place}水务局") for place in places)]
    names = {"379900": "临澜市"}
    made = signs(rows, "临澜市机构名录", "379900", names)
    assert sorted(made.values()) == sorted(places)
    shuffled = data.draw(st.permutations(rows))
    assert signs(shuffled, "临澜市机构名录", "379900", names) == made
    few = rows[: 1 + len(places) // 2]
    first = signs(few, "临澜市机构名录", "379900", names)
    both = first | signs(rows, "临澜市机构名录", "379900", names | first)
    assert sorted(both.values()) == sorted(places)
    assert not signs(rows, "临澜市机构名录", "379900", names | made)
    assert not any(map(unknown, made))
