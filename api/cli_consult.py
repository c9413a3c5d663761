"""Commands that ask the departments and take in what they answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from api import consult as asking
from api import office, show
from api.cli_lists import FORMAT, day
from graph import answered as kept
from graph.statement import Batch
from ingest.problem import SEVERITIES

BY = click.option("--by", required=True, help="由哪个岗位决定（写职务，不写姓名）。")
REASON = click.option("--reason", required=True, help="为什么。")


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--org", "orgs", multiple=True, help="只问这个单位（编号或全称）；可重复。不写则问所有单位。")
@click.option("--list", "list_id", help="只问这份清单（编号）里的职责。")
@click.option("--until", help="请在哪一天前答复（YYYY-MM-DD，含当日）。")
@click.option("--by", default="local", help="由哪个岗位发出（写职务，不写姓名）。")
@FORMAT
def consult(
    folder: Path, orgs: tuple[str, ...], list_id: str | None, until: str | None, by: str, form: str
) -> int:
    """征求意见：为每个单位写一份工作簿到 FOLDER，列出它在现行版里的职责，右边留答复栏。"""
    with office.opened() as opened:
        done = asking.consult(opened.record, folder, orgs, list_id, day(until), by)
    if form == "json":
        round_ = done.consultation
        show.as_json({
            "consultation": round_.id, "edition": round_.edition, "list": round_.list_id, "asked_on": round_.asked_on,
            "until": round_.until, "ended": list(done.ended),
            "workbooks": [{"organization": n, "file": str(p), "rows": rows} for n, p, rows in done.workbooks],
        })  # fmt: skip
        return 0
    show.table(["单位", "文件", "条数"], [[name, path, rows] for name, path, rows in done.workbooks])
    if done.ended:
        show.line(f"已撤并、没有写的单位：{'、'.join(done.ended)}")
    show.line(
        f"第 {done.consultation.id} 次征求意见，依据第 {done.consultation.edition} 版。收到答复后：zhize replies 文件…"
    )
    return 0


class _Replies(click.Group):
    """A group whose first word may be a file: then it is `read`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `read` in front, unless a command or a cry for help stands there."""
        if not args or args[0] not in {*self.commands, *ctx.help_option_names}:
            args = ["read", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Replies)
def replies() -> None:
    """各单位对征求意见的答复：读入、列出、采纳或不采纳。

    \b
    读入答复：  zhize replies 答复1.xlsx 答复2.xlsx
    看答复：    zhize replies --list [--open]
    """


@replies.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--list", "listing", is_flag=True, help="列出答复，与原文并排。")
@click.option("--org", help="只列这个单位（编号或全称）。")
@click.option("--open", "open_only", is_flag=True, help="只列还没有处理的修改和不同意。")
@click.option("--all", "everything", is_flag=True, help="已由新的回复代替的也列出。")
@FORMAT
def read(
    files: tuple[Path, ...], listing: bool, org: str | None, open_only: bool, everything: bool, form: str
) -> int:
    """读入寄回的工作簿；有一处不对就一份都不收，退出码为 2。不带文件或加 --list 则列出答复。"""
    if files and (listing or org or open_only or everything):
        raise click.UsageError("读入文件和列出答复要分两次")
    with office.opened() as opened:
        if not files:
            return _list(opened, org, open_only, everything, form)
        done = asking.read_replies(opened.record, files)
    if form == "json":
        show.as_json({
            "kept": [{"reply": k.id, "file": k.file, "organization": k.org, "answers": k.answers,
                      "replaces": k.replaces, "dropped": k.dropped} for k in done.kept],
            "problems": [{"file": p.file, "place": p.place, "severity": p.severity, "message": p.message, "todo": p.todo}
                         for p in done.problems],
        })  # fmt: skip
    else:
        _tell(done)
    return 0 if done.kept else 2


def _tell(done: asking.Read) -> None:
    if done.problems:
        rows = [[SEVERITIES[p.severity], p.file, p.place, p.message, p.todo] for p in done.problems]
        show.table(["程度", "文件", "位置", "问题", "怎么办"], rows)
    for one in done.kept:
        again = f"；代替第 {one.replaces} 份回复" if one.replaces else ""
        again += f"，其中 {one.dropped} 条这次没有再答" if one.dropped else ""
        show.line(f"{one.file}：收下 {one.answers} 条答复{again}。")
    if not done.kept:
        show.complain("有错误，一份都没有收。请改好后再读入。")


def _list(opened: office.Workspace, org: str | None, open_only: bool, everything: bool, form: str) -> int:
    found = kept.listed(opened.record, org, open_only, everything)
    waiting, count = kept.silent(opened.record), kept.unpublished(opened.record)
    if form == "json":
        show.as_json({"replies": found, "silent": waiting, "unpublished": count})
        return 0
    columns = ["编号", "单位", "角色", "事项", "原表述", "意见", "修改为", "理由", "依据", "处理"]
    if found:
        show.table(columns, [row(one) for one in found])
    else:
        show.line("没有这样的答复。")
    for one in waiting:
        until = f"，答复期限 {one['until']}" if one["until"] else ""
        show.line(f"还没有回复：{one['org_name']}（第 {one['consultation']} 次，{one['rows']} 条{until}）")
    if count:
        show.line(
            f"{count} 条职责的征求意见情况还没有进入版本：下次发布时进入，也可以马上 zhize replies publish"
        )
    return 0


def row(one: dict[str, Any]) -> list[Any]:
    """An answer as a row of the table."""
    state = kept.STATES[one["state"]] + (f"：{one['decided_reason']}" if one["decided_reason"] else "")
    todo = f"（{kept.TODO[one['todo']]}）" if one["todo"] else ""
    return [
        one["id"], one["org_name"], one["role"], one["matter"], one["clause"], kept.OPINIONS[one["opinion"]],
        one["amended"], one["reason"], one["own_basis"], state + todo,
    ]  # fmt: skip


@replies.command()
@click.argument("answer", type=int)
@REASON
@BY
def adopt(answer: int, reason: str, by: str) -> int:
    """采纳一条修改或不同意（ANSWER 是编号）。

    采纳修改，就按“修改为”手工更正这条职责表述，发布为新的一版；采纳不同意，清单仍要由人更正。
    """
    with office.opened() as opened:
        one, done = asking.adopt(opened, answer, reason, by)
    _told(one)
    if done is not None:
        show.line(f"已按答复更正，发布第 {done.edition.no} 版。")
    return 0


@replies.command()
@click.argument("answer", type=int)
@REASON
@BY
def decline(answer: int, reason: str, by: str) -> int:
    """不采纳一条修改或不同意；该单位没有确认这一条，照旧看得见。

    采纳过的改为不采纳，就收回按它所作的更正，发布为新的一版。
    """
    with office.opened() as opened:
        one, done = asking.decline(opened, answer, reason, by)
    _told(one)
    if done is not None:
        show.line(f"已收回按答复所作的更正，发布第 {done.edition.no} 版。")
    return 0


def _told(one: dict[str, Any]) -> None:
    show.line(f"答复 {one['id']}（{one['org_name']}，{one['matter']}）：{kept.STATES[one['state']]}。")
    if one["todo"]:
        show.line(f"清单不会自己改：{kept.TODO[one['todo']]}（{one['now'] or one['statement']}）。")


@replies.command()
@click.option("--as-of", help="这一版所说的日子（YYYY-MM-DD），默认今天。")
def publish(as_of: str | None) -> int:
    """不等下次装入清单，马上把征求意见的情况发布为新的一版。"""
    with office.opened() as opened, show.progress() as step:
        done = opened.publish(Batch(), day(as_of), note="征求意见", on_step=step)
    if done.new:
        show.line(f"已发布第 {done.edition.no} 版（{done.edition.as_of}）：{len(done.findings)} 条发现。")
    else:
        show.line(f"没有新的答复，仍是第 {done.edition.no} 版。")
    return 0


COMMANDS = [consult, replies]
