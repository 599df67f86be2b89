"""What a reader of tables hands over: the cells of one table, wherever it was found; it knows nothing about forms."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell that covers ``rows`` × ``columns`` places from (``row``, ``column``), each counted from anywhere.

    ``text`` is what the cell shows, white space included; ``number`` is the figure behind it where the source has one
    (a workbook). ``page`` tells where a page begins: rows are numbered through, and the first cells of a page may go on
    with the last ones of the page before. ``where`` names the place for people: ``第 1 页``, ``工作表 自评表!C12``.
    Cells that are known to be there but hold nothing have empty text; those of an unruled or unmerged table are left out.
    """

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    number: Decimal | None = None
    page: int = 1
    where: str = ""
