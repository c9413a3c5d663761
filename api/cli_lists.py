"""Commands that take lists in: check, load, and what came of it: editions, accept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from api import office, show
from api.lists_out import list_workbook, lists
from api.show_check import names, report, tell
from ingest.handback import hand_back
from ingest.profile import ProfileError, profile_of, profiles
from ingest.template import kinds
from ingest.template import template as blank

FILES = click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
FORMAT = click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", help="输出形式。"
)
PROFILE = click.option(
    "--profile", multiple=True, callback=lambda _, __, said: named(said), metavar="NAME|FILE=NAME",
    help="指定清单样式（不指定则自动识别）；写“文件名=样式”只管一个文件。可重复。",
)  # fmt: skip
FIRST = click.option("--first-listed", is_flag=True, help="没写牵头时以排第一的为主办（会标明是推定）。")


def named(said: tuple[str, ...]) -> dict[str, str]:
    """Profiles by file name, `*` for all other files; refuses a profile that does not exist."""
    found = {}
    for one in said:
        file, _, name = one.rpartition("=")
        try:
            profile_of(name)
        except ProfileError as error:
            raise click.BadParameter(str(error)) from None
        found[Path(file).name or "*"] = name
    return found


@click.command()
@FILES
@PROFILE
@FIRST
@click.option(
    "--hand-back", "folder", type=click.Path(file_okay=False, path_type=Path),
    help="把标出问题的工作簿写到这个文件夹，可寄回报送单位。",
)  # fmt: skip
@FORMAT
def check(
    files: tuple[Path, ...], profile: dict[str, str], first_listed: bool, folder: Path | None, form: str
) -> int:
    """读清单，说明读懂了什么、问题在哪一格；不写入。有错误时退出码为 2。"""
    with office.opened() as opened, show.progress() as step:
        understood = office.check(opened, files, profile, first_listed, step)
    if form == "json":
        show.as_json(understood.to_json())
    else:
        tell(understood)
    for done in hand_back(files, understood, folder) if folder else ():
        what = f"已写到 {done.path}" if done.path else "没有问题，不必退回"
        show.remark("\n".join([f"{done.file}：{what}", *(f"  注意：{loss}" for loss in done.losses)]))
    return 0 if understood.ok else 2


@click.command()
@FILES
@PROFILE
@FIRST
@click.option("--as-of", help="这一版所说的日子（YYYY-MM-DD），默认今天。")
@click.option("--note", default="", help="这次装入的说明。")
@click.option("--unresolved", is_flag=True, help="认不出的机构名称按“未识别”装入，逐一标明，而不是不装。")
@FORMAT
def load(
    files: tuple[Path, ...], profile: dict[str, str], first_listed: bool, as_of: str | None, note: str,
    unresolved: bool, form: str,
) -> int:  # fmt: skip
    """读清单并发布为新的一版；只替换所含的清单。有错误则什么都不改，退出码为 2。"""
    with office.opened() as opened, show.progress() as step:
        loaded = office.load(
            opened, files, day(as_of), profile, first_listed, note, step, unresolved=unresolved
        )
    if form == "json":
        show.as_json(result(loaded))
    elif loaded.published is None:
        report(loaded.understanding)
        show.complain("有错误，什么都没有改动。请按上表改好后再装。")
    else:
        loaded_line(loaded)
        names(loaded.understanding)
    return 0 if loaded.published else 2


def loaded_line(loaded: office.Loaded) -> None:
    """Print what a load came to, in one line."""
    done = loaded.published
    if done is None:
        return
    if done.new:
        show.line(
            f"已发布第 {done.edition.no} 版（{done.edition.as_of}）：{done.statements} 条表述，{len(done.findings)} 条发现。"
        )
    else:
        show.line(f"与现行第 {done.edition.no} 版完全相同，没有改动（{done.statements} 条表述）。")


def day(text: str | None) -> str | None:
    """An ISO day as given; refuses anything else."""
    from datetime import date

    try:
        return None if text is None else date.fromisoformat(text).isoformat()
    except ValueError:
        raise click.BadParameter(f"{text} 不是 YYYY-MM-DD 的日期") from None


def result(loaded: office.Loaded) -> dict[str, Any]:
    """A load as JSON: `published` (edition, new, statements, findings) or null, and what was understood."""
    done = loaded.published
    published = done and {
        "edition": done.edition.no, "as_of": done.edition.as_of, "hash": done.edition.hash, "new": done.new,
        "statements": done.statements, "findings": len(done.findings),
    }  # fmt: skip
    return {"published": published, **loaded.understanding.to_json()}


@click.command()
@FORMAT
def editions(form: str) -> int:
    """列出已发布的各版。"""
    with office.opened() as opened:
        found = opened.record.editions()
    if form == "json":
        show.as_json(
            [
                {"edition": e.no, "as_of": e.as_of, "published_at": e.published_at, "hash": e.hash}
                for e in found
            ]
        )
    elif found:
        show.table(
            ["版", "所说日期", "发布时间（UTC）", "哈希"],
            [[e.no, e.as_of, e.published_at, e.hash] for e in found],
        )
    else:
        show.line("还没有发布任何版本。请先 zhize load 清单.xlsx")
    return 0


@click.command()
@click.argument("key")
@click.option("--reason", required=True, help="为什么接受。")
@click.option("--by", required=True, help="由哪个岗位接受（写职务，不写姓名）。")
@click.option("--until", help="接受到哪一天（YYYY-MM-DD）；不写则不设期限。")
def accept(key: str, reason: str, by: str, until: str | None) -> int:
    """接受一条发现，写明理由；它仍然可见，并标明已接受。"""
    with office.opened() as opened:
        opened.record.accept(key, reason, by, day(until))
    show.line(f"已接受 {key}。")
    return 0


@click.command()
@click.argument("kind", type=click.Choice(kinds()))
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="写到哪个文件。"
)
@click.option("--from-edition", is_flag=True, help="不要空表，而把现行版里的这份清单填进去。")
def template(kind: str, output: Path, from_edition: bool) -> int:
    """写一份可填的模板：栏目、说明、下拉选项和示例行。KIND 是清单样式。"""
    if from_edition:
        with office.opened() as opened:
            kinds = {s.list_kind for s in profiles()[kind].sheets}
            found = [x for k in sorted(kinds) for x in lists(opened, kind=k)]
            if len(found) != 1:
                known = "；".join(f"{x.id}（{x.properties['name']}）" for x in found) or "没有"
                raise click.UsageError(f"现行版里这一种清单不是正好一份：{known}。请用 zhize export --list")
            content = list_workbook(opened, found[0].id)
    else:
        content = blank(profiles()[kind])
    output.write_bytes(content)
    show.line(f"已写到 {output}")
    return 0


COMMANDS = [template, check, load, editions, accept]
