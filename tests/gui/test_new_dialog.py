"""新建: year and edition first, the head remembered, proposed rows kept or dropped before they enter (UX.md U6, U42)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from ziping.form.indicators import indicator_rows
from ziping.form.model import Form
from ziping.gui.edition_year import usual_year
from ziping.gui.memory import Head, Memory
from ziping.gui.new_dialog import NewDialog
from ziping.gui.new_head import OWN

PATROL = Head("清河镇城市运行管理中心", "清河镇")
STREET = Head("东湖街道城市运行管理中心", "东湖街道")


@pytest.fixture
def dialog(qtbot: QtBot, memory: Memory) -> NewDialog:
    return shown(qtbot, memory)


def shown(qtbot: QtBot, memory: Memory) -> NewDialog:
    made = NewDialog(None, memory)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def choose(dialog: NewDialog, kind_id: str, edition_id: str = "jiading-2024") -> None:
    dialog.head.edition.setCurrentIndex(dialog.head.edition.findData(edition_id))
    dialog.head.kind.setCurrentIndex(dialog.head.kind.findData(kind_id))
    dialog.go_on()


def items(dialog: NewDialog) -> dict[str, QTreeWidgetItem]:
    """The lines of the second page by their names, 一级指标 included."""
    found = {}
    for number in range(dialog.rows.tree.topLevelItemCount()):
        group = dialog.rows.tree.topLevelItem(number)
        assert group is not None
        found[group.text(0)] = group
        found |= {group.child(row).text(0): group.child(row) for row in range(group.childCount())}
    return found


def drop(dialog: NewDialog, *names: str) -> None:
    for name in names:
        items(dialog)[name].setCheckState(0, Qt.CheckState.Unchecked)


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, key)


def names(form: Form) -> list[str]:
    return [row.indicator.name for row in indicator_rows(form)]


def weight(form: Form) -> Decimal:
    weights = [row.indicator.weight for row in indicator_rows(form)]
    return sum((each for each in weights if isinstance(each, Decimal)), Decimal(0))


@pytest.mark.parametrize(
    ("today", "year"), [("2026-01-05", 2025), ("2026-06-30", 2025), ("2026-07-01", 2026), ("2026-12-31", 2026)]
)
def test_u6_until_june_the_form_is_for_last_year(today: str, year: int) -> None:
    assert usual_year(date.fromisoformat(today)) == year


def test_u6_the_chosen_edition_year_and_head_are_in_the_form(dialog: NewDialog) -> None:
    dialog.head.year.setValue(2023)
    dialog.head.name.setText(" 城市管理网格巡查 ")
    dialog.head.department.setText("清河镇")
    dialog.head.unit.setEditText("清河镇城市运行管理中心")
    choose(dialog, OWN, "chongming-2023")
    form = dialog.form()
    assert form.edition == "chongming-2023"
    assert form.basic.year == 2023
    assert form.basic.project_name == "城市管理网格巡查"
    assert (form.basic.department, form.basic.unit) == ("清河镇", "清河镇城市运行管理中心")


def test_u6_without_a_proposal_the_form_has_the_usual_tree_and_no_rows(dialog: NewDialog) -> None:
    choose(dialog, OWN)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert names(dialog.form()) == []
    assert [node.name for node in dialog.form().indicators] == ["成本指标", "产出指标", "效益指标", "满意度指标"]


def test_u6_the_next_form_begins_with_the_edition_and_head_of_the_last_one(qtbot: QtBot, memory: Memory) -> None:
    memory.add_head(STREET)
    first = shown(qtbot, memory)
    first.head.department.setText(PATROL.department)
    first.head.unit.setEditText(PATROL.unit)
    choose(first, OWN, "national-2020")
    second = shown(qtbot, memory)
    assert second.head.edition_id == "national-2020"
    assert second.head.head == PATROL
    assert second.head.name.text() == ""


def test_u6_choosing_a_unit_used_before_brings_its_department(qtbot: QtBot, memory: Memory) -> None:
    memory.add_head(STREET)
    memory.add_head(PATROL)
    dialog = shown(qtbot, memory)
    assert dialog.head.head == PATROL
    dialog.head.unit.setFocus()
    qtbot.keyClick(dialog.head.unit, Qt.Key.Key_Down)
    assert dialog.head.head == STREET


def test_u6_a_unit_is_remembered_once_with_its_last_department(memory: Memory) -> None:
    memory.add_head(PATROL)
    memory.add_head(STREET)
    memory.add_head(Head(PATROL.unit, "清河镇人民政府"))
    assert memory.heads() == (Head(PATROL.unit, "清河镇人民政府"), STREET)


@pytest.mark.parametrize("stored", ["", "{", "5", "[1]", '[["一","二","三"]]'])
def test_u10_unreadable_heads_in_the_settings_are_passed_over(memory: Memory, stored: str) -> None:
    memory.store("heads", stored)
    assert memory.heads() == ()


def test_a_called_off_dialog_remembers_nothing(dialog: NewDialog, memory: Memory) -> None:
    dialog.head.unit.setEditText("误填的单位")
    dialog.reject()
    assert memory.heads() == ()


def test_without_a_kind_of_project_one_is_asked_for(dialog: NewDialog, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_Return)
    assert dialog.head.missing.isVisible()
    assert dialog.focusWidget() is dialog.head.kind
    assert dialog.pages.currentWidget() is dialog.head
    dialog.head.kind.setCurrentIndex(0)
    assert not dialog.head.missing.isVisible()


def test_the_rows_of_a_kind_are_offered_by_dimension_with_targets_and_weights(dialog: NewDialog) -> None:
    choose(dialog, "it-operation")
    lines = items(dialog)
    # 嘉定 shares 20, 40, 20 and 10 points; five rows of output have 8 each.
    assert [lines[name].text(3) for name in ("成本指标", "产出指标", "效益指标", "满意度指标")] == [
        "20.00",
        "40.00",
        "20.00",
        "10.00",
    ]
    uptime = lines["平台正常运行率"]
    assert [uptime.text(column) for column in range(4)] == ["平台正常运行率", "质量指标", "≥99%", "8.00"]
    assert dialog.rows.sum.text().startswith("分值合计 90 / 90")


def test_what_is_dropped_gives_its_weight_to_the_others_of_its_dimension(dialog: NewDialog) -> None:
    choose(dialog, "it-operation")
    drop(dialog, "系统巡检次数")
    # 40 points for four rows
    assert items(dialog)["平台正常运行率"].text(3) == "10.00"
    assert items(dialog)["系统巡检次数"].text(3) == ""
    assert dialog.rows.sum.text() == "分值合计 90 / 90　　保留 13 条，去掉 1 条"


def test_a_dimension_dropped_whole_gives_its_weight_to_the_other_dimensions(dialog: NewDialog) -> None:
    choose(dialog, "it-operation", "national-2020")
    drop(dialog, "效益指标", "满意度指标")
    # all 90 points for the eight rows of output: 12, 12 and six times 11
    assert items(dialog)["产出指标"].text(3) == "90"
    assert items(dialog)["效益指标"].text(3) == ""
    assert dialog.rows.sum.text() == "分值合计 90 / 90　　保留 8 条，去掉 6 条"


def test_a_form_from_which_every_row_was_dropped_has_none(dialog: NewDialog) -> None:
    choose(dialog, "patrol")
    drop(dialog, "成本指标", "产出指标", "效益指标", "满意度指标")
    assert dialog.rows.sum.text() == "一条也没有保留：将从空的指标表开始，自己逐条添加。"
    assert names(dialog.form()) == []


def test_only_what_is_kept_enters_the_form_and_makes_up_90_points(dialog: NewDialog) -> None:
    choose(dialog, "it-operation")
    drop(dialog, "系统巡检次数", "运维总成本")
    dialog.go_on()
    form = dialog.form()
    assert "平台正常运行率" in names(form)
    assert not {"系统巡检次数", "运维总成本"} & set(names(form))
    assert weight(form) == 90


def test_going_back_and_on_again_keeps_what_was_dropped(dialog: NewDialog) -> None:
    choose(dialog, "it-operation")
    drop(dialog, "系统巡检次数")
    dialog.go_back()
    dialog.head.name.setText("运维")
    dialog.go_on()
    assert items(dialog)["系统巡检次数"].checkState(0) == Qt.CheckState.Unchecked


def test_another_year_or_kind_brings_another_proposal(dialog: NewDialog) -> None:
    dialog.head.year.setValue(2024)
    choose(dialog, "it-operation")
    dialog.go_back()
    dialog.head.year.setValue(2025)
    choose(dialog, "hotline")
    targets = [item.text(2) for item in items(dialog).values()]
    assert "平台正常运行率" not in items(dialog)
    assert not [target for target in targets if "2024" in target]


def test_u42_the_whole_dialog_by_keyboard_alone(dialog: NewDialog, qtbot: QtBot) -> None:
    assert dialog.focusWidget() is dialog.head.name
    qtbot.keyClicks(dialog.head.name, "IT")
    press(qtbot, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "Town")
    press(qtbot, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "Centre")
    press(qtbot, Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert dialog.pages.currentWidget() is dialog.rows
    first = dialog.rows.tree.currentItem()
    assert first is not None
    press(qtbot, Qt.Key.Key_Space)
    assert first.checkState(0) == Qt.CheckState.Unchecked
    press(qtbot, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    form = dialog.form()
    assert (form.basic.project_name, form.basic.department, form.basic.unit) == ("IT", "Town", "Centre")
    assert first.text(0) not in names(form)
    assert weight(form) == 90


def test_u42_the_order_of_tab_is_the_order_of_reading(dialog: NewDialog, qtbot: QtBot) -> None:
    dialog.head.edition.setFocus()
    order = [QApplication.focusWidget()]
    for _ in range(7):
        press(qtbot, Qt.Key.Key_Tab)
        order.append(QApplication.focusWidget())
    head = dialog.head
    fields: list[QWidget] = [head.edition, head.year, head.name, head.department, head.unit, head.kind]
    assert order == [*fields, dialog.onward, dialog.cancel]


def test_u43_every_control_has_a_name(dialog: NewDialog) -> None:
    head, rows = dialog.head, dialog.rows
    for control in (
        head.edition, head.year, head.name, head.department, head.unit, head.kind,
        rows.tree, dialog.back, dialog.onward, dialog.cancel,
    ):  # fmt: skip
        assert control.objectName()
        assert control.accessibleName()


def test_the_button_says_what_it_does(dialog: NewDialog) -> None:
    assert dialog.onward.text() == "下一步"
    dialog.head.kind.setCurrentIndex(dialog.head.kind.findData(OWN))
    assert dialog.onward.text() == "开始填写"
    choose(dialog, "patrol")
    assert dialog.onward.text() == "开始填写"
    dialog.go_back()
    assert dialog.onward.text() == "下一步"
