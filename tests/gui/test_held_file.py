"""A file that somebody else has open: what is asked, read-only forms, and for how long a file is held (SAFETY.md R9)."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

import ziping
from gui.clerk import Clerk
from gui.two_on_one_file import opened_and_changed_by_both
from published import form_of
from ziping.app.files import open_form, save_form
from ziping.app.session import Session
from ziping.form import path as at
from ziping.gui.main_window import MainWindow
from ziping.store.locks import holder_of

NAME = at.basic("project_name")
HOLDING = """
import sys
from pathlib import Path
from ziping.store.locks import Held
held = Held(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
held.release()
"""
Colleague = Callable[[Path], None]


@pytest.fixture
def colleague() -> Iterator[Colleague]:
    """Somebody else's program, a process of its own, that has a file open until the test ends."""
    running: list[Popen[bytes]] = []

    def holds(path: Path) -> None:
        source = str(Path(ziping.__file__).parents[1])
        command = [sys.executable, "-c", HOLDING, str(path)]
        process = Popen(command, stdin=PIPE, stdout=PIPE, env={**os.environ, "PYTHONPATH": source})
        running.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"

    yield holds
    for process in running:
        process.communicate()


def test_r9_opening_a_file_that_somebody_has_open_says_who_where_and_since_when(
    window: MainWindow, clerk: Clerk, saved: Path, colleague: Colleague
) -> None:
    colleague(saved)
    holder = holder_of(saved)
    assert holder is not None
    clerk.answers = ["取消"]
    window.open_path(saved)
    lines = clerk.questions[0].split("\n")
    assert lines[0] == "“其他人员.ziping”已经在这台电脑的另一个窗口里打开。"
    assert lines[1] == f"用户“{holder.user}”，从今天 {holder.since.astimezone():%H:%M} 起。"
    assert clerk.buttons == [["只读打开", "仍然打开", "取消"]]
    assert (clerk.defaults, clerk.escapes) == (["只读打开"], ["取消"])
    assert window.stack.currentWidget() is window.welcome


def test_r9_a_colleague_on_another_computer_is_named_with_it(window: MainWindow, clerk: Clerk, saved: Path) -> None:
    """A lock file as the program of a colleague leaves it in a shared folder."""
    now = datetime.now().astimezone().replace(microsecond=0)
    mark = {"user": "王芳", "computer": "CWB-PC03", "since": now.isoformat(), "refreshed": now.isoformat()}
    lock = saved.with_name(".~lock.其他人员.ziping#")
    lock.write_text(json.dumps({**mark, "process": 77, "token": "x"}), encoding="utf-8")
    clerk.answers = ["只读打开"]
    window.open_path(saved)
    lines = clerk.questions[0].split("\n")
    assert lines[0] == "“其他人员.ziping”正由用户“王芳”打开着。"
    assert lines[1] == f"电脑 CWB-PC03，从今天 {now:%H:%M} 起。"
    window.leave_to_welcome()
    assert lock.exists()


def test_r9_read_only_is_in_the_title_and_a_save_leads_to_another_file(
    window: MainWindow, clerk: Clerk, saved: Path, tmp_path: Path, colleague: Colleague
) -> None:
    colleague(saved)
    before = saved.read_bytes()
    clerk.answers = ["只读打开"]
    window.open_path(saved)
    assert window.windowTitle() == "其他人员[*]（只读） — 自评通"
    window.live.session.put(NAME, "我改的名称", "修改项目名称")
    clerk.answers = ["另存为…"]
    clerk.file = str(tmp_path / "我的.ziping")
    window.save()
    assert "只读打开的" in clerk.questions[-1]
    assert saved.read_bytes() == before
    assert open_form(tmp_path / "我的.ziping").form.basic.project_name == "我改的名称"
    assert window.windowTitle() == "我的[*] — 自评通"


def test_r9_opened_anyway_a_later_save_still_sees_the_colleagues_change(
    window: MainWindow, clerk: Clerk, saved: Path, colleague: Colleague
) -> None:
    colleague(saved)
    clerk.answers = ["仍然打开", "取消"]
    opened_and_changed_by_both(window, saved)
    window.save()
    assert "在您打开以后被改过" in clerk.questions[-1]
    assert "另一个窗口" in clerk.questions[-1]


def test_r9_a_file_is_held_from_opening_until_the_window_closes(window: MainWindow, saved: Path) -> None:
    def locks() -> list[str]:
        return [path.name for path in saved.parent.iterdir() if path.name.startswith(".~lock.")]

    window.open_path(saved)
    assert locks() == [".~lock.其他人员.ziping#"]
    window.close()
    assert locks() == []


def test_r9_a_file_is_free_again_on_the_first_page_and_when_another_is_opened(
    window: MainWindow, saved: Path, tmp_path: Path
) -> None:
    other = tmp_path / "别的.ziping"
    save_form(form_of("jiangqiao-2024-houqin"), other)
    window.open_path(saved)
    window.leave_to_welcome()
    assert not (tmp_path / ".~lock.其他人员.ziping#").exists()
    window.open_path(saved)
    assert (tmp_path / ".~lock.其他人员.ziping#").exists()
    window.open_path(other)
    assert not (tmp_path / ".~lock.其他人员.ziping#").exists()
    assert (tmp_path / ".~lock.别的.ziping#").exists()


def test_r9_saving_elsewhere_holds_the_new_file_and_frees_the_old(
    window: MainWindow, clerk: Clerk, saved: Path, tmp_path: Path
) -> None:
    window.open_path(saved)
    clerk.file = str(tmp_path / "新名字.ziping")
    window.save_as()
    assert not (tmp_path / ".~lock.其他人员.ziping#").exists()
    assert (tmp_path / ".~lock.新名字.ziping#").exists()


def test_r9_saving_over_a_file_that_a_colleague_has_open_asks(
    window: MainWindow, clerk: Clerk, saved: Path, colleague: Colleague
) -> None:
    colleague(saved)
    before = saved.read_bytes()
    window.start(Session(form_of("jiangqiao-2024-houqin"), saved=False))
    clerk.file, clerk.answers = str(saved), ["取消"]
    window.save()
    assert clerk.buttons == [["换个名字…", "仍然保存", "取消"]]
    assert saved.read_bytes() == before


def test_r9_what_is_recovered_asks_too_where_somebody_has_its_file(
    window: MainWindow, clerk: Clerk, saved: Path, colleague: Colleague
) -> None:
    colleague(saved)
    left = Session(form_of("jiangqiao-2024-houqin"), saved, saved=False, digest=open_form(saved).digest)
    before = window.live.session
    clerk.answers = ["取消", "只读打开"]
    assert not window.start(left)
    assert window.live.session is before
    assert clerk.buttons[0] == ["只读打开", "仍然打开", "取消"]
    assert window.start(left)
    assert window.windowTitle() == "其他人员[*]（只读） — 自评通"
    assert window.isWindowModified()
