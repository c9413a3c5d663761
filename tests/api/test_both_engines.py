"""ZHIZE_GRAPH=neo4j://… moves every reading command and route; the answers stay the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import make_app
from api.settings import Settings
from tests.api.conftest import Run

QUESTIONS = [
    ["findings", "--format", "json"],
    ["findings", "--group", "handoff", "--format", "csv"],
    ["who", "现制现售饮用水", "--format", "json"],
    ["who", "管理", "--format", "json"],
    ["who", "付费自习室", "--format", "json"],
    ["chain", "港口经营许可（新办）", "--format", "json"],
    ["chain", "举办营业性演出审批", "--format", "json"],
    ["path", "市水务局", "市教育局", "--format", "json"],
    ["neighbourhood", "市行政审批服务局", "--depth", "2", "--limit", "50", "--format", "json"],
    ["export", "--format", "jsonl"],
    ["editions", "--format", "json"],
]


@pytest.mark.parametrize("words", QUESTIONS, ids=lambda w: f"{w[0]}-{w[1][:8]}")
def test_commands_answer_alike(
    city: Run, city_mirror: str, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded = city(*words)
    monkeypatch.setenv("ZHIZE_GRAPH", city_mirror)
    mirrored = city(*words)
    assert (embedded.code, mirrored.code) == (0, 0), mirrored.err
    assert embedded.out == mirrored.out


@contextmanager
def client(home: Path, graph: str) -> Iterator[TestClient]:
    with TestClient(make_app(Settings(home=home, graph=graph)), base_url="http://127.0.0.1") as made:
        yield made


ROUTES = [
    "/findings?group=handoff&size=5", "/who?q=燃气", "/chain/港口经营许可（新办）", "/path?from=市水务局&to=市教育局",
    "/neighbourhood/市行政审批服务局?limit=40", "/search?q=许可&limit=5", "/things/市水务局", "/export", "/editions",
    "/picture?around=市林业局",
]  # fmt: skip


@pytest.mark.parametrize("route", ROUTES)
def test_routes_answer_alike(city_home: Path, city_mirror: str, route: str) -> None:
    with client(city_home, "ladybug") as embedded, client(city_home, city_mirror) as mirrored:
        one, other = embedded.get("/api/v1" + route), mirrored.get("/api/v1" + route)
    assert (one.status_code, other.status_code) == (200, 200)
    assert one.content == other.content


def test_the_mirror_is_really_asked(city_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with client(city_home, "neo4j://127.0.0.1:1") as nowhere:
        answer = nowhere.get("/api/v1/who?q=燃气")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
