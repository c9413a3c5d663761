"""Things that people confirmed to be one: the newer id gives way to the older, in every statement that names it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.ids import link_id, node_id, normal
from graph.statement import Mention, Statement, clean

ONE = ("same", "reworded")  # two ids become one
APART = ("split", "merged")  # both stay, and are seen together
RELATIONS = {
    "same": "同一事项",
    "reworded": "改写",
    "split": "拆分",
    "merged": "合并",
    "different": "不是同一事项",
}
# Kinds that are named after a thing, by the property that holds its id.
NAMED_AFTER = {"Stage": "item", "Handoff": "sender"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A decision on two things of one kind. `relation` is same, reworded, split, merged or different.

    `ended_at` is None while it holds; `sha256` names its source, None for a rejection; `id` is 0 for one not yet kept.
    """

    older: str
    newer: str
    relation: str
    older_name: str
    newer_name: str
    decided_by: str = ""
    reason: str = ""
    sha256: str | None = None
    made_at: str = ""
    ended_at: str | None = None
    id: int = 0


class Identities:
    """What id and title each confirmed thing goes by; without pairs it changes nothing.

    The older id stays. Of two wordings beside each other (same) the older one stays the name; where one took
    the other's place (reworded) the newer one is the name. Every other wording is an alias.

    >>> one = Identities([Pair("duty:a", "duty:b", "reworded", "燃气管理", "燃气安全监管")])
    >>> made = one.statement(Statement.node("Duty", id="duty:b", name="燃气安全监管"))
    >>> made.id, made.properties["name"], made.properties["aliases"]
    ('duty:a', '燃气安全监管', ['燃气管理'])
    """

    def __init__(self, pairs: Iterable[Pair] = ()) -> None:
        self._kept: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._first: dict[str, str] = {}
        self._wordings: dict[str, list[str]] = {}
        for pair in pairs:
            older, newer = self.kept(pair.older), self.kept(pair.newer)
            if pair.relation not in ONE or older == newer:
                continue
            self._kept[newer] = older
            known = self._wordings.get(older, [pair.older_name]) + self._wordings.pop(
                newer, [pair.newer_name]
            )
            self._wordings[older] = list(dict.fromkeys(known))
            self._first.setdefault(older, pair.older_name)
            name = self._names.get(older, pair.older_name)
            self._names[older] = pair.newer_name if pair.relation == "reworded" else name

    def __bool__(self) -> bool:
        return bool(self._names)

    def kept(self, thing: str) -> str:
        """The id that a thing goes by."""
        while thing in self._kept:
            thing = self._kept[thing]
        return thing

    def learn(self, nodes: Iterable[Statement]) -> None:
        """Note what is named after a thing that gave way (stages, hand-overs): its id gives way as well."""
        for node in nodes if self._names else ():
            made = self._node(node)
            if made.id != node.id:
                self._kept[node.id] = made.id

    def statement(self, said: Statement) -> Statement:
        """The statement in the ids and titles that stay; the very same one where nothing of it changes."""
        if not self._names:
            return said
        if said.object is None:
            return self._node(said)
        ends = self.kept(said.subject), self.kept(said.object)
        if ends == (said.subject, said.object):
            return said
        return Statement(link_id(said.kind, *ends, said.properties), said.kind, *ends, said.properties)

    def mention(self, said: Mention) -> Mention | None:
        """The mention of that statement; None where it would tie a thing to itself."""
        made = self.statement(said.statement)
        if made.object is not None and made.subject == made.object:
            return None
        return said if made is said.statement else replace(said, statement=made)

    def mentions(self, said: Iterable[Mention]) -> list[Mention]:
        """All these mentions; what is named after a thing may stand before or behind it."""
        given = list(said)
        self.learn(m.statement for m in given if m.statement.is_node)
        return [made for m in given if (made := self.mention(m))]

    def _node(self, said: Statement) -> Statement:
        holder = NAMED_AFTER.get(said.kind)
        if holder:
            return self._dependent(said, holder)
        thing = self.kept(said.id)
        if thing not in self._names:
            return said
        name = self._names[thing]
        # In the order of deciding, whichever of them this list uses: so all lists say the same.
        others = [*self._wordings[thing], said.properties["name"], *said.properties.get("aliases", ())]
        aliases: dict[str, str] = {}
        for wording in others:
            if normal(wording) != normal(name):
                aliases.setdefault(normal(wording), wording)
        return _said(said, thing, {**said.properties, "name": name, "aliases": list(aliases.values())})

    def _dependent(self, said: Statement, holder: str) -> Statement:
        thing = self.kept(str(said.properties.get(holder)))
        if thing not in self._names:
            return said
        name = str(said.properties.get("name") or "")
        with_it = {**said.properties, holder: thing}
        first, shown = (
            self._called(name, thing, title) for title in (self._first[thing], self._names[thing])
        )
        return _said(said, node_id(said.kind, {**with_it, "name": first}), {**with_it, "name": shown})

    def _called(self, name: str, thing: str, title: str) -> str:
        """A name that holds some wording of the thing, with this title instead."""
        for wording in sorted(self._wordings[thing], key=len, reverse=True):
            if normal(wording) in normal(name):
                return (
                    name.replace(wording, title)
                    if wording in name
                    else normal(name).replace(normal(wording), title)
                )
        return name


def _said(before: Statement, thing: str, properties: dict[str, object]) -> Statement:
    made = Statement(thing, before.kind, thing, None, clean(properties))
    return before if made == before else made
