"""A foreign workbook (.xlsx) becomes a form: every sheet is tried, the one that reads best wins (SAFETY.md S3–S5, R10).

A hidden sheet wins only where no visible one holds a form: what is read is what people see.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ziping.importers.archive import open_archive
from ziping.importers.grid import GridCell
from ziping.importers.guard import Kind, expect
from ziping.importers.result import ImportFailed, ImportResult, Note, quoted
from ziping.importers.table_form import form_of_table
from ziping.importers.worksheet import Sheet, SheetCell, column_letters, read_sheets

_MOST_COVERED = 200_000
"""Rows of merged cells, each counted on its own, below which texts nobody sees are looked for."""
_MOST_NAMED = 5
"""Hidden rows that a note names."""


def read_workbook(data: bytes, name: str) -> ImportResult:
    """The form in the table of a workbook; ``name`` is the file's. Raises ``ImportFailed``."""
    expect(data, Kind.WORKBOOK)
    results: list[tuple[Sheet, ImportResult]] = []
    others: list[Note] = []
    refusal = ""
    with open_archive(data) as archive:
        for sheet in read_sheets(archive):
            try:
                results.append((sheet, _read_sheet(sheet)))
            except ImportFailed as failure:
                refusal = refusal or (str(failure) if sheet.cells else "")
                others += _left_out(sheet, "没有自评表，没有读入")
    if not results:
        raise ImportFailed(refusal or f"“{quoted(name)}”里没有工作表有内容")
    best = max(results, key=lambda pair: (pair[0].visible, _fields_read(pair[1])))
    for other in results:
        if other is not best:
            show = "" if other[0].visible else "取消隐藏，"
            others += _left_out(other[0], f"也有一张自评表，没有读入；请把它{show}单独存成一个文件再导入")
    return ImportResult.of(best[1].form, (*best[1].remarks, *_chosen(best[0]), *others))


def _fields_read(result: ImportResult) -> int:
    return len([note for note in result.remarks if note.kind == "read"])


def _chosen(sheet: Sheet) -> list[Note]:
    """What is to be said of the sheet that was read."""
    told = "是隐藏的，看得见的工作表里没有自评表，读入的是它，请核对"
    return [] if sheet.visible else [Note("differs", told, None, _name(sheet))]


def _left_out(sheet: Sheet, why: str) -> list[Note]:
    inside = "里" if sheet.visible else "是隐藏的，里面"
    return [Note("unread", f"{inside}{why}", None, _name(sheet))] if sheet.cells else []


def _name(sheet: Sheet) -> str:
    return f"工作表 {quoted(sheet.name)}"


def _read_sheet(sheet: Sheet) -> ImportResult:
    cells = list(grid_of(sheet))
    result = form_of_table(cells, f"工作表“{quoted(sheet.name)}”")
    notes = [Note("unread", cell.trouble, None, _where(sheet, cell)) for cell in sheet.cells if cell.trouble]
    if sheet.omitted:
        text = f"内容太多，有 {sheet.omitted} 个单元格没有读入"
        notes.append(Note("unread", text, None, _name(sheet)))
    return ImportResult.of(result.form, (*result.remarks, *_hidden(sheet, cells, result), *notes))


def _hidden(sheet: Sheet, cells: Sequence[GridCell], result: ImportResult) -> Iterator[Note]:
    """What became a field though its row or column is hidden: whoever looks at the sheet doesn't see it."""
    places = {note.where for note in result.remarks if note.kind == "read"}
    read = [cell for cell in cells if cell.where in places]
    rows, columns = sorted(sheet.hidden_rows), sorted(sheet.hidden_columns)
    unseen_rows = sorted({cell.row for cell in read if _all_in(rows, cell.row, cell.rows)})
    unseen_columns = sorted({cell.column for cell in read if _all_in(columns, cell.column, cell.columns)})
    for lead, unit, names in (
        ("第 ", "行", [str(row) for row in unseen_rows]),
        ("", "列", [column_letters(column) for column in unseen_columns]),
    ):
        if names:
            count = f"等 {len(names)} {unit}" if len(names) > _MOST_NAMED else ""
            which = f"{lead}{'、'.join(names[:_MOST_NAMED])} {unit}{count}"
            yield Note("differs", f"{which}是隐藏的，里面的内容也读入了，请核对", None, _name(sheet))


def _all_in(hidden: Sequence[int], first: int, count: int) -> bool:
    """Whether all of a cell's rows or columns are among the hidden ones, which are in order."""
    return bisect_left(hidden, first + count) - bisect_left(hidden, first) == count


def grid_of(sheet: Sheet) -> Iterator[GridCell]:
    """The cells of a sheet that can be seen, with those merged ones that are blank."""
    covered = _covered(sheet)
    filled = set()
    for cell in sheet.cells:
        place = cell.row, cell.column
        if any(left <= cell.column <= right and place != corner for left, right, corner in covered.get(cell.row, ())):
            continue
        filled.add(place)
        rows, columns = sheet.merged.get(place, (1, 1))
        yield GridCell(*place, cell.text, rows, columns, cell.number, where=_where(sheet, cell))
    for place, (rows, columns) in sheet.merged.items():
        if place not in filled:
            yield GridCell(*place, "", rows, columns)


def _covered(sheet: Sheet) -> dict[int, list[tuple[int, int, tuple[int, int]]]]:
    """For each row with text, which columns merged cells cover there, and where those begin."""
    rows = sorted({cell.row for cell in sheet.cells})
    covered: dict[int, list[tuple[int, int, tuple[int, int]]]] = {}
    budget = _MOST_COVERED
    for (row, column), (height, width) in sheet.merged.items():
        for other in rows[bisect_left(rows, row) : bisect_left(rows, row + height)]:
            budget -= 1
            if budget < 0:
                return covered
            covered.setdefault(other, []).append((column, column + width - 1, (row, column)))
    return covered


def _where(sheet: Sheet, cell: SheetCell) -> str:
    return f"{_name(sheet)}!{column_letters(cell.column)}{cell.row}"
