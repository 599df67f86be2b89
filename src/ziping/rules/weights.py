"""分配剩余 and 按比例调整: exact arithmetic that makes the 分值 of all 三级指标 come to what they share (90)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from ziping.editions.model import Edition
from ziping.form import path as at
from ziping.form.amount import Number, tidy
from ziping.form.edit import put
from ziping.form.indicators import IndicatorRow, indicator_rows
from ziping.form.model import Form
from ziping.rules.scoring import number_or_zero

FINEST = 2


def used(form: Form) -> Decimal:
    """Σ 分值 of all 三级指标; what cannot be read counts as 0."""
    return tidy(sum((number_or_zero(row.indicator.weight) for row in indicator_rows(form)), Decimal(0)))


def share_rest(form: Form, edition: Edition) -> Form:
    """What is left of 90, given in equal parts to the rows without 分值.

    Where every row has one, to the last row of the 一级指标 furthest below its usual share. The form itself when
    nothing is left, there is no row, or a 分值 would have more digits than a form stores.
    """
    rest = edition.indicator_weight - used(form)
    rows = list(indicator_rows(form))
    if rest <= 0 or not rows:
        return form
    empty = [row for row in rows if isinstance(row.indicator.weight, str) and not row.indicator.weight.strip()]
    if empty:
        parts = divided(rest, [Decimal(1)] * len(empty), _decimals_in_use(form, rest))
        return put_weights(form, {row.indicator.id: part for row, part in zip(empty, parts, strict=True)})
    readable = [row for row in rows if isinstance(row.indicator.weight, Decimal)]
    if not readable:
        return form
    last = _neediest(readable, edition).indicator
    return put_weights(form, {last.id: number_or_zero(last.weight) + rest})


def _neediest(rows: Sequence[IndicatorRow], edition: Edition) -> IndicatorRow:
    """The last row of the 一级指标 furthest below its usual share; the very last row where none is below."""
    usual = {spec.name: spec.usual_weight for spec in edition.dimensions}
    last = {row.dimension.id: row for row in rows}

    def lack(row: IndicatorRow) -> Decimal:
        there = (number_or_zero(one.indicator.weight) for one in rows if one.dimension.id == row.dimension.id)
        return usual.get(row.dimension.name, Decimal(0)) - sum(there, Decimal(0))

    neediest = max(last.values(), key=lack)
    return neediest if lack(neediest) > 0 else rows[-1]


def scale_to_whole(form: Form, edition: Edition) -> Form:
    """Every 分值 in proportion so that they come to exactly 90; the form itself when they do or there is none.

    Rounded at the decimals in use, the rest given to those that lost most (largest remainder); finer where a 分值
    would otherwise vanish.
    """
    weights = {row.indicator.id: number_or_zero(row.indicator.weight) for row in indicator_rows(form)}
    positive = {row: weight for row, weight in weights.items() if weight > 0}
    whole = edition.indicator_weight - sum((weight for weight in weights.values() if weight < 0), Decimal(0))
    if not positive or used(form) == edition.indicator_weight:
        return form
    parts = divided(whole, list(positive.values()), _decimals_in_use(form, whole))
    return put_weights(form, dict(zip(positive, parts, strict=True)))


def divided(whole: Decimal, shares: Sequence[Decimal], decimals: int) -> list[Decimal]:
    """``whole`` in proportion to ``shares``, exact in sum, at ``decimals`` decimals or more where a part would be 0."""
    total = sum(map(Fraction, shares), Fraction(0))
    exact = [Fraction(whole) * Fraction(share) / total for share in shares]
    while True:
        parts = _largest_remainder(exact, decimals)
        if all(parts) or decimals >= FINEST:
            return [tidy(Decimal(part).scaleb(-decimals)) for part in parts]
        decimals += 1


def _largest_remainder(exact: Sequence[Fraction], decimals: int) -> list[int]:
    """The parts in units of the last decimal; of equal remainders the larger part, then the earlier, is rounded up."""
    scaled = [part * 10**decimals for part in exact]
    parts = [floor(part) for part in scaled]
    missing = int(sum(scaled)) - sum(parts)
    order = sorted(range(len(parts)), key=lambda n: (parts[n] - scaled[n], -scaled[n], n))
    for place in order[:missing]:
        parts[place] += 1
    return parts


def _decimals_in_use(form: Form, *more: Decimal) -> int:
    entries: list[Number] = [row.indicator.weight for row in indicator_rows(form)]
    return max((_decimals(entry) for entry in (*entries, *more) if isinstance(entry, Decimal)), default=0)


def _decimals(number: Decimal) -> int:
    exponent = tidy(number).as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def put_weights(form: Form, weights: Mapping[str, Decimal]) -> Form:
    """The form with these 分值, by the 三级指标's id; the form itself where one has more digits than a form stores."""
    new = form
    try:
        for row, weight in weights.items():
            new = put(new, at.indicator(row, "weight"), tidy(weight))
    except ValueError:
        return form
    return new
