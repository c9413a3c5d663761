"""The pages of the workbench, one module a page. Thin: graph answers, viz draws."""

from __future__ import annotations

from fastapi import APIRouter

from api.routes.pages import amend, ask, bodies, explore, findings, matching, matrix, replies, stats, things
from api.routes.pages.respond import HEADERS, message, render, respond
from api.routes.pages.static import mount_static

__all__ = ["HEADERS", "message", "mount_static", "render", "respond", "router"]

router = APIRouter(include_in_schema=False)
for page in (ask, findings, things, amend, explore, matrix, bodies, stats, matching, replies):
    router.include_router(page.router)
