"""The record: statements, mentions, editions, drafts, findings and audit, in SQL. The truth; back up only this."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from graph import confirm
from graph import record_schema as t
from graph.decisions import decided, statement
from graph.draft import Changes, Deed, changes, concerned, left
from graph.edition import apply, audit, changed_on_both, changed_since, keep_sources, now, triage
from graph.follow import follow
from graph.judge import Finding
from graph.living import living, living_mentions
from graph.statement import Batch, Statement, dumps


class RecordError(RuntimeError):
    """The record cannot be opened or written."""


class Unfit(RecordError):
    """What a person asked for cannot be done; nothing is wrong with the record."""


class Conflict(RecordError):
    """A draft was made on an edition that is no longer current; `statements` are changed on both sides."""

    def __init__(self, base: int, current: int, statements: list[str]) -> None:
        self.base, self.current, self.statements = base, current, statements
        both = "、".join(statements[:10]) or "无共同改动的表述"
        super().__init__(
            f"草稿基于第 {base} 版，现行已是第 {current} 版；两边都改了：{both}。请在现行版上重做。"
        )


class UnknownEdition(RecordError):
    """There is no edition of this number."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One published edition. `as_of` is the ISO day it speaks for; `hash` names its compiled graph."""

    no: int
    as_of: str
    hash: str
    published_at: str
    program: str


class Record:
    """The record at a SQL URL (`sqlite:///…/record.sqlite`); creates it when new."""

    def __init__(self, url: str) -> None:
        self.engine = sa.create_engine(url)
        sa.event.listen(self.engine, "connect", _on_connect)
        sa.event.listen(self.engine, "begin", _on_begin)
        try:
            with self.writing() as connection:
                t.create(connection)
        except (sa.exc.SQLAlchemyError, RuntimeError) as error:
            raise RecordError(f"档案库打不开：{error}") from error

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction that may write; a full disk or a lock is a RecordError and changes nothing."""
        try:
            with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
                yield connection
        except sa.exc.OperationalError as error:
            raise RecordError(
                f"档案库写不进去（{error.orig}）；原有内容未改动，请检查磁盘空间与占用后重试"
            ) from error

    # -- reading ------------------------------------------------------------------------------

    def current(self) -> Edition | None:
        """The edition in force, or None when nothing was ever published."""
        found = self.editions(limit=1)
        return found[0] if found else None

    def editions(self, limit: int = 1000, no: int | None = None) -> list[Edition]:
        """Editions, newest first; only the one numbered `no` where it is given."""
        e = t.edition.c
        query = sa.select(e.no, e.as_of, e.hash, e.published_at, e.program).order_by(e.no.desc()).limit(limit)
        query = query if no is None else query.where(e.no == no)
        with self.engine.connect() as connection:
            return [Edition(*row) for row in connection.execute(query)]

    def edition(self, no: int | None) -> Edition:
        """One edition, the current one for None; raises UnknownEdition."""
        for found in self.editions(limit=1, no=no):
            return found
        raise UnknownEdition("还没有发布任何版本，请先 zhize load" if no is None else f"没有第 {no} 版")

    def statements(self, no: int) -> list[Statement]:
        """All statements of an edition (0: none), by id."""
        query = sa.select(t.statement).where(living(t.statement, no)).order_by(t.statement.c.id)
        with self.engine.connect() as connection:
            return [statement(row) for row in connection.execute(query)]

    def answered(self, no: int) -> list[Statement]:
        """The statements of an edition with what departments answered: what its graph is compiled from."""
        with self.engine.connect() as connection:
            held = confirm.living(connection, no)
        return confirm.overlay(self.statements(no), held.values())

    def mentions(self, no: int, facts: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
        """Where some statements are said in an edition: statement id -> mentions, each a dict with file,
        sheet, cell, text, cue, how, inferred, list_id and sha256."""
        c = t.mention.c
        columns = (
            c.statement, c.list_id, c.file, c.sha256, c.sheet, c.cell, c.text, c.cue, c.how, c.inferred,
        )  # fmt: skip
        wanted, found = sorted(set(facts)), dict[str, list[dict[str, Any]]]()
        with self.engine.connect() as connection:
            for start in range(0, len(wanted), 500):
                part = sa.and_(living(t.mention, no), c.statement.in_(wanted[start : start + 500]))
                query = sa.select(*columns).where(part).order_by(c.statement, c.list_id, c.file, c.row)
                for row in connection.execute(query).mappings():
                    found.setdefault(row["statement"], []).append(
                        {k: v for k, v in row.items() if k != "statement"}
                    )
        return found

    def said_by(self, no: int, list_id: str) -> list[dict[str, Any]]:
        """What one list says in an edition: dicts with `statement` (its id), `said` (JSON, in the list's own words),
        file and sha256, in order of file and statement."""
        c = t.mention.c
        query = sa.select(c.statement, c.said, c.file, c.sha256)
        query = query.where(living(t.mention, no), c.list_id == list_id).order_by(c.file, c.statement, c.row)
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def source(self, sha256: str) -> bytes | None:
        """The bytes of a file as received."""
        query = sa.select(t.source.c.content).where(t.source.c.sha256 == sha256)
        with self.engine.connect() as connection:
            found = connection.execute(query).scalar()
        return None if found is None else bytes(found)

    def last_audit(self) -> int:
        """Number of the newest audit entry."""
        with self.engine.connect() as connection:
            return connection.execute(sa.select(sa.func.max(t.audit.c.no))).scalar() or 0

    def audited(self, before: int | None, limit: int) -> list[dict[str, Any]]:
        """Audit entries, newest first: {no, at, who, action, edition, detail (JSON)}; numbers below `before`."""
        query = sa.select(t.audit).order_by(t.audit.c.no.desc()).limit(limit)
        query = query if before is None else query.where(t.audit.c.no < before)
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def findings(self, no: int) -> list[dict[str, Any]]:
        """Findings of an edition as judged then, with state; the current edition shows the state of now."""
        s, f = t.finding_seen.c, t.finding.c
        query = sa.select(s.body, s.state, f.state.label("now"), f.reason, f.who, f.until, f.first_in)
        query = query.join_from(t.finding_seen, t.finding, s.key == f.key).where(s.edition == no)
        newest = self.current()
        made = []
        with self.engine.connect() as connection:
            for row in connection.execute(query):
                state = row.now if newest and newest.no == no else row.state
                body = {"reason": row.reason, "who": row.who, "until": row.until, "first_in": row.first_in}
                made.append({**json.loads(row.body), "state": state, **body})
        return made

    # -- drafts -------------------------------------------------------------------------------

    def changes(self, batch: Batch, base: int, deeds: tuple[Deed, ...] = ()) -> Changes:
        """What a batch would change of an edition: only the lists it holds; and what people decide with it."""
        with self.engine.connect() as connection:
            old, before = living_mentions(connection, base), decided(connection)
        return changes(old, {s.id: s for s in self.statements(base)}, batch, before, deeds)

    def draft(
        self, batch: Batch, base: int | None = None, note: str = "", deeds: tuple[Deed, ...] = ()
    ) -> int | None:
        """Keep a batch as a change set on an edition (default: the current one); None when nothing changes.

        Raises Conflict when `deeds` come with a base that is not current, Unfit when one does not apply.
        """
        current = self.current()
        base = (current.no if current else 0) if base is None else base
        if deeds and current and base != current.no:
            with self.engine.connect() as connection:
                raise Conflict(base, current.no, changed_since(connection, base, concerned(deeds)))
        made = self.changes(batch, base, deeds)
        refused = [over for over in made.over if over.amendment.id == 0]
        if refused:
            raise Unfit(f"不能这样更正：{refused[0].why or '现行版已是这样'}")
        with self.writing() as connection:
            answers = confirm.pending(connection, base, left(decided(connection), made))
            if made.empty and not answers:
                return None
            values = {"base": base, "state": "draft", "created_at": now(), "note": note}
            insert = t.change_set.insert().values(**values, lists=dumps(sorted(batch.lists)))
            number = int(connection.execute(insert.returning(t.change_set.c.id)).scalar_one())
            keep_sources(connection, batch.sources)
            connection.execute(
                t.change.insert(), [{"change_set": number, **c} for c in (*made.rows(), *answers)]
            )
        return number

    def drafted(self, change_set: int) -> tuple[int, list[Statement]]:
        """A draft's base, and the statements that base + draft hold, with what departments answered."""
        with self.engine.connect() as connection:
            head = connection.execute(
                sa.select(t.change_set).where(t.change_set.c.id == change_set)
            ).one_or_none()
            if head is None or head.state != "draft":
                raise RecordError(f"没有编号 {change_set} 的草稿")
            c = t.change.c
            query = (
                sa.select(c.action, c.what, c.key, c.body).where(c.change_set == change_set).order_by(c.row)
            )
            everything = connection.execute(query.where(c.what != "mention")).all()
            answers = confirm.living(connection, head.base)
        rows = [row for row in everything if row.what == "statement"]
        held = {s.id: s for s in self.statements(head.base)}
        for row in rows:
            if row.action == "remove":
                held.pop(row.key, None)
        for row in rows:
            if row.action == "add":
                body = json.loads(row.body)
                body["properties"] = json.loads(body["properties"])
                held[row.key] = Statement(
                    **{k: body[k] for k in ("id", "kind", "subject", "object", "properties")}
                )
        answers = confirm.moved(answers, (row for row in everything if row.what == "confirmation"))
        return head.base, confirm.overlay(sorted(held.values(), key=lambda s: s.id), answers.values())

    # -- publishing ---------------------------------------------------------------------------

    def publish(
        self, change_set: int, as_of: str, hash: str, found: list[Finding], rules: frozenset[str],
        subjects: Mapping[str, object], program: str, who: str = "local", on_step: Any = None,
    ) -> Edition:  # fmt: skip
        """Make a draft the next edition, with its findings and their states, in one transaction.

        Raises Conflict when its base is no longer current; then nothing changes.
        """
        step = on_step or (lambda _: None)
        with self.writing() as c:
            head = c.execute(sa.select(t.change_set).where(t.change_set.c.id == change_set)).one()
            current = c.execute(sa.select(sa.func.max(t.edition.c.no))).scalar() or 0
            if head.base != current:
                raise Conflict(head.base, current, changed_on_both(c, change_set, head.base))
            no = current + 1
            made = Edition(no, as_of, hash, now(), program)
            c.execute(t.publishing.insert().values(edition=no))
            c.execute(t.edition.insert().values(**asdict(made), change_set=change_set))
            step("sql write")
            counts = apply(c, change_set, no, who)
            follow(c, change_set, no)
            triage(c, no, as_of, found, rules, subjects)
            c.execute(t.change_set.update().where(t.change_set.c.id == change_set).values(state="published"))
            c.execute(t.publishing.delete())
            detail = {"lists": json.loads(head.lists), "findings": len(found), **counts}
            audit(c, who, "publish", no, detail)
            step("before commit")
        step("after commit")
        return made

    def accept(self, key: str, reason: str, who: str, until: str | None = None) -> None:
        """Accept an open finding, with a reason and the last day it holds; it stays visible, marked."""
        if not reason.strip():
            raise RecordError("接受一条发现必须写明理由")
        with self.writing() as c:
            values = {"state": "accepted", "reason": reason, "who": who, "until": until}
            where = sa.and_(t.finding.c.key == key, t.finding.c.state.in_(("open", "accepted")))
            if c.execute(t.finding.update().where(where).values(**values)).rowcount != 1:
                raise RecordError(f"没有待处理的发现 {key}")
            audit(c, who, "accept", None, {"key": key, "reason": reason, "until": until})

    def dump(self) -> Iterator[str]:
        """The whole record, but no bytes of files and no hashes of tokens, as lines of JSON in one order."""
        with self.engine.connect() as connection:
            for table in t.metadata.sorted_tables:
                shown = [c for c in table.columns if c.name not in ("content", "secret_sha256")]
                for row in connection.execute(sa.select(*shown).order_by(*table.primary_key)).mappings():
                    yield dumps({"table": table.name, **row})


def _on_connect(raw: Any, _: Any) -> None:
    raw.isolation_level = None  # SQLAlchemy's "begin" event opens transactions
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=10000", "synchronous=FULL"):
        raw.execute(f"PRAGMA {pragma}")


def _on_begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
