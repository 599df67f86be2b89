"""Where office programs will break a workbook's pages, and labels set so that no break cuts them.

Such a program draws a merged cell once, over all its rows: a label in the middle is cut in two, or hidden, where a page
ends. A label that a page may end in is therefore set at the top of its cell, in a first row high enough to hold it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil

from ziping.sheet.linebreak import break_lines
from ziping.sheet.model import Cell, Measure, Sheet
from ziping.sheet.paginate import row_heights

TALLEST_ROW = 409.0
"""Excel's limit for a row's height in pt."""
NARROWER = 0.96
"""Part of a column's width that is counted on, as each office program draws text a little wider or narrower."""
SPARE = 2.0
"""Height in pt added to each row for the same reason."""
DOUBT = 0.05
"""Part of the first page that may stay empty, as programs round heights."""


@dataclass(frozen=True, slots=True)
class OfficeRows:
    """A workbook's rows; a row of the sheet that is taller than Excel allows is several of them."""

    tops: tuple[int, ...]
    """For each row of the sheet its first one in the workbook, counted from 0, and the one after the last."""
    heights: tuple[float, ...]
    """Of each row of the workbook, in pt."""


def office_rows(sheet: Sheet, measure: Measure) -> OfficeRows:
    """The rows of a sheet's workbook, with room to spare for programs that draw text wider."""
    tops, heights = [0], list[float]()
    for needed in row_heights(_narrower(sheet), measure):
        parts = ceil((needed + SPARE) / TALLEST_ROW)
        heights += [round((needed + SPARE) / parts, 2)] * parts
        tops.append(len(heights))
    return OfficeRows(tuple(tops), tuple(heights))


def with_whole_labels(sheet: Sheet, measure: Measure) -> Sheet:
    """The sheet with its merged cells below the first page's safe part at the top, their first rows able to hold them."""
    rows = office_rows(sheet, measure)
    edges = tuple(accumulate(rows.heights, initial=0.0))
    safe = _safe_height(sheet, rows, edges)
    cells, least = list(sheet.cells), [row.min_height for row in sheet.rows]
    for place, cell in enumerate(sheet.cells):
        first, end = _rows_of(cell, rows)
        if end - first > 1 and edges[end] > safe:
            cells[place] = replace(cell, style=replace(cell.style, vertical="top"))
            if cell.row_span > 1:
                least[cell.row] = max(least[cell.row], _text_height(_narrower(sheet), cell, measure))
    taller = (replace(row, min_height=height) for row, height in zip(sheet.rows, least, strict=True))
    return replace(sheet, cells=tuple(cells), rows=tuple(taller))


def _narrower(sheet: Sheet) -> Sheet:
    return replace(sheet, columns=tuple(width * NARROWER for width in sheet.columns))


def _rows_of(cell: Cell, rows: OfficeRows) -> tuple[int, int]:
    """The cell's first row in the workbook and the one after its last."""
    last = len(rows.tops) - 1
    return rows.tops[min(cell.row, last)], rows.tops[min(cell.row + cell.row_span, last)]


def _safe_height(sheet: Sheet, rows: OfficeRows, edges: Sequence[float]) -> float:
    """The distance from the table's top within which no page can end.

    Below it any row may be the last of a page: a program without the workbook's font finds the columns wider, shrinks the
    table to the paper and fits more rows on it. The rows under the repeated header are safe together or not at all, so
    that their labels look alike.
    """
    page = (sheet.page.height - sheet.page.top - sheet.page.bottom) * (1 - DOUBT)
    if sheet.header is None or edges[-1] <= page:
        return page
    return min(page, edges[rows.tops[min(sheet.header.row, len(rows.tops) - 1)]])


def _text_height(sheet: Sheet, cell: Cell, measure: Measure) -> float:
    """The height in pt that the cell's text takes."""
    width = sum(sheet.columns[cell.column : cell.column + cell.column_span]) - 2 * sheet.padding
    lines = break_lines(cell.text, width, cell.style.size, measure.width_of(cell.style.bold))
    return len(lines) * cell.style.size * sheet.leading + 2 * sheet.padding
