"""New, open, save, close (UX.md U4, U5, U35; SAFETY.md R3)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from gui.clerk import Clerk
from published import form_of
from ziping.app.files import open_form
from ziping.app.new_form import new_form
from ziping.app.session import Session
from ziping.form import path as at
from ziping.gui.board_window import BoardWindow
from ziping.gui.main_window import MainWindow
from ziping.gui.new_dialog import NewDialog
from ziping.gui.transcription_window import TranscriptionWindow

NAME = at.basic("project_name")


def test_u4_the_title_names_the_file_and_marks_changes(window: MainWindow, saved: Path) -> None:
    window.open_path(saved)
    assert window.windowTitle() == "其他人员[*] — 自评通"
    assert not window.isWindowModified()
    window.live.session.put(NAME, "别的", "修改项目名称")
    assert window.isWindowModified()
    window.undo()
    assert not window.isWindowModified()


def test_saving_writes_the_form_and_clears_the_mark(window: MainWindow, saved: Path) -> None:
    window.open_path(saved)
    window.live.session.put(NAME, "别的", "修改项目名称")
    window.save()
    assert open_form(saved).form.basic.project_name == "别的"
    assert not window.isWindowModified()


def test_u35_a_form_without_a_file_asks_for_one_and_gets_the_ending(
    window: MainWindow, clerk: Clerk, tmp_path: Path
) -> None:
    window.start(Session(form_of("jiangqiao-2024-qitarenyuan")))
    clerk.file = str(tmp_path / "新表")
    window.save()
    assert open_form(tmp_path / "新表.ziping").form == form_of("jiangqiao-2024-qitarenyuan")
    assert window.memory.recent()[0] == tmp_path / "新表.ziping"


def test_r3_a_name_too_long_for_the_disk_is_told_and_another_place_is_offered(
    window: MainWindow, clerk: Clerk, tmp_path: Path
) -> None:
    window.start(Session(form_of("jiangqiao-2024-qitarenyuan")))
    clerk.file = str(tmp_path / ("长" * 120))
    clerk.answers = ["取消"]
    window.save()
    assert "文件名或路径太长" in clerk.questions[-1]


@pytest.mark.parametrize(
    ("answer", "closes", "name"),
    [
        ("保存", True, "别的"),
        ("不保存", True, "其他人员经费"),
        ("取消", False, "其他人员经费"),
    ],
)
def test_u5_closing_with_changes_asks(
    window: MainWindow, clerk: Clerk, saved: Path, answer: str, closes: bool, name: str
) -> None:
    window.open_path(saved)
    window.live.session.put(NAME, "别的", "修改项目名称")
    clerk.answers = [answer]
    assert window.close() is closes
    assert clerk.questions == ["“别的”有修改还没有保存。"]
    assert open_form(saved).form.basic.project_name == name


def test_u5_closing_without_changes_asks_nothing(window: MainWindow, clerk: Clerk, saved: Path) -> None:
    window.open_path(saved)
    assert window.close()
    assert clerk.questions == []


def test_u5_a_failed_save_keeps_the_window_and_the_form(window: MainWindow, clerk: Clerk, saved: Path) -> None:
    window.open_path(saved)
    window.live.session.put(NAME, "别的", "修改项目名称")
    saved.unlink()
    saved.mkdir()
    clerk.answers = ["保存", "取消"]
    assert not window.close()
    assert "这是一个文件夹，不是文件" in clerk.questions[-1]
    assert window.live.form.basic.project_name == "别的"
    assert window.isWindowModified()


def test_a_broken_file_is_told_in_one_sentence_and_changes_nothing(
    window: MainWindow, clerk: Clerk, saved: Path, tmp_path: Path
) -> None:
    window.open_path(saved)
    broken = tmp_path / "坏.ziping"
    broken.write_text(saved.read_text(encoding="utf-8")[:150], encoding="utf-8")
    window.open_path(broken)
    assert clerk.told[0].startswith(f"不能打开“{broken}”：文件内容不完整或已损坏")
    assert window.live.session.path == saved


def test_r5_a_save_is_told_to_whoever_keeps_copies(qtbot: QtBot, window: MainWindow, saved: Path) -> None:
    window.open_path(saved)
    window.live.session.put(NAME, "别的", "修改项目名称")
    with qtbot.waitSignal(window.live.saved):
        window.save()


def test_r5_a_failed_save_is_not_told_as_a_save(qtbot: QtBot, window: MainWindow, clerk: Clerk, saved: Path) -> None:
    window.open_path(saved)
    window.live.session.put(NAME, "别的", "修改项目名称")
    saved.unlink()
    saved.mkdir()
    clerk.answers = ["取消"]
    with qtbot.assertNotEmitted(window.live.saved):
        window.save()


def test_r5_what_the_clerk_gives_up_is_told_before_the_next_form_comes(
    window: MainWindow, clerk: Clerk, saved: Path
) -> None:
    window.open_path(saved)
    window.live.session.put(NAME, "别的", "修改项目名称")
    told: list[str] = []
    window.live.left.connect(lambda: told.append(window.live.form.basic.project_name))
    clerk.answers = ["不保存"]
    window.open_path(saved)
    assert told == ["别的"]
    assert window.live.form.basic.project_name == "其他人员经费"


def test_r5_nothing_is_given_up_while_the_form_stays(
    qtbot: QtBot, window: MainWindow, clerk: Clerk, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clerk says 不保存 and then calls off the dialog that would have brought another form."""
    window.open_path(saved)
    window.live.session.put(NAME, "别的", "修改项目名称")
    monkeypatch.setattr(NewDialog, "exec", lambda _dialog: QDialog.DialogCode.Rejected)
    clerk.answers = ["不保存", "不保存"]
    with qtbot.assertNotEmitted(window.live.left):
        window.errands.new()
        window.open()
    assert window.live.form.basic.project_name == "别的"
    assert window.isWindowModified()


def test_u5_what_was_given_up_for_the_first_page_is_not_asked_about_again(
    window: MainWindow, clerk: Clerk, saved: Path
) -> None:
    window.open_path(saved)
    window.live.session.put(NAME, "别的", "修改项目名称")
    clerk.answers = ["不保存"]
    window.leave_to_welcome()
    clerk.file = str(saved)
    window.open()
    assert len(clerk.questions) == 1
    assert window.live.form.basic.project_name == "其他人员经费"


def test_u21_the_foot_follows_the_field_being_typed_in(window: MainWindow, saved: Path) -> None:
    window.open_path(saved)
    window.live.wish(NAME)
    assert window.status.origin.text() == "　这一格：打开时已有"
    window.live.session.put(NAME, "别的", "修改项目名称")
    assert window.status.origin.text() == "　这一格：本次填写"
    window.undo()
    assert window.status.origin.text() == "　这一格：打开时已有"


def test_u21_the_foot_says_nothing_of_a_field_of_the_form_left(window: MainWindow, saved: Path) -> None:
    window.open_path(saved)
    window.live.wish(NAME)
    window.work.onward.setFocus()
    window.start(Session(new_form("jiading-2024", 2024, "另一份")))
    assert window.status.origin.text() == ""
    window.live.session.put(NAME, "别的", "修改项目名称")
    assert window.status.origin.text() == ""
    assert not window.work.field_actions.remark.isEnabled()


def test_u21_the_foot_tells_of_the_field_that_keeps_the_focus_when_another_form_opens(
    window: MainWindow, saved: Path
) -> None:
    window.activateWindow()
    window.open_path(saved)
    window.live.wish(at.basic("unit"))
    window.start(Session(new_form("jiading-2024", 2024)))
    assert window.status.origin.text() == "　这一格：还没有填写"
    assert window.work.field_actions.remark.isEnabled()


def test_u2_the_dialog_offers_pdf_and_workbooks(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    filters: list[str] = []

    def ask(*words: str) -> tuple[str, str]:
        filters.append(words[-1])
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    window.open()
    assert filters[0].split(";;")[0] == "自评表 (*.ziping *.pdf *.xlsx *.json)"


def test_the_tools_need_a_form_but_the_board_does_not(window: MainWindow, saved: Path) -> None:
    tools = ("board", "transcription", "compare_with_last_year", "verify", "remarks")
    assert [window.actions_by_name[name].isEnabled() for name in tools] == [True, False, False, False, False]
    window.open_path(saved)
    assert all(window.actions_by_name[name].isEnabled() for name in tools)


def test_a_form_chosen_on_the_board_opens_in_the_window(window: MainWindow, saved: Path) -> None:
    window.actions_by_name["board"].trigger()
    board = window.findChild(BoardWindow)
    assert isinstance(board, BoardWindow)
    board.open_path.emit(saved)
    assert window.live.session.path == saved
    assert window.close()
    assert not board.isVisible()


def test_u5_the_board_opens_nothing_over_changes_without_asking(
    window: MainWindow, clerk: Clerk, saved: Path
) -> None:
    window.open_path(saved)
    window.live.session.put(NAME, "别的", "修改项目名称")
    window.actions_by_name["board"].trigger()
    board = window.findChild(BoardWindow)
    assert isinstance(board, BoardWindow)
    clerk.answers = ["取消"]
    board.open_path.emit(saved)
    assert clerk.questions == ["“别的”有修改还没有保存。"]
    assert window.live.form.basic.project_name == "别的"


def test_the_window_for_copying_out_closes_with_the_form(window: MainWindow, saved: Path) -> None:
    window.open_path(saved)
    window.actions_by_name["transcription"].trigger()
    helper = next(top for top in QApplication.topLevelWidgets() if isinstance(top, TranscriptionWindow))
    assert helper.isVisible()
    window.leave_to_welcome()
    assert not helper.isVisible()
    helper.deleteLater()


def test_u7_a_sample_opens_as_a_copy(window: MainWindow) -> None:
    window.welcome.samples.itemClicked.emit(window.welcome.samples.topLevelItem(0), 0)
    assert window.live.session.path is None
    assert window.live.form.basic.project_name


def test_u10_page_zoom_and_place_are_remembered(window: MainWindow, saved: Path) -> None:
    window.open_path(saved)
    window.work.steps.go("goals")
    window.work.output.preview.set_zoom(1.25)
    window._step_font(1)
    assert window.close()
    again = MainWindow(window.memory)
    again.open_path(saved)
    assert again.work.shown == "goals"
    assert again.work.output.preview.chosen_zoom == 1.25
    assert again.memory.number("font", 100) == 110
    again._set_font_size(100)
    again.deleteLater()
