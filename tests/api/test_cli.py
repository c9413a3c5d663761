"""The command line, from outside: words in, text and exit code out."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from api import schema
from api.office import opened
from tests.api.conftest import Run
from tests.city.pipeline import CITY, FILES, edit, written_down

FAULTS = len(written_down("faults"))


def dump(home: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("ZHIZE_HOME", str(home))
    with opened() as office:
        return list(office.record.dump())


BAD = [
    {"file": "02-部门职责边界清单.xlsx", "sheet": "职责边界清单", "row": {"职责事项": "网络预约出租汽车管理"},
     "column": "牵头单位", "value": "市不存在局"},
    {"file": "03-审批监管职责边界清单.xlsx", "sheet": "划转许可事项", "row": {"事项名称": "港口经营许可（新办）"},
     "column": "监管部门", "value": "市也不存在局"},
]  # fmt: skip


def bad_lists(folder: Path) -> list[Path]:
    first = next(
        r
        for r in openpyxl.load_workbook(CITY / BAD[0]["file"])["职责边界清单"].iter_rows(min_row=5)
        if r[4].value
    )
    changes = [{**BAD[0], "row": {"职责事项": first[2].value}}, BAD[1]]
    changed = edit(folder, changes)
    return changed + [p for p in FILES if p.name not in {c.name for c in changed}]


def test_check_tells_all_problems_at_once_with_their_cells(run: Run, tmp_path: Path) -> None:
    ran = run("check", *bad_lists(tmp_path), "--format", "json")
    assert ran.code == 2
    files = ran.json["files"]
    assert [set(f) for f in files] == [
        {
            "file",
            "profile",
            "sidecar",
            "sure",
            "mapping",
            "first_rows",
            "rows",
            "counts",
            "statements",
            "problems",
            "resolutions",
            "unresolved",
            "non_data_rows",
        }
    ] * len(FILES)
    errors = [p for f in files for p in f["problems"] if p["severity"] == "error"]
    assert {p["code"] for p in errors} == {"DQ-NAME"}
    assert any("市不存在局" in p["message"] and p["cell"].startswith("职责边界清单!E") for p in errors)
    assert any("市也不存在局" in p["message"] and p["cell"].startswith("划转许可事项!") for p in errors)
    assert all(p["todo"] for p in errors)
    assert all(
        f["counts"]["rows"] == sum(n for k, n in f["counts"].items() if k != "rows") == f["rows"]
        for f in files
    )
    said = files[1]["statements"][0]
    assert set(said) == {
        "role", "organization", "organization_text", "thing", "kind", "scope", "basis", "cell", "text", "cue",
        "inferred", "how", "confidence",
    }  # fmt: skip
    shown = run("check", *bad_lists(tmp_path))
    assert shown.code == 2
    assert "市不存在局" in shown.out


def test_a_load_with_an_error_changes_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("load", *FILES).code == 0
    before = dump(tmp_path / "home", monkeypatch)
    ran = run("load", *bad_lists(tmp_path))
    assert ran.code == 2
    assert "什么都没有改动" in ran.err
    assert dump(tmp_path / "home", monkeypatch) == before
    again = run("load", *FILES, "--format", "json")
    assert (again.code, again.json["published"]["new"]) == (0, False)
    assert dump(tmp_path / "home", monkeypatch) == before


def test_nothing_loaded_is_said_in_one_sentence(run: Run) -> None:
    for words in (["findings"], ["who", "燃气"], ["chain", "x"], ["export"]):
        ran = run(*words)
        assert (ran.code, ran.out) == (2, "")
        assert "zhize load" in ran.err
        assert "Traceback" not in ran.err
    assert "zhize load" in run("editions").out


def test_findings_in_every_form(city: Run, tmp_path: Path) -> None:
    found = city("findings", "--format", "json").json
    assert len(found) == FAULTS
    assert {k for f in found for k in f} >= set(schema.Finding.model_fields)
    as_csv = list(csv.reader(io.StringIO(city("findings", "--format", "csv").out.lstrip("\ufeff"))))
    assert len(as_csv) == FAULTS + 1
    book = tmp_path / "f.xlsx"
    assert city("findings", "--format", "xlsx", "-o", book).code == 0
    assert openpyxl.load_workbook(book).active.max_row == FAULTS + 1  # type: ignore[union-attr]
    only = city("findings", "--rule", "H15", "--severity", "high", "--format", "json").json
    assert {f["code"] for f in only} == {"H15"}
    assert city("findings", "--text", "绝没有的字", "--format", "json").json == []


@pytest.mark.parametrize(("words", "code"), [([], 0), (["--fail-on", "high"], 1), (["--group", "gap", "--fail-on", "low"], 1),
                                             (["--text", "绝没有的字", "--fail-on", "info"], 0)])  # fmt: skip
def test_exit_codes_follow_fail_on(city: Run, words: list[str], code: int) -> None:
    assert city("findings", *words).code == code


def test_who_answers_and_can_say_no(city: Run) -> None:
    def reasons(question: str) -> list[str]:
        return [r["code"] for r in city("who", question, "--format", "json").json["reasons"]]

    assert reasons("现制现售饮用水") == ["SEVERAL_LEADS"]
    assert reasons("火星移民管理") == ["NO_DUTY"]
    assert reasons("付费自习室") == ["NO_LEAD"]
    assert reasons("管理") == ["AMBIGUOUS"]
    answer = city("who", "现制现售饮用水", "--format", "json").json
    assert {p["name"] for p in answer["lead"]} == {"临澜市卫生健康委员会", "临澜市水务局"}
    written = answer["lead"][0]["written"][0]
    assert written["file"] == "02-部门职责边界清单.xlsx"
    cell = openpyxl.load_workbook(CITY / written["file"])[written["sheet"]][written["cell"]].value
    assert cell == written["text"]
    assert "没有写明由谁负责" in city("who", "付费自习室").out


def test_an_ended_lead_comes_with_its_heir(city: Run) -> None:
    ended = city("findings", "--rule", "G03", "--severity", "high", "--format", "json").json[0]
    answer = city("who", ended["subject"], "--format", "json").json
    reason = next(r for r in answer["reasons"] if r["code"] == "ORG_ENDED")
    assert all(heirs for heirs in reason["successors"].values())


def keys_of(model: Any) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def test_answers_have_exactly_the_documented_fields(city: Run) -> None:
    chain = city("chain", "港口经营许可（新办）", "--format", "json").json
    assert set(chain) == keys_of(schema.Chain)
    assert all(set(step) == keys_of(schema.Step) for step in chain["steps"])
    party = chain["steps"][0]["parties"][0]
    assert set(party) == keys_of(schema.Party)
    assert set(party["written"][0]) == keys_of(schema.Written)
    assert set(city("who", "燃气经营", "--format", "json").json) == keys_of(schema.Who)
    assert set(city("path", "市水务局", "市教育局", "--format", "json").json) == keys_of(schema.Path)
    assert set(city("neighbourhood", "市水务局", "--format", "json").json) == keys_of(schema.Neighbourhood)


def test_a_broken_chain_says_where(city: Run) -> None:
    ran = city("chain", "港口经营许可（新办）")
    assert "【断点 H05" in ran.out
    chain = city("chain", "港口经营许可（新办）", "--format", "json").json
    broken = [s for s in chain["steps"] if s["broken"]]
    assert [(s["step"], s["missing"]) for s in broken] == [("stage", broken[0]["missing"])]
    assert len(chain["sentences"]) == len(chain["steps"]) + len(chain["transferred_from"])


def test_unknown_and_unclear_things(city: Run) -> None:
    assert city("chain", "item:没有-00000000").code == 2
    ran = city("chain", "许可")
    assert ran.code == 2
    assert "请选定" in ran.err
    assert city("path", "市水务局", "市教育局", "--avoid", "Nonsense").code == 2


def test_export_is_whole_and_every_fact_has_a_place(city: Run, tmp_path: Path) -> None:
    target = tmp_path / "city.jsonl"
    assert city("export", "--format", "jsonl", "-o", target).code == 0
    lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    nodes = {x["id"]: x for x in lines if "node" in x}
    links = [x for x in lines if "link" in x]
    assert len(nodes) + len(links) == len(lines)
    assert sum(1 for n in nodes.values() if n["node"] == "Duty") == 353
    assert all(x["from"] in nodes and x["to"] in nodes for x in links)
    places = [f for x in links for f in x["facts"]]
    assert all(set(f) == {"file", "sheet", "cell", "text"} for f in places)
    assert all(x["facts"] for x in links)


def test_a_picture_opens_offline(city: Run, tmp_path: Path) -> None:
    target = tmp_path / "chain.html"
    assert city("picture", "--chain", "港口经营许可（新办）", "-o", target).code == 0
    page = target.read_text("utf-8")
    assert "港口经营许可" in page
    assert not re.search(r"""(src|href)\s*=\s*["']?(https?:)?//""", page)


def test_serve_stays_on_this_machine_without_a_token(run: Run) -> None:
    for host in ("0.0.0.0", "192.0.2.1", "example.org"):
        ran = run("serve", "--host", host)
        assert ran.code == 2
        assert "127.0.0.1" in ran.err
        assert "zhize token add" in ran.err


def test_accepting_keeps_a_finding_in_sight(run: Run) -> None:
    assert run("load", *FILES).code == 0
    key = run("findings", "--rule", "G01", "--format", "json").json[0]["key"]
    assert run("accept", key, "--reason", "正在修订", "--by", "编办法规科", "--until", "2027-01-31").code == 0
    now = {f["key"]: f for f in run("findings", "--format", "json").json}[key]
    assert (now["state"], now["reason"], now["until"]) == ("accepted", "正在修订", "2027-01-31")
    assert run("accept", "nothing", "--reason", "x", "--by", "y").code == 2
