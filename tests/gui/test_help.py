"""Help: F1 opens the page of the step being filled in; links stay among our pages (UX.md U9, U40, U46)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument, QTextTable
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from published import form_of
from ziping.app.session import Session
from ziping.app.steps import STEPS, StepId
from ziping.gui.actions import SPECS
from ziping.gui.help_window import PAGE_OF_STEP, HelpWindow, help_pages, page_title
from ziping.gui.main_window import MainWindow
from ziping.gui.typeface import scaled, set_font
from ziping.resources import resource

PAGES = help_pages()
PICTURES = sorted(resource("help", "images").iterdir())


@pytest.fixture
def helping(qtbot: QtBot) -> HelpWindow:
    made = HelpWindow(None)
    qtbot.addWidget(made)
    made.show_page("00-start")
    qtbot.waitExposed(made)
    return made


def shown_page(helping: HelpWindow) -> str:
    return Path(helping.text.source().toLocalFile()).stem


def help_of(window: MainWindow) -> HelpWindow:
    found = window.findChild(HelpWindow)
    assert isinstance(found, HelpWindow)
    return found


def test_u46_every_step_has_a_page() -> None:
    assert set(PAGE_OF_STEP) == {step.id for step in STEPS}
    assert {page.stem for page in PAGES} >= set(PAGE_OF_STEP.values())


@pytest.mark.parametrize("step", [step.id for step in STEPS])
def test_u46_f1_opens_the_page_of_the_step_being_filled_in(qtbot: QtBot, window: MainWindow, step: StepId) -> None:
    window.start(Session(form_of("jiangqiao-2024-chengwei")))
    window.work.steps.go(step)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert shown_page(help_of(window)) == PAGE_OF_STEP[step]
    assert help_of(window).isVisible()
    assert not help_of(window).isModal()


def test_u46_f1_on_the_first_page_opens_the_beginning(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert shown_page(help_of(window)) == "00-start"


def test_u46_the_keys_have_a_page_of_their_own_in_the_menu(window: MainWindow) -> None:
    window.actions_by_name["keys"].trigger()
    assert help_of(window).text.toPlainText().startswith("快捷键")


def test_u46_asking_again_shows_the_same_window(window: MainWindow) -> None:
    window.errands.help()
    window.errands.help("70-keys")
    assert len(window.findChildren(HelpWindow)) == 1


def test_u46_a_link_leads_to_its_page_and_back_and_on_again(helping: HelpWindow) -> None:
    helping.text.setSource(QUrl("10-basic.md"))
    assert shown_page(helping) == "10-basic"
    helping.back.trigger()
    assert shown_page(helping) == "00-start"
    assert not helping.back.isEnabled()
    helping.forward.trigger()
    assert shown_page(helping) == "10-basic"


@pytest.mark.parametrize(
    "address", ["https://www.example.com/", "file:///etc/passwd", "../samples/jiading-2024.ziping", "99-none.md"]
)
def test_u9_an_address_outside_the_help_is_passed_over(helping: HelpWindow, address: str) -> None:
    before = helping.text.toPlainText()
    helping.text.setSource(QUrl(address))
    assert shown_page(helping) == "00-start"
    assert helping.text.toPlainText() == before
    assert not helping.text.openExternalLinks()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_u9_every_link_in_the_help_leads_to_a_page_of_it(page: Path) -> None:
    targets = re.findall(r"(?<!!)\[[^\]]*\]\(([^)]*)\)", page.read_text(encoding="utf-8"))
    assert set(targets) <= {other.name for other in PAGES}


def pictures_on(page: Path) -> list[str]:
    return re.findall(r"^!\[[^\]]+\]\(([^)]*)\)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_u9_every_picture_of_the_help_is_there_and_every_one_there_is_shown() -> None:
    shown = [name for page in PAGES for name in pictures_on(page)]
    assert sorted(shown) == sorted(f"images/{path.name}" for path in PICTURES)
    assert all(page.read_text(encoding="utf-8").count("![") == len(pictures_on(page)) for page in PAGES)


def test_the_pictures_of_the_help_take_little_room() -> None:
    sizes = [path.stat().st_size for path in PICTURES]
    assert 8 <= len(sizes) <= 12
    assert max(sizes) <= 60_000
    assert sum(sizes) <= 600_000
    assert {QImage(str(path)).format() for path in PICTURES} == {QImage.Format.Format_Indexed8}


def widest_picture(helping: HelpWindow) -> float:
    """The width of the picture on the page, as laid out."""
    document = helping.text.document()
    name = QUrl(pictures_on(Path(helping.text.source().toLocalFile()))[0])
    image = document.resource(QTextDocument.ResourceType.ImageResource.value, name)
    assert isinstance(image, QImage)
    return image.deviceIndependentSize().width()


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_u40_a_picture_fits_the_window_at_every_size_of_letters(helping: HelpWindow, factor: float) -> None:
    set_font(scaled(QApplication.font(), factor))
    for width in (700, 500, 780):
        helping.resize(width, 600)
        QApplication.processEvents()
        assert 0 < widest_picture(helping) <= helping.text.viewport().width() - 40


def test_u9_a_picture_from_elsewhere_is_not_loaded(helping: HelpWindow) -> None:
    kind = QTextDocument.ResourceType.ImageResource.value
    outside = QUrl.fromLocalFile(str(resource("icons", "ziping.png")))
    assert helping.text.loadResource(kind, outside) is None
    assert helping.text.loadResource(kind, QUrl("images/../../icons/ziping.png")) is None
    assert isinstance(helping.text.loadResource(kind, QUrl("images/welcome.png")), QImage)


def test_u46_the_contents_list_the_pages_and_follow_the_one_shown(helping: HelpWindow) -> None:
    titles = [helping.contents.item(row).text() for row in range(helping.contents.count())]
    assert titles == [*(page_title(page) for page in PAGES), "规则说明"]
    helping.contents.setCurrentRow(2)
    assert helping.text.toPlainText().startswith("项目资金")
    helping.text.setSource(QUrl("30-goals.md"))
    assert helping.contents.currentRow() == 3


def test_u25_the_page_of_a_rule_is_shown_and_leads_to_all_rules(helping: HelpWindow) -> None:
    helping.show_page("rule:I8")
    assert helping.text.toPlainText().startswith("期限或文字前用了“=”")
    assert helping.contents.currentItem().text() == "规则说明"
    helping.text.setSource(QUrl("rule:all"))
    assert helping.text.toPlainText().startswith("规则说明")
    helping.back.trigger()
    assert helping.text.toPlainText().startswith("期限或文字前用了“=”")
    helping.contents.setCurrentRow(0)
    assert shown_page(helping) == "00-start"


def test_u25_the_list_of_rules_stands_at_the_end_of_the_contents(helping: HelpWindow) -> None:
    helping.contents.setCurrentRow(len(PAGES))
    assert helping.text.toPlainText().startswith("规则说明")


def test_u46_the_tables_of_a_page_have_ruled_rows(helping: HelpWindow) -> None:
    helping.show_page("70-keys")
    tables = [frame for frame in helping.text.document().rootFrame().childFrames() if isinstance(frame, QTextTable)]
    assert len(tables) == 5
    assert tables[0].cellAt(3, 0).format().toTableCellFormat().bottomBorder() == 1


def test_u40_the_help_grows_with_the_letters(qtbot: QtBot, window: MainWindow) -> None:
    font = QApplication.font()
    try:
        window.errands.help()
        before = help_of(window).text.fontMetrics().height()
        for _ in range(6):
            window.actions_by_name["larger"].trigger()
        qtbot.waitUntil(lambda: help_of(window).text.fontMetrics().height() > 1.8 * before)
        widest = help_of(window).contents.sizeHintForColumn(0)
        assert help_of(window).contents.viewport().width() >= widest
    finally:
        QApplication.setFont(font)


TITLE_BAR = 40
"""Pixels that the frame of a window takes at most above it."""


def test_u39_the_help_with_its_title_bar_lies_within_the_screen(helping: HelpWindow) -> None:
    room = helping.screen().availableGeometry()
    assert room.contains(helping.geometry().adjusted(0, -TITLE_BAR, 0, TITLE_BAR))


def find(qtbot: QtBot, helping: HelpWindow, words: str) -> None:
    qtbot.keyClick(helping, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert helping.find_line.isVisible()
    qtbot.waitUntil(helping.find_line.line.hasFocus)
    helping.find_line.line.setText(words)
    qtbot.keyClick(helping.find_line.line, Qt.Key.Key_Return)


def holding(words: str) -> list[str]:
    return [page.stem for page in PAGES if words.lower() in page.read_text(encoding="utf-8").lower()]


def test_u46_enter_and_f3_find_words_on_this_page_and_then_on_the_others(qtbot: QtBot, helping: HelpWindow) -> None:
    helping.show_page("70-keys")
    find(qtbot, helping, "ctrl+s")
    places = []
    for _ in range(2):
        cursor = helping.text.textCursor()
        assert cursor.selectedText() == "Ctrl+S"
        places.append((shown_page(helping), cursor.position()))
        qtbot.keyClick(helping, Qt.Key.Key_F3)
    assert places[0][0] == places[1][0] == "70-keys"  # the second one begins Ctrl+Shift+S
    assert places[0][1] < places[1][1]


def test_u46_words_of_another_page_open_it(qtbot: QtBot, helping: HelpWindow) -> None:
    [page] = holding("向下填充")
    find(qtbot, helping, "向下填充")
    assert shown_page(helping) == page
    assert helping.text.textCursor().selectedText() == "向下填充"
    first = helping.text.textCursor().position()
    qtbot.keyClick(helping, Qt.Key.Key_F3)
    assert (shown_page(helping), helping.text.textCursor().position()) == (page, first)


def test_u46_words_of_one_rule_open_its_page(qtbot: QtBot, helping: HelpWindow) -> None:
    find(qtbot, helping, "汇总和各年对比也按它分开")
    assert helping.text.source() == QUrl("rule:F15")
    assert helping.text.textCursor().selectedText() == "汇总和各年对比也按它分开"
    assert helping.contents.currentItem().text() == "规则说明"
    qtbot.keyClick(helping, Qt.Key.Key_F3)
    assert helping.text.source() == QUrl("rule:F15")


def test_u46_words_that_are_nowhere_are_told_so_and_nothing_moves(qtbot: QtBot, helping: HelpWindow) -> None:
    find(qtbot, helping, "量子计算")
    assert helping.find_line.told.text() == "没有找到“量子计算”"
    assert shown_page(helping) == "00-start"
    helping.find_line.line.setText("量子")
    assert helping.find_line.told.text() == ""


def test_u42_esc_closes_the_find_line_first_and_then_the_help(qtbot: QtBot, helping: HelpWindow) -> None:
    find(qtbot, helping, "检查")
    qtbot.keyClick(helping.find_line.line, Qt.Key.Key_Escape)
    assert not helping.find_line.isVisible()
    assert helping.isVisible()
    qtbot.waitUntil(helping.text.hasFocus)
    qtbot.keyClick(helping.text, Qt.Key.Key_Escape)
    assert not helping.isVisible()


def test_u42_esc_closes_the_help(qtbot: QtBot, helping: HelpWindow) -> None:
    qtbot.keyClick(helping.text, Qt.Key.Key_Escape)
    assert not helping.isVisible()


def test_u46_every_key_of_the_window_is_on_the_page_of_keys() -> None:
    words = next(page for page in PAGES if page.stem == "70-keys").read_text(encoding="utf-8")
    on_page = {"Ctrl++": "Ctrl+加号", "Ctrl+-": "Ctrl+减号", "Ctrl+PgDown": "Ctrl+PgDn"}
    keys = [on_page.get(spec.keys, spec.keys) for spec in SPECS if spec.keys]
    assert [key for key in keys if f"| {key} |" not in words] == []


def test_u43_every_control_has_a_name(helping: HelpWindow) -> None:
    for control in (helping.contents, helping.text, helping.find_line.line):
        assert control.objectName()
        assert control.accessibleName()
