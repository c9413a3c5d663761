"""The chain of one licence: approval -> stages -> hand-over -> supervision duty -> supervision -> enforcement."""

from __future__ import annotations

from typing import Any

from graph.reader import Reader
from graph.sentence import sentences
from graph.who import basis, parties, role_rows, roles_query

STEPS = {
    "approval": "审批", "stage": "环节", "handoff": "审管衔接", "duty": "监管职责",
    "supervision": "监管", "enforcement": "执法",
}  # fmt: skip
# A finding marks the step whose stage, hand-over or duty is in its evidence; one about the item as a whole, this.
_ITEM_RULES = {"H01": "supervision", "H02": "handoff", "H07": "approval"}

_ITEM = (
    "MATCH (i:ApprovalItem {id: $id}) RETURN i.id AS id, i.name AS name, i.code AS code, i.main AS main, "
    "i.operation AS operation, i.level AS level, i.region AS region, i.status AS status, i.division_text AS division"
)
_STAGES = (
    "MATCH (i:ApprovalItem {id: $id})-[h:HAS_STAGE]->(s:Stage) OPTIONAL MATCH (o:Organization|NamedGroup)-[l:PERFORMS]->(s) "
    "RETURN s.id AS stage, s.name AS title, s.kind AS stage_kind, s.position AS place, s.waived AS waived, "
    "h.facts AS said, o.id AS id, o.name AS name, o.kind AS body, l.id AS link, l.facts AS facts, l.text AS text, "
    "l.scope AS scope, l.level AS level, l.split AS split, l.position AS position, l.cue AS cue, "
    "l.inferred AS inferred, l.confirmed AS confirmed, l.capacity AS capacity"
)
_HANDOFF = (
    "MATCH (i:ApprovalItem {id: $id})-[h:HANDS_OFF]->(f:Handoff) "
    "OPTIONAL MATCH (f)-[r:RECEIVED_BY]->(o:Organization|NamedGroup) "
    "RETURN f.id AS handoff, f.trigger_stage AS trigger_stage, f.channel AS channel, "
    "f.push_limit_text AS push, f.claim_limit_text AS claim, f.feedback_limit_text AS feedback, "
    "f.returns AS returns, h.facts AS said, r.id AS link, o.id AS id, o.name AS name, o.kind AS body, r.facts AS facts"
)
_OPENS = (
    "MATCH (i:ApprovalItem {id: $id})-[:HANDS_OFF]->(f:Handoff)-[o:OPENS]->(d:Duty) "
    "RETURN d.id AS id, d.name AS name, o.facts AS said"
)
_FROM = (
    "MATCH (i:ApprovalItem {id: $id})-[t:TRANSFERRED_FROM]->(o:Organization) RETURN o.id AS id, o.name AS name, "
    "t.kind AS kind, t.effective_on AS effective_on, t.document AS document, t.pending_rule AS pending, t.facts AS facts"
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
    rests_on = basis(reader, "ApprovalItem", item_id)

    def of(role: str) -> list[dict[str, Any]]:
        return [p for p in roles if p["role"] == role]

    steps = [
        _step(
            "approval",
            item["name"],
            of("APPROVES"),
            [item_id],
            missing=None if of("APPROVES") else "审批部门",
        )
    ]
    steps += _stages(reader, item_id)
    steps += _handoffs(reader, item_id, bool(of("APPROVES")), of("SUPERVISES"))
    steps += _duties(reader, item_id)
    supervisors = of("SUPERVISES")
    steps.append(
        _step("supervision", "事中事后监管", supervisors, [], missing=None if supervisors else "监管部门")
    )
    if of("ENFORCES"):
        steps.append(_step("enforcement", "行政执法", of("ENFORCES"), []))
    for step in steps:
        step["basis"] = rests_on if step["step"] == "approval" else []
    _mark(reader, item_id, steps)
    answer = {
        "item": {k: v for k, v in item.items() if v is not None},
        "edition": reader.edition.no, "as_of": reader.edition.as_of,
        "transferred_from": _moved(reader, item_id), "steps": steps,
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


def _stages(reader: Reader, item_id: str) -> list[dict[str, Any]]:
    rows = reader.read(_STAGES, id=item_id)
    by_stage: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for row in rows:
        by_stage.setdefault((row["place"] or 0, row["stage"]), []).append(row)
    named = parties(reader, [{**r, "role": "PERFORMS"} for r in rows if r["link"]])
    cells = reader.written(f for r in rows for f in r["said"])
    steps = []
    for (_, stage), group in sorted(by_stage.items()):
        links = {tuple(r["facts"]) for r in group if r["link"]}
        people = [p for p in named if tuple(p["facts"]) in links]
        first = group[0]
        missing = None if people or first["waived"] else f"{first['title']}的承担单位"
        said = [w for f in first["said"] for w in cells.get(f, [])]
        detail = {"kind": first["stage_kind"], "waived": first["waived"]}
        steps.append(_step("stage", first["title"], people, [stage], missing, said, **detail))
    return steps


def _handoffs(
    reader: Reader, item_id: str, approved: bool, supervisors: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    rows = reader.read(_HANDOFF, id=item_id)
    by_handoff: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_handoff.setdefault(row["handoff"], []).append(row)
    empty = dict.fromkeys(
        ("text", "scope", "level", "split", "position", "cue", "inferred", "confirmed", "capacity")
    )
    named = parties(reader, [{**empty, **r, "role": "RECEIVED_BY"} for r in rows if r["link"]])
    steps = []
    for handoff, group in sorted(by_handoff.items()):
        links = {tuple(r["facts"]) for r in group if r["link"]}
        people = [p for p in named if tuple(p["facts"]) in links]
        first = group[0]
        detail = {k: first[k] for k in ("trigger_stage", "channel", "push", "claim", "feedback", "returns")}
        cells = reader.written(first["said"])
        said = [w for f in first["said"] for w in cells.get(f, [])]
        missing = None if any(p["kind"] == "Organization" for p in people) else "接收部门"
        steps.append(_step("handoff", "审管衔接", people, [handoff], missing, said, **detail))
    if not steps and approved and supervisors:
        steps.append(_step("handoff", "审管衔接", [], [], "移交约定"))
    return steps


def _duties(reader: Reader, item_id: str) -> list[dict[str, Any]]:
    steps = []
    for row in sorted(reader.read(_OPENS, id=item_id), key=lambda r: str(r["id"])):
        rows = reader.read(roles_query("Duty"), id=row["id"])
        people = parties(reader, [{**r, "role": r["link"].partition("-")[0]} for r in rows])
        missing = None if any(p["role"] == "LEADS" for p in people) else "主办部门"
        steps.append(_step("duty", row["name"], people, [row["id"]], missing))
    return steps


def _moved(reader: Reader, item_id: str) -> list[dict[str, Any]]:
    rows = sorted(reader.read(_FROM, id=item_id), key=lambda r: str(r["id"]))
    cells = reader.written(f for r in rows for f in r["facts"])
    return [
        {
            **{k: v for k, v in r.items() if k != "facts"},
            "written": [w for f in r["facts"] for w in cells.get(f, [])],
        }
        for r in rows
    ]


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
