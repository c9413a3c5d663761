"""Codes of items and bodies: taken apart by their grammar, and every oddity told by its own code, never refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.codes import body_trait, check_digit, form_trait, item_code, known_area
from ingest.load import understand
from tests.ingest.workbooks import approvals, body, errors, item, register

SOUND = "11511301008778490F"
FULL = "511A0004200009-511602000000-000-{}-1-00"


@pytest.mark.parametrize(
    ("code", "base", "area", "inner", "letter", "standard"),
    [
        (FULL.format(SOUND), "511A0004200009", "511602", SOUND, "A", True),
        (f"511A00042000-511602000000-000-{SOUND}-1-00", "511A00042000", "511602", SOUND, "A", True),
        (f"51120004200009-511602000000-000-{SOUND}-2-00", "51120004200009", "511602", SOUND, None, True),
        (f"511A00042-511602000000-000-{SOUND}-1-00", "511A00042", "511602", SOUND, None, False),
        (f"G-000007-001-511602000000-000-{SOUND}-1-00", "G-000007-001", "511602", SOUND, "G", False),
        (f"1J-5100-00027-511602000000-000-{SOUND}-1-00", "1J-5100-00027", "511602", SOUND, None, False),
        ("E-000004-001-11511301008778386B", "E", None, "11511301008778386B", "E", False),
        (f"{SOUND}2000104001000", "2000104001000", None, SOUND, None, False),
        ("370104001001", "370104001001", None, None, None, False), ("许可0123", "许可0123", None, None, None, False),
        ("", "", None, None, None, False),
    ],
)  # fmt: skip
def test_the_grammar_of_item_codes(
    code: str, base: str, area: str | None, inner: str | None, letter: str | None, standard: bool
) -> None:
    parts = item_code(code)
    assert (parts.base, parts.area, parts.body, parts.letter, parts.standard) == (
        base,
        area,
        inner,
        letter,
        standard,
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("2222222222222", "PLACEHOLDER"), ("1111111111111111", "PLACEHOLDER"), ("083372204", "FORM"), ("00877868-5", "FORM"),
        ("1151130000877869M", "FORM"), ("11511301452259996u", "FORM"), ("8282348", "FORM"), ("1151130100877849IO", "FORM"),
        ("11511301008778490A", "CHECK"), ("TE5116020105116050", "CHECK"), ("11991301008778490B", "AREA"), ("机构代码待补", "FORM"),
    ],
)  # fmt: skip
def test_every_oddity_of_a_body_has_its_own_code(code: str, said: str) -> None:
    trait = body_trait(code)
    assert trait is not None
    assert trait.code == f"DQ-CODE-{said}"


def test_a_sound_code_is_silent() -> None:
    assert body_trait(SOUND) is None
    assert form_trait(FULL.format(SOUND)) is None
    assert form_trait(FULL.format("083372204")) is None  # the body's code is looked at by itself


@given(st.text(max_size=40))
def test_no_text_breaks_the_grammar(text: str) -> None:
    parts = item_code(text)
    assert parts.base in text
    assert (form_trait(text) is None) == parts.standard
    body_trait(text)


@given(st.integers(0, 16), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_sign_is_always_seen(place: int, sign: str) -> None:
    first = SOUND[:17]
    other = first[:place] + sign + first[place + 1 :]
    assert (check_digit(other) == SOUND[17]) == (other == first)


def test_areas_begin_with_a_province() -> None:
    assert [known_area(c) for c in ("379900", "110000", "100000", "711000", "160000", "000000", "99", "甲")] == [
        True, True, True, True, False, False, False, False,
    ]  # fmt: skip


def test_codes_of_an_approval_list_are_checked_against_its_bodies(tmp_path: Path) -> None:
    owner = body("临澜市林业局", 统一社会信用代码=SOUND)
    own = f"379A0004200009-379900000000-000-{SOUND}-1-00"
    rows = [
        item("采伐许可", 事项编码=own, 审批部门="市林业局", 监管部门="市水务局"),
        item("采集许可", 事项编码=own, 监管部门="市水务局"),
        item("运输许可", 事项编码=FULL.format("2222222222222"), 监管部门="市水务局"),
        item("狩猎许可", 事项编码="370104001001", 监管部门="市水务局"),
        item("驯养许可", 事项编码="99999999", 监管部门="市水务局"),
    ]
    found = understand([register(tmp_path, owner), approvals(tmp_path, rows)])
    assert errors(found) == []
    assert [(p.code, p.severity, p.cell) for p in found.problems if p.code.startswith("DQ-CODE")] == [
        ("DQ-CODE-BODY", "warning", "A5"), ("DQ-CODE-AREA", "warning", "A6"), ("DQ-CODE-PLACEHOLDER", "warning", "A6"),
        ("DQ-CODE-PLACEHOLDER", "warning", "A8"),
    ]  # fmt: skip


def test_an_odd_code_of_a_register_is_kept_and_told(tmp_path: Path) -> None:
    more = [
        body(f"临澜市{n}局", 统一社会信用代码=c)
        for n, c in (("甲", "4444444444"), ("乙", SOUND[:17]), ("丙", SOUND))
    ]
    found = understand([register(tmp_path, *more)])
    told = [(p.code, p.severity) for p in found.problems if p.code.startswith("DQ-CODE")]
    assert told == [("DQ-CODE-PLACEHOLDER", "warning"), ("DQ-CODE-FORM", "warning")]
    assert found.ok
