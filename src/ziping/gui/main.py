"""Starts Qt, shows the window, and then what may wait until it is seen: copies for recovery, the log, the warm-up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from ziping.editions.catalog import EditionFault, editions
from ziping.gui.dialogs import warn
from ziping.gui.last_resort import LastResort
from ziping.gui.main_window import MainWindow
from ziping.gui.start_time import milliseconds_since_start
from ziping.gui.typeface import prepare_fonts

if TYPE_CHECKING:
    from ziping.app.left_copies import LeftCopy
    from ziping.gui.recovery_dialog import RecoveryDialog

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
    last_resort = LastResort(application)
    last_resort.install()
    try:
        editions()
    except EditionFault as fault:
        warn(None, "自评通", f"{fault}。")
        return 2
    window = MainWindow()
    window.show()
    if START_AND_QUIT in words:
        QTimer.singleShot(0, lambda: _quit_when_ready(application, window))
        return application.exec()
    afterwards = Afterwards(window, last_resort, [Path(word) for word in words])
    QTimer.singleShot(0, afterwards.begin)
    QTimer.singleShot(0, last_resort.begin_log)
    code = application.exec()
    afterwards.end()
    return code


def _quit_when_ready(application: QApplication, window: MainWindow) -> None:
    """Waits until the window is painted and no event is left, prints how long it took, and ends."""
    window.repaint()
    application.processEvents()
    print(milliseconds_since_start())  # noqa: T201
    application.exit(0)


class Afterwards(QObject):
    """What happens once the window is seen: safekeeping begins, and what an earlier run left unsaved is offered.

    A file named at the start opens after that question, and only if its answer has not opened another form.
    """

    def __init__(self, window: MainWindow, last_resort: LastResort, files: Sequence[Path]) -> None:
        super().__init__(window)
        self.window, self._last_resort, self._files = window, last_resort, files
        self.dialog: RecoveryDialog | None = None
        self.settled = False
        """Whether the start is over: there was nothing to ask, or it has been answered."""
        self._end: Callable[[], None] = lambda: None

    def begin(self) -> None:
        """Begins to keep copies, and has the earlier ones looked for in a thread."""
        from ziping.app.folders import recovery_folder
        from ziping.app.left_copies import left_copies
        from ziping.gui.safekeeping import Safekeeping
        from ziping.gui.tasks import Worker
        from ziping.store.recovery import prune

        self._folder = recovery_folder()
        self._keeper = Safekeeping(self.window.live, self.window, self._folder)
        self._keeper.kept.connect(self.window.status.show_kept)
        self._keeper.failed.connect(self.window.status.show_not_kept)
        self._end = self._keeper.end
        self._last_resort.rescue = self._keeper.keep_now
        folder, now = self._folder, datetime.now().astimezone()

        def look() -> tuple[LeftCopy, ...]:
            prune(folder, now)
            return left_copies(folder, now)

        self._worker = Worker(self)
        self._worker.start(look, self._offer, self._none_found)

    def _none_found(self, error: Exception) -> None:
        """Copies that can't be looked at hinder nobody from working; why is noted."""
        self._last_resort.note(error)
        self._open_files()

    def _offer(self, copies: tuple[LeftCopy, ...]) -> None:
        if not copies:
            self._open_files()
            return
        from ziping.gui.recovery_dialog import RecoveryDialog

        self.dialog = RecoveryDialog(self.window, copies, datetime.now().astimezone())
        self.dialog.declined.connect(self._decline)
        self.dialog.finished.connect(self._answered)
        self.dialog.open()

    def _decline(self, copy: object) -> None:
        from ziping.store.recovery import Copy, decline

        assert isinstance(copy, Copy)
        decline(self._folder, copy, datetime.now().astimezone())

    def _answered(self) -> None:
        from ziping.app.left_copies import recovered

        dialog, self.dialog, self.settled = self.dialog, None, True
        assert dialog is not None
        dialog.deleteLater()
        left = dialog.chosen
        if dialog.answer == "recover":
            if self.window.start(recovered(left)):
                self._keeper.take_over(left.copy)
        elif dialog.answer == "saved" and left.copy.path is not None:
            self.window.open_path(left.copy.path)
        else:
            self._open_files()

    def _open_files(self) -> None:
        self.settled = True
        if self._files:
            self.window.open_path(self._files[0])
        else:
            QTimer.singleShot(100, self.window.warm_up)

    def end(self) -> None:
        """The program ends: what is still unsaved and not given up will be offered at the next start."""
        self._end()
