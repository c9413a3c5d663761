"""Pairs of matters that may be one: what is proposed, and what follows when a person decides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api import office
from api.settings import Settings
from graph import matched
from graph.compile import DanglingLink
from graph.identity import Identities, Pair
from graph.matching import Match, propose
from graph.record import Conflict, Unfit
from graph.search import search
from graph.statement import Statement
from graph.store import Store
from graph.workspace import Workspace
from tests.city.pipeline import AS_OF, FILES
from tests.graph.lists import DAY, batch, together

CITY, LAW = "379900", "《城镇燃气管理条例》"
BODIES = ("临澜市水务局", "临澜市城市管理局", "临澜市应急管理局")
REGISTER = "机构全称,机构类别,行政区划\n" + "".join(f"{name},政府部门,379900\n" for name in BODIES)
HEAD = "职责事项,牵头单位,配合单位,依据,行政区划,备注\n"
ROW = "{title},{lead},市应急管理局,{basis},379900,\n"
SECOND = [
    "org:water {name: 水务局}",
    "duty:two {name: 城市节水工作, region: '379900'}",
    "org:water LEADS duty:two",
]
FIRST = [
    "org:water {name: 水务局}", "org:gas {name: 城管局}",
    "duty:one {name: 城市节约用水工作, region: '379900'}", "org:water LEADS duty:one",
    "duty:gas {name: 瓶装燃气安全监管, region: '379900'}", "org:gas LEADS duty:gas",
]  # fmt: skip


@pytest.fixture
def judged(tmp_path: Path) -> Iterator[Workspace]:
    with office.opened(Settings(home=tmp_path / "home")) as opened:
        yield opened


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """An office without rules: most of what is tested here is not about findings."""
    monkeypatch.setattr("graph.workspace.judge", lambda *_, **__: [])
    with office.opened(Settings(home=tmp_path / "home")) as opened:
        yield opened


def listed(lines: list[str], name: str) -> list[str]:
    """The lines, with every duty among them standing in a list of its own."""
    duties = dict.fromkeys(line.split()[0] for line in lines if line.startswith("duty:"))
    return [*lines, *(f"{duty} LISTED_IN list:{name}" for duty in duties)]


def load(
    home: Workspace, folder: Path, *titles: str, lead: str = "市城市管理局", basis: str = ""
) -> office.Loaded:
    """Load a register and a boundary list of some matters from files, as a clerk would."""
    folder.mkdir(exist_ok=True)
    files = {
        "名录.csv": REGISTER,
        "清单.csv": HEAD + "".join(ROW.format(title=t, lead=lead, basis=basis) for t in titles),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    done = office.load(home, [folder / name for name in files], DAY)
    assert done.published, [p for f in done.understanding.files for p in f.problems]
    return done


def duties(home: Workspace) -> dict[str, Statement]:
    no = home.record.edition(None).no
    return {s.id: s for s in home.record.statements(no) if s.kind == "Duty"}


def found(home: Workspace) -> dict[str, str]:
    """State of every finding about a duty, by rule and duty."""
    rows = home.record.findings(home.record.edition(None).no)
    return {f"{f['rule']} {f['subject']}": f["state"] for f in rows if f["subject"].startswith("duty:")}


def one(pairs: list[Match]) -> Match:
    assert len(pairs) == 1, pairs
    return pairs[0]


# -- what is proposed ------------------------------------------------------------------------------


def test_two_lists_that_word_one_matter_otherwise_are_proposed_with_what_speaks_for_it(
    home: Workspace,
) -> None:
    home.publish(
        together(
            batch(listed(FIRST, "a"), "list:a", "a.xlsx"), batch(listed(SECOND, "b"), "list:b", "b.xlsx")
        ),
        DAY,
    )
    pair = one(propose(home.record))
    assert {pair.older, pair.newer} == {"duty:one", "duty:two"}
    assert pair.relation == "same"
    assert any("相同机构（100%）" in said for said in pair.speaks)
    assert propose(home.record) == [pair]


def test_entries_of_one_list_and_matters_that_come_down_are_not_proposed(home: Workspace) -> None:
    lines = listed([*FIRST, *SECOND], "a")
    home.publish(batch(lines), DAY)
    assert propose(home.record) == []
    apart = [*listed(FIRST, "a"), *listed(SECOND, "b"), "duty:one CASCADES_TO duty:two"]
    home.publish(batch(apart), DAY)
    assert propose(home.record) == []


def test_another_region_is_never_the_same(home: Workspace) -> None:
    other = [line.replace("379900", "379902") for line in listed(SECOND, "b")]
    home.publish(together(batch(listed(FIRST, "a"), "list:a"), batch(other, "list:b", "b.xlsx")), DAY)
    assert propose(home.record) == []


def test_steps_in_the_life_of_one_licence_are_not_one_item(home: Workspace) -> None:
    items = [
        "item:new {name: 港口经营许可（新办）, region: '379900', operation: new}", "item:new LISTED_IN list:a",
        "item:end {name: 港口经营许可（注销）, region: '379900', operation: cancellation}", "item:end LISTED_IN list:b",
        "item:too {name: 港口经营许可 新办, region: '379900', operation: new}", "item:too LISTED_IN list:b",
    ]  # fmt: skip
    home.publish(batch(items), DAY)
    pair = one(propose(home.record))
    assert {pair.older, pair.newer} == {"item:new", "item:too"}


def test_a_title_that_went_and_one_that_came_are_a_rewording(home: Workspace, tmp_path: Path) -> None:
    load(home, tmp_path, "城镇燃气经营安全管理", "户外广告设置管理", basis=LAW)
    load(home, tmp_path, "城镇燃气经营安全监督管理", "户外广告设置管理", basis=LAW)
    load(home, tmp_path, "城镇燃气经营安全监督管理", "户外广告设置管理", "路灯照明维护", basis=LAW)
    pair = one(propose(home.record))  # two editions later it still waits for a decision
    assert (pair.older_name, pair.newer_name, pair.relation) == (
        "城镇燃气经营安全管理", "城镇燃气经营安全监督管理", "reworded",
    )  # fmt: skip
    assert any("相同依据（100%）" in said for said in pair.speaks)


@pytest.mark.parametrize("back", [False, True], ids=["split", "merged"])
def test_one_title_and_the_two_it_is_made_of(home: Workspace, tmp_path: Path, back: bool) -> None:
    whole, parts = ["城镇供热和瓶装燃气安全管理"], ["城镇供热安全管理", "瓶装燃气安全管理"]
    for titles in (parts, whole) if back else (whole, parts):
        load(home, tmp_path, *titles, "户外广告设置管理")
    pairs = propose(home.record)
    assert {p.relation for p in pairs} == {"merged" if back else "split"}
    assert {(p.older_name, p.newer_name) for p in pairs} == {
        (part, whole[0]) if back else (whole[0], part) for part in parts
    }


def test_what_has_nothing_in_common_but_its_department_is_not_proposed(
    home: Workspace, tmp_path: Path
) -> None:
    load(home, tmp_path, "户外广告设置管理")
    load(home, tmp_path, "供水水质监督管理")
    assert propose(home.record) == []


def test_the_queue_is_bounded(home: Workspace) -> None:
    many = [f"duty:{i} {{name: 城市节约用水工作{i}号方案, region: '379900'}}" for i in range(12)]
    home.publish(batch([*many, *(f"duty:{i} LISTED_IN list:{i}" for i in range(12))]), DAY)
    pairs = propose(home.record)
    assert 0 < len(pairs) <= 12 * 3 / 2
    assert [p.score for p in pairs] == sorted((p.score for p in pairs), reverse=True)
    assert propose(home.record, 2) == pairs[:2]


def test_the_queue_of_the_sample_city_is_short_and_right(home: Workspace) -> None:
    office.load(home, FILES, AS_OF)
    pairs = propose(home.record)
    statements = {s.id: s for s in home.record.statements(1)}
    drawn = {(s.object, s.subject) for s in statements.values() if s.kind == "DRAWN_FROM"}
    assert {(p.older, p.newer) for p in pairs} == drawn
    assert 0 < len(pairs) <= 10


# -- what follows ----------------------------------------------------------------------------------


def test_a_rewording_keeps_the_id_the_finding_and_its_state(judged: Workspace, tmp_path: Path) -> None:
    load(judged, tmp_path, "城镇燃气经营安全管理")
    [old] = duties(judged)
    [key] = [f["key"] for f in judged.record.findings(1) if f["subject"] == old and f["rule"] == "no_basis"]
    judged.record.accept(key, "正在协调", "编办", None)
    load(judged, tmp_path, "城镇燃气经营安全监督管理")
    [new] = duties(judged)
    assert new != old
    assert found(judged)[f"no_basis {new}"] == "open"
    before = set(found(judged))
    done = matched.confirm(judged, old, new, "reworded", "编办", "改了题目")
    assert done.edition.no == 3
    assert done.edition.as_of == DAY
    made = duties(judged)
    assert list(made) == [old]
    assert made[old].properties["name"] == "城镇燃气经营安全监督管理"
    assert made[old].properties["aliases"] == ["城镇燃气经营安全管理"]
    assert found(judged)[f"no_basis {old}"] == "accepted"
    assert {k.replace(new, old) for k in before} == set(found(judged))
    [again] = [f for f in judged.record.findings(3) if f["key"] == key]
    assert (again["reason"], again["first_in"]) == ("正在协调", 1)
    # The same list again, and again under another name, is the same edition.
    assert load(judged, tmp_path, "城镇燃气经营安全监督管理").published.new is False  # type: ignore[union-attr]
    assert [s.id for s in duties(judged).values()] == [old]
    assert [h.id for h in judged.answer(lambda r: search(r, "城镇燃气经营安全管理"))] == [old]


def test_what_was_accepted_of_the_newer_title_goes_with_it(judged: Workspace, tmp_path: Path) -> None:
    load(judged, tmp_path, "城镇燃气经营安全管理")
    [old] = duties(judged)
    load(judged, tmp_path, "城镇燃气经营安全监督管理")
    [new] = duties(judged)
    [key] = [f["key"] for f in judged.record.findings(2) if f["subject"] == new and f["rule"] == "no_basis"]
    judged.record.accept(key, "已列入计划", "编办", "2027-01-01")
    matched.confirm(judged, old, new, "reworded", "编办", "改了题目")
    [kept] = [f for f in judged.record.findings(3) if f["subject"] == old and f["rule"] == "no_basis"]
    assert (kept["state"], kept["reason"], kept["until"]) == ("accepted", "已列入计划", "2027-01-01")


def test_an_acceptance_that_has_run_out_does_not_come_back(judged: Workspace, tmp_path: Path) -> None:
    load(judged, tmp_path, "城镇燃气经营安全管理")
    [old] = duties(judged)
    [key] = [f["key"] for f in judged.record.findings(1) if f["rule"] == "no_basis"]
    judged.record.accept(key, "正在协调", "编办", "2026-06-01")
    load(judged, tmp_path, "城镇燃气经营安全监督管理")
    [new] = duties(judged)
    matched.confirm(judged, old, new, "reworded", "编办", "改了题目")
    assert found(judged)[f"no_basis {old}"] == "open"


def test_a_rewording_known_beforehand_never_loses_the_id(home: Workspace, tmp_path: Path) -> None:
    load(home, tmp_path, "城镇燃气经营安全管理")
    [old] = duties(home)
    load(home, tmp_path, "城镇燃气经营安全监督管理")
    [new] = duties(home)
    matched.confirm(home, old, new, "reworded", "编办", "改了题目")
    load(home, tmp_path, "城镇燃气经营安全管理", lead="市水务局")  # the list takes the old words up again
    assert list(duties(home)) == [old]
    load(home, tmp_path, "城镇燃气经营安全监督管理", lead="市水务局")
    assert list(duties(home)) == [old]


def test_the_same_in_two_lists_becomes_one_thing_with_both_places(home: Workspace) -> None:
    first, second = (
        batch(listed(FIRST, "a"), "list:a", "a.xlsx"),
        batch(listed(SECOND, "b"), "list:b", "b.xlsx"),
    )
    home.publish(together(first, second), DAY)
    matched.confirm(home, "duty:one", "duty:two", "same", "编办", "说的是一件事")
    statements = {s.id: s for s in home.record.statements(2)}
    assert "duty:two" not in statements
    assert statements["duty:one"].properties["name"] == "城市节约用水工作"
    assert statements["duty:one"].properties["aliases"] == ["城市节水工作"]
    [lead] = [s.id for s in statements.values() if s.kind == "LEADS" and s.object == "duty:one"]
    assert {m["file"] for m in home.record.mentions(2, [lead])[lead]} == {"a.xlsx", "b.xlsx"}
    assert {s.object for s in statements.values() if s.kind == "LISTED_IN"} >= {"list:a", "list:b"}
    for again in (first, second, together(second, first)):
        assert home.publish(again, DAY).new is False
    home.publish(batch(listed(FIRST[2:], "a"), "list:a", "a.xlsx"), DAY)  # the other list stays as it is
    assert "duty:one" in {s.id for s in home.record.statements(3)}


def test_stages_and_hand_overs_go_with_their_item() -> None:
    item = Statement.node("ApprovalItem", name="燃气经营许可", region=CITY)
    other = Statement.node("ApprovalItem", name="燃气 经营许可证核发", region=CITY)

    def around(of: Statement) -> list[Statement]:
        stage = Statement.node("Stage", name="受理", item=of.id, kind="intake")
        hand = Statement.node(
            "Handoff", name=f"{of.properties['name']}（审管衔接）", sender=of.id, kind="case_transfer"
        )
        return [
            stage,
            hand,
            Statement.link("HAS_STAGE", of.id, stage.id),
            Statement.link("HANDS_OFF", of.id, hand.id),
        ]

    one = Identities([Pair(item.id, other.id, "same", item.properties["name"], other.properties["name"])])
    one.learn(around(other))
    assert [one.statement(s).id for s in around(other)] == [s.id for s in around(item)]
    assert [one.statement(s) for s in around(item)] == around(item)
    made = [one.statement(s) for s in around(other)]
    assert [one.statement(s) for s in made] == made


def test_a_split_ties_both_and_changes_no_id(home: Workspace, tmp_path: Path) -> None:
    load(home, tmp_path, "城镇供热和瓶装燃气安全管理")
    [whole] = duties(home)
    load(home, tmp_path, "城镇供热安全管理", "瓶装燃气安全管理")
    parts = sorted(duties(home))
    for part in parts:
        matched.confirm(home, whole, part, "split", "编办", "分为两项")
    assert sorted(duties(home)) == parts
    no = home.record.edition(None).no
    [tie] = [s for s in home.record.statements(no) if s.kind == "MATCHES"]
    assert ([tie.subject, tie.object], tie.properties["confirmed"]) == (parts, True)
    [place] = home.record.mentions(no, [tie.id])[tie.id]
    assert (place["list_id"], place["text"]) == ("事项核对", "分为两项")
    load(home, tmp_path, "城镇供热安全管理")  # one of the two goes, and with it the tie
    assert [s for s in home.record.statements(no + 1) if s.kind == "MATCHES"] == []
    load(home, tmp_path, "城镇供热安全管理", "瓶装燃气安全管理", "城镇供热和瓶装燃气安全管理")
    ties = {(s.subject, s.object) for s in home.record.statements(no + 2) if s.kind == "MATCHES"}
    assert ties == {(whole, part) for part in parts}


def test_a_rejected_pair_does_not_come_back(home: Workspace, tmp_path: Path) -> None:
    load(home, tmp_path, "城镇燃气经营安全管理")
    load(home, tmp_path, "城镇燃气经营安全监督管理")
    pair = one(propose(home.record))
    matched.reject(home.record, pair.older, pair.newer, "编办", "是两件事")
    assert propose(home.record) == []
    with pytest.raises(Unfit, match="不是同一事项"):
        matched.confirm(home, pair.older, pair.newer, "same", "编办", "还是一件事")
    matched.withdraw(home.record, pair.older, pair.newer, "编办", "再议")
    assert one(propose(home.record)) == pair
    actions = [entry["action"] for entry in home.record.audited(None, 9)]
    assert actions[:2] == ["match withdraw", "match reject"]


def test_a_confirmation_taken_back_ends_with_the_next_load(home: Workspace, tmp_path: Path) -> None:
    load(home, tmp_path, "城镇燃气经营安全管理")
    [old] = duties(home)
    load(home, tmp_path, "城镇燃气经营安全监督管理")
    [new] = duties(home)
    matched.confirm(home, old, new, "reworded", "编办", "改了题目")
    matched.withdraw(home.record, old, new, "编办", "看错了")
    load(home, tmp_path, "城镇燃气经营安全监督管理")
    assert list(duties(home)) == [new]
    assert "aliases" not in duties(home)[new].properties


def test_a_new_title_can_be_told_before_its_list_comes(home: Workspace, tmp_path: Path) -> None:
    load(home, tmp_path, "城镇燃气经营安全管理")
    [old] = duties(home)
    other = [
        f"{old} {{name: 城镇燃气经营安全管理, region: '379900'}}",
        "org:x {name: 燃气专班}",
        f"org:x COORDINATES {old}",
    ]
    naming = batch(other, "list:bodies", "b.xlsx")
    naming.mentions = [m for m in naming.mentions if m.statement.kind != "Duty"]  # it names the duty, no more
    home.publish(naming, DAY)
    with pytest.raises(DanglingLink):
        load(home, tmp_path, "城镇燃气经营安全监督管理")
    matched.confirm(home, old, "城镇燃气经营安全监督管理", "reworded", "编办", "要改题目")
    load(home, tmp_path, "城镇燃气经营安全监督管理")
    assert {k: s.properties["name"] for k, s in duties(home).items()} == {old: "城镇燃气经营安全监督管理"}
    assert {
        s.object for s in home.record.statements(home.record.edition(None).no) if s.kind == "COORDINATES"
    } == {old}
    with pytest.raises(Unfit, match="不同"):
        matched.confirm(home, old, "城镇燃气经营 安全监督管理", "reworded", "编办", "只差空格")


def test_what_cannot_be_confirmed_says_why_and_changes_nothing(home: Workspace) -> None:
    other = ["duty:far {name: 城市节水工作, region: '379902'}", "item:x {name: 取水许可, region: '379900'}"]
    home.publish(batch([*FIRST, *SECOND, *other]), DAY)
    before = list(home.record.dump())
    for older, newer, relation, reason, why in (
        ("duty:one", "duty:none", "same", "r", "现行版里没有"), ("duty:none", "duty:one", "same", "r", "没有哪一版"),
        ("duty:one", "duty:one", "same", "r", "相同"), ("duty:one", "duty:far", "same", "r", "同一地区"),
        ("duty:one", "item:x", "split", "r", "同类"), ("org:water", "duty:one", "same", "r", "没有哪一版"),
        ("duty:one", "duty:two", "different", "r", "没有“different”"), ("duty:one", "duty:two", "same", " ", "理由"),
    ):  # fmt: skip
        with pytest.raises(Unfit, match=why):
            matched.confirm(home, older, newer, relation, "编办", reason)
    assert list(home.record.dump()) == before


def test_a_decision_on_an_edition_that_moved_is_refused(home: Workspace) -> None:
    home.publish(batch([*FIRST, *SECOND]), DAY)
    home.publish(batch([*FIRST, *SECOND, "duty:new"]), DAY)
    with pytest.raises(Conflict):
        matched.confirm(home, "duty:one", "duty:two", "same", "编办", "r", base=1)
    assert matched.decided(home.record) == []


def test_both_engines_see_one_thing(home: Workspace, new_store: object) -> None:
    from graph.compile import compile_graph, rows

    home.publish(
        together(batch(listed(FIRST, "a"), "list:a"), batch(listed(SECOND, "b"), "list:b", "b.xlsx")), DAY
    )
    matched.confirm(home, "duty:one", "duty:two", "same", "编办", "说的是一件事")
    store: Store = new_store()  # type: ignore[operator]
    store.write(*rows(compile_graph(home.record.answered(2))))
    asked = "MATCH (o:Organization)-[r:LEADS]->(d:Duty) RETURN o.id AS o, d.id AS d, d.aliases AS other"
    assert {(r["o"], r["d"], tuple(r["other"] or ())) for r in store.read(asked)} == {
        ("org:water", "duty:one", ("城市节水工作",)), ("org:gas", "duty:gas", ()),
    }  # fmt: skip
