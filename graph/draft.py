"""What a load changes: whole lists replaced, statement by statement, mention by mention."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from graph.identity import Pair
from graph.overlay import AGREED, BY_HAND, Amendment, Decided, Over, lay, renamed
from graph.statement import Batch, Mention, Statement, dumps, merge


@dataclass(frozen=True, slots=True)
class LivingMention:
    """A mention the record holds; `statement` carries this list's own words, `how_said` the rest of the row."""

    key: str
    list_id: str
    file: str
    sheet: str
    cell: str
    statement: Statement
    how_said: Mapping[str, Any] = field(default_factory=dict)

    def again(self, statement: Statement) -> Mention:
        """The same words as a mention of another statement."""
        return Mention(statement, self.list_id, self.file, sheet=self.sheet, cell=self.cell, **self.how_said)


Deed = Pair | Amendment | int
"""What a person decides: two things matched, a statement amended, or the amendment of a number taken back."""


@dataclass(slots=True)
class Changes:
    """Statements and mentions to add and remove; empty when the batch says what the record holds.

    `deeds` come into force with it, `over` are the amendments that end.
    """

    added: list[Statement] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    mentions_added: list[Mention] = field(default_factory=list)
    mentions_removed: list[str] = field(default_factory=list)
    deeds: tuple[Deed, ...] = ()
    over: list[Over] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        content = self.added or self.removed or self.mentions_added or self.mentions_removed
        return not (content or self.deeds or self.over)

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
        for deed in self.deeds:
            if not isinstance(deed, int):
                what = "matched" if isinstance(deed, Pair) else "amendment"
                yield {"action": "add", "what": what, "key": "", "body": dumps(_deed_row(deed))}
        ended = {o.amendment.id: o.why or AGREED for o in self.over}
        ended |= {deed: "收回" for deed in self.deeds if isinstance(deed, int)}
        for number, why in sorted(ended.items()):
            yield {"action": "remove", "what": "amendment", "key": str(number), "body": dumps({"why": why})}


def statement_row(s: Statement) -> dict[str, Any]:
    """A statement as the record keeps it."""
    row = {"id": s.id, "kind": s.kind, "subject": s.subject, "object": s.object, "digest": s.digest}
    return row | {"properties": dumps(dict(s.properties))}


def _mention_row(m: Mention) -> dict[str, Any]:
    place = {"list_id": m.list_id, "file": m.file, "sha256": m.sha256, "sheet": m.sheet, "cell": m.cell}
    how = {"text": m.text, "cue": m.cue, "how": m.how, "inferred": m.inferred}
    said = dumps(dict(m.statement.properties))
    return {"key": m.key, "statement": m.statement.id, "said": said, **place, **how}


def _deed_row(deed: Pair | Amendment) -> dict[str, Any]:
    kept = {k: v for k, v in asdict(deed).items() if k not in ("id", "made_at", "made_in", "ended_at")}
    return {k: v if v is None or isinstance(v, str) else dumps(v) for k, v in kept.items()}


def concerned(deeds: tuple[Deed, ...]) -> set[str]:
    """Ids of the things and statements that some decisions are about."""
    named = [(d.older, d.newer) for d in deeds if isinstance(d, Pair)]
    named += [(d.target().id, d.subject) for d in deeds if isinstance(d, Amendment)]
    return {i for pair in named for i in pair}


def with_deeds(before: Decided, deeds: tuple[Deed, ...]) -> Decided:
    """What holds when these decisions come to those made before."""
    back = {d for d in deeds if isinstance(d, int)}
    return Decided(
        (*before.pairs, *(d for d in deeds if isinstance(d, Pair))),
        (
            *(a for a in before.amendments if a.id not in back),
            *(d for d in deeds if isinstance(d, Amendment)),
        ),
    )


def left(before: Decided, made: Changes) -> Decided:
    """What holds of people's decisions when these changes are made; what the lists came round to counts as well."""
    after = with_deeds(before, made.deeds)
    over = {o.amendment.id for o in made.over if o.why}
    return Decided(after.pairs, tuple(a for a in after.amendments if a.id not in over))


def changes(
    living: list[LivingMention], held: Mapping[str, Statement], batch: Batch, decided: Decided | None = None,
    deeds: tuple[Deed, ...] = (),
) -> Changes:  # fmt: skip
    """Compare a batch with what is held: only the lists that the batch names are replaced.

    What people decided before (`decided`) and now (`deeds`) is laid over what the lists say.
    """
    before = decided or Decided()
    after = with_deeds(before, deeds)
    identities = after.identities()
    if identities:
        identities.learn(m.statement for m in living if m.statement.is_node)
        identities.learn(m.statement for m in batch.mentions if m.statement.is_node)
    lists = set(batch.lists)
    new = {m.key: m for m in identities.mentions(batch.mentions)}
    kept: list[LivingMention] = []
    by_hand: list[LivingMention] = []
    old: dict[str, LivingMention] = {}
    for said in living:
        if said.list_id in BY_HAND:
            by_hand.append(said)
        elif said.list_id in lists:
            old[said.key] = said
        elif identities.statement(said.statement) is said.statement:
            kept.append(said)
        else:
            old[said.key] = said
            again = identities.mention(said.again(said.statement))
            new |= {again.key: again} if again else {}
    added = [new[k] for k in sorted(new.keys() - old.keys())]
    removed = sorted(old.keys() - new.keys())
    kept += [m for key, m in old.items() if key in new]
    touched = {m.statement.id for m in added} | {old[k].statement.id for k in removed}
    touched |= {m.statement.id for m in by_hand}
    touched |= {renamed(a, identities).target().id for a in (*before.amendments, *after.amendments)}
    left: dict[str, list[LivingMention | Mention]] = defaultdict(list)
    for held_still in kept:
        if held_still.statement.id in touched:
            left[held_still.statement.id].append(held_still)
    for new_one in added:
        left[new_one.statement.id].append(new_one)
    laid = lay(after, identities, {key: merge(left[key]) if left[key] else None for key in touched}, held)
    hand_new, hand_old = {m.key: m for m in laid.mentions}, {m.key: m for m in by_hand}
    made = Changes(
        mentions_added=added + [hand_new[k] for k in sorted(hand_new.keys() - hand_old.keys())],
        mentions_removed=sorted({*removed, *(hand_old.keys() - hand_new.keys())}),
        deeds=deeds, over=laid.over,
    )  # fmt: skip
    for key in sorted(laid.statements):
        was, now = held.get(key), laid.statements[key]
        if was and (now is None or now.digest != was.digest):
            made.removed.append(key)
        if now and (was is None or now.digest != was.digest):
            made.added.append(now)
    return made
