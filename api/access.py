"""Who asks, and what they may: roles, what each route needs, and the door every request passes."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from fastapi import Depends, FastAPI, Request
from fastapi.routing import iter_route_contexts
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import problem
from graph.record import Record
from graph.tokens import ever, known

COOKIE = "zhize"
SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
_SAFE = ("GET", "HEAD", "OPTIONS")


class Need(StrEnum):
    """What a route needs of the one who asks."""

    OPEN = "open"
    READ = "read"
    WORK = "work"
    LOAD = "load"
    AUDIT = "audit"


# The permission table. Tokens themselves are made, listed and revoked at the command line only.
ALLOWED: dict[str, frozenset[Need]] = {
    "viewer": frozenset({Need.OPEN, Need.READ}),
    "analyst": frozenset({Need.OPEN, Need.READ, Need.WORK}),
    "editor": frozenset({Need.OPEN, Need.READ, Need.WORK, Need.LOAD}),
    "auditor": frozenset({Need.OPEN, Need.READ, Need.AUDIT}),
    "admin": frozenset(Need),
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the name and role of a token, or `local` on a server for this machine alone."""

    name: str
    role: str
    signed_in: bool = True

    def may(self, need: Need) -> bool:
        """Whether the role has what a route needs.

        >>> Caller("x", "auditor").may(Need.AUDIT), Caller("x", "auditor").may(Need.LOAD)
        (True, False)
        """
        return need in ALLOWED[self.role]


LOCAL = Caller("local", "admin", signed_in=False)


class Refused(Exception):
    """The caller is unknown (401) or may not do this (403)."""

    def __init__(self, status: int) -> None:
        self.status = status


class Needs:
    """A dependency that declares, and demands, what a route needs; see `READ` and the others below."""

    def __init__(self, need: Need) -> None:
        self.need = need

    async def __call__(self, request: Request) -> None:
        """Raises Refused."""
        if self.need is Need.OPEN:
            return
        caller = caller_of(request)
        if caller is None:
            raise Refused(401)
        if not caller.may(self.need):
            raise Refused(403)


OPEN, READ, WORK, LOAD, AUDIT = (Depends(Needs(need)) for need in Need)


def caller_of(request: Request) -> Caller | None:
    """Who asks; None for somebody unknown, also where no door was passed."""
    found = getattr(request.state, "caller", None)
    return found if isinstance(found, Caller) else None


def who(request: Request) -> str:
    """The name that goes into the audit."""
    caller = caller_of(request)
    if caller is None:
        raise Refused(401)
    return caller.name


def declared(app: FastAPI) -> Iterator[tuple[str, str, frozenset[Need]]]:
    """Every route of the application: method, path, and all that it needs. Empty: nothing was declared."""
    for route in iter_route_contexts(app.routes):
        calls = [d.dependency for d in getattr(route, "dependencies", None) or ()]
        needs = frozenset(call.need for call in calls if isinstance(call, Needs))
        for method in sorted(getattr(route, "methods", None) or {"*"}):
            yield method, str(getattr(route, "path", "")), needs


def check_declared(app: FastAPI) -> None:
    """Raises RuntimeError when a route does not say what it needs: such a program does not start."""
    silent = [f"{method} {path}" for method, path, needs in declared(app) if not needs]
    if silent:
        raise RuntimeError(f"routes that declare no need: {', '.join(silent)}")


class Door:
    """Finds out who asks before anything else of the request is read, and puts it into the request's state.

    Refuses what may change something when nobody known asks for it, or a foreign page does. A server for this
    machine alone takes everybody on it for `LOCAL`, until a token is made.
    """

    def __init__(self, app: ASGIApp, exposed: bool) -> None:
        self.app, self.exposed = app, exposed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return  # there are no web sockets here
        request = Request(scope, receive)
        record = scope["app"].state.workspace.record
        caller, by_bearer = await run_in_threadpool(self.find, record, request)
        scope.setdefault("state", {})["caller"] = caller
        if request.method not in _SAFE:
            refused = self._refused(request, caller, by_bearer)
            if refused:
                await refused(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def find(self, record: Record, request: Request) -> tuple[Caller | None, bool]:
        """Who asks, and whether a bearer token says so (a browser never sends one by itself)."""
        kind, _, secret = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            token = known(record, secret.strip())
            return (Caller(token.name, token.role) if token else None), True
        secret = request.cookies.get(COOKIE, "")
        token = known(record, secret) if secret else None
        if token:
            return Caller(token.name, token.role), False
        if not self.exposed and _from_here(request) and not ever(record):
            return LOCAL, False
        return None, False

    def _refused(self, request: Request, caller: Caller | None, by_bearer: bool) -> Response | None:
        signing = request.url.path in (SIGN_IN, SIGN_OUT)
        if caller is None and not signing:
            return refusal(request, 401)
        same = same_origin(request.headers)
        # A program on this machine sends neither header; a browser always sends one of them.
        if by_bearer or same or (same is None and caller == LOCAL):
            return None
        return refusal(request, 403)


def same_origin(headers: Headers) -> bool | None:
    """Whether a browser says that a page of this server sent the request; None when no browser says anything.

    >>> same_origin(Headers({"origin": "https://a.example", "host": "b.example"}))
    False
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return None if origin is None else urlsplit(origin).netloc == headers.get("host")


def _from_here(request: Request) -> bool:
    """Whether the peer is this machine, or none that has an address (a socket file, a test)."""
    try:
        return request.client is None or ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return True


def refusal(request: Request, status: int) -> Response:
    """401 or 403: a problem for programs, a page for people (with 401, the page to sign in)."""
    if not request.url.path.startswith("/api/"):
        from api.routes.sign_in import refused_page

        return refused_page(request, status)
    if status == 401:
        answer = problem(401, "需要令牌", "请在 Authorization: Bearer 后写上有效的令牌。")
        answer.headers["WWW-Authenticate"] = 'Bearer realm="zhize"'
        return answer
    return problem(403, "没有这项权限", "您的角色不能这样做，或这个请求来自别的网页。")


async def on_refused(request: Request, error: Exception) -> Response:
    """Answer Refused."""
    return refusal(request, error.status if isinstance(error, Refused) else 403)


def describe(openapi: dict[str, Any], app: FastAPI) -> None:
    """Write into an OpenAPI description what each operation needs, and how to say who one is."""
    schemes = openapi.setdefault("components", {}).setdefault("securitySchemes", {})
    schemes["token"] = {"type": "http", "scheme": "bearer", "description": "Made by `zhize token add`."}
    for method, path, needs in declared(app):
        said = openapi["paths"].get(path, {}).get(method.lower())
        if said is None:
            continue
        roles = [role for role, has in ALLOWED.items() if needs <= has]
        said["x-roles"] = "all" if needs == {Need.OPEN} else roles
        if said["x-roles"] != "all":
            said["security"] = [{"token": []}]
            for status, what in (("401", "No valid token"), ("403", "The role may not do this")):
                said["responses"][status] = {
                    "description": what, "content": {"application/problem+json": {}},
                }  # fmt: skip
