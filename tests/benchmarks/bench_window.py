"""Typing, committing and previewing in a window with 200 indicators and the preview open; memory with one form open."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from benchmarks.timing import LARGEST, Line, form_with, show
from published import form_of
from ziping.app.session import Session
from ziping.form import path as at
from ziping.form.model import Form
from ziping.gui.main_window import MainWindow
from ziping.gui.memory import Memory
from ziping.gui.preview import QUIET_MS, Preview
from ziping.gui.typeface import prepare_fonts

KEYS = 500


def main() -> int:
    """Prints the figures; 1 if one is over its limit."""
    application = QApplication([])
    prepare_fonts(application)
    print(f"\n屏幕：{application.platformName()}")
    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow(Memory(Path(folder)))
        window.resize(1366, 768)
        window.show()
        failed = show("一个项目，真实表格", _real(window))
        failed |= show("200 个三级指标，预览打开", _large(window))
        window.live.open(Session(window.live.form))
        window.close()
    return failed


def _opened(window: MainWindow, form: Form) -> Preview:
    window.start(Session(form))
    if window.work.aside is None or not window.work.aside.isVisible():
        window.preview()
    assert window.work.aside is not None
    _until(lambda: window.work.aside is not None and window.work.aside.proof is not None)
    _settle()
    return window.work.aside


def _real(window: MainWindow) -> list[Line]:
    preview = _opened(window, form_of(LARGEST))
    memory = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    return [
        ("停顿之后预览更新", _preview_after_pause(window, preview), 150),
        ("常驻内存（MB，不是毫秒）", memory, 220),
    ]


def _large(window: MainWindow) -> list[Line]:
    preview = _opened(window, form_with(200))
    bare = QMainWindow()
    bare.show()
    window.work.steps.go("goals")
    window.activateWindow()
    editor = window.work.pages["goals"].editors[at.goal("expected")]  # type: ignore[union-attr]
    editor.setFocus()
    _settle()
    keys = [_timed(lambda: _typed(editor)) for _ in range(KEYS)]
    window.work.steps.go("indicators")
    commits = [_timed(partial(_committed, window, number)) for number in range(30)]
    return [
        ("键入一个字到画出（第 95 百分位）", statistics.quantiles(keys, n=20)[-1], 16),
        ("提交一格到数字和问题更新", statistics.median(commits), 50),
        ("停顿之后预览更新", _preview_after_pause(window, preview), 400),
    ]


def _typed(editor: object) -> None:
    QTest.keyClick(editor, Qt.Key.Key_A)  # type: ignore[call-overload]
    editor.viewport().repaint()  # type: ignore[attr-defined]


def _committed(window: MainWindow, number: int) -> None:
    row = window.live.view.subject.rows[number]
    window.live.session.put(at.indicator(row.indicator.id, "actual"), f"{number}套", "修改实际完成值")
    window.work.refresh()
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


def _preview_after_pause(window: MainWindow, preview: Preview) -> float:
    took = []
    for number in range(7):
        made: list[object] = []
        _until(lambda: not preview.busy)
        preview.proof_made.connect(made.append)
        start = time.perf_counter()
        window.live.session.put(at.basic("project_name"), f"项目{number}", "修改项目名称")
        _until(partial(bool, made))
        took.append((time.perf_counter() - start) * 1000 - QUIET_MS)
        preview.proof_made.disconnect(made.append)
    return statistics.median(took)


def _timed(action: Callable[[], None]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def _until(done: Callable[[], bool]) -> None:
    limit = time.perf_counter() + 20
    while not done():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
        if time.perf_counter() > limit:
            raise TimeoutError("nothing happened for 20 seconds")


def _settle() -> None:
    for _ in range(20):
        QApplication.processEvents()


if __name__ == "__main__":
    sys.exit(main())
