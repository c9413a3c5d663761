"""Aliases in the record: kept with who confirmed them, only ever ended, in the audit, and used by the next reading."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from api import office
from graph.aliases import Alias, add, aliases, learned, remove
from graph.record import RecordError
from graph.workspace import Workspace
from tests.ingest.workbooks import boundary, problems, register

HOUSING = "临澜市住房和城乡建设局"
POST = "市委编办法规科科长"
DAY = "2026-06-30"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace(tmp_path / "home")
    assert office.load(workspace, [register(tmp_path)], DAY).published
    yield workspace
    workspace.close()


def matter(folder: Path, lead: str) -> Path:
    return boundary(folder, [["1", "", "甲事项", "市", lead, "", "", "", "", ""]])


def test_an_alias_is_used_by_the_next_reading(opened: Workspace, tmp_path: Path) -> None:
    path = matter(tmp_path, "市建委办")
    assert problems(office.check(opened, [path]), "DQ-NAME")
    body = add(opened.record, "市建委办", HOUSING, POST, "旧称")
    found = office.check(opened, [path])
    assert found.ok
    assert [(s.organization, s.how) for s in found.files[0].statements] == [(HOUSING, "learned")]
    assert office.load(opened, [path], DAY).published
    no = opened.record.edition(None).no
    (lead,) = [s for s in opened.record.statements(no) if s.kind == "LEADS"]
    assert lead.subject == body.id
    (said,) = opened.record.mentions(no, [lead.id])[lead.id]
    assert said["how"] == "learned"
    assert "aliases" not in body.properties or "市建委办" not in body.properties["aliases"]


def test_a_removed_alias_is_kept_and_no_longer_used(opened: Workspace, tmp_path: Path) -> None:
    add(opened.record, " 市建委办 ", HOUSING, POST, "旧称")
    remove(opened.record, "市建委办", POST, "写错了")
    (kept,) = aliases(opened.record)
    assert (kept.text, kept.region, kept.confirmed_by, kept.reason) == ("市建委办", "379900", POST, "旧称")
    assert kept.removed_at is not None
    assert learned(opened.record) == []
    assert problems(office.check(opened, [matter(tmp_path, "市建委办")]), "DQ-NAME")
    add(opened.record, "市建委办", HOUSING, POST, "经再次核对")
    assert [a.removed_at is None for a in aliases(opened.record)] == [False, True]


def test_adding_and_removing_stand_in_the_audit(opened: Workspace) -> None:
    add(opened.record, "市建委办", HOUSING, POST, "旧称", who="令牌甲")
    remove(opened.record, "市建委办", POST, "写错了", who="令牌乙")
    removed, added = opened.record.audited(None, 2)
    assert (added["who"], added["action"], removed["who"], removed["action"]) == (
        "令牌甲", "alias add", "令牌乙", "alias remove",
    )  # fmt: skip
    said = json.loads(added["detail"])
    assert (said["text"], said["confirmed_by"], said["reason"]) == ("市建委办", POST, "旧称")
    assert json.loads(removed["detail"])["reason"] == "写错了"


@pytest.mark.parametrize(
    ("text", "body", "by", "reason"),
    [
        ("", HOUSING, POST, "旧称"), ("建" * 61, HOUSING, POST, "旧称"), ("市建\x00办", HOUSING, POST, "旧称"),
        ("市建委办", "临澜市消防局", POST, "旧称"), ("市建委办", "org:nobody", POST, "旧称"), ("市建委办", HOUSING, " ", "旧称"),
        ("市建委办", HOUSING, POST, ""), ("临澜市水务局", HOUSING, POST, "旧称"),
    ],
)  # fmt: skip
def test_what_is_refused_changes_nothing(
    opened: Workspace, text: str, body: str, by: str, reason: str
) -> None:
    with pytest.raises(RecordError):
        add(opened.record, text, body, by, reason)
    assert aliases(opened.record) == []


def test_one_text_stands_for_one_body_in_a_region(opened: Workspace) -> None:
    add(opened.record, "供水办", "临澜市水务局", POST, "旧称")
    with pytest.raises(RecordError, match="已是"):
        add(opened.record, "供 水办", HOUSING, POST, "另一说")
    add(opened.record, "供水办", HOUSING, POST, "该区另有说法", region="379902")
    with pytest.raises(RecordError, match="--region"):
        remove(opened.record, "供水办", POST, "不用了")
    remove(opened.record, "供水办", POST, "不用了", region="379902")
    assert [a["region"] for a in learned(opened.record)] == ["379900"]
    with pytest.raises(RecordError, match="没有别名"):
        remove(opened.record, "供水办", POST, "不用了", region="379902")
    with pytest.raises(RecordError, match="为什么"):
        remove(opened.record, "供水办", POST, " ")


@pytest.mark.parametrize(
    "tampering",
    [
        "DELETE FROM alias", "UPDATE alias SET body = 'org:x'", "UPDATE alias SET removed_at = NULL",
        "UPDATE alias SET reason = '', removed_at = '2026-01-01'",
        "INSERT OR REPLACE INTO alias SELECT id, text, form, region, 'org:x', confirmed_by, reason, made_at, NULL FROM alias",
    ],
)  # fmt: skip
def test_the_record_lets_nobody_rewrite_an_alias(opened: Workspace, tampering: str) -> None:
    add(opened.record, "市建委办", HOUSING, POST, "旧称")
    before = aliases(opened.record)
    with pytest.raises(sa.exc.IntegrityError), opened.record.writing() as c:
        c.exec_driver_sql(tampering)
    assert aliases(opened.record) == before
    assert isinstance(before[0], Alias)


def test_a_full_name_stays_that_of_its_own_body(opened: Workspace) -> None:
    found = office.named(opened, "市水务局", "379900")
    assert found is not None
    assert (found.name, found.how) == ("临澜市水务局", "prefix")
    assert office.named(opened, "市建委办", "379900") is None
