"""项目资金 copied as text and pasted, told in plain texts."""

from __future__ import annotations

from collections.abc import Sequence

from ziping.app.cell_block import read_text
from ziping.app.paste_funds import funds_pasted
from ziping.editions.catalog import edition
from ziping.form.path import FieldPath, funding

FIRST = funding("fiscal", "initial_budget")
Rows = Sequence[Sequence[str]]


def pasted(rows: Rows, at: FieldPath = FIRST) -> tuple[dict[str, str], str]:
    """What comes into which cell, and what is said."""
    text = "".join("\t".join(row) + "\r\n" for row in rows)
    found = funds_pasted(edition("jiading-2024"), at, read_text(text))
    return {f"{path.row}.{path.field}": str(value) for path, value in found.cells.items()}, found.said
