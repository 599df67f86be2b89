"""Reading a file beside the window, which goes on being drawn: at once for a project file, up to 20 s for a foreign PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from ziping.app.files import Opened, open_form
from ziping.gui.tasks import Worker

if TYPE_CHECKING:
    from ziping.gui.import_source import Source

BUSY_AFTER = 400
"""Milliseconds after which a window says that something is being read, and lets the clerk call it off (UX.md U44)."""
R = TypeVar("R")
Stop = Callable[[], bool]


def read_form(window: QWidget, path: Path) -> tuple[Opened, Source | None] | None:
    """The form in a file, read beside the window, and what the file looks like where the clerk is to compare the two.

    None if the clerk called it off. Raises ``CannotOpen``.
    """

    def work(stop: Stop) -> tuple[Opened, Source | None]:
        opened = open_form(path, stop)
        if not wants_a_look(opened):
            return opened, None
        from ziping.gui.import_source import source_of  # needed only for a foreign file

        return opened, source_of(path, stop)

    return read_beside(window, f"正在读取“{path.name}”…", work)


def wants_a_look(opened: Opened) -> bool:
    """Whether there is anything to compare: not with a project file, nor with one that carries its document unharmed."""
    return not opened.is_document and bool(opened.notes or opened.remarks or opened.exported)


def read_beside(window: QWidget, words: str, work: Callable[[Stop], R]) -> R | None:
    """What ``work`` gives, done in a thread while the window is blocked but alive; None if the clerk called it off.

    ``work`` is told by the function it gets whether it is still wanted; its exceptions come out of here. ``words`` say
    in Chinese what is being done.
    """
    loop, worker, unwanted = QEventLoop(), Worker(window), Event()
    results: list[R] = []
    failures: list[Exception] = []

    def end(outcomes: list[R] | list[Exception], outcome: object) -> None:
        outcomes.append(outcome)  # type: ignore[arg-type]
        worker.deleteLater()
        loop.quit()

    worker.start(
        lambda: work(unwanted.is_set), lambda result: end(results, result), lambda problem: end(failures, problem)
    )
    QApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
    try:
        QTimer.singleShot(BUSY_AFTER, loop, loop.quit)
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        if not results and not failures:
            _wait_with_cancel(window, words, loop, unwanted)
    finally:
        QApplication.restoreOverrideCursor()
    if unwanted.is_set():  # the thread may take a while to notice, and nobody waits for it
        return None
    if failures:
        raise failures[0]
    return results[0] if results else None


def _wait_with_cancel(window: QWidget, words: str, loop: QEventLoop, unwanted: Event) -> None:
    """Goes on until the work ends or 取消 is pressed."""
    busy = QProgressDialog(words, "取消", 0, 0, window)
    busy.setObjectName("reading")
    busy.setWindowTitle("自评通")
    busy.setWindowModality(Qt.WindowModality.WindowModal)
    busy.setMinimumDuration(0)

    def call_off() -> None:
        unwanted.set()
        loop.quit()

    busy.canceled.connect(call_off)
    busy.show()
    loop.exec()
    busy.canceled.disconnect()
    busy.close()
    busy.deleteLater()
