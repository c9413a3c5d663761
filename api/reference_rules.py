"""Reference pages of the rules, made from the rule files and their examples."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graph.example import AS_OF, Example, read
from graph.ontology import load
from graph.rule import GROUPS, SEVERITIES, Rule, catalogue


def name(rule: Rule) -> str:
    """The file name of a rule's page.

    >>> [name(rule) for rule in catalogue() if rule.id == "duty_with_nobody"]
    ['G01-duty_with_nobody.md']
    """
    return f"{rule.code}-{rule.id}.md"


def page(rule: Rule) -> str:
    """Markdown of one rule: what it asks, on what basis, when it stays silent, its query and examples."""
    examples = read(rule)
    fires, silent = [e for e in examples if e.expect], [e for e in examples if not e.expect]
    seen = {str(row.get("severity", rule.severity)) for e in fires for row in e.expect}
    severities = "、".join(f"{zh}({key})" for key, zh in SEVERITIES.items() if key in seen)
    return "\n".join(
        [
            f"# {rule.code} {rule.title}",
            "",
            f"{rule.title_en}. `{rule.id}`",
            "",
            f"**{rule.asks}**",
            "",
            "| | |",
            "|---|---|",
            f"| 组 | {GROUPS[rule.group]} |",
            f"| 级 | {severities} |",
            f"| 关于 | {load().nodes[rule.subject].zh}（{rule.subject}） |",
            f"| 发现的身份 | {', '.join(f'`{c}`' for c in rule.identity)} |",
            *(f"| 参数 `${name}` | {_cell(_said(value))} |" for name, value in rule.params.items()),
            f"| 依据 | {_cell(rule.basis)} |",
            f"| 下一步 | {_cell(rule.next)} |",
            "",
            "## 何时沉默",
            "",
            *(f"- {e.why}" for e in silent),
            "",
            "## 查询",
            "",
            "两个引擎都照原样执行；`$as_of` 是评判当日。",
            "",
            "```cypher",
            rule.query,
            "```",
            "",
            "看了多少：",
            "",
            "```cypher",
            rule.denominator.strip(),
            "```",
            "",
            "## 会发现的例子",
            "",
            *_shown(rule, fires),
            "## 不会发现的例子",
            "",
            *_shown(rule, silent),
        ]
    )


def _shown(rule: Rule, examples: Iterable[Example]) -> Iterable[str]:
    for example in examples:
        yield f"### {example.why}"
        yield ""
        yield "```"
        yield from example.graph
        yield "```"
        yield ""
        if example.as_of != AS_OF:
            yield f"评判当日：{example.as_of}"
            yield ""
        for row in example.expect:
            severity = str(row.get("severity", rule.severity))
            found = ", ".join(f"`{column} = {row[column]}`" for column in rule.identity)
            yield f"发现：{found},{SEVERITIES[severity]}"
            yield ""


def _said(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def index() -> str:
    """Markdown of the list of all rules, by group and code."""
    lines = ["# 规则", "", "由规则文件生成；每条规则旁有它的例子，两个引擎都要通过。", ""]
    for group, zh in GROUPS.items():
        lines += [f"## {zh}", "", "| 码 | 规则 | 问什么 | 级 |", "|---|---|---|---|"]
        for rule in catalogue():
            if rule.group == group:
                asks = _cell(rule.asks)
                lines.append(
                    f"| {rule.code} | [{rule.title}]({name(rule)}) | {asks} | {SEVERITIES[rule.severity]} |"
                )
        lines.append("")
    return "\n".join(lines)
