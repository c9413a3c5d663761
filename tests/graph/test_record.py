"""The record seen from outside: what a load changes, what can never be changed, and the states of findings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import record_schema
from graph.record import Conflict, Record, RecordError, UnknownEdition
from graph.statement import Batch, Mention, Statement
from tests.graph.lists import (
    DAY,
    LIST,
    batch,
    finding,
    moved,
    new_record,
    places,
    publish,
    publish_draft,
    together,
)

CITY = ["org:gas LEADS duty:gas", "org:fire ASSISTS duty:gas {scope: 东区}", "org:fire LEADS duty:fire"]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    made = new_record(tmp_path)
    yield made
    made.close()


def test_a_new_record_holds_nothing(record: Record) -> None:
    assert record.current() is None
    assert record.statements(0) == []
    with pytest.raises(UnknownEdition, match="zhize load"):
        record.edition(None)


def test_what_was_said_comes_back_with_its_place(record: Record) -> None:
    made = publish(record, batch(CITY))
    assert (made.no, made.as_of) == (1, DAY)
    lead = next(s for s in record.statements(1) if s.kind == "ASSISTS")
    assert (lead.subject, lead.object, dict(lead.properties)) == ("org:fire", "duty:gas", {"scope": "东区"})
    [place] = record.mentions(1, [lead.id])[lead.id]
    assert (place["file"], place["sheet"], place["cue"]) == ("清单.xlsx", "表1", "牵头")
    assert record.source(place["sha256"]) == batch(CITY).sources[0].content


# -- what a load changes ---------------------------------------------------------------------------


def test_a_row_inserted_above_moves_only_mentions(record: Record) -> None:
    publish(record, batch(CITY))
    publish(record, batch(CITY, above=9))
    assert moved(record, 1, 2) == {"gone": set(), "new": set()}
    assert record.edition(1).hash == record.edition(2).hash
    cells = {place[2] for said in places(record, 2).values() for place in said}
    assert cells == {f"A{row}" for row in range(10, 10 + len(cells))}
    assert places(record, 1) != places(record, 2)  # and the older edition still shows the older cells


def test_a_file_renamed_moves_only_mentions(record: Record) -> None:
    publish(record, batch(CITY, file="旧名.xlsx"))
    publish(record, batch(CITY, file="新名.xlsx"))
    assert moved(record, 1, 2) == {"gone": set(), "new": set()}
    assert {p[1] for said in places(record, 1).values() for p in said} == {"旧名.xlsx"}
    assert {p[1] for said in places(record, 2).values() for p in said} == {"新名.xlsx"}


def test_columns_in_another_order_move_only_mentions(record: Record) -> None:
    publish(record, batch(CITY))
    other = batch(CITY)
    other.mentions = [
        Mention(m.statement, m.list_id, m.file, m.sha256, m.sheet, "AB" + m.cell[1:], m.text, m.cue)
        for m in other.mentions
    ]
    publish(record, other)
    assert moved(record, 1, 2) == {"gone": set(), "new": set()}


def test_a_second_list_that_repeats_a_statement_is_one_more_mention(record: Record) -> None:
    publish(record, batch(CITY))
    publish(record, batch(CITY[:1], list_id="list:handbook", file="一本通.docx"))
    assert moved(record, 1, 2) == {"gone": set(), "new": set()}
    lead = next(s.id for s in record.statements(2) if s.kind == "LEADS" and s.object == "duty:gas")
    assert [p[0] for p in places(record, 2)[lead]] == [LIST, "list:handbook"]
    # The boundary list drops it: one mention is left, and so the statement stays.
    publish(record, batch(CITY[1:]))
    assert [p[0] for p in places(record, 3)[lead]] == ["list:handbook"]
    assert lead in {s.id for s in record.statements(3)}


def test_one_property_changed_is_exactly_that_statement(record: Record) -> None:
    publish(record, batch([*CITY, "duty:gas {text: 旧文}"]))
    publish(record, batch([*CITY, "duty:gas {text: 新文}"]))
    assert moved(record, 1, 2) == {"gone": {"duty:gas"}, "new": {"duty:gas"}}
    texts = [{s.id: s.properties.get("text") for s in record.statements(no)}["duty:gas"] for no in (1, 2)]
    assert texts == ["旧文", "新文"]


def test_another_scope_is_another_statement(record: Record) -> None:
    publish(record, batch(CITY))
    publish(record, batch([line.replace("东区", "西区") for line in CITY]))
    change = moved(record, 1, 2)
    assert len(change["gone"]) == len(change["new"]) == 1
    assert change["gone"] != change["new"]


def test_loading_one_list_leaves_the_others(record: Record) -> None:
    publish(record, together(batch(CITY), batch(["org:x LEADS duty:x"], list_id="list:b", file="b.xlsx")))
    publish(record, batch(["org:y LEADS duty:y"], list_id="list:b", file="b.xlsx"))
    held = {s.id for s in record.statements(2)}
    assert {"duty:gas", "duty:fire", "duty:y"} <= held
    assert not {"org:x", "duty:x"} & held
    kept = [(k, v) for k, v in places(record, 1).items() if v[0][0] == LIST]
    assert kept == [(k, v) for k, v in places(record, 2).items() if v[0][0] == LIST]


def test_a_contradiction_keeps_the_first_list_whatever_the_order_of_loading(tmp_path: Path) -> None:
    one = batch(["duty:gas {text: 甲说}"], list_id="list:a", file="a.xlsx")
    two = batch(["duty:gas {text: 乙说, scope: 东区}"], list_id="list:b", file="b.xlsx")
    said = []
    for i, order in enumerate([(one, two), (two, one)]):
        folder = tmp_path / str(i)
        folder.mkdir()
        record = new_record(folder)
        for part in order:
            publish(record, part)
        said.append([dict(s.properties) for s in record.statements(2)])
        record.close()
    assert said[0] == said[1] == [{"name": "gas", "text": "甲说", "scope": "东区"}]


def test_an_identical_load_changes_nothing_at_all(record: Record) -> None:
    publish(record, batch(CITY))
    before = list(record.dump())
    assert record.draft(batch(CITY)) is None
    assert list(record.dump()) == before


def test_two_records_of_the_same_loads_are_equal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("graph.edition", "graph.record"):
        monkeypatch.setattr(f"{module}.now", lambda: "2026-06-30T00:00:00+00:00")
    dumps = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        record = new_record(tmp_path / name)
        publish(record, batch(CITY), [finding("duty:gas")])
        shuffled = batch(CITY[:2])
        shuffled.mentions.reverse() if name == "two" else None
        publish(record, shuffled)
        dumps.append(list(record.dump()))
        record.close()
    assert dumps[0] == dumps[1]


def test_old_editions_stay_as_they_were(record: Record) -> None:
    shown = []
    for n in range(6):
        publish(record, batch([f"org:{n % 3} LEADS duty:a {{scope: s{n}}}"]))
        shown.append([(s.id, s.digest) for s in record.statements(n + 1)])
    assert shown == [[(s.id, s.digest) for s in record.statements(n + 1)] for n in range(6)]


# -- drafts ----------------------------------------------------------------------------------------


def test_of_two_drafts_on_one_base_the_second_is_refused_and_shows_the_conflict(record: Record) -> None:
    publish(record, batch(["duty:gas {text: 原文}", "duty:b"]))
    mine, other = (record.draft(batch([f"duty:gas {{text: {t}}}", "duty:b"])) for t in ("甲", "乙"))
    assert mine and other
    publish_draft(record, mine)
    before = list(record.dump())
    with pytest.raises(Conflict) as caught:
        publish_draft(record, other)
    assert (caught.value.base, caught.value.current, caught.value.statements) == (1, 2, ["duty:gas"])
    assert list(record.dump()) == before


def test_a_draft_shows_what_it_would_hold_and_changes_nothing(record: Record) -> None:
    publish(record, batch(CITY))
    draft = record.draft(batch(["org:new LEADS duty:gas"]))
    assert draft
    base, would = record.drafted(draft)
    assert base == 1
    assert {s.id for s in would if s.is_node} == {"org:new", "duty:gas"}
    assert {s.id for s in record.statements(1) if s.is_node} == {
        "org:gas",
        "org:fire",
        "duty:gas",
        "duty:fire",
    }
    with pytest.raises(RecordError, match="草稿"):
        record.drafted(99)


def test_a_crash_before_the_commit_leaves_no_trace(record: Record) -> None:
    publish(record, batch(CITY), [finding("duty:gas")])
    draft = record.draft(batch(["org:new LEADS duty:gas"]))
    before = list(record.dump())

    class Crash(Exception):
        pass

    def step(phase: str) -> None:
        if phase == "before commit":
            raise Crash

    with pytest.raises(Crash):
        record.publish(draft or 0, DAY, "h", [], frozenset(), {}, "test", on_step=step)
    assert list(record.dump()) == before


# -- what nobody can change ------------------------------------------------------------------------

SET_ANYTHING = {"edition": "as_of = '1999-01-01'", "audit": "detail = ''", "source": "size = 0"}


@pytest.mark.parametrize("table", ["statement", "mention", "edition", "audit", "source", "finding_seen"])
def test_triggers_refuse_every_change_outside_a_publish(tmp_path: Path, table: str) -> None:
    record = new_record(tmp_path)
    publish(record, batch(CITY), [finding("duty:gas")])
    before = list(record.dump())
    record.close()
    raw = sqlite3.connect(tmp_path / "record.sqlite")  # another program, without our settings
    set_one = SET_ANYTHING.get(table, "body = ''" if table == "finding_seen" else "removed_in = 1")
    refused = [f"UPDATE {table} SET {set_one}", f"DELETE FROM {table}"]
    columns = [c.name for c in record_schema.metadata.tables[table].columns]
    copy = ", ".join("removed_in" if c == "removed_in" else c for c in columns)
    refused.append(f"INSERT OR REPLACE INTO {table} ({copy}) SELECT {copy} FROM {table}")
    refused.append(f"REPLACE INTO {table} ({copy}) SELECT {copy} FROM {table}")
    if table in ("statement", "mention"):
        new = ", ".join("NULL" if c == "row" else "'x'" if c in ("id", "key") else c for c in columns)
        refused.append(f"INSERT INTO {table} ({copy}) SELECT {new} FROM {table}")
        refused.append(f"UPDATE {table} SET {'properties' if table == 'statement' else 'text'} = 'x'")
    for sql in refused:
        with pytest.raises(sqlite3.IntegrityError, match=r"publish|only ever added"):
            raw.execute(sql)
    raw.close()
    record = new_record(tmp_path)
    assert list(record.dump()) == before
    record.close()


def test_a_record_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    new_record(tmp_path).close()
    raw = sqlite3.connect(tmp_path / "record.sqlite")
    raw.execute("UPDATE about SET version = 99")
    raw.commit()
    raw.close()
    with pytest.raises(RecordError, match="99"):
        new_record(tmp_path)


def test_a_locked_record_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = new_record(tmp_path)
    publish(record, batch(CITY))
    raw = sqlite3.connect(tmp_path / "record.sqlite", isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    with record.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
    with pytest.raises(RecordError, match="locked"):
        record.draft(batch(CITY[:1]))
    raw.execute("ROLLBACK")
    raw.close()
    assert record.draft(batch(CITY[:1]))
    record.close()


# -- findings --------------------------------------------------------------------------------------


def state(record: Record, key: str) -> str:
    with record.engine.connect() as connection:
        f = record_schema.finding.c
        return str(connection.execute(record_schema.finding.select().where(f.key == key)).one().state)


def load_again(record: Record, text: str, *extra: str) -> Batch:
    return batch([f"duty:gas {{text: {text}}}", *extra])


def test_states_of_findings(record: Record) -> None:
    gas, gone = finding("duty:gas"), finding("duty:gone")
    publish(record, load_again(record, "一", "duty:gone"), [gas, gone])
    assert [f["state"] for f in record.findings(1)] == ["open", "open"]
    publish(record, load_again(record, "二"))  # neither found; one subject is gone
    assert (state(record, gas.key), state(record, gone.key)) == ("resolved", "orphaned")
    publish(record, load_again(record, "三", "duty:gone"), [gas, gone])
    assert (state(record, gas.key), state(record, gone.key)) == ("open", "open")
    publish(record, load_again(record, "四", "duty:gone"), [], frozenset({"another"}))
    assert (state(record, gas.key), state(record, gone.key)) == ("retired", "retired")
    assert [f["first_in"] for f in record.findings(1)] == [1, 1]


def test_an_acceptance_holds_until_its_day_and_stays_visible(record: Record) -> None:
    gas = finding("duty:gas")
    publish(record, load_again(record, "一"), [gas], as_of="2026-01-01")
    record.accept(gas.key, "已列入整改", "审核员", until="2026-06-30")
    [shown] = record.findings(1)
    assert (shown["state"], shown["reason"], shown["who"]) == ("accepted", "已列入整改", "审核员")
    publish(record, load_again(record, "二"), [gas], as_of="2026-06-30")
    assert [f["state"] for f in record.findings(2)] == ["accepted"]  # its last day still counts
    publish(record, load_again(record, "三"), [gas], as_of="2026-07-01")
    assert [f["state"] for f in record.findings(3)] == ["open"]
    assert [f["state"] for f in record.findings(2)] == ["accepted"]  # what an older edition showed stays


def test_an_acceptance_without_an_end_holds_and_resolves(record: Record) -> None:
    gas = finding("duty:gas")
    publish(record, load_again(record, "一"), [gas])
    record.accept(gas.key, "有文件依据", "审核员")
    publish(record, load_again(record, "二"), [gas], as_of="2099-01-01")
    assert state(record, gas.key) == "accepted"
    publish(record, load_again(record, "三"), [])
    assert state(record, gas.key) == "resolved"


def test_what_cannot_be_accepted(record: Record) -> None:
    gas = finding("duty:gas")
    publish(record, load_again(record, "一"), [gas])
    with pytest.raises(RecordError, match="理由"):
        record.accept(gas.key, "  ", "审核员")
    with pytest.raises(RecordError, match="没有待处理的发现"):
        record.accept("no-such-key", "理由", "审核员")
    publish(record, load_again(record, "二"), [])
    with pytest.raises(RecordError, match="没有待处理的发现"):
        record.accept(gas.key, "理由", "审核员")
    assert state(record, gas.key) == "resolved"


def test_audit_grows_by_one_line_for_every_act(record: Record) -> None:
    publish(record, load_again(record, "一"), [finding("duty:gas")])
    before = record.last_audit()
    record.accept(finding("duty:gas").key, "理由", "审核员")
    publish(record, load_again(record, "二"))
    assert record.last_audit() == before + 2


def test_properties_may_hold_any_text(record: Record) -> None:
    hostile = "'; DROP TABLE statement; --\n\"\\ \x00 😀 ${x} \u202e"
    said = Statement.node("Duty", id="duty:x", name="事", text=hostile, aliases=[hostile])
    publish(record, batch([said]))
    assert dict(record.statements(1)[0].properties)["text"] == hostile
