"""The profile that the how-to shows really reads the list that it describes."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
import yaml

from ingest import profile as profiles
from ingest.load import understand
from tests.docs.test_docs import DOCS

PAGE = (DOCS / "howto" / "add-a-list-profile.md").read_text("utf-8")


def test_the_profile_shown_reads_its_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = next(b for b in re.findall(r" *```yaml\n(.*?)```", PAGE, re.DOTALL) if "list_kind" in b)
    for path in profiles.FOLDER.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text("utf-8"), "utf-8")
    (tmp_path / "liaison.yaml").write_text(textwrap.dedent(shown), "utf-8")
    monkeypatch.setattr(profiles, "FOLDER", tmp_path)
    profiles.profiles.cache_clear()
    try:
        register = tmp_path / "名录.csv"
        register.write_text("机构全称,机构类别,行政区划\n青禾市水务局,政府部门,379800\n", "utf-8")
        asked = tmp_path / "联络.csv"
        asked.write_text(
            "行政区划：379800,,,\n序号,联络事项,联络单位,联络任务\n1,节水宣传周,市水务局,每月一报\n", "utf-8"
        )
        found = understand([register, asked])
    finally:
        monkeypatch.undo()
        profiles.profiles.cache_clear()
    assert found.ok, [p for f in found.files for p in f.problems]
    said = [(s.role, s.organization, s.thing) for f in found.files for s in f.statements]
    assert said == [("COORDINATES", "青禾市水务局", "节水宣传周")]
    assert [f.profile for f in found.files if f.file == asked.name] == ["liaison"]


def test_the_synonyms_shown_are_of_a_real_field() -> None:
    shown = next(b for b in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL) if "list_kind" not in b)
    words = yaml.safe_load(textwrap.dedent(shown))
    field, said = next(iter(words.items()))
    headings = profiles.profile_of("boundary").sheets[0].headers[field]
    assert set(said[:-1]) <= set(headings)
    assert said[-1] not in headings
