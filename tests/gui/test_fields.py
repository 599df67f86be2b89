"""Fields: what is typed reaches the form, nothing is rewritten under the cursor (UX.md U12–U14, U23, U43)."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.typing_chinese import commit, compose
from ziping.app.session import Session
from ziping.form import path as at
from ziping.form.edit import put
from ziping.form.path import FieldPath
from ziping.form.remarks import add_remark
from ziping.gui.fields import LineEditor, TextEditor
from ziping.gui.live_session import LiveSession
from ziping.gui.steps.basic import BasicPage
from ziping.gui.steps.goals import GoalsPage
from ziping.rules.findings import finding

NAME = at.basic("project_name")


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)


def test_u12_typed_text_is_in_the_form_at_once_and_is_one_undo_step(qtbot: QtBot, live: LiveSession) -> None:
    editor = LineEditor(live, NAME, "项目名称")
    shown(qtbot, editor)
    editor.selectAll()
    qtbot.keyClicks(editor, "abc")
    assert live.form.basic.project_name == "abc"
    assert live.session.undo_name == "修改项目名称"
    live.undo()
    assert live.form.basic.project_name == "其他人员经费"
    assert editor.text() == "其他人员经费"


def test_u11_two_fields_are_two_undo_steps(qtbot: QtBot, live: LiveSession) -> None:
    page = BasicPage(live)
    shown(qtbot, page)
    for field in ("project_name", "unit"):
        editor = page.editors[at.basic(field)]
        editor.setFocus()
        qtbot.keyClicks(editor, "x")
    live.undo()
    assert live.form.basic.project_name.endswith("x") or live.form.basic.project_name.startswith("x")
    live.undo()
    assert live.form.basic.project_name == "其他人员经费"


def test_u13_a_composition_is_left_alone_and_its_result_is_kept(qtbot: QtBot, live: LiveSession) -> None:
    editor = LineEditor(live, NAME, "项目名称")
    shown(qtbot, editor)
    editor.selectAll()
    compose(editor, "xun cha")
    live.session.put(at.basic("unit"), "别处的改动", "修改实施单位")
    assert editor.text() == ""
    commit(editor, "巡查")
    assert live.form.basic.project_name == "巡查"


def test_u13_a_composition_in_a_long_text_is_left_alone(qtbot: QtBot, live: LiveSession) -> None:
    editor = TextEditor(live, at.goal("expected"), "预期目标")
    shown(qtbot, editor)
    before = live.form.goal.expected
    compose(editor, "mu biao")
    assert live.form.goal.expected == before
    commit(editor, "目标：")
    assert live.form.goal.expected == "目标：" + before


def test_a_composition_called_off_leaves_a_long_text_as_it_was(qtbot: QtBot, live: LiveSession) -> None:
    kept = "投入\xa05\xa0万元\u2028两批"
    live.open(Session(put(live.form, at.goal("expected"), kept)))
    editor = TextEditor(live, at.goal("expected"), "预期目标")
    shown(qtbot, editor)
    compose(editor, "mu biao")
    compose(editor, "")
    assert live.form.goal.expected == kept
    assert not live.session.modified


def test_typing_in_a_long_text_keeps_its_blanks_that_do_not_break(qtbot: QtBot, live: LiveSession) -> None:
    live.open(Session(put(live.form, at.goal("expected"), "投入\xa05\xa0万元")))
    editor = TextEditor(live, at.goal("expected"), "预期目标")
    shown(qtbot, editor)
    commit(editor, "共")
    assert live.form.goal.expected == "共投入\xa05\xa0万元"


def test_a_change_elsewhere_leaves_the_cursor_of_a_long_text(qtbot: QtBot, live: LiveSession) -> None:
    live.open(Session(put(live.form, at.goal("expected"), "投入\xa05\xa0万元")))
    editor = TextEditor(live, at.goal("expected"), "预期目标")
    shown(qtbot, editor)
    editor.moveCursor(QTextCursor.MoveOperation.End)
    live.session.put(at.basic("unit"), "别处的改动", "修改实施单位")
    assert editor.textCursor().position() == 7


def test_what_changed_during_a_composition_called_off_is_shown(qtbot: QtBot, live: LiveSession) -> None:
    editor = TextEditor(live, at.goal("expected"), "预期目标")
    shown(qtbot, editor)
    compose(editor, "mu biao")
    live.session.put(at.goal("expected"), "别处的改动", "修改预期目标")
    compose(editor, "")
    assert editor.toPlainText() == live.form.goal.expected == "别处的改动"


def test_an_undo_during_a_composition_holds_and_its_text_comes_after(qtbot: QtBot, live: LiveSession) -> None:
    live.open(Session(put(put(live.form, NAME, "原名"), at.goal("expected"), "原来的目标")))
    line, text = LineEditor(live, NAME, "项目名称"), TextEditor(live, at.goal("expected"), "预期目标")
    for editor in (line, text):
        shown(qtbot, editor)
        editor.activateWindow()
        editor.setFocus()
        qtbot.waitUntil(editor.hasFocus)
        qtbot.keyClick(editor, Qt.Key.Key_End)
        commit(editor, "甲乙")
        compose(editor, "ce")
        live.undo()
        compose(editor, "ce shi")
        commit(editor, "测")
    assert live.form.basic.project_name == line.text() == "原名测"
    assert live.form.goal.expected == text.toPlainText() == "原来的目标测"


def test_what_changed_during_a_composition_called_off_is_shown_in_a_line_too(qtbot: QtBot, live: LiveSession) -> None:
    editor = LineEditor(live, NAME, "项目名称")
    shown(qtbot, editor)
    compose(editor, "xiang mu")
    live.session.put(NAME, "别处的改动", "修改项目名称")
    compose(editor, "")
    assert editor.text() == live.form.basic.project_name == "别处的改动"


def test_the_editor_typed_in_is_not_rewritten_but_others_follow(qtbot: QtBot, live: LiveSession) -> None:
    first, second = LineEditor(live, NAME, "项目名称"), LineEditor(live, NAME, "项目名称")
    shown(qtbot, first)
    shown(qtbot, second)
    first.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    first.selectAll()
    commit(first, "甲")
    assert second.text() == "甲"
    assert first.cursorPosition() == 1


def test_tab_leaves_a_long_text(qtbot: QtBot, live: LiveSession) -> None:
    page = GoalsPage(live)
    shown(qtbot, page)
    page.activateWindow()
    expected, achieved = page.editors[at.goal("expected")], page.editors[at.goal("achieved")]
    expected.setFocus()
    qtbot.keyClick(expected, Qt.Key.Key_Tab)
    qtbot.waitUntil(achieved.hasFocus)
    assert "\t" not in live.form.goal.expected


def test_u22_a_long_text_says_its_length_and_its_printed_lines(qtbot: QtBot, live: LiveSession) -> None:
    page = GoalsPage(live)
    shown(qtbot, page)
    lengths = [label.text() for label in page._lengths.values()]
    assert lengths == ["134 字，打印 6 行", "134 字，打印 7 行"]


def test_both_goals_have_as_much_room_whatever_stands_beneath_one(qtbot: QtBot, live: LiveSession) -> None:
    page = GoalsPage(live)
    page.resize(860, 600)
    shown(qtbot, page)
    expected, achieved = page.editors[at.goal("expected")], page.editors[at.goal("achieved")]
    alone = achieved.height()
    missing = finding("F1", achieved.path, "", where="实际完成情况", field="实际完成情况")  # type: ignore[attr-defined]
    page.show_findings([missing])
    form, _ = add_remark(live.form, at.goal("achieved"), "请写明演练场次和参加人数", "王主任", datetime.now(UTC))
    live.session.replace(form, "添加批注", at.goal("achieved"))
    qtbot.waitUntil(lambda: achieved.height() < alone)
    assert expected.geometry().top() == achieved.geometry().top()
    assert expected.size() == achieved.size()
    page.show_findings([])
    live.undo()
    qtbot.waitUntil(lambda: expected.height() == achieved.height() == alone)


def test_u23_u43_a_finding_stands_under_its_field_and_is_its_description(qtbot: QtBot, live: LiveSession) -> None:
    page = BasicPage(live)
    shown(qtbot, page)
    missing = finding("F1", NAME, "", where="项目名称", field="项目名称")
    page.show_findings([missing])
    note = page.notes[NAME]
    assert note.isVisible()
    assert note.text() == "✕ 必须改：项目名称未填写。请填写项目名称。"
    assert page.editors[NAME].accessibleDescription() == note.text()
    page.show_findings([])
    assert not note.isVisible()
    assert page.editors[NAME].accessibleDescription() == ""


def test_u6_changing_the_edition_drops_nothing(qtbot: QtBot, live: LiveSession) -> None:
    page = BasicPage(live)
    shown(qtbot, page)
    before = live.form
    box = page.editors[FieldPath("form", "", "edition")]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert live.form.edition == "chongming-2023"
    # what the old edition printed no longer speaks of this form; all that was filled in does
    kept = live.form.model_copy(update={"edition": before.edition, "printed": before.printed})
    assert kept == before
    live.undo()
    assert live.form == before
