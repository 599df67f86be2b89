"""A table while it is read: its lines of cells, which of them were understood, and the remarks on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from ziping.form.path import FieldPath
from ziping.importers.grid import GridCell
from ziping.importers.result import Note, quoted

NO_FIGURE = frozenset({"", "—", "-", "－", "–", "——", "--", "/", "／", "\\"})
"""What tables print where there is no figure."""


@dataclass(frozen=True, slots=True)
class Line:
    """The cells that begin in one row, from left to right: those with text, and those known to be blank."""

    row: int
    page: int
    cells: tuple[GridCell, ...]
    blanks: tuple[GridCell, ...]


class Table:
    """Lines in order, and what has been made of their cells so far."""

    def __init__(self, cells: Iterable[GridCell]) -> None:
        ordered = sorted(cells, key=attrgetter("row", "column"))
        self.lines = tuple(_line(row, tuple(group)) for row, group in groupby(ordered, attrgetter("row")))
        self.remarks: list[Note] = []
        self._known: set[GridCell] = set()

    def know(self, *cells: GridCell) -> None:
        """These cells are labels or decoration: nothing is to be read from them."""
        self._known.update(cells)

    def is_known(self, cell: GridCell) -> bool:
        """Whether the cell has been understood."""
        return cell in self._known

    def read(self, cell: GridCell, path: FieldPath, what: str, value: str | None = None) -> str:
        """The text of a cell, which becomes the field; ``what`` calls it by its printed words.

        ``value`` is the part of the text that becomes the field, where that is not all of it.
        """
        self._known.add(cell)
        shown = quoted(cell.text if value is None else value) or "（空）"
        self.remarks.append(Note("read", f"{what}：{shown}", path, cell.where))
        return cell.text

    def noticed(self, text: str) -> None:
        """What was read off the table as a whole."""
        self.remarks.append(Note("read", text))

    def differs(self, text: str, cell: GridCell | None = None, path: FieldPath | None = None) -> None:
        """What became a field otherwise than the table prints it, or doesn't fit it."""
        where = cell.where if cell else self._place_of(path) if path else ""
        self.remarks.append(Note("differs", text, path, where))

    def unread(self, text: str, cell: GridCell | None = None) -> None:
        """What the table doesn't have, or has and no form can hold."""
        self.remarks.append(Note("unread", text, None, cell.where if cell else ""))

    def note_unread(self) -> None:
        """A remark for each cell that has not been understood."""
        for line in self.lines:
            for cell in line.cells:
                if cell not in self._known:
                    self._known.add(cell)
                    self.remarks.append(Note("unread", f"“{quoted(cell.text)}”没有读懂，没有读入", None, cell.where))

    def _place_of(self, path: FieldPath) -> str:
        """Where a field was read from."""
        return next((note.where for note in self.remarks if note.kind == "read" and note.path == path), "")

    def right_of(self, cell: GridCell, line: Line) -> GridCell | None:
        """The next cell with text on the line that has not been understood yet; None where a known one comes first."""
        following = next((other for other in line.cells if other.column > cell.column), None)
        return None if following is None or following in self._known else following


def _line(row: int, cells: Sequence[GridCell]) -> Line:
    filled = tuple(cell for cell in cells if cell.text.strip())
    return Line(row, cells[0].page, filled, tuple(cell for cell in cells if not cell.text.strip()))


class Columns(Mapping[str, GridCell]):
    """The cells of a header by the field whose column they head."""

    def __init__(self, heads: Mapping[str, GridCell]) -> None:
        self._heads = dict(heads)

    def __getitem__(self, field: str) -> GridCell:
        return self._heads[field]

    def __iter__(self) -> Iterator[str]:
        return iter(self._heads)

    def __len__(self) -> int:
        return len(self._heads)

    def field(self, cell: GridCell) -> str:
        """The field under whose head most of the cell stands, the left one of two; empty for none."""
        shared = {name: _shared(cell, head) for name, head in self._heads.items()}
        best = max(shared, key=shared.__getitem__, default="")
        return best if best and shared[best] > 0 else ""


def _shared(one: GridCell, other: GridCell) -> int:
    return min(one.column + one.columns, other.column + other.columns) - max(one.column, other.column)
