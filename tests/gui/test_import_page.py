"""A PDF or workbook beside the form it becomes, before it is taken (UX.md U2, U21, U43, U44; SAFETY.md R12)."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TypeVar
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QProgressDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from foreign_pdfs import by_typst
from foreign_workbooks import saved, workbook_with
from gui.clerk import Clerk
from official_tables import cells_of
from published import form_of, source_of
from ziping.app.export import exported_pdf, exported_workbook
from ziping.app.files import Opened, open_form
from ziping.app.session import Session, View
from ziping.form import path as at
from ziping.gui import import_source
from ziping.gui.import_page import ImportPage, told
from ziping.gui.import_pictures import page_pictures
from ziping.gui.import_reading import read_beside
from ziping.gui.main_window import MainWindow
from ziping.gui.memory import Memory
from ziping.gui.preview import PageView
from ziping.importers.grid import GridCell
from ziping.importers.result import Note

NAME = "jiangqiao-2024-qitarenyuan"
FORM = form_of(NAME)
CREATED = datetime(2025, 1, 10, 9, 0).astimezone()
W = TypeVar("W", bound=QWidget)


@pytest.fixture
def official(tmp_path: Path) -> Path:
    """The published table as another program prints it."""
    path = tmp_path / "官方表.pdf"
    path.write_bytes(by_typst(list(cells_of(source_of(NAME)))))
    return path


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """A colleague's workbook with a wrong 总分 in G26 and a remark below the table, which ends in row 28."""
    cells = [GridCell(c.row, c.column, "97.53", c.rows, c.columns) if c.text == "98.53" else c for c in table()]
    cells.append(GridCell(28, 0, "备注：数据截至十二月底", 1, 3))
    path = tmp_path / "同事的.xlsx"
    path.write_bytes(saved(workbook_with(cells, title="自评表")))
    return path


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """Our own workbook, in which somebody then changed 项目名称 but not what it carries."""
    path = tmp_path / "改过的.xlsx"
    data = exported_workbook(View(FORM), CREATED)
    assert load_workbook(io.BytesIO(data)).active["B3"].value == "其他人员经费"  # type: ignore[index]
    path.write_bytes(_with_text(data, "其他人员经费", "其他人员经费（二期）"))
    return path


def table() -> Iterator[GridCell]:
    yield from cells_of(source_of(NAME))


def _with_text(data: bytes, old: str, new: str) -> bytes:
    made = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(made, "w") as target:
        for part in source.namelist():
            content = source.read(part)
            if part.startswith("xl/"):
                content = content.replace(old.encode(), new.encode(), 1)
            target.writestr(part, content)
    return made.getvalue()


def meanwhile(kind: type[W], deed: Callable[[W], object]) -> QTimer:
    """Does something with the next modal window of a kind as soon as it is open."""
    timer = QTimer()
    timer.setInterval(5)

    def look() -> None:
        found = QApplication.activeModalWidget()
        if isinstance(found, kind):
            timer.stop()
            deed(found)

    timer.timeout.connect(look)
    timer.start()
    return timer


def page_of(path: Path, memory: Memory, qtbot: QtBot) -> ImportPage:
    page = ImportPage(None, path.name, open_form(path), import_source.source_of(path), memory)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    qtbot.waitUntil(lambda: page.read.proof is not None and not page.read.busy)
    return page


def note_row(page: ImportPage, words: str) -> int:
    return next(row for row in range(page.notes.count()) if words in page.notes.item(row).text())


def test_u2_an_official_pdf_is_shown_beside_its_form_and_opens_as_a_new_one(
    window: MainWindow, official: Path
) -> None:
    seen: list[object] = []

    def take(page: ImportPage) -> None:
        assert page.source.pages is not None
        seen.append(len(page.source.pages.views))
        seen.append(page.form.basic.project_name)
        page.take.click()

    timer = meanwhile(ImportPage, take)
    window.open_path(official)
    assert not timer.isActive()
    assert seen == [1, "其他人员经费"]
    session = window.live.session
    assert (session.path, session.modified) == (None, True)
    assert session.form.basic.department == "江桥镇"
    assert session.origin_of(at.basic("department")) == "从“官方表.pdf”导入"
    assert window.memory.recent() == ()


def test_u1_an_import_that_is_saved_is_among_the_recent_files(
    window: MainWindow, official: Path, clerk: Clerk, tmp_path: Path
) -> None:
    timer = meanwhile(ImportPage, lambda page: page.take.click())
    window.open_path(official)
    assert not timer.isActive()
    clerk.file = str(tmp_path / "其他人员")
    window.save()
    assert window.memory.recent() == (tmp_path / "其他人员.ziping",)
    window.leave_to_welcome()
    row = window.welcome.recent.topLevelItem(0)
    assert row is not None
    assert "其他人员.ziping" in row.toolTip(0)


def test_u2_a_foreign_file_that_is_not_taken_changes_nothing(window: MainWindow, doubtful: Path) -> None:
    window.start(Session(form_of("jiangqiao-2024-houqin")))
    before = window.live.session
    timer = meanwhile(ImportPage, lambda page: page.cancel.click())
    window.open_path(doubtful)
    assert not timer.isActive()
    assert window.live.session is before


@pytest.mark.parametrize(("suffix", "export"), [(".pdf", exported_pdf), (".xlsx", exported_workbook)])
def test_r12_a_file_of_ours_opens_without_a_question(
    window: MainWindow, tmp_path: Path, suffix: str, export: Callable[[View, datetime], bytes]
) -> None:
    path = tmp_path / f"我们的{suffix}"
    path.write_bytes(export(View(FORM), CREATED))
    window.open_path(path)
    assert window.live.form == FORM
    assert window.live.session.path is None


def test_a_file_that_holds_no_form_is_told_in_one_sentence(window: MainWindow, clerk: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing")
    window.open_path(path)
    assert len(clerk.told) == 1
    assert clerk.told[0].startswith(f"不能打开“{path}”：")
    assert window.stack.currentWidget() is window.welcome


def test_an_edited_workbook_opens_as_edited_unless_the_clerk_chooses_what_was_exported(
    qtbot: QtBot, memory: Memory, edited: Path
) -> None:
    page = page_of(edited, memory, qtbot)
    assert page.as_edited.isChecked()
    assert page.form.basic.project_name == "其他人员经费（二期）"
    page.as_exported.click()
    assert page.form == FORM
    page.as_edited.click()
    assert page.form.basic.project_name == "其他人员经费（二期）"


def test_there_is_no_choice_where_there_is_nothing_to_choose(qtbot: QtBot, memory: Memory, doubtful: Path) -> None:
    page = page_of(doubtful, memory, qtbot)
    assert not page.as_exported.isVisible()
    assert not page.as_edited.isVisible()


def test_what_was_not_read_is_told_before_what_differs(qtbot: QtBot, memory: Memory, doubtful: Path) -> None:
    page = page_of(doubtful, memory, qtbot)
    lines = [page.notes.item(row).text() for row in range(page.notes.count())]
    assert lines[0].startswith("▲ 没读懂　工作表 自评表!A29：“备注：数据截至十二月底”")
    assert any(line.startswith("▲ 不一致　工作表 自评表!") and "“97.53”" in line for line in lines[1:])
    assert not any("没读懂" in line for line in lines[1:])


def test_a_note_on_the_whole_file_stands_first() -> None:
    notes = (Note("differs", "不一样", None, "第 1 页"), Note("unread", "没读", None, "第 2 页"))
    opened = Opened(FORM, ("附带的数据不能用", "第 1 页：不一样", "第 2 页：没读"), is_document=False, remarks=notes)
    assert [words for words, _ in told(opened)] == [
        "▲ 附带的数据不能用",
        "▲ 没读懂　第 2 页：没读",
        "▲ 不一致　第 1 页：不一样",
    ]


def test_a_click_on_a_note_goes_to_its_cell(qtbot: QtBot, memory: Memory, doubtful: Path) -> None:
    page = page_of(doubtful, memory, qtbot)
    page.notes.setCurrentRow(note_row(page, "97.53"))
    assert page.source.sheets is not None
    (sheet,) = page.source.sheets.tables
    assert sheet.currentItem().text() == "97.53"
    assert sheet.model().headerData(6, Qt.Orientation.Horizontal) == "G"


def test_a_hidden_sheet_is_shown_behind_those_people_see(tmp_path: Path) -> None:
    path, workbook = tmp_path / "藏.xlsx", workbook_with(table(), title="自评表", before={"选项": "优良中差"})
    workbook["选项"].sheet_state = "hidden"
    path.write_bytes(saved(workbook))
    assert [name for name, _ in import_source.source_of(path).sheets] == ["自评表", "选项"]


def test_a_click_in_the_result_shows_where_it_was_read(qtbot: QtBot, memory: Memory, doubtful: Path) -> None:
    page = page_of(doubtful, memory, qtbot)
    proof, view = page.read.proof, page.read.findChild(PageView, "preview-page-1")
    assert proof is not None
    assert isinstance(view, PageView)
    cell = next(one for one in proof.pages.pages[0].cells if one.cell.address == "basic.unit")
    factor = page.read.zoom() * 96 / 72
    middle = QPoint(round((cell.x + cell.width / 2) * factor), round((cell.y + cell.height / 2) * factor))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle)
    assert page.source.sheets is not None
    assert page.source.sheets.tables[0].currentItem().text() == "上海市嘉定区江桥镇城市运行管理中心"


def test_a_place_in_a_pdf_frames_its_page(qtbot: QtBot, official: Path) -> None:
    source = import_source.source_of(official)
    view = import_source.SourceView(import_source.Source(pages=source.pages * 3))
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    qtbot.waitExposed(view)
    assert view.pages is not None
    view.show_place("第 3 页")
    assert [page.marked for page in view.pages.views] == [False, False, True]
    assert not view.pages.views[2].visibleRegion().isEmpty()
    view.show_place("")
    assert not any(page.marked for page in view.pages.views)


def test_the_text_of_a_plain_file_is_shown_with_what_was_not_understood(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "去年.json"
    text = '{"项目名称": "城维工程类", "年度": 2024, "版式": "嘉定2024", "心情": "好"}'
    path.write_text(text, encoding="utf-8")
    seen: list[str] = []

    def take(page: ImportPage) -> None:
        assert page.source.text is not None
        seen.append(page.source.text.toPlainText())
        seen.extend(page.notes.item(row).text() for row in range(page.notes.count()))
        page.take.click()

    timer = meanwhile(ImportPage, take)
    window.open_path(path)
    assert not timer.isActive()
    assert seen[0] == text
    assert any("心情" in line for line in seen[1:])
    assert window.live.form.basic.project_name == "城维工程类"


def test_s6_a_page_as_tall_as_a_tower_is_drawn_small() -> None:
    tall = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    tall += b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    tall += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 14000]>>endobj\ntrailer<</Root 1 0 R>>"
    (picture,) = page_pictures(tall, 100)
    assert picture["height"] <= 301


def test_what_cannot_be_drawn_hinders_no_import(tmp_path: Path) -> None:
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing")
    assert import_source.source_of(path).trouble.startswith("原来的样子显示不出来：")


def test_u44_the_window_lives_while_a_file_is_read(window: MainWindow) -> None:
    """The work ends only when the window's own timer has run: a window that waited for it would never see that."""
    ticked = Event()
    QTimer.singleShot(20, ticked.set)
    assert read_beside(window, "正在读取…", lambda _stop: ticked.wait(10)) is True


def test_u44_reading_that_takes_long_says_so_and_can_be_called_off(window: MainWindow) -> None:
    ended, called_off = Event(), [0.0]

    def work(stop: Callable[[], bool]) -> str:
        while not stop():
            ended.wait(0.01)
        ended.set()
        return "too late"

    def cancel(busy: QProgressDialog) -> None:
        assert busy.labelText() == "正在读取“大.pdf”…"
        called_off[0] = time.monotonic()
        button = busy.findChild(QPushButton)
        assert isinstance(button, QPushButton)
        assert button.text() == "取消"
        button.click()

    timer = meanwhile(QProgressDialog, cancel)
    assert read_beside(window, "正在读取“大.pdf”…", work) is None
    assert not timer.isActive()
    assert time.monotonic() - called_off[0] < 0.5
    assert ended.wait(5)
    assert QApplication.overrideCursor() is None


def test_why_reading_failed_comes_out(window: MainWindow) -> None:
    def fails(_stop: Callable[[], bool]) -> None:
        raise ValueError("so it is")

    with pytest.raises(ValueError, match="so it is"):
        read_beside(window, "正在读取…", fails)


def test_u43_every_control_has_a_name(qtbot: QtBot, memory: Memory, doubtful: Path) -> None:
    page = page_of(doubtful, memory, qtbot)
    assert page.source.sheets is not None
    controls = (page.take, page.cancel, page.notes, page.as_edited, page.as_exported, *page.source.sheets.tables)
    for control in controls:
        assert control.objectName()
        assert control.accessibleName()


@pytest.mark.parametrize("letters", [100, 200])
def test_u39_nothing_is_cut_in_a_small_window(
    window: MainWindow, qtbot: QtBot, memory: Memory, edited: Path, letters: int
) -> None:
    window._set_font_size(letters)
    page = page_of(edited, memory, qtbot)
    page.resize(880, 640)
    QApplication.processEvents()
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            assert button.width() >= button.minimumSizeHint().width(), button.text()
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()) - 1, label.text()


def test_u42_enter_takes_and_escape_leaves(qtbot: QtBot, memory: Memory, edited: Path) -> None:
    page = page_of(edited, memory, qtbot)
    qtbot.keyClick(page.take, Qt.Key.Key_Return)
    assert page.result() == QDialog.DialogCode.Accepted
    page.show()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.result() == QDialog.DialogCode.Rejected
