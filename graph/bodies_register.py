"""The register of coordinating bodies: one line a body, and one body with its members, meetings and opinions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from graph.order import natural
from graph.reader import Reader

_OWN = (
    "kind",
    "status",
    "level",
    "region",
    "short_name",
    "chair_role",
    "set_up_on",
    "expires_on",
    "last_active_on",
)
_BODIES = "MATCH (c:CoordinatingBody) RETURN c.id AS id, c.name AS name, " + ", ".join(
    f"c.{p} AS {p}" for p in _OWN
)
_TIED = "MATCH (c:CoordinatingBody)-[:{link}]->(o:Organization|NamedGroup) RETURN c.id AS body, o.id AS id, o.name AS name"
_REVIEWS = (
    "MATCH (r:BodyReview)-[:REVIEWS]->(c:CoordinatingBody) RETURN c.id AS body, r.id AS id, r.round AS round, "
    "r.opinion AS opinion, r.text AS text, r.decided_on AS decided_on, r.document AS document"
)
_LISTED = "MATCH (c:CoordinatingBody)-[:LISTED_IN]->(:BoundaryList) RETURN DISTINCT c.id AS id"
_MEMBERS = (
    "MATCH (c:CoordinatingBody)-[:HAS_MEMBER]->(o:Organization|NamedGroup) "
    "RETURN c.id AS body, count(DISTINCT o.id) AS n"
)
_HELD = (
    "MATCH (a:Activity)-[:HELD_BY]->(c:CoordinatingBody) "
    "RETURN c.id AS body, count(DISTINCT a.id) AS n, max(a.held_on) AS newest"
)
_MEMBER = (
    "MATCH (c:CoordinatingBody {id: $id})-[l:HAS_MEMBER]->(o:Organization|NamedGroup) "
    "RETURN o.id AS id, o.name AS name, l.id AS link, l.role AS role, l.text AS text, "
    "l.valid_from AS valid_from, l.valid_to AS valid_to"
)
_ACTIVITY = (
    "MATCH (a:Activity)-[:HELD_BY]->(c:CoordinatingBody {id: $id}) RETURN a.id AS id, a.name AS name, "
    "a.kind AS kind, a.held_on AS held_on, a.attendees_scope AS attendees"
)
_MATTER = "MATCH (c:CoordinatingBody {id: $id})-[:COORDINATES|LEADS]->(d:Duty|Domain) RETURN DISTINCT d.id AS id, d.name AS name"
_UPPER = (
    "MATCH (c:CoordinatingBody {id: $id})-[:UNDER]->(u:CoordinatingBody) RETURN u.id AS id, u.name AS name"
)
_PARTS = (
    "MATCH (u:CoordinatingBody)-[:UNDER]->(c:CoordinatingBody {id: $id}) RETURN u.id AS id, u.name AS name"
)


def _reviews(reader: Reader) -> dict[str, list[dict[str, Any]]]:
    """The opinions on every body, oldest first."""
    made: dict[str, list[dict[str, Any]]] = defaultdict(list)
    rows = reader.read_all(_REVIEWS)
    for row in sorted(rows, key=lambda r: (r["round"], r["decided_on"] or "", r["id"])):
        made[row["body"]].append({k: v for k, v in row.items() if k != "body"})
    return made


def _tied(reader: Reader, link: str) -> dict[str, list[dict[str, str]]]:
    made: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in sorted(reader.read_all(_TIED.format(link=link)), key=lambda r: (natural(r["name"]), r["id"])):
        made[row["body"]].append({"id": row["id"], "name": row["name"]})
    return made


def registered(reader: Reader) -> set[str]:
    """Ids of the bodies that some list registers; others are only named, as an upper body is."""
    return {row["id"] for row in reader.read_all(_LISTED)}


def register(reader: Reader) -> list[dict[str, Any]]:
    """Every coordinating body, by name: its own properties, `leads` and `offices` (id and name), `opinion` (the
    newest one; None where nobody gave any), `members` (how many), `active_on` (the newest day of a meeting or
    document, as listed or as the register says), `activities` (how many), `findings` about it, and `listed`: False
    for a body that no list registers, as an upper one that is only named.
    """
    led, offices, reviews = _tied(reader, "LED_BY"), _tied(reader, "OFFICE_AT"), _reviews(reader)
    members = {row["body"]: row["n"] for row in reader.read_all(_MEMBERS)}
    held = {row["body"]: row for row in reader.read_all(_HELD)}
    listed = registered(reader)
    made = []
    for row in sorted(reader.read_all(_BODIES), key=lambda r: (natural(r["name"]), r["id"])):
        body = row["id"]
        active = [day for day in (row["last_active_on"], held.get(body, {}).get("newest")) if day]
        made.append({
            **row, "leads": led.get(body, []), "offices": offices.get(body, []),
            "opinion": reviews[body][-1]["opinion"] if body in reviews else None,
            "members": members.get(body, 0), "activities": held.get(body, {}).get("n", 0),
            "active_on": max(active) if active else None, "findings": reader.findings_about(body),
            "listed": body in listed,
        })  # fmt: skip
    return made


def pick(
    bodies: Iterable[dict[str, Any]],
    kind: str = "",
    status: str = "",
    opinion: str = "",
    lead: str = "",
    text: str = "",
) -> list[dict[str, Any]]:
    """Lines of `register` that fit every filter given.

    `none` keeps bodies of which the lists do not say the kind, state or opinion; `lead` is the id of the leading
    department, `text` any part of the name, the short name or the chairing post.

    >>> pick([{"kind": "task_force", "status": "active", "opinion": None, "leads": [], "name": "甲专班"}], text="乙")
    []
    """
    return [
        b
        for b in bodies
        if (not kind or (b["kind"] or "none") == kind)
        and (not status or (b["status"] or "none") == status)
        and (not opinion or (b["opinion"] or "none") == opinion)
        and (not lead or any(o["id"] == lead for o in b["leads"]))
        and (not text or any(text in (b.get(p) or "") for p in ("name", "short_name", "chair_role")))
    ]


def body(reader: Reader, body_id: str) -> dict[str, Any]:
    """What belongs to one body: `members` by name, `activities` newest first, `reviews` oldest first, `matters` it
    coordinates or leads, `upper` and `parts` (special committees); each empty where the lists say nothing."""

    def named(query: str) -> list[dict[str, Any]]:
        return sorted(reader.read(query, id=body_id), key=lambda r: (natural(r["name"]), str(r["id"])))

    activities = sorted(
        reader.read(_ACTIVITY, id=body_id), key=lambda r: (r["held_on"] or "", r["id"]), reverse=True
    )
    return {
        "leads": _tied(reader, "LED_BY").get(body_id, []), "offices": _tied(reader, "OFFICE_AT").get(body_id, []),
        "members": named(_MEMBER), "activities": activities, "reviews": _reviews(reader).get(body_id, []),
        "matters": named(_MATTER), "upper": named(_UPPER), "parts": named(_PARTS),
    }  # fmt: skip
