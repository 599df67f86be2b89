"""历史版本 and 找回未保存的内容: a look inside first, then one is taken or none (SAFETY.md R5, R7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from published import form_of
from ziping.app.files import open_form, save_form
from ziping.app.folders import backup_folder, recovery_folder
from ziping.form import edit
from ziping.form import path as at
from ziping.form.model import Form
from ziping.gui.history_dialog import KeptDialog
from ziping.gui.main_window import MainWindow
from ziping.store.backups import back_up
from ziping.store.document import write_document
from ziping.store.recovery import begin, set_aside

NOW = form_of("jiangqiao-2024-qitarenyuan")
EARLIER = edit.put(NOW, at.indicator("i3", "actual"), "75.00(个)")
EARLIEST = edit.put(EARLIER, at.basic("project_name"), "联勤队员经费")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "其他人员.ziping"
    save_form(NOW, path)
    return path


def backed_up(path: Path, form: Form, days_ago: int) -> None:
    then = datetime.now().astimezone() - timedelta(days=days_ago)
    back_up(backup_folder(), path, write_document(form), then, "保存前")


def with_dialog(deed: Callable[[KeptDialog], None], start: Callable[[], object]) -> None:
    """Starts what shows the dialog and does something there as soon as it is open."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, KeptDialog)
        deed(dialog)

    QTimer.singleShot(0, act)
    start()


def row(dialog: KeptDialog, place: int) -> list[str]:
    item = dialog.list.topLevelItem(place)
    assert item is not None
    return [item.text(column) for column in range(item.columnCount())]


def test_r7_each_backup_is_compared_with_the_form_as_it_is_now(window: MainWindow, file: Path) -> None:
    backed_up(file, EARLIEST, 3)
    backed_up(file, EARLIER, 1)
    window.open_path(file)
    seen: list[list[str]] = []

    def look(dialog: KeptDialog) -> None:
        seen.extend([row(dialog, 0)[1:], row(dialog, 1)[1:]])
        dialog.list.setCurrentItem(dialog.list.itemBelow(dialog.list.currentItem()))
        seen.append([str(dialog.table.model().index(line, 1).data()) for line in range(dialog.table.rowCount())])
        dialog.leave.click()

    with_dialog(look, window.documents.restore)
    assert seen == [["保存前", "1 处不同"], ["保存前", "2 处不同"], ["联勤队员经费", "75.00(个)"]]
    assert window.live.form == NOW


def test_r7_a_restored_version_is_one_step_that_can_be_undone_and_writes_nothing(
    window: MainWindow, file: Path
) -> None:
    backed_up(file, EARLIER, 1)
    window.open_path(file)
    with_dialog(lambda dialog: dialog.take.click(), window.documents.restore)
    assert window.live.form == EARLIER
    assert window.isWindowModified()
    assert open_form(file).form == NOW
    assert window.live.session.undo_name == "恢复历史版本"
    window.undo()
    assert window.live.form == NOW


def test_r7_a_form_without_backups_says_when_there_will_be_one(window: MainWindow, file: Path) -> None:
    window.open_path(file)
    seen: list[object] = []

    def look(dialog: KeptDialog) -> None:
        seen.extend([dialog.about.text(), dialog.take.isEnabled(), dialog.show_folder.isEnabled()])
        dialog.leave.click()

    with_dialog(look, window.documents.restore)
    assert seen == ["这份表还没有历史版本：每天第一次保存时，会先把原来的内容留一份。", False, False]


def test_a_version_that_equals_the_form_cannot_be_restored(window: MainWindow, file: Path) -> None:
    backed_up(file, NOW, 1)
    window.open_path(file)
    seen: list[object] = []

    def look(dialog: KeptDialog) -> None:
        seen.extend([dialog.about.text(), dialog.take.isEnabled()])
        dialog.leave.click()

    with_dialog(look, window.documents.restore)
    assert seen == ["和现在完全一样。", False]


def test_a_damaged_backup_is_left_out(window: MainWindow, file: Path) -> None:
    backed_up(file, EARLIER, 1)
    back_up(backup_folder(), file, b'{"format": "ziping"', datetime.now().astimezone(), "保存前")
    window.open_path(file)
    seen: list[int] = []

    def look(dialog: KeptDialog) -> None:
        seen.append(dialog.list.topLevelItemCount())
        dialog.leave.click()

    with_dialog(look, window.documents.restore)
    assert seen == [1]


def test_r5_what_was_closed_unsaved_is_found_again_and_opens_as_modified(window: MainWindow, file: Path) -> None:
    digest = open_form(file).digest
    keeping = begin(recovery_folder())
    now = datetime.now().astimezone()
    keeping.keep(write_document(EARLIER), path=file, digest=digest, project="其他人员", now=now)
    keeping.discard(now)
    heads: list[str] = []
    seen: list[list[str]] = []

    def take(dialog: KeptDialog) -> None:
        heads.extend(dialog.list.headerItem().text(column) for column in range(dialog.list.columnCount()))
        seen.append(row(dialog, 0)[2:])
        dialog.take.click()

    with_dialog(take, window.find_unsaved)
    assert seen == [["关闭时没有保存", "1 处"]]
    assert heads == ["项目名称", "最后修改", "由来", "修改处数"]
    assert window.live.form == EARLIER
    assert window.live.session.path == file
    assert window.isWindowModified()
    assert open_form(file).form == NOW
    assert set_aside(recovery_folder())


def test_r5_the_headings_tell_the_file_and_what_was_not_saved(window: MainWindow, file: Path) -> None:
    now = datetime.now().astimezone()
    for form, path, digest in ((EARLIEST, file, open_form(file).digest), (NOW, None, "")):
        keeping = begin(recovery_folder())
        keeping.keep(write_document(form), path=path, digest=digest, project="其他人员", now=now)
        keeping.discard(now)
    seen: dict[str, list[str]] = {}

    def look(dialog: KeptDialog) -> None:
        model, across = dialog.table.model(), Qt.Orientation.Horizontal
        for number in range(2):
            dialog.list.setCurrentIndex(dialog.list.model().index(number, 0))
            seen[row(dialog, number)[0]] = [str(model.headerData(column, across)) for column in range(3)]
        dialog.leave.click()

    with_dialog(look, window.find_unsaved)
    assert seen == {
        "联勤队员经费": ["项目", "文件里的内容", "未保存的内容"],
        "其他人员经费": ["项目", "空白表", "未保存的内容"],
    }


def test_with_nothing_unsaved_the_dialog_says_what_would_be_there(window: MainWindow) -> None:
    seen: list[str] = []

    def look(dialog: KeptDialog) -> None:
        seen.append(dialog.about.text())
        dialog.leave.click()

    with_dialog(look, window.find_unsaved)
    assert seen == ["没有未保存的内容。关闭时选了“不保存”的、意外退出后没有恢复的，会在这里保留 30 天。"]


def test_u43_every_button_has_a_name(window: MainWindow, file: Path) -> None:
    window.open_path(file)
    names: list[str] = []

    def look(dialog: KeptDialog) -> None:
        names.extend(button.accessibleName() for button in (dialog.show_folder, dialog.leave, dialog.take))
        dialog.leave.click()

    with_dialog(look, window.documents.restore)
    assert names == ["打开文件夹", "关闭", "恢复这个版本"]
