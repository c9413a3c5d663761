"""What departments answered when they were asked, a round at a time: beside the original, adopted or declined."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.access import LOAD, who
from api.consult import adopt, decline
from api.routes.pages.forms import Failed, Form, deciding, done, number_in, office_of
from graph.answered import Round, listed, rounds, silent, unpublished
from graph.edition import now
from graph.record import Unfit
from graph.statement import Batch
from viz.of_replies import STATE_WORDS, shown
from viz.words import same
from viz.workbench import paged

router = APIRouter(include_in_schema=False)
ANSWERS = 20  # on a page
_ORDER = ("open", "adopted", "declined", "agreed", "replaced")


@router.get("/replies")
def replies(request: Request) -> Response:
    """The answers of one round (default: the newest with something to decide), those to be decided first."""
    return _page(request)


@router.post("/replies", dependencies=[LOAD])
def decide(request: Request, form: Form) -> Response:
    """Adopt or decline an answer, or publish what waits, and lead back to where the reader was."""
    office, name = office_of(request), who(request)

    def act() -> dict[str, int]:
        answer, reason = number_in(form.get("answer")), form.get("reason", "")
        match form.get("action"):
            case "adopt":
                adopt(office, answer, reason, name, name)
            case "decline":
                decline(office, answer, reason, name, name)
            case "publish":
                made = office.publish(Batch(), _day(form.get("as_of", "")), note="征求意见", who=name)
                return {"published": made.edition.no}
            case _:
                raise Unfit("表单没有写明做什么，或太长")
        return {"done": answer}

    result = done(request, form, act)
    return _page(request, result) if isinstance(result, Failed) else result


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Unfit(f"“{text[:20]}”不是日期（YYYY-MM-DD）") from None


def _page(request: Request, failed: Failed | None = None) -> Response:
    record, query = office_of(request).record, request.query_params
    known = rounds(record)
    here = _chosen(known, number_in(query.get("round")))
    state, org = query.get("state", ""), query.get("org", "")
    everything = listed(record, everything=True)
    mine = [a for a in everything if here and a["consultation"] == here.id]
    found = [a for a in mine if (a["state"] == state if state else a["state"] != "replaced")]
    found = [a for a in found if not org or a["org"] == org]
    found.sort(key=lambda a: (_ORDER.index(a["state"]), a["org_name"], a["id"]))
    counts, asked = Counter(a["state"] for a in mine), Counter((a["org_name"], a["org"]) for a in mine)
    page = paged(found, query.get("page"), ANSWERS)
    told = next((a for a in everything if a["id"] == number_in(query.get("done"))), None)
    context: dict[str, Any] = {
        "rounds": known, "here": here, "page": page, "answers": [shown(a) for a in page.rows],
        "told": shown(told) if told else None, "filtered": bool(state or org), "counts": counts,
        "state_choices": [(s, STATE_WORDS[s]) for s in _ORDER if counts[s]],
        "org_choices": [(i, same(f"{name}（{n}）")) for (name, i), n in sorted(asked.items())],
        "silent": [s for s in silent(record) if here and s["consultation"] == here.id],
        "waiting": unpublished(record), "today": now()[:10],
        "published": number_in(query.get("published")),
    }  # fmt: skip
    return deciding(request, "replies.html", context, failed)


def _chosen(known: list[Round], asked: int) -> Round | None:
    wanted = next((r for r in known if r.id == asked), None)
    return wanted or next((r for r in known if r.open), known[0] if known else None)
