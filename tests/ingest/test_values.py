"""Limits, days, codes: what words mean, over all the ways to write a number."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.basis import read_basis
from ingest.codes import body_trait, check_digit, code_trait
from ingest.cues import role_at_end, role_of_words
from ingest.regions import inside, upper
from ingest.shown import shown
from ingest.values import date, limit, number

DIGITS = "零一二三四五六七八九"
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def words(n: int) -> str:
    """A number below a thousand in Chinese words."""
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    text = DIGITS[hundreds] + "百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones or n == 0 else "")


numbers = st.integers(1, 999)


@given(numbers)
def test_words_and_digits_are_one_number(n: int) -> None:
    assert number(words(n)) == number(str(n)) == n


@given(
    numbers,
    st.booleans(),
    st.sampled_from(["", "内", "以内", "之内"]),
    st.sampled_from(["", "收到之日起", "作出决定后"]),
)
def test_working_days(n: int, in_words: bool, tail: str, head: str) -> None:
    written = words(n) if in_words else str(n)
    assert limit(f"{head}{written}个工作日{tail}") == (n, "working_day")
    assert limit(f"{head}{written}日{tail}") == (n, "calendar_day")
    assert limit(f"{head}{written}天{tail}") == (n, "calendar_day")


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("同时", (0, "at_once")), ("作出决定当日", (0, "at_once")), ("立即", (0, "at_once")), ("即时", (0, "at_once")),
        ("每月5日前", (1, "month")), ("每月集中发函", (1, "month")), ("月底前汇总", (1, "month")), ("3个月内", (3, "month")),
        ("每季度末", (3, "month")), ("每半年", (6, "month")), ("每周五汇总", (7, "calendar_day")),
        ("活动结束次日", (1, "calendar_day")), ("２个工作日", (2, "working_day")), ("两个工作日", (2, "working_day")),
        ("48小时内", (2, "calendar_day")), ("2小时内", None), ("尽快", None), ("", None), ("日", None), ("5", None),
    ],
)  # fmt: skip
def test_limits_as_lists_write_them(text: str, means: tuple[int, str] | None) -> None:
    assert limit(text) == means


@given(st.text(max_size=30))
def test_no_text_breaks_a_reader(text: str) -> None:
    limit(text)
    date(text)
    read_basis(text)
    role_at_end(text)
    role_of_words(text)
    code_trait(text)
    shown(text)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_every_way_to_write_a_day(day: dt.date) -> None:
    ways = [
        day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day}", f"{day:%Y%m%d}",
    ]  # fmt: skip
    assert {date(w) for w in ways} == {(day.isoformat(), True)}


@pytest.mark.parametrize("text", ["2026-13-01", "2026年2月30日", "去年", "", "2026年底", "0000"])
def test_no_day_is_made_up(text: str) -> None:
    assert date(text) == (None, False)


@given(st.text(SIGNS, min_size=17, max_size=17), st.sampled_from(SIGNS))
def test_only_the_right_check_digit_is_sound(first: str, last: str) -> None:
    right = check_digit(first)
    trait = body_trait(first + last)
    assert (trait is None or trait.code == "DQ-CODE-AREA") == (last == right) or len(set(first + last)) == 1


@pytest.mark.parametrize(
    ("code", "trait"),
    [
        ("2222222222222", "占位"), ("00877868-5", "9 位"), ("1151130000877869M", "17 位"),
        ("11511301452259996u", "小写"), ("8282348", "7 位"), ("11511301008778490A", "校验位"),
        ("1151130100877849IO", "字符"),
    ],
)  # fmt: skip
def test_what_is_odd_about_a_code(code: str, trait: str) -> None:
    assert trait in (code_trait(code) or "")


@given(st.integers(110000, 659999).map(str))
def test_every_area_lies_in_the_one_above(code: str) -> None:
    above = upper(code)
    assert inside(code, code)
    assert above is None or (inside(code, above) and not inside(above, code))
