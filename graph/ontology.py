"""The only reader of ontology.yaml: what kinds of things and links exist, with all checks at load."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from graph.own_yaml import own_yaml

PATH = Path(__file__).with_name("ontology.yaml")
TYPES = frozenset({"string", "int", "bool", "date", "strings", "enum"})
ROLE_IDENTITY = ("scope", "region", "valid_from", "valid_to")
# Words that one of the engines refuses as a name (measured; see docs/explanation/two-engines.md).
RESERVED = frozenset(
    {"trail", "group", "order", "end", "case", "table", "column", "desc", "asc", "index", "profile", "only"}
    | {"all", "any", "in", "on", "with", "single", "match", "where", "return", "create", "set", "delete"}
    | {"merge", "union", "not", "and", "or", "xor", "exists", "count"}
)


class OntologyError(ValueError):
    """The declaration contradicts itself; the message names the culprit."""


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a kind: its type, Chinese caption, meaning and, for an enum, value -> caption."""

    name: str
    type: str
    zh: str
    means: str
    required: bool = False
    values: Mapping[str, str] | None = None

    @property
    def doubtful(self) -> bool:
        """Whether a value may be wrong that is of the right class."""
        return self.required or self.type not in ("string", "int", "bool")

    def allows(self, value: Any) -> bool:
        """Whether it may have this value; None where the list does not say."""
        if value is None or value == "":
            return not self.required and (value is None or _fits(self, value))
        return _fits(self, value)


@dataclass(frozen=True, slots=True)
class NodeKind:
    """One kind of thing. `identity` are the properties its id is made of (see ids.py)."""

    name: str
    zh: str
    means: str
    standard: str
    prefix: str
    identity: tuple[str, ...]
    colour: str
    sign: str
    properties: Mapping[str, Property]


@dataclass(frozen=True, slots=True)
class LinkKind:
    """One kind of link. `identity` are the properties that, with both ends, make it the same link."""

    name: str
    zh: str
    means: str
    group: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    identity: tuple[str, ...]
    derived: bool
    properties: Mapping[str, Property]


_COMMON = {
    "id": Property("id", "string", "编号", "Stable id: prefix, readable slug, short hash.", required=True),
    "name": Property("name", "string", "名称", "Full name or title.", required=True),
    "aliases": Property("aliases", "strings", "别名", "Other wordings met in lists."),
    "note": Property("note", "string", "备注", "Remark, as written."),
}
_LINK_COMMON = {
    "id": Property("id", "string", "编号", "Stable id of the link.", required=True),
    "facts": Property("facts", "strings", "出处", "Ids of the statements that say so.", required=True),
}


@dataclass(frozen=True, slots=True)
class Ontology:
    """All kinds, looked up by name; `digest` changes whenever the declaration does."""

    nodes: Mapping[str, NodeKind]
    links: Mapping[str, LinkKind]
    digest: str
    _by_prefix: dict[str, str] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for kind in self.nodes.values():
            self._by_prefix[kind.prefix] = kind.name

    def kind_of(self, node_id: str) -> str:
        """Kind of a node id, from its prefix.

        >>> load().kind_of("duty:燃气-1a2b3c4d")
        'Duty'
        """
        try:
            return self._by_prefix[node_id.partition(":")[0]]
        except KeyError:
            raise OntologyError(f"id {node_id!r} has no known prefix") from None

    def problems(self, kind: str, properties: Mapping[str, Any]) -> list[str]:
        """What is wrong with these properties of a node or link kind; empty when all is well."""
        owner: NodeKind | LinkKind | None = self.nodes.get(kind) or self.links.get(kind)
        if owner is None:
            return [f"{kind} is not a declared kind"]
        found = [
            f"{kind}.{p.name} ({p.zh}) is required"
            for p in owner.properties.values()
            if p.required and properties.get(p.name) in (None, "")
        ]
        for name, value in properties.items():
            declared = owner.properties.get(name)
            if declared is None:
                found.append(f"{kind}.{name} is not declared")
            elif value is not None and not _fits(declared, value):
                found.append(f"{kind}.{name} ({declared.zh}) cannot be {value!r}")
        return found

    def end_problems(self, kind: str, source: str, target: str) -> list[str]:
        """What is wrong with a link's ends, given as node ids; empty when all is well."""
        link = self.links.get(kind)
        if link is None:
            return [f"{kind} is not a declared link"]
        ends = ("from", link.sources, source), ("to", link.targets, target)
        return [
            f"{kind} cannot go {end} {node_id}; it takes {', '.join(allowed)}"
            for end, allowed, node_id in ends
            if self.kind_of(node_id) not in allowed
        ]


def _fits(declared: Property, value: Any) -> bool:
    if declared.type == "string":
        return isinstance(value, str)
    if declared.type == "enum":
        return value in (declared.values or {})
    if declared.type == "strings":
        return isinstance(value, (list, tuple)) and all(isinstance(x, str) for x in value)
    if declared.type == "date":
        return isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-"
    if declared.type == "int":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, bool)


def _properties(owner: str, raw: Mapping[str, Any]) -> dict[str, Property]:
    made: dict[str, Property] = {}
    for name, spec in raw.items():
        if name.lower() in RESERVED:
            raise OntologyError(f"{owner}.{name}: the name is reserved by an engine")
        unknown = set(spec) - {"type", "zh", "means", "required", "values"}
        if unknown:
            raise OntologyError(f"{owner}.{name}: unknown words {sorted(unknown)}")
        if spec.get("type") not in TYPES:
            raise OntologyError(f"{owner}.{name}: type {spec.get('type')!r} is none of {sorted(TYPES)}")
        if not spec.get("zh") or not spec.get("means"):
            raise OntologyError(f"{owner}.{name}: zh and means are required")
        if (spec["type"] == "enum") != bool(spec.get("values")):
            raise OntologyError(f"{owner}.{name}: values belong to an enum, and an enum has values")
        made[name] = Property(
            name, spec["type"], spec["zh"], spec["means"], spec.get("required", False), spec.get("values")
        )
    return made


def parse(text: str) -> Ontology:
    """Read a declaration; raises OntologyError naming the first contradiction."""
    raw = own_yaml(text)
    _known_words("the ontology", raw, "version property_sets nodes links")
    for part in ("nodes", "links"):
        if not isinstance(raw.get(part), Mapping):
            raise OntologyError(f"{part}: a mapping of kinds is expected")
    nodes = {name: _node(name, spec) for name, spec in raw["nodes"].items()}
    for word, pick in (("prefix", "prefix"), ("colour", "colour"), ("sign", "sign")):
        seen: dict[str, str] = {}
        for kind in nodes.values():
            value = getattr(kind, pick)
            if value in seen:
                raise OntologyError(f"{kind.name}: {word} {value!r} is already that of {seen[value]}")
            seen[value] = kind.name
    sets = {n: _properties(f"property_sets.{n}", s) for n, s in raw.get("property_sets", {}).items()}
    links = {name: _link(name, spec, nodes, sets) for name, spec in raw["links"].items()}
    return Ontology(nodes, links, hashlib.sha256(text.encode()).hexdigest()[:16])


def _known_words(owner: str, spec: Any, words: str) -> None:
    if not isinstance(spec, Mapping):
        raise OntologyError(f"{owner}: a mapping is expected")
    if unknown := set(spec) - set(words.split()):
        raise OntologyError(f"{owner}: unknown words {sorted(map(str, unknown))}")


def _node(name: str, spec: Mapping[str, Any]) -> NodeKind:
    _known_words(name, spec, "zh means standard prefix identity colour sign properties")
    for word in ("zh", "means", "standard", "prefix", "identity", "colour", "sign"):
        if not spec.get(word):
            raise OntologyError(f"{name}: {word} is required")
    if not name[0].isupper() or name.lower() in RESERVED or name == "Meta":
        raise OntologyError(f"{name}: a node kind is PascalCase and no reserved word")
    properties = _COMMON | _properties(name, spec.get("properties", {}))
    for key in spec["identity"]:
        if key not in properties:
            raise OntologyError(f"{name}: identity names {key!r}, which is no property")
    return NodeKind(
        name, spec["zh"], spec["means"], spec["standard"], spec["prefix"], tuple(spec["identity"]),
        spec["colour"], spec["sign"], properties,
    )  # fmt: skip


def _link(
    name: str, spec: Mapping[str, Any], nodes: Mapping[str, NodeKind], sets: Mapping[str, dict[str, Property]]
) -> LinkKind:
    _known_words(name, spec, "zh means group from to set properties identity derived")
    for word in ("zh", "means", "group", "from", "to"):
        if not spec.get(word):
            raise OntologyError(f"{name}: {word} is required")
    if name != name.upper() or name.lower() in RESERVED:
        raise OntologyError(f"{name}: a link kind is UPPER_SNAKE and no reserved word")
    for end in ("from", "to"):
        for kind in spec[end]:
            if kind not in nodes:
                raise OntologyError(f"{name}: {end} names {kind!r}, which is no node kind")
    shared = spec.get("set")
    if shared is not None and shared not in sets:
        raise OntologyError(f"{name}: property set {shared!r} is not declared")
    own = _properties(name, spec.get("properties", {}))
    properties = _LINK_COMMON | (sets[shared] if shared else {}) | own
    identity = tuple(spec.get("identity", ROLE_IDENTITY if shared == "role" else ()))
    for key in identity:
        if key not in properties:
            raise OntologyError(f"{name}: identity names {key!r}, which is no property")
    return LinkKind(
        name, spec["zh"], spec["means"], spec["group"], tuple(spec["from"]), tuple(spec["to"]),
        identity, spec.get("derived", False), properties,
    )  # fmt: skip


@cache
def load() -> Ontology:
    """The ontology of this program, read once."""
    return parse(PATH.read_text(encoding="utf-8"))
