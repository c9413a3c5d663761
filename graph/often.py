"""Values that are made by the million: cells, statements and what says them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def made_often(cls: type[_T]) -> type[_T]:
    """A dataclass with slots and a hash, none of whose fields is ever set again.

    The type checker holds it to that, as it does a frozen one. At run time it is not frozen: a frozen one sets each
    field by a call of its own and takes three to eight times as long to make, a tenth of the reading of a list.

    >>> @made_often
    ... class Point:
    ...     x: int
    >>> Point(1) == Point(1), len({Point(1), Point(1)})
    (True, 1)
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
