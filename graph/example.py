"""The graphs beside a rule: three-word lines that become real statements, checked and compiled like any list.

>>> [s.kind for s in expand(["org:a LEADS duty:gas {scope: 东区}"])]
['Organization', 'Duty', 'LEADS']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.ids import link_id
from graph.judge import Finding
from graph.ontology import load
from graph.own_yaml import own_yaml
from graph.rule import Rule, RuleError
from graph.statement import Statement, clean

AS_OF = "2026-06-30"
_LINE = re.compile(r"(\S+:\S+)(?: ([A-Z_]+) (\S+:\S+))?(?: (\{.*\}))?")
# Values a kind must have that say nothing about the case at hand; a line may give its own.
_FILLED = {"BoundaryList": {"kind": "boundary", "region": "379900"}}
# A node that is named after another: kind -> (link that leads to it, its property that holds the other's id).
_NAMED_AFTER = {"Handoff": ("HANDS_OFF", "sender"), "Stage": ("HAS_STAGE", "item")}


@dataclass(frozen=True, slots=True)
class Example:
    """One graph with what the rule must find in it: nothing, where it must stay silent."""

    why: str
    graph: tuple[str, ...]
    expect: tuple[Mapping[str, Any], ...]
    as_of: str

    @property
    def statements(self) -> list[Statement]:
        """What the lines state."""
        return expand(self.graph)


def expand(lines: Iterable[str]) -> list[Statement]:
    """Statements of lines such as `org:a LEADS duty:gas {scope: 东区}` or `org:a {status: merged}`.

    A short id is the node's id; a node without a line of its own has its id's second half for a name.
    Raises RuleError naming the line that cannot be read, or what the ontology finds wrong.
    """
    said: dict[str, dict[str, Any]] = {}
    links: list[tuple[str, str, str, dict[str, Any]]] = []
    for line in lines:
        match = _LINE.fullmatch(line.strip())
        properties = _properties(match[4]) if match and match[4] else {}
        if not match or not isinstance(properties, dict):
            raise RuleError(f"example line {line!r}: write `node {{..}}` or `node LINK node {{..}}`")
        source, kind, target = match[1], match[2], match[3]
        said.setdefault(source, {})
        if kind is None:
            said[source] |= properties
        else:
            said.setdefault(target, {})
            links.append((kind, source, target, properties))
    made = [_node(node, properties, links) for node, properties in said.items()]
    made += [_link(kind, source, target, clean(given)) for kind, source, target, given in links]
    wrong = sorted({problem for s in made for problem in s.problems()})
    if wrong:
        raise RuleError(f"example: {'; '.join(wrong)}")
    return made


def _properties(text: str) -> Any:
    said = own_yaml(text)
    if isinstance(said, dict):  # YAML reads a day as a date; lists and the ontology keep it as text
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in said.items()}
    return said


def _node(
    node: str, said: Mapping[str, Any], links: Sequence[tuple[str, str, str, dict[str, Any]]]
) -> Statement:
    kind, short = load().kind_of(node), node.partition(":")[2]
    filled: dict[str, Any] = {"name": short, **_FILLED.get(kind, {})}
    if kind == "Region":
        filled["code"] = short
    if kind in _NAMED_AFTER:
        link, holds = _NAMED_AFTER[kind]
        for name, source, target, _ in links:
            if name == link and target == node:
                filled[holds] = source
    return Statement(node, kind, node, None, clean({**filled, **said}))


def _link(kind: str, source: str, target: str, said: Mapping[str, Any]) -> Statement:
    return Statement(link_id(kind, source, target, said), kind, source, target, said)


def read(rule: Rule) -> list[Example]:
    """The examples beside a rule: those that fire first, then the silent ones."""
    raw = own_yaml(rule.examples.read_text(encoding="utf-8"))
    if set(raw) != {"fires", "silent"}:
        raise RuleError(f"{rule.examples.name}: it holds `fires` and `silent`")
    return [_example(rule, one, fires=key == "fires") for key in ("fires", "silent") for one in raw[key]]


def _example(rule: Rule, raw: Mapping[str, Any], *, fires: bool) -> Example:
    where = f"{rule.examples.name}: {raw.get('why', '?')}"
    unknown = set(raw) - {"why", "graph", "expect", "as_of"}
    if unknown or not raw.get("why") or not raw.get("graph"):
        raise RuleError(f"{where}: an example has why, graph, expect, as_of; not {sorted(unknown)}")
    if fires != bool(raw.get("expect")):
        raise RuleError(f"{where}: what fires says what to expect, what is silent expects nothing")
    for row in raw.get("expect", ()):
        if set(row) - {"severity"} != set(rule.identity):
            raise RuleError(f"{where}: expect names {sorted(rule.identity)}, and severity where it varies")
    return Example(
        raw["why"], tuple(raw["graph"]), tuple(raw.get("expect", ())), str(raw.get("as_of", AS_OF))
    )


def difference(rule: Rule, example: Example, findings: Iterable[Finding]) -> str:
    """How the findings differ from what the example expects; empty when they agree.

    A row of `expect` without a severity expects the one of the rule's header.
    """

    def line(values: Mapping[str, Any], severity: str) -> str:
        return ", ".join([*(f"{c}={values[c]}" for c in rule.identity), severity])

    wanted = sorted(line(row, row.get("severity", rule.severity)) for row in example.expect)
    found = sorted(line(f.columns, f.severity) for f in findings)
    return "" if wanted == found else f"expected {wanted or 'nothing'}, found {found or 'nothing'}"
