"""Signing in with a real browser, under a name without TLS: there it sends no Sec-Fetch-Site, only an Origin."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, Route, expect

from tests.api.offices import Guarded, guarded
from tests.browser.conftest import ARGUMENTS
from tests.browser.test_accessible import violations
from tests.servers import chromium_path

NAME = "zhize.example"


@dataclass
class Site:
    """A running server that asks for tokens, and its port."""

    city: Guarded
    port: int

    def url(self, path: str, host: str = NAME) -> str:
        """An address on it."""
        return f"http://{host}:{self.port}{path}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    city = guarded(tmp_path_factory.mktemp("site"), host="127.0.0.1", hosts=NAME)
    server = uvicorn.Server(uvicorn.Config(city.app, log_level="warning", ws="none"))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        until = time.monotonic() + 20
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        yield Site(city, listener.getsockname()[1])
        server.should_exit = True
        thread.join(10)
    city.office.close()


@pytest.fixture(scope="module")
def named(browser: Browser) -> Iterator[Browser]:
    """A Chromium that finds zhize.example, and evil.example, on this machine."""
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    rules = "--host-resolver-rules=MAP zhize.example 127.0.0.1, MAP evil.example 127.0.0.1, MAP * ~NOTFOUND"
    others = [a for a in ARGUMENTS if not a.startswith("--host-resolver-rules")]
    made = browser.browser_type.launch(executable_path=chromium_path(), args=[*others, rules, *root])
    yield made
    made.close()


@pytest.fixture
def page(named: Browser) -> Iterator[Page]:
    context = named.new_context(viewport={"width": 390, "height": 780})
    yield context.new_page()
    context.close()


class Answer:
    """Another site's page."""

    def __init__(self, body: str) -> None:
        self.body = body

    def __call__(self, route: Route) -> None:
        route.fulfill(body=self.body, content_type="text/html")


def enter(page: Page, secret: str) -> None:
    page.get_by_label("令牌", exact=True).fill(secret)
    page.get_by_role("main").get_by_role("button", name="登录").click()


def test_a_person_signs_in_goes_on_and_signs_out(site: Site, page: Page) -> None:
    answer = page.goto(site.url("/findings?group=gap"))
    assert answer is not None
    assert answer.status == 401
    enter(page, "zhize_wrong")
    expect(page.get_by_role("alert")).to_contain_text("这个令牌不对")
    enter(page, site.city.secrets["viewer"])
    page.wait_for_url(site.url("/findings?group=gap"))
    expect(page.locator(".top .who")).to_have_text("viewer 岗")
    assert page.evaluate("document.cookie") == ""
    kept = page.context.cookies()
    assert [(c["name"], c["httpOnly"], c["sameSite"], c["secure"]) for c in kept] == [
        ("zhize", True, "Strict", False)
    ]
    page.locator(".top .who").click()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url(site.url("/sign-in"))
    assert page.context.cookies() == []


def test_another_site_can_do_nothing(site: Site, page: Page) -> None:
    page.goto(site.url("/sign-in"))
    enter(page, site.city.secrets["admin"])
    page.wait_for_url(site.url("/"))
    before = site.city.office.record.last_audit()
    for target in ("/api/v1/load", "/api/v1/findings/x/accept", "/sign-out"):
        form = f'<form method=post enctype=text/plain action="{site.url(target)}"><input name="{{" value="}}"></form>'
        page.route("http://evil.example/**", Answer(form))
        page.goto("http://evil.example/")
        with page.expect_navigation() as went:
            page.evaluate("document.forms[0].submit()")
        answer = went.value
        assert answer is not None
        assert answer.status in (401, 403), target
        page.unroute("http://evil.example/**")
    assert site.city.office.record.last_audit() == before
    page.goto(site.url("/findings"))
    expect(page.locator(".top .who")).to_have_text("admin 岗")


@pytest.mark.parametrize(("width", "lang"), [(1440, "zh"), (390, "en")])
def test_the_page_fits_and_axe_finds_nothing(site: Site, browser: Browser, width: int, lang: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(site.url(f"/sign-in?lang={lang}", "127.0.0.1"))
    found = [violations(page)]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.fill("#token", site.city.secrets["editor"])
    page.locator("main button").click()
    page.wait_for_url(site.url("/", "127.0.0.1"))
    page.goto(site.url(f"/sign-in?lang={lang}", "127.0.0.1"))
    expect(page.locator("h1")).to_have_text("已登录" if lang == "zh" else "Signed in")
    found.append(violations(page))
    context.close()
    assert found == [[], []]
