"""One thing of any kind, and the chain of one approval item."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.routes.pages.forms import office_of
from api.routes.pages.respond import respond
from graph.answered import listed
from graph.bodies_register import body as read_body
from graph.chain import UnknownThing
from graph.chain import chain as read_chain
from graph.ontology import load as ontology
from graph.paths import PASSED_OVER, neighbourhood
from graph.reader import Reader
from graph.who import who as read_who
from viz.asking import answer_of
from viz.legend import node_word
from viz.of_amend import Correction, corrections
from viz.of_history import history_of
from viz.of_replies import shown
from viz.page import picture
from viz.scene import chain_scene, neighbourhood_scene
from viz.things import relations_of
from viz.words import Words
from viz.workbench import Address, cells, facts_of

router = APIRouter(include_in_schema=False)
AROUND = 60  # boxes of a neighbourhood on a page
REPLIES = 10  # of a thing, on its page
_ASKED_OF = ("Organization", "Duty", "ApprovalItem", "Stage", "Domain")  # what roles are held by, and for
_LEFT_OUT = Words(
    "不画" + "、".join(node_word(k).zh for k in PASSED_OVER),
    "without " + ", ".join(node_word(k).en.lower() for k in PASSED_OVER),
)


@router.get("/things/{thing}")
def thing(request: Request, thing: str) -> Response:
    """One thing: its properties, who answers for it, what it is tied to, its picture, findings, cells and history."""

    def make(reader: Reader, address: Address) -> tuple[str, dict[str, Any]]:
        node = reader.node(thing)
        if node is None:
            raise UnknownThing(thing)
        kind = node["kind_of"]
        depth = 2 if address.query.get("depth") == "2" else 1
        # Two steps over a list or a law would lead to everything that stands in it.
        kinds = [k for k in ontology().nodes if k not in PASSED_OVER] if depth == 2 else None
        scene = neighbourhood_scene(neighbourhood(reader, thing, depth, AROUND, kinds), reader)
        if kinds:
            scene = scene.with_notes(_LEFT_OUT)
        asked = kind in ("Duty", "ApprovalItem")
        told = _replies(request, thing, kind, reader.edition.no)
        return "thing.html", {
            "node": node, "word": node_word(kind), "facts": facts_of(node, reader), "depth": depth,
            "answer": answer_of(read_who(reader, thing)) if asked else None,
            "chain": read_chain(reader, thing) if kind == "ApprovalItem" else None,
            "body": read_body(reader, thing) if kind == "CoordinatingBody" else None,
            "ties": relations_of(thing, reader, address.query),
            "picture": picture(scene), "found": reader.findings_about(thing),
            "cells": cells(reader, [thing]), "history": history_of(reader.history(thing), reader),
            "corrections": _corrections(reader, thing),
            "replies": [shown(a) for a in told[:REPLIES]], "more_replies": len(told[REPLIES:]),
        }  # fmt: skip

    return respond(request, make)


def _corrections(reader: Reader, thing: str) -> list[Correction]:
    found, network = reader.amendments(thing), reader.network()
    ends = {end for a in found for end in (a.subject, a.object) if end and end in network}
    return corrections(found, {end: network.nodes[end]["name"] for end in ends})


def _replies(request: Request, thing: str, kind: str, no: int) -> list[dict[str, Any]]:
    """What was answered of a matter, or by an organisation, when it was asked about an edition up to this one; what
    is to be decided comes first."""
    if kind not in _ASKED_OF:
        return []
    org = thing if kind == "Organization" else None
    found = listed(office_of(request).record, org, thing=None if org else thing)
    found = [a for a in found if a["edition"] <= no]
    return sorted(found, key=lambda a: (a["state"] != "open", a["state"] == "agreed"))


@router.get("/chain/{item}")
def chain(request: Request, item: str) -> Response:
    """The responsible chain of an approval item as picture, sentences and table."""

    def make(reader: Reader, address: Address) -> tuple[str, dict[str, Any]]:
        answer = read_chain(reader, item)
        found = reader.findings_about(item)
        return "chain.html", {"chain": answer, "picture": picture(chain_scene(answer)), "found": found}

    return respond(request, make)
