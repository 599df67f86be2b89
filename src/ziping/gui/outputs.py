"""Export to PDF and Excel, and printing of the same PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QMessageBox

from ziping.app.export import exported_pdf, exported_workbook, is_draft, pdf_of, report_pdf
from ziping.app.file_names import default_name
from ziping.app.print_choices import PrintChoices
from ziping.app.print_queue import NotPrinted
from ziping.app.session import View
from ziping.app.signature import signers
from ziping.gui.dialogs import run_dialog, warn
from ziping.gui.live_session import LiveSession
from ziping.gui.print_choices import LiveChoices
from ziping.gui.tasks import Worker
from ziping.store.files import FileProblem, save_bytes

_TOLD_MS = 8000
"""How long the status bar tells that printing is under way."""
Make = Callable[[View, datetime, PrintChoices], bytes]


class Outputs:
    """The ways out of a window."""

    def __init__(
        self, window: QMainWindow, live: LiveSession, choices: LiveChoices, commit: Callable[[], None]
    ) -> None:
        self.window, self.live, self.choices, self.commit = window, live, choices, commit
        self.memory = choices.memory
        self._worker = Worker(window)

    def export_pdf(self) -> None:
        """Asks for a name and saves the official table as PDF."""
        self._export("导出 PDF", ".pdf", "PDF 文件 (*.pdf)", exported_pdf)

    def export_workbook(self) -> None:
        """Asks for a name and saves the official table as a workbook."""
        self._export("导出 Excel", ".xlsx", "Excel 工作簿 (*.xlsx)", exported_workbook)

    def export_report(self) -> None:
        """Asks for a name and saves the 检查报告 as PDF."""

        def report(view: View, created: datetime, _choices: PrintChoices) -> bytes:
            return report_pdf(view, created)

        self._export("导出检查报告", ".pdf", "PDF 文件 (*.pdf)", report, "检查报告")

    def _export(self, title: str, suffix: str, kind: str, make: Make, what: str = "自评表") -> None:
        self.commit()
        view = self.live.view
        start = self.memory.folder() / (default_name(view.form, what) + suffix)
        name, _ = QFileDialog.getSaveFileName(self.window, title, str(start), kind)
        if not name:
            return
        path = Path(name) if name.lower().endswith(suffix) else Path(name + suffix)
        self.export_to(path, make)

    def export_to(self, path: Path, make: Make = exported_pdf) -> None:
        """Makes a file in a thread and says where it lies, or why it could not be saved."""
        view, choices, created = self.live.view, self.choices.now, datetime.now().astimezone()

        def work() -> Path:
            save_bytes(path, make(view, created, choices))
            return path

        QApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        self._worker.start(work, lambda saved: self._saved(saved, view, choices, make), self._failed)

    def _saved(self, path: Path, view: View, choices: PrintChoices, make: Make) -> None:
        QApplication.restoreOverrideCursor()
        self.memory.set_folder(path.absolute().parent)
        self._remember_signers(view)
        lines = [f"已导出：{path}", *(found.message for found in view.findings if found.rule == "X2")]
        if make in {exported_pdf, exported_workbook} and is_draft(view, choices):
            lines.append("文件上印有“草稿”。")
        box = QMessageBox(QMessageBox.Icon.Information, "已导出", "\n".join(lines), parent=self.window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        show_file = box.addButton("打开文件", QMessageBox.ButtonRole.ActionRole)
        show_folder = box.addButton("打开文件夹", QMessageBox.ButtonRole.ActionRole)
        good = box.addButton("好", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(good)
        box.setEscapeButton(good)
        run_dialog(box)
        if box.clickedButton() is show_file:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute())))
        elif box.clickedButton() is show_folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute().parent)))

    def _failed(self, error: Exception) -> None:
        QApplication.restoreOverrideCursor()
        if not isinstance(error, FileProblem):
            raise error
        warn(self.window, "没有导出成功", f"{error}\n请换一个位置或文件名再试。")

    def print(self) -> None:
        """Asks for a printer and sends it the same PDF, in a thread."""
        from ziping.gui.printing import ask_printer, deliver, file_of

        self.commit()
        session = self.live.session
        folder = session.path.absolute().parent if session.path else self.memory.folder()
        printer = ask_printer(self.window, self.memory, folder / f"{default_name(session.form)}.pdf")
        if printer is None:
            return
        view, choices, created = self.live.view, self.choices.now, datetime.now().astimezone()
        QApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        path = file_of(printer)
        self._worker.start(
            lambda: deliver(pdf_of(view, created, choices), printer),
            lambda _: self._saved(path, view, choices, exported_pdf) if path else self._printed(view),
            self._not_printed,
        )

    def _printed(self, view: View) -> None:
        QApplication.restoreOverrideCursor()
        self._remember_signers(view)
        self.window.statusBar().showMessage("已送去打印", _TOLD_MS)

    def _not_printed(self, error: Exception) -> None:
        QApplication.restoreOverrideCursor()
        if not isinstance(error, FileProblem | NotPrinted):
            raise error
        warn(self.window, "没有打印成功", str(error))

    def _remember_signers(self, view: View) -> None:
        self.memory.add_signers(view.form.basic.unit, signers(view.form))
