"""Commands for tokens: who may come in over HTTP."""

from __future__ import annotations

import click

from api import office, show
from api.access import ALLOWED, Need
from api.cli_lists import FORMAT
from graph.edition import now
from graph.tokens import ROLES, Token
from graph.tokens import add as make
from graph.tokens import revoke as end
from graph.tokens import tokens as all_tokens


def state(token: Token) -> str:
    """`revoked`, `ended` or `holds`."""
    return "revoked" if token.revoked_at else "holds" if token.holds(now()[:10]) else "ended"


_STATES = {"revoked": "已撤销", "ended": "已过期", "holds": "可用"}


@click.group()
def token() -> None:
    """令牌：谁可以经网络使用，是什么角色。只能在装有档案库的机器上管理。"""


@token.command()
@click.argument("name")
@click.option("--role", required=True, type=click.Choice(list(ROLES)), help="角色；各能做什么见 token list。")
@click.option("--until", help="用到哪一天（YYYY-MM-DD，UTC）；不写则到撤销为止。")
@FORMAT
def add(name: str, role: str, until: str | None, form: str) -> int:
    """做一个令牌并显示一次；NAME 写岗位或用途，不写姓名。档案库只存它的哈希。"""
    with office.opened() as opened:
        secret = make(opened.record, name, role, until)
    if form == "json":
        show.as_json({"name": name.strip(), "role": role, "until": until, "token": secret})
        return 0
    show.line(secret)
    show.complain("只显示这一次，请马上存好。接口：Authorization: Bearer 令牌;网页：/sign-in。")
    return 0


@token.command("list")
@FORMAT
def list_tokens(form: str) -> int:
    """列出做过的令牌（不含令牌本身）和各角色能做的事。"""
    with office.opened() as opened:
        found = all_tokens(opened.record)
    if form == "json":
        keys = ("name", "role", "until", "made_at", "revoked_at")
        show.as_json([{k: getattr(t, k) for k in keys} | {"state": state(t)} for t in found])
        return 0
    columns = ["名称", "角色", "用到", "做于（UTC）", "状态"]
    rows = [[t.name, f"{t.role} {ROLES[t.role]}", t.until, t.made_at, _STATES[state(t)]] for t in found]
    if rows:
        show.table(columns, rows)
    else:
        show.line("还没有令牌：服务只能供本机使用。")
    show.table(["角色", "可以"], [[f"{r} {zh}", may(r)] for r, zh in ROLES.items()])
    return 0


def may(role: str) -> str:
    """What a role may do, in words."""
    return "、".join(zh for need, zh in _MAY.items() if need in ALLOWED[role])


_MAY = {
    Need.READ: "看答案、发现、网页和图，导出", Need.WORK: "检查清单，接受发现", Need.LOAD: "装入清单", Need.AUDIT: "看审计",
}  # fmt: skip


@token.command()
@click.argument("name")
def revoke(name: str) -> int:
    """撤销一个令牌，马上生效。"""
    with office.opened() as opened:
        end(opened.record, name)
    show.line(f"已撤销“{name}”。")
    return 0


COMMANDS = [token]
