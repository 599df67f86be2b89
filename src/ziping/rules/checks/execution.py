"""D4, D5, D6 and I22: 执行率 and the budget, beside what the rest of the form says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ziping.editions.notation import money_text
from ziping.form import path as at
from ziping.rules.explanations import explains_low_rate, explains_new_budget
from ziping.rules.findings import Finding, finding
from ziping.rules.measure_words import in_base_unit
from ziping.rules.quantity import Measure, quantity_text
from ziping.rules.readings import Reading
from ziping.rules.scoring import rounded
from ziping.rules.subject import Subject

LOW_RATE, VERY_LOW_RATE = 90, 80
"""执行率 (%) below which an explanation is asked for, and below which it must be there (CHECKS.md D4, practice)."""
DOUBTFUL_RATE, HIGH_TOTAL = 60, 90
"""执行率 (%) below which full marks or a 总分 of 优 are hard to believe (CHECKS.md D5, practice)."""
BUDGET_CHANGE = 10
"""By how many percent 全年预算数 may differ from 年初预算数 without a word (CHECKS.md D6, practice)."""
RATE_GAP = 5
"""Percentage points that a 成本控制率 may be off 执行率: it may count costs that are paid next year."""
OWN_RATE_GAP = 1
"""Percentage points that an indicator 预算执行率 may be off the computed one, for rounding."""
SUM_GAP = Fraction(1, 100)
"""Share by which a ceiling or a total cost may be off the fund block, for rounding."""

_COST_RATE = re.compile(r"(?:项目|年度|全年)?(?:总成本|成本|总?支出|总?经费|预算|成本费用)控制率")
_OWN_RATE = re.compile(r"(?:项目|年度|全年|财政)*(?:预算|资金|经费|预算资金|财政资金|专项资金)执行率")
_WHOLE_COST = re.compile(
    r"(?:项目|年度|全年|本项目)*(?:总成本|成本|成本费用|总费用|总经费)(?:控制)?(?:数|额|金额|总额)?"
)
_CEILING = re.compile(r"成本(?:费用)?(?:控制)?(?:数|额|金额|总额)?$|(?:费用|经费|支出)控制(?:数|额)$")
_MANY_YEARS = re.compile(
    r"投资|概算|合同|估算|决算|全周期|建设期|节约|降低|减少|单位|单件|单次|单场|人均|平均|每|社会成本|环境成本"
)


def low_execution(subject: Subject) -> Iterator[Finding]:
    """D4: 执行率 below 90 % and nothing on the form tells why; below 80 % it must."""
    rate = subject.scores.funding["total"].execution_rate
    if rate is None or rate >= LOW_RATE or explains_low_rate(subject):
        return
    yield finding(
        "D4",
        at.result("execution_rate"),
        f"{rate:f}%",
        severity="error" if rate < VERY_LOW_RATE else "warning",
        limit=f"{VERY_LOW_RATE if rate < VERY_LOW_RATE else LOW_RATE}%",
        arithmetic=subject.scores.execution_rate.arithmetic,
        achieved=subject.label("achieved"),
    )


def full_marks_despite_low_execution(subject: Subject) -> Iterator[Finding]:
    """D5: 执行率 below 60 % while every indicator is full or 总分 is 90 and more."""
    rate = subject.scores.funding["total"].execution_rate
    readings = [reading for reading in subject.readings if reading.weight != 0]
    if rate is None or rate >= DOUBTFUL_RATE or not readings:
        return
    total = subject.scores.total.value
    if all(reading.full for reading in readings):
        what = "各项指标却都得满分"
    elif total >= HIGH_TOTAL:
        what = f"总分却有 {total:f} 分"
    else:
        return
    yield finding("D5", at.result("total"), f"{rate:f}%", what=what)


def budget_changed(subject: Subject) -> Iterator[Finding]:
    """D6: 全年预算数 differs from 年初预算数 by more than 10 % and nothing tells why; a column left blank is F1's."""
    total = subject.scores.funding["total"]
    before, after = total.initial_budget, total.full_budget
    if before < 0 or after <= 0 or not _any_amount(subject) or explains_new_budget(subject):
        return
    change = Fraction(after - before) * 100
    if abs(change) <= BUDGET_CHANGE * Fraction(before):
        return
    way = "增加" if after > before else "减少"
    share = f"{way}了 {rounded(abs(change) / Fraction(before), 1, 'half_up'):f}%" if before else "全部是年中增加的"
    yield finding(
        "D6",
        at.funding("total", "full_budget"),
        _money(subject, after),
        before=_money(subject, before),
        share=share,
        achieved=subject.label("achieved"),
        initial=subject.label("initial_budget"),
        full=subject.label("full_budget"),
    )


def _any_amount(subject: Subject) -> bool:
    """Whether 年初预算数 has been filled in at all, and with figures only."""
    funding = subject.form.funding
    entries = [row.initial_budget for row in (funding.fiscal, funding.carried_over, funding.other)]
    return any(isinstance(entry, Decimal) for entry in entries) and not any(
        isinstance(entry, str) and entry.strip() for entry in entries
    )


def _money(subject: Subject, yuan: Decimal) -> str:
    return f"{money_text(subject.edition, yuan, source=False)} {subject.edition.money.unit}"


def costs_against_funds(subject: Subject) -> Iterator[Finding]:
    """I22: a 成本控制率, a ceiling of cost, or the whole cost of the project that the fund block contradicts."""
    if subject.scores.funding["total"].execution_rate is None:
        return
    for reading in subject.readings:
        yield from _rate_trouble(subject, reading) or _sum_trouble(subject, reading)


def _rate_trouble(subject: Subject, reading: Reading) -> list[Finding]:
    rate = subject.scores.execution_rate.value
    own = _OWN_RATE.fullmatch(reading.name) is not None
    actual = reading.actual
    if actual.kind != "percent" or actual.bound not in {"", "="} or not (own or _COST_RATE.fullmatch(reading.name)):
        return []
    percent = Fraction(actual.quantities[0].number) * in_base_unit(actual.quantities[0].unit)[0]
    if abs(percent - Fraction(rate)) <= (OWN_RATE_GAP if own else RATE_GAP):
        return []
    value = quantity_text(actual.quantities[0])
    trouble = f"{subject.row_name(reading.row)}的完成值是 {value}，而项目资金的执行率是 {rate:f}%"
    advice = f"请核对：按本表的预算数和执行数，应在 {rate:f}% 左右；口径不同的，请在偏差原因中说明。"
    return [] if _explained(reading) else [_contradiction(reading, "actual", value, trouble, advice)]


def _sum_trouble(subject: Subject, reading: Reading) -> list[Finding]:
    if _MANY_YEARS.search(reading.name) or not _CEILING.search(reading.name) or _explained(reading):
        return []
    total = subject.scores.funding["total"]
    budget, executed = Fraction(total.full_budget), Fraction(total.executed)
    ceiling, cost = _yuan(reading.target), _yuan(reading.actual)
    name = subject.row_name(reading.row)
    if ceiling is not None and reading.target.bound in {"≤", "<", "="} and ceiling > budget * (1 + SUM_GAP):
        value = reading.row.indicator.target
        was = "，与年初预算数相同而没有随预算调整" if ceiling == Fraction(total.initial_budget) else ""
        trouble = f"{name}的指标值是“{value}”，超过全年预算数 {_money(subject, total.full_budget)}{was}"
        advice = f"请把指标值改为不超过全年预算数 {_money(subject, total.full_budget)}，或在偏差原因中说明口径。"
        return [_contradiction(reading, "target", value, trouble, advice)]
    whole = _WHOLE_COST.fullmatch(reading.name) is not None
    if whole and cost is not None and abs(cost - executed) > SUM_GAP * max(cost, executed):
        value = reading.row.indicator.actual
        trouble = f"{name}的完成值是“{value}”，而全年执行数是 {_money(subject, total.executed)}"
        advice = f"请核对：项目总成本应与全年执行数 {_money(subject, total.executed)}一致；口径不同的，请在偏差原因中说明。"
        return [_contradiction(reading, "actual", value, trouble, advice)]
    return []


def _explained(reading: Reading) -> bool:
    return bool(reading.row.indicator.deviation.strip())


def _yuan(measure: Measure) -> Fraction | None:
    """A single sum of money in 元."""
    if measure.kind != "number":
        return None
    factor, base = in_base_unit(measure.quantities[0].unit)
    return Fraction(measure.quantities[0].number) * factor if base == "元" else None


def _contradiction(reading: Reading, field: str, value: str, trouble: str, advice: str) -> Finding:
    return finding("I22", reading.path(field), value, trouble=trouble, advice=advice)
