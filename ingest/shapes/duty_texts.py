"""What the duty texts beside the bodies of a table say of their roles: 市水务局 | 牵头河道管理；查处非法采砂行为."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.cues import role_of_words
from ingest.cutting import cut
from ingest.shapes.assigned import ANSWERS, Answer, Assigned
from ingest.shapes.further import first_and_further, further, helped
from ingest.shapes.numbering import clauses, ending, split_number
from ingest.shapes.part import Part
from ingest.shapes.party import Party
from ingest.shapes.spoken import IN_CHARGE
from ingest.shapes.titles import opening, title_of
from ingest.shapes.whole_or_part import beyond, nearer, part_of, share_of

_AS = re.compile(r"^(?:作为|为|是)(?=.{0,4}(?:牵头|主管|主办|主责|责任|配合|协办))")
_AREA = re.compile(r"([\u4e00-\u9fff（）()、]{2,10})[：:](?=.{4,})")


def by_areas(parties: list[Party]) -> None:
    """Give bodies their scope where the clause of each begins with another one: 城区：…… / 农村：……"""
    said = [(p, found[1]) for p in parties if (found := _AREA.match(p.clause))]
    if len({area for _, area in said}) < 2:
        return
    for party, area in said:
        if not party.body.scope:
            party.body, party.split = replace(party.body, scope=area), True
            party.clause = _AREA.sub("", party.clause, count=1)


def by_clauses(made: Assigned, parties: list[Party]) -> None:
    """Give bodies that stand in a column without a role the role that the sentences beside them begin with.

    Of several sentences (1.牵头…；2.对…进行监督检查) the first that says a role counts for the whole, or one that says
    that the body leads the matter of the row; another one that says that the body supervises, punishes, approves,
    guides or helps gives it that role as well, or that role alone where none says a role for the whole.
    """
    for party in parties:
        if party.role != "INVOLVED_IN" or party.body.role:
            continue
        each = [first_and_further(sentence) for sentence in _sentences(party.clause)]
        said = [sentence for sentence, _ in each]
        order = sorted(range(len(said)), key=lambda n: not _leads(said[n], made.title))
        first = next((n for n in order if _by_clause(made, party, said[n])), None)
        others = [
            c for n, (sentence, more) in enumerate(each) for c in (*([sentence] if n != first else []), *more)
        ]
        _further_roles(made, party, others, first is None)


def _further_roles(made: Assigned, party: Party, sentences: list[str], lacking: bool) -> None:
    """Give a body the roles of its further sentences; the first of them in place of none, where it is `lacking`."""
    roles = {party.role}
    for sentence, (role, cue, what) in ((s, told) for s in sentences for told in further(s) or helped(s)):
        if role in roles:
            continue
        roles.add(role)
        body = replace(party.body, scope=party.body.scope or what)
        if lacking:
            party.role, party.cue, party.body, lacking = role, cue, body, False
        else:
            made.parties.append(replace(party, clause=sentence, role=role, cue=cue, body=body))


def _sentences(text: str) -> list[str]:
    """The sentences of a duty text without their numbers; a heading over numbers only where it says who is in charge.

    >>> _sentences("采砂主管部门。1.负责采砂许可；2.查处非法采砂。"), _sentences("巡查：1.夜间巡查；2.节日巡查")
    (['采砂主管部门', '负责采砂许可', '查处非法采砂'], ['夜间巡查', '节日巡查'])
    """
    made: list[str] = []
    head = ""
    for clause in clauses(text):
        if clause.head != head and IN_CHARGE.fullmatch(clause.head):
            made.append(clause.head)
        head = clause.head
        made += [_AS.sub("", split_number(s)[1]) for s, _ in cut(ending(clause.text), "。；;\n")]
    return made


def _leads(sentence: str, title: str) -> bool:
    """Whether a sentence says in plain words that a body leads the whole of a matter."""
    if IN_CHARGE.match(sentence):
        return True
    said = opening(sentence)
    if said.role != "LEADS" or said.cue in ANSWERS:
        return not said.role and (cue := role_of_words(sentence)) is not None and cue.role == "LEADS"
    return not part_of(Part("", said.role, said.cue, rest=title_of(said.rest)), title)


def _by_clause(made: Assigned, party: Party, clause: str) -> bool:
    """Give a body the role that a clause of its own begins with; whether it begins with one."""
    if charge := IN_CHARGE.match(clause):
        party.role, party.cue = "LEADS", charge[0]
        return True
    whole = role_of_words(clause) if clause else None
    if whole and whole.role:
        party.role, party.cue = whole.role, clause
        return True
    said = opening(clause)
    if said.role is None:
        return False
    party.cue = said.cue
    part = Part(party.body.text, said.role, said.cue, rest=title_of(said.rest))
    if said.cue in ANSWERS:
        title = made.title
        made.answers.append(Answer(party, part_of(part, title), beyond(part, title), nearer(part, title)))
        return True
    party.role = said.role
    own = share_of(part, made.title)
    if own and not party.body.scope:
        party.body = replace(party.body, scope=own)
    return True
