"""Every error as application/problem+json, in words for the reader."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.ask import Unclear
from graph.chain import UnknownThing
from graph.compile import DanglingLink
from graph.record import Conflict, RecordError, Unfit, UnknownEdition
from graph.replies import UnknownAnswer
from graph.store import StoreError, StoreLimit, StoreTimeout
from graph.workspace import GraphMoved

_ANSWERS: list[tuple[type[Exception], int, str]] = [
    (UnknownThing, 404, "没有这个编号"),
    (UnknownEdition, 404, "没有这一版"),
    (UnknownAnswer, 404, "没有这一条答复"),
    (Conflict, 409, "现行版已变"),
    (Unfit, 422, "不能这样做"),
    (DanglingLink, 409, "清单之间对不上"),
    (GraphMoved, 503, "图库正在更新"),
    (StoreTimeout, 504, "超时"),
    (StoreLimit, 400, "结果太多"),
    (StoreError, 503, "图库不可用"),
    (RecordError, 503, "档案库不可用"),
]


def named(error: Exception) -> tuple[int, str]:
    """Status and title of an expected error; raises it again where it is none."""
    for kind, status, title in _ANSWERS:
        if isinstance(error, kind):
            return status, title
    raise error


def problem(status: int, title: str, detail: str, **more: Any) -> JSONResponse:
    """A problem+json answer."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    headers = {"Retry-After": "2"} if status == 503 else {}
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def handle_errors(app: FastAPI) -> None:
    """Answer every expected error with its status, and an unexpected one without its inside."""
    for kind, status, title in _ANSWERS:
        app.add_exception_handler(kind, _handler(status, title))
    app.add_exception_handler(Unclear, _unclear)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _handler(500, "程序出错", "请把所做的操作告诉维护者"))


def _handler(status: int, title: str, said: str | None = None) -> Any:
    async def answer(_: Request, error: Exception) -> JSONResponse:
        return problem(status, title, said or str(error.args[0] if error.args else error))

    return answer


async def _unclear(_: Request, error: Exception) -> JSONResponse:
    candidates = error.candidates if isinstance(error, Unclear) else []
    status, title = (409, "对得上几个") if candidates else (404, "没有找到")
    return problem(status, title, str(error), candidates=candidates)


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    wrong = error.errors() if isinstance(error, RequestValidationError) else []
    said = [{"where": ".".join(map(str, e["loc"])), "what": e["msg"]} for e in wrong]
    return problem(422, "请求写得不对", "; ".join(f"{s['where']}: {s['what']}" for s in said), errors=said)


async def _http(_: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return problem(status, "请求不能完成", str(getattr(error, "detail", error)))
