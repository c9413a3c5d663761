"""The declaration of kinds: what is wrong with it is told at load, by the name of the culprit."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from graph.ontology import PATH, ROLE_IDENTITY, OntologyError, load, parse

SMALL: dict[str, Any] = {
    "version": 1,
    "property_sets": {"role": {k: {"type": "string", "zh": "字", "means": "Word."} for k in ROLE_IDENTITY}},
    "nodes": {
        "Body": {
            "zh": "机构", "means": "A body.", "standard": "org:X", "prefix": "body", "identity": ["name"],
            "colour": "#111", "sign": "机",
            "properties": {"kind": {"type": "enum", "zh": "类", "means": "Sort.", "values": {"a": "甲"}}},
        },
        "Matter": {
            "zh": "事项", "means": "A matter.", "standard": "org:Y", "prefix": "mat", "identity": ["name"],
            "colour": "#222", "sign": "事", "properties": {"n": {"type": "int", "zh": "数", "means": "Number."}},
        },
    },
    "links": {
        "HOLDS": {
            "zh": "承担", "means": "Holds it.", "group": "role", "from": ["Body"], "to": ["Matter"], "set": "role",
        },
        "NEAR": {
            "zh": "邻", "means": "Near.", "group": "structure", "from": ["Body"], "to": ["Body"], "identity": ["far"],
            "properties": {"far": {"type": "bool", "zh": "远", "means": "Far."}},
        },
    },
}  # fmt: skip


def spoilt(change: Callable[[dict[str, Any]], object]) -> str:
    raw = copy.deepcopy(SMALL)
    change(raw)
    return yaml.safe_dump(raw, allow_unicode=True)


def test_the_small_declaration_is_right() -> None:
    made = parse(yaml.safe_dump(SMALL, allow_unicode=True))
    assert list(made.nodes) == ["Body", "Matter"]
    assert made.links["HOLDS"].identity == ROLE_IDENTITY
    assert made.links["NEAR"].identity == ("far",)
    assert {"id", "name", "aliases", "note", "kind"} == set(made.nodes["Body"].properties)
    assert {"id", "facts", "far"} == set(made.links["NEAR"].properties)


def without(*way: str) -> Callable[[dict[str, Any]], object]:
    def change(raw: dict[str, Any]) -> object:
        for word in way[:-1]:
            raw = raw[word]
        return raw.pop(way[-1])

    return change


def setting(value: Any, *way: str) -> Callable[[dict[str, Any]], object]:
    def change(raw: dict[str, Any]) -> object:
        for word in way[:-1]:
            raw = raw[word]
        raw[way[-1]] = value
        return raw

    return change


WORD = {"type": "string", "zh": "字", "means": "Word."}
MISTAKES = {
    **{
        f"node without {word}": (without("nodes", "Body", word), f"Body: {word} is required")
        for word in ("zh", "means", "standard", "prefix", "identity", "colour", "sign")
    },
    **{
        f"link without {word}": (without("links", "HOLDS", word), f"HOLDS: {word} is required")
        for word in ("zh", "means", "group", "from", "to")
    },
    **{
        f"two kinds with one {word}": (
            lambda raw, word=word: setting(raw["nodes"]["Body"][word], "nodes", "Matter", word)(raw),
            f"Matter: {word} .* is already that of Body",
        )
        for word in ("prefix", "colour", "sign")
    },
    "small node kind": (
        lambda raw: raw["nodes"].update(body2=raw["nodes"].pop("Body")),
        "body2: a node kind is PascalCase",
    ),
    "reserved node kind": (
        lambda raw: raw["nodes"].update(Group=raw["nodes"].pop("Body")),
        "Group: .* no reserved word",
    ),
    "small link kind": (lambda raw: raw["links"].update(near=raw["links"].pop("NEAR")), "near: .* UPPER_SNAKE"),
    "reserved link kind": (lambda raw: raw["links"].update(ON=raw["links"].pop("NEAR")), "ON: .* reserved"),
    "node identity": (
        setting(["nowhere"], "nodes", "Body", "identity"),
        "Body: identity names 'nowhere', which is no property",
    ),
    "link identity": (
        setting(["nowhere"], "links", "NEAR", "identity"),
        "NEAR: identity names 'nowhere', which is no property",
    ),
    "end of a link": (
        setting(["Boddy"], "links", "NEAR", "to"), "NEAR: to names 'Boddy', which is no node kind"
    ),
    "start of a link": (setting(["Nix"], "links", "NEAR", "from"), "NEAR: from names 'Nix'"),
    "property set": (
        setting("rolle", "links", "HOLDS", "set"), "HOLDS: property set 'rolle' is not declared"
    ),
    "reserved property": (
        setting(WORD, "nodes", "Body", "properties", "order"), r"Body\.order: the name is reserved"
    ),
    "reserved property, capitals": (
        setting(WORD, "nodes", "Body", "properties", "End"), r"Body\.End: the name is reserved"
    ),
    "reserved property of a set": (
        setting(WORD, "property_sets", "role", "index"), r"property_sets\.role\.index: the name is reserved"
    ),
    "reserved property of a link": (
        setting(WORD, "links", "NEAR", "properties", "case"), r"NEAR\.case: the name is reserved"
    ),
    "unknown word": (
        setting({**WORD, "requird": True}, "nodes", "Body", "properties", "p"),
        r"Body\.p: unknown words \['requird'\]",
    ),
    "type": (
        setting({**WORD, "type": "float"}, "nodes", "Body", "properties", "p"), r"Body\.p: type 'float' is none of"
    ),
    "no type": (
        setting({"zh": "字", "means": "x"}, "nodes", "Body", "properties", "p"), r"Body\.p: type None is none of"
    ),
    "no caption": (
        setting({"type": "int", "means": "x"}, "nodes", "Body", "properties", "p"),
        r"Body\.p: zh and means are required",
    ),
    "no meaning": (
        setting({"type": "int", "zh": "x"}, "links", "NEAR", "properties", "p"),
        r"NEAR\.p: zh and means are required",
    ),
    "enum without values": (
        setting({**WORD, "type": "enum"}, "nodes", "Body", "properties", "p"), r"Body\.p: values belong to an enum"
    ),
    "values without enum": (
        setting({**WORD, "values": {"a": "甲"}}, "nodes", "Body", "properties", "p"),
        r"Body\.p: values belong to an enum",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_by_the_name_of_its_culprit(mistake: str) -> None:
    change, message = MISTAKES[mistake]
    with pytest.raises(OntologyError, match=message):
        parse(spoilt(change))


def test_our_own_declaration_loads_and_its_digest_follows_the_text() -> None:
    text = PATH.read_text(encoding="utf-8")
    assert parse(text).digest == load().digest
    assert parse(text + "\n# a remark").digest != load().digest


def test_every_kind_is_told_by_its_prefix() -> None:
    for kind in load().nodes.values():
        assert load().kind_of(f"{kind.prefix}:x-1") == kind.name
    with pytest.raises(OntologyError, match="'nix:1'"):
        load().kind_of("nix:1")


@pytest.mark.parametrize(
    ("properties", "problem"),
    [
        ({"name": "甲"}, None),
        ({}, "name .* is required"),
        ({"name": ""}, "name .* is required"),
        ({"name": "甲", "status": None}, None),
        ({"name": "甲", "status": "closed"}, "status .* cannot be 'closed'"),
        ({"name": "甲", "rank_level": "1"}, "rank_level .* cannot be '1'"),
        ({"name": "甲", "rank_level": True}, "rank_level .* cannot be True"),
        ({"name": "甲", "valid_from": "2026"}, "valid_from .* cannot be '2026'"),
        ({"name": "甲", "valid_from": "2026-01-01"}, None),
        ({"name": "甲", "aliases": "乙"}, "aliases .* cannot be '乙'"),
        ({"name": "甲", "aliases": ["乙"]}, None),
        ({"name": "甲", "colour": "red"}, "colour is not declared"),
    ],
)
def test_what_does_not_fit_is_told_by_property(properties: dict[str, Any], problem: str | None) -> None:
    found = load().problems("Organization", {"id": "org:a", **properties})
    if problem is None:
        assert found == []
    else:
        assert len(found) == 1
        with pytest.raises(AssertionError, match=f"Organization.{problem}"):
            raise AssertionError(found[0])


def test_ends_that_do_not_fit_are_told() -> None:
    assert load().end_problems("LEADS", "org:a", "duty:b") == []
    assert load().end_problems("LEADS", "duty:b", "org:a") == [
        "LEADS cannot go from duty:b; it takes Organization, NamedGroup, CoordinatingBody",
        "LEADS cannot go to org:a; it takes Duty",
    ]
    assert load().end_problems("NIX", "org:a", "duty:b") == ["NIX is not a declared link"]
    assert load().problems("Nix", {}) == ["Nix is not a declared kind"]


@pytest.mark.parametrize("text", ["", "[]", "version: 1", "nodes: {}\nlinks: 3", "nodes: {A: 1}\nlinks: {}"])
def test_what_is_no_declaration_is_an_ontology_error(text: str) -> None:
    with pytest.raises(OntologyError):
        parse(text)


@pytest.mark.parametrize(("part", "kind"), [("nodes", "Body"), ("links", "NEAR")])
def test_a_mistyped_word_of_a_kind_is_told(part: str, kind: str) -> None:
    with pytest.raises(OntologyError, match=f"{kind}: unknown words .*identiy"):
        parse(spoilt(lambda raw: raw[part][kind].update(identiy=["name"])))
