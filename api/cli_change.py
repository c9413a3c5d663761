"""Commands by which a person changes what lists say: pairs of matters confirmed to be one, single corrections."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from api import office, show
from api.cli_lists import FORMAT
from graph import amend as by_hand
from graph import matched, matching
from graph.identity import RELATIONS, Pair
from graph.overlay import ACTIONS, Amendment
from graph.workspace import Published

BY = click.option("--by", required=True, help="由哪个岗位决定（写职务，不写姓名）。")
REASON = click.option("--reason", required=True, help="为什么。")
CONFIRMED = [r for r in RELATIONS if r != "different"]


@click.group(invoke_without_command=True)
@click.option("--size", type=click.IntRange(1, 500), default=matching.LIMIT, help="最多列出几对。")
@click.option("--list", "list_id", help="只列有一项在这份清单（编号）里的。")
@click.option("--decided", is_flag=True, help="改为列出已作的决定。")
@FORMAT
@click.pass_context
def match(context: click.Context, size: int, list_id: str | None, decided: bool, form: str) -> None:
    """事项核对：列出可能是同一事项的成对事项，由人确认或否定；程序不自行合并。"""
    if context.invoked_subcommand:
        return
    with office.opened() as opened:
        if decided:
            _show_decided(matched.decided(opened.record), form)
            return
        found = matching.propose(opened.record, size, list_id)
    if form == "json":
        show.as_json([asdict(m) for m in found])
    elif found:
        rows = [
            [f"{m.score}%", RELATIONS[m.relation], f"{m.older_name}\n{m.older}", f"{m.newer_name}\n{m.newer}",
             "；".join(m.speaks), "；".join(m.against)]
            for m in found
        ]  # fmt: skip
        show.table(["可能", "看来是", "原有", "新有", "支持的理由", "不支持的理由"], rows)
    else:
        show.line("没有待核对的事项。")


def _show_decided(pairs: list[Pair], form: str) -> None:
    if form == "json":
        show.as_json([asdict(p) for p in pairs])
    elif pairs:
        rows = [
            [RELATIONS[p.relation], f"{p.older_name}\n{p.older}", f"{p.newer_name}\n{p.newer}", p.decided_by, p.reason,
             p.made_at, p.ended_at or ""]
            for p in pairs
        ]  # fmt: skip
        show.table(["决定", "原有", "新有", "由谁决定", "理由", "记于（UTC）", "撤回于"], rows)
    else:
        show.line("还没有作过决定。")


@match.command()
@click.argument("older")
@click.argument("newer")
@click.option("--as", "relation", type=click.Choice(CONFIRMED), required=True, help="两项是什么关系。")
@BY
@REASON
def confirm(older: str, newer: str, relation: str, by: str, reason: str) -> int:
    """确认一对：same 同一事项、reworded 改写、split 拆分、merged 合并；随即发布新的一版。

    same、reworded：NEWER 改用 OLDER 的编号，发现及其状态随之；另一种写法记为别名。
    split、merged：两项各自保留，连在一起。清单还没装入而题目要改的，reworded 的 NEWER 写新题目。
    """
    with office.opened() as opened, show.progress() as step:
        step("draft")
        done = matched.confirm(opened, older, newer, relation, by, reason)
    published(done)
    return 0


@match.command()
@click.argument("older")
@click.argument("newer")
@BY
@REASON
def reject(older: str, newer: str, by: str, reason: str) -> int:
    """否定一对：不是同一事项，以后不再列出。"""
    with office.opened() as opened:
        matched.reject(opened.record, older, newer, by, reason)
    show.line("已记下：不是同一事项。")
    return 0


@match.command()
@click.argument("older")
@click.argument("newer")
@BY
@REASON
def withdraw(older: str, newer: str, by: str, reason: str) -> int:
    """撤回一项决定；已合并的，重新装入有关清单后分开。"""
    with office.opened() as opened:
        matched.withdraw(opened.record, older, newer, by, reason)
    show.line("已撤回。已确认的，重新装入有关清单后生效。")
    return 0


def pair(_: Any, __: Any, said: tuple[str, ...]) -> dict[str, str]:
    """Properties as `name=value`."""
    wrong = [one for one in said if "=" not in one]
    if wrong:
        raise click.BadParameter(f"{wrong[0]} 要写成 属性=值")
    return {name.strip(): value for name, _, value in (one.partition("=") for one in said)}


@click.command()
@click.argument("statement", nargs=-1)
@click.option(
    "--set",
    "properties",
    multiple=True,
    callback=pair,
    metavar="属性=值",
    help="改写一个属性；值为空则去掉。可重复。",
)
@click.option("--remove", is_flag=True, help="去掉这一条责任关系。")
@click.option(
    "--add", nargs=3, metavar="关系 机构 事项", help="补上一条责任关系，例如 LEADS 市水务局 节约用水管理。"
)
@click.option("--end", type=int, metavar="编号", help="收回一条更正。")
@click.option("--list", "listing", is_flag=True, help="列出更正。")
@click.option("--reason", default="", help="为什么更正。")
@click.option("--document", default="", help="依据哪份文件。")
@click.option("--by", default="", help="由哪个岗位决定（写职务，不写姓名）。")
@click.option("--base", type=int, help="更正所看的是哪一版；现行版已变则不更正。")
@FORMAT
def amend(
    statement: tuple[str, ...], properties: dict[str, str], remove: bool, add: tuple[str, str, str] | None,
    end: int | None, listing: bool, reason: str, document: str, by: str, base: int | None, form: str,
) -> int:  # fmt: skip
    """手工更正一条表述，写明理由和文件；随即发布新的一版。

    \b
    STATEMENT 是表述的编号，或事项的名称，或“责任关系 机构 事项”三项：
      zhize amend LEADS 市水务局 节约用水管理 --set scope=城区 --reason … --document … --by …
    清单没有改动之处，再次装入时更正仍然有效；清单改了的，以清单为准，并提示（AMENDED）。
    """
    ways = [bool(properties) and not add, remove, bool(add), end is not None, listing]
    if ways.count(True) != 1 or bool(statement) != (ways[0] or ways[1]):
        raise click.UsageError("写明一种做法：表述加 --set 或 --remove，或 --add、--end、--list")
    with office.opened() as opened:
        if listing:
            _show_amendments(by_hand.amendments(opened.record), form)
            return 0
        if end is not None:
            done = by_hand.end(opened, end, reason, by)
        elif add:
            done = by_hand.add(opened, *add, properties, reason, document, by, base=base)
        else:
            said = by_hand.find(opened.record, statement, base)
            done = by_hand.amend(
                opened, said, None if remove else properties, reason, document, by, base=base
            )
    published(done)
    return 0


def _show_amendments(found: list[Amendment], form: str) -> None:
    if form == "json":
        show.as_json([asdict(a) for a in found])
    elif found:
        rows = [
            [a.id, ACTIONS[a.action], f"{a.kind} {a.subject}" + (f"\n{a.object}" if a.object else ""),
             "；".join(f"{k}={'' if v is None else v}" for k, v in a.properties.items()), a.reason, a.document,
             a.decided_by, a.made_in, a.ended_at or ""]
            for a in found
        ]  # fmt: skip
        show.table(
            ["编号", "做法", "表述", "内容", "理由", "文件", "由谁决定", "自第几版", "失效于（UTC）"], rows
        )
    else:
        show.line("还没有更正过。")


def published(done: Published) -> None:
    """Print what came of it, in one line."""
    show.line(
        f"已发布第 {done.edition.no} 版（{done.edition.as_of}）：{done.statements} 条表述，{len(done.findings)} 条发现。"
    )


COMMANDS = [match, amend]
