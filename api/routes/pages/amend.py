"""Correcting by hand what the lists say of one thing: its roles, what is stated of it, and taking corrections back."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.access import LOAD, who
from api.routes.pages.forms import Failed, Form, deciding, done, edition_in, number_in, office_of
from api.routes.pages.respond import message
from graph import amend as by_hand
from graph.record import Record, Unfit
from graph.sides import last
from graph.statement import Statement
from graph.workspace import Published
from viz.legend import node_word
from viz.of_amend import about, corrections, fields_of, fields_to_add, kinds_to_add, roles_of, set_in
from viz.of_chain import place_text
from viz.words import Words
from viz.workbench import paged

router = APIRouter(include_in_schema=False)
ROLES, NAMES = 25, 2000  # on a page; offered while one is typed
_ADD, _NONE = "add", Words("没有找到", "Not found")


@router.get("/amend/{thing}")
def amend(request: Request, thing: str) -> Response:
    """What may be corrected of a thing; with `statement` the form of one statement, or of a role to add."""
    return _page(request, thing)


@router.post("/amend/{thing}", dependencies=[LOAD])
def decide(request: Request, thing: str, form: Form) -> Response:
    """Correct, take away or add a statement, or take a correction back: an edition each; then lead back."""
    office, name = office_of(request), who(request)

    def act() -> dict[str, int | None]:
        reason, document = form.get("reason", ""), form.get("document", "")
        match form.get("action"):
            case "set" | "remove" as action:
                said = _said(office.record, thing, form.get("statement", ""))
                sets = set_in(form, said) if action == "set" else None
                if sets == {}:
                    raise Unfit("没有改写什么：所填的与现在写的一样")
                made = by_hand.amend(office, said.id, sets, reason, document, name, name, edition_in(form))
            case "add":
                ends = _ends(office.record, thing, form.get("other", ""))
                why = (reason, document, name, name, edition_in(form))
                made = by_hand.add(office, form.get("kind", ""), ends[0], ends[1], set_in(form), *why)
            case "end":
                made = by_hand.end(office, number_in(form.get("amendment")), reason, name, name)
            case _:
                raise Unfit("表单没有写明做什么，或太长")
        return _done(made)

    result = done(request, form, act)
    return _page(request, thing, result) if isinstance(result, Failed) else result


def _done(made: Published) -> dict[str, int | None]:
    return {"published": made.edition.no, "statement": None}


def _ends(record: Record, thing: str, other: str) -> tuple[str, str]:
    """Who has the role that is added, and for what."""
    has, *_ = kinds_to_add(_said(record, thing, thing).kind)
    return (thing, other) if has else (other, thing)


def _said(record: Record, thing: str, statement: str) -> Statement:
    found = next((s for s in by_hand.open_to(record, thing) if s.id == statement), None)
    if found is None:
        raise Unfit("现行版里没有这一条，或不能手工更正")
    return found


def _page(request: Request, thing: str, failed: Failed | None = None) -> Response:
    record, query = office_of(request).record, request.query_params
    said = by_hand.open_to(record, thing)
    if not said:
        return message(
            request, 404, _NONE, Words(f"现行版里没有编号 {thing}", f"The current edition has no {thing}")
        )
    itself, *links = said
    made = by_hand.about(record, thing)
    ends = {end for s in links for end in (s.subject, s.object) if end}
    ends |= {end for a in made for end in (a.subject, a.object) if end}
    names = {i: str(s.properties.get("name") or i) for i, (s, _) in last(record, ends).items()}
    has, kinds, others = kinds_to_add(itself.kind)
    adding = bool(kinds) and query.get("statement") == _ADD
    chosen = next((s for s in said if s.id == query.get("statement")), None)
    sent = failed.form if failed else {}
    context: dict[str, Any] = {
        "node": itself, "name": itself.properties.get("name", thing), "word": node_word(itself.kind),
        "roles": paged(roles_of(thing, links, names), query.get("page"), ROLES), "has": has, "kinds": kinds,
        "adding": adding, "offered": by_hand.names(record, others, NAMES) if adding else [], "sent": sent, "chosen": chosen,
        "fields": fields_of(chosen, sent) if chosen else fields_to_add(kinds[0][0], sent) if kinds else [],
        "about": about(chosen, names) if chosen else None, "where": _where(record, chosen) if chosen else [],
        "corrections": corrections(made, names)[::-1], "published": number_in(query.get("published")),
    }  # fmt: skip
    return deciding(request, "amend.html", context, failed)


def _where(record: Record, said: Statement) -> list[str]:
    """The places that say it, with their words."""
    found = record.mentions(record.edition(None).no, [said.id]).get(said.id, [])
    return list(dict.fromkeys(f"{place_text(w)}：{w['text']}" if w["text"] else place_text(w) for w in found))
