"""One real form to PDF and workbook, warm, beside a plain table of the same cells made by the same libraries."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime

from openpyxl import Workbook
from reportlab.lib.pagesizes import A4
from reportlab.platypus import SimpleDocTemplate, Table

from benchmarks.timing import LARGEST, median, show
from published import form_of
from ziping.app.export import pdf_of, sheet_of, workbook_of
from ziping.app.session import View
from ziping.render.metrics import REGULAR

CREATED = datetime(2024, 12, 1, tzinfo=UTC)


def main() -> int:
    """Prints the medians; 1 if a limit is exceeded."""
    form = form_of(LARGEST)
    rows = plain_rows(View(form))
    return show(
        "一份真实表格的导出（热）",
        [
            ("导出 PDF", median(lambda: pdf_of(View(form), CREATED)), 50),
            ("对照：reportlab 的普通表格", median(lambda: plain_pdf(rows)), None),
            ("导出 Excel", median(lambda: workbook_of(View(form), CREATED)), 40),
            ("对照：openpyxl 只写文字", median(lambda: plain_workbook(rows)), None),
        ],
    )


def plain_rows(view: View) -> list[list[str]]:
    """The table's texts without merges, long ones cut to what one line holds."""
    sheet = sheet_of(view)
    rows = [[""] * len(sheet.columns) for _ in sheet.rows]
    for cell in sheet.cells:
        rows[cell.row][cell.column] = cell.text[:40]
    return rows


def plain_pdf(rows: list[list[str]]) -> bytes:
    """A table with a grid in the same font, which an export before has registered."""
    buffer = io.BytesIO()
    style = [("FONT", (0, 0), (-1, -1), REGULAR, 9), ("GRID", (0, 0), (-1, -1), 0.5, "black")]
    SimpleDocTemplate(buffer, pagesize=A4).build([Table(rows, style=style)])
    return buffer.getvalue()


def plain_workbook(rows: list[list[str]]) -> bytes:
    """The texts in a workbook, without merges, styles or heights."""
    buffer, workbook = io.BytesIO(), Workbook()
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            workbook.worksheets[0].cell(number, column).value = text
    workbook.save(buffer)
    return buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main())
