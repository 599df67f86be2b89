"""What the clerk chooses about paper: kept, shown in the preview, and in what leaves the program (U10, U26, U37, U39)."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.test_print_queue import install_lp
from gui.clerk import Clerk
from published import form_of, with_fields
from typefaces import bytes_of, install, made_font
from ziping.app.export import pdf_of
from ziping.app.print_choices import PrintChoices
from ziping.app.session import Session, View
from ziping.gui.live_session import LiveSession
from ziping.gui.main_window import MainWindow
from ziping.gui.memory import Memory
from ziping.gui.print_choices import LiveChoices
from ziping.gui.printing import deliver, job_of, keep, print_pdf, recall
from ziping.gui.rendering import page_images, proof_of
from ziping.gui.steps.output import OutputPage
from ziping.gui.typeface import set_font
from ziping.store.files import FileProblem

FORM = "jiangqiao-2024-qitarenyuan"
MOMENT = datetime(2025, 1, 15, 9, 30, tzinfo=UTC)
LINUX = pytest.mark.skipif(os.name == "nt", reason="the folders and the print system of Linux")


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine that has 楷体 and no other typeface."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_DATA_DIRS"):
        monkeypatch.setenv(name, str(tmp_path / name))
    return install(tmp_path / "XDG_DATA_HOME", "simkai.ttf", bytes_of(made_font()))


@pytest.fixture
def page(qtbot: QtBot, live: LiveSession, memory: Memory) -> OutputPage:
    shown = OutputPage(live, LiveChoices(memory), [])
    qtbot.addWidget(shown, before_close_func=lambda widget: widget.preview.wait())
    shown.resize(860, 640)
    shown.show()
    qtbot.waitExposed(shown)
    qtbot.waitUntil(lambda: shown.preview.proof is not None, timeout=10_000)
    return shown


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join("".join(page.get_textpage().get_text_range() for page in document).split())


def proof_says(page: OutputPage, text: str) -> bool:
    return page.preview.proof is not None and text in text_of(page.preview.proof.pdf)


def test_u10_choices_are_kept_for_the_next_time(tmp_path: Path) -> None:
    choices = LiveChoices(Memory(tmp_path))
    assert choices.now == PrintChoices(draft=False, face_name="")
    choices.set_draft(True)
    choices.set_face("楷体")
    assert LiveChoices(Memory(tmp_path)).now == PrintChoices(draft=False, face_name="楷体")
    choices.set_check_code(False)
    assert LiveChoices(Memory(tmp_path)).now == PrintChoices(face_name="楷体", check_code=False)
    choices.set_check_code(True)
    assert LiveChoices(Memory(tmp_path)).now == PrintChoices(face_name="楷体")


def test_u10_strange_settings_are_the_usual_ones(tmp_path: Path) -> None:
    (tmp_path / "window.ini").write_text('[General]\ndraft=ja\nface=@ByteArray(\\0)\nsigners="[1"\n')
    memory = Memory(tmp_path)
    assert LiveChoices(memory).now == PrintChoices()
    assert memory.signers("江桥镇") == {}


def test_u26_the_draft_mark_can_be_switched_on_and_off(qtbot: QtBot, page: OutputPage) -> None:
    assert not proof_says(page, "草稿")
    page.paper.draft.click()
    qtbot.waitUntil(lambda: proof_says(page, "草稿"), timeout=10_000)
    page.paper.draft.click()
    qtbot.waitUntil(lambda: not proof_says(page, "草稿"), timeout=10_000)


def test_the_check_code_can_be_switched_off_and_on(qtbot: QtBot, page: OutputPage) -> None:
    code = "校验码RCGM-3CRH-ZAZ2"
    assert proof_says(page, code)
    page.paper.check_code.click()
    qtbot.waitUntil(lambda: not proof_says(page, code), timeout=10_000)
    page.paper.check_code.click()
    qtbot.waitUntil(lambda: proof_says(page, code), timeout=10_000)


@LINUX
def test_a_typeface_of_the_machine_is_offered_and_taken(qtbot: QtBot, fonts: Path, page: OutputPage) -> None:
    assert fonts.is_file()
    face = page.paper.face
    qtbot.waitUntil(lambda: face.count() == 2)
    assert [face.itemText(index) for index in range(2)] == ["思源宋体（自带）", "楷体"]
    face.setCurrentIndex(1)
    face.activated.emit(1)
    qtbot.waitUntil(lambda: page.preview.proof is not None and page.preview.proof.face_name == "楷体", timeout=10_000)
    assert page.paper.choices.now.face_name == "楷体"
    assert page.paper.note.isHidden()


@LINUX
def test_a_typeface_that_is_gone_stays_chosen_and_the_page_says_so(
    qtbot: QtBot, fonts: Path, page: OutputPage
) -> None:
    assert fonts.is_file()
    page.paper.choices.set_face("仿宋")
    qtbot.waitUntil(page.paper.note.isVisible, timeout=10_000)
    assert page.paper.note.text() == "“仿宋”在本机用不了，现在打印用的是思源宋体（自带）。"
    assert page.paper.face.currentText() == "仿宋（本机没有）"
    page.paper.choices.set_face("")
    qtbot.waitUntil(page.paper.note.isHidden, timeout=10_000)
    assert page.paper.face.currentText() == "思源宋体（自带）"


@LINUX
def test_u33_the_preview_in_a_chosen_typeface_is_the_pdf_that_is_saved(fonts: Path, live: LiveSession) -> None:
    assert fonts.is_file()
    choices = PrintChoices(draft=True, face_name="楷体")
    proof = proof_of(live.view, MOMENT, 1.0, choices)
    assert proof.pdf == pdf_of(live.view, MOMENT, choices) != pdf_of(live.view, MOMENT)
    assert proof_of(live.view, MOMENT, 1.0, PrintChoices(face_name="宋体")).pdf == pdf_of(live.view, MOMENT)


def signature_texts(page: OutputPage) -> list[str]:
    return [editor.text() for editor in page.signature.editors.values()]


def today() -> str:
    now = datetime.now().astimezone()
    return f"{now.year}年{now.month}月{now.day}日"


def test_u10_a_units_signers_are_filled_in_again_as_one_step(live: LiveSession, page: OutputPage) -> None:
    known = {"preparer": "张三", "reviewer": "李四", "head": "王五", "phone": "021-59130000"}
    page.paper.choices.memory.add_signers(live.form.basic.unit, known)
    page.paper.choices.memory.add_signers("别的单位", {"preparer": "别人"})
    before = live.form
    page.signature.shown.click()
    assert signature_texts(page) == ["张三", "李四", "王五", "021-59130000", today()]
    assert live.session.undo_name == "填入上次的签字栏"
    live.undo()
    assert live.form == before
    assert not page.signature.shown.isChecked()


def test_a_unit_without_known_signers_gets_the_date_only(live: LiveSession, page: OutputPage) -> None:
    page.signature.shown.click()
    assert signature_texts(page) == ["", "", "", "", today()]
    assert live.session.undo_name == "打印签字栏"
    page.signature.shown.click()
    assert (live.session.undo_name, live.form.signature.shown) == ("不打印签字栏", False)


SIGNED = {"signature.shown": True, "signature.preparer": "张三", "signature.phone": "59130000"}
KEPT = {"preparer": "张三", "reviewer": "", "head": "", "phone": "59130000"}


def test_signers_are_kept_when_the_form_is_saved(window: MainWindow, tmp_path: Path) -> None:
    window.start(Session(with_fields(form_of(FORM), SIGNED)))
    assert window.documents._save_to(tmp_path / "表.ziping")
    assert window.memory.signers(window.live.form.basic.unit) == KEPT


def test_signers_are_kept_when_the_form_is_exported_and_a_draft_is_told(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    window.start(Session(with_fields(form_of(FORM), SIGNED)))
    window.choices.set_draft(True)
    window.outputs.export_to(tmp_path / "表.pdf")
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert told == [f"已导出：{tmp_path / '表.pdf'}\n文件上印有“草稿”。"]
    assert "草稿" in text_of((tmp_path / "表.pdf").read_bytes())
    assert window.memory.signers(window.live.form.basic.unit) == KEPT


def file_printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_u10_copies_are_kept(memory: Memory, tmp_path: Path) -> None:
    printer = file_printer(tmp_path / "表.pdf")
    printer.setCopyCount(3)
    printer.setDocName("自评表")
    keep(printer, memory)
    again = file_printer(tmp_path / "表.pdf")
    recall(again, memory)
    assert (job_of(again).copies, job_of(again).pages) == (3, None)
    assert job_of(printer).title == "自评表"


def test_u37_printing_to_a_file_writes_the_pdf_itself(tmp_path: Path) -> None:
    pdf = pdf_of(View(form_of(FORM)), MOMENT)
    deliver(pdf, file_printer(tmp_path / "表.pdf"))
    assert (tmp_path / "表.pdf").read_bytes() == pdf


def test_u37_the_pages_asked_for_are_printed(tmp_path: Path) -> None:
    pdf = pdf_of(View(form_of("xianghua-2023-ywtg")), MOMENT)
    printer = file_printer(tmp_path / "paper.pdf")
    printer.setFromTo(2, 2)
    print_pdf(pdf, printer)
    [paper] = page_images((tmp_path / "paper.pdf").read_bytes(), 0.5)
    assert [ends_blank(page) for page in page_images(pdf, 0.5)] == [False, True]
    assert ends_blank(paper)


def ends_blank(page: QImage) -> bool:
    """Whether nothing stands in the fifth of a page above its foot."""
    rows = range(page.height() * 7 // 10, page.height() * 9 // 10)
    return all(page.pixelColor(x, y).lightness() > 250 for y in rows for x in range(page.width()))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's dialog is answered with 打印, on a printer that Qt knows from the print system."""
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: QPrintDialog.DialogCode.Accepted)
    monkeypatch.setattr(QPrinter, "printerName", lambda _: "二楼")
    monkeypatch.setattr(QPrinter, "duplex", lambda _: QPrinter.DuplexMode.DuplexLongSide)
    monkeypatch.setattr(QPrinter, "outputFormat", lambda _: QPrinter.OutputFormat.NativeFormat)


@LINUX
@pytest.mark.usefixtures("asked")
def test_u37_the_print_system_gets_the_pdf_of_the_preview(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    install_lp(tmp_path, monkeypatch)
    window.start(Session(with_fields(form_of(FORM), SIGNED)))
    window.outputs.print()
    qtbot.waitUntil(lambda: window.statusBar().currentMessage() == "已送去打印", timeout=10_000)
    assert text_of((tmp_path / "got.pdf").read_bytes()) == text_of(pdf_of(window.live.view, MOMENT))
    words = json.loads((tmp_path / "words.json").read_text(encoding="utf-8"))
    assert words[:4] == ["-d", "二楼", "-n", "1"]
    assert words[-3:-1] == ["-o", "sides=two-sided-long-edge"]
    assert (window.memory.text("print_printer"), window.memory.number("print_duplex", 0)) == ("二楼", 2)
    assert window.memory.signers(window.live.form.basic.unit) == KEPT
    assert QApplication.overrideCursor() is None


@LINUX
@pytest.mark.usefixtures("asked")
def test_a_printer_that_refuses_is_told_in_one_sentence(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    install_lp(tmp_path, monkeypatch, "lp: 打印机已停用\n", 1)
    window.start(Session(form_of(FORM)))
    window.outputs.print()
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert told == ["打印机“二楼”没有打印（打印机已停用），请看它是否开着、连着，再试一次。"]
    assert QApplication.overrideCursor() is None


@LINUX
def test_the_dialog_of_the_printer_is_freed_when_it_is_called_off(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: QPrintDialog.DialogCode.Rejected)
    window.start(Session(form_of(FORM)))
    window.outputs.print()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChildren(QPrintDialog) == []


@LINUX
def test_u35_printing_to_a_file_proposes_one_beside_the_form_and_tells_where_it_lies(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The dialog with 打印到文件 (PDF) chosen, as it is where there is no printer, is answered with 打印."""
    form, beside = form_of(FORM), tmp_path / "自评 2024" / "表.ziping"
    beside.parent.mkdir()
    proposed = beside.with_name("2024_上海市嘉定区江桥镇城市运行管理中心_其他人员经费_自评表.pdf")

    def accept(dialog: QPrintDialog) -> int:
        field = dialog.findChild(QLineEdit, "filename")
        assert isinstance(field, QLineEdit)
        dialog.printer().setOutputFileName(field.text())
        return QPrintDialog.DialogCode.Accepted

    clerk = Clerk(monkeypatch)
    clerk.answers = ["打开文件夹"]
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    monkeypatch.setattr(QPrintDialog, "exec", accept)
    window.start(Session(form, beside))
    window.outputs.print()
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    assert clerk.questions == [f"已导出：{proposed}"]
    assert clerk.escapes == ["好"]
    assert opened == [str(proposed.parent)]
    assert text_of(proposed.read_bytes()) == text_of(pdf_of(window.live.view, MOMENT))
    assert window.statusBar().currentMessage() != "已送去打印"
    assert QApplication.overrideCursor() is None


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="找不到这个文件或文件夹"):
        deliver(b"%PDF", file_printer(tmp_path / "没有" / "表.pdf"))


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("width", [520, 860])
def test_u39_the_row_of_choices_wraps_and_nothing_is_clipped(
    qtbot: QtBot, page: OutputPage, percent: int, width: int
) -> None:
    usual, large = page.font(), page.font()
    large.setPointSizeF(usual.pointSizeF() * percent / 100)
    try:
        set_font(large)
        page.signature.shown.click()
        page.resize(width, 700)
        qtbot.waitUntil(lambda: nothing_is_clipped(page))
    finally:
        set_font(usual)


def nothing_is_clipped(page: OutputPage) -> None:
    """The choices stand within the page, each with its room, and beside one another."""
    paper = (page.paper.draft, page.paper.check_code, page.paper.face)
    shown = [page.signature.shown, *paper, *page.signature.editors.values()]
    labels = [label for label in page.findChildren(QLabel) if label.buddy() is not None]
    places = [QRect(widget.mapTo(page, QPoint(0, 0)), widget.size()) for widget in (*shown, *labels)]
    for widget, place in zip((*shown, *labels), places, strict=True):
        assert page.rect().contains(place), widget.objectName()
        assert place.height() >= widget.minimumSizeHint().height()
        assert place.width() >= widget.minimumSizeHint().width()
    assert not any(a.intersects(b) for number, a in enumerate(places) for b in places[:number])
    assert page.preview.area.height() >= 120


def test_u42_the_choices_are_reached_by_tab_in_reading_order(page: OutputPage) -> None:
    page.signature.shown.click()
    paper = (page.paper.draft, page.paper.check_code, page.paper.face)
    order: list[QWidget] = [page.signature.shown, *paper, *page.signature.editors.values()]
    for widget, following in pairwise(order):
        assert following_by_tab(widget) is following


def following_by_tab(widget: QWidget) -> QWidget | None:
    """The next widget in the chain that Tab stops at."""
    following = widget.nextInFocusChain()
    while following and not (following.focusPolicy() & Qt.FocusPolicy.TabFocus and following.isVisible()):
        following = following.nextInFocusChain()
    return following


def test_u43_every_choice_has_a_name_for_a_screen_reader(page: OutputPage) -> None:
    choices = (page.signature.shown, page.paper.draft, page.paper.check_code, page.paper.face)
    assert [(choice.objectName(), choice.accessibleName()) for choice in choices] == [
        ("signature.shown", "打印签字栏"),
        ("print-draft", "印上“草稿”"),
        ("print-check-code", "印校验码"),
        ("print-face", "打印字体"),
    ]
