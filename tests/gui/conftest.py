"""A window of its own for each test, with settings of its own and no dialogs left open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.clerk import Clerk
from published import form_of
from ziping.app.files import save_form
from ziping.app.session import Session
from ziping.gui.live_session import LiveSession
from ziping.gui.main_window import MainWindow
from ziping.gui.memory import Memory
from ziping.gui.typeface import prepare_fonts, set_font


@pytest.fixture(scope="session", autouse=True)
def _fonts(qapp: QApplication) -> None:
    prepare_fonts(qapp)


@pytest.fixture(autouse=True)
def _same_letters(qapp: QApplication) -> Iterator[None]:
    """Leaves the letters as they were: their size belongs to the whole program, not to one window."""
    font = qapp.font()
    yield
    set_font(font)


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "settings")


@pytest.fixture
def live() -> LiveSession:
    """A session on the published 嘉定 2024 form with money, goals and 13 indicators."""
    return LiveSession(Session(form_of("jiangqiao-2024-qitarenyuan")))


@pytest.fixture
def clerk(monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """Somebody who answers the window's questions."""
    return Clerk(monkeypatch)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A file that holds a published form."""
    path = tmp_path / "其他人员.ziping"
    save_form(form_of("jiangqiao-2024-qitarenyuan"), path)
    return path


@pytest.fixture
def window(qtbot: QtBot, memory: Memory) -> Iterator[MainWindow]:
    shown = MainWindow(memory)
    qtbot.addWidget(shown, before_close_func=_forget_changes)
    shown.resize(1366, 768)
    shown.show()
    qtbot.waitExposed(shown)
    yield shown
    shown.work.wait()


def _forget_changes(window: MainWindow) -> None:
    """Closing a changed form would ask, and nobody answers."""
    window.live.open(Session(window.live.form))
