"""Two people on one file, files that can't be saved or read: what is asked and what each answer does."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from gui.clerk import Clerk
from gui.two_on_one_file import changed_by_a_colleague, opened_and_changed_by_both
from published import form_of
from ziping.app.files import open_form
from ziping.app.folders import backup_folder
from ziping.app.session import Session
from ziping.form import path as at
from ziping.gui.comparison import ComparisonDialog
from ziping.gui.file_conflict import copy_beside, moment
from ziping.gui.main_window import MainWindow
from ziping.store.backups import back_up, backups_of

NAME, DEPARTMENT = at.basic("project_name"), at.basic("department")


def broken_off(path: Path) -> bytes:
    """The first 150 characters of a file."""
    return path.read_text(encoding="utf-8")[:150].encode()


def mine_beside(path: Path) -> Path:
    return path.with_name(f"其他人员（我的修改 {datetime.now().astimezone():%m-%d}）.ziping")


def test_r8_saving_over_a_colleagues_change_asks_and_the_default_loses_nothing(
    window: MainWindow, clerk: Clerk, saved: Path
) -> None:
    opened_and_changed_by_both(window, saved)
    clerk.answers = ["取消"]
    window.save()
    assert clerk.questions[0].startswith("“其他人员.ziping”在您打开以后被改过")
    assert clerk.buttons == [["保留两份", "比较", "覆盖", "取消"]]
    assert (clerk.defaults, clerk.escapes) == (["保留两份"], ["取消"])
    assert open_form(saved).form.basic.department == "同事写的部门"
    assert window.live.form.basic.project_name == "我改的名称"
    assert window.isWindowModified()


def test_r8_the_question_says_what_each_button_does(window: MainWindow, clerk: Clerk, saved: Path) -> None:
    opened_and_changed_by_both(window, saved)
    clerk.answers = ["取消"]
    window.save()
    sentences = clerk.questions[0].split("\n\n")[1].split("\n")
    assert [sentence.split("：")[0] for sentence in sentences] == clerk.buttons[0]
    assert f"“{mine_beside(saved).name}”" in sentences[0]


def test_r8_keeping_both_saves_mine_beside_and_goes_on_with_it(window: MainWindow, clerk: Clerk, saved: Path) -> None:
    opened_and_changed_by_both(window, saved)
    clerk.answers = ["保留两份"]
    window.save()
    assert open_form(saved).form.basic.department == "同事写的部门"
    assert open_form(mine_beside(saved)).form.basic.project_name == "我改的名称"
    assert window.live.session.path == mine_beside(saved)
    assert not window.isWindowModified()
    assert window.windowTitle() == f"{mine_beside(saved).stem}[*] — 自评通"


def test_r8_a_copy_of_mine_that_is_there_already_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "城维（我的修改 09-30）.ziping").touch()
    (tmp_path / "城维（我的修改 09-30 2）.ziping").touch()
    beside = copy_beside(tmp_path / "城维.ziping", date(2026, 9, 30))
    assert beside == tmp_path / "城维（我的修改 09-30 3）.ziping"


def test_r8_a_copy_of_a_copy_has_one_mark_in_its_name(tmp_path: Path) -> None:
    beside = copy_beside(tmp_path / "城维（我的修改 09-29 2）.ziping", date(2026, 9, 30))
    assert beside == tmp_path / "城维（我的修改 09-30）.ziping"


def test_r8_a_copy_of_a_file_with_a_long_name_can_be_saved(tmp_path: Path) -> None:
    beside = copy_beside(tmp_path / f"{'长' * 80}.ziping", date(2026, 9, 30))
    beside.touch()
    assert beside.name.startswith("长长")
    assert beside.name.endswith("（我的修改 09-30）.ziping")


def test_r8_overwriting_puts_theirs_into_the_backups_first(window: MainWindow, clerk: Clerk, saved: Path) -> None:
    opened_and_changed_by_both(window, saved)
    theirs = saved.read_bytes()
    clerk.answers = ["覆盖"]
    window.save()
    assert open_form(saved).form.basic.project_name == "我改的名称"
    assert open_form(saved).form.basic.department == form_of("jiangqiao-2024-qitarenyuan").basic.department
    assert theirs in [backup.path.read_bytes() for backup in backups_of(backup_folder(), saved)]
    assert not window.isWindowModified()


def test_r8_nothing_is_overwritten_where_theirs_cannot_be_backed_up(
    window: MainWindow, clerk: Clerk, saved: Path
) -> None:
    opened_and_changed_by_both(window, saved)
    backup_folder().parent.mkdir(parents=True, exist_ok=True)
    backup_folder().write_text("这里不是文件夹", encoding="utf-8")
    clerk.answers = ["覆盖"]
    window.save()
    assert "没有覆盖" in clerk.told[0]
    assert open_form(saved).form.basic.department == "同事写的部门"
    assert window.isWindowModified()


def test_r8_only_what_was_asked_about_is_overwritten(window: MainWindow, clerk: Clerk, saved: Path) -> None:
    """The colleague saves once more while the clerk reads the question."""
    opened_and_changed_by_both(window, saved)
    clerk.meanwhile = lambda: changed_by_a_colleague(saved, "又改了一次")
    clerk.answers = ["覆盖", "取消"]
    window.save()
    assert len(clerk.questions) == 2
    assert open_form(saved).form.basic.department == "又改了一次"
    assert window.isWindowModified()


def test_r8_the_comparison_shows_theirs_and_mine_field_by_field_and_the_question_comes_back(
    window: MainWindow, clerk: Clerk, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_and_changed_by_both(window, saved)
    seen: list[list[str]] = []

    def look(dialog: ComparisonDialog) -> int:
        table = dialog.table
        model = table.model()
        seen.append([model.headerData(column, Qt.Orientation.Horizontal) for column in range(3)])
        seen.extend([model.index(row, column).data() for column in range(3)] for row in range(table.rowCount()))
        return 0

    monkeypatch.setattr(ComparisonDialog, "exec", look)
    clerk.answers = ["比较", "取消"]
    window.save()
    assert seen[0] == ["项目", "文件里的", "我的"]
    assert ["项目名称", "其他人员经费", "我改的名称"] in seen
    assert ["主管部门", "同事写的部门", form_of("jiangqiao-2024-qitarenyuan").basic.department] in seen
    assert len(clerk.questions) == 2


def test_r8_a_file_that_is_broken_now_cannot_be_compared_but_is_not_lost(
    window: MainWindow, clerk: Clerk, saved: Path
) -> None:
    window.open_path(saved)
    window.live.session.put(NAME, "我改的名称", "修改项目名称")
    saved.write_bytes(b"{")
    clerk.answers = ["比较", "保留两份"]
    window.save()
    assert "读不出来" in clerk.told[0]
    assert saved.read_bytes() == b"{"
    assert open_form(mine_beside(saved)).form.basic.project_name == "我改的名称"


def test_r8_saving_again_after_ones_own_save_asks_nothing(window: MainWindow, clerk: Clerk, saved: Path) -> None:
    window.open_path(saved)
    for name in ("一", "二"):
        window.live.session.put(NAME, name, "修改项目名称")
        window.save()
    assert clerk.questions == []
    assert open_form(saved).form.basic.project_name == "二"


def test_r8_a_file_that_was_deleted_meanwhile_is_simply_written_again(
    window: MainWindow, clerk: Clerk, saved: Path
) -> None:
    window.open_path(saved)
    window.live.session.put(NAME, "我改的名称", "修改项目名称")
    saved.unlink()
    window.save()
    assert clerk.questions == []
    assert open_form(saved).form.basic.project_name == "我改的名称"


def test_a_name_without_ending_does_not_replace_the_file_with_the_ending_unasked(
    window: MainWindow, clerk: Clerk, saved: Path
) -> None:
    before = saved.read_bytes()
    window.start(Session(form_of("jiangqiao-2024-houqin"), saved=False))
    clerk.file, clerk.answers = str(saved.with_suffix("")), ["取消"]
    window.save()
    assert clerk.buttons == [["换个名字…", "替换", "取消"]]
    assert saved.read_bytes() == before


def test_r3_a_failed_save_names_file_and_reason_and_can_be_tried_again(
    window: MainWindow, clerk: Clerk, saved: Path
) -> None:
    window.open_path(saved)
    window.live.session.put(NAME, "我改的名称", "修改项目名称")
    saved.unlink()
    saved.mkdir()
    clerk.answers = ["重试", "取消"]
    window.save()
    assert len(clerk.questions) == 2
    assert clerk.questions[0].startswith(f"不能保存“{saved}”：这是一个文件夹，不是文件")
    assert clerk.buttons[0] == ["另存为…", "重试", "取消"]
    assert (clerk.defaults[0], clerk.escapes[0]) == ("另存为…", "取消")
    assert window.isWindowModified()


def test_r3_a_failed_save_can_go_elsewhere(window: MainWindow, clerk: Clerk, saved: Path, tmp_path: Path) -> None:
    window.open_path(saved)
    window.live.session.put(NAME, "我改的名称", "修改项目名称")
    saved.unlink()
    saved.mkdir()
    clerk.file, clerk.answers = str(tmp_path / "别处.ziping"), ["另存为…"]
    window.save()
    assert open_form(tmp_path / "别处.ziping").form.basic.project_name == "我改的名称"
    assert not window.isWindowModified()


def test_r10_the_last_good_backup_of_a_broken_file_is_offered_and_the_broken_one_stays(
    window: MainWindow, clerk: Clerk, saved: Path
) -> None:
    broken, good = broken_off(saved), saved.read_bytes()
    day = datetime.now().astimezone().replace(month=3, day=5, hour=9, minute=30)
    back_up(backup_folder(), saved, good, day, "保存前")
    back_up(backup_folder(), saved, good[:300], day.replace(hour=10), "保存前")
    saved.write_bytes(broken)
    clerk.answers = ["打开备份"]
    window.open_path(saved)
    assert "文件内容不完整或已损坏" in clerk.questions[0]
    assert "3月5日 09:30" in clerk.questions[0]
    assert window.live.form == form_of("jiangqiao-2024-qitarenyuan")
    assert window.live.session.path is None
    assert window.isWindowModified()
    assert saved.read_bytes() == broken


def test_r10_a_broken_file_without_backups_is_told_in_one_sentence(
    window: MainWindow, clerk: Clerk, saved: Path
) -> None:
    saved.write_bytes(broken_off(saved))
    window.open_path(saved)
    assert clerk.questions == []
    assert clerk.told[0].startswith(f"不能打开“{saved}”：文件内容不完整或已损坏")


def test_r11_a_newer_file_opens_read_only_and_says_which_version_it_needs(
    window: MainWindow, clerk: Clerk, tmp_path: Path, saved: Path
) -> None:
    newer = tmp_path / "新版.ziping"
    text = saved.read_text(encoding="utf-8")
    text = text.replace('"version": 2', '"version": 3')
    newer.write_text(re.sub('"needs": "[0-9.]+"', '"needs": "0.9.0"', text), encoding="utf-8")
    window.open_path(newer)
    assert "0.9.0" in clerk.told[0]
    assert window.windowTitle() == "新版[*]（只读） — 自评通"


def test_a_point_in_time_is_told_as_one_says_it() -> None:
    now = datetime(2026, 9, 30, 14, 5).astimezone()
    assert moment(datetime(2026, 9, 30, 9, 12).astimezone(), now) == "今天 09:12"
    assert moment(datetime(2026, 3, 5, 9, 2).astimezone(), now) == "3月5日 09:02"
    assert moment(datetime(2025, 12, 31, 23, 59).astimezone(), now) == "2025年12月31日 23:59"
