"""Text from lists stays text: in the page, in its JSON, in the tables; whatever it is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.viz.made import answer, party, step
from viz.network import network_data, script_file
from viz.page import safe_json, standalone, write_picture
from viz.scene import Scene, chain_scene

HOSTILE = """</script><img src=x onerror=alert(1)>"'href\u2028\u2029<!--<script>{{7*7}}"""


class Reading(HTMLParser):
    """What a browser would make of a page: elements with attributes, the data, all visible text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.data: list[str] = []
        self.text = ""
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag if tag != "script" else f"script {dict(attrs).get('type')}"
        if self._inside == "script application/json":
            self.data.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script application/json":
            self.data[-1] += data
        elif not self._inside.startswith(("script", "style")):
            self.text += data


def scene_of(name: str, said: str = "负责") -> Scene:
    """A chain in which this text stands wherever a list's text may stand."""
    scope = party(name, "SUPERVISES", scope=said)
    moved: dict[str, Any] = {"id": "org:m", "name": name, "kind": None, "effective_on": None, "written": []}
    made = answer(
        [
            step("approval", name, [party(name, "APPROVES")], ["item:x"]),
            step(
                "stage",
                f"{name}·{said}",
                [],
                ["stg:1"],
                missing=f"{name}·{said}的承担单位",
                detail={"waived": said},
            ),
            step("supervision", "监管", [scope], []),
        ],
        [moved],
    )
    made["item"]["name"] = name
    made["sentences"] = [said]
    return chain_scene(made)


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=60), st.text(max_size=40))
@example(HOSTILE, HOSTILE)
@example("\x00\x0b\r\n\ud7ff\ufffe", "\u202eabc")
def test_the_data_read_back_is_the_data_given(name: str, said: str) -> None:
    scene = scene_of(name, said)
    (data,) = Reading(standalone(scene)).data
    given = {k: v for k, v in scene.to_json().items() if k not in ("table", "sentences", "notes")}
    assert json.loads(data)["scene"] == json.loads(json.dumps(given))


def _shape(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(tag, tuple(sorted(attrs))) for tag, attrs in Reading(text).elements]


def test_hostile_text_adds_no_element_and_no_attribute() -> None:
    plain = standalone(scene_of("某局", "负责"))
    hostile = standalone(scene_of(HOSTILE, HOSTILE))
    assert _shape(plain) == _shape(hostile)
    assert "<img src=x onerror=alert(1)>" in Reading(hostile).text
    assert "{{7*7}}" in Reading(hostile).text


@given(
    st.recursive(
        st.text() | st.integers() | st.none() | st.booleans(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
@example("\ud800")
def test_json_in_a_script_element_cannot_end_it(value: Any) -> None:
    text = str(safe_json(value))
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == value


def test_the_policy_names_every_script_and_style() -> None:
    text = standalone(scene_of("某局"))
    (policy,) = [
        a["content"] or ""
        for t, a in Reading(text).elements
        if a.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    running = [a for t, a in Reading(text).elements if t == "script" and a.get("type") != "application/json"]
    assert len(running) == policy.split("style-src")[0].count("'sha256-") == 2
    assert not re.search(r'(?:src|href)="(?!data:)', text.partition("<script>")[0])


def test_titles_and_labels_are_text_and_nothing_else_comes_from_a_list() -> None:
    data = network_data(scene_of(HOSTILE, HOSTILE))
    assert {"title", "group", "image"} & {k for n in data["nodes"] + data["edges"] for k in n} == set()
    assert HOSTILE not in json.dumps(data["options"])
    assert data["nodes"][0]["label"] in (HOSTILE, "某许可")
    assert all(n["physics"] is False for n in data["nodes"])


def test_the_library_is_the_one_that_pyvis_carries() -> None:
    assert "pyvis" in script_file().parts
    assert "vis-network" in script_file().read_text(encoding="utf-8")[:200]


def test_pyvis_is_imported_only_when_a_picture_is_made() -> None:
    code = "import sys, viz.scene, viz.page, viz.workbench; sys.exit('pyvis' in sys.modules or 'IPython' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2]).returncode
        == 0
    )


def test_a_picture_is_written_wholly_or_not_at_all(tmp_path: Path) -> None:
    scene = scene_of("临澜市审批局")
    path = write_picture(scene, tmp_path / "图" / "链.html", "en")
    assert path.read_bytes().decode("utf-8") == standalone(scene, "en")
    assert [p.name for p in path.parent.iterdir()] == ["链.html"]
    blocked = tmp_path / "dir.html"
    blocked.mkdir()
    with pytest.raises(OSError):
        write_picture(scene, blocked)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["dir.html", "图"]


def test_no_machine_or_time_in_a_picture() -> None:
    text = standalone(scene_of("某局"))
    assert text == standalone(scene_of("某局"))
    assert str(Path(__file__).parents[2]) not in text
