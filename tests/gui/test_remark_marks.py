"""批注 in the window: written at the field, shown beside it until resolved, listed, never in the way (UX.md U43)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QToolButton
from pytestqt.qtbot import QtBot

from published import form_of
from ziping.app.session import Session
from ziping.form import edit, remarks
from ziping.form import path as at
from ziping.form.model import Form, Remark
from ziping.form.path import FieldPath
from ziping.gui.field_marks import FieldMarks
from ziping.gui.indicator_model import REMARKED
from ziping.gui.main_window import MainWindow
from ziping.gui.remark_count import RemarkCount
from ziping.gui.remark_dialog import RemarkDialog
from ziping.gui.remark_list import RemarkList
from ziping.gui.workspace import Workspace

UNIT, TARGET = at.basic("unit"), at.indicator("i3", "target")
NOON = datetime(2025, 1, 8, 12, 0, tzinfo=UTC)


def remarked() -> Form:
    form, _ = remarks.add_remark(form_of("jiangqiao-2024-qitarenyuan"), UNIT, "与公章一致吗？", "王主任", NOON)
    return remarks.add_remark(form, TARGET, "指标值偏低，请核实", "", NOON)[0]


@pytest.fixture
def work(window: MainWindow) -> Workspace:
    window.start(Session(remarked()))
    window.activateWindow()
    return window.work


def answer(what: Callable[[QDialog], None]) -> None:
    """Does something with the next dialog as soon as it is there."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            what(dialog)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def say_enough(dialog: QDialog) -> None:
    assert isinstance(dialog, RemarkDialog)
    dialog.text.setPlainText("够吗？")
    dialog.take.click()


def unit_marks(work: Workspace) -> FieldMarks:
    return work.pages["basic"].marks[UNIT]  # type: ignore[union-attr]


def press(work: Workspace, name: str) -> None:
    button = next(one for one in work.findChildren(QToolButton, name) if one.isVisible())
    button.click()


def test_a_remark_stands_beneath_its_field_with_who_and_is_read_aloud(work: Workspace) -> None:
    [shown] = unit_marks(work).remarks
    assert shown.isVisible()
    assert shown.text().startswith("✎ 批注（王主任，2025年1月")
    assert shown.text().endswith("：与公章一致吗？")
    editor = work.pages["basic"].editors[UNIT]  # type: ignore[union-attr]
    assert "与公章一致吗？" in editor.accessibleDescription()


def test_resolving_takes_it_from_the_field_and_undo_brings_it_back(work: Workspace) -> None:
    press(work, "r1-resolve")
    assert unit_marks(work).remarks == []
    assert work.live.form.remarks[0].resolved
    assert work.live.session.undo_name == "批注已解决"
    work.live.undo()
    assert [one.text() for one in unit_marks(work).remarks] != []


def test_shift_f2_asks_and_adds_a_remark_as_one_step_and_remembers_who(
    qtbot: QtBot, window: MainWindow, work: Workspace
) -> None:
    work.go(at.basic("department"))

    def write(dialog: QDialog) -> None:
        assert isinstance(dialog, RemarkDialog)
        assert not dialog.take.isEnabled(), "nothing is said yet"
        dialog.author.setText("李芳")
        dialog.text.setFocus()
        qtbot.keyClicks(dialog.text, "xiangqing")
        qtbot.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    answer(write)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    new = work.live.form.remarks[-1]
    assert (new.path, new.text, new.author, new.resolved) == ("basic.department", "xiangqing", "李芳", False)
    assert work.live.session.undo_name == "添加批注"
    assert window.memory.text("remark-author") == "李芳"
    work.live.undo()
    assert len(work.live.form.remarks) == 2


def test_a_remark_from_beside_a_groups_name_is_on_that_group(
    qtbot: QtBot, window: MainWindow, work: Workspace
) -> None:
    work.go(at.goal("achieved"))
    work.steps.go("indicators")
    tree = work.indicators.tree
    beside = tree.nodes.index_of(FieldPath("category", "c2", "name")).siblingAtColumn(2)
    tree.scrollTo(beside)
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(beside).center())
    answer(say_enough)
    work.field_actions.remark.trigger()
    assert work.live.form.remarks[-1].path == "category.c2.name"
    assert work.indicators.remarks.text.text().endswith("：够吗？")
    assert window.status.origin.text() == "　这一格：打开时已有"


def test_the_field_of_a_page_that_was_left_is_no_longer_in_hand(work: Workspace) -> None:
    work.go(at.goal("achieved"))
    work.steps.go("output")
    assert not work.field_actions.remark.isEnabled()
    work.steps.go("indicators")
    answer(say_enough)
    work.field_actions.remark.trigger()
    # The cell that is current in the table since the form was opened: the name of the first 一级指标.
    assert work.live.form.remarks[-1].path == "dimension.d1.name"


def test_calling_the_question_off_adds_nothing(work: Workspace) -> None:
    work.go(UNIT)
    answer(lambda dialog: dialog.reject())
    work.field_actions.remark.trigger()
    assert work.live.session.undo_name == ""


def test_a_remark_is_reworded_where_it_stands(work: Workspace) -> None:
    def reword(dialog: QDialog) -> None:
        assert isinstance(dialog, RemarkDialog)
        assert dialog.text.toPlainText() == "与公章一致吗？"
        dialog.text.setPlainText("请按公章写")
        dialog.take.click()

    answer(reword)
    press(work, "r1-reword")
    assert work.live.form.remarks[0].text == "请按公章写"
    assert unit_marks(work).remarks[0].text().endswith("：请按公章写")


def test_a_cell_has_a_corner_and_its_words_stand_beneath_the_table(work: Workspace) -> None:
    work.steps.go("indicators")
    bar, tree = work.indicators.remarks, work.indicators.tree
    index = tree.nodes.index_of(TARGET)
    assert index.data(REMARKED) is True
    assert "指标值偏低，请核实" in str(index.data(Qt.ItemDataRole.AccessibleDescriptionRole))
    assert bar.text.text() == "✎ 本页有 1 条批注没有解决，右上角带小三角的格子就是。"
    bar.next.click()
    assert tree.current_path() == TARGET
    assert bar.text.text().endswith("：指标值偏低，请核实")
    bar.resolve.click()
    assert not bar.isVisible()
    assert tree.nodes.index_of(TARGET).data(REMARKED) is False


def test_the_remark_of_a_removed_row_can_still_be_read_and_resolved(work: Workspace) -> None:
    work.steps.go("indicators")
    work.live.session.replace(edit.remove(work.live.form, {"i3"}), "删除行", FieldPath.parse("form.indicators"))
    bar = work.indicators.remarks
    assert "已删除" in bar.text.text()
    bar.resolve.click()
    assert not bar.isVisible()


def test_how_many_are_open_is_always_in_sight(work: Workspace) -> None:
    count = work.findChild(RemarkCount, "remark-count")
    assert isinstance(count, RemarkCount)
    assert count.text.text() == "✎ 2 条批注没有解决"
    work.live.session.replace(
        remarks.resolve_remark(remarks.resolve_remark(work.live.form, "r1"), "r2"), "批注已解决", UNIT
    )
    assert not count.isVisible()


# --- the list


@pytest.fixture
def listed(qtbot: QtBot, work: Workspace) -> RemarkList:
    dialog = RemarkList(work, work.live, work.field_actions.reword)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def texts(listed: RemarkList) -> list[str]:
    return [listed.list.item(row).text().splitlines()[0] for row in range(listed.list.count())]


def test_the_list_says_where_each_is(listed: RemarkList) -> None:
    name = next(row.indicator.name for row in listed.live.view.subject.rows if row.indicator.id == "i3")
    assert texts(listed) == ["✎ 实施单位", f"✎ 产出指标 › 数量指标 › {name} › 年度指标值"]
    assert listed.count.text() == "没有解决的批注 2 条"


def test_resolved_ones_stand_last_and_can_be_opened_again(listed: RemarkList) -> None:
    listed.resolve.click()
    assert texts(listed)[-1] == "✓ 已解决　实施单位"
    assert listed.count.text() == "没有解决的批注 1 条，已解决 1 条"
    listed.list.setCurrentRow(1)
    assert listed.resolve.text() == "重新打开"
    listed.resolve.click()
    assert listed.live.form == remarked()


def test_deleting_is_one_step(listed: RemarkList) -> None:
    listed.delete.click()
    assert len(texts(listed)) == 1
    assert listed.live.session.undo_name == "删除批注"


def test_a_remark_leads_to_its_cell(work: Workspace, listed: RemarkList) -> None:
    listed.list.setCurrentRow(1)
    listed.see.click()
    assert listed.result() == QDialog.DialogCode.Accepted
    assert work.indicators.tree.current_path() == TARGET


def test_an_empty_list_says_how_to_write_one(qtbot: QtBot, work: Workspace) -> None:
    work.live.open(Session(form_of("jiangqiao-2024-qitarenyuan")))
    dialog = RemarkList(work, work.live, work.field_actions.reword)
    qtbot.addWidget(dialog)
    assert dialog.count.text() == "还没有批注。选中一格，按 Shift+F2 或在右键菜单里选“添加批注…”。"
    assert not dialog.see.isEnabled()


# --- files of whoever


STRANGE = (
    "form.edition",
    "funding.fiscal.executed",
    "result.total",
    "indicator.i99.target",
    "a.b.c",
    "nothing",
    "..",
    "",
)


def test_a_file_with_strange_addresses_opens_and_its_remarks_can_be_read(qtbot: QtBot, window: MainWindow) -> None:
    form = form_of("jiangqiao-2024-qitarenyuan")
    odd = tuple(Remark(id=f"r{number}", path=path, text="?") for number, path in enumerate(STRANGE))
    form = edit.put(
        edit.put(form, FieldPath.parse("form.unconfirmed"), STRANGE), FieldPath.parse("form.remarks"), odd
    )
    window.start(Session(form))
    window.work.check_all()
    dialog = RemarkList(window, window.live, window.work.field_actions.reword)
    qtbot.addWidget(dialog)
    assert dialog.list.count() == len(STRANGE)
    for row in range(len(STRANGE)):
        dialog.list.setCurrentRow(row)
        dialog.go()
        dialog.resolve.click()
    window.live.session.replace(
        edit.remove(window.live.form, {"d1", "d2"}), "删除", FieldPath.parse("form.indicators")
    )
    assert window.live.form.unconfirmed == STRANGE
