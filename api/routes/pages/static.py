"""Style, scripts and the drawing library, by name."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import FileResponse, PlainTextResponse, Response

from api.access import OPEN
from viz.network import script_file
from viz.page import STATIC

LIBRARY = "vis-network.min.js"
_STATIC = {
    "zhize.css": "text/css", "icon.svg": "image/svg+xml", LIBRARY: "text/javascript",
    **dict.fromkeys(("picture.js", "paint.js", "findings.js", "explore.js"), "text/javascript"),
}  # fmt: skip


def mount_static(app: FastAPI) -> None:
    """Serve style, scripts and vis-network (from the installed pyvis) under /static: these names and no others."""

    def static(name: str) -> Response:
        if name not in _STATIC:
            return PlainTextResponse("not found", 404, headers={"X-Content-Type-Options": "nosniff"})
        path = script_file() if name == LIBRARY else STATIC / name
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
        return FileResponse(path, media_type=_STATIC[name], headers=headers)

    app.add_api_route("/static/{name}", static, methods=["GET"], include_in_schema=False, dependencies=[OPEN])
