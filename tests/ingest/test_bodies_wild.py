"""Wild input in lists of coordinating bodies: posts without persons, and every row accounted for."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.load import understand
from ingest.shapes.bodies_words import post_of
from tests.ingest.bodies_books import (
    ACTIVITIES,
    BODIES,
    MEMBERS,
    REVIEWS,
    SAFE,
    SAFETY,
)
from tests.ingest.workbooks import (
    META,
    Rows,
    register_rows,
    table,
)


@pytest.mark.parametrize(
    "post",
    ["市委书记，市委副书记、市长", "市委常委、宣传部部长", "副市长、市公安局局长", "分管住房城乡建设工作的副市长",
     "市委、市政府主要负责同志", "县委组织部长", "中共临澜市委书记", "市长（兼）", "组长：市委副书记", "市政府党组成员、副秘书长"],
)  # fmt: skip
def test_a_post_stays_as_written(post: str) -> None:
    assert post_of(post) == (post, False)


POSTS = st.sampled_from(["市长", "市委书记", "常务副市长", "市水务局局长", "市政府秘书长", "分管副市长"])
PERSONS = st.sampled_from(["张三", "李四光", "欧阳某某", "买买提·某", "Smith", "王小二同志"])


@given(
    POSTS,
    PERSONS,
    st.sampled_from(
        ["{p} {n}", "{n}（{p}）", "{p}{n}", "{n}{p}", "{p}：{n}", "{p}、{n}", "{n}", "{p}{n}兼{p}"]
    ),
)
def test_no_name_comes_through(post: str, person: str, form: str) -> None:
    made, dropped = post_of(form.format(p=post, n=person))
    assert dropped
    assert person not in (made or "")
    assert not made or "长" in made or "书记" in made


PIECES = st.sampled_from(
    ["", "", "", "市安委会", SAFETY, "市水务局", "市公安局、市教育局", "各镇街", "市安委会办公室", "、", "（", "会议", "发文",
     "撤销", "保留", "同意设立", "第二轮", "2", "2026-05-01", "2026年6月", "长期", "任务完成后", "是", "—", "无",
     "合计：3项", "注：说明", "一、分组", "安全生产", "省安委会", "市长 张三", "委员会", "工作专班", "运行", "机构名称",
     "成员单位：市水务局", "临委办〔2024〕5号"]
)  # fmt: skip


def wild(width: int) -> st.SearchStrategy[list[list[str]]]:
    return st.lists(st.lists(PIECES, min_size=width, max_size=width), max_size=6)


@settings(max_examples=60, deadline=None)
@given(wild(len(BODIES)), wild(len(MEMBERS)), wild(len(ACTIVITIES)), wild(len(REVIEWS)))
def test_every_row_is_accounted_for(named: Rows, seats: Rows, met: Rows, held: Rows) -> None:
    headers = (BODIES, MEMBERS, ACTIVITIES, REVIEWS)
    first: tuple[Rows, ...] = ([SAFE], [], [], [])
    with tempfile.TemporaryDirectory() as folder:
        paths = [table(Path(folder) / "a.csv", register_rows())]
        for i, (header, more, rows) in enumerate(zip(headers, first, (named, seats, met, held), strict=True)):
            paths.append(table(Path(folder) / f"b{i}.csv", [["清单"], [META], header, *more, *rows]))
        found = understand(paths)
    assert [f.profile for f in found.files] == ["org_register", "bodies", "bodies", "bodies", "body_reviews"]
    for file in found.files:
        counts = file.counts
        assert counts["rows"] == counts["statement_rows"] + counts["problem_rows"] + counts["non_data_rows"]
        if counts["problem_rows"]:
            assert any(p.severity == "error" for p in file.problems)
        assert all("张三" not in p.message for p in file.problems if p.code == "PERSON")
    assert [p for p in found.problems if p.code == "ONTOLOGY"] == []
    assert all("张三" not in str(m.statement.properties.get("chair_role")) for m in found.batch.mentions)
