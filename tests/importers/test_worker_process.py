"""Reading in a process of its own: it can be stopped, and its crash, hang or hunger is one sentence (SAFETY.md S6, S8)."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from ziping.importers import worker_process
from ziping.importers.result import ImportFailed
from ziping.importers.worker_process import Stopped, command, run_apart

WORKS = "importers.apart_works"


def run(work: str, data: bytes = b"", **limits: Any) -> Any:
    return run_apart(f"{WORKS}:{work}", data, **limits)


def refused(work: str, data: bytes = b"", **limits: Any) -> str:
    with pytest.raises(ImportFailed) as refusal:
        run(work, data, **limits)
    return str(refusal.value)


def wait_for_end(number: int, seconds: float) -> bool:
    """Whether the process with that number ends within the time."""
    try:
        watch = os.pidfd_open(number)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([watch], [], [], seconds)[0])
    finally:
        os.close(watch)


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """Where a process at work writes its number."""
    path = tmp_path / "number"
    os.mkfifo(path)
    return path


def test_the_result_comes_back_as_it_was_returned() -> None:
    data = bytes(range(256)) * 40_000
    assert run("counts", data, options={"times": 3}) == {
        "bytes": 30_720_000,
        "words": ["自评表", "\ud800", None, 0.5],
    }


def test_what_a_library_prints_is_no_part_of_the_answer() -> None:
    assert run("chatters") == "answer"


def test_a_refusal_comes_back_in_its_own_words() -> None:
    assert refused("refuses") == "第 3 页没有表格"


@pytest.mark.parametrize("work", ["fails", "answers_nonsense", "is_not_there"])
def test_any_other_failure_is_one_sentence_without_what_the_file_said(work: str) -> None:
    assert refused(work, "机密".encode()) == "文件读不懂，可能已损坏"


@pytest.mark.parametrize("work", ["crashes", "leaves"])
def test_s6_a_crash_is_one_sentence(work: str) -> None:
    assert refused(work) == "读取文件的后台程序意外中断，文件可能已损坏"


def test_an_end_before_the_bytes_are_read_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_process, "command", lambda _word: [sys.executable, "-c", ""])
    assert refused("counts", bytes(10 << 20)) == "读取文件的后台程序意外中断，文件可能已损坏"


def test_a_program_that_does_not_start_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    assert refused("counts") == "读取文件的后台程序启动不了；请关掉一些程序后再试"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a process to its limit of memory")
def test_s6_hunger_for_memory_is_one_sentence_and_the_limit_is_as_told() -> None:
    assert run("allowed_memory", megabytes=700)[0] == 700 << 20
    assert refused("hungers", megabytes=700) == "读取需要的内存超过 700 MB，已停止；文件可能太复杂或已损坏"


def test_an_answer_larger_than_any_form_is_refused() -> None:
    assert refused("answers_too_much") == "文件里的内容太多，不像是自评表，没有读入"


@pytest.mark.skipif(sys.platform != "linux", reason="watches processes by their descriptors")
class TestEnding:
    def test_s6_a_hang_ends_in_time_and_leaves_no_process(self, pipe: Path) -> None:
        reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        since = time.monotonic()
        said = refused("tells_its_number_and_hangs", str(pipe).encode(), seconds=1.5)
        assert time.monotonic() - since < 2.5
        assert said == "读了 1.5 秒还没有读完，已停止；文件可能太复杂或已损坏"
        assert wait_for_end(int(os.read(reading, 20)), 0)
        os.close(reading)

    def test_s6_work_stops_within_half_a_second_of_the_wish(self, pipe: Path) -> None:
        reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        wished: list[float] = []

        def stop() -> bool:
            if not wished and select.select([reading], [], [], 0)[0]:  # at work
                wished.append(time.monotonic())
            return bool(wished)

        with pytest.raises(Stopped, match="已取消读入"):
            run("tells_its_number_and_hangs", str(pipe).encode(), stop=stop)
        assert time.monotonic() - wished[0] < 0.5
        assert wait_for_end(int(os.read(reading, 20)), 0)
        os.close(reading)

    def test_s6_the_process_dies_with_its_parent(self, pipe: Path) -> None:
        program = (
            "import sys; from ziping.importers.worker_process import run_apart\n"
            "run_apart(sys.argv[1], sys.argv[2].encode())"
        )
        work = f"{WORKS}:tells_its_number_and_hangs"
        path = os.pathsep.join(filter(None, sys.path))
        with subprocess.Popen(
            [sys.executable, "-c", program, work, str(pipe)], env={**os.environ, "PYTHONPATH": path}
        ) as parent:
            number = int(pipe.read_text(encoding="ascii"))
            parent.send_signal(signal.SIGKILL)
            assert wait_for_end(number, 5)


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for a frozen program is a shell script")
def test_a_frozen_program_starts_itself_with_the_hidden_word(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    frozen = tmp_path / "自评通"
    frozen.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m ziping "$@"\n', encoding="utf-8")
    frozen.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(frozen))
    assert command("--apart") == [str(frozen), "--apart"]
    assert run("counts", b"xyz")["bytes"] == 3


def test_the_process_loads_nothing_from_the_folder_the_clerk_is_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "ziping.py").write_text("raise SystemExit", encoding="utf-8")
    (tmp_path / "json.py").write_text("raise SystemExit", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run("counts", b"xyz")["bytes"] == 3
