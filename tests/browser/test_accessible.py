"""Every page checked by axe, and used without a mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from graph.workspace import Workspace
from tests.browser.conftest import Server, Watched
from tests.browser.test_pages import every_page, query

Watch = Callable[..., Watched]


def violations(page: Page) -> list[str]:
    """What axe finds wrong, each with the element it is about."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {n['html'][:160]}" for v in found for n in v["nodes"]]


@pytest.mark.parametrize(("width", "lang"), [(1440, "zh"), (390, "en")])
@pytest.mark.parametrize("part", range(3))
def test_axe_finds_nothing(
    watch: Watch, server: Server, office: Workspace, width: int, lang: str, part: int
) -> None:
    watched, found = watch(width=width), dict[str, list[str]]()
    for path in every_page(office)[part::3]:
        page = watched.open(server.url + path + ("&" if "?" in path else "?") + f"lang={lang}")
        for details in page.locator("details").all():
            details.evaluate("d => { d.open = true }")
        found[path] = violations(page)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_axe_would_find_something(watch: Watch, server: Server) -> None:
    page = watch().open(server.url + "/")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(v.startswith("button-name") for v in violations(page))


def test_the_keyboard_goes_from_the_first_link_to_an_answer(watch: Watch, server: Server) -> None:
    page = watch().open(server.url + "/findings")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.locator(".askbox input").focus()
    page.keyboard.type("窨井盖安全管理")
    page.keyboard.press("Enter")
    expect(page.locator(".headline")).to_have_text("没有写明主办单位。")
    assert query(page) == {"q": ["窨井盖安全管理"]}


def test_reduced_motion_and_print_leave_everything_readable(watch: Watch, server: Server) -> None:
    page = watch(reduced_motion="reduce").open(server.url + "/matrix")
    page.emulate_media(media="print")
    expect(page.locator("table.matrix")).to_be_visible()
    expect(page.locator("form.filters")).to_be_hidden()
