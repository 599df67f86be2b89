"""元 typed for 万元, or the other way round: an amount ten thousand times off its neighbours (UX.md U15)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ziping.form.amount import tidy
from ziping.form.edit import get
from ziping.form.model import Form
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, FieldPath, funding

_LEAST, _MOST = 3_000, 30_000
"""Budgets of one row differ by less than three times; so a slip shows as 10,000 times, give or take that."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A suspected slip: the amount as it stands, what it was compared with, and what may have been meant, all in 元."""

    path: FieldPath
    amount: Decimal
    compared: FieldPath
    meant: Decimal


def unit_slip(form: Form, path: FieldPath) -> Slip | None:
    """The slip suspected in a cell of 项目资金, judged by the other cells of its row; None where nothing looks odd."""
    amount = get(form, path)
    if path.section != "funding" or path.row not in FUNDING_SOURCES or not isinstance(amount, Decimal) or amount <= 0:
        return None
    for column in FUNDING_COLUMNS:
        other = get(form, funding(path.row, column))
        if column == path.field or not isinstance(other, Decimal) or other <= 0:
            continue
        if _LEAST <= amount / other <= _MOST:
            return Slip(path, amount, funding(path.row, column), tidy(amount / 10_000))
        if _LEAST <= other / amount <= _MOST:
            return Slip(path, amount, funding(path.row, column), tidy(amount * 10_000))
    return None
