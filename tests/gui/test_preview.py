"""The preview is the PDF that is saved; a click in it leads to the field (UX.md U33, U37)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from published import form_of, with_fields
from ziping.app.export import pdf_of, workbook_of
from ziping.app.session import Session, View
from ziping.form import path as at
from ziping.form.path import FieldPath
from ziping.gui.live_session import LiveSession
from ziping.gui.main_window import MainWindow
from ziping.gui.memory import Memory
from ziping.gui.preview import PageView, Preview
from ziping.gui.print_choices import LiveChoices
from ziping.gui.printing import print_pdf
from ziping.gui.rendering import page_images, proof_of

MOMENT = datetime(2025, 1, 15, 9, 30, tzinfo=UTC)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(text.split())


@pytest.fixture
def preview(qtbot: QtBot, live: LiveSession, memory: Memory) -> Preview:
    shown = Preview(live, LiveChoices(memory))
    qtbot.addWidget(shown)
    shown.resize(700, 700)
    shown.show()
    qtbot.waitExposed(shown)
    qtbot.waitUntil(lambda: shown.proof is not None, timeout=10_000)
    return shown


def test_u33_the_preview_is_made_of_the_pdf_that_is_saved(live: LiveSession) -> None:
    proof = proof_of(live.view, MOMENT, 1.0)
    assert proof.pdf == pdf_of(live.view, MOMENT)
    assert [(image.width(), image.height()) for image in proof.images] == [(596, 842)]


def test_u33_it_follows_the_form(qtbot: QtBot, live: LiveSession, preview: Preview) -> None:
    live.session.put(at.basic("project_name"), "别的项目", "修改项目名称")
    qtbot.waitUntil(lambda: preview.proof is not None and "别的项目" in text_of(preview.proof.pdf), timeout=10_000)
    preview.wait()


def centre_of(page: PageView, address: str) -> QPoint:
    assert page._page is not None
    cell = next(placed for placed in page._page.cells if placed.cell.address == address)
    factor = page.width() / 595.2756
    return QPoint(round((cell.x + cell.width / 2) * factor), round((cell.y + cell.height / 2) * factor))


@pytest.mark.parametrize(
    "address", ["basic.unit", "funding.fiscal.executed", "goal.achieved", "indicator.i13.actual"]
)
def test_u33_a_click_on_a_cell_names_its_field(qtbot: QtBot, preview: Preview, address: str) -> None:
    page = preview._pages[0]
    with qtbot.waitSignal(preview.field_clicked) as clicked:
        qtbot.mouseClick(page, Qt.MouseButton.LeftButton, pos=centre_of(page, address))
    assert clicked.args == [FieldPath.parse(address)]


def test_the_field_being_edited_is_framed_on_its_page(preview: Preview) -> None:
    page = preview._pages[0]
    place = centre_of(page, "basic.unit") + QPoint(0, 7)
    before = page.grab().toImage().pixelColor(place)
    preview.mark(at.basic("unit"))
    assert page.grab().toImage().pixelColor(place) != before


def test_zoom_steps_and_fits(preview: Preview) -> None:
    fitted = preview.zoom()
    preview._step_zoom(1)
    assert preview.zoom() > fitted
    preview.set_zoom(0.0)
    assert preview.zoom() == pytest.approx(fitted)


def test_u37_what_is_printed_is_the_pdf(live: LiveSession, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    pdf = pdf_of(live.view, MOMENT)
    print_pdf(pdf, printer)
    [paper] = page_images((tmp_path / "paper.pdf").read_bytes(), 0.5)
    [page] = page_images(pdf, 0.5)
    differing = sum(
        abs(paper.pixelColor(x, y).lightness() - page.pixelColor(x, y).lightness()) > 128
        for x in range(0, min(page.width(), paper.width()), 2)
        for y in range(0, min(page.height(), paper.height()), 2)
    )
    assert differing < 0.02 * page.width() * page.height() / 4


@pytest.mark.parametrize(("suffix", "make"), [(".pdf", pdf_of), (".xlsx", workbook_of)])
def test_an_export_from_the_window_writes_the_file(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, suffix: str, make: object
) -> None:
    told: list[str] = []

    def read(box: QMessageBox) -> int:
        told.append(box.text())
        return 0

    monkeypatch.setattr(QMessageBox, "exec", read)
    window.start(Session(form_of("jiangqiao-2024-qitarenyuan")))
    target = tmp_path / f"表{suffix}"
    window.outputs.export_to(target, make)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert told == [f"已导出：{target}"]
    assert target.stat().st_size > 5000
    assert QApplication.overrideCursor() is None


def test_a_failed_export_is_told_and_leaves_nothing(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    window.start(Session(form_of("jiangqiao-2024-qitarenyuan")))
    window.outputs.export_to(tmp_path / "没有" / "表.pdf")
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert "找不到这个文件或文件夹" in told[0]
    assert not list(tmp_path.glob("**/*.pdf"))


def test_u26_what_is_exported_with_errors_left_says_draft() -> None:
    form = form_of("jiangqiao-2024-qitarenyuan")
    assert "草稿" not in text_of(pdf_of(View(form), MOMENT))
    wrong = with_fields(form, {"indicator.i1.weight": "11"})
    assert "草稿" in text_of(pdf_of(View(wrong), MOMENT))


def test_the_report_for_the_leader_is_exported_and_is_no_draft(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[str] = []
    asked: list[str] = []

    def read(box: QMessageBox) -> int:
        told.append(box.text())
        return 0

    def name(_parent: object, _title: str, start: str, _kind: str) -> tuple[str, str]:
        asked.append(Path(start).name)
        return str(tmp_path / "报告"), ""

    monkeypatch.setattr(QMessageBox, "exec", read)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", name)
    window.start(Session(form_of("jiangqiao-2024-houqin")))
    window.actions_by_name["export_report"].trigger()
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert told == [f"已导出：{tmp_path / '报告.pdf'}"]
    assert asked == ["2024_上海市嘉定区江桥镇城市运行管理中心_后勤保障经费_检查报告.pdf"]
    text = text_of((tmp_path / "报告.pdf").read_bytes())
    assert "财政项目支出绩效自评表检查报告" in text
    assert "请把指标值改为“≥90%”" in text
    assert "草稿" not in text
