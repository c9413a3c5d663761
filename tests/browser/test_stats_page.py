"""The ledger in a browser: numbers that lead to what they count, queries, two editions, every width and language."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from graph.stats import catalogue
from tests.browser.city import HOSTILE
from tests.browser.conftest import Server, Watched
from tests.browser.test_accessible import violations
from tests.browser.test_pages import PALE, query

Watch = Callable[..., Watched]
PATHS = (
    "/stats",
    "/stats?against=1",
    "/stats?against=1&show=changed",
    "/stats?table=by_role",
    "/stats?edition=1&against=2",
)


def row(page: Page, table: str, name: str) -> Locator:
    """The row of a table that has this name."""
    return page.locator(f"[data-table={table}] tbody tr", has=page.get_by_text(name, exact=True))


def test_every_number_shows_its_query(watch: Watch, server: Server) -> None:
    page = watch().open(server.url + "/stats")
    for details in page.locator("details.queries").all():
        details.locator("summary").click()
    for table in catalogue():
        inside = page.locator(f"[data-table={table.id}]")
        shown = inside.locator("pre").all_inner_texts()
        assert shown == [n.query for n in table.numbers]
        for number in table.numbers:
            expect(inside.get_by_text(number.means["zh"], exact=False).first).to_be_visible()


def test_a_number_leads_to_what_it_counts(watch: Watch, server: Server) -> None:
    page = watch().open(server.url + "/stats")
    care = row(page, "by_domain", "城市管理").locator("td")
    expect(care.nth(0)).to_have_text("2")
    care.nth(0).get_by_role("link").click()
    expect(page.locator("[data-matters] tbody tr")).to_have_count(2)
    page.go_back()
    care.nth(1).get_by_role("link", name="1").click()
    assert query(page) == {"domain": ["城市管理"], "role": ["LEADS"]}
    expect(page.locator("[data-matters] tbody tr")).to_have_count(1)
    page.goto(server.url + "/stats?table=body_opinions")
    row(page, "body_opinions", "撤销").get_by_role("link", name="1").click()
    expect(page.locator("[data-bodies] tbody tr")).to_have_count(1)
    page.goto(server.url + "/stats?table=open_findings")
    said = page.locator("[data-number=open_findings] b").inner_text()
    page.locator("[data-number=open_findings] a").click()
    expect(page.locator(".pages")).to_contain_text(f"共 {said} 条")


def test_two_editions_stand_side_by_side(watch: Watch, server: Server) -> None:
    page = watch().open(server.url + "/stats")
    assert page.locator("select[name=show]").count() == 0
    page.select_option("select[name=against]", "1")
    page.wait_for_url("**/stats?against=1")
    cell = row(page, "by_domain", "城市管理").locator("td").nth(0)
    assert re.sub(r"\s+", " ", cell.inner_text()) == "3 → 2 -1"
    page.select_option("select[name=show]", "changed")
    page.wait_for_url("**show=changed**")
    kept = page.locator("[data-table=by_domain] tbody tr")
    expect(kept).to_have_count(1)
    expect(page.locator("[data-table=by_domain] h2")).to_contain_text("显示 1 / 共 3 行")
    assert page.locator("[data-table=stages]").count() == 0  # nothing in it changed
    page.get_by_role("link", name="清除").click()
    assert query(page) == {}
    page.goto(server.url + "/stats?edition=1&against=2")
    turned = row(page, "by_domain", "城市管理").locator("td").nth(0)
    assert re.sub(r"\s+", " ", turned.inner_text()) == "2 → 3 +1"
    page.goto(server.url + "/stats?against=2&show=changed")  # an edition beside itself
    expect(page.get_by_text("两版的数都一样")).to_be_visible()


def test_without_script_the_form_still_works(watch: Watch, server: Server) -> None:
    page = watch(java_script_enabled=False).page
    page.goto(server.url + "/stats")
    page.select_option("select[name=table]", "by_role")
    page.select_option("select[name=against]", "1")
    page.get_by_role("button", name="显示").click()
    assert page.locator("[data-table]").count() == 1
    expect(row(page, "by_role", "主办")).to_be_visible()


@pytest.mark.parametrize(("width", "lang"), [(390, "zh"), (390, "en"), (1440, "zh"), (1440, "en")])
def test_every_width_and_language_is_readable(watch: Watch, server: Server, width: int, lang: str) -> None:
    watched = watch(width=width)
    for path in PATHS:
        page = watched.open(server.url + path + ("&" if "?" in path else "?") + f"lang={lang}")
        for details in page.locator("details").all():
            details.evaluate("d => { d.open = true }")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(PALE) == [], path
        assert violations(page) == [], path
        if lang == "en":
            captions = page.locator("main :is(h1, h2, thead th, dt, summary, label)").all_inner_texts()
            assert not [c for c in captions if re.search("[\u4e00-\u9fff]", c.split("\n")[0])], path


def test_hostile_names_and_addresses_are_text(watch: Watch, server: Server) -> None:
    watched = watch()
    watched.expected.append("404")
    page = watched.open(server.url + "/stats?against=1")
    expect(row(page, "by_domain", HOSTILE)).to_be_visible()
    for odd in ("table", "against", "edition"):
        answer = page.goto(f"{server.url}/stats?{odd}={HOSTILE}")
        assert answer is not None and answer.status == 404
        assert page.locator("img").count() == 0
