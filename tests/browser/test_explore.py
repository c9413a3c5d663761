"""Explore: a picture that grows where one asks, keeps list and table in step, and is kept in the address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Page, expect

from graph.workspace import Workspace
from tests.browser.conftest import Server, Watched
from tests.browser.test_pages import id_of, query
from tests.browser.test_pictures import CENTRE, GLYPHS, ink

Watch = Callable[..., Watched]
LAW = "临澜市综合行政执法局"
SCENE = "document.querySelector('[data-picture]').picture.scene"


def nodes(page: Page) -> list[dict[str, Any]]:
    """The boxes of the picture."""
    expect(page.locator("[data-picture][data-ready]")).to_have_count(1)
    found: list[dict[str, Any]] = page.evaluate(SCENE + ".nodes")
    return found


def in_step(page: Page) -> None:
    """The list and the table name the same things as the picture, and no two boxes lie on one another."""
    boxes = nodes(page)
    listed = page.locator("button[data-node]").evaluate_all("all => all.map(b => b.dataset.node)")
    assert listed == [n["id"] for n in boxes]
    linked = {end for k in page.evaluate(SCENE + ".links") for end in (k["from"], k["to"])}
    rows = page.locator("tr[data-node]").count()
    assert rows == len(page.evaluate(SCENE + ".links")) + len({n["id"] for n in boxes} - linked)
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            apart = (
                abs(a["x"] - b["x"]) >= (a["width"] + b["width"]) / 2
                or abs(a["y"] - b["y"]) >= (a["height"] + b["height"]) / 2
            )
            assert apart, (a["id"], b["id"])
    said = page.locator(".tools .notes").inner_text()
    assert said.startswith((f"显示 {len(boxes)} / 共 ", f"Showing {len(boxes)} of "))


def test_begin_by_name(watch: Watch, server: Server) -> None:
    page = watch().open(server.url + "/explore")
    assert page.locator(".choices a").count() >= 3
    page.fill(".bigask input", "综合行政执法")
    page.keyboard.press("Enter")
    page.locator(".choices a", has_text=LAW).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(LAW)
    assert page.evaluate(GLYPHS, "看关系展开")
    in_step(page)


def test_a_click_and_the_card_open_one_hop_more(watch: Watch, server: Server, office: Workspace) -> None:
    law, market = id_of(office, LAW), id_of(office, "临澜市市场监督管理局")
    page = watch().open(f"{server.url}/explore/{quote(id_of(office, '新就业形态劳动者权益保障'))}")
    before = {n["id"] for n in nodes(page)}
    assert {law, market} <= before
    at = page.evaluate(CENTRE, law)
    page.mouse.click(at["x"], at["y"])
    expect(page.locator("[data-card] strong")).to_have_text(LAW)
    page.evaluate("window.marked = true")
    page.locator("[data-card] a[data-more]").click()
    page.wait_for_url("**opened=**")
    in_step(page)
    after = {n["id"] for n in nodes(page)}
    assert before < after
    assert page.evaluate("window.marked")  # no reload
    assert query(page)["opened"] == [law]
    expect(page.locator("[data-card] strong")).to_have_text(LAW)
    there = page.evaluate(CENTRE, law)
    assert abs(there["x"] - at["x"]) < 3 and abs(there["y"] - at["y"]) < 60  # it stays where it was
    page.locator("[data-do=fit]").click()
    page.evaluate("document.querySelector('[data-picture]').picture.choose(null)")
    assert all(ink(page, n) > 20 for n in after)
    expect(page.locator("[data-told]")).to_contain_text(f"显示 {len(after)} / 共 ")
    page.reload()
    assert {n["id"] for n in nodes(page)} == after
    page.locator("[data-back]").click()
    expect(page.locator("[data-back]")).to_have_count(0)
    assert {n["id"] for n in nodes(page)} == before
    page.go_back()
    expect(page.locator("[data-back]")).to_have_count(1)
    assert {n["id"] for n in nodes(page)} == after
    assert "opened=" in (page.get_by_role("link", name="本页固定链接").get_attribute("href") or "")


def test_a_hub_is_folded_and_unfolds_in_portions(watch: Watch, server: Server, office: Workspace) -> None:
    page = watch().open(f"{server.url}/explore/{quote(id_of(office, LAW))}")
    assert len(nodes(page)) == 25
    more = page.locator(f".list a[data-more='{id_of(office, LAW)}']")
    hidden = int(more.text_content().split()[1])  # type: ignore[union-attr]
    assert hidden > 30
    page.locator("details.list summary").click()
    more.click()
    expect(page.locator("button[data-node]")).to_have_count(49)
    in_step(page)
    assert int(more.text_content().split()[1]) == hidden - 24  # type: ignore[union-attr]
    broken = [n for n in nodes(page) if n["state"] == "broken"]
    assert broken  # the most serious findings come first


def test_by_keyboard(watch: Watch, server: Server, office: Workspace) -> None:
    law = id_of(office, LAW)
    page = watch().open(f"{server.url}/explore/{quote(id_of(office, '新就业形态劳动者权益保障'))}")
    page.locator("details.list summary").focus()
    page.keyboard.press("Enter")
    page.locator(f"button[data-node='{law}']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-card] strong")).to_have_text(LAW)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.more") == law
    page.keyboard.press("Enter")
    page.wait_for_url("**opened=**")
    in_step(page)
    expect(page.locator(f"button[data-node='{law}']")).to_be_focused()
    expect(page.locator("details.list")).to_have_attribute("open", "")


def test_kinds_are_chosen(watch: Watch, server: Server, office: Workspace) -> None:
    page = watch().open(f"{server.url}/explore/{quote(id_of(office, LAW))}?lang=en")
    page.locator("details.kinds summary").click()
    page.locator(".kinds a", has_text="Duty").click()
    page.wait_for_url("**kinds=**")
    assert "Duty" not in {n["kind"] for n in nodes(page)}
    in_step(page)
    page.locator(".kinds a", has_text="Duty").click()
    expect(page.locator("button[data-node]")).to_have_count(25)
    assert query(page)["lang"] == ["en"]


def test_without_script_the_links_still_lead_there(watch: Watch, server: Server, office: Workspace) -> None:
    page = watch(java_script_enabled=False).page
    page.goto(f"{server.url}/explore/{quote(id_of(office, LAW))}")
    page.locator("details.list summary").click()
    page.locator("a[data-more]").first.click()
    assert "opened" in query(page)
    assert page.locator("button[data-node]").count() > 25


def test_hostile_steps_draw_only_what_there_is(watch: Watch, server: Server, office: Workspace) -> None:
    watched = watch()
    for opened in ("<script>", "org:x-1," * 500, ",,,", "a" * 4000):
        page = watched.open(
            f"{server.url}/explore/{quote(id_of(office, LAW))}?opened={quote(opened)}&kinds={quote(opened)}"
        )
        assert len(nodes(page)) == 25


def test_a_step_that_fails_goes_where_it_says_what_is_wrong(
    watch: Watch, server: Server, office: Workspace
) -> None:
    watched = watch()
    watched.expected.append("404")
    page = watched.open(f"{server.url}/explore/{quote(id_of(office, LAW))}")
    page.locator("details.list summary").click()
    page.locator("a[data-more]").first.evaluate("a => { a.href = '/explore/org:gone-1' }")
    page.locator("a[data-more]").first.click()
    expect(page.get_by_text("没有找到")).to_be_visible()
