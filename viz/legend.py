"""What colours, signs and lines mean, in both languages: from the ontology, for drawing and for the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.ontology import load
from graph.rule import SEVERITIES
from graph.triage import STATES
from viz.words import Words, english, same

GAP = "Gap"
SEVERITY = {
    "high": Words(SEVERITIES["high"], "High"), "medium": Words(SEVERITIES["medium"], "Medium"),
    "low": Words(SEVERITIES["low"], "Low"), "info": Words(SEVERITIES["info"], "Hint"),
}  # fmt: skip
SEVERITY_SIGN = {"high": "✕", "medium": "⚠", "low": "▽", "info": "ℹ"}
GROUP = {
    "gap": Words("缺口", "Gaps"),
    "overlap": Words("重叠", "Overlaps"),
    "handoff": Words("审批到监管断点", "Broken hand-overs"),
    "coordination": Words("议事协调机构", "Coordination bodies"),
}
STATE = {state: Words(zh, english(state).capitalize()) for state, zh in STATES.items()}
# English where the declared name is long or reads badly.
_SHORT = {
    "TRANSFERRED_FROM": "moved from", "COUNTERPART_OF": "counterpart", "CONTENDS_WITH": "contends",
    "Handoff": "hand-over", "Stage": "step", "HAS_STAGE": "step", "MATCHES": "same matter", "VARIANT_OF": "same licence",
}  # fmt: skip
_LINES = {
    "LEADS": "bold", "APPROVES": "bold", "SUPERVISES": "bold", "ENFORCES": "bold", "ASSISTS": "dashed",
    "SHARES": "dashed", "GUIDES": "dotted", "COORDINATES": "dotted", "INVOLVED_IN": "dotted", GAP: "gap",
}  # fmt: skip
_OF_GROUP = {
    "derived": "dotted",
    "mark": "dotted",
    "change": "dashdot",
    "source": "thin",
    "structure": "thin",
    "handoff": "plain",
}
# What rules call their columns; a test asks for every column that a rule returns.
_COLUMNS = {
    "item": ("审批事项", "Item"), "duty": ("职责事项", "Duty"), "subject": ("所涉", "Subject"),
    "stem": ("名称主干", "Stem"), "stage": ("环节", "Step"), "named": ("写到的", "Named"),
    "words": ("原文用语", "Words"), "lead": ("主办", "Lead"), "leads": ("主办", "Leads"),
    "approvers": ("审批部门", "Approvers"), "supervisors": ("监管部门", "Supervisors"),
    "receiver": ("接收部门", "Receiver"), "receivers": ("接收部门", "Receivers"), "now": ("现由", "Now"),
    "moved_from": ("原实施部门", "Moved from"), "overlaps": ("范围比较", "Comparison"),
    "region": ("行政区划", "Region"), "county": ("区县", "County"), "domain": ("领域", "Domain"),
    "lead_count": ("牵头单位数", "Leading bodies"), "organization": ("单位", "Organization"),
    "lists": ("清单", "Lists"), "licences": ("关联许可", "Licences"),
    "body": ("议事协调机构", "Body"), "bodies": ("议事协调机构", "Bodies"), "body_kind": ("类别", "Kind"),
    "body_status": ("现状", "Status"), "duties": ("职责事项", "Duties"), "members": ("相同成员", "Shared members"),
    "score_percent": ("成员重合度（%）", "Shared members (%)"), "member": ("成员单位", "Member"),
    "offices": ("办公室或牵头所在部门", "Office or lead"), "expires_on": ("撤销期限", "Expires on"),
    "last_active": ("名录所写最近运转", "Last active, by the register"),
    "last_held": ("最近会议或发文", "Last meeting or document"),
    "opinion": ("最新意见", "Newest opinion"), "review_round": ("轮次", "Round"), "decided_on": ("意见日期", "Decided on"),
    "clause": ("职责表述", "Clause"), "confirmed": ("已确认", "Confirmed"), "answer_by": ("答复期限", "Answer by"),
}  # fmt: skip
_FIRST = ("item", "duty", "domain", "body", "bodies", "subject", "stem", "named", "stage")
_VALUES = {
    "stage": ("Stage", "kind"), "overlaps": ("CONTENDS_WITH", "overlap"), "body_kind": ("CoordinatingBody", "kind"),
    "body_status": ("CoordinatingBody", "status"), "opinion": ("BodyReview", "opinion"),
    "confirmed": ("LEADS", "confirmed"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a legend: a node kind (colour, sign) or a link kind (line); `means` says it in a sentence."""

    kind: str
    word: Words
    means: str
    colour: str
    sign: str
    line: str

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "kind": self.kind, "word": self.word.to_json(), "means": self.means, "colour": self.colour,
            "sign": self.sign, "line": self.line,
        }  # fmt: skip


def node_word(kind: str) -> Words:
    """Caption of a node kind."""
    if kind == GAP:
        return Words("缺口", "Gap")
    return Words(load().nodes[kind].zh, (_SHORT.get(kind) or english(kind)).capitalize())


def link_word(kind: str) -> Words:
    """Caption of a link kind."""
    return Words(load().links[kind].zh, _SHORT.get(kind) or english(kind))


def line_of(kind: str) -> str:
    """How a link is drawn: bold, plain, thin, dashed, dashdot, dotted, or gap."""
    if kind in _LINES:
        return _LINES[kind]
    return _OF_GROUP.get(load().links[kind].group, "plain")


def property_word(kind: str, name: str) -> Words:
    """Caption of a property of a node or link kind."""
    declared = (load().nodes.get(kind) or load().links[kind]).properties[name]
    return Words(declared.zh, english(name).capitalize())


def value_word(kind: str, name: str, value: Any) -> Words:
    """A property's value for reading: the caption of an enum's value, yes and no, or the text itself."""
    declared = (load().nodes.get(kind) or load().links[kind]).properties[name]
    if isinstance(value, bool):
        return Words("是", "Yes") if value else Words("否", "No")
    if declared.values and value in declared.values:
        return Words(declared.values[value], english(str(value)).capitalize())
    return same("、".join(map(str, value)) if isinstance(value, (list, tuple)) else value)


def column_word(name: str) -> Words:
    """Caption of a finding's column."""
    zh, en = _COLUMNS.get(name, (name.replace("_", " "), english(name).capitalize()))
    return Words(zh, en)


def column_value(name: str, value: Any) -> Words:
    """A finding's value for reading; lists are joined."""
    values = value if isinstance(value, (list, tuple)) else [value]
    owner = _VALUES.get(name)
    said = [value_word(*owner, v) if owner else same(v) for v in values if v not in (None, "")]
    return Words("、".join(w.zh for w in said), "、".join(w.en for w in said))


def columns_of(finding: Mapping[str, Any]) -> list[tuple[Words, Words]]:
    """The readable columns of a finding, caption and value, in the order that reads best: subject first."""
    shown = [
        (name, value)
        for name, value in finding["columns"].items()
        if name != "id" and not name.endswith("_id") and value not in (None, "", [])
    ]
    shown.sort(key=lambda c: (c[0] not in _FIRST, _FIRST.index(c[0]) if c[0] in _FIRST else 0))
    return [(column_word(name), column_value(name, value)) for name, value in shown]


def entry(kind: str) -> Entry:
    """The legend's line for a node or link kind (or for a gap)."""
    if kind == GAP:
        return Entry(GAP, node_word(GAP), "清单没有写的:虚线框,不是机构也不是关系", "#b42318", "缺", "gap")
    if kind in load().nodes:
        node = load().nodes[kind]
        return Entry(kind, node_word(kind), node.means, node.colour, node.sign, "")
    return Entry(kind, link_word(kind), load().links[kind].means, "#3d4a57", "", line_of(kind))


def legend(kinds: Iterable[str] | None = None) -> tuple[Entry, ...]:
    """All entries, or those of the kinds given, in the order of the ontology; gaps last."""
    order = [*load().nodes, *load().links, GAP]
    wanted = set(order if kinds is None else kinds)
    return tuple(entry(kind) for kind in order if kind in wanted)
