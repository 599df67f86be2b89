"""Text of a cell that a page break parts, drawn whole on both pages and clipped: what a spreadsheet's print leaves in a PDF.

What is beyond the table's edge was not to be seen, but stands in the file: a copy of it is on the other page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ziping.importers.wrapped import Line

_SAME_PLACE = 1.5
"""Points by which copies may lie apart across a page."""


@dataclass(frozen=True, slots=True)
class Box:
    """A ruled cell, or a line outside of the table, as it stands on a page (counted from 1); lengths in pt."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    lines: tuple[Line, ...] = ()
    ruled: bool = True

    @property
    def text(self) -> str:
        """What it says, without white space."""
        return "".join("".join(line.text for line in self.lines).split())


def without_overhang(pages: Sequence[Sequence[Box]]) -> list[list[Box]]:
    """The pages with each text of a parted cell once, in the cell or in one of its parts."""
    cleared = [list(page) for page in pages]
    for upper, lower in pairwise(cleared):
        _clear(upper, lower)
    return cleared


def _clear(upper: list[Box], lower: list[Box]) -> None:
    foot = max((box.bottom for box in upper if box.ruled), default=0.0)
    head = min((box.top for box in lower if box.ruled), default=0.0)
    below = [box for box in upper if not box.ruled and box.bottom > foot]
    above = [box for box in lower if not box.ruled and box.top < head]
    last = [box for box in upper if box.ruled and box.bottom > foot - _SAME_PLACE]
    first = [box for box in lower if box.ruled and box.top < head + _SAME_PLACE]
    for loose in above:
        if _has_copy(loose, last):
            lower.remove(loose)
        elif copies := [box for box in below if _is_copy(box, loose)]:
            lower.remove(loose)
            upper.remove(copies[0])
            below.remove(copies[0])
            _put(copies[0], last, upper)
    for loose in below:
        if _has_copy(loose, first):
            upper.remove(loose)


def _has_copy(loose: Box, cells: Sequence[Box]) -> bool:
    line = loose.lines[0]
    return any(
        other.text.strip() == line.text.strip() and abs(other.x0 - line.x0) < _SAME_PLACE
        for cell in cells
        for other in cell.lines
    )


def _is_copy(one: Box, other: Box) -> bool:
    return one.text == other.text and abs(one.x0 - other.x0) < _SAME_PLACE


def _put(loose: Box, cells: Sequence[Box], page: list[Box]) -> None:
    """Puts the text into the cell above it, as its next line."""
    middle = (loose.x0 + loose.x1) / 2
    for number, box in enumerate(page):
        if (
            box.ruled
            and box.x0 <= middle < box.x1
            and any(box.top == cell.top and box.x0 == cell.x0 for cell in cells)
        ):
            page[number] = replace(box, lines=(*box.lines, *loose.lines))
            return
