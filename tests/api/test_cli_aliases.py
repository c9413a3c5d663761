"""`zhize alias` and `zhize load --unresolved`: what they print, and what they leave in the record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.cli import main
from tests.ingest.workbooks import boundary, register

POST = "市委编办法规科科长"


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of one command."""
    with pytest.raises(SystemExit) as left:
        main(args)
    said = capsys.readouterr()
    return int(left.value.code or 0), said.out, said.err


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.setenv("ZHIZE_HOME", str(tmp_path / "home"))
    assert run(capsys, "load", str(register(tmp_path)), "--as-of", "2026-06-30")[0] == 0
    return tmp_path


def test_an_alias_is_confirmed_listed_used_and_removed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = ("--by", POST, "--reason", "旧称")
    path = str(boundary(home, [["1", "", "甲事项", "市", "市建委办", "", "", "", "", ""]]))
    assert run(capsys, "check", path)[0] == 2
    code, out, _ = run(capsys, "alias", "add", "市建委办", "临澜市住房和城乡建设局", *said)
    assert code == 0
    assert "临澜市住房和城乡建设局（org:" in out
    code, out, _ = run(capsys, "check", path, "--format", "json")
    assert code == 0
    (found,) = json.loads(out)["files"][0]["resolutions"]
    assert (found["text"], found["how"], found["count"]) == ("市建委办", "learned", 1)
    assert "经确认的别名" in run(capsys, "check", path)[1]
    (kept,) = json.loads(run(capsys, "alias", "list", "--format", "json")[1])
    assert (kept["text"], kept["name"], kept["confirmed_by"]) == ("市建委办", "临澜市住房和城乡建设局", POST)
    assert kept["removed_at"] is None
    assert run(capsys, "alias", "remove", "市建委办", *said)[0] == 0
    assert run(capsys, "check", path)[0] == 2
    assert POST in run(capsys, "alias", "list")[1]


@pytest.mark.parametrize(
    ("text", "org"),
    [
        ("市水务局", "临澜市住房和城乡建设局"),
        ("临澜市水务局", "临澜市住房和城乡建设局"),
        ("市建委办", "市消防局"),
    ],
)
def test_a_full_name_or_an_unknown_body_is_refused(
    home: Path, capsys: pytest.CaptureFixture[str], text: str, org: str
) -> None:
    code, _, told = run(capsys, "alias", "add", text, org, "--by", POST, "--reason", "旧称")
    assert code == 2
    assert text in told or org in told
    assert "还没有记过别名" in run(capsys, "alias", "list")[1]


def test_unresolved_names_are_loaded_only_when_asked(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(boundary(home, [["1", "", "甲事项", "市", "市消防局", "", "", "", "", ""]]))
    code, out, _ = run(capsys, "load", path, "--as-of", "2026-06-30")
    assert code == 2
    assert "市消防局" in out
    code, out, _ = run(capsys, "load", path, "--as-of", "2026-06-30", "--unresolved")
    assert code == 0
    assert "认不出的机构名称 1 个" in out
    assert "市消防局" in out
    answer = json.loads(run(capsys, "who", "甲事项", "--format", "json")[1])
    assert [(p["name"], p["group"]) for p in answer["lead"]] == [("市消防局", "unresolved")]
    assert "UNRESOLVED_NAME" in [r["code"] for r in answer["reasons"]]
