"""One official PDF of two pages to a form, beside what the PDF library alone needs to find the tables."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pdfplumber

from benchmarks.timing import LARGEST, median, show
from foreign_pdfs import by_typst
from official_tables import cells_of
from published import form_of, source_of
from ziping.app.export import exported_pdf, exported_workbook
from ziping.app.files import open_form
from ziping.app.session import View
from ziping.importers.pdf_table import form_of_pages, read_pdf
from ziping.importers.pdf_text import pages_of_pdf
from ziping.importers.worker_process import run_apart

OFFICIAL_LIMIT = 2_000.0
OWN_LIMIT = 300.0


def main() -> int:
    """Prints the medians; 1 if a limit is exceeded."""
    view, created = View(form_of(LARGEST)), datetime(2024, 12, 1, tzinfo=UTC)
    ours, book = exported_pdf(view, created), exported_workbook(view, created)
    theirs = by_typst(cells_of(source_of(LARGEST)))
    told = pages_of_pdf(theirs)
    return show(
        "一份 PDF 的读入（热）",
        [
            ("打开本程序导出的 PDF", opening(ours, "表.pdf"), OWN_LIMIT),
            ("打开本程序导出的 Excel", opening(book, "表.xlsx"), OWN_LIMIT),
            ("读入其他程序做的 PDF", median(lambda: read_pdf(theirs, "表.pdf"), 7), OFFICIAL_LIMIT),
            ("读入本程序的 PDF，只凭表格", median(lambda: read_pdf(ours, "表.pdf"), 7), OFFICIAL_LIMIT),
            ("其中：启动后台程序", median(lambda: run_apart("json:loads", b"1"), 7), None),
            ("其中：找出格子和文字", median(lambda: pages_of_pdf(theirs), 7), None),
            ("其中：由格子得出自评表", median(lambda: form_of_pages(told, "表.pdf"), 7), None),
            ("对照：pdfplumber 只找表格", median(lambda: bare(theirs), 7), None),
        ],
    )


def opening(data: bytes, name: str) -> float:
    """What opening such a file takes, in ms."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        return median(lambda: open_form(path), 7)


def bare(data: bytes) -> int:
    """How many tables the PDF library finds."""
    with pdfplumber.open(BytesIO(data)) as document:
        return sum(len(page.find_tables()) for page in document.pages)


if __name__ == "__main__":
    sys.exit(main())
