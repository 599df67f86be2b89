"""What the board does with many forms: each tells what became of it, 取消 acts at once, nothing is overwritten (U38, U44)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QTreeWidget
from pytestqt.qtbot import QtBot

from gui.clerk import Clerk
from gui.test_nothing_clipped import cut
from published import NAMES, form_of
from ziping.app.board import entries, files_in, together
from ziping.app.files import save_form
from ziping.app.print_choices import AS_USUAL
from ziping.app.session import View
from ziping.form import edit
from ziping.form import path as at
from ziping.gui.board_check import CheckDialog, checking
from ziping.gui.board_choices import EXPORT, ROLLUP, ChoicesDialog
from ziping.gui.board_export import Export, RollupExport, exporting, rolling_up, summed
from ziping.gui.board_stream import Run, Stream
from ziping.gui.board_window import BoardWindow
from ziping.gui.board_work import Progress, ResultsDialog, WorkDialog
from ziping.gui.memory import Memory
from ziping.gui.typeface import set_font

MANY = 100


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The seven forms of 江桥 and a file that is none."""
    found = tmp_path / "2024 年自评"
    found.mkdir()
    for name in NAMES:
        if name.startswith("jiangqiao"):
            save_form(form_of(name), found / f"{name}.ziping")
    (found / "坏的.ziping").write_text('{"format": "ziping"', encoding="utf-8")
    return found


@pytest.fixture
def hundred(tmp_path: Path) -> Path:
    """A hundred projects of one unit."""
    found = tmp_path / "一百份"
    found.mkdir()
    form = form_of("jiangqiao-2024-xuanchuan")
    for number in range(MANY):
        save_form(edit.put(form, at.basic("project_name"), f"宣传经费 {number:03}"), found / f"{number:03}.ziping")
    return found


@pytest.fixture
def results(qtbot: QtBot) -> Iterator[ResultsDialog]:
    dialog = ResultsDialog(None, "批量导出", summed)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    dialog.stream.forget()
    dialog.stream.wait()


def ended(qtbot: QtBot, dialog: WorkDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.stream.busy, timeout=60_000)


def lines(tree: QTreeWidget) -> list[list[str]]:
    tops = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return [[top.text(column) for column in range(tree.columnCount())] for top in tops if top is not None]


def export_of(folder: Path, out: Path, *products: str) -> Export:
    return Export(tuple(entries(files_in(folder), hands=1)), products, out)  # type: ignore[arg-type]


def test_u38_each_form_tells_what_became_of_it_and_the_bad_one_stops_nothing(
    qtbot: QtBot, results: ResultsDialog, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "导出"
    results.begin(exporting(export_of(folder, out, "pdf", "xlsx"), AS_USUAL, "number", ()))
    ended(qtbot, results)
    told = lines(results.list)
    assert told[0][0] == "✕ 没有写成"
    assert told[0][1] == "坏的.ziping"
    assert told[0][2].startswith("不能打开“坏的.ziping”：")
    made = sorted(line[2] for line in told[1:])
    assert made == sorted(path.name for path in out.iterdir())
    assert len(made) == 14
    assert results.heading.text() == (
        f"写好 14 个文件，在“{out}”；其中 8 个还有“必须改”的问题，印有“草稿”；1 个没有写成，原因见下。"
    )
    drafts = {line[1] for line in told if line[0].startswith("▲")}
    assert drafts == {"城维工程类", "后勤保障经费", "活动经费", "信息化项目建设"}


def test_u38_the_bound_pdf_holds_all_forms_with_bookmarks(
    qtbot: QtBot, results: ResultsDialog, folder: Path, tmp_path: Path
) -> None:
    results.begin(exporting(export_of(folder, tmp_path / "导出", "bound"), AS_USUAL, "number", ()))
    ended(qtbot, results)
    read = PdfReader(tmp_path / "导出" / "2024_自评表合订本.pdf")
    assert len(read.outline) == 7
    told = lines(results.list)
    assert [line[0] for line in told] == ["✕ 没有写成", "▲ 已写好，印有“草稿”"]
    assert told[1][1:] == [f"合订本（7 份，{len(read.pages)} 页）", "2024_自评表合订本.pdf"]


@pytest.mark.parametrize(
    ("answer", "old_stays", "count"),
    [("另存，名字后加编号", True, 8), ("覆盖", False, 7), ("跳过", True, 7), ("取消", True, 1)],
)
def test_what_is_there_is_never_overwritten_unasked(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    memory: Memory,
    folder: Path,
    answer: str,
    old_stays: bool,
    count: int,
) -> None:
    clerk = Clerk(monkeypatch)
    clerk.answers = [answer]
    out = folder / "导出"
    out.mkdir()
    there = out / "2024_上海市嘉定区江桥镇城市运行管理中心_宣传经费_自评表.pdf"
    there.write_bytes(b"old")
    board = BoardWindow(memory)
    qtbot.addWidget(board)
    board.show()
    board.show_folder(folder)
    qtbot.waitUntil(lambda: not board._stream.busy)
    shown: list[ResultsDialog] = []

    def answer_choices() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ChoicesDialog)
        assert dialog.chosen_folder == out
        QTimer.singleShot(0, watch)
        dialog.go.click()

    def watch() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ResultsDialog) and not dialog.stream.busy:
            shown.append(dialog)
            dialog.leave.click()
        elif answer != "取消" or not clerk.questions:
            QTimer.singleShot(20, watch)

    QTimer.singleShot(0, answer_choices)
    board.actions_by_name["board-export-all"].trigger()
    qtbot.waitUntil(lambda: bool(shown) or (answer == "取消" and bool(clerk.questions)), timeout=30_000)
    assert clerk.questions[0].startswith("这个文件夹里已经有 1 个同名的文件：\n2024_上海市嘉定区")
    assert set(clerk.buttons[0]) == {"另存，名字后加编号", "覆盖", "跳过", "取消"}
    assert (clerk.defaults, clerk.escapes) == (["另存，名字后加编号"], ["取消"])
    assert (there.read_bytes() == b"old") is old_stays
    assert len(list(out.iterdir())) == count
    board.wait()


@pytest.mark.parametrize("products", [("pdf", "xlsx"), ("bound",)])
def test_u38_cancel_acts_within_half_a_second_and_leaves_whole_files(
    qtbot: QtBot, results: ResultsDialog, hundred: Path, tmp_path: Path, products: tuple[str, ...]
) -> None:
    out = tmp_path / "导出"
    results.begin(exporting(export_of(hundred, out, *products), AS_USUAL, "number", ()))
    qtbot.waitUntil(lambda: results.bar.value() > 2, timeout=30_000)
    clock = QElapsedTimer()
    clock.start()
    results.leave.click()
    assert results.heading.text() == "正在取消…"
    ended(qtbot, results)
    assert clock.elapsed() < 500
    assert results.isVisible()
    assert results.heading.text().startswith("已取消。写好 ")
    for path in out.glob("*"):
        assert path.suffix in {".pdf", ".xlsx"}
        if path.suffix == ".pdf":
            assert len(PdfReader(path).pages) == 1
    results.leave.click()
    assert not results.isVisible()


def test_the_window_lives_on_while_a_hundred_forms_are_read(qtbot: QtBot, memory: Memory, hundred: Path) -> None:
    board = BoardWindow(memory)
    qtbot.addWidget(board)
    board.show()
    qtbot.waitExposed(board)
    beats: list[int] = []
    timer = QTimer(board)
    timer.timeout.connect(lambda: beats.append(len(board.list.entries)))
    timer.start(5)
    board.show_folder(hundred)
    seen: set[int] = set()
    board.list.model().rowsInserted.connect(lambda *_: seen.add(board.bar.value()))
    qtbot.waitUntil(lambda: not board._stream.busy, timeout=20_000)
    assert len(board.list.entries) == MANY
    assert len(seen) > 2, "rows appear as they come"
    assert len({count for count in beats if 0 < count < MANY}) > 2, "the window is heard between the rows"
    board.wait()


def test_check_all_counts_each_form_and_finds_what_shows_only_together(qtbot: QtBot, folder: Path) -> None:
    odd = edit.put(form_of("jiangqiao-2024-xuanchuan"), at.basic("unit"), "江桥镇城市运行管理中心")
    save_form(odd, folder / "jiangqiao-2024-xuanchuan.ziping")
    dialog = CheckDialog(None)
    qtbot.addWidget(dialog)
    opened: list[Path] = []
    dialog.opened.connect(opened.append)
    dialog.show()
    dialog.begin(checking(tuple(files_in(folder))))
    ended(qtbot, dialog)
    by_name = {line[0]: line[1:] for line in lines(dialog.list)}
    # As `ziping check` tells of each form alone.
    assert by_name["✕ 活动经费　2024 年度　上海市嘉定区江桥镇城市运行管理中心"][0] == "1"
    assert by_name["✕ 信息化项目建设　2024 年度　上海市嘉定区江桥镇城市运行管理中心"][0] == "3"
    assert any(name.startswith("✕ 不能打开“坏的.ziping”") for name in by_name)
    top = dialog.list.findItems("宣传经费", Qt.MatchFlag.MatchContains)[0]
    children = [top.child(row).text(0) for row in range(top.childCount())]
    beside = [text for text in children if text.endswith("（和其他表放在一起看）")]
    assert len(beside) == 1
    severities = [found.severity for found in View(odd).findings]
    own = [severities.count(kind) for kind in ("error", "warning", "hint")]
    assert [int(top.text(column)) for column in range(1, 5)] == [*own, 1], "as the opened form tells, and one more"
    assert dialog.heading.text().startswith("检查了 7 份表：必须改 6，")
    assert dialog.heading.text().endswith("；另有 1 个和其他表放在一起才看得出。1 个文件打不开。")
    dialog.list.setCurrentItem(top.child(0))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert opened == [folder / "jiangqiao-2024-xuanchuan.ziping"]
    assert not dialog.isVisible()


def test_check_all_tells_forms_of_one_project_apart_by_year_and_file(qtbot: QtBot, tmp_path: Path) -> None:
    form = form_of("jiangqiao-2024-huodong")
    save_form(form, tmp_path / "一.ziping")
    save_form(form, tmp_path / "二.ziping")
    save_form(edit.put(form, at.basic("year"), 2025), tmp_path / "三.ziping")
    dialog = CheckDialog(None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.begin(checking(tuple(files_in(tmp_path))))
    ended(qtbot, dialog)
    unit = "上海市嘉定区江桥镇城市运行管理中心"
    assert sorted(line[0] for line in lines(dialog.list)) == [
        f"✕ 活动经费　2024 年度　{unit}　一.ziping",
        f"✕ 活动经费　2024 年度　{unit}　二.ziping",
        f"✕ 活动经费　2025 年度　{unit}",
    ]


def test_the_rollup_tells_who_has_not_handed_in(
    qtbot: QtBot, results: ResultsDialog, folder: Path, tmp_path: Path
) -> None:
    names = tmp_path / "名单.csv"
    names.write_text(
        "实施单位,项目名称\n上海市嘉定区江桥镇城市运行管理中心,宣传经费\n外冈镇城市运行管理中心,巡查经费\n",
        encoding="utf-8",
    )
    found = tuple(entries(files_in(folder), hands=1))
    export = RollupExport(found, ("xlsx", "pdf"), tmp_path / "导出", together(found), names)
    results.begin(rolling_up(export, "number", ()))
    ended(qtbot, results)
    told = lines(results.list)
    assert told[0][2] == "没有“外冈镇城市运行管理中心　巡查经费”的自评表"
    assert [line[1] for line in told[1:-3]] == ["不在名单上"] * 6  # of the seven projects there is one on the list
    assert "名单上没有项目“上海市嘉定区江桥镇城市运行管理中心　活动经费”，却有它的自评表" in [
        line[2] for line in told
    ]
    assert told[-3][1] == "没有计入"
    assert told[-3][2].startswith("不能打开“坏的.ziping”：")
    assert [line[0] for line in told[-3:]] == ["● 请看", "✓ 已写好", "✓ 已写好"]
    assert results.show_folder.isEnabled()
    assert not results.show_file.isEnabled()
    assert [line[2] for line in told[-2:]] == ["2024_自评汇总表.xlsx", "2024_自评汇总表.pdf"]
    sheet = load_workbook(tmp_path / "导出" / "2024_自评汇总表.xlsx").active
    assert sheet is not None
    cells = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"宣传经费", "活动经费", "7 个项目"} <= cells


def test_a_list_that_cannot_be_read_makes_no_rollup(
    qtbot: QtBot, results: ResultsDialog, folder: Path, tmp_path: Path
) -> None:
    names = tmp_path / "名单.xlsx"
    names.write_bytes(b"PK\x03\x04")
    found = tuple(entries(files_in(folder), hands=1))
    results.begin(rolling_up(RollupExport(found, ("xlsx",), tmp_path, {}, names), "number", ()))
    ended(qtbot, results)
    assert [line[:2] for line in lines(results.list)] == [["✕ 没有写成", "应报名单"]]
    assert list(tmp_path.glob("*汇总表*")) == []


def test_a_folder_that_cannot_be_made_is_told_in_the_heading(
    qtbot: QtBot, results: ResultsDialog, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "文件").write_bytes(b"")
    results.begin(exporting(export_of(folder, tmp_path / "文件" / "导出", "pdf"), AS_USUAL, "number", ()))
    ended(qtbot, results)
    assert results.heading.text().startswith("不能建立文件夹“")
    assert results.leave.text() == "关闭"


def test_results_can_be_copied(qtbot: QtBot, results: ResultsDialog, folder: Path, tmp_path: Path) -> None:
    results.begin(exporting(export_of(folder, tmp_path / "导出", "bound"), AS_USUAL, "number", ()))
    ended(qtbot, results)
    results.copying.click()
    copied = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert copied == lines(results.list)


def test_the_folder_and_kinds_chosen_are_remembered_for_this_board(
    qtbot: QtBot, memory: Memory, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ChoicesDialog(None, memory, EXPORT, folder, 0, 7)
    qtbot.addWidget(first)
    assert first.chosen_folder == folder / "导出"
    assert first.wants_all
    assert not first.some.isEnabled()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "上报"))
    first._choose_folder()
    first.products["pdf"].setChecked(False)
    assert not first.go.isEnabled()
    first.products["bound"].setChecked(True)
    first.go.click()
    again = ChoicesDialog(None, memory, EXPORT, folder, 2, 7)
    qtbot.addWidget(again)
    assert (again.chosen_folder, again.chosen_products) == (tmp_path / "上报", ("bound",))
    assert not again.wants_all
    other = ChoicesDialog(None, memory, EXPORT, tmp_path, 0, 7)
    qtbot.addWidget(other)
    assert other.chosen_folder == tmp_path / "导出"


def test_a_list_that_is_not_there_is_told_in_the_dialog(qtbot: QtBot, memory: Memory, folder: Path) -> None:
    asking = ChoicesDialog(None, memory, ROLLUP, folder, 0, 7)
    qtbot.addWidget(asking)
    asking.show()
    asking.name_list.setText(str(folder / "没有.txt"))
    asking.go.click()
    assert asking.isVisible()
    assert asking.problem.text() == f"✕ 没有这份名单：{folder / '没有.txt'}"


def test_a_list_whose_name_is_too_long_is_told_in_the_dialog(qtbot: QtBot, memory: Memory, folder: Path) -> None:
    asking = ChoicesDialog(None, memory, ROLLUP, folder, 0, 7)
    qtbot.addWidget(asking)
    asking.show()
    asking.name_list.setText(str(folder / ("长" * 300)))
    asking.go.click()
    assert asking.problem.text().startswith("✕ 没有这份名单：")


def test_a_list_in_the_folder_of_a_user_there_is_not_is_told_in_the_dialog(
    qtbot: QtBot, memory: Memory, folder: Path
) -> None:
    asking = ChoicesDialog(None, memory, ROLLUP, folder, 0, 7)
    qtbot.addWidget(asking)
    asking.name_list.setText("~没有这个人/名单.txt")
    asking.accept()
    assert asking.problem.text().startswith("✕ 没有这份名单：")


def test_a_folder_whose_name_is_too_long_is_told_with_the_results(
    qtbot: QtBot, memory: Memory, results: ResultsDialog, folder: Path
) -> None:
    asking = ChoicesDialog(None, memory, ROLLUP, folder, 0, 7)
    qtbot.addWidget(asking)
    asking.folder.setText(str(folder / ("长" * 300)))
    asking.go.click()
    assert asking.result() == ChoicesDialog.DialogCode.Accepted
    found = tuple(entries(files_in(folder), hands=1))
    rollup = RollupExport(found, ("xlsx",), asking.chosen_folder, {})
    assert rollup.existing() == export_of(folder, asking.chosen_folder, "pdf", "bound").existing() == ()
    results.begin(rolling_up(rollup, "number", ()))
    ended(qtbot, results)
    assert lines(results.list)[0][:2] == ["✕ 没有写成", "汇总表（7 份）"]


@pytest.mark.parametrize("letters", [90, 100, 150, 200])
@pytest.mark.parametrize("wanted", [EXPORT, ROLLUP], ids=["export", "rollup"])
def test_u39_u40_every_word_of_the_questions_fits(
    qtbot: QtBot, memory: Memory, folder: Path, letters: int, wanted: object
) -> None:
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * letters / 100)
    set_font(font)
    asking = ChoicesDialog(None, memory, wanted, folder, 2, 7)  # type: ignore[arg-type]
    qtbot.addWidget(asking)
    asking.show()
    QApplication.processEvents()
    assert list(cut(asking)) == []
    assert asking.height() <= 700


def test_work_started_anew_ends_the_one_before_of_which_nothing_more_is_heard(qtbot: QtBot) -> None:
    stream = Stream(QApplication.instance())  # type: ignore[arg-type]
    heard: list[object] = []
    ended_with: list[bool] = []
    begun, never = threading.Event(), threading.Event()

    def endless(run: Run) -> None:
        begun.set()
        while not run.stopped:
            never.wait(0.005)
        run.put("late")

    stream.start(endless, heard.extend, lambda stopped, _error: ended_with.append(stopped))
    qtbot.waitUntil(begun.is_set)
    stream.start(lambda run: run.put(Progress(1, 1)), heard.extend, lambda stopped, _: ended_with.append(stopped))
    qtbot.waitUntil(lambda: ended_with == [False])
    assert heard == [Progress(1, 1)]
    stream.deleteLater()
