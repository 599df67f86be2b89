"""What every check looks at: a form, its edition and its scores, and how fields are called in a message."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ziping.editions.model import Edition
from ziping.form.indicators import IndicatorRow, indicator_rows
from ziping.form.model import Form
from ziping.form.path import FieldPath
from ziping.rules.scoring import Scores, score_form

if TYPE_CHECKING:
    from ziping.rules.readings import Reading


@dataclass(frozen=True)
class Subject:
    """The form under examination with all that follows from it; ``rows`` are its 三级指标 in print order."""

    form: Form
    edition: Edition
    scores: Scores
    rows: tuple[IndicatorRow, ...]

    @classmethod
    def of(cls, form: Form, edition: Edition) -> Subject:
        """The subject made of a form in an edition."""
        return cls(form, edition, score_form(form, edition), tuple(indicator_rows(form)))

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The rows with their values read, made when a check first asks for them."""
        from ziping.rules.readings import read_row  # reading values costs a start: imported on use

        return tuple(read_row(row, self.edition.scoring) for row in self.rows)

    def label(self, name: str) -> str:
        """The printed words for a field or fund row, as they read inside a sentence."""
        return str(getattr(self.edition.labels, name)).removeprefix("其中：").rstrip("：")

    def row_name(self, row: IndicatorRow) -> str:
        """How a message calls a 三级指标: by its name, or by its place where it has none."""
        if row.indicator.name.strip():
            return f"“{row.indicator.name}”"
        number = row.category.indicators.index(row.indicator) + 1
        return f"{row.category.name or self.label('category')}第 {number} 行"

    def where(self, path: FieldPath, row: IndicatorRow | None = None) -> str:
        """How a message calls a field: 当年财政拨款的全年预算数, “租赁房屋面积”的年度指标值, 项目名称."""
        field = self.label(path.field)
        if row is not None:
            return f"{self.row_name(row)}的{field}"
        return f"{self.label(path.row)}的{field}" if path.row else field
