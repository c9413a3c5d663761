"""The HTTP door: /api/v1 and the pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from starlette.middleware.trustedhost import TrustedHostMiddleware

from api import office, schema
from api.deps import NotModified
from api.errors import handle_errors
from api.routes import ask, findings, lists, pages
from api.settings import VERSION, Settings
from graph.workspace import Workspace

PREFIX = "/api/v1"


def make_app(settings: Settings | None = None, workspace: Workspace | None = None) -> FastAPI:
    """The application over a workspace (default: the one that the settings name)."""

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        opened = workspace or office.workspace(settings)
        app.state.workspace = opened
        yield
        if workspace is None:
            opened.close()

    app = FastAPI(
        title="zhize 职责", version=VERSION, lifespan=life, docs_url=None, redoc_url=None,
        openapi_url=f"{PREFIX}/openapi.json",
        description="Who is responsible for this, on what basis, and where responsibility breaks.",
    )  # fmt: skip
    for routes in (ask, findings, lists):
        app.include_router(routes.router, prefix=PREFIX)
    app.include_router(pages.router)
    pages.mount_static(app)
    handle_errors(app)
    # A foreign page cannot reach a server bound to loopback under another name (DNS rebinding).
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["localhost", "127.0.0.1", "[::1]", "testserver"])
    app.add_exception_handler(NotModified, _not_modified)
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
    return response


def _openapi(app: FastAPI) -> dict[str, object]:
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        for name, model in schema.THINGS.items():
            schemas[name] = model.model_json_schema()
        app.openapi_schema = made
    return app.openapi_schema
