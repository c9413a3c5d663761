"""What every page does: run a question on the edition asked for, and render the answer, or say what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from starlette.routing import Match

from graph.chain import UnknownThing
from graph.reader import Reader
from graph.record import Edition, UnknownEdition
from graph.store import StoreError
from graph.workspace import Workspace
from viz.page import ENVIRONMENT
from viz.words import Words
from viz.workbench import REASON_WORDS, Address, about_in, title_of

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin", "Cache-Control": "private, no-cache",
}  # fmt: skip
SECTIONS = (
    ("/ask", Words("问一问", "Ask")), ("/findings", Words("发现", "Findings")),
    ("/explore", Words("看关系", "Explore")), ("/matrix", Words("矩阵", "Matrix")),
    ("/bodies", Words("议事协调机构", "Bodies")), ("/stats", Words("台账", "Ledger")),
    ("/matching", Words("事项核对", "Matching")), ("/replies", Words("征求意见", "Replies")),
)  # fmt: skip
EDITIONS = 20  # offered in the header
Made = tuple[str, dict[str, Any]]


def respond(request: Request, make: Callable[[Reader, Address], Made]) -> Response:
    """Run `make` on the edition asked for and render the template it names with what it gives.

    Everything that may go wrong is a page too: 404 for an unknown edition or thing, 503 while the graph moves.
    """
    address = Address(request.url.path, dict(request.query_params))
    office = cast(Workspace, request.app.state.workspace)
    try:
        edition = address.edition
        editions = office.record.editions(limit=EDITIONS)
        if not editions:
            return nothing_yet(request)
        template, context = office.answer(
            lambda reader: _with_edition(reader, make(reader, address)), edition
        )
    except (UnknownEdition, ValueError):
        return message(request, 404, _NO_EDITION, _NO_EDITION_TEXT)
    except UnknownThing as error:
        text = Words(f"这一版里没有编号 {error.args[0]}", f"This edition has no {error.args[0]}")
        return message(request, 404, Words("没有找到", "Not found"), text)
    except StoreError:
        return message(request, 503, _MOVING, Words("请稍后再试。", "Please try again shortly."))
    context["current"] = context["edition"].no == editions[0].no
    return render(request, template, 200, {"editions": editions, **context})


def _with_edition(reader: Reader, made: Made) -> Made:
    return made[0], {"edition": reader.edition, **made[1]}


def render(request: Request, template: str, status: int, context: dict[str, Any]) -> HTMLResponse:
    """A page from a template; `context` must hold `edition` (or None) and `current`."""
    address = Address(request.url.path, dict(request.query_params))
    words = {"lang": address.lang, "address": address, "href": address.href, "query": dict(address.query)}
    words["caller"] = getattr(request.state, "caller", None)
    tools = {"title_of": title_of, "about_in": about_in, "reason_words": REASON_WORDS}
    text = ENVIRONMENT.get_template(template).render(sections=sections(request), **words, **tools, **context)
    language = {"Content-Language": "en" if address.lang == "en" else "zh-CN"}
    return HTMLResponse(text, status, headers=HEADERS | language)


def sections(request: Request) -> list[tuple[str, Words, bool]]:
    """The parts of the workbench that this application has: address, caption, whether the reader is there."""
    here = request.url.path
    return [
        (path, words, here == path or here.startswith(f"{path}/") or (path, here) == ("/ask", "/"))
        for path, words in SECTIONS
        if _served(request, path)
    ]


def _served(request: Request, path: str) -> bool:
    scope = {**request.scope, "path": path, "raw_path": path.encode(), "method": "GET"}
    return any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)


_MOVING = Words("图库正在更新", "The graph is being updated")
_NONE_YET = Words("还没有发布任何版本", "No edition has been published yet")
_NONE_YET_TEXT = Words("先把清单装进来，再刷新本页：", "Load the lists first, then reload this page:")
_NO_EDITION = Words("没有这一版", "There is no such edition")
_NO_EDITION_TEXT = Words("地址里的版本号不存在。", "The edition number in the address does not exist.")
_COMMANDS = (
    ("zhize load 清单.xlsx", Words("装入一份或几份清单", "load one or more lists")),
    ("zhize demo", Words("或者先看示例市", "or look at the sample city first")),
)


def nothing_yet(request: Request) -> HTMLResponse:
    """The page before the first edition."""
    return message(request, 200, _NONE_YET, _NONE_YET_TEXT, _COMMANDS)


def message(
    request: Request, status: int, title: Words, text: Words, commands: tuple[tuple[str, Words], ...] = ()
) -> HTMLResponse:
    """A page that says one thing."""
    none: list[Edition] = []
    context = {"title": title, "text": text, "commands": commands, "edition": None, "current": True}
    return render(request, "message.html", status, context | {"editions": none})
