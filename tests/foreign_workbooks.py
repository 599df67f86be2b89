"""Workbooks as other programs and people save them, made with openpyxl from the cells of a table, or by LibreOffice."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from ziping.importers.grid import GridCell


def workbook_with(
    cells: Iterable[GridCell], *, title: str = "Sheet1", numbers: bool = True, before: Mapping[str, str] | None = None
) -> Workbook:
    """A workbook of the table; ``before`` are sheets that stand before it, each with one text."""
    workbook = Workbook()
    first = workbook.worksheets[0]
    for name, text in (before or {}).items():
        workbook.create_sheet(name).cell(3, 2, text)
    put(workbook.create_sheet(title), cells, numbers=numbers)
    workbook.remove(first)
    return workbook


def put(sheet: Worksheet, cells: Iterable[GridCell], *, numbers: bool = True) -> None:
    """Writes the cells, the place (0, 0) as A1; figures as numbers in a format that shows their text, or all as text."""
    for cell in cells:
        row, column = cell.row + 1, cell.column + 1
        if (cell.rows, cell.columns) != (1, 1):
            # Not by merge_cells, which would clear texts that lie below where cells overlap.
            sheet.merged_cells.add(CellRange(None, column, row, column + cell.columns - 1, row + cell.rows - 1))
        if not cell.text:
            continue
        place = sheet.cell(row, column)
        if numbers and cell.number is not None:
            place.value = float(cell.number)
            place.number_format = _format(cell)
        else:
            place.value = cell.text
            place.data_type = "s"


def _format(cell: GridCell) -> str:
    decimals = len(cell.text.partition(".")[2].rstrip("%"))
    code = ("#,##0" if "," in cell.text else "0") + ("." + "0" * decimals if decimals else "")
    if not cell.text.endswith("%"):
        return code
    assert cell.number is not None
    return code + ("%" if float(cell.number) <= 2 else '"%"')


def saved(workbook: Workbook) -> bytes:
    """The file."""
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def saved_by_libreoffice(folder: Path, sources: Sequence[Path]) -> dict[str, bytes]:
    """The workbooks as LibreOffice saves them, by their names; ``folder`` takes its profile and what it saves."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith("XDG_")}
    command = ["libreoffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(folder / "saved"), *map(str, sources)],
        env=environment,
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {path.stem: path.read_bytes() for path in (folder / "saved").iterdir()}
