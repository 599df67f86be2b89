"""Dialogs are freed when they are closed, and boxes say a name as it is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gui.indicator_pages import FORM, Desk, path
from published import form_of
from ziping.app.session import Session
from ziping.form import path as at
from ziping.form.edit import put
from ziping.gui.board_choices import EXPORT, ChoicesDialog
from ziping.gui.board_deeds import BoardDeeds
from ziping.gui.board_list import BoardList
from ziping.gui.live_session import LiveSession
from ziping.gui.main_window import MainWindow
from ziping.gui.memory import Memory
from ziping.gui.next_year import begin_next_year
from ziping.gui.remark_dialog import RemarkDialog
from ziping.store.document import VERSION, write_document


def dialogs_left(parent: QWidget, deed: Callable[[], object]) -> list[QDialog]:
    """Dialogs there still are once the program is idle after this."""
    deed()
    assert parent.findChildren(QDialog)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return parent.findChildren(QDialog)


@pytest.mark.parametrize("name", ["about", "verify", "new", "remarks"])
def test_a_dialog_of_the_menus_is_freed_when_it_is_closed(
    window: MainWindow, live: LiveSession, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(QDialog, "exec", lambda dialog: dialog.done(0))
    window.live.open(Session(live.form))
    shown = window.work.field_actions.show_remarks if name == "remarks" else getattr(window.errands, name)
    assert dialogs_left(window, shown) == []


@pytest.mark.parametrize("name", ["check_all", "export", "roll_up"])
def test_a_dialog_of_the_board_is_freed_when_it_is_closed(
    qtbot: QtBot, memory: Memory, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(QDialog, "exec", lambda dialog: dialog.done(0))
    listed = BoardList()
    qtbot.addWidget(listed)
    deeds = BoardDeeds(listed, listed, memory)
    assert dialogs_left(listed, getattr(deeds, name)) == []
    deeds.wait()


@pytest.fixture
def formats(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, set[Qt.TextFormat]]]:
    """What each box said, and how it reads its texts; nobody answers."""
    met = list[tuple[str, set[Qt.TextFormat]]]()

    def read(box: QMessageBox) -> int:
        met.append((box.text(), {label.textFormat() for label in box.findChildren(QLabel) if label.text()}))
        return 0

    monkeypatch.setattr(QMessageBox, "exec", read)
    return met


PLAIN = {Qt.TextFormat.PlainText}


def test_a_project_named_like_html_is_asked_about_by_its_name(
    window: MainWindow, live: LiveSession, formats: list[tuple[str, set[Qt.TextFormat]]]
) -> None:
    form = put(live.form, at.basic("project_name"), "<s>旧</s>项目")
    window.live.open(Session(form, saved=False))
    window.documents.may_leave()
    assert formats == [("“<s>旧</s>项目”有修改还没有保存。", PLAIN)]


def test_a_file_named_like_html_is_told_by_its_name(
    window: MainWindow, tmp_path: Path, formats: list[tuple[str, set[Qt.TextFormat]]]
) -> None:
    for name, text in (("<b>坏</b>.ziping", "{"), ("<b>新</b>.ziping", newer_document())):
        (tmp_path / name.replace("/", "／")).write_text(text, encoding="utf-8")
        window.documents.open_path(tmp_path / name.replace("/", "／"))
    begin_next_year(window, tmp_path / "<b>坏<／b>.ziping")
    assert ["<b>" in words for words, _ in formats] == [True, True, True]
    assert [format_ for _, format_ in formats] == [PLAIN, PLAIN, PLAIN]


def newer_document() -> str:
    """A file of a version to come, which is opened read-only."""
    document = json.loads(write_document(form_of("jiangqiao-2024-qitarenyuan")))
    return json.dumps(document | {"version": VERSION + 1})


def test_a_group_named_like_html_is_asked_about_by_its_name(
    qtbot: QtBot,
) -> None:
    desk = Desk(qtbot, put(form_of(FORM), path("c2.name"), "<b>数量</b>指标"))
    desk.go("i5.target")
    QApplication.clipboard().setText("≥1\n≥2\n")
    desk.page.clipboard.paste.trigger()
    QApplication.clipboard().setText("")
    question = desk.tree.findChild(QMessageBox, "indicator_paste_question")
    assert isinstance(question, QMessageBox)
    assert {label.textFormat() for label in question.findChildren(QLabel) if "数量" in label.text()} == PLAIN
    question.close()


def test_enter_on_the_cancel_button_of_the_board_does_not_export(
    qtbot: QtBot, memory: Memory, tmp_path: Path
) -> None:
    dialog = ChoicesDialog(None, memory, EXPORT, tmp_path, 1, 1)
    qtbot.addWidget(dialog)
    answers = list[int]()
    dialog.finished.connect(answers.append)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    dialog.leave.setFocus()
    qtbot.waitUntil(dialog.leave.hasFocus)
    qtbot.keyClick(dialog.leave, Qt.Key.Key_Return)
    assert answers == [QDialog.DialogCode.Rejected]


def test_a_remark_only_looked_at_keeps_its_blanks_that_do_not_break(qtbot: QtBot) -> None:
    dialog = RemarkDialog(None, "实际完成值", "李敏", "应是 5\xa0件")
    qtbot.addWidget(dialog)
    assert dialog.words == "应是 5\xa0件"
