"""An edition (版式): what a district prescribes for a year (elements and sources: DOMAIN.md §2)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Rounding = Literal["down", "half_up"]
"""``down`` cuts off, ``half_up`` is 四舍五入."""
Severity = Literal["error", "warning", "hint"]
"""必须改, 建议改, 提示."""
RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{1,2}$")]
"""The id of a rule of the checker (CHECKS.md)."""
Words = Annotated[str, StringConstraints(min_length=1)]
"""What may not be left empty."""
YearLine = Annotated[str, StringConstraints(pattern=r"^[^{}]*\{year\}[^{}]*$")]
"""The line under the title; ``{year}`` stands for 年度."""
Decimals = Annotated[int, Field(ge=0, le=8)]
"""How many decimals a number has."""
Percent = Annotated[Decimal, Field(ge=0, le=100)]
"""A part of 100, also of the 100 points of a form."""


class Setting(BaseModel):
    """A frozen part of an edition; an unknown key is a mistake in the data file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class MoneyFormat(Setting):
    """How amounts print: the unit, 元 in one unit, thousands commas, decimals, what zero prints as.

    ``whole_sources``: a whole amount of a source row prints without decimals; 年度资金总额 always prints them.
    """

    unit: Words
    yuan_per_unit: Annotated[int, Field(gt=0)]
    thousands: bool
    decimals: Decimals
    zero: str
    whole_sources: bool


class RateFormat(Setting):
    """How 执行率 (%) is rounded, and in which fund rows and how it prints."""

    decimals: Decimals
    rounding: Rounding
    rows: Literal["all", "budgeted", "total"]
    suffix: str
    zero: str


class Execution(Setting):
    """分值 of 执行率, decimals of its 得分 (0: no trailing zeros), and what the source rows print in both columns."""

    weight: Percent
    decimals: Decimals
    source_weight: str
    source_score: str


class PointsFormat(Setting):
    """Least decimals of 分值 and 得分 in the indicator table and the last row (0: no trailing zeros)."""

    decimals: Decimals
    total_weight_decimals: Decimals
    total_score_decimals: Decimals


class Layout(Setting):
    """Parts of the table that an edition has or has not."""

    indicator_label: bool
    grade_row: bool
    signature: bool


class Labels(Setting):
    """The words printed on the form, by the field's name in code."""

    year: str
    project_name: str
    department: str
    unit: str
    funding: str
    total: str
    fiscal: str
    carried_over: str
    other: str
    initial_budget: str
    full_budget: str
    executed: str
    execution_weight: str
    execution_rate: str
    execution_score: str
    goal: str
    expected: str
    achieved: str
    indicators: str
    dimension: str
    category: str
    name: str
    target: str
    actual: str
    weight: str
    score: str
    deviation: str
    total_score: str
    grade: str
    preparer: str
    reviewer: str
    head: str
    phone: str
    date: str
    seal: str


class DimensionSpec(Setting):
    """A 一级指标 of the edition, its usual share of the 90 points, and its usual 二级指标."""

    name: Words
    usual_weight: Percent
    categories: tuple[str, ...]


class Grade(Setting):
    """A 评分等级 and the least 总分 it needs."""

    name: Words
    at_least: Percent


class Band(Setting):
    """From which to which percent of 分值 the 得分 of a qualitative indicator lies."""

    at_most: Percent
    at_least: Percent


class Scoring(Setting):
    """How 得分 is suggested where ministry texts are silent (DOMAIN.md §5): common practice, not a rule of any text.

    ``missed_lower_is_better``: ``ratio`` is 分值 × target ÷ actual, ``distance`` is 分值 × (1 − (actual − target) ÷ target).
    An actual from ``over_fulfilled_percent`` % of its target on asks for an explanation. The bands are those of 达成,
    部分达成 and 未达成.
    """

    missed_lower_is_better: Literal["ratio", "distance"]
    over_fulfilled_percent: Annotated[Decimal, Field(ge=100)]
    achieved: Band
    partly_achieved: Band
    not_achieved: Band


class RuleChoices(Setting):
    """Which rules of the checker do not apply (``off``), and which are graver or milder than usual."""

    off: tuple[RuleId, ...]
    severities: dict[RuleId, Severity]


class Edition(Setting):
    """One 版式; ``plain_name`` is its name in the plain form (DOMAIN.md §7), ``note`` a caution shown with it."""

    id: Words
    name: Words
    plain_name: Words
    year: int
    title: Words
    year_line: YearLine
    note: str
    money: MoneyFormat
    rate: RateFormat
    execution: Execution
    points: PointsFormat
    layout: Layout
    labels: Labels
    scoring: Scoring
    rules: RuleChoices
    dimensions: tuple[DimensionSpec, ...]
    grades: Annotated[tuple[Grade, ...], Field(min_length=1)]

    @property
    def indicator_weight(self) -> Decimal:
        """What the 三级指标 share: 100 less the weight of 执行率."""
        return 100 - self.execution.weight
