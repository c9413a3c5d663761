"""Ontology -> table definitions (ladybug) and constraints (Neo4j)."""

from __future__ import annotations

from graph.ontology import LinkKind, NodeKind, Ontology, Property

# Every link also carries the ids of its ends. To ask the engine for the id of a far end costs it a join with all
# things of that kind; to ask the link costs nothing.
ENDS = ("source", "target")

_LADYBUG = {
    "string": "STRING",
    "enum": "STRING",
    "date": "STRING",
    "int": "INT64",
    "bool": "BOOL",
    "strings": "STRING[]",
}


def _columns(properties: list[Property]) -> list[str]:
    return [f"{p.name} {_LADYBUG[p.type]}" for p in properties]


def _node_table(kind: NodeKind) -> str:
    columns = ", ".join([*_columns(list(kind.properties.values())), "PRIMARY KEY (id)"])
    return f"CREATE NODE TABLE {kind.name}({columns})"


def _link_table(kind: LinkKind) -> str:
    ends = [f"FROM {a} TO {b}" for a in kind.sources for b in kind.targets]
    ends += [f"{end} STRING" for end in ENDS]
    return f"CREATE REL TABLE {kind.name}({', '.join([*ends, *_columns(list(kind.properties.values()))])})"


def ladybug(ontology: Ontology) -> list[str]:
    """Statements that make an empty ladybug database ready for this ontology."""
    meta = "CREATE NODE TABLE Meta(id STRING, edition INT64, hash STRING, state STRING, PRIMARY KEY (id))"
    nodes = [_node_table(kind) for kind in ontology.nodes.values()]
    return [meta, *nodes, *(_link_table(kind) for kind in ontology.links.values())]


def neo4j(ontology: Ontology) -> list[str]:
    """Statements that make a Neo4j database ready: one uniqueness constraint (and so an index) per kind."""
    return [
        f"CREATE CONSTRAINT {name.lower()}_id IF NOT EXISTS FOR (n:{name}) REQUIRE n.id IS UNIQUE"
        for name in ["Meta", *ontology.nodes]
    ]
