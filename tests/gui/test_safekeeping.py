"""Copies for recovery while somebody types (SAFETY.md R5): everything is in them, and nothing is disturbed by them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gui.typing_chinese import commit, compose
from published import form_of
from ziping.app.files import open_form, save_form
from ziping.app.session import Session
from ziping.form import path as at
from ziping.form.edit import get
from ziping.form.path import FieldPath
from ziping.gui.main_window import MainWindow
from ziping.gui.safekeeping import Safekeeping
from ziping.store.recovery import Copy, left_behind, set_aside

NAME = at.basic("project_name")
BUDGET = at.funding("fiscal", "full_budget")
TARGET = at.indicator("i3", "target")


class Desk:
    """A window at work on a saved form, with a copy looked for every few milliseconds."""

    def __init__(self, qtbot: QtBot, window: MainWindow, file: Path, folder: Path) -> None:
        self.qtbot, self.window, self.file, self.folder = qtbot, window, file, folder
        self.keeper = Safekeeping(window.live, window, folder, every=5)
        self.failures: list[str] = []
        self.looks = 0
        self.keeper._timer.timeout.connect(self._looked)
        self.keeper.failed.connect(self.failures.append)
        self.keeper.kept.connect(window.status.show_kept)
        self.keeper.failed.connect(window.status.show_not_kept)

    def _looked(self) -> None:
        self.looks += 1

    def look(self) -> None:
        """Waits until it has looked a few times more and has written what it found."""
        until = self.looks + 3
        self.qtbot.waitUntil(lambda: self.looks >= until and not self.keeper._writing)
        self.keeper._worker.wait()

    def kept(self) -> Copy:
        """What would be there after a power cut."""
        return self._offered()[0]

    def _offered(self) -> tuple[Copy, ...]:
        self.keeper._keeping.close()
        return left_behind(self.folder)

    def value(self, path: FieldPath) -> object:
        return get(self.kept().form(), path)

    @property
    def copies(self) -> int:
        return len(self._offered())

    @staticmethod
    def type(widget: QWidget, text: str) -> None:
        commit(widget, text)


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(QMessageBox, "exec", _leave)
    file = tmp_path / "其他人员.ziping"
    save_form(form_of("jiangqiao-2024-qitarenyuan"), file)
    window.open_path(file)
    desk = Desk(qtbot, window, file, tmp_path / "recovery")
    yield desk
    desk.keeper.end()


def _leave(box: QMessageBox) -> int:
    """The test is over and its window closes, maybe with something typed."""
    next(button for button in box.buttons() if button.text() == "不保存").click()
    return 0


def rename(desk: Desk, name: str) -> None:
    desk.window.live.session.put(NAME, name, "修改项目名称")


def test_r5_the_pace_leaves_nothing_older_than_5_seconds_unkept(window: MainWindow, tmp_path: Path) -> None:
    keeper = Safekeeping(window.live, window, tmp_path)
    assert keeper._timer.isActive()
    assert keeper._timer.interval() <= 3_000
    keeper.end()


def test_r5_what_is_typed_into_a_text_is_kept_apart_from_the_file(desk: Desk) -> None:
    before = desk.file.read_bytes()
    desk.window.live.wish(NAME)
    editor = desk.window.focusWidget()
    assert editor is not None
    desk.type(editor, "A1")
    desk.look()
    copy = desk.kept()
    assert copy.form() == desk.window.live.form
    assert copy.form().basic.project_name.count("A1") == 1
    assert (copy.path, copy.digest) == (desk.file, open_form(desk.file).digest)
    assert desk.file.read_bytes() == before


def test_r5_an_amount_still_being_typed_is_kept_and_the_field_left_alone(desk: Desk) -> None:
    desk.window.live.wish(BUDGET)
    editor = desk.window.work.pages["funding"].table.editors[BUDGET]  # type: ignore[union-attr]
    editor.selectAll()
    desk.type(editor, "１，２３４．５")
    editor.setCursorPosition(3)
    desk.look()
    assert desk.value(BUDGET) == Decimal(12_345_000)  # 1,234.5 万元 in 元
    assert get(desk.window.live.form, BUDGET) == Decimal(9_566_400)
    assert (editor.text(), editor.cursorPosition(), editor.isModified()) == ("１，２３４．５", 3, True)
    assert not desk.window.live.session.modified


def test_r5_a_cell_still_being_typed_is_kept_and_its_editor_stays_open(desk: Desk) -> None:
    desk.window.live.wish(TARGET)
    editor = desk.window.work.indicators.tree.editor()
    assert editor is not None
    desk.type(editor, "左右")
    desk.look()
    assert desk.value(TARGET) == f"{get(desk.window.live.form, TARGET)}左右"
    assert desk.window.work.indicators.tree.editor() is editor
    assert not desk.window.live.session.modified


def test_r5_a_composition_is_neither_touched_nor_taken_for_text(desk: Desk) -> None:
    tree = desk.window.work.indicators.tree
    desk.window.live.wish(TARGET)
    desk.qtbot.keyClick(desk.window.work.indicators.tree.editor(), Qt.Key.Key_Escape)
    rename(desk, "别的")
    compose(tree, "wang")
    editor = tree.editor()
    assert editor is not None
    desk.look()
    assert desk.value(TARGET) == get(desk.window.live.form, TARGET)
    assert editor.textCursor().block().layout().preeditAreaText() == "wang"
    commit(editor, "网格")
    desk.look()
    assert desk.value(TARGET) == "网格"


def test_r5_a_form_without_a_file_is_kept_too(desk: Desk) -> None:
    desk.window.start(Session(form_of("jiangqiao-2024-houqin"), saved=False, is_new=True))
    desk.look()
    copy = desk.kept()
    assert (copy.path, copy.project, copy.form()) == (None, "后勤保障经费", form_of("jiangqiao-2024-houqin"))


def test_r5_nothing_is_kept_of_what_is_saved(desk: Desk) -> None:
    desk.look()
    assert not desk.folder.exists()


@pytest.mark.parametrize("settle", [lambda window: window.save(), lambda window: window.undo()], ids=["save", "undo"])
def test_r5_the_copy_goes_when_the_form_is_saved_or_undone(desk: Desk, settle: Callable[[MainWindow], None]) -> None:
    rename(desk, "别的")
    desk.look()
    assert desk.copies == 1
    settle(desk.window)
    desk.look()
    assert desk.copies == 0
    assert desk.window.status.kept.text() == ""


def test_r5_what_the_clerk_gave_up_is_not_offered_but_stays_with_its_last_change(desk: Desk) -> None:
    rename(desk, "别的")
    desk.look()
    rename(desk, "最后改的")
    desk.window.live.left.emit()
    desk.look()
    assert desk.copies == 0
    assert [copy.form().basic.project_name for copy in set_aside(desk.folder)] == ["最后改的"]


def test_r5_after_giving_up_further_work_is_kept_again(desk: Desk) -> None:
    rename(desk, "别的")
    desk.window.live.left.emit()
    rename(desk, "又改了")
    desk.look()
    assert desk.kept().project == "又改了"
    assert [copy.project for copy in set_aside(desk.folder)] == ["别的"]


def test_r5_another_form_in_its_place_leaves_the_copy_of_what_nobody_decided_on(desk: Desk) -> None:
    rename(desk, "别的")
    desk.look()
    desk.window.live.open(Session(form_of("jiangqiao-2024-houqin")))
    desk.look()
    assert [copy.project for copy in left_behind(desk.folder)] == ["别的"]


def test_r5_ending_keeps_what_was_typed_last(desk: Desk) -> None:
    rename(desk, "刚刚改的")
    desk.keeper.end()
    assert [copy.project for copy in left_behind(desk.folder)] == ["刚刚改的"]


def test_r6_what_was_opened_for_looking_only_comes_back_without_its_file(desk: Desk) -> None:
    opened = open_form(desk.file)
    desk.window.start(Session(opened.form, desk.file, digest=opened.digest, read_only="同事正开着它"))
    rename(desk, "别的")
    desk.look()
    assert (desk.kept().path, desk.kept().digest) == (None, "")


def test_r3_a_disk_that_takes_no_copy_is_told_once_in_the_status_bar(desk: Desk) -> None:
    desk.folder.write_text("a file where the folder should be")
    rename(desk, "别的")
    desk.qtbot.waitUntil(lambda: bool(desk.failures))
    desk.look()
    rename(desk, "再改")
    desk.look()
    assert len(desk.failures) == 1
    assert desk.window.status.kept.text().startswith("· ▲ 暂时留不了恢复副本（")
    assert "请及时保存" in desk.window.status.kept.text()


def test_r3_once_the_disk_takes_copies_again_they_are_kept(desk: Desk) -> None:
    desk.folder.write_text("a file where the folder should be")
    rename(desk, "别的")
    desk.qtbot.waitUntil(lambda: bool(desk.failures))
    desk.folder.unlink()
    desk.keeper._not_before = 0.0  # the ten seconds are over
    desk.look()
    assert desk.kept().project == "别的"
    assert "可恢复到" in desk.window.status.kept.text()


def test_r15_in_an_emergency_the_copy_is_there_at_once(desk: Desk) -> None:
    desk.keeper._timer.stop()
    rename(desk, "出错之前")
    assert desk.keeper.keep_now()
    assert desk.kept().project == "出错之前"


def test_r15_in_an_emergency_without_a_disk_no_copy_is_claimed(desk: Desk) -> None:
    desk.keeper._timer.stop()
    desk.folder.write_text("a file where the folder should be")
    rename(desk, "出错之前")
    assert not desk.keeper.keep_now()
