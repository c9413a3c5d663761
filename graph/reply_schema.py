"""Tables of the record for asking the departments: what was asked, what came back, what was decided, what holds."""

from __future__ import annotations

import sqlalchemy as sa

from graph.record_schema import ONLY_ADDED, life, metadata

consultation = sa.Table(
    "consultation", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("edition", sa.Integer, sa.ForeignKey("edition.no"), nullable=False, comment="Edition asked about."),
    sa.Column("list_id", sa.String, comment="The one list asked about; empty for all."),
    sa.Column("asked_on", sa.String, nullable=False),
    sa.Column("until", sa.String, comment="Last day to answer."),
    sa.Column("who", sa.String, nullable=False),
    info=ONLY_ADDED,
)  # fmt: skip

asked = sa.Table(
    "asked", metadata,
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("consultation", sa.Integer, sa.ForeignKey("consultation.id"), nullable=False, index=True),
    sa.Column("org", sa.String, nullable=False, comment="Id of the organisation asked."),
    sa.Column("statement", sa.String, nullable=False, comment="Id of the role link."),
    sa.Column("words", sa.String, nullable=False, comment="Hash of what the role says (graph.confirm)."),
    sa.Column("body", sa.String, nullable=False, comment="The row as it was sent (JSON)."),
    info=ONLY_ADDED,
)  # fmt: skip

reply = sa.Table(
    "reply", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("consultation", sa.Integer, sa.ForeignKey("consultation.id"), nullable=False, index=True),
    sa.Column("org", sa.String, nullable=False),
    sa.Column("file", sa.String, nullable=False),
    sa.Column("sha256", sa.String, sa.ForeignKey("source.sha256"), nullable=False),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("who", sa.String, nullable=False),
    info=ONLY_ADDED,
)  # fmt: skip

answer = sa.Table(
    "answer", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("reply", sa.Integer, sa.ForeignKey("reply.id"), nullable=False, index=True),
    sa.Column("asked", sa.Integer, sa.ForeignKey("asked.row"), nullable=False),
    sa.Column("opinion", sa.String, nullable=False, comment="agree, amend or object"),
    sa.Column("amended", sa.String, comment="The clause as the organisation would have it."),
    sa.Column("amended_words", sa.String, comment="Hash of what the role would say then."),
    sa.Column("reason", sa.String),
    sa.Column("basis", sa.String),
    sa.Column("sheet", sa.String, nullable=False),
    sa.Column("cell", sa.String, nullable=False, comment="Cell of the opinion."),
    info=ONLY_ADDED,
)  # fmt: skip

decision = sa.Table(
    "decision", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("answer", sa.Integer, sa.ForeignKey("answer.id"), nullable=False, index=True),
    sa.Column("what", sa.String, nullable=False, comment="adopt or decline; the newest holds"),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("who", sa.String, nullable=False),
    sa.Column("at", sa.String, nullable=False),
    info=ONLY_ADDED,
)  # fmt: skip

adoption = sa.Table(
    "adoption", metadata,
    sa.Column("amendment", sa.Integer, sa.ForeignKey("amendment.id"), primary_key=True, autoincrement=False),
    sa.Column("answer", sa.Integer, sa.ForeignKey("answer.id"), nullable=False, comment="What it carries out."),
    info=ONLY_ADDED,
)  # fmt: skip

confirmation = sa.Table(
    "confirmation", metadata,
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("key", sa.String, nullable=False, comment="Hash of statement and words."),
    sa.Column("statement", sa.String, nullable=False),
    sa.Column("words", sa.String, nullable=False, comment="Hash of the words that it holds for, and no others."),
    sa.Column("asked_on", sa.String, nullable=False),
    sa.Column("answer_by", sa.String),
    sa.Column("confirmed", sa.Integer, comment="1 or 0; empty where nothing is settled."),
    sa.Column("said_by", sa.String),
    *life(),
)  # fmt: skip
sa.Index(
    "one_living_confirmation", confirmation.c.key, unique=True, sqlite_where=confirmation.c.removed_in.is_(None)
)  # fmt: skip
