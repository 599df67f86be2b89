"""The first page: what can be done, recent files with year, project and total, samples (UX.md U1, U7, U39, U42)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from published import form_of
from ziping.app.files import save_form
from ziping.gui.main_window import MainWindow
from ziping.gui.memory import Memory
from ziping.gui.welcome import WelcomePage


def contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def luminance(color: tuple[int, int, int]) -> float:
    """The relative luminance of WCAG 2."""
    parts = [part / 255 for part in color]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[WelcomePage]:
    new, open_ = QAction("新建"), QAction("打开")
    new.setObjectName("new")
    open_.setObjectName("open")
    made = WelcomePage([new, open_])
    qtbot.addWidget(made)
    yield made
    made.wait()


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "2024_城维.ziping"
    save_form(form_of("jiangqiao-2024-chengwei"), path)
    return path


def shown(qtbot: QtBot, page: WelcomePage) -> None:
    page.resize(1366, 700)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()


def line(page: WelcomePage, row: int) -> list[str]:
    item = page.recent.topLevelItem(row)
    assert item is not None
    return [item.text(column) for column in range(page.recent.columnCount())]


def test_u1_a_recent_file_shows_its_year_project_and_total(qtbot: QtBot, page: WelcomePage, saved: Path) -> None:
    page.show_recent([saved])
    shown(qtbot, page)
    qtbot.waitUntil(lambda: line(page, 0) == ["2024", "城维工程类", "97.94", str(saved)])


def test_u1_no_file_is_read_before_the_page_is_on_the_screen(page: WelcomePage, saved: Path) -> None:
    page.show_recent([saved])
    QApplication.processEvents()
    page.wait()
    assert line(page, 0) == ["", "2024_城维", "", str(saved)]


def test_u1_a_missing_file_is_greyed_says_so_and_cannot_be_chosen(
    qtbot: QtBot, page: WelcomePage, saved: Path
) -> None:
    gone = saved.with_name("删掉的.ziping")
    page.show_recent([gone, saved])
    shown(qtbot, page)
    qtbot.waitUntil(lambda: line(page, 0) == ["", "删掉的", "", f"找不到了：{gone}"])
    item = page.recent.topLevelItem(0)
    assert item is not None
    with qtbot.assertNotEmitted(page.opened):
        page.recent.itemClicked.emit(item, 0)


def test_u29_what_is_greyed_can_still_be_read(qtbot: QtBot, page: WelcomePage, tmp_path: Path) -> None:
    page.show_recent([tmp_path / "删掉的.ziping"])
    shown(qtbot, page)
    qtbot.waitUntil(lambda: line(page, 0)[3].startswith("找不到了"))
    item = page.recent.topLevelItem(0)
    assert item is not None
    grey, ground = item.foreground(3).color(), page.recent.palette().color(QPalette.ColorRole.Base)
    pair = [luminance((color.red(), color.green(), color.blue())) for color in (grey, ground)]
    assert contrast(*pair) >= 4.5


def test_u1_a_broken_file_says_so_and_can_be_chosen_to_learn_why(
    qtbot: QtBot, page: WelcomePage, tmp_path: Path
) -> None:
    broken = tmp_path / "坏的.ziping"
    broken.write_text("{", encoding="utf-8")
    page.show_recent([broken])
    shown(qtbot, page)
    qtbot.waitUntil(lambda: line(page, 0)[3] == f"读不出：{broken}")
    with qtbot.waitSignal(page.opened):
        qtbot.keyClick(page.recent, Qt.Key.Key_Return)


def test_u1_without_recent_files_the_page_says_what_to_do(qtbot: QtBot, page: WelcomePage) -> None:
    page.show_recent([])
    shown(qtbot, page)
    assert page.empty.isVisible()
    assert not page.recent.isVisible()
    assert "Ctrl+N" in page.empty.text()
    assert QApplication.focusWidget() is page.buttons[0]


def test_u42_enter_opens_the_file_used_last(qtbot: QtBot, page: WelcomePage, saved: Path) -> None:
    page.show_recent([saved])
    shown(qtbot, page)
    assert QApplication.focusWidget() is page.recent
    with qtbot.waitSignal(page.opened) as opened:
        qtbot.keyClick(page.recent, Qt.Key.Key_Return)
    assert opened.args == [saved]


def test_u42_tab_goes_from_the_buttons_to_recent_files_to_samples(
    qtbot: QtBot, page: WelcomePage, saved: Path
) -> None:
    page.show_recent([saved])
    shown(qtbot, page)
    page.buttons[0].setFocus()
    order = []
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        order.append(QApplication.focusWidget())
    assert order == [page.buttons[1], page.recent, page.samples]


def test_u1_the_first_window_offers_every_way_to_begin(window: MainWindow) -> None:
    assert [button.text() for button in window.welcome.buttons] == ["新建", "打开", "从去年导入", "年度项目板"]
    assert window.welcome.samples.topLevelItemCount() == 3


def test_u39_all_ways_to_begin_are_in_sight_at_200_percent(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(683, 600)
    window._set_font_size(200)
    welcome = window.welcome
    qtbot.waitUntil(lambda: welcome.horizontalScrollBar().maximum() == 0)
    rights = [button.mapTo(welcome, button.rect().bottomRight()).x() for button in welcome.buttons]
    assert max(rights) <= welcome.viewport().width()
    assert all(button.width() >= button.minimumSizeHint().width() for button in welcome.buttons)


def test_u7_there_is_a_sample_of_each_edition(qtbot: QtBot, page: WelcomePage) -> None:
    page.show_recent([])
    shown(qtbot, page)
    texts = []
    for row in range(page.samples.topLevelItemCount()):
        item = page.samples.topLevelItem(row)
        assert item is not None
        texts.append(item.text(0))
    assert texts == [
        "崇明 2023 版式，金额单位：元",
        "嘉定 2024 版式，金额单位：万元",
        "通用 2020 版式，金额单位：万元",
    ]
    page.samples.setFocus()
    with qtbot.waitSignal(page.sample) as chosen:
        qtbot.keyClick(page.samples, Qt.Key.Key_Return)
    assert chosen.args[0].name == "chongming-2023.ziping"


def test_u39_every_row_is_visible_at_200_percent(
    qtbot: QtBot, page: WelcomePage, saved: Path, tmp_path: Path
) -> None:
    page.show_recent([saved, *(tmp_path / f"{number}.ziping" for number in range(7))])
    shown(qtbot, page)
    before = page.title.fontMetrics().height()
    font = page.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    page.setFont(font)
    qtbot.waitUntil(lambda: page.recent.viewport().height() >= 8 * page.recent.sizeHintForRow(0))
    assert page.samples.viewport().height() >= 3 * page.samples.sizeHintForRow(0)
    assert page.title.fontMetrics().height() > 1.8 * before
    assert page.horizontalScrollBar().maximum() == 0


def test_u43_every_control_has_a_name(page: WelcomePage) -> None:
    for control in (page, page.recent, page.samples, *page.buttons):
        assert control.objectName()
        assert control.accessibleName()


def test_u1_a_file_opened_is_first_among_the_recent_ones_next_time(
    window: MainWindow, memory: Memory, saved: Path
) -> None:
    window.open_path(saved)
    window.leave_to_welcome()
    assert memory.recent() == (saved,)
    assert line(window.welcome, 0)[3] == str(saved)
