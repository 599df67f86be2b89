"""Everything can be reached and named without a mouse (UX.md U42, U43)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QToolBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from published import form_of
from ziping.app.session import Session
from ziping.app.steps import STEPS, StepId
from ziping.gui.main_window import MainWindow

KINDS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)


def interactive(window: QWidget) -> list[QWidget]:
    """Our own widgets that take input; parts that Qt puts inside its widgets are named by Qt."""
    found = [widget for widget in window.findChildren(QWidget) if isinstance(widget, KINDS)]
    return [
        widget
        for widget in found
        if widget.isVisible()
        and not isinstance(widget, QHeaderView)
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parentWidget(), (QComboBox, QToolBar, QAbstractItemView))
        and type(widget).__name__ not in {"QComboBoxListView", "QTableCornerButton"}
    ]


@pytest.fixture
def shown(window: MainWindow) -> MainWindow:
    window.start(Session(form_of("jiangqiao-2024-qitarenyuan")))
    window.activateWindow()
    return window


@pytest.mark.parametrize("step", [step.id for step in STEPS])
def test_u43_every_control_has_a_name_and_an_object_name(shown: MainWindow, step: StepId) -> None:
    shown.work.steps.go(step)
    controls = interactive(shown)
    assert [repr(widget) for widget in controls if not widget.accessibleName()] == []
    assert [repr(widget) for widget in controls if not widget.objectName()] == []


def test_the_first_page_is_named_too(window: MainWindow) -> None:
    controls = interactive(window)
    assert len(controls) >= 3
    assert [repr(widget) for widget in controls if not (widget.accessibleName() and widget.objectName())] == []


@pytest.mark.parametrize("step", ["basic", "funding", "goals"])
def test_u42_tab_goes_through_the_fields_in_reading_order(qtbot: QtBot, shown: MainWindow, step: StepId) -> None:
    shown.work.steps.go(step)
    page = shown.work.pages[step]
    editors = list(page.editors.values())  # type: ignore[union-attr]
    editors[0].setFocus()
    for expected in editors[1:]:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is expected


def test_u42_steps_turn_by_keys_and_put_the_cursor_to_work(shown: MainWindow) -> None:
    following: tuple[StepId, ...] = ("funding", "goals", "indicators")
    for expected in following:
        shown.actions_by_name["next"].trigger()
        assert shown.work.shown == expected
        focused = QApplication.focusWidget()
        assert focused is not None
        assert shown.work.pages[expected].isAncestorOf(focused)


def test_u42_every_menu_has_a_letter(shown: MainWindow) -> None:
    titles = [action.text() for action in shown.menuBar().actions()]
    assert titles == ["文件(&F)", "编辑(&E)", "查看(&V)", "工具(&T)", "帮助(&H)"]
