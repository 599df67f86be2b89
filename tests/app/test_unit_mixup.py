"""Which amount is ten thousand times off (UX.md U15)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from published import form_of, with_fields
from ziping.app.unit_mixup import unit_mixup
from ziping.form.path import funding

BASE = form_of("jiangqiao-2024-qitarenyuan")


def mixup(initial: str, full: str, executed: str, edited: str) -> tuple[str, Decimal] | None:
    amounts = {"initial_budget": initial, "full_budget": full, "executed": executed}
    form = with_fields(BASE, {f"funding.fiscal.{name}": amount for name, amount in amounts.items()})
    found = unit_mixup(form, funding("fiscal", edited))
    return (found.path.field, found.meant) if found else None


@pytest.mark.parametrize(
    ("initial", "full", "executed", "edited", "suspect", "meant"),
    [
        # amounts in 元: 300万元, 280万元, 265.30万元 are 3000000, 2800000, 2653000
        ("30000000000", "2800000", "2653000", "executed", "initial_budget", "3000000"),
        ("30000000000", "", "", "initial_budget", "initial_budget", "3000000"),
        ("30000000000", "28000000000", "2653000", "executed", "initial_budget", "3000000"),
        ("3000000", "2800000", "26530000000", "executed", "executed", "2653000"),
        ("300", "2800000", "2653000", "executed", "initial_budget", "3000000"),
        ("3000000", "280", "", "full_budget", "full_budget", "2800000"),
        ("900000000", "90000", "", "initial_budget", "initial_budget", "90000"),
    ],
)
def test_the_amount_out_of_proportion_is_the_suspect(
    initial: str, full: str, executed: str, edited: str, suspect: str, meant: str
) -> None:
    assert mixup(initial, full, executed, edited) == (suspect, Decimal(meant))


@pytest.mark.parametrize(
    ("initial", "full", "executed"),
    [
        ("3000000", "2800000", "2653000"),
        ("3000000", "2800000", "7000"),
        ("20000", "20000", "7000"),
        ("0", "2800000", "2653000"),
        ("约三百万", "", ""),
        ("999999999", "", ""),
    ],
)
def test_ordinary_rows_are_not_asked_about(initial: str, full: str, executed: str) -> None:
    assert mixup(initial, full, executed, "executed") is None
    assert mixup(initial, full, executed, "initial_budget") is None


def test_only_the_sources_of_money_are_looked_at() -> None:
    assert unit_mixup(BASE, funding("total", "executed")) is None
