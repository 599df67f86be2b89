"""绩效指标 of a table: columns by their heads, 一级 and 二级 names down to where the next one begins, pages joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from ziping.editions.catalog import editions
from ziping.form import path as at
from ziping.form.amount import read_number
from ziping.form.path import INDICATOR_FIELDS
from ziping.importers.grid import GridCell
from ziping.importers.labels import BLOCKS, TREE, fold, is_part_of_label
from ziping.importers.printed_form import MOST_ROWS, PrintedRow
from ziping.importers.result import ImportFailed
from ziping.importers.table_lines import Columns, Line, Table

_BLOCK = "绩效指标"
_LEVELS = ("dimension", "category")


@dataclass
class _Row:
    """A line of the block while it is read; ``names`` are those of 一级 and 二级."""

    page: int
    names: dict[str, str]
    texts: dict[str, str] = field(default_factory=dict)
    blank: frozenset[str] = frozenset()
    """Levels whose name may stand at the top of the next page, because here their cell is blank."""


@dataclass
class IndicatorTexts:
    """What the block says."""

    columns: Columns
    rows: tuple[PrintedRow, ...] = ()
    has_label: bool = False


def is_indicator_header(line: Line) -> bool:
    """Whether a line heads the columns of the block, for the first time or again on the next page."""
    fields = {TREE.field(cell.text) for cell in line.cells}
    return len(fields - {""}) >= 4 and bool(fields & {"name", "target"})


def edge_of_names(header: Line) -> int:
    """The column where the names of 一级 and 二级 end: what begins right of it belongs to a 三级指标."""
    columns = [cell.column for cell in header.cells if TREE.field(cell.text) not in {"", *_LEVELS}]
    return max(min(columns), header.cells[0].column + 1)


def read_indicators(table: Table, lines: Sequence[Line]) -> IndicatorTexts:
    """The block, whose first line is the head of its columns; raises ``ImportFailed`` for more rows than any form has."""
    if len(lines) > MOST_ROWS:
        raise ImportFailed(f"“绩效指标”有 {len(lines)} 行，超过 {MOST_ROWS} 行，不像是自评表，没有读入")
    result = IndicatorTexts(_heads(lines[0]))
    rows: list[_Row] = []
    for line in lines:
        result.has_label |= _know_block_label(table, line, result.columns)
        if is_indicator_header(line):
            table.know(*(cell for cell in line.cells if TREE.field(cell.text)))
            continue
        if any(not table.is_known(cell) for cell in line.cells):
            _read_line(table, line, result.columns, rows)
    result.rows = tuple(
        PrintedRow(row.names["dimension"], row.names["category"], row.texts or None)
        for row in rows
        if row.texts or any(row.names.values())
    )
    return result


def _heads(line: Line) -> Columns:
    heads: dict[str, GridCell] = {}
    for cell in line.cells:
        name = TREE.field(cell.text)
        if name:
            heads.setdefault(name, cell)
    return Columns(heads)


def _know_block_label(table: Table, line: Line, columns: Columns) -> bool:
    left = [cell for cell in line.cells if not columns.field(cell)]
    labels = [cell for cell in left if BLOCKS.field(cell.text) == "indicators" or is_part_of_label(cell.text, _BLOCK)]
    table.know(*labels)
    return bool(labels)


def _read_line(table: Table, line: Line, columns: Columns, rows: list[_Row]) -> None:
    before = rows[-1] if rows else _Row(line.page, dict.fromkeys(_LEVELS, ""))
    row = _Row(line.page, dict(before.names), blank=before.blank)
    first_of_page = bool(rows) and line.page > before.page
    for level in _LEVELS:
        cell = next((cell for cell in (*line.cells, *line.blanks) if columns.field(cell) == level), None)
        if cell is not None:
            table.know(cell)
            _name(row, rows, level, cell, first_of_page)
    cells = {
        name: [cell for cell in line.cells if columns.field(cell) == name and not table.is_known(cell)]
        for name in INDICATOR_FIELDS
    }
    texts = {name: "".join(cell.text for cell in found) for name, found in cells.items() if found}
    joined = first_of_page and _goes_on(before.texts, texts)
    if joined:
        before.texts |= {name: before.texts.get(name, "") + text for name, text in texts.items()}
    else:
        row.texts = texts
        rows.append(row)
    if texts:
        number = sum(bool(other.texts) for other in rows)
        _remark(table, cells, number, joined)


def _remark(table: Table, cells: dict[str, list[GridCell]], number: int, joined: bool) -> None:
    for name, found in cells.items():
        path = at.indicator(f"i{number}", name)
        for cell in found:
            what = f"第 {number} 项的{TREE.words(name)}"
            table.read(cell, path, what + ("（接上一页）" if joined else ""))
            if name in {"weight", "score"} and cell.number is not None:
                shown = read_number(cell.text)
                if not isinstance(shown, str) and shown != cell.number:
                    text = f"显示为 {cell.text.strip()}，单元格里的数是 {cell.number:f}，按显示的读入"
                    table.differs(text, cell, path)


def _goes_on(before: dict[str, str], texts: dict[str, str]) -> bool:
    """Whether the first row of a page is the rest of the last one before: 分值 and 得分 stand in one of the two only."""
    figures = {"weight", "score"}
    one, other = figures & before.keys(), figures & texts.keys()
    whole = {"name", "target", "actual"}
    fragment = not whole <= texts.keys() or not whole <= before.keys()
    return bool(texts and before) and bool(one) != bool(other) and fragment


def _name(row: _Row, rows: list[_Row], level: str, cell: GridCell, first_of_page: bool) -> None:
    """Gives the row its name on a level, from a cell that begins on its line."""
    last = row.names[level]
    if not cell.text.strip():
        # A single blank cell repeats the name above; a tall one has none, or has it on the next page.
        if cell.rows > 1 and not first_of_page:
            row.names[level] = ""
            row.blank |= {level}
        return
    name = _spelt(cell.text)
    if first_of_page and level in row.blank:
        _rename(rows, level, "", name)
    elif first_of_page and last and fold(name) != fold(last) and _is_cut(last, name):
        name = _spelt(last + name)
        _rename(rows, level, last, name)
    if level == "dimension" and fold(name) not in {fold(last), fold(row.names[level])}:
        row.names["category"] = ""
    row.names[level] = name
    row.blank -= {level}


def _is_cut(piece: str, rest: str) -> bool:
    """Whether two labels are one that was cut in two by the end of a page: 可持续影响指 and 标."""
    if fold(piece + rest) in _usual_names():
        return True
    return (
        fold(piece) not in _usual_names()
        and fold(rest) not in _usual_names()
        and _ends(piece + rest)
        and not _ends(piece)
    )


def _ends(text: str) -> bool:
    return fold(text).endswith("指标")


def _rename(rows: list[_Row], level: str, last: str, name: str) -> None:
    """Gives the rows at the end, as far as they are called ``last``, the name that the next page completes."""
    for row in reversed(rows):
        if row.names[level] != last:
            return
        row.names[level] = name


@cache
def _usual_names() -> dict[str, str]:
    """The names of 一级 and 二级指标 of all editions, by their folded form."""
    names = {name for known in editions() for part in known.dimensions for name in (part.name, *part.categories)}
    return {fold(name): name for name in names}


def _spelt(text: str) -> str:
    """A name as the editions spell it, or as it stands, without line breaks."""
    return _usual_names().get(fold(text)) or "".join(text.splitlines())
