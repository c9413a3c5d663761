"""Browsers sign in with a cookie no foreign page can use; a server for this machine alone asks nobody, until a token."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import LARGEST, make_app
from api.routes import sign_in
from api.settings import Settings
from graph import tokens
from graph.workspace import Workspace
from tests.api.offices import HERE, Guarded, guarded

ROUTE = "/api/v1/editions"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    made = guarded(tmp_path_factory.mktemp("sign-in"))
    yield made
    made.office.close()


def signed_in(city: Guarded, role: str, base_url: str = HERE) -> TestClient:
    client = city.client(base_url=base_url)
    form = {"token": city.secrets[role], "next": "/findings?group=gap"}
    answer = client.post("/sign-in", data=form, headers={"Origin": base_url})
    assert (answer.status_code, answer.headers["location"]) == (303, "/findings?group=gap")
    cookie = answer.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=strict", "path=/"))
    assert ("secure" in cookie) == base_url.startswith("https")
    return client


def test_signing_in_and_out(city: Guarded) -> None:
    signed_in(city, "viewer", "https://127.0.0.1")
    client = signed_in(city, "viewer")
    page = client.get("/findings")
    assert page.status_code == 200
    assert "viewer 岗" in page.text
    assert client.get(ROUTE).status_code == 200
    assert "viewer 岗" in client.get("/sign-in").text
    out = client.post("/sign-out", headers={"Origin": HERE})
    assert (out.status_code, out.headers["location"]) == (303, "/sign-in")
    assert client.get("/findings").status_code == 401


def test_a_cookie_that_no_longer_holds_is_taken_back(city: Guarded) -> None:
    answer = city.client().get("/", headers={"Cookie": "zhize=zhize_old"})
    assert answer.status_code == 401
    assert 'zhize=""' in answer.headers["set-cookie"]


@pytest.mark.parametrize(
    "next", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "/a\r\nb", "/sign-out", ""]
)
def test_signing_in_leads_nowhere_else(city: Guarded, next: str) -> None:
    form = {"token": city.secrets["viewer"], "next": next}
    answer = city.client().post("/sign-in", data=form, headers={"Origin": HERE})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


FOREIGN: list[dict[str, str]] = [
    {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:9"}, {},
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site", "Origin": HERE},
]  # fmt: skip


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_foreign_page_can_do_nothing_with_the_cookie(city: Guarded, headers: dict[str, str]) -> None:
    client = signed_in(city, "admin")
    for route in ("/api/v1/load", "/api/v1/check", "/api/v1/findings/x/accept", "/sign-out"):
        assert client.post(route, json={}, headers=headers).status_code == 403, route
    assert client.post("/api/v1/load", json={}, headers={"Origin": HERE}).status_code == 422
    bearer = city.client("admin").post("/api/v1/load", json={}, headers=headers)
    assert bearer.status_code == 422
    form = {"token": city.secrets["viewer"]}
    assert city.client().post("/sign-in", data=form, headers=headers).status_code == 403


def test_who_fails_often_must_wait(city: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    time = [0.0]
    monkeypatch.setitem(city.app.state._state, "failures", sign_in.Failures(lambda: time[0]))
    client = city.client()

    def go(secret: str) -> int:
        return client.post("/sign-in", data={"token": secret}, headers={"Origin": HERE}).status_code

    assert [go("wrong") for _ in range(sign_in.FAILURES + 1)] == [401] * sign_in.FAILURES + [429]
    assert go(city.secrets["viewer"]) == 429
    time[0] = sign_in.WINDOW + 1
    assert go(city.secrets["viewer"]) == 303


def test_a_form_and_a_body_have_a_largest_size(city: Guarded) -> None:
    form = {"token": "x" * sign_in.LONGEST}
    assert city.client().post("/sign-in", data=form, headers={"Origin": HERE}).status_code == 413
    assert city.client("editor").post("/api/v1/load", content=b" " * (LARGEST + 1)).status_code == 413


# -- this machine alone -------------------------------------------------------------------------


def test_this_machine_alone_needs_no_token_until_there_is_one(tmp_path: Path) -> None:
    office = Workspace(tmp_path)
    app = make_app(Settings(home=tmp_path, host="127.0.0.1", hosts=""), office)
    with TestClient(app, HERE) as client:
        assert client.get(ROUTE).status_code == 200
        assert client.get(ROUTE, headers={"Cookie": "zhize=stale"}).status_code == 200
        assert client.get(ROUTE, headers={"Authorization": "Bearer stale"}).status_code == 401
        assert client.post("/api/v1/load", json={}).status_code == 422
        for headers in FOREIGN:
            assert client.post("/api/v1/load", json={}, headers=headers).status_code == (
                403 if headers else 422
            )
        far = TestClient(app, HERE, client=("192.0.2.7", 4711))
        assert far.get(ROUTE).status_code == 401
        secret = tokens.add(office.record, "法规科", "viewer")
        assert client.get(ROUTE).status_code == 401
        assert client.get(ROUTE, headers={"Authorization": f"Bearer {secret}"}).status_code == 200
        tokens.revoke(office.record, "法规科")
        assert client.get(ROUTE).status_code == 401
    office.close()


def test_a_server_answers_to_its_names_only(tmp_path: Path) -> None:
    city = guarded(tmp_path, hosts="zhize.example, other.example")
    for host, status in (("zhize.example", 200), ("other.example:8000", 200), ("localhost", 200), ("evil.example", 400),
                         ("www.zhize.example", 400), ("testserver", 400)):  # fmt: skip
        assert city.client("viewer").get(ROUTE, headers={"Host": host}).status_code == status, host
    city.office.close()


def test_a_server_for_others_asks_even_before_there_is_a_token(tmp_path: Path) -> None:
    office = Workspace(tmp_path)
    for settings in ({"host": "0.0.0.0", "hosts": ""}, {"host": "127.0.0.1", "hosts": "zhize.example"}):
        with TestClient(make_app(Settings(home=tmp_path, **settings), office), HERE) as client:  # type: ignore[arg-type]
            assert client.get(ROUTE).status_code == 401
            assert client.get("/api/v1/health").status_code == 200
    office.close()
