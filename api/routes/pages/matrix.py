"""The matrix of domains and bodies, the matrix of domains and powers, and the matters behind a count."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.routes.pages.respond import respond
from graph.matrix import POWERS, ROLES, Filters, choices, matters, powers
from graph.matrix import matrix as read_matrix
from graph.reader import Reader
from viz.legend import link_word, value_word
from viz.of_matrix import SHORT, matter_rows, rows_of
from viz.words import Words, same
from viz.workbench import Address, paged

router = APIRouter(include_in_schema=False)


def _filters(address: Address) -> Filters:
    return Filters(*(address.query.get(name, "") for name in ("region", "level", "kind")))


def _choices(reader: Reader) -> dict[str, list[tuple[str, Words]]]:
    found = choices(reader)
    return {
        "region": [(v, same(v)) for v in found["region"]], "level": [(v, same(v)) for v in found["level"]],
        "kind": [(v, value_word("Organization", "kind", v)) for v in found["kind"]],
        "role": [(v, link_word(v)) for v in ROLES],
    }  # fmt: skip


@router.get("/matrix")
def matrix(request: Request) -> Response:
    """Bodies against domains with counts by role; or, with `view=power`, domains against powers."""

    def make(reader: Reader, address: Address) -> tuple[str, dict[str, Any]]:
        query = address.query
        made = read_matrix(reader, _filters(address))
        role = query.get("role", "")
        shown = rows_of(made, role if role in ROLES else "", query.get("sort", ""))
        return "matrix.html", {
            "matrix": made, "rows": shown.rows, "total": shown.total, "columns": shown.columns, "role": shown.role,
            "short": SHORT, "words": {name: link_word(name) for name in ROLES}, "choices": _choices(reader),
            "powers": powers(reader, _filters(address)) if query.get("view") == "power" else None,
            "power_kinds": POWERS, "filtered": any(query.get(n) for n in ("region", "level", "kind", "role")),
        }  # fmt: skip

    return respond(request, make)


@router.get("/matrix/cell")
def cell(request: Request) -> Response:
    """The matters behind a count: of a body, of a domain, or of both; with a role, or without anyone in it."""

    def make(reader: Reader, address: Address) -> tuple[str, dict[str, Any]]:
        query = address.query
        org, domain, role, without = (query.get(n, "") for n in ("org", "domain", "role", "without"))
        found = matters(reader, _filters(address), org, domain, (role,), without)
        page = paged(found, query.get("page"))
        network = reader.network()
        known = org in network
        return "matrix_cell.html", {
            "org": {"id": org, "name": network.nodes[org]["name"]} if known else None, "domain": domain,
            "role": link_word(role) if role in ROLES else None, "page": page, "rows": matter_rows(page.rows, reader),
            "without": link_word(without) if without in ROLES and not org else None,
        }  # fmt: skip

    return respond(request, make)
