"""Every route with every role: the table below is written by hand, not read from the program."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from api.access import SIGN_IN, check_declared, declared
from tests.api.offices import HERE, Guarded, guarded
from tests.city.pipeline import FILES

READERS = {"viewer", "analyst", "editor", "auditor", "admin"}
WORKERS = {"analyst", "editor", "admin"}
LOADERS = {"editor", "admin"}
AUDITORS = {"auditor", "admin"}
EVERYBODY = READERS | {None}

MAY: dict[str, set[str | None]] = {  # route -> roles that may, None for nobody known
    "GET /": READERS, "GET /ask": READERS, "GET /findings": READERS, "GET /findings/{key}": READERS,
    "GET /things/{thing}": READERS, "GET /chain/{item}": READERS, "GET /explore": READERS,
    "GET /explore/{thing}": READERS, "GET /matrix": READERS, "GET /matrix/cell": READERS, "GET /bodies": READERS,
    "GET /stats": READERS, "GET /matching": READERS, "GET /replies": READERS,
    "GET /amend/{thing}": READERS, "POST /amend/{thing}": LOADERS,
    "POST /matching": LOADERS, "POST /replies": LOADERS,
    "GET /api/v1/who": READERS, "GET /api/v1/chain/{item}": READERS, "GET /api/v1/path": READERS,
    "GET /api/v1/neighbourhood/{thing}": READERS, "GET /api/v1/search": READERS, "GET /api/v1/things/{thing}": READERS,
    "GET /api/v1/picture": READERS, "GET /api/v1/export": READERS, "GET /api/v1/findings": READERS,
    "GET /api/v1/findings/{key}": READERS, "GET /api/v1/rules": READERS, "GET /api/v1/editions": READERS,
    "GET /api/v1/ontology": READERS, "GET /api/v1/replies": READERS,
    "GET /api/v1/stats": READERS, "GET /api/v1/stats/{name}": READERS,
    "GET /api/v1/openapi.json": READERS,
    "POST /api/v1/check": WORKERS, "POST /api/v1/findings/{key}/accept": WORKERS,
    "POST /api/v1/load": LOADERS, "POST /api/v1/amend": LOADERS, "POST /api/v1/amendments/{number}/end": LOADERS,
    "POST /api/v1/matches/confirm": LOADERS, "POST /api/v1/matches/reject": LOADERS,
    "POST /api/v1/matches/withdraw": LOADERS, "POST /api/v1/replies/{answer}/decide": LOADERS,
    "POST /api/v1/replies/publish": LOADERS,
    "GET /api/v1/matches": READERS, "GET /api/v1/amendments": READERS,
    "GET /api/v1/audit": AUDITORS,
    "GET /api/v1/health": EVERYBODY, "GET /static/{name}": EVERYBODY, f"GET {SIGN_IN}": EVERYBODY,
    f"POST {SIGN_IN}": EVERYBODY, "POST /sign-out": EVERYBODY,
}  # fmt: skip
ROLES = sorted(READERS)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    made = guarded(tmp_path_factory.mktemp("roles"))
    yield made
    made.office.close()


def test_every_route_stands_in_the_table(city: Guarded) -> None:
    assert {f"{method} {path}" for method, path, _ in declared(city.app)} == set(MAY)


def filled(city: Guarded, path: str) -> str:
    """The path with things that exist, so that no 404 hides a refusal."""
    found = city.client("viewer").get("/api/v1/findings", params={"size": 500}).json()["findings"]
    item = next(s.id for s in city.office.record.statements(1) if s.kind == "ApprovalItem")
    parts = {"{key}": found[0]["key"], "{thing}": item, "{item}": item, "{name}": "by_list"}
    if path.startswith("/static/"):
        return "/static/zhize.css"
    for name, value in parts.items():
        path = path.replace(name, value)
    asked = {"/api/v1/who": "?q=x", "/api/v1/search": "?q=x", "/api/v1/path": f"?from={item}&to={item}",
             "/api/v1/picture": f"?chain={item}"}  # fmt: skip
    return path + asked.get(path, "")


@pytest.mark.parametrize("route", MAY)
def test_each_role_gets_what_the_table_says(city: Guarded, route: str) -> None:
    method, _, path = route.partition(" ")
    address = filled(city, path)
    page = not path.startswith("/api/")
    for role in [None, *ROLES]:
        sent = {"json": {}, "headers": {"Origin": HERE}} if method == "POST" else {}
        answer = city.client(role).request(method, address, **sent)  # type: ignore[arg-type]
        if role in MAY[route]:
            refused = answer.status_code in (401, 403)
            assert refused == (route == f"POST {SIGN_IN}"), (role, answer.text)  # the form holds no token
            assert answer.status_code < 500
            continue
        assert answer.status_code == (401 if role is None else 403), (role, answer.text)
        kind = "text/html" if page else "application/problem+json"
        assert answer.headers["content-type"].startswith(kind)
        assert (role is None) == ("www-authenticate" in answer.headers)
        assert answer.headers["cache-control"].startswith("private")


def test_a_refused_page_leads_to_the_page_asked_for(city: Guarded) -> None:
    page = city.client().get("/findings?group=gap&lang=en").text
    assert 'name="next" value="/findings?group=gap&amp;lang=en"' in page
    assert "Sign in" in page
    assert 'href="/matrix"' not in page


def test_a_route_that_declares_nothing_stops_the_program() -> None:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    check_declared(app)
    app.add_api_route("/new", lambda: "x")
    with pytest.raises(RuntimeError, match="GET /new"):
        check_declared(app)
    bare = FastAPI()
    with pytest.raises(RuntimeError, match=r"openapi\.json"):
        check_declared(bare)


def test_unknown_addresses_tell_nothing(city: Guarded) -> None:
    assert city.client().get("/api/v1/nothing").status_code == 404
    assert city.client().delete("/api/v1/findings").status_code == 401
    assert city.client("admin").delete("/api/v1/findings").status_code == 405


def test_a_body_is_not_read_for_somebody_unknown(city: Guarded) -> None:
    broken = {"content": b"{", "headers": {"Content-Type": "application/json"}}
    assert city.client().post("/api/v1/load", **broken).status_code == 401  # type: ignore[arg-type]
    assert city.client("editor").post("/api/v1/load", **broken).status_code == 422  # type: ignore[arg-type]


def test_the_description_says_who_may(city: Guarded) -> None:
    said = city.client("viewer").get("/api/v1/openapi.json").json()
    assert said["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    for path, methods in said["paths"].items():
        for method, operation in methods.items():
            may = MAY[f"{method.upper()} {path}"]
            assert operation["x-roles"] == ("all" if None in may else [r for r in
                   ("viewer", "analyst", "editor", "auditor", "admin") if r in may])  # fmt: skip
            assert ("security" in operation) == (None not in may)


def test_what_one_role_is_told_is_not_kept_for_another(city: Guarded) -> None:
    tags = set()
    for role in ROLES:
        answer = city.client(role).get("/api/v1/findings")
        assert answer.headers["cache-control"] == "private, no-cache"
        assert {"Authorization", "Cookie"} <= {v.strip() for v in answer.headers["vary"].split(",")}
        tags.add(answer.headers["etag"])
        assert city.client(role).get("/api/v1/editions").headers["cache-control"] == "private, no-cache"
    assert len(tags) == len(ROLES)


def test_the_audit_names_the_token(city: Guarded) -> None:
    worker = city.client("analyst")
    key = worker.get("/api/v1/findings?state=open").json()["findings"][0]["key"]
    accepted = worker.post(
        f"/api/v1/findings/{key}/accept", json={"reason": "正在修订", "until": "2030-01-31"}
    )
    assert (accepted.status_code, accepted.json()["state"]) == (200, "accepted")
    assert accepted.json()["who"] == "analyst 岗"
    assert worker.post(f"/api/v1/findings/{key}/accept", json={"reason": "  "}).status_code == 409
    assert worker.post("/api/v1/findings/nothing/accept", json={"reason": "x"}).status_code == 404
    log = city.client("auditor").get("/api/v1/audit").json()
    assert [e["no"] for e in log] == sorted((e["no"] for e in log), reverse=True)
    assert (log[0]["who"], log[0]["action"], log[0]["detail"]["key"]) == ("analyst 岗", "accept", key)
    older = city.client("admin").get("/api/v1/audit", params={"before": log[0]["no"], "size": 2}).json()
    assert older == log[1:3]
    assert [e["action"] for e in log[1:6]] == ["token add"] * 5


def test_a_load_stands_in_the_audit_under_its_token(tmp_path: Path) -> None:
    city = guarded(tmp_path)
    file = {"name": FILES[0].name, "content": base64.b64encode(FILES[0].read_bytes()).decode()}
    assert city.client("editor").post("/api/v1/load", json={"files": [file]}).status_code == 200
    newest = city.client("auditor").get("/api/v1/audit?size=1").json()
    assert [(e["who"], e["action"], e["edition"]) for e in newest] == [("editor 岗", "publish", 2)]
    city.office.close()


def test_health_is_told_to_all_and_says_no_more(city: Guarded) -> None:
    answer = city.client().get("/api/v1/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "edition": 1, "engine": "ladybug"})
