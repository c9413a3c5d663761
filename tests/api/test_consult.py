"""Workbooks to the departments: what they look like, and the whole way there and back through both doors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import make_app
from api.consult import file_names, workbook
from api.settings import Settings
from graph.consult import Sheet
from graph.workspace import Workspace
from ingest.reply import read_reply
from tests.api.conftest import Run
from tests.graph.lists import batch
from tests.ingest.reply_books import (
    COLUMNS,
    FIRST,
    HOSTILE,
    ROUND,
    SHEET,
    at,
    opened,
    problems,
    saved,
    sent,
    sheet_of,
    words,
)

# -- the workbook ----------------------------------------------------------------------------------


def test_a_workbook_says_who_is_asked_what_until_when() -> None:
    _, page = opened(workbook(SHEET, ROUND))
    assert "市水务局" in str(page["A1"].value)
    assert all(x in str(page["A2"].value) for x in ("第 2 版", "2026-06-30", "2026-07-15", "共 6 条"))
    heads = [page.cell(FIRST - 1, c).value for c in range(1, len(COLUMNS) + 1)]
    assert heads == ["角色", "事项", "职责表述", "范围", "所写依据", "写在何处", "意见", "修改为", "理由", "依据", "表述编号",
                     "版次", "征求意见编号"]  # fmt: skip
    assert all(page.cell(FIRST - 1, c).comment for c in range(1, 11))
    hidden = [c for c in "ABCDEFGHIJKLM" if page.column_dimensions[c].hidden]
    assert hidden == ["K", "L", "M"]
    [choice] = page.data_validations.dataValidation
    assert (choice.formula1, str(choice.sqref)) == ('"同意,修改,不同意"', "G5:G10")
    assert page.protection.sheet
    unlocked = {c.coordinate for row in page.iter_rows() for c in row if not c.protection.locked}
    assert unlocked == {f"{c}{r}" for c in "GHIJ" for r in range(5, 11)}


def test_no_text_of_a_list_becomes_a_formula_and_all_come_back() -> None:
    sheet = Sheet(
        "org:a",
        "=市局",
        "379900",
        sheet_of(len(HOSTILE), lambda n: HOSTILE[n].replace("\x00", "")[:30_000]).rows,
    )
    book, page = opened(workbook(sheet, ROUND))
    assert all(c.data_type in ("s", "n", "inlineStr") for row in page.iter_rows() for c in row)
    assert [c.coordinate for row in page.iter_rows() for c in row if c.quotePrefix] == [
        "C5",
        "C6",
        "C7",
        "C8",
    ]
    for n in range(len(HOSTILE)):
        at(page, n, "opinion").value = "同意"
    file = read_reply("答复.xlsx", saved(book), sent(sheet), words(sheet))
    assert problems(file) == []
    assert len(file.answers) == len(HOSTILE)


def test_names_of_files_are_safe_and_no_two_alike() -> None:
    names = [
        "../../etc/passwd",
        "a/b",
        "A\\B",
        "CON",
        "局" * 300,
        "..",
        "甲\x00\n乙",
        "局\u202exslx",
        "水务局",
        "水务局",
        "",
    ]
    made = file_names([Sheet(f"org:{i}", name, "379900", ()) for i, name in enumerate(names)])
    assert len({m.casefold() for m in made}) == len(names)
    for name in made:
        assert name == Path(name).name and name.endswith("-征求意见.xlsx")
        assert not any(ord(c) < 32 or c in '<>:"/\\|?*\u202e' for c in name)
        assert len(name.encode()) < 250 and not name.startswith((".", "-", " "))
    assert "con_-征求意见.xlsx" in {m.lower() for m in made}


# -- both doors ------------------------------------------------------------------------------------

CITY = [
    "org:gas LEADS duty:gas {text: =管燃气}",
    "org:fire ASSISTS duty:gas {text: 管消防}",
    "org:fire LEADS duty:fire",
]


@pytest.fixture
def home(tmp_path: Path, run: Run) -> Iterator[Path]:
    office = Workspace(tmp_path / "home")
    office.publish(batch(CITY), as_of="2026-06-30")
    office.close()
    yield tmp_path / "home"


def fill(path: Path, *answers: tuple[str | None, ...]) -> Path:
    book, page = opened(path.read_bytes())
    for n, told in enumerate(answers):
        for name, text in zip(("opinion", "amended", "reason"), told, strict=False):
            at(page, n, name).value = text
    path.write_bytes(saved(book))
    return path


def test_the_whole_way_at_the_command_line(run: Run, home: Path, tmp_path: Path) -> None:
    out = tmp_path / "问"
    asked = run("consult", out, "--until", "2099-12-31", "--format", "json").json
    assert (asked["consultation"], asked["edition"], len(asked["workbooks"])) == (1, 1, 2)
    again = run("consult", out)
    assert again.code == 2 and "不覆盖" in again.err
    fire = fill(out / "fire-征求意见.xlsx", ("修改", "管消防检查"), ("不同意", None, "不归我局"))
    gas = fill(out / "gas-征求意见.xlsx", ("同意",))
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK")
    refused = run("replies", fire, gas, bad)
    assert refused.code == 2 and "一份都没有收" in refused.err and "坏.xlsx" in refused.out
    assert "没有这样的答复" in run("replies", "--list").out
    assert run("replies", fire, gas).code == 0
    assert "读入过" in run("replies", gas).err
    listed = run("replies", "--list", "--open", "--format", "json").json
    assert [(o["id"], o["opinion"], o["matter"]) for o in listed["replies"]] == [
        (1, "amend", "gas"),
        (2, "object", "fire"),
    ]
    assert listed["unpublished"] == 3
    assert "第 2 版" in run("replies", "adopt", 1, "--reason", "说得对", "--by", "编办综合科").out
    assert "zhize amend" in run("replies", "adopt", 2, "--reason", "说得对", "--by", "编办综合科").out
    assert "没有新的答复" in run("replies", "publish").out
    answer = run("who", "gas", "--format", "json").json
    standing = {p["name"]: (p["standing"], p["text"]) for p in (*answer["lead"], *answer["assistants"])}
    assert standing == {"gas": ("confirmed", "=管燃气"), "fire": ("confirmed", "管消防检查")}
    found = run("findings", "--rule", "G14", "--format", "json").json
    assert [(f["columns"]["organization"], f["columns"]["subject"]) for f in found] == [("fire", "fire")]
    declined = run("replies", "decline", 1, "--reason", "再议", "--by", "编办综合科")
    assert "未采纳" in declined.out and "已收回按答复所作的更正，发布第 3 版" in declined.out
    assert "管消防检查" not in json.dumps(run("who", "gas", "--format", "json").json, ensure_ascii=False)
    assert [a["answer"] for a in run("amend", "--list", "--format", "json").json if a["ended_at"]] == [1]


def test_silence_is_a_finding_once_the_day_has_passed(run: Run, home: Path, tmp_path: Path) -> None:
    assert run("consult", tmp_path / "问", "--org", "gas", "--until", "2099-12-31").code == 0
    for as_of, count in (("2099-12-31", 0), ("2100-01-01", 1)):
        run("replies", "publish", "--as-of", as_of)
        assert len(run("findings", "--rule", "G14", "--format", "json").json) == count, as_of
        run("consult", tmp_path / as_of, "--org", "fire", "--until", "2199-12-31")  # something new to publish


@pytest.mark.parametrize(("words", "says"), [
    (["consult", "x", "--until", "明天"], "YYYY-MM-DD"), (["consult", "x", "--org", "没有"], "没有机构"),
    (["consult", "x", "--list", "list:none"], "没有清单"), (["consult", "x", "--until", "2020-01-01"], "已过"),
    (["replies", "adopt", "1", "--reason", "r", "--by", "b"], "没有编号"), (["replies", "--no-such"], "No such option"),
    (["replies", "adopt"], "Missing argument"),
])  # fmt: skip
def test_mistakes_are_one_sentence(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*words)
    assert done.code == 2 and says in done.err and "Traceback" not in done.err
    assert not (tmp_path / "x").exists()


def test_replies_over_http(run: Run, home: Path, tmp_path: Path) -> None:
    run("consult", tmp_path / "问")
    run(
        "replies",
        fill(tmp_path / "问" / "fire-征求意见.xlsx", ("同意",), ("不同意", None, "<b>不归我局</b>")),
    )
    with TestClient(make_app(Settings(home=home)), base_url="http://127.0.0.1") as client:
        everything = client.get("/api/v1/replies").json()
        assert [(o["matter"], o["state"], o["reason"]) for o in everything["replies"]] == [
            ("gas", "agreed", None), ("fire", "open", "<b>不归我局</b>"),
        ]  # fmt: skip
        assert [s["org_name"] for s in everything["silent"]] == ["gas"]
        one = client.get("/api/v1/replies", params={"open": True, "org": "fire", "size": 1}).json()
        assert (one["total"], len(one["replies"])) == (1, 1)
        assert client.get("/api/v1/replies", params={"size": 0}).status_code == 422
    assert json.dumps(everything, ensure_ascii=False).count("管消防") == 1
