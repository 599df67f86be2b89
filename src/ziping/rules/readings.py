"""Every 三级指标 read once for all checks: its values, its points, and what is suggested for it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ziping.editions.model import Scoring
from ziping.form import path as at
from ziping.form.amount import Number
from ziping.form.indicators import IndicatorRow
from ziping.form.path import FieldPath
from ziping.rules.attainment import Status, comparable, met, status
from ziping.rules.indicator_names import plain_name
from ziping.rules.measure import read_measure
from ziping.rules.quantity import Measure
from ziping.rules.suggest import Suggestion, suggest


@dataclass(frozen=True, slots=True)
class Reading:
    """A row as the checks see it.

    ``name`` is the bare 三级指标 without brackets and signs at its end; ``weight`` and ``score`` are nothing where they
    hold no number; ``met`` tells whether the target is reached, as far as that can be told, ``status`` what the words
    of the actual say; ``suggestion`` is the suggested 得分.
    """

    row: IndicatorRow
    name: str
    target: Measure
    actual: Measure
    weight: Decimal | None
    score: Decimal | None
    met: bool | None
    status: Status | None
    suggestion: Suggestion | None

    def path(self, field: str) -> FieldPath:
        """The address of a cell of the row."""
        return at.indicator(self.row.indicator.id, field)

    @property
    def deducted(self) -> bool:
        """Whether points were taken off; a 得分 below 0 is no score (F8)."""
        return self.weight is not None and self.score is not None and 0 <= self.score < self.weight

    @property
    def full(self) -> bool:
        """Whether all points were given, and there were any."""
        return self.weight is not None and self.score is not None and self.score >= self.weight > 0

    @property
    def is_cost_row(self) -> bool:
        """Whether the row stands under 成本指标."""
        return "成本" in self.row.category.name or "成本" in self.row.dimension.name

    @property
    def pairs(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """The figures of target and actual in common units; empty where they cannot be compared."""
        if not (self.target.quantitative and self.actual.quantitative):
            return ()
        return comparable(self.target, self.actual) or ()


def read_row(row: IndicatorRow, settings: Scoring) -> Reading:
    """The reading of a row; any text can be read."""
    indicator = row.indicator
    target, actual = read_measure(indicator.target), read_measure(indicator.actual)
    weight, score = _number(indicator.weight), _number(indicator.score)
    advice = (
        suggest(indicator.name, indicator.target, indicator.actual, weight, settings) if weight is not None else None
    )
    return Reading(
        row=row,
        name=plain_name(indicator.name),
        target=target,
        actual=actual,
        weight=weight,
        score=score,
        met=advice.met if advice is not None else met(target, actual, indicator.name),
        status=status(actual),
        suggestion=advice,
    )


def _number(entry: Number) -> Decimal | None:
    return None if isinstance(entry, str) else entry
