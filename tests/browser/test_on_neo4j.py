"""The pages over a Neo4j mirror: every one is the same, byte for byte, and draws as well."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from graph.workspace import Workspace
from tests.browser.city import build
from tests.browser.conftest import Server, Watched
from tests.browser.test_pages import every_page, id_of
from tests.browser.test_pictures import ink
from tests.conftest import wipe
from tests.servers import Neo4jServer


@pytest.fixture(scope="module")
def mirrored(tmp_path_factory: pytest.TempPathFactory, neo4j_server: Neo4jServer) -> Iterator[Server]:
    """The pages over the same two editions, read from Neo4j."""
    wipe(neo4j_server.url)
    url = neo4j_server.url.replace("bolt://", "neo4j://")
    opened = Workspace(tmp_path_factory.mktemp("mirrored"), graph_url=url)
    opened.publish(build().batch(), as_of="2026-05-31")
    opened.publish(build(later=True).batch(), as_of="2026-06-30")
    made = Server(opened)
    made.start()
    yield made
    made.stop()
    opened.close()


def page_of(server: Server, path: str) -> bytes:
    """What a page answers."""
    address = server.url + quote(path, safe="/?=&%:,")
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310
        return bytes(answer.read())


def test_every_page_is_the_same(server: Server, mirrored: Server, office: Workspace) -> None:
    different = [p for p in every_page(office) if page_of(server, p) != page_of(mirrored, p)]
    assert different == []


def test_the_mirror_is_what_is_read(mirrored: Server) -> None:
    assert mirrored.office.mirror is not None
    meta = mirrored.office.mirror.meta()
    assert meta is not None and (meta["edition"], meta["state"]) == (2, "ready")
    seen = mirrored.office.answer(lambda reader: reader._store)
    assert seen is mirrored.office.mirror.store


def test_pictures_draw(browser: Browser, mirrored: Server) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    watched = Watched(context, (mirrored.url,))
    body = id_of(mirrored.office, "临澜市综合行政执法局")
    for path in (
        f"/explore/{quote(body)}",
        f"/things/{quote(body)}",
        f"/chain/{quote(id_of(mirrored.office, '人力资源服务许可'))}",
    ):
        page = watched.open(mirrored.url + path)
        drawn = page.evaluate("document.querySelector('[data-picture]').picture.scene.nodes.length")
        assert drawn > 3
    page.goto(mirrored.url + "/matrix")
    expect(page.locator("table.matrix tbody tr")).to_have_count(5)
    page = watched.open(f"{mirrored.url}/explore/{quote(body)}")
    assert ink(page, body) > 60
    context.close()
    assert [f for f in watched.faults if not any(e in f for e in watched.expected)] == []
