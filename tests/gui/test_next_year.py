"""从去年导入 and 与去年对比, from the file to the new form (UX.md U1, U21)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from gui.clerk import Clerk
from published import FOLDER, form_of, with_fields
from ziping.app.files import Opened, save_form
from ziping.app.next_year import carry_over
from ziping.app.session import Session
from ziping.form.model import Form
from ziping.form.path import FUNDING_COLUMNS as COLUMNS
from ziping.form.path import FUNDING_SOURCES as SOURCES
from ziping.gui.comparison import ComparisonDialog
from ziping.gui.main_window import MainWindow
from ziping.gui.next_year import ask_last_year, begin_next_year, compare_with_last_year
from ziping.gui.next_year_dialog import NextYearDialog

LAST = with_fields(
    form_of("jiangqiao-2024-xinxihua-jianshe"),
    {"basic.project_name": "信息化项目建设（2024年度）", "goal.expected": "建设平台，" * 30 + "2024年11月底前完成。"},
)


def dialog_for(qtbot: QtBot, form: Form, notes: tuple[str, ...] = ()) -> NextYearDialog:
    dialog = NextYearDialog(None, "去年.ziping", Opened(form, notes, is_document=True))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def groups(dialog: NextYearDialog) -> dict[str, list[tuple[str, str, str]]]:
    tops = [dialog.list.topLevelItem(number) for number in range(dialog.list.topLevelItemCount())]
    return {top.text(0): [_row(top.child(place)) for place in range(top.childCount())] for top in tops if top}


def _row(item: QTreeWidgetItem) -> tuple[str, str, str]:
    return item.text(0), item.text(1), item.text(2)


def answer(what: Callable[[QDialog], None]) -> None:
    """Does something with the next dialog of ours as soon as it is there."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, (NextYearDialog, ComparisonDialog)):
            what(dialog)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def test_three_short_lists_say_what_moves_on_what_is_carried_and_what_is_emptied(qtbot: QtBot) -> None:
    shown = groups(dialog_for(qtbot, LAST))
    assert list(shown) == ["年份已顺延 4 处，请核对", "沿用去年 37 处，待确认", "清空 32 处，要重新填写"]
    moved, carried, emptied = shown.values()
    assert moved[0] == ("项目名称", "信息化项目建设（2024年度）", "信息化项目建设（2025年度）")
    assert moved[1][1:] == (
        "…设平台，建设平台，2024年11月底前完成。",
        "…设平台，建设平台，2025年11月底前完成。",
    )
    assert ("年度指标值", "11 处", "沿用") in carried
    assert carried[:3] == [
        ("项目名称", "信息化项目建设（2024年度）", "沿用"),
        ("主管部门", LAST.basic.department, "沿用"),
        ("实施单位", "上海市嘉定区江桥镇城市运行管理中心", "沿用"),
    ]
    assert carried[3] == ("预期目标", "建设平台，" * 11 + "建设平台…", "沿用")
    assert emptied[0] == ("项目资金", "9 处", "空")


def test_what_is_emptied_in_one_place_is_shown_as_last_year_had_it(qtbot: QtBot) -> None:
    amounts = {f"funding.{source}.{column}": "" for source in SOURCES for column in COLUMNS}
    shown = groups(dialog_for(qtbot, with_fields(LAST, amounts | {"funding.fiscal.executed": "1955900"})))
    emptied = next(rows for heading, rows in shown.items() if heading.startswith("清空"))
    assert emptied[0] == ("项目资金", "195.59 万元", "空")
    assert emptied[1][1].startswith(LAST.goal.achieved[:20])


def test_what_was_read_with_doubt_is_told_too(qtbot: QtBot) -> None:
    shown = groups(dialog_for(qtbot, LAST, ("第 2 页有一格没有读懂",)))
    assert shown["读入去年的文件时有 1 点请留意"] == [("第 2 页有一格没有读懂", "", "")]


def test_another_year_and_edition_may_be_chosen(qtbot: QtBot) -> None:
    dialog = dialog_for(qtbot, LAST)
    assert (dialog.year.value(), dialog.edition.currentData()) == (2025, "jiading-2024")
    dialog.year.setValue(2026)
    dialog.edition.setCurrentIndex(dialog.edition.findData("national-2020"))
    assert groups(dialog)["年份已顺延 4 处，请核对"][0][2] == "信息化项目建设（2026年度）"
    form = dialog.made.form
    assert (form.basic.year, form.edition) == (2026, "national-2020")


def test_a_year_in_words_is_told(qtbot: QtBot) -> None:
    dialog = dialog_for(qtbot, with_fields(LAST, {"basic.year": "二〇二四"}))
    assert dialog.note.isVisible()
    assert dialog.note.text() == "去年的表没有写明四位数字的年度，日期没有顺延，请自己核对。"


def test_a_file_becomes_a_new_form_that_no_file_has_yet(tmp_path: Path, window: MainWindow) -> None:
    path = tmp_path / "去年.ziping"
    save_form(LAST, path)
    before = path.read_bytes()
    answer(lambda dialog: dialog.accept())
    session = begin_next_year(window, path)
    assert session is not None
    assert session.form == carry_over(LAST).form
    assert (session.path, session.modified) == (None, True)
    assert path.read_bytes() == before
    window.start(session)
    assert window.work.shown == "basic"


def test_the_plain_format_will_do(window: MainWindow) -> None:
    path = next(FOLDER.glob("jiangqiao-2024-houqin*.json"))
    answer(lambda dialog: dialog.accept())
    session = begin_next_year(window, path)
    assert session is not None
    assert session.form.basic.year == 2025


def test_calling_it_off_makes_nothing(tmp_path: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "去年.ziping"
    save_form(LAST, path)
    answer(lambda dialog: dialog.reject())
    assert begin_next_year(window, path) is None
    Clerk(monkeypatch).file = ""
    assert ask_last_year(window, window.memory, "去年的表") is None


def test_a_file_that_holds_no_form_is_said_to_hold_none(
    tmp_path: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = Clerk(monkeypatch)
    path = tmp_path / "坏的.ziping"
    path.write_bytes(b"")
    assert begin_next_year(window, path) is None
    assert clerk.told[0].startswith(f"不能打开“{path}”：文件是空的；别人发来的，请对方再发一次")


def test_last_year_and_this_year_are_compared_field_by_field(tmp_path: Path, window: MainWindow) -> None:
    path = tmp_path / "去年.ziping"
    save_form(with_fields(LAST, {"funding.other.executed": "", "funding.fiscal.executed": "1955900.4"}), path)
    seen: list[str] = []

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, ComparisonDialog)
        table = dialog.table
        seen.extend(str(table.item(row, 0).text()) for row in range(table.rowCount()))  # type: ignore[union-attr]
        seen.append(table.horizontalHeaderItem(1).text())  # type: ignore[union-attr]
        dialog.accept()

    answer(read)
    compare_with_last_year(window, with_fields(LAST, {"basic.year": 2025, "goal.achieved": "已建成。"}), path)
    assert seen == ["年度", "年度总体目标 › 实际完成情况", "去年（2024）"]


def test_the_comparison_proposes_the_file_that_the_form_was_begun_from(
    tmp_path: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = tmp_path / "去年.ziping", tmp_path / "另一份.ziping"
    save_form(LAST, path)
    proposed: list[str] = []
    chosen = [str(path), str(other), "", ""]

    def ask(_window: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        proposed.append(start)
        return chosen.pop(0), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    answer(lambda dialog: dialog.accept())
    window.actions_by_name["next_year"].trigger()
    save_form(LAST, other)
    answer(lambda dialog: dialog.accept())
    window.actions_by_name["compare_with_last_year"].trigger()
    window.actions_by_name["compare_with_last_year"].trigger()
    assert proposed[1:] == [str(path), str(other)], "the one chosen last comes first"
    window.start(Session(LAST))
    window.actions_by_name["compare_with_last_year"].trigger()
    assert proposed[3] == proposed[0], "a form that came from elsewhere has no such file"
