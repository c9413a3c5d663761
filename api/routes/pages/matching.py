"""The queue of pairs that may be one matter: looked at side by side, confirmed, rejected, taken back."""

from __future__ import annotations

from collections import Counter
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.access import LOAD, who
from api.routes.pages.forms import Failed, Form, deciding, done, edition_in, number_in, office_of
from graph import matched
from graph.identity import Pair
from graph.matching import Match, propose
from graph.record import Unfit, UnknownEdition
from graph.sides import last, sides
from graph.workspace import Workspace
from viz.of_match import RELATION_WORDS, pair_of
from viz.words import same
from viz.workbench import paged

router = APIRouter(include_in_schema=False)
PAIRS, DECISIONS = 10, 50  # on a page
_CHOICES = [r for r in RELATION_WORDS if r != "different"]


@router.get("/matching")
def matching(request: Request) -> Response:
    """Pairs that may be one matter, with what speaks for and against each; with `decided=1` what was decided."""
    return _page(request)


@router.post("/matching", dependencies=[LOAD])
def decide(request: Request, form: Form) -> Response:
    """Confirm or reject a pair, or take a decision back, and lead back to where the reader was."""
    office, name = office_of(request), who(request)

    def act() -> dict[str, int]:
        older, newer, reason = (form.get(n, "") for n in ("older", "newer", "reason"))
        match form.get("action"):
            case "confirm":
                base, relation = edition_in(form), form.get("relation", "")
                matched.confirm(office, older, newer, relation, name, reason, name, base)
            case "reject":
                matched.reject(office.record, older, newer, name, reason, name)
            case "withdraw":
                matched.withdraw(office.record, older, newer, name, reason, name)
            case _:
                raise Unfit("表单没有写明做什么，或太长")
        made = [
            p for p in matched.decided(office.record) if p.older == older and newer in (p.newer, p.newer_name)
        ]
        return {"done": made[-1].id} if made else {}

    result = done(request, form, act)
    return _page(request, result) if isinstance(result, Failed) else result


def _page(request: Request, failed: Failed | None = None) -> Response:
    office, query = office_of(request), request.query_params
    try:
        everything = propose(office.record, None)
    except UnknownEdition:
        everything = []
    decisions = matched.decided(office.record)
    chosen = query.get("list", ""), query.get("relation", "")
    found = [m for m in everything if _fits(m, *chosen)]
    context: dict[str, Any] = {
        "everything": len(everything), "decisions": len(decisions), "relations": RELATION_WORDS, "choices": _CHOICES,
        "told": next((p for p in decisions if p.id == number_in(query.get("done"))), None),
        "filtered": any(chosen), "counts": Counter(m.relation for m in everything),
    }  # fmt: skip
    if query.get("decided") == "1":
        page = paged(decisions[::-1], query.get("page"), DECISIONS)
        context |= {"decided": page, "there": _there(office, page.rows)}
    else:
        shown = paged(found, query.get("page"), PAIRS)
        both = sides(office.record, {i for m in shown.rows for i in (m.older, m.newer)})
        context |= {
            "page": shown,
            "pairs": [pair_of(m, both) for m in shown.rows],
            "lists": _lists(office, everything),
        }
    return deciding(request, "matching.html", context, failed)


def _fits(match: Match, list_id: str, relation: str) -> bool:
    return (not list_id or list_id in match.lists) and relation in ("", match.relation)


def _lists(office: Workspace, everything: list[Match]) -> list[tuple[str, Any]]:
    """The lists that hold one of a pair, by name, each with how many pairs."""
    counts = Counter(i for m in everything for i in m.lists)
    named = {i: str(said.properties.get("name") or i) for i, (said, _) in last(office.record, counts).items()}
    found = sorted(counts, key=lambda i: (named.get(i, i), i))
    return [(i, same(f"{named.get(i, i)}（{counts[i]}）")) for i in found]


def _there(office: Workspace, pairs: tuple[Pair, ...]) -> set[str]:
    """Those matters of some decisions that are in the current edition: they have a page."""
    found = last(office.record, {i for p in pairs for i in (p.older, p.newer)})
    return {i for i, (_, went) in found.items() if went is None}
