"""Signing in with a token in a browser, and out again."""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from api.access import COOKIE, SIGN_IN, SIGN_OUT, caller_of
from api.routes.pages import message, render
from graph.tokens import ROLES, known
from viz.words import Words

router = APIRouter(include_in_schema=False)
LONGEST = 4096  # bytes of the form
FAILURES, WINDOW = 10, 300.0  # failed sign-ins of one address within so many seconds
_ADDRESSES = 10_000
_WRONG = Words("这个令牌不对，或已过期、已撤销。", "This token is wrong, or has ended or been revoked.")
_TOO_MANY = Words("试得太多了，请五分钟后再试。", "Too many tries; please wait five minutes.")
_MAY_NOT = Words("没有这项权限", "You may not do this")
_MAY_NOT_TEXT = Words(
    "您的角色不能看这一页，或这个请求来自别的网页。",
    "Your role does not show this page, or another site sent this request.",
)


class Failures:
    """How often each address failed of late; in memory, the addresses longest silent are forgotten first."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._guard = threading.Lock()

    def too_many(self, address: str) -> bool:
        """Whether an address must wait."""
        with self._guard:
            times = self._times.get(address, ())
            return sum(1 for t in times if t > self._clock() - WINDOW) >= FAILURES

    def add(self, address: str) -> None:
        """One more failure."""
        with self._guard:
            self._times.setdefault(address, deque(maxlen=FAILURES)).append(self._clock())
            self._times.move_to_end(address)
            while len(self._times) > _ADDRESSES:
                self._times.popitem(last=False)


def local_path(text: str) -> str:
    """Where to go after signing in: an address on this server, else the first page.

    >>> local_path("/findings?group=gap"), local_path("//evil.example"), local_path("/\\\\evil.example")
    ('/findings?group=gap', '/', '/')
    """
    fits = re.fullmatch(r"/(?![/\\])[!-\[\]-~]*", text) is not None
    return text if fits and not text.startswith((SIGN_IN, SIGN_OUT)) else "/"


def _page(request: Request, status: int, next: str, said: Words | None = None) -> Response:
    caller = caller_of(request)
    answer = render(request, "sign_in.html", status, {
        "edition": None, "editions": [], "current": True, "next": next, "said": said, "signed_out": caller is None,
        "role": caller and Words(ROLES[caller.role], caller.role),
    })  # fmt: skip
    # Without a referrer a browser would not say where the form comes from (Origin: null).
    answer.headers["Referrer-Policy"] = "same-origin"
    if status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="zhize"'
        if COOKIE in request.cookies:
            answer.delete_cookie(COOKIE)
    return answer


def refused_page(request: Request, status: int) -> Response:
    """The page for somebody unknown (401: sign in, then go on) or not allowed (403)."""
    if status == 401:
        here = str(request.url.replace(scheme="", netloc="")) if request.method == "GET" else "/"
        return _page(request, 401, local_path(here))
    return message(request, status, _MAY_NOT, _MAY_NOT_TEXT)


@router.get(SIGN_IN)
def sign_in_page(request: Request) -> Response:
    """The form for a token; for somebody signed in, who they are and the way out."""
    return _page(request, 200, local_path(request.query_params.get("next", "/")))


@router.post(SIGN_IN)
async def sign_in(request: Request) -> Response:
    """Take a token and keep it in a cookie that no script can read and no foreign page can use."""
    failures: Failures = request.app.state.failures
    address = request.client.host if request.client else ""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST:
            return _page(request, 413, "/", _WRONG)
    form = parse_qs(body.decode("utf-8", "replace"))
    go_on = local_path(form.get("next", ["/"])[0])
    if failures.too_many(address):
        answer = _page(request, 429, go_on, _TOO_MANY)
        answer.headers["Retry-After"] = str(int(WINDOW))
        return answer
    secret = form.get("token", [""])[0].strip()
    token = await run_in_threadpool(known, request.app.state.workspace.record, secret)
    if token is None:
        failures.add(address)
        return _page(request, 401, go_on, _WRONG)
    gone = RedirectResponse(go_on, 303, headers={"Cache-Control": "no-store"})
    gone.set_cookie(
        COOKIE, secret, httponly=True, samesite="strict", secure=request.url.scheme == "https", path="/"
    )
    return gone


@router.post(SIGN_OUT)
def sign_out(request: Request) -> Response:
    """Forget the cookie; the token itself holds until it ends or is revoked."""
    gone = RedirectResponse(SIGN_IN, 303, headers={"Cache-Control": "no-store"})
    gone.delete_cookie(COOKIE)
    return gone
