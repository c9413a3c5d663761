"""Lists at both doors: what was understood and how to override it, workbooks handed back, templates, a list taken out."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from api import office
from api.app import make_app
from api.lists_out import lists
from api.settings import Settings
from ingest.writing import PROBLEMS
from tests.api.conftest import Run
from tests.city.pipeline import AS_OF
from tests.ingest.workbooks import BOUNDARY, META, boundary, register, table, workbook

ROW = [
    "1",
    "水务",
    "节约用水管理",
    "市",
    "市水务局",
    "制定计划",
    "市住建局",
    "改造管网",
    "《水法》第八条",
    "",
]
WRONG = ["2", "水务", "污水处理", "市", "市天气局", "", "", "", "", ""]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(make_app(Settings(home=tmp_path / "home")), base_url="http://127.0.0.1") as client:
        client.base_url = client.base_url.join("/api/v1/")
        yield client


def test_check_says_how_it_understood_the_list(run: Run, tmp_path: Path) -> None:
    ran = run("check", register(tmp_path), boundary(tmp_path, [[*ROW, "甲"]], header=[*BOUNDARY, "引导单位"]))
    assert ran.code == 0
    assert "样式“部门职责边界清单”，把握高" in ran.out
    assert "11 个栏名认出 10 个" in ran.out
    line = next(x for x in ran.out.splitlines() if "lead（其一必需）" in x)
    assert line.split()[:3] == ["E", "牵头单位", "lead（其一必需）"]
    assert "职责边界清单!4  临澜市水务局 主办 节约用水管理" in ran.out
    assert any("K" in x and "没有读取" in x and "像“" in x for x in ran.out.splitlines())


def test_an_unknown_layout_says_how_to_override(run: Run, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "02.xlsx",
        {"表": [["序号", "领域", "职责事项", "谁负责"], ["1", "水务", "节水", "市水务局"]]},
    )
    ran = run("check", path)
    assert ran.code == 2
    assert "--profile" in ran.out
    assert ".zhize.yaml" in ran.out
    path.with_name("02.zhize.yaml").write_text(
        "profile: boundary\nregion: 379900\ncolumns:\n  谁负责: lead\n", "utf-8"
    )
    fine = run("check", register(tmp_path), path)
    assert fine.code == 0
    assert "02.zhize.yaml" in fine.out


def test_a_profile_may_be_named_for_one_file(run: Run, tmp_path: Path) -> None:
    names, path = register(tmp_path), boundary(tmp_path, [ROW])
    assert run("check", names, path, "--profile", f"{path.name}=boundary").code == 0
    assert run("check", names, path, "--profile", f"{path.name}=handbook").code == 2
    every = run("check", names, path, "--profile", "boundary")
    assert every.code == 2  # the register is no boundary list
    both = run("check", names, path, "--profile", "boundary", "--profile", f"{names.name}=org_register")
    assert both.code == 0
    wrong = run("check", path, "--profile", "no_such")
    assert (wrong.code, "no_such" in wrong.err, "boundary" in wrong.err) == (2, True, True)


def test_workbooks_are_handed_back(run: Run, tmp_path: Path) -> None:
    names, path = register(tmp_path), boundary(tmp_path, [ROW, WRONG])
    ran = run("check", names, path, "--hand-back", tmp_path / "back", "--format", "json")
    assert ran.code == 2
    assert ran.json["files"][1]["profile"] == "boundary"
    assert "01-名录.xlsx：没有问题，不必退回" in ran.err
    (made,) = (tmp_path / "back").iterdir()
    assert made.name in ran.err
    assert load_workbook(made).sheetnames == [PROBLEMS, "职责边界清单"]


def test_a_template_is_written(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "空.xlsx"
    assert run("template", "township", "-o", target).code == 0
    assert load_workbook(target).sheetnames == [
        "基本履职事项清单", "配合履职事项清单", "上级部门收回事项清单", "填写说明",
    ]  # fmt: skip
    assert run("template", "no_such", "-o", target).code == 2
    assert run("template", "boundary").code == 2


def test_every_list_of_the_city_can_be_taken_out_and_put_back(
    city: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office.opened() as opened:
        held = lists(opened)
    assert len(held) == 20
    out = tmp_path / "out"
    out.mkdir()
    for n, one in enumerate(held):
        # The export refuses by itself to give away what does not read back as the same statements.
        assert city("export", "--format", "xlsx", "--list", one.id, "-o", out / f"{n:02}.xlsx").code == 0, (
            one.id
        )
    before = _facts(city)
    monkeypatch.setenv("ZHIZE_HOME", str(tmp_path / "again"))
    ran = city("load", *sorted(out.iterdir()), "--as-of", AS_OF)
    assert ran.code == 0, ran.out
    assert _facts(city) == before


def _facts(run: Run) -> set[tuple[Any, ...]]:
    """Everything an edition states, without the files that state it."""
    with office.opened() as opened:
        return {(s.id, s.digest) for s in opened.record.statements(1)}


def test_a_list_is_refused_rather_than_written_wrong(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("load", register(tmp_path), boundary(tmp_path, [ROW]), "--as-of", AS_OF).code == 0
    with office.opened() as opened:
        (listed,) = lists(opened, kind="boundary")
    assert run("template", "boundary", "--from-edition", "-o", tmp_path / "a.xlsx").code == 0
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [c.value for c in sheet[4]][2:5] == ["节约用水管理", "市", "市水务局"]
    from api import lists_out

    honest = lists_out.refilled

    def lossy(*args: Any) -> bytes:
        book = load_workbook(io.BytesIO(honest(*args)))
        book.worksheets[0]["G4"] = None
        made = io.BytesIO()
        book.save(made)
        return made.getvalue()

    monkeypatch.setattr(lists_out, "refilled", lossy)
    ran = run("export", "--format", "xlsx", "--list", listed.id, "-o", tmp_path / "b.xlsx")
    assert ran.code == 2
    assert "没有导出" in ran.err
    assert not (tmp_path / "b.xlsx").exists()
    unknown = run("export", "--format", "xlsx", "--list", "list:no", "-o", tmp_path / "b.xlsx")
    assert (unknown.code, listed.id in unknown.err) == (2, True)
    assert run("export", "--format", "xlsx", "-o", tmp_path / "b.xlsx").code == 2
    assert run("template", "handbook", "--from-edition", "-o", tmp_path / "b.xlsx").code == 2


def body(*paths: Path, **more: Any) -> dict[str, Any]:
    files = [{"name": p.name, "content": base64.b64encode(p.read_bytes()).decode()} for p in paths]
    return {"files": files, **more}


def test_check_over_http_says_the_same(run: Run, empty: TestClient, tmp_path: Path) -> None:
    path = table(
        tmp_path / "02.csv",
        [["清单"], [META], ["职责事项", "谁负责"], ["节水", "市水务局"], ["污水", "市天气局"]],
    )
    side = tmp_path / "02.zhize.yaml"
    side.write_text("profile: boundary\ncolumns: {谁负责: lead}\n", "utf-8")
    names = register(tmp_path)
    answer = empty.post("check", params={"hand_back": True}, json=body(names, path, side))
    assert answer.status_code == 200
    said = answer.json()
    (back,) = said.pop("handed_back")
    assert said == run("check", names, path, side, "--format", "json").json
    assert said["files"][1]["sidecar"] == side.name
    assert (back["file"], back["losses"]) == ("02.csv", [])
    assert load_workbook(io.BytesIO(base64.b64decode(back["content"]))).sheetnames[0] == PROBLEMS
    assert "handed_back" not in empty.post("check", json=body(names)).json()


def test_a_profile_over_http(empty: TestClient, tmp_path: Path) -> None:
    names, path = register(tmp_path), boundary(tmp_path, [ROW])
    answer = empty.post("check", json=body(names, path, profile={path.name: "handbook"})).json()
    assert [f["profile"] for f in answer["files"]] == ["org_register", None]
    for profile in ("no_such", {path.name: "no_such"}):
        refused = empty.post("check", json=body(path, profile=profile))
        assert refused.status_code == 422
        assert "no_such" in refused.text
