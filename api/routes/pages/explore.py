"""Explore: one hop around a thing, then one hop more wherever the reader asks."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.routes.pages.respond import respond
from graph.ontology import load as ontology
from graph.reader import Reader
from graph.search import search
from graph.spread import spread
from viz.legend import node_word
from viz.of_spread import grown, kinds_asked, opened_asked
from viz.page import picture
from viz.workbench import Address

router = APIRouter(include_in_schema=False)
_CHOICES = 40
_BEGIN = 12


@router.get("/explore")
def begin(request: Request) -> Response:
    """Choose where to begin: a search over everything, or the things with the most serious findings."""

    def make(reader: Reader, address: Address) -> tuple[str, dict[str, Any]]:
        asked = " ".join(address.query.get("q", "").split())[:200]
        hits = search(reader, asked, tuple(ontology().nodes), _CHOICES)
        network = reader.network()
        near = {n: [f for f in reader.findings_about(n) if f["state"] == "open"] for n in network}
        ranked = sorted(near, key=lambda n: (-len(near[n]), n)) if not asked else []
        begin_at = [n for n in ranked if network.nodes[n]["kind"] in ("Organization", "CoordinatingBody")][
            :_BEGIN
        ]
        return "explore_begin.html", {
            "asked": asked, "most": _CHOICES,
            "hits": [{"id": h.id, "name": h.name, "word": node_word(h.kind)} for h in hits],
            "begin": [
                {"id": n, "name": network.nodes[n]["name"], "word": node_word(network.nodes[n]["kind"]), "n": len(near[n])}
                for n in begin_at
            ],
        }  # fmt: skip

    return respond(request, make)


@router.get("/explore/{thing}")
def explore(request: Request, thing: str) -> Response:
    """The picture around a thing with the steps of `opened` taken, of the node kinds of `kinds`."""

    def make(reader: Reader, address: Address) -> tuple[str, dict[str, Any]]:
        kinds = kinds_asked(address.query.get("kinds"))
        around = spread(reader, thing, opened_asked(address.query.get("opened")), kinds)
        made = grown(around, kinds, reader, address)
        return "explore.html", {
            "thing": thing, "name": reader.network().nodes[thing]["name"], "grown": made, "picture": picture(made.scene),
            "steps": [{"id": n, "name": reader.network().nodes[n]["name"]} for n in around.opened],
        }  # fmt: skip

    return respond(request, make)
