"""Ways in, and what happens when something breaks (UX.md U2; issue: a slot that crashes keeps the form)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from published import form_of
from ziping.app.files import save_form
from ziping.gui.main_window import MainWindow


def dropped(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def test_u2_a_file_dropped_on_the_window_opens(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "拖进来的.ziping"
    save_form(form_of("jiangqiao-2024-houqin"), path)
    data = dropped(path)
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    qtbot.waitUntil(lambda: window.live.session.path == path)
    assert window.stack.currentWidget() is window.work
    assert window.live.form.basic.project_name == "后勤保障经费"
