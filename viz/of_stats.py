"""What the page of the ledger shows: captions of rows and columns, and where a count leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.ontology import load
from viz.legend import link_word, node_word, property_word, value_word
from viz.words import Words, same

UNSAID = Words("（清单没有写）", "(not said)")
WIDE = 3  # a table with more numbers than this takes the whole width
# Number -> the page that lists what it counts, and its filters; {} is the key of the row.
_LISTED: dict[str, tuple[str, dict[str, str]]] = {
    "open_findings": ("/findings", {"state": "open"}), "refused_bodies": ("/bodies", {"status": "refused"}),
    "domain_matters": ("/matrix/cell", {"domain": "{}"}),
    "domain_led": ("/matrix/cell", {"domain": "{}", "role": "LEADS"}),
    "kind_running": ("/bodies", {"kind": "{}", "status": "active"}),
    "kind_refused": ("/bodies", {"kind": "{}", "status": "refused"}),
    "status_bodies": ("/bodies", {"status": "{}"}), "opinion_bodies": ("/bodies", {"opinion": "{}"}),
    **{f"list_{what}": ("/things/{}", {"tie": "LISTED_IN-in"})
       for what in ("duties", "items", "bodies", "reviews", "organisations")},
    **{f"organisation_{what}": ("/things/{}", {"tie": what.upper()})
       for what in ("leads", "assists", "supervises", "enforces", "approves")},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Count:
    """One count: now, in the other edition (None: none is asked for), the change, and where it is listed."""

    n: int
    before: int | None
    change: int
    path: str
    filters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its caption, the page of the thing it is about ("" for none), and its counts."""

    name: Words
    path: str
    counts: tuple[Count, ...]

    @property
    def changed(self) -> bool:
        """Whether some count differs from the other edition."""
        return any(c.change for c in self.counts)


@dataclass(frozen=True, slots=True)
class Shown:
    """One table: its numbers as in the answer, what its rows are, the rows to show, and how many there are."""

    id: str
    title: Words
    of: Words
    numbers: tuple[dict[str, Any], ...]
    lines: tuple[Line, ...]
    total: int
    wide: bool


def shown(table: Mapping[str, Any], only_changed: bool = False) -> Shown:
    """A table of `graph.stats.ledger` for reading; with `only_changed`, only rows that another edition differs in."""
    lines = [_line(table, row) for row in table["rows"]]
    kept = tuple(line for line in lines if line.changed or not only_changed)
    return Shown(
        table["id"], Words(**table["title"]), _of(table["by"]), tuple(table["numbers"]), kept, len(lines),
        len(table["numbers"]) > WIDE,
    )  # fmt: skip


def _of(by: str) -> Words:
    kind, _, name = by.partition(".")
    if by in ("", "link"):
        return Words("角色", "Role") if by else Words("", "")
    return property_word(kind, name) if name not in ("", "name") else node_word(kind)


def _line(table: Mapping[str, Any], row: Mapping[str, Any]) -> Line:
    counts = []
    for number in table["numbers"]:
        path, filters = _LISTED.get(number["id"], ("", {}))
        if table["by"] and not row["key"]:
            path = ""
        before = row["before"] and row["before"][number["id"]]
        change = row["change"][number["id"]] if row["change"] else 0
        there = {name: value.replace("{}", row["key"]) for name, value in filters.items()}
        counts.append(Count(row["n"][number["id"]], before, change, path.replace("{}", row["key"]), there))
    path = f"/things/{row['key']}" if table["by"] in load().nodes else ""
    return Line(_name(table["by"], row), path, tuple(counts))


def _name(by: str, row: Mapping[str, Any]) -> Words:
    if not row["key"]:
        return UNSAID
    kind, _, name = by.partition(".")
    if by == "link":
        return link_word(row["key"])
    return value_word(kind, name, row["key"]) if name else same(row["name"])
