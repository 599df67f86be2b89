"""A form from the ruled table of a PDF with a text layer; knows no PDF library, which works in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ziping.importers.grid import GridCell
from ziping.importers.guard import Kind, expect
from ziping.importers.pdf_overhang import Box
from ziping.importers.pdf_pages import joined
from ziping.importers.result import ImportResult, Note, quoted
from ziping.importers.table_form import form_of_table
from ziping.importers.worker_process import run_apart
from ziping.importers.wrapped import Line, rejoined, setting_of

SECONDS = 20
_WHERE = "第 {} 页"
_WORK = "ziping.importers.pdf_text:pages_of_pdf"


def read_pdf(data: bytes, name: str, *, stop: Callable[[], bool] = lambda: False) -> ImportResult:
    """The form that the table in a PDF shows; ``name`` is what messages call the file.

    Blocks for as long as the process works that reads it; raises ``ImportFailed``, and ``Stopped`` when ``stop`` holds.
    """
    expect(data, Kind.PDF)
    return form_of_pages(run_apart(_WORK, data, seconds=SECONDS, stop=stop), name)


def form_of_pages(told: Sequence[Mapping[str, Any]], name: str) -> ImportResult:
    """The form in what ``pdf_text`` tells of the pages; raises ``ImportFailed``."""
    cells, doubts = cells_of_pages(told)
    result = form_of_table(cells, f"“{name}”")
    return ImportResult.of(result.form, [*result.remarks, *doubts, *_overfull(told)])


def cells_of_pages(told: Sequence[Mapping[str, Any]]) -> tuple[list[GridCell], list[Note]]:
    """The cells of the table, joined through the pages, with their texts as they were typed, and what is in doubt."""
    pages = [_boxes(page, number) for number, page in enumerate(told, start=1)]
    setting = setting_of((box.x0, box.x1, box.lines) for page in pages for box in page if box.ruled)
    cells: list[GridCell] = []
    doubts: list[Note] = []
    for place in joined(pages, setting):
        text = rejoined(place.lines, place.box.x1 - place.box.x0, setting)
        where = _WHERE.format(place.box.page)
        cells.append(GridCell(place.row, place.column, text.text, place.rows, place.columns, where=where))
        if text.doubts:
            what = f"“{quoted(text.text)}”里有 {text.doubts} 处刚好满行，按语句看是另起一段，请核对"
            doubts.append(Note("differs", what, where=where))
    return cells, doubts


def _overfull(told: Sequence[Mapping[str, Any]]) -> list[Note]:
    return [
        Note(
            "differs", f"“{quoted(text)}”的文字越出了格子，可能与旁边的混在一起，请核对", where=_WHERE.format(number)
        )
        for number, page in enumerate(told, start=1)
        for *_, lines, overfull in page["cells"]
        if overfull and (text := "".join(line[0] for line in lines))
    ]


def _boxes(page: Mapping[str, Any], number: int) -> list[Box]:
    ruled = [_box(number, cell[:4], [_line(number, line) for line in cell[4]], ruled=True) for cell in page["cells"]]
    return ruled + [_box(number, line[1:5], [_line(number, line)], ruled=False) for line in page["outside"]]


def _box(page: int, edges: Sequence[float], lines: Iterable[Line], *, ruled: bool) -> Box:
    x0, top, x1, bottom = edges
    return Box(page, x0, top, x1, bottom, tuple(lines), ruled)


def _line(page: int, told: Sequence[Any]) -> Line:
    text, x0, top, x1, bottom, widths = told
    return Line(page, text, x0, top, x1, bottom, tuple(widths))
