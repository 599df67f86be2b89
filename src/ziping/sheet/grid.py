"""The sheet made ready for placing: each cell's text broken into lines once, and which cells meet which row."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate

from ziping.sheet.linebreak import TOLERANCE, break_lines
from ziping.sheet.model import Cell, Measure, Sheet

LEAST_ROOM = 36.0
"""Height in pt a page has for rows even if its margins leave less, so that placing always comes to an end."""


@dataclass(frozen=True, slots=True)
class SetText:
    """A cell's text in lines; heights in pt."""

    lines: tuple[str, ...]
    line_height: float
    padding: float

    def height_of(self, count: int) -> float:
        """The height a cell needs to hold ``count`` of the lines; nothing for none."""
        return count * self.line_height + 2 * self.padding if count > 0 else 0.0

    def lines_in(self, height: float) -> int:
        """How many lines fit into a cell of this height."""
        return max(0, int((height - 2 * self.padding + TOLERANCE) / self.line_height))


@dataclass(frozen=True, slots=True)
class Grid:
    """The sheet's cells by their index in ``sheet.cells``, with rows and columns that lie outside pulled back in."""

    sheet: Sheet
    edges: tuple[float, ...]
    """Where columns begin and the last one ends, in pt from the left edge of the paper."""
    first: tuple[int, ...]
    """Each cell's first row."""
    end: tuple[int, ...]
    """The row after each cell's last one."""
    left: tuple[int, ...]
    """Each cell's first column."""
    right: tuple[int, ...]
    """The column after each cell's last one."""
    texts: tuple[SetText, ...]
    starting: tuple[tuple[int, ...], ...]
    """For each row the cells that begin in it."""
    crossing: tuple[tuple[int, ...], ...]
    """For each row the cells that began above it and reach into it."""
    least: tuple[float, ...]
    """For each row the height its unmerged cells need, and its own least height as far as a page has it."""
    room: float
    """Height of a page between its margins."""
    header: float
    """Height of the header row to repeat; 0 if none is, or if it would take half a page."""

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self.least)

    def own(self, row: int) -> tuple[int, ...]:
        """The cells of this row alone."""
        return tuple(cell for cell in self.starting[row] if self.end[cell] == row + 1)

    def repeats(self, cell: int) -> bool:
        """Whether the cell is a label over several rows that is shown whole on each page it reaches."""
        text = self.texts[cell]
        spans = self.end[cell] - self.first[cell] > 1
        return spans and text.height_of(len(text.lines)) <= self.room - self.header

    def is_header(self, row: int) -> bool:
        """Whether this row is drawn again on the pages that follow."""
        header = self.sheet.header
        return self.header > 0 and header is not None and row == header.row

    def header_above(self, row: int) -> float:
        """The height of the header row repeated on a page that begins with ``row``."""
        header = self.sheet.header
        return self.header if header is not None and header.row < row <= header.last else 0.0


def set_grid(sheet: Sheet, measure: Measure, *, endless: bool = False) -> Grid:
    """The grid of a sheet, for its pages or, if ``endless``, for one page without end."""
    cells = sheet.cells
    rows = max(len(sheet.rows), 1 if cells else 0)
    first = tuple(_within(cell.row, rows) for cell in cells)
    end = tuple(min(start + max(cell.row_span, 1), rows) for start, cell in zip(first, cells, strict=True))
    left = tuple(_within(cell.column, len(sheet.columns)) for cell in cells)
    right = tuple(
        min(start + max(cell.column_span, 1), len(sheet.columns)) for start, cell in zip(left, cells, strict=True)
    )
    edges = tuple(accumulate(sheet.columns, initial=sheet.page.left))
    texts = _set_texts(sheet, measure, [edges[b] - edges[a] for a, b in zip(left, right, strict=True)])
    starting: list[list[int]] = [[] for _ in range(rows)]
    crossing: list[list[int]] = [[] for _ in range(rows)]
    for index, (start, stop) in enumerate(zip(first, end, strict=True)):
        starting[start].append(index)
        for row in range(start + 1, stop):
            crossing[row].append(index)
    own = [[texts[i] for i in inside if end[i] == row + 1] for row, inside in enumerate(starting)]
    room = math.inf if endless else max(sheet.page.height - sheet.page.top - sheet.page.bottom, LEAST_ROOM)
    header = _header_height(sheet, own, room)
    return Grid(
        sheet=sheet,
        edges=edges,
        first=first,
        end=end,
        left=left,
        right=right,
        texts=texts,
        starting=tuple(tuple(inside) for inside in starting),
        crossing=tuple(tuple(inside) for inside in crossing),
        least=tuple(_least_height(sheet, row, texts_in, room - header) for row, texts_in in enumerate(own)),
        room=room,
        header=header,
    )


def _within(place: int, count: int) -> int:
    return min(max(place, 0), max(count - 1, 0))


def _set_texts(sheet: Sheet, measure: Measure, widths: list[float]) -> tuple[SetText, ...]:
    width_of = {bold: measure.width_of(bold) for bold in (False, True)}

    def set_text(cell: Cell, width: float) -> SetText:
        style = cell.style
        lines = break_lines(cell.text, width - 2 * sheet.padding, style.size, width_of[style.bold])
        return SetText(lines, max(style.size * sheet.leading, 1.0), sheet.padding)

    return tuple(set_text(cell, width) for cell, width in zip(sheet.cells, widths, strict=True))


def _header_height(sheet: Sheet, own: list[list[SetText]], room: float) -> float:
    """The header's height, 0 without a header and for one that would leave less than half a page to the rows."""
    if sheet.header is None or not 0 <= sheet.header.row < len(own):
        return 0.0
    height = _least_height(sheet, sheet.header.row, own[sheet.header.row], room)
    return height if height <= room / 2 else 0.0


def _least_height(sheet: Sheet, row: int, texts: list[SetText], limit: float) -> float:
    least = sheet.rows[row].min_height if row < len(sheet.rows) else 0.0
    return max(0.0, min(least, limit), *(text.height_of(len(text.lines)) for text in texts))
