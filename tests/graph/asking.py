"""Asking and answering without workbooks, for the tests of what departments answer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from graph.consult import Consultation, send, sent, to_ask
from graph.record import Record
from graph.replies import Kept, Reply, Said, keep
from graph.statement import Source
from graph.workspace import Workspace

FAR = "2099-12-31"
GAS = "org:gas LEADS duty:gas {text: 管燃气}"
FIRE = "org:fire ASSISTS duty:gas {text: 管消防}"
CITY = [GAS, FIRE, "org:fire LEADS duty:fire {text: 管灭火}", "duty:gas BASED_ON law:gas"]
Answers = Mapping[str, tuple[str | None, ...]]


def ask(record: Record, *orgs: str, until: str | None = FAR, list_id: str | None = None) -> Consultation:
    """Ask, with no workbook written."""
    edition = record.edition(None)
    sheets, _ = to_ask(record, edition, orgs, list_id)
    return send(record, edition, sheets, list_id, until, "编办", lambda _: None)


def reply(record: Record, round_: int, org: str, answers: Answers, name: str = "答复.xlsx") -> Reply:
    """A reply: matter -> opinion, amended, reason."""
    rows = {s.asked.matter: s for s in sent(record).values() if (s.consultation, s.org) == (round_, org)}
    said = [
        Said(rows[matter].row, str(told[0]), told[1] if len(told) > 1 else None, None, None, "征求意见", "G5")
        for matter, told in answers.items()
    ]
    content = repr((round_, org, answers, name)).encode()
    source = Source(name, hashlib.sha256(content).hexdigest(), "application/test", content)
    return Reply(source, round_, org, said)


def come(record: Record, round_: int, org: str, answers: Answers, name: str = "答复.xlsx") -> Kept:
    [kept] = keep(record, [reply(record, round_, org, answers, name)])
    return kept


def roles(office: Workspace, edition: int | None = None) -> dict[tuple[str, str], dict[str, Any]]:
    """Role links of the compiled graph, read from the engine: (from, to) -> what the answers added."""
    query = (
        "MATCH (o:Organization)-[r:LEADS|ASSISTS]->(d:Duty) RETURN o.id AS a, d.id AS b, r.asked_on AS asked_on, "
        "r.answer_by AS answer_by, r.confirmed AS confirmed, r.said_by AS said_by"
    )
    rows = office.answer(lambda reader: reader.read(query), edition)
    return {(row.pop("a"), row.pop("b")): row for row in rows}


def confirmed(office: Workspace, edition: int | None = None) -> dict[tuple[str, str], bool | None]:
    return {ends: said["confirmed"] for ends, said in roles(office, edition).items()}
