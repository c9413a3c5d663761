"""The reference page of the ledger: every number, what it means and the query behind it."""

from __future__ import annotations

from graph.stats import Table, catalogue

_ABOUT = """# Numbers of the ledger (台账)

`zhize stats`, `/api/v1/stats` and the page `/stats` show these, of one edition or of two side by side. Every number is
one query, which both engines take as it stands. A query gives `key`, `name` where the key is an id, and `n`; rows it
leaves out are zero. `$found` is the list of open findings with the things that prove them, as `{finding, thing}`.
"""


def page() -> str:
    """The text of the page, without its first line."""
    return "\n".join([_ABOUT, *map(_table, catalogue())])


def _table(table: Table) -> str:
    rows = {"": "one row", "link": "one row a role"}.get(table.by, f"one row a `{table.by}`")
    text = [f"## {table.id} {table.title['zh']}", "", f"{table.title['en']}: {rows}.", ""]
    for number in table.numbers:
        text += [
            f"### {number.id} {number.title['zh']}",
            "",
            f"{number.title['en']}. {number.means['en']}",
            "",
        ]
        text += [number.means["zh"], "", "```cypher", number.query, "```", ""]
    return "\n".join(text)
