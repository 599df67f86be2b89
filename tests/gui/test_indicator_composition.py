"""Input methods in 绩效指标: a composition is opened by a cell and touched by nothing (UX.md U13)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.indicator_pages import CTRL, Desk
from gui.typing_chinese import commit, compose
from ziping.form import path as at
from ziping.gui.indicator_editor import CellEditor


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def editor_of(desk: Desk) -> CellEditor:
    editor = desk.tree.editor()
    assert editor is not None
    return editor


def focused() -> QWidget:
    """Where an input method sends what it has: until the first text that is still the table."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def preedit(editor: CellEditor) -> str:
    return str(editor.textCursor().block().layout().preeditAreaText())


def test_u13_a_composition_on_a_cell_opens_it_and_its_text_arrives(desk: Desk) -> None:
    desk.go("i3.actual")
    compose(desk.tree, "wang")
    assert preedit(editor_of(desk)) == "wang"
    compose(focused(), "wangge")
    commit(focused(), "网格")
    assert editor_of(desk).toPlainText() == "网格"
    desk.press(Qt.Key.Key_Return)
    assert desk.value("i3.actual") == "网格"
    assert desk.steps == "修改“聘用联勤队员数量”的实际完成值"


def test_u13_a_text_without_a_composition_arrives_too(desk: Desk) -> None:
    desk.go("i3.actual")
    commit(desk.tree, "≥80％")
    assert editor_of(desk).toPlainText() == "≥80％"
    desk.press(Qt.Key.Key_Tab)
    assert desk.value("i3.actual") == "≥80％"


def test_u13_several_words_are_composed_one_after_the_other(desk: Desk) -> None:
    desk.go("i3.deviation")
    compose(desk.tree, "yin")
    commit(focused(), "因")
    compose(focused(), "yuqi")
    commit(focused(), "雨期，")
    assert editor_of(desk).toPlainText() == "因雨期，"


def test_u13_a_change_from_elsewhere_leaves_the_composition_alone(desk: Desk) -> None:
    desk.go("i3.actual")
    compose(desk.tree, "qi")
    desk.live.session.put(at.indicator("i4", "weight"), "6", "修改分值")
    desk.live.session.put(at.indicator("i3", "target"), "≥70个", "修改指标值")
    desk.page.show_findings(desk.live.view.findings)
    assert preedit(editor_of(desk)) == "qi"
    commit(focused(), "七十个")
    desk.press(Qt.Key.Key_Return)
    assert desk.value("i3.actual") == "七十个"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_u13_enter_and_tab_belong_to_the_composition(desk: Desk, key: Qt.Key) -> None:
    desk.go("i3.actual")
    compose(desk.tree, "qi")
    desk.press(key)
    assert desk.here == "indicator.i3.actual"
    assert preedit(editor_of(desk)) == "qi"
    assert desk.value("i3.actual") == "76.00(个)"


def test_u13_what_is_typed_is_kept_as_typed_and_only_then_read(desk: Desk) -> None:
    desk.go("i3.weight")
    compose(desk.tree, "４")
    commit(focused(), "４．５")
    assert editor_of(desk).toPlainText() == "４．５"
    desk.press(Qt.Key.Key_Return)
    assert desk.value("i3.weight") == "4.5"


def test_u13_a_click_elsewhere_keeps_what_was_committed(desk: Desk) -> None:
    desk.go("i3.actual")
    compose(desk.tree, "qi")
    commit(focused(), "七十")
    rect = desk.tree.visualRect(desk.index("i1.name"))
    desk.qtbot.mouseClick(desk.tree.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert desk.value("i3.actual") == "七十"
    assert desk.here == "indicator.i1.name"


def test_u11_undo_inside_a_cell_takes_back_what_was_typed_there_first(desk: Desk) -> None:
    desk.go("i3.actual")
    commit(desk.tree, "七十")
    desk.press(Qt.Key.Key_Z, CTRL)
    assert editor_of(desk).toPlainText() == "76.00(个)"
    assert QApplication.focusWidget() is editor_of(desk)


def test_u13_a_composition_given_up_leaves_the_text(desk: Desk) -> None:
    desk.go("i3.actual")
    compose(desk.tree, "qi")
    compose(focused(), "")
    assert editor_of(desk).toPlainText() == "76.00(个)"
    desk.press(Qt.Key.Key_Return)
    assert desk.value("i3.actual") == "76.00(个)"
    assert desk.steps == ""
