"""Commands that take lists in: check, load, and what came of it: editions, accept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from api import office, show
from ingest.report import Understanding

FILES = click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
FORMAT = click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", help="输出形式。"
)
PROFILE = click.option("--profile", help="指定清单样式（不指定则自动识别）。")
FIRST = click.option("--first-listed", is_flag=True, help="没写牵头时以排第一的为主办（会标明是推定）。")
SEVERITY = {"error": "错误", "warning": "警告", "info": "提示"}


@click.command()
@FILES
@PROFILE
@FIRST
@FORMAT
def check(files: tuple[Path, ...], profile: str | None, first_listed: bool, form: str) -> int:
    """读清单，说明读懂了什么、问题在哪一格；不写入。有错误时退出码为 2。"""
    with office.opened() as opened, show.progress() as step:
        understood = office.check(opened, files, profile, first_listed, step)
    if form == "json":
        show.as_json(understood.to_json())
    else:
        report(understood)
    return 0 if understood.ok else 2


def report(understood: Understanding) -> None:
    """Print what was understood of each file, and every problem with its cell."""
    for file in understood.to_json()["files"]:
        counts = file["counts"]
        show.line(
            f"{file['file']}：{file['profile'] or '未识别'};共 {counts['rows']} 行 = "
            f"{counts['statement_rows']} 行表述 + {counts['problem_rows']} 行有问题 + "
            f"{counts['non_data_rows']} 行非数据；{len(file['statements'])} 条职责关系",
            style="bold",
        )
        rows = [
            [SEVERITY[p["severity"]], p["code"], p["cell"], p["message"], p["todo"]]
            for p in sorted(file["problems"], key=lambda p: list(SEVERITY).index(p["severity"]))
        ]
        if rows:
            show.table(["程度", "代码", "位置", "问题", "怎么办"], rows[:200])
        if len(rows) > 200:
            show.line(f"……显示 200 条，共 {len(rows)} 条；全部见 --format json")


@click.command()
@FILES
@PROFILE
@FIRST
@click.option("--as-of", help="这一版所说的日子（YYYY-MM-DD），默认今天。")
@click.option("--note", default="", help="这次装入的说明。")
@FORMAT
def load(
    files: tuple[Path, ...], profile: str | None, first_listed: bool, as_of: str | None, note: str, form: str
) -> int:
    """读清单并发布为新的一版；只替换所含的清单。有错误则什么都不改，退出码为 2。"""
    with office.opened() as opened, show.progress() as step:
        loaded = office.load(opened, files, day(as_of), profile, first_listed, note, step)
    if form == "json":
        show.as_json(result(loaded))
    elif loaded.published is None:
        report(loaded.understanding)
        show.complain("有错误，什么都没有改动。请按上表改好后再装。")
    else:
        loaded_line(loaded)
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


COMMANDS = [check, load, editions, accept]
