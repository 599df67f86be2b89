"""Fills one page with rows: where it begins, what fits, where it had better end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ziping.sheet.grid import Grid
from ziping.sheet.linebreak import TOLERANCE

FEWEST_LINES = 4
"""A row taller than a page begins in the room left on one if this many of its lines fit there."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: its first row, whether that row is cut, and how many lines of a cell stand on earlier pages."""

    row: int = 0
    cut: bool = False
    shown: Mapping[int, int] = field(default_factory=dict)


class Draft:
    """A page in the making; heights in pt from its upper margin."""

    def __init__(self, grid: Grid, start: Cursor) -> None:
        self.grid = grid
        self.start = start
        self.header = grid.header_above(start.row)
        self.tops = [self.header]
        """The upper edge of each row from ``start.row`` on, and the lower edge of the last one."""
        self.cut = False
        """Whether the last row goes on on the next page."""

    @property
    def end(self) -> int:
        """The row after the last one on the page."""
        return self.start.row + len(self.tops) - 1

    @property
    def finished(self) -> bool:
        """Whether this is the last page."""
        return self.end == self.grid.row_count and not self.cut

    def next(self) -> Cursor:
        """Where the page after this one begins."""
        row = self.end - self.cut
        going_on = [cell for cell in self.across(row, cut=self.cut) if not self.grid.repeats(cell)]
        return Cursor(row, self.cut, {cell: self.lines(cell).stop for cell in going_on})

    def box(self, cell: int) -> tuple[float, float]:
        """The upper and lower edge of the cell's part on this page."""
        first, end, row = self.grid.first[cell], self.grid.end[cell], self.start.row
        header = self.grid.sheet.header
        above = self.header > 0 and header is not None and first <= header.row
        top = 0.0 if above else self.tops[max(first - row, 0)]
        return top, self.header if end <= row else self.tops[min(end, self.end) - row]

    def opens(self, cell: int) -> bool:
        """Whether the cell begins on this page; so does one of the repeated header row."""
        first, row = self.grid.first[cell], self.start.row
        return self.grid.end[cell] <= row or first > row or (first == row and not self.start.cut)

    def closes(self, cell: int) -> bool:
        """Whether the cell ends on this page."""
        return self.grid.end[cell] <= self.end - self.cut

    def lines(self, cell: int) -> range:
        """Which lines of the cell stand on this page: all of a label, else those that follow the ones shown before."""
        text = self.grid.texts[cell]
        begin, count = self.start.shown.get(cell, 0), len(text.lines)
        top, bottom = self.box(cell)
        if self.closes(cell) and self.grid.end[cell] > self.start.row:
            return range(begin, count)
        fitting = text.lines_in(bottom - top)
        if self.cut and len(self.tops) == 2:
            fitting = max(fitting, 1)
        return range(begin, min(begin + fitting, count))

    def needed(self, row: int) -> float:
        """The height of ``row`` if it comes next: for its own cells, and for merged ones that end with it."""
        grid = self.grid
        rest = row == self.start.row and self.start.cut
        height = max((self._wanted(cell) for cell in grid.own(row)), default=0.0) if rest else grid.least[row]
        for cell in grid.crossing[row]:
            if grid.end[cell] == row + 1:
                height = max(height, self._wanted(cell) - (self.tops[-1] - self.box(cell)[0]))
        return height

    def across(self, row: int, *, cut: bool = False) -> tuple[int, ...]:
        """The cells that a page break above ``row``, or inside it if ``cut``, would part."""
        return self.grid.crossing[row] + (self.grid.starting[row] if cut else ())

    def lacking(self, row: int, bottom: float, *, cut: bool = False) -> float:
        """The height that labels of merged cells lack if the page breaks at ``row``, their parts ending at ``bottom``."""
        labels = (cell for cell in self.across(row, cut=cut) if self.grid.repeats(cell))
        return max((self._wanted(cell) - (bottom - self.box(cell)[0]) for cell in labels), default=0.0)

    def _wanted(self, cell: int) -> float:
        """The height of what the cell still has to show."""
        text = self.grid.texts[cell]
        return text.height_of(len(text.lines) - self.start.shown.get(cell, 0))


def fill(grid: Grid, start: Cursor) -> Draft:
    """The page that begins at ``start``."""
    draft = Draft(grid, start)
    for row in range(start.row, grid.row_count):
        bottom = draft.tops[-1] + draft.needed(row)
        if bottom <= grid.room + TOLERANCE:
            draft.tops.append(bottom)
        elif row == start.row or _begins_here(draft, row):
            _cut(draft, row)
            break
        else:
            _end_well(draft)
            break
    return draft


def _cut(draft: Draft, row: int) -> None:
    """Ends the page inside ``row``, or with it if no line is left: one line taller than the page oversteps its cell."""
    grid = draft.grid
    draft.tops.append(grid.room)
    draft.cut = True
    ending = [cell for cell in draft.across(row, cut=True) if grid.end[cell] == row + 1 and not grid.repeats(cell)]
    draft.cut = any(draft.lines(cell).stop < len(grid.texts[cell].lines) for cell in ending)


def _begins_here(draft: Draft, row: int) -> bool:
    """Whether the row does not fit on any page and enough of it fits on the rest of this one."""
    grid = draft.grid
    fresh = Draft(grid, Cursor(row))
    if fresh.header + fresh.needed(row) <= grid.room + TOLERANCE:
        return False
    texts = [grid.texts[cell] for cell in grid.own(row)]
    fewest = max((text.height_of(min(FEWEST_LINES, len(text.lines))) for text in texts), default=grid.room)
    holds_labels = draft.lacking(row, grid.room, cut=True) <= 0
    return holds_labels and draft.tops[-1] + fewest <= grid.room + TOLERANCE


def _end_well(draft: Draft) -> None:
    """Takes rows back until the page may end: no label cut short, no row parted from the next one it belongs to.

    If no place has both, labels come first: after the page's first row there is always room for them.
    """
    first = draft.start.row + 1
    fitting = [row for row in range(draft.end, first - 1, -1) if _lacks_no_room(draft, row)]
    well = [row for row in fitting if not _keeps_with_next(draft.grid, row - 1)]
    end = (well or fitting)[0]
    del draft.tops[end - draft.start.row + 1 :]
    draft.tops[-1] += max(0.0, draft.lacking(end, draft.tops[-1]))


def _lacks_no_room(draft: Draft, row: int) -> bool:
    bottom = draft.tops[row - draft.start.row]
    return draft.lacking(row, bottom) <= draft.grid.room - bottom + TOLERANCE


def _keeps_with_next(grid: Grid, row: int) -> bool:
    """A repeated header row never stands alone at a page's foot."""
    rows = grid.sheet.rows
    return grid.is_header(row) or (row < len(rows) and rows[row].keep_with_next)
