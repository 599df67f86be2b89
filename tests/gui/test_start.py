"""Ways in, and what happens when something breaks (UX.md U2; issue: a slot that crashes keeps the form)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from published import form_of
from ziping.app.files import save_form
from ziping.app.session import Session
from ziping.gui import main as start
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


def test_a_crash_is_told_in_plain_words_and_the_form_is_kept(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "critical", lambda *words: told.append(words[2]))
    window.start(Session(form_of("jiangqiao-2024-houqin")))
    crashed = ZeroDivisionError("内容" * 3)
    start._tell(type(crashed), crashed, crashed.__traceback__)
    assert told == ["刚才这一步没有做成，已填的内容都还在。\n请先保存；如果又出现，请关闭后重新打开再试。"]
    assert "内容" not in capsys.readouterr().err
    assert window.live.form == form_of("jiangqiao-2024-houqin")
