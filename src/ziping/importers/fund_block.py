"""项目资金 of a table: rows and columns by their labels, in whatever order they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from ziping.form import path as at
from ziping.form.amount import read_number, tidy
from ziping.form.path import FUNDING_COLUMNS
from ziping.importers.grid import GridCell
from ziping.importers.labels import BLOCKS, FUND_COLUMNS, FUND_ROWS, fold, is_part_of_label
from ziping.importers.table_lines import NO_FIGURE, Columns, Line, Table

_UNIT = re.compile(r"[(:](万元|元)(?:\)|$)")
_ASIDE = re.compile(r"其中:?|\(?(?:(?:金额)?单位:)?(?:万元|元)\)?")
_FEN = {"元": Decimal("0.01"), "万元": Decimal("0.000001")}
_MOST_DIGITS = 18


@dataclass
class FundTexts:
    """What the block says: texts by row and column, the words of its heads, and the unit of its money, empty for none."""

    money_unit: str = ""
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    source_weight: str = ""

    def total(self, column: str) -> str:
        """A text of 年度资金总额."""
        return self.texts.get("total", {}).get(column, "")


def is_fund_header(line: Line) -> bool:
    """Whether a line heads the columns of amounts."""
    return len({FUND_COLUMNS.field(cell.text) for cell in line.cells} & set(FUNDING_COLUMNS)) >= 2


def money_unit(text: str) -> str:
    """The unit that a label names: 项目资金（万元）, 单位：元."""
    found = _UNIT.search(fold(text))
    return found[1] if found else ""


def read_funds(table: Table, lines: Sequence[Line]) -> FundTexts:
    """The block, whose first line is the head of its columns."""
    funds = FundTexts()
    columns = _heads(lines[0], funds)
    for line in lines:
        if is_fund_header(line):
            table.know(*(cell for cell in line.cells if FUND_COLUMNS.field(cell.text)))
        _know_labels(table, line, funds)
        _read_row(table, line, columns, funds)
    return funds


def _heads(line: Line, funds: FundTexts) -> Columns:
    heads: dict[str, GridCell] = {}
    for cell in line.cells:
        name = FUND_COLUMNS.field(cell.text)
        if name:
            heads.setdefault(name, cell)
    funds.labels |= {name: cell.text for name, cell in heads.items()}
    return Columns(heads)


def _know_labels(table: Table, line: Line, funds: FundTexts) -> None:
    """The label left of the block, 其中： in a cell of its own, and where the unit is named."""
    for cell in line.cells:
        if FUND_COLUMNS.field(cell.text) or FUND_ROWS.field(cell.text):
            continue
        unit = money_unit(cell.text)
        funds.money_unit = funds.money_unit or unit
        is_label = BLOCKS.field(cell.text) == "funding" or is_part_of_label(cell.text, "项目资金（万元）")
        if is_label or _ASIDE.fullmatch(fold(cell.text)):
            table.know(cell)


def _read_row(table: Table, line: Line, columns: Columns, funds: FundTexts) -> None:
    label = next((cell for cell in line.cells if FUND_ROWS.field(cell.text) and not columns.field(cell)), None)
    if label is None or (row := FUND_ROWS.field(label.text)) in funds.texts:
        return
    table.know(label)
    texts = funds.texts[row] = {}
    if row == "total":
        funds.labels["total"] = label.text
    for cell in line.cells:
        name = columns.field(cell)
        if not table.is_known(cell) and name and name not in texts:
            _read_figure(table, cell, row, name, funds)


def _read_figure(table: Table, cell: GridCell, row: str, name: str, funds: FundTexts) -> None:
    texts, text = funds.texts[row], cell.text.strip()
    if row != "total" and name in {"execution_weight", "execution_score"}:
        if text in NO_FIGURE:
            table.know(cell)
            funds.source_weight = text if name == "execution_weight" else funds.source_weight
        return
    what = f"{FUND_ROWS.words(row)}的{FUND_COLUMNS.words(name)}"
    table.read(cell, at.funding(row, name), what)
    if name not in FUNDING_COLUMNS:
        texts[name] = text
    elif text in NO_FIGURE:
        texts[name] = ""
    else:
        texts[name] = text if row == "total" else _exact(table, cell, row, name, funds.money_unit)


def _exact(table: Table, cell: GridCell, row: str, name: str, unit: str) -> str:
    """An amount to the 分: the number behind what the cell shows, where the two say the same but for rounding."""
    shown = read_number(cell.text)
    if cell.number is None or isinstance(shown, str) or cell.number.adjusted() >= _MOST_DIGITS:
        return cell.text.strip()
    exact = tidy(cell.number.quantize(_FEN.get(unit, _FEN["万元"]), ROUND_HALF_UP))
    if exact == shown or abs(exact - shown) > 1:
        return cell.text.strip()
    text = f"显示为 {cell.text.strip()}，单元格里的数是 {exact:f}，按后者读入"
    table.differs(text, cell, at.funding(row, name))
    return f"{exact:f}"
