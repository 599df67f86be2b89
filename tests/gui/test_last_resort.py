"""An error that nobody caught (SAFETY.md R15): the form first, then plain words; and no form content anywhere (S10)."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from ziping.app.log import close_log, open_log
from ziping.gui.last_resort import LastResort
from ziping.gui.main_window import MainWindow

SECRET = "巡查次数 1,245.54"


class Wreck:
    """A last resort in whose log and dialog one can look."""

    def __init__(self, qtbot: QtBot, window: MainWindow, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.resort = LastResort(window)
        self.resort.log = open_log(folder)
        self.order: list[str] = []
        self.kept = True
        self.resort.rescue = self._rescue
        self.shown: list[QMessageBox] = []

    def _rescue(self) -> bool:
        self.order.append("copy" if self.resort.box is None else "copy while the dialog is open")
        return self.kept

    def strike(self) -> None:
        try:
            int(SECRET)
        except ValueError as error:
            self.resort.caught(ValueError, error, error.__traceback__)

    def strike_in_the_event_loop(self) -> None:
        QTimer.singleShot(0, self.strike)
        self.qtbot.waitUntil(lambda: self.resort.box is not None and self.resort.box.isVisible())

    @property
    def box(self) -> QMessageBox:
        assert self.resort.box is not None
        return self.resort.box

    def press(self, text: str) -> None:
        next(button for button in self.box.buttons() if button.text() == text).click()

    def log(self) -> str:
        return (self.folder / "ziping.log").read_text(encoding="utf-8")


@pytest.fixture
def wreck(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Iterator[Wreck]:
    close_log()
    yield Wreck(qtbot, window, tmp_path / "log")
    close_log()


def test_r15_the_copy_is_made_before_anything_is_said(wreck: Wreck) -> None:
    wreck.strike_in_the_event_loop()
    assert wreck.order == ["copy"]
    assert wreck.box.text() == "刚才这一步没有做成，已填的内容都还在。"
    assert wreck.box.informativeText() == (
        "没保存的内容已在本机留了副本。请先保存；如果又出现，请关闭后重新打开再试。"
    )
    wreck.press("知道了")
    assert wreck.resort.box is None


def test_r15_no_copy_is_claimed_that_could_not_be_made(wreck: Wreck) -> None:
    wreck.kept = False
    wreck.strike_in_the_event_loop()
    assert "副本" not in wreck.box.informativeText()


def test_r15_an_error_in_the_rescue_itself_still_tells(wreck: Wreck) -> None:
    def fail() -> bool:
        raise RuntimeError(SECRET)

    wreck.resort.rescue = fail
    wreck.strike_in_the_event_loop()
    assert "副本" not in wreck.box.informativeText()


def test_r15_a_storm_of_errors_shows_one_dialog_and_fills_no_disk(wreck: Wreck) -> None:
    wreck.strike_in_the_event_loop()
    first = wreck.box
    for _ in range(1_000):
        wreck.strike()
    assert wreck.resort.box is first
    wreck.press("知道了")
    wreck.strike()
    assert wreck.resort.box is None
    assert wreck.log().count("ValueError") == 5


def test_r15_an_error_after_a_calm_is_told_again_but_not_for_ever(wreck: Wreck) -> None:
    for _ in range(3):
        wreck.resort._last -= 60  # a minute of calm
        wreck.strike_in_the_event_loop()
        wreck.press("知道了")
    wreck.resort._last -= 60
    wreck.strike()
    assert wreck.resort.box is None


def test_r15_an_error_in_a_thread_is_told_in_the_window(wreck: Wreck) -> None:
    thread = threading.Thread(target=wreck.strike)
    thread.start()
    thread.join()
    wreck.qtbot.waitUntil(lambda: wreck.resort.box is not None and wreck.resort.box.isVisible())
    assert wreck.order == ["copy"]


def test_s10_neither_log_nor_diagnostics_nor_console_repeat_the_form(
    wreck: Wreck, capsys: pytest.CaptureFixture[str]
) -> None:
    wreck.strike_in_the_event_loop()
    wreck.press("复制诊断信息")
    copied = QGuiApplication.clipboard().text()
    assert wreck.box.isVisible()
    assert "已复制" in [button.text() for button in wreck.box.buttons()]
    assert "ValueError\n  test_last_resort.py:" in copied
    for text in (wreck.log(), copied, capsys.readouterr().err):
        assert "ValueError" in text
        assert "1,245" not in text
        assert "巡查" not in text


def test_s10_of_what_qt_says_only_the_function_is_logged(wreck: Wreck) -> None:
    context = QMessageLogContext()
    wreck.resort._qt_says(QtMsgType.QtWarningMsg, context, f"QString::arg: Argument missing: {SECRET}, 1")
    wreck.resort._qt_says(QtMsgType.QtWarningMsg, context, SECRET)
    wreck.resort._qt_says(QtMsgType.QtDebugMsg, context, "nothing")
    lines = wreck.log().splitlines()
    assert [line.partition("ERROR ")[2] for line in lines] == ["Qt warning QString::arg", "Qt warning unnamed"]


def test_r15_before_qt_ends_the_process_the_copy_is_made(wreck: Wreck) -> None:
    wreck.resort._qt_says(QtMsgType.QtFatalMsg, QMessageLogContext(), "QThread: Destroyed while still running")
    assert wreck.order == ["copy"]


def test_r15_every_hook_is_taken(wreck: Wreck, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(module, name, getattr(module, name))
    before = qInstallMessageHandler(None)
    try:
        wreck.resort.install()
        thread = threading.Thread(target=lambda: int(SECRET))
        thread.start()
        thread.join()
        wreck.qtbot.waitUntil(lambda: wreck.resort.box is not None and wreck.resort.box.isVisible())
        assert sys.excepthook == wreck.resort.caught
        assert "ValueError" in wreck.log()
    finally:
        qInstallMessageHandler(before)


def test_the_clerk_can_end_the_program_from_a_console(wreck: Wreck) -> None:
    with pytest.raises(SystemExit) as ended:
        wreck.resort.caught(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert ended.value.code == 130
