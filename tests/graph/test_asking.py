"""What departments are asked, and that all that comes of it is kept as it came."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import record_schema
from graph.answered import listed, silent, unpublished
from graph.confirm import words_of
from graph.consult import Consultation, send, to_ask
from graph.record import RecordError, UnknownEdition
from graph.replies import decide, keep
from graph.statement import Batch, Statement
from graph.workspace import Workspace
from tests.graph.asking import CITY, FAR, GAS, ask, come, reply
from tests.graph.lists import LIST, batch, new_record, publish


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace(tmp_path / "home")
    made.publish(batch(CITY))
    yield made
    made.close()


# -- what is asked ---------------------------------------------------------------------------------


def test_everybody_is_asked_about_their_own_rows(office: Workspace) -> None:
    sheets, ended = to_ask(office.record, office.record.edition(None))
    assert [(s.org, [a.matter for a in s.rows]) for s in sheets] == [
        ("org:fire", ["gas", "fire"]),
        ("org:gas", ["gas"]),
    ]
    assert ended == []
    [row] = sheets[1].rows
    assert (row.role, row.clause, row.scope, row.basis) == ("主办", "管燃气", "", "《gas》")
    assert row.written.startswith("清单.xlsx!表1!A")


def test_who_and_what_is_not_asked(tmp_path: Path) -> None:
    record = new_record(tmp_path)
    with pytest.raises(UnknownEdition):
        ask(record)
    lines = [
        "org:old {status: merged}", "org:old LEADS duty:gas", "grp:towns {kind: level}", "grp:towns LEADS duty:gas",
        "body:safety LEADS duty:gas", "org:a LEADS duty:gas {valid_to: 2020-01-01}", "duty:past {status: ended}",
        "org:a LEADS duty:past", "org:a ASSISTS duty:gas",
    ]  # fmt: skip
    publish(record, batch(lines))
    sheets, ended = to_ask(record, record.edition(None))
    assert [(s.org, [(a.role, a.matter) for a in s.rows]) for s in sheets] == [("org:a", [("协办", "gas")])]
    assert ended == ["old"]
    for asked, says in (("org:old", "已撤并"), ("没有这家", "没有机构")):
        with pytest.raises(RecordError, match=says):
            to_ask(record, record.edition(None), [asked])
    record.close()


def test_what_no_cell_can_hold_is_not_sent(tmp_path: Path) -> None:
    record = new_record(tmp_path)
    role = Statement.link("LEADS", "org:a", "duty:gas", text="=坏\x00\x0b\ufffe字\n" + "长" * 40_000)
    publish(record, batch(["org:a", "duty:gas", role]))
    [sheet], _ = to_ask(record, record.edition(None))
    assert sheet.rows[0].clause == ("=坏字\n" + "长" * 40_000)[:30_000]
    assert sheet.rows[0].words == words_of(role)  # what is asked about is the whole of it
    record.close()


def test_one_list_only(tmp_path: Path) -> None:
    record = new_record(tmp_path)
    publish(record, batch(["list:boundary", GAS]))
    publish(record, batch(["org:gas LEADS duty:other"], list_id="list:second"))
    sheets, _ = to_ask(record, record.edition(None), list_id=LIST)
    assert [a.matter for s in sheets for a in s.rows] == ["gas"]
    for wrong in ("list:none", "duty:gas"):
        with pytest.raises(RecordError, match="没有清单"):
            to_ask(record, record.edition(None), list_id=wrong)
    record.close()


def test_nobody_was_asked_when_writing_fails(office: Workspace) -> None:
    before = list(office.record.dump())
    edition = office.record.edition(None)
    sheets, _ = to_ask(office.record, edition)

    def full(_: Consultation) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        send(office.record, edition, sheets, None, FAR, "编办", full)
    for wrong, until, says in ((sheets, "2020-01-01", "已过"), ([], FAR, "没有可以征求意见")):
        with pytest.raises(RecordError, match=says):
            send(office.record, edition, wrong, None, until, "编办", lambda _: None)
    office.publish(batch([*CITY, "duty:new"]))
    with pytest.raises(RecordError, match="不是现行版"):
        send(office.record, edition, sheets, None, FAR, "编办", lambda _: None)
    assert [line for line in office.record.dump() if "consult" in line] == [
        x for x in before if "consult" in x
    ]


# -- keeping ---------------------------------------------------------------------------------------


def test_all_or_none_are_kept(office: Workspace) -> None:
    ask(office.record)
    come(office.record, 1, "org:gas", {"gas": ("agree",)})
    before = list(office.record.dump())
    fire = reply(office.record, 1, "org:fire", {"gas": ("agree",)})
    with pytest.raises(RecordError, match="读入过"):
        keep(office.record, [fire, reply(office.record, 1, "org:gas", {"gas": ("agree",)})])
    twin = reply(office.record, 1, "org:fire", {"gas": ("object",)})
    with pytest.raises(RecordError, match="不知道以哪份为准"):
        keep(office.record, [fire, twin])
    assert list(office.record.dump()) == before


def test_bytes_and_audit_are_kept(office: Workspace) -> None:
    ask(office.record)
    sent_back = reply(office.record, 1, "org:gas", {"gas": ("object",)})
    keep(office.record, [sent_back])
    decide(office.record, 1, "decline", "三定已写明", "编办综合科")
    assert office.record.source(sent_back.source.sha256) == sent_back.source.content
    done = [(a["action"], a["who"]) for a in office.record.audited(None, 3)]
    assert done == [("reply decline", "编办综合科"), ("reply", "local"), ("consult", "编办")]


@pytest.mark.parametrize(("answer", "reason", "by", "says"), [
    (1, "理由", "编办", "是同意"), (9, "理由", "编办", "没有编号 9"), (2, " ", "编办", "理由"), (2, "理由", "", "岗位"),
])  # fmt: skip
def test_what_cannot_be_decided(office: Workspace, answer: int, reason: str, by: str, says: str) -> None:
    ask(office.record)
    come(office.record, 1, "org:fire", {"gas": ("agree",), "fire": ("object",)})
    with pytest.raises(RecordError, match=says):
        decide(office.record, answer, "adopt", reason, by)
    assert [o["state"] for o in listed(office.record)] == ["agreed", "open"]


def test_lists_of_answers_and_of_silence(office: Workspace) -> None:
    ask(office.record)
    come(office.record, 1, "org:fire", {"gas": ("agree",), "fire": ("object",)})
    assert [o["matter"] for o in listed(office.record, open_only=True)] == ["fire"]
    assert [o["clause"] for o in listed(office.record, org="fire")] == ["管消防", "管灭火"]
    assert listed(office.record, org="org:gas") == []
    assert [(s["org"], s["rows"], s["until"]) for s in silent(office.record)] == [("org:gas", 1, FAR)]
    assert unpublished(office.record) == 3  # all three were asked


ADDED = ["consultation", "asked", "reply", "answer", "decision"]


@pytest.mark.parametrize("table", [*ADDED, "confirmation"])
def test_triggers_refuse_every_change(office: Workspace, tmp_path: Path, table: str) -> None:
    ask(office.record)
    come(office.record, 1, "org:gas", {"gas": ("object",)})
    decide(office.record, 1, "decline", "理由", "编办")
    office.publish(Batch())
    before = list(office.record.dump())
    office.close()
    columns = [c.name for c in record_schema.metadata.tables[table].columns]
    copy = ", ".join(columns)
    refused = [
        f"UPDATE {table} SET {columns[2]} = 'x'", f"DELETE FROM {table}",
        f"REPLACE INTO {table} ({copy}) SELECT {copy} FROM {table}",
    ]  # fmt: skip
    raw = sqlite3.connect(tmp_path / "home" / "record.sqlite")
    for sql in refused:
        with pytest.raises(sqlite3.IntegrityError, match=r"publish|only ever added"):
            raw.execute(sql)
    raw.close()
    assert list(new_record(tmp_path / "home").dump()) == before
