"""Pages on which people decide: reading their form, doing what it says, and telling what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, cast
from urllib.parse import parse_qs

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from api.access import Need, caller_of
from api.errors import named
from api.routes.pages.respond import nothing_yet, render
from graph.compile import DanglingLink
from graph.record import RecordError, Unfit
from graph.store import StoreError
from graph.workspace import Workspace
from viz.words import Words
from viz.workbench import Address

LONGEST = 64 << 10  # bytes of a form
_TITLES = {
    404: Words("没有找到", "Not found"), 409: Words("现行版已变，请看过再定", "The edition has changed: look again"),
    422: Words("不能这样做", "This cannot be done"),
}  # fmt: skip
_LATER = Words("没有做成，或没有做完", "Not done, or not wholly")


@dataclass(frozen=True, slots=True)
class Failed:
    """What went wrong: status, title, what the program says of it, and the form as it was sent."""

    status: int
    title: Words
    text: str
    form: Mapping[str, str] = field(default_factory=dict)


async def _read(request: Request) -> dict[str, str]:
    """The fields of a form, blanks at their ends gone; nothing of one that is too long or none."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST:
            return {}
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=30)
    except ValueError:
        return {}
    return {name: values[-1].replace("\r\n", "\n").strip() for name, values in fields.items()}


Form = Annotated[dict[str, str], Depends(_read)]


def office_of(request: Request) -> Workspace:
    """The workspace that the application was made with."""
    return cast(Workspace, request.app.state.workspace)


def deciding(
    request: Request, template: str, context: dict[str, Any], failed: Failed | None = None
) -> Response:
    """A page on the current edition with forms: `may` tells the template whether the reader may send them."""
    office = office_of(request)
    editions = office.record.editions(limit=1)
    if not editions:
        return nothing_yet(request)
    caller = caller_of(request)
    state = {"edition": editions[0], "editions": editions, "current": True, "failed": failed}
    state["may"] = caller is not None and caller.may(Need.LOAD)
    answer = render(request, template, failed.status if failed else 200, state | context)
    if state["may"]:  # without a referrer a browser would not say where the form comes from (Origin: null)
        answer.headers["Referrer-Policy"] = "same-origin"
    return answer


def done(
    request: Request, form: Mapping[str, str], act: Callable[[], Mapping[str, int | None]]
) -> Failed | Response:
    """Do what a form says and lead back to the page, with what `act` adds to its address (None: takes from it); or say
    what went wrong."""
    try:
        more = act()
    except (RecordError, StoreError, DanglingLink) as error:
        status, _ = named(error)
        return Failed(status, _TITLES.get(status, _LATER), str(error.args[0] if error.args else error), form)
    address = Address(request.url.path, dict(request.query_params))
    return RedirectResponse(
        address.same(**{"done": None, "published": None, **more}), 303, headers={"Cache-Control": "no-store"}
    )


def edition_in(form: Mapping[str, str]) -> int | None:
    """The edition that the form was filled in on; raises Unfit where it names none."""
    text = form.get("edition", "")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Unfit("表单里没有写明所看的是哪一版")
    return int(text)


def number_in(text: str | None) -> int:
    """A number in an address or a form; 0 for none or nonsense.

    >>> number_in("12"), number_in("x"), number_in(None)
    (12, 0, 0)
    """
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0
