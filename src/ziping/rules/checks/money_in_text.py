"""F12: the same sum in 元 here and in 万元 there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ziping.editions.notation import money_text
from ziping.form import path as at
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, FieldPath
from ziping.rules.findings import Finding, finding
from ziping.rules.measure import read_measure
from ziping.rules.measure_words import in_base_unit
from ziping.rules.prose import Count, clause_before, counts
from ziping.rules.quantity import Quantity, quantity_text
from ziping.rules.subject import Subject

_OF_THE_FUNDS = re.compile(r"预算|资金|经费|投入|拨款|执行|支出|使用|安排|总额|总计|共计|合计|成本|费用|控制")
_A_PRICE = re.compile(
    r"每|人均|单价|标准|/|补贴|奖励|慰问|罚款|其中|结余|节约|节省|差额|余额|剩余|增加|减少|调[增减]"
)
_TOTAL_NAMES = re.compile(r"总成本|成本控制[数额]|总费用|总经费|总投入|总额|预算|费用控制数|经费控制数")
FACTOR = 10_000
Sum = tuple[str, Fraction, str]
"""A sum of the table: what it is called, how many 元, how it is written."""


def sums_off_by_10000(subject: Subject) -> Iterator[Finding]:
    """F12: a sum of the goals, or of a 总成本 indicator, is 10,000 times one in 项目资金, or a 10,000th of it.

    Unit prices and parts are no sums of the whole; a sum that also stands in the table as it is, is right.
    """
    known = list(_funds(subject))
    if not known:
        return
    for field in ("expected", "achieved"):
        text = getattr(subject.form.goal, field)
        for count in counts(text):
            yuan = _yuan(count.unit, count.number)
            if yuan and not count.rough and _is_whole(text, count):
                piece = text[count.start : count.end]
                yield from _compared(known, at.goal(field), piece, yuan, subject.label(field))
    for row in subject.rows:
        if _TOTAL_NAMES.search(row.indicator.name):
            for field in ("target", "actual"):
                figure = _one_sum(getattr(row.indicator, field))
                if figure is not None:
                    path = at.indicator(row.indicator.id, field)
                    yuan = _yuan(figure.unit, figure.number)
                    yield from _compared(known, path, quantity_text(figure), yuan, subject.where(path, row))


def _one_sum(text: str) -> Quantity | None:
    quantities = read_measure(text).quantities
    return quantities[0] if len(quantities) == 1 else None


def _is_whole(text: str, count: Count) -> bool:
    before = clause_before(text, count.start)
    return bool(_OF_THE_FUNDS.search(before)) and not _A_PRICE.search(before)


def _yuan(unit: str, number: Decimal) -> Fraction:
    """How many 元; 0 where it is no plain sum of money."""
    factor, base = in_base_unit(unit)
    return Fraction(number) * factor if base == "元" else Fraction(0)


def _funds(subject: Subject) -> Iterator[Sum]:
    for name in ("total", *FUNDING_SOURCES):
        for column in FUNDING_COLUMNS:
            yuan: Decimal = getattr(subject.scores.funding[name], column)
            if yuan > 0:
                shown = money_text(subject.edition, yuan, source=name != "total")
                yield (
                    f"{subject.label(name)}的{subject.label(column)}",
                    Fraction(yuan),
                    f"{shown} {subject.edition.money.unit}",
                )


def _compared(known: list[Sum], path: FieldPath, piece: str, yuan: Fraction, where: str) -> Iterator[Finding]:
    if not yuan or any(_equal(yuan, there) for _, there, _ in known):
        return
    for other, there, shown in known:
        if _equal(yuan * FACTOR, there) or _equal(yuan, there * FACTOR):
            yield finding("F12", path, piece, where=where, other=other, amount=shown)
            return


def _equal(one: Fraction, other: Fraction) -> bool:
    """Whether two sums are the same but for rounding: they differ by no more than 0.1 %."""
    return abs(one - other) * 1000 <= other
