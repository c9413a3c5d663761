"""What clauses say: helps only, or does something itself; supervises, or names somebody who does."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.derive.wording import claims_supervision, vague

PIECES = [
    "按职责分工", "各自的", "职责范围内", "指导", "参与", "配合", "负责", "做好", "相关工作", "等", "、", "，", "；", "并",
    "组织", "监管", "监督检查", "市场监管局", "燃气", "由应急局", "不", "（一）", "1.",
]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "指导", "参与、配合", "协助牵头单位做好有关工作", "在职责范围内做好相关工作。", "牵头，按职责分工负责",
        "市住建局指导各区燃气安全", "1.指导各镇街开展检查；2.参与制定规划", "履行相关职责", "负责职责范围内的其他事项",
    ],
)  # fmt: skip
def test_weak_words_alone_are_vague(text: str) -> None:
    assert vague(text)


@pytest.mark.parametrize(
    "text",
    [
        "负责燃气安全工作", "指导平台企业与配送员签订书面协议，公示计酬规则", "指导、监督燃气企业", "参与调查并组织整改",
        "按照编制限额核准用编计划", "承担燃气行业管理", "负责巡查等相关工作", "", "。；",
    ],
)  # fmt: skip
def test_a_deed_is_not_vague(text: str) -> None:
    assert not vague(text)


@pytest.mark.parametrize(
    "text",
    [
        "负责行业安全监管",
        "指导、监督燃气企业",
        "会同市市场监管局监督检查经营场所",
        "履行监管职责",
        "监督管理飞行活动",
    ],
)
def test_who_supervises_says_so(text: str) -> None:
    assert claims_supervision(text)


@pytest.mark.parametrize(
    "text",
    [
        "会同市市场监管局推广标准", "接入智慧监管平台", "通报临澜金融监管分局", "配合做好监管", "参与监督检查",
        "监管职责尚未明确", "不承担监管", "监管由行业主管部门负责", "与监督管理部门共享数据", "制定规划",
    ],
)  # fmt: skip
def test_the_name_of_a_supervisor_or_the_lack_of_one_is_no_claim(text: str) -> None:
    assert not claims_supervision(text)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=200))
def test_a_vague_text_claims_nothing(text: str) -> None:
    assert not (vague(text) and claims_supervision(text))


@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join),
    st.sampled_from(["", "x", "监管", "的"]),
)
def test_a_long_cell_takes_no_time(piece: str, tail: str) -> None:
    start = time.perf_counter()
    text = (piece * 3000)[:3000] + tail
    vague(text)
    claims_supervision(text)
    assert time.perf_counter() - start < 2
