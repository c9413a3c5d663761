"""A rule is one file: a YAML header in a comment, then one Cypher query that both engines take as pasted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from graph.ids import digest
from graph.ontology import load as ontology
from graph.own_yaml import own_yaml

ROOT = Path(__file__).with_name("rules")
GROUPS = {"gap": "缺口", "overlap": "重叠", "handoff": "审批到监管断点", "coordination": "议事协调机构"}
SEVERITIES = {"high": "高", "medium": "中", "low": "低", "info": "提示"}
_FILE = re.compile(r"\A/\*\n(.*?)\n\*/\n(.*)\Z", re.DOTALL)
_KEYS = frozenset(
    {"id", "code", "title", "asks", "group", "severity", "subject", "identity", "denominator", "params"}
    | {"basis", "next", "replaces"}
)


class RuleError(ValueError):
    """A rule file is wrong; the message names the file and what to mend."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue.

    `identity` are the columns that name one finding for ever; `denominator` is a query giving `n`, how many
    things were looked at; `params` name -> default value; `replaces` former rule ids whose finding keys
    go on under this one.
    """

    id: str
    code: str
    title: str
    title_en: str
    asks: str
    group: str
    severity: str
    subject: str
    identity: tuple[str, ...]
    denominator: str
    params: Mapping[str, Any]
    basis: str
    next: str
    replaces: tuple[str, ...]
    query: str
    path: Path

    def key(self, row: Mapping[str, Any]) -> str:
        """The name of the finding in this row: rule id and identity values, nothing else."""
        return f"{self.id}-{digest(self.id, *(row[c] for c in self.identity), size=12)}"

    @property
    def examples(self) -> Path:
        """The file of graphs that must fire and graphs that must stay silent."""
        return self.path.with_suffix("").with_suffix(".examples.yaml")


def parse(path: Path) -> Rule:
    """Read one rule file; raises RuleError where header and query do not fit together."""
    match = _FILE.match(path.read_text(encoding="utf-8"))
    if not match:
        raise RuleError(f"{path.name}: a rule is /* yaml */ and then one query")
    head, query = own_yaml(match[1]), match[2].strip()
    wrong = (_KEYS - {"replaces", "params"} - set(head)) | (set(head) - _KEYS)
    if wrong:
        raise RuleError(f"{path.name}: header lacks or does not know {sorted(wrong)}")
    for problem, bad in {
        f"id is not the file's name ({head['id']})": head["id"] != path.stem,
        f"group {head['group']!r} is not its folder's": head["group"] != path.parent.name
        or head["group"] not in GROUPS,
        f"severity {head['severity']!r}": head["severity"] not in SEVERITIES,
        f"subject {head['subject']!r} is no node kind": head["subject"] not in ontology().nodes,
        "the query ends with ';'": query.endswith(";"),
    }.items():
        if bad:
            raise RuleError(f"{path.name}: {problem}")
    returned = query.rpartition("RETURN")[2]
    for column in (*head["identity"], "evidence", "facts"):
        if not re.search(rf"\b{column}\b", returned):
            raise RuleError(f"{path.name}: {column} is not among the columns returned")
    return Rule(
        head["id"], head["code"], head["title"]["zh"], head["title"]["en"], head["asks"], head["group"],
        head["severity"], head["subject"], tuple(head["identity"]), head["denominator"],
        head.get("params") or {}, head["basis"], head["next"], tuple(head.get("replaces") or ()), query, path,
    )  # fmt: skip


@cache
def catalogue() -> tuple[Rule, ...]:
    """All rules, by code; raises RuleError when two share an id or code."""
    rules = sorted((parse(p) for p in ROOT.glob("*/*.cypher")), key=lambda r: r.code)
    for name in ("id", "code"):
        values = [getattr(r, name) for r in rules]
        twice = {v for v in values if values.count(v) > 1}
        if twice:
            raise RuleError(f"{name} given twice: {sorted(twice)}")
    return tuple(rules)
