"""Single statements corrected by hand: what changes at once, and what later loads make of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from api import office
from api.settings import Settings
from graph import amend as by_hand
from graph import matched, record_schema
from graph.compile import compile_graph, rows
from graph.identity import Identities
from graph.overlay import Amendment, Decided, lay
from graph.record import Conflict, Unfit
from graph.statement import Statement, merge
from graph.store import Store
from graph.workspace import Published, Workspace
from tests.graph.lists import DAY, batch, together

WHY = ("写错了单位", "临编办〔2026〕12号", "编办综合科")
LINES = [
    "org:water {name: 水务局}", "org:gas {name: 城管局}", "org:fire {name: 应急局}",
    "duty:gas {name: 燃气安全, text: 旧文, level: 市}",
    "org:gas LEADS duty:gas {text: 负责燃气安全}", "org:fire ASSISTS duty:gas {text: 协助, position: 1}",
]  # fmt: skip
LEAD, ASSIST = (Statement.link(k, f"org:{o}", "duty:gas") for k, o in (("LEADS", "gas"), ("ASSISTS", "fire")))


@pytest.fixture
def judged(tmp_path: Path) -> Iterator[Workspace]:
    with office.opened(Settings(home=tmp_path / "home")) as opened:
        opened.publish(batch(LINES), DAY)
        yield opened


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """An office without rules: most of what is tested here is not about findings."""
    monkeypatch.setattr("graph.workspace.judge", lambda *_, **__: [])
    with office.opened(Settings(home=tmp_path / "home")) as opened:
        opened.publish(batch(LINES), DAY)
        yield opened


def now(home: Workspace) -> dict[str, Statement]:
    return {s.id: s for s in home.record.statements(home.record.edition(None).no)}


def told(home: Workspace, kind: str) -> list[tuple[str, Mapping[str, Any]]]:
    """The links of a kind: who, with what properties."""
    return sorted((s.subject, dict(s.properties)) for s in now(home).values() if s.kind == kind)


def standing(home: Workspace) -> list[str]:
    """What each amendment does that still holds."""
    return [a.action for a in by_hand.amendments(home.record) if a.ended_at is None]


def load(home: Workspace, lines: list[str], **more: Any) -> Published:
    return home.publish(batch(lines, **more), DAY)


def put(lines: list[str], old: str, new: str) -> list[str]:
    assert any(old in line for line in lines)
    return [line.replace(old, new) for line in lines]


# -- at once ---------------------------------------------------------------------------------------


def test_a_property_set_by_hand_is_a_new_edition_with_its_source(home: Workspace) -> None:
    done = by_hand.amend(home, LEAD.id, {"text": "负责燃气安全监管"}, *WHY)
    assert (done.edition.no, done.edition.as_of) == (2, DAY)
    assert told(home, "LEADS") == [("org:gas", {"text": "负责燃气安全监管"})]
    places = home.record.mentions(2, [LEAD.id])[LEAD.id]
    assert [(p["list_id"], p["file"], p["text"]) for p in places] == [
        ("list:boundary", "清单.xlsx", "LEADS"), ("手工更正", "手工更正", "写错了单位（临编办〔2026〕12号）"),
    ]  # fmt: skip
    kept = home.record.source(places[1]["sha256"])
    assert kept is not None
    assert "编办综合科" in kept.decode()
    assert home.record.statements(1) != home.record.statements(2)
    [entry] = [e for e in home.record.audited(None, 9) if e["action"] == "amend"]
    assert entry["edition"] == 2
    assert "写错了单位" in entry["detail"]


def test_another_scope_is_another_statement_in_its_place(home: Workspace) -> None:
    by_hand.amend(home, LEAD.id, {"scope": "城区"}, *WHY)
    assert told(home, "LEADS") == [("org:gas", {"scope": "城区", "text": "负责燃气安全"})]
    assert LEAD.id not in now(home)


def test_a_node_a_role_taken_away_and_one_added(home: Workspace) -> None:
    by_hand.amend(home, "duty:gas", {"cascade_to": "县", "level": "", "emerging": "是"}, *WHY)
    assert now(home)["duty:gas"].properties == {
        "name": "燃气安全", "text": "旧文", "cascade_to": "county", "emerging": True,
    }  # fmt: skip
    by_hand.amend(home, ASSIST.id, None, *WHY)
    assert told(home, "ASSISTS") == []
    by_hand.add(home, "SUPERVISES", "org:water", "燃气安全", {"scope": "农村"}, *WHY)
    assert told(home, "SUPERVISES") == [("org:water", {"scope": "农村"})]
    assert standing(home) == ["set", "remove", "add"]


def test_who_and_the_findings_see_it(judged: Workspace) -> None:
    before = {f["key"] for f in judged.record.findings(1)}
    by_hand.amend(judged, LEAD.id, None, *WHY)
    after = {f["rule"] for f in judged.record.findings(2) if f["key"] not in before}
    assert after, "a duty that lost its lead is found"


def test_both_engines_see_it(home: Workspace, new_store: Any) -> None:
    by_hand.amend(home, LEAD.id, {"scope": "城区"}, *WHY)
    by_hand.amend(home, ASSIST.id, None, *WHY)
    by_hand.add(home, "SUPERVISES", "org:water", "duty:gas", {}, *WHY)
    store: Store = new_store()
    store.write(*rows(compile_graph(home.record.answered(4))))
    asked = "MATCH (o:Organization)-[r:LEADS|ASSISTS|SUPERVISES]->(d:Duty) RETURN o.id AS o, label(r) AS k, r.scope AS s"
    if store.__class__.__name__ == "Neo4jStore":
        asked = asked.replace("label(r)", "type(r)")
    assert {(r["o"], r["k"], r["s"]) for r in store.read(asked)} == {
        ("org:gas", "LEADS", "城区"), ("org:water", "SUPERVISES", None),
    }  # fmt: skip


# -- later loads -----------------------------------------------------------------------------------


def amended(home: Workspace) -> dict[str, Statement]:
    by_hand.amend(home, LEAD.id, {"scope": "城区", "text": "改后"}, *WHY)
    by_hand.amend(home, ASSIST.id, None, *WHY)
    by_hand.add(home, "SUPERVISES", "org:water", "duty:gas", {}, *WHY)
    return now(home)


def test_the_same_list_again_changes_nothing(home: Workspace) -> None:
    before = amended(home)
    assert load(home, LINES).new is False
    load(home, LINES, above=7)  # a row inserted above
    load(home, LINES, file="新名.xlsx")
    load(home, put(LINES, "position: 1", "position: 2"))
    assert now(home) == before
    assert standing(home) == ["set", "remove", "add"]


def test_another_part_of_the_list_may_change(home: Workspace) -> None:
    before = amended(home)
    load(home, [*put(LINES, "旧文", "新文"), "duty:new"])
    after = now(home)
    assert {k for k in before.keys() | after.keys() if before.get(k) != after.get(k)} == {
        "duty:gas",
        "duty:new",
    }
    load(home, ["org:far LEADS duty:far"], list_id="list:other", file="b.xlsx")
    assert standing(home) == ["set", "remove", "add"]


@pytest.mark.parametrize(
    ("old", "new", "left", "why"),
    [
        ("负责燃气安全", "负责城镇燃气安全", ["remove", "add"], "清单改写了这一处"),
        ("org:gas LEADS", "org:water LEADS", ["remove", "add"], "清单里已没有这一条"),
        ("{text: 协助, position: 1}", "{text: 协助执法, position: 1}", ["set", "add"], "清单改写了这一条"),
        ("org:water {name: 水务局}", "org:other {name: 他局}", ["set", "remove"], "清单里已没有 org:water"),
        ("ASSISTS", "ENFORCES", ["set", "add"], ""),
    ],
)
def test_where_the_list_changed_its_new_words_win(
    home: Workspace, old: str, new: str, left: list[str], why: str
) -> None:
    amended(home)
    lines = put(LINES, old, new)
    [over] = by_hand.over(home.record, batch(lines))
    assert over.why == why
    load(home, lines)
    assert standing(home) == left
    # What the lists say now is what holds, but for the two that stay.
    lists = {s.id for s in now(home).values()}
    assert {m.statement.id for m in batch(lines).mentions} - {LEAD.id, ASSIST.id} <= lists
    assert load(home, lines).new is False
    [ended] = [e for e in home.record.audited(None, 50) if e["action"] == "amend end"]
    assert (why or "清单已这样写") in ended["detail"]


def test_a_lead_added_by_hand_gives_way_when_the_list_names_one(home: Workspace) -> None:
    nobody = [line for line in LINES if "LEADS" not in line]
    load(home, nobody)
    by_hand.add(home, "LEADS", "org:water", "duty:gas", {}, *WHY)
    assert load(home, nobody).new is False
    [over] = by_hand.over(home.record, batch(LINES))
    assert over.why == "清单改了由谁承担"
    load(home, LINES)
    assert [who for who, _ in told(home, "LEADS")] == ["org:gas"]
    assert standing(home) == []


def test_the_load_report_points_at_the_cell(home: Workspace, tmp_path: Path) -> None:
    register = "机构全称,机构类别,行政区划\n临澜市水务局,政府部门,379900\n临澜市应急管理局,政府部门,379900\n"
    rows = "职责事项,牵头单位,牵头单位职责,行政区划\n节约用水管理,市水务局,{said},379900\n"
    files = [tmp_path / "名录.csv", tmp_path / "清单.csv"]

    def written(said: str) -> list[Path]:
        for path, text in zip(files, (register, rows.format(said=said)), strict=True):
            path.write_text(text, encoding="utf-8")
        return files

    assert office.load(home, written("负责节水"), DAY).published
    lead = by_hand.find(home.record, ["LEADS", "临澜市水务局", "节约用水管理"])
    by_hand.amend(home, lead, {"text": "负责全市节水"}, *WHY)
    same = office.load(home, written("负责节水"), DAY)
    assert same.published is not None
    assert same.published.new is False
    assert [p.code for f in same.understanding.files for p in f.problems if p.code == "AMENDED"] == []
    done = office.load(home, written("负责城区节水"), DAY)
    [warning] = [p for f in done.understanding.files for p in f.problems if p.code == "AMENDED"]
    assert (warning.severity, warning.file, warning.cell) == ("warning", "清单.csv", "B2")
    assert "写错了单位" in warning.message
    assert now(home)[lead].properties["text"] == "负责城区节水"
    assert not office.check(home, written("负责城区节水")).files[0].problems


# -- taken back, refused ---------------------------------------------------------------------------


def test_taken_back_the_lists_speak_again(home: Workspace) -> None:
    before = now(home)
    amended(home)
    for amendment in by_hand.amendments(home.record):
        by_hand.end(home, amendment.id, "更正有误", "编办")
    assert now(home) == before
    assert standing(home) == []
    with pytest.raises(Unfit, match="仍然有效"):
        by_hand.end(home, 1, "更正有误", "编办")


def test_one_on_top_of_another(home: Workspace) -> None:
    by_hand.amend(home, LEAD.id, {"scope": "城区"}, *WHY)
    scoped = by_hand.find(home.record, ["LEADS", "城管局", "燃气安全"])
    by_hand.amend(home, scoped, {"text": "再改"}, *WHY)
    before = now(home)
    assert load(home, LINES).new is False
    assert now(home) == before
    assert told(home, "LEADS") == [("org:gas", {"scope": "城区", "text": "再改"})]


def test_a_correction_follows_a_matter_that_was_confirmed_to_be_another(home: Workspace) -> None:
    lines = [*LINES, "duty:old {name: 燃气管理}", "duty:old LISTED_IN list:x"]
    load(home, lines)
    by_hand.amend(home, LEAD.id, {"text": "改后"}, *WHY)
    matched.confirm(home, "duty:old", "duty:gas", "same", "编办", "是一件事")
    assert [(s.subject, s.object, s.properties["text"]) for s in now(home).values() if s.kind == "LEADS"] == [
        ("org:gas", "duty:old", "改后")
    ]
    assert load(home, lines).new is False
    assert [a.id for a in by_hand.about(home.record, "duty:old")] == [1]


def test_an_edition_that_moved_is_a_conflict(home: Workspace) -> None:
    load(home, put(LINES, "负责燃气安全", "负责城镇燃气安全"))
    with pytest.raises(Conflict) as refused:
        by_hand.amend(home, LEAD.id, {"text": "改后"}, *WHY, base=1)
    assert refused.value.statements == [LEAD.id]
    assert by_hand.amendments(home.record) == []
    assert home.record.edition(None).no == 2


@pytest.mark.parametrize(
    ("statement", "properties", "why"),
    [
        ("LEADS-none", {"text": "x"}, "没有编号"),
        (LEAD.id, {"lists": "x"}, "不能手工改写"),
        (LEAD.id, {"colour": "x"}, "不能手工改写"),
        (LEAD.id, {"position": "第一"}, "列示次序"),
        (LEAD.id, {"valid_from": "昨天"}, "起"),
        (LEAD.id, {"text": "负责燃气安全"}, "现行版已是这样"),
        ("duty:gas", {"cascade_to": "国"}, "承接层级"),
        ("duty:gas", {"name": "别的"}, "不能手工改写"),
        ("duty:gas", {}, "没有写明改写什么"),
        ("duty:gas", None, "只有责任关系"),
    ],
)
def test_what_cannot_be_corrected_says_why(
    home: Workspace, statement: str, properties: dict[str, str] | None, why: str
) -> None:
    before = list(home.record.dump())
    with pytest.raises(Unfit, match=why):
        by_hand.amend(home, statement, properties, *WHY)
    assert list(home.record.dump()) == before


def test_what_cannot_be_added_says_why(home: Workspace) -> None:
    for kind, subject, thing, why in (
        ("LISTED_IN", "org:gas", "duty:gas", "没有责任关系"), ("LEADS", "org:none", "duty:gas", "没有“org:none”"),
        ("LEADS", "duty:gas", "org:gas", "不能这样更正"), ("LEADS", "城管局", "燃气安全", "现行版已是这样"),
    ):  # fmt: skip
        with pytest.raises(Unfit, match=why):
            by_hand.add(home, kind, subject, thing, {}, *WHY)
    with pytest.raises(Unfit, match="必须写明"):
        by_hand.amend(home, LEAD.id, {"text": "x"}, " ", *WHY[1:])
    assert home.record.edition(None).no == 1


def test_the_order_of_loads_makes_no_difference(home: Workspace, tmp_path: Path) -> None:
    other = batch(
        ["org:water SUPERVISES duty:gas", "org:water {name: 水务局}", "duty:gas {name: 燃气安全}"],
        "list:b",
        "b.xlsx",
    )
    by_hand.amend(home, LEAD.id, {"text": "改后"}, *WHY)
    home.publish(other, DAY)
    before = now(home)
    home.publish(together(other, batch(LINES, above=3)), DAY)
    assert now(home) == before


def test_nothing_decided_lays_nothing_over() -> None:
    said = {m.statement.id: merge([m]) for m in batch(LINES).mentions}
    laid = lay(Decided(), Identities(), dict(said), {})
    assert (laid.statements, laid.mentions, laid.over) == (said, [], [])
    unknown = Amendment("set", "LEADS", "org:x", "duty:x", {}, {"text": "x"}, (), "r", "d", "b", "")
    assert [o.why for o in lay(Decided((), (unknown,)), Identities(), dict(said), {}).over] == [
        "清单里已没有这一条"
    ]


@pytest.mark.parametrize("table", ["amendment", "matched"])
def test_a_decision_is_ended_never_changed(home: Workspace, tmp_path: Path, table: str) -> None:
    load(home, [*LINES, "duty:old {name: 燃气管理}"])
    by_hand.amend(home, LEAD.id, {"text": "改后"}, *WHY)
    matched.reject(home.record, "duty:old", "duty:gas", "编办", "是两件事")
    before = list(home.record.dump())
    home.record.close()
    raw = sqlite3.connect(tmp_path / "home" / "record.sqlite")  # another program, without our settings
    columns = ", ".join(c.name for c in record_schema.metadata.tables[table].columns)
    for sql in (
        f"DELETE FROM {table}", f"UPDATE {table} SET reason = 'x'", f"UPDATE {table} SET ended_at = NULL",
        f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}",
    ):  # fmt: skip
        with pytest.raises(sqlite3.IntegrityError, match=r"ended|is there"):
            raw.execute(sql)
    raw.close()
    assert list(home.record.dump()) == before
