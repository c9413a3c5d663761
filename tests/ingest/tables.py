"""Random duties, and the many tables in which an office may write them down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

Said = tuple[str, str, str]
Grid = list[list[str]]

META = "发布单位：市委编办　行政区划：378800　状态：完整"
# Every way in which a list may write the name of a body, by its full name.
WRITINGS = {
    "清湾市水务局": ["清湾市水务局", "市水务局", "市 水 务 局", "水务局"],
    "清湾市住房和城乡建设局": ["清湾市住房和城乡建设局", "市住房和城乡建设局", "市住建局"],
    "清湾市发展和改革局": [
        "市发改局",
        "市发改局（市粮食和物资储备局）",
        "市粮食和物资储备局",
        "市发展和改革局",
    ],
    "清湾市公安局": ["市公安局", "公安局", "市公安 局"],
    "清湾市市场监督管理局": ["市市场监管局", "市监局", "市市场监督管理局", "市场监督管理局"],
    "清湾市综合行政执法局": ["市综合执法局", "市综合行政执法局(市城市管理局)"],
    "清湾市消防救援支队": ["市消防救援支队"],
    "东陵区水务局": ["东陵区水务局", "清湾市东陵区水务局"],
    "西沙区水务局": ["西沙区水务局"],
}
BODIES = sorted(WRITINGS)
TITLE = ["职责事项", "管理事项", "事项名称", "责任事项", "*职责事项"]
LEAD = ["牵头单位", "牵头部门", "主办单位", "主责单位", "牵 头 单 位", "牵头单位（必填）"]
ASSIST = ["配合单位", "配合部门", "协办单位", "协办部门", "配 合 单 位"]
NUMBERS = [
    lambda n: str(n), lambda n: f"{n}.", lambda n: f"（{n}）", lambda n: chr(0xFF10 + n), lambda n: chr(0x2460 + n - 1),
    lambda n: "一二三四五六七八九"[n - 1] + "、", lambda n: "(" + "一二三四五六七八九"[n - 1] + ")", lambda n: f"{n}、",
]  # fmt: skip
INLINE = [NUMBERS[k] for k in (1, 2, 4, 5, 6, 7)]  # a bare digit before a sentence would be part of it
JOINERS = ["、", "，", "；", "\n", " 、", "/"]
SAME = ["", "〃", "同上"]


@dataclass(frozen=True)
class Matter:
    """One matter with who leads it, if anybody does, and who assists."""

    title: str
    lead: str | None
    assists: tuple[str, ...]

    @property
    def said(self) -> list[Said]:
        """What a list that holds it says."""
        first = [("LEADS", self.lead, self.title)] if self.lead else []
        return [*first, *(("ASSISTS", body, self.title) for body in self.assists)]


titles = st.builds(
    "{}{}{}".format,
    st.sampled_from(["城区", "农村", "河道", "学校周边", "景区", "港口", "园区"]),
    st.sampled_from(["路灯", "水闸", "摊贩", "锅炉", "电梯", "渔船", "书屋", "广告牌"]),
    st.sampled_from(["管理", "巡查", "整治", "维护", "登记"]),
)


@st.composite
def matters(draw: st.DrawFn, led: bool = False, least: int = 1) -> list[Matter]:
    """Some matters of different titles; with `led` each has a lead."""
    made = []
    for title in draw(st.lists(titles, min_size=least, max_size=5, unique=True)):
        chosen = draw(st.lists(st.sampled_from(BODIES), min_size=1, max_size=4, unique=True))
        leads = led or draw(st.booleans())
        made.append(Matter(title, chosen[0] if leads else None, tuple(chosen[1:] if leads else chosen)))
    return made


def written(draw: st.DrawFn, body: str) -> str:
    """One way to write a name."""
    return draw(st.sampled_from(WRITINGS[body]))


def joined(draw: st.DrawFn, bodies: Sequence[str]) -> str:
    """Several names in one cell."""
    return draw(st.sampled_from(JOINERS)).join(written(draw, b) for b in bodies)


@st.composite
def dressed(draw: st.DrawFn, made: list[Matter], together: bool) -> tuple[Grid, list[str]]:
    """A table of matters and its merges: with `together` all who assist share a cell, else each has a row."""
    number = draw(st.sampled_from(NUMBERS))
    order = draw(st.permutations(["number", "title", "lead", "assist", "basis"]))
    heads = {"number": draw(st.sampled_from(["序号", "编号", "序 号"])), "title": draw(st.sampled_from(TITLE)),
             "lead": draw(st.sampled_from(LEAD)), "assist": draw(st.sampled_from(ASSIST)), "basis": "依据"}  # fmt: skip
    how = draw(st.sampled_from(["blank", "merged", "repeated", "marked"]))
    grid: Grid = [["部门职责边界清单"]] if draw(st.booleans()) else []
    grid += [[META], [heads[name] for name in order]]
    merges: list[str] = []
    for count, matter in enumerate(made, 1):
        if draw(st.integers(0, 5)) == 0:
            grid.append([""] * len(order))
        if draw(st.integers(0, 5)) == 0:
            grid.append([f"{'一二三四五六七八九'[count - 1]}、其他事务", *[""] * (len(order) - 1)])
        cells = [joined(draw, matter.assists)] if together else [written(draw, b) for b in matter.assists]
        first = len(grid) + 1
        whole = {"number": number(count), "title": matter.title, "basis": "《中华人民共和国水法》第八条",
                 "lead": written(draw, matter.lead) if matter.lead else draw(st.sampled_from(["", "—"]))}  # fmt: skip
        for turn, cell in enumerate(cells or [""]):
            again = turn and how != "repeated"
            mark = "〃" if how == "marked" else ""
            row = {k: (mark if v not in ("", "—") else v) if again else v for k, v in whole.items()} | {
                "assist": cell
            }
            grid.append([row[name] for name in order])
        if how == "merged" and len(cells) > 1:
            for column, name in enumerate(order):
                if name != "assist" and whole[name]:
                    letter = "ABCDE"[column]
                    merges.append(f"{letter}{first}:{letter}{first + len(cells) - 1}")
    if draw(st.booleans()):
        grid.append([f"合计：{len(made)}项", *[""] * 4])
    if draw(st.booleans()):
        grid.append(["注：本清单由市委编办负责解释。", *[""] * 4])
    return grid, merges


def sentence(draw: st.DrawFn, matter: Matter) -> str:
    """Who does what as one sentence."""
    lead = written(draw, matter.lead) if matter.lead else ""
    others = "、".join(written(draw, b) for b in matter.assists)
    if not others:
        return draw(st.sampled_from([f"{lead}牵头", f"由{lead}牵头负责。", f"牵头：{lead}"]))
    return draw(
        st.sampled_from([f"{lead}牵头，{others}配合", f"由{lead}牵头，{others}配合。", f"{lead}牵头；{others}协助",
                         f"由{lead}会同{others}负责", f"牵头单位：{lead}；配合单位：{others}", f"{lead}主办,{others}协办"])
    )  # fmt: skip


def sorted_said(made: Sequence[Matter]) -> list[Said]:
    """All that the matters say, in one order."""
    return sorted(s for matter in made for s in matter.said)


def reported(statements: Sequence[Any]) -> list[Said]:
    """What a report says, in the same order."""
    return sorted((s.role, s.organization or "", s.thing) for s in statements)
