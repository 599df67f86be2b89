"""A block of amounts copied from a workbook, laid over 项目资金 from one cell to the right and down (UX.md U16)."""

from __future__ import annotations

from ziping.app.cell_block import Block
from ziping.editions.model import Edition
from ziping.editions.notation import read_entry
from ziping.form.edit import put
from ziping.form.model import Form
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, FieldPath, funding


def funds_pasted(form: Form, edition: Edition, at: FieldPath, block: Block) -> tuple[Form, int]:
    """The form with the amounts of a block from the cell ``at`` on, and how many cells were filled.

    What cannot be read is kept as text; what would stand beyond the last source or column is left out.
    """
    top, left = FUNDING_SOURCES.index(at.row), FUNDING_COLUMNS.index(at.field)
    count = 0
    for row, texts in zip(FUNDING_SOURCES[top:], block, strict=False):
        for column, text in zip(FUNDING_COLUMNS[left:], texts, strict=False):
            form = put(form, funding(row, column), read_entry(edition, text.strip()))
            count += 1
    return form, count
