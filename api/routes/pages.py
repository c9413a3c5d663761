"""The pages of the workbench: findings, one finding, one thing, one chain. Thin: graph answers, viz draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse, Response

from api.ask import find_finding, pick_findings
from graph.chain import UnknownThing
from graph.chain import chain as read_chain
from graph.ontology import load as ontology
from graph.paths import PASSED_OVER, neighbourhood
from graph.reader import Reader
from graph.record import UnknownEdition
from graph.rule import catalogue
from graph.store import StoreError
from graph.who import PLACES, ended
from graph.who import who as read_who
from graph.workspace import Workspace
from viz.legend import columns_of, link_word, node_word, value_word
from viz.network import script_file
from viz.of_chain import place_text
from viz.page import ENVIRONMENT, STATIC, picture
from viz.scene import chain_scene, finding_scene, neighbourhood_scene
from viz.words import Words
from viz.workbench import (
    FILTERS,
    PAGE,
    REASON_WORDS,
    Address,
    about_in,
    cells,
    cells_of,
    counts,
    facts_of,
    items_of,
    ordered,
    rule_of,
    title_of,
)  # fmt: skip

router = APIRouter(include_in_schema=False)

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin", "Cache-Control": "private, no-cache",
}  # fmt: skip
AROUND = 60  # boxes of a neighbourhood on a page
_LEFT_OUT = Words(
    "不画" + "、".join(node_word(k).zh for k in PASSED_OVER),
    "without " + ", ".join(node_word(k).en.lower() for k in PASSED_OVER),
)

_STATIC = {
    "zhize.css": "text/css", "icon.svg": "image/svg+xml", "picture.js": "text/javascript",
    "paint.js": "text/javascript", "findings.js": "text/javascript", "vis-network.min.js": "text/javascript",
}  # fmt: skip


def mount_static(app: FastAPI) -> None:
    """Serve style, scripts and vis-network (from the installed pyvis) under /static: these names and no others."""

    def static(name: str) -> Response:
        if name not in _STATIC:
            return PlainTextResponse("not found", 404, headers={"X-Content-Type-Options": "nosniff"})
        path = script_file() if name == "vis-network.min.js" else STATIC / name
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
        return FileResponse(path, media_type=_STATIC[name], headers=headers)

    app.add_api_route("/static/{name}", static, methods=["GET"], include_in_schema=False)


def _respond(request: Request, make: Callable[[Reader, Address], tuple[str, dict[str, Any]]]) -> Response:
    """Run `make` on the edition asked for and render what it gives; everything that may go wrong is a page too."""
    address = Address(request.url.path, dict(request.query_params))
    office = cast(Workspace, request.app.state.workspace)
    try:
        edition = address.edition
        current = office.record.current()
        if current is None:
            return _message(address, 200, _NONE_YET, _NONE_YET_TEXT, _COMMANDS)
        template, context = office.answer(
            lambda reader: _with_edition(reader, make(reader, address)), edition
        )
    except (UnknownEdition, ValueError):
        return _message(address, 404, _NO_EDITION, _NO_EDITION_TEXT)
    except UnknownThing as error:
        text = Words(f"这一版里没有编号 {error.args[0]}", f"This edition has no {error.args[0]}")
        return _message(address, 404, Words("没有找到", "Not found"), text)
    except StoreError:
        return _message(
            address,
            503,
            Words("图库正在更新", "The graph is being updated"),
            Words("请稍后再试。", "Please try again shortly."),
        )
    context["current"] = context["edition"].no == current.no
    return _render(address, template, 200, context)


def _with_edition(reader: Reader, made: tuple[str, dict[str, Any]]) -> tuple[str, dict[str, Any]]:
    return made[0], {"edition": reader.edition, **made[1]}


def _render(address: Address, template: str, status: int, context: dict[str, Any]) -> HTMLResponse:
    words = {"lang": address.lang, "address": address, "href": address.href, "query": dict(address.query)}
    tools = {"title_of": title_of, "about_in": about_in, "reason_words": REASON_WORDS}
    text = ENVIRONMENT.get_template(template).render(**words, **tools, **context)
    return HTMLResponse(
        text, status, headers=HEADERS | {"Content-Language": "en" if address.lang == "en" else "zh-CN"}
    )


_NONE_YET = Words("还没有发布任何版本", "No edition has been published yet")
_NONE_YET_TEXT = Words("先把清单装进来，再刷新本页：", "Load the lists first, then reload this page:")
_NO_EDITION = Words("没有这一版", "There is no such edition")
_NO_EDITION_TEXT = Words("地址里的版本号不存在。", "The edition number in the address does not exist.")
_COMMANDS = (
    ("zhize load 清单.xlsx", Words("装入一份或几份清单", "load one or more lists")),
    ("zhize demo", Words("或者先看示例市", "or look at the sample city first")),
)


def _message(
    address: Address, status: int, title: Words, text: Words, commands: tuple[tuple[str, Words], ...] = ()
) -> HTMLResponse:
    context = {"title": title, "text": text, "commands": commands, "edition": None, "current": True}
    return _render(address, "message.html", status, context)


@router.get("/")
def findings(request: Request) -> Response:
    """Findings of an edition, filtered and sorted by the address, 50 a page, with counts."""
    office = cast(Workspace, request.app.state.workspace)

    def make(reader: Reader, address: Address) -> tuple[str, dict[str, Any]]:
        query = address.query
        everything = reader.findings()
        group, severity, rule, state, text = (query.get(name) or None for name in FILTERS)
        found = ordered(
            pick_findings(everything, group, severity, rule, state, text), query.get("sort", "severity")
        )
        number = query.get("page", "1")
        page = min(max(int(number) if number.isdecimal() else 1, 1), max(-(-len(found) // PAGE), 1))
        by_group, by_rule = counts(everything)
        return "findings.html", {
            "rows": found[(page - 1) * PAGE : page * PAGE], "page": page, "total": len(found),
            "first": (page - 1) * PAGE + 1, "last": min(page * PAGE, len(found)), "everything": len(everything),
            "accepted": sum(1 for f in everything if f["state"] == "accepted"),
            "by_group": by_group, "by_rule": by_rule, "filtered": any(query.get(name) for name in FILTERS),
            "rule_choices": [(r.code, Words(f"{r.code} {r.title}", f"{r.code} {r.title_en}")) for r in catalogue()],
            "editions": office.record.editions(limit=50),
        }  # fmt: skip

    return _respond(request, make)


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

    return _respond(request, make)


@router.get("/things/{thing}")
def thing(request: Request, thing: str) -> Response:
    """One thing: its properties, who answers for it, what lies around it, its findings and cells."""

    def make(reader: Reader, address: Address) -> tuple[str, dict[str, Any]]:
        node = reader.node(thing)
        if node is None:
            raise UnknownThing(thing)
        depth = 2 if address.query.get("depth") == "2" else 1
        # Two steps over a list or a law would lead to everything that stands in it.
        kinds = [k for k in ontology().nodes if k not in PASSED_OVER] if depth == 2 else None
        scene = neighbourhood_scene(neighbourhood(reader, thing, depth, AROUND, kinds), reader)
        if kinds:
            scene = scene.with_notes(_LEFT_OUT)
        answer = read_who(reader, thing) if node["kind_of"] == "Duty" else None
        return "thing.html", {
            "node": node, "word": node_word(node["kind_of"]), "facts": facts_of(node, reader), "depth": depth,
            "who": answer, "parties": _parties(answer) if answer else [],
            "chain": read_chain(reader, thing) if node["kind_of"] == "ApprovalItem" else None,
            "picture": picture(scene), "found": reader.findings_about(thing),
            "cells": cells(reader, [thing]),
        }  # fmt: skip

    return _respond(request, make)


def _parties(answer: dict[str, Any]) -> list[dict[str, Any]]:
    made = []
    for place in PLACES.values():
        for p in answer[place]:
            gone = value_word(p["kind"], "status", p["status"]) if ended(p) else None
            where = "；".join(dict.fromkeys(place_text(w) for w in p["written"]))
            made.append({**p, "word": link_word(p["role"]), "ended": gone, "where": where})
    return made


@router.get("/chain/{item}")
def chain(request: Request, item: str) -> Response:
    """The responsible chain of an approval item as picture, sentences and table."""

    def make(reader: Reader, address: Address) -> tuple[str, dict[str, Any]]:
        answer = read_chain(reader, item)
        found = reader.findings_about(item)
        return "chain.html", {"chain": answer, "picture": picture(chain_scene(answer)), "found": found}

    return _respond(request, make)
