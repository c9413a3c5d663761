"""The ledger of numbers: every number with its query, of one edition or of two side by side."""

from __future__ import annotations

from typing import Any, cast

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.routes.pages.respond import EDITIONS, respond
from graph.reader import Reader
from graph.stats import beside, catalogue, ledger
from graph.workspace import Workspace
from viz.of_stats import shown
from viz.words import Words
from viz.workbench import Address

router = APIRouter(include_in_schema=False)


@router.get("/stats")
def stats(request: Request) -> Response:
    """The ledger, or the one table that the address names; `against` puts another edition beside it."""
    office = cast(Workspace, request.app.state.workspace)

    def make(reader: Reader, address: Address) -> tuple[str, dict[str, Any]]:
        name, against = address.query.get("table", ""), address.query.get("against", "")
        answer = ledger(reader, name)
        if against:
            answer = beside(answer, office.answer(lambda r: ledger(r, name), int(against)))
        changed = bool(against) and address.query.get("show") == "changed"
        others = [e for e in office.record.editions(limit=EDITIONS) if e.no != reader.edition.no]
        return "stats.html", {
            "tables": [shown(table, changed) for table in answer["tables"]], "against": answer["against"],
            "changed": changed, "table_choices": [(t.id, Words(**t.title)) for t in catalogue()],
            "others": [(e.no, Words(f"第 {e.no} 版（{e.as_of}）", f"Edition {e.no} ({e.as_of})")) for e in others],
        }  # fmt: skip

    return respond(request, make)
