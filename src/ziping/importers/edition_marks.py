"""Which edition a table is in, told by what its printed words have in common with each edition's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ziping.editions.catalog import editions
from ziping.editions.model import Edition
from ziping.importers.labels import fold


@dataclass(frozen=True)
class EditionMarks:
    """What a table shows of its edition; empty where it shows nothing.

    ``labels`` are printed words by field, such as those of ``execution_rate``; ``source_weight`` is what the rows of the
    sources print under 分值.
    """

    year: str
    year_line: str
    money_unit: str
    labels: Mapping[str, str]
    source_weight: str
    dimensions: frozenset[str]
    has_indicator_label: bool
    has_grade: bool


def edition_of(marks: EditionMarks) -> Edition:
    """The edition that has most in common with the marks; of equal ones that of the nearest year."""
    return max(editions(), key=lambda known: (_likeness(marks, known), -_years_apart(marks.year, known)))


def _likeness(marks: EditionMarks, known: Edition) -> int:
    ours = {dimension.name for dimension in known.dimensions}
    tests = (
        (3, marks.money_unit == known.money.unit),
        (2, bool(marks.year_line) and marks.year_line == known.year_line.format(year=marks.year)),
        (2, fold(marks.labels.get("execution_weight", "")) == fold(known.labels.execution_weight)),
        (2, fold(marks.labels.get("execution_rate", "")) == fold(known.labels.execution_rate)),
        (2, bool(marks.dimensions) and marks.dimensions <= ours),
        (1, marks.source_weight == known.execution.source_weight),
        (1, marks.has_indicator_label == known.layout.indicator_label),
        (1, marks.has_grade == known.layout.grade_row),
    )
    return sum(points for points, holds in tests if holds)


def _years_apart(year: str, known: Edition) -> int:
    return abs(int(year) - known.year) if year.isascii() and year.isdigit() and len(year) == 4 else 0
