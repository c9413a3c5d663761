"""The chain of one licence: approval -> stages -> hand-over -> supervision duty -> supervision -> enforcement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.reader import Reader
from graph.sentence import sentences
from graph.store import Row
from graph.who import PARTY, parties, role_rows

STEPS = {
    "approval": "审批", "stage": "环节", "handoff": "审管衔接", "duty": "监管职责",
    "supervision": "监管", "enforcement": "执法",
}  # fmt: skip
# A finding marks the step whose stage, hand-over or duty is in its evidence; one about the item as a whole, this.
_ITEM_RULES = {"H01": "supervision", "H02": "handoff", "H07": "approval"}
_NOTHING_SAID = dict.fromkeys(
    ("text", "scope", "level", "split", "position", "cue", "inferred", "confirmed", "capacity")
)

_ITEM = (
    "MATCH (i:ApprovalItem {id: $id}) RETURN i.id AS id, i.name AS name, i.code AS code, i.main AS main, "
    "i.operation AS operation, i.level AS level, i.region AS region, i.status AS status, i.division_text AS division"
)
# All the item leads to, in one query; the id of the link begins with its kind.
_PARTS = (
    "MATCH (i:ApprovalItem {id: $id})-[l:HAS_STAGE|HANDS_OFF|BASED_ON|TRANSFERRED_FROM]->"
    "(t:Stage|Handoff|LegalBasis|Organization) "
    "RETURN l.id AS link, l.facts AS facts, l.kind AS how, l.effective_on AS effective_on, l.document AS document, "
    "l.pending_rule AS pending, t.id AS id, t.name AS name, t.kind AS kind, t.position AS place, t.waived AS waived, "
    "t.article AS article, t.trigger_stage AS trigger_stage, t.channel AS channel, t.push_limit_text AS push, "
    "t.claim_limit_text AS claim, t.feedback_limit_text AS feedback, t.returns AS returns"
)
_PERFORMERS = (
    "MATCH (i:ApprovalItem {id: $id})-[:HAS_STAGE]->(t:Stage)<-[l:PERFORMS]-(o:Organization|NamedGroup) "
    f"RETURN l.target AS at, {PARTY}"
)
# An item hands over by its own contracts or, where it has none, by those of its list.
_OWN, _OF_LIST = "", "-[:LISTED_IN]->(:BoundaryList)"
_LIST_HANDOFFS = (
    f"MATCH (i:ApprovalItem {{id: $id}}){_OF_LIST}-[l:HANDS_OFF]->(t:Handoff) "
    "RETURN l.id AS link, l.facts AS facts, t.id AS id, t.trigger_stage AS trigger_stage, t.channel AS channel, "
    "t.push_limit_text AS push, t.claim_limit_text AS claim, t.feedback_limit_text AS feedback, t.returns AS returns"
)


def _beyond(way: str) -> str:
    """The query for who receives, and which duties open, at each hand-over."""
    return (
        f"MATCH (i:ApprovalItem {{id: $id}}){way}-[:HANDS_OFF]->(t:Handoff)"
        "-[l:RECEIVED_BY|OPENS]->(o:Organization|NamedGroup|Duty) "
        "RETURN l.source AS at, l.id AS link, l.facts AS facts, l.target AS id"
    )


_DUTY = "MATCH (d:Duty {id: $id}) RETURN d.name AS name"
_ONE_LINE = (
    "MATCH (a:Organization)-[:APPROVES]->(i:ApprovalItem {id: $id})<-[:SUPERVISES]-(b:Organization) "
    "MATCH (a)-[:ANSWERS_TO|NOW_HELD_BY]-(b) RETURN count(*) AS n"
)


class UnknownThing(KeyError):
    """No such id in this edition (HTTP 404)."""


def chain(reader: Reader, item_id: str) -> dict[str, Any]:
    """The responsible chain of an approval item, step by step.

    Returns `item`, `transferred_from`, `steps` and `sentences`. Each step has `step` (see STEPS), `title`,
    `parties` (as in who), `detail` (limits as written, waiver ...), `nodes` (ids it stands for), `basis`,
    `written`, `missing` (None, or what is not named), `findings` and `broken` (a finding not accepted).
    Raises UnknownThing when the edition has no such item.
    """
    rows = reader.read(_ITEM, id=item_id)
    if not rows:
        raise UnknownThing(item_id)
    item = rows[0]
    roles = parties(reader, role_rows(reader, "ApprovalItem", item_id))
    approvers, supervisors, enforcers = (
        [p for p in roles if p["role"] == role] for role in ("APPROVES", "SUPERVISES", "ENFORCES")
    )
    parts: dict[str, list[Row]] = {"HAS_STAGE": [], "HANDS_OFF": [], "BASED_ON": [], "TRANSFERRED_FROM": []}
    for row in sorted(reader.read(_PARTS, id=item_id), key=lambda r: str(r["id"])):
        parts[row["link"].partition("-")[0]].append(row)
    handoffs, way = parts["HANDS_OFF"], _OWN
    if not handoffs:
        handoffs, way = sorted(reader.read(_LIST_HANDOFFS, id=item_id), key=lambda r: str(r["id"])), _OF_LIST
    beyond = _by_place(reader.read(_beyond(way), id=item_id) if handoffs else [])

    steps = [_step("approval", item["name"], approvers, [item_id], None if approvers else "审批部门")]
    steps += _stages(reader, item_id, parts["HAS_STAGE"])
    steps += _handoffs(reader, handoffs, beyond)
    if not handoffs and _needs_handoff(reader, item_id, approvers, supervisors):
        steps.append(_step("handoff", "审管衔接", [], [], "移交约定"))
    steps += _duties(reader, beyond)
    steps.append(_step("supervision", "事中事后监管", supervisors, [], None if supervisors else "监管部门"))
    if enforcers:
        steps.append(_step("enforcement", "行政执法", enforcers, []))
    for step in steps:
        step["basis"] = []
    steps[0]["basis"] = [
        {"id": r["id"], "name": r["name"], "article": r["article"], "written": _places(reader, r)}
        for r in parts["BASED_ON"]
    ]
    _mark(reader, item_id, steps)
    answer = {
        "item": {k: v for k, v in item.items() if v is not None},
        "edition": reader.edition.no, "as_of": reader.edition.as_of,
        "transferred_from": [_moved(reader, row) for row in parts["TRANSFERRED_FROM"]], "steps": steps,
        "broken": any(s["broken"] for s in steps),
    }  # fmt: skip
    return answer | {"sentences": sentences(answer)}


def _step(
    step: str, title: str, people: list[dict[str, Any]], nodes: list[str], missing: str | None = None,
    written: list[dict[str, Any]] | None = None, **detail: Any,
) -> dict[str, Any]:  # fmt: skip
    return {
        "step": step, "zh": STEPS[step], "title": title, "parties": people, "nodes": nodes, "missing": missing,
        "detail": {k: v for k, v in detail.items() if v is not None}, "findings": [], "broken": False,
        "written": written if written is not None else [w for p in people for w in p["written"]],
    }  # fmt: skip


def _by_place(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by the id they are `at`, each link once."""
    found: dict[str, dict[str, Row]] = {}
    for row in rows:
        found.setdefault(row["at"], {})[row["link"]] = row
    return {at: list(by_link.values()) for at, by_link in found.items()}


def _places(reader: Reader, row: Row) -> list[dict[str, Any]]:
    cells = reader.written(row["facts"])
    return [place for fact in row["facts"] for place in cells.get(fact, [])]


def _stages(reader: Reader, item_id: str, rows: list[Row]) -> list[dict[str, Any]]:
    performers = _by_place(reader.read(_PERFORMERS, id=item_id) if rows else [])
    steps = []
    for row in sorted(rows, key=lambda r: r["place"] or 0):
        people = parties(reader, [{**r, "role": "PERFORMS"} for r in performers.get(row["id"], [])])
        missing = None if people or row["waived"] else f"{row['name']}的承担单位"
        detail = {"kind": row["kind"], "waived": row["waived"]}
        steps.append(
            _step("stage", row["name"], people, [row["id"]], missing, _places(reader, row), **detail)
        )
    return steps


def _handoffs(reader: Reader, rows: list[Row], beyond: Mapping[str, list[Row]]) -> list[dict[str, Any]]:
    steps = []
    for row in rows:
        receivers = [r for r in beyond.get(row["id"], []) if r["link"].startswith("RECEIVED_BY")]
        people = parties(reader, [{**_NOTHING_SAID, **r, "role": "RECEIVED_BY"} for r in receivers])
        detail = {k: row[k] for k in ("trigger_stage", "channel", "push", "claim", "feedback", "returns")}
        missing = None if any(p["kind"] == "Organization" for p in people) else "接收部门"
        steps.append(
            _step("handoff", "审管衔接", people, [row["id"]], missing, _places(reader, row), **detail)
        )
    return steps


def _needs_handoff(
    reader: Reader, item_id: str, approvers: list[dict[str, Any]], supervisors: list[dict[str, Any]]
) -> bool:
    """Whether approval and supervision lie with different bodies, neither above nor heir of the other."""
    one, other = ({p["id"] for p in side if p["kind"] == "Organization"} for side in (approvers, supervisors))
    return bool(one and other and not one & other) and reader.read(_ONE_LINE, id=item_id)[0]["n"] == 0


def _duties(reader: Reader, beyond: Mapping[str, list[Row]]) -> list[dict[str, Any]]:
    opened = {r["id"] for rows in beyond.values() for r in rows if r["link"].startswith("OPENS")}
    steps = []
    for duty in sorted(opened):
        name = reader.read(_DUTY, id=duty)[0]["name"]
        people = parties(reader, role_rows(reader, "Duty", duty))
        missing = None if any(p["role"] == "LEADS" for p in people) else "主办部门"
        steps.append(_step("duty", name, people, [duty], missing))
    return steps


def _moved(reader: Reader, row: Row) -> dict[str, Any]:
    said = {k: row[k] for k in ("id", "name", "effective_on", "document", "pending")}
    return {**said, "kind": row["how"], "written": _places(reader, row)}


def _mark(reader: Reader, item_id: str, steps: list[dict[str, Any]]) -> None:
    """Hang each finding on the step it is about; a step with one that nobody accepted is broken."""
    about_item = [f for f in reader.findings_about(item_id) if f["subject"] == item_id]
    for step in steps:
        own = [n for n in step["nodes"] if n != item_id]
        found = [
            f for f in about_item if _ITEM_RULES.get(f["code"]) == step["step"] or {*own} & {*f["evidence"]}
        ]
        found += [f for node in own for f in reader.findings_about(node) if f["subject"] == node]
        keys = dict.fromkeys(f["key"] for f in found)
        step["findings"] = [
            {k: f[k] for k in ("key", "code", "title", "severity", "state")}
            for f in found
            if keys.pop(f["key"], 0) is None
        ]
        step["broken"] = any(f["state"] == "open" and f["severity"] != "info" for f in step["findings"])
