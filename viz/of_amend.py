"""What was corrected by hand of a thing, in words; and what may be, as the fields of a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.amendable import fields, told
from graph.ontology import Property, load
from graph.order import natural
from graph.overlay import Amendment
from graph.statement import Statement
from viz.legend import link_word, node_word, property_word, value_word
from viz.words import Words

PREFIX = "p."  # of the names of fields
_CHIEF = ("text", "scope", "level", "document")  # what a role that is added usually needs
_LONG = ("text", "note")
_TRUTH = (("true", Words("是", "Yes")), ("false", Words("否", "No")))
_DONE = {
    "set": Words("改写", "corrected"),
    "remove": Words("去掉", "taken away"),
    "add": Words("补上", "added"),
}


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: its number, what was done to what, the values set, why, by whom and since which edition."""

    id: int
    done: Words
    about: Words
    values: tuple[Words, ...]
    reason: str
    document: str
    decided_by: str
    made_in: int
    over: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One property in a form: its name there, caption, `control` (text, long, choice, date or number), the text in it
    and, for a choice, what there is to choose from."""

    name: str
    caption: Words
    control: str
    text: str
    choices: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """A role as a list of them shows it: its id and kind in words, the other end, and what it says."""

    id: str
    word: Words
    other: str
    name: str
    says: str


def fields_of(said: Statement, sent: Mapping[str, str]) -> list[Field]:
    """What may be set of a statement, with what it says now, or what a form that was refused said."""
    return [
        _field(said.kind, p, sent.get(PREFIX + p.name, told(p, said.properties.get(p.name))))
        for p in fields(said.kind)
    ]


def fields_to_add(kind: str, sent: Mapping[str, str]) -> list[Field]:
    """What is usually said of a role that is added."""
    return [_field(kind, p, sent.get(PREFIX + p.name, "")) for p in fields(kind) if p.name in _CHIEF]


def set_in(form: Mapping[str, str], said: Statement | None = None) -> dict[str, str]:
    """The properties that a form sets: those not as the statement has them, or all that are filled in."""
    sent = {name.removeprefix(PREFIX): text for name, text in form.items() if name.startswith(PREFIX)}
    if said is None:
        return {name: text for name, text in sent.items() if text}
    now = {
        p.name: told(p, said.properties.get(p.name)).replace("\r\n", "\n").strip() for p in fields(said.kind)
    }
    return {name: text for name, text in sent.items() if text != now.get(name)}


def roles_of(thing: str, said: Iterable[Statement], names: Mapping[str, str]) -> list[Role]:
    """The roles of a thing, each with who or what is at its other end, in the ontology's order and then by name."""
    place = {kind: n for n, kind in enumerate(load().links)}
    made = []
    for role in said:
        other = role.object if role.subject == thing else role.subject
        says = "；".join(str(role.properties[n]) for n in ("scope", "text") if role.properties.get(n))
        made.append(
            (
                place[role.kind],
                Role(role.id, link_word(role.kind), str(other), names.get(str(other), str(other)), says),
            )
        )
    return [role for _, role in sorted(made, key=lambda m: (m[0], natural(m[1].name), m[1].id))]


def kinds_to_add(kind: str) -> tuple[bool, list[tuple[str, Words]], frozenset[str]]:
    """The roles that a thing of some kind may be given, whether it is the one that has them (a body), and what kinds
    of things may be at their other end."""
    roles = [k for k in load().links.values() if k.group == "role"]
    has = any(kind in k.sources for k in roles)
    mine = [k for k in roles if kind in (k.sources if has else k.targets)]
    others = frozenset(other for k in mine for other in (k.targets if has else k.sources))
    return has, [(k.name, link_word(k.name)) for k in mine], others


def _field(kind: str, declared: Property, text: str) -> Field:
    name, caption = PREFIX + declared.name, property_word(kind, declared.name)
    if declared.type == "bool":
        return Field(name, caption, "choice", text, _TRUTH)
    if declared.values:
        captions = tuple((v, value_word(kind, declared.name, v)) for v in declared.values)
        return Field(name, caption, "choice", text, captions)
    plain = "long" if declared.name in _LONG else "text"
    return Field(name, caption, {"int": "number", "date": "date"}.get(declared.type, plain), text)


def corrections(found: Sequence[Amendment], names: Mapping[str, str]) -> list[Correction]:
    """Amendments with captions; ends of links go by their names."""
    return [
        Correction(
            a.id, _DONE[a.action], about(a, names), tuple(_value(a.kind, n, v) for n, v in sorted(a.properties.items())),
            a.reason, a.document, a.decided_by, a.made_in, a.ended_at is not None,
        )
        for a in found
    ]  # fmt: skip


def about(said: Amendment | Statement, names: Mapping[str, str]) -> Words:
    """What a statement or its correction is about: both ends of a link, else the kind of thing."""
    if said.object is None:
        return node_word(said.kind)
    word = link_word(said.kind)
    ends = [names.get(i, i) for i in (said.subject, said.object)]
    return Words(f"{ends[0]} {word.zh} → {ends[1]}", f"{ends[0]} {word.en} → {ends[1]}")


def _value(kind: str, name: str, value: object) -> Words:
    caption = property_word(kind, name)
    now = Words("（空）", "(none)") if value is None else value_word(kind, name, value)
    return Words(f"{caption.zh}：{now.zh}", f"{caption.en}: {now.en}")
