"""The first page, and the answer to "who is responsible for this?"."""

from __future__ import annotations

from collections import Counter
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from api.routes.pages.respond import respond
from graph.bodies_register import registered
from graph.chain import chain as read_chain
from graph.ontology import load as ontology
from graph.reader import Reader
from graph.search import ANSWERABLE, near, search
from graph.who import who as read_who
from viz.asking import answer_of, lists_of
from viz.legend import node_word
from viz.workbench import FILTERS, Address, ordered

router = APIRouter(include_in_schema=False)
LONGEST = 200  # characters of a question
_LISTS = "MATCH (b:BoundaryList) RETURN b.id AS id, b.name AS name, b.kind AS kind, b.issuer AS issuer, b.issued_on AS issued_on"
_OTHERS = tuple(k for k in ontology().nodes if k not in ANSWERABLE)
_WORST = 6
_EXAMPLES = 4
_COUNTED = ("Organization", "Duty", "ApprovalItem", "CoordinatingBody", "Domain", "LegalBasis")


@router.get("/")
def home(request: Request) -> Response:
    """The Ask box, what is loaded, the worst findings, and how to begin; old addresses of findings lead on."""
    if {*FILTERS, "sort", "page"} & set(request.query_params):
        return RedirectResponse(f"/findings?{request.url.query}", 308)
    return respond(request, lambda reader, _: ("ask.html", _start(reader)))


@router.get("/ask")
def ask(request: Request) -> Response:
    """Who answers for `q` (an id or free words): lead, others, basis, cells, and what is wrong or missing."""

    def make(reader: Reader, address: Address) -> tuple[str, dict[str, Any]]:
        asked = " ".join(address.query.get("q", "").split())
        if not asked:
            return "ask.html", _start(reader)
        if len(asked) > LONGEST:
            return "ask.html", {"asked": asked[:LONGEST], "too_long": LONGEST}
        raw = read_who(reader, asked)
        found = raw["thing"]
        item = found is not None and found["kind"] == "ApprovalItem"
        others = [h.id for h in search(reader, asked, _OTHERS, 8)]
        if asked in reader.network() and found is None:
            others = [asked]  # an id of a thing that nobody answers for, as a body
        told = {c["id"] for c in raw["candidates"]} | ({found["id"]} if found else set())
        return "ask.html", {
            "asked": found["name"] if found and found["id"] == asked else asked, "answer": answer_of(raw),
            "also": [_named(reader, h.id) for h in search(reader, asked) if h.id not in told],
            "candidates": [_named(reader, c["id"]) for c in raw["candidates"]],
            "near": [_named(reader, h.id) for h in near(reader, asked)] if not found and not raw["candidates"] else [],
            "elsewhere": [_named(reader, other) for other in others],
            "chain": read_chain(reader, found["id"]) if item and found else None,
            "found": reader.findings_about(found["id"]) if found else [],
        }  # fmt: skip

    return respond(request, make)


def _named(reader: Reader, thing: str) -> dict[str, Any]:
    data = reader.network().nodes[thing]
    name = data["name"]
    if data["kind"] == "LegalBasis":  # the articles of one law share its name
        article = (reader.node(thing) or {}).get("article") or ""
        name = name if article in name else f"{name} {article}"
    return {"id": thing, "name": name, "word": node_word(data["kind"])}


def _start(reader: Reader) -> dict[str, Any]:
    """What the first page shows."""
    nodes = reader.network().nodes(data=True)
    counts = Counter(data["kind"] for _, data in nodes)
    counts["CoordinatingBody"] = len(registered(reader))
    found = reader.findings()
    worst = [f for f in ordered(found, "severity") if f["state"] == "open"]
    matters = sorted((len(data["name"]), data["name"]) for _, data in nodes if data["kind"] == "Duty")
    step = max(1, len(matters) // _EXAMPLES)
    return {
        "start": True,
        "loaded": [(kind, node_word(kind), counts[kind]) for kind in _COUNTED if counts[kind]],
        "lists": lists_of(reader.read(_LISTS)), "worst": _spread_over_rules(worst), "findings": len(found),
        "severities": Counter(f["severity"] for f in found if f["state"] == "open"),
        "examples": [name for _, name in matters[step // 2 :: step][:_EXAMPLES]],
    }  # fmt: skip


def _spread_over_rules(worst: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The worst findings, one of each rule before a second of any."""
    turn: Counter[str] = Counter()
    ranked = []
    for place, f in enumerate(worst):
        ranked.append((turn[f["rule"]], place, f))
        turn[f["rule"]] += 1
    return [f for _, _, f in sorted(ranked, key=lambda r: r[:2])[:_WORST]]
