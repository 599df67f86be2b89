"""A form in an edition becomes a sheet: the official table, cell by cell, every cell with the address it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ziping.editions.model import Edition
from ziping.editions.notation import points_text, total_text
from ziping.form import path as at
from ziping.form.amount import Number
from ziping.form.indicators import indicator_rows
from ziping.form.model import Category, Dimension, Form, Indicator
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, INDICATOR_FIELDS, FieldPath
from ziping.rules.fund_table import fund_texts
from ziping.rules.scoring import Scores
from ziping.sheet.model import MM, Cell, RepeatedHeader, Row, Sheet, TextStyle

_TITLE = TextStyle(20, bold=True)
_YEAR = TextStyle(10.5)
_LABEL = TextStyle(9)
_TEXT = TextStyle(9, align="left")
_FIGURE = TextStyle(9)
_GOAL = TextStyle(9, align="left", vertical="top")
_SEAL = TextStyle(9, align="left", vertical="top")

_INDICATOR_LABEL_WIDTH = 8.0
_WIDTHS = {
    (True, False): (17.8, 21.0, 27.4, 25.5, 24.2, 11.6, 14.5, 15.0),
    (False, False): (17.8, 24.2, 29.0, 26.0, 24.5, 12.0, 14.5, 17.0),
    (True, True): (13.2, 19.5, 25.0, 22.0, 21.0, 11.6, 14.5, 30.2),
    (False, True): (17.8, 20.5, 27.0, 23.0, 22.0, 12.0, 14.5, 28.2),
}
"""Column widths in mm from 一级指标 to 偏差: beside 绩效指标 (8 mm) or not, with longer reasons or not; 165 mm in all.

Without reasons, the narrowest that keep 满意度指标, 年度资金总额, 100.00% and 123,456,789.00 in one line at 9 pt.
"""
_SHORT_REASON = 12
"""Characters that the narrow column of reasons takes in three lines."""
_SEAL_HEIGHT = 36 * MM
_NUMBER = re.compile(
    r"-?(?P<whole>[0-9]{1,3}(,[0-9]{3}){1,4}|0|[1-9][0-9]{0,14})(\.(?P<decimals>[0-9]+))?(?P<percent>%?)"
)


def compose(form: Form, edition: Edition, scores: Scores) -> Sheet:
    """The official table of a form; printed results come from ``scores``, never from what a source printed."""
    reasons = any(len(row.indicator.deviation) > _SHORT_REASON for row in indicator_rows(form))
    grid = _Grid(edition, reasons)
    _head(grid, form)
    _fund_block(grid, form, scores)
    _goal_block(grid, form)
    header = _indicator_block(grid, form)
    _last_rows(grid, scores)
    if form.signature.shown:
        _signature_block(grid, form)
    return grid.sheet(header)


@dataclass
class _Grid:
    """The rows and cells put down so far; ``lead`` columns stand left of 二级指标; ``reasons`` widens 偏差."""

    edition: Edition
    reasons: bool
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    @property
    def lead(self) -> int:
        return 2 if self.edition.layout.indicator_label else 1

    @property
    def columns(self) -> int:
        return self.lead + 7

    def row(self, min_height: float = 0.0, *, keep: bool = False) -> int:
        """Opens a row and gives its number."""
        self.rows.append(Row(min_height, keep))
        return len(self.rows) - 1

    def put(
        self,
        column: int,
        span: int,
        text: str,
        style: TextStyle = _LABEL,
        *,
        path: object = "",
        rows: int = 1,
        border: bool = True,
    ) -> None:
        """A text cell in the newest row."""
        row = len(self.rows) - 1
        self.cells.append(Cell(row, column, text, style, rows, span, border, address=str(path)))

    def figure(self, column: int, text: str, path: object) -> None:
        """A cell that holds a number in a workbook, if its text is one."""
        number, code = _number(text)
        row = len(self.rows) - 1
        self.cells.append(Cell(row, column, text, _FIGURE, number=number, number_format=code, address=str(path)))

    def sheet(self, header: RepeatedHeader) -> Sheet:
        labelled = self.edition.layout.indicator_label
        widths = ((_INDICATOR_LABEL_WIDTH,) if labelled else ()) + _WIDTHS[labelled, self.reasons]
        return Sheet(
            title=self.edition.title,
            columns=tuple(width * MM for width in widths),
            rows=tuple(self.rows),
            cells=tuple(self.cells),
            header=header,
        )


def _number(text: str) -> tuple[Decimal | None, str]:
    """The number a printed figure stands for and the Excel format that prints it alike: 1,245.54 → #,##0.00."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None, "General"
    number = Decimal(text.replace(",", "").removesuffix("%"))
    code = "#,##0" if "," in found["whole"] else "0"
    code += "." + "0" * len(found["decimals"]) if found["decimals"] else ""
    return (number / 100, code + "%") if found["percent"] else (number, code)


def _head(grid: _Grid, form: Form) -> None:
    labels, basic = grid.edition.labels, form.basic
    grid.row(34)
    grid.put(0, grid.columns, grid.edition.title, _TITLE, border=False)
    grid.row(20)
    year = str(basic.year) or "    "
    grid.put(0, grid.columns, grid.edition.year_line.format(year=year), _YEAR, path=at.basic("year"), border=False)
    grid.row(20)
    grid.put(0, grid.lead, labels.project_name)
    grid.put(grid.lead, 7, basic.project_name, _FIGURE, path=at.basic("project_name"))
    grid.row(20)
    grid.put(0, grid.lead, labels.department)
    grid.put(grid.lead, 2, basic.department, _FIGURE, path=at.basic("department"))
    grid.put(grid.lead + 2, 1, labels.unit)
    grid.put(grid.lead + 3, 4, basic.unit, _FIGURE, path=at.basic("unit"))


def _fund_block(grid: _Grid, form: Form, scores: Scores) -> None:
    labels, lead = grid.edition.labels, grid.lead
    grid.row()
    grid.put(0, lead, f"{labels.funding}（{grid.edition.money.unit}）", rows=2 + len(FUNDING_SOURCES))
    grid.put(lead, 1, "")
    heads = (
        *(getattr(labels, column) for column in FUNDING_COLUMNS),
        labels.execution_weight,
        labels.execution_rate,
        labels.execution_score,
    )
    for offset, head in enumerate(heads, start=1):
        grid.put(lead + offset, 1, head)
    for name in ("total", *FUNDING_SOURCES):
        grid.row(17)
        grid.put(lead, 1, getattr(labels, name), _LABEL if name == "total" else _TEXT)
        for offset, (column, text) in enumerate(fund_texts(form, grid.edition, scores, name).items(), start=1):
            grid.figure(lead + offset, text, at.funding(name, column))


def _goal_block(grid: _Grid, form: Form) -> None:
    labels, lead = grid.edition.labels, grid.lead
    grid.row(18, keep=True)
    grid.put(0, lead, labels.goal, rows=2)
    grid.put(lead, 3, labels.expected)
    grid.put(lead + 3, 4, labels.achieved)
    grid.row(48)
    grid.put(lead, 3, form.goal.expected, _GOAL, path=at.goal("expected"))
    grid.put(lead + 3, 4, form.goal.achieved, _GOAL, path=at.goal("achieved"))


def _indicator_block(grid: _Grid, form: Form) -> RepeatedHeader:
    labels, lead = grid.edition.labels, grid.lead
    tree = _printed_tree(form)
    rows = sum(map(_dimension_height, tree)) or 1
    header = grid.row(keep=True)
    if lead == 2:
        grid.put(0, 1, labels.indicators, rows=rows + 1)
    for column, name in enumerate(("dimension", "category", *INDICATOR_FIELDS), start=lead - 1):
        grid.put(column, 1, getattr(labels, name))
    if not tree:
        _empty_row(grid)
    for dimension in tree:
        _dimension_rows(grid, dimension)
    grid.rows[-1] = Row(grid.rows[-1].min_height, keep_with_next=True)
    return RepeatedHeader(header, header + rows)


def _printed_tree(form: Form) -> tuple[Dimension, ...]:
    """The branches that hold a 三级指标; all of them where none does, so that an empty form shows its hierarchy."""
    rows = {(row.dimension.id, row.category.id) for row in indicator_rows(form)}
    if not rows:
        return form.indicators
    filled = {dimension for dimension, _ in rows}
    return tuple(
        dimension.model_copy(
            update={"categories": tuple(c for c in dimension.categories if (dimension.id, c.id) in rows)}
        )
        for dimension in form.indicators
        if dimension.id in filled
    )


def _empty_row(grid: _Grid) -> None:
    grid.row(18)
    for column in range(grid.lead - 1, grid.columns):
        grid.put(column, 1, "")


def _category_height(category: Category) -> int:
    return len(category.indicators) or 1


def _dimension_height(dimension: Dimension) -> int:
    return sum(map(_category_height, dimension.categories)) or 1


def _dimension_rows(grid: _Grid, dimension: Dimension) -> None:
    column = grid.lead - 1
    first = True
    for category in dimension.categories or (None,):
        top = True
        for indicator in _printed_rows(category):
            grid.row(18)
            if first:
                path = FieldPath("dimension", dimension.id, "name")
                grid.put(column, 1, dimension.name, path=path, rows=_dimension_height(dimension))
            if top:
                path = (
                    FieldPath("category", category.id, "name")
                    if category
                    else FieldPath("dimension", dimension.id, "name")
                )
                height = _category_height(category) if category else 1
                grid.put(column + 1, 1, category.name if category else "", path=path, rows=height)
            _indicator_cells(grid, indicator, column + 2)
            first = top = False


def _printed_rows(category: Category | None) -> Sequence[Indicator | None]:
    """The 三级指标 of a 二级指标, or one empty row."""
    return category.indicators if category and category.indicators else (None,)


def _indicator_cells(grid: _Grid, indicator: Indicator | None, column: int) -> None:
    for offset, (name, text) in enumerate(_indicator_texts(indicator, grid.edition)):
        path = at.indicator(indicator.id, name) if indicator else ""
        if name in {"weight", "score"}:
            grid.figure(column + offset, text, path)
        else:
            style = _TEXT if name in {"name", "deviation"} else _FIGURE
            grid.put(column + offset, 1, text, style, path=path)


def _indicator_texts(indicator: Indicator | None, edition: Edition) -> Iterator[tuple[str, str]]:
    for name in INDICATOR_FIELDS:
        value: Number = getattr(indicator, name) if indicator else ""
        yield name, value if isinstance(value, str) else points_text(value, edition.points.decimals)


def _last_rows(grid: _Grid, scores: Scores) -> None:
    edition, lead = grid.edition, grid.lead
    points, span = edition.points, lead + 4
    grid.row(19, keep=edition.layout.grade_row)
    grid.put(0, span, edition.labels.total_score)
    grid.figure(span, points_text(scores.total_weight.value, points.total_weight_decimals), at.result("total_weight"))
    grid.figure(span + 1, total_text(grid.edition, scores.total.value), at.result("total"))
    grid.put(span + 2, 1, "")
    if edition.layout.grade_row:
        grid.row(19)
        grid.put(0, span, edition.labels.grade)
        grid.put(span, 3, scores.grade, path=at.result("grade"))


def _signature_block(grid: _Grid, form: Form) -> None:
    labels, signature, lead = grid.edition.labels, form.signature, grid.lead
    grid.rows[-1] = Row(grid.rows[-1].min_height, keep_with_next=True)
    grid.row(24, keep=True)
    spans = ((0, lead + 1, "preparer"), (lead + 1, 2, "reviewer"), (lead + 3, 4, "head"))
    for column, span, name in spans:
        text = f"{getattr(labels, name)}：{getattr(signature, name)}"
        grid.put(column, span, text, _TEXT, path=FieldPath("signature", "", name))
    grid.row(_SEAL_HEIGHT / 2, keep=True)
    grid.put(0, lead + 3, f"{labels.phone}：{signature.phone}", _TEXT, path=FieldPath("signature", "", "phone"))
    grid.put(lead + 3, 4, f"{labels.seal}：", _SEAL, rows=2)
    grid.row(_SEAL_HEIGHT / 2)
    grid.put(0, lead + 3, f"{labels.date}：{signature.date}", _TEXT, path=FieldPath("signature", "", "date"))
