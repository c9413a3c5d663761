"""The HTTP door: shapes, errors, tags, bounds."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api import schema
from api.app import make_app
from api.settings import Settings
from graph.ontology import load
from tests.city.pipeline import FILES, written_down

FAULTS = len(written_down("faults"))


@pytest.fixture(scope="module")
def http(city_home: Path) -> Iterator[TestClient]:
    with TestClient(make_app(Settings(home=city_home)), base_url="http://127.0.0.1") as client:
        client.base_url = client.base_url.join("/api/v1/")
        yield client


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(make_app(Settings(home=tmp_path / "home")), base_url="http://127.0.0.1") as client:
        client.base_url = client.base_url.join("/api/v1/")
        yield client


def test_findings_come_in_pages(http: TestClient) -> None:
    whole = http.get("findings", params={"size": 500}).json()
    assert whole["total"] == len(whole["findings"]) == FAULTS
    paged = [
        f
        for page in range(1, FAULTS // 20 + 2)
        for f in http.get("findings", params={"size": 20, "page": page}).json()["findings"]
    ]
    assert paged == whole["findings"]
    assert sum(n for by in whole["counts"].values() for n in by.values()) == FAULTS
    assert http.get("findings", params={"size": 0}).status_code == 422


def test_a_finding_shows_its_cells(http: TestClient) -> None:
    key = http.get("findings").json()["findings"][0]["key"]
    found = http.get(f"findings/{key}").json()
    assert set(found["cells"]) == set(found["facts"])
    assert all(w["cell"] for said in found["cells"].values() for w in said)


@pytest.mark.parametrize(
    ("route", "status"),
    [("chain/item:没有-1", 404), ("findings/nothing", 404), ("findings?edition=99", 404), ("who", 422),
     ("neighbourhood/市水务局?depth=9", 422), ("chain/绝没有的事项", 404), ("chain/许可", 409), ("picture", 422),
     ("nowhere", 404), ("path?from=市水务局&to=市教育局&avoid=Nonsense", 200)],
)  # fmt: skip
def test_errors_are_problems(http: TestClient, route: str, status: int) -> None:
    answer = http.get(route)
    assert answer.status_code == status, answer.text
    if status != 200:
        assert answer.headers["content-type"] == "application/problem+json"
        assert set(answer.json()) >= set(schema.Problem.model_fields)


def test_a_question_nobody_can_answer_is_still_200(http: TestClient) -> None:
    answer = http.get("who", params={"q": "火星移民"})
    assert answer.status_code == 200
    assert [r["code"] for r in answer.json()["reasons"]] == ["NO_DUTY"]


def test_tags_hold_until_something_changes(tmp_path: Path) -> None:
    with TestClient(make_app(Settings(home=tmp_path)), base_url="http://127.0.0.1/api/v1/") as http:
        assert http.post("load", json=upload()).status_code == 200
        first = http.get("findings")
        tag = first.headers["etag"]
        same = http.get("findings", headers={"If-None-Match": tag})
        assert (same.status_code, same.content) == (304, b"")
        assert http.get("findings?lang=en").headers["etag"] != tag
        http.app.state.workspace.record.accept(first.json()["findings"][0]["key"], "理由", "岗位")  # type: ignore[attr-defined]
        later = http.get("findings", headers={"If-None-Match": tag})
        assert later.status_code == 200
        assert later.headers["etag"] != tag


def upload(only: int | None = None) -> dict[str, Any]:
    files = [{"name": p.name, "content": base64.b64encode(p.read_bytes()).decode()} for p in FILES[:only]]
    return {"files": files, "as_of": "2026-06-30"}


def test_lists_go_in_over_http(empty: TestClient) -> None:
    assert empty.get("findings").status_code == 404
    checked = empty.post("check", json=upload())
    assert checked.status_code == 200
    assert [f["file"] for f in checked.json()["files"]] == [p.name for p in FILES]
    assert empty.get("editions").json() == []
    loaded = empty.post("load", json=upload()).json()
    assert loaded["published"] | {"hash": ""} == {
        "edition": 1, "as_of": "2026-06-30", "hash": "", "new": True, "statements": 11330, "findings": FAULTS,
    }  # fmt: skip
    assert empty.post("load", json=upload()).json()["published"]["new"] is False


def test_a_load_with_errors_changes_nothing(empty: TestClient) -> None:
    body = upload()
    body["files"] = [f for f in body["files"] if "机构" not in f["name"]]
    answer = empty.post("load", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["published"] is None
    assert any(p["severity"] == "error" for f in answer.json()["files"] for p in f["problems"])
    assert empty.get("editions").json() == []


@pytest.mark.parametrize("name", ["../x.xlsx", "a/b.xlsx", "..", ""])
def test_a_file_name_stays_a_name(empty: TestClient, name: str) -> None:
    assert empty.post("check", json={"files": [{"name": name, "content": ""}]}).status_code == 422


def test_no_foreign_page_gets_in(http: TestClient) -> None:
    assert http.get("editions", headers={"Host": "evil.example"}).status_code == 400
    form = http.post("load", content=b"files=x", headers={"Content-Type": "text/plain"})
    assert form.status_code == 422


def test_openapi_is_complete(http: TestClient) -> None:
    said = http.get("openapi.json").json()
    assert set(load().nodes) <= set(said["components"]["schemas"])
    for path, methods in said["paths"].items():
        for method, route in methods.items():
            assert route.get("description"), (method, path)
            for parameter in route.get("parameters", []):
                assert "schema" in parameter
    duty = said["components"]["schemas"]["Duty"]["properties"]
    assert set(duty) == set(load().nodes["Duty"].properties)
    assert duty["level"]["title"] == "层级"
