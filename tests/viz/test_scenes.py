"""Pictures: the same data gives the same picture, gaps have names, nothing lies on anything."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from graph.ontology import load
from graph.rule import catalogue
from tests.viz.made import MadeReader, answer, faults, finding, party, step
from viz.legend import GAP, column_word, columns_of, legend
from viz.scene import Scene, chain_scene, finding_scene, neighbourhood_scene, path_scene

LONG = "临澜市高新技术产业开发区海洋生物医药与高端装备制造产业融合发展促进中心筹备工作办公室"


def whole_chain() -> dict[str, Any]:
    """A chain with every sort of step, gap and mark."""
    heir = [{"id": "org:新局", "name": "新局"}]
    old = party("旧局", "RECEIVED_BY", status="merged", successors=heir)
    h16 = {"findings": [finding("H16")], "broken": True}
    return answer(
        [
            step("approval", "某许可", [party("审批局", "APPROVES")], ["item:x"]),
            step("stage", "某许可·受理", [party("审批局", "PERFORMS")], ["stg:1"], detail={"kind": "intake"}),
            step("stage", "某许可·现场勘验", [], ["stg:2"], detail={"kind": "site_inspection"},
                 missing="某许可·现场勘验的承担单位", findings=[finding("H05")], broken=True),
            step("stage", "某许可·专家评审", [], ["stg:3"], detail={"kind": "expert_review", "waived": "告知承诺"}),
            step("handoff", "审管衔接", [old], ["hand:1"], detail={"push": "1个工作日", "returns": False}, **h16),
            step("duty", "事后监管", [party("新局", "LEADS"), party("新局", "ASSISTS"), party(LONG, "ASSISTS")], ["duty:1"]),
            step("supervision", "监管", [party("新局", "SUPERVISES"), party(LONG, "SUPERVISES", scope="东区")], []),
            step("enforcement", "执法", [party("执法局", "ENFORCES")], []),
        ],
        [{"id": "org:旧局", "name": "旧局", "kind": "transfer", "effective_on": "2019-01-01", "written": []}],
    )  # fmt: skip


def kinds(scene: Scene, source: str, target: str) -> list[str]:
    """Kinds of the links between two boxes."""
    return sorted(k.kind for k in scene.links if (k.source, k.target) == (source, target))


def test_a_chain_stands_in_six_named_columns_and_is_readable() -> None:
    scene = chain_scene(whole_chain())
    assert faults(scene) == []
    assert [h.words.zh for h in scene.headings] == [
        "审批部门", "审批事项与环节", "审管衔接", "监管职责", "监管部门", "执法部门",
    ]  # fmt: skip
    columns = sorted({n.x for n in scene.nodes})
    assert len(columns) == 6
    assert [n.x for n in scene.nodes if n.kind == "Handoff"] == [columns[2]]


def test_the_same_answer_gives_the_same_picture() -> None:
    assert json.dumps(chain_scene(whole_chain()).to_json()) == json.dumps(
        chain_scene(whole_chain()).to_json()
    )


def test_lead_and_assist_between_one_pair_stay_two_visible_links() -> None:
    scene = chain_scene(whole_chain())
    assert kinds(scene, "org:新局@4", "duty:1") == ["ASSISTS", "LEADS"]
    two = [k for k in scene.links if (k.source, k.target) == ("org:新局@4", "duty:1")]
    assert two[0].points != two[1].points
    assert two[0].at != two[1].at


@pytest.mark.parametrize(
    ("made", "name", "english", "column"),
    [
        (
            step("approval", "某许可", [], ["item:x"], missing="审批部门"),
            "缺：审批部门",
            "Missing: approving body",
            0,
        ),
        (
            step("handoff", "审管衔接", [], ["hand:1"], missing="接收部门"),
            "缺：接收部门",
            "Missing: receiver",
            4,
        ),
        (
            step("handoff", "审管衔接", [], [], missing="移交约定"),
            "缺：移交约定",
            "Missing: hand-over terms",
            2,
        ),
        (step("duty", "某职责", [], ["duty:1"], missing="主办部门"), "缺：主办部门", "Missing: lead body", 4),
        (step("supervision", "监管", [], [], missing="监管部门"), "缺：监管部门", "Missing: supervisor", 4),
    ],
)
def test_a_gap_is_a_named_placeholder_and_no_link(
    made: dict[str, Any], name: str, english: str, column: int
) -> None:
    approval = (
        []
        if made["step"] == "approval"
        else [step("approval", "某许可", [party("审批局", "APPROVES")], ["item:x"])]
    )
    handoff = (
        [step("handoff", "审管衔接", [party("甲", "RECEIVED_BY")], ["hand:1"])]
        if made["step"] == "duty"
        else []
    )
    scene = chain_scene(answer([*approval, *handoff, made]))
    (gap,) = [n for n in scene.nodes if n.kind == GAP]
    assert (gap.name.zh, gap.name.en, gap.thing, gap.state) == (name, english, None, "gap")
    assert gap.x == scene.headings[column].x
    assert [k.kind for k in scene.links if gap.id in (k.source, k.target)] == [GAP]
    assert any(name in (c if isinstance(c, str) else c.zh) for row in scene.table.rows for c in row)
    assert faults(scene) == []


def test_broken_steps_carry_their_finding_and_ended_bodies_say_so() -> None:
    scene = chain_scene(whole_chain())
    by_id = {n.id: n for n in scene.nodes}
    assert by_id["hand:1"].state == "broken"
    assert [m.code for m in by_id["hand:1"].marks] == ["H16"]
    assert by_id["org:旧局@4"].state == "ended"
    assert by_id["org:旧局@4"].detail[0].zh == "⊘ 已合并"
    assert kinds(scene, "org:旧局@4", "org:新局@4") == ["NOW_HELD_BY"]
    assert scene.notes[0].zh == "断点 2 处"


def test_an_accepted_finding_marks_but_does_not_break() -> None:
    accepted = {"findings": [finding("H05", state="accepted")]}
    scene = chain_scene(
        answer([step("stage", "某许可·受理", [], ["stg:1"], detail={"kind": "intake"}, **accepted)])
    )
    (stage,) = [n for n in scene.nodes if n.kind == "Stage"]
    assert (stage.state, [m.state for m in stage.marks]) == ("plain", ["accepted"])


def test_every_party_stands_in_the_table() -> None:
    chain = whole_chain()
    said = json.dumps(chain_scene(chain).to_json()["table"], ensure_ascii=False)
    for made in chain["steps"]:
        for who in made["parties"]:
            assert who["name"] in said
    assert "a.xlsx ! 表 ! C3" in said


def star(leads: int, assists: int) -> MadeReader:
    """One body, duties it leads, and some of them assisted too."""
    nodes = {"org:0": ("Organization", "执法局")} | {
        f"duty:{i}": ("Duty", f"第{i}项职责") for i in range(leads)
    }
    links = [("org:0", "LEADS", f"duty:{i}") for i in range(leads)]
    return MadeReader(nodes, links + [("org:0", "ASSISTS", f"duty:{i}") for i in range(assists)])


def test_a_full_neighbourhood_says_what_it_shows_and_keeps_both_links() -> None:
    reader = star(59, 7)
    scene = neighbourhood_scene(reader.around("org:0"), reader)  # type: ignore[arg-type]
    assert faults(scene) == []
    assert [n.zh for n in scene.notes] == ["显示 60 / 共 65", "第 1 步另有 5 个未画"]
    assert kinds(scene, "org:0", "duty:3") == ["ASSISTS", "LEADS"]
    assert any(h.words.zh.startswith("主办") for h in scene.headings)
    assert all(k.at is not None for k in scene.links if k.kind == "ASSISTS")


def test_a_finding_is_drawn_in_walking_order_with_links_and_cells() -> None:
    nodes = {
        "item:1": ("ApprovalItem", "某许可"),
        "org:a": ("Organization", "甲局"),
        "org:b": ("Organization", "乙局"),
    }
    reader = MadeReader(nodes, [("org:a", "APPROVES", "item:1"), ("org:b", "SUPERVISES", "item:1")])
    found = finding("H02") | {
        "subject": "item:1", "evidence": ["item:1", "org:b", "org:a"], "facts": ["f1"], "columns": {"item": "某许可"},
    }  # fmt: skip
    scene = finding_scene(found, reader)  # type: ignore[arg-type]
    assert faults(scene) == []
    assert {n.thing: n.order for n in scene.nodes} == {"item:1": 1, "org:b": 2, "org:a": 3}
    assert sorted(k.kind for k in scene.links) == ["APPROVES", "SUPERVISES"]
    assert all("C3" in str(row[3]) for row in scene.table.rows)
    assert scene.sentences[0].zh == "审批事项：某许可"


def test_evidence_that_is_gone_is_counted_not_drawn() -> None:
    reader = MadeReader({"duty:1": ("Duty", "某职责")}, [])
    found = finding("G01") | {
        "subject": "duty:1",
        "evidence": ["duty:1", "list:gone"],
        "facts": [],
        "columns": {},
    }
    scene = finding_scene(found, reader)  # type: ignore[arg-type]
    assert (len(scene.nodes), scene.notes[0].zh) == (1, "显示 1 / 共 2")


def test_a_path_runs_from_left_to_right() -> None:
    nodes = {f"org:{i}": ("Organization", f"第{i}局") for i in range(4)}
    reader = MadeReader(
        nodes, [("org:0", "PART_OF", "org:1"), ("org:2", "PART_OF", "org:1"), ("org:2", "PART_OF", "org:3")]
    )
    steps: list[dict[str, Any]] = [
        {"id": f"org:{i}", "kind": "Organization", "name": f"第{i}局", "links": []} for i in range(4)
    ]
    for k in reader.around("org:0")["links"]:
        steps[min(int(k["from"][-1]), int(k["to"][-1]))]["links"].append(k)
    scene = path_scene({"found": True, "steps": steps, "length": 3, "avoided": []}, reader)  # type: ignore[arg-type]
    assert faults(scene) == []
    assert [n.x for n in scene.nodes] == sorted(n.x for n in scene.nodes)
    assert len(scene.links) == 3


def test_no_path_is_said() -> None:
    reader = MadeReader({}, [])
    scene = path_scene({"found": False, "steps": [], "length": 0, "avoided": ["Region"]}, reader)  # type: ignore[arg-type]
    assert scene.nodes == () and scene.notes[0].zh == "避开行政区时没有路径"


def test_the_legend_is_the_ontology() -> None:
    entries = {e.kind: e for e in legend()}
    for kind in load().nodes.values():
        assert (entries[kind.name].colour, entries[kind.name].sign, entries[kind.name].word.zh) == (
            kind.colour,
            kind.sign,
            kind.zh,
        )
    for link in load().links.values():
        assert entries[link.name].word.zh == link.zh
    assert [e.kind for e in legend(["LEADS", "Duty", GAP])] == ["Duty", "LEADS", GAP]
    assert all(e.sign or e.line for e in entries.values())  # colour is never alone


def test_every_column_that_a_rule_returns_has_a_caption() -> None:
    own = {"evidence", "evidence_set", "facts", "severity"}
    for rule in catalogue():
        returned = rule.query.rpartition("RETURN")[2].split("evidence")[0]
        named = set(re.findall(r"AS (\w+)", returned)) | set(re.findall(r"(?:^|,)\s*(\w+)\s*(?=,)", returned))
        for name in named - own:
            assert name.endswith("_id") or re.search("[\u4e00-\u9fff]", column_word(name).zh), (rule.id, name)


def test_a_finding_reads_in_both_languages() -> None:
    found = finding("H05") | {
        "columns": {"stage": "site_inspection", "item": "某许可", "item_id": "item:1", "named": []}
    }
    assert [(name.zh, value.zh) for name, value in columns_of(found)] == [
        ("审批事项", "某许可"),
        ("环节", "现场勘验"),
    ]
    assert [(name.en, value.en) for name, value in columns_of(found)] == [
        ("Item", "某许可"),
        ("Step", "Site inspection"),
    ]
