"""Pairs and replies decided on pages and over HTTP: who may, what follows, what is told, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import make_app
from api.routes.pages.forms import LONGEST
from api.settings import Settings
from graph.amend import amendments
from graph.matched import decided
from graph.statement import Batch
from tests.api.offices import HERE, Guarded, guarded
from tests.graph.asking import ask, come
from tests.graph.lists import DAY, batch, together

HOSTILE = "<script>alert(1)</script>"
FIRST = [
    "org:water {name: 临澜市水务局}", f"duty:one {{name: '城市节约用水工作{HOSTILE}', region: '379900', level: 市}}",
    "org:water LEADS duty:one {text: 负责节水}", "duty:one LISTED_IN list:a", "list:a {name: 甲清单, kind: boundary}",
]  # fmt: skip
SECOND = [
    "org:water {name: 临澜市水务局}", f"duty:two {{name: '城市节水工作{HOSTILE}', region: '379900', level: 县}}",
    "org:water LEADS duty:two {text: 负责节水}", "duty:two LISTED_IN list:b", "list:b {name: 乙清单, kind: boundary}",
]  # fmt: skip
PAIR = {"older": "duty:one", "newer": "duty:two"}


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Guarded]:
    """An office with one pair to decide, without rules."""
    monkeypatch.setattr("graph.workspace.judge", lambda *_, **__: [])
    made = guarded(tmp_path)
    made.office.publish(together(batch(FIRST, "list:a", "a.xlsx"), batch(SECOND, "list:b", "b.xlsx")), DAY)
    yield made
    made.office.close()


@pytest.fixture
def asked(city: Guarded) -> Guarded:
    """An office in which two departments were asked, and one replied."""
    city.office.publish(batch(["org:fire {name: 消防局}", "duty:fire {name: 灭火}", "org:fire LEADS duty:fire {text: 管灭火}"],
                              "list:c", "c.xlsx"), DAY)  # fmt: skip
    ask(city.office.record, "org:fire", "org:water")
    matters = {"灭火": ("amend", f"管灭火和救援{HOSTILE}")}
    come(city.office.record, 1, "org:fire", matters)
    return city


def text_of(html: str) -> str:
    """What a page says, in one line."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def send(client: TestClient, path: str, **form: object) -> tuple[int, str]:
    """Send a form as a browser would and go where it leads; gives the first status and the last page."""
    answer = client.post(path, data=form, headers={"Origin": HERE})
    if answer.status_code != 303:
        return answer.status_code, answer.text
    page = client.get(answer.headers["location"])
    assert page.status_code == 200
    return 303, page.text


# -- pairs -----------------------------------------------------------------------------------------


def test_the_queue_shows_both_wordings_with_what_speaks_for_and_against(city: Guarded) -> None:
    answer = city.client("viewer").get("/matching")
    page = text_of(answer.text)
    for said in ("城市节约用水工作", "城市节水工作", "题目相近", "相同角色的相同机构（100%）", "层级不同（市、县）",
                 "甲清单", "乙清单",
                 "负责节水", "a.xlsx ! 表1 ! A5", "b.xlsx ! 表1 ! A5"):  # fmt: skip
        assert said in page, said
    assert HOSTILE not in answer.text
    assert "<textarea" not in answer.text  # a viewer reads
    assert "令牌登录" in page
    assert "<textarea" in city.client("editor").get("/matching").text
    english = text_of(city.client("editor").get("/matching?lang=en").text)
    assert "Another level (市、县)" in english and "The same bodies in the same roles (100%)" in english


def test_the_queue_is_filtered_by_list_and_relation(city: Guarded) -> None:
    viewer = city.client("viewer")
    assert [
        len(viewer.get("/api/v1/matches", params={"list": i}).json()) for i in ("list:a", "list:b", "list:z")
    ] == [1, 1, 0]
    [pair] = viewer.get("/api/v1/matches").json()
    assert pair["lists"] == ["list:a", "list:b"] and "层级不同（市、县）" in pair["against"]
    for query, shown in (
        ("list=list:a", 1),
        ("list=list:z", 0),
        ("relation=same", 1),
        ("relation=split", 0),
        ("page=9", 1),
    ):
        page = viewer.get(f"/matching?{query}").text
        assert page.count("data-pair") == shown, query
        assert ("没有符合条件的" in page) == (shown == 0)


def test_a_pair_confirmed_on_the_page_is_an_edition_and_can_be_taken_back(city: Guarded) -> None:
    editor, edition = city.client("editor"), city.office.record.edition(None).no
    form = {
        **PAIR,
        "action": "confirm",
        "relation": "same",
        "edition": edition,
        "reason": f"一件事 {HOSTILE}",
    }
    status, page = send(editor, "/matching?lang=zh", **form)
    assert (status, city.office.record.edition(None).no) == (303, edition + 1)
    assert f"已确认：同一事项；现行版是第 {edition + 1} 版" in page and 'role="status"' in page
    assert "没有待核对的事项" in page
    decisions = editor.get("/matching?decided=1").text
    assert "一件事" in decisions and "editor 岗" in decisions and HOSTILE not in page + decisions
    [entry] = [
        e for e in city.client("auditor").get("/api/v1/audit").json() if e["action"] == "match confirm"
    ]
    assert entry["who"] == "editor 岗"
    assert "<textarea" not in city.client("viewer").get("/matching?decided=1").text
    status, page = send(editor, "/matching?decided=1", **PAIR, action="withdraw", reason=" ")
    assert status == 422 and "必须写明理由" in page
    status, page = send(editor, "/matching?decided=1", **PAIR, action="withdraw", reason="看错了")
    assert status == 303 and "重新装入有关清单后分开" in page
    assert [p.ended_at is None for p in decided(city.office.record)] == [False]


def test_a_pair_rejected_on_the_page_is_proposed_no_more(city: Guarded) -> None:
    editor = city.client("editor")
    status, page = send(editor, "/matching?lang=en", **PAIR, action="reject", reason="两件事")
    assert status == 303 and "Rejected: not one matter" in page and "No pair waits" in page
    status, page = send(editor, "/matching", **PAIR, action="reject", reason="两件事")
    assert status == 422 and "已决定为" in page


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"reason": ""}, 422, "必须写明理由"),
        ({"edition": "1"}, 409, "草稿基于第 1 版"),
        ({"edition": "x"}, 422, "所看的是哪一版"),
        ({"relation": "different"}, 422, "没有“different”"),
        ({"older": "duty:none"}, 422, "没有哪一版有过"),
        ({"action": "burn"}, 422, "没有写明做什么"),
        ({"reason": "长" * 2001}, 422, "不能长于"),
        ({"reason": "x" * LONGEST}, 422, "太长"),
    ],
)
def test_what_cannot_be_done_is_told_and_what_was_written_is_kept(
    city: Guarded, form: dict[str, str], status: int, said: str
) -> None:
    edition = city.office.record.edition(None).no
    whole = {
        **PAIR,
        "action": "confirm",
        "relation": "split",
        "edition": str(edition),
        "reason": "我写的理由",
        **form,
    }
    before = list(city.office.record.dump())
    code, page = send(city.client("editor"), "/matching", **whole)
    assert (code, said in page, 'role="alert"' in page) == (status, True, True)
    if form.keys() & {"edition", "relation"}:
        assert "我写的理由</textarea>" in page
    assert list(city.office.record.dump()) == before


def test_only_an_editor_on_our_own_page_may_send(asked: Guarded) -> None:
    for path, form in (("/matching", {**PAIR, "action": "reject", "reason": "x"}),
                       ("/replies", {"answer": 1, "action": "adopt", "reason": "x"})):  # fmt: skip
        before = list(asked.office.record.dump())
        for role in ("viewer", "analyst", "auditor"):
            assert send(asked.client(role), path, **form)[0] == 403
        for headers in (
            {"Origin": "http://evil.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
            {},
        ):
            client = asked.client()
            client.cookies.set("zhize", asked.secrets["admin"])
            assert client.post(path, data=form, headers=headers).status_code == 403, headers
        assert asked.client().post(path, data=form, headers={"Origin": HERE}).status_code == 401
        assert list(asked.office.record.dump()) == before
        answer = asked.client("editor").get(path)
        assert answer.headers["referrer-policy"] == "same-origin"  # else a browser would say Origin: null


def test_withdraw_over_http(city: Guarded) -> None:
    editor = city.client("editor")
    body = {**PAIR, "reason": "两件事"}
    assert editor.post("/api/v1/matches/reject", json=body).status_code == 204
    assert editor.get("/api/v1/matches").json() == []
    assert editor.post("/api/v1/matches/withdraw", json=body).status_code == 204
    assert len(editor.get("/api/v1/matches").json()) == 1
    again = editor.post("/api/v1/matches/withdraw", json=body)
    assert (again.status_code, again.headers["content-type"]) == (422, "application/problem+json")


# -- replies ---------------------------------------------------------------------------------------


def test_replies_show_the_original_beside_the_reply(asked: Guarded) -> None:
    viewer = asked.client("viewer")
    answer = viewer.get("/replies")
    page = text_of(answer.text)
    for said in ("消防局", "管灭火", "c.xlsx!表1!A4", "和救援", "待处理", "还没有回复的 1 个单位", "临澜市水务局",
                 "问了 2 个单位 3 条", "3 条职责的征求意见情况还没有进入版本"):  # fmt: skip
        assert said in page, said
    assert HOSTILE not in answer.text and "<textarea" not in answer.text
    assert 'data-reply="open"' in viewer.get("/things/duty:fire").text
    assert 'data-reply="open"' in viewer.get("/things/org:fire").text
    ask(asked.office.record, "org:fire")
    asked.office.publish(Batch(), DAY)
    ask(asked.office.record, "org:fire")
    come(asked.office.record, 3, "org:fire", {"灭火": ("agree",)}, "再答.xlsx")
    assert viewer.get("/things/duty:fire?edition=3").text.count("data-reply=") == 1
    assert viewer.get("/things/duty:fire").text.count("data-reply=") == 2
    assert "data-reply" not in viewer.get("/things/duty:one").text
    for query, shown in (
        ("state=open", 1),
        ("state=agreed", 0),
        ("org=org:fire", 1),
        ("org=org:x", 0),
        ("round=7", 1),
    ):
        assert viewer.get(f"/replies?{query}").text.count("data-reply=") == shown, query


def test_before_the_first_edition_both_pages_say_what_to_do(tmp_path: Path) -> None:
    with TestClient(make_app(Settings(home=tmp_path)), base_url=HERE) as client:
        for path in ("/matching", "/matching?decided=1", "/replies"):
            answer = client.get(path)
            assert answer.status_code == 200 and "还没有发布任何版本" in answer.text
        answer = client.post(
            "/matching", data={**PAIR, "action": "reject", "reason": "x"}, headers={"Origin": HERE}
        )
        assert answer.status_code == 200 and "还没有发布任何版本" in answer.text
        assert client.get("/api/v1/replies").json()["replies"] == []


def test_no_round_says_how_to_begin(city: Guarded) -> None:
    assert "zhize consult" in city.client("viewer").get("/replies").text


def test_a_reply_adopted_and_then_declined_on_the_page(asked: Guarded) -> None:
    editor, edition = asked.client("editor"), asked.office.record.edition(None).no
    status, page = send(editor, "/replies", answer=1, action="adopt", reason="说得对")
    assert status == 303 and "已采纳" in page and "说得对" in page and "editor 岗" in page
    assert asked.office.record.edition(None).no == edition + 1
    [made] = amendments(asked.office.record)
    assert (made.answer, made.decided_by, made.ended_at) == (1, "editor 岗", None)
    assert "改变这项决定" in page
    status, page = send(editor, "/replies?state=adopted&round=1", answer=1, action="decline", reason="再议")
    assert status == 303 and "未采纳" in page
    assert amendments(asked.office.record)[0].ended_at
    assert asked.office.record.edition(None).no == edition + 2
    history = text_of(editor.get("/things/duty:fire").text)
    assert "管灭火和救援" in history and "已失效" in history
    texts = {
        s.properties.get("text")
        for s in asked.office.record.statements(edition + 2)
        if s.object == "duty:fire"
    }
    assert texts == {"管灭火"}


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"reason": ""}, 422, "理由"), ({"answer": "9"}, 404, "没有编号 9"), ({"answer": "x"}, 404, "没有编号 0"),
        ({"action": ""}, 422, "没有写明做什么"), ({"action": "publish", "as_of": "明天"}, 422, "不是日期"),
        ({"reason": "长" * 2001}, 422, "不能长于"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_told(asked: Guarded, form: dict[str, str], status: int, said: str) -> None:
    before = list(asked.office.record.dump())
    code, page = send(
        asked.client("editor"), "/replies", **{"answer": "1", "action": "decline", "reason": "我写的", **form}
    )
    assert (code, said in page, 'role="alert"' in page) == (status, True, True)
    assert list(asked.office.record.dump()) == before


def test_what_waits_is_published_from_the_page(asked: Guarded) -> None:
    editor, edition = asked.client("editor"), asked.office.record.edition(None).no
    status, page = send(editor, "/replies", action="publish", as_of="2026-07-31")
    newest = asked.office.record.edition(None)
    assert (status, newest.no, newest.as_of) == (303, edition + 1, "2026-07-31")
    assert f"第 {edition + 1} 版是现行版" in page and "还没有进入版本" not in page


def test_replies_decided_over_http(asked: Guarded) -> None:
    editor = asked.client("editor")
    body = {"decision": "adopt", "reason": "说得对"}
    done = editor.post("/api/v1/replies/1/decide", json=body).json()
    assert (done["reply"]["state"], done["reply"]["decided_by"], done["published"]["new"]) == (
        "adopted",
        "editor 岗",
        True,
    )
    assert done["reply"]["now"] == done["reply"]["statement"] and done["reply"]["thing"] == "duty:fire"
    [made] = editor.get("/api/v1/amendments").json()
    assert made["answer"] == 1
    done = editor.post("/api/v1/replies/1/decide", json={**body, "decision": "decline"}).json()
    assert (done["reply"]["state"], done["published"]["new"]) == ("declined", True)
    assert (
        editor.post("/api/v1/replies/1/decide", json={**body, "decision": "decline"}).json()["published"]
        is None
    )
    for number, sent, status in (
        (9, body, 404),
        (1, {**body, "reason": " "}, 422),
        (1, {**body, "decision": "burn"}, 422),
    ):
        answer = editor.post(f"/api/v1/replies/{number}/decide", json=sent)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert asked.client("analyst").post("/api/v1/replies/1/decide", json=body).status_code == 403
    everything = editor.get("/api/v1/replies", params={"thing": "duty:fire"}).json()
    assert everything["total"] == 1 and everything["rounds"][0]["open"] == 0
    published = editor.post("/api/v1/replies/publish", json={}).json()
    assert (published["new"], published["as_of"]) == (False, DAY)
    assert editor.post("/api/v1/replies/publish", json={"as_of": "明天"}).status_code == 422
    who = {
        e["who"]
        for e in asked.client("auditor").get("/api/v1/audit").json()
        if e["action"] in ("amend", "amend end", "reply adopt")
    }
    assert who == {"editor 岗"}


def test_an_adopted_answer_to_words_that_are_gone_corrects_nothing(asked: Guarded) -> None:
    """The list changed the clause after it was asked about."""
    lines = ["org:fire {name: 消防局}", "duty:fire {name: 灭火}", "org:fire LEADS duty:fire {text: 管救援}"]
    asked.office.publish(batch(lines, "list:c", "c.xlsx"), DAY)
    status, page = send(asked.client("editor"), "/replies", answer=1, action="adopt", reason="说得对")
    assert status == 303 and "已采纳" in page
    assert amendments(asked.office.record) == []
