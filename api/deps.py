"""What routes ask for: the workspace, and answers of one edition with its ETag."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Query, Request, Response

from api.access import Refused, caller_of
from api.settings import VERSION
from graph.reader import Reader
from graph.workspace import Workspace

T = TypeVar("T")

EditionNo = Annotated[int | None, Query(description="Edition; the current one when left out.", ge=1)]
Lang = Annotated[str, Query(description="Language of captions.", pattern="^(zh|en)$")]


def get_workspace(request: Request) -> Workspace:
    """The workspace that the application was made with."""
    found = request.app.state.workspace
    if not isinstance(found, Workspace):
        raise RuntimeError("the application has no workspace")
    return found


Office = Annotated[Workspace, Depends(get_workspace)]


class NotModified(Exception):
    """The client has this answer already (304)."""

    def __init__(self, etag: str) -> None:
        self.etag = etag


class Ask:
    """Answers from one edition; sets ETag = edition + last audit number + program version + language + role."""

    def __init__(
        self,
        request: Request,
        response: Response,
        office: Office,
        edition: EditionNo = None,
        lang: Lang = "zh",
    ) -> None:
        self.request, self.response, self.office = request, response, office
        self.edition, self.lang = edition, lang
        found = caller_of(request)
        if found is None:
            raise Refused(401)
        self.caller = found

    def etag(self) -> str:
        """The tag of what this request would see."""
        no = self.office.record.edition(self.edition).no
        return f'"{no}-{self.office.record.last_audit()}-{VERSION}-{self.lang}-{self.caller.role}"'

    def __call__(self, ask: Callable[[Reader], T]) -> T:
        tag = self.etag()
        if tag in self.request.headers.get("if-none-match", ""):
            raise NotModified(tag)
        answer = self.office.answer(ask, self.edition)
        self.response.headers["ETag"] = tag
        self.response.headers["Cache-Control"] = "private, no-cache" if self.caller.signed_in else "no-cache"
        return answer


Asking = Annotated[Ask, Depends()]
PROBLEMS: dict[int | str, dict[str, Any]] = {
    404: {"description": "Unknown id or edition", "content": {"application/problem+json": {}}},
    503: {"description": "The graph is changing; ask again", "content": {"application/problem+json": {}}},
}
