"""Writings of one department's name (`forms.yaml`): the same department, or one that is it only in some places."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from graph.own_yaml import own_yaml

_TAKEN_TOGETHER = (
    ("管理委员会", "管委会"), ("委员会", "委"), ("监督管理", "监管"), ("人民政府", "政府"),
    ("镇政府", "镇"), ("乡政府", "乡"), ("街道办事处", "街道"),
)  # fmt: skip


def contracted(name: str) -> str:
    """The plain contraction of a name without its place.

    >>> [contracted(n) for n in ("市场监督管理局", "卫生健康委员会", "住房和城乡建设局", "城关镇人民政府")]
    ['市场监管局', '卫生健康委', '住房城乡建设局', '城关镇']
    """
    short = re.sub(r"[和与及]", "", name)
    for long, brief in _TAKEN_TOGETHER:
        short = short.replace(long, brief)
    return short or name


@cache
def _lines() -> dict[str, dict[str, tuple[int, ...]]]:
    """For each part of the file, the lines in which a contracted name stands."""
    raw = own_yaml(Path(__file__).with_name("forms.yaml").read_text(encoding="utf-8"))
    made: dict[str, dict[str, tuple[int, ...]]] = {}
    for part, lines in raw.items():
        found: dict[str, list[int]] = {}
        for i, names in enumerate(lines):
            for name in dict.fromkeys(map(contracted, names)):
                found.setdefault(name, []).append(i)
        made[part] = {name: tuple(rows) for name, rows in found.items()}
    return made


@lru_cache(maxsize=20_000)
def department(name: str) -> tuple[str, ...]:
    """Keys of the departments that a name without its place may mean; the contraction itself where no line has it.

    >>> set(department("发改委")) == set(department("发展改革局")), department("经信局") == department("工信局")
    (True, False)
    >>> len(department("审批局"))
    2
    """
    short = contracted(name)
    rows = _lines()["same"].get(short)
    return tuple(f"same {i}" for i in rows) if rows else (short,)


def written(name: str) -> bool:
    """Whether the file has this writing, or its contraction.

    >>> written("妇联"), written("监局")
    (True, False)
    """
    return contracted(name) in _lines()["same"]


@lru_cache(maxsize=20_000)
def akin(name: str) -> frozenset[str]:
    """Keys of the departments that are the same as this one only in some places, never of its own.

    >>> set(department("水务局")) <= akin("水利局"), akin("教育局") & set(department("教育局"))
    (True, frozenset())
    """
    own = set(department(name))
    found: set[str] = set()
    for names in _near():
        if own & names:
            found |= names
    return frozenset(found - own)


@cache
def _near() -> list[frozenset[str]]:
    groups: dict[int, set[str]] = {}
    for name, rows in _lines()["near"].items():
        for i in rows:
            groups.setdefault(i, set()).update(department(name))
    return [frozenset(names) for names in groups.values()]
