"""Numbers in an edition's notation: 元 inside, 万元 and decimals only here."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from ziping.editions.model import Edition
from ziping.form.amount import Number, read_money, tidy


def points_text(points: Decimal, decimals: int) -> str:
    """分值 or 得分 with at least ``decimals`` decimals: 10 → 10.00.

    Further digits are never rounded away (3.715 → 3.715), so that the printed figures always add up.
    """
    exact = tidy(points)
    exponent = exact.as_tuple().exponent
    own = -exponent if isinstance(exponent, int) else 0
    return f"{exact:.{max(own, decimals)}f}"


def total_text(edition: Edition, total: Decimal) -> str:
    """总分 as the form prints it; shown so everywhere but in lists of forms of several editions, which have two decimals.

    It is never rounded: a total rounded to a border would belie its grade.
    """
    return points_text(total, edition.points.total_score_decimals)


def money_text(edition: Edition, yuan: Decimal, *, source: bool = True, grouped: bool = True) -> str:
    """An amount as the edition prints it, without the unit: 9566400 元 → 956.64 in 万元, half-up at the last decimal.

    ``source`` is false for 年度资金总额, ``grouped`` false where thousands commas are not wanted.
    """
    money = edition.money
    if yuan == 0:
        return money.zero
    amount = tidy(yuan / money.yuan_per_unit)
    if source and money.whole_sources and amount == amount.to_integral_value():
        return f"{amount:,f}" if money.thousands and grouped else f"{amount:f}"
    shown = amount.quantize(Decimal(1).scaleb(-money.decimals), ROUND_HALF_UP) + 0  # + 0: never -0.00
    return f"{shown:,f}" if money.thousands and grouped else f"{shown:f}"


def exact_money_text(edition: Edition, yuan: Decimal) -> str:
    """An amount as the edition prints it, with the digits that print hides: 12345 元 → 1.2345 in 万元.

    For messages and arithmetic, which would be false with the printed digits (10.00 > 10.00).
    """
    amount, printed = tidy(yuan / edition.money.yuan_per_unit), money_text(edition, yuan, source=False)
    if Decimal(printed.replace(",", "")) == amount:
        return printed
    return f"{amount:,f}" if edition.money.thousands else f"{amount:f}"


def entry_text(edition: Edition, amount: Number, *, source: bool = True, grouped: bool = True) -> str:
    """An entered amount as the edition prints it; text that could not be read stays as typed."""
    return amount if isinstance(amount, str) else money_text(edition, amount, source=source, grouped=grouped)


def read_entry(edition: Edition, text: str) -> Number:
    """An amount typed in the edition's unit, in 元; what cannot be read comes back as typed."""
    return read_money(text, edition.money.yuan_per_unit)
