"""Single statements corrected by hand, laid over what the lists say. An edition is what lists, matches and
amendments make together: the same three give the same edition, in whatever order they came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.identity import APART, Identities, Pair
from graph.statement import Mention, Statement

MANUAL = "手工更正"
MATCH = "事项核对"
BY_HAND = (MANUAL, MATCH)  # list ids of what no list says
ACTIONS = {"set": "改写", "remove": "去掉", "add": "补上"}
AGREED = "清单已这样写"  # why an amendment is over that the lists came round to
# Roles that one body is expected to hold: whoever adds one looked at who had it.
SOLE = ("LEADS", "APPROVES")
# Where a statement stands in its list; a row moved says nothing new.
_PLACING = frozenset({"position", "lists", "cue", "number", "page", "columns_present"})

Get = Callable[[str], Statement | None]


@dataclass(frozen=True, slots=True)
class Amendment:
    """One statement corrected by hand.

    `said` are its properties before (empty for add), `properties` what is set (None takes a value away) or, for
    add, those of the new link; `rivals` who else had a role of which there should be one. `id` is 0 for one not
    yet published, `made_in` the edition that brought it, `ended_at` None while it holds. `answer` is the number of
    a department's answer that it carries out.
    """

    action: str
    kind: str
    subject: str
    object: str | None
    said: Mapping[str, Any]
    properties: Mapping[str, Any]
    rivals: tuple[str, ...]
    reason: str
    document: str
    decided_by: str
    sha256: str
    made_at: str = ""
    made_in: int = 0
    ended_at: str | None = None
    id: int = 0
    answer: int | None = None

    def target(self) -> Statement:
        """The statement it is about, as it was before; for add, the one it adds."""
        said = self.properties if self.action == "add" else self.said
        if self.object is None:
            return Statement(self.subject, self.kind, self.subject, None, said)
        return Statement.link(self.kind, self.subject, self.object, **said)

    def result(self, before: Statement) -> Statement | None:
        """What it makes of a statement; None: nothing is left of it."""
        if self.action == "remove":
            return None
        if self.action == "add":
            return before
        said = {k: v for k, v in {**before.properties, **self.properties}.items() if v is not None}
        if before.object is None:
            return Statement(before.id, before.kind, before.id, None, said)
        return Statement.link(before.kind, before.subject, before.object, **said)


@dataclass(frozen=True, slots=True)
class Over:
    """An amendment that no longer applies; `why` is "" where the lists now say the same themselves."""

    amendment: Amendment
    why: str


@dataclass(slots=True)
class Decided:
    """What people decided: pairs in force and amendments in force, each in the order of deciding."""

    pairs: tuple[Pair, ...] = ()
    amendments: tuple[Amendment, ...] = ()

    def identities(self) -> Identities:
        """The things confirmed to be one."""
        return Identities(self.pairs)

    @property
    def linked(self) -> list[Pair]:
        """Confirmed pairs whose things stay apart."""
        return [p for p in self.pairs if p.relation in APART]


@dataclass(slots=True)
class Laid:
    """What came of laying them over: statements by id (None: not in the edition), mentions of them, those over."""

    statements: dict[str, Statement | None]
    mentions: list[Mention]
    over: list[Over]


def lay(
    decided: Decided, identities: Identities, said: Mapping[str, Statement | None], held: Mapping[str, Statement]
) -> Laid:  # fmt: skip
    """Lay amendments and matches over what the lists say.

    `said` are the statements that this change or an amendment touches, as the lists say them (None: no longer);
    `held` are those of the edition before, for all others.
    """
    laid = Laid(dict(said), [], [])

    def get(key: str) -> Statement | None:
        return laid.statements[key] if key in laid.statements else held.get(key)

    def rivals(kind: str, thing: str) -> tuple[str, ...]:
        others = [s for key, s in held.items() if key not in laid.statements]
        return holders([*others, *filter(None, laid.statements.values())], kind, thing)

    for amendment in decided.amendments:
        why = _apply(renamed(amendment, identities), get, laid, rivals)
        if why is not None:
            laid.over.append(Over(amendment, why))
    _link(decided.linked, identities, get, laid)
    laid.mentions = [m for m in laid.mentions if get(m.statement.id) is not None]
    return laid


def holders(statements: Iterable[Statement], kind: str, thing: str) -> tuple[str, ...]:
    """Who has a role of this kind for a thing."""
    return tuple(sorted({s.subject for s in statements if s.kind == kind and s.object == thing}))


def renamed(amendment: Amendment, identities: Identities) -> Amendment:
    """The amendment in the ids that stay."""
    ends = identities.kept(amendment.subject), amendment.object and identities.kept(amendment.object)
    return replace(amendment, subject=ends[0], object=ends[1])


def _apply(
    amendment: Amendment, get: Get, laid: Laid, rivals: Callable[[str, str], tuple[str, ...]]
) -> str | None:
    """Apply one; None when it holds, else why it is over."""
    target = amendment.target()
    now = get(target.id)
    if amendment.action == "add":
        if now is not None:
            return ""
        gone = [end for end in (target.subject, str(target.object)) if get(end) is None]
        if gone:
            return f"清单里已没有 {'、'.join(gone)}"
        if target.kind in SOLE and rivals(target.kind, str(target.object)) != amendment.rivals:
            return "清单改了由谁承担"
        now = target
    elif amendment.action == "remove":
        if now is None:
            return ""
        if _told(now) != _told(target):
            return "清单改写了这一条"
    else:
        why = _differs(amendment, target, now, get)
        if why is not None:
            return why
    assert now is not None  # noqa: S101 - each branch above has left without one
    made = amendment.result(now)
    laid.statements[now.id] = None
    if made is not None:
        laid.statements[made.id] = made
        laid.mentions.append(_mention(made, amendment.sha256, f"{amendment.reason}（{amendment.document}）"))
    return None


def _differs(amendment: Amendment, target: Statement, now: Statement | None, get: Get) -> str | None:
    made = amendment.result(target)
    assert made is not None  # noqa: S101 - setting leaves something
    if now is None:
        return "" if get(made.id) is not None else "清单里已没有这一条"
    found = {name: now.properties.get(name) for name in amendment.properties}
    if found == dict(amendment.properties):
        return ""
    if any(
        value != target.properties.get(name) and value != amendment.properties[name]
        for name, value in found.items()
    ):
        return "清单改写了这一处"
    if made.id != now.id and get(made.id) is not None:
        return "清单里另有了改后的这一条"
    return None


def _told(said: Statement) -> dict[str, Any]:
    return {k: v for k, v in said.properties.items() if k not in _PLACING}


def _link(pairs: list[Pair], identities: Identities, get: Get, laid: Laid) -> None:
    """Tie together what was split or merged; where one of the two is gone, those that it was split into (or made of)."""
    ties: dict[tuple[str, str], Pair] = {}
    lone: dict[str, list[tuple[str, Pair]]] = {}
    for pair in pairs:
        older, newer = identities.kept(pair.older), identities.kept(pair.newer)
        here = [thing for thing in (older, newer) if get(thing) is not None]
        if len(here) == 2 and older != newer:
            ties[older, newer] = pair
        elif len(here) == 1 and older != newer:
            lone.setdefault(older if here[0] == newer else newer, []).append((here[0], pair))
    for (first, _), *others in (sorted(found, key=lambda f: f[0]) for found in lone.values()):
        ties |= {(first, other): pair for other, pair in others if other != first}
    for (one, other), pair in sorted(ties.items()):
        link = Statement.link("MATCHES", one, other, confirmed=True)
        laid.statements[link.id] = get(link.id) or link
        laid.mentions.append(_mention(link, pair.sha256 or "", pair.reason, MATCH))


def _mention(said: Statement, sha256: str, text: str, name: str = MANUAL) -> Mention:
    return Mention(said, name, name, sha256, "", "", text)
