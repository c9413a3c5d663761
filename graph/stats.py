"""The ledger of numbers (台账): counts by list, domain, body, role and more, each with the query behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from graph.chain import UnknownThing
from graph.ontology import load as ontology
from graph.order import natural
from graph.own_yaml import own_yaml
from graph.reader import Reader

PATH = Path(__file__).with_name("stats.yaml")
FOUND = "$found"


class StatsError(ValueError):
    """The declaration of the ledger is wrong; the message names the table or number and what to mend."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number: captions and meanings as {"zh": …, "en": …}, and the query that counts it."""

    id: str
    title: Mapping[str, str]
    means: Mapping[str, str]
    query: str


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers with the same rows. `by` says what a row is: a node kind, `Kind.property`, `link`, or "" for one row;
    `by_size` puts the largest rows first."""

    id: str
    title: Mapping[str, str]
    by: str
    by_size: bool
    numbers: tuple[Number, ...]

    @property
    def values(self) -> Mapping[str, str]:
        """Value -> Chinese caption, in the order declared, where rows are values of an enum or kinds of link."""
        if self.by == "link":
            return {k.name: k.zh for k in ontology().links.values()}
        kind, _, name = self.by.partition(".")
        if not name:
            return {}
        return (ontology().nodes.get(kind) or ontology().links[kind]).properties[name].values or {}


def parse(text: str) -> tuple[Table, ...]:
    """Read a declaration of tables; raises StatsError naming the first thing wrong."""
    made = tuple(_table(name, spec) for name, spec in own_yaml(text).items())
    ids = [i for t in made for i in (t.id, *(n.id for n in t.numbers))]
    for name in ids:
        if ids.count(name) > 1:
            raise StatsError(f"{name}: the id is given twice")
    return made


def _words(owner: str, spec: Any, words: str, needed: str) -> None:
    if not isinstance(spec, Mapping) or set(spec) - set(words.split()) or set(needed.split()) - set(spec):
        raise StatsError(f"{owner}: takes {words}; {needed} are required")


def _table(name: str, spec: Any) -> Table:
    _words(name, spec, "title by sort numbers", "title numbers")
    _words(f"{name}.title", spec["title"], "zh en", "zh en")
    by = spec.get("by", "")
    kind, _, prop = by.partition(".")
    declared = ontology().nodes.get(kind) or ontology().links.get(kind)
    if by not in ("", "link") and (declared is None or (prop and prop not in declared.properties)):
        raise StatsError(f"{name}: by {by!r} is neither a node kind, nor Kind.property, nor link")
    if spec.get("sort", "size") != "size":
        raise StatsError(f"{name}: sort takes size")
    numbers = tuple(_number(n, s, by) for n, s in spec["numbers"].items())
    return Table(name, spec["title"], by, "sort" in spec, numbers)


def _number(name: str, spec: Any, by: str) -> Number:
    _words(name, spec, "title means query", "title means query")
    for part in ("title", "means"):
        _words(f"{name}.{part}", spec[part], "zh en", "zh en")
    query = spec["query"].strip()
    columns = ["n"] + (["key"] if by else []) + (["name"] if by in ontology().nodes else [])
    for part in query.split("UNION ALL"):
        for column in columns:
            if f" AS {column}" not in part.rpartition("RETURN")[2]:
                raise StatsError(f"{name}: the query returns no {column}")
    return Number(name, spec["title"], spec["means"], query)


@cache
def catalogue() -> tuple[Table, ...]:
    """All tables of the ledger, in the order of their declaration."""
    return parse(PATH.read_text(encoding="utf-8"))


def chosen(name: str = "") -> tuple[Table, ...]:
    """All tables; one, by its id; or the table of one number, with that number alone. Raises UnknownThing."""
    if not name:
        return catalogue()
    for table in catalogue():
        if table.id == name:
            return (table,)
        numbers = tuple(n for n in table.numbers if n.id == name)
        if numbers:
            return (Table(table.id, table.title, table.by, table.by_size, numbers),)
    raise UnknownThing(name)


def ledger(reader: Reader, name: str = "") -> dict[str, Any]:
    """The numbers of one edition: all, or those of a table or number `name`. Raises UnknownThing.

    `{"edition", "as_of", "against", "tables"}`; a table has `id`, `title`, `by`, `numbers` (`id`, `title`, `means`,
    `query`) and `rows` (`key`, `name`, `n` by number, and `before` and `change`, which `beside` fills).
    """
    found = [
        {"finding": f["key"], "thing": thing}
        for f in reader.findings() if f["state"] == "open" for thing in f["evidence"]
    ]  # fmt: skip
    return {
        "edition": reader.edition.no, "as_of": reader.edition.as_of, "against": None,
        "tables": [_counted(table, reader, found) for table in chosen(name)],
    }  # fmt: skip


def _counted(table: Table, reader: Reader, found: list[dict[str, str]]) -> dict[str, Any]:
    rows: dict[str, dict[str, Any]] = {} if table.by else {"": _row("", "", table.numbers)}
    for number in table.numbers:
        for counted in _count(number, reader, found):
            if counted["n"]:
                key = counted.get("key", "")
                name = counted.get("name") or table.values.get(key) or key
                row = rows.setdefault(key, _row(key, name, table.numbers))
                row["n"][number.id] = counted["n"]
                row["place"] = counted.get("place") if row["place"] is None else row["place"]
    return {
        "id": table.id, "title": table.title, "by": table.by, "rows": _ordered(table, rows.values()),
        "numbers": [{"id": n.id, "title": n.title, "means": n.means, "query": n.query} for n in table.numbers],
    }  # fmt: skip


def _count(number: Number, reader: Reader, found: list[dict[str, str]]) -> list[dict[str, Any]]:
    if FOUND not in number.query:
        return reader.once(number.query)
    # The embedded engine does not know what the elements of an empty list are.
    return reader.read_all(number.query, found=found) if found else []


def _row(key: str, name: str, numbers: Iterable[Number]) -> dict[str, Any]:
    zero = {n.id: 0 for n in numbers}
    return {"key": key, "name": name, "place": None, "n": zero, "before": None, "change": None}


def _ordered(table: Table, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """By place, then as values are declared, then by size where asked for, then by name."""
    declared = {value: i for i, value in enumerate(table.values)}

    def key(row: dict[str, Any]) -> tuple[Any, ...]:
        place = 10**6 if row["place"] is None else row["place"]
        size = -sum(row["n"].values()) if table.by_size else 0
        return place, declared.get(row["key"], len(declared)), size, natural(row["name"]), row["key"]

    return sorted(rows, key=key)


def beside(now: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """A ledger with the numbers of another edition of the same tables beside it: each row gets `before` and
    `change` (now less before) by number; a row that only one of the two has counts as zero in the other.
    """
    tables = []
    for table, old in zip(now["tables"], before["tables"], strict=True):
        then = {row["key"]: row for row in old["rows"]}
        here = {row["key"]: row for row in table["rows"]}
        zero = {number["id"]: 0 for number in table["numbers"]}
        gone = [{**row, "n": zero} for key, row in then.items() if key not in here]
        rows = []
        for row in [*table["rows"], *gone]:
            was = then[row["key"]]["n"] if row["key"] in then else zero
            rows.append(row | {"before": was, "change": {k: n - was[k] for k, n in row["n"].items()}})
        declared = next(t for t in catalogue() if t.id == table["id"])
        tables.append({**table, "rows": _ordered(declared, rows)})
    return {**now, "against": {"edition": before["edition"], "as_of": before["as_of"]}, "tables": tables}
