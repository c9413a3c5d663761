"""Lists in: check and load. Bodies are JSON, so that no foreign page can send one unasked."""

from __future__ import annotations

import base64
import binascii
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from api import office as doors
from api import schema
from api.access import LOAD, WORK, who
from api.cli_lists import result
from api.deps import Office
from ingest import handback
from ingest.profile import ProfileError, profile_of

router = APIRouter(tags=["lists"])


@contextmanager
def _files(body: schema.Files) -> Iterator[list[Path]]:
    names = [f.name for f in body.files]
    if len(set(names)) < len(names) or any(n in (".", "..") for n in names):
        raise RequestValidationError(
            [{"loc": ("body", "files"), "msg": "each file needs a name of its own", "type": "value_error"}]
        )
    for name in [body.profile] if isinstance(body.profile, str) else (body.profile or {}).values():
        try:
            profile_of(name)
        except ProfileError as error:
            raise RequestValidationError(
                [{"loc": ("body", "profile"), "msg": str(error), "type": "value_error"}]
            ) from None
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
def check(
    office: Office, body: schema.Files,
    hand_back: Annotated[bool, Query(description="Also give workbooks with the problems marked.")] = False,
) -> dict[str, Any]:  # fmt: skip
    """What is understood of some lists, and every problem with its cell; nothing is written.

    With `hand_back` the answer has `handed_back`: of each file with problems the workbook that goes back to its
    office (`file`, `name`, `content` in base64, `losses` of what could not be kept).
    """
    with _files(body) as paths:
        understood = doors.check(office, paths, body.profile, body.first_listed)
        answer: dict[str, Any] = understood.to_json()
        if hand_back:
            done = handback.hand_back(paths, understood, paths[0].parent / "back")
            answer["handed_back"] = [
                {
                    "file": one.file,
                    "name": one.path.name,
                    "content": base64.b64encode(one.path.read_bytes()).decode(),
                    "losses": list(one.losses),
                }
                for one in done
                if one.path
            ]
        return answer


@router.post(
    "/load", dependencies=[LOAD], responses={422: {"description": "The lists have errors; nothing changed"}}
)
def load(request: Request, office: Office, body: schema.Files) -> Any:
    """Publish some lists as the next edition, replacing exactly the lists they hold; or change nothing (422)."""
    with _files(body) as paths:
        day = body.as_of.isoformat() if body.as_of else None
        loaded = doors.load(
            office, paths, day, body.profile, body.first_listed, body.note, who=who(request),
            unresolved=body.unresolved,
        )  # fmt: skip
    if loaded.published is None:
        detail = {
            "type": "about:blank",
            "title": "清单有错误",
            "status": 422,
            "detail": "有错误，什么都没有改动。",
        }
        return JSONResponse({**detail, **result(loaded)}, 422, media_type="application/problem+json")
    return result(loaded)
