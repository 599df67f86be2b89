"""A block of copied cells put into the indicator tree, from the current cell right and down."""

from __future__ import annotations

from typing import NamedTuple

from ziping.app.cell_block import Block
from ziping.app.cells import append_rows, category_of, put_cells, read_cell
from ziping.form import path as at
from ziping.form.indicators import indicator_rows
from ziping.form.model import Form
from ziping.form.path import INDICATOR_FIELDS, FieldPath


class Pasted(NamedTuple):
    """The changed form and the cells that were filled."""

    form: Form
    cells: tuple[FieldPath, ...]


def first_column(where: FieldPath, block: Block) -> int:
    """The column the block begins in: that of the current cell; a whole row of six cells begins at the name."""
    if where.section != "indicator" or _width(block) == len(INDICATOR_FIELDS):
        return 0
    return INDICATOR_FIELDS.index(where.field)


def fits(where: FieldPath, block: Block) -> bool:
    """Whether every column of the block has a column of the form to go into."""
    return first_column(where, block) + _width(block) <= len(INDICATOR_FIELDS)


def _width(block: Block) -> int:
    return len(block[0]) if block else 0


def runs_over(form: Form, where: FieldPath, block: Block) -> bool:
    """Whether a block without names is longer than the 二级指标 it begins in, while others follow below.

    Then either the rows below are meant or new ones in this 二级指标, and only the clerk knows.
    """
    here, below = (len(_rows(form, where, across=across)) for across in (False, True))
    return first_column(where, block) > 0 and here < min(len(block), below)


def pasted(form: Form, where: FieldPath, block: Block, *, across: bool = False) -> Pasted:
    """The form with the block in it; columns that do not fit are left out.

    Rows that go beyond the last of a 二级指标 are made there; with ``across``, those of the next ones are filled first.
    """
    rows = _rows(form, where, across=across)
    category = category_of(form, rows[-1] if rows else where.row)
    if category is None:
        return Pasted(form, ())
    first = first_column(where, block)
    values = [
        {field: read_cell(field, text) for field, text in zip(INDICATOR_FIELDS[first:], texts, strict=False)}
        for texts in block
    ]
    there, new = values[: len(rows)], values[len(rows) :]
    while new and not any(new[-1].values()):
        new.pop()
    cells = {
        at.indicator(row, field): value
        for row, fields in zip(rows, there, strict=False)
        for field, value in fields.items()
    }
    form, made = append_rows(put_cells(form, cells), category.id, new, len(category.indicators))
    added = (at.indicator(row, field) for row, fields in zip(made, new, strict=True) for field in fields)
    return Pasted(form, (*cells, *added))


def _rows(form: Form, where: FieldPath, *, across: bool) -> list[str]:
    """The ids of the rows there are, from the current one down to the end of its 二级指标 or of the table."""
    if where.section != "indicator":
        return []
    category = category_of(form, where.row)
    rows = [row.indicator.id for row in indicator_rows(form) if across or row.category is category]
    return rows[rows.index(where.row) :] if where.row in rows else []
