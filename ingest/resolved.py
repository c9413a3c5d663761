"""What a report tells of names: those found in another way than by their full name, and those not found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ingest.entries import Said
from ingest.problem import Problem

HOWS = {
    "variant": "同一部门的另一写法", "enumerated": "并列写法省略的词尾",
    "learned": "经确认的别名", "former": "已撤并的机构", "nameplate": "加挂牌子",
    "office": "议事协调机构的办公室", "alias": "名录中的其他名称", "short_form": "名录中的简称", "prefix": "省略或补写地名",
    "exact": "全称",
}  # fmt: skip
REASONS = {
    "unknown": "名录中没有", "several": "对应不止一个机构", "akin": "是不是同一机构，各地不同",
    "no_office": "没有写明办公室设在哪个部门",
}  # fmt: skip
_SHOWN = 5


def resolutions(said: Iterable[Said]) -> list[dict[str, Any]]:
    """Every name that was not written in full: `text`, `organization`, `how`, how often, and the first cells.

    The least certain ways come first.
    """
    found: dict[tuple[str, str, str], list[str]] = {}
    for one in said:
        if one.how is not None and one.how != "exact" and one.organization is not None:
            found.setdefault((one.how, one.organization_text, one.organization), []).append(one.cell)
    order = {how: place for place, how in enumerate(HOWS)}
    ranked = sorted(found.items(), key=lambda f: (order[f[0][0]], f[0]))
    return [
        {"text": text, "organization": name, "how": how, "count": len(cells), "cells": _first(cells)}
        for (how, text, name), cells in ranked
    ]


def unresolved(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Every name that stands for no one body: `text`, `reason`, `candidates`, how often, and the first cells."""
    found: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for problem in problems:
        name = problem.unresolved
        if name is not None:
            found.setdefault((name.text, name.reason, name.candidates), []).append(problem.place)
    return [
        {"text": text, "reason": why, "candidates": list(near), "count": len(cells), "cells": _first(cells)}
        for (text, why, near), cells in sorted(found.items())
    ]


def _first(cells: list[str]) -> list[str]:
    return list(dict.fromkeys(cells))[:_SHOWN]
