"""Work in a thread: a function goes in, its result or its error comes back to the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from shiboken6 import isValid

R = TypeVar("R")


class _Report(QObject):
    """Carries the outcome over the border between threads."""

    done = Signal(object)
    failed = Signal(object)


class _Work(QRunnable, Generic[R]):
    def __init__(self, work: Callable[[], R], report: _Report) -> None:
        super().__init__()
        self._work = work
        self._report = report

    def run(self) -> None:
        try:
            outcome = self._work()
        except Exception as error:  # noqa: BLE001 - whatever went wrong belongs to the caller
            self._send(self._report.failed, error)
        else:
            self._send(self._report.done, outcome)

    @staticmethod
    def _send(signal: object, outcome: object) -> None:
        try:
            signal.emit(outcome)  # type: ignore[attr-defined]
        except RuntimeError:
            """The window went away meanwhile; nobody is left to tell."""


class Worker(QObject):
    """Runs one piece of work at a time in a thread of its own; later pieces wait."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._reports: set[_Report] = set()

    def start(self, work: Callable[[], R], done: Callable[[R], None], failed: Callable[[Exception], None]) -> None:
        """Starts ``work``; one of ``done`` and ``failed`` is called in this thread when it has ended.

        Neither is called once the worker, and with it the window that wanted the outcome, is gone.
        """
        report = _Report()
        self._reports.add(report)
        for signal, tell in ((report.done, done), (report.failed, failed)):
            signal.connect(lambda outcome, tell=tell: self._end(report, tell, outcome))
        self._pool.start(_Work(work, report))

    def _end(self, report: _Report, tell: Callable[[object], None], outcome: object) -> None:
        self._reports.discard(report)
        if isValid(self):
            tell(outcome)

    def wait(self) -> None:
        """Waits until all work has ended (closing the window)."""
        self._pool.waitForDone()
