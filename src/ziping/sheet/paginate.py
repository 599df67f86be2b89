"""Places a sheet's cells on pages; what is where is decided here, once, for everything that draws pages."""

from __future__ import annotations

from itertools import pairwise

from ziping.sheet.fill import Cursor, Draft, fill
from ziping.sheet.grid import Grid, set_grid
from ziping.sheet.model import Measure, Page, Pages, PlacedCell, Sheet


def row_heights(sheet: Sheet, measure: Measure) -> tuple[float, ...]:
    """The height in pt of each row on paper without end; a merged cell that needs more grows its last row."""
    grid = set_grid(sheet, measure, endless=True)
    return tuple(below - above for above, below in pairwise(fill(grid, Cursor()).tops))


def paginate(sheet: Sheet, measure: Measure) -> Pages:
    """The sheet on pages, at least one."""
    grid = set_grid(sheet, measure)
    drafts = [fill(grid, Cursor())]
    while not drafts[-1].finished:
        drafts.append(fill(grid, drafts[-1].next()))
    pages = (Page(number, _placed_cells(draft)) for number, draft in enumerate(drafts, start=1))
    return Pages(sheet, tuple(pages))


def _placed_cells(draft: Draft) -> tuple[PlacedCell, ...]:
    """The cells of a page in reading order."""
    grid, row = draft.grid, draft.start.row
    header = grid.sheet.header
    cells = {cell for inside in grid.starting[row : draft.end] for cell in inside}
    if row < draft.end:
        cells.update(grid.crossing[row])
    if draft.header > 0 and header is not None:
        cells.update(grid.starting[header.row], grid.crossing[header.row])
    return tuple(_placed(grid, draft, cell) for cell in sorted(cells))


def _placed(grid: Grid, draft: Draft, index: int) -> PlacedCell:
    top, bottom = draft.box(index)
    shown = draft.lines(index)
    x, right = grid.edges[grid.left[index]], grid.edges[grid.right[index]]
    return PlacedCell(
        cell=grid.sheet.cells[index],
        x=x,
        y=grid.sheet.page.top + top,
        width=right - x,
        height=bottom - top,
        lines=grid.texts[index].lines[shown.start : shown.stop],
        opened=draft.opens(index),
        closed=draft.closes(index),
    )
