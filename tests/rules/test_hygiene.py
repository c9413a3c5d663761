"""What every rule file must keep to, whatever it looks for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.example import read
from graph.judge import run
from graph.ontology import load
from graph.rule import GROUPS, ROOT, SEVERITIES, Rule, RuleError, catalogue, parse
from tests.rules.conftest import Lay

RULES = pytest.mark.parametrize("rule", catalogue(), ids=lambda r: r.id)
# What one of the engines refuses, or answers in a way of its own: pattern -> what to write instead.
NOT_PORTABLE = {
    r"\btype\(|\blabel\(": "name the link in the pattern",
    r"\blabels\(": "name the kind in the pattern",
    r"\[\s*\w+ IN ": "no list comprehension",
    r"\bCALL\b": "no subquery, no procedure",
    r"\bshortestPath\b|\bSHORTEST\b": "paths are networkx's",
    r"\bexists\(": "EXISTS { MATCH ... }",
    r"\bsubstring\(": "one engine counts from 1, the other from 0",
    r"\(\w*:\w+:\w+": "two labels mean or on one engine, and on the other",
    r"\bdate\(|\bdatetime\(|\btimestamp\(|\bnow\(": "a rule has no clock but $as_of",
    r"\bLOAD\b|\bCREATE\b|\bSET\b|\bDELETE\b|\bMERGE\b": "a rule only reads",
    r"\bcoalesce\([^(),]* (?:=|<>|<|>|IN) ": "write x IS NULL OR ...: ladybug mixes up rows after it",
    r"\bLIMIT\b|\bSKIP\b|\bORDER BY\b": "the judge sorts",
}


def queries(rule: Rule) -> str:
    """Query and denominator, without texts in quotes."""
    return re.sub(r"'[^']*'", "''", f"{rule.query}\n{rule.denominator}")


@RULES
def test_cypher_is_portable(rule: Rule) -> None:
    for pattern, instead in NOT_PORTABLE.items():
        assert not re.search(pattern, queries(rule)), instead


@RULES
def test_all_names_are_declared(rule: Rule) -> None:
    text = queries(rule)
    kinds = {k for ks in re.findall(r"\(\w*:([\w|]+)", text) for k in ks.split("|")}
    assert kinds <= set(load().nodes)
    links = {k for ks in re.findall(r"\[\w*:([A-Z_|]+)", text) for k in ks.split("|")}
    assert links <= set(load().links)
    known = {p for kind in load().nodes.values() for p in kind.properties}
    known |= {p for link in load().links.values() for p in link.properties}
    assert set(re.findall(r"\b[a-z]\w*\.(\w+)", text)) <= known


@RULES
def test_properties_belong_to_their_kind(rule: Rule) -> None:
    text = queries(rule)
    owners: dict[str, set[str]] = {}
    for name, some in re.findall(r"\((\w+):([\w|]+)", text):
        for kind in some.split("|"):
            owners.setdefault(name, set()).update(load().nodes[kind].properties)
    for name, some in re.findall(r"\[(\w+):([A-Z_|]+)", text):
        for link in some.split("|"):
            owners.setdefault(name, set()).update(load().links[link].properties)
    for name, said in re.findall(r"\b([a-z]\w*)\.(\w+)", text):
        assert name not in owners or said in owners[name], f"{name}.{said}"


@RULES
def test_every_recursion_is_bounded(rule: Rule) -> None:
    assert all(re.fullmatch(r"1\.\.[1-4]", span) for span in re.findall(r"\*([\d.]*)\]", queries(rule)))


@RULES
def test_the_header_says_enough(rule: Rule) -> None:
    assert rule.title and rule.title_en and rule.basis and rule.next
    assert rule.asks.endswith(("?", "？"))
    assert rule.group in GROUPS and rule.severity in SEVERITIES
    assert rule.identity and not set(rule.identity) & {"name", "title", "severity", "evidence", "facts"}
    assert rule.denominator.rstrip().endswith("AS n")


@RULES
def test_severities_are_known_and_at_most_the_headers(rule: Rule) -> None:
    branches = re.findall(r"(?:THEN|ELSE) '(\w+)'|'(\w+)' AS severity", rule.query)
    said = {a or b for a, b in branches} or {rule.severity}
    order = list(SEVERITIES)
    assert said <= set(order)
    assert min(said, key=order.index) == rule.severity, "the header says the worst it can be"


@RULES
def test_fires_and_near_misses_are_shown(rule: Rule) -> None:
    examples = read(rule)
    assert len([e for e in examples if e.expect]) >= 1
    assert len([e for e in examples if not e.expect]) >= 2
    assert len({e.why for e in examples}) == len(examples), "every example shows something of its own"
    shown = {str(row.get("severity", rule.severity)) for e in examples for row in e.expect}
    said = {a or b for a, b in re.findall(r"(?:THEN|ELSE) '(\w+)'|'(\w+)' AS severity", rule.query)}
    assert shown == (said or {rule.severity}), "every severity is shown"


@RULES
def test_two_runs_give_the_same(rule: Rule, on_ladybug: Lay) -> None:
    example = read(rule)[0]
    store = on_ladybug(example.statements)
    once, again = run(rule, store, example.as_of), run(rule, store, example.as_of)
    assert once == again and once
    assert {f.digest for f in once} == {f.digest for f in again}


@RULES
def test_the_empty_city_has_no_findings(rule: Rule, on_ladybug: Lay) -> None:
    assert run(rule, on_ladybug([]), "2026-06-30") == []


def test_every_file_is_a_rule_with_its_examples() -> None:
    assert {p.name.partition(".")[0] for p in ROOT.glob("*/*") if p.is_file()} == {r.id for r in catalogue()}
    assert all(r.examples.exists() for r in catalogue())


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("id: duty_with_nobody", "id: other", "id is not the file's name"),
        ("group: gap", "group: handoff", "group"),
        ("severity: high", "severity: grave", "severity"),
        ("subject: Duty", "subject: Duties", "no node kind"),
        ("identity: [duty_id]", "identity: [matter_id]", "matter_id"),
        ("basis:", "grounds:", "header"),
        ("*/", "", "yaml"),
        ("evidence_set, facts", "evidence_set, facts;", "ends with"),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, was: str, now: str, says: str) -> None:
    whole = (ROOT / "gap" / "duty_with_nobody.cypher").read_text(encoding="utf-8")
    path = tmp_path / "gap" / "duty_with_nobody.cypher"
    path.parent.mkdir()
    path.write_text(whole.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(RuleError, match=f"duty_with_nobody.cypher.*{says}"):
        parse(path)
