"""Forms in PDFs and workbooks: our own give back the document they carry, others are read by their table (SAFETY.md R12)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ziping.app.comparison import compare
from ziping.compose import compose
from ziping.editions.catalog import UnknownEdition, edition
from ziping.form.model import Form
from ziping.importers.archive import open_archive
from ziping.importers.grid import GridCell
from ziping.importers.guard import Kind, check_embedded, check_json, expect
from ziping.importers.pdf_table import read_pdf
from ziping.importers.result import ImportFailed, ImportResult, Note
from ziping.importers.table_form import form_of_table
from ziping.importers.workbook import read_workbook
from ziping.importers.worker_process import run_apart
from ziping.rules.scoring import score_form
from ziping.store.carrier import document_in_workbook
from ziping.store.document import VERSION, Document, DocumentError, newer, read_document

_ATTACHED = "ziping.store.carrier:document_in_pdf"
_MOST_NAMED = 3
"""Changed fields that a note names."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A form from a PDF or workbook, with all that is to be said about it.

    ``beside`` are the fields beside the form where the file held the document it was exported from, None for one that
    was read by its table. ``visible`` is the form that the table shows now, where somebody edited such a workbook.
    """

    form: Form
    notes: tuple[str, ...] = ()
    remarks: tuple[Note, ...] = ()
    beside: Mapping[str, object] | None = None
    visible: Form | None = field(default=None, repr=False)

    @classmethod
    def by_table(cls, result: ImportResult, *more: str) -> Foreign:
        """What the table alone tells."""
        return cls(result.form, (*more, *result.notes), result.remarks)


def foreign_form(data: bytes, name: str, kind: Kind, stop: Callable[[], bool] = lambda: False) -> Foreign:
    """The form in a PDF or workbook called ``name``; blocks, for a PDF up to 20 s. Raises ``ImportFailed``."""
    return _from_pdf(data, name, stop) if kind is Kind.PDF else _from_workbook(data, name)


def _from_pdf(data: bytes, name: str, stop: Callable[[], bool]) -> Foreign:
    expect(data, Kind.PDF)
    attached = run_apart(_ATTACHED, data, stop=stop)
    document, note = _document(attached.encode() if isinstance(attached, str) else None)
    if document is None:
        return Foreign.by_table(read_pdf(data, name, stop=stop), *note)
    return Foreign(document.form, beside=document.beside)


def _from_workbook(data: bytes, name: str) -> Foreign:
    expect(data, Kind.WORKBOOK)
    with open_archive(data) as archive:
        document, note = _document(document_in_workbook(archive))
    if document is None:
        return Foreign.by_table(read_workbook(data, name), *note)
    try:
        visible = read_workbook(data, name).form
    except ImportFailed:
        return Foreign(document.form, ("表格已经读不出来，这里是导出时的内容",), beside=document.beside)
    lines = compare(_shown_by(document.form), visible)
    if not lines:
        return Foreign(document.form, beside=document.beside)
    named = "、".join(line.where for line in lines[:_MOST_NAMED]) + ("等" if len(lines) > _MOST_NAMED else "")
    text = f"这份 Excel 导出以后，表格里有 {len(lines)} 处被改过（{named}）"
    return Foreign(document.form, (text,), beside=document.beside, visible=visible)


def _document(found: bytes | None) -> tuple[Document | None, tuple[str, ...]]:
    """The document that a file carries, if this program can use it; else why the table is read instead."""
    if found is None:
        return None, ()
    try:
        check_embedded(found)
        check_json(found)
        document = read_document(found)
        edition(document.form.edition)
    except (DocumentError, ImportFailed, UnknownEdition) as problem:
        return None, (f"文件里附带的项目数据不能用（{problem}），改按表格读入",)
    if document.version > VERSION:
        return None, (f"文件里附带的项目数据：{newer(document.version, document.needs)}，改按表格读入",)
    return document, ()


def _shown_by(form: Form) -> Form:
    """The form as a reader of its printed table sees it: rounded as printed, with row ids of the reader's own."""
    own = edition(form.edition)
    sheet = compose(form, own, score_form(form, own))
    cells = [GridCell(cell.row, cell.column, cell.text, cell.row_span, cell.column_span) for cell in sheet.cells]
    return form_of_table(cells, "表格").form
