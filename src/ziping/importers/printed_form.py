"""A form as some source printed it, all strings, becomes a form of an edition; where the strings are from is not its business.

Printed results (执行率, 得分 of 资金, 年度资金总额, 总分, 评分等级) are kept for comparison and never trusted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from ziping.editions.model import Edition
from ziping.form.amount import read_money, read_number
from ziping.form.model import (
    AnnualGoal,
    BasicInfo,
    Category,
    Dimension,
    Form,
    Funding,
    FundingRow,
    Indicator,
    Printed,
    PrintedFundingRow,
    Signature,
)
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, INDICATOR_FIELDS

YUAN_PER_UNIT = {"元": 1, "万元": 10_000}
"""The units in which a table may print its money."""
MOST_ROWS = 1_000
"""三级指标 of a form; real ones have 7 to 25."""
NO_TEXTS: Mapping[str, str] = {}


@dataclass(frozen=True)
class PrintedRow:
    """A line of 绩效指标: names of 一级 and 二级指标, and the texts of the 三级指标 by field; None: the 二级 has none."""

    dimension: str
    category: str
    texts: Mapping[str, str] | None


@dataclass(frozen=True)
class PrintedForm:
    """The texts of a form; ``funds`` by row (``total`` or a source) and column, ``execution_rate`` included.

    ``money_unit`` is a key of ``YUAN_PER_UNIT``, or empty for the edition's own.
    """

    basic: Mapping[str, str]
    money_unit: str
    funds: Mapping[str, Mapping[str, str]]
    goal: Mapping[str, str]
    rows: tuple[PrintedRow, ...]
    execution_score: str = ""
    total_score: str = ""
    grade: str = ""
    signature: Signature = field(default_factory=Signature)


def form_of(source: PrintedForm, edition: Edition) -> Form:
    """The form in the edition; ids of its rows are fresh."""
    per_unit = YUAN_PER_UNIT.get(source.money_unit, edition.money.yuan_per_unit)
    return Form(
        edition=edition.id,
        basic=BasicInfo(**source.basic),
        funding=Funding(**{name: _amounts(source.funds.get(name, NO_TEXTS), per_unit) for name in FUNDING_SOURCES}),
        goal=AnnualGoal(**source.goal),
        indicators=_tree(source.rows),
        signature=source.signature,
        printed=_printed(source, "" if per_unit == edition.money.yuan_per_unit else source.money_unit),
    )


def _amounts(texts: Mapping[str, str], per_unit: int) -> FundingRow:
    return FundingRow(**{column: read_money(texts.get(column, ""), per_unit) for column in FUNDING_COLUMNS})


def _tree(rows: Iterable[PrintedRow]) -> tuple[Dimension, ...]:
    """The rows grouped by neighbouring 一级 and 二级 names, in their order, with fresh ids."""
    dimensions: list[Dimension] = []
    categories = indicators = 0
    for name, below in groupby(rows, attrgetter("dimension")):
        parts: list[Category] = []
        for category, leaves in groupby(below, attrgetter("category")):
            categories += 1
            texts = [leaf.texts for leaf in leaves if leaf.texts is not None]
            group = tuple(_indicator(text, f"i{number}") for number, text in enumerate(texts, start=indicators + 1))
            indicators += len(group)
            parts.append(Category(id=f"c{categories}", name=category, indicators=group))
        dimensions.append(Dimension(id=f"d{len(dimensions) + 1}", name=name, categories=tuple(parts)))
    return tuple(dimensions)


def _indicator(texts: Mapping[str, str], node_id: str) -> Indicator:
    values = {name: texts.get(name, "") for name in INDICATOR_FIELDS}
    points = {name: read_number(values.pop(name)) for name in ("weight", "score")}
    return Indicator(id=node_id, **values, **points)


def _printed(source: PrintedForm, unit: str) -> Printed:
    """The printed results; ``unit`` is added to amounts where it is not the edition's, so that they compare rightly."""
    columns = (*FUNDING_COLUMNS, "execution_rate")
    rows = {
        name: PrintedFundingRow(**{column: texts.get(column, "") for column in columns})
        for name in ("total", *FUNDING_SOURCES)
        for texts in [source.funds.get(name, NO_TEXTS)]
    }
    if unit:
        amounts = {column: text + unit for column in FUNDING_COLUMNS if (text := getattr(rows["total"], column))}
        rows["total"] = PrintedFundingRow(**amounts, execution_rate=rows["total"].execution_rate)
    return Printed(
        **rows,
        execution_score=source.execution_score,
        total_score=source.total_score,
        grade=source.grade,
    )
