"""Questions: who, chain, path, neighbourhood, things, search, pictures, export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi import Path as InPath
from fastapi.responses import HTMLResponse, StreamingResponse

from api import schema
from api.ask import find_item, find_thing, picture_scene
from api.deps import PROBLEMS, Asking
from api.export import jsonl
from graph.chain import UnknownThing
from graph.chain import chain as read_chain
from graph.ontology import load
from graph.paths import PASSED_OVER
from graph.paths import neighbourhood as read_neighbourhood
from graph.paths import path as read_path
from graph.search import ANSWERABLE
from graph.search import search as read_search
from graph.who import who as read_who

router = APIRouter(responses=PROBLEMS)
ThingId = Annotated[
    str,
    InPath(description="Id, or a name that only one thing has.", examples=["duty:现制现售饮用水-1a2b3c4d"]),
]
Kind = Annotated[
    list[str] | None,
    Query(
        description="Node kinds.", json_schema_extra={"items": {"type": "string", "enum": list(load().nodes)}}
    ),
]


@router.get("/who", response_model=schema.Who, tags=["answers"])
def who(
    ask: Asking,
    q: Annotated[
        str, Query(min_length=1, max_length=200, description="Id or free text.", examples=["现制现售饮用水"])
    ],
) -> Any:
    """Who is responsible; 200 with `reasons` where nobody, or nobody for certain, is named."""
    return ask(lambda r: read_who(r, q))


@router.get("/chain/{item}", response_model=schema.Chain, tags=["answers"])
def chain(ask: Asking, item: ThingId) -> Any:
    """The chain of an approval item, with broken steps marked, and as plain Chinese sentences."""
    return ask(lambda r: read_chain(r, find_item(r, item)))


@router.get("/path", response_model=schema.Path, tags=["answers"])
def path(
    ask: Asking,
    source: Annotated[str, Query(alias="from", description="Id or name.")],
    target: Annotated[str, Query(alias="to", description="Id or name.")],
    avoid: Kind = None,
    via: Annotated[
        list[str] | None, Query(description="Ids or names to pass, in order.", max_length=5)
    ] = None,
) -> Any:
    """The shortest way between two things."""
    return ask(
        lambda r: read_path(
            r, find_thing(r, source), find_thing(r, target), PASSED_OVER if avoid is None else avoid,
            [find_thing(r, v) for v in via or ()],
        )
    )  # fmt: skip


@router.get("/neighbourhood/{thing}", response_model=schema.Neighbourhood, tags=["answers"])
def neighbourhood(
    ask: Asking,
    thing: ThingId,
    depth: Annotated[int, Query(ge=1, le=3)] = 1,
    limit: Annotated[int, Query(ge=1, le=2000)] = 300,
    kinds: Kind = None,
) -> Any:
    """What lies around a thing; says how much was left out."""
    return ask(lambda r: read_neighbourhood(r, find_thing(r, thing), depth, limit, kinds))


@router.get("/search", response_model=list[schema.Candidate], tags=["answers"])
def search(
    ask: Asking, q: Annotated[str, Query(min_length=1, max_length=200)], kinds: Kind = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Any:  # fmt: skip
    """Things whose name holds the text, best first."""
    hits = ask(lambda r: read_search(r, q, tuple(kinds or ANSWERABLE), limit))
    return [{"id": h.id, "kind": h.kind, "name": h.name} for h in hits]


@router.get("/things/{thing}", tags=["answers"], responses={200: {"content": {"application/json": {"schema": {"oneOf": [
    {"$ref": f"#/components/schemas/{name}"} for name in schema.THINGS]}}}}})  # fmt: skip
def thing(ask: Asking, thing: ThingId) -> dict[str, Any]:
    """All properties of a thing, as its kind declares them."""

    def read(reader: Any) -> dict[str, Any]:
        found = reader.node(find_thing(reader, thing))
        if found is None:
            raise UnknownThing(thing)
        return dict(found)

    return ask(read)


@router.get("/picture", response_class=HTMLResponse, tags=["pictures"])
def picture(
    ask: Asking, chain: str | None = None, finding: str | None = None, around: str | None = None,
    depth: Annotated[int, Query(ge=1, le=3)] = 1,
) -> HTMLResponse:  # fmt: skip
    """One page that opens offline: a chain, a finding, or what lies around a thing (give one of the three)."""
    from fastapi.exceptions import RequestValidationError

    from viz.page import standalone

    if sum(x is not None for x in (chain, finding, around)) != 1:
        raise RequestValidationError(
            [{"loc": ("query",), "msg": "give one of chain, finding, around", "type": "value_error"}]
        )
    return HTMLResponse(standalone(ask(lambda r: picture_scene(r, chain, finding, around, depth)), ask.lang))


@router.get("/export", response_class=StreamingResponse, tags=["export"],
            responses={200: {"content": {"application/x-ndjson": {}}}})  # fmt: skip
def export(ask: Asking) -> StreamingResponse:
    """The whole edition, one JSON object a line: nodes, then links with the places they are said at."""
    lines = ask(lambda r: list(jsonl(r)))

    def stream() -> Iterator[str]:
        for line in lines:
            yield line + "\n"

    headers = {"Content-Disposition": 'attachment; filename="zhize.jsonl"'}
    return StreamingResponse(stream(), media_type="application/x-ndjson", headers=headers)
