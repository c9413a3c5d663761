"""The responsible chain of an item as a picture: six fixed columns, gaps as named placeholders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.ontology import load
from viz.layout import Block, Column, place
from viz.legend import GAP, SEVERITY_SIGN, link_word, value_word
from viz.parts import Cell, Link, Mark, Node, Scene, Table
from viz.words import Words, same

COLUMNS = (
    Words("审批部门", "Approving body"), Words("审批事项与环节", "Item and steps"), Words("审管衔接", "Hand-over"),
    Words("监管职责", "Supervision duty"), Words("监管部门", "Supervising body"), Words("执法部门", "Enforcing body"),
)  # fmt: skip
APPROVERS, ITEM, HANDOFF, DUTY, SUPERVISORS, ENFORCERS = range(6)
_STEP = {
    "approval": Words("审批", "Approval"), "stage": Words("环节", "Step"), "handoff": Words("审管衔接", "Hand-over"),
    "duty": Words("监管职责", "Supervision duty"), "supervision": Words("监管", "Supervision"),
    "enforcement": Words("执法", "Enforcement"),
}  # fmt: skip
_MISSING = {
    "审批部门": "approving body", "移交约定": "hand-over terms", "接收部门": "receiver", "主办部门": "lead body",
    "监管部门": "supervisor",
}  # fmt: skip
_STANDING = {
    "stated": Words("写明", "stated"),
    "confirmed": Words("已确认", "confirmed"),
    "inferred": Words("推定", "inferred"),
}
_LIMITS = (
    ("trigger_stage", "{}后移交", "after {}"), ("channel", "经{}", "by {}"), ("push", "{}推送", "sent: {}"),
    ("claim", "{}认领", "claimed: {}"), ("feedback", "{}反馈", "report back: {}"),
)  # fmt: skip


def place_text(written: Mapping[str, Any]) -> str:
    """A place in a file: file ! sheet ! cell."""
    return " ! ".join(p for p in (written["file"], written["sheet"], written["cell"]) if p)


def marks_of(findings: Iterable[dict[str, Any]]) -> tuple[Mark, ...]:
    """Findings as marks, each once."""
    made = {f["key"]: Mark(f["key"], f["code"], f["title"], f["severity"], f["state"]) for f in findings}
    return tuple(made.values())


def missing_words(missing: str) -> Words:
    """The name of a placeholder for what a list does not name."""
    short = missing.rpartition("·")[2]
    said = _MISSING.get(missing) or f"performer ({short.removesuffix('的承担单位')})"
    return Words(f"缺：{short}", f"Missing: {said}")


class _Drawing:
    """Collects boxes by column and links between them."""

    def __init__(self) -> None:
        self.columns = [Column([Block([])], heading) for heading in COLUMNS]
        self.nodes: dict[str, Node] = {}
        self.links: list[Link] = []
        self.rows: dict[str, int] = {}

    def add(self, column: int, node: Node, row: int | None = None) -> str:
        """Put a box into a column, once; gives its id."""
        if node.id not in self.nodes:
            self.nodes[node.id] = node
            self.columns[column].blocks[0].nodes.append(node)
            if row is not None:
                self.rows[node.id] = row
        return node.id

    def link(self, kind: str, source: str, target: str, note: Words | None = None) -> None:
        """Draw a link; the second of a kind between one pair stays a second link."""
        word = Words("缺", "missing") if kind == GAP else link_word(kind)
        twin = sum(1 for k in self.links if (k.kind, k.source, k.target) == (kind, source, target))
        self.links.append(Link(f"{kind}|{source}|{target}|{twin}", kind, source, target, word, note=note))

    def body(self, column: int, party: dict[str, Any], row: int | None = None) -> str:
        """A body's box in a column, with its heir below when it has ended."""
        ended = party["status"] not in (None, "active")
        detail: tuple[Words, ...] = ()
        if ended:
            status = value_word(party["kind"], "status", party["status"])
            detail = (Words(f"⊘ 已{status.zh}", f"⊘ {status.en}"),)
        node = Node(f"{party['id']}@{column}", party["id"], party["kind"], same(party["name"]),
                    "ended" if ended else "plain", detail)  # fmt: skip
        made = self.add(column, node, row)
        for heir in party["successors"] if ended else ():
            below = self.add(
                column, Node(f"{heir['id']}@{column}", heir["id"], "Organization", same(heir["name"])), row
            )
            if not any((k.kind, k.source, k.target) == ("NOW_HELD_BY", made, below) for k in self.links):
                self.link("NOW_HELD_BY", made, below)
        return made

    def gap(
        self, column: int, missing: str, step: int, marks: tuple[Mark, ...] = (), row: int | None = None
    ) -> str:
        """A dashed placeholder for what is not named."""
        return self.add(
            column, Node(f"gap-{step}@{column}", None, GAP, missing_words(missing), "gap", marks=marks), row
        )


def chain_scene(answer: dict[str, Any]) -> Scene:
    """The chain that `graph.chain.chain` gives, drawn in columns."""
    drawing = _Drawing()
    item = answer["item"]
    steps = answer["steps"]
    marks = {s["step"]: marks_of(s["findings"]) for s in steps if s["step"] == "approval"}
    code = (same(item["code"]),) if item.get("code") else ()
    top = drawing.add(
        ITEM, _box(item["id"], "ApprovalItem", same(item["name"]), marks.get("approval", ()), code), 0
    )
    for number, step in enumerate(steps):
        _STEPS[step["step"]](drawing, top, step, number)
    for moved in answer["transferred_from"]:
        when = f"{moved['effective_on']}起" if moved["effective_on"] else "未写生效日期"
        how = (
            value_word("TRANSFERRED_FROM", "kind", moved["kind"]) if moved["kind"] else Words("移出", "Moved")
        )
        node = Node(f"{moved['id']}@from", moved["id"], "Organization", same(moved["name"]),
                    detail=(Words(f"原实施部门·{how.zh}", f"before: {how.en.lower()}"),))  # fmt: skip
        drawing.link(
            "TRANSFERRED_FROM",
            top,
            drawing.add(APPROVERS, node, 0),
            Words(when, moved["effective_on"] or "no day given"),
        )
    for column in drawing.columns:
        column.blocks[0].nodes.sort(key=lambda n: drawing.rows.get(n.id, 0))
    placed = place(drawing.columns, drawing.links, drawing.rows)
    broken = sum(1 for s in steps if s["broken"])
    state = (
        Words(f"断点 {broken} 处", f"{broken} broken step{'s' * (broken > 1)}")
        if broken
        else Words("链条完整", "Unbroken")
    )
    return Scene(
        Words(f"责任链：{item['name']}", f"Chain of responsibility: {item['name']}"), "chain",
        placed.nodes, placed.links, placed.headings, _table(answer, drawing), tuple(map(same, answer["sentences"])), (state,),
        answer["edition"], answer["as_of"],
    )  # fmt: skip


def _box(
    node: str,
    kind: str,
    name: Words,
    marks: tuple[Mark, ...],
    detail: tuple[Words, ...] = (),
    broken: bool = False,
) -> Node:
    state = "broken" if broken or any(m.counts for m in marks) else "plain"
    return Node(node, node, kind, name, state, detail, marks)


def _note(party: dict[str, Any]) -> Words:
    scope = f"；范围：{party['scope']}" if party["scope"] else ""
    standing = _STANDING[party["standing"]]
    return Words(standing.zh + scope, standing.en + (f"; scope: {party['scope']}" if party["scope"] else ""))


def _approval(d: _Drawing, item: str, step: dict[str, Any], number: int) -> None:
    for party in step["parties"]:
        d.link("APPROVES", d.body(APPROVERS, party, 0), item, _note(party))
    if step["missing"]:
        d.link(GAP, d.gap(APPROVERS, step["missing"], number, row=0), item)


def _stage(d: _Drawing, item: str, step: dict[str, Any], number: int) -> None:
    row = 1 + sum(1 for n in d.columns[ITEM].nodes if n.kind == "Stage")
    waived = step["detail"].get("waived")
    detail = (Words(f"免除：{waived}", f"waived: {waived}"),) if waived else ()
    kind = (
        value_word("Stage", "kind", step["detail"]["kind"])
        if step["detail"].get("kind")
        else same(step["title"])
    )
    name = Words(step["title"].rpartition("·")[2] or kind.zh, kind.en)
    marks = marks_of(step["findings"])
    stage = d.add(ITEM, _box(step["nodes"][0], "Stage", name, marks, detail, step["broken"]), row)
    d.link("HAS_STAGE", item, stage)
    for party in step["parties"]:
        d.link("PERFORMS", d.body(APPROVERS, party, row), stage, _note(party))
    if step["missing"]:
        d.link(GAP, d.gap(APPROVERS, step["missing"], number, row=row), stage)


def _handoff(d: _Drawing, item: str, step: dict[str, Any], number: int) -> None:
    marks = marks_of(step["findings"])
    if not step["nodes"]:
        d.link(GAP, item, d.gap(HANDOFF, step["missing"], number, marks))
        return
    said = step["detail"]
    detail = [Words(zh.format(said[k]), en.format(said[k])) for k, zh, en in _LIMITS if said.get(k)]
    if said.get("returns") is not None:
        detail.append(
            Words("结果回流", "results come back")
            if said["returns"]
            else Words("结果不回流", "no results come back")
        )
    name = Words("审管衔接", "Hand-over")
    handoff = d.add(HANDOFF, _box(step["nodes"][0], "Handoff", name, marks, tuple(detail), step["broken"]))
    d.link("HANDS_OFF", item, handoff)
    for party in step["parties"]:
        d.link("RECEIVED_BY", handoff, d.body(SUPERVISORS, party), _note(party))
    if step["missing"]:
        d.link(GAP, handoff, d.gap(SUPERVISORS, step["missing"], number))


def _duty(d: _Drawing, item: str, step: dict[str, Any], number: int) -> None:
    duty = d.add(
        DUTY,
        _box(step["nodes"][0], "Duty", same(step["title"]), marks_of(step["findings"]), (), step["broken"]),
    )
    for handoff in [n for n in d.columns[HANDOFF].nodes if n.kind == "Handoff"][:1]:
        d.link("OPENS", handoff.id, duty)
    for party in step["parties"]:
        column = ENFORCERS if party["role"] == "ENFORCES" else SUPERVISORS
        d.link(party["role"], d.body(column, party), duty, _note(party))
    if step["missing"]:
        d.link(GAP, duty, d.gap(SUPERVISORS, step["missing"], number))


def _supervision(d: _Drawing, item: str, step: dict[str, Any], number: int) -> None:
    for party in step["parties"]:
        d.link("SUPERVISES", d.body(SUPERVISORS, party), item, _note(party))
    if step["missing"]:
        d.link(GAP, item, d.gap(SUPERVISORS, step["missing"], number, marks_of(step["findings"])))


def _enforcement(d: _Drawing, item: str, step: dict[str, Any], number: int) -> None:
    for party in step["parties"]:
        d.link("ENFORCES", d.body(ENFORCERS, party), item, _note(party))


_STEPS = {
    "approval": _approval, "stage": _stage, "handoff": _handoff, "duty": _duty,
    "supervision": _supervision, "enforcement": _enforcement,
}  # fmt: skip


def _table(answer: dict[str, Any], d: _Drawing) -> Table:
    columns = (
        Words("步骤", "Step"), Words("内容", "What"), Words("角色", "Role"), Words("由谁", "Who"),
        Words("说明", "Note"), Words("发现", "Findings"), Words("写在", "Written at"),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    nodes: list[str | None] = []
    for number, step in enumerate(answer["steps"]):
        found = "；".join(
            f"{SEVERITY_SIGN[f['severity']]} {f['code']} {f['title']}" for f in step["findings"]
        )
        head = (_STEP[step["step"]], same(step["title"].rpartition("·")[2]).zh)
        gap = next((n.id for n in d.nodes.values() if n.id.startswith(f"gap-{number}@")), None)
        own = step["nodes"][0] if step["nodes"] else gap
        for party in step["parties"]:
            role = Words(load().links[party["role"]].zh, link_word(party["role"]).en)
            where = party["written"] or step["written"]
            rows.append(
                (*head, role, party["name"], _note(party), found, place_text(where[0]) if where else "")
            )
            nodes.append(
                own or next((k.source for k in d.links if k.source.startswith(f"{party['id']}@")), None)
            )
        if step["missing"] or not step["parties"]:
            waived = step["detail"].get("waived")
            gone: Cell = missing_words(step["missing"]) if step["missing"] else same(waived or "").zh
            where = step["written"]
            rows.append((*head, "", gone, "", found, place_text(where[0]) if where else ""))
            nodes.append(gap or own)
    return Table(columns, tuple(rows), tuple(nodes))
