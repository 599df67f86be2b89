"""The keys of 绩效指标 as in a workbook (UX.md U17)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.indicator_pages import ALT, CTRL, SHIFT, Desk
from ziping.form import path as at

KEY = Qt.Key


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


@pytest.mark.parametrize(
    ("start", "key", "modifiers", "end"),
    [
        ("i3.target", KEY.Key_Tab, Qt.KeyboardModifier.NoModifier, "indicator.i3.actual"),
        ("i3.deviation", KEY.Key_Tab, Qt.KeyboardModifier.NoModifier, "indicator.i4.name"),
        ("i5.deviation", KEY.Key_Tab, Qt.KeyboardModifier.NoModifier, "indicator.i6.name"),
        ("i3.target", KEY.Key_Backtab, SHIFT, "indicator.i3.name"),
        ("i6.name", KEY.Key_Backtab, SHIFT, "indicator.i5.deviation"),
        ("i3.weight", KEY.Key_Return, Qt.KeyboardModifier.NoModifier, "indicator.i4.weight"),
        ("i5.weight", KEY.Key_Enter, Qt.KeyboardModifier.KeypadModifier, "indicator.i6.weight"),
        ("i6.weight", KEY.Key_Return, SHIFT, "indicator.i5.weight"),
        ("i3.weight", KEY.Key_Down, Qt.KeyboardModifier.NoModifier, "indicator.i4.weight"),
        ("i6.weight", KEY.Key_Up, Qt.KeyboardModifier.NoModifier, "indicator.i5.weight"),
        ("i5.name", KEY.Key_Down, Qt.KeyboardModifier.NoModifier, "category.c3.name"),
        ("i3.target", KEY.Key_Right, Qt.KeyboardModifier.NoModifier, "indicator.i3.actual"),
        ("i3.target", KEY.Key_Left, Qt.KeyboardModifier.NoModifier, "indicator.i3.name"),
        ("i3.weight", KEY.Key_Home, Qt.KeyboardModifier.NoModifier, "indicator.i3.name"),
        ("i3.weight", KEY.Key_End, Qt.KeyboardModifier.NoModifier, "indicator.i3.deviation"),
        ("i13.deviation", KEY.Key_Return, Qt.KeyboardModifier.NoModifier, "indicator.i13.deviation"),
    ],
)
def test_u17_a_key_goes_to_the_cell_it_would_in_a_workbook(
    desk: Desk, start: str, key: Qt.Key, modifiers: Qt.KeyboardModifier, end: str
) -> None:
    desk.go(start)
    desk.press(key, modifiers)
    assert desk.here == end
    assert desk.tree.editor() is None


def test_u17_typing_replaces_the_cell_and_enter_goes_down(desk: Desk) -> None:
    desk.go("i3.actual")
    desk.write("75")
    desk.press(KEY.Key_Return)
    assert desk.value("i3.actual") == "75"
    assert desk.here == "indicator.i4.actual"
    assert desk.steps == "修改“聘用联勤队员数量”的实际完成值"


def test_u17_f2_keeps_the_text_and_tab_goes_on(desk: Desk) -> None:
    desk.go("i8.actual")
    desk.press(KEY.Key_F2)
    desk.write("!")
    desk.press(KEY.Key_Tab)
    assert desk.value("i8.actual") == "达成指标!"
    assert desk.here == "indicator.i8.weight"


def test_u17_esc_leaves_the_cell_as_it_was(desk: Desk) -> None:
    desk.go("i3.actual")
    desk.write("75")
    desk.press(KEY.Key_Escape)
    assert desk.tree.editor() is None
    assert desk.value("i3.actual") == "76.00(个)"
    assert desk.steps == ""
    assert desk.here == "indicator.i3.actual"


@pytest.mark.parametrize("modifier", [ALT, SHIFT])
def test_u17_a_cell_takes_several_lines(desk: Desk, modifier: Qt.KeyboardModifier) -> None:
    desk.go("i3.deviation")
    desk.write("a")
    desk.press(KEY.Key_Return, modifier)
    desk.write("b")
    desk.press(KEY.Key_Return)
    assert desk.value("i3.deviation") == "a\nb"


def test_u17_delete_clears_the_selected_cells_in_one_step(desk: Desk) -> None:
    desk.select("i3.weight", "i3.score", "i4.weight", "i4.score")
    desk.press(KEY.Key_Delete)
    assert [desk.value(f"{row}.{field}") for row in ("i3", "i4") for field in ("weight", "score")] == [""] * 4
    assert desk.steps == "清除 4 个单元格"
    desk.live.undo()
    assert desk.value("i4.score") == "5"


def test_u17_ctrl_d_fills_down(desk: Desk) -> None:
    desk.select("i3.actual", "i4.actual", "i5.actual")
    desk.press(KEY.Key_D, CTRL)
    assert [desk.value(f"{row}.actual") for row in ("i3", "i4", "i5", "i6")] == ["76.00(个)"] * 3 + ["80.00(%)"]
    assert desk.steps == "向下填充"


def test_u17_ctrl_enter_makes_a_row_below_and_opens_its_name(desk: Desk) -> None:
    desk.go("i4.actual")
    desk.press(KEY.Key_Return, CTRL)
    assert desk.rows("c2") == ["i3", "i4", "i14", "i5"]
    assert desk.here == "indicator.i14.name"
    assert desk.tree.editor() is not None
    desk.write("ab")
    desk.press(KEY.Key_Tab)
    assert desk.value("i14.name") == "ab"


def test_u17_ctrl_enter_hands_over_what_is_being_typed_first(desk: Desk) -> None:
    desk.go("i4.actual")
    desk.write("7")
    desk.press(KEY.Key_Return, CTRL)
    assert desk.value("i4.actual") == "7"
    assert desk.rows("c2") == ["i3", "i4", "i14", "i5"]


@pytest.mark.parametrize(
    ("key", "modifiers"), [(KEY.Key_Return, SHIFT), (KEY.Key_Backtab, SHIFT), (KEY.Key_Return, CTRL)]
)
def test_u17_a_key_with_shift_or_ctrl_leaves_one_cell_selected(
    desk: Desk, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    desk.go("i4.actual")
    desk.press(key, modifiers)
    assert len(desk.tree.selectionModel().selectedIndexes()) == 1


def test_u17_alt_arrows_move_the_row_and_the_cursor_goes_with_it(desk: Desk) -> None:
    desk.go("i4.actual")
    desk.press(KEY.Key_Up, ALT)
    assert desk.rows("c2") == ["i4", "i3", "i5"]
    assert desk.here == "indicator.i4.actual"
    assert desk.steps == "上移“聘用行风监督员数量”"
    desk.press(KEY.Key_Down, ALT)
    desk.press(KEY.Key_Down, ALT)
    assert desk.rows("c2") == ["i3", "i5", "i4"]
    assert desk.here == "indicator.i4.actual"


def test_u17_arrows_fold_and_unfold_a_group(desk: Desk) -> None:
    desk.go("c2.name")
    handle = desk.index("c2.name").siblingAtColumn(0)
    desk.press(KEY.Key_Left)
    assert not desk.tree.isExpanded(handle)
    desk.press(KEY.Key_Right)
    assert desk.tree.isExpanded(handle)


def test_u17_ctrl_a_selects_every_cell_but_no_whole_row(desk: Desk) -> None:
    desk.press(KEY.Key_A, CTRL)
    assert len(desk.tree.selected_cells()) == 13 * 6
    assert desk.tree.whole_rows() == []


def test_u24_a_field_is_gone_to_even_in_a_folded_group(desk: Desk) -> None:
    desk.tree.collapseAll()
    assert desk.page.focus_field(at.indicator("i13", "deviation"))
    assert desk.here == "indicator.i13.deviation"
    assert desk.tree.editor() is not None
    assert desk.tree.visualRect(desk.index("i13.deviation")).isValid()


def test_u11_undo_goes_to_the_cell_it_changed(desk: Desk) -> None:
    desk.go("i13.actual")
    desk.write("9")
    desk.press(KEY.Key_Return)
    desk.go("i1.name")
    desk.live.undo()
    assert desk.here == "indicator.i13.actual"
    assert desk.value("i13.actual") == "85.00(%)"
