"""Tokens of the record: who may come in over HTTP, in what role. Only a hash of each is kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from graph import record_schema as t
from graph.edition import audit, now
from graph.record import Record, RecordError

ROLES = {"viewer": "查看", "analyst": "分析", "editor": "编辑", "auditor": "审计", "admin": "管理"}
PREFIX = "zhize_"
_LONGEST_NAME = 60
_LONGEST_SECRET = 200


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret. `until` is the last day it holds (UTC); None: until it is revoked."""

    name: str
    role: str
    until: str | None
    made_at: str
    revoked_at: str | None

    def holds(self, day: str) -> bool:
        """Whether it lets somebody in on an ISO day.

        >>> Token("法规科", "viewer", "2026-06-30", "2026-01-01", None).holds("2026-07-01")
        False
        """
        return self.revoked_at is None and (self.until is None or day <= self.until)


def digest(secret: str) -> str:
    """What is kept of a token. A plain hash will do: the secret has 256 bits of chance, nobody can guess it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def add(record: Record, name: str, role: str, until: str | None = None, who: str = "local") -> str:
    """Make a token and return its secret, which nothing can show a second time.

    Raises RecordError for an unknown role, a day that is over or no day, a name that is empty, too long, not
    printable, or that of a token not yet revoked.
    """
    name = name.strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise RecordError(f"令牌的名称要写岗位或用途，1 至 {_LONGEST_NAME} 个字")
    if role not in ROLES:
        raise RecordError(f"没有角色“{role}”；可用：{'、'.join(ROLES)}")
    if until is not None:
        try:
            until = date.fromisoformat(until).isoformat()
        except ValueError:
            raise RecordError(f"{until} 不是 YYYY-MM-DD 的日期") from None
        if until < now()[:10]:
            raise RecordError(f"{until} 已经过去，这样的令牌不能用")
    secret = PREFIX + secrets.token_urlsafe(32)
    with record.writing() as c:
        alive = sa.and_(t.token.c.name == name, t.token.c.revoked_at.is_(None))
        if c.execute(sa.select(t.token.c.id).where(alive)).first():
            raise RecordError(f"已有名为“{name}”的令牌；先撤销，或换一个名称")
        values = {"name": name, "role": role, "until": until, "made_at": now()}
        c.execute(t.token.insert().values(**values, secret_sha256=digest(secret)))
        audit(c, who, "token add", None, {"name": name, "role": role, "until": until})
    return secret


def revoke(record: Record, name: str, who: str = "local") -> None:
    """End a token from now on; raises RecordError when none of this name is left."""
    with record.writing() as c:
        alive = sa.and_(t.token.c.name == name, t.token.c.revoked_at.is_(None))
        if c.execute(t.token.update().where(alive).values(revoked_at=now())).rowcount != 1:
            raise RecordError(f"没有名为“{name}”、未撤销的令牌")
        audit(c, who, "token revoke", None, {"name": name})


def tokens(record: Record) -> list[Token]:
    """All tokens ever made, in order of making."""
    k = t.token.c
    query = sa.select(k.name, k.role, k.until, k.made_at, k.revoked_at).order_by(k.id)
    with record.engine.connect() as connection:
        return [Token(*row) for row in connection.execute(query)]


def known(record: Record, secret: str) -> Token | None:
    """The token that a secret belongs to, if it holds today; every kept hash is compared, in constant time."""
    if len(secret) > _LONGEST_SECRET:
        return None
    given, found = digest(secret), None
    k = t.token.c
    query = sa.select(k.secret_sha256, k.name, k.role, k.until, k.made_at, k.revoked_at)
    with record.engine.connect() as connection:
        for kept, *rest in connection.execute(query).all():
            if hmac.compare_digest(kept, given):
                found = Token(*rest)
    return found if found and found.holds(now()[:10]) else None


def ever(record: Record) -> bool:
    """Whether a token was ever made: from then on this record asks for one, even when none holds any more."""
    with record.engine.connect() as connection:
        return connection.execute(sa.select(t.token.c.id).limit(1)).first() is not None
