"""A server over a small city, and a real Chromium that can reach nothing but loopback."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route, expect, sync_playwright

from api.routes import pages
from graph.workspace import Workspace
from tests.browser.city import build
from tests.servers import chromium_path

WATCHDOG = 240  # seconds for a whole test; a page that blocks would hang closing the browser
ARGUMENTS = [
    "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-sync",
    "--no-first-run", "--no-pings", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]  # fmt: skip


@pytest.fixture(autouse=True)
def watchdog() -> Iterator[None]:
    """Ends the run with a message when a test hangs."""

    def bark() -> None:
        os.write(2, b"\na browser test hangs: given up\n")
        os._exit(3)

    timer = threading.Timer(WATCHDOG, bark)
    timer.daemon = True
    timer.start()
    yield
    timer.cancel()


class Server:
    """Uvicorn in a thread on a free port, with only the pages."""

    def __init__(self, office: Workspace) -> None:
        app = FastAPI()
        app.state.workspace = self.office = office
        app.include_router(pages.router)
        pages.mount_static(app)
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self.socket]}, daemon=True
        )

    def start(self) -> None:
        """Serve, and return when it answers."""
        self._thread.start()
        until = time.monotonic() + 20
        while not self._server.started:
            if time.monotonic() > until:
                raise TimeoutError("the server does not start")
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop serving."""
        self._server.should_exit = True
        self._thread.join(10)
        self.socket.close()


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace with two published editions of the small city."""
    opened = Workspace(tmp_path_factory.mktemp("office"))
    opened.publish(build().batch(), as_of="2026-05-31")
    opened.publish(build(later=True).batch(), as_of="2026-06-30")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def server(office: Workspace) -> Iterator[Server]:
    """The pages over that workspace."""
    made = Server(office)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def empty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The pages over a workspace without any edition."""
    opened = Workspace(tmp_path_factory.mktemp("empty"))
    made = Server(opened)
    made.start()
    yield made
    made.stop()
    opened.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        made = playwright.chromium.launch(executable_path=chromium_path(), args=[*ARGUMENTS, *root])
        yield made
        made.close()


class Watched:
    """A page whose every fault is kept: console errors, script errors, requests that leave loopback."""

    def __init__(self, context: BrowserContext, allowed: tuple[str, ...]) -> None:
        self.faults: list[str] = []
        self.expected = ["willReadFrequently"]  # the tests read pixels back, the pages never do
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("pageerror", lambda e: self.faults.append(f"script: {e}"))
        self.page.on("dialog", self._dialog)
        self.page.on(
            "console",
            lambda m: self.faults.append(f"console: {m.text}") if m.type in ("error", "warning") else None,
        )

        def guard(route: Route) -> None:
            if route.request.url.startswith((*allowed, "data:", "blob:")):
                route.continue_()
            else:
                self.faults.append(f"request: {route.request.url}")
                route.abort()

        context.route("**/*", guard)

    def _dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def open(self, url: str) -> Page:
        """Go to an address and wait until its pictures are drawn."""
        self.page.goto(url)
        # Not wait_for_function: it evaluates text in the page, which the policy of our pages forbids.
        expect(self.page.locator("[data-picture]:not([data-ready])")).to_have_count(0)
        return self.page


@pytest.fixture
def watch(browser: Browser, server: Server, empty_server: Server) -> Iterator[Callable[..., Watched]]:
    """A function that opens a watched page of some width; faults fail the test at its end."""
    contexts: list[BrowserContext] = []
    made: list[Watched] = []

    def new(width: int = 1440, height: int = 900, offline: bool = False, **options: object) -> Watched:
        context = browser.new_context(viewport={"width": width, "height": height}, offline=offline, **options)  # type: ignore[arg-type]
        contexts.append(context)
        allowed = ("file://",) if offline else (server.url, empty_server.url)
        made.append(Watched(context, allowed))
        return made[-1]

    yield new
    faults = [f for w in made for f in w.faults if not any(e in f for e in w.expected)]
    for context in contexts:
        context.close()
    assert not faults, faults
