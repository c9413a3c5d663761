"""Commands that ask: findings, who, chain, path, neighbourhood, picture, export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from api import office, show
from api.ask import find_item, find_thing, pick_findings, picture_scene
from api.export import csv_table, jsonl, xlsx_table
from api.lists_out import list_workbook
from graph.chain import chain as read_chain
from graph.ontology import load as ontology
from graph.paths import PASSED_OVER
from graph.paths import neighbourhood as read_neighbourhood
from graph.paths import path as read_path
from graph.rule import GROUPS, SEVERITIES
from graph.sentence import cited
from graph.triage import STATES
from graph.who import PLACES
from graph.who import who as read_who

FORMAT = click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", help="输出形式。"
)
EDITION = click.option("--edition", type=int, help="第几版（默认现行版）。")
TABLES = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "xlsx"]),
    default="table",
    help="输出形式。",
)
OUTPUT = click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="写到哪个文件。"
)


@click.command()
@click.option("--group", type=click.Choice(list(GROUPS)), help="分组。")
@click.option("--severity", type=click.Choice(list(SEVERITIES)), help="严重度。")
@click.option("--rule", help="规则代码或编号，如 G02。")
@click.option("--state", type=click.Choice(list(STATES)), help="状态。")
@click.option("--text", help="名称里含有的字。")
@click.option(
    "--fail-on", type=click.Choice(list(SEVERITIES)), help="有此程度及以上的待处理发现时退出码为 1。"
)
@TABLES
@OUTPUT
@EDITION
def findings(
    group: str | None, severity: str | None, rule: str | None, state: str | None, text: str | None,
    fail_on: str | None, form: str, output: Path | None, edition: int | None,
) -> int:  # fmt: skip
    """列出发现：缺口、重叠、审批到监管的断点。"""
    if form == "xlsx" and output is None:
        raise click.UsageError("xlsx 要写到文件：请加 -o 文件.xlsx")
    with office.opened() as opened:
        everything = opened.answer(lambda r: r.findings(), edition)
    found = pick_findings(everything, group, severity, rule, state, text)
    columns = ["严重度", "代码", "发现", "所涉", "状态", "编号"]
    if form == "json":
        show.as_json(found)
    elif form == "csv":
        write(csv_table(columns, show.finding_rows(found)).encode("utf-8-sig"), output)
    elif form == "xlsx":
        write(xlsx_table("发现", columns, show.finding_rows(found)), output)
    else:
        show.findings_summary(found)
        show.table(columns, show.finding_rows(found))
    order = list(SEVERITIES)
    bad = fail_on and any(
        f["state"] == "open" and order.index(f["severity"]) <= order.index(fail_on) for f in found
    )
    return 1 if bad else 0


def write(content: bytes, output: Path | None) -> None:
    """Write an export to its file, or to standard output."""
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        output.write_bytes(content)
        show.line(f"已写到 {output}")


@click.command()
@click.argument("question")
@EDITION
@FORMAT
def who(question: str, edition: int | None, form: str) -> int:
    """谁对这件事负责：QUESTION 是事项名称（或其中几个字），也可以是编号。"""
    with office.opened() as opened:
        answer = opened.answer(lambda r: read_who(r, question), edition)
    if form == "json":
        show.as_json(answer)
        return 0
    if answer["thing"]:
        show.line(
            f"{answer['thing']['name']}（{answer['thing']['id']}，第 {answer['edition']} 版）", style="bold"
        )
    for reason in answer["reasons"]:
        show.line(f"  ※ {reason['zh']}")
        for body, heirs in reason.get("successors", {}).items():
            show.line(f"    {body} → 现由{'、'.join(heirs)}" if heirs else f"    {body}：清单没有写由谁承继")
    for candidate in answer["candidates"]:
        show.line(f"  - {candidate['name']}({candidate['id']})")
    rows = [
        [ontology().links[p["role"]].zh, p["name"], p["scope"] or "", p["text"] or "",
         {"stated": "写明", "confirmed": "已确认", "inferred": "推定"}[p["standing"]],
         show.place(p["written"][0]) if p["written"] else ""]
        for place in PLACES.values() for p in answer[place]
    ]  # fmt: skip
    if rows:
        show.table(["角色", "单位", "范围", "表述", "依凭", "写在"], rows)
    for rests in answer["basis"]:
        show.line(f"依据：{cited(rests)}")
    for finding in answer["findings"]:
        show.line(
            f"发现 {finding['code']} {finding['title']}（{STATES[finding['state']]}）：{finding['key']}"
        )
    return 0


@click.command()
@click.argument("item")
@EDITION
@FORMAT
def chain(item: str, edition: int | None, form: str) -> int:
    """一个审批事项的责任链：审批、环节、审管衔接、监管、执法；ITEM 是编号或名称。"""
    with office.opened() as opened:
        answer = opened.answer(lambda r: read_chain(r, find_item(r, item)), edition)
    if form == "json":
        show.as_json(answer)
    else:
        show_chain(answer)
    return 0


def show_chain(answer: dict[str, Any]) -> None:
    """Print a chain as numbered sentences."""
    state = "有断点" if answer["broken"] else "完整"
    show.line(f"{answer['item']['name']}（第 {answer['edition']} 版，{state}）", style="bold")
    for number, sentence in enumerate(answer["sentences"], start=1):
        show.line(f"{number:>3}. {sentence}", style="red" if "【断点" in sentence else "")


@click.command()
@click.argument("source")
@click.argument("target")
@click.option("--avoid", multiple=True, help=f"不经过的种类（默认 {'、'.join(PASSED_OVER)}）。")
@click.option("--via", multiple=True, help="依次经过的编号或名称。")
@EDITION
@FORMAT
def path(
    source: str, target: str, avoid: tuple[str, ...], via: tuple[str, ...], edition: int | None, form: str
) -> int:
    """两个单位、事项之间最短怎样相连；SOURCE、TARGET 是编号或名称。"""
    unknown = set(avoid) - set(ontology().nodes)
    if unknown:
        raise click.BadParameter(f"没有这些种类：{'、'.join(sorted(unknown))}")
    with office.opened() as opened:
        answer = opened.answer(
            lambda r: read_path(
                r,
                find_thing(r, source),
                find_thing(r, target),
                avoid or PASSED_OVER,
                [find_thing(r, v) for v in via],
            ),
            edition,
        )
    if form == "json":
        show.as_json(answer)
        return 0
    if not answer["found"]:
        show.line("在避开这些种类的前提下，两者之间没有路径。")
    for step in answer["steps"]:
        show.line(f"{ontology().nodes[step['kind']].zh} {step['name']}({step['id']})")
        if step["links"]:
            show.line("   │ " + ";".join(_walked(step["id"], k) for k in step["links"]))
    return 0


def _walked(here: str, link: dict[str, str]) -> str:
    zh = ontology().links[link["kind"]].zh
    return f"{zh} →" if link["from"] == here else f"← {zh}"


@click.command()
@click.argument("thing")
@click.option("--depth", type=click.IntRange(1, 3), default=1, help="几步之内。")
@click.option("--limit", type=click.IntRange(1, 2000), default=300, help="最多几个。")
@EDITION
@FORMAT
def neighbourhood(thing: str, depth: int, limit: int, edition: int | None, form: str) -> int:
    """一个单位或事项周围有什么；THING 是编号或名称。"""
    with office.opened() as opened:
        answer = opened.answer(lambda r: read_neighbourhood(r, find_thing(r, thing), depth, limit), edition)
    if form == "json":
        show.as_json(answer)
        return 0
    names = {n["id"]: n["name"] for n in answer["nodes"]}
    show.line(f"显示 {answer['shown']} / 共 {answer['total']}", style="bold")
    rows = [[names[k["from"]], ontology().links[k["kind"]].zh, names[k["to"]]] for k in answer["links"]]
    show.table(["从", "关系", "到"], rows)
    return 0


@click.command()
@click.option("--chain", "item", help="画一个审批事项的责任链（编号或名称）。")
@click.option("--finding", help="画一条发现及其证据（发现编号）。")
@click.option("--around", help="画一个单位或事项周围（编号或名称）。")
@click.option("--depth", type=click.IntRange(1, 3), default=1, help="周围几步之内。")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="说明文字的语言。")
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="写到哪个 .html。"
)
@EDITION
def picture(
    item: str | None,
    finding: str | None,
    around: str | None,
    depth: int,
    lang: str,
    output: Path,
    edition: int | None,
) -> int:
    """画一张可离线打开的图（单个网页文件，含对照表）。"""
    if sum(x is not None for x in (item, finding, around)) != 1:
        raise click.UsageError("请在 --chain、--finding、--around 里选一个")
    from viz.page import write_picture

    with office.opened() as opened:
        scene = opened.answer(lambda r: picture_scene(r, item, finding, around, depth), edition)
    write_picture(scene, output, lang)
    show.line(f"已写到 {output}")
    return 0


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "xlsx"]), default="jsonl",
    help="输出形式：jsonl 是整版，xlsx 是一份清单（要 --list）。",
)  # fmt: skip
@click.option("--list", "list_id", help="只导出这份清单（编号），写成模板的样子，改好可以再导入。")
@OUTPUT
@EDITION
def export(form: str, list_id: str | None, output: Path | None, edition: int | None) -> int:
    """导出整版：每行一个 JSON 对象，先节点后关系，关系带出处（文件、表、格、原文）；或把一份清单导出为工作簿。"""
    if (form == "xlsx") != (list_id is not None):
        raise click.UsageError("--format xlsx 与 --list 清单编号 要一起用")
    if list_id is not None and output is None:
        raise click.UsageError("xlsx 要写到文件：请加 -o 文件.xlsx")
    with office.opened() as opened:
        if list_id is not None:
            content = list_workbook(opened, list_id, edition)
        else:
            content = ("\n".join(opened.answer(lambda r: list(jsonl(r)), edition)) + "\n").encode()
    write(content, output)
    return 0


COMMANDS = [findings, who, chain, path, neighbourhood, picture, export]
