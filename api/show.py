"""What the command line prints: tables for people on the screen, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.rule import GROUPS, SEVERITIES
from graph.triage import STATES
from viz.legend import columns_of

out = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
err = Console(stderr=True, highlight=False)


def as_json(value: Any) -> None:
    """Print a value as JSON, Chinese left readable."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=False) + "\n")


def table(columns: Sequence[str], rows: Sequence[Sequence[Any]], title: str = "") -> None:
    """Print a table; text from lists is printed as it is, never as markup."""
    shown = Table(title=title or None, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for column in columns:
        shown.add_column(column, overflow="fold")
    for row in rows:
        shown.add_row(*(Text("" if v is None else str(v)) for v in row))
    out.print(shown)


def line(text: str = "", style: str = "") -> None:
    """Print one line of text as it is."""
    out.print(Text(text, style=style), soft_wrap=not sys.stdout.isatty())


def complain(text: str) -> None:
    """Print one line to standard error."""
    err.print(Text(text, style="bold red"))


def remark(text: str) -> None:
    """Print one line to standard error that is no complaint: what was written where, beside an answer."""
    err.print(Text(text), soft_wrap=True)


@contextmanager
def progress() -> Iterator[Any]:
    """A function that shows the step at hand on standard error; on a terminal it stays one line."""
    words = {
        "read": "读取清单", "draft": "比较改动", "compile": "编成图", "before rename": "写图文件", "judge": "判定",
        "sql write": "写入档案库", "before commit": "提交", "after commit": "已提交", "mirror": "更新 Neo4j",
    }  # fmt: skip
    with err.status("……") as status:

        def step(name: str) -> None:
            head, _, rest = name.partition(" ")
            status.update(Text(words.get(name) or f"{words.get(head, head)} {rest}"))

        yield step


def findings_summary(findings: Sequence[dict[str, Any]]) -> None:
    """Print findings by group and severity."""
    counts = Counter((f["group"], f["severity"]) for f in findings if f["state"] in ("open", "accepted"))
    rows = [
        [zh, *(counts[group, s] or "·" for s in SEVERITIES), sum(counts[group, s] for s in SEVERITIES)]
        for group, zh in GROUPS.items()
    ]
    table(["分组", *SEVERITIES.values(), "合计"], rows, title="发现（按分组与严重度）")


def finding_rows(findings: Sequence[dict[str, Any]]) -> list[list[Any]]:
    """Rows for a table of findings: severity, code, title, what, state, key."""
    return [
        [SEVERITIES[f["severity"]], f["code"], f["title"], about(f), STATES[f["state"]], f["key"]]
        for f in findings
    ]


def about(finding: dict[str, Any]) -> str:
    """The readable columns of a finding, subject first, values in words."""
    return " | ".join(value.zh for _, value in columns_of(finding))


def place(written: dict[str, Any]) -> str:
    """A place in a file as file!sheet!cell."""
    return "!".join(p for p in (written["file"], written["sheet"], written["cell"]) if p)
