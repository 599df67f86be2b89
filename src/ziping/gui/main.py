"""Starts Qt, shows the window, and catches what nobody else caught."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox

from ziping.gui.main_window import MainWindow
from ziping.gui.start_time import milliseconds_since_start
from ziping.gui.typeface import prepare_fonts

START_AND_QUIT = "--start-and-quit"


def run_window(words: Sequence[str]) -> int:
    """Shows the window, with the form in the named file if there is one; gives the exit code."""
    application = QApplication.instance() or QApplication(["ziping"])
    assert isinstance(application, QApplication)
    application.setApplicationName("ziping")
    application.setApplicationDisplayName("")
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    prepare_fonts(application)
    sys.excepthook = _tell
    window = MainWindow()
    files = [word for word in words if word != START_AND_QUIT]
    window.show()
    if files:
        QTimer.singleShot(0, lambda: window.open_path(Path(files[0])))
    if START_AND_QUIT in words:
        QTimer.singleShot(0, lambda: _quit_when_ready(application, window))
    elif not files:
        QTimer.singleShot(100, window.warm_up)
    return application.exec()


def _quit_when_ready(application: QApplication, window: MainWindow) -> None:
    """Waits until the window is painted and no event is left, prints how long it took, and ends."""
    window.repaint()
    application.processEvents()
    print(milliseconds_since_start())  # noqa: T201
    application.exit(0)


def _tell(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """Tells in plain words that something went wrong; the form stays in the window."""
    if issubclass(kind, KeyboardInterrupt):
        sys.exit(130)
    where = "".join(traceback.format_tb(trace)[-1:]) + kind.__name__
    print(f"自评通内部出错：{where}", file=sys.stderr)  # noqa: T201
    QMessageBox.critical(
        QApplication.activeWindow(),
        "出了点问题",
        "刚才这一步没有做成，已填的内容都还在。\n请先保存；如果又出现，请关闭后重新打开再试。",
    )
