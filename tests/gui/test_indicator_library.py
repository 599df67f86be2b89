"""从指标库添加: searched, ticked, put where it belongs in one undo step (UX.md, indicator library)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from gui.indicator_pages import CTRL, Desk
from gui.typing_chinese import commit, compose
from ziping.app.new_form import new_form
from ziping.gui.indicator_library_dialog import LibraryDialog


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, new_form("jiading-2024", 2024))


def opened(desk: Desk) -> LibraryDialog:
    desk.press(Qt.Key.Key_L, CTRL)
    dialog = desk.tree.findChild(LibraryDialog)
    assert isinstance(dialog, LibraryDialog)
    desk.qtbot.waitUntil(dialog.text.hasFocus)
    return dialog


def lines(dialog: LibraryDialog) -> list[QTreeWidgetItem]:
    found = [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]
    return [item for item in found if item is not None]


def named(dialog: LibraryDialog, name: str) -> QTreeWidgetItem:
    return next(item for item in lines(dialog) if item.text(0) == name)


def test_everything_is_offered_until_something_is_typed(desk: Desk) -> None:
    dialog = opened(desk)
    assert len(lines(dialog)) >= 120
    commit(dialog.text, "市民满意度")
    assert lines(dialog)[0].text(0) == "市民满意度"
    assert lines(dialog)[0].text(1) == "满意度指标 › 服务对象满意度指标"
    assert lines(dialog)[0].text(2) == "≥85%"


def test_a_composition_in_the_search_is_left_alone(desk: Desk) -> None:
    dialog = opened(desk)
    before = len(lines(dialog))
    compose(dialog.text, "manyi")
    assert len(lines(dialog)) == before
    commit(dialog.text, "满意")
    assert 0 < len(lines(dialog)) < before


def test_enter_puts_the_first_found_into_its_group(desk: Desk) -> None:
    dialog = opened(desk)
    commit(dialog.text, "市民满意度")
    desk.qtbot.keyClick(dialog.text, Qt.Key.Key_Return)
    (row,) = desk.live.view.subject.rows
    assert (row.category.name, row.indicator.name) == ("服务对象满意度指标", "市民满意度")
    assert row.indicator.target == "≥85%"
    assert desk.steps == "从指标库添加“市民满意度”"
    assert desk.here == "indicator.i1.target"


def test_several_are_ticked_over_two_searches_and_added_in_one_step(desk: Desk) -> None:
    dialog = opened(desk)
    commit(dialog.text, "市民满意度")
    named(dialog, "市民满意度").setCheckState(0, Qt.CheckState.Checked)
    dialog.text.clear()
    commit(dialog.text, "承办部门满意度")
    named(dialog, "承办部门满意度").setCheckState(0, Qt.CheckState.Checked)
    assert dialog.add.text() == "添加 2 个"
    dialog.add.click()
    assert [row.indicator.name for row in desk.live.view.subject.rows] == ["市民满意度", "承办部门满意度"]
    assert desk.steps == "从指标库添加 2 个指标"
    desk.live.undo()
    assert desk.live.view.subject.rows == ()


def test_a_double_click_adds_one(desk: Desk) -> None:
    dialog = opened(desk)
    item = lines(dialog)[3]
    dialog.list.itemDoubleClicked.emit(item, 0)
    assert [row.indicator.name for row in desk.live.view.subject.rows] == [item.text(0)]


def test_a_group_that_is_missing_is_made_where_the_edition_has_it(desk: Desk) -> None:
    desk.go("d1.name")
    desk.press(Qt.Key.Key_Delete, CTRL)
    assert desk.live.form.indicators[0].name == "产出指标"
    dialog = opened(desk)
    cost = next(item for item in lines(dialog) if item.text(1).startswith("成本指标"))
    dialog.list.itemDoubleClicked.emit(cost, 0)
    assert desk.live.form.indicators[0].name == "成本指标"


def test_one_kind_of_project_can_be_chosen(desk: Desk) -> None:
    dialog = opened(desk)
    every = len(lines(dialog))
    dialog.kind.setCurrentIndex(1)
    assert 0 < len(lines(dialog)) < every


def test_what_the_form_has_is_marked(desk: Desk) -> None:
    dialog = opened(desk)
    commit(dialog.text, "市民满意度")
    desk.qtbot.keyClick(dialog.text, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.tree.findChild(LibraryDialog) is None)
    desk.wake()
    again = opened(desk)
    assert "市民满意度（已有）" in [item.text(0) for item in lines(again)]


def test_nothing_found_is_said_and_cannot_be_added(desk: Desk) -> None:
    dialog = opened(desk)
    commit(dialog.text, "查无此指标")
    assert lines(dialog) == []
    assert not dialog.add.isEnabled()
    assert dialog.note.text().startswith("没有找到")


def test_u42_the_arrow_goes_from_the_search_to_the_list_and_space_ticks(desk: Desk) -> None:
    dialog = opened(desk)
    desk.qtbot.keyClick(dialog.text, Qt.Key.Key_Down)
    assert dialog.list.hasFocus()
    desk.qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert lines(dialog)[0].checkState(0) == Qt.CheckState.Checked
    desk.qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert len(desk.live.view.subject.rows) == 1


def test_u43_every_control_has_a_name(desk: Desk) -> None:
    dialog = opened(desk)
    for kind in (QLineEdit, QComboBox, QTreeWidget):
        for control in dialog.findChildren(kind):
            assert control.objectName()
            assert control.accessibleName()
    assert all(button.objectName() and button.text() for button in dialog.findChildren(QPushButton))
