"""What departments answer, laid over what lists say: for the words asked about, and never a reason to live on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.answered import listed, unpublished
from graph.edition import now
from graph.record import RecordError
from graph.replies import decide
from graph.statement import Batch
from graph.who import who
from graph.workspace import Workspace
from tests.graph.asking import CITY, FAR, FIRE, ask, come, confirmed, roles
from tests.graph.lists import batch, new_record, publish


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace(tmp_path / "home")
    made.publish(batch(CITY))
    yield made
    made.close()


# -- from an answer to the role link ---------------------------------------------------------------


def test_an_agreement_confirms_from_the_next_publish_on(office: Workspace) -> None:
    ask(office.record)
    come(office.record, 1, "org:gas", {"gas": ("agree",)})
    assert roles(office)["org:gas", "duty:gas"]["asked_on"] is None  # not before
    done = office.publish(Batch())
    assert done.new and done.edition.no == 2
    today = now()[:10]
    said = {"asked_on": today, "answer_by": FAR, "confirmed": True, "said_by": "org:gas"}
    assert roles(office)["org:gas", "duty:gas"] == said
    assert roles(office)["org:fire", "duty:gas"] == {**said, "confirmed": None, "said_by": None}
    [lead] = office.answer(lambda r: who(r, "duty:gas"))["lead"]
    assert lead["standing"] == "confirmed"
    assert set(confirmed(office, 1).values()) == {None}
    assert office.record.edition(1).hash != office.record.edition(2).hash


def test_the_same_answers_make_no_second_edition(office: Workspace) -> None:
    ask(office.record)
    come(office.record, 1, "org:gas", {"gas": ("agree",)})
    assert office.publish(batch(CITY)).edition.no == 2  # the same list, and answers that waited
    assert not office.publish(batch(CITY)).new
    assert unpublished(office.record) == 0


def test_an_objection_is_shown_whatever_is_decided(office: Workspace) -> None:
    ask(office.record)
    come(office.record, 1, "org:fire", {"gas": ("object",)})
    office.publish(Batch())
    assert confirmed(office)["org:fire", "duty:gas"] is False
    decide(office.record, 1, "adopt", "说得对", "编办综合科")
    assert not office.publish(Batch()).new
    [one] = listed(office.record)
    assert (one["state"], one["todo"], one["decided_by"]) == ("adopted", "remove", "编办综合科")
    office.publish(batch([c for c in CITY if c != FIRE]))
    assert listed(office.record)[0]["todo"] is None


def test_a_role_that_no_list_states_is_gone_though_confirmed(office: Workspace) -> None:
    ask(office.record)
    come(office.record, 1, "org:gas", {"gas": ("agree",)})
    office.publish(Batch())
    office.publish(batch(CITY[1:]))
    assert ("org:gas", "duty:gas") not in roles(office)
    office.publish(batch(CITY))
    assert confirmed(office)["org:gas", "duty:gas"] is True  # the same words are there again


def test_other_words_were_not_asked_about(office: Workspace) -> None:
    ask(office.record)
    come(office.record, 1, "org:gas", {"gas": ("agree",)})
    office.publish(batch(["org:gas LEADS duty:gas {text: 管燃气和热力}", *CITY[1:]]))
    said = roles(office)["org:gas", "duty:gas"]
    assert said == {"asked_on": None, "answer_by": None, "confirmed": None, "said_by": None}
    office.publish(batch(["org:gas LEADS duty:gas {text: 管 燃气, position: 3}", *CITY[1:]]))
    assert (
        confirmed(office)["org:gas", "duty:gas"] is True
    )  # a blank and a place in the row are no other words


def test_an_amendment_is_open_until_decided(office: Workspace) -> None:
    ask(office.record)
    come(office.record, 1, "org:gas", {"gas": ("amend", "管燃气经营")})
    office.publish(Batch())
    assert confirmed(office)["org:gas", "duty:gas"] is None
    decide(office.record, 1, "decline", "原文更准", "编办综合科")
    office.publish(Batch())
    assert confirmed(office)["org:gas", "duty:gas"] is False
    one = decide(office.record, 1, "adopt", "再议后同意", "编办综合科")  # a later decision holds
    assert one["todo"] == "amend"
    office.publish(Batch())
    assert confirmed(office)["org:gas", "duty:gas"] is None  # the list still says the old words
    office.publish(batch(["org:gas LEADS duty:gas {text: 管燃气经营}", *CITY[1:]]))
    assert confirmed(office)["org:gas", "duty:gas"] is True
    assert listed(office.record)[0]["todo"] is None


def test_a_second_reply_takes_the_place_of_the_first_and_both_stay(office: Workspace) -> None:
    ask(office.record)
    come(office.record, 1, "org:fire", {"gas": ("agree",), "fire": ("agree",)})
    kept = come(office.record, 1, "org:fire", {"gas": ("object",)}, "再答.xlsx")
    assert (kept.replaces, kept.dropped) == (1, 1)
    office.publish(Batch())
    assert confirmed(office)["org:fire", "duty:gas"] is False
    assert confirmed(office)["org:fire", "duty:fire"] is None
    assert [o["state"] for o in listed(office.record)] == ["open"]
    assert [o["state"] for o in listed(office.record, everything=True)] == ["replaced", "replaced", "open"]
    with pytest.raises(RecordError, match="新的回复代替"):
        decide(office.record, 1, "adopt", "理由", "编办")


def test_a_new_round_leaves_the_answers_of_the_last_one(office: Workspace) -> None:
    ask(office.record)
    come(office.record, 1, "org:fire", {"gas": ("agree",), "fire": ("agree",)})
    ask(office.record, until=None)
    come(office.record, 2, "org:fire", {"gas": ("object",)})
    office.publish(Batch())
    assert confirmed(office)["org:fire", "duty:fire"] is True
    assert confirmed(office)["org:fire", "duty:gas"] is False
    assert roles(office)["org:fire", "duty:fire"]["answer_by"] is None  # asked again, without a day


def test_a_lost_snapshot_is_rebuilt_with_the_answers(office: Workspace, tmp_path: Path) -> None:
    ask(office.record)
    come(office.record, 1, "org:gas", {"gas": ("agree",)})
    office.publish(Batch())
    before = {no: roles(office, no) for no in (1, 2)}
    office.close()
    for file in (tmp_path / "home" / "graph").glob("*.lbug"):
        file.unlink()
    again = Workspace(tmp_path / "home")
    assert {no: roles(again, no) for no in (1, 2)} == before
    again.close()


def test_the_mirror_shows_the_same(neo4j_url: str, tmp_path: Path) -> None:
    office = Workspace(tmp_path / "home", graph_url=neo4j_url.replace("bolt://", "neo4j://"))
    office.publish(batch(CITY))
    ask(office.record)
    come(office.record, 1, "org:gas", {"gas": ("agree",)})
    come(office.record, 1, "org:fire", {"gas": ("object",)})
    office.publish(Batch())
    assert roles(office) == roles(
        office, 2
    )  # the current edition is read from the mirror, a numbered one is not
    assert confirmed(office)["org:fire", "duty:gas"] is False
    office.close()


# -- in any order ----------------------------------------------------------------------------------

OPINION = st.sampled_from(["agree", "amend", "object"])
EVENT = st.one_of(
    st.tuples(st.just("reply"), st.dictionaries(st.sampled_from(["gas", "fire"]), OPINION, min_size=1)),
    st.tuples(st.sampled_from(["adopt", "decline"]), st.integers(0, 3)),
    st.tuples(st.just("ask"), st.none()),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(EVENT, max_size=8))
def test_the_newest_word_holds(events: list[tuple[str, Any]]) -> None:
    with TemporaryDirectory() as folder:
        record = new_record(Path(folder))
        publish(record, batch(CITY))
        ask(record)
        rounds: list[dict[str, list[Any]]] = [{}]  # of each round: matter -> [opinion, what was decided]
        for number, (what, told) in enumerate(events):
            if what == "ask":
                ask(record)
                rounds.append({})
            elif what == "reply":
                answers = {matter: (opinion, f"改 {number}") for matter, opinion in told.items()}
                come(record, len(rounds), "org:fire", answers, f"{number}.xlsx")
                rounds[-1] = {matter: [opinion, None] for matter, opinion in told.items()}
            else:
                undecided = listed(record)
                one = undecided[told % len(undecided)] if undecided else None
                if one and one["opinion"] != "agree":
                    decide(record, one["id"], what, "理由", "编办")
                    rounds[one["consultation"] - 1][one["matter"]][1] = what
        draft = record.draft(Batch())
        assert draft is not None
        found = {
            s.object: s.properties.get("confirmed")
            for s in record.drafted(draft)[1]
            if s.subject == "org:fire"
        }
        for matter in ("gas", "fire"):
            last = next((r[matter] for r in reversed(rounds) if matter in r), [None, None])
            refused = False if last[0] == "object" or last == ["amend", "decline"] else None
            assert found[f"duty:{matter}"] is (True if last[0] == "agree" else refused), (matter, rounds)
        record.close()
