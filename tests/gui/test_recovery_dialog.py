"""What the next start offers after a power cut, and what becomes of each answer (SAFETY.md R5, R6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from published import form_of
from ziping.app.files import open_form, save_form
from ziping.app.folders import recovery_folder
from ziping.form import edit
from ziping.form import path as at
from ziping.form.model import BasicInfo, Form
from ziping.gui.last_resort import LastResort
from ziping.gui.main import Afterwards
from ziping.gui.main_window import MainWindow
from ziping.gui.recovery_dialog import RecoveryDialog
from ziping.store.document import write_document
from ziping.store.files import FileChanged
from ziping.store.recovery import Copy, begin, left_behind, set_aside

SAVED = form_of("jiangqiao-2024-qitarenyuan")
CHANGED = edit.put(
    edit.put(SAVED, at.basic("project_name"), "联勤队员经费"), at.indicator("i3", "actual"), "75.00(个)"
)
"""Two fields differ from ``SAVED``."""


def left_by_a_crash(form: Form, path: Path | None, hour: int = 9) -> Copy:
    """A copy whose program has gone without a word."""
    keeping = begin(recovery_folder())
    base = open_form(path).digest if path is not None and path.exists() else ""
    now = datetime.now().astimezone().replace(hour=hour, minute=5, second=0)
    keeping.keep(write_document(form), path=path, digest=base, project=form.basic.project_name, now=now)
    keeping.close()
    return next(copy for copy in left_behind(recovery_folder()) if copy.time == now)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "其他人员.ziping"
    save_form(SAVED, path)
    return path


@pytest.fixture
def begun(qtbot: QtBot, window: MainWindow) -> Callable[..., Afterwards]:
    """The start of the program after its window is seen, up to its question or its first form."""

    def begin_with(*files: Path) -> Afterwards:
        afterwards = Afterwards(window, LastResort(window), files)
        afterwards.begin()
        qtbot.waitUntil(lambda: afterwards.dialog is not None or afterwards.settled)
        return afterwards

    return begin_with


def dialog_of(afterwards: Afterwards) -> RecoveryDialog:
    assert afterwards.dialog is not None
    return afterwards.dialog


def row(dialog: RecoveryDialog, number: int = 0) -> list[str]:
    item = dialog.list.topLevelItem(number)
    assert item is not None
    return [item.text(column) for column in range(4)]


def cells(dialog: RecoveryDialog) -> list[tuple[str, ...]]:
    return [
        tuple(str(dialog.table.model().index(line, column).data()) for column in range(3))
        for line in range(dialog.table.rowCount())
    ]


def headings(table: QAbstractItemView) -> list[str]:
    model = table.model()
    across = Qt.Orientation.Horizontal
    return [str(model.headerData(column, across)) for column in range(model.columnCount())]


def test_enter_on_the_later_button_recovers_nothing(
    qtbot: QtBot, begun: Callable[..., Afterwards], window: MainWindow, file: Path
) -> None:
    left_by_a_crash(CHANGED, file)
    dialog = dialog_of(begun())
    dialog.activateWindow()
    dialog.later.setFocus()
    qtbot.waitUntil(dialog.later.hasFocus)
    qtbot.keyClick(dialog.later, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert window.live.form != CHANGED
    assert len(left_behind(recovery_folder())) == 1


def test_r5_the_question_names_time_project_file_and_every_difference(
    begun: Callable[..., Afterwards], file: Path
) -> None:
    left_by_a_crash(CHANGED, file)
    afterwards = begun()
    dialog = dialog_of(afterwards)
    assert row(dialog) == ["联勤队员经费", "今天 09:05", "其他人员.ziping", "2 处"]
    assert cells(dialog) == [
        ("项目名称", "其他人员经费", "联勤队员经费"),
        ("产出指标 › 数量指标 › 聘用联勤队员数量 › 实际完成值", "76.00(个)", "75.00(个)"),
    ]
    afterwards.end()


def test_r5_the_headings_tell_the_file_and_what_a_recovery_gives(
    begun: Callable[..., Afterwards], file: Path
) -> None:
    left_by_a_crash(CHANGED, file, hour=10)
    left_by_a_crash(Form(edition="jiading-2024", basic=BasicInfo(project_name="新项目")), None, hour=9)
    afterwards = begun()
    dialog = dialog_of(afterwards)
    assert headings(dialog.list) == ["项目名称", "最后修改", "文件", "修改处数"]
    assert headings(dialog.table) == ["项目", "文件里的内容", "恢复后的内容"]
    dialog.list.setCurrentIndex(dialog.list.model().index(1, 0))
    assert headings(dialog.table) == ["项目", "空白表", "恢复后的内容"]
    afterwards.end()


def test_r6_a_recovered_form_is_modified_and_its_file_untouched_until_it_is_saved(
    begun: Callable[..., Afterwards], window: MainWindow, file: Path
) -> None:
    before = file.read_bytes()
    left_by_a_crash(CHANGED, file)
    afterwards = begun()
    dialog_of(afterwards).recover.click()
    assert window.live.form == CHANGED
    assert window.isWindowModified()
    assert "可恢复到" in window.status.kept.text()
    assert file.read_bytes() == before
    window.save()
    assert open_form(file).form == CHANGED
    afterwards.end()
    assert left_behind(recovery_folder()) == ()


def test_r6_a_recovered_form_does_not_overwrite_a_file_that_was_changed_since(
    begun: Callable[..., Afterwards], window: MainWindow, file: Path
) -> None:
    left_by_a_crash(CHANGED, file)
    save_form(form_of("jiangqiao-2024-houqin"), file)
    afterwards = begun()
    dialog = dialog_of(afterwards)
    assert dialog.about.text().startswith("文件后来又被改过，恢复后保存时会再问一次。")
    dialog.recover.click()
    with pytest.raises(FileChanged):
        window.live.session.save(file)
    assert open_form(file).form == form_of("jiangqiao-2024-houqin")
    afterwards.end()


def test_r5_two_crashes_in_a_row_lose_nothing(begun: Callable[..., Afterwards], file: Path) -> None:
    left_by_a_crash(CHANGED, file)
    first = begun()
    dialog_of(first).recover.click()
    first.end()  # the second crash comes before anything is typed
    second = begun()
    assert row(dialog_of(second)) == ["联勤队员经费", "今天 09:05", "其他人员.ziping", "2 处"]
    second.end()


def test_r5_what_is_saved_opens_instead_and_the_copy_is_kept_for_a_while(
    begun: Callable[..., Afterwards], window: MainWindow, file: Path
) -> None:
    left_by_a_crash(CHANGED, file)
    afterwards = begun()
    dialog_of(afterwards).saved.click()
    assert (window.live.form, window.live.session.path) == (SAVED, file)
    assert not window.isWindowModified()
    assert [copy.form() for copy in set_aside(recovery_folder())] == [CHANGED]
    assert left_behind(recovery_folder()) == ()
    afterwards.end()


def test_r5_deciding_later_changes_nothing_and_is_asked_again(
    begun: Callable[..., Afterwards], window: MainWindow, file: Path
) -> None:
    left_by_a_crash(CHANGED, file)
    first = begun()
    dialog_of(first).later.click()
    assert window.stack.currentWidget() is window.welcome
    first.end()
    second = begun()
    assert row(dialog_of(second))[0] == "联勤队员经费"
    second.end()


def test_r5_a_form_never_saved_is_shown_whole_and_comes_back_without_a_file(
    begun: Callable[..., Afterwards], window: MainWindow
) -> None:
    left_by_a_crash(Form(edition="jiading-2024", basic=BasicInfo(project_name="新项目", unit="镇城运中心")), None)
    afterwards = begun()
    dialog = dialog_of(afterwards)
    assert row(dialog) == ["新项目", "今天 09:05", "（未保存过）", "填了 2 处"]
    assert [line[0::2] for line in cells(dialog)] == [("项目名称", "新项目"), ("实施单位", "镇城运中心")]
    assert dialog.saved.text() == "不恢复"
    dialog.recover.click()
    assert window.live.session.path is None
    assert window.live.form.basic.project_name == "新项目"
    afterwards.end()


def test_r5_of_several_one_is_turned_down_and_the_others_stay_offered(
    begun: Callable[..., Afterwards], window: MainWindow, file: Path
) -> None:
    left_by_a_crash(Form(edition="jiading-2024", basic=BasicInfo(project_name="不要的")), None, hour=10)
    left_by_a_crash(CHANGED, file)
    afterwards = begun()
    dialog = dialog_of(afterwards)
    assert [row(dialog, number)[0] for number in (0, 1)] == ["不要的", "联勤队员经费"]
    dialog.saved.click()
    assert [copy.project for copy in set_aside(recovery_folder())] == ["不要的"]
    assert dialog.list.topLevelItemCount() == 1
    assert len(cells(dialog)) == 2
    dialog.recover.click()
    assert window.live.form == CHANGED
    afterwards.end()


def test_a_copy_that_says_what_its_file_says_is_not_asked_about(begun: Callable[..., Afterwards], file: Path) -> None:
    left_by_a_crash(SAVED, file)
    afterwards = begun()
    assert afterwards.dialog is None
    afterwards.end()
    assert [copy.form() for copy in set_aside(recovery_folder())] == [SAVED]


def test_a_copy_whose_file_is_gone_says_so(begun: Callable[..., Afterwards], file: Path) -> None:
    left_by_a_crash(CHANGED, file)
    file.unlink()
    afterwards = begun()
    assert dialog_of(afterwards).about.text().startswith("原来的文件已经不在。")
    assert dialog_of(afterwards).saved.text() == "不恢复"
    afterwards.end()


def test_a_copy_of_an_edition_this_program_lacks_is_left_alone(begun: Callable[..., Afterwards]) -> None:
    copy = left_by_a_crash(SAVED.model_copy(update={"edition": "jiading-2099"}), None)
    afterwards = begun()
    assert afterwards.dialog is None
    assert left_behind(recovery_folder()) == (replace(copy, state="open"),)
    afterwards.end()


def test_u2_a_file_named_at_the_start_opens_once_nothing_else_was_chosen(
    begun: Callable[..., Afterwards], window: MainWindow, file: Path
) -> None:
    left_by_a_crash(CHANGED, None)
    afterwards = begun(file)
    assert window.stack.currentWidget() is window.welcome
    dialog_of(afterwards).later.click()
    assert window.live.session.path == file
    afterwards.end()


def test_without_copies_a_file_named_at_the_start_opens_at_once(
    begun: Callable[..., Afterwards], window: MainWindow, file: Path
) -> None:
    afterwards = begun(file)
    assert window.live.session.path == file
    afterwards.end()
