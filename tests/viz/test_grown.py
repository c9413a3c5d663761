"""A picture that grows can be read at every step, and offers exactly the steps that can be taken."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.spread import KINDS, MOST, spread
from tests.viz.made import MadeReader, faults
from viz.of_spread import grown, kinds_asked, opened_asked
from viz.workbench import Address

BODIES, DUTIES = 12, 90


def reader(links: set[tuple[int, str, int]]) -> Any:
    """Bodies with roles in duties."""
    nodes = {f"org:{i}": ("Organization", f"临澜市第{i}管理局") for i in range(BODIES)}
    nodes |= {f"duty:{i}": ("Duty", f"第{i}项监督管理") for i in range(DUTIES)}
    return MadeReader(nodes, [(f"org:{a}", role, f"duty:{b}") for a, role, b in sorted(links)])


PAIRS = st.tuples(
    st.integers(0, BODIES - 1),
    st.sampled_from(["LEADS", "ASSISTS", "SUPERVISES"]),
    st.integers(0, DUTIES - 1),
)


@settings(max_examples=25, deadline=None)
@given(st.sets(PAIRS, min_size=1, max_size=150), st.data())
def test_every_step_is_readable_and_leads_on(links: set[tuple[int, str, int]], data: st.DataObject) -> None:
    made = reader(links)
    centre = f"org:{min(links)[0]}"
    address = Address(f"/explore/{centre}", {"lang": "en", "edition": "3"})
    for _ in range(4):
        query = address.query
        around = spread(made, centre, opened_asked(query.get("opened")), kinds_asked(query.get("kinds")))
        picture = grown(around, KINDS, made, address)
        assert faults(picture.scene) == []
        assert {n.thing for n in picture.scene.nodes} == set(around.shown)
        assert picture.more.keys() == {n for n, hidden in around.hidden.items() if hidden}
        if not picture.more:
            return
        href = picture.more[data.draw(st.sampled_from(sorted(picture.more)))][0]
        address = Address(f"/explore/{centre}", {k: v[0] for k, v in parse_qs(urlsplit(href).query).items()})
        assert (address.query["lang"], address.query["edition"]) == ("en", "3")
        after = spread(made, centre, opened_asked(address.query["opened"]))
        assert set(around.shown) < set(after.shown)
        assert grown(after, KINDS, made, address).back is not None


def test_a_full_picture_offers_no_more_and_says_so() -> None:
    nodes = {"org:hub": ("Organization", "某局")} | {
        f"duty:{i}": ("Duty", f"第{i}项") for i in range(MOST + 50)
    }
    made: Any = MadeReader(nodes, [("org:hub", "LEADS", f"duty:{i}") for i in range(MOST + 50)])
    around = spread(made, "org:hub", ["org:hub"] * 20)
    picture = grown(around, KINDS, made, Address("/explore/org:hub", {"opened": "org:hub"}))
    assert (len(around.shown), picture.more) == (MOST, {})
    assert picture.scene.notes[0].zh == f"显示 {MOST} / 共 {MOST + 51}"
    assert str(MOST) in picture.scene.notes[1].zh
    assert faults(picture.scene) == []


def test_kinds_are_turned_round_by_their_links() -> None:
    made = reader({(0, "LEADS", 0)})
    address = Address("/explore/org:0", {})
    first = grown(spread(made, "org:0"), KINDS, made, address)
    duty = next(k for k in first.kinds if k.kind == "Duty")
    assert duty.on and [k.on for k in first.kinds if k.kind == "Region"] == [False]
    kept = kinds_asked(parse_qs(urlsplit(duty.href).query)["kinds"][0])
    assert set(kept) == set(KINDS) - {"Duty"}
    assert spread(made, "org:0", (), kept).shown == ("org:0",)
