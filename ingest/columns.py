"""Names of columns: a field of bodies may have several, the further ones numbered."""

from __future__ import annotations

AGAIN = "·"  # assist·2 is the second column of the field assist


def field_name(column: str) -> str:
    """The field of a column.

    >>> field_name("assist·2")
    'assist'
    """
    return column.partition(AGAIN)[0]


def again(columns: dict[str, int], captions: dict[str, str], name: str, column: int, text: str) -> None:
    """Note a further column of a field of bodies."""
    further = 2 + sum(1 for c in columns if field_name(c) == name and c != name)
    columns[f"{name}{AGAIN}{further}"] = column
    captions[f"{name}{AGAIN}{further}"] = text.replace("\n", "")
