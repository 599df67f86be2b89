"""The work area: steps, findings that lead to their cell, quiet about pages not yet visited (UX.md U24–U27)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QListWidgetItem
from pytestqt.qtbot import QtBot

from gui.typing_chinese import commit
from published import NAMES, form_of, with_fields
from ziping.app.new_form import new_form
from ziping.app.session import Session
from ziping.app.steps import STEPS, StepState, step_of
from ziping.form import path as at
from ziping.form.path import FieldPath
from ziping.gui.findings_list import FindingsList
from ziping.gui.main_window import MainWindow
from ziping.gui.step_list import SIGN
from ziping.gui.steps.funding import FundingPage

FIX = {"数字": "请改成数字，例如 1245.54。", "负数": "请改成不小于 0 的数。"}


def test_the_first_window_offers_new_and_open_and_no_form(window: MainWindow) -> None:
    assert window.stack.currentWidget() is window.welcome
    assert window.windowTitle() == "自评通"
    assert not window.actions_by_name["save"].isEnabled()


def test_u27_a_new_form_does_not_complain_until_a_page_is_left(window: MainWindow) -> None:
    window.start(Session(new_form("jiading-2024", 2024)))
    work = window.work
    assert work.panel.list.count() == 0
    work.turn(1)
    assert [item.text() for item in items(window)] == [
        "✕ 必须改：项目名称未填写",
        "✕ 必须改：主管部门未填写",
        "✕ 必须改：实施单位未填写",
    ]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("壹万", "上年结转资金的全年预算数“壹万”不是数字"),
        ("1,2,3", "上年结转资金的全年预算数“1,2,3”不是数字"),
        ("-3", "上年结转资金的全年预算数“-3.00 万元”是负数"),
    ],
)
def test_u12_an_amount_that_cannot_be_is_told_when_its_cell_is_left_and_nothing_missing_is(
    qtbot: QtBot, window: MainWindow, typed: str, message: str
) -> None:
    window.start(Session(new_form("jiading-2024", 2024)))
    work, path = window.work, at.funding("carried_over", "full_budget")
    work.go(path)
    page = work.pages["funding"]
    assert isinstance(page, FundingPage)
    editor = page.editors[path]
    commit(editor, typed)
    work.refresh()
    assert [item.text() for item in items(window) if "上年结转" in item.text()] == []
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(page.notes[path].isVisible)
    assert page.notes[path].text() == f"✕ 必须改：{message}。{FIX[message[-2:]]}"
    assert f"✕ 必须改：{message}" in [item.text() for item in items(window)]
    assert [item.text() for item in items(window) if "资金" in item.text()] == [f"✕ 必须改：{message}"]
    assert work.steps.item(1).data(SIGN) == "!"


def test_u27_f5_makes_every_page_speak(window: MainWindow) -> None:
    window.start(Session(new_form("jiading-2024", 2024)))
    window.check()
    pages = {step_of(item.data(int(Qt.ItemDataRole.UserRole)).path) for item in items(window)}
    assert pages == {"basic", "funding", "goals", "indicators"}


def shown_list(window: MainWindow) -> FindingsList:
    [shown] = [each for each in window.findChildren(FindingsList) if each.isVisible()]
    return shown


def items(window: MainWindow) -> list[QListWidgetItem]:
    """The findings in the list in sight, without the headings between them."""
    shown = shown_list(window)
    rows = [shown.item(row) for row in range(shown.count())]
    return [item for item in rows if item.data(int(Qt.ItemDataRole.UserRole)) is not None]


def test_a_finding_goes_at_once_when_it_is_fixed(qtbot: QtBot, window: MainWindow) -> None:
    window.start(Session(new_form("jiading-2024", 2024)))
    window.check()
    before = len(items(window))
    window.live.session.put(at.basic("unit"), "清河镇城运中心", "修改实施单位")
    qtbot.waitUntil(lambda: len(items(window)) == before - 1)


def test_u24_a_click_on_a_finding_goes_to_its_field(window: MainWindow) -> None:
    window.start(Session(new_form("jiading-2024", 2024)))
    window.activateWindow()
    window.check()
    listed = shown_list(window)
    for item in items(window):
        path: FieldPath = item.data(int(Qt.ItemDataRole.UserRole)).path
        if path.section in {"basic", "funding", "goal"}:
            listed.itemClicked.emit(item)
            assert window.work.shown == step_of(path)
            assert getattr(QApplication.focusWidget(), "path", None) == path


def test_the_next_button_leads_to_the_first_thing_missing(window: MainWindow) -> None:
    form = with_fields(form_of("jiangqiao-2024-qitarenyuan"), {"goal.achieved": ""})
    window.start(Session(form))
    window.activateWindow()
    window.work.go_on()
    assert window.work.shown == "goals"
    assert getattr(QApplication.focusWidget(), "path", None) == at.goal("achieved")


def test_steps_tell_how_far_they_are(window: MainWindow) -> None:
    window.start(Session(new_form("jiading-2024", 2024, "巡查")))
    items = [window.work.steps.item(row) for row in range(len(STEPS))]
    assert [item.text() for item in items] == [step.name for step in STEPS]
    assert [item.data(SIGN) for item in items] == ["●", "○", "○", "○", "●", "●"]
    assert items[0].toolTip() == items[0].data(Qt.ItemDataRole.AccessibleTextRole) == "基本信息：未填完"
    window.work.turn(1)
    assert (items[0].data(SIGN), items[0].text()) == ("!", "基本信息　2")
    assert items[0].toolTip() == items[0].data(Qt.ItemDataRole.AccessibleTextRole) == "基本信息：未填完，2 个问题"


def columns_that_differ(one: QImage, other: QImage) -> list[int]:
    return [x for x in range(one.width()) if any(one.pixel(x, y) != other.pixel(x, y) for y in range(one.height()))]


@pytest.mark.parametrize("letters", [90, 100, 150, 200])
def test_u39_the_names_of_the_steps_stand_below_one_another_whatever_their_signs(
    window: MainWindow, letters: int
) -> None:
    window.start(Session(form_of("jiangqiao-2024-qitarenyuan")))
    window._set_font_size(letters)
    steps = window.work.steps
    room = 2 * steps.fontMetrics().height()
    pictures = []
    for state in (StepState("empty", 0), StepState("open", 0), StepState("done", 0)):
        steps.show_states(dict.fromkeys((step.id for step in STEPS), state))
        pictures.append(steps.viewport().grab(steps.visualItemRect(steps.item(1))).toImage())
    for other in pictures[1:]:
        apart = columns_that_differ(pictures[0], other)
        assert apart
        assert max(apart) < room


@pytest.mark.parametrize("name", NAMES)
def test_the_score_card_shows_what_the_published_form_printed(window: MainWindow, name: str) -> None:
    form = form_of(name)
    window.start(Session(form))
    assert form.printed is not None
    assert float(window.work.card.total.text()) == float(form.printed.total_score)
    assert window.work.card._figures["weights"].text() == "100 / 100 ✓"


def test_undo_names_its_step_and_goes_to_what_changed(window: MainWindow) -> None:
    window.start(Session(form_of("jiangqiao-2024-qitarenyuan")))
    window.activateWindow()
    window.live.session.put(at.goal("expected"), "别的目标", "修改预期目标")
    assert window.actions_by_name["undo"].text() == "撤销：修改预期目标"
    assert window.isWindowModified()
    window.undo()
    assert window.work.shown == "goals"
    assert getattr(QApplication.focusWidget(), "path", None) == at.goal("expected")
    assert not window.isWindowModified()
    assert window.actions_by_name["redo"].text() == "重做：修改预期目标"


def test_f6_shows_the_pages_beside_and_takes_them_away(qtbot: QtBot, window: MainWindow) -> None:
    window.start(Session(form_of("jiangqiao-2024-qitarenyuan")))
    window.preview()
    aside = window.work.aside
    assert aside is not None
    qtbot.waitUntil(lambda: aside.proof is not None, timeout=10_000)
    assert aside.isVisible()
    assert not window.work.right.isVisible()
    window.preview()
    assert not aside.isVisible()
    assert window.work.right.isVisible()


def test_u21_the_foot_tells_where_a_value_came_from(window: MainWindow) -> None:
    window.start(Session(form_of("jiangqiao-2024-qitarenyuan"), source="从“去年.json”导入"))
    window.activateWindow()
    window.work.go(at.basic("unit"))
    assert window.status.origin.text() == "　这一格：从“去年.json”导入"
    window.live.session.put(at.basic("unit"), "别的单位", "修改实施单位")
    window.work.go(at.basic("department"))
    window.work.go(at.basic("unit"))
    assert window.status.origin.text() == "　这一格：本次填写"
    window.work.go(at.indicator("i1", "deviation"))
    assert window.status.origin.text() == "　这一格：还没有填写"


def test_u21_sums_rates_and_results_are_computed() -> None:
    session = Session(form_of("jiangqiao-2024-qitarenyuan"))
    computed = ("funding.total.executed", "funding.fiscal.execution_rate", "result.total")
    assert [session.origin_of(FieldPath.parse(path)) for path in computed] == ["自动计算"] * 3


def test_rows_that_are_not_to_be_seen_cannot_be_changed_from_the_menu(window: MainWindow) -> None:
    window.start(Session(form_of("jiangqiao-2024-qitarenyuan")))
    actions = window.work.indicators.actions_for_menu()
    assert not any(action.isVisible() for action in actions)
    window.work.steps.go("indicators")
    assert all(action.isVisible() for action in actions)
    window.work.steps.go("funding")
    assert not any(action.isVisible() for action in actions)


def test_f6_and_the_output_page_leave_the_widths_as_they_were(window: MainWindow) -> None:
    window.start(Session(form_of("jiangqiao-2024-qitarenyuan")))
    QApplication.processEvents()
    before = window.work.split.sizes()
    window.preview()
    window.work.steps.go("output")
    window.work.steps.go("goals")
    QApplication.processEvents()
    steps, page, aside, figures = window.work.split.sizes()
    assert aside == 0
    assert [steps, page, figures] == pytest.approx(before, abs=8)
    window.preview()
    assert window.work.widths == pytest.approx(tuple(before), abs=8)


def test_u27_a_form_just_begun_is_not_blamed_though_it_asks_to_be_saved(window: MainWindow) -> None:
    window.start(Session(new_form("jiading-2024", 2024), saved=False, is_new=True))
    assert window.isWindowModified()
    assert [shown for shown in window.findChildren(FindingsList) if shown.isVisible()] == []
    assert window.work.card.grade.text() == ""
