"""Forms in PDFs and workbooks: our own give back the document they carry, others are read by their table (SAFETY.md R12)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from ziping.app.comparison import compare
from ziping.compose import compose
from ziping.editions.catalog import UnknownEdition, edition
from ziping.form.model import Form
from ziping.importers.archive import open_archive
from ziping.importers.grid import GridCell
from ziping.importers.guard import Kind, check_embedded, check_json, expect
from ziping.importers.pdf_table import read_pdf
from ziping.importers.result import ImportFailed, ImportResult, Note, quoted
from ziping.importers.table_form import form_of_table
from ziping.importers.workbook import read_workbook
from ziping.importers.worker_process import Stopped, run_apart
from ziping.render.metrics import FontMeasure
from ziping.rules.scoring import score_form
from ziping.sheet.model import Sheet
from ziping.sheet.paginate import paginate
from ziping.store.carrier import document_in_workbook
from ziping.store.document import VERSION, Document, DocumentError, newer, read_document

_CARRIED = "ziping.store.carrier:carried_by_pdf"
_MEASURE = FontMeasure()
_MOST_NAMED = 3
"""Changed fields that a note names."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A form from a PDF or workbook, with all that is to be said about it.

    ``beside`` are the fields beside the form where the file held the document it was exported from, None for one that
    was read by its table. ``exported`` is the form in that document where the table shows another one now: ``form`` is
    always what whoever looks at the file sees.
    """

    form: Form
    notes: tuple[str, ...] = ()
    remarks: tuple[Note, ...] = ()
    beside: Mapping[str, object] | None = None
    exported: Form | None = field(default=None, repr=False)

    @classmethod
    def by_table(cls, result: ImportResult, *more: str) -> Foreign:
        """What the table alone tells."""
        return cls(result.form, (*more, *result.notes), result.remarks)


def foreign_form(data: bytes, name: str, kind: Kind, stop: Callable[[], bool] = lambda: False) -> Foreign:
    """The form in a PDF or workbook called ``name``; blocks, for a PDF up to 20 s. Raises ``ImportFailed``."""
    return _from_pdf(data, name, stop) if kind is Kind.PDF else _from_workbook(data, name)


def _from_pdf(data: bytes, name: str, stop: Callable[[], bool]) -> Foreign:
    expect(data, Kind.PDF)
    told = run_apart(_CARRIED, data, stop=stop)
    document, note = _document(told["document"].encode() if told else None)
    if document is None:
        return Foreign.by_table(read_pdf(data, name, stop=stop), *note)
    if _pages_show(document.form, told["pages"]):
        return Foreign(document.form, beside=document.beside)
    return _beside_table(document, partial(read_pdf, data, name, stop=stop))


def _pages_show(form: Form, pages: Sequence[str]) -> bool:
    """Whether the text of a PDF's pages holds the form's own pages, sign by sign; blanks and what stands around aside.

    Pages in another typeface may break elsewhere: no is no proof of a difference.
    """
    placed = paginate(_sheet(form), _MEASURE).pages
    own = ("".join(line for cell in page.cells for line in cell.lines) for page in placed)
    return len(placed) == len(pages) and all(
        _close(text) in _close(page) for text, page in zip(own, pages, strict=True)
    )


def _close(text: str) -> str:
    return "".join(text.split())


def _from_workbook(data: bytes, name: str) -> Foreign:
    expect(data, Kind.WORKBOOK)
    with open_archive(data) as archive:
        document, note = _document(document_in_workbook(archive))
    if document is None:
        return Foreign.by_table(read_workbook(data, name), *note)
    return _beside_table(document, partial(read_workbook, data, name))


def _beside_table(document: Document, read: Callable[[], ImportResult]) -> Foreign:
    """The document a file carries, if its table says the same; else what the table says, which is what people see."""
    try:
        table = read()
    except Stopped:
        raise
    except ImportFailed:
        return Foreign(document.form, ("表格已经读不出来，这里是导出时的内容",), beside=document.beside)
    lines = compare(_shown_by(document.form), table.form)
    if not lines:
        return Foreign(document.form, beside=document.beside)
    changes = "；".join(f"{line.where}：{quoted(line.before)} → {quoted(line.after)}" for line in lines[:_MOST_NAMED])
    more = "；等等" if len(lines) > _MOST_NAMED else ""
    note = f"表格和文件里附带的导出时的内容有 {len(lines)} 处不同（{changes}{more}），这里按表格读入"
    found = Foreign.by_table(table, note)
    return replace(found, beside=document.beside, exported=document.form)


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
    cells = [
        GridCell(cell.row, cell.column, cell.text, cell.row_span, cell.column_span) for cell in _sheet(form).cells
    ]
    return form_of_table(cells, "表格").form


def _sheet(form: Form) -> Sheet:
    own = edition(form.edition)
    return compose(form, own, score_form(form, own))
