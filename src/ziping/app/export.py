"""What leaves the program: the official table as PDF, workbook and text, and the report on what was checked."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from ziping.app.check_code import code_of, printed_code, qr_text, sheet_code
from ziping.app.print_choices import AS_USUAL, PrintChoices
from ziping.app.report import report_of
from ziping.app.report_sheet import report_sheet
from ziping.app.session import View
from ziping.compose import compose
from ziping.form.edit import put
from ziping.form.model import Form
from ziping.form.path import FieldPath
from ziping.render.faces import Face, installed_faces
from ziping.render.metrics import FontMeasure
from ziping.render.text import sheet_text
from ziping.sheet.linebreak import break_lines
from ziping.sheet.model import Pages, Sheet
from ziping.sheet.paginate import paginate
from ziping.store.document import write_document

if TYPE_CHECKING:
    from ziping.render.pdf import PdfOptions

MEASURE = FontMeasure()
"""The measure of the shipped fonts; reads them when it is first asked."""


def sheet_of(view: View) -> Sheet:
    """The official table of a form."""
    return compose(view.form, view.edition, view.scores)


def measure_of(choices: PrintChoices) -> FontMeasure:
    """The measure of the chosen typeface; the shipped one's if that is not on this machine or can't be embedded."""
    if not choices.face_name:
        return MEASURE
    return _measure_of(next((face for face in installed_faces() if face.name == choices.face_name), None))


@lru_cache(maxsize=2)
def _measure_of(face: Face | None) -> FontMeasure:
    from ziping.render.pdf import embeddable

    return FontMeasure(face) if face is not None and embeddable(face) else MEASURE


def pages_of(view: View, choices: PrintChoices = AS_USUAL) -> Pages:
    """The official table on its pages."""
    return paginate(sheet_of(view), measure_of(choices))


def printed_lines(view: View, path: FieldPath) -> int:
    """How many lines the text of a field takes on paper; 0 for a field that does not print."""
    sheet = sheet_of(view)
    for cell in sheet.cells:
        if cell.address == str(path):
            width = sum(sheet.columns[cell.column : cell.column + cell.column_span]) - 2 * sheet.padding
            return len(break_lines(cell.text, width, cell.style.size, MEASURE.width_of(cell.style.bold)))
    return 0


def is_draft(view: View, choices: PrintChoices = AS_USUAL) -> bool:
    """Whether an export is marked 草稿: chosen so, or problems of the kind 必须改 remain (UX.md U26)."""
    return choices.draft or any(finding.severity == "error" for finding in view.findings)


def pdf_of(view: View, created: datetime, choices: PrintChoices = AS_USUAL, *, pages: Pages | None = None) -> bytes:
    """The official table as PDF; the same form, choices and time give the same bytes.

    ``pages`` are those of the same form and choices, where they are known already.
    """
    from ziping.render.pdf import pdf_bytes

    return pdf_bytes(pages or pages_of(view, choices), measure_of(choices), pdf_options(view, created, choices))


def pdf_options(view: View, created: datetime, choices: PrintChoices = AS_USUAL) -> PdfOptions:
    """What a PDF of the official table says of itself and prints outside of the table."""
    from ziping.render.pdf import PdfOptions

    basic, code = view.form.basic, code_of(view) if choices.check_code else ""
    return PdfOptions(
        author=basic.unit,
        subject=basic.project_name,
        keywords="",
        created=created,
        draft=is_draft(view, choices),
        footer_left=printed_code(code) if code else "",
        footer_name=basic.project_name if code else "",
        qr=qr_text(code, basic) if code else "",
    )


def report_pdf(view: View, created: datetime) -> bytes:
    """The 检查报告 on a form as PDF, never marked 草稿; the same form and time give the same bytes."""
    from ziping.render.pdf import PdfOptions, pdf_bytes

    sheet = report_sheet(report_of(view, created))
    basic = view.form.basic
    options = PdfOptions(author=basic.unit, subject=basic.project_name, keywords="", created=created)
    return pdf_bytes(paginate(sheet, MEASURE), MEASURE, options)


def workbook_of(view: View, created: datetime, choices: PrintChoices = AS_USUAL) -> bytes:
    """The official table as a workbook (.xlsx), in 宋体 whatever typeface is chosen."""
    from ziping.render.xlsx import WorkbookOptions, workbook_bytes

    sheet = sheet_of(view)
    options = WorkbookOptions(
        title=sheet.title,
        author=view.form.basic.unit,
        created=created,
        draft=is_draft(view, choices),
        footer_left=printed_code(sheet_code(sheet)) if choices.check_code else "",
    )
    return workbook_bytes(sheet, MEASURE, options)


def _for_others(form: Form) -> Form:
    """The form without what is said about it in the house: an export is handed in and published (批注, 已核对)."""
    for said in ("remarks", "acknowledged"):
        form = put(form, FieldPath("form", "", said), ())
    return form


def exported_pdf(view: View, created: datetime, choices: PrintChoices = AS_USUAL) -> bytes:
    """The official table as a PDF that opens again as the same form."""
    from ziping.store.carrier import pdf_with

    return pdf_with(pdf_of(view, created, choices), write_document(_for_others(view.form), view.beside))


def exported_workbook(view: View, created: datetime, choices: PrintChoices = AS_USUAL) -> bytes:
    """The official table as a workbook that opens again as the same form."""
    from ziping.store.carrier import workbook_with

    return workbook_with(workbook_of(view, created, choices), write_document(_for_others(view.form), view.beside))


def text_of(view: View) -> str:
    """The official table as text for a terminal."""
    return sheet_text(sheet_of(view))
