"""The problems beside the page and on the page 检查: grouped, mended, answered, filtered (UX.md U23–U30)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from published import form_of, with_fields
from ziping.app.session import Session
from ziping.form.edit import get
from ziping.form.model import Form
from ziping.form.path import FieldPath
from ziping.gui.finding_advice import button_text
from ziping.gui.findings_list import groups
from ziping.gui.findings_panel import FindingsPanel
from ziping.gui.help_window import HelpWindow
from ziping.gui.live_session import LiveSession
from ziping.gui.main_window import MainWindow
from ziping.gui.steps.check import CheckPage
from ziping.gui.steps.funding import FundingPage
from ziping.rules.findings import Finding

HOUQIN, YWTG, YUNWEI = "jiangqiao-2024-houqin", "xianghua-2023-ywtg", "jiangqiao-2024-xinxihua-yunwei"


def panel_of(qtbot: QtBot, form: Form, *, whole_page: bool = False) -> FindingsPanel:
    """A panel by itself, 300 pixels wide, that hears of every change at once."""
    live = LiveSession(Session(form))
    panel = FindingsPanel(live, "findings", whole_page=whole_page)
    qtbot.addWidget(panel)
    panel.resize(800 if whole_page else 300, 600)
    panel.show()
    qtbot.waitExposed(panel)

    def tell() -> None:
        panel.show_findings(live.view.findings, silent=False)

    live.changed.connect(tell)
    tell()
    return panel


def choose(panel: FindingsPanel, rule: str, row: str = "") -> Finding:
    found = next(one for one in panel.list.findings() if one.rule == rule and row in one.path.row)
    panel.list.choose(found)
    return found


def lines(panel: FindingsPanel) -> list[str]:
    return [panel.list.item(row).text() for row in range(panel.list.count())]


def rules(panel: FindingsPanel) -> list[str]:
    return [found.rule for found in panel.list.findings()]


def target(panel: FindingsPanel, row: str) -> object:
    return get(panel.live.form, FieldPath("indicator", row, "target"))


def test_problems_stand_under_their_severity_and_are_counted(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, form_of(HOUQIN))
    assert panel.counts.text() == "问题 5　必须改 1　建议改 2　提示 2"
    headings = [line for line in lines(panel) if "：" not in line]
    assert headings == ["必须改 1", "建议改 2", "提示 2"]
    assert lines(panel)[1].startswith("✕ 必须改：“装备使用人员满意度”的指标值“≤90.00(%)”")


def test_many_problems_of_a_kind_are_parted_by_step(qtbot: QtBot) -> None:
    findings = panel_of(qtbot, form_of(YWTG)).live.view.findings
    assert [group.heading for group in groups(findings)] == [
        "建议改 4",
        "提示 · 项目资金 1",
        "提示 · 年度总体目标 4",
        "提示 · 绩效指标 2",
    ]


def test_u25_the_chosen_problem_says_why_and_how_without_a_code(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, form_of(HOUQIN))
    assert not panel.advice.isVisible()
    choose(panel, "I1")
    assert panel.advice.isVisible()
    assert panel.advice.why.text() == "为什么：满意度是越高越好的指标，应当用“≥”。"
    assert panel.advice.how.text() == "怎么改：请把指标值改为“≥90%”。"


def test_a_problem_is_mended_at_a_click_and_the_next_one_chosen(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, form_of(HOUQIN))
    choose(panel, "I2", "i3")
    assert panel.advice.mend.accessibleName() == "把“≤120.00(个)”改为“≥120.00(个)”"
    qtbot.mouseClick(panel.advice.mend, Qt.MouseButton.LeftButton)
    assert target(panel, "i3") == "≥120.00(个)"
    assert rules(panel) == ["I1", "I2", "I12", "S1"]
    chosen = panel.list.chosen()
    assert chosen is not None
    assert str(chosen.path) == "indicator.i6.target"
    assert panel.live.session.undo_name == "把“≤120.00(个)”改为“≥120.00(个)”"
    panel.live.undo()
    assert target(panel, "i3") == "≤120.00(个)"
    assert rules(panel) == ["I1", "I2", "I2", "I12", "S1"]


def test_ctrl_enter_mends_and_enter_goes_to_the_field(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, form_of(HOUQIN))
    wished: list[FieldPath] = []
    panel.live.go_to.connect(wished.append)
    panel.list.setFocus()
    choose(panel, "I1")
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert wished == [FieldPath("indicator", "i15", "target")]
    qtbot.keyClick(panel.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert target(panel, "i15") == "≥90.00(%)"
    assert len(wished) == 1
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    chosen = panel.list.chosen()
    assert chosen is not None
    assert chosen.rule == "I12"


def test_a_problem_without_a_safe_correction_has_no_button(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, form_of(YWTG))
    choose(panel, "I7")
    assert not panel.advice.mend.isVisible()
    before = panel.live.form
    panel.list.mending.emit()
    assert panel.live.form is before


def test_u30_a_warning_is_answered_with_a_note_and_opened_again(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, form_of(HOUQIN))
    choose(panel, "I2", "i3")
    qtbot.mouseClick(panel.advice.answer, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(panel.advice.note, " 120 is the ceiling ")
    qtbot.keyClick(panel.advice.note, Qt.Key.Key_Return)
    assert panel.counts.text() == "问题 4　必须改 1　建议改 1　提示 2　已核对 1"
    assert lines(panel)[-2] == "已核对 1"
    assert lines(panel)[-1].startswith("✓ 已核对：“特保配备装备数量”")
    answered = panel.list.findings()[-1]
    assert answered.acknowledged == "120 is the ceiling"
    panel.list.choose(answered)
    assert not panel.advice.answer.isVisible()
    qtbot.mouseClick(panel.advice.reopen, Qt.MouseButton.LeftButton)
    assert panel.counts.text() == "问题 5　必须改 1　建议改 2　提示 2"


def test_u30_an_answer_needs_a_note_and_esc_leaves_it(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, form_of(HOUQIN))
    choose(panel, "I2", "i3")
    before = panel.live.form
    qtbot.mouseClick(panel.advice.answer, Qt.MouseButton.LeftButton)
    assert panel.advice.note.isVisible()
    qtbot.mouseClick(panel.advice.confirm, Qt.MouseButton.LeftButton)
    assert panel.advice.note.isVisible()
    qtbot.keyClick(panel.advice.note, Qt.Key.Key_Escape)
    assert not panel.advice.note.isVisible()
    assert panel.live.form is before


def test_u30_what_must_be_changed_cannot_be_answered(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, form_of(HOUQIN))
    choose(panel, "I1")
    assert not panel.advice.answer.isVisible()
    before = panel.live.form
    panel.advice.answered.emit("ok")
    assert panel.live.form is before


def test_all_slips_of_writing_are_mended_as_one_step(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, form_of(YWTG))
    before = panel.live.form
    assert panel.mend_slips.text() == "修正全部文字小错（3 处）"
    qtbot.mouseClick(panel.mend_slips, Qt.MouseButton.LeftButton)
    assert not {"T4", "T5", "F13"} & set(rules(panel))
    assert not panel.mend_slips.isVisible()
    assert panel.live.session.undo_name == "修正全部文字小错"
    panel.live.undo()
    assert panel.live.form == before


def test_one_slip_is_not_offered_with_all(qtbot: QtBot) -> None:
    assert not panel_of(qtbot, form_of("jiangqiao-2024-xuanchuan")).mend_slips.isVisible()


def test_the_list_is_filtered_by_step_and_the_count_stays_whole(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, form_of(YUNWEI))
    whole = panel.counts.text()
    panel.filter.setCurrentText("年度总体目标")
    assert rules(panel) == ["T2", "T5", "T5"]
    assert panel.counts.text() == whole
    panel.filter.setCurrentText("基本信息")
    assert rules(panel) == []
    panel.filter.setCurrentText("全部")
    assert len(rules(panel)) == 9


def test_several_printed_results_may_be_given_up_at_once(qtbot: QtBot) -> None:
    form = form_of(HOUQIN)
    assert not panel_of(qtbot, form).trust_computed.isVisible()
    assert form.printed is not None
    wrong = {**dict(form.printed), "total_score": "90.00", "grade": "良"}
    panel = panel_of(qtbot, with_fields(form, {"form.printed": wrong}))
    assert {"F4", "F5"} <= set(rules(panel))
    qtbot.mouseClick(panel.trust_computed, Qt.MouseButton.LeftButton)
    assert not {"F4", "F5"} & set(rules(panel))
    assert not panel.trust_computed.isVisible()


def test_the_chosen_problem_stays_chosen_while_its_field_is_typed_in(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, form_of(HOUQIN))
    found = choose(panel, "I2", "i3")
    panel.live.session.put(found.path, "≤12", "修改年度指标值", burst=True)
    chosen = panel.list.chosen()
    assert chosen is not None
    assert (chosen.path, chosen.value) == (found.path, "≤12")
    assert panel.advice.mend.accessibleName() == "把“≤12”改为“≥12”"
    panel.live.session.put(found.path, "≥12", "修改年度指标值", burst=True)
    assert panel.list.chosen() is None
    assert not panel.advice.isVisible()


def test_going_to_a_field_chooses_its_problem(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, form_of(HOUQIN))
    path = FieldPath("indicator", "i6", "target")
    panel.live.wish(path)
    chosen = panel.list.chosen()
    assert chosen is not None
    assert chosen.path == path
    panel.live.wish(FieldPath("basic", "", "unit"))
    assert panel.list.chosen() == chosen


def test_the_menu_of_a_problem_offers_the_same(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, form_of(YWTG))
    assert panel.menu() is None
    choose(panel, "I8")
    assert menu_words(panel) == [
        "到这一格\tEnter",
        "把“=2023年12月31日前”改为“2023年12月31日前”\tCtrl+Enter",
        "已核对…",
        "查看规则说明",
        "修正全部文字小错（3 处）",
    ]
    panel.advice.answered.emit("期限写法沿用批复")
    panel.list.choose(panel.list.findings()[-1])
    assert "撤回核对" in menu_words(panel)
    assert "已核对…" not in menu_words(panel)


def menu_words(panel: FindingsPanel) -> list[str]:
    menu = panel.menu()
    assert menu is not None
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_the_whole_page_begins_with_the_first_problem_and_says_how_in_the_list(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, form_of(HOUQIN), whole_page=True)
    chosen = panel.list.chosen()
    assert chosen is not None
    assert chosen.rule == "I1"
    assert panel.advice.why.isVisible()
    assert not panel.advice.how.isVisible()
    assert not panel.list.hasFocus()


def test_nothing_found_is_said_in_words(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, form_of(HOUQIN))
    panel.show_findings((), silent=True)
    assert panel.counts.text() == "填过的页面没有问题"
    assert not panel.list.isVisible()
    assert not panel.filter.isVisible()
    panel.show_findings((), silent=False)
    assert panel.counts.text() == "没有发现问题"


def test_a_hidden_panel_catches_up_when_it_is_shown(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, form_of(HOUQIN))
    panel.hide()
    panel.live.session.put(FieldPath("indicator", "i15", "target"), "≥90%", "修改年度指标值")
    panel.show()
    assert "I1" not in rules(panel)


@pytest.mark.parametrize("width", [80, 150, 300])
def test_the_name_on_a_button_is_broken_into_lines_that_fit(qapp: QApplication, width: int) -> None:
    metrics = QFontMetrics(qapp.font())
    text = button_text("把“≤90.00(%)”改为“≥90.00(%)”", metrics, width)
    assert text.replace("\n", "") == "把“≤90.00(%)”改为“≥90.00(%)”"
    assert all(metrics.horizontalAdvance(line) <= width for line in text.split("\n"))


def test_an_ampersand_on_a_button_is_no_key(qapp: QApplication) -> None:
    assert button_text("把“A&B”改为“C”", QFontMetrics(qapp.font()), 1000) == "把“A&&B”改为“C”"


@pytest.fixture
def checking(window: MainWindow) -> CheckPage:
    window.start(Session(form_of(YWTG)))
    window.activateWindow()
    window.check()
    page = window.work.pages["check"]
    assert isinstance(page, CheckPage)
    return page


def test_the_page_of_a_rule_opens_in_the_help(qtbot: QtBot, window: MainWindow, checking: CheckPage) -> None:
    choose(checking.panel, "I8")
    qtbot.mouseClick(checking.panel.advice.explain, Qt.MouseButton.LeftButton)
    helping = window.findChild(HelpWindow)
    assert isinstance(helping, HelpWindow)
    assert helping.text.toPlainText().startswith("期限或文字前用了“=”")


def test_going_back_up_to_the_first_of_a_group_brings_its_heading_back(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, form_of("jiangqiao-2024-huodong"), whole_page=True)
    panel.list.setMaximumHeight(120)
    listed = panel.list
    qtbot.waitUntil(lambda: listed.height() <= 120)
    listed.choose(listed.findings()[-1])
    assert listed.verticalScrollBar().value() > 0
    listed.choose(listed.findings()[0])
    assert listed.visualItemRect(listed.item(0)).top() >= 0
    shown = listed.visualItemRect(listed.currentItem())
    assert shown.bottom() <= listed.viewport().height()


def test_u24_from_the_check_page_the_problem_goes_along_to_its_field(window: MainWindow, checking: CheckPage) -> None:
    found = choose(checking.panel, "I8")
    checking.panel.list.wanted.emit(found)
    assert window.work.shown == "indicators"
    beside = window.work.panel
    assert beside.isVisible()
    assert beside.list.chosen() == found
    assert not beside.list.hasFocus()
    assert beside.advice.mend.isVisible()


def test_u24_what_only_words_can_mend_leads_to_where_they_are_written(window: MainWindow) -> None:
    """执行率 35 % without a word of why: no amount is wrong, 实际完成情况 says too little."""
    window.start(Session(form_of("jiangqiao-2024-huodong")))
    window.activateWindow()
    window.check()
    page = window.work.pages["check"]
    assert isinstance(page, CheckPage)
    found = choose(page.panel, "D4")
    assert str(found.path) == "result.execution_rate"
    page.panel.list.wanted.emit(found)
    assert window.work.shown == "goals"
    assert getattr(QApplication.focusWidget(), "path", None) == FieldPath("goal", "", "achieved")
    assert window.work.panel.list.chosen() == found


def test_u23_it_is_told_on_the_page_it_counts_on_with_a_way_to_the_words(qtbot: QtBot, window: MainWindow) -> None:
    window.start(Session(form_of("jiangqiao-2024-huodong")))
    window.activateWindow()
    window.check()
    window.work.steps.go("funding")
    page = window.work.pages["funding"]
    assert isinstance(page, FundingPage)
    note = page.notes[FieldPath("result", "", "execution_rate")]
    assert note.isVisible()
    assert note.text().startswith("✕ 必须改：执行率只有 35.")
    assert page.explain.text() == "到“实际完成情况”写说明"
    qtbot.mouseClick(page.explain, Qt.MouseButton.LeftButton)
    assert window.work.shown == "goals"
    assert getattr(QApplication.focusWidget(), "path", None) == FieldPath("goal", "", "achieved")
    achieved = "因两场活动取消，剩余资金未支付。"
    window.live.session.put(FieldPath("goal", "", "achieved"), achieved, "修改实际完成情况")
    qtbot.waitUntil(lambda: not note.text())
    window.work.steps.go("funding")
    assert not page.explain.isVisible()


def test_the_menu_of_such_a_problem_leads_to_both_places(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, form_of("jiangqiao-2024-chengwei"))
    wished: list[FieldPath] = []
    panel.live.go_to.connect(wished.append)
    choose(panel, "D6")
    menu = panel.menu()
    assert menu is not None
    first, second = menu.actions()[:2]
    assert (first.text(), second.text()) == ("到要写说明的地方\tEnter", "到有问题的数字")
    first.trigger()
    second.trigger()
    assert list(map(str, wished)) == ["goal.achieved", "funding.total.full_budget"]


def test_u30_an_answered_problem_stays_in_sight_beside_the_pages(
    qtbot: QtBot, window: MainWindow, checking: CheckPage
) -> None:
    choose(checking.panel, "I8")
    checking.panel.advice.answered.emit("期限写法沿用批复")
    window.work.steps.go("basic")
    qtbot.waitUntil(lambda: window.work.panel.counts.text().endswith("已核对 1"))


def test_a_line_break_in_a_quoted_text_does_not_part_an_entry(qtbot: QtBot) -> None:
    heights = []
    for said in ("因雨期\n案件\n集中", "因雨期 案件 集中"):
        cell = {"indicator.i3.deviation": said, "indicator.i3.score": "1"}
        panel = panel_of(qtbot, with_fields(form_of(HOUQIN), cell))
        found = choose(panel, "D9", "i3")
        assert said in found.message
        item = panel.list.currentItem()
        assert "因雨期 案件 集中" in item.text()
        heights.append(panel.list.visualItemRect(item).height())
    assert heights[0] == heights[1]
