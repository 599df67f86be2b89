"""The 校验码 of a form as it prints now, and what stands in the QR beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ziping.app.session import View
from ziping.form.check_code import PrintedCell, check_code
from ziping.form.model import BasicInfo

if TYPE_CHECKING:
    from ziping.sheet.model import Sheet

_NAME, _NAMES, _YEAR = 15, 25, 8
"""Characters of 项目名称, of it and 实施单位 together, and of 年度 in the QR: 106 bytes in all, so its squares stay large."""


def code_of(view: View) -> str:
    """The code of what the form prints: ``7F3K-9Q2M-X4TD``."""
    from ziping.compose import compose  # the table costs a start: imported on use

    return sheet_code(compose(view.form, view.edition, view.scores))


def sheet_code(sheet: Sheet) -> str:
    """The code of an official table."""
    return check_code(
        PrintedCell(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in sheet.cells
    )


def printed_code(code: str) -> str:
    """The code with its name, as it stands at the foot of a page."""
    return f"校验码 {code}"


def qr_text(code: str, basic: BasicInfo) -> str:
    """What a telephone reads from the foot of a page: the code, 年度, 项目名称 and 实施单位, a line each, long ones cut."""
    project = _short(basic.project_name, _NAME)
    unit = _short(basic.unit, _NAMES - len(project))
    return "\n".join((printed_code(code), _short(str(basic.year), _YEAR), project, unit))


def _short(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
