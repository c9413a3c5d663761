"""The matrix in a browser: counts with signs, filters in the address, the matters behind a count, its own scrolling."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.city import HOSTILE, LONG
from tests.browser.conftest import Server, Watched
from tests.browser.test_pages import query

Watch = Callable[..., Watched]
MARKET = "临澜市市场监督管理局"


def test_a_cell_counts_by_role_and_opens_the_matters_behind(watch: Watch, server: Server) -> None:
    page = watch().open(server.url + "/matrix")
    assert page.locator("table.matrix thead th").all_inner_texts()[:3] == ["单位", "城市管理", "食品安全"]
    row = page.locator("table.matrix tbody tr", has_text=MARKET)
    care = row.locator("td").nth(0)
    expect(care).to_contain_text("主 1")
    expect(care).to_contain_text("协 1")
    assert "✕" in care.inner_text()  # a sign and a number, not only a colour
    care.get_by_role("link", name="主 1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{MARKET} · 城市管理：主办")
    rows = page.locator("[data-matters] tbody tr")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("牵头负责")
    expect(rows.first).to_contain_text("审批监管清单.xlsx ! 许可事项 ! C")
    rows.get_by_role("link", name="散煤燃烧污染防治日常监督管理").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("散煤燃烧污染防治日常监督管理")


def test_filters_and_order(watch: Watch, server: Server) -> None:
    page = watch().open(server.url + "/matrix")
    page.select_option("select[name=role]", "LEADS")
    page.wait_for_url("**role=LEADS**")
    assert not any("协" in text for text in page.locator("table.matrix tbody td").all_inner_texts())
    page.select_option("select[name=sort]", "name")
    page.wait_for_url("**sort=name**")
    names = page.locator("table.matrix tbody th").all_inner_texts()
    assert names == sorted(names)
    page.locator("thead a", has_text="食品安全").click()
    assert query(page)["sort"] == ["domain:食品安全"]
    expect(page.locator("table.matrix tbody th").first).to_contain_text(MARKET)
    expect(page.locator("thead [aria-sort=descending]")).to_have_count(1)
    page.get_by_role("link", name="清除").click()
    assert query(page) == {}
    page.goto(server.url + "/matrix?level=无")
    expect(page.get_by_text("没有可列的领域")).to_be_visible()


def test_domains_against_powers_show_the_blanks(watch: Watch, server: Server) -> None:
    page = watch().open(server.url + "/matrix")
    page.get_by_role("link", name="领域 × 权力环节").click()
    care = page.locator("table.power tbody tr", has_text="城市管理")
    assert care.locator("td").all_inner_texts() == ["2", "空", "1", "空", "空", "✕ 1"]
    care.get_by_role("link", name="✕ 1").click()
    expect(page.locator("[data-matters] tbody tr")).to_have_count(1)
    expect(page.locator("[data-matters] tbody tr")).to_contain_text("新就业形态劳动者权益保障")


@pytest.mark.parametrize("width", [390, 1440])
def test_names_of_rows_and_columns_stay_in_sight(watch: Watch, server: Server, width: int) -> None:
    page = watch(width=width, height=500).open(server.url + "/matrix?lang=en")
    grid = page.locator(".grid")
    grid.evaluate("g => { g.scrollTop = 200; g.scrollLeft = 120 }")
    box, head, side = (
        page.locator(s).first.bounding_box()
        for s in (".grid", ".matrix thead th", ".matrix tbody tr:last-child th")
    )
    assert box and head and side
    assert abs(head["y"] - box["y"]) <= 2 and abs(side["x"] - box["x"]) <= 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    grid.focus()
    expect(grid).to_be_focused()  # a keyboard can scroll it


def test_hostile_and_long_names_are_text(watch: Watch, server: Server) -> None:
    page = watch().open(server.url + "/matrix")
    expect(page.locator("thead th", has_text=HOSTILE)).to_be_visible()
    expect(page.locator("tbody th", has_text=LONG)).to_have_count(1)
    page.goto(
        f"{server.url}/matrix/cell?domain={quote(HOSTILE)}&role={quote(HOSTILE)}&without={quote(HOSTILE)}&region="
    )
    expect(page.get_by_role("heading", level=1)).to_have_text(HOSTILE)
    expect(page.locator("[data-matters] tbody tr")).to_have_count(1)
    assert page.locator("img").count() == 0
    page.goto(
        f"{server.url}/matrix?region={quote(HOSTILE)}&kind={quote(HOSTILE)}&sort=domain:{quote(HOSTILE)}"
    )
    assert page.locator("img").count() == 0
