"""Who does a part of a measure: one it names among others, the punishing in it, the trial of it, bodies after a pause."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.documents import document
from tests.ingest.workbooks import META, errors, problems, read, whole

WATER, POLICE, BUILDING, SCHOOLS = "临澜市水务局", "临澜市公安局", "临澜市住房和城乡建设局", "临澜市教育局"
LAST = ("8.犬只管理。（市公安局牵头，市教育局配合）", "9.养犬宣传。（市教育局牵头）")
Said = list[tuple[str, str, str | None]]


def said(folder: Path, measure: str) -> Said:
    """(role, body, scope) of the first measure of a plan."""
    texts = ["临澜市小区改造任务分工", META, "一、改造", measure, *LAST]
    found = read(folder, document(folder / "02-分工.docx", texts))
    assert errors(found) == [] and problems(found, "CLAUSE") == []
    made = [s for s in whole(found).statements if s.thing not in ("犬只管理", "养犬宣传")]
    return [(s.role, s.organization or s.organization_text, s.scope) for s in made]


def test_a_part_that_a_measure_names_among_others_is_no_more_than_that(tmp_path: Path) -> None:
    text = "1.改造供水、燃气管线。其中供水管线由市水务局指导实施，燃气管线由市住建局负责。（市住建局统筹）"
    assert sorted(said(tmp_path, text)) == sorted([
        ("GUIDES", WATER, "供水管线"), ("LEADS", BUILDING, "燃气管线"), ("COORDINATES", BUILDING, None),
    ])  # fmt: skip


def test_who_answers_for_a_part_among_others_does_not_lead_the_whole(tmp_path: Path) -> None:
    text = "1.改造供水、燃气管线。其中供水管线由市水务局负责，燃气管线由市住建局负责。"
    assert said(tmp_path, text) == [("SHARES", WATER, "供水管线"), ("SHARES", BUILDING, "燃气管线")]


@pytest.mark.parametrize("word", ["执法", "查处", "行政处罚"])
def test_who_punishes_in_a_measure_has_that_role_beside_its_label(tmp_path: Path, word: str) -> None:
    text = f"1.清理楼道堆物。（牵头单位：市住建局；配合单位：市公安局；{word}由市住建局和市水务局分别实施）"
    assert said(tmp_path, text) == [
        ("LEADS", BUILDING, None), ("ASSISTS", POLICE, None), ("ENFORCES", BUILDING, None), ("ENFORCES", WATER, None),
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["先行试点", "率先开展试点", "先行先试", "同步推进实施"])
def test_who_tries_a_measure_first_has_to_do_with_it(tmp_path: Path, word: str) -> None:
    text = f"1.提升小区绿化水平。（市住建局、市水务局按职责分工负责，市教育局{word}）"
    assert said(tmp_path, text) == [
        ("SHARES", BUILDING, None), ("SHARES", WATER, None), ("INVOLVED_IN", SCHOOLS, None),
    ]  # fmt: skip


def test_bodies_after_a_pause_stand_under_the_label_before_it(tmp_path: Path) -> None:
    text = "1.提升排水能力。（牵头单位：市水务局；配合单位：市公安局，东澜区、北屿区水务局）"
    assert said(tmp_path, text) == [
        ("LEADS", WATER, None), ("ASSISTS", POLICE, None), ("ASSISTS", "东澜区水务局", None), ("ASSISTS", "北屿区水务局", None),
    ]  # fmt: skip
