"""Lists in: check and load. Bodies are JSON, so that no foreign page can send one unasked."""

from __future__ import annotations

import base64
import binascii
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from api import office as doors
from api import schema
from api.access import LOAD, WORK, who
from api.cli_lists import result
from api.deps import Office

router = APIRouter(tags=["lists"])


@contextmanager
def _files(body: schema.Files) -> Iterator[list[Path]]:
    names = [f.name for f in body.files]
    if len(set(names)) < len(names) or any(n in (".", "..") for n in names):
        raise RequestValidationError(
            [{"loc": ("body", "files"), "msg": "each file needs a name of its own", "type": "value_error"}]
        )
    with tempfile.TemporaryDirectory(prefix="zhize-") as folder:
        paths = []
        for file in body.files:
            path = Path(folder) / file.name
            try:
                path.write_bytes(base64.b64decode(file.content, validate=True))
            except binascii.Error as error:
                place = ("body", "files", file.name)
                raise RequestValidationError(
                    [{"loc": place, "msg": f"not base64: {error}", "type": "value_error"}]
                ) from None
            paths.append(path)
        yield paths


@router.post("/check", dependencies=[WORK])
def check(office: Office, body: schema.Files) -> dict[str, Any]:
    """What is understood of some lists, and every problem with its cell; nothing is written."""
    with _files(body) as paths:
        understood: dict[str, Any] = doors.check(office, paths, body.profile, body.first_listed).to_json()
        return understood


@router.post(
    "/load", dependencies=[LOAD], responses={422: {"description": "The lists have errors; nothing changed"}}
)
def load(request: Request, office: Office, body: schema.Files) -> Any:
    """Publish some lists as the next edition, replacing exactly the lists they hold; or change nothing (422)."""
    with _files(body) as paths:
        day = body.as_of.isoformat() if body.as_of else None
        loaded = doors.load(office, paths, day, body.profile, body.first_listed, body.note, who=who(request))
    if loaded.published is None:
        detail = {
            "type": "about:blank",
            "title": "清单有错误",
            "status": 422,
            "detail": "有错误，什么都没有改动。",
        }
        return JSONResponse({**detail, **result(loaded)}, 422, media_type="application/problem+json")
    return result(loaded)
