"""What the command line prints of lists that were read: how they were understood, and every problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from api import show
from graph.ontology import load
from ingest.detect import LEVELS
from ingest.mapping import CONFIDENCE, NEEDS
from ingest.problem import SEVERITIES
from ingest.profile import profiles
from ingest.report import Understanding
from ingest.resolved import HOWS, REASONS, unresolved

SHOWN = 200
NAMES = 40


def tell(understood: Understanding) -> None:
    """Print how each file was understood, then what `report` prints."""
    for file in understood.to_json()["files"]:
        _counts(file)
        _profile(file)
        for mapping in _distinct(file["mapping"]):
            _columns(mapping)
        _first_rows(file["first_rows"], {name["text"] for name in file["unresolved"]})
        _resolutions(file["resolutions"])
        _problems(file)
    names(understood)
    unsure = [f for f in understood.files if f.reading and f.reading.sure and f.reading.sure.level != "high"]
    if unsure or any(f.profile is None for f in understood.files):
        show.line(
            "认错了？用 --profile 样式（或 --profile 文件名=样式），或在清单旁放 清单名.zhize.yaml，写明 profile、"
            f"sheet、header_row、columns。样式有：{'、'.join(profiles())}"
        )


def report(understood: Understanding) -> None:
    """Print how many rows of each file were understood, and every problem with its cell."""
    for file in understood.to_json()["files"]:
        _counts(file)
        _problems(file)


def _counts(file: dict[str, Any]) -> None:
    counts = file["counts"]
    show.line(
        f"{file['file']}：{file['profile'] or '未识别'}；共 {counts['rows']} 行 = "
        f"{counts['statement_rows']} 行表述 + {counts['problem_rows']} 行有问题 + "
        f"{counts['non_data_rows']} 行非数据；{len(file['statements'])} 条职责关系",
        style="bold",
    )


def _profile(file: dict[str, Any]) -> None:
    sure = file["sure"]
    if sure is None:
        return
    title = profiles()[file["profile"]].title
    beside = f"；旁有 {file['sidecar']}" if file["sidecar"] else ""
    show.line(f"  样式“{title}”，把握{LEVELS[sure['level']]}：{'，'.join(sure['why'])}{beside}")
    levels = Counter(s["confidence"] for s in file["statements"])
    if levels:
        said = "，".join(f"{zh} {levels[level]}" for level, zh in CONFIDENCE.items())
        show.line(f"  各条的可信程度：{said}")


def _distinct(sheets: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sheets with the same columns shown once, under the names of all."""
    found: dict[str, dict[str, Any]] = {}
    for sheet in sheets:
        same = found.setdefault(repr((sheet["columns"], sheet["unread"])), {**sheet, "names": []})
        same["names"].append(sheet["sheet"])
    return list(found.values())


def _columns(mapping: dict[str, Any]) -> None:
    first, *more = mapping["names"]
    rows = "、".join(map(str, mapping["header_rows"]))
    name = f"工作表“{first}”" if first else "表"
    also = f"等 {len(more) + 1} 张" if more else ""
    show.line(f"  {name}{also}，表头第 {rows} 行：")
    show.table(
        ["  栏", "栏名", "字段", "含义"],
        [
            [
                f"  {c['column']}",
                c["heading"],
                c["field"]
                + "".join(f"（{w}）" for w in (NEEDS[c["need"]], "按词义" if c["guessed"] else "") if w),
                c["meaning"],
            ]
            for c in mapping["columns"]
        ]
        + [
            [f"  {c['column']}", c["heading"], "没有读取", f"像“{c['like']}”？" if c["like"] else ""]
            for c in mapping["unread"]
        ],
    )


def _first_rows(rows: list[dict[str, Any]], lost: set[str]) -> None:
    """The first rows as they were understood; names that stand for no one body are marked."""
    if not rows:
        return

    def who(name: str) -> str:
        return f"{name}（未识别）" if name in lost else name

    show.line("  前几行这样理解：")
    for row in rows:
        if row["said"]:
            said = (
                f"{who(s['organization'])} {load().links[s['role']].zh} {s['thing']}" for s in row["said"]
            )
        else:
            said = (f"{name}={text}" for name, text in list(row["fields"].items())[:6])
        show.line(f"    {row['row']}  {'；'.join(said)}")


def _resolutions(rows: list[dict[str, Any]]) -> None:
    """Names that were not written in full: what each was taken for, how, and how often."""
    if not rows:
        return
    counts = Counter({how: sum(r["count"] for r in rows if r["how"] == how) for how in HOWS})
    said = "，".join(f"{zh} {counts[how]}" for how, zh in HOWS.items() if counts[how])
    show.line(f"  没有写全称的机构名称，这样认定（{said}）：")
    show.table(
        ["  清单中写", "认作", "怎么认的", "次数", "位置"],
        [
            [f"  {r['text']}", r["organization"], HOWS[r["how"]], r["count"], "、".join(r["cells"][:2])]
            for r in rows[:NAMES]
        ],
    )
    if len(rows) > NAMES:
        show.line(f"  ……显示 {NAMES} 个，共 {len(rows)} 个；全部见 --format json")


def names(understood: Understanding) -> None:
    """Print every name that stands for no one body, with its reason and the bodies it may mean."""
    rows = unresolved(understood.problems)
    if rows:
        show.line(f"认不出的机构名称 {len(rows)} 个：")
        show.table(
            ["清单中写", "为什么", "可能是", "次数", "位置"],
            [
                [
                    r["text"],
                    REASONS[r["reason"]],
                    "、".join(r["candidates"]),
                    r["count"],
                    "、".join(r["cells"][:2]),
                ]
                for r in rows[:SHOWN]
            ],
        )


def _problems(file: dict[str, Any]) -> None:
    rows = [
        [SEVERITIES[p["severity"]], p["code"], p["cell"], p["message"], p["todo"]]
        for p in sorted(file["problems"], key=lambda p: list(SEVERITIES).index(p["severity"]))
    ]
    if rows:
        show.table(["程度", "代码", "位置", "问题", "怎么办"], rows[:SHOWN])
    if len(rows) > SHOWN:
        show.line(f"……显示 {SHOWN} 条，共 {len(rows)} 条；全部见 --format json")
