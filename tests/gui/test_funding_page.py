"""项目资金: amounts as typed, sums and scores at once (UX.md U14, U15; DOMAIN.md §3)."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from gui.typing_chinese import commit
from published import form_of
from ziping.form import path as at
from ziping.gui.fields import FindingNote
from ziping.gui.funding_table import AmountEditor
from ziping.gui.live_session import LiveSession
from ziping.gui.steps.funding import FundingPage

EXECUTED = at.funding("fiscal", "executed")


@pytest.fixture
def page(qtbot: QtBot, live: LiveSession) -> FundingPage:
    shown = FundingPage(live)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    return shown


def typed(qtbot: QtBot, page: FundingPage, text: str) -> AmountEditor:
    editor = page.table.editors[EXECUTED]
    editor.setFocus()
    editor.selectAll()
    commit(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    return editor


@pytest.mark.parametrize(
    ("text", "yuan", "printed"),
    [
        ("956.64", "9566400", "956.64"),
        ("１２．５", "125000", "12.50"),
        ("1,245.54元", "1245.54", "0.12"),
        (" 1，245.54 万元 ", "12455400", "1,245.54"),
        ("0", "0", "0.00"),
    ],
)
def test_u14_what_people_type_is_understood(
    qtbot: QtBot, page: FundingPage, live: LiveSession, text: str, yuan: str, printed: str
) -> None:
    editor = typed(qtbot, page, text)
    assert live.form.funding.fiscal.executed == Decimal(yuan)
    assert editor.text() == printed


def test_u12_what_cannot_be_read_stays_as_typed(qtbot: QtBot, page: FundingPage, live: LiveSession) -> None:
    editor = typed(qtbot, page, "约八百万")
    assert live.form.funding.fiscal.executed == "约八百万"
    assert editor.text() == "约八百万"


def test_sums_rate_and_score_follow_each_commit(qtbot: QtBot, page: FundingPage) -> None:
    typed(qtbot, page, "900")
    figures = {name: label.text() for (row, name), label in page.table._figures.items() if row == "total"}
    # 900 / 956.64 = 94.0792… % → 94.07 (cut off), 9.40792… → 9.41 (half-up)
    assert figures == {
        "initial_budget": "1,245.54",
        "full_budget": "956.64",
        "executed": "900.00",
        "execution_rate": "94.07",
        "execution_score": "9.41",
    }
    assert "900.00 万元 ÷ 956.64 万元 × 10 分 = 9.41 分" in page.arithmetic.text()


def test_escape_gives_back_what_the_form_holds(qtbot: QtBot, page: FundingPage, live: LiveSession) -> None:
    editor = page.table.editors[EXECUTED]
    editor.setFocus()
    qtbot.keyClicks(editor, "9")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.text() == "815.59"
    assert not live.session.modified


def test_enter_goes_down_and_on_to_the_next_column(qtbot: QtBot, page: FundingPage) -> None:
    order = [page.table.editors[at.funding(row, "full_budget")] for row in ("fiscal", "carried_over", "other")]
    order.append(page.table.editors[EXECUTED])
    order[0].setFocus()
    for here, there in pairwise(order):
        qtbot.keyClick(here, Qt.Key.Key_Return)
        qtbot.waitUntil(there.hasFocus)


def test_u15_an_amount_ten_thousand_times_off_is_asked_about_not_changed(
    qtbot: QtBot, page: FundingPage, live: LiveSession
) -> None:
    typed(qtbot, page, "8155900")
    assert live.form.funding.fiscal.executed == Decimal(81559000000)
    assert page.question.isVisible()
    assert page.question.correct.text() == "改为 815.59 万元"
    page.question.correct.click()
    assert live.form.funding.fiscal.executed == Decimal(8155900)
    assert live.session.undo_name == "更正当年财政拨款的全年执行数的单位"
    assert not page.question.isVisible()


def test_u15_an_answered_question_is_not_asked_again(qtbot: QtBot, page: FundingPage, live: LiveSession) -> None:
    typed(qtbot, page, "8155900")
    page.question.keep.click()
    assert live.form.funding.fiscal.executed == Decimal(81559000000)
    page.question.look_at(EXECUTED)
    assert not page.question.isVisible()


@pytest.mark.parametrize("text", ["300", "2000", "0.7", "约"])
def test_u15_ordinary_differences_are_not_asked_about(qtbot: QtBot, page: FundingPage, text: str) -> None:
    typed(qtbot, page, text)
    assert not page.question.isVisible()


def test_u16_a_row_copied_from_a_workbook_fills_the_row(qtbot: QtBot, page: FundingPage, live: LiveSession) -> None:
    start = page.table.editors[at.funding("carried_over", "initial_budget")]
    start.setFocus()
    QApplication.clipboard().setText("300\t280.5\t约\r\n1,245.54元\t2\t3\r\n9\t9\t9\r\n")
    qtbot.keyClick(start, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.clipboard().setText("")
    funds = live.form.funding
    assert list(dict(funds.carried_over).values()) == [Decimal(3000000), Decimal(2805000), "约"]
    assert list(dict(funds.other).values()) == [Decimal("1245.54"), Decimal(20000), Decimal(30000)]
    assert funds.fiscal == form_of("jiangqiao-2024-qitarenyuan").funding.fiscal
    assert live.session.undo_name == "粘贴 6 个金额"
    assert start.text() == "300.00"
    live.undo()
    assert live.form == form_of("jiangqiao-2024-qitarenyuan")
    assert start.text() == "0.00"


def test_u16_what_of_a_copied_block_was_left_out_is_told_until_an_amount_changes(
    qtbot: QtBot, page: FundingPage, live: LiveSession
) -> None:
    start = page.table.editors[at.funding("fiscal", "initial_budget")]
    start.setFocus()
    QApplication.clipboard().setText(
        "年度资金总额：\t1,162.30\t1,160.00\t1,150.80\t10.00\n其中：当年财政拨款\t1,150.30\t1,148.00\t1,139.30\t-\n"
        "上年结转资金\t12.00\t12.00\t11.50\t-\n其他资金\t0.00\t0.00\t0.00\t-\n"
    )
    qtbot.keyClick(start, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.clipboard().setText("")
    assert [editor.text() for editor in page.table.editors.values()] == [
        *("1,150.30", "1,148.00", "1,139.30"),
        *("12.00", "12.00", "11.50"),
        *("0.00", "0.00", "0.00"),
    ]
    assert page.pasted.text() == "粘贴了 9 个金额。没有粘贴：“年度资金总额：” 1 行；第 5 列。"
    assert page.pasted.isVisible()
    assert live.session.undo_name == "粘贴 9 个金额"
    live.undo()
    assert not page.pasted.isVisible()


def test_u16_a_refused_block_leaves_what_is_being_typed(qtbot: QtBot, page: FundingPage, live: LiveSession) -> None:
    editor = page.table.editors[EXECUTED]
    editor.setFocus()
    editor.selectAll()
    commit(editor, "900")
    QApplication.clipboard().setText("年初预算数\t300\n全年预算数\t280\n")
    qtbot.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.clipboard().setText("")
    assert page.pasted.isVisible()
    assert page.pasted.text().startswith("没有粘贴：“年初预算数”")
    assert editor.text() == "900"
    assert live.form == form_of("jiangqiao-2024-qitarenyuan")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert live.form.funding.fiscal.executed == Decimal(9000000)


def test_u16_a_block_for_other_cells_leaves_what_is_being_typed(
    qtbot: QtBot, page: FundingPage, live: LiveSession
) -> None:
    editor = page.table.editors[EXECUTED]
    editor.setFocus()
    editor.selectAll()
    commit(editor, "900")
    QApplication.clipboard().setText("\t年初预算数\n其他资金\t300\n")
    qtbot.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.clipboard().setText("")
    assert live.form.funding.fiscal.executed == Decimal(9000000)
    assert live.form.funding.other.initial_budget == Decimal(3000000)
    assert editor.text() == "900.00"
    assert live.session.undo_name == "粘贴 1 个金额"


def test_u16_a_block_is_laid_over_the_grid_from_the_menu_too(
    qtbot: QtBot, page: FundingPage, live: LiveSession
) -> None:
    editor = page.table.editors[at.funding("fiscal", "initial_budget")]
    editor.setFocus()
    QApplication.clipboard().setText("1\t2\t3\n4\t5\t6\n")
    paste_from_menu(qtbot, editor)
    QApplication.clipboard().setText("")
    assert [str(amount) for amount in dict(live.form.funding.fiscal).values()] == ["10000", "20000", "30000"]
    assert [str(amount) for amount in dict(live.form.funding.carried_over).values()] == ["40000", "50000", "60000"]
    assert editor.text() == "1.00"
    assert live.session.undo_name == "粘贴 6 个金额"


def test_one_amount_is_pasted_from_the_menu_once(qtbot: QtBot, page: FundingPage, live: LiveSession) -> None:
    editor = page.table.editors[at.funding("other", "executed")]
    editor.setFocus()
    editor.clear()
    QApplication.clipboard().setText("900")
    paste_from_menu(qtbot, editor)
    QApplication.clipboard().setText("")
    assert editor.text() == "900"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert live.form.funding.other.executed == Decimal(9000000)


def paste_from_menu(qtbot: QtBot, editor: AmountEditor) -> None:
    place = editor.rect().center()
    QApplication.sendEvent(
        editor, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, editor.mapToGlobal(place))
    )
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.objectName() == "edit-paste").trigger()
    menu.close()


def test_one_amount_is_pasted_into_its_field_alone(qtbot: QtBot, page: FundingPage, live: LiveSession) -> None:
    editor = page.table.editors[EXECUTED]
    editor.setFocus()
    editor.selectAll()
    QApplication.clipboard().setText("900")
    qtbot.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.clipboard().setText("")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert live.form.funding.fiscal.executed == Decimal(9000000)


def test_every_cell_says_what_it_is(page: FundingPage) -> None:
    assert page.table.editors[EXECUTED].accessibleName() == "其中：当年财政拨款　全年执行数"
    assert [label.text() for label in page.table.findChildren(QLabel) if label.text() == "执行率(%)"] == ["执行率(%)"]


def test_u40_a_note_is_no_higher_than_its_words_after_larger_letters(qtbot: QtBot, page: FundingPage) -> None:
    typed(qtbot, page, "约八百万")
    note = FindingNote(page.table)
    qtbot.addWidget(note)
    note.setFixedWidth(200)
    note.show_findings([found for found in page.live.view.findings if found.path == EXECUTED])
    usual, large = note.font(), note.font()
    large.setPointSizeF(2 * usual.pointSizeF())
    for font in (large, usual):
        note.setFont(font)
        assert note.minimumHeight() == note.heightForWidth(200)
