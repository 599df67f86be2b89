"""执行率, 得分, 总分 and 评分等级, each with its arithmetic in words (rules: DOMAIN.md §3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from ziping.editions.model import Edition, Rounding
from ziping.editions.notation import exact_money_text, points_text
from ziping.form.amount import Number, tidy
from ziping.form.model import Form, FundingRow
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Figure:
    """A computed number and how it came about, in words a clerk can follow."""

    value: Decimal
    arithmetic: str


@dataclass(frozen=True, slots=True)
class FundingFigures:
    """One fund row: its three amounts in 元 (nothing typed counts as 0), and 执行率 in % where 全年预算数 is above 0."""

    initial_budget: Decimal
    full_budget: Decimal
    executed: Decimal
    execution_rate: Decimal | None


@dataclass(frozen=True, slots=True)
class DimensionFigures:
    """Σ 分值 and Σ 得分 of one 一级指标 of the tree."""

    id: str
    name: str
    weight: Decimal
    score: Decimal


@dataclass(frozen=True, slots=True)
class Scores:
    """Every figure that follows from a form; ``funding`` by row name, ``total`` included; points in 分."""

    funding: Mapping[str, FundingFigures]
    dimensions: tuple[DimensionFigures, ...]
    execution_rate: Figure
    execution_score: Figure
    indicator_weight: Figure
    indicator_score: Figure
    total_weight: Figure
    total: Figure
    grade: str
    grade_reason: str


def rounded(exact: Fraction, decimals: int, rounding: Rounding) -> Decimal:
    """A fraction ≥ 0 as a decimal, cut off or half-up after ``decimals`` decimals, without any step in between."""
    scaled = exact * 10**decimals
    digits = floor(scaled) if rounding == "down" else floor(scaled + Fraction(1, 2))
    return Decimal(digits).scaleb(-decimals)


def number_or_zero(entry: Number) -> Decimal:
    """The number, or 0 where nothing readable was typed."""
    return ZERO if isinstance(entry, str) else entry


def is_filled(form: Form, column: str) -> bool:
    """Whether something stands in a column of amounts, so that its empty sources print zero."""
    entries = (getattr(getattr(form.funding, source), column) for source in FUNDING_SOURCES)
    return any(isinstance(entry, Decimal) or entry.strip() for entry in entries)


def score_form(form: Form, edition: Edition) -> Scores:
    """All figures of a form in an edition."""
    funding = _funding(form, edition)
    dimensions = tuple(
        DimensionFigures(
            dimension.id,
            dimension.name,
            _sum(row.weight for category in dimension.categories for row in category.indicators),
            _sum(row.score for category in dimension.categories for row in category.indicators),
        )
        for dimension in form.indicators
    )
    none = _no_budget(form, funding["total"], edition)
    rate = _execution_rate(funding["total"], edition, none)
    execution = _execution_score(funding["total"], edition, none)
    weight = Figure(sum((part.weight for part in dimensions), ZERO), _parts(dimensions, "weight", edition))
    score = Figure(sum((part.score for part in dimensions), ZERO), _parts(dimensions, "score", edition))
    total = tidy(execution.value + score.value)
    all_weight = tidy(weight.value + edition.execution.weight)
    grade, reason = _grade(total, edition)
    return Scores(
        funding=funding,
        dimensions=dimensions,
        execution_rate=rate,
        execution_score=execution,
        indicator_weight=weight,
        indicator_score=score,
        total_weight=Figure(
            all_weight, f"指标 {weight.value:f} 分 + 执行率 {edition.execution.weight:f} 分 = {all_weight:f} 分"
        ),
        total=Figure(total, f"执行率 {execution.value:f} 分 + 指标 {score.value:f} 分 = {total:f} 分"),
        grade=grade,
        grade_reason=reason,
    )


def _sum(entries: Iterable[Number]) -> Decimal:
    return tidy(sum(map(number_or_zero, entries), ZERO))


def _parts(dimensions: tuple[DimensionFigures, ...], field: str, edition: Edition) -> str:
    terms = [f"{part.name} {points_text(getattr(part, field), edition.points.decimals)}" for part in dimensions]
    total = sum((getattr(part, field) for part in dimensions), ZERO)
    return f"{' + '.join(terms)} = {points_text(total, edition.points.decimals)} 分" if terms else "还没有指标"


def _funding(form: Form, edition: Edition) -> dict[str, FundingFigures]:
    rows: dict[str, FundingRow] = {name: getattr(form.funding, name) for name in FUNDING_SOURCES}
    sums = {column: _sum(getattr(row, column) for row in rows.values()) for column in FUNDING_COLUMNS}
    total = _figures(sums["initial_budget"], sums["full_budget"], sums["executed"], edition)
    return {"total": total} | {name: _row_figures(row, edition) for name, row in rows.items()}


def _row_figures(row: FundingRow, edition: Edition) -> FundingFigures:
    initial, full, executed = map(number_or_zero, (row.initial_budget, row.full_budget, row.executed))
    return _figures(initial, full, executed, edition)


def _figures(initial: Decimal, full: Decimal, executed: Decimal, edition: Edition) -> FundingFigures:
    return FundingFigures(initial, full, executed, _rate(full, executed, edition))


def _rate(full: Decimal, executed: Decimal, edition: Edition) -> Decimal | None:
    if full <= 0:
        return None
    exact = max(Fraction(executed) / Fraction(full) * 100, Fraction(0))
    return rounded(exact, edition.rate.decimals, edition.rate.rounding)


def _no_budget(form: Form, total: FundingFigures, edition: Edition) -> str:
    """What is to be said where 全年预算数 is not above 0: nobody has typed one yet, it is 0, or it is less."""
    if not is_filled(form, "full_budget"):
        return f"还没有填写{edition.labels.full_budget}"
    return f"{edition.labels.full_budget}为 {_money(total.full_budget, edition) if total.full_budget else '0'}"


def _execution_rate(total: FundingFigures, edition: Edition, none: str) -> Figure:
    if total.execution_rate is None:
        return Figure(Decimal("0.00"), f"{none}，{edition.labels.execution_rate}按 0 计")
    how = "其余舍去" if edition.rate.rounding == "down" else "四舍五入"
    return Figure(
        total.execution_rate,
        f"{_money(total.executed, edition)} ÷ {_money(total.full_budget, edition)} × 100 = {total.execution_rate:f}%"
        f"（保留 {edition.rate.decimals} 位小数，{how}）",
    )


def _execution_score(total: FundingFigures, edition: Edition, none: str) -> Figure:
    weight = edition.execution.weight
    if total.full_budget <= 0:
        return Figure(ZERO, f"{none}，得 0 分")
    exact = Fraction(total.executed) / Fraction(total.full_budget) * Fraction(weight)
    value = tidy(rounded(min(max(exact, Fraction(0)), Fraction(weight)), 2, "half_up"))
    capped = f"，最高 {weight:f} 分" if exact > weight else ""
    return Figure(
        value,
        f"{_money(total.executed, edition)} ÷ {_money(total.full_budget, edition)} × {weight:f} 分 = {value:f} 分"
        f"（四舍五入到两位小数{capped}）",
    )


def _money(yuan: Decimal, edition: Edition) -> str:
    return f"{exact_money_text(edition, yuan)} {edition.money.unit}"


def _grade(total: Decimal, edition: Edition) -> tuple[str, str]:
    for grade in edition.grades:
        if total >= grade.at_least:
            return grade.name, f"{total:f} 分，{grade.at_least:f} 分及以上为{grade.name}"
    lowest = edition.grades[-1]
    return lowest.name, f"{total:f} 分，低于 {lowest.at_least:f} 分"
