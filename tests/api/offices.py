"""A small office whose server asks for tokens, one of each role."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import make_app
from api.settings import Settings
from graph.tokens import ROLES, add
from graph.workspace import Workspace
from tests.browser.city import build

HERE = "http://127.0.0.1"


@dataclass
class Guarded:
    """An office with a small city, its application, and a secret of each role."""

    office: Workspace
    app: FastAPI
    secrets: dict[str, str]

    def bearer(self, role: str) -> dict[str, str]:
        """The header of a role."""
        return {"Authorization": f"Bearer {self.secrets[role]}"}

    def client(self, role: str | None = None, base_url: str = HERE) -> TestClient:
        """A client that follows no redirects and keeps cookies, with the token of a role in its header."""
        made = TestClient(
            self.app, base_url, headers=self.bearer(role) if role else None, follow_redirects=False
        )
        self.app.state.workspace = self.office
        return made


def guarded(home: Path, **settings: str) -> Guarded:
    """The office in an empty folder, published once, with a token of each role named after it."""
    office = Workspace(home)
    office.publish(build().batch(), as_of="2026-06-30")
    secrets = {role: add(office.record, f"{role} 岗", role) for role in ROLES}
    made = Settings(**{"home": home, "host": "0.0.0.0", **settings})  # type: ignore[arg-type]
    return Guarded(office, make_app(made, office), secrets)
