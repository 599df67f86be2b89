"""The sheet as a workbook that Excel, WPS and LibreOffice open with the same text, merges and borders.

No cell is ever a formula: numbers are numbers where the sheet says so, everything else is text.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from ziping.render.office_pages import office_rows, with_whole_labels
from ziping.sheet.model import MM, Cell, Measure, Sheet, TextStyle

SHEET_NAME = "自评表"
FONT = "宋体"
DEFAULT_SIZE = 12.0
"""Size in pt of the workbook's default font; its digits are half as wide, on every screen and in every program."""

_THIN = Side(style="thin")
_LINE = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_READ_AS_OTHER = re.compile(r"[=+\-@'＝＋－]|[\d.,:/\-年月日%％¥￥$]+$|(?i:true|false)$")
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
MOST_DIGITS = 15
"""Digits that a workbook's number keeps; a longer one is written as text."""


@dataclass(frozen=True, slots=True)
class WorkbookOptions:
    """What a workbook says about itself."""

    title: str
    author: str
    created: datetime
    """With its time zone; the file's only date."""
    draft: bool = False
    """Prints 草稿 in the upper right corner of each page."""
    footer_left: str = ""
    """A small note at the foot of each page."""
    sheet_name: str = SHEET_NAME


def workbook_bytes(sheet: Sheet, measure: Measure, options: WorkbookOptions) -> bytes:
    """The sheet as an xlsx file; equal sheets and options give equal bytes."""
    sheet = with_whole_labels(sheet, measure)
    workbook = Workbook()
    created = options.created.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    workbook.properties.created = workbook.properties.modified = created
    workbook.properties.title, workbook.properties.creator = _writable(options.title), _writable(options.author)
    _set_default_font(workbook)
    worksheet = workbook.worksheets[0]
    worksheet.title = options.sheet_name
    tops = _set_rows(worksheet, sheet, measure)
    for index, width in enumerate(sheet.columns, start=1):
        worksheet.column_dimensions[get_column_letter(index)].width = _width_units(width)
    for cell in sheet.cells:
        _write_cell(worksheet, cell, tops, len(sheet.columns))
    _set_page(worksheet, sheet, tops)
    if options.draft:
        _mark_as_draft(worksheet)
    if options.footer_left:
        _note_in_the_foot(worksheet, options.footer_left)
    return _dated(workbook, created)


def _set_default_font(workbook: Workbook) -> None:
    """Counts column widths in digits of 宋体: the library's Calibri is missing on many office PCs, and guessed wider."""
    font = Font(name=FONT, size=DEFAULT_SIZE)
    workbook._fonts = IndexedList([font])  # type: ignore[attr-defined]  # noqa: SLF001  # no public way
    workbook._named_styles["Normal"].font = font  # type: ignore[attr-defined]  # noqa: SLF001


def _set_rows(worksheet: Worksheet, sheet: Sheet, measure: Measure) -> list[int]:
    """Gives rows their heights; for each row of the sheet its first one in the workbook, and the one after the last.

    A row taller than Excel allows becomes several, over which its cells are merged.
    """
    rows = office_rows(sheet, measure)
    for row, height in enumerate(rows.heights, start=1):
        worksheet.row_dimensions[row].height = height
    return [top + 1 for top in rows.tops]


def _width_units(points: float) -> float:
    """A column's width in Excel's unit, the width of a digit in the default font."""
    return max(round(points / (DEFAULT_SIZE / 2), 3), 0.0)


def _write_cell(worksheet: Worksheet, cell: Cell, tops: list[int], columns: int) -> None:
    last = len(tops) - 2
    top, bottom = tops[min(cell.row, last)], tops[min(cell.row + cell.row_span - 1, last) + 1] - 1
    left, right = min(cell.column + 1, columns), min(cell.column + cell.column_span, columns)
    if (top, left) != (bottom, right):
        worksheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)
    if cell.border:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                worksheet.cell(row, column).border = _LINE
    corner = worksheet.cell(top, left)
    corner.font, corner.alignment = _font(cell.style), _alignment(cell.style)
    if cell.number is not None and _fits(cell.number):
        corner.value = format(cell.number, "f")
        corner.data_type = "n"
        corner.number_format = cell.number_format
    elif cell.text:
        text = _writable(cell.text)
        corner.value = text
        corner.data_type = "s"
        corner.quotePrefix = _READ_AS_OTHER.match(text) is not None


def _fits(number: Decimal) -> bool:
    """Whether a workbook holds the number to the last digit; written from its digits, never by way of a float."""
    return (
        number.is_finite() and abs(number.adjusted()) < MOST_DIGITS and len(number.as_tuple().digits) <= MOST_DIGITS
    )


def _writable(text: str) -> str:
    """Text with a blank for each character that XML cannot hold, and newlines as Excel has them."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWRITABLE.sub(" ", ILLEGAL_CHARACTERS_RE.sub(" ", unified))


@cache
def _font(style: TextStyle) -> Font:
    return Font(name=FONT, size=style.size, bold=style.bold)


@cache
def _alignment(style: TextStyle) -> Alignment:
    return Alignment(
        horizontal=style.align, vertical="center" if style.vertical == "middle" else "top", wrap_text=True
    )


def _set_page(worksheet: Worksheet, sheet: Sheet, tops: list[int]) -> None:
    page, inch = sheet.page, 72
    worksheet.page_setup.paperSize = 9
    worksheet.page_setup.orientation = "portrait"
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = worksheet.page_margins
    margins.left, margins.right = page.left / inch, page.right / inch
    margins.top, margins.bottom = page.top / inch, page.bottom / inch
    margins.header = margins.footer = 8 * MM / inch
    worksheet.print_options.horizontalCentered = True
    foot = worksheet.oddFooter
    assert foot is not None
    assert foot.center is not None
    foot.center.text = "第 &P 页 共 &N 页"
    if len(tops) > 1:
        worksheet.print_area = f"A1:{get_column_letter(max(len(sheet.columns), 1))}{tops[-1] - 1}"
    if sheet.header is not None and sheet.header.row < len(tops) - 1:
        worksheet.print_title_rows = f"{tops[sheet.header.row]}:{tops[sheet.header.row + 1] - 1}"


def _mark_as_draft(worksheet: Worksheet) -> None:
    head = worksheet.oddHeader
    assert head is not None
    assert head.right is not None
    head.right.text, head.right.size, head.right.font = "草稿", 14, f"{FONT},Bold"


def _note_in_the_foot(worksheet: Worksheet, note: str) -> None:
    foot = worksheet.oddFooter
    assert foot is not None
    assert foot.left is not None
    foot.left.text, foot.left.size, foot.left.font = _writable(note).replace("&", "&&"), 8, f"{FONT},Regular"


def _dated(workbook: Workbook, created: datetime) -> bytes:
    """The workbook as a file whose entries all carry the same time, in the order the library writes them."""
    draft, final = io.BytesIO(), io.BytesIO()
    ExcelWriter(workbook, zipfile.ZipFile(draft, "w")).save()
    moment = (max(created.year, 1980), created.month, created.day, created.hour, created.minute, created.second)
    with zipfile.ZipFile(draft) as source, zipfile.ZipFile(final, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            target.writestr(entry, source.read(name))
    return final.getvalue()
