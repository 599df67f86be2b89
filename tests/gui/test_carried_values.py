"""Last year's values in the window: marked until touched or confirmed, one undo step each (UX.md U21)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from gui.indicator_pages import Desk
from gui.typing_chinese import compose
from published import form_of, with_fields
from ziping.app.next_year import carry_over
from ziping.app.session import Session
from ziping.app.steps import step_of
from ziping.form import path as at
from ziping.form.edit import confirm, put
from ziping.form.model import Form
from ziping.form.path import FieldPath
from ziping.gui.field_marks import FieldMarks
from ziping.gui.indicator_model import CARRIED
from ziping.gui.main_window import MainWindow
from ziping.gui.step_list import SIGN, UNCONFIRMED
from ziping.gui.workspace import Workspace

NAME, UNIT = at.basic("project_name"), at.basic("unit")
TARGET, WEIGHT = at.indicator("i3", "target"), at.indicator("i3", "weight")


def this_year() -> Form:
    last = with_fields(form_of("jiangqiao-2024-qitarenyuan"), {"basic.project_name": "其他人员经费（2024年度）"})
    return carry_over(with_fields(last, {"signature.shown": True, "signature.head": "王建国"})).form


def with_unconfirmed(form: Form, addresses: tuple[str, ...]) -> Form:
    return put(form, FieldPath("form", "", "unconfirmed"), addresses)


@pytest.fixture
def work(window: MainWindow) -> Workspace:
    window.start(Session(this_year(), saved=False, is_new=True, source="去年的表"))
    window.activateWindow()
    return window.work


def marks(work: Workspace, path: FieldPath) -> FieldMarks:
    return work.pages["basic"].marks[path]  # type: ignore[union-attr]


def left(work: Workspace) -> frozenset[str]:
    return frozenset(work.live.form.unconfirmed)


def press(work: Workspace, name: str) -> None:
    button = work.findChild(QToolButton, name)
    assert isinstance(button, QToolButton)
    assert button.isVisible()
    button.click()


def test_the_mark_stands_beneath_the_field_in_words_and_is_read_aloud(work: Workspace) -> None:
    assert marks(work, UNIT).isVisible()
    assert marks(work, UNIT).carried.text() == "↺ 沿用去年，还没有确认"
    editor = work.pages["basic"].editors[UNIT]  # type: ignore[union-attr]
    assert editor.accessibleDescription() == "沿用去年，还没有确认"


def test_a_text_in_which_the_year_was_moved_says_so(work: Workspace) -> None:
    assert work.live.form.basic.project_name == "其他人员经费（2025年度）"
    assert marks(work, NAME).carried.text() == "↺ 沿用去年，年份已顺延，还没有确认"


def test_a_field_that_holds_nothing_of_last_year_has_no_mark(work: Workspace) -> None:
    assert not marks(work, at.basic("year")).isVisible()


def test_the_foot_of_the_window_tells_last_year(window: MainWindow, work: Workspace) -> None:
    work.go(UNIT)
    assert window.status.origin.text().strip() == "这一格：沿用去年，还没有确认"


def test_steps_and_the_last_page_tell_what_nobody_has_confirmed(window: MainWindow, work: Workspace) -> None:
    items = [work.steps.item(row) for row in range(work.steps.count())]
    work.go(at.goal("expected"))
    assert [item.data(UNCONFIRMED) for item in items] == [
        "3 处未确认",
        "",
        "1 处未确认",
        "39 处未确认",
        "",
        "44 处未确认",  # with 单位负责人, whom the 签字栏 prints
    ]
    assert items[0].data(SIGN) == "!"
    assert items[3].toolTip() == items[3].data(Qt.ItemDataRole.AccessibleTextRole) == "绩效指标：未填完，39 处未确认"
    work.steps.go("output")
    assert work.output.unconfirmed.isVisible()
    assert "44 处未确认" in work.output.unconfirmed.text()
    assert window.actions_by_name["export_pdf"].isEnabled()


def test_a_step_that_waits_for_nothing_but_confirmation_has_no_tick(work: Workspace) -> None:
    filled = form_of("jiangqiao-2024-qitarenyuan")
    work.live.open(Session(with_unconfirmed(filled, this_year().unconfirmed), saved=False, is_new=True))
    items = [work.steps.item(row) for row in range(work.steps.count())]
    assert [item.data(SIGN) for item in items] == ["●", "✓", "●", "●", "✓", "●"]
    assert items[0].toolTip() == "基本信息：已填好，3 处未确认"
    press(work, "basic-confirm-all")
    work.refresh()
    assert (items[0].toolTip(), items[0].data(UNCONFIRMED)) == ("基本信息：已填好", "")


def test_typing_confirms_and_undo_takes_that_back(qtbot: QtBot, work: Workspace) -> None:
    editor = work.pages["basic"].editors[UNIT]  # type: ignore[union-attr]
    editor.setFocus()
    qtbot.keyClicks(editor, "x")
    assert str(UNIT) not in left(work)
    assert not marks(work, UNIT).isVisible()
    work.live.undo()
    assert str(UNIT) in left(work)
    assert marks(work, UNIT).isVisible()


def test_going_through_the_fields_with_tab_confirms_nothing(qtbot: QtBot, work: Workspace) -> None:
    before = left(work)
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget() or work, Qt.Key.Key_Tab)
    work.go(at.goal("expected"))
    work.go(UNIT)
    assert left(work) == before
    assert work.live.session.undo_name == ""


def test_a_composition_that_is_called_off_confirms_nothing(work: Workspace) -> None:
    work.go(at.goal("expected"))
    editor = work.pages["goals"].editors[at.goal("expected")]  # type: ignore[union-attr]
    compose(editor, "mu biao")
    compose(editor, "")
    assert "goal.expected" in left(work)
    assert work.live.session.undo_name == ""


def test_the_button_confirms_one_field_and_gives_it_the_focus(qtbot: QtBot, work: Workspace) -> None:
    press(work, f"{UNIT}-confirm")
    assert str(UNIT) not in left(work)
    assert str(NAME) in left(work)
    assert work.live.session.undo_name == "确认实施单位"
    qtbot.waitUntil(lambda: QApplication.focusWidget() is work.pages["basic"].editors[UNIT])  # type: ignore[union-attr]


def test_all_of_a_page_is_one_undo_step_and_no_other_page_is_touched(work: Workspace) -> None:
    before = left(work)
    assert work.findChild(FieldMarks) is not None
    press(work, "basic-confirm-all")
    assert before - left(work) == {"basic.project_name", "basic.department", "basic.unit"}
    assert work.live.session.undo_name == "全部确认（基本信息页 3 处）"
    assert not marks(work, UNIT).isVisible()
    work.live.undo()
    assert left(work) == before


def test_all_of_a_page_with_several_columns_is_called_by_the_page(work: Workspace) -> None:
    work.steps.go("indicators")
    press(work, "indicators-confirm-all")
    assert work.live.session.undo_name == "全部确认（绩效指标页 39 处）"


def test_the_signers_are_marked_where_they_print(work: Workspace) -> None:
    work.steps.go("output")
    press(work, "output-confirm-all")
    assert "signature.head" not in left(work)


def test_f7_confirms_the_field_in_hand(qtbot: QtBot, work: Workspace) -> None:
    work.go(UNIT)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F7)
    assert str(UNIT) not in left(work)
    assert not work.field_actions.confirm.isEnabled()
    work.go(NAME)
    assert work.field_actions.confirm.isEnabled()


def test_f7_in_the_table_confirms_the_cells_selected_as_one_step(qtbot: QtBot, work: Workspace) -> None:
    before = left(work)
    work.steps.go("indicators")
    tree = work.indicators.tree
    tree.setFocus()
    tree.select_cells([TARGET, at.indicator("i3", "actual"), WEIGHT])
    qtbot.keyClick(tree, Qt.Key.Key_F7)
    assert before - left(work) == {str(TARGET), str(WEIGHT)}
    assert work.live.session.undo_name == "确认 2 格沿用去年的值"
    work.live.undo()
    assert left(work) == before


def test_the_finding_is_on_the_first_field_and_its_button_confirms_them_all(work: Workspace) -> None:
    work.check_all()
    found = [one for one in work.live.view.findings if one.rule == "F14"]
    assert [str(one.path) for one in found][:3] == ["basic.project_name", "goal.expected", "indicator.i1.name"]
    panel = work.pages["check"].panel  # type: ignore[union-attr]
    panel.list.choose(found[0])
    panel.advice.mend.click()
    assert not any(address.startswith("basic") for address in left(work))
    assert work.live.session.undo_name == "全部确认（基本信息页 3 处）", "as the button of the page does"


def test_the_finding_names_a_button_that_stands_on_the_page(work: Workspace) -> None:
    work.go(at.goal("expected"))
    for step in ("basic", "goals"):
        work.steps.go(step)
        found = next(one for one in work.live.view.findings if one.rule == "F14" and step_of(one.path) == step)
        buttons = {one.text() for one in work.findChildren(QToolButton) if one.isVisible()}
        assert [words for words in buttons if f"按“{words}”" in found.fix], found.fix


def test_the_last_column_left_is_confirmed_under_the_name_the_finding_gives_it(desk: Desk) -> None:
    assert desk.page.carried.confirm_all.text() == "全部确认", "three columns, of which each finding tells one"
    form = desk.live.form
    others = [path for path in map(FieldPath.parse, form.unconfirmed) if path.field in {"name", "target"}]
    desk.live.session.replace(confirm(form, others), "确认", others[0])
    found = next(one for one in desk.live.view.findings if one.rule == "F14" and one.path.section == "indicator")
    assert desk.page.carried.confirm_all.text() == "全部确认（分值一列 13 处）"
    assert "按“全部确认（分值一列 13 处）”" in found.fix


def test_a_form_of_ones_own_shows_none_of_this(window: MainWindow) -> None:
    window.start(Session(form_of("jiangqiao-2024-qitarenyuan")))
    for page in ("basic", "goals", "indicators", "output"):
        window.work.steps.go(page)
        assert not [one for one in window.work.findChildren(FieldMarks) if one.isVisible()]
        assert not [
            one for one in window.work.findChildren(QToolButton) if one.isVisible() and "confirm" in one.objectName()
        ]


# --- the table


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, this_year())


def said(desk: Desk, address: str) -> str:
    return str(desk.index(address).data(Qt.ItemDataRole.AccessibleDescriptionRole))


def test_cells_are_marked_and_say_why(desk: Desk) -> None:
    assert desk.index("i3.target").data(CARRIED) is True
    assert desk.index("i3.actual").data(CARRIED) is False
    assert said(desk, "i3.target") == "沿用去年，还没有确认"
    assert "沿用去年，还没有确认" in str(desk.index("i3.weight").data(Qt.ItemDataRole.ToolTipRole))
    assert desk.page.carried.text.text() == "↺ 沿用去年，还没有确认：39 处"


def test_opening_and_leaving_a_cell_confirms_nothing(desk: Desk) -> None:
    desk.go("i3.target")
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_Tab)
    assert desk.index("i3.target").data(CARRIED) is True


def test_a_value_that_is_typed_again_in_another_way_is_confirmed(desk: Desk) -> None:
    before = desk.live.form.indicators
    desk.go("i3.weight")
    desk.write("5.0")
    desk.press(Qt.Key.Key_Return)
    assert desk.live.form.indicators == before
    assert desk.index("i3.weight").data(CARRIED) is False
    assert desk.index("i4.weight").data(CARRIED) is True
    assert desk.page.carried.text.text() == "↺ 沿用去年，还没有确认：38 处"


def test_all_cells_of_the_page_are_confirmed_at_once(desk: Desk) -> None:
    desk.page.carried.confirm_all.click()
    assert not any(address.startswith("indicator") for address in desk.live.form.unconfirmed)
    assert "basic.unit" in desk.live.form.unconfirmed
    assert not desk.page.carried.isVisible()
    assert desk.index("i3.target").data(CARRIED) is False


def test_removing_the_row_and_undoing_brings_the_mark_back(desk: Desk) -> None:
    desk.tree.select_rows(["i3"])
    desk.page.actions_.remove.trigger()
    assert not any(".i3." in address for address in desk.live.form.unconfirmed)
    desk.live.undo()
    assert desk.index("i3.target").data(CARRIED) is True
