"""What nobody else caught: first a copy for recovery, then a line in the log, then one dialog in plain words.

Nothing here repeats an error's message, which may quote the form (SAFETY.md R15, S10).
"""

from __future__ import annotations

import contextlib
import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from logging import Logger
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QThread, QTimer, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

_STORM = 5.0
"""Seconds without an error after which the next one is worth telling again."""
_MOST_TOLD = 3
_MOST_LOGGED = 5
"""How often the same error, known by its kind and place, is told and logged in one run."""
_QT_FUNCTION = re.compile(r"[A-Za-z_]\w*(::~?\w+)+")
_QT_KINDS = {
    QtMsgType.QtWarningMsg: "Qt warning",
    QtMsgType.QtCriticalMsg: "Qt critical",
    QtMsgType.QtFatalMsg: "Qt fatal",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """An error without its message; ``told`` is false for one that hinders nobody."""

    text: str
    told: bool = True


class LastResort(QObject):
    """Takes Python's and Qt's last hooks.

    ``rescue`` keeps what is not saved and tells whether that succeeded; ``log`` is opened by the first error if not before.
    """

    _struck = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rescue: Callable[[], bool] = lambda: False
        self.log: Logger | None = None
        self.box: QMessageBox | None = None
        self.faults: list[str] = []
        self._times: Counter[str] = Counter()
        self._shown: Counter[str] = Counter()
        self._last = -_STORM
        self._struck.connect(self._strike)

    def install(self) -> None:
        """Takes the hooks."""
        sys.excepthook = self.caught
        threading.excepthook = lambda told: self.caught(told.exc_type, told.exc_value, told.exc_traceback)
        sys.unraisablehook = lambda told: self.caught(told.exc_type, told.exc_value, told.exc_traceback, told=False)
        qInstallMessageHandler(self._qt_says)

    def begin_log(self) -> None:
        """Opens the log, and a file beside it for a breakdown of the process itself; not before the window is seen."""
        from ziping.app.folders import log_folder
        from ziping.app.log import open_log, watch_for_crashes

        self.log = open_log(log_folder())
        watch_for_crashes(log_folder())

    def caught(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
        *,
        told: bool = True,
    ) -> None:
        """An error that nobody caught, from any thread."""
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        from ziping.app.log import fault_text

        text = fault_text(kind, error, trace)
        self._log(text)
        self._struck.emit(Fault(text, told))

    def note(self, error: Exception) -> None:
        """An error that was caught and hinders nobody."""
        from ziping.app.log import fault_text

        self._log(fault_text(type(error), error, error.__traceback__))

    def _qt_says(self, kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        """Notes which function of Qt complains; the rest of its message may quote what was typed."""
        if not getattr(sys, "frozen", False):
            _print(message)
        if kind not in _QT_KINDS:
            return
        function = _QT_FUNCTION.match(message)
        self._write(f"{_QT_KINDS[kind]} {function.group() if function else 'unnamed'}")
        if kind == QtMsgType.QtFatalMsg:  # Qt ends the process when this returns.
            self._save()

    def _log(self, text: str) -> None:
        if self.log is None:
            self.begin_log()
        if self._write(text):
            self.faults = [*self.faults, text][-_MOST_LOGGED:]
            _print(f"自评通内部出错：{text}")

    def _write(self, text: str) -> bool:
        """Into the log, if it is open yet; false for what has been there often enough."""
        self._times[text] += 1
        if self._times[text] > _MOST_LOGGED:
            return False
        if self.log is not None:
            self.log.error("%s", text)
        return True

    def _strike(self, fault: Fault) -> None:
        """In the window's thread: the form is brought to safety at once, the dialog waits for its turn."""
        kept, now = self._save(), time.monotonic()
        calm, self._last = now - self._last >= _STORM, now
        if not fault.told or self.box is not None or not calm or self._shown[fault.text] >= _MOST_TOLD:
            return
        self._shown[fault.text] += 1
        self.box = self._dialog(kept=kept)
        if QThread.currentThread().loopLevel():
            QTimer.singleShot(0, self.box.open)  # never from within a paint event
        else:
            self.box.exec()

    def _save(self) -> bool:
        try:
            return self.rescue()
        except Exception:  # noqa: BLE001 - the last resort itself has none
            return False

    def _dialog(self, *, kept: bool) -> QMessageBox:
        parent: QWidget | None = QApplication.activeModalWidget() or QApplication.activeWindow()
        safe = "没保存的内容已在本机留了副本。" if kept else ""
        box = QMessageBox(
            QMessageBox.Icon.Warning, "出了点问题", "刚才这一步没有做成，已填的内容都还在。", parent=parent
        )
        box.setInformativeText(f"{safe}请先保存；如果又出现，请关闭后重新打开再试。")
        box.setObjectName("last-resort")
        copy = box.addButton("复制诊断信息", QMessageBox.ButtonRole.ActionRole)
        copy.setToolTip("版本、系统和出错的程序位置，供技术人员查问题；不含表格内容和文件名")
        copy.clicked.disconnect()  # it copies and leaves the dialog open
        copy.clicked.connect(lambda: self._copy(copy.setText))
        close = box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(close)
        box.setEscapeButton(close)
        box.finished.connect(self._closed)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return box

    def _closed(self) -> None:
        self.box = None
        self._last = time.monotonic()

    def _copy(self, say: Callable[[str], None]) -> None:
        from ziping.app.diagnostics import diagnostics
        from ziping.gui.about import window_facts

        QGuiApplication.clipboard().setText(diagnostics(window_facts()) + "\n出错的位置：\n" + "\n".join(self.faults))
        say("已复制")


def _print(text: str) -> None:
    with contextlib.suppress(OSError, ValueError):  # a program without a console has nowhere to print to
        print(text, file=sys.stderr)  # noqa: T201
