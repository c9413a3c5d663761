"""Findings, and one finding."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.ask import find_finding, pick_findings
from api.routes.pages.respond import respond
from graph.chain import chain as read_chain
from graph.reader import Reader
from graph.rule import catalogue
from viz.legend import columns_of, node_word
from viz.page import picture
from viz.scene import chain_scene, finding_scene
from viz.words import Words
from viz.workbench import FILTERS, Address, cells_of, counts, items_of, ordered, paged, rule_of

router = APIRouter(include_in_schema=False)


@router.get("/findings")
def findings(request: Request) -> Response:
    """Findings of an edition, filtered and sorted by the address, 50 a page, with counts."""

    def make(reader: Reader, address: Address) -> tuple[str, dict[str, Any]]:
        query = address.query
        everything = reader.findings()
        group, severity, rule, state, text = (query.get(name) or None for name in FILTERS)
        found = ordered(
            pick_findings(everything, group, severity, rule, state, text), query.get("sort", "severity")
        )
        by_group, by_rule = counts(everything)
        return "findings.html", {
            "rows": paged(found, query.get("page")), "everything": len(everything),
            "accepted": sum(1 for f in everything if f["state"] == "accepted"),
            "by_group": by_group, "by_rule": by_rule, "filtered": any(query.get(name) for name in FILTERS),
            "rule_choices": [(r.code, Words(f"{r.code} {r.title}", f"{r.code} {r.title_en}")) for r in catalogue()],
        }  # fmt: skip

    return respond(request, make)


@router.get("/findings/{key}")
def finding(request: Request, key: str) -> Response:
    """One finding: what the rule asks, its evidence and cells, its picture, and the chain it breaks."""

    def make(reader: Reader, address: Address) -> tuple[str, dict[str, Any]]:
        f = find_finding(reader, key)
        network = reader.network()
        items = items_of(f, reader)
        answer = read_chain(reader, items[0]) if items else None
        evidence = [
            {"id": n, "known": n in network, "name": network.nodes[n]["name"] if n in network else n,
             "word": node_word(network.nodes[n]["kind"]) if n in network else Words("", "")}
            for n in f["evidence"]
        ]  # fmt: skip
        return "finding.html", {
            "f": f, "rule": rule_of(f), "columns": columns_of(f), "cells": cells_of(f, reader), "evidence": evidence,
            "picture": picture(finding_scene(f, reader)), "chain": answer,
            "chain_picture": picture(chain_scene(answer)) if answer else None,
            "items": [{"id": i, "name": network.nodes[i]["name"]} for i in items],
        }  # fmt: skip

    return respond(request, make)
