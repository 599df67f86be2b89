"""A whole published form, typed by keyboard alone, exported, and found again in the PDF (UX.md U42)."""

from __future__ import annotations

from datetime import UTC, datetime

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.typing_chinese import commit
from published import form_of, source_of
from ziping.app.export import pdf_of
from ziping.app.new_form import new_form
from ziping.app.session import Session
from ziping.gui.main_window import MainWindow
from ziping.importers.plain_json import write_plain

_COLUMNS = ("年初预算数", "全年预算数", "全年执行数")
_CELLS = ("三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")


class Keyboard:
    """Types wherever the focus is."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.focus, key, modifier)

    def shortcut(self, name: str) -> None:
        """A key of the menu; the offscreen screen has no shortcuts of its own."""
        self.window.actions_by_name[name].trigger()

    def write(self, text: str) -> None:
        commit(self.focus, text)


@pytest.mark.parametrize("name", ["jiangqiao-2024-qitarenyuan", "xianghua-2023-ywtg"])
def test_a_published_form_typed_by_keyboard_prints_the_same_texts(
    qtbot: QtBot, window: MainWindow, name: str
) -> None:
    source, form = source_of(name), form_of(name)
    window.start(Session(new_form(form.edition, source["年度"])))
    window.activateWindow()
    keys = Keyboard(qtbot, window)
    window.work._focus_page()
    for field in ("项目名称", "主管部门", "实施单位"):
        keys.write(source[field])
        keys.press(Qt.Key.Key_Tab)
    keys.shortcut("next")
    for column in _COLUMNS:
        for row in source["项目资金"][1:]:
            keys.write(row[column])
            keys.press(Qt.Key.Key_Return)
    keys.shortcut("next")
    keys.write(source["预期目标"])
    keys.press(Qt.Key.Key_Tab)
    keys.write(source["实际完成情况"])
    keys.shortcut("next")
    type_indicators(keys, source["绩效指标"])
    keys.shortcut("check")
    assert [found.message for found in window.live.view.findings if found.rule.startswith("F")] == []
    view = window.live.view
    typed = write_plain(view.form, view.edition, view.scores)
    printed = write_plain(form, view.edition, view.scores)
    assert typed == printed
    document = pypdfium2.PdfDocument(pdf_of(view, datetime(2025, 1, 15, tzinfo=UTC)))
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    for row in source["绩效指标"]:
        for cell in _CELLS:
            assert "".join(row[cell].split()) in text


def type_indicators(keys: Keyboard, rows: list[dict[str, str]]) -> None:
    """Goes down to each 二级指标, makes rows with Ctrl+Enter, and fills their cells with Tab."""
    tree = keys.window.work.indicators.tree
    keys.press(Qt.Key.Key_Escape)
    tree.setFocus()
    keys.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    group = ""
    for row in rows:
        if row["二级指标"] != group:
            group = row["二级指标"]
            go_down_to(keys, group)
        keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        for cell in _CELLS:
            if row[cell]:
                keys.write(row[cell])
            keys.press(Qt.Key.Key_Return if cell == _CELLS[-1] else Qt.Key.Key_Tab)


def go_down_to(keys: Keyboard, group: str) -> None:
    tree = keys.window.work.indicators.tree
    keys.press(Qt.Key.Key_Escape)
    keys.press(Qt.Key.Key_Home)
    for _ in range(60):
        path = tree.current_path()
        if path is not None and path.section == "category" and tree.currentIndex().siblingAtColumn(1).data() == group:
            return
        keys.press(Qt.Key.Key_Down)
    raise AssertionError(f"{group} was not reached")
