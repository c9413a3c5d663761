"""What departments answered follows a role whose id is another since: by a match or by a correction of its scope."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.consult import adopt, decline
from graph import amend as by_hand
from graph import matched
from graph.answered import listed, unpublished
from graph.replies import decide, words_now
from graph.statement import Batch, Statement
from graph.workspace import Workspace
from tests.graph.asking import CITY, GAS, ask, come, roles
from tests.graph.lists import DAY, batch, together

WHY = ("写错了范围", "临编办〔2026〕12号", "编办综合科")
LEAD = Statement.link("LEADS", "org:gas", "duty:gas")
HELP = Statement.link("ASSISTS", "org:fire", "duty:gas")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """An office without rules: what is found is not asked here."""
    monkeypatch.setattr("graph.workspace.judge", lambda *_, **__: [])
    made = Workspace(tmp_path / "home")
    made.publish(batch(CITY), DAY)
    yield made
    made.close()


def said(office: Workspace, org: str = "org:gas", edition: int | None = None) -> list[tuple[object, object]]:
    """Who is said to have confirmed (or refused) the role of an organisation for the matter of gas."""
    query = (
        "MATCH (o:Organization {id: $org})-[r:LEADS|ASSISTS]->(d:Duty) WHERE d.id <> 'duty:fire' "
        "RETURN r.confirmed AS confirmed, r.said_by AS who"
    )
    rows = office.answer(lambda reader: reader.read(query, org=org), edition)
    return sorted(((row["confirmed"], row["who"]) for row in rows), key=str)


# -- a correction ----------------------------------------------------------------------------------


def test_a_confirmation_follows_a_corrected_scope_in_the_same_edition(office: Workspace) -> None:
    ask(office.record)
    come(office.record, 1, "org:gas", {"gas": ("agree",)})
    office.publish(Batch(), DAY)
    done = by_hand.amend(office, LEAD.id, {"scope": "城区"}, *WHY)
    assert said(office) == [(True, "org:gas")]
    assert LEAD.id not in {s.id for s in office.record.statements(done.edition.no)}
    assert unpublished(office.record) == 0
    [one] = listed(office.record)
    assert (one["statement"], one["now"], one["thing"]) == (
        LEAD.id, Statement.link("LEADS", "org:gas", "duty:gas", scope="城区").id, "duty:gas",
    )  # fmt: skip
    # The list comes round to it: the correction is over, and what was confirmed stays so.
    office.publish(batch([GAS.replace("{text", "{scope: 城区, text"), *CITY[1:]]), DAY)
    assert by_hand.amendments(office.record)[0].ended_at
    assert said(office) == [(True, "org:gas")]
    assert unpublished(office.record) == 0


def test_taken_back_it_is_the_list_that_is_confirmed_again(office: Workspace) -> None:
    ask(office.record)
    come(office.record, 1, "org:gas", {"gas": ("agree",)})
    by_hand.amend(office, LEAD.id, {"scope": "城区"}, *WHY)
    assert said(office) == [(True, "org:gas")]  # the answer had waited for an edition
    by_hand.end(office, 1, "看错了", "编办")
    assert said(office) == [(True, "org:gas")]
    both = [GAS, GAS.replace("{text", "{scope: 城区, text"), *CITY[1:]]
    office.publish(batch(both), DAY)  # nobody was asked about the second, and no correction leads to it
    assert said(office) == [(None, None), (True, "org:gas")]


def test_other_words_are_confirmed_by_nobody(office: Workspace) -> None:
    ask(office.record)
    come(office.record, 1, "org:gas", {"gas": ("agree",)})
    by_hand.amend(office, LEAD.id, {"scope": "城区", "text": "管城区燃气"}, *WHY)
    assert said(office) == [(None, None)]


def test_two_corrections_in_a_row(office: Workspace) -> None:
    ask(office.record)
    come(office.record, 1, "org:gas", {"gas": ("agree",)})
    by_hand.amend(office, LEAD.id, {"scope": "城区"}, *WHY)
    by_hand.amend(office, listed(office.record)[0]["now"], {"scope": "城区和园区"}, *WHY)
    assert said(office) == [(True, "org:gas")]


def test_an_objection_is_not_one_to_the_corrected_role(office: Workspace) -> None:
    ask(office.record)
    come(office.record, 1, "org:fire", {"gas": ("object",)})
    decide(office.record, 1, "adopt", "只管农村", "编办")
    assert listed(office.record)[0]["todo"] == "remove"
    by_hand.amend(office, HELP.id, {"scope": "农村"}, *WHY)
    assert said(office, "org:fire") == [(None, None)]
    assert listed(office.record)[0]["todo"] is None
    by_hand.end(office, 1, "看错了", "编办")
    assert said(office, "org:fire") == [(False, "org:fire")]
    assert listed(office.record)[0]["todo"] == "remove"


# -- a match ---------------------------------------------------------------------------------------

OTHER = [
    "duty:too {name: 燃气安全}",
    "org:gas LEADS duty:too {text: 管燃气}",
    "org:fire ASSISTS duty:too {text: 管消防}",
]


@pytest.fixture
def twice(office: Workspace) -> Workspace:
    """Two lists word one matter in two ways; departments are asked about the second wording."""
    office.publish(batch([line for line in CITY if "duty:gas" not in line]), DAY)
    office.publish(batch(["duty:gas {name: 燃气管理}"], "list:a", "a.xlsx"), DAY)
    office.publish(batch(OTHER, "list:b", "b.xlsx"), DAY)
    ask(office.record)
    return office


def test_answers_follow_a_matter_to_the_id_that_stays_and_back(twice: Workspace) -> None:
    come(twice.record, 1, "org:gas", {"燃气安全": ("agree",)})
    come(twice.record, 1, "org:fire", {"燃气安全": ("object",)})
    done = matched.confirm(twice, "duty:gas", "duty:too", "same", "编办", "是一件事")
    assert roles(twice, done.edition.no)["org:gas", "duty:gas"]["confirmed"] is True
    assert roles(twice)["org:fire", "duty:gas"]["confirmed"] is False
    assert unpublished(twice.record) == 0
    assert [(o["org"], o["thing"]) for o in listed(twice.record, thing="duty:gas")] == [
        ("org:gas", "duty:gas"), ("org:fire", "duty:gas"),
    ]  # fmt: skip
    matched.withdraw(twice.record, "duty:gas", "duty:too", "编办", "是两件事")
    twice.publish(
        together(batch(["duty:gas {name: 燃气管理}"], "list:a", "a.xlsx"), batch(OTHER, "list:b", "b.xlsx")),
        DAY,
    )
    assert roles(twice)["org:gas", "duty:too"]["confirmed"] is True
    assert ("org:gas", "duty:gas") not in roles(twice)


def test_a_reply_that_comes_after_the_match_is_taken_adopted_and_declined(twice: Workspace) -> None:
    matched.confirm(twice, "duty:gas", "duty:too", "same", "编办", "是一件事")
    asked = Statement.link("LEADS", "org:gas", "duty:too")
    assert roles(twice)["org:gas", "duty:gas"]["asked_on"]
    assert asked.id in words_now(twice.record)
    come(twice.record, 1, "org:gas", {"燃气安全": ("amend", "管燃气经营")})
    one, done = adopt(twice, 1, "说得对", "编办")
    assert done and (one["state"], one["todo"]) == ("adopted", None)
    assert said(twice) == [(True, "org:gas")]
    one, done = decline(twice, 1, "再议", "编办")
    assert done and (one["state"], one["todo"]) == ("declined", None)
    assert said(twice) == [(False, "org:gas")]


def test_a_stage_goes_with_its_item(office: Workspace) -> None:
    def listing(name: str, item: str) -> Batch:
        held = Statement.node("ApprovalItem", name=item, region="379900")
        stage = Statement.node("Stage", name="受理", item=held.id, kind="intake")
        return batch(
            [held, stage, Statement.link("HAS_STAGE", held.id, stage.id), "org:desk {name: 审批局}",
             Statement.link("PERFORMS", "org:desk", stage.id)], f"list:{name}", f"{name}.xlsx",
        )  # fmt: skip

    def performed() -> list[object]:
        query = "MATCH (:Organization)-[r:PERFORMS]->(:Stage) RETURN r.confirmed AS confirmed"
        return [row["confirmed"] for row in office.answer(lambda reader: reader.read(query))]

    office.publish(listing("b", "燃气经营许可证核发"), DAY)
    ask(office.record, "org:desk")
    come(office.record, 1, "org:desk", {"受理": ("agree",)})
    first = Statement.node("ApprovalItem", name="燃气经营许可", region="379900")
    office.publish(batch([first], "list:a", "a.xlsx"), DAY)
    assert performed() == [True]
    newer = Statement.node("ApprovalItem", name="燃气经营许可证核发", region="379900")
    matched.confirm(office, first.id, newer.id, "same", "编办", "是一项")
    assert performed() == [True]


# -- declined after it was adopted -----------------------------------------------------------------


def test_declining_takes_back_the_correction_that_adopting_made(office: Workspace) -> None:
    ask(office.record)
    come(office.record, 1, "org:gas", {"gas": ("amend", "管燃气经营")})
    one, done = adopt(office, 1, "说得对", "编办综合科")
    assert done and done.edition.no == 2
    assert [(a.answer, a.ended_at) for a in by_hand.amendments(office.record)] == [(1, None)]
    decide(office.record, 1, "decline", "再议", "编办综合科")  # the decision alone says what is left to do
    assert listed(office.record)[0]["todo"] == "end"
    one, done = decline(office, 1, "再议", "编办综合科")
    assert done and (one["state"], one["todo"], done.edition.no) == ("declined", None, 3)
    [kept] = by_hand.amendments(office.record)
    assert kept.ended_at
    texts = {
        no: {s.id: s for s in office.record.statements(no)}[LEAD.id].properties["text"] for no in (1, 2, 3)
    }
    assert texts == {1: "管燃气", 2: "管燃气经营", 3: "管燃气"}
    assert [said(office, edition=no) for no in (1, 2, 3)] == [
        [(None, None)],
        [(True, "org:gas")],
        [(False, "org:gas")],
    ]
    assert decline(office, 1, "再议", "编办综合科")[1] is None
    again = adopt(office, 1, "还是说得对", "编办综合科")[1]
    assert again and again.edition.no == 4
    assert said(office) == [(True, "org:gas")]
    actions = [e["action"] for e in office.record.audited(None, 50)]
    assert (actions.count("amend"), actions.count("amend end")) == (2, 1)


def test_declining_touches_no_other_correction(office: Workspace) -> None:
    by_hand.amend(office, HELP.id, {"scope": "农村"}, *WHY)
    ask(office.record)
    come(office.record, 1, "org:gas", {"gas": ("amend", "管燃气经营")})
    assert decline(office, 1, "原文更准", "编办")[1] is None
    assert [a.ended_at for a in by_hand.amendments(office.record)] == [None]
