"""What an indicator value says once it is read: a figure, a date, a span of time, or words (DOMAIN.md §4)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ziping.rules.measure_words import TIME_BASES, Mark, Operator, in_base_unit

Kind = Literal["number", "percent", "duration", "deadline", "period", "compound", "qualitative", "empty"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number without trailing zeros and its unit as written, without brackets (个, 元/人, %); the unit may be empty."""

    number: Decimal
    unit: str

    @property
    def is_time(self) -> bool:
        """Whether the unit is one of time: 分钟, 工作日, 个月."""
        return in_base_unit(self.unit)[1] in TIME_BASES


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is written; the end of a month or year (月底, 年底) is its last day."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator value.

    ``quantities`` holds one figure, several for a compound value, or the parts of a duration (2小时30分钟).
    ``mark`` stands after the figure (以上, 以下, 左右 also for 约, 内). ``date`` is set for a deadline, and ``before`` says
    that it was written with 前. ``words`` is the whole text of a qualitative value or a period without its operator
    sign, and of others what follows the figure (30分钟内到场: 到场).
    """

    kind: Kind
    operator: Operator = ""
    quantities: tuple[Quantity, ...] = ()
    mark: Mark = ""
    date: Day | None = None
    before: bool = False
    words: str = ""

    @property
    def quantitative(self) -> bool:
        """Whether there are figures to compare: number, percent, duration or compound."""
        return bool(self.quantities)

    @property
    def approximate(self) -> bool:
        """Whether it is no measured value: 以上, 以下 or 左右 (约) stands with the figure."""
        return self.mark in {"以上", "以下", "左右"}

    @property
    def within(self) -> bool:
        """Whether 内 (以内, 之内) stands after the figure."""
        return self.mark == "内"

    @property
    def bound(self) -> Operator:
        """The operator in effect: as written, else what the mark means (以上 is ≥, 以下 and 内 are ≤)."""
        return self.operator or _MARK_MEANS[self.mark]


_MARK_MEANS: dict[Mark, Operator] = {"": "", "左右": "", "以上": "≥", "以下": "≤", "内": "≤"}


def quantity_text(quantity: Quantity) -> str:
    """As printed on a form: 76个, 100%, 600元/人."""
    return f"{quantity.number:f}{quantity.unit}"


def measure_text(measure: Measure) -> str:
    """The value in the plainest notation; reading it again gives the same measure."""
    if measure.date is not None:
        before = "前" if measure.before else ""
        return f"{measure.operator}{_day_text(measure.date)}{before}{measure.words}"
    if not measure.quantities:
        return f"{measure.operator}{measure.words}"
    between = "" if measure.kind == "duration" else "、"
    figures = between.join(map(quantity_text, measure.quantities))
    mark = "以内" if measure.within and not measure.quantities[-1].is_time else measure.mark
    return f"{measure.operator}{figures}{mark}{measure.words}"


def _day_text(date: Day) -> str:
    parts = ((date.year, "年"), (date.month, "月"), (date.day, "日"))
    return "".join(f"{number}{name}" for number, name in parts if number is not None)
