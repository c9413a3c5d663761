"""Tokens: made once, shown once, kept as a hash; what does not hold never lets anybody in."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from graph import tokens
from graph.record import Record, RecordError
from tests.api.conftest import Run
from tests.api.offices import HERE, Guarded, guarded

ROUTE = "/api/v1/editions"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    made = guarded(tmp_path_factory.mktemp("tokens"))
    yield made
    made.office.close()


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    made = Record(f"sqlite:///{tmp_path / 'record.sqlite'}")
    yield made
    made.close()


def ask(city: Guarded, secret: str) -> int:
    headers = {"Authorization": b"Bearer " + secret.encode("utf-8", "surrogatepass")}
    return city.client().get(ROUTE, headers=headers).status_code  # type: ignore[arg-type]


# -- what holds and what does not ---------------------------------------------------------------


@given(st.data())
def test_what_is_not_the_token_never_passes(city: Guarded, data: st.DataObject) -> None:
    secret = city.secrets["admin"]
    cut = st.integers(0, len(secret) - 1).map(lambda n: secret[:n])
    wrong = st.one_of(
        st.text(max_size=300), cut, cut.map(lambda s: secret[len(s) + 1 :]), st.just(secret.swapcase()),
        st.text(min_size=1, max_size=9).map(lambda s: secret + s), st.just(tokens.digest(secret)),
        st.tuples(st.integers(0, len(secret) - 1), st.sampled_from("Aa0_-")).map(
            lambda p: secret[: p[0]] + p[1] + secret[p[0] + 1 :]),
    )  # fmt: skip
    tried = data.draw(wrong.filter(lambda s: s not in city.secrets.values()))
    assert tokens.known(city.office.record, tried) is None


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic {s}", "{s}", "Bearer {s}x", "Bearer x{s}", "Token {s}",
                                    "Bearer {s} {s}", "Bearer 令牌"])  # fmt: skip
def test_only_a_bearer_of_the_whole_token_passes(city: Guarded, header: str) -> None:
    said = header.format(s=city.secrets["admin"]).encode()
    answer = city.client().get(ROUTE, headers={"Authorization": said})  # type: ignore[arg-type]
    assert answer.status_code == 401
    assert city.client("viewer").get(ROUTE).status_code == 200


def test_no_address_takes_a_token(city: Guarded) -> None:
    secret = city.secrets["admin"]
    assert city.client().get(ROUTE, params={"token": secret, "access_token": secret}).status_code == 401


def test_a_token_ends_after_its_last_day(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "now", lambda: "2026-06-01T08:00:00+00:00")
    secret = tokens.add(record, "法规科", "viewer", until="2026-06-30")
    for day, holds in (("2026-06-30T23:59:59", True), ("2026-07-01T00:00:00", False)):
        monkeypatch.setattr(tokens, "now", lambda day=day: f"{day}+00:00")
        assert (tokens.known(record, secret) is not None) is holds


def test_a_revoked_token_ends_at_once(city: Guarded) -> None:
    secret = tokens.add(city.office.record, "窗口", "viewer")
    assert ask(city, secret) == 200
    tokens.revoke(city.office.record, "窗口")
    assert ask(city, secret) == 401
    again = tokens.add(city.office.record, "窗口", "viewer")
    assert (ask(city, secret), ask(city, again)) == (401, 200)


@pytest.mark.parametrize(("name", "role", "until"), [
    ("", "viewer", None), ("x" * 61, "viewer", None), ("a\nb", "viewer", None), ("a", "root", None),
    ("a", "viewer", "2020-01-01"), ("a", "viewer", "soon"), ("有了", "viewer", None)])  # fmt: skip
def test_what_cannot_be_made_is_said(record: Record, name: str, role: str, until: str | None) -> None:
    tokens.add(record, "有了", "viewer")
    with pytest.raises(RecordError):
        tokens.add(record, name, role, until)
    assert len(tokens.tokens(record)) == 1
    with pytest.raises(RecordError):
        tokens.revoke(record, "没有")


@pytest.mark.parametrize("change", [
    "DELETE FROM token", "UPDATE token SET role = 'admin'", "UPDATE token SET until = NULL, revoked_at = 'x'",
    "UPDATE token SET secret_sha256 = 'x'", "INSERT OR REPLACE INTO token SELECT id, name, 'admin', secret_sha256, "
    "until, made_at, revoked_at FROM token"])  # fmt: skip
def test_the_record_lets_nobody_change_a_token(record: Record, change: str) -> None:
    tokens.add(record, "法规科", "viewer", until="2999-01-01")
    with pytest.raises(Exception, match="token"), record.writing() as c:
        c.exec_driver_sql(change)
    assert [t.role for t in tokens.tokens(record)] == ["viewer"]


def test_a_revoked_token_stays_revoked(record: Record) -> None:
    tokens.add(record, "法规科", "viewer")
    tokens.revoke(record, "法规科")
    with pytest.raises(Exception, match="revoked"), record.writing() as c:
        c.exec_driver_sql("UPDATE token SET revoked_at = NULL")


# -- secrets stay secret ------------------------------------------------------------------------


def test_no_secret_is_kept_logged_or_told(city: Guarded, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secret = city.secrets["viewer"]
    told = []
    with TestClient(city.app, HERE, raise_server_exceptions=False, follow_redirects=False) as client:
        for headers in (
            city.bearer("viewer"),
            {"Cookie": f"zhize={secret}"},
            {"Authorization": f"Bearer {secret}x"},
        ):
            for route in (
                ROUTE,
                "/api/v1/audit",
                "/api/v1/findings?size=0",
                "/",
                "/sign-in",
                "/api/v1/things/x:y",
            ):
                told.append(client.get(route, headers=headers).text)
        wrong = {"token": f"{secret}x", "next": "/"}
        told.append(client.post("/sign-in", data=wrong, headers={"Origin": HERE}).text)

        def broken(*_: Any) -> None:
            raise OSError("disk")

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(type(city.office.record), "editions", broken)
            failed = client.get(ROUTE, headers=city.bearer("viewer"))
        told.append(failed.text)
    assert failed.status_code == 500
    assert all(secret not in text and tokens.digest(secret) not in text for text in told)
    assert secret not in caplog.text
    dump = "\n".join(city.office.record.dump())
    assert '"token add"' in dump
    assert tokens.digest(secret) not in dump
    files = b"".join(p.read_bytes() for p in city.office.home.glob("record.sqlite*"))
    assert secret.encode() not in files
    assert tokens.digest(secret).encode() in files


# -- the command line ---------------------------------------------------------------------------


def test_tokens_at_the_command_line(run: Run, tmp_path: Path) -> None:
    assert "还没有令牌" in run("token", "list").out
    made = run("token", "add", "法规科", "--role", "editor", "--until", "2999-12-31", "--format", "json")
    secret = made.json["token"]
    assert re.fullmatch(r"zhize_[\w-]{43}", secret)
    shown = run("token", "add", "窗口", "--role", "viewer")
    assert re.fullmatch(r"zhize_[\w-]{43}\n", shown.out)
    assert "只显示这一次" in shown.err
    assert run("token", "add", "窗口", "--role", "viewer").code == 2
    assert run("token", "add", "甲", "--role", "root").code == 2
    assert run("token", "revoke", "窗口").code == 0
    assert run("token", "revoke", "窗口").code == 2
    listed = run("token", "list", "--format", "json")
    assert [(t["name"], t["role"], t["state"]) for t in listed.json] == [
        ("法规科", "editor", "holds"), ("窗口", "viewer", "revoked")]  # fmt: skip
    assert secret not in listed.out + run("token", "list").out
    assert run("serve", "--host", "192.0.2.1").code == 2  # allowed to start, but the address is not ours


def test_off_this_machine_no_token_means_no_server(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIZE_HOSTS", "zhize.example")
    assert "zhize token add" in run("serve").err
    assert run("token", "add", "法规科", "--role", "viewer").code == 0
    assert run("token", "revoke", "法规科").code == 0
    ran = run("serve")
    assert (ran.code, "zhize token add" in ran.err) == (2, True)
    monkeypatch.setenv("ZHIZE_PORT", "many")
    ran = run("serve")
    assert (ran.code, "ZHIZE_PORT" in ran.err, "Traceback" in ran.err) == (2, True, False)


def test_a_real_server_asks_and_logs_no_token(tmp_path: Path) -> None:
    env = os.environ | {"ZHIZE_HOME": str(tmp_path), "ZHIZE_HOSTS": "zhize.example", "ZHIZE_PORT": "0"}
    zhize = Path(sys.executable).with_name("zhize")
    add = [zhize, "token", "add", "法规科", "--role", "viewer"]
    secret = subprocess.run(add, env=env, capture_output=True, text=True, check=True).stdout.strip()
    with subprocess.Popen(
        [zhize, "serve"], env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as server:
        assert server.stdout is not None
        address = re.search(r"http://[\w.:]+", server.stdout.readline())
        assert address
        with httpx.Client(base_url=address[0], transport=httpx.HTTPTransport(retries=5)) as client:
            seen = [
                client.get(ROUTE, headers=headers).status_code
                for headers in ({}, {"Authorization": f"Bearer {secret}"}, {"Cookie": f"zhize={secret}"},
                                {"Authorization": f"Bearer {secret}", "Host": "evil.example"})
            ]  # fmt: skip
        server.terminate()
        rest = server.stdout.read()
    assert seen == [401, 200, 200, 400]
    assert secret not in rest
