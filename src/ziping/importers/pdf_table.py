"""A form from the ruled table of a PDF with a text layer; knows no PDF library, which works in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ziping.importers.grid import GridCell
from ziping.importers.guard import Kind, expect
from ziping.importers.pdf_overhang import Box
from ziping.importers.pdf_pages import Place, joined
from ziping.importers.result import ImportResult
from ziping.importers.table_form import form_of_table
from ziping.importers.worker_process import run_apart
from ziping.importers.wrapped import Line, Setting, rejoined, setting_of

SECONDS = 20
_WORK = "ziping.importers.pdf_text:pages_of_pdf"


def read_pdf(data: bytes, name: str, *, stop: Callable[[], bool] = lambda: False) -> ImportResult:
    """The form that the table in a PDF shows; ``name`` is what messages call the file.

    Blocks for as long as the process works that reads it; raises ``ImportFailed``, and ``Stopped`` when ``stop`` holds.
    """
    expect(data, Kind.PDF)
    return form_of_pages(run_apart(_WORK, data, seconds=SECONDS, stop=stop), name)


def form_of_pages(told: Sequence[Mapping[str, Any]], name: str) -> ImportResult:
    """The form in what ``pdf_text`` tells of the pages; raises ``ImportFailed``."""
    return form_of_table(cells_of_pages(told), f"“{name}”")


def cells_of_pages(told: Sequence[Mapping[str, Any]]) -> list[GridCell]:
    """The cells of the table, joined through the pages, each with its text as it was typed."""
    pages = [_boxes(page, number) for number, page in enumerate(told, start=1)]
    setting = setting_of((box.x0, box.x1, box.lines) for page in pages for box in page if box.ruled)
    return [_cell(place, setting) for place in joined(pages, setting)]


def _boxes(page: Mapping[str, Any], number: int) -> list[Box]:
    ruled = [_box(number, cell[:4], map(_line, cell[4]), ruled=True) for cell in page["cells"]]
    return ruled + [_box(number, line[1:5], [_line(line)], ruled=False) for line in page["outside"]]


def _box(page: int, edges: Sequence[float], lines: Iterable[Line], *, ruled: bool) -> Box:
    x0, top, x1, bottom = edges
    return Box(page, x0, top, x1, bottom, tuple(lines), ruled)


def _line(told: Sequence[Any]) -> Line:
    text, x0, top, x1, bottom, widths = told
    return Line(text, x0, top, x1, bottom, tuple(widths))


def _cell(place: Place, setting: Setting) -> GridCell:
    text = rejoined(place.lines, place.box.x1 - place.box.x0, setting)
    return GridCell(
        row=place.row,
        column=place.column,
        rows=place.rows,
        columns=place.columns,
        text=text.text,
        where=f"第 {place.box.page} 页",
    )
