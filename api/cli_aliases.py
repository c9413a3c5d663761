"""Commands for aliases: how lists call a body, once somebody has confirmed it."""

from __future__ import annotations

import click

from api import office, show
from api.cli_lists import FORMAT
from graph import aliases as kept
from graph.record import RecordError, UnknownEdition

REGION = click.option("--region", help="在哪个行政区划（6 位代码）的清单里这样写；不写则为机构自己的。")


@click.group()
def alias() -> None:
    """别名：清单里怎样称呼一个机构。由人确认，写明理由，记入审计；下次读清单时使用。"""


@alias.command()
@click.argument("text")
@click.argument("org")
@click.option("--by", required=True, help="由哪个岗位确认（写职务，不写姓名）。")
@click.option("--reason", required=True, help="为什么确认是这个机构。")
@REGION
def add(text: str, org: str, by: str, reason: str, region: str | None) -> int:
    """记一个别名：TEXT 是清单里的写法，ORG 是机构的编号或全称。"""
    with office.opened() as opened:
        body = kept.body_of(opened.record, org)
        already = office.named(opened, text, region or str(body.properties.get("region") or ""))
        if already is not None and already.id != body.id and already.how in ("exact", "prefix"):
            raise RecordError(f"“{text}”就是 {already.name} 的全称，不能用作别的机构的别名")
        body = kept.add(opened.record, text, org, by, reason, region)
    show.line(f"已记下：“{text}”就是 {body.properties['name']}（{body.id}）。下次读清单时使用。")
    return 0


@alias.command("list")
@FORMAT
def list_aliases(form: str) -> int:
    """列出记过的别名，去掉的也在内。"""
    with office.opened() as opened:
        found = kept.aliases(opened.record)
        try:
            no = opened.record.edition(None).no
            names = {s.id: s.properties.get("name") for s in opened.record.statements(no) if s.is_node}
        except UnknownEdition:
            names = {}
    keys = ("text", "region", "body", "confirmed_by", "reason", "made_at", "removed_at")
    if form == "json":
        show.as_json([{k: getattr(a, k) for k in keys} | {"name": names.get(a.body)} for a in found])
    elif found:
        rows = [
            [
                a.text,
                names.get(a.body) or a.body,
                a.region,
                a.confirmed_by,
                a.reason,
                a.made_at,
                a.removed_at or "",
            ]
            for a in found
        ]
        show.table(["别名", "机构", "行政区划", "由谁确认", "理由", "记于（UTC）", "去掉于"], rows)
    else:
        show.line("还没有记过别名。")
    return 0


@alias.command()
@click.argument("text")
@click.option("--by", required=True, help="由哪个岗位决定（写职务，不写姓名）。")
@click.option("--reason", required=True, help="为什么去掉。")
@REGION
def remove(text: str, by: str, reason: str, region: str | None) -> int:
    """去掉一个别名；以前的记录和版本不变。"""
    with office.opened() as opened:
        kept.remove(opened.record, text, by, reason, region)
    show.line(f"已去掉别名“{text}”。")
    return 0


COMMANDS = [alias]
