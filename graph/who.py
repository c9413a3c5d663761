"""Who is responsible for this: an answer with its basis and cells, or an honest 'nobody is named'."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.ontology import load
from graph.reader import Reader
from graph.search import search

REASONS = {
    "NO_DUTY": "清单里没有这一事项",
    "AMBIGUOUS": "有几个事项都对得上，请选定一个",
    "NO_LEAD": "没有写明由谁负责",
    "SEVERAL_LEADS": "写了不止一个主办单位",
    "LEVEL_ONLY": "只写了层级或泛称，没有写明单位",
    "ORG_ENDED": "所写单位已撤并",
    "UNRESOLVED_NAME": "所写名称认不出是哪个单位",
    "LISTS_CONFLICT": "几份清单说法不一",
}
PLACES = {
    "LEADS": "lead", "ASSISTS": "assistants", "SHARES": "shares", "GUIDES": "guides",
    "COORDINATES": "coordinators", "INVOLVED_IN": "involved", "APPROVES": "approvers",
    "SUPERVISES": "supervisors", "ENFORCES": "enforcers",
}  # fmt: skip
_ORDER = {role: place for place, role in enumerate(PLACES)}
PARTY = (
    "l.source AS id, l.id AS link, l.facts AS facts, l.text AS text, "
    "l.scope AS scope, l.level AS level, l.split AS split, l.position AS position, l.cue AS cue, "
    "l.inferred AS inferred, l.confirmed AS confirmed, l.capacity AS capacity"
)
_ROLES = {
    "Duty": "LEADS|ASSISTS|SHARES|GUIDES|COORDINATES|INVOLVED_IN|SUPERVISES|ENFORCES|APPROVES",
    "ApprovalItem": "APPROVES|SUPERVISES|ENFORCES|ASSISTS|GUIDES|INVOLVED_IN",
    "Stage": "PERFORMS",
}


def roles_query(kind: str) -> str:
    """The query for everyone with a role towards one thing of this kind; the link's id starts with the role."""
    return f"MATCH (o:Organization|NamedGroup|CoordinatingBody)-[l:{_ROLES[kind]}]->(t:{kind} {{id: $id}}) RETURN {PARTY}"


_HEIRS = "MATCH (o:Organization {id: $id})-[:NOW_HELD_BY]->(h:Organization) RETURN h.id AS id, h.name AS name"
_BASIS = (
    "MATCH (t:{kind} {{id: $id}})-[l:BASED_ON]->(b:LegalBasis) "
    "RETURN b.id AS id, b.name AS name, b.article AS article, l.facts AS facts"
)


def standing(row: dict[str, Any]) -> str:
    """How firm a role is: inferred, confirmed or stated."""
    if row.get("inferred"):
        return "inferred"
    return "confirmed" if row.get("confirmed") else "stated"


def parties(reader: Reader, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Role rows as parties: body, role, scope, words, standing, where written, and the heir of an ended body."""
    bodies = reader.bodies()
    named = [
        {
            **r,
            "name": bodies[r["id"]]["name"],
            "body": bodies[r["id"]]["kind"],
            "status": bodies[r["id"]]["status"],
        }
        for r in rows
    ]
    ordered = sorted(
        named, key=lambda r: (_ORDER.get(r["role"], 99), r["position"] or 0, r["name"], r["link"])
    )
    heirs = {r["id"]: list[dict[str, Any]]() for r in ordered if ended(r)}
    for body, found in heirs.items():
        found += sorted(reader.read(_HEIRS, id=body), key=lambda h: str(h["id"]))
    cells = reader.written(f for r in ordered for f in r["facts"])
    made = []
    for r in ordered:
        kind = load().kind_of(r["id"])
        made.append({
            "role": r["role"], "id": r["id"], "name": r["name"], "kind": kind,
            "group": r["body"] if kind == "NamedGroup" else None,
            "scope": r["scope"], "text": r["text"], "level": r["level"], "split": r["split"], "cue": r["cue"],
            "standing": standing(r), "capacity": r["capacity"], "status": r["status"],
            "successors": heirs.get(r["id"], []),
            "facts": list(r["facts"]), "written": [w for f in r["facts"] for w in cells.get(f, [])],
        })  # fmt: skip
    return made


def role_rows(reader: Reader, kind: str, node_id: str) -> list[dict[str, Any]]:
    """Everyone with a role towards one thing, with the role's name."""
    rows = reader.read(roles_query(kind), id=node_id)
    return [{**row, "role": row["link"].partition("-")[0]} for row in rows]


def basis(reader: Reader, kind: str, node_id: str) -> list[dict[str, Any]]:
    """The texts a thing rests on, with the cell that names them."""
    rows = sorted(reader.read(_BASIS.format(kind=kind), id=node_id), key=lambda r: str(r["id"]))
    cells = reader.written(f for r in rows for f in r["facts"])
    return [
        {"id": r["id"], "name": r["name"], "article": r["article"],
         "written": [w for f in r["facts"] for w in cells.get(f, [])]}
        for r in rows
    ]  # fmt: skip


def ended(party: Mapping[str, Any]) -> bool:
    """Whether the party is a body that no longer is; an unknown status is not an end."""
    return party["status"] not in (None, "active")


def who(reader: Reader, asked: str) -> dict[str, Any]:
    """Who answers for a duty or item, given by id or in free text.

    Returns `thing` (id, kind, name; None when nothing fits), `candidates`, one list of parties per role,
    `basis`, `level`, `reasons` in fixed order (see REASONS; an item lacks a lead when nobody approves or
    nobody supervises it, `missing` says which), `findings` about it, `edition` and `as_of`.
    """
    answer: dict[str, Any] = {"question": asked, "edition": reader.edition.no, "as_of": reader.edition.as_of}
    node = reader.node(asked) if ":" in asked else None
    if node and node["kind_of"] not in _ROLES:
        node = None
    candidates: list[dict[str, Any]] = []
    if node is None:
        hits = search(reader, asked)
        best = [h for h in hits if hits and h.match == hits[0].match]
        candidates = [{"id": h.id, "kind": h.kind, "name": h.name} for h in (best if len(best) > 1 else [])]
        node = reader.node(best[0].id) if len(best) == 1 else None
    people = [] if node is None else parties(reader, role_rows(reader, node["kind_of"], node["id"]))
    reasons = [] if node else [{"code": "AMBIGUOUS" if candidates else "NO_DUTY"}]
    if node:
        reasons = _reasons(node["kind_of"], people)
    answer["thing"] = node and {"id": node["id"], "kind": node["kind_of"], "name": node["name"]}
    answer["candidates"] = candidates
    answer |= {place: [p for p in people if p["role"] == role] for role, place in PLACES.items()}
    answer["level"] = (node or {}).get("level")
    answer["basis"] = basis(reader, node["kind_of"], node["id"]) if node else []
    answer["reasons"] = [{**r, "zh": REASONS[r["code"]]} for r in reasons]
    about = reader.findings_about(node["id"]) if node else []
    answer["findings"] = [{k: f[k] for k in ("key", "code", "title", "severity", "state")} for f in about]
    return answer


def _reasons(kind: str, people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_role = {role: [p for p in people if p["role"] == role] for role in PLACES}
    need = {"lead": by_role["LEADS"]}
    if kind == "ApprovalItem":
        need = {"approver": by_role["APPROVES"], "supervisor": by_role["SUPERVISES"]}
    answering = [p for named in need.values() for p in named]
    found: list[dict[str, Any]] = []
    missing = [place for place, named in need.items() if not named]
    if missing:
        found.append({"code": "NO_LEAD", "missing": missing})
    leads = {p["id"]: p["name"] for p in by_role["LEADS"] if p["kind"] == "Organization"}
    if len(leads) > 1:
        found.append({"code": "SEVERAL_LEADS", "bodies": sorted(leads.values())})
    only = [place for place, named in need.items() if named and all(p["kind"] == "NamedGroup" for p in named)]
    if only:
        found.append({"code": "LEVEL_ONLY", "missing": only})
    gone = [p for p in answering if ended(p)]
    if gone:
        heirs = {p["name"]: [h["name"] for h in p["successors"]] for p in gone}
        found.append({"code": "ORG_ENDED", "successors": heirs})
    unknown = sorted({p["name"] for p in people if p["group"] == "unresolved"})
    if unknown:
        found.append({"code": "UNRESOLVED_NAME", "names": unknown})
    if _lists_differ(by_role["LEADS"]):
        found.append({"code": "LISTS_CONFLICT"})
    return found


def _lists_differ(leads: list[dict[str, Any]]) -> bool:
    by_list: dict[str, set[str]] = {}
    for p in leads:
        for said in p["written"]:
            by_list.setdefault(said["list_id"], set()).add(p["id"])
    return len({frozenset(bodies) for bodies in by_list.values()}) > 1
