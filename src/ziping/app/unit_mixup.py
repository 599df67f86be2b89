"""元 typed for 万元, or the other way round: an amount ten thousand times off its neighbours (UX.md U15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ziping.form.amount import tidy
from ziping.form.edit import get
from ziping.form.model import Form
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, FieldPath, funding

_LEAST, _MOST = 3_000, 30_000
"""Budgets of one row differ by less than three times; so a mix-up shows as 10,000 times, give or take that."""
_TOO_MUCH, _TOO_LITTLE = Decimal(10**9), Decimal(1_000)
"""In 元: no project of a town has a thousand million, none less than a thousand."""


@dataclass(frozen=True, slots=True)
class UnitMixup:
    """A suspected mix-up: the amount as it stands, what it was compared with, and what may have been meant, all in 元.

    ``compared`` is None where the amount is out of all proportion by itself.
    """

    path: FieldPath
    amount: Decimal
    compared: FieldPath | None
    meant: Decimal


def unit_mixup(form: Form, path: FieldPath) -> UnitMixup | None:
    """The mix-up suspected in the row of a cell of 项目资金 that was just filled in; None where nothing looks odd.

    The suspect is the amount that no town project can have; else the one that is off both others; else, where there are
    only two, the one just filled in.
    """
    if path.section != "funding" or path.row not in FUNDING_SOURCES:
        return None
    row = {name: amount for name in FUNDING_COLUMNS if (amount := _number(get(form, funding(path.row, name)))) > 0}
    suspect = _suspect(row, path.field)
    if suspect is None:
        return None
    other = next((name for name in row if name != suspect and _apart(row[suspect], row[name])), None)
    larger = row[suspect] >= _TOO_MUCH if other is None else row[suspect] > row[other]
    meant = row[suspect] / 10_000 if larger else row[suspect] * 10_000
    compared = funding(path.row, other) if other else None
    return UnitMixup(funding(path.row, suspect), row[suspect], compared, tidy(meant))


def _number(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)


def _apart(one: Decimal, other: Decimal) -> bool:
    return _LEAST <= max(one, other) / min(one, other) <= _MOST


def _suspect(row: Mapping[str, Decimal], edited: str) -> str | None:
    huge = [name for name, amount in row.items() if amount >= _TOO_MUCH]
    if huge:
        return edited if edited in huge else huge[0]
    apart = {name: sum(_apart(amount, other) for other in row.values()) for name, amount in row.items()}
    if not any(apart.values()):
        return None
    small = [name for name, amount in row.items() if amount < _TOO_LITTLE and apart[name]]
    if len(small) == 1:
        return small[0]
    most = [name for name, count in apart.items() if count == max(apart.values())]
    return most[0] if len(most) == 1 else edited if edited in most else None
