"""Any chain and any neighbourhood of up to sixty things can be read: nothing lies on anything."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ontology import load
from tests.viz.made import PREFIX, MadeReader, answer, faults, finding, party, step
from viz.scene import chain_scene, neighbourhood_scene

LONG = "临澜市高新技术产业开发区海洋生物医药与高端装备制造产业融合发展促进中心筹备工作办公室"
NAMES = st.text("行政审批服务局市场监督管理（综合）ABC 12、", min_size=1, max_size=40)


@st.composite
def chains(draw: st.DrawFn) -> dict[str, Any]:
    """Any chain: several bodies a step, several hand-overs, gaps and marks."""

    def people(role: str, most: int = 4) -> list[dict[str, Any]]:
        names = draw(
            st.lists(st.sampled_from(["甲局", "乙局", "丙局", "丁局", LONG]), max_size=most, unique=True)
        )
        ended = draw(st.booleans())
        heir = {"status": "merged", "successors": [{"id": "org:承继", "name": "承继局"}]} if ended else {}
        return [party(n, role, **heir) for n in names]

    steps = [step("approval", "某许可", people("APPROVES"), ["item:x"])]
    for i in range(draw(st.integers(0, 5))):
        steps.append(
            step("stage", f"某许可·环节{i}", people("PERFORMS", 3), [f"stg:{i}"], detail={"kind": "intake"})
        )
    for i in range(draw(st.integers(0, 3))):
        steps.append(step("handoff", "审管衔接", people("RECEIVED_BY"), [f"hand:{i}"]))
    if any(s["step"] == "handoff" for s in steps):
        for i in range(draw(st.integers(0, 2))):
            both = people("LEADS") + people("ASSISTS") + people("SUPERVISES", 1)
            steps.append(step("duty", draw(NAMES), both, [f"duty:{i}"]))
    steps.append(step("supervision", "监管", people("SUPERVISES"), []))
    steps.append(step("enforcement", "执法", people("ENFORCES"), []))
    for made in steps:
        if not made["parties"] and made["step"] != "enforcement":
            made |= {"missing": "接收部门", "findings": [finding("H15")], "broken": True}
    return answer(steps)


@settings(max_examples=60, deadline=None)
@given(chains())
def test_any_chain_is_readable(chain: dict[str, Any]) -> None:
    assert faults(chain_scene(chain)) == []


@st.composite
def networks(draw: st.DrawFn) -> tuple[MadeReader, str]:
    """Any network of up to 60 things with links of all kinds that fit their ends."""
    size = draw(st.integers(1, 60))
    picked = [draw(st.sampled_from(sorted(PREFIX))) for _ in range(size)]
    names = [
        draw(st.sampled_from(["市场监督管理局", "燃气安全监督管理", LONG, "ABC许可"])) for _ in range(size)
    ]
    nodes = {f"{PREFIX[k]}:{i}": (k, n) for i, (k, n) in enumerate(zip(picked, names, strict=True))}
    fitting = [
        (a, kind.name, b)
        for a in nodes for b in nodes if a != b
        for kind in load().links.values() if nodes[a][0] in kind.sources and nodes[b][0] in kind.targets
    ] if size < 12 else []  # fmt: skip
    centre = next(iter(nodes))
    near = [
        (centre, k.name, b) if out else (b, k.name, centre)
        for b in nodes if b != centre
        for k in load().links.values() for out in (True, False)
        if nodes[centre if out else b][0] in k.sources and nodes[b if out else centre][0] in k.targets
    ]  # fmt: skip
    pool = fitting or near
    links = draw(st.lists(st.sampled_from(pool), max_size=80)) if pool else []
    return MadeReader(nodes, links), centre


@settings(max_examples=80, deadline=None)
@given(networks())
def test_any_neighbourhood_up_to_sixty_is_readable(made: tuple[MadeReader, str]) -> None:
    reader, centre = made
    scene = neighbourhood_scene(reader.around(centre), reader)  # type: ignore[arg-type]
    assert faults(scene) == []
    assert {n.id for n in scene.nodes} == set(reader.network().nodes)
    assert len(scene.links) == reader.network().number_of_edges()
    assert [n.state for n in scene.nodes if n.id == centre] == ["centre"]
