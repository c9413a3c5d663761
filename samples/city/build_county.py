"""Writes 07-安全生产工作职责清单.xlsx and the boundary lists of the three counties (08 to 10).

Sources: source/safety.yaml and source/county_boundary.yaml; the layout is that of build_boundary.py.
"""

import pathlib

import yaml
from build_boundary import COLUMNS, DOMAINS, SHEET, SOURCE, Column, write_list

SAFETY = "07-安全生产工作职责清单.xlsx"
SAFETY_SHEET = "安全生产职责"
SAFETY_TITLE = "临澜市安全生产工作职责清单（2026年版）（示例数据）"
SAFETY_ISSUED = "编制单位：市安委会办公室　行政区划：379900　发布日期：2026年5月15日　状态：完整"
SAFETY_FOOT = [
    "注：1.本清单为示例数据。部门名称可用简称，见《临澜市机构名录》。",
    "注：2.承接层级写“县”的，各区县应在本级职责边界清单中列明对应事项；当地没有的注明本地无此事项。",
    "注：3.新业态写“是”的，应在监管单位一栏写明由谁监管。",
]
COUNTY_FOOT = [
    "注：1.本清单为示例数据。部门名称可用简称，见区县机构名录。",
    "注：2.“对应市级事项”填写市级清单中的事项名称；承接情况不是“承接”的，不列牵头、配合单位。",
]


def columns(*added: tuple[str, Column], without: tuple[str, ...] = ()) -> list[Column]:
    """The columns of the city's list, each added one after the header it names."""
    made = [c for c in COLUMNS if c[0] not in without]
    for after, column in added:
        place = next(i for i, c in enumerate(made) if c[0] == after)
        made.insert(place + 1, column)
    return made


def build_safety(out_dir: pathlib.Path) -> None:
    matters = yaml.safe_load((SOURCE / "safety.yaml").read_text(encoding="utf-8"))
    for matter in matters:
        matter["cascade"] = matter.get("cascade", "不承接")
        matter["emerging"] = "是" if matter.get("emerging") else "否"
    layout = columns(
        ("配合单位职责", ("监管单位", 20, "supervisor")),
        ("监管单位", ("统筹协调机构", 24, "coordinator")),
        ("统筹协调机构", ("承接层级", 8, "cascade")),
        ("承接层级", ("新业态", 8, "emerging")),
        without=("承接层级",),
    )
    foot = [f"合计：{len(matters)}项", *SAFETY_FOOT]
    write_list(
        out_dir / SAFETY, SAFETY_SHEET, SAFETY_TITLE, SAFETY_ISSUED, layout, matters, foot, banners=False
    )


def build_county(out_dir: pathlib.Path, county: dict) -> None:
    place = county["place"]
    matters = sorted(county["matters"], key=lambda m: DOMAINS.index(m["domain"]))
    for matter in matters:
        matter["uptake"] = matter.get("uptake", "承接")
    layout = columns(
        ("配合单位职责", ("对应市级事项", 24, "upper")),
        ("对应市级事项", ("承接情况", 12, "uptake")),
        without=("承接层级",) if county["with_basis"] else ("承接层级", "依据"),
    )
    title = f"{place}部门职责边界清单（2026年版）（示例数据）"
    issued = (
        f"编制单位：{place}委编办　行政区划：{county['region']}　发布日期：{county['issued']}　状态：完整"
    )
    foot = [f"合计：{len(matters)}项", *COUNTY_FOOT]
    write_list(out_dir / county["file"], SHEET, title, issued, layout, matters, foot)


def build(out_dir: pathlib.Path) -> None:
    build_safety(out_dir)
    for county in yaml.safe_load((SOURCE / "county_boundary.yaml").read_text(encoding="utf-8")):
        build_county(out_dir, county)
