"""年度项目板: a folder as a table, found its way through by typing and keys (UX.md U1, U10, U38, U40, U42, U43)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QLineEdit,
    QToolBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.clerk import Clerk
from gui.test_contrast import contrast
from gui.test_nothing_clipped import cut
from published import NAMES, form_of
from ziping.app.files import open_form, save_form
from ziping.app.session import View
from ziping.form import edit
from ziping.form import path as at
from ziping.form.path import FieldPath
from ziping.gui.board_cells import COLUMNS
from ziping.gui.board_window import BoardWindow
from ziping.gui.help_window import HelpWindow
from ziping.gui.memory import Memory
from ziping.gui.typeface import set_font

TOTALS = {"98.53", "93.50", "99.71", "99.87", "99.99", "98.57", "97.94", "100.00"}
"""总分 as printed on the eight published forms (DOMAIN.md §3)."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The eight published forms, one of them in a folder below, and a file that is none."""
    found = tmp_path / "2024 年自评"
    (found / "向化镇").mkdir(parents=True)
    for name in NAMES:
        save_form(form_of(name), (found / "向化镇" if "xianghua" in name else found) / f"{name}.ziping")
    (found / "坏的.ziping").write_text('{"format": "ziping"', encoding="utf-8")
    return found


@pytest.fixture
def board(qtbot: QtBot, memory: Memory) -> Iterator[BoardWindow]:
    shown = BoardWindow(memory)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    yield shown
    shown.wait()


@pytest.fixture
def full(qtbot: QtBot, board: BoardWindow, folder: Path) -> BoardWindow:
    board.show_folder(folder)
    read(qtbot, board)
    return board


def read(qtbot: QtBot, board: BoardWindow) -> None:
    """Waits until the folder is read."""
    qtbot.waitUntil(lambda: not board._stream.busy)


def texts(board: BoardWindow, column: str) -> list[str]:
    """What a column shows, from above."""
    model, place = board.list.model(), COLUMNS.index(column)
    return [str(model.index(row, place).data() or "") for row in range(model.rowCount())]


def row_of(board: BoardWindow, name: str) -> int:
    return [path.stem for path in board.list.shown_paths].index(name)


def test_u38_each_form_is_a_row_and_what_cannot_be_read_says_why(full: BoardWindow) -> None:
    assert {total for total in texts(full, "总分") if total} == TOTALS
    row = row_of(full, "jiangqiao-2024-huodong")
    shown = {name: texts(full, name)[row] for name in COLUMNS}
    assert (shown["项目名称"], shown["版式"], shown["年度"]) == ("活动经费", "嘉定 2024", "2024")
    assert (shown["实施单位"], shown["总分"], shown["等级"]) == (
        "上海市嘉定区江桥镇城市运行管理中心",
        "93.50",
        "优",
    )
    assert shown["进度"] == "✓✓✓✓● 检查"
    broken = row_of(full, "坏的")
    assert texts(full, "项目名称")[broken].startswith("✕ 不能打开“坏的.ziping”：文件内容不完整或已损坏")
    assert full.list.isFirstColumnSpanned(broken, full.list.rootIndex())
    assert full.told.text().startswith("共 8 份自评表，")
    assert full.told.text().endswith("，1 个文件打不开")


def test_before_a_folder_is_chosen_the_window_says_what_it_is_for(board: BoardWindow) -> None:
    assert board.nothing.isVisible()
    assert board.nothing.text().startswith("还没有选文件夹。")
    enabled = {name for name, action in board.actions_by_name.items() if action.isEnabled()}
    assert enabled == {"board-help"}


def test_an_empty_folder_and_one_that_is_gone_say_so(qtbot: QtBot, board: BoardWindow, tmp_path: Path) -> None:
    (tmp_path / "空的").mkdir()
    board.show_folder(tmp_path / "空的")
    read(qtbot, board)
    assert board.nothing.text().startswith("这个文件夹里还没有自评表")
    assert board.actions_by_name["board-new"].isEnabled()
    board.show_folder(tmp_path / "没有的")
    read(qtbot, board)
    assert board.nothing.text().startswith("打不开这个文件夹")
    assert board.list.shown_paths == ()
    assert not board.actions_by_name["board-new"].isEnabled()


def test_a_folder_of_a_user_there_is_not_says_so(qtbot: QtBot, board: BoardWindow) -> None:
    board.place.setText("~没有这个人/自评")
    board.place.returnPressed.emit()
    read(qtbot, board)
    assert board.nothing.text().startswith("打不开这个文件夹")


def test_u10_folder_and_order_are_remembered(qtbot: QtBot, full: BoardWindow, folder: Path, memory: Memory) -> None:
    full.list.sort_by(COLUMNS.index("总分"), descending=True)
    full.close()
    again = BoardWindow(memory)
    qtbot.addWidget(again)
    again.show()
    read(qtbot, again)
    assert again.folder == folder
    assert texts(again, "总分")[:2] == ["100.00", "99.99"]
    again.wait()


def test_the_folder_is_looked_for_where_a_form_was_saved_last(
    full: BoardWindow, folder: Path, memory: Memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts: list[str] = []

    def ask(_window: object, _title: str, start: str) -> str:
        starts.append(start)
        return ""

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", ask)
    full.choose.click()
    (tmp_path / "今年").mkdir()
    memory.add_recent(tmp_path / "今年" / "表.ziping")
    full.choose.click()
    memory.add_recent(tmp_path / "已移走" / "表.ziping")
    full.choose.click()
    assert starts == [str(folder), str(tmp_path / "今年"), str(folder)]


def test_figures_sort_as_numbers_and_names_by_sound(full: BoardWindow) -> None:
    full.list.sort_by(COLUMNS.index("总分"), descending=False)
    assert texts(full, "总分") == ["", "93.50", "97.94", "98.53", "98.57", "99.71", "99.87", "99.99", "100.00"]
    full.list.sort_by(COLUMNS.index("项目名称"), descending=False)
    names = texts(full, "项目名称")
    # chéngwéi hòuqín huódòng qítā xìnxīhuà…jiànshè xìnxīhuà…yùnwéi xuānchuán; 一网统管 begins with yī
    assert names[:4] == ["城维工程类", "后勤保障经费", "活动经费", "其他人员经费"]
    assert names[4:8] == ["信息化项目建设", "信息化项目运维", "宣传经费", "一网统管"]
    assert names[8].startswith("✕")


def test_typing_filters_by_every_word_and_esc_brings_all_back(qtbot: QtBot, full: BoardWindow) -> None:
    full.filter.setFocus()
    full.filter.insert("信息化 2024")
    assert sorted(texts(full, "项目名称")) == ["信息化项目建设", "信息化项目运维"]
    full.filter.insert("(")
    assert full.nothing.isVisible()
    assert full.nothing.text().startswith("没有哪一行有“信息化 2024(”")
    qtbot.keyClick(full.filter, Qt.Key.Key_Escape)
    assert len(full.list.shown_paths) == 9
    assert full.list.isFirstColumnSpanned(row_of(full, "坏的"), full.list.rootIndex())


def test_u42_from_the_filter_down_to_a_row_and_enter_opens_it(qtbot: QtBot, full: BoardWindow, folder: Path) -> None:
    opened: list[Path] = []
    full.open_path.connect(opened.append)
    full.filter.setFocus()
    full.filter.insert("宣传")
    qtbot.keyClick(full.filter, Qt.Key.Key_Down)
    assert full.list.hasFocus()
    qtbot.keyClick(full.list, Qt.Key.Key_Home)
    qtbot.keyClick(full.list, Qt.Key.Key_Return)
    assert opened == [folder / "jiangqiao-2024-xuanchuan.ziping"]


def test_a_double_click_opens_the_form(qtbot: QtBot, full: BoardWindow, folder: Path) -> None:
    opened: list[Path] = []
    full.open_path.connect(opened.append)
    row = row_of(full, "jiangqiao-2024-houqin")
    place = full.list.visualRect(full.list.model().index(row, 1)).center()
    qtbot.mouseClick(full.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(full.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [folder / "jiangqiao-2024-houqin.ziping"]


def test_new_names_the_folder(full: BoardWindow, folder: Path) -> None:
    wanted: list[Path] = []
    full.new_in.connect(wanted.append)
    full.actions_by_name["board-new"].trigger()
    assert wanted == [folder]


def test_chosen_rows_are_copied_with_their_headings(qtbot: QtBot, full: BoardWindow, folder: Path) -> None:
    full.list.choose(folder / "jiangqiao-2024-chengwei.ziping")
    full.list.setFocus()
    qtbot.keyClick(full.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[0] == list(COLUMNS)
    assert lines[1][:2] == ["城维工程类", "上海市嘉定区江桥镇城市运行管理中心"]
    assert lines[1][5] == "97.94"


def test_a_form_saved_meanwhile_is_read_anew_and_one_deleted_is_gone(
    qtbot: QtBot, full: BoardWindow, folder: Path
) -> None:
    path = folder / "jiangqiao-2024-xuanchuan.ziping"
    save_form(edit.put(open_form(path).form, at.basic("project_name"), "宣传工作经费"), path)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    (folder / "jiangqiao-2024-houqin.ziping").unlink()
    full.list.choose(folder / "jiangqiao-2024-chengwei.ziping")
    full.refresh()
    read(qtbot, full)
    names = texts(full, "项目名称")
    assert "宣传工作经费" in names
    assert "宣传经费" not in names
    assert "后勤保障经费" not in names
    assert texts(full, "改动时间")[row_of(full, path.stem)].startswith("2023年11月1")
    assert full.list.chosen == (folder / "jiangqiao-2024-chengwei.ziping",)


def test_coming_back_to_the_board_shows_what_was_saved_meanwhile(
    qtbot: QtBot, full: BoardWindow, folder: Path
) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    full.activateWindow()
    qtbot.waitUntil(full.isActiveWindow)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    path = folder / "jiangqiao-2024-xuanchuan.ziping"
    save_form(edit.put(open_form(path).form, at.basic("project_name"), "宣传工作经费"), path)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    full.activateWindow()
    qtbot.waitUntil(lambda: "宣传工作经费" in texts(full, "项目名称"))
    read(qtbot, full)


def test_problems_beside_other_forms_are_counted_apart_from_those_the_opened_form_shows(
    qtbot: QtBot, full: BoardWindow, folder: Path
) -> None:
    path = folder / "jiangqiao-2024-xuanchuan.ziping"
    own = texts(full, "建议改")[row_of(full, path.stem)]
    before = texts(full, "表间问题")[row_of(full, path.stem)]
    save_form(edit.put(open_form(path).form, at.basic("unit"), "江桥镇城市运行管理中心"), path)
    full.refresh()
    read(qtbot, full)
    row = row_of(full, path.stem)
    warnings = [found for found in View(open_form(path).form).findings if found.severity == "warning"]
    assert texts(full, "建议改")[row] == str(len(warnings)) == own
    assert (before, texts(full, "表间问题")[row]) == ("0", "1")
    hint = full.list.model().index(row, COLUMNS.index("表间问题")).data(Qt.ItemDataRole.ToolTipRole)
    assert "江桥镇城市运行管理中心" in str(hint)


def test_a_form_that_waits_for_confirmation_is_not_ready(qtbot: QtBot, full: BoardWindow, folder: Path) -> None:
    path = folder / "jiangqiao-2024-xuanchuan.ziping"
    assert texts(full, "进度")[row_of(full, path.stem)] == "✓✓✓✓✓ 可以导出"
    waiting = FieldPath("form", "", "unconfirmed")
    save_form(edit.put(open_form(path).form, waiting, ("basic.unit", "goal.expected", "indicator.i1.target")), path)
    full.refresh()
    read(qtbot, full)
    assert texts(full, "进度")[row_of(full, path.stem)] == "●✓●●✓ 3 处未确认"
    index = full.list.model().index(row_of(full, path.stem), COLUMNS.index("进度"))
    assert str(index.data(Qt.ItemDataRole.AccessibleTextRole)).endswith("；沿用去年的值 3 处未确认")


def test_a_copy_lies_beside_its_form_and_is_chosen(
    qtbot: QtBot, full: BoardWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = Clerk(monkeypatch)
    made = folder / "jiangqiao-2024-xuanchuan（副本）.ziping"
    full.list.choose(folder / "jiangqiao-2024-xuanchuan.ziping")
    full.actions_by_name["board-copy"].trigger()
    qtbot.waitUntil(lambda: full.list.current == made)
    assert open_form(made).form == form_of("jiangqiao-2024-xuanchuan")
    read(qtbot, full)
    assert clerk.told[0].startswith("已经复制为“jiangqiao-2024-xuanchuan（副本）.ziping”。")
    full.list.choose(folder / "jiangqiao-2024-xuanchuan.ziping")
    full.actions_by_name["board-copy"].trigger()
    qtbot.waitUntil(lambda: len(clerk.told) == 2)
    assert (folder / "jiangqiao-2024-xuanchuan（副本 2）.ziping").exists()
    read(qtbot, full)


def test_two_forms_that_read_the_same_are_told_apart_by_their_files(
    qtbot: QtBot, full: BoardWindow, folder: Path
) -> None:
    path, copy = folder / "jiangqiao-2024-huodong.ziping", folder / "另一份.ziping"
    save_form(open_form(path).form, copy)
    full.refresh()
    read(qtbot, full)
    assert [texts(full, "项目名称")[row_of(full, each.stem)] for each in (path, copy)] == [
        "活动经费　jiangqiao-2024-huodong.ziping",
        "活动经费　另一份.ziping",
    ]
    copy.unlink()
    full.refresh()
    read(qtbot, full)
    assert texts(full, "项目名称")[row_of(full, path.stem)] == "活动经费"


def test_what_is_no_form_cannot_be_copied_and_says_why(
    qtbot: QtBot, full: BoardWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = Clerk(monkeypatch)
    full.list.choose(folder / "坏的.ziping")
    full.actions_by_name["board-copy"].trigger()
    qtbot.waitUntil(lambda: len(clerk.told) == 1)
    assert "不完整或已损坏" in clerk.told[0]


def test_u46_f1_opens_the_page_of_the_board(full: BoardWindow) -> None:
    full.actions_by_name["board-help"].trigger()
    helping = full.findChild(HelpWindow)
    assert isinstance(helping, HelpWindow)
    assert Path(helping.text.source().toLocalFile()).stem == "67-board"


def test_u43_every_control_has_a_name_and_an_object_name(full: BoardWindow) -> None:
    kinds = (QAbstractButton, QAbstractItemView, QLineEdit)
    controls = [
        widget
        for kind in kinds
        for widget in full.findChildren(kind)
        if widget.isVisible()
        and not isinstance(widget.parentWidget(), (QToolBar, QLineEdit))
        and type(widget).__name__ != "QHeaderView"
    ]
    assert len(controls) >= 4
    assert [repr(one) for one in controls if not one.accessibleName() or not one.objectName()] == []
    assert all(action.objectName() and action.toolTip() for action in full.actions_by_name.values())


@pytest.mark.parametrize("letters", [90, 100, 150, 200])
@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_u39_u40_every_word_fits(full: BoardWindow, letters: int, size: tuple[int, int]) -> None:
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * letters / 100)
    set_font(font)
    full.resize(*size)
    for _ in range(3):
        QApplication.processEvents()
    assert list(cut(full)) == []


def test_u29_rows_can_be_read_on_dark(full: BoardWindow) -> None:
    usual = full.palette()
    dark = QPalette(usual)
    for role, color in (
        (QPalette.ColorRole.Base, "#2d2d2d"),
        (QPalette.ColorRole.Window, "#323232"),
        (QPalette.ColorRole.Text, "#ffffff"),
        (QPalette.ColorRole.WindowText, "#ffffff"),
    ):
        dark.setColor(role, QColor(color))
    full.list.setPalette(dark)
    model = full.list.model()
    inks = [
        model.index(row, column).data(int(Qt.ItemDataRole.ForegroundRole))
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    colors = [ink.color() for ink in inks if ink is not None]
    assert len(colors) > 8
    assert min(contrast(color, QColor("#2d2d2d")) for color in colors) >= 4.5
