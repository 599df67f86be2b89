"""年度总体目标 of a table: 预期目标 and 实际完成情况, below their labels or right of them."""

from __future__ import annotations

from collections.abc import Sequence

from ziping.form import path as at
from ziping.importers.grid import GridCell
from ziping.importers.labels import BLOCKS, GOAL, is_part_of_label
from ziping.importers.table_lines import Columns, Line, Table

_BLOCK = "年度总体目标"


def is_goal_header(line: Line, *, whole: bool = False) -> bool:
    """Whether a line begins the block with one of its two labels, or has both (``whole``)."""
    return len({GOAL.field(cell.text) for cell in line.cells} - {""}) > whole


def read_goal(table: Table, lines: Sequence[Line]) -> dict[str, str]:
    """The two texts; one that goes on in further rows is joined, without a break where a page ends."""
    heads = _heads(lines[0])
    columns = Columns(heads if len(heads) == 2 else {})
    edge = min((cell.column for cell in heads.values()), default=0)
    found: dict[str, list[GridCell]] = {"expected": [], "achieved": []}
    for line in lines:
        for cell in line.cells:
            label, left = GOAL.field(cell.text), cell.column < edge
            if left and (BLOCKS.field(cell.text) == "goal" or is_part_of_label(cell.text, _BLOCK)):
                table.know(cell)
            elif label:
                table.know(cell)
                value = None if columns else table.right_of(cell, line)
                if value is not None:
                    _take(table, found, label, value)
            elif columns.field(cell) and not table.is_known(cell):
                _take(table, found, columns.field(cell), cell)
    return {name: _joined(cells) for name, cells in found.items()}


def _heads(line: Line) -> dict[str, GridCell]:
    heads: dict[str, GridCell] = {}
    for cell in line.cells:
        name = GOAL.field(cell.text)
        if name:
            heads.setdefault(name, cell)
    return heads


def _take(table: Table, found: dict[str, list[GridCell]], name: str, cell: GridCell) -> None:
    table.read(cell, at.goal(name), GOAL.words(name))
    found[name].append(cell)


def _joined(cells: Sequence[GridCell]) -> str:
    text, page = "", 0
    for cell in cells:
        text += ("\n" if text and cell.page == page else "") + cell.text
        page = cell.page
    return text
