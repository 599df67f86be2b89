"""The way to paper: the system's dialog with the settings of last time, then the PDF itself or its pages as pictures."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QLineEdit, QWidget

from ziping.app.print_queue import NotPrinted, PrintJob, Sides, queue_pdf, queue_program
from ziping.gui.dialogs import run_dialog
from ziping.gui.memory import Memory
from ziping.gui.rendering import page_count, page_images
from ziping.store.files import save_bytes

_PRINT_DPI = 300
_DUPLEX = {
    QPrinter.DuplexMode.DuplexNone: 0,
    QPrinter.DuplexMode.DuplexAuto: 1,
    QPrinter.DuplexMode.DuplexLongSide: 2,
    QPrinter.DuplexMode.DuplexShortSide: 3,
}
"""Numbers under which settings keep how sheets are turned."""
_SIDES: dict[QPrinter.DuplexMode, Sides] = {
    QPrinter.DuplexMode.DuplexNone: "one-sided",
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
}


def ask_printer(window: QWidget, memory: Memory, proposed: Path) -> QPrinter | None:
    """Asks which printer, how many copies and so on, beginning with the answers of last time; None if called off.

    ``proposed`` is the PDF for whoever prints to a file; its name is also what the print system calls the paper.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(proposed.stem)
    recall(printer, memory)
    dialog = QPrintDialog(printer, window)
    # Only Qt's own dialog has this field; a name given to the printer itself would choose printing to a file.
    field = dialog.findChild(QLineEdit, "filename")
    if isinstance(field, QLineEdit):
        field.setText(str(proposed))
    if not run_dialog(dialog):
        return None
    keep(printer, memory)
    return printer


def recall(printer: QPrinter, memory: Memory) -> None:
    """Sets a printer as it was last time; the paper is always A4 upright."""
    name = memory.text("print_printer")
    if name in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(name)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setCopyCount(max(memory.number("print_copies", 1), 1))
    kept = memory.number("print_duplex", 0)
    printer.setDuplex(
        next((mode for mode, number in _DUPLEX.items() if number == kept), QPrinter.DuplexMode.DuplexNone)
    )


def keep(printer: QPrinter, memory: Memory) -> None:
    """Remembers how the printer is set; a file has no sides to turn."""
    memory.store("print_copies", printer.copyCount())
    if printer.printerName():
        memory.store("print_printer", printer.printerName())
        memory.store("print_duplex", _DUPLEX[printer.duplex()])


def deliver(pdf: bytes, printer: QPrinter) -> None:
    """Prints a PDF: as a file where the dialog says so, through the print system where it takes PDF, else as pictures.

    Works in any thread; raises ``NotPrinted`` or ``FileProblem``.
    """
    program, path = queue_program(), file_of(printer)
    if path is not None:
        save_bytes(path, pdf)
    elif program is not None and printer.printerName():
        queue_pdf(program, pdf, job_of(printer))
    else:
        print_pdf(pdf, printer)


def file_of(printer: QPrinter) -> Path | None:
    """The PDF that is written in place of paper, if the dialog says so."""
    to_file = printer.outputFormat() == QPrinter.OutputFormat.PdfFormat and printer.outputFileName()
    return Path(printer.outputFileName()) if to_file else None


def job_of(printer: QPrinter) -> PrintJob:
    """What the dialog was told, in the print system's words."""
    first, last = printer.fromPage(), printer.toPage()
    return PrintJob(
        printer=printer.printerName(),
        title=printer.docName(),
        copies=printer.copyCount(),
        sides=_SIDES.get(printer.duplex()),
        pages=(first, max(first, last)) if first else None,
    )


def print_pdf(pdf: bytes, printer: QPrinter) -> None:
    """Draws the pages of a PDF on a printer's paper, in their true size; raises ``NotPrinted``."""
    printer.setFullPage(True)
    first, last = printer.fromPage() or 1, printer.toPage() or page_count(pdf)
    wanted = range(first - 1, min(last, page_count(pdf)))
    rounds = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    painter = QPainter()
    if not painter.begin(printer):
        raise NotPrinted("打印机没有回应，请看它是否开着、连着，再试一次。")
    try:
        paper = printer.paperRect(QPrinter.Unit.DevicePixel)
        for place, number in enumerate([*wanted] * rounds):
            if place:
                printer.newPage()
            [image] = page_images(pdf, _PRINT_DPI / 72, [number])
            painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), image)
    finally:
        painter.end()
