"""Findings, rules and editions."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from api import schema
from api.ask import find_finding, pick_findings
from api.deps import PROBLEMS, Asking, Office
from graph.ontology import load
from graph.rule import GROUPS, SEVERITIES, catalogue

router = APIRouter(responses=PROBLEMS)
Group = Annotated[str | None, Query(pattern=f"^({'|'.join(GROUPS)})$", examples=list(GROUPS))]
Severity = Annotated[str | None, Query(pattern=f"^({'|'.join(SEVERITIES)})$", examples=list(SEVERITIES))]
State = Literal["open", "accepted", "resolved", "orphaned", "retired"]


@router.get("/findings", response_model=schema.FindingPage, tags=["findings"])
def findings(
    ask: Asking,
    group: Group = None,
    severity: Severity = None,
    rule: Annotated[str | None, Query(description="Code or id.", examples=["G02"])] = None,
    state: State | None = None,
    text: Annotated[str | None, Query(max_length=100)] = None,
    page: Annotated[int, Query(ge=1)] = 1,
    size: Annotated[int, Query(ge=1, le=500)] = 50,
) -> Any:
    """Findings that fit every filter, worst first."""
    found = pick_findings(ask(lambda r: r.findings()), group, severity, rule, state, text)
    counts = Counter((f["group"], f["severity"]) for f in found)
    edition = ask.office.record.edition(ask.edition)
    return {
        "edition": edition.no, "as_of": edition.as_of, "total": len(found), "page": page, "size": size,
        "counts": {g: {s: counts[g, s] for s in SEVERITIES} for g in GROUPS},
        "findings": found[(page - 1) * size : page * size],
    }  # fmt: skip


@router.get("/findings/{key}", response_model=schema.FindingCells, tags=["findings"])
def finding(ask: Asking, key: str) -> Any:
    """One finding, with the cells behind it."""

    def read(reader: Any) -> dict[str, Any]:
        found = find_finding(reader, key)
        return {**found, "cells": reader.written(found["facts"])}

    return ask(read)


@router.get("/rules", tags=["findings"])
def rules() -> list[dict[str, Any]]:
    """The catalogue of rules, with the query of each."""
    return [
        {"id": r.id, "code": r.code, "title": r.title, "title_en": r.title_en, "asks": r.asks, "group": r.group,
         "severity": r.severity, "subject": r.subject, "basis": r.basis, "next": r.next, "query": r.query}
        for r in catalogue()
    ]  # fmt: skip


@router.get("/editions", response_model=list[schema.EditionOut], tags=["editions"])
def editions(office: Office) -> Any:
    """Published editions, newest first."""
    return [
        {"edition": e.no, "as_of": e.as_of, "published_at": e.published_at, "hash": e.hash}
        for e in office.record.editions()
    ]


@router.get("/ontology", tags=["editions"])
def ontology() -> dict[str, Any]:
    """Kinds of things and links, with captions, meaning and properties."""

    def properties(declared: Any) -> dict[str, Any]:
        return {
            p.name: {"type": p.type, "zh": p.zh, "means": p.means, "required": p.required, "values": p.values}
            for p in declared.properties.values()
        }

    found = load()
    return {
        "digest": found.digest,
        "nodes": {k.name: {"zh": k.zh, "means": k.means, "standard": k.standard, "colour": k.colour, "sign": k.sign,
                           "properties": properties(k)} for k in found.nodes.values()},
        "links": {k.name: {"zh": k.zh, "means": k.means, "from": k.sources, "to": k.targets, "derived": k.derived,
                           "properties": properties(k)} for k in found.links.values()},
    }  # fmt: skip
