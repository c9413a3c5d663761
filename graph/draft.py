"""What a load changes: whole lists replaced, statement by statement, mention by mention."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.statement import Batch, Mention, Statement, dumps, merge


@dataclass(frozen=True, slots=True)
class LivingMention:
    """A mention the record holds; `statement` carries this list's own words."""

    key: str
    list_id: str
    file: str
    sheet: str
    cell: str
    statement: Statement


@dataclass(slots=True)
class Changes:
    """Statements and mentions to add and remove; empty when the batch says what the record holds."""

    added: list[Statement] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    mentions_added: list[Mention] = field(default_factory=list)
    mentions_removed: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.added or self.removed or self.mentions_added or self.mentions_removed)

    def rows(self) -> Iterator[dict[str, str]]:
        """Rows for the table of changes."""
        for key in self.removed:
            yield {"action": "remove", "what": "statement", "key": key, "body": ""}
        for key in self.mentions_removed:
            yield {"action": "remove", "what": "mention", "key": key, "body": ""}
        for s in self.added:
            yield {"action": "add", "what": "statement", "key": s.id, "body": dumps(statement_row(s))}
        for m in self.mentions_added:
            yield {"action": "add", "what": "mention", "key": m.key, "body": dumps(_mention_row(m))}


def statement_row(s: Statement) -> dict[str, Any]:
    """A statement as the record keeps it."""
    row = {"id": s.id, "kind": s.kind, "subject": s.subject, "object": s.object, "digest": s.digest}
    return row | {"properties": dumps(dict(s.properties))}


def _mention_row(m: Mention) -> dict[str, Any]:
    place = {"list_id": m.list_id, "file": m.file, "sha256": m.sha256, "sheet": m.sheet, "cell": m.cell}
    how = {"text": m.text, "cue": m.cue, "how": m.how, "inferred": m.inferred}
    said = dumps(dict(m.statement.properties))
    return {"key": m.key, "statement": m.statement.id, "said": said, **place, **how}


def changes(living: list[LivingMention], held: Mapping[str, Statement], batch: Batch) -> Changes:
    """Compare a batch with what is held: only the lists that the batch names are replaced."""
    lists = set(batch.lists)
    new = {m.key: m for m in batch.mentions}
    old = {m.key: m for m in living if m.list_id in lists}
    made = Changes(
        mentions_added=[new[k] for k in sorted(new.keys() - old.keys())],
        mentions_removed=sorted(old.keys() - new.keys()),
    )
    touched = {m.statement.id for m in made.mentions_added} | {
        old[k].statement.id for k in made.mentions_removed
    }
    gone = set(made.mentions_removed)
    left: dict[str, list[LivingMention | Mention]] = defaultdict(list)
    for kept in living:
        if kept.statement.id in touched and kept.key not in gone:
            left[kept.statement.id].append(kept)
    for new_one in made.mentions_added:
        left[new_one.statement.id].append(new_one)
    for key in sorted(touched):
        before = held.get(key)
        after = merge(left[key]) if left[key] else None
        if before and (after is None or after.digest != before.digest):
            made.removed.append(key)
        if after and (before is None or after.digest != before.digest):
            made.added.append(after)
    return made
