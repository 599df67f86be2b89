"""Rows made, moved, dragged, copied and deleted; the hierarchy holds by construction (UX.md U11, U18, U19)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from gui.indicator_pages import CTRL, SHIFT, Desk
from ziping.app.new_form import new_form
from ziping.app.session import Session
from ziping.form.model import Form
from ziping.gui.indicator_actions import OTHER
from ziping.gui.indicator_tree import ROWS_MIME
from ziping.gui.main_window import MainWindow


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def handle(desk: Desk, row: str) -> QPoint:
    return desk.tree.visualRect(desk.index(f"{row}.name").siblingAtColumn(0)).center()


def click(desk: Desk, row: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A click on a row's handle."""
    desk.qtbot.mouseClick(desk.tree.viewport(), Qt.MouseButton.LeftButton, modifiers, handle(desk, row))


def press(desk: Desk, name: str) -> None:
    button = desk.page.findChild(QToolButton, f"indicator_{name}_button")
    assert isinstance(button, QToolButton)
    button.click()


def menu_of(action: QAction) -> dict[str, QAction]:
    menu = action.menu()
    menu.aboutToShow.emit()  # type: ignore[attr-defined]
    return {one.text(): one for one in menu.actions()}  # type: ignore[attr-defined]


def test_a_handle_selects_its_row_with_ctrl_and_shift_several(desk: Desk) -> None:
    click(desk, "i3")
    assert desk.tree.whole_rows() == ["i3"]
    click(desk, "i6", CTRL)
    assert sorted(desk.tree.whole_rows()) == ["i3", "i6"]
    click(desk, "i4")
    click(desk, "i5", SHIFT)
    assert desk.tree.whole_rows() == ["i4", "i5"]


def test_several_rows_are_deleted_in_one_step_and_the_cursor_takes_their_place(desk: Desk) -> None:
    click(desk, "i3")
    click(desk, "i4", CTRL)
    desk.press(Qt.Key.Key_Delete)
    assert desk.rows("c2") == ["i5"]
    assert desk.steps == "删除 2 个指标"
    assert desk.here == "indicator.i5.name"
    desk.live.undo()
    assert desk.rows("c2") == ["i3", "i4", "i5"]


def test_a_whole_group_is_deleted_by_its_handle(desk: Desk) -> None:
    click(desk, "c2")
    desk.press(Qt.Key.Key_Delete, CTRL)
    assert desk.rows("c2") == []
    assert desk.steps == "删除 1 组指标"
    assert desk.here == "category.c3.name"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["d2"], "已删除“产出指标”和下面的 7 个三级指标，按 Ctrl+Z 撤销"),
        (["c2", "c3"], "已删除 2 组指标和下面的 5 个三级指标，按 Ctrl+Z 撤销"),
        (["i3", "i4"], "已删除 2 个三级指标，按 Ctrl+Z 撤销"),
        (["i3"], "已删除“聘用联勤队员数量”，按 Ctrl+Z 撤销"),
    ],
    ids=["a branch", "groups", "rows", "a row"],
)
def test_what_was_deleted_and_how_to_undo_it_is_told(desk: Desk, rows: list[str], told: str) -> None:
    desk.tree.select_rows(rows)
    with desk.qtbot.waitSignal(desk.page.told) as said:
        press(desk, "remove")
    assert said.args == [told]


def test_what_was_deleted_is_told_in_the_foot_of_the_window(window: MainWindow, desk: Desk) -> None:
    window.start(Session(desk.live.form))
    window.work.steps.go("indicators")
    window.work.indicators.tree.select_rows(["d4"])
    window.work.indicators.actions_.remove.trigger()
    assert window.statusBar().currentMessage() == "已删除“满意度指标”和下面的 1 个三级指标，按 Ctrl+Z 撤销"
    window.undo()
    assert window.live.form == desk.live.form
    assert window.statusBar().currentMessage() == ""
    window.redo()
    window.work.indicators.actions_.remove.trigger()
    assert window.statusBar().currentMessage() != ""
    window.show_welcome()
    assert window.statusBar().currentMessage() == "", "there is nothing to undo any more"


def test_several_rows_are_moved_together(desk: Desk) -> None:
    click(desk, "i3")
    click(desk, "i4", SHIFT)
    press(desk, "move_down")
    assert desk.rows("c2") == ["i5", "i3", "i4"]
    assert desk.steps == "下移 2 行"
    assert sorted(desk.tree.whole_rows()) == ["i3", "i4"]
    press(desk, "move_down")
    assert (desk.rows("c2"), desk.rows("c3")) == (["i5"], ["i3", "i4", "i6", "i7"])


def test_a_row_is_duplicated_below_itself_in_one_step(desk: Desk) -> None:
    desk.go("i4.actual")
    press(desk, "duplicate")
    assert desk.rows("c2") == ["i3", "i4", "i14", "i5"]
    assert desk.value("i14.target") == "=6.00(个)"
    assert desk.steps == "复制 1 个指标"


def test_u18_a_dropped_row_goes_where_it_may(desk: Desk) -> None:
    click(desk, "i3")
    drop(desk, "i7", lower=True)
    assert (desk.rows("c2"), desk.rows("c3")) == (["i4", "i5"], ["i6", "i7", "i3"])
    assert desk.steps == "移动“聘用联勤队员数量”"
    assert desk.tree.whole_rows() == ["i3"]
    desk.live.undo()
    assert desk.rows("c2") == ["i3", "i4", "i5"]


def test_u18_an_illegal_drop_is_refused(desk: Desk) -> None:
    click(desk, "i3")
    event = drop(desk, "d2", lower=True)
    assert not event.isAccepted()
    assert desk.steps == ""


def drop(desk: Desk, target: str, *, lower: bool) -> QDropEvent:
    rect = desk.tree.visualRect(desk.index(f"{target}.name"))
    data = QMimeData()
    data.setData(ROWS_MIME, b"i3")
    event = QDropEvent(
        QPointF(rect.bottomLeft() - QPoint(0, 2) if lower else rect.topLeft() + QPoint(0, 2)),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    desk.tree.dropEvent(event)
    return event


def test_u18_only_missing_groups_of_the_edition_are_offered(desk: Desk) -> None:
    desk.go("i3.name")
    offered = menu_of(desk.page.actions_.add_category)
    assert list(offered) == [OTHER]  # 产出 has 数量, 质量 and 时效 already
    desk.go("i10.name")
    offered = menu_of(desk.page.actions_.add_category)
    assert list(offered) == ["经济效益指标", "生态效益指标", OTHER]
    offered["生态效益指标"].trigger()
    assert desk.here == "category.c8.name"
    assert desk.steps == "添加二级指标“生态效益指标”"


def test_u18_another_group_is_named_at_once(desk: Desk) -> None:
    menu_of(desk.page.actions_.add_dimension)[OTHER].trigger()
    assert desk.here == "dimension.d5.name"
    desk.write("Z")
    desk.press(Qt.Key.Key_Return)
    assert desk.live.form.indicators[-1].name == "Z"
    assert desk.steps == "修改一级指标名称"


def test_u18_in_an_empty_form_groups_come_first(qtbot: QtBot) -> None:
    desk = Desk(qtbot, Form(edition="jiading-2024"))
    press(desk, "add_indicator")
    assert desk.steps == ""
    assert list(menu_of(desk.page.actions_.add_dimension)) == [
        "成本指标",
        "产出指标",
        "效益指标",
        "满意度指标",
        OTHER,
    ]


def test_a_new_form_has_its_groups_and_rows_are_made_in_the_current_one(qtbot: QtBot) -> None:
    desk = Desk(qtbot, new_form("jiading-2024", 2024))
    category = desk.live.form.indicators[1].categories[1]
    desk.go(f"{category.id}.name")
    press(desk, "add_indicator")
    assert desk.rows(category.id) == ["i1"]
    assert desk.steps == f"在{category.name}中添加指标"


def test_u19_what_is_left_of_90_is_always_seen_and_can_be_shared(desk: Desk) -> None:
    total = desk.page.bar.total
    assert total.text() == "已分配 90 / 90  ✓"
    assert not desk.page.bar.share.isEnabled()
    desk.select("i3.weight", "i4.weight")
    desk.press(Qt.Key.Key_Delete)
    assert total.text() == "已分配 80 / 90，还差 10"
    desk.page.bar.share.click()
    assert (desk.value("i3.weight"), desk.value("i4.weight")) == ("5", "5")
    assert desk.steps == "分配剩余分值"
    assert total.text() == "已分配 90 / 90  ✓"


def test_u19_no_weight_is_called_wrong_before_there_is_an_indicator(qtbot: QtBot) -> None:
    desk = Desk(qtbot, new_form("jiading-2024", 2025))
    total, plain = desk.page.bar.total, desk.page.palette().windowText()
    assert (total.text(), total.palette().windowText()) == ("已分配 0 / 90，还差 90", plain)
    desk.go("c1.name")
    press(desk, "add_indicator")
    assert total.palette().windowText() != plain


def test_u19_weights_are_scaled_to_exactly_90(desk: Desk) -> None:
    desk.go("i1.weight")
    desk.write("100")
    desk.press(Qt.Key.Key_Return)
    assert desk.page.bar.total.text() == "已分配 180 / 90，多出 90"
    desk.page.bar.scale.click()
    # Half of everything: 100 → 50, 10 → 5; of the seven 5 → 2.5 every second half point is rounded up in print order.
    assert desk.value("i1.weight") == "50"
    assert desk.page.bar.total.text() == "已分配 90 / 90  ✓"
    assert desk.steps == "按比例调整到 90"


def test_u43_everything_to_press_has_a_name(desk: Desk) -> None:
    buttons = [*desk.page.findChildren(QToolButton), *desk.page.findChildren(QPushButton)]
    ours = [button for button in buttons if not button.objectName().startswith("qt_")]
    assert len(ours) >= 13
    assert all(button.objectName() and button.accessibleName() for button in ours)
