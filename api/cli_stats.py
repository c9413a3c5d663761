"""The command that counts: stats."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from api import office, show
from api.cli_read import EDITION, OUTPUT, TABLES, write
from api.export import csv_table, xlsx_table
from graph.ontology import load as ontology
from graph.stats import beside, ledger

ON_SCREEN = 30  # rows of a table where all tables are shown


@click.command()
@click.argument("name", metavar="[ID]", default="")
@click.option("--against", type=int, help="与第几版对照：并排列出，并给出增减。")
@click.option("--query", "queries", is_flag=True, help="同时给出每个数的含义和查询语句。")
@TABLES
@OUTPUT
@EDITION
def stats(
    name: str, against: int | None, queries: bool, form: str, output: Path | None, edition: int | None
) -> int:
    """台账：按清单、领域、机构、层级、角色等计数；ID 是表或数的编号，不写则列出全部。"""
    if form == "xlsx" and output is None:
        raise click.UsageError("xlsx 要写到文件：请加 -o 文件.xlsx")
    with office.opened() as opened:
        answer = opened.answer(lambda r: ledger(r, name), edition)
        if against is not None:
            answer = beside(answer, opened.answer(lambda r: ledger(r, name), against))
    if form == "json":
        show.as_json(answer)
    elif form == "csv":
        write(csv_table(*long_table(answer, queries)).encode("utf-8-sig"), output)
    elif form == "xlsx":
        write(xlsx_table("台账", *long_table(answer, queries)), output)
    else:
        for table in answer["tables"]:
            _show(table, answer, queries, whole=bool(name))
    return 0


def long_table(answer: dict[str, Any], queries: bool = False) -> tuple[list[str], list[list[Any]]]:
    """A ledger as columns and rows for a spreadsheet: one row for each count that is not zero (in either edition)."""
    other = answer["against"]
    columns = ["表", "数", "编号", "项", "项编号", _edition(answer)]
    columns += [_edition(other), "增减"] if other else []
    rows = []
    for table in answer["tables"]:
        for number in table["numbers"]:
            for row in table["rows"]:
                n, was = row["n"][number["id"]], row["before"] and row["before"][number["id"]]
                if n or was or not table["by"]:
                    counts = [n, was, n - was] if other else [n]
                    said = [
                        table["title"]["zh"],
                        number["title"]["zh"],
                        number["id"],
                        row["name"],
                        row["key"],
                        *counts,
                    ]
                    rows.append([*said, number["query"]] if queries else said)
    return [*columns, "查询语句"] if queries else columns, rows


def _edition(said: dict[str, Any]) -> str:
    return f"第 {said['edition']} 版（{said['as_of']}）"


def _show(table: dict[str, Any], answer: dict[str, Any], queries: bool, whole: bool) -> None:
    """Print one table: a line for each number where it has one row, else a column for each number."""
    title, other = f"{table['title']['zh']}（{table['id']}）", answer["against"]
    numbers = table["numbers"]
    if not table["by"]:
        row = table["rows"][0]
        columns = ["数", _edition(answer), *([_edition(other), "增减"] if other else [])]
        rows = [[n["title"]["zh"], *_counts(row, n["id"])] for n in numbers]
        show.line(f"\n{title}", style="bold")
        show.table(columns, rows)
    else:
        shown = table["rows"] if whole else table["rows"][:ON_SCREEN]
        of = _edition(answer) + (f"；与{_edition(other)}不同的写作“原数 → 现数（增减）”" if other else "")
        show.line(f"\n{title}：{of}", style="bold")
        rows = [
            [r["name"] or "（清单没有写）", *(_in_short(_counts(r, n["id"])) for n in numbers)] for r in shown
        ]
        show.table([_of(table["by"]), *(n["title"]["zh"] for n in numbers)], rows)
        if len(shown) < len(table["rows"]):
            show.line(f"  显示 {len(shown)} / 共 {len(table['rows'])} 行；全部见 zhize stats {table['id']}")
    for number in numbers if queries else ():
        show.line(f"\n  {number['title']['zh']}（{number['id']}）：{number['means']['zh']}")
        for line in number["query"].split("\n"):
            show.line(f"    {line}")


def _of(by: str) -> str:
    """What the rows of a table are."""
    kind, _, name = by.partition(".")
    if by == "link":
        return "角色"
    declared = ontology().nodes.get(kind) or ontology().links[kind]
    return declared.properties[name].zh if name not in ("", "name") else declared.zh


def _counts(row: dict[str, Any], number: str) -> list[Any]:
    """This edition's count; with another edition, that one's and the change."""
    if row["before"] is None:
        return [row["n"][number]]
    return [
        row["n"][number],
        row["before"][number],
        f"{row['change'][number]:+d}" if row["change"][number] else "0",
    ]


def _in_short(counts: list[Any]) -> str:
    if len(counts) == 1 or counts[0] == counts[1]:
        return str(counts[0] or "·")
    return f"{counts[1]} → {counts[0]}（{counts[2]}）"


COMMANDS = [stats]
