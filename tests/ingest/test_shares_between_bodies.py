"""What each body does in a matter that lies between several (与…在…方面的职责分工), clause by clause."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.documents import document
from tests.ingest.workbooks import META, errors, read, whole

WATER, POLICE = "临澜市水务局", "临澜市公安局"
Said = list[tuple[str, str, str, str | None]]


def said(folder: Path, *paragraphs: str) -> Said:
    """(role, body, thing, scope) of every statement of a text, without its last matters."""
    last = ("九、犬只管理", "由市公安局牵头，市教育局配合。", "十、养犬宣传", "由市教育局牵头。")
    found = read(folder, document(folder / "02-条文.docx", ["关于职责分工的通知", META, *paragraphs, *last]))
    assert errors(found) == []
    made = [s for s in whole(found).statements if s.thing not in ("犬只管理", "养犬宣传")]
    return [(s.role, s.organization or s.organization_text, s.thing, s.scope) for s in made]


@pytest.mark.parametrize(
    ("clause", "made"),
    [
        ("，承担遇险船只拖离的技术支撑", ("SHARES", "遇险船只拖离的技术支撑")),
        ("，依法查处违规载客行为", ("ENFORCES", "违规载客行为")),
        ("；对渡口进行监督检查", ("SUPERVISES", "渡口")),
        ("，指导镇村开展演练", ("GUIDES", "镇村开展演练")),
        ("；组织协调跨区救援", ("COORDINATES", "跨区救援")),
    ],
)
def test_what_a_body_does_besides_has_its_own_role_and_part(
    tmp_path: Path, clause: str, made: tuple[str, str]
) -> None:
    heading = "（一）与市公安局在水上救援方面的职责分工。"
    found = said(
        tmp_path,
        "五、有关职责分工。",
        heading,
        f"1.市水务局负责水情信息发布{clause}。",
        "2.市公安局负责水域交通管制。",
    )
    assert sorted(found) == sorted([
        ("SHARES", WATER, "水上救援", "水情信息发布"),
        (made[0], WATER, "水上救援", made[1]),
        ("SHARES", POLICE, "水上救援", "水域交通管制"),
    ])  # fmt: skip


def test_what_a_body_does_together_with_others_is_a_duty_of_its_own(tmp_path: Path) -> None:
    found = said(
        tmp_path,
        "一、市水务局主要职责是：",
        "（一）编制节水规划并组织实施，会同市公安局建立巡查制度。",
        "（二）制定供水标准，会同市公安局组织实施。",
    )
    assert [s[:3] for s in found] == [
        ("LEADS", WATER, "编制节水规划并组织实施"),
        ("LEADS", WATER, "建立巡查制度"),
        ("ASSISTS", POLICE, "建立巡查制度"),
        ("LEADS", WATER, "制定供水标准，会同市公安局组织实施"),
    ]
