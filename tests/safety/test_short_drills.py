"""SAFETY.md R1, R3, R5, R6, R8, R9, R16, R17, S9 in short; ``python3 dev.py drill`` tries the same at length."""

from __future__ import annotations

import sys

import pytest

from safety.short import held

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks, signals and permissions of POSIX")


@pytest.fixture
def _qt() -> None:
    pytest.importorskip("PySide6.QtCore", exc_type=ImportError)


def test_r1_a_kill_during_a_save_breaks_no_file_and_loses_no_acknowledged_save() -> None:
    (line,) = held("kills_during_saves", "40")
    assert line.count == "40 次"


def test_r3_whatever_the_disk_refuses_the_message_names_it_and_nothing_is_lost() -> None:
    told = {line.what for line in held("disk_refusals")}
    assert {"只读文件夹", "只读文件", "文件夹不许进入（EACCES）", "文件大小受限（RLIMIT_FSIZE）"} <= told


def test_r8_r9_programs_and_users_that_save_one_file_never_overwrite_each_other_unawares() -> None:
    assert len(held("two_on_one_file", "60")) >= 3


@pytest.mark.usefixtures("_qt")
def test_r5_r6_a_killed_window_offers_at_its_next_start_all_but_the_last_seconds() -> None:
    (line,) = held("kills_of_the_window", "3", "--offscreen")
    assert line.count == "3 次"


@pytest.mark.usefixtures("_qt")
def test_r16_r17_random_actions_in_a_window_break_nothing_and_are_undone_without_a_trace() -> None:
    (line,) = held("soak", "200")
    assert line.count == "200 步"


@pytest.mark.usefixtures("_qt")
def test_s9_the_whole_program_opens_no_network_socket() -> None:
    assert held("network")[0].result == "网络连接 0 个"
