"""What leaves the program: the official table as PDF, workbook and text, and the names of the files."""

from __future__ import annotations

import re
from datetime import datetime

from ziping.app.session import View
from ziping.compose import compose
from ziping.form.model import Form
from ziping.form.path import FieldPath
from ziping.render.metrics import FontMeasure
from ziping.render.text import sheet_text
from ziping.sheet.linebreak import break_lines
from ziping.sheet.model import Pages, Sheet
from ziping.sheet.paginate import paginate

MEASURE = FontMeasure()
"""The measure of the shipped fonts; reads them when it is first asked."""

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_WINDOWS_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
_LONGEST_NAME = 80


def sheet_of(view: View) -> Sheet:
    """The official table of a form."""
    return compose(view.form, view.edition, view.scores)


def pages_of(view: View) -> Pages:
    """The official table on its pages."""
    return paginate(sheet_of(view), MEASURE)


def printed_lines(view: View, path: FieldPath) -> int:
    """How many lines the text of a field takes on paper; 0 for a field that does not print."""
    sheet = sheet_of(view)
    for cell in sheet.cells:
        if cell.address == str(path):
            width = sum(sheet.columns[cell.column : cell.column + cell.column_span]) - 2 * sheet.padding
            return len(break_lines(cell.text, width, cell.style.size, MEASURE.width_of(cell.style.bold)))
    return 0


def is_draft(view: View) -> bool:
    """Whether problems of the kind 必须改 remain, so that an export is marked 草稿 (UX.md U26)."""
    return any(finding.severity == "error" for finding in view.findings)


def pdf_of(view: View, created: datetime, *, pages: Pages | None = None) -> bytes:
    """The official table as PDF, marked 草稿 while anything 必须改 remains; the same form and time give the same bytes."""
    from ziping.render.pdf import PdfOptions, pdf_bytes

    options = PdfOptions(
        author=view.form.basic.unit,
        subject=view.form.basic.project_name,
        keywords="",
        created=created,
        draft=is_draft(view),
    )
    return pdf_bytes(pages or pages_of(view), MEASURE, options)


def workbook_of(view: View, created: datetime) -> bytes:
    """The official table as a workbook (.xlsx)."""
    from ziping.render.xlsx import WorkbookOptions, workbook_bytes

    sheet = sheet_of(view)
    return workbook_bytes(
        sheet, MEASURE, WorkbookOptions(title=sheet.title, author=view.form.basic.unit, created=created)
    )


def text_of(view: View) -> str:
    """The official table as text for a terminal."""
    return sheet_text(sheet_of(view))


def default_name(form: Form) -> str:
    """年度_实施单位_项目名称_自评表, without ending; what a file system refuses becomes a blank (UX.md U35, SAFETY.md S7)."""
    basic = form.basic
    parts = [_clean(str(part)) for part in (basic.year, basic.unit, basic.project_name)]
    name = "_".join([*(part for part in parts if part), "自评表"])
    return f"_{name}" if _WINDOWS_RESERVED.fullmatch(name) else name


def _clean(part: str) -> str:
    return re.sub(r"\s+", " ", _NOT_IN_NAMES.sub(" ", part)).strip(" .")[:_LONGEST_NAME].rstrip()
