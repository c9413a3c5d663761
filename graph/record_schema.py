"""Tables of the record, and the triggers that keep published statements as they were."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()
ONLY_ADDED = {"only": "added"}  # `info` of a table that is never updated nor deleted from
VERSION = 1

edition = sa.Table(
    "edition", metadata,
    sa.Column("no", sa.Integer, primary_key=True),
    sa.Column("as_of", sa.String, nullable=False, comment="Day the edition speaks for; rules judge by it."),
    sa.Column("hash", sa.String, nullable=False, comment="Names the compiled graph of this edition."),
    sa.Column("published_at", sa.String, nullable=False),
    sa.Column("change_set", sa.Integer, sa.ForeignKey("change_set.id"), nullable=False),
    sa.Column("program", sa.String, nullable=False),
)  # fmt: skip

source = sa.Table(
    "source", metadata,
    sa.Column("sha256", sa.String, primary_key=True),
    sa.Column("media_type", sa.String, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False, comment="The bytes as received."),
)  # fmt: skip


def life() -> list[sa.Column[int]]:
    """Columns of what belongs to editions: it comes and goes by publishing only, and triggers see to that."""
    return [
        sa.Column("added_in", sa.Integer, sa.ForeignKey("edition.no"), nullable=False),
        sa.Column("removed_in", sa.Integer, sa.ForeignKey("edition.no")),
    ]


statement = sa.Table(
    "statement", metadata,
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("id", sa.String, nullable=False, comment="Identity: kind + ends + scope, region, validity."),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("subject", sa.String, nullable=False),
    sa.Column("object", sa.String),
    sa.Column("properties", sa.String, nullable=False, comment="JSON, sorted keys."),
    sa.Column("digest", sa.String, nullable=False),
    *life(),
)  # fmt: skip
sa.Index("one_living_statement", statement.c.id, unique=True, sqlite_where=statement.c.removed_in.is_(None))

mention = sa.Table(
    "mention", metadata,
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("key", sa.String, nullable=False),
    sa.Column("statement", sa.String, nullable=False, index=True),
    sa.Column("list_id", sa.String, nullable=False, index=True),
    sa.Column("file", sa.String, nullable=False),
    sa.Column("sha256", sa.String, sa.ForeignKey("source.sha256"), nullable=False),
    sa.Column("sheet", sa.String, nullable=False),
    sa.Column("cell", sa.String, nullable=False),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("cue", sa.String),
    sa.Column("how", sa.String),
    sa.Column("inferred", sa.String),
    sa.Column("said", sa.String, nullable=False, comment="The properties in this list's own words (JSON)."),
    *life(),
)  # fmt: skip
sa.Index("one_living_mention", mention.c.key, unique=True, sqlite_where=mention.c.removed_in.is_(None))

change_set = sa.Table(
    "change_set", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("base", sa.Integer, nullable=False, comment="Edition it was drafted on; 0 for none."),
    sa.Column("state", sa.String, nullable=False, comment="draft, published or dropped"),
    sa.Column("created_at", sa.String, nullable=False),
    sa.Column("note", sa.String, nullable=False),
    sa.Column("lists", sa.String, nullable=False, comment="BoundaryList ids it replaces (JSON)."),
)  # fmt: skip

change = sa.Table(
    "change", metadata,
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("change_set", sa.Integer, sa.ForeignKey("change_set.id"), nullable=False, index=True),
    sa.Column("action", sa.String, nullable=False, comment="add or remove"),
    sa.Column("what", sa.String, nullable=False, comment="statement, mention, matched or amendment"),
    sa.Column("key", sa.String, nullable=False, comment="Statement id or mention key."),
    sa.Column("body", sa.String, nullable=False, comment="The row to add (JSON); empty for remove."),
)  # fmt: skip

finding = sa.Table(
    "finding", metadata,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("rule", sa.String, nullable=False),
    sa.Column("subject", sa.String, nullable=False),
    sa.Column("state", sa.String, nullable=False, comment="open, accepted, resolved, orphaned or retired"),
    sa.Column("first_in", sa.Integer, sa.ForeignKey("edition.no"), nullable=False),
    sa.Column("changed_in", sa.Integer, sa.ForeignKey("edition.no"), nullable=False),
    sa.Column("reason", sa.String),
    sa.Column("who", sa.String),
    sa.Column("until", sa.String),
)  # fmt: skip

finding_seen = sa.Table(
    "finding_seen", metadata,
    sa.Column("edition", sa.Integer, sa.ForeignKey("edition.no"), primary_key=True),
    sa.Column("key", sa.String, sa.ForeignKey("finding.key"), primary_key=True),
    sa.Column("state", sa.String, nullable=False, comment="State at the time of that edition."),
    sa.Column("body", sa.String, nullable=False, comment="The finding as judged (JSON)."),
)  # fmt: skip

audit = sa.Table(
    "audit", metadata,
    sa.Column("no", sa.Integer, primary_key=True),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("who", sa.String, nullable=False),
    sa.Column("action", sa.String, nullable=False),
    sa.Column("edition", sa.Integer),
    sa.Column("detail", sa.String, nullable=False, comment="JSON"),
)  # fmt: skip

token = sa.Table(
    "token", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String, nullable=False, comment="Post or purpose that it was made for."),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("secret_sha256", sa.String, nullable=False, comment="The secret itself is kept nowhere."),
    sa.Column("until", sa.String, comment="Last day it holds (UTC)."),
    sa.Column("made_at", sa.String, nullable=False),
    sa.Column("revoked_at", sa.String),
)  # fmt: skip
sa.Index("one_living_token", token.c.name, unique=True, sqlite_where=token.c.revoked_at.is_(None))

alias = sa.Table(
    "alias", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("text", sa.String, nullable=False, comment="The name as lists write it."),
    sa.Column("form", sa.String, nullable=False, comment="The name as it is compared."),
    sa.Column("region", sa.String, nullable=False, comment="Region of the lists in which it holds."),
    sa.Column("body", sa.String, nullable=False, comment="Id of the organisation it stands for."),
    sa.Column("confirmed_by", sa.String, nullable=False, comment="Post that confirmed it."),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("made_at", sa.String, nullable=False),
    sa.Column("removed_at", sa.String),
)  # fmt: skip
sa.Index(
    "one_living_alias", alias.c.form, alias.c.region, unique=True, sqlite_where=alias.c.removed_at.is_(None)
)

matched = sa.Table(
    "matched", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("older", sa.String, nullable=False, comment="Id of the thing that was there first."),
    sa.Column("newer", sa.String, nullable=False),
    sa.Column("relation", sa.String, nullable=False, comment="same, reworded, split, merged or different"),
    sa.Column("older_name", sa.String, nullable=False, comment="Title as it was when decided."),
    sa.Column("newer_name", sa.String, nullable=False),
    sa.Column("decided_by", sa.String, nullable=False, comment="Post that decided it."),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("sha256", sa.String, sa.ForeignKey("source.sha256"), comment="The decision as a source."),
    sa.Column("made_at", sa.String, nullable=False),
    sa.Column("ended_at", sa.String),
)  # fmt: skip
sa.Index(
    "one_living_match",
    matched.c.older,
    matched.c.newer,
    unique=True,
    sqlite_where=matched.c.ended_at.is_(None),
)

amendment = sa.Table(
    "amendment", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("action", sa.String, nullable=False, comment="set, remove or add"),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("subject", sa.String, nullable=False),
    sa.Column("object", sa.String),
    sa.Column("said", sa.String, nullable=False, comment="Properties of the statement before it (JSON)."),
    sa.Column("properties", sa.String, nullable=False, comment="What it sets or adds (JSON); null takes away."),
    sa.Column("rivals", sa.String, nullable=False, comment="Who else had the role when it was added (JSON)."),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("document", sa.String, nullable=False),
    sa.Column("decided_by", sa.String, nullable=False, comment="Post that decided it."),
    sa.Column("sha256", sa.String, sa.ForeignKey("source.sha256"), nullable=False),
    sa.Column("made_at", sa.String, nullable=False),
    sa.Column("made_in", sa.Integer, sa.ForeignKey("edition.no"), nullable=False),
    sa.Column("ended_at", sa.String),
)  # fmt: skip
sa.Index(
    "one_living_amendment", amendment.c.made_in, unique=True, sqlite_where=amendment.c.ended_at.is_(None)
)

publishing = sa.Table(
    "publishing", metadata,
    sa.Column("edition", sa.Integer, primary_key=True, comment="Set only inside a publishing transaction."),
)  # fmt: skip

about = sa.Table("about", metadata, sa.Column("version", sa.Integer, primary_key=True))


def _triggers() -> list[str]:
    """Names come from the tables above, never from outside."""
    made = []
    for table in (t for t in metadata.sorted_tables if "removed_in" in t.c):
        name = table.name
        kept = [c.name for c in table.columns if c.name != "removed_in"]
        same = " AND ".join(f"NEW.{c} IS OLD.{c}" for c in kept)
        made += [
            f"CREATE TRIGGER IF NOT EXISTS {name}_no_delete BEFORE DELETE ON {name} "
            f"BEGIN SELECT RAISE(ABORT, 'a published {name} is never deleted'); END",
            f"CREATE TRIGGER IF NOT EXISTS {name}_insert BEFORE INSERT ON {name} "
            "WHEN NEW.removed_in IS NOT NULL OR NOT EXISTS "
            "(SELECT 1 FROM publishing WHERE edition = NEW.added_in) "
            f"BEGIN SELECT RAISE(ABORT, 'a {name} is added only by publishing'); END",
            f"CREATE TRIGGER IF NOT EXISTS {name}_update BEFORE UPDATE ON {name} "
            f"WHEN NOT ({same} AND OLD.removed_in IS NULL AND EXISTS "
            "(SELECT 1 FROM publishing WHERE edition = NEW.removed_in)) "
            f"BEGIN SELECT RAISE(ABORT, 'a published {name} changes only by publishing'); END",
        ]
    # What may only be ended: the column that ends it, and what no two living ones share.
    for table, ends, shared in (
        (token, "revoked_at", ("name",)),
        (alias, "removed_at", ("form", "region")),
        (matched, "ended_at", ("older", "newer")),
        (amendment, "ended_at", ("made_in",)),
    ):
        name, verb = table.name, ends.removesuffix("_at")
        fixed = " AND ".join(f"NEW.{c.name} IS OLD.{c.name}" for c in table.columns if c.name != ends)
        twin = " AND ".join(f"{c} = NEW.{c}" for c in shared)
        made += [
            f"CREATE TRIGGER IF NOT EXISTS {name}_no_delete BEFORE DELETE ON {name} "
            f"BEGIN SELECT RAISE(ABORT, 'a {name} is {verb}, never deleted'); END",
            f"CREATE TRIGGER IF NOT EXISTS {name}_update BEFORE UPDATE ON {name} "
            f"WHEN NOT ({fixed} AND OLD.{ends} IS NULL AND NEW.{ends} IS NOT NULL) "
            f"BEGIN SELECT RAISE(ABORT, 'a {name} changes only by being {verb}'); END",
            f"CREATE TRIGGER IF NOT EXISTS {name}_no_replace BEFORE INSERT ON {name} "
            f"WHEN EXISTS (SELECT 1 FROM {name} WHERE id = NEW.id "
            f"OR ({twin} AND {ends} IS NULL AND NEW.{ends} IS NULL)) "
            f"BEGIN SELECT RAISE(ABORT, 'a {name} of this name or number is there'); END",
        ]
    added = [t.name for t in metadata.sorted_tables if t.info == ONLY_ADDED]
    for name in ("edition", "finding_seen", "audit", "source", *added):
        for verb in ("DELETE", "UPDATE"):
            made.append(
                f"CREATE TRIGGER IF NOT EXISTS {name}_no_{verb.lower()} BEFORE {verb} ON {name} "
                f"BEGIN SELECT RAISE(ABORT, '{name} is only ever added to'); END"
            )
        # INSERT OR REPLACE takes a row away without asking the trigger for DELETE.
        table = metadata.tables[name]
        same = " AND ".join(f"{c.name} = NEW.{c.name}" for c in table.primary_key)
        made.append(
            f"CREATE TRIGGER IF NOT EXISTS {name}_no_replace BEFORE INSERT ON {name} "
            f"WHEN EXISTS (SELECT 1 FROM {name} WHERE {same}) "
            f"BEGIN SELECT RAISE(ABORT, '{name} is only ever added to'); END"
        )
    return made


def create(connection: sa.Connection) -> None:
    """Create what is missing; a record of a newer program is refused."""
    metadata.create_all(connection)
    found = connection.execute(sa.select(about.c.version)).scalar()
    if found is None:
        connection.execute(about.insert().values(version=VERSION))
    elif found != VERSION:
        raise RuntimeError(f"the record has format {found}; this program reads format {VERSION}")
    for trigger in _triggers():
        connection.exec_driver_sql(trigger)
