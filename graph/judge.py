"""Run rules on a store -> findings, in one order on every engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.days import reckoned
from graph.ids import digest
from graph.rule import SEVERITIES, Rule, catalogue
from graph.statement import dumps
from graph.store import Store

_OWN = frozenset({"evidence", "evidence_set", "facts", "severity"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault found.

    `key` survives; `subject` is the node it is about; `columns` the identity values and readable names;
    `evidence` node ids in walking order; `facts` statement ids; `looked_at` how many things the rule
    looked at (its denominator).
    """

    key: str
    rule: str
    code: str
    title: str
    group: str
    severity: str
    subject: str
    columns: Mapping[str, Any]
    evidence: tuple[str, ...]
    facts: tuple[str, ...]
    looked_at: int

    @property
    def digest(self) -> str:
        """Hash of all that was found: changes when the evidence does, though the key stays."""
        return digest(
            self.key, self.severity, dumps(dict(self.columns)), *self.evidence, *self.facts, size=16
        )


def _flat(value: Any) -> Iterable[str]:
    if isinstance(value, (list, tuple)):
        for part in value:
            yield from _flat(part)
    elif value is not None and value != "":
        yield str(value)


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _finding(rule: Rule, row: Mapping[str, Any], looked_at: int) -> Finding:
    columns = {
        name: sorted(_distinct(_flat(value))) if isinstance(value, list) else value
        for name, value in row.items()
        if name not in _OWN
    }
    evidence = _distinct([*_flat(row["evidence"]), *sorted(_flat(row.get("evidence_set")))])
    facts = sorted(_distinct(_flat(row["facts"])))
    severity = row.get("severity") or rule.severity
    return Finding(
        rule.key(columns), rule.id, rule.code, rule.title, rule.group, severity, evidence[0], columns,
        tuple(evidence), tuple(facts), looked_at,
    )  # fmt: skip


def run(rule: Rule, store: Store, as_of: str, **params: Any) -> list[Finding]:
    """Findings of one rule, by key. Rows that share an identity are one finding: evidence and facts join.

    `as_of` is the ISO day the rule judges for; `params` override the rule's defaults. A parameter such as
    `12 months before as_of` is that day.
    """
    wanted: dict[str, Any] = {k: reckoned(v, as_of) for k, v in {**rule.params, **params}.items()}
    wanted["as_of"] = as_of
    asked = {name: value for name, value in wanted.items() if f"${name}" in rule.query}
    rows = store.read(rule.query, asked, timeout_s=120, max_rows=200_000)
    in_count = {name: value for name, value in wanted.items() if f"${name}" in rule.denominator}
    looked_at = int(store.read(rule.denominator, in_count, timeout_s=120)[0]["n"])
    found: dict[str, list[Finding]] = {}
    for row in rows:
        one = _finding(rule, row, looked_at)
        found.setdefault(one.key, []).append(one)
    return [_join(found[key]) for key in sorted(found)]


def _join(same: list[Finding]) -> Finding:
    if len(same) == 1:
        return same[0]
    worst = sorted(same, key=lambda f: (list(SEVERITIES).index(f.severity), dumps(dict(f.columns))))
    first = worst[0]
    return Finding(
        first.key, first.rule, first.code, first.title, first.group, first.severity, first.subject,
        first.columns, tuple(_distinct(e for f in worst for e in f.evidence)),
        tuple(sorted({x for f in worst for x in f.facts})), first.looked_at,
    )  # fmt: skip


def judge(
    store: Store,
    as_of: str,
    rules: Iterable[Rule] | None = None,
    progress: Callable[[str], None] | None = None,
) -> list[Finding]:
    """Findings of all rules, worst first, then by code and key."""
    found: list[Finding] = []
    for rule in rules if rules is not None else catalogue():
        if progress:
            progress(f"{rule.code} {rule.title}")
        found += run(rule, store, as_of)
    order = list(SEVERITIES)
    return sorted(found, key=lambda f: (order.index(f.severity), f.code, f.key))
