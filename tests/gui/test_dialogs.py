"""Dialogs are freed when they are closed, and boxes say a name as it is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from ziping.app.session import Session
from ziping.gui.board_deeds import BoardDeeds
from ziping.gui.board_list import BoardList
from ziping.gui.live_session import LiveSession
from ziping.gui.main_window import MainWindow
from ziping.gui.memory import Memory


def dialogs_left(parent: QWidget, deed: Callable[[], object]) -> list[QDialog]:
    """Dialogs there still are once the program is idle after this."""
    deed()
    assert parent.findChildren(QDialog)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return parent.findChildren(QDialog)


@pytest.mark.parametrize("name", ["about", "verify", "new", "remarks"])
def test_a_dialog_of_the_menus_is_freed_when_it_is_closed(
    window: MainWindow, live: LiveSession, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(QDialog, "exec", lambda dialog: dialog.done(0))
    window.live.open(Session(live.form))
    shown = window.work.field_actions.show_remarks if name == "remarks" else getattr(window.errands, name)
    assert dialogs_left(window, shown) == []


@pytest.mark.parametrize("name", ["check_all", "export", "roll_up"])
def test_a_dialog_of_the_board_is_freed_when_it_is_closed(
    qtbot: QtBot, memory: Memory, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(QDialog, "exec", lambda dialog: dialog.done(0))
    listed = BoardList()
    qtbot.addWidget(listed)
    deeds = BoardDeeds(listed, listed, memory)
    assert dialogs_left(listed, getattr(deeds, name)) == []
    deeds.wait()
