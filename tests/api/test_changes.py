"""Matches and amendments from outside: commands, routes, and the page of a thing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph.statement import Statement
from tests.api.conftest import Run
from tests.api.offices import Guarded, guarded

REGISTER = "机构全称,机构类别,行政区划\n临澜市水务局,政府部门,379900\n临澜市应急管理局,政府部门,379900\n"
LIST = "职责事项,牵头单位,配合单位,行政区划\n{title},市水务局,市应急管理局,379900\n户外广告设置管理,市应急管理局,,379900\n"
HOSTILE = "<script>alert(1)</script>"
WHY = ("--reason", "写错了单位", "--document", "临编办〔2026〕12号", "--by", "编办综合科")


@pytest.fixture(autouse=True)
def no_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found is not asked here."""
    monkeypatch.setattr("graph.workspace.judge", lambda *_, **__: [])


def load(run: Run, folder: Path, title: str) -> str:
    for name, text in (("名录.csv", REGISTER), ("清单.csv", LIST.format(title=title))):
        (folder / name).write_text(text, encoding="utf-8")
    ran = run("load", folder / "名录.csv", folder / "清单.csv", "--as-of", "2026-06-30")
    assert ran.code == 0, ran.err
    return ran.out


def test_the_queue_confirmed_and_rejected_by_command(run: Run, tmp_path: Path) -> None:
    load(run, tmp_path, "城市节约用水管理")
    assert "没有待核对" in run("match").out
    load(run, tmp_path, "城市节约用水工作管理")
    [pair] = run("match", "--format", "json").json
    assert (pair["relation"], pair["older_name"], pair["newer_name"]) == (
        "reworded", "城市节约用水管理", "城市节约用水工作管理",
    )  # fmt: skip
    assert "改写" in run("match").out
    assert run("match", "--list", pair["lists"][0], "--format", "json").json == [pair]
    assert "没有待核对" in run("match", "--list", "list:none").out
    ends = (pair["older"], pair["newer"], "--by", "编办", "--reason", "改了题目")
    assert run("match", "reject", *ends).code == 0
    assert run("match", "--format", "json").json == []
    refused = run("match", "confirm", *ends, "--as", "reworded")
    assert (refused.code, refused.out) == (2, "")
    assert "已决定" in refused.err
    assert run("match", "withdraw", *ends).code == 0
    done = run("match", "confirm", *ends, "--as", "reworded")
    assert (done.code, "已发布第 3 版" in done.out) == (0, True), done.err
    assert [p["relation"] for p in run("match", "--decided", "--format", "json").json] == [
        "different",
        "reworded",
    ]
    assert "城市节约用水管理" in run("match", "--decided").out
    assert "完全相同" in load(run, tmp_path, "城市节约用水工作管理")
    assert run("who", "城市节约用水管理", "--format", "json").json["thing"]["id"] == pair["older"]


def test_a_statement_amended_by_command(run: Run, tmp_path: Path) -> None:
    load(run, tmp_path, "城市节约用水管理")
    role = ("LEADS", "临澜市水务局", "城市节约用水管理")
    ran = run("amend", *role, "--set", "scope=城区", "--set", "text=负责节水=全市", *WHY)
    assert (ran.code, "已发布第 2 版" in ran.out) == (0, True), ran.err
    assert run("amend", "ASSISTS", "临澜市应急管理局", "城市节约用水管理", "--remove", *WHY).code == 0
    assert (
        run(
            "amend", "--add", "ENFORCES", "临澜市水务局", "城市节约用水管理", "--set", "scope=城区", *WHY
        ).code
        == 0
    )
    kept = run("amend", "--list", "--format", "json").json
    assert [(a["action"], a["kind"], a["properties"]) for a in kept] == [
        ("set", "LEADS", {"scope": "城区", "text": "负责节水=全市"}), ("remove", "ASSISTS", {}),
        ("add", "ENFORCES", {"region": "379900", "scope": "城区"}),
    ]  # fmt: skip
    assert "写错了单位" in run("amend", "--list").out
    assert "完全相同" in load(run, tmp_path, "城市节约用水管理")
    assert run("amend", "--end", 2, *WHY).code == 0
    assert run("amend", "--list", "--format", "json").json[1]["ended_at"]
    # The list changes under the first: the report says so, and the list's words win.
    (tmp_path / "清单.csv").write_text(LIST.format(title="别的事项管理"), encoding="utf-8")
    checked = run("check", tmp_path / "清单.csv", "--format", "json").json
    warned = [p for f in checked["files"] for p in f["problems"] if p["code"] == "AMENDED"]
    assert len(warned) == 2
    assert all(p["severity"] == "warning" and "手工更正" in p["message"] for p in warned)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "写明一种做法"),
        (["x", "--remove", "--list"], "写明一种做法"),
        (["x"], "写明一种做法"),
        (["x", "--set", "scope", *WHY], "属性=值"),
        (["x", "--set", "scope=城区", *WHY], "没有“x”"),
        (["LEADS", "临澜市水务局", "--remove", *WHY], "三项"),
        (["ASSISTS", "临澜市水务局", "城市节约用水管理", "--remove", *WHY], "没有这样的 ASSISTS"),
        (["LEADS", "临澜市水务局", "城市节约用水管理", "--remove"], "必须写明理由"),
        (["LEADS", "临澜市水务局", "城市节约用水管理", "--remove", *WHY, "--base", "7"], "没有第 7 版"),
        (["--end", "9", *WHY], "没有编号 9"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(run: Run, tmp_path: Path, words: list[str], said: str) -> None:
    load(run, tmp_path, "城市节约用水管理")
    ran = run("amend", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


# -- over HTTP -------------------------------------------------------------------------------------


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Guarded]:
    made = guarded(tmp_path)
    yield made
    made.office.close()


def a_role(city: Guarded) -> Statement:
    no = city.office.record.edition(None).no
    return next(s for s in city.office.record.statements(no) if s.kind == "SUPERVISES")


def put(client: TestClient, path: str, **body: object) -> tuple[int, dict[str, object]]:
    answer = client.post(f"/api/v1/{path}", json=body)
    return answer.status_code, answer.json() if answer.content else {}


def test_amend_over_http_and_its_page(city: Guarded) -> None:
    editor, role = city.client("editor"), a_role(city)
    why = {"reason": f"写错了 {HOSTILE}", "document": "临编办〔2026〕12号"}
    code, done = put(editor, "amend", statement=role.id, set={"text": HOSTILE}, edition=1, **why)
    assert (code, done["edition"]) == (200, 2), done
    [kept] = editor.get("/api/v1/amendments").json()
    assert (kept["decided_by"], kept["made_in"], kept["properties"]) == ("editor 岗", 2, {"text": HOSTILE})
    page = city.client("viewer").get(f"/things/{role.object}").text
    assert "data-corrections" in page
    assert "临编办〔2026〕12号" in page
    assert HOSTILE not in page
    assert "data-corrections" not in city.client("viewer").get(f"/things/{role.object}?edition=1").text
    code, moved = put(editor, "amend", statement=role.id, remove=True, edition=1, **why)
    assert (code, moved["title"]) == (409, "现行版已变")
    code, wrong = put(editor, "amend", statement=role.id, **why)
    assert (code, wrong["title"]) == (422, "不能这样做")
    code, wrong = put(editor, "amend", statement="LEADS-none", remove=True, **why)
    assert (code, wrong["title"]) == (422, "不能这样做")
    code, ended = put(editor, f"amendments/{kept['id']}/end", reason="看错了")
    assert (code, ended["edition"]) == (200, 3)
    link = {"kind": "ENFORCES", "subject": role.subject, "object": role.object}
    assert put(editor, "amend", add=link, **why)[0] == 200
    assert put(city.client("analyst"), "amend", statement=role.id, remove=True, **why)[0] == 403
    who = {e["who"] for e in city.client("auditor").get("/api/v1/audit").json() if e["action"] == "amend"}
    assert who == {"editor 岗"}


def test_matches_over_http(city: Guarded) -> None:
    editor = city.client("editor")
    assert editor.get("/api/v1/matches").json() == []
    items = sorted(s.id for s in city.office.record.statements(1) if s.kind == "ApprovalItem")[:3]
    pair = {"older": items[0], "newer": items[1], "reason": "说的是一件事"}
    assert put(editor, "matches/reject", **pair)[0] == 204
    code, said = put(editor, "matches/confirm", relation="same", **pair)
    assert (code, said["title"]) == (422, "不能这样做")
    code, done = put(editor, "matches/confirm", relation="split", **{**pair, "newer": items[2]}, edition=1)
    assert (code, done["edition"]) == (200, 2)
    code, moved = put(editor, "matches/confirm", relation="same", **{**pair, "older": items[2]}, edition=1)
    assert (code, moved["title"]) == (409, "现行版已变")
    assert put(editor, "matches/confirm", relation="alike", **pair)[0] == 422
