"""照录助手: one press hands a field to the clipboard and shows the next; what changes meanwhile loses its tick."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.clerk import Clerk
from gui.test_access import interactive
from gui.test_nothing_clipped import cut
from published import form_of
from ziping.app.session import Session
from ziping.form import edit
from ziping.form import path as at
from ziping.form.path import FieldPath
from ziping.gui.live_session import LiveSession
from ziping.gui.memory import Memory
from ziping.gui.transcription_window import TranscriptionWindow
from ziping.gui.typeface import scaled, set_font

EXECUTED = at.funding("fiscal", "executed")


@pytest.fixture
def helper(qtbot: QtBot, live: LiveSession, memory: Memory) -> TranscriptionWindow:
    QGuiApplication.clipboard().setText("")
    return opened(qtbot, live, memory)


def opened(qtbot: QtBot, live: LiveSession, memory: Memory) -> TranscriptionWindow:
    window = TranscriptionWindow(live, memory, None)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    return window


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def shown(helper: TranscriptionWindow) -> str:
    return str(helper.entry.path)


def go_to(helper: TranscriptionWindow, path: FieldPath) -> None:
    helper.go(next(place for place, entry in enumerate(helper.entries) if entry.path == path))


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, key, modifier)


def sign(helper: TranscriptionWindow, path: FieldPath) -> str:
    place = next(place for place, entry in enumerate(helper.entries) if entry.path == path)
    return helper.page.list._rows[place].text(0)


def test_one_click_copies_the_field_as_it_prints_and_shows_the_next(
    qtbot: QtBot, helper: TranscriptionWindow
) -> None:
    go_to(helper, at.funding("fiscal", "initial_budget"))
    assert helper.page.card.way.text() == "项目资金 › 当年财政拨款 ›"
    assert helper.page.card.label.text() == "年初预算数（万元）"
    qtbot.mouseClick(helper.buttons.copy, Qt.MouseButton.LeftButton)
    assert clipboard() == "1,245.54"
    assert shown(helper) == "funding.fiscal.full_budget"
    assert helper.page.told.text() == "✓ 已复制：年初预算数 1,245.54。粘贴到网页里（Ctrl+V）。"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_u42_enter_and_the_blank_key_copy_one_field_after_the_other(
    qtbot: QtBot, helper: TranscriptionWindow, key: Qt.Key
) -> None:
    handed = []
    for _ in range(4):
        press(qtbot, key)
        handed.append(clipboard())
    assert handed == ["（2024年度）", "其他人员经费", "江桥镇", "上海市嘉定区江桥镇城市运行管理中心"]
    assert helper.page.count.text() == "已照录 4 / 92"


def test_after_a_click_in_the_list_enter_goes_on_copying(qtbot: QtBot, helper: TranscriptionWindow) -> None:
    row = helper.page.list._rows[2]
    place = helper.page.list.visualItemRect(row).center() + QPoint(10, 0)
    qtbot.mouseClick(helper.page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (shown(helper), clipboard()) == ("basic.department", "")
    press(qtbot, Qt.Key.Key_Return)
    assert clipboard() == "江桥镇"


def test_u42_the_list_can_be_walked_and_copied_from_by_keys(qtbot: QtBot, helper: TranscriptionWindow) -> None:
    helper.page.list.setFocus()
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Up)
    assert shown(helper) == "basic.project_name"
    press(qtbot, Qt.Key.Key_Space)
    assert clipboard() == "其他人员经费"


def test_a_long_text_is_handed_over_whole_with_its_line_breaks(helper: TranscriptionWindow) -> None:
    text = "1.巡查；\n2.处置。\n" + "三" * 3000
    helper.live.session.put(at.goal("achieved"), text, "改完成情况")
    go_to(helper, at.goal("achieved"))
    helper.copy_entry()
    assert clipboard() == text
    assert len(helper.page.told.text()) < 80


def test_the_other_unit_is_one_press_away(qtbot: QtBot, helper: TranscriptionWindow) -> None:
    go_to(helper, EXECUTED)
    assert [button.text() for button in helper.page.card.buttons if button.isVisible()] == ["元：8155900.00"]
    qtbot.mouseClick(helper.page.card.buttons[0], Qt.MouseButton.LeftButton)
    assert (clipboard(), sign(helper, EXECUTED)) == ("8155900.00", "✓")
    go_to(helper, at.funding("fiscal", "initial_budget"))
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert clipboard() == "1245.54"


def test_a_row_goes_over_as_a_whole_and_the_next_row_is_shown(qtbot: QtBot, helper: TranscriptionWindow) -> None:
    assert not helper.buttons.row.isEnabled()
    go_to(helper, at.indicator("i3", "actual"))
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert clipboard().split("\t")[:4] == ["聘用联勤队员数量", "≤76.00(个)", "76.00(个)", "5.00"]
    assert shown(helper) == "indicator.i4.name"
    assert sign(helper, at.indicator("i3", "name")) == "✓"


def test_what_changes_after_it_was_copied_loses_its_tick_and_gets_it_back_by_undoing(
    qtbot: QtBot, helper: TranscriptionWindow
) -> None:
    go_to(helper, EXECUTED)
    helper.copy_entry()
    helper.live.session.put(EXECUTED, edit.get(helper.live.form, at.funding("fiscal", "full_budget")), "改执行数")
    qtbot.waitUntil(lambda: sign(helper, EXECUTED) == "▲")
    assert "▲ 1 项改过，要重录" in helper.page.count.text()
    helper.live.undo()
    qtbot.waitUntil(lambda: sign(helper, EXECUTED) == "✓")


def test_a_copy_never_hands_over_what_the_form_no_longer_says(helper: TranscriptionWindow) -> None:
    go_to(helper, at.basic("department"))
    helper.live.session.put(at.basic("department"), "南翔镇", "改主管部门")
    helper.copy_entry()
    assert clipboard() == "南翔镇"
    assert helper.page.list._rows[2].text(2) == "南翔镇"


def test_a_field_that_is_gone_is_not_replaced_on_the_clipboard_by_its_neighbour(helper: TranscriptionWindow) -> None:
    go_to(helper, at.indicator("i3", "target"))
    helper.live.session.replace(edit.remove(helper.live.form, {"i3"}), "删除行", edit.TREE)
    helper.copy_entry()
    assert clipboard() == ""
    assert shown(helper) == "indicator.i4.target"


def test_an_empty_field_is_passed_over_and_where_chosen_leaves_the_clipboard_alone(
    qtbot: QtBot, helper: TranscriptionWindow
) -> None:
    go_to(helper, at.indicator("i3", "score"))
    press(qtbot, Qt.Key.Key_Return)
    assert (clipboard(), shown(helper)) == ("5.00", "indicator.i4.name")
    go_to(helper, at.indicator("i3", "deviation"))
    assert helper.buttons.copy.text() == "空的，到下一项（Enter）"
    press(qtbot, Qt.Key.Key_Return)
    assert clipboard() == "5.00"


def test_computed_figures_are_passed_over_where_chosen(helper: TranscriptionWindow, memory: Memory) -> None:
    helper.buttons.skip_computed.setChecked(True)
    go_to(helper, at.basic("unit"))
    helper.copy_entry()
    assert shown(helper) == "funding.fiscal.initial_budget"
    again = TranscriptionWindow(helper.live, memory, None)
    assert again.skipping.computed
    again.deleteLater()


def test_another_time_it_goes_on_where_it_was_left(qtbot: QtBot, helper: TranscriptionWindow, memory: Memory) -> None:
    for _ in range(5):
        helper.copy_entry()
    helper.close()
    again = opened(qtbot, helper.live, memory)
    assert shown(again) == "funding.total.full_budget"
    assert again.page.count.text() == "已照录 5 / 92"


def test_another_form_has_a_progress_of_its_own(helper: TranscriptionWindow) -> None:
    first = helper.live.session
    for _ in range(5):
        helper.copy_entry()
    helper.live.open(Session(form_of("jiangqiao-2024-houqin")))
    assert (shown(helper), helper.page.count.text()[:5]) == ("basic.year", "已照录 0")
    helper.live.open(first)
    assert shown(helper) == "funding.total.full_budget"


def test_a_form_saved_for_the_first_time_keeps_its_progress(
    helper: TranscriptionWindow, memory: Memory, tmp_path: Path
) -> None:
    helper.copy_entry()
    helper.live.session.save(tmp_path / "表.ziping")
    helper.live.saved.emit()
    other = TranscriptionWindow(LiveSession(Session(helper.live.form, tmp_path / "表.ziping")), memory, None)
    assert str(other.entry.path) == "basic.project_name"
    other.deleteLater()


def test_at_the_end_what_was_left_out_is_shown_then_all_is_done(helper: TranscriptionWindow) -> None:
    helper.to_next()
    for _ in range(len(helper.entries)):
        if shown(helper) == "basic.year":
            break
        helper.copy_entry()
    assert helper.page.told.text().endswith("后面的都照录了，回到前面还没有照录的。")
    helper.copy_entry()
    assert helper.page.count.text() == "全部照录完了"
    assert helper.page.bar.value() == helper.page.bar.maximum() == 92


def test_starting_again_takes_all_ticks_away_after_a_question(
    helper: TranscriptionWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = Clerk(monkeypatch)
    helper.copy_entry()
    clerk.answers = ["取消", "重新开始"]
    helper.buttons.again.trigger()
    assert helper.page.count.text() == "已照录 1 / 92"
    helper.buttons.again.trigger()
    assert (helper.page.count.text(), shown(helper)) == ("已照录 0 / 92", "basic.year")
    assert clerk.defaults == ["取消", "取消"]


def test_the_sentence_goes_when_something_else_is_copied(qtbot: QtBot, helper: TranscriptionWindow) -> None:
    helper.copy_entry()
    QGuiApplication.clipboard().setText("别处复制的")
    qtbot.waitUntil(lambda: helper.page.told.text() == "剪贴板里已经是别的内容了。")


def test_it_stays_on_top_until_that_is_switched_off(helper: TranscriptionWindow, memory: Memory) -> None:
    assert helper.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    place = helper.geometry()
    helper.buttons.on_top.setChecked(False)
    assert not helper.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert helper.isVisible()
    assert helper.geometry() == place
    again = TranscriptionWindow(helper.live, memory, None)
    assert not again.buttons.on_top.isChecked()
    again.deleteLater()


def test_it_does_not_keep_the_program_from_ending(helper: TranscriptionWindow) -> None:
    assert helper.parentWidget() is None
    assert not helper.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)


def test_u43_every_control_has_a_name_and_an_object_name(helper: TranscriptionWindow) -> None:
    go_to(helper, EXECUTED)
    controls: list[QWidget] = interactive(helper)
    assert len(controls) >= 8
    assert [repr(widget) for widget in controls if not (widget.accessibleName() and widget.objectName())] == []


@pytest.mark.parametrize("letters", [90, 100, 125, 150, 200])
def test_u39_u40_every_word_fits_and_the_buttons_stay_in_the_window(
    helper: TranscriptionWindow, letters: int
) -> None:
    set_font(scaled(QApplication.font(), letters / 100))
    helper.resize(320, 384)
    for path in (at.funding("fiscal", "initial_budget"), at.goal("expected"), at.indicator("i3", "deviation")):
        go_to(helper, path)
        for _ in range(3):
            QApplication.processEvents()
        assert list(cut(helper)) == []
        assert helper.buttons.geometry().bottom() <= helper.rect().bottom()
        inner = helper.page.widget()
        assert inner is not None
        assert inner.width() <= helper.page.viewport().width()
