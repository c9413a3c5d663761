"""No file takes longer than a file may: not in reading it, nor in what follows, in any thread, whatever its size."""

from __future__ import annotations

import pickle
import re
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ingest import apart, files, handback, lent, limits, load, read_csv, timed
from ingest.cells import ReadProblem
from ingest.kinds import Kind
from ingest.load import understand
from ingest.profile import ProfileError
from ingest.report import Understanding
from ingest.writing import PROBLEMS
from tests.data.lists.maker.cases import FOLDER
from tests.ingest.hostile import package

META = "发布单位：市委编办　行政区划：378800"
HEAD = f"{META}\n职责事项,牵头单位\n"
REGISTER = FOLDER / "register.csv"
SMALL = ("01-rows-merged.xlsx", "08-department-rows.csv", "23-table-after-text.docx")


def lines(count: int) -> str:
    return HEAD + "".join(f"事项{n},市水务局\n" for n in range(count))


def elsewhere(work: Callable[[], Any]) -> Any:
    """What work gives in a thread of its own, as in a server."""
    given: list[Any] = []

    def run() -> None:
        try:
            given.append((True, work()))
        except Exception as error:
            given.append((False, error))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    ((well, what),) = given
    if well:
        return what
    raise what


def never_ends(*_: Any, **__: Any) -> Any:
    """A regular expression gone wild: it holds the interpreter, and only a signal reaches it."""
    return re.match(r"(a|aa)+$", "a" * 200 + "b")


def refused(found: Understanding) -> list[tuple[str, str]]:
    """The errors, each by file; nothing else may have come of what was understood."""
    assert not found.ok
    assert (found.batch.mentions, found.batch.lists) == ([], [])
    assert all(p.todo for p in found.problems)
    return [(p.file, p.message) for p in found.problems if p.severity == "error"]


@pytest.mark.parametrize(
    ("owner", "name"),
    [(read_csv, "decode"), (files, "kind_of"), (files, "choose"), (files, "read_meta"), (load, "_shape")],
)
def test_a_small_file_is_ended_wherever_it_is_slow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str
) -> None:
    (tmp_path / "a.csv").write_text(lines(3), encoding="utf-8")
    assert understand([tmp_path / "a.csv", REGISTER]).ok
    monkeypatch.setattr(limits, "SECONDS", 1)
    right = getattr(owner, name)

    def wild(*given: Any, **more: Any) -> Any:
        ours = any(g in ("a.csv", lines(3).encode()) or getattr(g, "file", "") == "a.csv" for g in given)
        of_file = any(getattr(getattr(g, "source", None), "name", "") == "a.csv" for g in given)
        if ours or of_file or name == "read_meta":
            never_ends()
        return right(*given, **more)

    monkeypatch.setattr(owner, name, wild)
    start = time.monotonic()
    found = understand([tmp_path / "a.csv", REGISTER])
    assert time.monotonic() - start < 60
    assert ("a.csv", "读取超过 1 秒，已停止") in refused(found)
    assert name == "read_meta" or found.files[-1].problems == []  # the register's


@pytest.mark.parametrize("name", ["book_of", "_finish"])
def test_what_is_done_with_all_files_is_ended_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "a.csv").write_text(lines(3), encoding="utf-8")
    monkeypatch.setattr(limits, "SECONDS", 0.5)
    right, turns = getattr(load, name), iter((never_ends,))
    monkeypatch.setattr(load, name, lambda *given: next(turns, right)(*given))
    found = understand([tmp_path / "a.csv", REGISTER])
    assert [file for file, _ in refused(found)] == ["a.csv", "register.csv"]


@pytest.mark.parametrize("anywhere", [elsewhere, lambda work: work()], ids=["thread", "main"])
@pytest.mark.parametrize("count", [60_000, 190_000], ids=["small", "large"])
def test_a_file_that_takes_long_is_ended_in_any_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, anywhere: Callable[..., Any]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(lines(count), encoding="utf-8")
    assert (path.stat().st_size < limits.APART) == (count == 60_000)
    monkeypatch.setattr(limits, "SECONDS", 1)
    start = time.monotonic()
    found = anywhere(lambda: understand([path, REGISTER]))
    assert time.monotonic() - start < 60
    assert refused(found) == [("a.csv", "读取超过 1 秒，已停止")]


@pytest.mark.parametrize("anywhere", [elsewhere, lambda work: work()], ids=["thread", "main"])
def test_the_reading_alone_is_ended_in_any_thread(
    monkeypatch: pytest.MonkeyPatch, anywhere: Callable[..., Any]
) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.05)
    content = lines(60_000).encode()
    with pytest.raises(ReadProblem, match=r"超过 0\.05 秒"):
        anywhere(lambda: apart.read(Kind("csv", len(content)), content, "a.csv"))


def test_another_thread_understands_the_same() -> None:
    paths = [REGISTER, *(FOLDER / name for name in SMALL)]
    steps: list[tuple[str, int, int]] = []
    here = understand(paths, known=[{"id": "org:1", "name": "清湾市某局", "region": "378800"}])
    there = elsewhere(
        lambda: understand(
            paths, known=[{"id": "org:1", "name": "清湾市某局", "region": "378800"}],
            progress=lambda *said: steps.append(said),
        )
    )  # fmt: skip
    assert there == here
    assert steps[0] == ("读取 register.csv", 0, 8)
    assert steps[-1] == ("完成", 8, 8)


def test_the_process_that_helps_is_kept_and_hands_on_what_is_raised() -> None:
    elsewhere(lambda: understand([REGISTER]))
    kept = lent._idle[-1].pid
    elsewhere(lambda: understand([REGISTER]))
    assert lent._idle[-1].pid == kept
    with pytest.raises(ProfileError, match="没有名为"):
        elsewhere(lambda: understand([REGISTER], profile="no such profile"))
    with pytest.raises(FileNotFoundError):
        elsewhere(lambda: understand([FOLDER / "no such file.csv"]))
    assert elsewhere(lambda: understand([REGISTER])).ok


def test_where_the_process_that_helps_dies_the_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lent, "_idle", [])
    monkeypatch.setattr(apart, "command", lambda *_: ["/bin/sh", "-c", "head -c 9; exit 1"])
    found = elsewhere(lambda: understand([REGISTER]))
    ((file, message),) = refused(found)
    assert (file, "中止" in message) == ("register.csv", True)
    assert lent._idle == []


def test_a_file_that_was_refused_is_handed_back_without_being_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = package({"xl/worksheets/sheet1.xml": iter([b" " * 2**20] * 100)})
    (tmp_path / "bomb.xlsx").write_bytes(bomb)
    (tmp_path / "right.xlsx").write_bytes((FOLDER / SMALL[0]).read_bytes())
    paths = [tmp_path / "bomb.xlsx", tmp_path / "right.xlsx"]
    understood = understand(paths)
    assert any("压缩比" in p.message for p in understood.problems)
    opened = []
    right = handback.load_workbook
    monkeypatch.setattr(handback, "load_workbook", lambda *a, **k: opened.append(1) or right(*a, **k))
    here = handback.hand_back(paths, understood, tmp_path / "here")
    assert len(opened) == 1  # of the other one
    there = elsewhere(lambda: handback.hand_back(paths, understood, tmp_path / "there"))
    assert [h.path and h.path.name for h in here] == [t.path and t.path.name for t in there]
    assert [h.losses for h in here] == [t.losses for t in there]


def test_handing_back_ends_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xlsx").write_bytes((FOLDER / SMALL[0]).read_bytes())
    understood = understand([tmp_path / "a.xlsx"])
    monkeypatch.setattr(handback, "_open", never_ends)
    monkeypatch.setattr(limits, "SECONDS", 1)
    (done,) = handback.hand_back([tmp_path / "a.xlsx"], understood, tmp_path)
    assert done.losses == ("逐格标出用时过长，只写出问题清单",)
    assert done.path and load_workbook(done.path).sheetnames[0] == PROBLEMS


def test_an_answer_is_data_and_calls_nothing(tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[Any, ...]:
            return Path.touch, (tmp_path / "made",)

    (tmp_path / "answer").write_bytes(pickle.dumps(("found", Evil())))
    with (tmp_path / "answer").open("rb") as answer, pytest.raises(pickle.UnpicklingError):
        lent._Answers(answer).load()
    assert not (tmp_path / "made").exists()


def test_a_timer_within_another_and_one_of_the_caller_still_ring() -> None:
    rung = []
    before = signal.signal(signal.SIGPROF, lambda *_: rung.append(1))
    try:
        signal.setitimer(signal.ITIMER_PROF, 0.3)
        with timed.within(60), pytest.raises(timed.TooLong), timed.within(0.1):
            never_ends()
        with pytest.raises(timed.TooLong), timed.within(0.1), timed.within(60):
            never_ends()
        until = time.monotonic() + 20
        while not rung and time.monotonic() < until:
            pass
        assert rung
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def test_a_limit_costs_next_to_nothing() -> None:
    """Less than a hundredth of the time that a small list takes."""
    list_ = [REGISTER]
    understand(list_)

    def best(work: Callable[[], Any]) -> float:
        took = []
        for _ in range(5):
            start = time.process_time()
            work()
            took.append(time.process_time() - start)
        return min(took)

    def hundred_limits() -> None:
        for _ in range(100):
            with timed.within(60):
                pass

    assert best(hundred_limits) / 100 < best(lambda: understand(list_)) / 100


def test_a_long_cell_is_refused_before_anything_looks_at_it(tmp_path: Path) -> None:
    for name, text in (("a.csv", f"{HEAD}{'负责' * 20_000},市水务局\n"), ("a.txt", "由市水务局负责" * 6_000)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        ((file, message),) = refused(understand([tmp_path / name, REGISTER]))
        assert (file, "超过 32,767 个字" in message) == (name, True)
