"""The page on which one statement is corrected by hand: what it offers, what follows, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from graph.amend import amendments
from tests.api.offices import HERE, Guarded, guarded
from tests.api.test_deciding import HOSTILE, send, text_of
from tests.graph.lists import DAY, batch

LISTED = [
    "org:water {name: 临澜市水务局}", "org:farm {name: 临澜市农业农村局}",
    f"duty:one {{name: '节约用水{HOSTILE}', region: '379900', level: 市}}",
    "org:water LEADS duty:one {text: 负责节水, scope: 城区, position: 1}", "org:farm ASSISTS duty:one",
    "duty:one LISTED_IN list:a", "list:a {name: 甲清单, kind: boundary}",
]  # fmt: skip
PAGE = "/amend/duty:one"
WHY = {"reason": f"范围写错{HOSTILE}", "document": "临编办〔2026〕12号"}


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Guarded]:
    """An office with one matter, its lead and one that assists; without rules."""
    monkeypatch.setattr("graph.workspace.judge", lambda *_, **__: [])
    made = guarded(tmp_path)
    made.office.publish(batch(LISTED, "list:a", "a.xlsx"), DAY)
    yield made
    made.office.close()


def now(city: Guarded) -> dict[tuple[str, str], dict[str, object]]:
    """The roles of the matter: kind and body -> properties."""
    said = city.office.record.statements(city.office.record.edition(None).no)
    return {(s.kind, s.subject): dict(s.properties) for s in said if s.object == "duty:one"}


def lead(city: Guarded) -> str:
    """The id of the lead's role."""
    said = city.office.record.statements(city.office.record.edition(None).no)
    return next(s.id for s in said if s.kind == "LEADS" and s.object == "duty:one")


def on(city: Guarded) -> dict[str, object]:
    """The field that names the edition looked at."""
    return {"edition": city.office.record.edition(None).no}


def test_the_page_offers_each_role_with_what_its_list_says(city: Guarded) -> None:
    editor = city.client("editor")
    page = editor.get(PAGE).text
    assert (
        text_of(page).count("改写或去掉") == 2 and HOSTILE not in page and '<form class="verdict"' not in page
    )
    form = editor.get(f"{PAGE}?statement={lead(city)}").text
    said = text_of(form)
    for words in (
        "临澜市水务局 主办 → 节约用水",
        "a.xlsx ! 表1 ! A",
        "职责表述",
        "范围",
        "理由（必填）",
        "依据的文件（必填）",
    ):
        assert words in said, words
    assert 'name="p.scope" value="城区"' in form and "负责节水</textarea>" in form and HOSTILE not in form
    english = text_of(editor.get(f"{PAGE}?statement={lead(city)}&lang=en").text)
    for words in (
        "Correct as filled in, and publish an edition",
        "Valid from",
        "Add a role",
        "Assists".lower(),
    ):
        assert words in english, words
    for role in ("viewer", "analyst", "auditor"):
        reading = city.client(role).get(f"{PAGE}?statement={lead(city)}").text
        assert "<textarea" not in reading and "令牌登录" in reading
    assert editor.get("/amend/duty:none").status_code == 404
    assert f'href="{PAGE}"' in editor.get("/things/duty:one").text


def test_a_role_is_corrected_and_the_correction_taken_back(city: Guarded) -> None:
    editor, before = city.client("editor"), now(city)
    form = {"action": "set", "statement": lead(city), "p.text": "负责节水", "p.scope": "农村", "p.valid_from": "2026-01-01",
            "p.split": "", "p.position": "1", **WHY, **on(city)}  # fmt: skip
    status, page = send(editor, f"{PAGE}?statement={lead(city)}&lang=zh", **form)
    assert status == 303 and "更正已在其中" in page and HOSTILE not in page
    corrected = now(city)["LEADS", "org:water"]
    assert corrected == {**before["LEADS", "org:water"], "scope": "农村", "valid_from": "2026-01-01"}
    [made] = amendments(city.office.record)
    assert dict(made.properties) == {"scope": "农村", "valid_from": "2026-01-01"}  # only what was changed
    assert (made.decided_by, made.document) == ("editor 岗", WHY["document"])
    status, page = send(editor, PAGE, action="end", amendment=made.id, reason="看错了")
    assert status == 303 and "已失效" in page and now(city) == before
    status, page = send(editor, PAGE, action="end", amendment=made.id, reason="看错了")
    assert status == 422 and "仍然有效的更正" in page


def test_a_value_is_emptied_a_role_taken_away_and_another_added(city: Guarded) -> None:
    editor = city.client("editor")
    assert (
        send(editor, PAGE, action="set", statement=lead(city), **{"p.scope": ""}, **WHY, **on(city))[0] == 303
    )
    assert "scope" not in now(city)["LEADS", "org:water"]
    assert send(editor, PAGE, action="remove", statement=lead(city), **WHY, **on(city))[0] == 303
    assert set(now(city)) == {("ASSISTS", "org:farm")}
    add = editor.get(f"{PAGE}?statement=add").text
    assert '<option value="临澜市农业农村局">' in add and "补上，发布新的一版" in add
    added = {
        "action": "add",
        "kind": "LEADS",
        "other": "临澜市农业农村局",
        "p.scope": "农村",
        **WHY,
        **on(city),
    }
    assert send(editor, f"{PAGE}?statement=add", **added)[0] == 303
    assert now(city)["LEADS", "org:farm"] == {"scope": "农村", "region": "379900"}
    # from the body's side the matter is named
    other = {"action": "add", "kind": "SUPERVISES", "other": "duty:one", **WHY, **on(city)}
    assert send(editor, "/amend/org:water?statement=add", **other)[0] == 303
    assert ("SUPERVISES", "org:water") in now(city)


def test_what_is_stated_of_the_thing_itself_is_corrected(city: Guarded) -> None:
    editor = city.client("editor")
    page = editor.get(f"{PAGE}?statement=duty:one").text
    assert "去掉这一条" not in page and 'name="p.name"' not in page and 'name="p.region"' not in page
    form = {"action": "set", "statement": "duty:one", "p.aliases": "节水、城市节水", **WHY, **on(city)}
    assert send(editor, f"{PAGE}?statement=duty:one", **form)[0] == 303
    assert city.office.answer(lambda r: r.node("duty:one") or {})["aliases"] == ["节水", "城市节水"]
    status, page = send(editor, f"{PAGE}?statement=duty:one", **{**form, **on(city)})
    assert status == 422 and "与现在写的一样" in page
    status, _ = send(editor, PAGE, **{**form, "action": "remove", **on(city)})
    assert status == 422


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"reason": ""}, 422, "必须写明理由"), ({"document": " "}, 422, "依据文件"),
        ({"edition": ""}, 422, "所看的是哪一版"),
        ({"p.valid_from": "去年"}, 422, "不能是“去年”"), ({"p.position": "一"}, 422, "不能是“一”"),
        ({"p.name": "改名"}, 422, "不能手工改写"), ({"p.split": "也许"}, 422, "不能是“也许”"),
        ({"statement": "LEADS-none"}, 422, "没有这一条"), ({"action": "burn"}, 422, "没有写明做什么"),
        ({"action": "add", "kind": "LEADS", "other": "没有的局"}, 422, "没有“没有的局”"),
        ({"action": "add", "kind": "PERFORMS", "other": "临澜市水务局"}, 422, "不能这样更正"),
        ({"action": "add", "kind": "LISTED_IN", "other": "list:a"}, 422, "没有责任关系"),
        ({"action": "end", "amendment": "x"}, 422, "没有编号 0"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_and_what_was_written_is_kept(
    city: Guarded, form: dict[str, str], status: int, said: str
) -> None:
    whole = {"action": "set", "statement": lead(city), "p.scope": "写到一半的范围", **WHY, **on(city), **form}
    shown = "add" if whole["action"] == "add" else lead(city)
    before = list(city.office.record.dump())
    code, page = send(city.client("editor"), f"{PAGE}?statement={shown}", **whole)
    assert (code, said in page, 'role="alert"' in page, HOSTILE in page) == (status, True, True, False)
    if whole["action"] != "end":
        assert 'value="写到一半的范围"' in page and 'name="edition" value=' in page
    assert list(city.office.record.dump()) == before


def test_an_edition_that_moved_is_told(city: Guarded) -> None:
    form = {"action": "set", "statement": lead(city), "p.scope": "农村", **WHY, **on(city)}
    city.office.publish(batch(["org:new {name: 新局}"], "list:b", "b.xlsx"), DAY)
    status, page = send(city.client("editor"), f"{PAGE}?statement={lead(city)}", **form)
    assert status == 409 and "现行版已变" in page and 'value="农村"' in page
    assert now(city)["LEADS", "org:water"]["scope"] == "城区"
    assert (
        f'href="{PAGE}"' not in city.client("editor").get("/things/duty:one?edition=2").text
    )  # of today only


def test_only_an_editor_on_our_own_page_may_send(city: Guarded) -> None:
    form = {"action": "remove", "statement": lead(city), **WHY, **on(city)}
    before = list(city.office.record.dump())
    for role in ("viewer", "analyst", "auditor"):
        assert send(city.client(role), PAGE, **form)[0] == 403
    client = city.client()
    client.cookies.set("zhize", city.secrets["admin"])
    for headers in (
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {},
    ):
        assert client.post(PAGE, data=form, headers=headers).status_code == 403, headers
    assert city.client().post(PAGE, data=form, headers={"Origin": HERE}).status_code == 401
    assert list(city.office.record.dump()) == before
    assert city.client("editor").get(PAGE).headers["referrer-policy"] == "same-origin"


def test_every_kind_of_thing_has_a_form(city: Guarded) -> None:
    editor = city.client("editor")
    held = {s.kind: s.id for s in city.office.record.statements(2) if s.is_node}
    assert len(held) > 8
    for kind, thing in held.items():
        address = f"/amend/{quote(thing)}"
        assert editor.get(address).status_code == 200, kind
        form = editor.get(f"{address}?statement={quote(thing)}").text
        assert "按所填更正" in form, kind
