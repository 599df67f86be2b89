"""The sheet as a value: a grid of bordered or plain cells, before and after it is placed on pages.

All lengths are points (1 pt = 1/72 inch) as float; a page's origin is its upper left corner, y grows downwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, Protocol

MM = 72 / 25.4
"""Points in a millimetre."""

Align = Literal["left", "center", "right"]
VerticalAlign = Literal["top", "middle"]


class Measure(Protocol):
    """Knows how wide text is in the fonts that will draw it."""

    def width_of(self, bold: bool) -> Callable[[str], float]:
        """The width of one character in em (1.0 = the font size), as a function of the character."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a cell's text is set: size in pt, weight, position in the cell."""

    size: float
    bold: bool = False
    align: Align = "center"
    vertical: VerticalAlign = "middle"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid, spanning ``row_span`` × ``column_span`` places from (``row``, ``column``), counted from 0.

    ``number`` is the value behind ``text`` where a workbook should hold a number, shown with ``number_format``
    (an Excel format code); ``address`` says in the caller's own words what the cell shows and is handed back untouched.
    """

    row: int
    column: int
    text: str
    style: TextStyle
    row_span: int = 1
    column_span: int = 1
    border: bool = True
    number: Decimal | None = None
    number_format: str = "General"
    address: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the grid: its least height in pt, and whether a page may end below it."""

    min_height: float = 0.0
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class RepeatedHeader:
    """Row ``row`` is drawn again at the top of each page that begins with one of the rows ``row + 1`` … ``last``."""

    row: int
    last: int


@dataclass(frozen=True, slots=True)
class PageSetup:
    """Paper and margins in pt; A4 portrait, 25 mm on the left for binding, 20 mm elsewhere."""

    width: float = 210 * MM
    height: float = 297 * MM
    left: float = 25 * MM
    right: float = 20 * MM
    top: float = 20 * MM
    bottom: float = 20 * MM


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole table: column widths in pt, rows, cells in reading order, and what repeats on each page."""

    title: str
    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    header: RepeatedHeader | None = None
    page: PageSetup = field(default_factory=PageSetup)
    padding: float = 2.5
    """Space in pt between a cell's border and its text, on every side."""
    leading: float = 1.3
    """Distance of two base lines as a multiple of the font size."""


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell, or the part of one, that stands on a page: its box in pt and its broken lines.

    ``opened`` is false where the cell began on an earlier page, ``closed`` is false where it goes on on the next one;
    the box is drawn with all four borders all the same.
    """

    cell: Cell
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    opened: bool = True
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number, counted from 1, and its cells in drawing order."""

    number: int
    cells: tuple[PlacedCell, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """The sheet, placed: what every back end that draws pages obeys."""

    sheet: Sheet
    pages: tuple[Page, ...]
