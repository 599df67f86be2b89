"""Work in a thread comes back to the window that wanted it, and to nobody once that is gone."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ziping.gui.tasks import Worker


def test_the_outcome_comes_back(qtbot: QtBot) -> None:
    told: list[object] = []
    worker = Worker()
    worker.start(lambda: 6 * 7, told.append, told.append)
    qtbot.waitUntil(lambda: told == [42])


def test_nothing_is_told_after_the_window_has_gone(qtbot: QtBot) -> None:
    told: list[object] = []
    window = QObject()
    worker = Worker(window)
    worker.start(lambda: 6 * 7, told.append, told.append)
    worker.wait()
    delete(window)
    other: list[object] = []
    later = Worker()
    later.start(lambda: "later", other.append, other.append)
    qtbot.waitUntil(lambda: other == ["later"])
    QCoreApplication.processEvents()
    assert told == []
