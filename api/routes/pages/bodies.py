"""The register of coordinating bodies."""

from __future__ import annotations

from collections import Counter
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.routes.pages.respond import respond
from graph.bodies_register import pick, register
from graph.ontology import load as ontology
from graph.reader import Reader
from viz.legend import value_word
from viz.words import Words
from viz.workbench import Address, paged

router = APIRouter(include_in_schema=False)
FILTERS = ("kind", "status", "opinion", "lead", "q")
_NO_OPINION = Words("没有意见", "No opinion")
_UNSAID = Words("未写明", "Not stated")


def _values(kind: str, name: str) -> list[tuple[str, Words]]:
    return [(v, value_word(kind, name, v)) for v in ontology().nodes[kind].properties[name].values or ()]


@router.get("/bodies")
def bodies(request: Request) -> Response:
    """Coordinating bodies, filtered by the address, 50 a page, with counts by kind, status and newest opinion."""

    def make(reader: Reader, address: Address) -> tuple[str, dict[str, Any]]:
        query = address.query
        named = query.get("named") == "1"
        lines = register(reader)
        everything = [b for b in lines if b["listed"] is not named]
        found = pick(everything, *(query.get(name, "").strip() for name in FILTERS))
        captions = {
            "kind": [*_values("CoordinatingBody", "kind"), ("none", _UNSAID)],
            "status": [*_values("CoordinatingBody", "status"), ("none", _UNSAID)],
            "opinion": [*_values("BodyReview", "opinion"), ("none", _NO_OPINION)],
        }  # fmt: skip
        counted = {
            "kind": Counter(b["kind"] or "none" for b in everything),
            "status": Counter(b["status"] or "none" for b in everything),
            "opinion": Counter(b["opinion"] or "none" for b in everything),
        }  # fmt: skip
        leads = Counter((o["name"], o["id"]) for b in everything for o in b["leads"])
        return "bodies.html", {
            "page": paged(found, query.get("page")), "everything": len(everything), "named": named,
            "others": len(lines) - len(everything),
            "captions": {name: dict(values) for name, values in captions.items()},
            "counts": {
                name: [(v, word, counted[name][v]) for v, word in values if counted[name][v]] for name, values in captions.items()
            },
            "leads": [(body, Words(f"{name}（{n}）", f"{name} ({n})")) for (name, body), n in sorted(leads.items())],
            "filtered": any(query.get(name) for name in FILTERS),
        }  # fmt: skip

    return respond(request, make)
