"""The HTTP door: /api/v1 and the pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from anyio import to_thread
from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from starlette.middleware.trustedhost import TrustedHostMiddleware

from api import access, office, schema
from api.deps import NotModified
from api.errors import handle_errors
from api.routes import ask, changes, findings, lists, pages, record, replies, sign_in, stats
from api.settings import VERSION, Settings
from graph.workspace import Workspace

PREFIX = "/api/v1"
LARGEST = 64 << 20  # bytes of a request
THREADS = 8  # that answer at once; each keeps a connection to the engine, and so a part of the memory


def make_app(settings: Settings | None = None, workspace: Workspace | None = None) -> FastAPI:
    """The application over a workspace (default: the one that the settings name).

    Raises RuntimeError when a route does not declare what it needs of the one who asks.
    """
    set_to = settings or Settings()

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        opened = workspace or office.workspace(set_to)
        app.state.workspace = opened
        yield
        if workspace is None:
            opened.close()

    app = FastAPI(
        title="zhize 职责", version=VERSION, lifespan=life, docs_url=None, redoc_url=None, openapi_url=None,
        description="Who is responsible for this, on what basis, and where responsibility breaks.",
        max_body_size=LARGEST,
    )  # fmt: skip
    app.state.failures = sign_in.Failures()
    for routes in (ask, findings, stats):
        app.include_router(routes.router, prefix=PREFIX, dependencies=[access.READ])
    for routes in (changes, lists, record, replies):  # each of their routes says what it needs
        app.include_router(routes.router, prefix=PREFIX)
    app.add_api_route(
        f"{PREFIX}/openapi.json", lambda: _openapi(app), include_in_schema=False, dependencies=[access.READ]
    )
    app.include_router(pages.router, dependencies=[access.READ])
    app.include_router(sign_in.router, dependencies=[access.OPEN])
    pages.mount_static(app)
    access.check_declared(app)
    handle_errors(app)
    app.add_exception_handler(NotModified, _not_modified)
    app.add_exception_handler(access.Refused, access.on_refused)
    app.add_middleware(access.Door, exposed=set_to.exposed)
    # A foreign page cannot reach a server bound to loopback under another name (DNS rebinding).
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=set_to.answers_to(), www_redirect=False)
    app.middleware("http")(_headers)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    return app


async def _not_modified(_: Request, error: Exception) -> Response:
    return Response(status_code=304, headers={"ETag": getattr(error, "etag", "")})


async def _headers(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await go_on(request)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault("X-Frame-Options", "DENY")
    caller = access.caller_of(request)
    if caller is None or caller.signed_in:  # what one is told must not be kept for another
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.headers.add_vary_header("Authorization, Cookie")
    return response


def _openapi(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        for name, model in schema.THINGS.items():
            schemas[name] = model.model_json_schema()
        access.describe(made, app)
        app.openapi_schema = made
    return app.openapi_schema
