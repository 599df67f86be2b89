"""The open cell of 绩效指标: it grows with its text, and its text stands where the cell's stood."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.indicator_pages import FORM, Desk, path
from gui.typing_chinese import commit
from published import form_of
from ziping.form.edit import put
from ziping.gui.indicator_editor import CellEditor

REASON = "因汛期案件集中，部分案件延期办结；下一步增派人手，加密巡查。"


def opened(desk: Desk) -> CellEditor:
    desk.press(Qt.Key.Key_F2)
    QApplication.processEvents()
    editor = desk.tree.editor()
    assert editor is not None
    return editor


def lines_in_view(editor: CellEditor) -> bool:
    """Whether the first and the last line are wholly seen."""
    cursor = editor.textCursor()
    cursor.setPosition(0)
    first = editor.cursorRect(cursor)
    cursor.setPosition(len(editor.toPlainText()))
    last = editor.cursorRect(cursor)
    return first.top() >= 0 and last.bottom() <= editor.viewport().height()


def test_an_editor_grows_with_a_long_reason_typed_into_it(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.go("i3.deviation")
    editor = opened(desk)
    top = editor.y()
    for letter in REASON * 3:
        editor.insertPlainText(letter)
        assert lines_in_view(editor)
    assert editor.y() == top == desk.tree.visualRect(desk.index("i3.deviation")).top()
    tall = editor.height()
    editor.setPlainText("因雨期")
    assert editor.height() < tall


@pytest.mark.parametrize("target", ["≥5\xa0个", "第一批\u2028第二批", "一行\r\n二行"])
def test_a_cell_that_was_only_looked_at_is_left_as_it_was(qtbot: QtBot, target: str) -> None:
    desk = Desk(qtbot, put(form_of(FORM), path("i3.target"), target))
    desk.go("i3.target")
    assert opened(desk).typed is None
    desk.press(Qt.Key.Key_Return)
    assert desk.value("i3.target") == target
    assert (desk.live.session.modified, desk.steps) == (False, "")


def test_typing_in_a_cell_keeps_its_blank_that_does_not_break(qtbot: QtBot) -> None:
    desk = Desk(qtbot, put(form_of(FORM), path("i3.target"), "≥5\xa0个"))
    desk.go("i3.target")
    commit(opened(desk), "月")
    desk.press(Qt.Key.Key_Return)
    assert desk.value("i3.target") == "≥5\xa0个月"


def test_an_editor_is_never_taller_than_the_table(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.go("i3.deviation")
    editor = opened(desk)
    editor.insertPlainText(REASON * 60)
    assert (editor.y(), editor.height()) == (0, desk.tree.viewport().height())


@pytest.mark.parametrize(
    "address", ["i3.name", "i3.target", "i3.weight", "i3.score", "i3.deviation", "c2.name", "d1.name"]
)
def test_the_text_stands_in_the_editor_where_it_stood_in_the_cell(qtbot: QtBot, address: str) -> None:
    desk = Desk(qtbot)
    desk.live.session.put(path("i3.deviation"), "因雨期", "修改")
    desk.live.session.put(path("i3.weight"), "19", "修改")
    desk.live.session.put(path("i3.score"), "19", "修改")
    desk.go(address)
    rect = desk.tree.visualRect(desk.index(address))
    inside = rect.adjusted(24 if address in ("i3.weight", "i3.score") else 4, 4, -4, -4)
    if address in ("i3.name", "i3.target", "i3.deviation"):
        inside.setRight(inside.right() - 18)
    before = ink(desk, inside)
    editor = opened(desk)
    cursor = editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    editor.setTextCursor(cursor)
    editor.setCursorWidth(0)
    assert editor.geometry().topLeft() == rect.topLeft()
    after = ink(desk, inside)
    assert (before.left(), before.top()) != (-1, -1)
    if address in ("i3.weight", "i3.score"):
        # The cell shows 19.00 and its editor 19, both against the right edge.
        assert abs(after.right() - before.right()) <= 1
    else:
        assert abs(after.left() - before.left()) <= 1
    assert abs(after.top() - before.top()) <= 1


def ink(desk: Desk, area: QRect) -> QRect:
    """The rectangle of dark pixels in a part of the table."""
    QApplication.processEvents()
    image: QImage = desk.tree.viewport().grab(area).toImage()
    dark = [
        QPoint(x, y)
        for y in range(image.height())
        for x in range(image.width())
        if image.pixelColor(x, y).lightness() < 110
    ]
    if not dark:
        return QRect(-1, -1, 0, 0)
    left, right = min(p.x() for p in dark), max(p.x() for p in dark)
    top, bottom = min(p.y() for p in dark), max(p.y() for p in dark)
    return QRect(QPoint(left, top), QPoint(right, bottom))
