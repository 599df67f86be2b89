"""Export to PDF and Excel, and printing of the same PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from ziping.app.export import default_name, pdf_of, workbook_of
from ziping.app.session import View
from ziping.gui.live_session import LiveSession
from ziping.gui.memory import Memory
from ziping.gui.rendering import page_images
from ziping.gui.tasks import Worker
from ziping.store.files import FileProblem, save_bytes

_PRINT_DPI = 300


class Outputs:
    """The ways out of a window."""

    def __init__(self, window: QWidget, live: LiveSession, memory: Memory, commit: Callable[[], None]) -> None:
        self.window, self.live, self.memory, self.commit = window, live, memory, commit
        self._worker = Worker(window)

    def export_pdf(self) -> None:
        """Asks for a name and saves the official table as PDF."""
        self._export("导出 PDF", ".pdf", "PDF 文件 (*.pdf)", pdf_of)

    def export_workbook(self) -> None:
        """Asks for a name and saves the official table as a workbook."""
        self._export("导出 Excel", ".xlsx", "Excel 工作簿 (*.xlsx)", workbook_of)

    def _export(self, title: str, suffix: str, kind: str, make: Callable[[View, datetime], bytes]) -> None:
        self.commit()
        view = self.live.view
        start = self.memory.folder() / (default_name(view.form) + suffix)
        name, _ = QFileDialog.getSaveFileName(self.window, title, str(start), kind)
        if not name:
            return
        path = Path(name) if name.lower().endswith(suffix) else Path(name + suffix)
        self.export_to(path, make)

    def export_to(self, path: Path, make: Callable[[View, datetime], bytes] = pdf_of) -> None:
        """Makes a file in a thread and says where it lies, or why it could not be saved."""
        view, created = self.live.view, datetime.now().astimezone()

        def work() -> Path:
            save_bytes(path, make(view, created))
            return path

        QApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        self._worker.start(work, lambda saved: self._saved(saved, view), self._failed)

    def _saved(self, path: Path, view: View) -> None:
        QApplication.restoreOverrideCursor()
        self.memory.set_folder(path.absolute().parent)
        unprintable = [found.message for found in view.findings if found.rule == "X2"]
        box = QMessageBox(
            QMessageBox.Icon.Information, "已导出", "\n".join([f"已导出：{path}", *unprintable]), parent=self.window
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        show_file = box.addButton("打开文件", QMessageBox.ButtonRole.ActionRole)
        show_folder = box.addButton("打开文件夹", QMessageBox.ButtonRole.ActionRole)
        box.setDefaultButton(box.addButton("好", QMessageBox.ButtonRole.AcceptRole))
        box.exec()
        if box.clickedButton() is show_file:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute())))
        elif box.clickedButton() is show_folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute().parent)))

    def _failed(self, error: Exception) -> None:
        QApplication.restoreOverrideCursor()
        if not isinstance(error, FileProblem):
            raise error
        QMessageBox.warning(self.window, "没有导出成功", f"{error}\n请换一个位置或文件名再试。")

    def print(self) -> None:
        """Sends the same PDF, page by page at 300 dpi, to the chosen printer."""
        self.commit()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        printer.setDocName(default_name(self.live.form))
        if QPrintDialog(printer, self.window).exec() == QPrintDialog.DialogCode.Accepted:
            print_pdf(pdf_of(self.live.view, datetime.now().astimezone()), printer)


def print_pdf(pdf: bytes, printer: QPrinter) -> None:
    """Draws the pages of a PDF on a printer's paper, in their true size."""
    printer.setFullPage(True)
    painter = QPainter(printer)
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    for number, image in enumerate(page_images(pdf, _PRINT_DPI / 72)):
        if number:
            printer.newPage()
        painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), image)
    painter.end()
