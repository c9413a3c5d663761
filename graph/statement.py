"""What a list says: statements (one node, or one link, with its properties) and mentions (where it was said).

>>> s = Statement.node("Duty", name="燃气安全监管", region="379900")
>>> s.id == s.subject and s.kind
'Duty'
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol, Self

from graph.ids import digest, link_id, node_id
from graph.often import made_often
from graph.ontology import load


def clean(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Properties without the absent ones: None, "" and [] all mean that the list does not say."""
    names = _sorted(tuple(properties))
    return {k: v for k in names if (v := properties[k]) or (v is not None and v != "" and v != [])}


@lru_cache(maxsize=5_000)
def _sorted(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of some properties in order; statements are many, and few combinations of names."""
    return tuple(sorted(names))


@made_often
class Statement:
    """One node or link that some list states.

    `id` is its identity: kind + ends + scope, region and validity (what the ontology declares), never
    file, row or cell. For a node, `subject` is the node's id and `object` is None; for a link they are
    its two ends. `properties` hold what is said of it, without `id`, `facts` and absent values.
    """

    id: str
    kind: str
    subject: str
    object: str | None
    properties: Mapping[str, Any]

    @classmethod
    def node(cls, kind: str, /, *, id: str | None = None, **properties: Any) -> Self:
        """A node of this kind; its id is made from its identity unless one is given (a duplicate title)."""
        said = clean(properties)
        made = id or node_id(kind, said)
        return cls(made, kind, made, None, said)

    @classmethod
    def link(cls, kind: str, source: str, target: str, /, **properties: Any) -> Self:
        """A link of this kind between two node ids."""
        said = clean(properties)
        return cls(link_id(kind, source, target, said), kind, source, target, said)

    @property
    def is_node(self) -> bool:
        return self.object is None

    @property
    def digest(self) -> str:
        """Hash of identity and content: equal exactly when the two statements say the same."""
        return digest(self.id, self.kind, self.subject, self.object, dumps(self.properties), size=32)

    def problems(self) -> list[str]:
        """What the ontology finds wrong with it; empty when all is well."""
        ontology = load()
        if self.object is None:
            return ontology.problems(self.kind, {**self.properties, "id": self.id})
        found = ontology.problems(self.kind, {**self.properties, "id": self.id, "facts": []})
        return found + ontology.end_problems(self.kind, self.subject, self.object)


@made_often
class Mention:
    """Where and how one list said a statement.

    `list_id` is the BoundaryList that speaks; `sheet` and `cell` its address in `file` (A1 notation; for a
    csv the sheet is ""); `text` the raw text of the cell; `cue` the words that gave the role; `how` how the
    name was resolved (exact, short_form, alias, nameplate, successor ...); `inferred` as in the ontology.
    `said` holds the properties in this list's own words: a statement is the merge of its mentions.
    """

    statement: Statement
    list_id: str
    file: str
    sha256: str
    sheet: str
    cell: str
    text: str
    cue: str | None = None
    how: str | None = None
    inferred: str | None = None

    @property
    def key(self) -> str:
        """Equal exactly when the same list says the same at the same place."""
        s = self.statement
        parts = (s.digest, self.list_id, self.file, self.sha256, self.sheet, self.cell, self.text)
        return digest(*parts, self.cue, self.how, self.inferred, size=32)


@dataclass(frozen=True, slots=True)
class Source:
    """One file as received; the record keeps its bytes."""

    name: str
    sha256: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(slots=True)
class Batch:
    """What one load holds: whole lists. Loading it replaces exactly the lists named in `lists`."""

    sources: list[Source] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))  # made once: called often


def dumps(value: Any) -> str:
    """JSON as the record keeps it: sorted keys, Chinese left readable, no spaces."""
    return _JSON.encode(value)


def _place(cell: str) -> tuple[int, int, str]:
    """Sorts A9 before A10, so that a row inserted above changes no order."""
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :] or 0), len(letters), letters


class Said(Protocol):
    """What merging asks of a mention, fresh or from the record."""

    @property
    def key(self) -> str: ...
    @property
    def list_id(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def cell(self) -> str: ...
    @property
    def statement(self) -> Statement: ...


def merge(mentions: Sequence[Said]) -> Statement:
    """The statement that several mentions make together: a value said first wins, others fill gaps,
    and what is a list of texts (aliases, lists) is joined.

    Mentions are taken in the order of list id, sheet and cell, so the result does not depend on the
    order of loading. A value that contradicts is left in its mention and reported by the check.
    """
    ordered = sorted(mentions, key=lambda m: (m.list_id, m.sheet, _place(m.cell), m.statement.digest))
    first = ordered[0].statement
    said: dict[str, Any] = {}
    for mention in ordered:
        for key, value in mention.statement.properties.items():
            if isinstance(value, (list, tuple)):
                value = list(dict.fromkeys([*said.get(key, ()), *value]))
                said[key] = value
            else:
                said.setdefault(key, value)
    return Statement(first.id, first.kind, first.subject, first.object, clean(said))
