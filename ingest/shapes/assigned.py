"""A matter that sentences assign to bodies, and how the words of all of them together settle the roles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.cells import Cell
from ingest.cues import answer_words, role_of_words, words_of
from ingest.entries import Entries, Page, Thing
from ingest.footnotes import Footnotes
from ingest.shapes.domains import state_domain
from ingest.shapes.further import punished, told_apart
from ingest.shapes.held import held_parts
from ingest.shapes.part import Part
from ingest.shapes.party import Party, settle, state_parties
from ingest.shapes.sentences import Reader
from ingest.shapes.titles import is_range
from ingest.shapes.whole_or_part import among, before, beyond, nearer, part_of, share_of
from ingest.told import Told

IN_CHARGE = re.compile(r"(?:作为|为|是).*主管(?:部门|单位)$")
_FURTHER = "各单位做什么的说明"
_REFERS = re.compile(
    r"由?(?:(?:上述|以上|前述)(?:各|有关|相关)*(?:主管|牵头|责任|配合)?|(?:主管|牵头|责任|协同|配合|主办|协办))(?:部门|单位)"
)
ANSWERS = answer_words()
_PUNISHING = frozenset(words_of("roles")["ENFORCES"])


@dataclass(slots=True)
class Answer:
    """A party whose words are 负责 and the like: what it answers for, "" for the whole matter.

    `more` is what it answers for where its words go on from the name of the matter (校车许可 of 校车): the whole
    where nobody else answers for anything, else a part. `closer` is that where they lead up to it (校园节水 of 节水): a
    part only where another body answers for one.
    """

    party: Party
    part: str
    more: str = ""
    closer: str = ""


@dataclass(slots=True)
class Assigned:
    """A matter and who was named for it so far; `texts` are the clauses, `answers` await `state`, `labelled` are the
    parties that a label names, by body."""

    title: str
    cell: Cell
    number: str
    domain: str
    texts: list[str]
    parties: list[Party] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    labelled: dict[str, Party] = field(default_factory=dict)

    def settle_answers(self) -> None:
        """Decide who leads among those that answer for something.

        Who answers for the whole leads. Who alone answers for a part, with no other lead, leads in that part, and
        so does each where the parts are places (建成区内, 建成区外); where several answer for other parts, or another
        one leads, each does its share and nobody is first. A body that is said to be 行业主管部门 leads, unless
        another one is said to.
        """
        leads = [p for p in self.parties if p.role == "LEADS"]
        if any(IN_CHARGE.match(p.cue) is None for p in leads):
            for party in leads:
                if IN_CHARGE.match(party.cue):
                    party.role = "SHARES"
        led = bool(leads)
        if led or len({a.party.body.id for a in self.answers}) > 1:
            apart = any(a.part for a in self.answers)
            self.answers = [
                replace(a, part=a.part or a.more or (a.closer if apart else "")) for a in self.answers
            ]
        groups = {a.part for a in self.answers if a.part}
        for answer in self.answers:
            party = answer.party
            apart = len(groups) == 1 or all(map(is_range, groups))
            alone = apart and not led and all(a.part for a in self.answers)
            party.role = "LEADS" if not answer.part or alone else "SHARES"
            word, wrong = punished(answer.part) if party.role == "SHARES" else ("", "")
            if word:
                party.role, party.cue = "ENFORCES", party.cue + word
            party.split = party.split or party.role == "SHARES"
            if answer.part and not party.body.scope:
                party.body = replace(party.body, scope=wrong or answer.part)
        self._settle_approval()

    def _settle_approval(self) -> None:
        """Where one answers for approving and another for supervising (负责…的审批; 负责…的事中事后监管), those are
        their roles."""
        ends = [
            (a, role_of_words(a.part.rpartition("的")[2])) for a in self.answers if a.party.role == "SHARES"
        ]
        if {cue.role for _, cue in ends if cue} >= {"APPROVES", "SUPERVISES"}:
            for answer, cue in ends:
                if cue and cue.role in ("APPROVES", "SUPERVISES"):
                    answer.party.role, answer.party.cue, answer.party.split = cue.role, cue.words, False

    def _settle_mentions(self) -> None:
        """Keep a sentence that only mentions a body (必要时，甲局可以提请…) as a clause of the role that another gave it."""
        told = {p.body.id: p for p in reversed(self.parties) if p.cue or p.role != "INVOLVED_IN"}
        bare = [p for p in self.parties if p.body.id in told and not p.cue and p.role == "INVOLVED_IN"]
        for party in bare:
            self.parties.remove(party)
            first = told[party.body.id]
            first.clause = "；".join(filter(None, (first.clause, party.clause)))

    def settle(self, first_listed: bool = False, notes: Footnotes | None = None) -> None:
        """Decide the role of everyone, with what only the whole matter and the notes of the list show."""
        self._settle_mentions()
        self.settle_answers()
        settle(self.parties, "", "", first_listed, notes)

    def state(self, entries: Entries, page: Page, told: Told) -> None:
        """State the duty with its domain and everyone named for it."""
        self.settle(told.first_listed, page.notes)
        at = replace(self.cell, text=self.number + "\n".join(self.texts)) if self.number else self.cell
        duty = entries.node(
            page, at, "Duty", name=self.title, region=entries.region, text="\n".join(self.texts), status="active"
        )  # fmt: skip
        entries.link(page, at, "LISTED_IN", duty, entries.list_id, number=self.number)
        state_domain(entries, page, at, self.domain, duty, told)
        state_parties(entries, page, self.parties, Thing(duty, self.title, "Duty"), "", entries.region)


def assign(
    entries: Entries, page: Page, matter: Assigned, parts: Sequence[Part], cell: Cell, whole: bool = False
) -> None:
    """Add the bodies of some parts to a matter; `whole` where the matter is what the parts answer for."""
    if cell.row != matter.cell.row:
        matter.texts.append(cell.text)
    reader = Reader(entries.book, entries.region)
    parts = parts if whole else [own for part in parts for own in told_apart(_acting(part))]
    also = (
        []
        if whole
        else [held_parts(c, p.names, ("INVOLVED_IN", ""), reader)[1][1:] for p in parts for c in p.more]
    )
    for part in [*parts, *(other for others in also for other in others)]:
        if matter.labelled and _REFERS.fullmatch(part.names):
            _refer(matter, part)
            entries.idle(page, [cell.row], _FURTHER)
            continue
        own = not whole or is_range(before(part)) or among(part)
        scope = part_of(part, matter.title) if own else ""
        for body in entries.parties(page, replace(cell, text=part.names)):
            role = body.role or part.role or "SHARES"
            answers = part.before or part.cue in ANSWERS or share_of(part, matter.title)
            if body.role is None and scope and answers and part.role not in (None, "INVOLVED_IN"):
                body = replace(body, scope=body.scope or scope)
            if not part.is_label and part.cue not in _PUNISHING and _more_of(matter, body.id, part):
                entries.idle(page, [cell.row], _FURTHER)
                continue
            party = Party(body, cell, "", part.text, role, body.cue or part.cue, part.split or body.split)
            if part.is_label:
                party.clause = ""
                matter.labelled[body.id] = party
            matter.parties.append(party)
            if body.role is None and part.role is None:
                more, closer = ("", "") if whole else (beyond(part, matter.title), nearer(part, matter.title))
                matter.answers.append(Answer(party, scope, more, closer))


def _acting(part: Part) -> Part:
    """A part that says only of the punishing in a matter who does it (执法由甲局负责), with that as its role."""
    enforces = part.role in (None, "SHARES") and not part.rest and part.before in _PUNISHING
    return replace(part, role="ENFORCES", cue=part.before, before="") if enforces else part


def _refer(matter: Assigned, part: Part) -> None:
    """What a part says of those that are named above: 由主管部门分别负责, 由上述部门按职责分工负责."""
    for party in matter.parties:
        party.split = party.split or (part.split and party.role == "LEADS")
        if part.role == "SHARES" and not part.split and party.role == "INVOLVED_IN":
            party.role, party.cue = "SHARES", part.cue


def _more_of(matter: Assigned, body: str, part: Part) -> bool:
    """Whether a sentence only says what a body does that a label has given its role (牵头单位：甲局 … 甲局制定方案): it is
    kept as its clause. Who is merely named by the label takes the role of the sentence."""
    party = matter.labelled.get(body)
    if party is None:
        return False
    if party.role == "INVOLVED_IN" and part.cue:
        matter.parties.remove(party)
        del matter.labelled[body]
        return False
    party.clause = "；".join(filter(None, (party.clause, part.text)))
    return True
